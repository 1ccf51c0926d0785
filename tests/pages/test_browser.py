"""The site in a real browser: from a folder and over http, with nothing refused or missed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import Heard
from tests.pages.over_http import Served, served_folder
from tests.pages.sample_site import sample_world
from tests.site_views import render_site

pytestmark = pytest.mark.browser

#: A script that says what the browser made of the page.
PROBE = """
addEventListener("load", function () {
  var style = getComputedStyle(document.body);
  var said = document.createElement("pre");
  said.id = "probe";
  var card = getComputedStyle(document.querySelector(".card"));
  said.textContent = [style.marginTop, card.borderLeftWidth,
    document.documentElement.scrollWidth <= innerWidth].join(" ");
  document.body.appendChild(said);
});
"""

#: What the agenda asks for beside its page.
AGENDA_FILES = {
    "/assets/calling.js",
    "/assets/days.js",
    "/assets/fresh.js",
    "/assets/pieces.js",
    "/assets/icon.svg",
    "/assets/clipboard.js",
    "/assets/keys.js",
    "/assets/search.js",
    "/assets/style.css",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site, and pages of it with a script: among its files, or in the page itself."""
    folder = tmp_path_factory.mktemp("site")
    for one in render_site(sample_world().views(), None):
        file = folder / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.data)
    (folder / "assets" / "probe.js").write_text(PROBE, encoding="utf-8")
    page = (folder / "agenda.html").read_text(encoding="utf-8")
    for name, script in (
        ("measured.html", '<script src="assets/probe.js"></script>'),
        ("scripted.html", f"<script>{PROBE}</script><p onclick='alert(1)'></p>"),
    ):
        text = page.replace("</body>", f"{script}</body>")
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def http(site: Path) -> Iterator[Served]:
    """The site over http; a test names it before its page, which is then closed before it ends."""
    with served_folder(site) as served:
        yield served


@pytest.mark.parametrize(
    "name",
    ["agenda.html", "contacts/agencies/luis.html", "report.html", "problems.html", "contacts.html"],
)
def test_pages_open_from_a_folder_without_a_word_on_the_console(
    page: Page, site: Path, name: str
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((site / name).as_uri())
    expect(page.locator("h1")).to_have_count(1)
    assert said == []


@pytest.mark.parametrize("width", [500, 1280])
def test_the_stylesheet_applies_from_a_folder(page: Page, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site / "measured.html").as_uri())
    expect(page.locator("#probe")).to_have_text("0px 5px true")


def test_no_script_runs_that_is_written_into_a_page(page: Page, site: Path, heard: Heard) -> None:
    page.goto((site / "scripted.html").as_uri())
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("#probe")).to_have_count(0)
    errors = heard.take_errors()
    assert errors
    assert all("Content Security Policy" in one for one in errors)


def test_the_same_over_http_with_no_request_but_for_the_sites_own_files(
    http: Served, page: Page, heard: Heard
) -> None:
    page.goto(f"{http.address}/scripted.html")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("#probe")).to_have_count(0)
    assert all("Content Security Policy" in one for one in heard.take_errors())
    assert set(http.asked) <= {"/scripted.html", *AGENDA_FILES}
    assert "/assets/style.css" in http.asked


def test_the_agenda_over_http_asks_for_the_sites_own_scripts_and_no_more(
    http: Served, page: Page
) -> None:
    page.goto(f"{http.address}/agenda.html")
    expect(page.locator("h1")).to_have_count(1)
    # Browsers need not ask for an icon.
    assert {"/agenda.html", *AGENDA_FILES} - set(http.asked) <= {"/assets/icon.svg"}
    assert set(http.asked) <= {"/agenda.html", *AGENDA_FILES}


def test_index_leads_on_to_the_agenda(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.wait_for_url((site / "agenda.html").as_uri())
    expect(page.locator("main")).to_contain_text("Due now")
