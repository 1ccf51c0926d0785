"""An opportunity in a line: where, which position, how far, and how it ended."""

from __future__ import annotations

from typing import NamedTuple

from tracker.opportunities import Opportunity, Stage
from tracker.views.course import last_days
from tracker.views.directory import Directory
from tracker.views.frame import Link
from tracker.views.words import Day, day

_BUSINESS = frozenset({Stage.INQUIRY, Stage.QUOTE, Stage.CUSTOMER})


class OpportunityRow(NamedTuple):
    """One opportunity. `outcome` is empty while it is open; `furthest` says how far it got before.

    `title` is the position, or says that there is none. `people` are those who take part. `last` is
    the day of the last entry, `later` which it is from which later day on, empty where it stays.
    """

    company: Link | None
    title: str
    stage: str
    outcome: str
    furthest: str
    ended: Day | None
    people: tuple[Link, ...]
    last: Day | None
    later: str


def opportunity_row(directory: Directory, at: str, one: Opportunity) -> OpportunityRow:
    """An opportunity as a page at `at` shows it."""
    last = directory.last_day(reversed(one.records))
    reached = one.furthest if one.stage is Stage.CLOSED else None
    return OpportunityRow(
        directory.company_link(at, one.company) if one.company else None,
        one.position or ("Business" if one.stage in _BUSINESS else "No position named"),
        one.stage.value.capitalize(),
        one.outcome.value.capitalize() if one.outcome else "",
        reached.value if reached else "",
        day(one.outcome_day) if one.outcome_day else None,
        tuple(directory.contact_link(at, each) for each in one.contacts),
        day(last) if last else None,
        last_days(directory, one.records),
    )
