"""The pages of all at the width of a phone, a tablet and a desk: nothing sticks out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building import build
from tests.serve.cdp import Tab, browser

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
def tab(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """A page of a browser."""
    with browser(chromium, tmp_path_factory.mktemp("profile")) as driven:
        tab = Tab(driven)
        yield tab
        tab.close()


@pytest.mark.parametrize("width", [390, 820, 1440])
@pytest.mark.parametrize(
    "page",
    ["agenda.html", "pipeline.html", "calendar.html", "contacts.html", "work-search.html"],
)
def test_nothing_sticks_out_and_the_menu_has_one_line(
    tab: Tab, site: Path, page: str, width: int
) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    tab.call("Emulation.setDeviceMetricsOverride", **size)
    tab.open((site / page).as_uri())
    assert tab.ask("document.documentElement.scrollWidth") <= width
    assert tab.ask("document.querySelector('.top nav ul').scrollWidth") <= width
    assert tab.ask(LINES) == 1
    assert tab.errors() == []


def test_on_a_phone_the_calendar_begins_with_what_is_to_be_done(tab: Tab, site: Path) -> None:
    size = {"width": 390, "height": 900, "deviceScaleFactor": 1, "mobile": True}
    tab.call("Emulation.setDeviceMetricsOverride", **size)
    tab.open((site / "calendar.html").as_uri())
    cells = (
        "Array.from(document.querySelectorAll('.part .month td')).filter(one => one.offsetParent)"
    )
    assert tab.ask(f"{cells}[0].id") == "d2026-11-13"
    assert tab.ask(f"{cells}.every(one => one.id)")
    assert "Fri 13 Nov" in tab.ask(f"{cells}[0].innerText")


def test_every_day_can_be_reached_by_the_keyboard(tab: Tab, site: Path) -> None:
    tab.open((site / "calendar.html").as_uri())
    first = "document.querySelector('.jump a').click(); location.hash"
    assert tab.ask(first) == "#d2026-11-20"
    assert tab.ask(
        "document.querySelector(location.hash).getBoundingClientRect().top < innerHeight"
    )
