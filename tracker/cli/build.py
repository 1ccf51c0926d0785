"""`tracker build`: the site."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from tracker.build.garbage import uncollected
from tracker.build.quick import last_if_unchanged, mark_of
from tracker.build.results import Built, Found
from tracker.build.settings import Settings
from tracker.build.sight import Sight
from tracker.cli.commands import COMMANDS, examples
from tracker.cli.loading import open_settings, workspace_cache
from tracker.cli.options import verbose_options, workspace_options, workspace_root
from tracker.cli.output import Failure, problem_lines, say, summary
from tracker.cli.progress import end_of, profiled, say_stages, stages_for_terminal
from tracker.counts import count
from tracker.diagnostics import Diagnostic
from tracker.disk import CONTACTS, SETTINGS_FILE, TEMPLATES, PublishError
from tracker.disk.cache import Cache
from tracker.plain import clean
from tracker.template_slips import template_slips
from tracker.templates import templates_mark

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
@click.option("--open", "opens", is_flag=True, help="Open the agenda in your browser.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to put the site; otherwise `output` in the workspace.",
)
@verbose_options
@workspace_options
@click.pass_context
def command(
    ctx: click.Context, *, opens: bool, output: Path | None, verbose: bool, profile: bool
) -> None:
    """Build the site: agenda, calendar, report, everyone's page.

    With the pipeline, drafts, call sheets, letters and a feed for your calendar. The site is plain
    files: open agenda.html, no server needed. Only pages that changed are
    written. A folder that Tracker did not make is left alone.

    Exits with 0 where all is well, 1 where contact files have errors (every other page is built
    all the same), 2 where nothing could be built.
    """
    root = workspace_root(ctx)
    output = site_folder(root, output)
    say_slips(slips_of(root))
    with workspace_cache(root) as cache:
        settings = open_settings(ctx, root, cache)
        built = _build(settings, output, cache, verbose=verbose, profile=profile)
    page = output / "agenda.html"
    _report(built, page)
    if opens:
        open_page(page.resolve().as_uri())
    ctx.exit(int(bool(built.found.errors)))


def _build(
    settings: Settings, output: Path, cache: Cache, *, verbose: bool, profile: bool
) -> Built:
    """Build, unless nothing has changed. Raises `Failure` where it cannot be done."""
    mark = mark_of(settings, templates_mark(settings.overrides))
    sight = Sight(settings.root, output)
    with uncollected():
        known = last_if_unchanged(cache, f"site {output.resolve()}", mark, sight)
    if isinstance(known, Built) and not profile:
        return known
    # Imported here: where nothing has changed, nothing of it is needed.
    from tracker.build.site import Site  # noqa: PLC0415
    from tracker.render import TemplateError  # noqa: PLC0415

    stages = stages_for_terminal()
    try:
        with uncollected(), profiled(profile):
            return Site(output, cache, stages, is_once=True).build(settings, sight)
    except (TemplateError, PublishError) as wrong:
        raise Failure(clean(str(wrong))) from wrong
    finally:
        end_of(stages)
        if verbose:
            say_stages(stages)


def site_folder(root: Path, given: Path | None) -> Path:
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


def slips_of(root: Path) -> tuple[Diagnostic, ...]:
    """What in a workspace's own templates takes no place, or shows nowhere."""
    overrides = root / TEMPLATES
    return template_slips(overrides, TEMPLATES) if overrides.is_dir() else ()


def say_slips(slips: Iterable[Diagnostic]) -> None:
    """Say them, each with what was meant."""
    for line in problem_lines(slips):
        say(line, err=True)


def _report(built: Built, page: Path) -> None:
    published = built.published
    say(f"Contacts:   {_contacts(built)}")
    say(f"Follow-ups: {buckets_line(built)}")
    say(
        f"Pages:      {published.written:,} written, {published.unchanged:,} unchanged,"
        f" {published.removed:,} removed"
    )
    say(f"Agenda:     {clean(str(page.resolve()))}")
    say_problems(built.found)


def say_problems(found: Found) -> None:
    """How many problems there are, and the first of the worst."""
    if not found.worst:
        return
    say(f"Problems:   {summary(found.severities)} (all of them: `tracker check`)", err=True)
    for line in problem_lines(found.worst):
        say(f"  {line}", err=True)


def _contacts(built: Built) -> str:
    read = count(built.people, "person", "people")
    return f"{read}, {count(built.left_out, 'file')} left out" if built.left_out else read


def buckets_line(built: Built) -> str:
    """How many follow-ups stand where."""
    return ", ".join(f"{number:,} {name}" for name, number in built.buckets._asdict().items())


def open_page(address: str) -> None:
    """Open a page in the browser."""
    # Imported here: it costs as much as a build after which nothing has changed.
    import webbrowser  # noqa: PLC0415

    if not webbrowser.open(address):
        say("No browser could be opened; open the agenda's file yourself.", err=True)
