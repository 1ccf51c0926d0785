"""The quick scan of a body and the parser: where the scan answers, it answers the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.contact.block_parse import parse
from tracker.contact.block_scan import scan
from tracker.contact.blocks import LONGEST_BLOCK, Block

BY_HAND = Path(__file__).parent / "by_hand"

#: What logs are typed in; the scan answers for many of these.
USUAL = (
    "", "", "- 2026-11-12 call: text", "- [x] 2026-11-12 email", "- [ ] 2026-11-20 call",
    "  - open: why?", "  - promised: a quote", "    - deeper", "  more of it", "    text or code",
    "      code", "text", "2026-11-12 text", "## Log", "### 2026-11-12 call", "* star", "  * star",
    "> quote", "> - in it", "**bold** text", "    code",
)  # fmt: skip

#: What means something else than it seems to; the scan mostly leaves these to the parser.
NASTY = (
    "-", "- ", "---", "- - -", "***", "* * *", "===", "=", "--", "___", "```", "~~~", "```text",
    "1. one", "2. two", "3) x", "1986. A year", "  1. x", "[a]: b", "[a", "b]: c", "[a]\\: b",
    "[\\]]: b", "- [a]: b", ">", ">> x", " > x", "-  two", "-     code", "-    four", " - one in",
    "   - three in", "     - five in", "+ plus", "-\tx", "\tx", "  \tx", "# ", "#", "#tag",
    "## # #", "## x ##", "## x#", "  ## x", "    ## x", "####### x", "- # x",
    "- > x", "- ```", "- - x",
    "- 1. x", "\\", "x\\", "<div>", "<!-- x", "| a | b |", "|---|---|", "-x", "--x", "*x", "_x_",
    "+1 555", "  ", "    ", "\u00a0x", "- \u00a0x", "\u00a0", "\u2028", "   x", "       x", "- x  ",
)  # fmt: skip

INDENTS = st.sampled_from(("", "", "", " ", "  ", "   ", "    ", "      ", "        "))
LINES = st.one_of(
    st.sampled_from(USUAL),
    st.sampled_from(USUAL),
    st.sampled_from(NASTY),
    st.builds(str.__add__, INDENTS, st.sampled_from(USUAL + NASTY)),
    st.text("-*+#>`~_=[]:12.) x\\", max_size=8),
)


def answers(text: str) -> bool:
    """Whether the scan answers; then as the parser does."""
    lines = text.split("\n")
    scanned = scan(text, lines)
    if scanned is not None:
        assert (scanned, ()) == parse(text, lines), text
    return scanned is not None


@given(st.lists(st.sampled_from(USUAL), max_size=14).map("\n".join))
@settings(max_examples=1500)
def test_usual_lines(text: str) -> None:
    answers(text)


@given(st.lists(LINES, max_size=10).map("\n".join))
@example("- a\n\n      code\n\n     - b")
@example("- a\n  - b\n\n text\n- c")
@example("-    a\n    - b\n   - c")
@example("> a\n> - b\n>\n\nc")
@example("    code\n\n    code\n\n")
@settings(max_examples=3000)
def test_lines_that_break_it(text: str) -> None:
    answers(text)


@pytest.mark.parametrize("line", [*USUAL, *NASTY])
@pytest.mark.parametrize(
    "above", ["", "text\n", "- item\n", "- item\n\n", "- a\n  - b\n", "## h\n"]
)
def test_every_line_below_every_block(above: str, line: str) -> None:
    for indent in range(9):
        answers(f"{above}{' ' * indent}{line}")
        answers(f"{above}{' ' * indent}{line}\nmore\n")
        answers(f"{above}{' ' * indent}{line}\n\n  - more\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "## Log\n",
        "## Log\n- 2026-11-12 call (voicemail): asked\n- [x] 2026-11-13 email\n- [ ] 2026-12-01\n",
        "About her.\n\n## Log\n\n- 2026-11-12 call\n  - open: why?\n  went on\n\n  more\n\n",
        "- plays chess\n- hates surprises\n\n## log:\n* 2026-11-12 note: **so** far\n  * open: x\n",
        "> said\n> twice\n\n## Log\n### 2026-11-12 call\nWent well.\n\n- promised: a quote\n",
        "## Log\n- 2026-11-12 call\n\n      code\n\n  text\n\n### 2026-11-13\n    code\n\n    x",
    ],
)
def test_it_answers_for_usual_bodies(text: str) -> None:
    assert answers(text)


def test_it_answers_for_most_files_typed_by_hand() -> None:
    bodies = [
        path.read_text(encoding="utf-8-sig").partition("\n---")[2].replace("\r", "")
        for path in BY_HAND.glob("*.md")
    ]
    assert sum(map(answers, bodies)) * 2 > len(bodies)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_lines_alone(text: str) -> None:
    answers(text)


def test_long_blocks_are_left_to_the_parser() -> None:
    for text in ("é", "- é", "> é", "## é"):
        long = text * 1 + "é" * LONGEST_BLOCK
        assert scan(long, [long]) is None
    below = ["- x", *["  y" * 100] * LONGEST_BLOCK]
    assert scan("\n".join(below), below) is None
    many = ["- 2026-11-12 call: talked about the weather"] * 1000
    assert scan("\n".join(many), many) is not None


def test_a_usual_file_needs_no_parser() -> None:
    code = (
        "import sys\n"
        "from tracker.contact.reader import read_contact\n"
        "from tracker.files import SourceFile\n"
        "data = b'---\\nname: Dana\\n---\\n## Log\\n- 2026-11-12 call\\n  - open: why?\\n'\n"
        "contact, problems = read_contact(SourceFile('contacts/dana.md', data))\n"
        "assert contact and contact.entries and not problems\n"
        "assert 'markdown_it' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_what_a_scan_finds() -> None:
    text = "lazy\n\n- a\nb\n  - c"
    (first, second) = scan(text, text.split("\n")) or ()
    assert first == Block(0, 1, bare=[0])
    assert (second.begin, second.end, second.bare) == (2, 5, [3])
    assert [(one.begin, one.end, one.column) for one in second.all_items] == [(2, 5, 2), (4, 5, 4)]
