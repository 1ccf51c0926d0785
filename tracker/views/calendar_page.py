"""The calendar: follow-ups and events month by month, and how full the weeks ahead are."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from tracker.agenda import Bucket, bucket_of
from tracker.counts import count
from tracker.rules.followup import Derived, Event, FollowUp
from tracker.views.dated import comes_due, dated_events
from tracker.views.directory import Directory
from tracker.views.excerpt import excerpt
from tracker.views.followups import task_of
from tracker.views.frame import CALENDAR, Frame, Link
from tracker.views.shown import Shown
from tracker.views.timeline import kind_words, time_words
from tracker.views.words import Day, day, short_day
from tracker.workdays import Calendar, shifted

#: The weeks of the load strip: a quarter, as far as anybody plans.
WEEKS_AHEAD = 13

#: So many items of a day stand open: more would make its week higher than a screen. The others are
#: folded away.
ITEMS_OPEN = 5

#: How many heights the bars of the load strip have; the stylesheet has a class for each.
HEIGHTS = 10

#: Where a follow-up stands that the agenda does not show yet.
NOT_YET = "ahead"

#: Longest text of a task in a day, in characters.
LONGEST_TASK = 80

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Item(NamedTuple):
    """What stands on a day: a follow-up that is due, or an event.

    `section` is where a follow-up stands on the agenda, `ahead` where it does not show it yet, and
    `event` for an event. `title` says what it is. `about` is the company or the position, and may
    be empty. `links` lead to what to have at hand.
    """

    section: str
    time: str
    who: Link
    title: str
    about: str
    links: tuple[Link, ...]


class PlacedItem(NamedTuple):
    """An item, its day, and what sorts it there: events by their hour before follow-ups.

    `is_open` is whether it is something to do, `is_event` whether it is an event that lies ahead:
    what the weeks are counted by.
    """

    day: date
    key: tuple[str, str, str]
    is_open: bool
    is_event: bool
    item: Shown[Item]


class DayCell(NamedTuple):
    """A day of a month; a day that has something has a `name` (`Fri 20 Nov`), others an empty one.

    `number` is the day's in its month. `today` is whether it is the day of the build, `past`
    whether it lies before that, `over` whether nothing in it is still to be done either. `off` is
    whether nobody works, `holiday` whether that is out of the ordinary. `items` are shown, `more`
    is folded away. In Jinja, say `one["items"]`: `one.items` is no field.
    """

    number: int
    day: Day
    name: str
    today: bool
    past: bool
    over: bool
    off: bool
    holiday: bool
    items: tuple[Shown[Item], ...]
    more: tuple[Shown[Item], ...]


class Month(NamedTuple):
    """A month with something in it.

    `id` is its year and month (`2026-11`). `weeks` begin on Monday; their days that belong to other
    months are None.
    """

    id: str
    title: str
    summary: str
    weeks: tuple[tuple[DayCell | None, ...], ...]


class WeekAhead(NamedTuple):
    """A week of the load strip.

    It begins on the Monday `begins`. `due` counts what is due in it, `events` what takes place.
    `height` is from 0 to 10, by the fullest of all weeks. `href` leads to its first day that has
    something, None where nothing is in it.
    """

    label: str
    begins: Day
    due: int
    events: int
    height: int
    href: str | None


class CalendarPage(NamedTuple):
    """The calendar.

    `weeks` are those of the quarter ahead. `months` are those from the one of the build on that
    have something, `past` those before. `late` counts what is still to be done from before the day
    it was built for. `first` is the anchor of the first day from that day on that has something,
    empty where none has; `is_today` is whether it is that very day. `weekdays` are their names,
    Monday first.
    """

    frame: Frame
    summary: str
    first: str
    is_today: bool
    late: int
    weeks: tuple[WeekAhead, ...]
    months: tuple[Month, ...]
    past: tuple[Month, ...]
    weekdays: tuple[str, ...] = WEEKDAYS


def calendar_page(
    frame: Frame, today: date, calendar: Calendar, parts: Iterable[Sequence[PlacedItem]]
) -> CalendarPage:
    """The calendar as seen on a day, made of what each part of the contacts has in it."""
    by_day: defaultdict[date, list[PlacedItem]] = defaultdict(list)
    for part in parts:
        for one in part:
            by_day[one.day].append(one)
    months = [
        _month(year, month, by_day, today, calendar)
        for year, month in sorted({(one.year, one.month) for one in by_day})
    ]
    this = f"{today:%Y-%m}"
    weeks = _weeks(by_day, today)
    late = sum(one.is_open for when, some in by_day.items() if when < today for one in some)
    first = min((one for one in by_day if one >= today), default=None)
    return CalendarPage(
        frame,
        _summary(weeks),
        f"d{first.isoformat()}" if first else "",
        first == today,
        late,
        weeks,
        tuple(one for one in months if one.id >= this),
        tuple(one for one in months if one.id < this),
    )


def _summary(weeks: Sequence[WeekAhead]) -> str:
    due, events = (sum(getattr(one, name) for one in weeks) for name in ("due", "events"))
    if not (due or events):
        return f"Nothing is planned for the {len(weeks)} weeks ahead."
    return (
        f"{count(due, 'follow-up')} and {count(events, 'event')} in the {len(weeks)} weeks ahead."
    )


def _weeks(by_day: Mapping[date, list[PlacedItem]], today: date) -> tuple[WeekAhead, ...]:
    monday = shifted(today, -today.weekday())
    due: Counter[int] = Counter()
    events: Counter[int] = Counter()
    for when, some in by_day.items():
        week = (when - monday).days // 7
        if when >= today and week < WEEKS_AHEAD:
            due[week] += sum(one.is_open for one in some)
            events[week] += sum(one.is_event for one in some)
    most = max((due[week] + events[week] for week in range(WEEKS_AHEAD)), default=0) or 1
    found = []
    for week in range(WEEKS_AHEAD):
        begins = shifted(monday, 7 * week)
        total = due[week] + events[week]
        days = (shifted(begins, step) for step in range(7))
        first = next((one for one in days if one >= today and one in by_day), None)
        found.append(
            WeekAhead(
                "This week" if week == 0 else short_day(begins).partition(" ")[2],
                day(begins),
                due[week],
                events[week],
                -(-total * HEIGHTS // most),
                f"#d{first.isoformat()}" if first and total else None,
            )
        )
    return tuple(found)


def _month(
    year: int,
    month: int,
    by_day: Mapping[date, list[PlacedItem]],
    today: date,
    calendar: Calendar,
) -> Month:
    begins, length = monthrange(year, month)
    cells: list[DayCell | None] = [None] * begins
    total = 0
    for number in range(1, length + 1):
        when = date(year, month, number)
        placed = sorted(by_day.get(when, ()), key=attrgetter("key"))
        items = tuple(one.item for one in placed)
        total += len(items)
        # A fold for one alone would take as much room as it.
        open_ones = ITEMS_OPEN if len(items) > ITEMS_OPEN + 1 else len(items)
        cells.append(
            DayCell(
                number,
                day(when),
                short_day(when) if items else "",
                when == today,
                when < today,
                when < today and not any(one.is_open for one in placed),
                calendar.is_day_off(when),
                calendar.is_day_off(when) and when.weekday() in calendar.working_days,
                items[:open_ones],
                items[open_ones:],
            )
        )
    cells += [None] * (-len(cells) % 7)
    weeks = tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))
    return Month(
        f"{year:04}-{month:02}",
        f"{_MONTHS[month - 1]} {year}",
        count(total, "entry", "entries"),
        weeks,
    )


def calendar_items(directory: Directory, derived: Derived) -> Iterator[PlacedItem]:
    """What the contacts of a directory have in the calendar.

    Of what was due before today, what the agenda still asks for: what has gone quiet is no plan.
    """
    today = directory.today
    for event in dated_events(derived, today):
        is_ahead = not directory.has_happened(event.record.entry)
        yield PlacedItem(
            event.day,
            event_key(event),
            is_open=False,
            is_event=is_ahead,
            item=event_item(directory, event),
        )
    asked = {
        one.follow_up.id
        for some in directory.on.values()
        for one in some
        if one.section is not Bucket.COLD
    }
    for one in derived.follow_ups:
        if one.id in asked if one.due < today else comes_due(one):
            yield PlacedItem(
                one.due,
                follow_up_key(one),
                is_open=True,
                is_event=False,
                item=follow_up_item(directory, one),
            )


def event_key(one: Event) -> tuple[str, str, str]:
    """What sorts an event on its day: by its hour."""
    time = one.time.isoformat() if one.time else ""
    return time, one.name, f"{one.place.path}:{one.place.line}"


def follow_up_key(one: FollowUp) -> tuple[str, str, str]:
    """What sorts a follow-up on its day: after all events, by name."""
    return "~", one.name, one.id


def event_item(directory: Directory, one: Event) -> Item:
    """An event as it stands on its day."""
    sheet = directory.interview_link(CALENDAR, one.record)
    entry = one.record.entry
    return Item(
        "event",
        time_words(directory, one.record.owner, entry),
        directory.contact_link(CALENDAR, one.contact, one.name),
        kind_words(entry),
        one.company or "",
        (sheet,) if sheet else (),
    )


def follow_up_item(directory: Directory, one: FollowUp) -> Item:
    """A follow-up as it stands on the day it is due."""
    section = bucket_of(one, directory.today)
    links = directory.draft_link(CALENDAR, one), directory.sheet_link(CALENDAR, one)
    return Item(
        section.value if section else NOT_YET,
        "",
        directory.person_link(CALENDAR, one.person),
        excerpt(task_of(one), LONGEST_TASK) or one.title,
        one.company or "",
        tuple(link for link in links if link is not None),
    )
