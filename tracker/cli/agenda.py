"""`tracker agenda`: who to contact today, in the terminal."""

from __future__ import annotations

import json

import click

from tracker.agenda_json import agenda_to_json
from tracker.build import Workspace
from tracker.cli.agenda_text import laid_out
from tracker.cli.commands import COMMANDS, examples
from tracker.cli.loading import open_workspace
from tracker.cli.options import common, workspace_options
from tracker.cli.output import say, summary, terminal_width
from tracker.diagnostics import errors
from tracker.views.agenda_lines import agenda_lines, agenda_texts
from tracker.views.agenda_page import agenda_page, agenda_parts
from tracker.views.directory import gather
from tracker.views.frame import AGENDA


@click.command(
    short_help=COMMANDS["agenda"],
    epilog=examples("tracker agenda", "tracker agenda --today 2026-11-23 --json"),
)
@click.option("--json", "as_json", is_flag=True, help="A JSON object, for other programs.")
@workspace_options
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Show today's agenda in the terminal.

    For each person: what to do and why, how late or how soon it is, how to reach them, when to
    call, what was said last, and where it was written. The same as on the agenda page.

    Exits with 0, 1 where contact files have errors (the rest is shown all the same), 2 where
    tracker.toml cannot be used.
    """
    workspace = open_workspace(ctx)
    broken = errors(workspace.problems)
    if as_json:
        say(json.dumps(agenda_to_json(workspace.agenda), ensure_ascii=False, indent=2))
    else:
        _show(ctx, workspace)
    if broken:
        say(f"{summary(broken)} in the contact files: see `tracker check`.", err=True)
    ctx.exit(int(bool(broken)))


def _show(ctx: click.Context, workspace: Workspace) -> None:
    agenda = workspace.agenda
    directory = gather(
        workspace.book,
        workspace.derived,
        agenda,
        (),
        workspace.config,
        workspace.zone,
        workspace.problems,
    )
    note = ""
    if common(ctx).today is None and workspace.config.as_of is not None:
        note = "tracker.toml holds this day with `as_of`"
    page = agenda_page(
        directory.frame(AGENDA, "Agenda"),
        agenda.today,
        [agenda_texts(agenda_parts(directory, agenda))],
        any_contacts=bool(workspace.book.contacts),
    )
    for line in laid_out(agenda_lines(page, note), terminal_width()):
        say(line)
