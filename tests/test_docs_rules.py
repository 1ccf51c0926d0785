"""`docs/rules.md` shows every shipped rule, with its numbers and its source."""

from __future__ import annotations

from pathlib import Path

from tracker.cli.rule_text import rule_lines
from tracker.config import Config
from tracker.rules.load import shipped_rules
from tracker.rules.rule import LAPSE, Rule
from tracker.rules.selectors import GROUPS

DOC = Path(__file__).parent.parent / "docs" / "rules.md"
BEGIN, END = "<!-- rules: begin -->", "<!-- rules: end -->"


def described(rule: Rule) -> str:
    """One rule as the documentation shows it."""
    facts = [f"about: {rule.about}{', waits for them' if rule.waits else ''}"]
    if rule.on:
        facts.append(f"on: {', '.join(rule.on)}")
    if rule.until:
        facts.append(f"until: {', '.join(rule.until)}")
    if rule.name == "keep-in-touch":
        facts.append("due: last contact + interval")
        facts.append("deadline: last contact + 1.5 × those days, or the second interval given")
    else:
        facts += [f"due: {due_of(rule)}", f"deadline: {deadline_of(rule)}"]
    if rule.again:
        facts.append(f"again: after {rule.again}, {rule.attempts} times in all")
    if rule.appears:
        facts.append(f"appears: {rule.appears}")
    if rule.ends_with:
        facts.append(f"ends: when {rule.ends_with} is due for the same entry, or would be")
    if rule.lapses is None:
        facts.append("gone after its deadline")
    elif rule.lapses != LAPSE:
        facts.append("cold right after its deadline")
    by = ", ".join(rule.channels) or "nothing to send"
    facts.append(f"by: {by}")
    lines = [f"### {rule.name}", f"**{rule.title}.** {rule.why}", ""]
    return "\n".join([*lines, *(f"- {fact}" for fact in facts), f"- source: {rule.source}"])


def due_of(rule: Rule) -> str:
    parts = [str(rule.due)]
    if rule.due_after_reply_by:
        parts.append(f"or {rule.due_after_reply_by} after a `reply by`")
    if rule.due_before_reply_by:
        parts.append(f"or {rule.due_before_reply_by} before a `reply by`")
    if rule.due_for_request:
        parts.append(f"for a reference-request: {rule.due_for_request}")
    return ", ".join(parts)


def deadline_of(rule: Rule) -> str:
    parts = ["when due" if str(rule.deadline) == "due" else str(rule.deadline)]
    if rule.due_before_reply_by:
        parts.append("or the `reply by` itself")
    if rule.deadline_for_request:
        parts.append(f"for a reference-request: {rule.deadline_for_request}")
    return ", ".join(parts)


def test_every_rule_is_documented_as_it_is() -> None:
    text = DOC.read_text(encoding="utf-8")
    shown = text[text.index(BEGIN) + len(BEGIN) : text.index(END)].strip()
    wanted = "\n\n".join(described(rule) for rule in shipped_rules())
    assert shown == wanted, f"docs/rules.md should hold, between its marks:\n{wanted}"


def test_every_group_is_documented() -> None:
    text = DOC.read_text(encoding="utf-8")
    assert [group for group in GROUPS if f"`{group}`" not in " ".join(text.split())] == []


def test_every_rule_says_why_and_where_it_comes_from() -> None:
    for rule in shipped_rules():
        assert rule.title, rule.name
        assert rule.why.endswith((".", "?")), rule.name
        assert rule.source.endswith("."), rule.name


def test_what_a_rule_ends_with_is_told_in_the_terminal() -> None:
    rule = next(one for one in shipped_rules() if one.ends_with)
    said = "\n".join(rule_lines(rule, Config(), None))
    assert "ends      when status-check-interview is due for the same entry, or would be" in said
