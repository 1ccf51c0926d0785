"""What open pages are told, and the streams that tell them."""

from __future__ import annotations

import contextlib
import json
import secrets
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

#: So many problems are told: of more, how many there are besides.
MOST_PROBLEMS = 8
#: Streams at the same time. A browser opens six at most to one server, and a page that nobody
#: looks at closes its own.
MOST_STREAMS = 64


@dataclass(frozen=True, slots=True)
class Announcement:
    """What open pages are told.

    `version` counts builds. `problems` are lines for the banner, empty when all is well.
    """

    version: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """All that holds now. `pages` is the version of the last build that changed pages.

    `kept` are pages, by their paths, to be shown where there is none on the disk. `serial` counts
    announcements.
    """

    serial: int = 0
    version: int = 0
    pages: int = 0
    problems: tuple[str, ...] = ()
    kept: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))


class Live:
    """The state, and the streams that wait for the next one. For any thread.

    A stream tells the state and not what happened: one that missed a few, or begins late, has
    missed nothing. `boot` is another for each run of the server.
    """

    def __init__(self) -> None:
        self.boot = secrets.token_hex(8)
        self._changed = threading.Condition()
        self._state = State()
        self._streams = 0
        self._is_closed = False

    @property
    def state(self) -> State:
        """The state now; it never changes, the next one takes its place."""
        return self._state

    def announce(self, told: Announcement, kept: Mapping[str, bytes], *, reload: bool) -> None:
        """Make the next state, and wake the streams.

        Raises ValueError where pages are said to have changed without a new version: what was
        served before could not be told from what is served now.
        """
        with self._changed:
            old = self._state
            if told.version < old.version or (reload and told.version == old.version):
                message = f"version {told.version} follows version {old.version}"
                raise ValueError(message)
            pages = told.version if reload else old.pages
            copied = MappingProxyType(dict(kept))
            self._state = State(old.serial + 1, told.version, pages, told.problems, copied)
            self._changed.notify_all()

    def close(self) -> None:
        """End all streams, now and to come."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    @contextlib.contextmanager
    def stream(self) -> Iterator[bool]:
        """A place for a stream while the block runs; False where there are too many."""
        with self._changed:
            is_let_in = self._streams < MOST_STREAMS
            self._streams += is_let_in
        try:
            yield is_let_in
        finally:
            with self._changed:
                self._streams -= is_let_in

    def events(self, seconds: float) -> Iterator[bytes]:
        """The state as an event, and each that follows, until all is closed.

        An empty comment after so many seconds without one: nothing else shows who has gone.
        """
        serial = -1
        while True:
            state = self._later_than(serial, seconds)
            if state is None:
                return
            yield self._event(state) if state.serial > serial else b":\n\n"
            serial = state.serial

    def _later_than(self, serial: int, seconds: float) -> State | None:
        """The state, as soon as it is a later one or the time is up; None when all is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._state.serial > serial, seconds)
            return None if self._is_closed else self._state

    def _event(self, state: State) -> bytes:
        said = {
            "boot": self.boot,
            "version": state.version,
            "pages": state.pages,
            "problems": state.problems[:MOST_PROBLEMS],
            "more": max(len(state.problems) - MOST_PROBLEMS, 0),
        }
        # One line, whatever stands in a problem: JSON escapes what would end it.
        return f"data: {json.dumps(said)}\n\n".encode()
