"""The agenda arranges itself: opened on a later day it shows what a build of that day shows."""

from __future__ import annotations

import functools
import shutil
from datetime import UTC, date, datetime, time, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.building import build
from tests.chromium import Heard, OpenContext
from tests.pages.built_once import BUILT, LATER, Made, moment
from tests.whole import Workspace, load_workspace
from tracker.agenda import arrange
from tracker.render import Renderer
from tracker.views.agenda_items import AgendaViews
from tracker.views.agenda_page import AgendaPage, agenda_page
from tracker.views.agenda_parts import agenda_parts
from tracker.views.frame import AGENDA
from tracker.views.gather import gather
from tracker.views.site import page_frame

pytestmark = pytest.mark.browser

#: How the page says what it shows, follow-up by follow-up.
IDS = """
trackerArrange(trackerAgenda, %r).sections.map((section) => [section.id,
  ...["cards", "more", "later"].map((part) => section[part].map((card) =>
    [card.lead, ...card.rest, ...card.later].map((one) => one.bucket + " " + one.id)))])
"""


def open_at(page: Page, made: Made, day: date) -> None:
    """Open the agenda at noon (UTC) of a day."""
    page.clock.install(time=datetime.combine(day, time(12), UTC))
    page.goto((made.output / AGENDA).as_uri())


def come_back(page: Page, day: date) -> None:
    """Come back to the page on a day."""
    come_back_at(page, page.evaluate(moment(day)))


def come_back_at(page: Page, moment: float) -> None:
    """Come back to the page at a moment, in milliseconds."""
    page.clock.set_system_time(moment / 1000)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def views_on(workspace: Workspace, day: date) -> tuple[AgendaViews, AgendaPage[Any, Any, Any]]:
    agenda = arrange(workspace.derived, day)
    one = workspace
    directory = gather(one.book, one.derived, agenda, (), one.config, one.zone, (), one.rules)
    parts = agenda_parts(directory, agenda)
    frame = page_frame(AGENDA, "Agenda", one.config, one.zone, day)
    return parts, agenda_page(frame, day, [parts], any_contacts=True, problems=one.problems)


@functools.cache
def renderer() -> Renderer:
    return Renderer(None)


class Outline(HTMLParser):
    """What is between `<main>` and its end, a line for each tag and text; spaces do not count.

    Without what is there only for the page's script, or from it.
    """

    OWN = ("fresh", "clock")

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._text = ""
        self._inside = False
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        self._inside = self._inside or tag == "main"
        if self._skipped or tag == "noscript" or dict(attrs).get("class") in self.OWN:
            self._skipped.append(tag)
        elif self._inside:
            said = " ".join(f"{name}={value}" for name, value in sorted(attrs))
            self.lines.append(f"<{tag} {said}>")

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        if self._skipped:
            self._skipped.pop()
        elif self._inside:
            self.lines.append(f"</{tag}>")
        self._inside = self._inside and tag != "main"

    def handle_data(self, data: str) -> None:
        if self._inside and not self._skipped:
            self._text += data

    def _flush(self) -> None:
        if self._text.strip():
            self.lines.append(" ".join(self._text.split()))
        self._text = ""


def outline(html: str) -> list[str]:
    found = Outline()
    found.feed(html)
    found.close()
    return found.lines


def ids(parts: AgendaViews, page: AgendaPage[Any, Any, Any]) -> list[list[Any]]:
    """The follow-ups of each card, section by section, with where each of them stands."""
    assert sum(section.total for section in page.sections) == len(parts.cards)
    return [
        [
            section.id,
            *(
                [
                    [f"{one.section} {one.id}" for one in (card.lead, *card.rest, *card.later)]
                    for card in cards
                ]
                for cards in (section.cards, section.more, section.later)
            ),
        ]
        for section in page.sections
    ]


@pytest.mark.parametrize("which", ["samples", "invented"])
def test_on_each_of_sixty_later_days_the_page_shows_what_a_build_of_that_day_shows(
    which: str, page: Page, heard: Heard, request: pytest.FixtureRequest
) -> None:
    made: Made = request.getfixturevalue(which)
    open_at(page, made, BUILT)
    for day in LATER:
        parts, view = views_on(made.workspace, day)
        come_back(page, day)
        wait_for_day(page, day.isoformat())
        assert page.evaluate(IDS % day.isoformat()) == ids(parts, view), day
        html = page.evaluate("document.querySelector('main').outerHTML")
        expected = renderer().page("agenda.html", view).data.decode()
        assert outline(html) == outline(expected), day
    assert heard.asked
    assert all(one.startswith(made.output.as_uri()) for one in heard.asked)


def shown_day(page: Page) -> str:
    said: str = page.evaluate("document.querySelector('.intro .today time').dateTime")
    return said


def wait_for_day(page: Page, day: str) -> None:
    expect(page.locator(".intro .today time")).to_have_attribute("datetime", day)


def test_on_its_own_day_and_before_it_nothing_is_touched_or_loaded(
    page: Page, heard: Heard, samples: Made
) -> None:
    open_at(page, samples, BUILT)
    first = page.evaluate("document.querySelector('#arranged').firstElementChild.mark = 'mine'")
    for day in (BUILT, BUILT - timedelta(1)):
        come_back(page, day)
        assert shown_day(page) == "2026-11-20"
    assert page.evaluate("document.querySelector('#arranged').firstElementChild.mark") == first
    assert page.evaluate("document.querySelector('.fresh').textContent") == ""
    assert not [one for one in heard.asked if one.endswith("/agenda-data.js")]


def test_a_page_that_is_opened_later_says_what_is_not_in_it(page: Page, samples: Made) -> None:
    open_at(page, samples, date(2026, 11, 23))
    wait_for_day(page, "2026-11-23")
    expect(page.locator(".fresh")).to_contain_text("since Fri 20 Nov 2026")


def test_midnight_passes_while_the_page_is_open(page: Page, samples: Made) -> None:
    open_at(page, samples, BUILT)
    page.evaluate("document.querySelector('.cold details').open = true")
    midnight = datetime.fromtimestamp(
        page.evaluate(moment(date(2026, 11, 21), "00:00")) / 1000, UTC
    )
    page.clock.pause_at(midnight - timedelta(milliseconds=200))
    assert shown_day(page) == "2026-11-20"
    page.clock.run_for(199)
    assert shown_day(page) == "2026-11-20"
    page.clock.run_for(2)
    wait_for_day(page, "2026-11-21")
    # What was unfolded stays so.
    assert page.evaluate("document.querySelector('.cold details').open") is True


def test_the_day_begins_in_the_zone_of_the_settings(page: Page, samples: Made) -> None:
    assert samples.workspace.zone.key == "America/Denver"  # seven hours behind UTC
    open_at(page, samples, BUILT)
    for hour, day in ((6, "2026-11-20"), (7, "2026-11-21")):
        come_back_at(page, datetime(2026, 11, 21, hour, 30, tzinfo=UTC).timestamp() * 1000)
        wait_for_day(page, day)


def test_with_as_of_it_stays_on_that_day(page: Page, samples: Made, tmp_path: Path) -> None:
    shutil.copytree(samples.workspace.root / "contacts", tmp_path / "contacts")
    (tmp_path / "tracker.toml").write_text("as_of = 2026-11-20\n", encoding="utf-8")
    build(tmp_path)
    open_at(page, samples._replace(output=tmp_path / "output"), date(2026, 12, 24))
    assert shown_day(page) == "2026-11-20"
    assert page.evaluate("document.querySelectorAll('.clock').length") == 0


def test_without_javascript_it_says_which_day_it_is_from(
    open_context: OpenContext, samples: Made
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto((samples.output / AGENDA).as_uri())
    text = page.evaluate("document.querySelector('main').innerText")
    assert "Without JavaScript this page stays on Fri 20 Nov 2026" in text
    assert page.evaluate("document.querySelectorAll('article.card').length") > 5


def test_what_somebody_typed_enters_as_text(page: Page, tmp_path: Path) -> None:
    bad = "</script><img src=x onerror=alert(1)>"
    contacts = tmp_path / "contacts"
    contacts.mkdir()
    (contacts / "dana.md").write_text(
        f"---\nname: '{bad}'\ncompany: '{bad}'\nposition: '{bad}'\nphone: '1'\n---\n## Log\n"
        f"- 2026-11-18 interview: {bad}\n- [ ] 2026-11-21 call: {bad}\n",
        encoding="utf-8",
    )
    build(tmp_path, today=BUILT)
    open_at(page, Made(tmp_path / "output", load_workspace(tmp_path, BUILT)), date(2026, 11, 23))
    wait_for_day(page, "2026-11-23")
    assert page.evaluate("document.querySelector('main').innerText").count(bad) >= 4
    assert page.evaluate("document.querySelectorAll('main img, main script').length") == 0


def test_an_opening_of_which_nothing_was_logged_yet_is_no_next_step(
    page: Page, tmp_path: Path
) -> None:
    contacts = tmp_path / "contacts"
    contacts.mkdir()
    (contacts / "ann.md").write_text(
        "---\nname: Ann\ncompany: Acme\nposition: Cook\n---\n", encoding="utf-8"
    )
    (contacts / "bo.md").write_text(
        "---\nname: Bo\n---\n## Log\n- [ ] 2026-11-20 call\n", encoding="utf-8"
    )
    build(tmp_path, today=BUILT)
    made = Made(tmp_path / "output", load_workspace(tmp_path, BUILT))
    open_at(page, made, BUILT)
    come_back(page, LATER[0])
    wait_for_day(page, LATER[0].isoformat())
    html = page.evaluate("document.querySelector('main').outerHTML")
    expected = renderer().page("agenda.html", views_on(made.workspace, LATER[0])[1]).data.decode()
    assert "No next step" in expected
    assert outline(html) == outline(expected)
