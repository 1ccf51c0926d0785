"""How far a build is, as a bar on a terminal, and how long its stages took."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from tracker.build.stages import Stages
from tracker.cli.output import say

#: Seconds before a bar appears: most builds are over by then.
_PATIENCE = 0.4
#: Seconds between two looks of it.
_PAUSE = 0.05
_WIDTH = 24

_SAYS = {
    "read": "Reading",
    "link": "Linking",
    "derive": "Deriving",
    "make": "Making pages",
    "publish": "Publishing",
    "remember": "Remembering",
}


class SaysSo(Stages):
    """Stages that are silent, but for what would seem to take for ever."""

    def waits(self) -> None:
        """Say why nothing goes on."""
        say("Another build is writing this site: waiting until it is done.", err=True)


class Bar(SaysSo):
    """Stages that draw a bar while a long one is under way; nothing of it is left at the end."""

    def __init__(self) -> None:
        """Begin now."""
        super().__init__()
        self._began = self._drawn = time.monotonic()
        self._said, self._work, self._done = "", 0, 0
        self._is_drawn = self._is_over = False

    @property
    def in_steps(self) -> bool:
        """Whether it is worth stopping on the way to say how far it is."""
        return True

    def begins(self, name: str, work: int) -> None:
        """Draw what begins."""
        self._said, self._work, self._done = _SAYS.get(name, ""), work, 0
        self._draw()

    def advances(self, done: int) -> None:
        """Draw how far it is."""
        self._done += done
        self._draw()

    def waits(self) -> None:
        """Say why nothing goes on, in the place of the bar."""
        self._wipe()
        super().waits()

    def ends(self) -> None:
        """Wipe the bar away, for good: what is done again while watching draws none."""
        self._is_over = True
        self._wipe()

    def _wipe(self) -> None:
        if self._is_drawn:
            click.echo("\r\x1b[2K", nl=False, err=True)
            self._is_drawn = False

    def _draw(self) -> None:
        now = time.monotonic()
        if (
            self._is_over
            or not self._said
            or now - self._began < _PATIENCE
            or now - self._drawn < _PAUSE
        ):
            return
        self._drawn = now
        self._is_drawn = True
        part = min(self._done / self._work, 1.0) if self._work else 0.0
        full = round(part * _WIDTH)
        bar = f"[{'#' * full}{'.' * (_WIDTH - full)}] {self._done:,} of {self._work:,}"
        shown = bar if self._work else "…"
        click.echo(f"\r\x1b[2K{self._said} {shown}", nl=False, err=True)


@contextmanager
def profiled(wanted: bool) -> Iterator[None]:  # noqa: FBT001 - whether to, in its only argument
    """Say where the processor's time within went, where that is wanted."""
    if not wanted:
        yield
        return
    # Imported here: hardly anyone asks.
    import cProfile  # noqa: PLC0415
    import pstats  # noqa: PLC0415

    profile = cProfile.Profile()
    try:
        profile.enable()
        yield
    finally:
        profile.disable()
        pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(30)


def stages_for_terminal() -> Stages:
    """A bar where somebody looks, else stages that are silent as long as all goes on."""
    return Bar() if sys.stderr.isatty() else SaysSo()


def end_of(stages: Stages) -> None:
    """Take a bar away, before anything else is said."""
    if isinstance(stages, Bar):
        stages.ends()


def say_stages(stages: Stages) -> None:
    """Say how long each stage took."""
    for line in stage_lines(stages):
        say(line, err=True)


def stage_lines(stages: Stages) -> Iterator[str]:
    """Each stage and its seconds, in the order in which they began, and all of them together."""
    for name, seconds in stages.seconds.items():
        yield f"  {name:<17}{seconds:8.3f} s"
    yield f"  {'all stages':<17}{sum(stages.seconds.values()):8.3f} s"
