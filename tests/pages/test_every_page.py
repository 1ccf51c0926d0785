"""What holds for a page of every kind, in a real browser, with names that are hard to show.

By axe-core's rules in light and dark and at two widths; with nothing refused, missed or asked of
anybody else, from a folder and over http; without JavaScript; and by keyboard alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest

# It brings no types.
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.building import build
from tests.chromium import Heard, OpenContext
from tests.pages.every_page import KINDS, OF_ALL, build_every_page, page_of, pages_of
from tests.pages.over_http import served_folder

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_every_page(tmp_path_factory.mktemp("every"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of somebody who has no contact yet."""
    root = tmp_path_factory.mktemp("empty")
    (root / "contacts").mkdir()
    build(root)
    return root / "output"


def visit(page: Page, place: Path | str) -> None:
    """Open the page of a file, or at an address; the index leads on to the agenda."""
    address = place if isinstance(place, str) else place.as_uri()
    page.goto(address)
    if address.endswith("/index.html"):
        page.wait_for_url("**/agenda.html")


def unfold(page: Page) -> None:
    """Show all that is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds wrong: each rule, and the first element that breaks it."""
    # Without what axe-core would fetch: the page's policy lets it fetch nothing.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [
        {"rule": one["id"], "why": one["help"], "first": one["nodes"][0]["html"][:200]}
        for one in found
    ]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "index"])
def test_axe_finds_nothing_on_a_page_of_every_kind(page: Page, site: Path, kind: str) -> None:
    visit(page, page_of(site, kind))
    unfold(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []


@pytest.mark.parametrize("name", OF_ALL)
def test_axe_finds_nothing_where_there_is_no_contact(page: Page, empty: Path, name: str) -> None:
    visit(page, empty / name)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_scripts_show(
    open_context: OpenContext, site: Path, scheme: str
) -> None:
    page = open_context(color_scheme=scheme).new_page()
    page.goto((site / "agenda.html").as_uri())
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    assert violations(page) == []
    page.goto((site / "references.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("a")
    expect(page.locator("#find-list a").first).to_be_visible()
    assert violations(page) == []


@pytest.fixture
def own_files(site: Path) -> set[str]:
    return {one.relative_to(site).as_posix() for one in site.rglob("*") if one.is_file()}


@pytest.mark.parametrize("kind", KINDS)
def test_from_a_folder_nothing_but_the_sites_own_files_is_asked_for(
    page: Page, heard: Heard, site: Path, own_files: set[str], kind: str
) -> None:
    visit(page, page_of(site, kind))
    unfold(page)
    page.wait_for_load_state("load")
    asked = {unquote(urldefrag(one).url) for one in heard.asked}
    base = f"{site.as_uri()}/"
    assert all(one.startswith(unquote(base)) for one in asked)
    assert {one.removeprefix(unquote(base)) for one in asked} <= own_files


@pytest.fixture(scope="module")
def http(site: Path) -> Iterator[str]:
    with served_folder(site) as served:
        yield served.address


@pytest.mark.parametrize("kind", KINDS)
def test_over_http_nothing_but_the_sites_own_files_is_asked_for(
    page: Page, heard: Heard, site: Path, http: str, own_files: set[str], kind: str
) -> None:
    visit(page, f"{http}/{page_of(site, kind).relative_to(site).as_posix()}")
    unfold(page)
    page.wait_for_load_state("load")
    asked = {unquote(urldefrag(one).url).removeprefix(f"{http}/") for one in heard.asked}
    assert asked <= own_files


# Without JavaScript


@pytest.fixture
def plain(open_context: OpenContext) -> Page:
    """A page of a browser that runs no script."""
    return open_context(java_script_enabled=False).new_page()


@pytest.mark.parametrize("kind", KINDS)
def test_without_javascript_a_page_says_what_it_is_and_which_day_it_is_from(
    plain: Page, site: Path, kind: str
) -> None:
    plain.goto(page_of(site, kind).as_uri())
    if kind == "index":
        expect(plain).to_have_url((site / "agenda.html").as_uri())
    expect(plain.locator("h1")).to_be_visible()
    assert plain.locator("main").inner_text().strip()
    # What needs a script is not shown to be tried in vain.
    for what in (".find input", "button", ".filters"):
        assert plain.locator(what).filter(visible=True).count() == 0
    if kind not in {"call sheet", "letter"}:
        expect(plain.locator("footer")).to_contain_text("Fri 20 Nov 2026")


def test_a_morning_without_javascript(plain: Page, site: Path) -> None:
    """From the agenda to a person, the draft, the call sheet, the company, and back."""
    plain.goto((site / "index.html").as_uri())
    card = plain.locator("article.card").filter(has=plain.get_by_role("link", name="Draft")).first
    name = card.locator("h3").inner_text()
    card.get_by_role("link", name="Draft", exact=True).first.click()
    expect(plain.locator("h1")).to_have_text(name)
    # A link to a draft that is folded away leads to where it is unfolded.
    draft = plain.locator("details.draft").first
    if draft.get_attribute("open") is None:
        draft.locator("summary").click()
    expect(draft.locator(".message, pre").first).to_be_visible()
    plain.get_by_role("link", name="Pipeline").first.click()
    expect(plain.locator("h1")).to_have_text("Pipeline")
    plain.locator(".tile .where a").first.click()
    expect(plain.get_by_role("heading", name="Timeline")).to_be_visible()
    plain.get_by_role("link", name="Calendar").first.click()
    plain.locator(".part .month .items a").first.click()
    expect(plain.locator("h1")).to_be_visible()
    plain.get_by_role("link", name="Contacts").first.click()
    assert plain.locator("table.people tbody tr").count() > 30
    plain.get_by_role("link", name="Report").first.click()
    assert plain.locator("main table").count() > 5
    plain.get_by_role("link", name="Problems").first.click()
    expect(plain.locator("main")).to_contain_text("broken.md")


# By keyboard alone

#: What the focus is on: none at the page's end, else a number for each element, and how it shows.
FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  window.walked = window.walked || new Map();
  if (!window.walked.has(one)) window.walked.set(one, window.walked.size);
  const style = getComputedStyle(one);
  const { width, height } = one.getBoundingClientRect();
  const rings = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return { number: window.walked.get(one), shown: rings, size: width * height,
    what: one.matches(".find-switch") ? "the switch" : one.outerHTML.slice(0, 120),
    name: one.textContent.trim().slice(0, 40) };
}"""

#: All that can be worked with and is there to be seen; the switch below the search box is while the
#: focus is there.
WORKABLE = """() => Array.from(document.querySelectorAll(
    "a[href], button, input, select, summary, [tabindex='0'], [contenteditable]"))
  .filter((one) => one.matches(".find-switch")
    || one.checkVisibility({ visibilityProperty: true })
      && (one.tabIndex >= 0 || one.isContentEditable))
  .map((one) => one.matches(".find-switch") ? "the switch" : one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "index"])
def test_tab_goes_to_everything_once_and_shows_where_it_is(
    page: Page, site: Path, kind: str
) -> None:
    page.goto(page_of(site, kind).as_uri())
    expected = page.evaluate(WORKABLE)
    seen: list[dict[str, Any]] = []
    # A day is typed in three parts, and the picker beside them is a fourth stop.
    for _ in range(4 * len(expected)):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        if not seen or focus["number"] != seen[-1]["number"]:
            seen.append(focus)
    else:
        pytest.fail("there is no way out")
    assert [one["what"] for one in seen] == expected
    assert [one["number"] for one in seen] == list(range(len(expected)))
    assert [one["what"] for one in seen if not one["shown"]] == []
    assert [one["what"] for one in seen if not one["size"]] == []
    if kind not in {"call sheet", "letter"}:
        assert seen[0]["name"] == "Skip to the content"


def test_a_morning_by_keyboard(page: Page, site: Path) -> None:
    """Along the cards to a draft, somebody found, and the list narrowed and sorted."""
    page.goto((site / "agenda.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    events = page.locator("#arranged .event").count()
    for _ in range(events + 2):
        page.keyboard.press("j")
    second = page.evaluate("document.activeElement.textContent")
    assert second == page.locator("article.card h3").nth(1).inner_text()
    page.keyboard.press("d")
    expect(page.locator("h1")).to_have_text(second)
    expect(page.locator("details.draft[open]").first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("dana whitf")
    expect(page.locator("#find-list a").first).to_contain_text("Dana Whitfield")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Dana Whitfield")
    tab_to(page, "Contacts")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Contacts")
    tab_to_id(page, "filter-relationship")
    page.keyboard.type("recruiter")
    expect(page.locator(".filtered")).to_contain_text("of 35 contacts")
    tab_to(page, "Last contact")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-sort='descending']")).to_have_text("Last contact")
    assert "sort=-last-contact" in page.url


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something of a name has the focus."""
    _tab_until(page, f"document.activeElement.textContent.trim() === {json.dumps(name)}")


def tab_to_id(page: Page, name: str) -> None:
    _tab_until(page, f"document.activeElement.id === {json.dumps(name)}")


def _tab_until(page: Page, condition: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    pytest.fail(f"Tab never comes to where {condition}")


def test_every_page_of_the_site_is_of_some_kind(site: Path) -> None:
    """What is new among the site's pages is looked at here as well."""
    folders = {one.relative_to(site).parts[0] for one in pages_of(site)}
    assert folders == {path.split("/")[0] for path in KINDS.values()}
