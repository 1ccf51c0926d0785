"""What the commands are told: small, quick to keep, and quick to take up again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tracker.diagnostics import Diagnostic, Severity
from tracker.disk import Published
from tracker.views.lines import Line

#: How many problems are shown after a build; `check` shows them all.
SHOWN = 5


class Buckets(NamedTuple):
    """How many follow-ups stand where on the agenda."""

    overdue: int = 0
    due: int = 0
    upcoming: int = 0
    waiting: int = 0
    cold: int = 0


class Found(NamedTuple):
    """Problems in short: how many of each severity, and the first of the worst."""

    severities: Mapping[Severity, int]
    worst: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        """How many are errors."""
        return self.severities.get(Severity.ERROR, 0)


def in_short(problems: Sequence[Diagnostic]) -> Found:
    """Problems in short."""
    worst = [one for severity in Severity for one in problems if one.severity is severity]
    return Found(Counter(one.severity for one in problems), tuple(worst[:SHOWN]))


class Built(NamedTuple):
    """What a build came to.

    `people` are the contacts that have a page, `left_out` the files that have none though they
    should. `changed` are the paths of the files that were not as before, `errors` all problems
    that are errors; neither is remembered.
    """

    people: int
    left_out: int
    buckets: Buckets
    found: Found
    published: Published
    changed: tuple[str, ...] = ()
    errors: tuple[Diagnostic, ...] = ()


class Seen(NamedTuple):
    """The agenda of a day, for a terminal and for other programs."""

    lines: tuple[Line, ...]
    json: str
    found: Found
