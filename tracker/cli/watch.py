"""`tracker watch`: the site, kept in step with every edit."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import click

from tracker.build.watched import WatchedSite
from tracker.cli.build import open_page, say_near_misses, site_folder
from tracker.cli.commands import COMMANDS, examples
from tracker.cli.loading import workspace_cache
from tracker.cli.options import common, workspace_options, workspace_root
from tracker.cli.output import Failure, say
from tracker.cli.progress import end_of, stages_for_terminal
from tracker.plain import clean
from tracker.serve import Announcement, ServeError, SiteServer
from tracker.watch.hints import Hints
from tracker.watch.lines import rebuild_line
from tracker.watch.loop import Refreshed, run


@click.command(
    short_help=COMMANDS["watch"],
    epilog=examples("tracker watch --open", "tracker watch --no-serve --root ~/contacts"),
)
@click.option("--open", "opens", is_flag=True, help="Open the agenda in your browser.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="The port to serve on; 0 for any. Otherwise 8137, or any if that is taken.",
)
@click.option("--no-serve", is_flag=True, help="Only build; serve nothing.")
@click.option(
    "--poll",
    is_flag=True,
    help="Look at all files twice a second, where the system tells nothing (network disks, WSL).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to put the site; otherwise `output` in the workspace.",
)
@workspace_options
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    opens: bool,
    port: int | None,
    no_serve: bool,
    poll: bool,
    output: Path | None,
) -> None:
    """Keep the site in step with every edit, and serve it to this machine.

    Rebuilds what an edit of a contact, a template, a stylesheet or tracker.toml changes, and says
    so in a line. Pages that are open show it at once, and say what is wrong where a file is broken;
    the last good page then stays. Only this machine can reach the server. Ctrl-C ends it.

    Exits with 0, 2 where there is nothing to watch, or no place to serve from.
    """
    root = workspace_root(ctx)
    output = site_folder(root, output)
    say_near_misses(root)
    stopped = threading.Event()
    hints = Hints(root, output, poll=poll)
    with ExitStack() as stack:
        cache = stack.enter_context(workspace_cache(root))
        server = None if no_serve else stack.enter_context(_served(output, port))
        stages = stages_for_terminal()
        site = WatchedSite(root, output, cache, common(ctx).today, stages)
        teller = _Teller(server)
        # Before any thread is started: the first build may be shared among processes.
        first = site.refresh()
        end_of(stages)
        if first is not None:
            teller.tell(first)
        if server is not None:
            server.start()
            say(f"Serving {server.url} (Ctrl-C ends)")
        stack.enter_context(_ending(stopped, hints))
        hints.start()
        stack.callback(hints.stop)
        if hints.fallback:
            say(hints.fallback, err=True)
        if opens:
            open_page(server.url if server else (output / "agenda.html").resolve().as_uri())
        run(site, hints, teller.tell, stopped)
    ctx.exit(0)


class _Teller:
    """Says what came of each rebuild, on the terminal and to the pages that are open."""

    def __init__(self, server: SiteServer | None) -> None:
        self._server = server
        self._version = 0

    def tell(self, refreshed: Refreshed) -> None:
        # The clock on the wall: what people compare with their own.
        now = datetime.now().time()  # noqa: DTZ005
        say(clean(rebuild_line(refreshed, now)))
        self._version += 1
        if self._server is not None:
            self._server.announce(
                Announcement(self._version, refreshed.problems),
                reload=bool(refreshed.written or refreshed.removed),
                kept=refreshed.kept,
            )


@contextmanager
def _served(output: Path, port: int | None) -> Iterator[SiteServer]:
    """A server of the site, not yet started. Raises `Failure` where there can be none."""
    try:
        server = SiteServer(output, port)
    except ServeError as wrong:
        raise Failure(clean(str(wrong))) from wrong
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def _ending(stopped: threading.Event, hints: Hints) -> Iterator[None]:
    """Let Ctrl-C, and whoever ends the process politely, end the loop after what it is at."""

    def end(*_: object) -> None:
        stopped.set()
        hints.wake()

    before = {one: signal.signal(one, end) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
