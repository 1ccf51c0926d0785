"""Opportunities: a position at a company with its one history, how far it got, how it ended."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import attrgetter

from tracker.contact.kinds import Kind
from tracker.frozen import swift
from tracker.records import OpportunityKey, Record


class Stage(StrEnum):
    """How far an opportunity got since its last outcome."""

    LEAD = "lead"
    APPLIED = "applied"
    SCREENING = "screening"
    INTERVIEW = "interview"
    OFFER = "offer"
    CLOSED = "closed"
    INQUIRY = "inquiry"
    QUOTE = "quote"
    CUSTOMER = "customer"


class Outcome(StrEnum):
    """How an opportunity ended."""

    HIRED = "hired"
    DECLINED = "declined"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NO_RESPONSE = "no response"


#: The stages of looking for work, by the kind that reaches each, in the order they are reached.
STAGES: dict[Kind, Stage] = {
    Kind.APPLIED: Stage.APPLIED,
    Kind.SCREENING: Stage.SCREENING,
    Kind.INTERVIEW: Stage.INTERVIEW,
    Kind.OFFER: Stage.OFFER,
}

#: The stages of business, likewise.
BUSINESS_STAGES: dict[Kind, Stage] = {
    Kind.INQUIRY: Stage.INQUIRY,
    Kind.QUOTE: Stage.QUOTE,
    Kind.PURCHASE: Stage.CUSTOMER,
}

#: What ends an opportunity.
OUTCOMES: dict[Kind, Outcome] = {
    Kind.ACCEPTED: Outcome.HIRED,
    Kind.DECLINED: Outcome.DECLINED,
    Kind.REJECTION: Outcome.REJECTED,
    Kind.WITHDRAWN: Outcome.WITHDRAWN,
    Kind.NO_RESPONSE: Outcome.NO_RESPONSE,
}

#: What moves an opportunity.
_MOVES = frozenset({*STAGES, *OUTCOMES})

# Looked up once: that takes Python longer than to compare them.
_LEAD, _CLOSED = Stage.LEAD, Stage.CLOSED


@swift
@dataclass(frozen=True, slots=True)
class Opportunity:
    """A position at a company, with its one history from all files.

    `contacts` are the ids of the files that take part, sorted; references do not. `records` are
    oldest first. `stage` and `outcome` are what they are since the last outcome; `furthest` is the
    furthest stage ever, so that a rejection does not erase the interviews.
    """

    key: OpportunityKey
    company: str | None
    position: str | None
    records: tuple[Record, ...]
    contacts: tuple[str, ...]
    stage: Stage
    furthest: Stage
    outcome: Outcome | None
    outcome_day: date | None


@dataclass(slots=True)
class Course:
    """The days on which an opportunity moved: what tells whether it is open on a day.

    `reached` and `ended` are sorted.
    """

    begun: date | None = None
    reached: list[date] = field(default_factory=list)
    ended: list[date] = field(default_factory=list)

    def note(self, kind: Kind, day: date) -> None:
        """Take in an entry that took place."""
        if self.begun is None or day < self.begun:
            self.begun = day
        if kind in STAGES:
            insort(self.reached, day)
        elif kind in OUTCOMES:
            insort(self.ended, day)

    def is_open(self, day: date) -> bool:
        """Whether it has no outcome that day: none yet, or a new stage since the last one."""
        if not self.ended:
            return True
        ended, reached = _latest(self.ended, day), _latest(self.reached, day)
        return ended is None or (reached is not None and reached > ended)


def _latest(days: Sequence[date], day: date) -> date | None:
    """The last of some sorted days that is not after `day`."""
    count = bisect_right(days, day)
    return days[count - 1] if count else None


def history(
    key: OpportunityKey,
    company: str | None,
    position: str | None,
    records: Iterable[Record],
    contacts: Iterable[str],
) -> Opportunity:
    """Work out the stage and the outcome of an opening from its entries."""
    ordered = tuple(sorted(records, key=attrgetter("order")))
    moves = [
        record.entry
        for record in ordered
        if record.entry.kind in _MOVES and record.entry.took_place
    ]
    last = next((entry for entry in reversed(moves) if entry.kind in OUTCOMES), None)
    kinds = [entry.kind for entry in moves]
    furthest = reached = furthest_stage(kinds, STAGES)
    if last is not None:
        reached = furthest_stage([entry.kind for entry in moves if entry.day > last.day], STAGES)
    closed = last is not None and reached is _LEAD
    return Opportunity(
        key,
        company,
        position,
        ordered,
        tuple(sorted(set(contacts))),
        _CLOSED if closed else reached,
        furthest,
        OUTCOMES[last.kind] if last is not None and closed else None,
        last.day if last is not None and closed else None,
    )


def furthest_stage(kinds: Iterable[Kind], stages: dict[Kind, Stage]) -> Stage:
    """The furthest stage that any of the kinds reaches; `lead` for none."""
    reached = {kind for kind in kinds if kind in stages}
    return next((stages[kind] for kind in reversed(stages) if kind in reached), _LEAD)
