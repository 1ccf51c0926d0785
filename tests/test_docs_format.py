"""`docs/format.md` shows every word, key and code that the program knows, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tracker.contact.blocks import LONGEST_BLOCK
from tracker.contact.decoding import MOST_PROBLEMS
from tracker.contact.fields import FIELDS
from tracker.contact.kinds import SIDES, Kind
from tracker.contact.log import MOST_ENTRIES
from tracker.contact.reader import read_contact
from tracker.contact.vocabulary import (
    ATTEMPT_WORDS,
    CHANNEL_WORDS,
    FLAGS,
    NO_KINDS,
    QUALIFIERS,
    SYNONYMS,
)
from tracker.contact.yaml_scan import DEEPEST
from tracker.disk.scan import LARGEST_FILE
from tracker.files import SourceFile

ROOT = Path(__file__).parent.parent
DOC = (ROOT / "docs" / "format.md").read_text("utf-8")

#: Constants that look like a code and are none.
NOT_CODES = {"tracker-plain", "utf-8"}
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")


@cache
def tables() -> dict[str, dict[str, list[str]]]:
    """Every table by the heading of its first column: its rows by their first cell."""
    found: dict[str, dict[str, list[str]]] = {}
    rows: dict[str, list[str]] = {}
    before = ""
    for line in DOC.splitlines():
        if re.fullmatch(r"(?:\|---)+\|", line):
            rows = found.setdefault(before.split("|")[1].strip(), {})
        elif line.startswith("| `"):
            first, *cells = (cell.strip() for cell in line.strip("|").split(" | "))
            name = first.strip("` ")
            assert name not in rows, f"two rows for {name}"
            rows[name] = cells
        before = line
    return found


def words(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_kind_with_its_synonyms_and_who_acted() -> None:
    rows = tables()["kind"]
    assert list(rows) == [kind.value for kind in Kind]
    for kind in Kind:
        _, who, typed = rows[kind.value]
        assert words(typed) == list(SYNONYMS[kind]), kind
        said = re.split(r"[,;]", who)[0]
        assert {"not known": "unknown"}.get(said, said) == SIDES[kind], kind


@pytest.mark.parametrize(
    ("table", "known"),
    [("channel", CHANNEL_WORDS), ("attempt", ATTEMPT_WORDS)],
    ids=["channels", "attempts"],
)
def test_every_word_for_a_channel_and_an_attempt(
    table: str, known: dict[str, tuple[str, ...]]
) -> None:
    shown = {name: words(cells[-1]) for name, cells in tables()[table].items()}
    assert shown == {str(name): list(typed) for name, typed in known.items()}


def test_every_attribute() -> None:
    rows = tables()["attribute"]
    flags = {name: words(cells[1]) for name, cells in rows.items() if len(cells) > 1}
    assert flags == {flag: list(typed) for flag, typed in FLAGS.items()}
    longer = [name for name, cells in rows.items() if len(cells) == 1]
    assert {name.split()[0] for name in longer} == {"for", "with", "to", "reply", "round"}


@pytest.mark.parametrize(
    ("label", "known"), [("Qualifiers", QUALIFIERS), ("No kinds", NO_KINDS)], ids=str
)
def test_every_qualifier_and_every_phrase_that_is_no_kind(
    label: str, known: tuple[str, ...]
) -> None:
    listed = re.search(rf"^{label}: ([^.]+)\.$", DOC, re.MULTILINE)
    assert listed
    assert [" ".join(word.split()) for word in words(listed[1])] == list(known)


def test_every_key() -> None:
    assert list(tables()["key"]) == list(FIELDS)


def test_every_number() -> None:
    for number in (LARGEST_FILE, MOST_ENTRIES, LONGEST_BLOCK):
        assert f"{number:,}" in DOC
    assert f"at most {DEEPEST} levels" in DOC
    assert f"the first {MOST_PROBLEMS} of a file" in DOC


# --- codes ---


def codes_in(path: Path) -> Iterator[str]:
    """What is passed as a code in a module that makes problems."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call | ast.Assign):
            continue
        if isinstance(node, ast.Call):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            if isinstance(node.func, ast.Name) and node.func.id == "Diagnostic":
                code = node.args[4]
                if isinstance(code, ast.Constant):
                    yield str(code.value)
        else:
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        for value in values:
            text = value.value if isinstance(value, ast.Constant) else None
            if isinstance(text, str) and CODE.fullmatch(text):
                yield text


def makes_problems(path: Path) -> bool:
    return (
        re.search(r"\b(?:Diagnostic|Severity|Complaint|Remark)\b", path.read_text("utf-8"))
        is not None
    )


def test_every_code() -> None:
    modules = [path for path in (ROOT / "tracker").rglob("*.py") if makes_problems(path)]
    known = {code for path in modules for code in codes_in(path)} - NOT_CODES
    assert len(known) > 70
    assert set(tables()["code"]) == known


def test_every_severity_is_one() -> None:
    for code, (severity, means) in tables()["code"].items():
        assert set(severity.split(" or ")) <= {"error", "warning", "hint"}, code
        assert means


# --- examples ---


def test_the_example_is_read_without_a_word() -> None:
    example = re.search(r"```markdown\n(---\n.*?)```", DOC, re.DOTALL)
    assert example
    contact, problems = read_contact(SourceFile("contacts/dana.md", example[1].encode()))
    assert problems == ()
    assert contact is not None
    assert [entry.kind.value for entry in contact.entries] == [
        "applied",
        "interview",
        "thank-you",
        "interview",
    ]
    assert len(contact.tasks) == 1
