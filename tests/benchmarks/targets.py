"""The targets, beside what was reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.processes import Run
from tests.benchmarks.results import Size
from tests.benchmarks.tables import MIB, beyond, largest, ratio, table


class NotMeasuredError(Exception):
    """A figure was not asked for, or what it is a figure of is not there."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure, and the most that it may be for a number of contacts."""

    what: str
    contacts: int
    most: float
    figure: Callable[[Size], float]
    unit: str = ""
    #: What would be better still.
    aim: float | None = None


def times(name: str, other: str) -> Callable[[Size], float]:
    """How many times as long a step takes as another."""
    return lambda size: ratio(*_runs(size, name, other))


def seconds(name: str) -> Callable[[Size], float]:
    """How long a step takes."""
    return lambda size: median(one.seconds for one in _runs(size, name)[0])


def more(name: str) -> Callable[[Size], float]:
    """How much longer a step takes than a Python that does nothing."""
    return lambda size: beyond(*_runs(size, name, "pass"))


def memory(size: Size) -> float:
    """The memory of the largest process of Tracker's, in MiB."""
    steps = [one.name for one in size.steps if "`tracker" in one.what and one.name != "growth"]
    found = [largest(size.runs[one]) for one in steps if one in size.runs]
    found += [one.memory.peak / MIB for one in size.watched if one.memory]
    if not found:
        raise NotMeasuredError
    return max(found)


def save_to_page(size: Size) -> float:
    """From a save to both pages, in milliseconds: the slowest way of saving, or of watching."""
    found = [edits for one in size.watched for edits in one.latencies]
    if not found:
        raise NotMeasuredError
    if any(edits.lost or not edits.both for edits in found):
        return float("inf")
    return max(median(edits.both) for edits in found) * 1000


def _runs(size: Size, *names: str) -> list[Sequence[Run]]:
    if not all(size.runs.get(one) for one in names):
        raise NotMeasuredError
    return [size.runs[one] for one in names]


SMALL, LARGE = 1000, 10_000

TARGETS = (
    Target("cold build ÷ Hugo", SMALL, 1.2, times("cold", "hugo")),
    Target("cold build ÷ Hugo", LARGE, 1.0, times("cold", "hugo"), aim=0.6),
    Target("cold build ÷ that of 1,000", LARGE, 11, times("cold", "growth")),
    Target("nothing changed, more than `pass`", SMALL, 0.15, more("again"), " s"),
    Target("nothing changed, more than `pass`", LARGE, 0.4, more("again"), " s"),
    Target("an entry added", SMALL, 0.35, seconds("changed"), " s"),
    Target("an entry added", LARGE, 0.9, seconds("changed"), " s"),
    Target("watch: save to page", SMALL, 100, save_to_page, " ms"),
    Target("watch: save to page", LARGE, 200, save_to_page, " ms"),
    Target("agenda, again", SMALL, 0.25, seconds("agenda-warm"), " s"),
    Target("agenda, again", LARGE, 0.5, seconds("agenda-warm"), " s"),
    Target("`--help`", SMALL, 0.12, seconds("help"), " s"),
    Target("memory of the largest process", SMALL, 120, memory, " MiB"),
    Target("memory of the largest process", LARGE, 350, memory, " MiB"),
)


def target_table(sizes: Iterable[Size], targets: Iterable[Target] = TARGETS) -> str:
    """Each target of the sizes that were measured, and whether it was reached."""
    measured = {one.contacts: one for one in sizes}
    rows = []
    for one in targets:
        size = measured.get(one.contacts)
        if size is None:
            continue
        wanted = f"≤ {one.most:g}{one.unit}" + (f" (aim {one.aim:g})" if one.aim else "")
        try:
            figure = one.figure(size)
        except NotMeasuredError:
            reached, verdict = "not available", ""
        else:
            reached = f"{figure:.{1 if figure >= 10 else 3}f}{one.unit}"
            verdict = "pass" if figure <= one.most else "**miss**"
        rows.append((f"{one.contacts:,}", one.what, wanted, reached, verdict))
    return table(("contacts", ":target", "wanted", "reached", ":"), rows)
