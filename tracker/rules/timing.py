"""How a rule counts its days: from what, how far, and with which manners towards days off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeVar

from tracker.workdays import Calendar, Duration, Unit, parse_duration

_Asked = TypeVar("_Asked")


class Base(StrEnum):
    """What a timing counts from."""

    TRIGGER = "trigger"
    BEFORE_TRIGGER = "before the trigger"
    DUE = "due"
    BEFORE_DUE = "before due"
    LAST_ENTRY = "last entry"


# Looked up once: that takes Python longer than to compare them.
_TRIGGER, _BEFORE_TRIGGER, _DUE, _BEFORE_DUE = (
    Base.TRIGGER,
    Base.BEFORE_TRIGGER,
    Base.DUE,
    Base.BEFORE_DUE,
)


@dataclass(frozen=True, slots=True)
class Timing:
    """A length of time and what it counts from: `5 business days`, `due + 3 business days`."""

    duration: Duration
    base: Base = Base.TRIGGER

    def __str__(self) -> str:
        """As the rule file spells it."""
        match self.base:
            case Base.TRIGGER:
                return str(self.duration)
            case Base.BEFORE_TRIGGER:
                return f"{self.duration} before"
            case Base.DUE:
                return f"due + {self.duration}" if self.duration.count else "due"
            case Base.BEFORE_DUE:
                return f"{self.duration} before due"
            case Base.LAST_ENTRY:
                return f"{self.duration} after the last entry"


_FORMS: tuple[tuple[re.Pattern[str], Base], ...] = (
    (re.compile(r"due\s*\+\s*(.+)"), Base.DUE),
    (re.compile(r"(.+?)\s+before\s+due"), Base.BEFORE_DUE),
    (re.compile(r"(.+?)\s+before"), Base.BEFORE_TRIGGER),
    (re.compile(r"(.+?)\s+after\s+the\s+last\s+entry"), Base.LAST_ENTRY),
    (re.compile(r"(.+)"), Base.TRIGGER),
)


def parse_timing(text: str) -> Timing | None:
    """Read `5 days`, `due + 3 days`, `due`, `2 days before`, `7 days before due`, or None."""
    typed = " ".join(text.casefold().split())
    if typed == "due":
        return Timing(Duration(0), Base.DUE)
    for form, base in _FORMS:
        if match := form.fullmatch(typed):
            duration = parse_duration(match[1])
            return Timing(duration, base) if duration else None
    return None


class Days(NamedTuple):
    """The days of one follow-up; `lapses` is None where it is gone after its deadline."""

    appears: date
    due: date
    deadline: date
    lapses: date | None


class Almanac:
    """A calendar that remembers what it has counted: the same few lengths from the same days."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._later: dict[tuple[date, int, Unit], date] = {}
        self._earlier: dict[tuple[date, int, Unit], date] = {}
        self._working: dict[date, date] = {}

    def add(self, day: date, duration: Duration) -> date:
        """As `Calendar.add`."""
        asked = day, duration.count, duration.unit
        known = self._later.get(asked)
        if known is None:
            _make_room(self._later)
            known = self._later[asked] = self._calendar.add(day, duration)
        return known

    def subtract(self, day: date, duration: Duration) -> date:
        """As `Calendar.subtract`."""
        asked = day, duration.count, duration.unit
        known = self._earlier.get(asked)
        if known is None:
            _make_room(self._earlier)
            known = self._earlier[asked] = self._calendar.subtract(day, duration)
        return known

    def next_working_day(self, day: date) -> date:
        """As `Calendar.next_working_day`."""
        known = self._working.get(day)
        if known is None:
            _make_room(self._working)
            known = self._working[day] = self._calendar.next_working_day(day)
        return known


#: An almanac remembers so many answers of a kind; then it begins anew.
_MOST_REMEMBERED = 65_536


def _make_room(answers: dict[_Asked, date]) -> None:
    if len(answers) >= _MOST_REMEMBERED:
        answers.clear()


@lru_cache(maxsize=16)
def almanac_of(calendar: Calendar) -> Almanac:
    """The almanac of a calendar, kept: it serves every circle of contacts."""
    return Almanac(calendar)


def counted(timing: Timing, trigger: date, due: date, last: date, calendar: Almanac) -> date:
    """The day that a timing comes to. `last` is the day of the opportunity's last entry."""
    base = timing.base
    if base is _TRIGGER:
        return calendar.add(trigger, timing.duration)
    if base is _DUE:
        return calendar.add(due, timing.duration)
    if base is _BEFORE_TRIGGER:
        return calendar.subtract(trigger, timing.duration)
    if base is _BEFORE_DUE:
        return calendar.subtract(due, timing.duration)
    return calendar.add(last, timing.duration)


def lifted(
    days: tuple[date, date, date], snooze: date | None, lapse: Duration | None, calendar: Almanac
) -> Days:
    """The days on which it appears, is due and has its deadline, none of them before `snooze`.

    With them the day from which it lies cold.
    """
    appears, due, deadline = days
    if snooze is not None:
        appears, due, deadline = max(appears, snooze), max(due, snooze), max(deadline, snooze)
    return Days(appears, due, deadline, calendar.add(deadline, lapse) if lapse else None)


def scaled(begin: date, end: date, factor: float) -> date:
    """The day `factor` times as far from `begin` as `end` is, rounded down."""
    days = int((end - begin).days * factor)
    try:
        return begin + timedelta(days=days)
    except OverflowError:
        return date.max
