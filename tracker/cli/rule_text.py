"""A rule as lines of text: its numbers in words, and which of them the workspace changed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import click

from tracker.config import Config
from tracker.plain import clean
from tracker.rules.rule import LAPSE, About, Rule

_LABEL = 10
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class _Row:
    """One line about a rule; `keys` are the settings that could have changed it."""

    label: str
    text: str
    keys: tuple[str, ...] = ()


def rule_lines(rule: Rule, config: Config, width: int | None) -> Iterator[str]:
    """All that a rule says, wrapped to `width` columns, or not at all where it is None."""
    marks = ", ".join(filter(None, ("your own" * rule.own, "off" * (not rule.enabled))))
    yield click.style(clean(rule.name), bold=True) + (f" ({marks})" if marks else "")
    for row in _rows(rule, config):
        if row.text:
            changed = not rule.own and bool(set(row.keys) & set(rule.changed))
            yield from _laid_out(row, width, changed=changed)


def _rows(rule: Rule, config: Config) -> tuple[_Row, ...]:
    waits = ", and waits for them" if rule.waits else ""
    again = f"after {rule.again}, {rule.attempts} times in all" if rule.again else ""
    return (
        _Row("", rule.why, ("why",)),
        _Row("about", f"{rule.about}{waits}"),
        _Row("on", ", ".join(rule.on)),
        _Row("until", ", ".join(rule.until)),
        _Row(
            "due",
            _due(rule, config),
            ("due", "due_after_reply_by", "due_before_reply_by", "due_for_request"),
        ),
        _Row("deadline", _deadline(rule), ("deadline", "deadline_for_request")),
        _Row("again", again, ("again", "attempts")),
        _Row("appears", str(rule.appears) if rule.appears else "", ("appears",)),
        _Row("ends", _ends(rule)),
        _Row("cold", _cold(rule), ("lapses",)),
        _Row("by", ", ".join(rule.channels), ("channels",)),
        _Row("source", rule.source),
    )


def _due(rule: Rule, config: Config) -> str:
    if rule.about is About.TASK:
        return "the day you wrote"
    if rule.about is About.RHYTHM:
        said = "last contact + `keep_in_touch` of the contact, else a customer's own rhythm"
        defaults = [f"{name} {interval}" for name, interval in sorted(config.keep_in_touch.items())]
        return f"{said}, else by relationship: {', '.join(defaults)}" if defaults else said
    said = str(rule.due)
    if rule.due_after_reply_by is not None:
        said += f"; {rule.due_after_reply_by} after a `reply by`"
    if rule.due_before_reply_by is not None:
        said += f"; {rule.due_before_reply_by} before a `reply by`"
    if rule.due_for_request is not None:
        said += f"; for a request: {rule.due_for_request}"
    return said


def _deadline(rule: Rule) -> str:
    if rule.about is About.TASK:
        return "the same"
    if rule.about is About.RHYTHM:
        return "last contact + the second interval, else 1.5 times the first"
    said = str(rule.deadline)
    if rule.due_before_reply_by is not None:
        said += "; the `reply by` itself"
    if rule.deadline_for_request is not None:
        said += f"; for a request: {rule.deadline_for_request}"
    return said


def _ends(rule: Rule) -> str:
    """When another rule's follow-up takes its place."""
    return f"when {rule.ends_with} is due for the same entry, or would be" if rule.ends_with else ""


def _cold(rule: Rule) -> str:
    """When it goes cold, where that is not what it is for most rules."""
    if rule.lapses is None:
        return "never: it is gone after the deadline"
    if rule.lapses == LAPSE:
        return ""
    return "at once" if rule.lapses.count == 0 else f"{rule.lapses} after the deadline"


def _laid_out(row: _Row, width: int | None, *, changed: bool) -> Iterator[str]:
    margin = " " * (_LABEL + 2) if row.label else "  "
    first = f"  {row.label:<{_LABEL}}" if row.label else margin
    said = clean(row.text) + (" (changed in tracker.toml)" if changed else "")
    lines = [first + said]
    if width is not None:
        lines = textwrap.wrap(
            said, max(width, _NARROWEST), initial_indent=first, subsequent_indent=margin
        )
    for line in lines:
        yield click.style(line, fg="yellow") if changed else line
