"""Three lines of the user's own change a colour: on every page, by day, by night, not on paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.building import build
from tracker.templates import shipped_templates

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
STYLESHEET = (shipped_templates() / "assets" / "style.css").read_text(encoding="utf-8")

pytestmark = pytest.mark.browser

#: What is in the accent's colour, on pages of several types.
ACCENTED = {
    "agenda.html": "summary",
    "pipeline.html": ".tile .where a",
    "contacts.html": "td a",
    "contacts/acme/dana-whitfield.html": ".send button",
    "companies/acme-robotics.html": ".people th a",
    "calls/agencies/imogen-hartley/prepare-interview-2026-11-24.html": ".purpose",
    "report.html": "td a, th a",
}
#: What is not: the pills and the running text of the agenda.
OTHERS = {"overdue": ".timing.overdue", "due": ".timing.due", "ink": "main h2"}

Scheme = Literal["light", "dark"]
Medium = Literal["screen", "print"]


@pytest.fixture(scope="module")
def example() -> str:
    """The three lines, as the documentation and the stylesheet show them."""
    found = re.search(r"```css\n(.*?)```", DOC, re.DOTALL)
    assert found
    assert len(found[1].splitlines()) == 3
    assert found[1].split() == re.findall(r":root \{.*?\}", STYLESHEET, re.DOTALL)[0].split()
    return found[1]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, example: str) -> Mapping[str, Path]:
    """The site of the samples as it comes, and with the three lines."""
    root = tmp_path_factory.mktemp("colours")
    for name in ("contacts", "tracker.toml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, root / name)
    # An event that nothing comes before.
    (root / "contacts" / "ahead.md").write_text(
        "---\nname: Ada Ahead\ncompany: Ahead\nposition: Cook\n---\n\n## Log\n"
        "- 2026-12-10 interview (video)\n",
        encoding="utf-8",
    )
    build(root, root / "shipped")
    (root / "site_templates").mkdir()
    (root / "site_templates" / "custom.css").write_text(example, encoding="utf-8")
    build(root, root / "own")
    return {"shipped": root / "shipped", "own": root / "own"}


def colours(
    browser: Browser, site: Path, scheme: Scheme, medium: Medium
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The colours of what is in the accent's, and of what is not."""
    page = browser.new_page(color_scheme=scheme)
    page.emulate_media(media=medium, color_scheme=scheme)
    accented, others = {}, {}
    for path, selector in ACCENTED.items():
        page.goto((site / path).as_uri())
        accented[path] = colour(page, selector)
        if path == "agenda.html":
            others = {name: colour(page, one) for name, one in OTHERS.items()}
    page.close()
    return accented, others


def colour(page: Page, selector: str) -> str:
    found = page.locator(selector).first.evaluate(
        "one => getComputedStyle(one).color", timeout=5_000
    )
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize(
    ("scheme", "shipped", "own"),
    [
        ("light", "rgb(21, 94, 88)", "rgb(155, 44, 94)"),
        ("dark", "rgb(124, 201, 191)", "rgb(242, 163, 198)"),
    ],
)
def test_three_lines_change_the_accent_and_nothing_else(
    browser: Browser, sites: Mapping[str, Path], scheme: Scheme, shipped: str, own: str
) -> None:
    before, others_before = colours(browser, sites["shipped"], scheme, "screen")
    after, others_after = colours(browser, sites["own"], scheme, "screen")
    assert set(before.values()) == {shipped}
    assert set(after.values()) == {own}
    assert others_before == others_after


#: The pills that look like what they lie on.
LOST = """
  [...document.querySelectorAll(".timing")].filter((one) => {
    const behind = (each) => getComputedStyle(each).backgroundColor;
    let on = one.parentElement;
    while (behind(on) === "rgba(0, 0, 0, 0)") {
      on = on.parentElement;
    }
    return behind(on) === behind(one);
  }).map((one) => one.parentElement.textContent)
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    ["agenda.html", "pipeline.html", "contacts.html", "contacts/agencies/imogen-hartley.html"],
)
def test_how_soon_something_is_stands_out_from_what_it_lies_on(
    page: Page, sites: Mapping[str, Path], scheme: Scheme, path: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto((sites["shipped"] / path).as_uri())
    assert page.locator(".timing").count() > 3
    assert path == "contacts.html" or page.locator(".event-timing").count()
    assert page.evaluate(LOST) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_stays_black_on_white(
    browser: Browser, sites: Mapping[str, Path], scheme: Scheme
) -> None:
    for site in sites.values():
        accented, others = colours(browser, site, scheme, "print")
        assert {*accented.values(), *others.values()} == {"rgb(0, 0, 0)"}


def test_no_page_asks_for_what_is_not_there(browser: Browser, sites: Mapping[str, Path]) -> None:
    page = browser.new_page()
    missing: list[str] = []

    def failed(request: Request) -> None:
        # The icon of a page that is left at once is given up, and not missed.
        if request.resource_type in {"stylesheet", "script"}:
            missing.append(request.url)

    page.on("requestfailed", failed)
    for site in sites.values():
        for path in ACCENTED:
            page.goto((site / path).as_uri())
    page.close()
    assert missing == []


def test_every_property_is_for_light_and_dark_and_paper_and_is_used() -> None:
    plain = re.sub(r"/\*.*?\*/", "", STYLESHEET, flags=re.DOTALL)
    blocks = re.findall(r":root \{(.*?)\}", plain, re.DOTALL)
    light, dark, _, paper = (dict(re.findall(r"(--[\w-]+): ([^;]+);", one)) for one in blocks)
    coloured = {name for name, value in light.items() if value.startswith("#")}
    assert dark.keys() == coloured
    assert paper.keys() == coloured - {"--control"}
    assert all(value.endswith("!important") for value in paper.values())
    assert light.keys() == set(re.findall(r"var\((--[\w-]+)\)", STYLESHEET))
