"""Contacts, pipeline and calendar on a later day: they show what a build of that day shows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from tests.benchmarks import generator
from tests.pages.test_fresh import BUILT, CLOCK, LATER, ROOT, Made, made_of, outline, renderer
from tests.serve.cdp import Browser, Tab, browser
from tests.whole import Workspace
from tracker.agenda import arrange
from tracker.report.standings import standings
from tracker.views.calendar_page import calendar_items, calendar_page
from tracker.views.contacts_page import contact_rows, contacts_page
from tracker.views.directory import Directory, gather
from tracker.views.frame import CALENDAR, CONTACTS, PIPELINE, Page
from tracker.views.pipeline_page import pipeline_page, pipeline_tiles
from tracker.views.site import page_frame

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("samples")
    shutil.copytree(ROOT / "contacts", root / "contacts")
    shutil.copy(ROOT / "tracker.toml", root)
    return made_of(root)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("invented") / "root"
    generator.main([str(root), "--contacts", "300"])
    return made_of(root)


@pytest.fixture(scope="module")
def driven(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(chromium, tmp_path_factory.mktemp("profile")) as driven:
        yield driven


@pytest.fixture
def tab(driven: Browser) -> Iterator[Tab]:
    tab = Tab(driven)
    yield tab
    tab.close()


def moment(day: date, hour: str = "12:00") -> str:
    return f"trackerDays.momentOf(document.body.dataset.zone, '{day}', '{hour}')"


def open_at(tab: Tab, made: Made, page: str, day: date) -> None:
    """Open a page at noon (UTC) of a day."""
    noon = (day - date(1970, 1, 1)).days * 86_400_000 + 43_200_000
    tab.call("Page.addScriptToEvaluateOnNewDocument", source=CLOCK % noon)
    tab.open((made.output / page).as_uri())


def come_back(tab: Tab, day: date) -> None:
    """Come back to the page on a day, and wait until it has arranged itself."""
    tab.ask(
        "new Promise((done) => {"
        "document.addEventListener('tracker:arranged', done, { once: true });"
        f"setClock({moment(day)}); document.dispatchEvent(new Event('visibilitychange')); }})"
    )


def directory_on(workspace: Workspace, day: date) -> Directory:
    one = workspace
    agenda = arrange(one.derived, day)
    return gather(one.book, one.derived, agenda, (), one.config, one.zone, one.problems, one.rules)


def contacts_on(workspace: Workspace, day: date) -> Page:
    directory = directory_on(workspace, day)
    frame = page_frame(CONTACTS, "Contacts", workspace.config, workspace.zone, day)
    return contacts_page(frame, contact_rows(directory), len(directory.companies), has_me=True)


def pipeline_on(workspace: Workspace, day: date) -> Page:
    agenda = arrange(workspace.derived, day)
    rows = standings(workspace.derived.opportunities, agenda)
    frame = page_frame(PIPELINE, "Pipeline", workspace.config, workspace.zone, day)
    tiles = tuple(pipeline_tiles(directory_on(workspace, day), rows, agenda))
    return pipeline_page(frame, [tiles])


def calendar_on(workspace: Workspace, day: date) -> Page:
    frame = page_frame(CALENDAR, "Calendar", workspace.config, workspace.zone, day)
    items = tuple(calendar_items(directory_on(workspace, day), workspace.derived))
    return calendar_page(frame, day, workspace.config.calendar, [items])


VIEWS: dict[str, Callable[[Workspace, date], Page]] = {
    CONTACTS: contacts_on,
    PIPELINE: pipeline_on,
    CALENDAR: calendar_on,
}


def part(page: str, html: str) -> list[str]:
    """What is to be the same: all that the page says, or of the contacts the rows of the table.

    What stands above these is there to filter and to sort them.
    """
    if page == CONTACTS:
        found = re.search(r"<tbody.*</tbody>", html, re.DOTALL)
        assert found
        return outline(f"<main>{found[0]}</main>")
    return outline(html)


@pytest.mark.parametrize("page", VIEWS)
@pytest.mark.parametrize("which", ["samples", "invented"])
def test_on_each_of_sixty_later_days_the_page_shows_what_a_build_of_that_day_shows(
    which: str, page: str, tab: Tab, request: pytest.FixtureRequest
) -> None:
    made: Made = request.getfixturevalue(which)
    open_at(tab, made, page, BUILT)
    for day in (BUILT, *LATER):
        if day > BUILT:
            come_back(tab, day)
        html = tab.ask("document.querySelector('main').outerHTML")
        expected = renderer().page(page, VIEWS[page](made.workspace, day)).data.decode()
        assert part(page, html) == part(page, expected), day
    assert tab.errors() == []
    assert all(one.startswith(made.output.as_uri()) for one in tab.asked())
