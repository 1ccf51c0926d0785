"""The blocks of any Markdown text, by a parser. Bodies of plain lines need none: `block_scan`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from tracker.contact.block_scan import scan
from tracker.contact.blocks import LONGEST_BLOCK, TAB, Block, ListItem, indent_of
from tracker.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s+|$)")


@cache
def _parser() -> MarkdownIt:
    # Imported here: neither a cached contact nor one of plain lines needs a parser.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": False})
    parser.core.ruler.disable(["inline"])
    return parser


def blocks_of(
    path: str, text: str, lines: Sequence[str], first_line: int
) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """The top-level blocks of a text, and a warning for each that is too long to render.

    `lines` are those of the text.
    """
    scanned = scan(text, lines)
    if scanned is not None:
        return scanned, ()
    blocks, too_long = parse(text, lines)
    return blocks, tuple(_too_long(path, first_line + at) for at in too_long)


def parse(text: str, lines: Sequence[str]) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """The top-level blocks of a text, and the lines that begin what is too long to render."""
    walk = _Walk(lines)
    for token in _parser().parse(text):
        walk.take(token)
    return tuple(walk.blocks), tuple(walk.too_long)


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
                self._take_item(token, block, self._item(begin, end))
            case "code_block" if token.level == 0:
                block.bare += range(begin, end)

    def _take_text(self, token: Token, block: Block, begin: int, end: int) -> None:
        if len(token.content.encode(errors="replace")) > LONGEST_BLOCK:
            self.too_long.append(begin)
        if token.level == 1 and block.heading_level is not None:
            block.title = token.content
        item = self.open_items[-1] if self.open_items else None
        block.bare += _bare(self.lines, range(begin, end), item, in_quote=self.quotes > 0)

    def _item(self, begin: int, end: int) -> ListItem:
        line = self.lines[begin]
        match = _MARKER.match(line)
        column = match.end() if match else 0
        return ListItem(begin, end, column, len(line[:column].expandtabs(TAB)))

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
    for at in numbers:
        if in_quote:
            is_bare = not lines[at].lstrip().startswith(">")
        else:
            is_bare = item is None or (at != item.begin and indent_of(lines[at]) < item.indent)
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
