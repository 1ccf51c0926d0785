"""Entries that were read, but whose words seem to mean another day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.contact.dates import parse_iso_date
from tracker.contact.kinds import APPOINTMENTS
from tracker.contact.model import LogEntry
from tracker.diagnostics import Diagnostic, Severity

_ISO_DAY = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])", re.ASCII)


def doubts_about(entry: LogEntry, said: str) -> Iterator[Diagnostic]:
    """What to ask about an entry. `said` are its words between the kind and the colon."""
    if not said or entry.kind not in APPOINTMENTS:
        return
    ahead = [day for day in map(parse_iso_date, _ISO_DAY.findall(said)) if day and day > entry.day]
    if ahead:
        day = ahead[0].isoformat()
        place = entry.place
        yield Diagnostic(
            place.path,
            place.line,
            place.column,
            Severity.WARNING,
            "other-day-in-text",
            f"This {entry.kind} is dated {entry.day.isoformat()}, but speaks of {day}.",
            f"What lies ahead is an entry of its own day: `{day} {entry.kind}`.",
        )
