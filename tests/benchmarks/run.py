"""How long Tracker takes, beside what any program would: `python -m tests.benchmarks.run`.

Generates workspaces of 100 and 1,000 contacts (`--large`: 10,000 as well) in memory where there is
a tmpfs, runs Tracker's commands as whole processes, in rounds with what they are compared with,
and prints Markdown tables, the targets last. That are a Python that does nothing; one that reads
the same files and writes the same pages as plain copies; and Hugo, where it is installed, with a
site of the same contacts (`hugo_site.py`). What is printed are medians of the rounds, and medians
of each round's ratio, since the speed of a machine changes from one minute to the next. Needs
Linux or macOS, and nothing else at work.

*Files read* and *pages written* are counted in a round before, which is not timed: contact files
that Python opened (`counting/`), and pages that are new or were replaced. *Seconds* are by the
clock, *processor* of all processes, *MiB* those of the largest process (`processes.py`).
*× floor* compares processor time, which other programs disturb least; *× Hugo* compares seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from tests.benchmarks import results, rounds, stages, watching
from tests.benchmarks.processes import Runner, tracker
from tests.benchmarks.results import Size
from tests.benchmarks.rounds import Bench
from tests.benchmarks.targets import LARGE, SMALL, target_table

NUMBERS = (100, SMALL)

#: What `--only` takes, by a whole name or its beginning.
NAMES = (
    *("pass", "help", "floor-read", "floor-copy", "growth", "cold", "cold-one", "hugo"),
    *("hugo-one", "again", "changed", "added", "renamed", "day"),
    *("agenda-cold", "agenda-warm", "agenda-day", "watch", "stages"),
)


def measure(bench: Bench, smaller: Bench | None, turns: int, only: Collection[str]) -> Size:
    """Run everything that is asked for on one workspace."""
    steps = rounds.steps(bench, smaller, only)
    rounds.measure(bench, steps, turns)
    watched: Sequence[watching.Watched] = ()
    offered = bench.runner.offers(tracker("watch"), "--port")
    if offered and rounds.is_chosen("watch", only):
        watched = watching.watch(bench.runner, bench.root, bench.folder / "watched")
    return Size(bench.contacts, steps, bench.counted, bench.runs, bench.made, watched)


def main(arguments: Sequence[str]) -> int:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, metavar="N")
    parser.add_argument("--large", action="store_true", help="10,000 contacts as well")
    help_ = f"these figures, and what they are compared with: {', '.join(NAMES)}"
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help=help_)
    options = parser.parse_args(arguments)
    for one in options.only:
        if not any(rounds.is_chosen(name, (one,)) for name in NAMES):
            parser.error(f"there is no figure {one}: there are {', '.join(NAMES)}")
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    place = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="tracker-benchmark-", dir=place) as folder:
        where = "a tmpfs" if place else "the temporary folder, which may be a disk"
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        version = ".".join(map(str, sys.version_info[:2]))
        _say(f"{cores} cores, Python {version}, in {where}; {options.rounds} rounds.")
        _all(Path(folder), options.rounds, options.only, large=options.large)
    return 0


def _all(folder: Path, turns: int, only: Collection[str], *, large: bool) -> None:
    runner = Runner(folder / "cache")
    runner.forget()
    sizes = []
    before = middle = None
    for number in (*NUMBERS, LARGE) if large else NUMBERS:
        # Runs that take long vary less from one to the next.
        fewer = max(turns // 3, min(turns, 3)) if number > SMALL else turns
        bench = Bench(folder / str(number), number, runner)
        sizes.append(measure(bench, before if number > SMALL else None, fewer, only))
        before = bench
        middle = bench if number == SMALL else middle
    _say(results.commands(sizes))
    _say(results.hugo_notes(sizes))
    if rounds.is_chosen("watch", only):
        _watch_tables(sizes)
    if rounds.is_chosen("stages", only) and middle is not None:
        seconds = stages.measure(middle, turns)
        table = "Stages: not available." if seconds is None else None
        _say(table or stages.stage_table(seconds or {}, middle.contacts))
    _say(target_table(sizes))


def _watch_tables(sizes: Sequence[Size]) -> None:
    if not any(size.watched for size in sizes):
        _say("`tracker watch`: not available.")
        return
    _say(results.latencies(sizes))
    _say(results.waiting(sizes))


def _say(text: str) -> None:
    if text:
        sys.stdout.write(f"{text}\n\n")
        sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
