"""Checks across files: what each file alone would never show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from tracker.config import Config
from tracker.contact.field_words import RELATIONSHIPS
from tracker.contact.kinds import APPOINTMENTS
from tracker.contact.model import Contact
from tracker.diagnostics import Diagnostic, Severity
from tracker.opportunities import OUTCOMES, Opportunity
from tracker.records import Record
from tracker.spelling import closest
from tracker.workdays import written

#: An interview so soon after an outcome was planned before it: two weeks, the longest that an
#: invitation usually looks ahead.
PLANNED_AHEAD = timedelta(days=14)


#: Nobody keeps contacts for so long without a single entry in any file.
LONGEST_SILENCE = timedelta(days=5 * 365)


def planned_before_an_outcome(opportunity: Opportunity) -> Iterator[Diagnostic]:
    """An interview that still stands in the log after the opening was closed.

    Silent where they were heard from in between: then it may well have been reopened.
    """
    ended = None
    for record in opportunity.records:
        entry = record.entry
        if not entry.took_place:
            continue
        if entry.kind in OUTCOMES:
            ended = entry
        elif entry.kind in APPOINTMENTS and ended is not None:
            if timedelta() < entry.day - ended.day <= PLANNED_AHEAD:
                yield Diagnostic(
                    entry.place.path,
                    entry.place.line,
                    entry.place.column,
                    Severity.WARNING,
                    "after-outcome",
                    f"This {entry.kind} comes after the {ended.kind} of {written(ended.day)}: does "
                    "it still take place?",
                    "Add `cancelled` to its brackets if it does not.",
                )
            ended = None
        elif entry.from_them:
            ended = None


def far_ahead(records: Sequence[Record]) -> Iterator[Diagnostic]:
    """Entries years after all that come before them: a slip of the year settles what is still open.

    `records` are oldest first. It is the few that are far from the many that are asked about.
    """
    for at, (record, following) in enumerate(pairwise(records), 1):
        entry = following.entry
        is_far = entry.day - record.entry.day > LONGEST_SILENCE
        if is_far and len(records) - at < at:
            yield Diagnostic(
                entry.place.path,
                entry.place.line,
                entry.place.column,
                Severity.WARNING,
                "far-ahead",
                f"{written(entry.day)} comes years after every entry before it.",
                "Check the year.",
            )


def misspelt_relationships(config: Config, contacts: Iterable[Contact]) -> Iterator[Diagnostic]:
    """Relationships in `[keep_in_touch]` that nobody has, and that are a slip of a known one."""
    in_use = {one for contact in contacts for one in contact.relationship}
    known = in_use | set(RELATIONSHIPS)
    for name in config.keep_in_touch:
        guess = None if name in known else closest(name, sorted(known))
        if guess is not None:
            line, column = config.place("keep_in_touch", name)
            yield Diagnostic(
                "tracker.toml",
                line,
                column,
                Severity.WARNING,
                "unknown-relationship",
                f"`keep_in_touch.{name}`: nobody is a `{name}`.",
                f"Did you mean `{guess}`?",
            )


#: Every check of an opening's one history.
CHECKS: tuple[Callable[[Opportunity], Iterable[Diagnostic]], ...] = (planned_before_an_outcome,)


def check_opportunities(opportunities: Iterable[Opportunity]) -> Iterator[Diagnostic]:
    """What the checks find in all openings."""
    for opportunity in opportunities:
        for check in CHECKS:
            yield from check(opportunity)
