"""The calendar: follow-ups and events month by month, and how full the weeks ahead are."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from tracker.counts import count
from tracker.views.calendar_items import CalendarItem, PlacedItem
from tracker.views.frame import Frame
from tracker.views.load_strip import WeekAhead, weeks_ahead
from tracker.views.shown import Shown
from tracker.views.words import Day, day, short_day
from tracker.workdays import Calendar

#: So many items of a day stand open: more would make its week higher than a screen. The others are
#: folded away.
ITEMS_OPEN = 5

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
    items: tuple[Shown[CalendarItem], ...]
    more: tuple[Shown[CalendarItem], ...]


class Month(NamedTuple):
    """A month with something in it.

    `id` is its year and month (`2026-11`). `weeks` begin on Monday; their days that belong to other
    months are None.
    """

    id: str
    title: str
    summary: str
    weeks: tuple[tuple[DayCell | None, ...], ...]


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
    weeks = weeks_ahead(by_day, today)
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
