"""Workshops side by side: one in this process, or one for each core in processes of their own.

Work that is worth it is shared: a process more costs some hundredths of a second, and a core that
has nothing to do costs more than that from some hundred contacts on. Each process is forked from
this one, so that what was read already need not be sent; where systems cannot do that, or not
safely, one process does it all.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Self

from tracker.build.forking import Hand, forked
from tracker.build.workshop import Workshop

#: So many files make a second process worth its while, as measured (`docs/performance.md`).
WORTH_SHARING = 120

#: More processes than this gain nothing: what only one can do takes as long as the rest by then.
MOST = 4


def cores() -> int:
    """How many processes this one may use at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def may_fork() -> bool:
    """Whether a process may be forked, and has a core to work on."""
    # Only on Linux is forking safe beside system libraries, and only without other threads.
    return sys.platform == "linux" and threading.active_count() == 1 and cores() > 1


def hands_for(files: int) -> int:
    """How many processes so many files are worth."""
    if files < WORTH_SHARING or not may_fork():
        return 1
    return max(1, min(cores(), MOST, files // (WORTH_SHARING // 2)))


class Crew:
    """Some workshops, told by their numbers from 0. Each round hands each of them its share."""

    def __init__(
        self,
        make: Callable[[], Workshop],
        hands: int,
        forking: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Set up so many workshops, each made by `make` where it works.

        Processes are forked within a `forking()`: it puts aside what none may have of another's.
        """
        self._others: list[Hand] = []
        if hands > 1:
            with forking():
                self._others = forked(make, hands)
        self.hands = len(self._others) or 1
        self._own = None if self._others else make()

    def __enter__(self) -> Self:
        """Use it as a context: its processes are gone at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """End every process, and let go of what the workshop in this one holds."""
        if self._own is not None:
            self._own.close()
        for one in self._others:
            one.end()

    def round(self, work: str, shares: Sequence[tuple[object, ...]]) -> list[Any]:
        """Call a method of each workshop with its share of the arguments; their answers in order.

        Raises whatever a workshop raised, and `CrewError` where one is gone.
        """
        if self._own is not None:
            return [getattr(self._own, work)(*shares[0])]
        for one, share in zip(self._others, shares, strict=True):
            one.ask(work, share)
        # All are heard before one of them raises: a workshop that is not heard waits for ever.
        heard = [one.hear() for one in self._others]
        return [answer() for answer in heard]

    def stream(self, work: str, shares: Sequence[tuple[object, ...]]) -> Iterator[Any]:
        """Call a method that answers in parts of each workshop; the parts, as they come.

        While one part is taken in here, its workshop makes the next. Raises as `round` does.
        """
        if self._own is not None:
            yield from getattr(self._own, work)(*shares[0])
            return
        for one, share in zip(self._others, shares, strict=True):
            one.ask(work, share)
        answering = [one.parts() for one in self._others]
        while answering:
            for parts in tuple(answering):
                try:
                    yield next(parts)
                except StopIteration:
                    answering.remove(parts)

    def ask(self, hand: int, work: str, *share: object) -> Any:  # noqa: ANN401 - as `round`
        """Call a method of one workshop; its answer."""
        if self._own is not None:
            return getattr(self._own, work)(*share)
        self._others[hand].ask(work, share)
        return self._others[hand].hear()()
