"""Every kind of page at the width of a phone, a tablet and a desk: nothing sticks out."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.building import build
from tests.chromium import OpenContext
from tests.pages.every_page import KINDS, build_every_page, page_of

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.browser

#: How many lines the menu has, by where its items begin.
LINES = (
    "new Set(Array.from(document.querySelectorAll('.top nav li'))"
    ".filter(one => one.offsetParent).map(one => one.offsetTop)).size"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the samples."""
    output = tmp_path_factory.mktemp("widths") / "site"
    build(ROOT, output)
    return output


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with names and texts that are hard to lay out."""
    return build_every_page(tmp_path_factory.mktemp("hard"))


def open_wide(open_context: OpenContext, width: int) -> Page:
    """A page of a width; a phone's where it is narrow."""
    size = {"width": width, "height": 900}
    return open_context(viewport=size, is_mobile=width < 500).new_page()


@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize("kind", [one for one in KINDS if one != "index"])
def test_nothing_sticks_out_and_the_menu_has_one_line(
    open_context: OpenContext, hard: Path, kind: str, width: int
) -> None:
    page = open_wide(open_context, width)
    page.goto(page_of(hard, kind).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('.top nav ul').scrollWidth") <= width
    assert page.evaluate(LINES) == 1


def test_on_a_phone_the_calendar_begins_with_what_is_to_be_done(
    open_context: OpenContext, site: Path
) -> None:
    page = open_wide(open_context, 390)
    page.goto((site / "calendar.html").as_uri())
    cells = (
        "Array.from(document.querySelectorAll('.part .month td')).filter(one => one.offsetParent)"
    )
    assert page.evaluate(f"{cells}[0].id") == "d2026-11-13"
    assert page.evaluate(f"{cells}.every(one => one.id)")
    assert "Fri 13 Nov" in page.evaluate(f"{cells}[0].innerText")


def test_every_day_can_be_reached_by_the_keyboard(page: Page, site: Path) -> None:
    page.goto((site / "calendar.html").as_uri())
    first = "document.querySelector('.jump a').click(); location.hash"
    assert page.evaluate(first) == "#d2026-11-20"
    assert page.evaluate(
        "document.querySelector(location.hash).getBoundingClientRect().top < innerHeight"
    )
