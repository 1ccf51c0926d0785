"""Medians, ratios of what ran in the same round, and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median, quantiles

from tests.benchmarks.processes import Run

MIB = 1024 * 1024


def ratio(some: Sequence[Run], others: Sequence[Run]) -> float:
    """The median of each round's ratio, in seconds by the clock."""
    return median(a.seconds / b.seconds for a, b in zip(some, others, strict=True))


def busy_ratio(some: Sequence[Run], others: Sequence[Run]) -> float:
    """The median of each round's ratio, in processor time, which other programs disturb least."""
    return median(a.busy / b.busy for a, b in zip(some, others, strict=True))


def beyond(some: Sequence[Run], others: Sequence[Run]) -> float:
    """The median of each round's difference, in seconds by the clock."""
    return median(a.seconds - b.seconds for a, b in zip(some, others, strict=True))


def largest(runs: Iterable[Run]) -> float:
    """The memory of the largest process of all rounds, in MiB."""
    return max(one.peak for one in runs) / MIB


def ninth_decile(values: Sequence[float]) -> float:
    """The value that nine of ten are not above; the largest of few."""
    return quantiles(values, n=10, method="inclusive")[-1] if len(values) > 1 else values[0]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a column whose title begins with `:` is of words, the others of numbers."""
    lines = [
        [one.removeprefix(":") for one in head],
        ["---" if one.startswith(":") else "---:" for one in head],
        *rows,
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
