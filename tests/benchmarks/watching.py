"""`tracker watch`: from saving a contact to the page that says so, and what waiting costs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.benchmarks.edits import adding, can_add
from tests.benchmarks.processes import Runner, tracker
from tests.benchmarks.proctree import Memory, memory, ticks
from tracker.disk import MANIFEST

#: How many edits are timed, and how many before them are not; fewer where there are fewer contacts
#: on the agenda, since each edit is of another contact.
EDITS, WARM_UP = 20, 3

#: Between two looks at a page, and until an edit counts as lost, in seconds.
PAUSE, PATIENCE = 0.001, 20.0

#: How long the first build may take, and the end, and how long idleness is watched, in seconds;
#: and how long no page may have changed until a watch counts as at rest.
FIRST, END, IDLE, QUIET = 600.0, 2.0, 10.0, 1.0

_CARD = re.compile(r'<h3><a href="(contacts/[^"#]+)\.html"')


@dataclass(slots=True)
class Latencies:
    """Seconds from a save to the contact's page, to the agenda, and to both; how many got lost."""

    how: str
    contact: list[float] = field(default_factory=list)
    agenda: list[float] = field(default_factory=list)
    both: list[float] = field(default_factory=list)
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Watched:
    """One process that watched: its edits, and what it took besides.

    `start` is the time to its first line, `memory` that of its largest process, `idle` the seconds
    of processor time in `IDLE` seconds with nothing to do (both None where there is no /proc),
    `end` the time from SIGINT to its end, None if that took longer than `END`.
    """

    options: str
    start: float
    latencies: Sequence[Latencies]
    memory: Memory | None
    idle: float | None
    end: float | None
    code: int

    @property
    def ended_well(self) -> bool:
        """Whether it ended in time, with an exit code that says so."""
        return self.end is not None and self.code in {0, 128 + signal.SIGINT}


def watch(runner: Runner, root: Path, output: Path) -> list[Watched]:
    """Watch a workspace with a server and without, and edit it; the files are brought back."""
    kinds = (
        (("--port", "0"), (("in place", False), ("renamed over", True))),
        (("--no-serve",), (("in place", False),)),
    )
    found = []
    for options, ways in kinds:
        command = tracker("--root", str(root), "watch", "--output", str(output), *options)
        with _running(command, runner) as (process, start):
            latencies = [edit(root, output, how, rename=rename) for how, rename in ways]
            before = ticks(process.pid)
            time.sleep(IDLE)
            after = ticks(process.pid)
            idle = None if before is None or after is None else after - before
            most = memory(process.pid)
            end = _interrupt(process)
        code = process.returncode
        found.append(Watched(" ".join(options), start, latencies, most, idle, end, code))
    return found


@contextmanager
def _running(
    command: Sequence[str], runner: Runner
) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """A process that has said its first line, and after how many seconds it did."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=runner.environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )
        try:
            while not os.fstat(output.fileno()).st_size:
                if process.poll() is not None or time.perf_counter() - began > FIRST:
                    message = f"{' '.join(command)} said nothing\n{_tail(errors)}"
                    raise RuntimeError(message)
                time.sleep(PAUSE)
            yield process, time.perf_counter() - began
        finally:
            process.kill()
            process.wait()


def _tail(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")[-2000:]


def _interrupt(process: subprocess.Popen[bytes]) -> float | None:
    began = time.perf_counter()
    process.send_signal(signal.SIGINT)
    try:
        process.wait(END)
    except subprocess.TimeoutExpired:
        return None
    return time.perf_counter() - began


def edit(root: Path, output: Path, how: str, *, rename: bool) -> Latencies:
    """Add an entry to one contact after the other, each of whom has a card on the agenda."""
    found = Latencies(how)
    kept: dict[Path, bytes] = {}
    everyone = carded(root, output)
    edits = min(WARM_UP + EDITS, len(everyone))
    try:
        for number in range(edits):
            # From all parts of the agenda.
            page = everyone[number * len(everyone) // edits]
            path = root / f"{page}.md"
            kept.setdefault(path, path.read_bytes())
            word = f"unheard{'abcdefghijklmnopqrstuvwxyz'[number]}{how.partition(' ')[0]}"
            save = adding(path, f"about the {word}", rename=rename)
            seen = _time(save, word.encode(), output, f"{page}.html")
            # Nobody saves again before the rest of the last rebuild is done.
            _settle(output / MANIFEST)
            if number >= WARM_UP:
                _keep(found, seen)
    finally:
        for path, data in kept.items():
            path.write_bytes(data)
        _settle(output / "agenda.html")
    return found


def _keep(found: Latencies, seen: Sequence[float | None]) -> None:
    contact, agenda = seen
    if contact is not None:
        found.contact.append(contact)
    if agenda is not None:
        found.agenda.append(agenda)
    if contact is None or agenda is None:
        found.lost += 1
    else:
        found.both.append(max(contact, agenda))


def carded(root: Path, output: Path) -> list[str]:
    """The pages, without their suffix, of contacts on the agenda whose logs can be added to.

    Raises RuntimeError where there is none.
    """
    agenda = (output / "agenda.html").read_text(encoding="utf-8")
    everyone = dict.fromkeys(_CARD.findall(agenda))
    found = [one for one in everyone if (root / f"{one}.md").is_file()]
    found = [one for one in found if can_add(root / f"{one}.md")]
    if not found:
        message = "no contact on the agenda has a log that ends with an entry"
        raise RuntimeError(message)
    return found


def _time(save: Callable[[], None], word: bytes, output: Path, page: str) -> list[float | None]:
    """Seconds from a save until a contact's page and the agenda show it; None where one did not."""
    pages = output / page, output / "agenda.html"
    seen: list[float | None] = [None, None]
    marks = [_mark(one) for one in pages]
    began = time.perf_counter()
    save()
    while None in seen and time.perf_counter() - began < PATIENCE:
        for at, one in enumerate(pages):
            mark = _mark(one)
            if seen[at] is None and mark != marks[at]:
                marks[at] = mark
                if mark is not None and shows(one.read_bytes(), word, page if at else ""):
                    seen[at] = time.perf_counter() - began
        time.sleep(PAUSE)
    return seen


def shows(data: bytes, word: bytes, card: str = "") -> bool:
    """Whether a page has a word, or is whole and has that contact's card no more.

    A voicemail can be the last try of all: what was due is then settled, and the contact may be
    named where nothing is planned.
    """
    gone = bool(card) and f'<h3><a href="{card}"'.encode() not in data
    return word in data or (gone and b"</html>" in data)


def _mark(page: Path) -> tuple[int, int, int] | None:
    try:
        stat = page.stat()
    except FileNotFoundError:
        return None
    return stat.st_mtime_ns, stat.st_ino, stat.st_size


def _settle(page: Path) -> None:
    mark, since = _mark(page), time.perf_counter()
    while time.perf_counter() - since < QUIET:
        time.sleep(PAUSE)
        if _mark(page) != mark:
            mark, since = _mark(page), time.perf_counter()
