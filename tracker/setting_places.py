"""Where settings stand in their file: lines and columns by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

#: A key with the tables it is in, outermost first: `("calendar", "timezone")`.
KeyPath: TypeAlias = tuple[str, ...]

#: Line and column of a key, both from 1.
Position: TypeAlias = tuple[int, int]


def place_of(places: Mapping[KeyPath, Position], path: KeyPath) -> Position:
    """Where a key stands, or else the nearest table around it, or else the first character."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, (1, 1))
