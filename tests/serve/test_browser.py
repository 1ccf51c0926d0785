"""Pages that reload themselves, in a real browser and under the site's real policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import REBOUND, Heard, OpenContext, loading, tabs
from tests.pages.sample_site import sample_world
from tests.serve.talk import port_of, write
from tests.site_views import render_site
from tracker.serve import Announcement, SiteServer
from tracker.serve.files import read_site_file

pytestmark = pytest.mark.browser

BANNER = "document.querySelector('[role=status]')"
HEADING = "document.querySelector('h1').textContent"
IS_SHOWN = f"{BANNER}.getBoundingClientRect().height > 0"

#: The place of the reader is restored, and the browser has had time to move it once more.
SETTLED = """
  history.scrollRestoration === "auto"
  && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))
"""

#: Long enough to scroll, with what a reader may have opened and be at.
FILLING = '<p><a id="here" href="agenda.html">here</a></p>' + "".join(
    f"<article><h3>Person {number}</h3><p>text</p>"
    f"<details><summary>Later: 2 more</summary><p>more</p></details></article>"
    for number in range(60)
)


@pytest.fixture
def page(server: SiteServer, open_context: OpenContext) -> Page:  # noqa: ARG001 - set up first
    """A page that is closed before its server stops, or it would complain."""
    return open_context().new_page()


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    return {one.path: one.data for one in render_site(sample_world().views(), None)}


@pytest.fixture
def agenda(pages: dict[str, bytes]) -> str:
    page = pages["agenda.html"].decode()
    assert page.count("</h1>") == page.count("</main>") == 1
    return page.replace("</main>", f"{FILLING}</main>")


@pytest.fixture
def site(tmp_path: Path, pages: dict[str, bytes], agenda: str) -> Path:
    for path, data in pages.items():
        write(tmp_path / "site", path, data)
    write(tmp_path / "site", "agenda.html", agenda)
    return tmp_path / "site"


def loads_of(page: Page) -> list[Page]:
    """One of each load from now on."""
    loads: list[Page] = []

    def on_load(loaded: Page) -> None:
        loads.append(loaded)

    page.on("load", on_load)
    return loads


def renamed(page: str, heading: str) -> str:
    return re.sub("<h1>[^<]*</h1>", f"<h1>{heading}</h1>", page)


def test_a_build_reloads_the_page_and_the_reader_stays_where_they_were(
    page: Page, heard: Heard, server: SiteServer, site: Path, agenda: str
) -> None:
    page.goto(f"{server.url}agenda.html")
    loads = loads_of(page)
    page.evaluate("""
      for (const one of document.querySelectorAll("article:nth-of-type(10n) details")) {
        one.open = true;
      }
      // As after a walk through the page: no height in it is a guess.
      const drawn = new CSSStyleSheet();
      drawn.replaceSync("* { content-visibility: visible !important; }");
      document.adoptedStyleSheets.push(drawn);
      document.getElementById("here").focus();
      scrollTo(0, 1234);
    """)
    opened = "[...document.querySelectorAll('details[open]')].map(o => o.parentNode.innerText)"
    before = page.evaluate(opened)
    assert len(before) >= 6
    assert page.evaluate("scrollY") == 1234

    # Somebody else is new, and comes first: what was open is now elsewhere in the page.
    new = agenda.replace(
        "<article><h3>Person 0<",
        "<article><h3>New</h3><details><summary>Later: 2 more</summary></details></article>"
        "<article><h3>Person 0<",
    )
    write(site, "agenda.html", renamed(new, "Second"))
    with loading(page):
        server.announce(Announcement(1), reload=True)
    assert page.evaluate(HEADING) == "Second"
    page.wait_for_function(SETTLED)
    assert page.evaluate("scrollY") == 1234
    assert page.evaluate("document.activeElement.id") == "here"
    assert page.evaluate(opened) == before
    assert page.evaluate("sessionStorage.length") == 0

    write(site, "agenda.html", renamed(new, "Third"))
    with loading(page):
        server.announce(Announcement(2), reload=True)
    page.wait_for_function(SETTLED)
    assert (page.evaluate(HEADING), page.evaluate("scrollY")) == ("Third", 1234)
    assert len(loads) == 2
    assert all(url.startswith(server.url) for url in heard.asked)


def test_problems_come_and_go_in_a_banner(page: Page, server: SiteServer) -> None:
    page.goto(f"{server.url}agenda.html")
    loads = loads_of(page)
    assert page.evaluate(IS_SHOWN) is False
    text = "contacts/a.md:3:1: error[x] <img src=x onerror=alert(1)> <b>"
    server.announce(Announcement(1, (text,)), reload=False)
    page.wait_for_function(f"() => {IS_SHOWN}")
    assert page.evaluate(f"{BANNER}.innerText").splitlines() == ["Tracker found a problem", text]
    assert page.evaluate("document.querySelectorAll('img[src=x]').length") == 0

    many = tuple(f"contacts/{number}.md:1:1: error[y] wrong" for number in range(10))
    server.announce(Announcement(2, many), reload=False)
    page.wait_for_function(f"() => {BANNER}.innerText.includes('10 problems')")
    lines = page.evaluate(f"{BANNER}.innerText").splitlines()
    assert lines == ["Tracker found 10 problems", *many[:8], "and 2 more"]
    # It covers nothing: the page begins below it.
    top = "document.querySelector('h1').getBoundingClientRect().top"
    assert page.evaluate(f"{BANNER}.getBoundingClientRect().bottom <= {top}")

    server.announce(Announcement(3), reload=False)
    page.wait_for_function(f"() => !({IS_SHOWN})")
    assert page.evaluate(f"{BANNER}.textContent") == ""
    assert loads == []


def test_the_banner_is_dismissed_by_keyboard_and_comes_back_with_news(
    page: Page, server: SiteServer
) -> None:
    page.goto(f"{server.url}agenda.html")
    server.announce(Announcement(1, ("one",)), reload=False)
    page.wait_for_function(f"() => {IS_SHOWN}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Dismiss"
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => !({IS_SHOWN})")

    # Over a reload it stays away: nothing is new about it.
    with loading(page):
        server.announce(Announcement(2, ("one",)), reload=True)
    page.wait_for_function("() => document.querySelector('button')")
    server.announce(Announcement(3, ("one", "two")), reload=False)
    page.wait_for_function(f"() => {IS_SHOWN}")
    assert page.evaluate(f"{BANNER}.innerText").splitlines() == [
        "Tracker found 2 problems",
        "one",
        "two",
    ]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => !({IS_SHOWN})")

    # Ended and come back, it is news.
    server.announce(Announcement(4), reload=False)
    with loading(page):
        server.announce(Announcement(5), reload=True)
    server.announce(Announcement(6, ("one", "two")), reload=False)
    page.wait_for_function(f"() => {IS_SHOWN}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_banner_can_be_read(page: Page, server: SiteServer, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 600})
    server.announce(Announcement(1, ("contacts/" + "long-" * 80 + ".md",)), reload=False)
    page.goto(f"{server.url}agenda.html")
    page.wait_for_function(f"() => {IS_SHOWN}")
    ink, paper = page.evaluate(
        f"(s => [s.color, s.backgroundColor])(getComputedStyle({BANNER}.parentNode))"
    )
    assert (brightness(ink) > brightness(paper)) is (scheme == "dark")
    assert contrast(ink, paper) >= 7
    assert page.evaluate("getComputedStyle(document.querySelector('button')).color") == ink
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True
    assert page.evaluate("document.querySelector('button').getBoundingClientRect().right") <= width


def test_a_build_between_the_page_and_its_stream_is_not_missed(
    page: Page, server: SiteServer, site: Path, agenda: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def read_and_build(root: Path, path: str) -> bytes | None:
        data = read_site_file(root, path)
        read.append(path)
        if path == "agenda.html" and read.count(path) == 1:
            write(site, path, renamed(agenda, "Meanwhile"))
            server.announce(Announcement(1), reload=True)
        return data

    monkeypatch.setattr("tracker.serve.handler.read_site_file", read_and_build)
    # The page as it was, and then the page as it is.
    with loading(page, times=2):
        page.goto(f"{server.url}agenda.html", wait_until="commit")
    assert page.evaluate(HEADING) == "Meanwhile"


def test_a_page_that_has_gone_stays_until_it_is_back(
    page: Page, heard: Heard, server: SiteServer, site: Path, agenda: str
) -> None:
    heard.expect("404 (Not Found)")
    page.goto(f"{server.url}agenda.html?x=1")
    loads = loads_of(page)
    heading = page.evaluate(HEADING)
    (site / "agenda.html").unlink()
    server.announce(Announcement(1, ("a problem",)), reload=True)
    page.wait_for_function(f"() => {IS_SHOWN}")
    said = page.evaluate(f"{BANNER}.innerText").splitlines()
    assert said == ["This page is no longer in the site", "a problem"]
    assert page.evaluate(HEADING) == heading
    assert loads == []

    write(site, "agenda.html", renamed(agenda, "Back"))
    with loading(page):
        server.announce(Announcement(2), reload=True)
    assert page.evaluate(HEADING) == "Back"
    assert page.evaluate(IS_SHOWN) is False


def test_a_page_not_there_yet_appears(
    page: Page, heard: Heard, server: SiteServer, site: Path, agenda: str
) -> None:
    heard.expect("404 (Not Found)")
    page.goto(f"{server.url}new.html")
    assert page.evaluate(HEADING) == "No such page"
    write(site, "new.html", renamed(agenda, "New"))
    with loading(page):
        server.announce(Announcement(1), reload=True)
    assert page.evaluate(HEADING) == "New"


def test_a_kept_page_goes_on_being_shown(
    page: Page, server: SiteServer, site: Path, agenda: str
) -> None:
    page.goto(f"{server.url}agenda.html")
    (site / "agenda.html").unlink()
    kept = {"agenda.html": renamed(agenda, "The last good one").encode()}
    with loading(page):
        server.announce(Announcement(1, ("broken",)), reload=True, kept=kept)
    assert page.evaluate(HEADING) == "The last good one"
    page.wait_for_function(f"() => {IS_SHOWN}")


def test_another_run_of_the_server_reloads_once(
    page: Page, heard: Heard, site: Path, agenda: str
) -> None:
    # While there is none.
    heard.expect("ERR_CONNECTION_REFUSED")
    first = SiteServer(site, 0)
    first.start()
    first.announce(Announcement(7), reload=True)
    page.goto(f"{first.url}agenda.html")
    loads = loads_of(page)
    page.evaluate("scrollTo(0, 500)")
    page.wait_for_function("() => document.querySelector('button')")
    first.stop()
    write(site, "agenda.html", renamed(agenda, "Another run"))
    second = SiteServer(site, port_of(first))
    try:
        with loading(page):
            second.start()
        assert page.evaluate(HEADING) == "Another run"
        assert page.evaluate("scrollY") == 500
        second.announce(Announcement(1, ("heard",)), reload=False)
        page.wait_for_function(f"() => {IS_SHOWN}")
        assert len(loads) == 1
        page.close()
    finally:
        second.stop()


@pytest.mark.parametrize("from_the_start", [True, False])
def test_a_tab_in_the_background_holds_no_stream_and_catches_up(
    page: Page,
    heard: Heard,
    server: SiteServer,
    site: Path,
    agenda: str,
    from_the_start: bool,  # noqa: FBT001
) -> None:
    hidden = "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
    changed = "document.dispatchEvent(new Event('visibilitychange'));"
    if from_the_start:
        # As long as it is not loaded again.
        opened = "performance.getEntriesByType('navigation')[0].type === 'navigate'"
        page.add_init_script(f"if ({opened}) {{ {hidden} }}")
        page.goto(f"{server.url}agenda.html")
    else:
        page.goto(f"{server.url}agenda.html")
        page.evaluate(hidden + changed)
    streams = [url.endswith("/-/events") for url in heard.asked]
    assert any(streams) is not from_the_start
    loads = loads_of(page)

    write(site, "agenda.html", renamed(agenda, "Looked at again"))
    server.announce(Announcement(1, ("unheard",)), reload=True)
    # A round trip to the same server: an event that was sent before is there by then.
    page.evaluate("fetch(location.href, { method: 'HEAD' }).then(() => true)")
    assert page.evaluate(IS_SHOWN) is False
    assert loads == []
    with loading(page):
        page.evaluate(f"delete document.hidden; {changed}")
    assert page.evaluate(HEADING) == "Looked at again"


def test_more_tabs_than_a_browser_has_connections(
    browser: Browser, heard: Heard, server: SiteServer, site: Path, agenda: str
) -> None:
    with tabs(browser, heard) as context:
        pages = [context.new_page() for _ in range(8)]
        for one in pages:
            one.bring_to_front()
            one.goto(f"{server.url}agenda.html")
        write(site, "agenda.html", renamed(agenda, "New"))
        with loading(pages[-1]):
            server.announce(Announcement(1), reload=True)
        assert pages[-1].evaluate(HEADING) == "New"
        assert [one.evaluate("document.hidden") for one in pages] == [True] * 7 + [False]
    heard.check()


def test_another_name_for_this_machine_shows_nothing(
    page: Page, heard: Heard, server: SiteServer
) -> None:
    heard.allow(REBOUND)
    heard.expect("403 (Forbidden)")
    page.goto(f"http://{REBOUND}:{port_of(server)}/agenda.html")
    assert page.evaluate("document.body.innerText").strip() == "403 Forbidden"


def test_another_site_learns_nothing(
    page: Page, heard: Heard, server: SiteServer, site: Path
) -> None:
    heard.expect("Failed to load resource")
    heard.expect("has been blocked by CORS policy")
    other = SiteServer(site, 0)
    other.start()
    try:
        # One without a policy of its own, at another port and under another name.
        write(site, "plain.html", "<h1>Other</h1>")
        page.goto(f"{other.url.replace('127.0.0.1', 'localhost')}plain.html")
        learnt = page.evaluate(f"""Promise.all([
          ...["agenda.html", "no.html", "-/events"].map(
            (path) => fetch("{server.url}" + path).then((a) => a.status, () => "refused")),
          ...["assets/icon.svg", "no.svg"].map((path) => new Promise((done) => {{
            const picture = new Image();
            picture.onload = () => done("loaded");
            picture.onerror = () => done("refused");
            picture.src = "{server.url}" + path;
          }})),
          new Promise((done) => {{
            const stream = new EventSource("{server.url}-/events");
            stream.onmessage = () => done("heard");
            stream.onerror = () => {{ stream.close(); done("refused"); }};
          }}),
        ])""")
    finally:
        other.stop()
    assert learnt == ["refused"] * 6


def channels(colour: str) -> list[float]:
    return [int(one) / 255 for one in re.findall(r"\d+", colour)[:3]]


def brightness(colour: str) -> float:
    """The relative luminance of WCAG 2 (www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4
        for one in channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)
