"""The one date parser: ISO dates and nothing else, with a hint for every other way to type one.

Used for front matter and log alike, so that a date means the same wherever it stands.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_ISO_AND_MORE = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ,].*", re.ASCII | re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ -](\d{4})", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]{3,9})[ -](\d{1,2})(?:st|nd|rd|th)?[ -](\d{4})", re.ASCII)
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)? ", re.ASCII
)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

#: No date that is typed is longer; what is longer is not searched for one.
_LONGEST = 60

#: The hint where nothing better can be said.
EXAMPLE = "Write the year, the month and the day, such as 2026-11-18."


# The days of a workspace are few and come again: what is read of them are the same few objects.
@lru_cache(maxsize=8192)
def parse_iso_date(text: str) -> date | None:
    """Read `YYYY-MM-DD`, digits and hyphens exactly; None for anything else.

    Also None for a day that no calendar has (2026-02-30) and for the year 0000.
    """
    match = _ISO.fullmatch(text)
    return _day(*match.groups()) if match else None


def suggest_dates(text: str) -> tuple[date, ...]:
    """The days that a date which is not ISO can mean: one, two (`3/4/2026`), or none.

    Only whole dates are read: without its year, `18 Nov` suggests nothing.
    """
    if len(text) > _LONGEST:
        return ()
    words = _WEEKDAY.sub("", " ".join(re.sub(r"[.,]+(?=\s|$)", "", text.casefold()).split()))
    if match := _ISO_AND_MORE.fullmatch(text) or _YEAR_FIRST.fullmatch(words):
        return _known(_day(*match.groups()))
    if match := _DAY_MONTH.fullmatch(words):
        day, month, year = match.groups()
        return _known(_day(year, _month(month), day))
    if match := _MONTH_DAY.fullmatch(words):
        month, day, year = match.groups()
        return _known(_day(year, _month(month), day))
    if match := _YEAR_LAST.fullmatch(words):
        first, second, year = match.groups()
        return _known(_day(year, first, second), _day(year, second, first))
    return ()


def explain_date(text: str) -> tuple[str, str]:
    """Why a text is no ISO date, as the end of a sentence, and a hint that shows one.

    Only for texts that `parse_iso_date` refuses.
    """
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    if match := _ISO.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        hint = EXAMPLE
        if year and 1 <= month <= len(_MONTHS) and match[3] != "00":
            last = date(year, month, monthrange(year, month)[1])
            hint = f"The last day of that month is {last.isoformat()}."
        return f"there is no such day as `{shown}`", hint
    days = suggest_dates(text)
    hint = f"Write {' or '.join(day.isoformat() for day in days)}." if days else EXAMPLE
    if days and _ISO_AND_MORE.fullmatch(text):
        hint = f"Write the date alone: {days[0].isoformat()}."
    return f"`{shown}` is not a date such as 2026-11-18", hint


def _month(word: str) -> int:
    """The month of an English name or the first letters of one; 0 where it is none."""
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _known(*days: date | None) -> tuple[date, ...]:
    return tuple(dict.fromkeys(day for day in days if day is not None))
