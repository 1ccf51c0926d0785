"""The nodes that YAML is read as: every scalar the text that was typed, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from tracker.diagnostics import Diagnostic, Severity


# A tuple, as most nodes are one of these: a frozen dataclass takes three times as long to make.
class ScalarNode(NamedTuple):
    """A text as typed; `plain` where it had no quotes and was no block. Positions are from 1."""

    text: str
    line: int
    column: int
    plain: bool = True


class ListNode(NamedTuple):
    """A list, with the place where it begins."""

    items: tuple[Node, ...]
    line: int
    column: int


class MapNode(NamedTuple):
    """A map: its pairs in the order typed, no key twice, with the place where it begins.

    `unreadable` are keys whose value could not be read: they were typed, and an error names them.
    """

    pairs: tuple[tuple[ScalarNode, Node], ...]
    line: int
    column: int
    unreadable: tuple[str, ...] = ()


Node: TypeAlias = ScalarNode | ListNode | MapNode


def unique_pairs(
    pairs: Iterable[tuple[ScalarNode, Node]], path: str
) -> tuple[tuple[tuple[ScalarNode, Node], ...], tuple[Diagnostic, ...]]:
    """The pairs without those whose key stood before, and a problem for each of these."""
    kept: dict[str, tuple[ScalarNode, Node]] = {}
    problems = []
    for key, value in pairs:
        first = kept.setdefault(key.text, (key, value))[0]
        if first is not key:
            where = f" on line {key.line}"
            if first.line != key.line:
                where = f", on lines {first.line} and {key.line}"
            problems.append(
                Diagnostic(
                    path,
                    key.line,
                    key.column,
                    Severity.ERROR,
                    "duplicate-key",
                    f"The key `{key.text[:60]}` stands twice{where}; the first one counts.",
                    "Keep one of them; several values of one key are a list.",
                )
            )
    return tuple(kept.values()), tuple(problems)
