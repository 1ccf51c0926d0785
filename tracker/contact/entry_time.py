"""What may stand between an entry's date and its kind: a weekday, a time, separators."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import NamedTuple

from tracker.contact.kind_words import find_kind
from tracker.diagnostics import Severity
from tracker.workdays import WEEKDAYS, parse_weekday

#: Hours of half a day and of a whole one, minutes of an hour.
_HALF, _DAY, _HOUR = 12, 24, 60

#: Reports a problem: offset in the line, severity, code, message, hint.
Report = Callable[[int, Severity, str, str, str], None]

_SEPARATORS = re.compile(r"(?:[\s,;:|*_]|[-–—](?=\s|$))*")
_WEEKDAY = re.compile(r"\(?([^\W\d_]{3,9})\.?\)?(?P<end>,|(?=[\s:;(]|$))")
_WEEKDAYS_BEGIN = frozenset({"(", *(name[0] for name in WEEKDAYS)})
_CLOCK = re.compile(
    r"(?:(?:at|@)\s*)?T?"
    r"(?P<hour>\d{1,2})(?:(?P<mark>[:.h])(?P<minute>\d{2})(?::\d{2})?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
    r"(?P<range>\s*(?:-|–|—|to|until)\s*\d{1,2}(?:[:.h]\d{2})?(?:\s*(?P<half2>[ap])\.?m\b\.?)?)?"
    r"(?:\s*(?:hrs|uhr|o'clock)\b)?(?=[\s,;:()]|$)",
    re.IGNORECASE,
)
#: With what that can begin, besides a digit.
_CLOCK_BEGINS = frozenset("aA@tT")
_BLANKS = re.compile(r"[\s,]*")
_SURELY_TIME = re.compile(r"\d:\d|\d\s*[ap]\.?m", re.IGNORECASE)
_THEIR_TIME = re.compile(
    r"\s*(?:\((?:theirs|their time|their zone)\)|(?:theirs|their time|their zone)(?=[\s,;:(]|$))",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\s*(?P<zone>UTC|GMT|BST|W?EST|WET|CES?T|EES?T|E[DS]?T|C[DS]T|M[DS]?T|P[DS]?T|JST)"
    r"(?=[\s,;:(]|$)"
)


class EntryTime(NamedTuple):
    """The time of an entry, whether it is in their zone, and where the rest of the line begins.

    `unread` is what stands in its place and is no time.
    """

    time: time | None
    theirs: bool
    end: int
    unread: str = ""


def skip_separators(text: str, at: int) -> int:
    """The first place from `at` on that is neither space, dash nor punctuation."""
    # Nearly always there is a single blank.
    if text[at : at + 1] == " " and text[at + 1 : at + 2].isalnum():
        return at + 1
    match = _SEPARATORS.match(text, at)
    end = match.end() if match else at
    marks = end - len(text[at:end].rstrip("*_")) - at
    # Emphasis that is closed further on belongs to the words in it.
    return end - marks if marks and text.find(text[end - marks : end], end) >= 0 else end


def skip_weekday(text: str, at: int, day: date, report: Report) -> int:
    """Pass over the day of the week; warn where the date falls on another one.

    A short word that is no weekday of that date is left to the sentence (`Sat down with …`), unless
    a mark, a time or a kind follows it, or nothing at all.
    """
    if text[at : at + 1].casefold() not in _WEEKDAYS_BEGIN:
        return at
    match = _WEEKDAY.match(text, at)
    weekday = parse_weekday(match[1]) if match else None
    if match is None or weekday is None:
        return at
    if weekday != day.weekday():
        whole = match[1].casefold() not in WEEKDAYS
        if not whole and not _stands_apart(text, at, match):
            return at
        report(
            at,
            Severity.WARNING,
            "weekday-mismatch",
            f"{day.isoformat()} is a {day:%A}, not a {match[1]}.",
            "Check the date, or leave the weekday out.",
        )
    return skip_separators(text, match.end())


def _stands_apart(text: str, at: int, word: re.Match[str]) -> bool:
    """Whether a word that may be a short weekday begins no sentence: `Sat, …`, `Sat interview`."""
    if word["end"] == "," or text[at] == "(" or text[word.end() - 1] == ".":
        return True
    begin = skip_separators(text, word.end())
    if begin == len(text) or text[word.end()] in ":;" or _CLOCK.match(text, begin):
        return True
    words = find_kind(text[begin:].partition(":")[0])
    return words.kind is not None or words.slip_of is not None


def read_time(text: str, at: int, report: Report) -> EntryTime:
    """Read `14:30`, `9.15`, `2pm`, `14:30-15:00 their time`; a range counts by its beginning."""
    first = text[at : at + 1]
    match = _CLOCK.match(text, at) if first.isdecimal() or first in _CLOCK_BEGINS else None
    if match is None or not (match["mark"] or match["half"] or match["half2"]):
        return EntryTime(None, theirs=False, end=at)
    clock = _clock(match)
    if clock is None:
        if match["mark"] == ".":  # a number, such as a version or a price
            return EntryTime(None, theirs=False, end=at)
        report(
            at,
            Severity.ERROR,
            "bad-time",
            f"`{match[0].strip()}` is not a time of day.",
            "Write the time as HH:MM, for instance 14:30.",
        )
        end = skip_separators(text, match.end())
        return EntryTime(None, theirs=False, end=end, unread=match[0].strip())
    end = match.end()
    if zone := _ZONE.match(text, end):
        report(
            zone.start("zone"),
            Severity.WARNING,
            "zone-not-read",
            f"The zone `{zone['zone']}` is not read: times are in your zone.",
            "Convert the time, or mark it `theirs` when it is in theirs.",
        )
        end = zone.end()
    theirs = _THEIR_TIME.match(text, end)
    end = theirs.end() if theirs else end
    return EntryTime(clock, theirs=theirs is not None, end=skip_separators(text, end))


def read_time_behind(text: str, at: int, end: int, report: Report) -> EntryTime | None:
    """The time behind a kind, before `end`: `interview at 2pm`. None for a price such as 2.50."""
    blanks = _BLANKS.match(text, at)
    begin = blanks.end() if blanks else at
    found = read_time(text[:end], begin, lambda *_: None)
    if found.time is None or not _SURELY_TIME.search(text, begin, found.end):
        return None
    return read_time(text[:end], begin, report)


def _clock(match: re.Match[str]) -> time | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = match["half"] or match["half2"]
    if half:
        if not 1 <= hour <= _HALF:
            return None
        hour = hour % _HALF + (_HALF if half in "pP" else 0)
    return time(hour, minute) if hour < _DAY and minute < _HOUR else None
