"""Opening the workspace for a command that cannot go on without its settings."""

from __future__ import annotations

import click

from tracker.build import SettingsError, Workspace, load_workspace
from tracker.cli.options import common, workspace_root
from tracker.cli.output import Failure, problem_lines


def open_workspace(ctx: click.Context) -> Workspace:
    """Read the workspace that the options name. Raises `Failure` with what is wrong in settings."""
    try:
        return load_workspace(workspace_root(ctx), common(ctx).today)
    except SettingsError as wrong:
        raise settings_failure(wrong) from wrong


def settings_failure(wrong: SettingsError) -> Failure:
    """Every mistake in the settings, as a message."""
    lines = "\n".join(problem_lines(wrong.problems))
    return Failure(f"The settings need mending first.\n{lines}")
