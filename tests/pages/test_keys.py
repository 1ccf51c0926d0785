"""The agenda by keyboard alone, and the calling clock, in a real browser."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.building import build
from tests.chromium import loading

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


def utc(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """A moment of the day of the build, or so many days after it."""
    begin = datetime.combine(BUILT, time(), UTC)
    return begin + timedelta(days, hours=hour, minutes=minute)


def open_agenda(page: Page, site: Path) -> None:
    page.clock.install(time=utc(12))
    page.goto((site / "agenda.html").as_uri())


def test_j_and_k_go_along_the_cards_and_enter_opens_one(page: Page, site: Path) -> None:
    open_agenda(page, site)
    walked = []
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
        walked.append(page.evaluate(FOCUSED))
    assert walked == ["Ben Bos", "Ann Ahn", "Ann Ahn", "Ben Bos"]
    with loading(page):
        page.keyboard.press("Enter")
    assert page.evaluate("location.pathname").endswith("/contacts/ben.html")


def test_the_end_of_the_agenda_is_said(page: Page, site: Path) -> None:
    open_agenda(page, site)
    for _ in range(3):
        page.keyboard.press("j")
    page.wait_for_function(f"() => {SAID} === 'That was the last.'")


def test_d_goes_to_the_draft_on_the_contacts_page(page: Page, site: Path) -> None:
    open_agenda(page, site)
    page.keyboard.press("j")
    with loading(page):
        page.keyboard.press("d")
    assert page.evaluate("location.pathname").endswith("/contacts/ben.html")
    assert page.evaluate("location.hash") == "#draft-manual-2026-11-20"
    draft = "document.getElementById(location.hash.slice(1))"
    assert page.evaluate(f"{draft}.open") is True


def test_the_switch_of_the_search_box_is_the_same(page: Page, site: Path) -> None:
    open_agenda(page, site)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    # What is typed there is no key for the agenda.
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.value") == "j"
    page.evaluate("document.querySelector('.find-switch').click()")
    assert page.evaluate("localStorage.getItem('tracker-keys')") == "off"
    page.keyboard.press("Escape")
    for key in ("j", "?", "/"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.evaluate(f"{DIALOG}.open") is False
    page.evaluate("document.querySelector('.keys-button').click()")
    assert page.evaluate("document.querySelector('#keys-on').checked") is False
    page.keyboard.press(" ")
    assert page.evaluate("localStorage.getItem('tracker-keys')") == "on"
    page.keyboard.press("Escape")
    page.wait_for_function(f"() => !{DIALOG}.open")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"


def test_c_copies_the_line_for_the_log_with_the_day_it_is(page: Page, site: Path) -> None:
    page.clock.install(time=utc(12, days=3))
    page.goto((site / "agenda.html").as_uri())
    page.keyboard.press("c")
    page.wait_for_function(f"() => {SAID} === 'Go to a card first, with j.'")
    page.keyboard.press("j")
    name = page.evaluate(FOCUSED)
    line = {"Ann Ahn": "- 2026-11-23 thank-you (email)", "Ben Bos": "- 2026-11-23 call"}[name]
    page.keyboard.press("c")
    page.wait_for_function(f"() => {SAID} !== '' && !{SAID}.startsWith('Go')")
    assert page.evaluate(SAID) == f"On your clipboard, for the log of {name}: {line}"
    assert page.evaluate("document.activeElement.textContent") == name


def test_an_event_has_no_line_for_the_log_but_its_call_sheet(page: Page, tmp_path: Path) -> None:
    (tmp_path / "contacts").mkdir()
    text = f"{ANN}- 2026-11-24 14:00 interview (video, round 2)\n"
    (tmp_path / "contacts/ann.md").write_text(text, encoding="utf-8")
    build(tmp_path, today=BUILT)
    page.clock.install(time=utc(12))
    page.goto((tmp_path / "output/agenda.html").as_uri())
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.event') !== null")
    page.keyboard.press("c")
    page.wait_for_function(f"() => {SAID}.startsWith('There is no line for the log')")
    page.keyboard.press("d")
    page.wait_for_url("**/calls/ann/*.html")


def test_the_way_back_leads_to_the_card_from_which_one_left(page: Page, site: Path) -> None:
    page.goto((site / "agenda.html").as_uri())
    page.keyboard.press("j")
    page.keyboard.press("j")
    name = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    page.wait_for_url("**/contacts/*.html")
    page.go_back()
    page.wait_for_function(f"() => {FOCUSED} === {name!r}")
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) != name


def test_c_copies_what_a_message_of_your_own_says_that_it_is_logged_as(
    page: Page, tmp_path: Path
) -> None:
    (tmp_path / "contacts").mkdir()
    (tmp_path / "contacts/ann.md").write_text(ANN, encoding="utf-8")
    messages = tmp_path / "site_templates/messages"
    messages.mkdir(parents=True)
    template = "---\nsubject: Hi\nlog: referral-request\n---\nHi\n"
    (messages / "thank-you-interview.md").write_text(template, encoding="utf-8")
    build(tmp_path, today=BUILT)
    page.clock.install(time=utc(12))
    page.goto((tmp_path / "output/agenda.html").as_uri())
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_function(f"() => {SAID}.includes('2026-11-20 referral-request (email)')")


def test_the_keys_are_told_and_can_be_switched_off_for_good(page: Page, site: Path) -> None:
    open_agenda(page, site)
    page.keyboard.press("?")
    assert page.evaluate(f"{DIALOG}.open") is True
    assert page.evaluate("document.activeElement.id") == "keys-on"
    page.keyboard.press(" ")
    page.wait_for_function(
        f"() => {DIALOG}.querySelector('[role=status]').textContent.startsWith('Keys are off.')"
    )
    page.keyboard.press("Escape")
    page.wait_for_function(f"() => !{DIALOG}.open")
    # The browser takes the keyboard out of a closed dialog when it next draws the page.
    page.wait_for_function("() => document.activeElement === document.body")
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("?")
        assert page.evaluate("document.activeElement === document.body") is True
        assert page.evaluate(f"{DIALOG}.open") is False
        with loading(page):
            page.reload()
    # By the button, which is a stop of the Tab key, they come back.
    page.evaluate("document.querySelector('.keys-button').focus()")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('#keys-on').checked") is False
    page.keyboard.press(" ")
    page.keyboard.press("Escape")
    page.wait_for_function(f"() => !{DIALOG}.open")
    assert page.evaluate("document.activeElement.className") == "keys-button"
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == "Ben Bos"


def test_tab_reaches_every_link_and_the_button(page: Page, site: Path) -> None:
    open_agenda(page, site)
    reached = set()
    for _ in range(page.evaluate("document.querySelectorAll('a, button').length") + 2):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
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
        (utc(9, days=2), "Call tomorrow, 09:00 their time, 18:00 yours"),
        # At their clock it is still Sunday: tomorrow for them is today for you.
        (utc(7, days=3), "Call Mon 23 Nov, 09:00 their time, 18:00 yours"),
    ],
)
@pytest.mark.parametrize("name", ["agenda.html", "calls/ben/manual-2026-11-20.html"])
def test_the_calling_clock(page: Page, site: Path, moment: datetime, said: str, name: str) -> None:
    page.clock.set_fixed_time(moment)
    page.goto((site / name).as_uri())
    assert page.evaluate("document.querySelector('.clock').textContent") == said


def test_where_their_zone_is_not_known_the_clock_is_yours(page: Page, tmp_path: Path) -> None:
    (tmp_path / "contacts").mkdir()
    (tmp_path / "contacts" / "ann.md").write_text(
        "---\nname: Ann\nphone: +31 20 555 0199\n---\n## Log\n- [ ] 2026-11-20 call\n",
        encoding="utf-8",
    )
    (tmp_path / "tracker.toml").write_text('[calendar]\ntimezone = "Europe/Amsterdam"\n')
    build(tmp_path, today=date(2026, 11, 20))
    page.clock.set_fixed_time(datetime(2026, 11, 20, 9, tzinfo=UTC))
    page.goto((tmp_path / "output" / "agenda.html").as_uri())
    said = page.locator(".hours .clock").inner_text()
    assert said == "Now: it is 10:00 here, until 17:30"


def test_the_calling_clock_goes_on(page: Page, site: Path) -> None:
    page.clock.install(time=utc(16, 1))
    page.clock.pause_at(utc(16, 2) - timedelta(milliseconds=200))
    page.goto((site / "agenda.html").as_uri())
    clock = "document.querySelector('.clock').textContent"
    assert page.evaluate(clock).startswith("Call in 59 min")
    page.clock.run_for(201)
    assert page.evaluate(clock).startswith("Call in 58 min")


def test_a_call_sheet_has_the_day_on_the_screen_and_none_on_paper(page: Page, site: Path) -> None:
    page.clock.install(time=utc(23, 30))
    page.goto((site / "calls/ben/manual-2026-11-20.html").as_uri())
    day = "document.querySelector('[data-today]').textContent"
    assert page.evaluate(day) == "2026-11-21"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(day) == "DATE"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(day) == "2026-11-21"
