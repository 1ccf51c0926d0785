"""Whole processes, and what they take: seconds, processor time, memory, files, pages.

Every command is started by `launch.py`, which says what is measured. *Peak* is the memory of the
largest process, the command itself or a child that it waited for: `ru_maxrss` of `wait4`. Needs
Linux or macOS.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAUNCHER = str(Path(__file__).with_name("launch.py"))
COUNTING = str(Path(__file__).with_name("counting"))

#: `ru_maxrss` counts KiB on Linux and bytes on macOS.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024

#: What a command of Tracker may answer: 1 says that some contacts have mistakes, as some have here.
FINE = (0, 1)


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds by the clock and of the processor, peak bytes, and what it printed.

    `read` and `written` are the contact files opened and the pages written, None if not counted.
    """

    seconds: float
    busy: float
    peak: int
    code: int = 0
    printed: str = ""
    complained: str = ""
    read: int | None = None
    written: int | None = None


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs commands with a cache of the benchmark's own, and with nothing else of the user's."""

    cache: Path

    def environment(self) -> dict[str, str]:
        """What the commands see."""
        kept = {key: one for key, one in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": "0",
            "TZ": "UTC",
            "NO_COLOR": "1",
            "TRACKER_CACHE_DIR": str(self.cache / "tracker"),
            "XDG_CACHE_HOME": str(self.cache),
        }

    def forget(self) -> None:
        """Empty the cache."""
        shutil.rmtree(self.cache, ignore_errors=True)
        self.cache.mkdir(parents=True)

    def run(
        self, command: Sequence[str], *, core: int | None = None, expected: Iterable[int] = FINE
    ) -> Run:
        """Run a command. Raises RuntimeError where it answers otherwise than expected."""
        return self._run(command, self.environment(), core, expected)

    def count(self, command: Sequence[str], expected: Iterable[int] = FINE) -> Run:
        """Run a command, and count the contact files that it reads, where it is a Python's.

        Counting takes time: the seconds are good for nothing.
        """
        with tempfile.NamedTemporaryFile() as tally:
            environment = self.environment()
            environment["PYTHONPATH"] = os.pathsep.join((COUNTING, environment["PYTHONPATH"]))
            environment["TRACKER_BENCHMARK_TALLY"] = tally.name
            run = self._run(command, environment, None, expected)
            return replace(run, read=Path(tally.name).stat().st_size)

    def offers(self, command: Sequence[str], word: str) -> bool:
        """Whether a command's help works, and says a word."""
        run = self.run((*command, "--help"), expected=range(256))
        return run.code == 0 and word in run.printed

    @staticmethod
    def _run(
        command: Sequence[str],
        environment: Mapping[str, str],
        core: int | None,
        expected: Iterable[int],
    ) -> Run:
        pinned = "-" if core is None else str(core)
        with (
            tempfile.TemporaryFile() as output,
            tempfile.TemporaryFile() as errors,
            tempfile.TemporaryFile() as report,
        ):
            number = report.fileno()
            subprocess.run(
                [sys.executable, "-I", "-S", LAUNCHER, str(number), pinned, *command],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                pass_fds=(number,),
                check=True,
            )
            texts = []
            for one in (output, errors, report):
                one.seek(0)
                texts.append(one.read().decode(errors="replace"))
        seconds, busy, peak, code = texts[2].split()
        if int(code) not in expected:
            message = f"{' '.join(command)} answered {code}\n{texts[1][-2000:]}"
            raise RuntimeError(message)
        size = int(peak) * RSS_UNIT
        return Run(float(seconds), float(busy), size, int(code), texts[0], texts[1])


def python(*arguments: str) -> tuple[str, ...]:
    """The command that runs this Python."""
    return sys.executable, *arguments


def tracker(*arguments: str) -> tuple[str, ...]:
    """The command that runs Tracker: what people type, where it is installed beside this Python."""
    script = Path(sys.executable).with_name("tracker")
    return (str(script), *arguments) if script.is_file() else python("-m", "tracker", *arguments)


def one_core() -> int | None:
    """The number of a processor to be bound to; None where that is impossible or no difference."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    cores = os.sched_getaffinity(0)
    return min(cores) if len(cores) > 1 else None
