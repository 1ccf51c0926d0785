"""Where each key of a TOML text stands: `tomllib` keeps the values and forgets the lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

from tracker.setting_places import KeyPath, Position

_PIECE = re.compile(
    r"#[^\n]*"
    r'|"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|[A-Za-z0-9_-]+"
    r"|.",
    re.DOTALL,
)


def key_places(text: str) -> Mapping[KeyPath, Position]:
    """Where the tables and keys of a valid TOML text stand, each at its first mention.

    Keys within an inline table or an array are not listed: `place_of` answers with their parent's.
    """
    places: dict[KeyPath, Position] = {}
    table: KeyPath = ()
    for position, keys, is_header in _statements(text):
        path = keys if is_header else table + keys
        if is_header:
            table = keys
        for length in range(1, len(path) + 1):
            places.setdefault(path[:length], position)
    return places


def _statements(text: str) -> Iterator[tuple[Position, KeyPath, bool]]:
    """Each table header and each `key =`, with whether it is a header."""
    keys: list[str] = []
    position: Position | None = None
    header = in_value = False
    depth = 0
    line, line_start = 1, 0
    for match in _PIECE.finditer(text):
        piece = match[0]
        if piece == "\n" and (not in_value or depth == 0):
            if header and position:
                yield position, tuple(keys), True
            keys, position, header, in_value, depth = [], None, False, False, 0
        elif in_value:
            depth += (piece in "[{") - (piece in "]}")
        elif piece == "=" and position:
            yield position, tuple(keys), False
            in_value = True
        elif piece == "[" and not keys:
            header = True
        elif re.match(r"[\w\"'-]", piece, re.ASCII):
            keys.append(_key(piece))
            position = position or (line, match.start() - line_start + 1)
        newlines = piece.count("\n")
        if newlines:
            line += newlines
            line_start = match.start() + piece.rindex("\n") + 1
    if header and position:
        yield position, tuple(keys), True


def _key(piece: str) -> str:
    """A bare or quoted key as the text it means."""
    if piece[0] not in "\"'":
        return piece
    return str(tomllib.loads(f"key = {piece}")["key"])
