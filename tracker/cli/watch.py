"""`tracker watch`: the site, kept in step with every edit."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import click

from tracker.build.watched import WatchedSite
from tracker.cli.build import open_page, say_slips, site_folder, slips_of
from tracker.cli.commands import COMMANDS, examples
from tracker.cli.loading import workspace_cache
from tracker.cli.options import common, workspace_options, workspace_root
from tracker.cli.output import Failure, say
from tracker.cli.progress import end_of, stages_for_terminal
from tracker.diagnostics import Diagnostic
from tracker.plain import clean
from tracker.serve import Announcement, ServeError, SiteServer
from tracker.watch.hints import Hints
from tracker.watch.lines import rebuild_line
from tracker.watch.loop import Rebuild, run


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
    hints = Hints(root, output, poll=poll)
    # Raised by the end of the first build alone, when there is nothing yet to keep.
    with suppress(KeyboardInterrupt), _Ending(hints) as ending, ExitStack() as stack:
        cache = stack.enter_context(workspace_cache(root))
        server = None if no_serve else stack.enter_context(_served(output, port))
        stages = stages_for_terminal()
        site = WatchedSite(root, output, cache, common(ctx).today, stages)
        teller = _Teller(server, root)
        # Before any thread is started: the first build may be shared among processes.
        first = site.refresh()
        end_of(stages)
        if first is not None:
            teller.tell(first)
        if server is not None:
            server.start()
            say(f"Serving {server.url} (Ctrl-C ends)")
        stack.callback(hints.stop)
        hints.start()
        if hints.fallback:
            say(clean(hints.fallback), err=True)
        if opens:
            open_page(server.url if server else (output / "agenda.html").resolve().as_uri())
        ending.is_patient = True
        run(site, hints, teller.tell, ending.stopped)
    ctx.exit(0)


class _Teller:
    """Says what came of each rebuild, on the terminal and to the pages that are open."""

    def __init__(self, server: SiteServer | None, root: Path) -> None:
        self._server, self._root = server, root
        self._version = 0
        self._problems: tuple[str, ...] = ()
        self._slips: tuple[Diagnostic, ...] = ()

    def tell(self, rebuild: Rebuild) -> None:
        """Say what came of one, with the problems that are new."""
        before, self._slips = self._slips, slips_of(self._root)
        # The clock on the wall: what people compare with their own.
        now = datetime.now().time()  # noqa: DTZ005
        say(clean(rebuild_line(rebuild, now, self._problems)))
        self._problems = rebuild.problems
        say_slips(one for one in self._slips if one not in before)
        self._version += 1
        if self._server is not None:
            self._server.announce(
                Announcement(self._version, rebuild.problems),
                reload=bool(rebuild.written or rebuild.removed),
                kept=rebuild.kept,
            )


@contextmanager
def _served(output: Path, port: int | None) -> Iterator[SiteServer]:
    """A server of the site, not yet started. Raises `Failure` where there can be none."""
    try:
        server = SiteServer(output, port)
    except ServeError as wrong:
        message = f"{wrong} `--port 0` takes any that is free."
        raise Failure(clean(message)) from wrong
    try:
        yield server
    finally:
        server.stop()


class _Ending:
    """Ctrl-C, and whoever ends the process politely, set `stopped` while the block runs.

    The loop then ends after what it is at, which takes moments. Until `is_patient` is set, the
    first of them raises KeyboardInterrupt as well: the first build may be a long one.
    """

    def __init__(self, hints: Hints) -> None:
        self.stopped = threading.Event()
        self.is_patient = False
        self._hints = hints
        self._process = os.getpid()
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for one in (signal.SIGINT, signal.SIGTERM):
            self._before[one] = signal.signal(one, self._end)
        return self

    def __exit__(self, *_: object) -> None:
        for one, handler in self._before.items():
            signal.signal(one, handler)

    def _end(self, *_: object) -> None:
        if os.getpid() != self._process:
            # One that was forked for a part of the build: nobody asks for it any more.
            os._exit(1)
        self.stopped.set()
        self._hints.wake()
        if not self.is_patient:
            # Only once: what then tidies up is not interrupted.
            self.is_patient = True
            raise KeyboardInterrupt
