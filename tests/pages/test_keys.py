"""The agenda by keyboard alone, and the calling clock, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.building import build
from tests.pages.test_fresh import CLOCK
from tests.serve.cdp import Browser, Tab, browser

pytestmark = pytest.mark.browser

#: A Friday; Los Angeles is nine hours behind Amsterdam.
BUILT = date(2026, 11, 20)
ANN = """---
name: Ann Ahn
email: ann@acme.example
---
## Log
- 2026-11-19 interview (video): asked about migrations
"""
BEN = """---
name: Ben Bos
phone: +1 415 555 0100
timezone: America/Los_Angeles
---
## Log
- [ ] 2026-11-20 call: ask about the start date
"""
FOCUSED = "document.activeElement.textContent"
SAID = "document.querySelector('.said-aloud').textContent"
DIALOG = "document.querySelector('dialog.keys')"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("keys")
    (root / "contacts").mkdir()
    (root / "contacts/ann.md").write_text(ANN, encoding="utf-8")
    (root / "contacts/ben.md").write_text(BEN, encoding="utf-8")
    (root / "tracker.toml").write_text('[calendar]\ntimezone = "Europe/Amsterdam"\n', "utf-8")
    build(root, today=BUILT)
    return root / "output"


@pytest.fixture(scope="module")
def driven(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(chromium, tmp_path_factory.mktemp("profile")) as driven:
        yield driven


@pytest.fixture
def tab(driven: Browser) -> Iterator[Tab]:
    tab = Tab(driven)
    yield tab
    assert tab.errors() == []
    tab.close()


def utc(hour: int, minute: int = 0, days: int = 0) -> int:
    """A moment of the day of the build, or so many days after it, in milliseconds."""
    return ((BUILT - date(1970, 1, 1)).days + days) * 86_400_000 + (hour * 60 + minute) * 60_000


def open_agenda(tab: Tab, site: Path) -> None:
    tab.call("Page.addScriptToEvaluateOnNewDocument", source=CLOCK % utc(12))
    tab.open((site / "agenda.html").as_uri())


def test_j_and_k_go_along_the_cards_and_enter_opens_one(tab: Tab, site: Path) -> None:
    open_agenda(tab, site)
    walked = []
    for key in ("j", "j", "j", "k"):
        tab.press(key)
        walked.append(tab.ask(FOCUSED))
    assert walked == ["Ben Bos", "Ann Ahn", "Ann Ahn", "Ben Bos"]
    with tab.loading():
        tab.press("Enter")
    assert tab.ask("location.pathname").endswith("/contacts/ben.html")


def test_the_end_of_the_agenda_is_said(tab: Tab, site: Path) -> None:
    open_agenda(tab, site)
    for _ in range(3):
        tab.press("j")
    tab.until(f"{SAID} === 'That was the last.'")


def test_d_goes_to_the_draft_on_the_contacts_page(tab: Tab, site: Path) -> None:
    open_agenda(tab, site)
    tab.press("j")
    with tab.loading():
        tab.press("d")
    assert tab.ask("location.pathname").endswith("/contacts/ben.html")
    assert tab.ask("location.hash") == "#draft-manual-2026-11-20"
    draft = "document.getElementById(location.hash.slice(1))"
    assert tab.ask(f"{draft}.open") is True


def test_the_switch_of_the_search_box_is_the_same(tab: Tab, site: Path) -> None:
    open_agenda(tab, site)
    tab.press("/")
    assert tab.ask("document.activeElement.getAttribute('role')") == "combobox"
    # What is typed there is no key for the agenda.
    tab.press("j")
    assert tab.ask("document.activeElement.value") == "j"
    tab.ask("document.querySelector('.find-switch').click()")
    assert tab.ask("localStorage.getItem('tracker-keys')") == "off"
    tab.press("Escape")
    for key in ("j", "?", "/"):
        tab.press(key)
    assert tab.ask("document.activeElement.id") == "main"
    assert tab.ask(f"{DIALOG}.open") is False
    tab.ask("document.querySelector('.keys-button').click()")
    assert tab.ask("document.querySelector('#keys-on').checked") is False
    tab.press(" ")
    assert tab.ask("localStorage.getItem('tracker-keys')") == "on"
    tab.press("Escape")
    tab.until(f"!{DIALOG}.open")
    tab.press("/")
    assert tab.ask("document.activeElement.getAttribute('role')") == "combobox"


def test_c_copies_the_line_for_the_log_with_the_day_it_is(tab: Tab, site: Path) -> None:
    tab.call("Page.addScriptToEvaluateOnNewDocument", source=CLOCK % utc(12, days=3))
    tab.open((site / "agenda.html").as_uri())
    tab.press("c")
    tab.until(f"{SAID} === 'Go to a card first, with j.'")
    tab.press("j")
    name = tab.ask(FOCUSED)
    line = {"Ann Ahn": "- 2026-11-23 thank-you (email)", "Ben Bos": "- 2026-11-23 call"}[name]
    tab.press("c")
    tab.until(f"{SAID} !== '' && !{SAID}.startsWith('Go')")
    assert tab.ask(SAID) == f"On your clipboard, for the log of {name}: {line}"
    assert tab.ask("document.activeElement.textContent") == name


def test_the_keys_are_told_and_can_be_switched_off_for_good(tab: Tab, site: Path) -> None:
    open_agenda(tab, site)
    tab.press("?")
    assert tab.ask(f"{DIALOG}.open") is True
    assert tab.ask("document.activeElement.id") == "keys-on"
    tab.press(" ")
    tab.until(f"{DIALOG}.querySelector('[role=status]').textContent.startsWith('Keys are off.')")
    tab.press("Escape")
    tab.until(f"!{DIALOG}.open")
    for _ in range(2):
        tab.press("j")
        tab.press("?")
        assert tab.ask("document.activeElement === document.body") is True
        assert tab.ask(f"{DIALOG}.open") is False
        with tab.loading():
            tab.call("Page.reload")
    # By the button, which is a stop of the Tab key, they come back.
    tab.ask("document.querySelector('.keys-button').focus()")
    tab.press("Enter")
    assert tab.ask("document.querySelector('#keys-on').checked") is False
    tab.press(" ")
    tab.press("Escape")
    tab.until(f"!{DIALOG}.open")
    assert tab.ask("document.activeElement.className") == "keys-button"
    tab.press("j")
    assert tab.ask(FOCUSED) == "Ben Bos"


def test_tab_reaches_every_link_and_the_button(tab: Tab, site: Path) -> None:
    open_agenda(tab, site)
    reached = set()
    for _ in range(tab.ask("document.querySelectorAll('a, button').length") + 2):
        tab.press("Tab")
        reached.add(tab.ask(FOCUSED))
    assert {"Ann Ahn", "Ben Bos", "Keys", "Call sheet"} <= reached


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (utc(17), "Now: it is 09:00 there, until 17:30 their time, 02:30 Sat 21 Nov yours"),
        (utc(16, 1), "Call in 59 min: 09:00 their time, 18:00 yours"),
        (utc(14, 50), "Call in 2 h: 09:00 their time, 18:00 yours"),
        (utc(8, 30), "Call today, 09:00 their time, 18:00 yours"),
        (utc(25, 29), "Now: it is 17:29 there, until 17:30 their time, 02:30 Sat 21 Nov yours"),
        (utc(25, 30), "Call Mon 23 Nov, 09:00 their time, 18:00 yours"),
        # At their clock it is still Sunday.
        (utc(7, days=3), "Call tomorrow, 09:00 their time, 18:00 yours"),
    ],
)
@pytest.mark.parametrize("page", ["agenda.html", "calls/ben/manual-2026-11-20.html"])
def test_the_calling_clock(tab: Tab, site: Path, moment: int, said: str, page: str) -> None:
    tab.call("Page.addScriptToEvaluateOnNewDocument", source=CLOCK % moment)
    tab.open((site / page).as_uri())
    assert tab.ask("document.querySelector('.clock').textContent") == said


def test_the_calling_clock_goes_on(tab: Tab, site: Path) -> None:
    tab.call("Page.addScriptToEvaluateOnNewDocument", source=CLOCK % (utc(16, 2) - 200))
    tab.open((site / "agenda.html").as_uri())
    tab.until("document.querySelector('.clock').textContent.startsWith('Call in 58 min')")


def test_a_call_sheet_has_the_day_on_the_screen_and_none_on_paper(tab: Tab, site: Path) -> None:
    tab.call("Page.addScriptToEvaluateOnNewDocument", source=CLOCK % utc(23, 30))
    tab.open((site / "calls/ben/manual-2026-11-20.html").as_uri())
    day = "document.querySelector('[data-today]').textContent"
    assert tab.ask(day) == "2026-11-21"
    tab.ask("dispatchEvent(new Event('beforeprint'))")
    assert tab.ask(day) == "DATE"
    tab.ask("dispatchEvent(new Event('afterprint'))")
    assert tab.ask(day) == "2026-11-21"
