"""`arrange`: the only place where today meets the follow-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from tracker.opportunities import Opportunity
from tracker.records import OpportunityKey
from tracker.rules.followup import Derived, Event, FollowUp
from tracker.rules.selectors import is_appointment
from tracker.workdays import shifted


class Bucket(StrEnum):
    """Where a follow-up stands on a day."""

    OVERDUE = "overdue"
    DUE = "due"
    UPCOMING = "upcoming"
    WAITING = "waiting"
    COLD = "cold"


#: While anything of a person's is in one of these, keeping in touch stays hidden.
_BUSY = frozenset({Bucket.WAITING, Bucket.DUE, Bucket.OVERDUE})


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is on, as seen on one day. Each list is sorted by deadline, name and id."""

    today: date
    overdue: tuple[FollowUp, ...]
    due: tuple[FollowUp, ...]
    upcoming: tuple[FollowUp, ...]
    waiting: tuple[FollowUp, ...]
    cold: tuple[FollowUp, ...]
    no_next_step: tuple[Opportunity, ...]
    events: tuple[Event, ...]


def bucket_of(one: FollowUp, today: date) -> Bucket | None:
    """Where a follow-up stands on a day, None where it is hidden."""
    if today < one.appears or is_over(one, today):
        return None
    if one.lapses is not None and today > one.lapses:
        return Bucket.COLD
    if today > one.deadline:
        return Bucket.OVERDUE
    if today >= one.due:
        return Bucket.DUE
    return Bucket.WAITING if one.waits else Bucket.UPCOMING


def is_over(one: FollowUp, today: date) -> bool:
    """Whether something has replaced it, or its deadline ended it."""
    replaced = one.ends is not None and today >= one.ends
    return replaced or (one.lapses is None and today > one.deadline)


class Turn(NamedTuple):
    """From `since` up to its next turn a follow-up stands in `bucket`; None while it is hidden."""

    since: date
    bucket: Bucket | None


def turns(follow_ups: Iterable[FollowUp], today: date) -> Mapping[str, tuple[Turn, ...]]:
    """Where each of them stands from a day on, by their ids: as `arrange` says on every later day.

    The first turn of each is on `today` itself. They are all that is open for some people.
    """
    by_person: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for one in follow_ups:
        by_person[one.person.key].append(one)
    found: dict[str, tuple[Turn, ...]] = {}
    for some in by_person.values():
        own = [_turning_days(one, today) for one in some]
        for one, days in zip(some, own, strict=True):
            # Whether one that yields is shown may change with any other.
            when = sorted({today}.union(*own) if one.yields else {today, *days})
            found[one.id] = tuple(_merged(Turn(each, _shown(one, some, each)) for each in when))
    return found


def bucket_on(found: Sequence[Turn], today: date) -> Bucket | None:
    """Where a follow-up stands on a day that its turns reach."""
    return next((one.bucket for one in reversed(found) if one.since <= today), None)


def _turning_days(one: FollowUp, today: date) -> Iterable[date]:
    """The days after one on which something of a follow-up changes."""
    days = [one.appears, one.due, shifted(one.deadline, 1)]
    if one.lapses is not None:
        days.append(shifted(one.lapses, 1))
    if one.ends is not None:
        days.append(one.ends)
    return [each for each in days if each > today]


def _shown(one: FollowUp, some: Sequence[FollowUp], today: date) -> Bucket | None:
    """Where it is on a day beside all others of its person."""
    bucket = bucket_of(one, today)
    is_hidden = (
        bucket is not None
        and one.yields
        and any(not other.yields and bucket_of(other, today) in _BUSY for other in some)
    )
    return None if is_hidden else bucket


def _merged(found: Iterable[Turn]) -> Iterator[Turn]:
    last: Turn | None = None
    for one in found:
        if last is None or one.bucket is not last.bucket:
            yield one
            last = one


def arrange(derived: Derived, today: date) -> Agenda:
    """Put every follow-up where it belongs on that day."""
    placed = [(one, bucket_of(one, today)) for one in derived.follow_ups]
    busy = {one.person.key for one, bucket in placed if bucket in _BUSY and not one.yields}
    shown: dict[Bucket, list[FollowUp]] = {bucket: [] for bucket in Bucket}
    for one, bucket in placed:
        if bucket is not None and not (one.yields and one.person.key in busy):
            shown[bucket].append(one)
    events = sorted((one for one in derived.events if is_ahead(one, today)), key=event_order)
    return Agenda(
        today,
        overdue=tuple(shown[Bucket.OVERDUE]),
        due=tuple(shown[Bucket.DUE]),
        upcoming=tuple(shown[Bucket.UPCOMING]),
        waiting=tuple(shown[Bucket.WAITING]),
        cold=tuple(shown[Bucket.COLD]),
        no_next_step=tuple(
            one.opportunity
            for one in loose_ends(derived)
            if one.since is None or one.since <= today
        ),
        events=tuple(events),
    )


def is_ahead(event: Event, today: date) -> bool:
    """Whether it lies ahead: on a later day, or today with an hour of its own."""
    day = event.own_day
    return day > today or (day == today and is_appointment(event.record.entry))


def last_day_ahead(event: Event) -> date:
    """The last day on which `is_ahead` says so."""
    return event.own_day if is_appointment(event.record.entry) else shifted(event.own_day, -1)


def passes_on(event: Event) -> date:
    """The first day from the next on on which `is_ahead` does not say so any more."""
    return shifted(last_day_ahead(event), 1)


def follow_up_order(one: FollowUp) -> tuple[date, str, str]:
    """The order of follow-ups in every list."""
    return one.deadline, one.name, one.id


def event_order(event: Event) -> tuple[date, time, str, str, int]:
    """The order of events: by day and hour, then by name and place."""
    return event.own_day, event.time or time.min, event.name, event.place.path, event.place.line


class LooseEnd(NamedTuple):
    """An opportunity without an outcome. From the day `since` on nothing will bring it up again.

    None where nothing does on any day.
    """

    opportunity: Opportunity
    since: date | None


def loose_ends(derived: Derived) -> Iterator[LooseEnd]:
    """Openings that nothing brings up any more from some day on, unless something is logged.

    Until then there is a follow-up short of cold, shown or not, or an event ahead. In the order of
    `opening_order`.
    """
    last: dict[OpportunityKey | None, date] = {}
    for one in derived.follow_ups:
        end = one.deadline if one.lapses is None else one.lapses
        if one.ends is not None:
            end = min(end, shifted(one.ends, -1))
        last[one.opportunity] = max(end, last.get(one.opportunity, end))
    for event in derived.events:
        end = last_day_ahead(event)
        last[event.opportunity] = max(end, last.get(event.opportunity, end))
    for opening in sorted(derived.opportunities, key=opening_order):
        if opening.position and opening.outcome is None and opening.key not in derived.resting:
            since = shifted(last[opening.key], 1) if opening.key in last else None
            yield LooseEnd(opening, since)


def opening_order(one: Opportunity) -> tuple[str, str, OpportunityKey]:
    """The order of opportunities in a list: by company and position as they are spelled."""
    return one.company or "", one.position or "", one.key
