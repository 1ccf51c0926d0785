"""How long each stage of a build takes, and how far it is: for `--verbose` and for the bar."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stages:
    """Counts the seconds of each stage, in the order in which they first begin."""

    def __init__(self) -> None:
        """Begin with no stage."""
        self.seconds: dict[str, float] = {}

    @property
    def in_steps(self) -> bool:
        """Whether to do long stages in steps, so that somebody can see how far they are."""
        return False

    @contextmanager
    def stage(self, name: str, work: int = 0) -> Iterator[None]:
        """Count the time within to a stage; `work` is how many files or circles it has to do."""
        self.begins(name, work)
        began = time.perf_counter()
        try:
            yield
        finally:
            taken = time.perf_counter() - began
            self.seconds[name] = self.seconds.get(name, 0.0) + taken

    def begins(self, name: str, work: int) -> None:
        """A stage begins."""

    def waits(self) -> None:
        """Another build writes to the same folder, and this one has to wait for it."""

    def advances(self, done: int) -> None:
        """So many more of its files or circles are done."""
