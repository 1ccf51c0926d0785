"""What reaches the terminal is text, and nothing that a terminal would obey."""

from __future__ import annotations

import io
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cli.output import prepare_streams, problem_lines, summary
from tracker.diagnostics import Diagnostic, Severity
from tracker.plain import clean


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain", "plain"),
        ("a\x1b[31mred\x1b[0m", "ared"),
        ("\x1b]0;title\x07x", "x"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;never ends", ""),
        ("\x9b2Jx", "x"),
        ("\x1bPdevice\x1b\\x", "x"),
        ("\x1bcx", "x"),
        ("one\ntwo\r\nthree\tfour", "one two three four"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
        ("a\ud800b", "ab"),
        ("é 東京 👩\u200d💻", "é 東京 👩\u200d💻"),
    ],
)
def test_clean(typed: str, shown: str) -> None:
    assert clean(typed) == shown


@given(st.text(alphabet=st.characters(codec=None)))
def test_clean_leaves_no_control_character_and_one_line(text: str) -> None:
    shown = clean(text)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in shown)
    assert len(shown.splitlines()) <= 1
    assert clean(shown) == shown


def test_signs_that_an_encoding_lacks_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    prepare_streams()
    sys.stdout.write("“9–5” · José … 東")
    sys.stdout.flush()
    assert raw.getvalue() == b'"9-5" - Jos? ... ?'


def test_problems_are_one_line_each_with_their_hint_below() -> None:
    problem = Diagnostic("a.md", 3, 7, Severity.ERROR, "code", "Said\x1b[2J so.", "Do\nthis.")
    other = Diagnostic("a.md", 9, 1, Severity.HINT, "other", "Said.")
    lines = [clean(line) for line in problem_lines((problem, other))]
    assert lines == [
        "a.md:3:7: error[code] Said so.",
        "    hint: Do this.",
        "a.md:9:1: hint[other] Said.",
    ]
    assert summary({problem.severity: 1, other.severity: 2}) == "1 error, 2 hints"
