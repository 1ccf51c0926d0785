"""`tracker rules`: every rule in force, and where each comes from."""

from __future__ import annotations

import json

import click

from tracker.build.settings import SettingsError, load_settings
from tracker.cli.commands import COMMANDS, examples
from tracker.cli.loading import settings_failure
from tracker.cli.options import workspace_options, workspace_root
from tracker.cli.output import say, say_json, terminal_width
from tracker.cli.rule_text import rule_lines
from tracker.rules.rule import Rule
from tracker.rules.timing import Timing
from tracker.workdays import Duration


@click.command(
    short_help=COMMANDS["rules"],
    epilog=examples("tracker rules", "tracker rules --json"),
)
@click.option("--json", "as_json", is_flag=True, help="A JSON list, for other programs.")
@workspace_options
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Show every follow-up rule in force, and where it comes from.

    For each: what it is about, which entries trigger it and which settle it, when it is due and the
    last day in time, how often it is tried again, by which channels, why, and the source of its
    numbers. What your tracker.toml changed is marked.
    """
    try:
        config, rules, _ = load_settings(workspace_root(ctx))
    except SettingsError as wrong:
        raise settings_failure(wrong) from wrong
    if as_json:
        say_json(json.dumps([_as_json(one) for one in rules], ensure_ascii=False, indent=2))
        return
    width = terminal_width()
    for number, one in enumerate(rules):
        if number:
            say()
        for line in rule_lines(one, config, width):
            say(line)


def _as_json(rule: Rule) -> dict[str, object]:
    return {
        "name": rule.name,
        "title": rule.title,
        "about": rule.about.value,
        "on": list(rule.on),
        "until": list(rule.until),
        "due": str(rule.due),
        "due_after_reply_by": _text(rule.due_after_reply_by),
        "due_before_reply_by": _text(rule.due_before_reply_by),
        "due_for_request": _text(rule.due_for_request),
        "deadline": str(rule.deadline),
        "deadline_for_request": _text(rule.deadline_for_request),
        "again": _text(rule.again),
        "attempts": rule.attempts,
        "appears": _text(rule.appears),
        "lapses": _text(rule.lapses),
        "channels": [one.value for one in rule.channels],
        "waits": rule.waits,
        "enabled": rule.enabled,
        "own": rule.own,
        "changed": list(rule.changed),
        "why": rule.why,
        "source": rule.source,
    }


def _text(length: Duration | Timing | None) -> str | None:
    return None if length is None else str(length)
