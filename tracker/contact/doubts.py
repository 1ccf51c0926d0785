"""Entries that were read, but that seem to mean another day, or more than they say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.contact.dates import parse_iso_date
from tracker.contact.kinds import APPOINTMENTS, DECISIONS
from tracker.contact.model import LogEntry
from tracker.diagnostics import Diagnostic, Severity

_ISO_DAY = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])", re.ASCII)


def doubts_about(entry: LogEntry, said: str) -> Iterator[Diagnostic]:
    """What to ask about an entry. `said` are its words between the kind and the colon."""
    if said and entry.kind in APPOINTMENTS:
        yield from _other_day(entry, said)
    if entry.automatic and entry.kind in DECISIONS and not entry.cancelled:
        yield _doubt(
            entry,
            "automatic-outcome",
            f"This {entry.kind} is marked as automatic: it is a receipt, and decides nothing.",
            "Leave `automatic` out: an outcome counts, whoever or whatever sent it.",
        )


def _other_day(entry: LogEntry, said: str) -> Iterator[Diagnostic]:
    ahead = [day for day in map(parse_iso_date, _ISO_DAY.findall(said)) if day and day > entry.day]
    if ahead:
        day = ahead[0].isoformat()
        yield _doubt(
            entry,
            "other-day-in-text",
            f"This {entry.kind} is dated {entry.day.isoformat()}, but speaks of {day}.",
            f"What lies ahead is an entry of its own day: `{day} {entry.kind}`.",
        )


def _doubt(entry: LogEntry, code: str, message: str, hint: str) -> Diagnostic:
    at = entry.place
    return Diagnostic(at.path, at.line, at.column, Severity.WARNING, code, message, hint)
