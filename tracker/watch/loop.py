"""The loop that looks at the files again and again: after hints, and from time to time anyhow."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

#: Seconds between two looks where no events come: short for a human, and long for a disk.
POLL_EVERY = 0.5
#: Seconds after which a file that was broken is looked at again: it may have been half saved.
LOOK_AGAIN_AFTER = 0.1


@dataclass(frozen=True, slots=True)
class Rebuild:
    """One rebuild: what changed, and what came of it.

    `changed` are the names of what changed, as shown; `written` and `removed` count pages, and it
    took `seconds`. `problems` are lines for the banner, one for each error, those of what changed
    first, and `kept` pages by their path. Where the site could not be rebuilt, `failure` says why
    and the last good one stands.
    """

    changed: tuple[str, ...]
    written: int
    removed: int
    seconds: float
    problems: tuple[str, ...] = ()
    kept: Mapping[str, bytes] = field(default_factory=dict)
    failure: str = ""


class Builder(Protocol):
    """Knows the files as they were at the last look, and keeps the site in step with them."""

    def refresh(self) -> Rebuild | None:
        """Compare all files with what is known, and rebuild what changed; None: nothing had.

        Where this raises, what had changed must stay unknown, for the next look to find.
        """
        ...


class Waiting(Protocol):
    """What tells when to look: `Hints`, or whatever stands in for it."""

    @property
    def polling(self) -> bool:
        """Whether no events can be expected."""
        ...

    def wait(self, timeout: float) -> bool:
        """Return when there may be something to look at, or after `timeout` seconds."""
        ...


def run(
    builder: Builder,
    hints: Waiting,
    on_rebuild: Callable[[Rebuild], None],
    stopped: threading.Event,
    *,
    rescan: float = 2.0,
) -> None:
    """Look at once, and then after every hint and every `rescan` seconds, until `stopped` is set.

    To stop it, set `stopped` and wake the hints. Everything happens on the calling thread:
    `refresh`, and `on_rebuild` after each rebuild. A `refresh` that raises is reported as a
    failure, once for as long as it is the same; what `on_rebuild` raises ends the loop.
    """
    looks = _Looks(builder)
    is_second = False
    while not stopped.is_set():
        rebuild = looks.look()
        if rebuild is not None:
            on_rebuild(rebuild)
        # An event may have come in the middle of a save, and the rest of the save without one.
        is_doubtful = rebuild is not None and bool(rebuild.problems or rebuild.failure)
        is_second = is_doubtful and not is_second
        every = min(rescan, POLL_EVERY) if hints.polling else rescan
        hints.wait(LOOK_AGAIN_AFTER if is_second else every)


class _Looks:
    """Looks that never raise: what goes wrong in one is what it finds."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._last = Rebuild((), 0, 0, 0.0)
        self._bug = ""

    def look(self) -> Rebuild | None:
        """Refresh once; None where there is nothing to tell."""
        rebuild: Rebuild | None = None
        bug = ""
        try:
            rebuild = self._builder.refresh()
        except Exception as problem:  # noqa: BLE001 - whatever it is, the next save may mend it
            bug = _described(problem)
        is_news, self._bug = bug != self._bug, bug
        if rebuild is not None:
            self._last = rebuild
        elif is_news:
            # Also where it is over and nothing has changed: nobody else would take it back.
            return replace(
                self._last,
                changed=(),
                written=0,
                removed=0,
                seconds=0.0,
                failure=bug or self._last.failure,
            )
        return rebuild


def _described(bug: Exception) -> str:
    last = traceback.extract_tb(bug.__traceback__)[-1:]
    where = f", {Path(last[0].filename).name} line {last[0].lineno}" if last else ""
    return (
        f"Tracker itself failed ({type(bug).__name__}{where}), and the last site stands. This is a"
        " mistake in Tracker, not in your files: please report it."
    )
