"""Dates as people write them: recognised so that a warning can show the ISO form."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_END = r"(?![\w/])"


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form + _END, re.IGNORECASE) for form in forms)


#: Forms that name a month or a year: nothing but dates.
_CERTAIN = _compiled(
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?",
    rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
    rf"{_WEEKDAY}{_DAY}[-.]{_MONTH}[-.]{_YEAR}",
    rf"{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.]{_DAY}",
    r"(?P<year>\d{4})(?P<number>\d{2})(?P<day>\d{2})",
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})",
)
#: Forms that are dates where a date is due, and much else in a sentence.
_UNCERTAIN = _compiled(r"\d{1,2}[/.]\d{1,2}\.?", r"yesterday|today|tomorrow")


def suggest_iso_date(text: str, *, certain: bool = False) -> tuple[str, str | None] | None:
    """What a text begins with, where that is a date that is not ISO, and its ISO form if certain.

    `11/18/2026` is not certain: nobody can tell the day from the month in every such date. With
    `certain`, short forms such as `18/11` and `today` are not taken for dates at all.
    """
    text = text.lstrip("*_` ")
    for form in _CERTAIN if certain else (*_CERTAIN, *_UNCERTAIN):
        match = form.match(text)
        if match:
            return match[0], _iso(match.groupdict())
    return None


def _iso(parts: dict[str, str | None]) -> str | None:
    year, day = parts.get("year"), parts.get("day")
    if not year or not day:
        return None
    name, number = parts.get("month"), parts.get("number")
    month = _MONTHS.index(name[:3].casefold()) + 1 if name else int(number or 0)
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None
