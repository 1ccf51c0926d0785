"""Markdown as HTML: what it shows, and what it never does."""

from __future__ import annotations

import re
import time
from html import escape
from itertools import pairwise
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.pages.inert import faults, read_page
from tracker import markdown
from tracker.contact.blocks import LONGEST_BLOCK
from tracker.markdown import _PLAIN, _parser, to_html, to_inline_html, to_text

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</p></div></main><iframe src=//evil.example>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](\\\\\\\\evil.example)",
    "[x](mailto:a@b.example?bcc=c@d.example)",
    '[x](https://a.example "\\" onmouseover=alert(1) x=\\"")',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    '<https://a.example/"onclick=alert(1)>',
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "![x](//evil.example/pixel.png)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "[![x](https://evil.example/p.png)](https://a.example)",
    "![a [b](https://a.example) c](https://evil.example/p.png)",
    '```"><script>alert(1)</script>\ncode\n```',
    "|a|b|\n|:-|-:|\n|<script>|`<b>`|",
    "# <script>alert(1)</script> {#main .top}",
    "<!-- x --><style>*{display:none}</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href='https://a.example' onclick=x>",
    "{{ 7*7 }} {% raw %}",
    "\x00\x0b\x1b[31m",
    "\ud800",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_becomes_active(text: str) -> None:
    for html in (to_html(text), to_inline_html(text)):
        assert faults(html) == []
        assert not read_page(html).ids
        assert not any("class" in one for _, one in read_page(html).elements)
        assert not read_page(html).named("img")


@given(st.text(alphabet="<>&\"'`*_~[]()!#|\\:/-+=1. \n\taj", max_size=120))
def test_random_marks_never_become_active(text: str) -> None:
    assert faults(to_html(text)) == []
    assert faults(to_inline_html(text)) == []
    to_text(text)


#: What holds no mark is read by the parser too, rather than taken as it stands.
PARSER_READS_ALL = mock.patch.object(markdown, "_MARKED", re.compile(""))


@given(st.text(alphabet=st.characters(exclude_characters="\\`*_[]<>&!~\n\r\t\x00"), max_size=80))
@example("it's plain")
def test_plain_lines_mean_the_same_with_and_without_the_parser(text: str) -> None:
    if "  " not in text:
        with PARSER_READS_ALL:
            parsed = _parser().renderInline(text)
        # An apostrophe is the one sign that is escaped in two ways, to be shown the same.
        assert parsed.replace("'", "&#x27;") == escape(text) == to_inline_html(text)


LINES = ("word", "Two words", 'it\'s "quoted" (so)', "Étage 9, 50%: #1 + 2 = 3 | x!", "open: who?")
BETWEEN = ("\n", "\n\n", "\n\n\n\n", "\n- ", "\n\n- ", "\n  ", "\n\n  ")
#: What begins, ends or undoes a block, and blanks and breaks that only look like others.
NASTY = (
    *("-", "- ", "--", "---", "- - a", "-\ta", "- [ ] a", "+ a", "* a", "1. a", "2) a", "# a", "#"),
    *("===", "=", "|", "|-|", ":-", "[a]: b", "> a", "~~~", "```", "***", "<b>", "&amp;", "*a*"),
    *(" ", "  ", "    ", "\t", "\r", "\r\n", "\v", "\f", "\x00", "\x1c", "\x85", "\xa0", "\u2028"),
    *("\ufeff", "\ud800", "\u0301", "\u0660. a", "\u4e00", "_", "a_b", "\\", "a  \nb", "a\\\nb"),
)


def assert_as_parsed(text: str) -> None:
    for below in (2, 4):
        with PARSER_READS_ALL:
            parsed = str(_parser().render(text, {"below": below})) if text.strip() else ""
        assert to_html(text, below=below) == parsed


@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(BETWEEN)), max_size=8))
def test_plain_blocks_mean_the_same_with_and_without_the_parser(
    pieces: list[tuple[str, str]],
) -> None:
    text = "".join(map("".join, pieces))
    assert_as_parsed(text)
    assert_as_parsed(f"- {text}word")


@given(st.lists(st.sampled_from((*LINES, *BETWEEN, *NASTY)), max_size=12).map("".join))
def test_what_is_not_quite_plain_is_left_to_the_parser(text: str) -> None:
    assert_as_parsed(text)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("odd", NASTY)
@pytest.mark.parametrize("form", ["{odd}{line}", "{line}{odd}", "{line}\n{odd}", "- {line}\n{odd}"])
def test_no_odd_sign_slips_by_the_parser(line: str, odd: str, form: str) -> None:
    assert_as_parsed(form.format(line=line, odd=odd))
    assert_as_parsed(f"Before.\n\n{form.format(line=line, odd=odd)}\n\nAfter.")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Longer than planned. She's in.", "<p>Longer than planned. She's in.</p>\n"),
        ("Two\nlines.\n\nTwo blocks.\n", "<p>Two\nlines.</p>\n<p>Two blocks.</p>\n"),
        ("- open: who?\n- promised: a", "<ul>\n<li>open: who?</li>\n<li>promised: a</li>\n</ul>\n"),
        ("So:\n- long\n  item", "<p>So:</p>\n<ul>\n<li>long\nitem</li>\n</ul>\n"),
    ],
)
def test_what_people_type_most_needs_no_parser(
    text: str, html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markdown, "_parser", lambda: pytest.fail("the parser was called"))
    assert to_html(text) == html


@pytest.mark.parametrize(
    "unit", ["a ", "a\n", "- a\n", "- a\n  b\n", "a\n\n", "- a\n\n", "\n", "a\n- a\n\n"]
)
def test_what_is_plain_but_for_its_end_costs_its_length(unit: str) -> None:
    # With the square of its length this would take hours.
    assert not _PLAIN.fullmatch(unit * (400_000 // len(unit)) + "*")


def test_headings_stand_below_those_of_the_page() -> None:
    assert "<h3>One</h3>" in to_html("# One")
    assert "<h3>Six</h3>" in to_html("###### Six")
    assert "<h5>One</h5>" in to_html("One\n===", below=4)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12), st.integers(1, 4))
def test_headings_step_down_one_by_one(typed: list[int], below: int) -> None:
    html = to_html("\n\n".join(f"{'#' * one} x" for one in typed), below=below)
    shown = [int(one) for one in re.findall(r"<h(\d)>", html)]
    assert shown[0] == below + 1
    for (before, now), (was, one) in zip(pairwise(shown), pairwise(typed), strict=True):
        assert below < now <= min(6, before + 1)
        # What was typed as alike or higher is no deeper.
        assert one > was or now <= before
        assert one <= was or now == min(6, before + 1)


def test_what_people_write_is_shown() -> None:
    html = to_html("~~no~~ **yes** `code`\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n3. three")
    assert "<s>no</s> <strong>yes</strong> <code>code</code>" in html
    assert "<td>2</td>" in html
    assert '<ol start="3">' in html


def test_links_leave_without_saying_where_from() -> None:
    outside = read_page(to_html("[a](https://a.example 'A & B')")).named("a")
    assert outside == [
        {"href": "https://a.example", "title": "A & B", "rel": "noopener noreferrer"}
    ]
    inside = read_page(to_html("[a](notes.html)")).named("a")
    assert inside == [{"href": "notes.html"}]


def test_a_picture_is_shown_as_a_link_and_a_linked_one_as_its_name() -> None:
    assert read_page(to_html("![the office](https://a.example/p.png)")).text.strip() == (
        "image: the office"
    )
    linked = read_page(to_html("[![logo](https://a.example/p.png)](https://b.example)"))
    assert [one["href"] for one in linked.named("a")] == ["https://b.example"]


def test_a_picture_after_a_link_is_a_link_again() -> None:
    html = to_html("[a](https://a.example) ![b](b.png) [![c](c.png)](d.html) ![e](e.png)")
    assert [one["href"] for one in read_page(html).named("a")] == [
        "https://a.example",
        "b.png",
        "d.html",
        "e.png",
    ]


@pytest.mark.parametrize("picture", ["![](a)", "![a](b.png) "])
def test_a_file_full_of_pictures_takes_no_longer_than_its_length(picture: str) -> None:
    one = picture * (LONGEST_BLOCK // len(picture))

    def seconds(text: str) -> float:
        begun = time.process_time()
        assert to_html(text).count("image: ") == text.count("![")
        return time.process_time() - begun

    few = picture * 100
    seconds(few)
    # As much text in short blocks and in the longest: the length of a block must not matter.
    short = min(seconds("\n\n".join([few] * (len(one) // len(few)))) for _ in range(5))
    assert min(seconds(one) for _ in range(5)) < 2.5 * short


@pytest.mark.parametrize("unit", ["[", "*a ", "*a**b", "![[", "`", "[a](<b", "> ", "&", "a_*"])
def test_an_overlong_block_is_shown_as_it_stands_and_at_once(unit: str) -> None:
    text = unit * (120_000 // len(unit))
    begun = time.process_time()
    html = to_html(text)
    assert time.process_time() - begun < 5
    assert len(read_page(html).text) > 0


def test_a_block_is_parsed_up_to_the_limit_and_not_beyond() -> None:
    fits = "**b** " + "x" * (LONGEST_BLOCK - 6)
    assert "<strong>" in to_html(fits)
    assert "<strong>" not in to_html(fits + "x")
    assert "**b**" in to_html(fits + "x")
    assert "<strong>" not in to_inline_html(fits + "x")


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("asked about *migrations*", "asked about migrations"),
        ("see [the *site*](https://a.example) `now`", "see the site now"),
        ("![logo](x.png) sent", "logo sent"),
        ("a\nb   c", "a b c"),
        ("2 * 3 < 7 & so", "2 * 3 < 7 & so"),
        ("a&amp;b", "a&b"),
    ],
)
def test_to_text_is_what_one_would_read_aloud(text: str, spoken: str) -> None:
    assert to_text(text) == spoken
