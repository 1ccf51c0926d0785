"""The script goes into a page, and the page's policy lets it run; nothing else changes."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.serve.talk import PAGE, POLICY
from tracker.serve.pages import widened, with_script

TAG = '<script src="/-/live.js" defer data-boot="b00t" data-version="7"></script>\n'


def scripted(page: str) -> str:
    return with_script(page.encode(), "b00t", 7).decode()


@pytest.mark.parametrize(
    ("policy", "wider"),
    [
        (
            "default-src 'none'; style-src 'self'",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
        ),
        (
            "default-src 'none'; script-src 'self'",
            "default-src 'none'; script-src 'self'; connect-src 'self'",
        ),
        (
            "default-src 'none'; script-src 'none'; connect-src 'NONE'",
            "default-src 'none'; script-src 'self'; connect-src 'self'",
        ),
        (
            "default-src 'none'; Script-Src 'sha256-x'; CONNECT-SRC a.example 'SELF'",
            "default-src 'none'; script-src 'sha256-x' 'self'; connect-src a.example 'SELF'",
        ),
        (
            "default-src 'none'; script-src; connect-src",
            "default-src 'none'; script-src 'self'; connect-src 'self'",
        ),
        # What the default allowed, the new ones allow as well.
        (
            "default-src a.example",
            "default-src a.example; script-src a.example 'self'; connect-src a.example 'self'",
        ),
        # Nothing is forbidden, so nothing must be allowed.
        ("style-src 'self'", "style-src 'self'"),
        ("", ""),
        (
            "default-src 'none'; script-src-elem 'none'",
            "default-src 'none'; script-src-elem 'self'; script-src 'self'; connect-src 'self'",
        ),
        # Of two of a name, the first counts.
        (
            "default-src 'none'; script-src 'self'; script-src 'none';; ;",
            "default-src 'none'; script-src 'self'; connect-src 'self'",
        ),
    ],
)
def test_a_policy_is_widened_by_the_site_itself_alone(policy: str, wider: str) -> None:
    assert widened(policy) == wider
    assert widened(wider) == wider


def test_a_page_gets_the_script_last_in_its_head_and_a_wider_policy() -> None:
    wider = f"{POLICY}; script-src 'self'; connect-src 'self'"
    assert scripted(PAGE) == PAGE.replace("</head>", f"{TAG}</head>").replace(POLICY, wider)


@pytest.mark.parametrize(
    ("meta", "is_policy"),
    [
        ("""<meta http-equiv="Content-Security-Policy" content="default-src 'none'">""", True),
        ("""<META content="default-src 'none'" HTTP-EQUIV=content-security-policy />""", True),
        (
            """<meta http-equiv='Content-Security-Policy' content='default-src &#39;none&#39;'>""",
            True,
        ),
        (
            """<meta\nhttp-equiv = "Content-Security-Policy"\ncontent = "default-src 'none'"\n>""",
            True,
        ),
        ("""<meta name="x" content="default-src 'none'; a > b">""", False),
        ("""<meta name="Content-Security-Policy" content="default-src 'none'">""", False),
        ("""<meta http-equiv="refresh" content="0; url=agenda.html">""", False),
        ("""<meta http-equiv="Content-Security-Policy">""", False),
    ],
)
def test_a_policy_is_found_however_it_is_written(meta: str, is_policy: bool) -> None:  # noqa: FBT001
    page = scripted(f"<head>{meta}</head>{meta}")
    head, _, body = page.partition("</head>")
    assert body == meta
    assert (meta in head) is not is_policy
    found = re.search(r'content="([^"]*)"', head) if is_policy else None
    assert is_policy is (found is not None)
    if found:
        assert (
            html.unescape(found[1]) == "default-src 'none'; script-src 'self'; connect-src 'self'"
        )


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<HEAD></HEAD ><p>", f"<HEAD>{TAG}</HEAD ><p>"),
        ("<p>no head", f"<p>no head{TAG}"),
        ("", TAG),
        ("<head></head><pre></head></pre>", f"<head>{TAG}</head><pre></head></pre>"),
    ],
)
def test_where_the_script_goes(page: str, wanted: str) -> None:
    assert scripted(page) == wanted


@given(st.binary())
def test_no_byte_of_a_page_is_lost(body: bytes) -> None:
    page = b"<head></head>" + body
    assert with_script(page, "b00t", 7) == b"<head>" + TAG.encode() + b"</head>" + body
