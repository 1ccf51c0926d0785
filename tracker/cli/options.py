"""The options that go with every command, before its name or after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from tracker import __version__
from tracker.cli.output import Failure
from tracker.plain import clean

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


@dataclass(slots=True)
class Common:
    """What `--root` and `--today` said, None where they were not given."""

    root: Path | None = None
    today: date | None = None


def workspace_options(decorated: _Decorated) -> _Decorated:
    """Add `--root`, `--today` and `--version`; the last one given counts."""
    for decorate in (
        click.version_option(__version__, prog_name="tracker", message="%(prog)s %(version)s"),
        click.option(
            "--today",
            metavar="DATE",
            expose_value=False,
            callback=_keep_today,
            help="Look at the workspace as on that day (YYYY-MM-DD).",
        ),
        click.option(
            "--root",
            metavar="DIR",
            expose_value=False,
            callback=_keep_root,
            help="The workspace; otherwise the nearest folder upwards with contacts.",
        ),
    ):
        decorated = decorate(decorated)
    return decorated


def verbose_options(decorated: _Decorated) -> _Decorated:
    """Add `--verbose` and `--profile`, to see where the time goes."""
    for decorate in (
        click.option(
            "--profile",
            is_flag=True,
            help="Say in which functions the time went, to stderr: that of the first process alone,"
            " not of those that help it.",
        ),
        click.option(
            "--verbose", "-v", is_flag=True, help="Say how long each stage took, to stderr."
        ),
    ):
        decorated = decorate(decorated)
    return decorated


def common(ctx: click.Context) -> Common:
    """What the common options said so far."""
    return ctx.find_root().ensure_object(Common)


def _keep_root(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        common(ctx).root = Path(value)


def _keep_today(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        common(ctx).today = _day(clean(value))


def _day(typed: str) -> date:
    # The pattern first: Python also takes 20261120 and 2026-W47-5 for a day.
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed, re.ASCII):
        message = f"`{typed}` is no day. Write it as 2026-11-20."
        raise click.BadParameter(message)
    try:
        return date.fromisoformat(typed)
    except ValueError as problem:
        message = f"There is no such day as {typed}."
        raise click.BadParameter(message) from problem


def workspace_root(ctx: click.Context) -> Path:
    """The workspace's folder. Raises `Failure` where there is none, which teaches `init`."""
    # Imported here: `--help` needs no disk.
    from tracker.disk import CONTACTS, SETTINGS_FILE, find_root  # noqa: PLC0415

    given = common(ctx).root
    if given is None:
        found = find_root(Path.cwd())
        if found is not None:
            return found
        message = (
            f"There is no workspace here: neither {clean(str(Path.cwd()))} nor any folder above it"
            f" has a {SETTINGS_FILE} or a {CONTACTS} folder.\n"
            "Make one with `tracker init`, try one out with `tracker init --sample try-it`,\n"
            "or say where yours is with `--root DIR`."
        )
        raise Failure(message)
    where = clean(str(given))
    if not given.is_dir():
        message = f"There is no folder {where}: `--root` names the workspace's folder."
        raise Failure(message)
    found = find_root(given)
    if found is None or not found.samefile(given):
        message = (
            f"{where} is no workspace: it has neither a {SETTINGS_FILE} nor a {CONTACTS} folder.\n"
            f"Make it one with `tracker init {where}`."
        )
        raise Failure(message)
    return given
