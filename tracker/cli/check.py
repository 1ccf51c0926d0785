"""`tracker check`: what is wrong in the files, and where."""

from __future__ import annotations

import json
import sys
from collections import Counter

import click

from tracker.build.garbage import uncollected
from tracker.build.quick import last_if_unchanged, mark_of
from tracker.build.settings import SettingsError, settings_of
from tracker.build.sight import Sight
from tracker.cli.build import slips_of
from tracker.cli.commands import COMMANDS, examples
from tracker.cli.loading import workspace_cache
from tracker.cli.options import common, workspace_options, workspace_root
from tracker.cli.output import Failure, problem_lines, say, say_json, summary
from tracker.cli.progress import end_of, stages_for_terminal
from tracker.diagnostics import Diagnostic, Severity


@click.command(
    short_help=COMMANDS["check"],
    epilog=examples("tracker check", "tracker check --strict --root ~/contacts"),
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too; hints never count.")
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for other programs.")
@workspace_options
@click.pass_context
def command(ctx: click.Context, *, strict: bool, as_json: bool) -> None:
    """Show what is wrong in the contact files, and where.

    Also what in your own templates shows nowhere, since a name in it is a slip. One line for each
    problem, `path:line:column: severity[code] message`, and on a terminal how to mend it below;
    `--json` has the hints too. The last line, with the counts, goes to stderr.

    Exits with 0 where nothing is wrong, 1 on errors, 2 where tracker.toml cannot be used.
    """
    try:
        problems = (*_problems(ctx), *slips_of(workspace_root(ctx)))
        code = _exit_code(problems, strict=strict)
    except SettingsError as wrong:
        problems, code = wrong.problems, Failure.exit_code
    if as_json:
        say_json(json.dumps([_as_json(one) for one in problems], ensure_ascii=False, indent=2))
    else:
        for line in problem_lines(problems, hints=sys.stdout.isatty()):
            say(line)
        say(summary(Counter(one.severity for one in problems)) or "No problems found.", err=True)
    ctx.exit(code)


def _problems(ctx: click.Context) -> tuple[Diagnostic, ...]:
    """All problems. Raises `SettingsError`."""
    root = workspace_root(ctx)
    with workspace_cache(root) as cache:
        settings = settings_of(root, common(ctx).today, cache)
        sight = Sight(root)
        with uncollected():
            known = last_if_unchanged(cache, "problems", mark_of(settings), sight)
        if isinstance(known, tuple):
            return known
        # Imported here: where nothing has changed, nothing of it is needed.
        from tracker.build.terminal import find_problems  # noqa: PLC0415

        stages = stages_for_terminal()
        try:
            with uncollected():
                return find_problems(settings, cache, stages, sight)
        finally:
            end_of(stages)


def _exit_code(problems: tuple[Diagnostic, ...], *, strict: bool) -> int:
    counting = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(one.severity in counting for one in problems))


def _as_json(one: Diagnostic) -> dict[str, str | int]:
    return {
        "path": one.path,
        "line": one.line,
        "column": one.column,
        "severity": one.severity.value,
        "code": one.code,
        "message": one.message,
        "hint": one.hint,
    }
