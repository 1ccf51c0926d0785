"""What was measured for one number of contacts, as Markdown tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.hugo_site import Made
from tests.benchmarks.processes import Run
from tests.benchmarks.rounds import Step
from tests.benchmarks.tables import MIB, beyond, busy_ratio, largest, ninth_decile, ratio, table
from tests.benchmarks.watching import Watched


@dataclass(frozen=True, slots=True)
class Size:
    """The steps and their runs by name, all in the same rounds; `watched` is empty without them."""

    contacts: int
    steps: Sequence[Step]
    counted: Mapping[str, Run]
    runs: Mapping[str, Sequence[Run]]
    made: Made | None = None
    watched: Sequence[Watched] = ()


def commands(sizes: Iterable[Size]) -> str:
    """All commands, with what each took, as medians of the rounds."""
    head = (
        "contacts",
        ":what",
        "files read",
        "pages written",
        "seconds",
        "processor",
        "× floor",
        "× Hugo",
        "s more than `pass`",
        "MiB",
    )
    return table(head, (row for size in sizes for row in _rows(size)))


def _rows(size: Size) -> Iterator[Sequence[str]]:
    for step in size.steps:
        runs, counted = size.runs[step.name], size.counted[step.name]
        floor = size.runs.get(step.floor or "")
        hugo = size.runs.get(step.hugo or "")
        more = beyond(runs, size.runs["pass"])
        yield (
            f"{size.contacts:,}",
            step.what,
            f"{counted.read or 0:,}",
            f"{counted.written or 0:,}",
            f"{median(one.seconds for one in runs):.3f}",
            f"{median(one.busy for one in runs):.3f}",
            f"{busy_ratio(runs, floor):.1f}" if floor else "",
            f"{ratio(runs, hugo):.2f}" if hugo else "",
            "" if step.name == "pass" else f"{more:.3f}",
            f"{largest(runs):.0f}",
        )


def hugo_notes(sizes: Iterable[Size]) -> str:
    """What Hugo built, a line a size."""
    return "\n".join(
        f"Hugo, {size.contacts:,} contacts: {made.contacts:,} pages of contacts and"
        f" {made.companies:,} of companies; of the files, {made.mended:,} were mended for it and"
        f" {made.left_out:,} left out."
        for size in sizes
        if (made := size.made)
    )


def latencies(sizes: Iterable[Size]) -> str:
    """From a save to the pages, in milliseconds."""
    head = (
        "contacts",
        ":`tracker watch`",
        ":saved",
        "edits",
        "contact's page",
        "agenda",
        "both: median",
        "both: 90th percentile",
    )
    rows = [
        (
            f"{size.contacts:,}",
            f"`{one.options}`",
            edits.how,
            f"{len(edits.both)}" + (f" ({edits.lost} lost)" if edits.lost else ""),
            _milliseconds(edits.contact, median),
            _milliseconds(edits.agenda, median),
            _milliseconds(edits.both, median),
            _milliseconds(edits.both, ninth_decile),
        )
        for size in sizes
        for one in size.watched
        for edits in one.latencies
    ]
    return table(head, rows)


def _milliseconds(values: Sequence[float], which: Callable[[Sequence[float]], float]) -> str:
    return f"{which(values) * 1000:.0f}" if values else "–"


def waiting(sizes: Iterable[Size]) -> str:
    """What a process that watches takes besides."""
    head = (
        "contacts",
        ":`tracker watch`",
        "s to its first line",
        "peak MiB",
        "MiB now",
        "idle: processor ms in 10 s",
        "s to end",
        ":exit code",
    )
    rows = [
        (
            f"{size.contacts:,}",
            f"`{one.options}`",
            f"{one.start:.3f}",
            f"{one.memory.peak / MIB:.0f}" if one.memory else "–",
            f"{one.memory.now / MIB:.0f}" if one.memory else "–",
            "–" if one.idle is None else f"{one.idle * 1000:.0f}",
            "**did not end**" if one.end is None else f"{one.end:.2f}",
            f"{one.code}" if one.ended_well else f"**{one.code}**",
        )
        for size in sizes
        for one in size.watched
    ]
    return table(head, rows)
