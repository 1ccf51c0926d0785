"""Pages that reload themselves, in a real browser and under the site's real policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.sample_site import sample_world
from tests.serve.cdp import Browser, Tab, browser
from tests.serve.talk import port_of, write
from tracker.render import render_site
from tracker.serve import Announcement, SiteServer
from tracker.serve.files import read_site_file

pytestmark = pytest.mark.browser

BANNER = "document.querySelector('[role=status]')"
HEADING = "document.querySelector('h1').textContent"
IS_SHOWN = f"{BANNER}.getBoundingClientRect().height > 0"

#: Long enough to scroll, with what a reader may have opened and be at.
FILLING = '<p><a id="here" href="agenda.html">here</a></p>' + "".join(
    f"<article><h3>Person {number}</h3><p>text</p>"
    f"<details><summary>Later: 2 more</summary><p>more</p></details></article>"
    for number in range(60)
)


@pytest.fixture(scope="module")
def driven(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    profile = tmp_path_factory.mktemp("profile")
    rebound = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    with browser(chromium, profile, rebound) as driven:
        yield driven


@pytest.fixture
def tab(driven: Browser) -> Iterator[Tab]:
    tab = Tab(driven)
    yield tab
    tab.close()


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


def renamed(page: str, heading: str) -> str:
    return re.sub("<h1>[^<]*</h1>", f"<h1>{heading}</h1>", page)


def test_a_build_reloads_the_page_and_the_reader_stays_where_they_were(
    tab: Tab, server: SiteServer, site: Path, agenda: str
) -> None:
    tab.open(f"{server.url}agenda.html")
    tab.ask("""
      for (const one of document.querySelectorAll("article:nth-of-type(10n) details")) {
        one.open = true;
      }
      document.getElementById("here").focus();
      scrollTo(0, 1234);
    """)
    opened = "[...document.querySelectorAll('details[open]')].map(o => o.parentNode.innerText)"
    before = tab.ask(opened)
    assert len(before) >= 6
    assert tab.ask("scrollY") == 1234

    # Somebody else is new, and comes first: what was open is now elsewhere in the page.
    new = agenda.replace(
        "<article><h3>Person 0<",
        "<article><h3>New</h3><details><summary>Later: 2 more</summary></details></article>"
        "<article><h3>Person 0<",
    )
    write(site, "agenda.html", renamed(new, "Second"))
    with tab.loading():
        server.announce(Announcement(1), reload=True)
    assert tab.ask(HEADING) == "Second"
    assert tab.ask("scrollY") == 1234
    assert tab.ask("document.activeElement.id") == "here"
    assert tab.ask(opened) == before
    assert tab.ask("history.scrollRestoration") == "auto"
    assert tab.ask("sessionStorage.length") == 0

    write(site, "agenda.html", renamed(new, "Third"))
    with tab.loading():
        server.announce(Announcement(2), reload=True)
    assert (tab.ask(HEADING), tab.ask("scrollY")) == ("Third", 1234)
    assert tab.reloads() == 2
    assert tab.errors() == []
    assert all(url.startswith(server.url) for url in tab.asked())


def test_problems_come_and_go_in_a_banner(tab: Tab, server: SiteServer) -> None:
    tab.open(f"{server.url}agenda.html")
    assert tab.ask(IS_SHOWN) is False
    text = "contacts/a.md:3:1: error[x] <img src=x onerror=alert(1)> <b>"
    server.announce(Announcement(1, (text,)), reload=False)
    tab.until(IS_SHOWN)
    assert tab.ask(f"{BANNER}.innerText").splitlines() == ["Tracker found a problem", text]
    assert tab.ask("document.querySelectorAll('img[src=x]').length") == 0

    many = tuple(f"contacts/{number}.md:1:1: error[y] wrong" for number in range(10))
    server.announce(Announcement(2, many), reload=False)
    tab.until(f"{BANNER}.innerText.includes('10 problems')")
    lines = tab.ask(f"{BANNER}.innerText").splitlines()
    assert lines == ["Tracker found 10 problems", *many[:8], "and 2 more"]

    server.announce(Announcement(3), reload=False)
    tab.until(f"!({IS_SHOWN})")
    assert tab.ask(f"{BANNER}.textContent") == ""
    assert tab.reloads() == 0
    assert tab.errors() == []


def test_the_banner_is_dismissed_by_keyboard_and_comes_back_with_news(
    tab: Tab, server: SiteServer
) -> None:
    tab.open(f"{server.url}agenda.html")
    server.announce(Announcement(1, ("one",)), reload=False)
    tab.until(IS_SHOWN)
    tab.press("Tab")
    assert tab.ask("document.activeElement.textContent") == "Dismiss"
    tab.press("Enter")
    tab.until(f"!({IS_SHOWN})")

    # Over a reload it stays away: nothing is new about it.
    with tab.loading():
        server.announce(Announcement(2, ("one",)), reload=True)
    tab.until("document.querySelector('button')")
    server.announce(Announcement(3, ("one", "two")), reload=False)
    tab.until(IS_SHOWN)
    assert tab.ask(f"{BANNER}.innerText").splitlines() == ["Tracker found 2 problems", "one", "two"]
    tab.press("Tab")
    tab.press("Enter")
    tab.until(f"!({IS_SHOWN})")

    # Ended and come back, it is news.
    server.announce(Announcement(4), reload=False)
    with tab.loading():
        server.announce(Announcement(5), reload=True)
    server.announce(Announcement(6, ("one", "two")), reload=False)
    tab.until(IS_SHOWN)
    assert tab.errors() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_banner_can_be_read(tab: Tab, server: SiteServer, scheme: str, width: int) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    tab.call("Emulation.setEmulatedMedia", features=features)
    tab.call(
        "Emulation.setDeviceMetricsOverride",
        width=width, height=600, deviceScaleFactor=1, mobile=False,
    )  # fmt: skip
    server.announce(Announcement(1, ("contacts/" + "long-" * 80 + ".md",)), reload=False)
    tab.open(f"{server.url}agenda.html")
    tab.until(IS_SHOWN)
    ink, paper = tab.ask(
        f"(s => [s.color, s.backgroundColor])(getComputedStyle({BANNER}.parentNode))"
    )
    assert (brightness(ink) > brightness(paper)) is (scheme == "dark")
    assert contrast(ink, paper) >= 7
    assert tab.ask("getComputedStyle(document.querySelector('button')).color") == ink
    assert tab.ask("document.documentElement.scrollWidth <= innerWidth") is True
    assert tab.ask("document.querySelector('button').getBoundingClientRect().right") <= width
    assert tab.errors() == []


def test_a_build_between_the_page_and_its_stream_is_not_missed(
    tab: Tab, server: SiteServer, site: Path, agenda: str, monkeypatch: pytest.MonkeyPatch
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
    with tab.loading(times=2):
        tab.call("Page.navigate", url=f"{server.url}agenda.html")
    assert tab.ask(HEADING) == "Meanwhile"
    assert tab.errors() == []


def test_a_page_that_has_gone_stays_until_it_is_back(
    tab: Tab, server: SiteServer, site: Path, agenda: str
) -> None:
    tab.open(f"{server.url}agenda.html?x=1")
    heading = tab.ask(HEADING)
    (site / "agenda.html").unlink()
    server.announce(Announcement(1, ("a problem",)), reload=True)
    tab.until(IS_SHOWN)
    said = tab.ask(f"{BANNER}.innerText").splitlines()
    assert said == ["This page is no longer in the site", "a problem"]
    assert tab.ask(HEADING) == heading
    assert tab.reloads() == 0

    write(site, "agenda.html", renamed(agenda, "Back"))
    with tab.loading():
        server.announce(Announcement(2), reload=True)
    assert tab.ask(HEADING) == "Back"
    assert tab.ask(IS_SHOWN) is False


def test_a_page_not_there_yet_appears(
    tab: Tab, server: SiteServer, site: Path, agenda: str
) -> None:
    tab.open(f"{server.url}new.html")
    assert tab.ask(HEADING) == "No such page"
    write(site, "new.html", renamed(agenda, "New"))
    with tab.loading():
        server.announce(Announcement(1), reload=True)
    assert tab.ask(HEADING) == "New"


def test_a_kept_page_goes_on_being_shown(
    tab: Tab, server: SiteServer, site: Path, agenda: str
) -> None:
    tab.open(f"{server.url}agenda.html")
    (site / "agenda.html").unlink()
    kept = {"agenda.html": renamed(agenda, "The last good one").encode()}
    with tab.loading():
        server.announce(Announcement(1, ("broken",)), reload=True, kept=kept)
    assert tab.ask(HEADING) == "The last good one"
    tab.until(IS_SHOWN)
    assert tab.errors() == []


def test_another_run_of_the_server_reloads_once(tab: Tab, site: Path, agenda: str) -> None:
    first = SiteServer(site, 0)
    first.start()
    first.announce(Announcement(7), reload=True)
    tab.open(f"{first.url}agenda.html")
    tab.ask("scrollTo(0, 500)")
    tab.until("document.querySelector('button')")
    first.stop()
    write(site, "agenda.html", renamed(agenda, "Another run"))
    second = SiteServer(site, port_of(first))
    try:
        with tab.loading():
            second.start()
        assert tab.ask(HEADING) == "Another run"
        assert tab.ask("scrollY") == 500
        second.announce(Announcement(1, ("heard",)), reload=False)
        tab.until(IS_SHOWN)
        assert tab.reloads() == 1
    finally:
        second.stop()


@pytest.mark.parametrize("from_the_start", [True, False])
def test_a_tab_in_the_background_holds_no_stream_and_catches_up(
    tab: Tab,
    server: SiteServer,
    site: Path,
    agenda: str,
    from_the_start: bool,  # noqa: FBT001
) -> None:
    hidden = "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
    changed = "document.dispatchEvent(new Event('visibilitychange'));"
    if from_the_start:
        script = tab.call("Page.addScriptToEvaluateOnNewDocument", source=hidden)
        tab.open(f"{server.url}agenda.html")
        tab.call("Page.removeScriptToEvaluateOnNewDocument", **script)
    else:
        tab.open(f"{server.url}agenda.html")
        tab.ask(hidden + changed)
    streams = [url.endswith("/-/events") for url in tab.asked()]
    assert any(streams) is not from_the_start

    write(site, "agenda.html", renamed(agenda, "Looked at again"))
    server.announce(Announcement(1, ("unheard",)), reload=True)
    # A round trip to the same server: an event that was sent before is there by then.
    tab.ask("fetch(location.href, { method: 'HEAD' }).then(() => true)")
    assert tab.ask(IS_SHOWN) is False
    assert tab.reloads() == 0
    with tab.loading():
        tab.ask(f"delete document.hidden; {changed}")
    assert tab.ask(HEADING) == "Looked at again"
    assert tab.errors() == []


def test_more_tabs_than_a_browser_has_connections(
    driven: Browser, server: SiteServer, site: Path, agenda: str
) -> None:
    tabs = [Tab(driven) for _ in range(8)]
    for one in tabs:
        one.call("Page.bringToFront")
        one.open(f"{server.url}agenda.html")
    write(site, "agenda.html", renamed(agenda, "New"))
    with tabs[-1].loading():
        server.announce(Announcement(1), reload=True)
    assert tabs[-1].ask(HEADING) == "New"
    for one in tabs:
        one.close()


def test_another_name_for_this_machine_shows_nothing(tab: Tab, server: SiteServer) -> None:
    tab.open(f"http://evil.example:{port_of(server)}/agenda.html")
    assert tab.ask("document.body.innerText").strip() == "403 Forbidden"


def test_another_site_learns_nothing(tab: Tab, server: SiteServer, site: Path) -> None:
    other = SiteServer(site, 0)
    other.start()
    try:
        # One without a policy of its own, at another port and under another name.
        write(site, "plain.html", "<h1>Other</h1>")
        tab.open(f"{other.url.replace('127.0.0.1', 'localhost')}plain.html")
        learnt = tab.ask(f"""Promise.all([
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
