"""`tracker init`: a new workspace."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

import click

from tracker import clock
from tracker.cli.commands import COMMANDS, examples
from tracker.cli.options import common, workspace_options
from tracker.cli.output import Failure, say
from tracker.cli.sample_files import sample_files
from tracker.cli.starter import starter_files
from tracker.counts import count
from tracker.disk import CONTACTS, SETTINGS_FILE
from tracker.plain import clean
from tracker.workdays import written


@click.command(
    short_help=COMMANDS["init"],
    epilog=examples("tracker init ~/contacts", "tracker init --sample try-it"),
)
@click.argument("directory", metavar="[DIR]", required=False)
@click.option("--sample", is_flag=True, help="With sample contacts, dated around today.")
@workspace_options
@click.pass_context
def command(ctx: click.Context, *, directory: str | None, sample: bool) -> None:
    """Make a new workspace in DIR, or in this folder.

    Writes tracker.toml with its settings explained, contacts/me.md for your own details, an example
    to copy, a README and a .gitignore. A folder that is a workspace already is refused, and no file
    is ever overwritten: one that is there stays as it is.
    """
    folder = _folder(directory, common(ctx).root)
    today = common(ctx).today or clock.today(clock.system_zone())
    _refuse_workspace(folder)
    files, told_until = sample_files(today) if sample else (starter_files(today), today)
    made, kept = _write(folder, files)
    say(f"Made a workspace in {clean(str(folder.resolve()))}: {count(len(made), 'file')}.")
    for path in kept:
        say(f"Left as it was: {path}")
    if ".gitignore" in kept:
        say("Add /output/ to .gitignore, so that git leaves the generated site alone.")
    if told_until < today:
        say(
            f"Its people are invented; their story is told up to {written(told_until)}, so some of"
            f" it is late by now: `tracker agenda --today {told_until}` shows that day."
        )
    _next_steps(folder, sample=sample)


def _folder(directory: str | None, root: Path | None) -> Path:
    if directory is not None and root is not None and Path(directory) != root:
        message = "Say where with DIR or with `--root`, not with both."
        raise click.UsageError(message)
    folder = Path(directory) if directory is not None else root or Path()
    if folder.exists() and not folder.is_dir():
        message = f"{clean(str(folder))} is a file, not a folder."
        raise Failure(message)
    return folder


def _refuse_workspace(folder: Path) -> None:
    where = clean(str(folder.resolve()))
    settings = folder / SETTINGS_FILE
    if settings.exists() or settings.is_symlink():
        message = f"{where} is a workspace already: it has a {SETTINGS_FILE}. Nothing was changed."
        raise Failure(message)
    contacts = folder / CONTACTS
    if contacts.is_dir():
        first = next(iter(sorted(contacts.iterdir())), None)
        if first is not None:
            message = (
                f"{where} has contacts already ({CONTACTS}/{clean(first.name)})."
                " Nothing was changed: `tracker build` works with them as they are."
            )
            raise Failure(message)
    elif contacts.exists() or contacts.is_symlink():
        message = f"{clean(str(contacts))} is in the way: contacts need a folder of that name."
        raise Failure(message)


def _write(folder: Path, files: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Write what is not there yet; gives the paths written, and those left alone."""
    written: list[str] = []
    kept: list[str] = []
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            # `x` fails where anything of that name is there, a dangling link too.
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            kept.append(path)
        else:
            written.append(path)
    return written, kept


def _next_steps(folder: Path, *, sample: bool) -> None:
    say()
    say("Next:")
    if folder.resolve() != Path.cwd():
        say(f"  cd {shlex.quote(clean(str(folder)))}")
    if not sample:
        say("  fill in contacts/me.md, and copy contacts/_example.md for the first person you know")
    say("  tracker build --open    shows the agenda as a page")
    say("  tracker agenda          shows it here in the terminal")
