"""One follow-up rule, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tracker.contact.kinds import APPROVED, Channel
from tracker.rules.timing import Base, Timing
from tracker.workdays import Duration

_AT_ONCE = Timing(Duration(0))
_WHEN_DUE = Timing(Duration(0), Base.DUE)

#: How long after its deadline a follow-up stays overdue before it goes cold.
LAPSE = Duration(30)


class About(StrEnum):
    """What a rule is about: whose entries trigger, end and close it."""

    PERSON = "person"
    OPPORTUNITY = "opportunity"
    EVENT = "event"
    REFERENCE = "each reference"
    ALERTED = "each reference alerted"
    ELSEWHERE = "every other opportunity"
    RHYTHM = "person, by rhythm"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Rule:
    """A follow-up rule in force. `rules.toml` documents every field under the same name.

    `own` is whether it is the workspace's own, `changed` which keys `tracker.toml` set.
    """

    name: str
    title: str
    why: str
    source: str
    about: About
    on: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    due: Timing = _AT_ONCE
    deadline: Timing = _WHEN_DUE
    due_after_reply_by: Duration | None = None
    due_before_reply_by: Duration | None = None
    due_for_request: Timing | None = None
    deadline_for_request: Timing | None = None
    appears: Timing | None = None
    lapses: Duration | None = LAPSE
    again: Duration | None = None
    attempts: int = 1
    waits: bool = False
    yields: bool = False
    chases: bool = False
    later: bool = False
    fixed: bool = False
    earliest: bool = False
    after_interview: bool = False
    recruiter_first: bool = False
    survives_outcome: bool = False
    counts_from: Duration | None = None
    counts_after: Duration | None = None
    ends_with: str | None = None
    channels: tuple[Channel, ...] = APPROVED
    enabled: bool = True
    own: bool = False
    changed: tuple[str, ...] = field(default=())

    def __hash__(self) -> int:
        # No two rules in force share a name: enough to tell them apart, and much quicker.
        return hash(self.name)
