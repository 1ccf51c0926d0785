"""The brackets of a log entry's line: where they open and close, and the parts between them.

Quotes protect commas and brackets. A quote that is never closed is an ordinary character, and so
is an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

#: Opening quotes with their closing ones.
QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}

_COLON = re.compile(r":(?=\s|$)")
#: What a line is cut at: an opening bracket, or the colon before the text.
_EDGE = re.compile(r"\(|:(?=\s|$)")
#: Brackets with nothing in them that protects anything: most of them. Their parts end at each cut.
_SIMPLE_GROUP = re.compile(r'\(([^()\[\]"“„«]*)\)')
_OPENS_QUOTE = re.compile(f"[{''.join(QUOTES)}]")
_CUT = re.compile(r"[,;]")


# Tuples, here and in the other modules of an entry: several are made for each, and a frozen
# dataclass takes three times as long to make.
class BracketPart(NamedTuple):
    """One attribute as typed, its blanks made single, and where it begins in the line."""

    text: str
    offset: int


class Group(NamedTuple):
    """A pair of brackets: where it begins, the place after its end, and what it holds."""

    begin: int
    end: int
    parts: tuple[BracketPart, ...]


class Layout(NamedTuple):
    """The groups before the colon that begins the text, that colon's place or the line's end.

    `unclosed` is the place of a bracket that is never closed; its group ends at the colon.
    """

    groups: tuple[Group, ...]
    head_end: int
    unclosed: int | None = None


def layout_of(text: str, begin: int) -> Layout:
    """Take a line apart from `begin` on: a colon inside a group does not begin the text."""
    groups: list[Group] = []
    last: dict[str, int] = {}
    at = begin
    while edge := _EDGE.search(text, at):
        at = edge.start()
        if text[at] == ":":
            return Layout(tuple(groups), at)
        if simple := _SIMPLE_GROUP.match(text, at):
            groups.append(Group(at, simple.end(), _simple_parts(simple[1], at + 1)))
            at = simple.end()
            continue
        last = last or _last_quotes(text)
        end = _closing(text, at, last)
        if end is None:
            colon = _COLON.search(text, at)
            end = colon.start() if colon else len(text)
            groups.append(Group(at, end, _parts(text, at + 1, end)))
            return Layout(tuple(groups), end, unclosed=at)
        groups.append(Group(at, end + 1, _parts(text, at + 1, end)))
        at = end + 1
    return Layout(tuple(groups), len(text))


def has_open_bracket(text: str) -> bool:
    """Whether a bracket of an entry's line is still open at its end."""
    last: dict[str, int] = {}
    at = 0
    while (edge := _EDGE.search(text, at)) and edge[0] == "(":
        if simple := _SIMPLE_GROUP.match(text, edge.start()):
            at = simple.end()
            continue
        last = last or _last_quotes(text)
        end = _closing(text, edge.start(), last)
        if end is None:
            return True
        at = end + 1
    return False


def blanked(text: str, groups: tuple[Group, ...], begin: int, end: int) -> str:
    """The text between two places with its groups as blanks, so that columns stay."""
    if not groups:
        return text[begin:end]
    pieces: list[str] = []
    at = 0
    for group in groups:
        last = min(group.end, end)
        pieces += (text[at : group.begin], " " * (last - group.begin))
        at = last
    pieces.append(text[at:end])
    return "".join(pieces)[begin:]


def unquoted(text: str) -> Iterator[tuple[int, str]]:
    """The characters that stand in no quotes, each with its place."""
    return _unquoted(text, 0, _last_quotes(text))


def protects(text: str) -> bool:
    """Whether a quote opens in the text: without one, every character of it is `unquoted`."""
    return _OPENS_QUOTE.search(text) is not None


def unquote(text: str) -> str:
    """The text without the quotes around it."""
    text = text.strip()
    if len(text) > 1 and text[0] in QUOTES and QUOTES[text[0]] == text[-1]:
        return text[1:-1].strip()
    return text


def _last_quotes(text: str) -> dict[str, int]:
    """Where each closing quote stands last: one that opens after it is never closed."""
    return {closing: text.rfind(closing) for closing in QUOTES.values()}


def _unquoted(text: str, begin: int, last: dict[str, int]) -> Iterator[tuple[int, str]]:
    awaited = ""
    for at in range(begin, len(text)):
        character = text[at]
        if awaited:
            awaited = "" if character == awaited else awaited
        elif character in QUOTES and last[QUOTES[character]] > at:
            awaited = QUOTES[character]
        else:
            yield at, character


def _closing(text: str, begin: int, last: dict[str, int]) -> int | None:
    """Where the bracket that opens at `begin` closes, or None."""
    depth = 0
    for at, character in _unquoted(text, begin, last):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                return at
    return None


def _simple_parts(inside: str, begin: int) -> tuple[BracketPart, ...]:
    """Cut at every comma and semicolon; `begin` is where the text stands in its line."""
    parts = []
    for typed in _CUT.split(inside):
        if words := typed.split():
            parts.append(BracketPart(" ".join(words), begin + len(typed) - len(typed.lstrip())))
        begin += len(typed) + 1
    return tuple(parts)


def _parts(text: str, begin: int, end: int) -> tuple[BracketPart, ...]:
    """Cut at the commas and semicolons that neither quotes nor inner brackets protect."""
    inside = text[begin:end]
    cuts = [-1]
    depth = 0
    for at, character in unquoted(inside):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(depth - 1, 0)
        elif character in ",;" and depth == 0:
            cuts.append(at)
    cuts.append(len(inside))
    return tuple(
        BracketPart(" ".join(typed.split()), begin + before + 1 + len(typed) - len(typed.lstrip()))
        for before, after in pairwise(cuts)
        if (typed := inside[before + 1 : after]).strip()
    )
