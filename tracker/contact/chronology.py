"""The order of a log: oldest first, whichever way it was written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from itertools import pairwise
from operator import attrgetter

from tracker.contact.model import LogEntry


def in_order(entries: Sequence[LogEntry]) -> tuple[LogEntry, ...]:
    """Oldest first. Those of one day as they happened: by time, else as written.

    A log that mostly runs from new to old is read from its end. An entry without a time keeps its
    place, and no other passes it.
    """
    days = [entry.day for entry in entries]
    steps = list(pairwise(days))
    newest_first = sum(a > b for a, b in steps) > sum(a < b for a, b in steps)
    by_day = sorted(reversed(entries) if newest_first else entries, key=attrgetter("day"))
    if not any(entry.time for entry in by_day):
        return tuple(by_day)
    untimed = 0
    keyed = []
    for entry in by_day:
        untimed += entry.time is None
        keyed.append(((entry.day, untimed, entry.time or time.min), entry))
    return tuple(entry for _, entry in sorted(keyed, key=lambda pair: pair[0]))
