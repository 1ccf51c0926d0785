"""`tracker build`: the site."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from tracker.agenda import Agenda
from tracker.build import TEMPLATES, BuildResult, Workspace, build_site
from tracker.cli.commands import COMMANDS, examples
from tracker.cli.loading import open_workspace
from tracker.cli.options import workspace_options
from tracker.cli.output import Failure, problem_lines, say, summary
from tracker.counts import count
from tracker.diagnostics import Severity, errors
from tracker.disk import CONTACTS, SETTINGS_FILE, PublishError
from tracker.plain import clean
from tracker.render import TemplateError, near_misses

#: How many problems are shown; `check` shows them all.
SHOWN = 5

#: Where the site goes, in the workspace, unless `--output` says otherwise.
OUTPUT = "output"

#: What the user keeps in a workspace, and why no site may go there.
_YOURS = {
    CONTACTS: "/: that folder holds what you write",
    TEMPLATES: "/: what stands there takes the place of Tracker's own pages",
    SETTINGS_FILE: ": that is the settings' file",
}


@click.command(
    short_help=COMMANDS["build"],
    epilog=examples("tracker build --open", "tracker build --root ~/contacts --output ~/site"),
)
@click.option("--open", "open_page", is_flag=True, help="Open the agenda in your browser.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to put the site; otherwise `output` in the workspace.",
)
@workspace_options
@click.pass_context
def command(ctx: click.Context, *, open_page: bool, output: Path | None) -> None:
    """Build the site: agenda, report and a page for everyone.

    The site is plain files: open agenda.html, no server needed. Only pages that changed are
    written. A folder that Tracker did not make is left alone.

    Exits with 0 where all is well, 1 where contact files have errors (every other page is built
    all the same), 2 where nothing could be built.
    """
    workspace = open_workspace(ctx)
    try:
        output = _output(workspace.root, output)
        _say_near_misses(workspace.root)
        result = build_site(workspace, output)
    except (TemplateError, PublishError) as wrong:
        raise Failure(clean(str(wrong))) from wrong
    _report(workspace, result)
    if open_page:
        _open(result.agenda_page)
    ctx.exit(int(bool(errors(workspace.problems))))


def _output(root: Path, given: Path | None) -> Path:
    """Where the site goes. Raises `Failure` for a place of the user's own, or a link unasked."""
    output = root / OUTPUT if given is None else given
    resolved = output.resolve()
    above = {_folded(one) for one in (resolved, *resolved.parents)}
    said = None
    if _folded(resolved) == _folded(root.resolve()):
        said = "The site cannot go into the workspace itself: choose a folder of its own for it."
    for name, what in _YOURS.items():
        if _folded((root / name).resolve()) in above:
            said = f"The site cannot go into {name}{what}."
    blocking = next((one for one in (resolved, *resolved.parents) if one.is_file()), None)
    if said is None and blocking is not None:
        said = f"{clean(str(blocking))} is a file: the site needs a folder."
    if said is None and given is None and output.is_symlink():
        # Whoever sends a workspace can put a link into it: only a place that was typed is meant.
        said = (
            f"{clean(str(output))} is a link, and the site would be written where it leads: remove"
            " the link, or say where the site goes with `--output DIR`."
        )
    if said is not None:
        raise Failure(said)
    return output


def _folded(path: Path) -> str:
    """A path as file systems that ignore case compare it."""
    return str(path).casefold()


def _say_near_misses(root: Path) -> None:
    """Name overrides that nothing uses, since their names are slips."""
    overrides = root / TEMPLATES
    if not overrides.is_dir():
        return
    for name, meant in near_misses(overrides):
        mark = click.style("Warning", fg="yellow")
        file = clean(f"{TEMPLATES}/{name}")
        say(f"{mark}: {file} takes the place of no page: did you mean `{meant}`?", err=True)


def _report(workspace: Workspace, result: BuildResult) -> None:
    published = result.published
    problems = workspace.problems
    say(f"Contacts:   {_contacts(workspace)}")
    say(f"Follow-ups: {_buckets(result.agenda)}")
    say(
        f"Pages:      {published.written:,} written, {published.unchanged:,} unchanged,"
        f" {published.removed:,} removed"
    )
    say(f"Agenda:     {clean(str(result.agenda_page.resolve()))}")
    if not problems:
        return
    say(f"Problems:   {summary(problems)} (all of them: `tracker check`)", err=True)
    worst = [one for severity in Severity for one in problems if one.severity is severity]
    for line in problem_lines(worst[:SHOWN]):
        say(f"  {line}", err=True)


def _contacts(workspace: Workspace) -> str:
    book = workspace.book
    read = count(len(book.contacts), "person", "people")
    kept = {one.path for one in book.contacts} | {book.me.path if book.me else ""}
    lost = {one.path for one in errors(workspace.problems) if _is_contact(one.path)} - kept
    return f"{read}, {count(len(lost), 'file')} left out" if lost else read


def _is_contact(path: str) -> bool:
    return path.casefold().endswith(".md")


def _buckets(agenda: Agenda) -> str:
    buckets = {
        "overdue": agenda.overdue,
        "due": agenda.due,
        "upcoming": agenda.upcoming,
        "waiting": agenda.waiting,
        "cold": agenda.cold,
    }
    return ", ".join(f"{len(items):,} {name}" for name, items in buckets.items())


def _open(page: Path) -> None:
    if not webbrowser.open(page.resolve().as_uri()):
        say("No browser could be opened; open the agenda's file yourself.", err=True)
