"""`docs/messages.md` shows every shipped message with its variables, and all there are."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from tracker.drafts.draft import Check
from tracker.drafts.draft_checks import MOST_WORDS
from tracker.drafts.facts import MessageFacts, Talk, Them, You
from tracker.drafts.sending import LONGEST_LINK
from tracker.message_template import understood
from tracker.rules.load import shipped_rules

ROOT = Path(__file__).parent.parent
DOC = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
FOLDER = ROOT / "site_templates" / "messages"
BEGIN, END = "<!-- messages: begin -->", "<!-- messages: end -->"

#: What every message may draw on, and what can be called; the pieces' own two last.
EVERYWHERE = {"them", "you", "greeting", "signature", "gap", "noted", "vary", "listed"}
PIECES = {"talk", "about"}

NAMES = sorted(one.stem for one in FOLDER.glob("*.md") if not one.name.startswith("_"))
FIELDS = {one.name for one in fields(MessageFacts)}


def variables(name: str) -> set[str]:
    """The variables that a message draws on, those of the pieces that it includes among them."""
    source, _ = understood((FOLDER / f"{name}.md").read_text(encoding="utf-8"), name, None)
    tree = Environment(autoescape=False).parse(source)  # noqa: S701 - read, not rendered
    found = set(meta.find_undeclared_variables(tree))
    for piece in meta.find_referenced_templates(tree):
        assert piece is not None
        found |= variables(Path(piece).stem)
    return found


def rows() -> dict[str, tuple[str, str]]:
    """The table of all messages: what each is, and what it draws on."""
    table = DOC[DOC.index(BEGIN) + len(BEGIN) : DOC.index(END)].strip().splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {name.strip("`"): (what, draws) for name, what, draws in cells}


def test_every_message_is_documented() -> None:
    assert sorted(rows()) == NAMES
    assert all(what for what, _ in rows().values())


@pytest.mark.parametrize("name", NAMES)
def test_its_variables_are(name: str) -> None:
    found = variables(name) - EVERYWHERE - PIECES
    assert found <= FIELDS
    wanted = ", ".join(f"`{one}`" for one in sorted(found)) or "–"
    assert rows()[name][1] == wanted, f"| `{name}` | … | {wanted} |"


def test_every_variable_and_field_is_documented() -> None:
    text = DOC[DOC.index("### Variables") :]
    documented = set(re.findall(r"`([a-z_]+)`", text)) | set(re.findall(r"`([a-z]+)\(", text))
    wanted = FIELDS | EVERYWHERE | {one.name for kind in (Them, You, Talk) for one in fields(kind)}
    assert wanted - documented == set()


def test_every_check_and_number_is_documented() -> None:
    assert [one.value for one in Check if f"| `{one.value}` |" not in DOC] == []
    for number in (*MOST_WORDS.values(), LONGEST_LINK):
        assert f"{number:,}" in DOC


def test_every_rule_that_sends_something_has_its_messages() -> None:
    for rule in shipped_rules():
        assert rule.name in NAMES
        if "call" in rule.channels:
            assert f"{rule.name}.call" in NAMES
        if rule.attempts > 1:
            assert f"{rule.name}-2" in NAMES


def test_what_is_offered_beside_a_message_is_there() -> None:
    for name in NAMES:
        _, about = understood((FOLDER / f"{name}.md").read_text(encoding="utf-8"), name, None)
        assert set(about.also or ()) <= set(NAMES), name
