"""Files that nobody typed: random, mutated and cut. Each gives a contact or an error."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic, Severity
from tracker.files import SourceFile

BY_HAND = Path(__file__).parent / "by_hand"
REAL = {path.name: path.read_bytes() for path in sorted(BY_HAND.glob("*.md"))}
LOGS = [text for name, text in REAL.items() if name != "README.md"]

FRONT = "---\nname: Dana\n---\n"

#: Words of which logs are made, and what breaks them.
WORDS = (
    "2026-11-12", "2026-02-30", "Nov 18", "- ", "* ", "1. ", "[ ] ", "[x] ", "## Log\n", "### ",
    "> ", "```\n", "    ", "\t", "\n", "\r\n", "\n\n", "\ufeff", "14:30", "25:00", "Thu", "call",
    "interview", "interveiw", "thank-you", "sent a", "email", "(", ")", ", ", ": ", '"', "“", "”",
    "with ", "to ", "for ", " at ", " and ", "reply by ", "reply within ", "Friday", "2 weeks",
    "round 2", "theirs", "voicemail", "cancelled", "in", "- open: why?", "\\", "`", "*", "_", "é",
    "\u2028", "\x00", "9999-12-31", "0001-01-01", "reply by Monday",
)  # fmt: skip


def check(data: bytes) -> tuple[Contact | None, tuple[Diagnostic, ...]]:
    """Read, and see that all holds which holds for every file."""
    contact, problems = read_contact(SourceFile("contacts/dana.md", data))
    assert problems == tuple(sorted(problems))
    lines = _lines(data)
    for problem in problems:
        assert problem.path == "contacts/dana.md"
        assert 1 <= problem.line <= max(len(lines), 1)
        assert problem.column >= 1
        assert problem.code
        assert problem.message
    if contact is None:
        assert any(one.severity is Severity.ERROR for one in problems)
        return contact, problems
    assert contact.name
    for problem in problems:
        assert problem.column <= len(lines[problem.line - 1]) + 1, problem
    for entry in [*contact.entries, *(task.entry for task in contact.tasks)]:
        line = lines[entry.place.line - 1]
        assert entry.day.isoformat() in line
        assert line[entry.place.column - 1 :].startswith(entry.raw.split("\n")[0][:10])
        assert entry.raw.split("\n")[0].startswith(line[entry.place.column - 1 :][:10].rstrip())
    days = [entry.day for entry in contact.entries]
    assert days == sorted(days)
    return contact, problems


def _lines(data: bytes) -> list[str]:
    """The lines of a file as an editor counts them; nothing where it is no UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [""] * (data.count(b"\n") + data.count(b"\r") + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@pytest.mark.parametrize("name", REAL)
def test_the_files_typed_by_hand(name: str) -> None:
    contact, _ = check(REAL[name])
    assert (contact is None) is (name == "README.md")


@pytest.mark.parametrize("name", [name for name in REAL if name != "README.md"])
def test_a_file_cut_at_any_byte(name: str) -> None:
    data = REAL[name]
    whole, _ = check(data)
    assert whole is not None
    for cut in range(len(data)):
        contact, _ = check(data[:cut])
        if contact is not None:
            assert contact.name == whole.name
            assert len(contact.entries) <= len(whole.entries) + 1


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_random_bytes(data: bytes) -> None:
    check(data)
    check(FRONT.encode() + data)
    check(FRONT.encode() + b"## Log\n- 2026-11-12 " + data)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
@example("## Log\n- 9999-12-31 call (reply by Monday)")
@example("## Log\n- 2026-11-12 call (video,\n  with “Luis\n  and”, vibe)\n")
@example("## Log\n-\t\t2026-11-12 call (a\n\tb)")
@example("## Log\n- 2026-11-12")
@example("## Log\n- 2026-11-12 (")
@example("## Log\n2026-11-12\n===")
@settings(max_examples=800)
def test_random_logs(body: str) -> None:
    check(f"{FRONT}{body}".encode())
    check(f"{FRONT}## Log\n- 2026-11-12 {body}".encode())


@given(st.text(max_size=80))
@settings(max_examples=400)
def test_any_text_after_a_date(text: str) -> None:
    check(f"{FRONT}## Log\n- 2026-11-12 {text}\n".encode(errors="replace"))


@given(st.sampled_from(LOGS), st.integers(min_value=0), st.integers(min_value=1, max_value=8))
@settings(max_examples=400)
def test_mutated_files(data: bytes, seed: int, times: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a mutation, not a secret
    text = bytearray(data)
    for _ in range(times):
        place = chance.randrange(len(text))
        match chance.randrange(3):
            case 0:
                text[place : place + chance.randrange(12)] = chance.choice(WORDS).encode()
            case 1:
                text[place:place] = text[chance.randrange(len(text)) :][: chance.randrange(80)]
            case _:
                text[place] = chance.randrange(256)
    check(bytes(text))
