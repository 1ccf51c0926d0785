"""Where the time of a cold build goes: what `tracker build --verbose` says of its stages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from statistics import median

from tests.benchmarks.processes import tracker
from tests.benchmarks.rounds import Bench
from tests.benchmarks.tables import table

#: `  name  1.234 s`, whatever follows.
_STAGE = re.compile(r"^  (\S.*?)[\s:.]+(\d[\d,]*(?:\.\d+)?) s(?!\S)", re.MULTILINE)

#: A line of such a name is the sum of the others, not one of them.
TOTALS = {"all stages", "total"}


def parse(text: str) -> dict[str, float]:
    """The seconds of each stage, in order; those that are named twice are added up."""
    found: dict[str, float] = {}
    for name, seconds in _STAGE.findall(text):
        found[name] = found.get(name, 0.0) + float(seconds.replace(",", ""))
    return found


def measure(bench: Bench, rounds: int) -> dict[str, float] | None:
    """The median seconds of each stage of a cold build; None where `--verbose` does not say."""
    if not bench.runner.offers(tracker("build"), "--verbose"):
        return None
    command = (*bench.build(), "--verbose")
    found = []
    for _ in range(rounds):
        bench.bare()
        found.append(parse(bench.runner.run(command).complained))
    names = dict.fromkeys(name for one in found for name in one)
    return {name: median(one.get(name, 0.0) for one in found) for name in names} or None


def stage_table(seconds: Mapping[str, float], contacts: int) -> str:
    """Where the time goes, as a Markdown table."""
    whole = sum(value for name, value in seconds.items() if name.casefold() not in TOTALS)
    return table(
        (":stage", "seconds", "share", "ms per contact"),
        [
            (name, f"{value:.3f}", f"{value / (whole or 1):.0%}", f"{value * 1000 / contacts:.2f}")
            for name, value in seconds.items()
        ],
    )
