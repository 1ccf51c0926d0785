"""`tracker agenda`: who to contact today, in the terminal."""

from __future__ import annotations

import click

from tracker.build.garbage import uncollected
from tracker.build.quick import last_if_unchanged, mark_of
from tracker.build.results import Seen
from tracker.build.settings import Settings
from tracker.build.sight import Sight
from tracker.cli.agenda_text import laid_out
from tracker.cli.commands import COMMANDS, examples
from tracker.cli.loading import open_settings, workspace_cache
from tracker.cli.options import common, verbose_options, workspace_options, workspace_root
from tracker.cli.output import broken_files, say, say_json, terminal_width
from tracker.cli.progress import end_of, profiled, say_stages, stages_for_terminal
from tracker.disk.cache import Cache


@click.command(
    short_help=COMMANDS["agenda"],
    epilog=examples("tracker agenda", "tracker agenda --today 2026-11-23 --json"),
)
@click.option("--json", "as_json", is_flag=True, help="A JSON object, for other programs.")
@verbose_options
@workspace_options
@click.pass_context
def command(ctx: click.Context, *, as_json: bool, verbose: bool, profile: bool) -> None:
    """Show today's agenda in the terminal.

    For each person: what to do and why, how late or how soon it is, how to reach them, when to
    call, what was said last, and where it was written. The same as on the agenda page.

    Exits with 0, 1 where contact files have errors (the rest is shown all the same), 2 where
    tracker.toml cannot be used.
    """
    root = workspace_root(ctx)
    with workspace_cache(root) as cache:
        settings = open_settings(ctx, root, cache)
        seen = _see(settings, cache, verbose=verbose, profile=profile)
    if as_json:
        say_json(seen.json.removesuffix("\n"))
    else:
        first, *others = seen.lines
        if common(ctx).today is None and settings.config.as_of is not None:
            note = "tracker.toml holds this day with `as_of`"
            first = first._replace(after=f" ({note})")
        # In one piece: a terminal takes longer over many small ones than this over all.
        say("\n".join(laid_out((first, *others), terminal_width())))
    if seen.found.errors:
        say(broken_files(seen.found.errors), err=True)
    ctx.exit(int(bool(seen.found.errors)))


def _see(settings: Settings, cache: Cache, *, verbose: bool, profile: bool) -> Seen:
    """The agenda: that of the last time, unless something has changed."""
    sight = Sight(settings.root)
    with uncollected():
        known = last_if_unchanged(cache, "agenda", mark_of(settings), sight)
    if isinstance(known, Seen) and not profile:
        return known
    # Imported here: where nothing has changed, nothing of it is needed.
    from tracker.build.terminal import see_agenda  # noqa: PLC0415

    stages = stages_for_terminal()
    try:
        with uncollected(), profiled(profile):
            return see_agenda(settings, cache, stages, sight)
    finally:
        end_of(stages)
        if verbose:
            say_stages(stages)
