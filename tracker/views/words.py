"""Days, hours and counts as a person would say them. English, whatever the machine's locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple

from tracker.counts import count
from tracker.workdays import written


class Day(NamedTuple):
    """A day: `iso` for machines (`<time datetime>`), `text` for people (`Thu 12 Nov 2026`)."""

    iso: str
    text: str


class Piece(NamedTuple):
    """A piece of a message: `code` is whether it stood between backticks."""

    text: str
    code: bool


def pieces(message: str) -> tuple[Piece, ...]:
    """A message of Tracker's own, cut at its backticks; without a partner they stay as they are."""
    parts = message.split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = [f"{parts[-2]}`{parts[-1]}"]
    return tuple(Piece(text, bool(at % 2)) for at, text in enumerate(parts) if text)


# A site shows few days, each of them often.
@lru_cache(maxsize=16_384)
def day(value: date) -> Day:
    """A day, ready to show."""
    return Day(value.isoformat(), written(value))


def short_day(value: date) -> str:
    """`Thu 12 Nov`: for a day whose year is plain from what stands around it."""
    return written(value).rpartition(" ")[0]


def clock(value: time | datetime) -> str:
    """`09:30`."""
    return f"{value.hour:02}:{value.minute:02}"


def listing(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(items) < 2:  # noqa: PLR2004 - a list of two is the first that needs a word between
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def away(value: date, today: date) -> str:
    """How far off a day is: `today`, `tomorrow`, `in 4 days`, `yesterday`, `3 days ago`."""
    days = (value - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    far = f"in {count(days, 'day')}" if days > 0 else f"{count(-days, 'day')} ago"
    return near.get(days, far)


def timeliness(due: date, deadline: date, today: date) -> str:
    """How late or how soon: late counts from the deadline, soon up to the day it is due."""
    if today > deadline:
        return f"{count((today - deadline).days, 'day')} late"
    if today < due:
        return "due tomorrow" if (due - today).days == 1 else f"due {away(due, today)}"
    if today == due:
        return "due today"
    left = (deadline - today).days
    return f"due, {count(left, 'day')} left" if left else "due, last day"
