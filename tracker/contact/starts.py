"""How items, headings and lines of a log begin: their mark, a task's box, a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.contact.blocks import ListItem
from tracker.contact.entry_line import begins_with_date

_TASK = re.compile(r"\[([ xX]?)\]\s*")
#: What people put before a date: an item's mark, a task's box, the edge of a table.
_BEFORE_DATE = re.compile(r"\s*(?:\|\s*)?(?:(?:[-+]|\d{1,9}[.)])\s*|\*\s+)?(?:\[[ xX]?\]\s*)?")
_HASHES = re.compile(r"\s{0,3}#{0,6}\s*")
_CLOSING_HASHES = re.compile(r"\s+#+\s*$")


class Start(NamedTuple):
    """The first line of an item or a heading: its text, and where in the line that begins.

    `box` is the box of a task as typed, with the blanks after it, or empty.
    """

    at: int
    text: str
    column: int
    box: str = ""

    @property
    def box_column(self) -> int:
        """Where the box begins, or the text where there is none."""
        return self.column - len(self.box)

    @property
    def is_dated(self) -> bool:
        """Whether it is an entry's."""
        return begins_with_date(self.text)

    @property
    def is_open_task(self) -> bool:
        """Whether its box is there and not ticked."""
        return bool(self.box) and "x" not in self.box.casefold()


def start_of_item(item: ListItem, lines: Sequence[str]) -> Start:
    """The text of an item, without its mark and its box."""
    column = item.column
    text = lines[item.begin][column:]
    task = _TASK.match(text) if text.startswith("[") else None
    box = task[0] if task else ""
    return Start(item.begin, text[len(box) :].rstrip(), column + len(box), box)


def start_of_heading(at: int, lines: Sequence[str]) -> Start:
    """The text of a heading, without its number signs."""
    line = lines[at]
    match = _HASHES.match(line)
    column = match.end() if match else 0
    return Start(at, _CLOSING_HASHES.sub("", line[column:]).rstrip(), column)


def dated_column(line: str) -> int | None:
    """Where in a line the date stands that it begins with, whatever mark is before it."""
    match = _BEFORE_DATE.match(line)
    column = match.end() if match else 0
    return column if begins_with_date(line[column:]) else None
