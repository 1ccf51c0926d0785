"""What commands say: safe for any terminal, whatever stands in a contact file."""

from __future__ import annotations

import codecs
import shutil
import sys
from collections.abc import Iterable, Mapping

import click

from tracker.counts import count
from tracker.diagnostics import Diagnostic, Severity
from tracker.plain import clean, clean_json

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


#: What stands for a sign that a terminal lacks; anything else becomes `?`.
_STAND_INS = {
    "\u2013": "-",
    "\u2014": "-",
    "·": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "\u2018": "'",
    "\u2019": "'",
    "\u00d7": "x",
    "\u2212": "-",
}
_PLAIN = "tracker-plain"

#: Wider than this, lines are hard to follow.
_WIDEST = 100


def _plainer(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    signs = problem.object[problem.start : problem.end]
    return "".join(_STAND_INS.get(sign, "?") for sign in signs), problem.end


class Failure(click.ClickException):
    """The command cannot go on; the message says why and what to do. Exit code 2."""

    exit_code = 2


def prepare_streams() -> None:
    """Let a terminal that lacks a letter show another for it, rather than stop the command."""
    codecs.register_error(_PLAIN, _plainer)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=_PLAIN)


def say(text: str = "", *, err: bool = False) -> None:
    """Print a line; colours are left out where nobody sees them."""
    # The stream itself, since click would hand an ASCII terminal UTF-8.
    click.echo(text, file=sys.stderr if err else sys.stdout)


def say_json(text: str) -> None:
    """Print JSON, of which a terminal obeys nothing."""
    say(clean_json(text))


def terminal_width() -> int | None:
    """The columns to wrap at; None where another program reads, for whom each line is whole."""
    if not sys.stdout.isatty():
        return None
    return min(shutil.get_terminal_size().columns, _WIDEST)


def problem_lines(problems: Iterable[Diagnostic], *, hints: bool = True) -> Iterable[str]:
    """Each problem on its line, as the documentation promises, and its hint below, indented.

    Without `hints` nothing but those lines, for programs that read them.
    """
    for one in problems:
        where = f"{one.path}:{one.line}:{one.column}: "
        what = click.style(f"{one.severity}[{one.code}]", fg=_COLOURS[one.severity])
        yield f"{clean(where)}{what} {clean(one.message)}"
        if hints and one.hint:
            yield click.style(f"    hint: {clean(one.hint)}", dim=True)


def summary(severities: Mapping[Severity, int]) -> str:
    """How many errors, warnings and hints: `2 errors, 1 warning`."""
    numbers = {one: severities.get(one, 0) for one in Severity}
    return ", ".join(count(number, severity) for severity, number in numbers.items() if number)


def broken_files(errors: int) -> str:
    """What a command says that shows no problems, where contact files have so many errors."""
    return f"{summary({Severity.ERROR: errors})} in the contact files: see `tracker check`."
