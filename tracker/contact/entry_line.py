"""A log entry's first line taken apart: its date, its time, its brackets and its words of a kind.

What follows from them is for `entry`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from tracker.contact.brackets import Layout, blanked, layout_of
from tracker.contact.dates import explain_date, parse_iso_date
from tracker.contact.entry_time import (
    EntryTime,
    read_time,
    read_time_behind,
    skip_separators,
    skip_weekday,
)
from tracker.contact.kind_words import KindWords, find_kind
from tracker.contact.model import Place
from tracker.contact.places import place_in
from tracker.diagnostics import Diagnostic, Severity

_DATE = re.compile(r"[*_`\[<]{0,3}(\d{4}-\d{2}-\d{2})(?!\d)[*_`\]>]{0,3}")
_LINKING = re.compile(r"(?:with|for|at|to|from|by)\b", re.IGNORECASE)


@dataclass(slots=True)
class EntryLine:
    """One entry's text on its way to a `LogEntry`, and what there is to say about it.

    `head` is what follows date and time, up to the colon, with its brackets as blanks; it begins at
    `begin`.
    """

    text: str
    place: Place
    day: date
    clock: EntryTime
    layout: Layout
    head: str
    words: KindWords
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def begin(self) -> int:
        """Where the head begins in the text."""
        return self.clock.end

    @property
    def after(self) -> str:
        """What follows the colon."""
        return self.text[self.layout.head_end + 1 :].strip()

    @property
    def said_from(self) -> int:
        """Where in the head the first word after the kind stands; the head's end for none."""
        rest = self.head[self.words.end :].lstrip(" \t\n,;")
        return len(self.head) - len(rest)

    @property
    def is_linked(self) -> bool:
        """Whether that word leads on from the kind: `call with Dana (video)`."""
        return _LINKING.match(self.head, self.said_from) is not None

    def add(self, offset: int, severity: Severity, code: str, message: str, hint: str) -> None:
        """Say something about the place at an offset in the text."""
        place = place_in(self.place, self.text, offset)
        self.problems.append(_problem(place, severity, code, message, hint))


def begins_with_date(text: str) -> bool:
    """Whether a line has the shape of an entry: an ISO date first, on the calendar or not."""
    return _DATE.match(text) is not None


def line_of(text: str, place: Place) -> EntryLine | Diagnostic:
    """Take apart a line that `begins_with_date`; an error where that is on no calendar."""
    match = _DATE.match(text)
    day = parse_iso_date(match[1]) if match else None
    if match is None or day is None:
        return _bad_date(match[1] if match else text[:10], place)
    problems: list[Diagnostic] = []

    def report(offset: int, severity: Severity, code: str, message: str, hint: str) -> None:
        problems.append(_problem(place_in(place, text, offset), severity, code, message, hint))

    at = skip_separators(text, match.end())
    at = skip_weekday(text, at, day, report)
    clock = read_time(text, at, report)
    layout = layout_of(text, clock.end)
    head = blanked(text, layout.groups, clock.end, layout.head_end)
    words = find_kind(head)
    if words.kind is not None and clock.time is None and not clock.unread:
        later = read_time_behind(text, clock.end + words.end, layout.head_end, report)
        if later is not None:
            words = words._replace(end=later.end - clock.end)
            clock = clock._replace(time=later.time, theirs=clock.theirs or later.theirs)
    return EntryLine(text, place, day, clock, layout, head, words, problems)


def _bad_date(typed: str, place: Place) -> Diagnostic:
    message = f"`{typed}` is not a day on the calendar."
    hint = explain_date(typed)[1]
    if not typed.isascii():
        message = f"`{typed}` is not an ISO date: its digits are not 0 to 9."
        hint = "Write the day as YYYY-MM-DD, for instance 2026-11-18."
    return _problem(place, Severity.ERROR, "bad-date", message, hint)


def _problem(place: Place, severity: Severity, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place.path, place.line, place.column, severity, code, message, hint)
