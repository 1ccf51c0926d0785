"""A number with its noun, for pages and terminal alike."""

from __future__ import annotations


def count(number: int, singular: str, plural: str = "") -> str:
    """`1 day`, `2 days`, `1,200 days`; without a plural the noun takes an `s`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
