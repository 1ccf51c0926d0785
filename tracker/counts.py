"""A number with its noun, for pages and terminal alike; and many small tallies as one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

_Counted = TypeVar("_Counted", bound=Hashable)


def count(number: int, singular: str, plural: str = "") -> str:
    """`1 day`, `2 days`, `1,200 days`; without a plural the noun takes an `s`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def added_up(tallies: Iterable[Mapping[_Counted, int]]) -> dict[_Counted, int]:
    """The sum of many small tallies, for which a `Counter` takes twice as long."""
    found: dict[_Counted, int] = {}
    for tally in tallies:
        for one, number in tally.items():
            found[one] = found.get(one, 0) + number
    return found
