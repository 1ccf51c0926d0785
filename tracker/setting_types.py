"""What a setting's value may be: from a TOML value to what it means, or the mistake in it.

Each reader takes a value of any type and returns what it means, or raises a `Mistake`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeGuard, TypeVar

from tracker.spelling import closest
from tracker.workdays import (
    WEEKDAYS,
    Interval,
    is_holiday_country,
    known_holiday_places,
    parse_interval,
    parse_weekday,
)
from tracker.zones import find_zone, nearest_zone

_Read = TypeVar("_Read")

#: The longest that an alarm may ring before what it is for: what calendars offer at most.
LONGEST_BEFORE = timedelta(days=28)

_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}


class Mistake(Exception):  # noqa: N818 - a signal between two modules: it becomes a Diagnostic
    """What is wrong with a value, as the end of a sentence, and what to type instead.

    Where several things in a list are wrong, `parts` holds a mistake for each.
    """

    def __init__(self, message: str, hint: str = "", parts: Sequence[Mistake] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.parts = parts


#: A TOML value's type in a person's words, subclasses before their parents.
_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    (str, "a text"),
    ((int, float), "a number"),
    (list, "a list"),
    (dict, "a table"),
    (datetime, "a date with a time"),
    (date, "a date"),
    (time, "a time"),
)


def kind(value: object) -> str:
    """A TOML value's type, in a person's words."""
    return next(words for of, words in _KINDS if isinstance(value, of))


def _each(values: Iterable[object], read: Callable[[object], _Read]) -> list[_Read]:
    """What each value of a list means. Raises one `Mistake` with all that are in it."""
    found: list[_Read] = []
    mistakes: list[Mistake] = []
    for value in values:
        try:
            found.append(read(value))
        except Mistake as mistake:
            mistakes.append(mistake)
    if mistakes:
        raise Mistake("; ".join(one.message for one in mistakes), parts=mistakes)
    return found


def day(value: object) -> date:
    """A TOML date. Raises `Mistake` for anything else, a date in quotes included."""
    if _is_day(value):
        return value
    shown = "2026-11-20"
    if isinstance(value, datetime):
        shown = value.date().isoformat()
    elif isinstance(value, str):
        shown = _iso(value) or shown
    message = f"must be a date, not {kind(value)}."
    raise Mistake(message, f"Write {shown}, without quotes or a time.")


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def _iso(text: str) -> str | None:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def timezone(value: object) -> str:
    """The name of a zone that exists. Raises `Mistake`, with the nearest name where one is near."""
    hint = 'Write a name such as "Europe/Amsterdam" or "America/Los_Angeles".'
    if not isinstance(value, str):
        message = f"must be a text, not {kind(value)}."
        raise Mistake(message, hint)
    if find_zone(value) is not None:
        return value
    message = f"names no known time zone, {_quoted(value)}{_meant(nearest_zone(value))}"
    raise Mistake(message, hint)


def working_days(value: object) -> frozenset[int]:
    """Days of the week, 0 for Monday. Raises `Mistake`; also where there are none."""
    hint = f"Write a list such as [{', '.join(map(_quoted, WEEKDAYS[:5]))}]."
    if not isinstance(value, list):
        message = f"must be a list of days, not {kind(value)}."
        raise Mistake(message, hint)
    if not value:
        message = "is empty: at least one day must be a working day."
        raise Mistake(message, hint)
    return frozenset(_each(value, _weekday))


def _weekday(value: object) -> int:
    hint = f"Write {', '.join(WEEKDAYS[:-1])} or {WEEKDAYS[-1]}."
    if not isinstance(value, str):
        message = f"must hold days of the week, not {kind(value)}."
        raise Mistake(message, hint)
    number = parse_weekday(value.strip())
    if number is not None:
        return number
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    word = value.casefold()
    near = closest(word, full) or next(
        (one for one in WEEKDAYS if word[:2] == one[:2] or sorted(word) == sorted(one)), None
    )
    message = f"names no day of the week, {_quoted(value)}{_meant(near)}"
    raise Mistake(message, hint)


def holidays(value: object) -> tuple[tuple[str, ...], frozenset[date]]:
    """Countries and regions, and single dates, of one list. Raises `Mistake`."""
    hint = 'Write a list of countries, regions and dates, such as ["NL", "US-CA", 2026-12-24].'
    if not isinstance(value, list):
        message = f"must be a list, not {kind(value)}."
        raise Mistake(message, hint)
    found = _each(value, lambda one: _place_or_day(one, hint))
    places = dict.fromkeys(one for one in found if isinstance(one, str))
    return tuple(places), frozenset(one for one in found if not isinstance(one, str))


def _place_or_day(value: object, hint: str) -> str | date:
    """A place as the `holidays` library spells it, or a date."""
    if _is_day(value):
        return value
    if not isinstance(value, str):
        message = f"must hold countries, regions and dates, not {kind(value)}."
        raise Mistake(message, hint)
    typed_day = _iso(value)
    if typed_day:
        message = f"holds a date in quotes, {_quoted(value)}."
        raise Mistake(message, f"Write {typed_day}, without quotes.")
    return _holiday_place(value, hint)


def _holiday_place(typed: str, hint: str) -> str:
    if is_holiday_country(typed.strip().upper()):
        return typed.strip().upper()
    known = known_holiday_places()
    typed_country, hyphen, typed_region = typed.strip().partition("-")
    country = _same(typed_country, known)
    if country is None:
        near = _country_named(typed) or closest(typed_country, known)
        message = f"names no country whose holidays are known, {_quoted(typed)}{_meant(near)}"
        raise Mistake(message, hint)
    region = _same(typed_region, known[country])
    if hyphen and region is None:
        regions = [f"{country}-{one}" for one in known[country]]
        near = closest(f"{country}-{typed_region}", regions)
        message = f"names no region of {country} whose holidays are known, {_quoted(typed)}"
        listed = f"Known: {', '.join(regions)}." if regions else f'Write "{country}".'
        raise Mistake(message + _meant(near), listed)
    return f"{country}-{region}" if region else country


def _country_named(typed: str) -> str | None:
    """The code of the country that a name in English is, or is a slip of."""
    # Imported here: only a mistake needs it.
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    codes = {module.replace("_", " "): names[1] for module, names in COUNTRIES.items()}
    name = _same(typed, codes) or closest(typed, codes)
    return codes[name] if name else None


def _same(typed: str, known: Iterable[str]) -> str | None:
    return next((one for one in known if one.casefold() == typed.casefold()), None)


def call_hours(value: object) -> tuple[time, time]:
    """The first and the last time of day in which to call. Raises `Mistake`."""
    hint = 'Write two times such as ["09:00", "17:30"].'
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004 - from and to
        found = f"{len(value)} of them" if isinstance(value, list) else kind(value)
        message = f"must be a list of two times, not {found}."
        raise Mistake(message, hint)
    first, last = _each(value, lambda one: _time(one, hint))
    if not first < last:
        message = f"must begin before they end, not {first:%H:%M} to {last:%H:%M}."
        raise Mistake(message, hint)
    return first, last


def _time(value: object, hint: str) -> time:
    if not isinstance(value, (str, time)):
        message = f"must hold times, not {kind(value)}."
        raise Mistake(message, hint)
    return _clock_time(value, hint)


def _clock_time(value: str | time, hint: str) -> time:
    if isinstance(value, time):
        return value
    match = re.fullmatch(r"\s*([01]?\d|2[0-3]):([0-5]\d)\s*", value, re.ASCII)
    if match is None:
        message = f"holds no time of day, {_quoted(value)}."
        raise Mistake(message, hint)
    return time(int(match[1]), int(match[2]))


def time_of_day(value: object) -> time:
    """One time of day. Raises `Mistake`."""
    hint = 'Write a time such as "08:30".'
    if not isinstance(value, (str, time)):
        message = f"must be a time, not {kind(value)}."
        raise Mistake(message, hint)
    return _clock_time(value, hint)


def time_before(value: object) -> timedelta:
    """How long before something, up to `LONGEST_BEFORE`. Raises `Mistake`."""
    hint = 'Write a length of time such as "30 minutes", "2 hours" or "1 day".'
    if not isinstance(value, str):
        message = f"must be a text, not {kind(value)}."
        raise Mistake(message, hint)
    match = re.fullmatch(r"\s*(\d{1,5})\s*(minute|hour|day)s?\s*", value, re.ASCII | re.IGNORECASE)
    if match is None:
        message = f"holds no length of time, {_quoted(value)}."
        raise Mistake(message, hint)
    found = timedelta(minutes=int(match[1]) * _MINUTES[match[2].casefold()])
    if found > LONGEST_BEFORE:
        message = f"is longer than {LONGEST_BEFORE.days} days, {_quoted(value)}."
        raise Mistake(message, hint)
    return found


def interval(value: object) -> Interval | None:
    """How often to keep in touch, or None for `never`. Raises `Mistake`."""
    hint = 'Write "30 days", "6 weeks / 3 months" or "never".'
    if not isinstance(value, str):
        message = f"must be a text, not {kind(value)}."
        raise Mistake(message, hint)
    if value.strip().casefold() == "never":
        return None
    found = parse_interval(value)
    if found is None:
        message = f"holds no interval, {_quoted(value)}."
        raise Mistake(message, hint)
    return found


def normal_relationship(text: str) -> str:
    """A relationship as the program compares it: `Hiring manager` is `hiring-manager`.

    Contact files and settings both go through here, so that they mean the same.
    """
    return "-".join(re.findall(r"[^\s_-]+", text.casefold()))


def _quoted(text: str) -> str:
    return f'"{text}"'


def _meant(near: str | None) -> str:
    return f": did you mean {_quoted(near)}?" if near else "."
