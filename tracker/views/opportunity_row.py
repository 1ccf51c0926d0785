"""An opportunity in a line: where, which position, how far, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tracker.opportunities import Opportunity, Stage
from tracker.views.course import last_days
from tracker.views.directory import Directory
from tracker.views.frame import Link
from tracker.views.words import Day, day


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


def opportunity_rows(
    directory: Directory, at: str, found: Iterable[Opportunity]
) -> tuple[OpportunityRow, ...]:
    """Opportunities as a page at `at` shows them, but for business that has yet to begin."""
    return tuple(
        _row(directory, at, one)
        for one in found
        if not (_is_business(one) and one.stage is Stage.LEAD)
    )


def _is_business(one: Opportunity) -> bool:
    """Whether it is where a customer stands: no position is, and no entry belongs to one."""
    return one.position is None and all(each.opportunity is None for each in one.records)


def _row(directory: Directory, at: str, one: Opportunity) -> OpportunityRow:
    last = directory.last_day(reversed(one.records))
    reached = one.furthest if one.stage is Stage.CLOSED else None
    return OpportunityRow(
        directory.company_link(at, one.company) if one.company else None,
        one.position or ("Business" if _is_business(one) else "No position named"),
        one.stage.value.capitalize(),
        one.outcome.value.capitalize() if one.outcome else "",
        reached.value if reached else "",
        day(one.outcome_day) if one.outcome_day else None,
        tuple(directory.contact_link(at, each) for each in one.contacts),
        day(last) if last else None,
        last_days(directory, one.records),
    )
