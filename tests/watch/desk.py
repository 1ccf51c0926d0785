"""A workspace that is watched, for the tests: its builder compares files, and time can stand still.

Where it stands still, hints gather for as long as a test needs: it does what an editor does, waits
until every event of that was heard, and only then lets the quiet pass. So a look too early is seen
however slow the machine is, and one too many too.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent

from tracker.watch.hints import Hints
from tracker.watch.loop import Rebuild, run
from tracker.watch.places import WatchedPlace
from tracker.watch.settling import Settling

QUIET = 0.04
LONGEST = 2.0
#: Seconds until a test gives up; it waits for events, and needs a thousandth of this.
PATIENCE = 60.0
#: Longer than any test: a rescan would hide that an event was missed.
NEVER = 3600.0

State = tuple[int, int, int, bytes]


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class CountingSettling(Settling):
    """Knows how many hints there were."""

    hints = 0

    def hint(self) -> None:
        self.hints += 1
        super().hint()


class ListeningHints(Hints):
    """Knows which paths were heard of."""

    def __init__(self, root: Path, *, poll: bool = False, clock: Callable[[], float]) -> None:
        super().__init__(root, root / "output", poll=poll, quiet=QUIET, longest=LONGEST)
        self.settling = CountingSettling(QUIET, LONGEST, clock)
        self._settling = self.settling
        self.heard: list[str] = []
        self.changed = threading.Condition()
        self.is_deaf = False

    def _heard(self, event: FileSystemEvent, place: WatchedPlace) -> None:
        if not self.is_deaf:
            super()._heard(event, place)
        with self.changed:
            self.heard.append(os.fsdecode(event.src_path))
            self.changed.notify_all()

    def wait_for_all(self, folder: Path) -> None:
        """Until everything that happened in a folder was heard: events come in order."""
        with self.changed:
            barrier = folder / f".barrier-{len(self.heard)}"
            barrier.mkdir()
            assert self.changed.wait_for(lambda: str(barrier) in self.heard, PATIENCE), barrier


class SnapshotBuilder:
    """Finds what has changed by comparing everything, as a builder must."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.known: dict[str, State] = {}
        self.looks = 0
        self.rebuilds: list[tuple[str, ...]] = []
        self.changed = threading.Condition()
        #: Called amid each look.
        self.meanwhile: Callable[[], None] = lambda: None

    def refresh(self) -> Rebuild | None:
        try:
            self.meanwhile()
            now = {str(path.relative_to(self.root)): _state(path) for path in self._files()}
            changed = tuple(
                sorted(
                    path for path in {*now, *self.known} if now.get(path) != self.known.get(path)
                )
            )
            with self.changed:
                self.known = now
                if changed:
                    self.rebuilds.append(changed)
        finally:
            with self.changed:
                self.looks += 1
                self.changed.notify_all()
        return Rebuild(changed, len(changed), 0, 0.0) if changed else None

    def _files(self) -> Iterator[Path]:
        for name in ("contacts", "site_templates"):
            for folder, _, names in os.walk(self.root / name, followlinks=True):
                for one in names:
                    if not one.startswith((".", "_")) and (name != "contacts" or one[-3:] == ".md"):
                        yield Path(folder) / one
        if (self.root / "tracker.toml").exists():
            yield self.root / "tracker.toml"

    def content(self, name: str) -> str | None:
        """What a file held at the last look."""
        with self.changed:
            return self.known[name][-1].decode() if name in self.known else None

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Until something holds after a look."""
        with self.changed:
            assert self.changed.wait_for(holds, PATIENCE), self.rebuilds


def _state(path: Path) -> State:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino, path.read_bytes()


class Desk:
    """A workspace at work: the loop runs on a thread of its own, and has looked once."""

    def __init__(self, root: Path, *, poll: bool, rescan: float, is_clock_real: bool) -> None:
        self.root = root
        self.clock = Clock()
        self.hints = ListeningHints(
            root, poll=poll, clock=time.monotonic if is_clock_real else self.clock
        )
        self.builder = SnapshotBuilder(root)
        self.expected_looks = 1
        self.reports: list[Rebuild] = []
        self.stopped = threading.Event()
        self.thread = threading.Thread(
            target=run,
            args=(self.builder, self.hints, self.reports.append, self.stopped),
            kwargs={"rescan": rescan},
        )

    @property
    def contacts(self) -> Path:
        return self.root / "contacts"

    def wait_for(self, name: str, content: str | None) -> None:
        """Until a look finds that a file holds this, or, for None, is not there."""
        self.builder.wait_until(lambda: self.builder.content(name) == content)

    def settle(self, *folders: Path) -> tuple[tuple[str, ...], ...]:
        """Let the quiet pass after all was heard in these folders; the rebuilds that follow.

        There was no look before, and there is exactly one then.
        """
        self.hear_all(*folders)
        rebuilds = len(self.builder.rebuilds)
        self.expected_looks += 1
        self.clock.now += QUIET
        self.builder.wait_until(lambda: self.builder.looks >= self.expected_looks)
        return tuple(self.builder.rebuilds[rebuilds:])

    def hear_all(self, *folders: Path) -> None:
        """Wait until all that has happened in these folders was heard; no look comes of it yet."""
        for folder in folders or (self.contacts,):
            self.hints.wait_for_all(folder)
        assert self.builder.looks == self.expected_looks


@contextmanager
def at_work(
    root: Path, *, poll: bool = False, rescan: float = NEVER, is_clock_real: bool = False
) -> Iterator[Desk]:
    """A desk; afterwards the loop has ended as it was asked to, and no thread is left."""
    before = set(threading.enumerate())
    desk = Desk(root, poll=poll, rescan=rescan, is_clock_real=is_clock_real)
    desk.hints.start()
    desk.thread.start()
    try:
        desk.builder.wait_until(lambda: desk.builder.looks > 0)
        desk.builder.rebuilds.clear()
        yield desk
    finally:
        desk.stopped.set()
        desk.hints.wake()
        desk.thread.join(PATIENCE)
        desk.hints.stop()
    assert not desk.thread.is_alive()
    assert set(threading.enumerate()) <= before
