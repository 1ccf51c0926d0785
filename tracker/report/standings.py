"""Where every opportunity stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from tracker.agenda import Agenda, follow_up_order
from tracker.opportunities import OUTCOMES, STAGES, Opportunity, Outcome, Stage
from tracker.records import OpportunityKey, Record
from tracker.rules.followup import Event, FollowUp

_Dated = TypeVar("_Dated", FollowUp, Event)


class Standing(NamedTuple):
    """Where one opportunity stands.

    `furthest` is the furthest stage ever. `since` is the day it came to its outcome, or else to its
    stage; it lies ahead where a scheduled event brought it there. `last_entry` is the latest entry
    up to today, None where all of them lie ahead. `next_follow_up` is the open one with the
    earliest deadline that has not gone cold, `next_event` the first from today on, both with those
    who take part, or else with whoever vouches for you. `contacts` are ids of contact files.
    """

    key: OpportunityKey
    company: str | None
    position: str | None
    stage: Stage
    furthest: Stage
    outcome: Outcome | None
    since: date
    last_entry: Record | None
    next_follow_up: FollowUp | None
    next_event: Event | None
    contacts: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether it has no outcome yet."""
        return self.outcome is None

    @property
    def next_step(self) -> FollowUp | Event | None:
        """What comes next of the two."""
        return sooner(self.next_follow_up, self.next_event, self.contacts)


def standings(opportunities: Iterable[Opportunity], agenda: Agenda) -> tuple[Standing, ...]:
    """All opportunities: open ones first, then those with the latest entry first."""
    follow_ups = _by_key(
        sorted(
            (*agenda.overdue, *agenda.due, *agenda.waiting, *agenda.upcoming), key=follow_up_order
        )
    )
    events = _by_key(agenda.events)
    rows = [
        _standing(
            one,
            agenda.today,
            _first(follow_ups.get(one.key, ()), one.contacts),
            _first(events.get(one.key, ()), one.contacts),
        )
        for one in opportunities
    ]
    return tuple(sorted(rows, key=open_and_recent_first))


def is_aside(one: FollowUp | Event, contacts: Collection[str]) -> bool:
    """Whether it is with somebody who takes no part in what is going on with some contacts.

    So it is with those who vouch for you. It comes after all that is with the others, however late
    it is: what they wait for is not what you tell your references.
    """
    return (one.person.contact if isinstance(one, FollowUp) else one.contact) not in contacts


def sooner(
    follow_up: FollowUp | None, event: Event | None, contacts: Collection[str]
) -> FollowUp | Event | None:
    """What comes first of a follow-up and an event of what is going on with some contacts."""
    if follow_up is None or event is None:
        return follow_up or event
    after = is_aside(follow_up, contacts), is_aside(event, contacts)
    return event if (after[1], event.own_day) < (after[0], follow_up.due) else follow_up


def open_and_recent_first(row: Standing) -> tuple[bool, int, OpportunityKey]:
    """The order of standings: open ones first, then those with the latest entry."""
    latest = row.last_entry.entry.day if row.last_entry else row.since
    return not row.is_open, -latest.toordinal(), row.key


def _standing(
    opportunity: Opportunity, today: date, follow_up: FollowUp | None, event: Event | None
) -> Standing:
    past = [one for one in opportunity.records if one.entry.day <= today]
    return Standing(
        opportunity.key,
        opportunity.company,
        opportunity.position,
        opportunity.stage,
        opportunity.furthest,
        opportunity.outcome,
        _since(opportunity, today),
        past[-1] if past else None,
        follow_up,
        event,
        opportunity.contacts,
    )


def _since(opportunity: Opportunity, today: date) -> date:
    if opportunity.outcome_day is not None:
        return opportunity.outcome_day
    moves = [one.entry for one in opportunity.records if one.entry.took_place]
    # An opening taken up again counts from after its last outcome.
    ended = max((one.day for one in moves if one.kind in OUTCOMES), default=date.min)
    reached = [
        one.day for one in moves if STAGES.get(one.kind) is opportunity.stage and one.day > ended
    ]
    begun = [one.entry.day for one in opportunity.records]
    return min(reached or begun, default=today)


def _by_key(items: Iterable[_Dated]) -> dict[OpportunityKey, list[_Dated]]:
    found: defaultdict[OpportunityKey, list[_Dated]] = defaultdict(list)
    for one in items:
        if one.opportunity is not None:
            found[one.opportunity].append(one)
    return found


def _first(items: Iterable[_Dated], contacts: Collection[str]) -> _Dated | None:
    """The first of those who take part, or else of the others."""
    return min(items, key=lambda one: is_aside(one, contacts), default=None)
