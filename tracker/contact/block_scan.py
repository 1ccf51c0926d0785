"""The blocks of a body whose every line is plain: most bodies, in a twentieth of a parser's time.

Lists, text, headings, simple quotes and indented code, typed in the ways that leave no doubt.
`scan` answers what `block_parse` would, or nothing at all: on the first line that may mean more
(a fence, an underline, an odd indent), the parser is asked. The rules are those of CommonMark
as markdown-it reads them with HTML off.
`tests/contact/test_block_scan.py` holds the two equal, over lines typed to break this.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.contact.blocks import LONGEST_BLOCK, Block, ListItem

#: A line that begins so is text and nothing else: no marker, fence, underline, thematic break or
#: reference definition. One or two marks before a letter are emphasis, a tag, a sign.
_PLAIN = (
    r"(?:[^\s\-*+#>`~_=\[0-9]|(?!\d{1,9}[.)](?: |$))[0-9]"
    r"|[\-*+#`~_=]{1,2}[^\s\-*+#`~_=]|\[[^\[\]\\]*\](?!:))"
)
_FORM = re.compile(
    rf"(?P<text>{_PLAIN})|(?P<item>[-*+] {{1,4}}(?={_PLAIN}))"
    rf"|(?P<number>[0-9]{{1,9}}[.)] {{1,4}}(?={_PLAIN}))"
    r"|(?P<heading>#{1,6} +(?=[^\s#]))|(?P<quote>>)"
)
#: A line of a quote that says something: without it, where the quote ends is another question.
_QUOTED = re.compile(r"> *[^ >]")
#: What counts as a blank, or as a line's end, differently here and there.
_UNSURE = re.compile(r"[\t\r\x00]")

#: Blanks beyond an item's own that make code of a line.
_CODE = 4

#: Lists in lists: far below what markdown-it follows.
_DEEPEST = 6

#: A character has up to four bytes: no text with fewer characters is too long to render.
_LONGEST = LONGEST_BLOCK // 4


def scan(text: str, lines: Sequence[str]) -> tuple[Block, ...] | None:
    """The blocks of a text, given its lines too; None where only a parser can be sure of them."""
    if _UNSURE.search(text):
        return None
    scanning = _Scan()
    # What follows the last line's end is no line, nor are blanks there.
    count = len(lines) - (not lines[-1].strip(" "))
    for at in range(count):
        if not scanning.take(at, lines[at]):
            return None
    scanning.close(count)
    return tuple(scanning.blocks)


@dataclass(slots=True)
class _Open:
    """A list item that is open, and the mark with its column that the next of its list has."""

    item: ListItem
    mark: str
    column: int


@dataclass(slots=True)
class _Scan:
    """Where the scan stands: what is open after the last line."""

    blocks: list[Block] = field(default_factory=list)
    #: Items, each within the one before it.
    open: list[_Open] = field(default_factory=list)
    #: The column at which the text of the innermost open item begins, or 0.
    width: int = 0
    #: Whether a text, a quote are open: the line before was part of it.
    in_text: bool = False
    in_quote: bool = False
    #: The last code outside all lists; more of it may follow while no other block does.
    code: Block | None = None
    #: Characters of the open text or quote.
    size: int = 0

    def take(self, at: int, line: str) -> bool:
        """Take in one line; False where it may mean more than is known here."""
        text = line.lstrip(" ")
        if not text:
            self.in_text = self.in_quote = False
            return True
        self.size = len(line) + (self.size if self.in_text or self.in_quote else 0)
        if self.size > _LONGEST:
            return False
        indent = len(line) - len(text)
        if self.in_quote:
            return self._take_quoted(at, indent, text)
        if indent >= self.width + _CODE:
            return self._take_indented(at)
        form = _FORM.match(text)
        return form is not None and self._take_form(at, indent, text, form)

    def _take_form(self, at: int, indent: int, text: str, form: re.Match[str]) -> bool:
        match form.lastgroup:
            case "text":
                return self._take_more(at, indent) if self.in_text else self._take_text(at, indent)
            case "item" | "number":
                self.size = len(text)
                return self._take_item(at, indent, form[0])
            case "quote":
                return self._take_quote(at, indent, text)
        return not indent and self._take_heading(at, text)

    def close(self, at: int) -> None:
        """Close all open items before a line."""
        if self.open:
            self._close_to(at, -1)
            self.blocks[-1].end = at

    def _close_to(self, at: int, indent: int) -> _Open | None:
        """Close the items that a line so indented is no part of; the outermost of these."""
        closed = None
        while self.open and self.open[-1].item.indent > indent:
            closed = self.open.pop()
            closed.item.end = at
        self.width = self.open[-1].item.indent if self.open else 0
        return closed

    def _take_indented(self, at: int) -> bool:
        """Code after a blank line or another block; within a text, more of the same."""
        if self.in_text:
            return self._take_more(at, self.width)
        if self.open:
            return True
        if self.code is None or self.code is not self.blocks[-1]:
            self.code = Block(at, at)
            self.blocks.append(self.code)
        # Blank lines between two of code are code.
        self.code.bare += range(self.code.end, at + 1)
        self.code.end = at + 1
        return True

    def _take_more(self, at: int, indent: int) -> bool:
        """One more line of the open text, however it is indented."""
        block = self.blocks[-1]
        if not self.open:
            block.end = at + 1
        if not self.open or indent < self.width:
            block.bare.append(at)
        return True

    def _take_text(self, at: int, indent: int) -> bool:
        self.in_text = True
        closed = self._close_to(at, indent)
        if self.open:
            return indent < self.width + _CODE
        if closed:
            self.blocks[-1].end = at
        self.blocks.append(Block(at, at + 1, bare=[at]))
        return indent < _CODE

    def _take_item(self, at: int, indent: int, marker: str) -> bool:
        closed = self._close_to(at, indent)
        mark = marker.rstrip(" ")
        if closed is None:
            # In the midst of a text only a 1 begins a list.
            if self.in_text and len(mark) > 1 and mark[:-1] != "1":
                return False
        elif closed.column != indent:
            return False
        elif closed.mark != mark[-1] and not self.open:
            self.blocks[-1].end = at
            closed = None
        if not closed and not self.open:
            self.blocks.append(Block(at, at))
        self.in_text = True
        self.width = indent + len(marker)
        item = ListItem(at, at, self.width, self.width)
        block = self.blocks[-1]
        block.all_items.append(item)
        if not self.open:
            block.items.append(item)
        self.open.append(_Open(item, mark[-1], indent))
        return len(self.open) <= _DEEPEST

    def _take_heading(self, at: int, text: str) -> bool:
        self.close(at)
        self.in_text = False
        inside = text.lstrip("#")
        self.blocks.append(Block(at, at + 1, len(text) - len(inside), _title(inside), bare=[at]))
        return True

    def _take_quote(self, at: int, indent: int, text: str) -> bool:
        closed = self._close_to(at, indent)
        if not self.open:
            if closed:
                self.blocks[-1].end = at
            self.blocks.append(Block(at, at + 1))
        self.in_text, self.in_quote = False, True
        return self._take_quoted(at, indent, text)

    def _take_quoted(self, at: int, indent: int, text: str) -> bool:
        if not self.open:
            self.blocks[-1].end = at + 1
        return self.width <= indent < self.width + _CODE and _QUOTED.match(text) is not None


def _title(text: str) -> str:
    """A heading's text after its number signs, without those that close it."""
    text = text.rstrip(" ")
    bare = text.rstrip("#")
    return (bare if bare.endswith(" ") else text).strip()
