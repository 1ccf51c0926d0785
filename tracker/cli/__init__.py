"""The command line: one small module per command, each imported when it is called.

Here live the terminal and the exit codes: 0 fine, 1 problems found, 2 wrong use or settings. A
mistake in Tracker itself is 70, an interruption 130, and a reader that stopped reading 141: what
other programs on these systems answer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from tracker.cli.commands import COMMANDS, examples
from tracker.cli.options import workspace_options
from tracker.cli.output import Failure, prepare_streams, say
from tracker.plain import clean
from tracker.spelling import closest

INTERNAL_ERROR = 70  # EX_SOFTWARE in sysexits.h
INTERRUPTED = 130  # 128 + SIGINT
NOBODY_READS = 141  # 128 + SIGPIPE


class LazyGroup(click.Group):
    """A group that imports a command when it is called, and turns every end into an exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as problem:
            # Before click sees it: it would answer 1, which means that problems were found.
            raise click.exceptions.Exit(_refused(problem)) from problem

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"tracker.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a promise of our own modules
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was meant."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = closest(name, COMMANDS)
            message = f"There is no command `{clean(name)}`"
            message += f": did you mean `{near}`?" if near else f". There are: {_all_names()}."
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(  # type: ignore[override] # the last two are click's own, passed on as they are
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Run, and leave with the exit code."""
        if os.environ.get("NO_COLOR"):
            extra["color"] = False
        if not standalone_mode:
            return super().main(args, prog_name, standalone_mode=False, **extra)
        prepare_streams()
        sys.exit(self._exit_code(args, prog_name, extra))

    def _exit_code(
        self, args: Sequence[str] | None, prog_name: str | None, extra: dict[str, Any]
    ) -> int:
        try:
            code = super().main(args, prog_name, standalone_mode=False, **extra)
            sys.stdout.flush()
        except click.ClickException as problem:
            problem.show()
            return problem.exit_code
        except click.Abort:
            return INTERRUPTED
        except OSError as problem:
            return _refused(problem)
        except Exception as bug:  # noqa: BLE001 - nobody is shown a traceback unasked
            return _internal_error(bug)
        return code if isinstance(code, int) else 0


def _all_names() -> str:
    return ", ".join(COMMANDS)


def _refused(problem: OSError) -> int:
    """What the system would not do: a folder that may not be written, a full disk."""
    if isinstance(problem, BrokenPipeError):
        # Python flushes once more at the end; let that go nowhere rather than complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    named = f": {problem.filename}" if problem.filename else ""
    # A path may stand in either, and whoever sent the files has chosen it.
    say(clean(f"Error: {problem.strerror or problem}{named}"), err=True)
    return Failure.exit_code


def _internal_error(bug: Exception) -> int:
    if os.environ.get("TRACKER_DEBUG"):
        # Imported here: a mistake of Tracker's is the exception.
        import traceback  # noqa: PLC0415

        traceback.print_exc()
        return INTERNAL_ERROR
    what = clean(f"{type(bug).__name__}: {bug}")
    say(
        f"Error: Tracker itself failed ({what}).\n"
        "This is a mistake in Tracker; nothing of yours was changed. Please report it, with what\n"
        "`TRACKER_DEBUG=1 tracker …` prints for the same command.",
        err=True,
    )
    return INTERNAL_ERROR


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples("tracker init --sample try-it", "tracker build --root try-it --open"),
)
@workspace_options
def main() -> None:
    """Know who to contact next, and never miss a follow-up.

    Your contacts are Markdown files in a folder; Tracker works out from what you logged who is owed
    what, and by when. Every command explains itself: `tracker COMMAND --help`.
    """
