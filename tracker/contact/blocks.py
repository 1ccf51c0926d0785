"""The blocks of a Markdown text, as line ranges: what the log reader needs, nothing rendered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

#: Bytes of running text beyond which a block is shown as plain text: to render a hostile one takes
#: time with the square of its length (seconds at 100 KB).
LONGEST_BLOCK = 20_000

#: A tab goes on to the next column that this divides.
TAB = 4


@dataclass(slots=True)
class ListItem:
    """A list item: the lines from `begin` up to `end`, counted from 0 in the text.

    Its text begins at the `column` (from 0) of its first line. A line below is indented by `indent`
    blanks to be part of it.
    """

    begin: int
    end: int
    column: int
    indent: int

    def body(self, lines: Sequence[str]) -> list[str]:
        """The lines below the first, without the indentation that makes them part of the item."""
        end = self.end
        if end == self.begin + 1:
            return []
        while end > self.begin + 1 and not lines[end - 1].strip():
            end -= 1
        width = self.indent
        blanks = " " * width
        below = [
            line.expandtabs(TAB) if "\t" in line else line for line in lines[self.begin + 1 : end]
        ]
        return [line[width:] if line.startswith(blanks) else line.lstrip(" ") for line in below]


@dataclass(slots=True)
class Block:
    """A top-level block: the lines from `begin` up to `end`, counted from 0 in the text.

    Headings have a level and a title. `items` are a list's own items, `all_items` those of every
    depth. `bare` are the lines of running text that do not carry the marks of what they belong to:
    the indentation of an item, the `>` of a quote. What stands in quotes or between code fences is
    none of these.
    """

    begin: int
    end: int
    heading_level: int | None = None
    title: str = ""
    items: list[ListItem] = field(default_factory=list)
    all_items: list[ListItem] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)


def indent_of(line: str) -> int:
    """The blanks a line begins with, a tab counted up to the next of its stops."""
    line = line.expandtabs(TAB)
    return len(line) - len(line.lstrip(" "))
