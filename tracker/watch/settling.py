"""Waiting until a burst of events is over: one save is many of them, and wants one look."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

#: In the inbox among the times of hints: somebody wants the wait to end.
_WAKE = None


class Settling:
    """Collects hints, and tells the one thread that waits when they have settled.

    They have settled after `quiet` seconds without another; in a storm that never pauses, `longest`
    seconds after the first. `clock` counts seconds from anywhere.
    """

    def __init__(
        self, quiet: float, longest: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._quiet = quiet
        self._longest = longest
        self._clock = clock
        # Not a condition variable: a signal handler that notifies one may run amid the waiting
        # thread's own steps, and be missed or block for ever. This queue's `put` never does.
        self._inbox: SimpleQueue[float | None] = SimpleQueue()
        self._first: float | None = None
        self._last = 0.0
        self._settled = float("-inf")

    def hint(self) -> None:
        """Something happened, now. From any thread."""
        self._inbox.put(self._clock())

    def wake(self) -> None:
        """Let `wait` return at once. From any thread, and from a signal handler."""
        self._inbox.put(_WAKE)

    def wait(self, timeout: float) -> bool:
        """Wait for hints that have settled, or for `wake`; False after `timeout` seconds without.

        A burst that has begun is waited for beyond the timeout: whoever looks amid a save sees half
        a file.
        """
        began = self._clock()
        while True:
            now = self._clock()
            until, at_last = began + timeout, float("inf")
            if self._first is not None:
                at_last = self._first + self._longest
                until = self._last + self._quiet
            # Over is over only when nothing has come in meanwhile, unless it never ends.
            if now >= at_last or (now >= until and self._inbox.empty()):
                return self._return(now)
            try:
                came = self._inbox.get(timeout=max(0.0, min(until, at_last) - now))
            except Empty:
                continue
            if came is _WAKE:
                return True
            # What happened before the last return was on disk when its look began. Not so what
            # seems to have happened with it: some clocks stand still for 16 ms.
            if came >= self._settled:
                # A look took its time: what came during it is no storm that has lasted as long.
                self._first = max(came, began) if self._first is None else self._first
                self._last = came

    def _return(self, now: float) -> bool:
        settled = self._first is not None
        self._first = None
        self._settled = now
        return settled
