"""The sample contacts, moved in time so that they are about today.

They move by whole weeks, so every date keeps its day of the week, and what their texts say of
weekdays stays true.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_DATE = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])", re.ASCII)
#: A line whose dates are about the calendar, not about the story.
_FIXED = re.compile(r"\s*(?:birthday\s*:|holidays\s*=)")
_AS_OF = re.compile(r"as_of\s*=\s*(\d{4}-\d{2}-\d{2})\b", re.ASCII)


def weeks_between(as_of: date, today: date) -> int:
    """How many weeks bring `as_of` to its own weekday, at most 6 days before today.

    Negative where today lies before `as_of`.
    """
    return (today - as_of).days // 7


def shift_dates(text: str, weeks: int) -> str:
    """The text with every ISO date so many weeks later; birthdays and holidays stay.

    What only looks like a date (`2026-02-30`), and a date that would leave the calendar, stay too.
    """

    def shifted(match: re.Match[str]) -> str:
        try:
            return (date.fromisoformat(match[0]) + timedelta(weeks=weeks)).isoformat()
        except (ValueError, OverflowError):
            return match[0]

    return "".join(
        line if _FIXED.match(line) else _DATE.sub(shifted, line)
        for line in text.splitlines(keepends=True)
    )


def as_of_day(settings: str) -> date | None:
    """The day that the samples' `tracker.toml` looks at them; None where it does not say."""
    for line in settings.splitlines():
        match = _AS_OF.match(line)
        if match:
            return date.fromisoformat(match[1])
    return None


def without_as_of(settings: str) -> str:
    """The settings without `as_of` and the comment lines right above it."""
    kept: list[str] = []
    for line in settings.splitlines(keepends=True):
        if not _AS_OF.match(line):
            kept.append(line)
            continue
        while kept and kept[-1].startswith("#"):
            kept.pop()
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).lstrip("\n")
