"""What the rules yield: follow-ups with all their dates, events, and opportunities."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, time
from enum import StrEnum
from operator import attrgetter
from typing import Any

from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Place
from tracker.frozen import swift
from tracker.opportunities import Opportunity
from tracker.records import OpportunityKey, Person, Record, quickly


class Closing(StrEnum):
    """What became of a follow-up that is no longer open."""

    DONE = "done"  # something of yours, or a contact either way, settled it
    ANSWERED = "answered"  # they acted first
    OVERTAKEN = "overtaken"  # an outcome made it pointless
    EXHAUSTED = "exhausted"  # every attempt was made


@swift
@dataclass(frozen=True, slots=True)
class Try:
    """An attempt of yours that did not settle a follow-up: the day, and the deadline it had."""

    day: date
    deadline: date


@swift
@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing to do for one person, by one rule.

    `id` is stable: contact, rule, trigger's day, and `/2`, `/3` where that is not enough; it does
    not change when due dates move. `company` and `position` are the opportunity's where there is
    one. `trigger` is the entry or task behind it, None where only front matter is; `began` is its
    day, `place` where it stands.
    `attempt` counts from 1 to `attempts`. `channel` is None where no approved address is known, or
    where the rule is about something else than a message. `reason` is a sentence with its
    arithmetic in absolute dates. `waits` is whether the rule waits for them to act, `yields`
    whether it hides while anything else is on for that person (keep-in-touch).
    """

    id: str
    person: Person
    company: str | None
    position: str | None
    opportunity: OpportunityKey | None
    rule: str
    title: str
    advice: str
    template: str
    attempt: int
    attempts: int
    trigger: Record | None
    began: date
    place: Place
    channel: Channel | None
    channels: tuple[Channel, ...]
    reason: str
    appears: date
    due: date
    deadline: date
    lapses: date | None
    ends: date | None
    waits: bool = False
    yields: bool = False
    tries: tuple[Try, ...] = ()
    closing: Closing | None = None
    closed: date | None = None
    closed_by: Record | None = None

    @property
    def name(self) -> str:
        """Whom to reach."""
        return self.person.name


def plain_id(contact: str, rule: str, began: date) -> str:
    """The id of a follow-up that shares contact, rule and trigger's day with no other."""
    return f"{contact}/{rule}/{began.isoformat()}"


@swift
@dataclass(frozen=True, slots=True)
class Event:
    """Something with a day of its own: any entry, seen from a day on or before it.

    `contact` is the id of the file it stands in. `theirs` is whether `time` is in their zone. `day`
    is the one that was typed, `own_day` the one that it is at your clock.
    """

    contact: str
    name: str
    company: str | None
    position: str | None
    opportunity: OpportunityKey | None
    kind: Kind
    day: date
    time: time | None
    theirs: bool
    place: Place
    record: Record
    own_day: date


make_follow_up = quickly(FollowUp)
make_event = quickly(Event)

_FIELDS = tuple(one.name for one in fields(FollowUp))
_values = attrgetter(*_FIELDS)


def changed(one: FollowUp, **changes: object) -> FollowUp:
    """As `dataclasses.replace`, quickly."""
    values: dict[str, Any] = dict(zip(_FIELDS, _values(one), strict=True))
    return make_follow_up(**(values | changes))


@dataclass(frozen=True, slots=True)
class Derived:
    """All that follows from the logs, for every day at once.

    `follow_ups` are the open ones, `closed` those that something has settled, both in the order of
    `deadline`, `name`, `id`. `resting` are the opportunities whose people are all paused, closed or
    not to be contacted.
    """

    follow_ups: tuple[FollowUp, ...]
    closed: tuple[FollowUp, ...]
    events: tuple[Event, ...]
    opportunities: tuple[Opportunity, ...]
    resting: frozenset[OpportunityKey] = frozenset()
