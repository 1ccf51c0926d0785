"""Checks across files: what each file alone would never show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.config import Config
from tracker.contact.field_words import RELATIONSHIPS
from tracker.contact.kinds import APPOINTMENTS
from tracker.contact.model import Contact, Place
from tracker.diagnostics import Diagnostic, Severity
from tracker.opportunities import OUTCOMES, Opportunity
from tracker.records import Order, Record
from tracker.spelling import closest
from tracker.workdays import written
from tracker.zones import find_zone, same_clock

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
        if entry.kind in OUTCOMES:
            ended = entry if entry.took_place else ended
        elif ended is None or not entry.took_place:
            continue
        elif entry.kind in APPOINTMENTS:
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


class Run(NamedTuple):
    """Records that follow each other without a gap of years: how many, the first, the last day."""

    order: Order
    place: Place
    first: date
    last: date
    number: int


def runs_of(records: Sequence[Record]) -> tuple[Run, ...]:
    """Cut records, oldest first, where years lie between two of them."""
    if not records:
        return ()
    entry, last = records[0].entry, records[-1].entry.day
    if last - entry.day <= LONGEST_SILENCE:
        # Nearly all: no gap within is longer than the whole.
        return (Run(records[0].order, entry.place, entry.day, last, len(records)),)
    runs: list[Run] = []
    begin = 0
    for at, record in enumerate(records):
        following = records[at + 1] if at + 1 < len(records) else None
        if following and following.entry.day - record.entry.day <= LONGEST_SILENCE:
            continue
        first = records[begin]
        entry = first.entry
        runs.append(Run(first.order, entry.place, entry.day, record.entry.day, at + 1 - begin))
        begin = at + 1
    return tuple(runs)


def far_ahead(runs: Iterable[Run]) -> Iterator[Diagnostic]:
    """Entries years after all that come before them: a slip of the year settles what is still open.

    The runs are those of all records, from as many parts as you like. It is the few that are far
    from the many that are asked about.
    """
    ordered = sorted(runs)
    total = sum(run.number for run in ordered)
    before, last = 0, None
    for run in ordered:
        if last is not None and run.first - last > LONGEST_SILENCE and total - before < before:
            place = run.place
            yield Diagnostic(
                place.path,
                place.line,
                place.column,
                Severity.WARNING,
                "far-ahead",
                f"{written(run.first)} comes years after every entry before it.",
                "Check the year.",
            )
        before += run.number
        last = run.last if last is None else max(last, run.last)


def misspelt_relationships(config: Config, in_use: Collection[str]) -> Iterator[Diagnostic]:
    """Relationships in `[keep_in_touch]` that nobody has, and that are a slip of a known one."""
    known = {*in_use, *RELATIONSHIPS}
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


def other_zone(me: Contact | None, config: Config, zone: ZoneInfo) -> Iterator[Diagnostic]:
    """A hint where your own file names another zone than the one in which hours are shown."""
    own = find_zone(me.timezone) if me is not None and me.timezone else None
    if me is None or own is None or same_clock(own, zone):
        return
    place = me.place("timezone")
    # Where nothing names the system's zone, its key is no name either.
    used = zone.key if find_zone(zone.key) else "another"
    whose = "tracker.toml's" if config.timezone else "this computer's"
    yield Diagnostic(
        place.path,
        place.line,
        place.column,
        Severity.HINT,
        "other-timezone",
        f"Your own zone is {me.timezone} here, but hours are shown in {used}, {whose}.",
        f'Write `timezone = "{me.timezone}"` below `[calendar]` in tracker.toml.',
    )


#: Every check of an opening's one history.
CHECKS: tuple[Callable[[Opportunity], Iterable[Diagnostic]], ...] = (planned_before_an_outcome,)


def check_opportunities(opportunities: Iterable[Opportunity]) -> Iterator[Diagnostic]:
    """What the checks find in all openings."""
    for opportunity in opportunities:
        for check in CHECKS:
            yield from check(opportunity)
