"""The blocks of a Markdown text, as line ranges: what the log reader needs, nothing rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from tracker.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Bytes of running text beyond which a block is shown as plain text: to render a hostile one takes
#: time with the square of its length (seconds at 100 KB).
LONGEST_BLOCK = 20_000

_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s+|$)")
_TAB = 4


@dataclass(frozen=True, slots=True)
class ListItem:
    """A list item: the lines from `begin` up to `end`, counted from 0 in the text."""

    begin: int
    end: int

    def text(self, lines: Sequence[str]) -> tuple[str, int]:
        """Its first line without the marker, and the column (from 0) where that begins."""
        line = lines[self.begin]
        match = _MARKER.match(line)
        column = match.end() if match else 0
        return line[column:], column

    def indent(self, lines: Sequence[str]) -> int:
        """How far, in blanks, a line below the first is indented to be part of the item."""
        line = lines[self.begin]
        return len(line[: self.text(lines)[1]].expandtabs(_TAB))

    def body(self, lines: Sequence[str]) -> list[str]:
        """The lines below the first, without the indentation that makes them part of the item."""
        width = self.indent(lines)
        below = [line.expandtabs(_TAB) for line in lines[self.begin + 1 : self.end]]
        while below and not below[-1].strip():
            below.pop()
        return [line[min(width, indent_of(line)) :] for line in below]


@dataclass(slots=True)
class Block:
    """A top-level block: the lines from `begin` up to `end`, counted from 0 in the text.

    `items` are a list's own items, `all_items` those of every depth. `bare` are the lines of
    running text that do not carry the marks of what they belong to: the indentation of an item, the
    `>` of a quote. What stands in quotes or between code fences is none of these.
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
    line = line.expandtabs(_TAB)
    return len(line) - len(line.lstrip(" "))


@cache
def _parser() -> MarkdownIt:
    # Imported here: a cached contact needs no parser.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": False})
    parser.core.ruler.disable(["inline"])
    return parser


def blocks_of(
    path: str, text: str, first_line: int
) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """The top-level blocks of a text, and a warning for each that is too long to render."""
    walk = _Walk(text.split("\n"))
    for token in _parser().parse(text):
        walk.take(token)
    problems = tuple(_too_long(path, first_line + at) for at in walk.too_long)
    return tuple(walk.blocks), problems


@dataclass(slots=True)
class _Walk:
    """Collects blocks from a parser's tokens."""

    lines: Sequence[str]
    blocks: list[Block] = field(default_factory=list)
    too_long: list[int] = field(default_factory=list)
    quotes: int = 0
    open_items: list[ListItem] = field(default_factory=list)

    def take(self, token: Token) -> None:
        """Take in one token."""
        self.quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "list_item_close":
            self.open_items.pop()
        if token.map is None:
            return
        begin, end = token.map
        if token.level == 0:
            level = int(token.tag[1]) if token.type == "heading_open" else None
            self.blocks.append(Block(begin, end, level))
        block = self.blocks[-1]
        match token.type:
            case "inline":
                self._take_text(token, block, begin, end)
            case "list_item_open":
                self._take_item(token, block, ListItem(begin, end))
            case "code_block" if token.level == 0:
                block.bare += range(begin, end)

    def _take_text(self, token: Token, block: Block, begin: int, end: int) -> None:
        if len(token.content.encode(errors="replace")) > LONGEST_BLOCK:
            self.too_long.append(begin)
        if token.level == 1:
            block.title = token.content
        item = self.open_items[-1] if self.open_items else None
        block.bare += _bare(self.lines, range(begin, end), item, in_quote=self.quotes > 0)

    def _take_item(self, token: Token, block: Block, item: ListItem) -> None:
        self.open_items.append(item)
        if self.quotes:
            return
        block.all_items.append(item)
        if token.level == 1:
            block.items.append(item)


def _bare(
    lines: Sequence[str], numbers: range, item: ListItem | None, *, in_quote: bool
) -> Iterator[int]:
    """The lines of one running text that do not carry the marks of what it belongs to."""
    width = item.indent(lines) if item else 0
    for at in numbers:
        if in_quote:
            is_bare = not lines[at].lstrip().startswith(">")
        else:
            is_bare = item is None or (at != item.begin and indent_of(lines[at]) < width)
        if is_bare:
            yield at


def _too_long(path: str, line: int) -> Diagnostic:
    return Diagnostic(
        path,
        line,
        1,
        Severity.WARNING,
        "long-block",
        f"This block is longer than {LONGEST_BLOCK:,} bytes: it is shown as plain text.",
        "Break it up with blank lines.",
    )
