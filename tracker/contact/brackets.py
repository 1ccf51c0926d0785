"""The brackets of a log entry's line: where they open and close, and the parts between them.

Quotes protect commas and brackets. A quote that is never closed is an ordinary character, and so
is an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

#: Opening quotes with their closing ones.
QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}

_COLON = re.compile(r":(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """One attribute as typed, its blanks made single, and where it begins in the line."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Group:
    """A pair of brackets: where it begins, the place after its end, and what it holds."""

    begin: int
    end: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The groups before the colon that begins the text, that colon's place or the line's end.

    `unclosed` is the place of a bracket that is never closed; its group ends at the colon.
    """

    groups: tuple[Group, ...]
    head_end: int
    unclosed: int | None = None


def layout_of(text: str, begin: int) -> Layout:
    """Take a line apart from `begin` on: a colon inside a group does not begin the text."""
    groups: list[Group] = []
    last = _last_quotes(text)
    at = begin
    while at < len(text):
        if text[at] == "(":
            end = _closing(text, at, last)
            if end is None:
                colon = _COLON.search(text, at)
                end = colon.start() if colon else len(text)
                groups.append(Group(at, end, _parts(text, at + 1, end)))
                return Layout(tuple(groups), end, unclosed=at)
            groups.append(Group(at, end + 1, _parts(text, at + 1, end)))
            at = end + 1
        elif _COLON.match(text, at):
            return Layout(tuple(groups), at)
        else:
            at += 1
    return Layout(tuple(groups), len(text))


def blanked(text: str, groups: tuple[Group, ...], begin: int, end: int) -> str:
    """The text between two places with its groups as blanks, so that columns stay."""
    characters = list(text[:end])
    for group in groups:
        last = min(group.end, end)
        characters[group.begin : last] = " " * (last - group.begin)
    return "".join(characters[begin:])


def unquoted(text: str) -> Iterator[tuple[int, str]]:
    """The characters that stand in no quotes, each with its place."""
    return _unquoted(text, 0, _last_quotes(text))


def unquote(text: str) -> str:
    """The text without the quotes around it."""
    text = text.strip()
    if len(text) > 1 and QUOTES.get(text[0]) == text[-1]:
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


def _parts(text: str, begin: int, end: int) -> tuple[Part, ...]:
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
        Part(" ".join(typed.split()), begin + before + 1 + len(typed) - len(typed.lstrip()))
        for before, after in pairwise(cuts)
        if (typed := inside[before + 1 : after]).strip()
    )
