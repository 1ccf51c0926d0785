"""The contacts, the pipeline and the calendar of every later day: what the day changes about them.

For each contact, tile and item it is said from which day on it shows what, all of it worked out
here by the rule of `tracker.agenda`: a browser only looks up its day. Days are counted from that of
the build, and what stays as it is on the page is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tracker.agenda import (
    Bucket,
    LooseEnd,
    bucket_of,
    event_order,
    follow_up_order,
    is_ahead,
    passes_on,
)
from tracker.opportunities import Opportunity
from tracker.records import OpportunityKey
from tracker.report.standings import is_aside, sooner
from tracker.rules.followup import Derived, Event, FollowUp
from tracker.views.calendar_items import (
    NOT_YET,
    CalendarItem,
    event_key,
    follow_up_item,
    follow_up_key,
)
from tracker.views.contacts_page import event_step, last_contacts, next_of
from tracker.views.course import NONE, STATE, Course, Json, LaterDays, Steps, flat, still_ahead
from tracker.views.dated import comes_due, stands, turning_days
from tracker.views.directory import Directory
from tracker.views.followups import brief_title
from tracker.views.frame import CONTACTS
from tracker.views.pipeline_page import (
    business_column,
    business_title,
    last_of_business,
    last_of_opening,
    step_view,
    work_column,
)
from tracker.views.scripts import script_data
from tracker.views.words import Day
from tracker.workdays import shifted


class LaterTile(NamedTuple):
    """A tile of the pipeline on later days: its column, and its place among those of one day."""

    column: str
    key: tuple[str, OpportunityKey]
    data: bytes


class LaterItem(NamedTuple):
    """An item of the calendar on later days: its day, and its place in it."""

    day: date
    key: tuple[str, str, str]
    data: bytes


class LaterParts(NamedTuple):
    """What some contacts have on the pages of all on later days, each thing as JSON in UTF-8."""

    rows: tuple[bytes, ...]
    tiles: tuple[LaterTile, ...]
    items: tuple[LaterItem, ...]


def later_parts(
    directory: Directory, derived: Derived, own: Derived, loose_ends: Iterable[LooseEnd]
) -> LaterParts:
    """What the contacts of a directory have on the pages of all from its day on.

    `own` is all that concerns their openings, whoever it is about, and `loose_ends` are those.
    """
    days = LaterDays(directory, derived.follow_ups)
    openings = days if own is derived else LaterDays(directory, own.follow_ups)
    return LaterParts(
        tuple(script_data(one) for one in _rows(days)),
        (*_openings(openings, derived, own, loose_ends), *_business(days, own)),
        (*_events(days, derived), *_follow_ups(days)),
    )


# Contacts


def _rows(days: LaterDays) -> Iterator[Json]:
    by_person: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for one in days.all:
        by_person[one.person.key].append(one)
    for contact in days.directory.book.contacts:
        steps, course = _next_steps(
            days, by_person.get(contact.id, ()), days.directory.events.get(contact.id, ())
        )
        last = [
            (since, days.count(day) if day is not None else None)
            for since, day in last_contacts(days, contact)
        ]
        if len(course) > 1 or len(last) > 1:
            href = days.directory.contact_link(CONTACTS, contact.id).href
            yield [href, steps, flat(course), *([flat(last)] if len(last) > 1 else ())]


def _next_steps(
    days: LaterDays, mine: Sequence[FollowUp], events: Sequence[Event]
) -> tuple[list[Json], Course]:
    """The next steps of a contact, and from which day on which of them stands where."""
    steps = Steps()

    def step(day: date) -> tuple[int, int]:
        event = next((one for one in events if is_ahead(one, day)), None)
        found = next_of(days.on(mine, day), event)
        if found is None:
            return NONE
        if isinstance(found, Event):
            title, section, _ = event_step(found, day)
            return steps.place([title, days.count(found.own_day)]), STATE[section]
        one = found.follow_up
        said = [brief_title(one), days.count(one.due), days.count(one.deadline)]
        return steps.place(said), STATE[found.section.value]

    passing = (passes_on(one) for one in events)
    course = days.course(days.turning(mine).union(passing), step)
    return steps.said, course


# The pipeline


def _openings(
    days: LaterDays, derived: Derived, own: Derived, loose_ends: Iterable[LooseEnd]
) -> Iterator[LaterTile]:
    follow_ups: defaultdict[OpportunityKey | None, list[FollowUp]] = defaultdict(list)
    for one in days.all:
        follow_ups[one.opportunity].append(one)
    events: defaultdict[OpportunityKey | None, list[Event]] = defaultdict(list)
    for event in own.events:
        events[event.opportunity].append(event)
    stuck = {one.opportunity.key: one.since for one in loose_ends}
    for opening in derived.opportunities:
        if opening.outcome is None:
            tile = _tile(
                days,
                opening.contacts,
                follow_ups.get(opening.key, ()),
                events.get(opening.key, ()),
                _last(days, opening, last_of_opening),
            )
            if opening.key in stuck:
                since = stuck[opening.key]
                tile.append(max(days.count(since), 0) if since is not None else 0)
            key = opening.company or "", opening.key
            yield LaterTile(work_column(opening.stage), key, script_data(tile))


def _business(days: LaterDays, own: Derived) -> Iterator[LaterTile]:
    directory = days.directory
    if not directory.book.business:
        return
    follow_ups: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for one in days.all:
        if one.opportunity is None:
            follow_ups[one.person.key].append(one)
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for event in own.events:
        if event.opportunity is None:
            events[event.record.owner].append(event)
    for with_whom in directory.book.business:
        tile = _tile(
            days,
            with_whom.contacts,
            [each for contact in with_whom.contacts for each in follow_ups.get(contact, ())],
            [each for contact in with_whom.contacts for each in events.get(contact, ())],
            _last(days, with_whom, last_of_business),
        )
        key = business_title(directory, with_whom), with_whom.key
        yield LaterTile(business_column(with_whom.stage), key, script_data(tile))


def _tile(
    days: LaterDays,
    contacts: Sequence[str],
    follow_ups: Sequence[FollowUp],
    events: Sequence[Event],
    last: Course,
) -> list[Json]:
    """The steps of a tile, which of them is next from which day on, and the last entry."""
    ordered = sorted(follow_ups, key=lambda one: (is_aside(one, contacts), follow_up_order(one)))
    planned = [
        one
        for one in sorted(events, key=lambda one: (is_aside(one, contacts), event_order(one)))
        if is_ahead(one, days.today)
    ]
    steps = Steps()

    def step(day: date) -> tuple[int, int]:
        on = (one for one in days.on(ordered, day) if one.section is not Bucket.COLD)
        follow_up = next((one.follow_up for one in on), None)
        event = next((one for one in planned if is_ahead(one, day)), None)
        found = sooner(follow_up, event, contacts)
        if found is None:
            return NONE
        view = step_view(days.directory, found)
        said = [view.title, days.count(view.day)]
        if isinstance(found, Event):
            return steps.place([*said, *([0, view.time] if view.time else ())]), STATE["event"]
        bucket = bucket_of(found, day)
        state = STATE[bucket.value] if bucket is not None else 0
        return steps.place([*said, days.count(view.deadline)]), state

    turning = days.turning(ordered).union(passes_on(one) for one in planned)
    course = days.course(turning.union(one.own_day for one in planned), step)
    return [steps.said, flat(course), flat(last) if len(last) > 1 else 0]


def _last(
    days: LaterDays,
    one: Opportunity,
    view: Callable[[Directory, Opportunity], tuple[str, Day | None]],
) -> Course:
    """The last entry from which day on: its kind and day."""

    def last(day: date) -> tuple[str, int | None]:
        kind, when = view(days.seen_on(day), one)
        return kind, days.count(when) if when is not None else None

    return days.course(still_ahead(one.records, days.today), last)


# The calendar


def _events(days: LaterDays, derived: Derived) -> Iterator[LaterItem]:
    for one in derived.events:
        # What is not in the calendar today never will be.
        if stands(one, days.today):
            yield LaterItem(one.own_day, event_key(one), script_data([flat(_event(days, one))]))


def _event(days: LaterDays, one: Event) -> Course:
    def state(day: date) -> tuple[int]:
        if not stands(one, day):
            return (STATE[""],)
        return (STATE["event" if is_ahead(one, day) else "over"],)

    return days.course((one.own_day, *turning_days(one)), state)


def _follow_ups(days: LaterDays) -> Iterator[LaterItem]:
    for one in days.all:
        course = _follow_up(days, one)
        if any(state for _, state in course):
            data: list[Json] = [flat(course)]
            if not course[0][1]:
                # It is not on the page.
                data.append(_item(follow_up_item(days.directory, one)))
            yield LaterItem(one.due, follow_up_key(one), script_data(data))


def _follow_up(days: LaterDays, one: FollowUp) -> Course:
    def state(day: date) -> tuple[int]:
        if one.due < day:
            on = days.on([one], day)
            asked = bool(on) and on[0].section is not Bucket.COLD
            return (STATE[on[0].section.value] if asked else 0,)
        if not comes_due(one):
            return (0,)
        bucket = bucket_of(one, day)
        return (STATE[bucket.value if bucket is not None else NOT_YET],)

    moves = one.appears, one.due, shifted(one.due, 1)
    return days.course(days.turning([one]).union(moves), state)


def _item(item: CalendarItem) -> Json:
    links = [[one.text, one.href] for one in item.links]
    return [item.who.text, item.who.href, item.title, item.about, links]
