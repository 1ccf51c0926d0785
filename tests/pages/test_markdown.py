"""Markdown as HTML: what it shows, and what it never does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pages.inert import faults, read_page
from tracker.contact.blocks import LONGEST_BLOCK
from tracker.markdown import to_html, to_inline_html, to_text

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


@given(st.text(alphabet=st.characters(exclude_characters="\\`*_[]<>&!~\n\r\t\x00"), max_size=80))
def test_plain_lines_mean_the_same_with_and_without_the_parser(text: str) -> None:
    from html import escape  # noqa: PLC0415

    from tracker.markdown import _parser  # noqa: PLC0415

    if "  " not in text:
        assert _parser().renderInline(text) == escape(text) == to_inline_html(text)


def test_headings_stand_below_those_of_the_page() -> None:
    assert "<h3>One</h3>" in to_html("# One")
    assert "<h6>Six</h6>" in to_html("###### Six")
    assert "<h5>One</h5>" in to_html("One\n===", below=4)


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
