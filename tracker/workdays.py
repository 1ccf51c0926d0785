"""Durations, intervals, business days and holidays: all the arithmetic of days.

Pure: a `Calendar` is a value, and no function here asks what day it is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from tracker.frozen import swift

MONDAY_TO_FRIDAY = frozenset(range(5))

#: Days of the week as `tracker.toml` and `reply by` spell them, Monday first.
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

#: Long enough for any promise, short enough that counting stays instant: a century.
LONGEST = {"days": 36_525, "business days": 26_100, "weeks": 5_218, "months": 1_200, "years": 100}


class Unit(StrEnum):
    """What a duration counts in."""

    DAYS = "days"
    BUSINESS_DAYS = "business days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@swift
@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time such as `5 business days`; `same day` is 0 days."""

    count: int
    unit: Unit = Unit.DAYS

    def __str__(self) -> str:
        """As a person would type it, and as `parse_duration` reads it."""
        if self.count == 0:
            return "same day"
        return f"{self.count} {self.unit if self.count != 1 else self.unit.removesuffix('s')}"


@swift
@dataclass(frozen=True, slots=True)
class Interval:
    """How often: the ideal, and the longest bearable where one is given (`6 weeks / 3 months`)."""

    ideal: Duration
    longest: Duration | None = None

    def __str__(self) -> str:
        """As a person would type it."""
        return f"{self.ideal} / {self.longest}" if self.longest else str(self.ideal)


_NUMBERS = {
    word: number
    for number, word in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
} | {"a": 1, "an": 1}
_DURATION = re.compile(
    r"(?P<count>\d{1,6}|[a-z]+)[ -]?(?P<unit>(?:business|working|work)[ -]?days?|"
    r"days?|d|weeks?|w|months?|years?|y)",
    re.ASCII,
)


def parse_duration(text: str) -> Duration | None:
    """Read `same day`, `N days`, `N business days`, `N weeks`, `N months` or `N years`.

    The number may be a word up to twelve. None where it is no duration, or one over a century.
    """
    words = " ".join(text.casefold().split())
    if words == "same day":
        return Duration(0)
    match = _DURATION.fullmatch(words)
    if match is None:
        return None
    typed = match["count"]
    count = int(typed) if typed.isdecimal() else _NUMBERS.get(typed)
    if count is None:
        return None
    unit = _unit(match["unit"])
    return Duration(count, unit) if count <= LONGEST[unit] else None


def _unit(word: str) -> Unit:
    if word.startswith(("work", "business")):
        return Unit.BUSINESS_DAYS
    return {"d": Unit.DAYS, "w": Unit.WEEKS, "m": Unit.MONTHS, "y": Unit.YEARS}[word[0]]


def parse_interval(text: str) -> Interval | None:
    """Read one duration, or two as `ideal / longest`. None where it is neither, or shrinks."""
    parts = [parse_duration(part) for part in text.split("/")]
    known = [part for part in parts if part is not None and part.count]
    if len(known) != len(parts):
        return None
    ideal, *rest = known
    if len(rest) > 1:
        return None
    longest = rest[0] if rest else None
    if longest is not None and _roughly(longest) < _roughly(ideal):
        return None
    return Interval(ideal, longest)


def _roughly(duration: Duration) -> float:
    """Days, near enough to tell a longer duration from a shorter one."""
    return duration.count * {"d": 1, "b": 7 / 5, "w": 7, "m": 30.44, "y": 365.25}[duration.unit[0]]


@lru_cache(maxsize=256)
def _public_holidays(place: str, year: int) -> frozenset[date]:
    # Imported here: it costs more than all the rest of a start, and most workspaces name none.
    import holidays  # noqa: PLC0415

    country, _, region = place.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=region or None, years=year))


@lru_cache(maxsize=256)
def _holidays_in(places: tuple[str, ...], year: int) -> frozenset[date]:
    return frozenset().union(*(_public_holidays(place, year) for place in places))


def is_holiday_country(code: str) -> bool:
    """Whether a code in capitals is that of a country whose holidays are known."""
    # To list all countries with their regions would load 250 modules; this loads their names.
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    return any(code in names[1:] for names in COUNTRIES.values())


def known_holiday_places() -> dict[str, tuple[str, ...]]:
    """Country codes with the codes of their regions, as `[calendar] holidays` takes them."""
    import holidays  # noqa: PLC0415

    return {
        country: tuple(regions) for country, regions in holidays.list_supported_countries().items()
    }


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are days off: the weekly ones, public holidays by place, and single dates.

    `working_days` holds 0 for Monday to 6 for Sunday and is never empty. `places` are country
    codes, with a region after a hyphen where there is one (`NL`, `US-CA`). `foreseen` has the
    public holidays there of some years; those of others are looked up when they are asked for.
    """

    working_days: frozenset[int] = MONDAY_TO_FRIDAY
    places: tuple[str, ...] = ()
    dates: frozenset[date] = field(default_factory=frozenset)
    foreseen: Mapping[int, frozenset[date]] = field(default_factory=dict, compare=False)

    def foresee(self, years: Iterable[int]) -> Calendar:
        """The same calendar, with the public holidays of these years looked up."""
        found = {year: _holidays_in(self.places, year) for year in years if self.places}
        return replace(self, foreseen=found)

    def is_day_off(self, day: date) -> bool:
        """Whether nobody is expected to work on that day."""
        return (
            day.weekday() not in self.working_days
            or day in self.dates
            or (bool(self.places) and day in self._public_holidays(day.year))
        )

    def _public_holidays(self, year: int) -> frozenset[date]:
        if year in self.foreseen:
            return self.foreseen[year]
        return _holidays_in(self.places, year)

    def next_working_day(self, day: date) -> date:
        """That day, or the first working day after it."""
        while self.is_day_off(day) and day < date.max:
            day += timedelta(days=1)
        return day

    def add(self, day: date, duration: Duration) -> date:
        """The day a duration later. Day 0 is `day` itself; months clamp to the month's end.

        Stops at the last day that a date can hold, rather than raising.
        """
        return self._move(day, duration, 1)

    def subtract(self, day: date, duration: Duration) -> date:
        """The day a duration earlier, by the same counting."""
        return self._move(day, duration, -1)

    def _move(self, day: date, duration: Duration, step: int) -> date:
        match duration.unit:
            case Unit.BUSINESS_DAYS:
                return _business_days_from(self, day, duration.count, step)
            case Unit.DAYS | Unit.WEEKS:
                days = duration.count * (7 if duration.unit is Unit.WEEKS else 1)
                return shifted(day, step * days)
            case Unit.MONTHS | Unit.YEARS:
                months = duration.count * (12 if duration.unit is Unit.YEARS else 1)
                return _shift_months(day, step * months)


# The same few lengths are counted from the same few days, for everyone.
@lru_cache(maxsize=65_536)
def _business_days_from(calendar: Calendar, day: date, count: int, step: int) -> date:
    while count > 0:
        moved = shifted(day, step)
        if moved == day:
            return day
        day = moved
        if not calendar.is_day_off(day):
            count -= 1
    return day


def shifted(day: date, days: int) -> date:
    """So many days later, or earlier; the last or first day that a date can hold beyond it."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _shift_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_weekday(after: date, weekday: int) -> date:
    """The first such day of the week strictly after a day; 0 is Monday."""
    return shifted(after, (weekday - after.weekday() - 1) % 7 + 1)


def parse_weekday(text: str) -> int | None:
    """Read a day of the week by its English name or its first letters: 0 for Monday."""
    word = text.casefold().rstrip(".")
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    fitting = [number for number, name in enumerate(full) if name.startswith(word)]
    return fitting[0] if fitting and word[:3] in WEEKDAYS else None


_DAY_NAMES = tuple(name.capitalize() for name in WEEKDAYS)
_MONTH_NAMES = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def written(day: date) -> str:
    """A day as pages and reasons write it, whatever the locale: `Thu 12 Nov 2026`."""
    # By its number: two datetimes are equal where their zones, and so perhaps their days, differ.
    return _written(day.toordinal())


@lru_cache(maxsize=16_384)
def _written(number: int) -> str:
    day = date.fromordinal(number)
    name, month = _DAY_NAMES[day.weekday()], _MONTH_NAMES[day.month - 1]
    return f"{name} {day.day} {month} {day.year}"


def median(values: Iterable[int]) -> int:
    """The middle value, the lower whole number where it falls between two."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) // 2
