"""How a rule counts its days: from what, how far, and with which manners towards days off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.workdays import Calendar, Duration, parse_duration


class Base(StrEnum):
    """What a timing counts from."""

    TRIGGER = "trigger"
    BEFORE_TRIGGER = "before the trigger"
    DUE = "due"
    BEFORE_DUE = "before due"
    LAST_ENTRY = "last entry"


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


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one follow-up; `lapses` is None where it is gone after its deadline."""

    appears: date
    due: date
    deadline: date
    lapses: date | None


def counted(timing: Timing, trigger: date, due: date, last: date, calendar: Calendar) -> date:
    """The day that a timing comes to. `last` is the day of the opportunity's last entry."""
    match timing.base:
        case Base.TRIGGER:
            return calendar.add(trigger, timing.duration)
        case Base.BEFORE_TRIGGER:
            return calendar.subtract(trigger, timing.duration)
        case Base.DUE:
            return calendar.add(due, timing.duration)
        case Base.BEFORE_DUE:
            return calendar.subtract(due, timing.duration)
        case Base.LAST_ENTRY:
            return calendar.add(last, timing.duration)


def lifted(days: Days, snooze: date | None, lapse: Duration | None, calendar: Calendar) -> Days:
    """The same days, none of them before `snooze`, and the day from which it lies cold."""
    appears, due, deadline = (
        (days.appears, days.due, days.deadline)
        if snooze is None
        else (max(day, snooze) for day in (days.appears, days.due, days.deadline))
    )
    return Days(appears, due, deadline, calendar.add(deadline, lapse) if lapse else None)


def scaled(begin: date, end: date, factor: float) -> date:
    """The day `factor` times as far from `begin` as `end` is, rounded down."""
    days = int((end - begin).days * factor)
    try:
        return begin + timedelta(days=days)
    except OverflowError:
        return date.max
