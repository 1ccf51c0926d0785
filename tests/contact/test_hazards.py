"""Hostile, torn and random files: a value or an error, never an exception, never neither."""

from __future__ import annotations

import random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.contact.document import Document, read_document
from tracker.contact.fields import decode_contact
from tracker.diagnostics import Diagnostic, Severity
from tracker.files import SourceFile

PATH = "contacts/dana.md"

REAL = """\
---
name: Dana Whitfield
company: Acme Robotics
role: Engineering Manager
relationship: hiring-manager      # one or a list
position: Señor Platform Engineer
email: dana@acme.example
phone: {mobile: +1 415 555 0100, work: 0415 555 0199}
address: "1 Foundry Way, Oakland CA 94607"
timezone: America/Los_Angeles
prefers: call
keep_in_touch: 6 weeks / 3 months
tags: [robotics, python]
snooze: 2026-11-18
pets:
  - cat
---
Met through Luis. Pronounced *WIT-field*.

---

## Log
- 2026-11-02 applied (email, reply by 2026-11-16): sent the robotics write-up
- [ ] 2026-12-01 call: ask about the start date
""".encode()


def read(data: bytes) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read and decode; checks on the way what holds for every file."""
    document, problems = read_document(SourceFile(PATH, data))
    if document.front is not None:
        contact, more = decode_contact("dana", document)
        assert contact.name
        problems = (*problems, *more)
    else:
        assert any(one.severity is Severity.ERROR for one in problems)
    if not document.readable:
        assert (document.front, document.body) == (None, "")
    lines = data.count(b"\n") + data.count(b"\r") + 1
    assert all(1 <= one.line <= lines and one.column >= 1 for one in problems)
    assert 1 <= document.body_line <= lines + 1
    return document, problems


def codes(data: bytes) -> list[str]:
    return [one.code for one in read(data)[1]]


def test_the_real_file_is_without_a_problem() -> None:
    document, problems = read(REAL)
    assert problems == ()
    assert document.front is not None


def test_every_cut_of_a_real_file_gives_front_matter_or_an_error() -> None:
    closed = REAL.index(b"\n---\n") + len(b"\n---")
    for cut in range(len(REAL)):
        document, problems = read(REAL[:cut])
        assert (document.front is not None) == (cut >= closed), cut
        if cut < closed:
            assert document.readable is (cut < len("---")), cut
            assert [one.severity for one in problems] == [Severity.ERROR], cut


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_random_bytes(data: bytes) -> None:
    read(data)
    read(b"---\n" + data + b"\n---\n" + data)


@given(st.text(st.sampled_from(list("ab :-\n\t#[]{}'\"&*!|>%@`?,.<=0\u2028é\\x")), max_size=80))
@example("? \n- :")
@example("a: |\n---")
@example('a: "\\U99999999"')
@settings(max_examples=700)
def test_random_yaml(text: str) -> None:
    read(f"---\n{text}\n---\n".encode())


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=6))
@settings(max_examples=400)
def test_mutated_real_files(seed: int, times: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a mutation, not a secret
    data = bytearray(REAL)
    for _ in range(times):
        place = chance.randrange(len(data))
        pieces = [b"", b"---\n", b"\t", b"\r", b": ", b'"', b"[", b"*", b"\x00", b"\xe9", b"\n\n"]
        data[place : place + chance.randrange(20)] = chance.choice(pieces)
    read(bytes(data))


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_any_text_as_any_value(text: str) -> None:
    typed = "'" + text.replace("'", "''").replace("\n", " ") + "'"
    keys = ("name", "email", "phone", "timezone", "prefers", "keep_in_touch", "snooze", "status")
    more = ("birthday", "do_not_contact", "language", "website", "relationship", "tags", "address")
    lines = "\n".join(f"{key}: {typed}" for key in keys + more)
    read(f"---\n{lines}\n---\n".encode(errors="surrogatepass"))


def test_25_kilobytes_of_brackets() -> None:
    document, (problem,) = read(b"---\nname: Dana\ntags: " + b"[" * 25_000 + b"\n---\nHi\n")
    assert str(problem) == (
        f"{PATH}:3:26: error[yaml-depth] Lists and maps are nested more than 20 deep here."
    )
    assert document.front is not None
    assert document.body == "Hi\n"


def test_25_kilobytes_of_brackets_of_the_other_kinds() -> None:
    assert codes(b"---\na: " + b"{a: " * 6_000 + b"\n---\n") == ["yaml-depth"]
    assert codes(b"---\n" + b"- " * 12_000 + b"x\n---\n") == ["yaml-depth"]
    assert codes(b"---\n" + b"? " * 12_000 + b"x\n---\n") == ["yaml-depth"]


def test_an_alias_bomb_of_700_bytes() -> None:
    rows = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    rows += [
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]"
        for old, new in zip("abcdefghijklmnopqrs", "bcdefghijklmnopqrst", strict=True)
    ]
    data = ("---\n" + "\n".join(rows) + "\n---\n").encode()
    assert 600 < len(data) < 800
    document, problems = read_document(SourceFile(PATH, data))
    assert {one.code for one in problems} == {"yaml-anchor", "yaml-alias"}
    # Nothing is multiplied: each list has the nine items typed, all of them texts.
    assert document.front is not None
    assert len(document.front.pairs) == len(rows)


def test_a_merge_bomb() -> None:
    rows = ["a: &a {x: 1}"]
    rows += [
        f"{new}: &{new} {{<<: [{','.join([f'*{old}'] * 9)}]}}"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    data = ("---\n" + "\n".join(rows) + "\n---\n").encode()
    found = codes(data)
    assert found.count("yaml-merge-key") == len(rows) - 1


def test_a_file_of_nothing_but_mistakes_does_not_fill_the_terminal() -> None:
    rows = "\n".join(f"k{number}: &a x" for number in range(20_000))
    assert len(codes(f"---\nname: D\n{rows}\n---\n".encode())) == 100


def test_long_lines_do_not_take_the_square_of_their_length() -> None:
    # Minutes each where a pattern tries every place anew.
    assert codes(b"---\nname: D\n" + b"- " * 200_000 + b"\n---\n") == ["yaml-syntax"]
    assert codes(b"---\nname: D\n@" + b" " * 300_000 + b"x\n---\n") == ["yaml-syntax"]
    assert codes(b"---\nname: D\nsnooze: " + b"." * 300_000 + b"x\n---\n") == ["bad-date"]


def test_a_line_separator_injects_no_key() -> None:
    data = "---\nname: Dana\u2028status: closed\u0085do_not_contact: yes\n---\n".encode()
    document, problems = read(data)
    assert document.front is None or [key.text for key, _ in document.front.pairs] == ["name"]
    assert problems[0].message == (
        "The character U+2028 LINE SEPARATOR does not belong in a text (and 1 more on this line)."
    )
