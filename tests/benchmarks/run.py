"""How long Tracker takes, beside what any program would: `python -m tests.benchmarks.run`.

Generates workspaces of 100 and 1,000 contacts (`--large`: 10,000 as well) in memory where there is
a tmpfs, and runs `tracker agenda` and `tracker build` as whole processes, in rounds with a floor: a
Python that does nothing, and one that reads the same files and writes the same pages as plain
copies. What is printed are medians of the rounds, and medians of each round's ratio, since the
speed of a machine changes from one minute to the next. The ratios are of processor time, which
other programs disturb least. Needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks import generator

ROOT = Path(__file__).parents[2]
FLOOR = str(Path(__file__).with_name("floor.py"))

#: The size whose stages are told apart.
IN_STAGES = 1000

#: `ru_maxrss` counts KiB on Linux and bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds by the clock and of the processor, peak bytes, and what it printed."""

    seconds: float
    busy: float
    peak: int
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured for a number of contacts; runs by the name of what ran, in rounds."""

    contacts: int
    files: int
    read_bytes: int
    pages: int
    page_bytes: int
    runs: Mapping[str, Sequence[Run]]


def python(*arguments: str, expected: Iterable[int] = (0,)) -> Run:
    """Run a Python process. Raises RuntimeError where it answers otherwise than expected."""
    command = [sys.executable, *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "TZ": "UTC"}
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        taken = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in expected:
            message = f"{' '.join(command)} answered {process.returncode}"
            raise RuntimeError(message)
        output.seek(0)
        busy = usage.ru_utime + usage.ru_stime
        return Run(taken, busy, usage.ru_maxrss * RSS_UNIT, output.read().decode())


def tracker(*arguments: str) -> Run:
    """Run a command of Tracker; 1 is fine, since some contacts have mistakes."""
    return python("-m", "tracker", *arguments, expected=(0, 1))


def measure(folder: Path, contacts: int, rounds: int) -> Size:
    """Generate a workspace in a folder, and run everything on it, round after round."""
    root, output, copies = folder / "workspace", folder / "site", folder / "copies"
    read_bytes = generator.write(root, contacts)
    where = ("--root", str(root))
    # Not counted: compiles what Python has not compiled yet, and makes the pages to copy.
    tracker("build", *where, "--output", str(output))
    site = [one.stat().st_size for one in output.rglob("*") if one.is_file()]
    runs: dict[str, list[Run]] = {}
    for _ in range(rounds):
        shutil.rmtree(copies, ignore_errors=True)
        measured = {
            "nothing": python("-c", "pass"),
            "read": python(FLOOR, str(root)),
            "copy": python(FLOOR, str(root), str(output), str(copies)),
            "agenda": tracker("agenda", *where),
        }
        shutil.rmtree(output)
        measured["cold"] = tracker("build", *where, "--output", str(output))
        measured["again"] = tracker("build", *where, "--output", str(output))
        _expect(measured["cold"], written=len(site) - 1, unchanged=0)
        _expect(measured["again"], written=0, unchanged=len(site) - 1)
        for name, run in measured.items():
            runs.setdefault(name, []).append(run)
    files = sum(1 for one in root.rglob("*") if one.is_file())
    return Size(contacts, files, read_bytes, len(site) - 1, sum(site), runs)


def _expect(run: Run, written: int, unchanged: int) -> None:
    """Hold a build to the work that it is measured for; the manifest is no page."""
    counts = re.search(r"([\d,]+) written, ([\d,]+) unchanged", run.printed)
    found = tuple(int(one.replace(",", "")) for one in counts.groups()) if counts else None
    if found != (written, unchanged):
        message = f"expected {written} pages written and {unchanged} unchanged:\n{run.printed}"
        raise RuntimeError(message)


def stages(folder: Path, contacts: int, rounds: int) -> dict[str, float]:
    """The median seconds of each stage, each round a process of its own."""
    root = folder / "workspace"
    generator.write(root, contacts)
    found: list[dict[str, float]] = []
    for number in range(rounds):
        output = folder / f"stages-{number}"
        run = python("-m", "tests.benchmarks.stages", str(root), str(output))
        found.append(json.loads(run.printed))
        shutil.rmtree(output)
    return {name: median(one[name] for one in found) for name in found[0]}


#: What is shown, in order, and what each is compared with.
SHOWN = (
    ("nothing", "`python -c pass`", None),
    ("read", "floor: read the files", None),
    ("copy", "floor: read the files, copy the pages", None),
    ("agenda", "`tracker agenda`", "read"),
    ("cold", "`tracker build`, no output yet", "copy"),
    ("again", "`tracker build`, nothing changed", "copy"),
)


def size_table(sizes: Iterable[Size]) -> str:
    """The seconds, as a Markdown table."""
    lines = [
        (
            "| contacts | what | files read | pages written "
            "| seconds | processor | × floor | × `pass` | MiB |"
        ),
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for size in sizes:
        read = f"{size.files:,} ({size.read_bytes / MIB:.1f} MiB)"
        pages = f"{size.pages:,} ({size.page_bytes / MIB:.1f} MiB)"
        for name, what, floor in SHOWN:
            runs = size.runs[name]
            cells = [
                f"{size.contacts:,}",
                what,
                "0" if name == "nothing" else read,
                {"copy": pages, "cold": pages}.get(name, "0"),
                f"{median(one.seconds for one in runs):.3f}",
                f"{median(one.busy for one in runs):.3f}",
                _ratio(runs, size.runs[floor]) if floor else "",
                _ratio(runs, size.runs["nothing"]),
                f"{max(one.peak for one in runs) / MIB:.0f}",
            ]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _ratio(runs: Sequence[Run], floor: Sequence[Run]) -> str:
    return f"{median(a.busy / b.busy for a, b in zip(runs, floor, strict=True)):.1f}"


def stage_table(seconds: Mapping[str, float], contacts: int) -> str:
    """Where the time goes, as a Markdown table; the shares are those of a cold build."""
    cold = sum(value for name, value in seconds.items() if "nothing changed" not in name)
    lines = ["| stage | seconds | share | ms per contact |", "|---|---:|---:|---:|"]
    for name, value in seconds.items():
        share = "" if "nothing changed" in name else f"{value / cold:.0%}"
        lines.append(f"| {name} | {value:.3f} | {share} | {value * 1000 / contacts:.2f} |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Measure, and print two tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, metavar="N")
    parser.add_argument("--large", action="store_true", help="10,000 contacts as well")
    options = parser.parse_args(arguments)
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    place = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    numbers = (100, 1000, 10_000) if options.large else (100, 1000)
    with tempfile.TemporaryDirectory(prefix="tracker-benchmark-", dir=place) as folder:
        where = "a tmpfs" if place else "the temporary folder, which may be a disk"
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        version = ".".join(map(str, sys.version_info[:2]))
        sys.stdout.write(f"{cores} cores, Python {version}, in {where}\n\n")
        sizes = []
        for number in numbers:
            # Runs that take a minute vary less from one to the next.
            rounds = max(options.rounds // 3, 2) if number > IN_STAGES else options.rounds
            sizes.append(measure(Path(folder, str(number)), number, rounds))
            shutil.rmtree(Path(folder, str(number)))
        sys.stdout.write(size_table(sizes) + "\n\n")
        seconds = stages(Path(folder, "stages"), IN_STAGES, options.rounds)
        sys.stdout.write(stage_table(seconds, IN_STAGES) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
