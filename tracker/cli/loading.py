"""Opening the workspace for a command that cannot go on without its settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tracker.build.settings import Settings, SettingsError, settings_of
from tracker.cli.options import common
from tracker.cli.output import Failure, problem_lines
from tracker.disk.cache import Cache, open_cache
from tracker.program import program_mark


@contextmanager
def workspace_cache(root: Path) -> Iterator[Cache]:
    """What earlier runs of this Tracker remember of a workspace."""
    with open_cache(root, program_mark()) as cache:
        yield cache


def open_settings(ctx: click.Context, root: Path, cache: Cache) -> Settings:
    """The settings of a workspace. Raises `Failure` with what is wrong in them."""
    try:
        return settings_of(root, common(ctx).today, cache)
    except SettingsError as wrong:
        raise settings_failure(wrong) from wrong


def settings_failure(wrong: SettingsError) -> Failure:
    """Every mistake in the settings, as a message."""
    lines = "\n".join(problem_lines(wrong.problems))
    return Failure(f"The settings need mending first.\n{lines}")
