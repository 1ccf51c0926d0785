"""Contacts, pipeline and calendar on a later day: they show what a build of that day shows."""

from __future__ import annotations

import functools
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.building import build
from tests.chromium import Heard, OpenContext
from tests.pages.built_once import BUILT, LATER, Made, made_of, moment
from tests.pages.test_fresh import Outline, outline, renderer
from tests.whole import Workspace, load_workspace
from tracker.agenda import arrange
from tracker.messages import Messages
from tracker.outbox import words_for
from tracker.report import figures
from tracker.report.standings import standings
from tracker.views.calendar_items import calendar_items
from tracker.views.calendar_page import calendar_page
from tracker.views.company_page import company_page
from tracker.views.contact_page import contact_page
from tracker.views.contacts_page import contact_rows, contacts_page
from tracker.views.directory import Directory
from tracker.views.frame import CALENDAR, CONTACTS, PIPELINE
from tracker.views.frame import Page as View
from tracker.views.gather import gather
from tracker.views.pipeline_page import pipeline_page, pipeline_tiles
from tracker.views.site import page_frame
from tracker.views.timeline import Timelines

pytestmark = pytest.mark.browser


def open_at(page: Page, made: Made, path: str, day: date, fragment: str = "") -> None:
    """Open a page at noon (UTC) of a day."""
    page.clock.install(time=datetime.combine(day, time(12), UTC))
    page.goto((made.output / path).as_uri() + fragment)


def come_back(page: Page, day: date) -> None:
    """Come back to the page on a day, and wait until it has arranged itself."""
    page.clock.set_system_time(page.evaluate(moment(day)) / 1000)
    page.evaluate(
        "new Promise((done) => {"
        "document.addEventListener('tracker:arranged', () => done(), { once: true });"
        "document.dispatchEvent(new Event('visibilitychange')); })"
    )


def directory_on(workspace: Workspace, day: date) -> Directory:
    one = workspace
    agenda = arrange(one.derived, day)
    gaps = figures(one.book, one.derived, agenda).missing
    return gather(
        one.book, one.derived, agenda, gaps, one.config, one.zone, one.problems, one.rules
    )


def contacts_on(workspace: Workspace, day: date) -> View:
    directory = directory_on(workspace, day)
    frame = page_frame(CONTACTS, "Contacts", workspace.config, workspace.zone, day)
    return contacts_page(frame, contact_rows(directory), len(directory.companies), has_me=True)


def pipeline_on(workspace: Workspace, day: date) -> View:
    agenda = arrange(workspace.derived, day)
    rows = standings(workspace.derived.opportunities, agenda)
    frame = page_frame(PIPELINE, "Pipeline", workspace.config, workspace.zone, day)
    tiles = tuple(pipeline_tiles(directory_on(workspace, day), rows, agenda))
    return pipeline_page(frame, [tiles])


def calendar_on(workspace: Workspace, day: date) -> View:
    frame = page_frame(CALENDAR, "Calendar", workspace.config, workspace.zone, day)
    items = tuple(calendar_items(directory_on(workspace, day), workspace.derived))
    return calendar_page(frame, day, workspace.config.calendar, [items])


VIEWS: dict[str, Callable[[Workspace, date], View]] = {
    CONTACTS: contacts_on,
    PIPELINE: pipeline_on,
    CALENDAR: calendar_on,
}


def part(path: str, html: str) -> list[str]:
    """What is to be the same: all that the page says, or of the contacts the rows of the table.

    What stands above these is there to filter and to sort them.
    """
    if path == CONTACTS:
        found = re.search(r"<tbody.*</tbody>", html, re.DOTALL)
        assert found
        return outline(f"<main>{found[0]}</main>")
    return outline(html)


@pytest.mark.parametrize("path", VIEWS)
@pytest.mark.parametrize("which", ["samples", "invented"])
def test_on_later_days_the_page_shows_what_a_build_of_that_day_shows(
    which: str, path: str, page: Page, heard: Heard, request: pytest.FixtureRequest
) -> None:
    made: Made = request.getfixturevalue(which)
    open_at(page, made, path, BUILT)
    # Of many contacts a page takes a second for each day; these fall on each day of the week.
    for day in (BUILT, *LATER[:: 3 if which == "samples" else 10]):
        if day > BUILT:
            come_back(page, day)
        html = page.evaluate("document.querySelector('main').outerHTML")
        expected = renderer().page(path, VIEWS[path](made.workspace, day)).data.decode()
        assert part(path, html) == part(path, expected), day
    assert all(one.startswith(made.output.as_uri()) for one in heard.asked)


# Pages of contacts and companies


class OwnOutline(Outline):
    """The same of a contact's or company's page, but for what stands there for another day.

    A draft may be unfolded, and without JavaScript nothing can be copied. What a line for the log
    would settle is said as of the day of the build.
    """

    HELPERS = frozenset(
        ["data-behind", "data-from", "data-later", "data-moves", "data-ranks", "data-until"]
    )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if (
            tag == "template"
            or said.get("class") == "effect"
            or {"hidden", "data-copy"} & set(said)
        ):
            said = {"class": "fresh"}
        if tag == "details":
            said.pop("open", None)
        super().handle_starttag(
            tag,
            [(name, value or "") for name, value in said.items() if name not in self.HELPERS],
        )


def own_outline(html: str) -> list[str]:
    found = OwnOutline()
    found.feed(html)
    found.close()
    return found.lines


@functools.cache
def messages() -> Messages:
    return Messages(None)


def own_pages(made: Made, paths: list[str], day: date) -> dict[str, list[str]]:
    """What a build of a day says on some pages of contacts and companies."""
    directory = directory_on(made.workspace, day)
    timelines = Timelines(directory)
    words = words_for(directory, messages())
    found = {}
    me = directory.book.me
    for one in (*directory.book.contacts, *((me,) if me is not None else ())):
        if directory.pages[one.id] in paths:
            view = contact_page(directory, timelines, one, words)
            html = renderer().page("contact.html", view).data.decode()
            found[view.frame.path] = own_outline(html)
    for company in directory.companies.values():
        if company.page in paths:
            about = company_page(directory, timelines, company)
            html = renderer().page("company.html", about).data.decode()
            found[company.page] = own_outline(html)
    return found


@pytest.mark.parametrize(("which", "every"), [("samples", 3), ("invented", 40)])
def test_pages_of_contacts_and_companies_show_what_a_build_of_that_day_shows(
    which: str, every: int, open_context: OpenContext, request: pytest.FixtureRequest
) -> None:
    made: Made = request.getfixturevalue(which)
    folders = (made.output / "contacts", made.output / "companies")
    paths = sorted(
        one.relative_to(made.output).as_posix()
        for folder in folders
        for one in folder.rglob("*.html")
    )[::every]
    paths += ["contacts/me.html"] if "contacts/me.html" not in paths else []
    days = [BUILT + timedelta(number) for number in (1, 3, 8, 21, 60)]
    expected = {day: own_pages(made, paths, day) for day in days}
    page = open_context().new_page()
    open_at(page, made, CONTACTS, BUILT)
    for path in paths:
        page.clock.set_system_time(datetime.combine(BUILT, time(12), UTC))
        page.goto((made.output / path).as_uri())
        for day in days:
            come_back(page, day)
            html = page.evaluate("document.querySelector('main').outerHTML")
            assert own_outline(html) == expected[day][path], (path, day)


@pytest.mark.parametrize("front", ["status: paused", "snooze: 2026-11-30", "company: Acme"])
def test_what_is_said_where_nothing_is_on_follows_the_day(
    front: str, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "contacts").mkdir()
    (tmp_path / "tracker.toml").write_text("", encoding="utf-8")
    (tmp_path / "contacts" / "dana.md").write_text(
        f"---\nname: Dana\n{front}\n---\n## Log\n- 2026-11-24 meeting\n- 2026-12-03 meeting\n",
        encoding="utf-8",
    )
    made = made_of(tmp_path)
    path = "contacts/dana.html"
    open_at(page, made, path, BUILT)
    for day in (BUILT + timedelta(number) for number in (1, 5, 9, 10, 13, 14)):
        come_back(page, day)
        html = page.evaluate("document.querySelector('main').outerHTML")
        assert own_outline(html) == own_pages(made, [path], day)[path], day


# When, and when not


def pills(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('td .timing')].map((one) => one.className + one.textContent)"
    )
    return found


@pytest.mark.parametrize("path", [*VIEWS, "contacts/acme/dana-whitfield.html"])
def test_on_its_own_day_and_before_it_nothing_is_touched_or_loaded(
    path: str, page: Page, samples: Made, heard: Heard
) -> None:
    open_at(page, samples, path, BUILT)
    main = "document.querySelector('main').outerHTML"
    first = page.evaluate(main)
    for day in (BUILT, BUILT - timedelta(1)):
        page.clock.set_system_time(page.evaluate(moment(day)) / 1000)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate(main) == first
    assert page.evaluate("document.querySelector('.fresh').textContent") == ""
    names = {one.rpartition("/")[2] for one in heard.asked}
    assert "fresh.js" in names
    assert not names & {"contacts-data.js", "pipeline-data.js", "calendar-data.js"}


@pytest.mark.parametrize("path", [*VIEWS, "contacts/acme/dana-whitfield.html"])
def test_a_page_that_is_opened_later_says_what_is_not_in_it(
    path: str, page: Page, samples: Made
) -> None:
    open_at(page, samples, path, date(2026, 11, 23))
    expect(page.locator(".fresh")).to_contain_text("since Fri 20 Nov 2026")


def test_midnight_passes_while_the_page_is_open(page: Page, samples: Made) -> None:
    open_at(page, samples, CONTACTS, BUILT)
    before = pills(page)
    midnight = page.evaluate(moment(date(2026, 11, 21), "00:00")) / 1000
    page.clock.pause_at(datetime.fromtimestamp(midnight, UTC) - timedelta(milliseconds=200))
    page.clock.run_for(199)
    assert pills(page) == before
    page.clock.run_for(2)
    expect(page.locator(".fresh")).to_contain_text("Arranged for today")
    assert pills(page) != before


def test_the_day_begins_in_the_zone_of_the_settings(page: Page, samples: Made) -> None:
    assert samples.workspace.zone.key == "America/Denver"  # seven hours behind UTC
    open_at(page, samples, CALENDAR, BUILT)
    today = page.locator("[aria-current=date]")
    for hour, day in ((6, "2026-11-20"), (7, "2026-11-21")):
        page.clock.set_system_time(datetime(2026, 11, 21, hour, 30, tzinfo=UTC))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(today).to_have_attribute("datetime", day)


def test_the_late_filter_and_the_order_follow_the_day(page: Page, samples: Made) -> None:
    open_at(page, samples, CONTACTS, BUILT, "#late=yes&sort=next")
    shown = "[...document.querySelectorAll('tbody tr:not([hidden])')]"
    late = f"{shown}.every((one) => one.querySelector('.timing.overdue, .timing.cold'))"
    dues = f"{shown}.map((one) => one.querySelector('.timing').dataset.due)"
    before = page.evaluate(f"{shown}.length")
    for day in LATER[::9]:
        come_back(page, day)
        assert page.evaluate(late), day
        found = page.evaluate(dues)
        assert found == sorted(found), day
    assert page.evaluate(f"{shown}.length") > before
    many = page.evaluate("document.querySelectorAll('td .timing.overdue, td .timing.cold').length")
    assert page.evaluate(f"{shown}.length") == many


def test_what_was_unfolded_stays_so_and_the_keyboard_where_it_was(
    page: Page, samples: Made
) -> None:
    open_at(page, samples, CALENDAR, BUILT)
    page.evaluate("document.querySelector('.load details').open = true")
    page.evaluate("document.querySelector('.items .upcoming a').focus()")
    where = page.evaluate("document.activeElement.href")
    come_back(page, LATER[0])
    assert page.evaluate("document.querySelector('.load details').open") is True
    assert page.evaluate("document.activeElement.href") == where


@pytest.mark.parametrize(
    ("path", "selector", "attribute"),
    [
        ("agenda.html", ".jump a.due", "href"),
        ("agenda.html", ".event-list li:nth-child(2) a", "href"),
        ("agenda.html", "#no-next-step ~ ul a", "href"),
        (CALENDAR, ".jump li:nth-child(2) a", "href"),
        (PIPELINE, ".tile a", "href"),
        ("contacts/acme/dana-whitfield.html", ".next .source a", "href"),
        (CALENDAR, ".load summary", "textContent"),
    ],
)
def test_a_new_day_leaves_the_keyboard_where_it_was(
    path: str, selector: str, attribute: str, page: Page, samples: Made
) -> None:
    open_at(page, samples, path, BUILT)
    page.locator(selector).first.focus()
    focused = f"document.activeElement.{attribute}"
    before = page.evaluate(focused)
    assert before
    come_back(page, LATER[0])
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert page.evaluate(focused) == before


@pytest.mark.parametrize("path", VIEWS)
def test_with_as_of_it_stays_on_that_day(
    path: str, page: Page, samples: Made, heard: Heard, tmp_path: Path
) -> None:
    shutil.copytree(samples.workspace.root / "contacts", tmp_path / "contacts")
    (tmp_path / "tracker.toml").write_text("as_of = 2026-11-20\n", encoding="utf-8")
    build(tmp_path)
    open_at(page, samples._replace(output=tmp_path / "output"), path, date(2026, 12, 24))
    assert page.evaluate("document.querySelector('.fresh').textContent") == ""
    assert not [one for one in heard.asked if one.endswith("-data.js")]


def test_without_javascript_it_stays_and_names_its_day(
    open_context: OpenContext, samples: Made
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto((samples.output / PIPELINE).as_uri())
    assert "Built for Fri 20 Nov 2026" in page.locator("footer").inner_text()
    assert page.locator(".tile").count() > 5


def test_where_the_data_are_gone_it_stays_on_its_day(
    page: Page, samples: Made, heard: Heard, tmp_path: Path
) -> None:
    shutil.copytree(samples.output, tmp_path / "output")
    (tmp_path / "output" / "contacts-data.js").unlink()
    heard.expect("ERR_FILE_NOT_FOUND")
    moved = samples._replace(output=tmp_path / "output")
    with page.expect_event("requestfailed"):
        open_at(page, moved, CONTACTS, date(2026, 11, 23))
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert page.evaluate("document.querySelector('.fresh').textContent") == ""


def test_what_somebody_typed_enters_as_text(page: Page, tmp_path: Path) -> None:
    bad = "</script><img src=x onerror=alert(1)>"
    contacts = tmp_path / "contacts"
    contacts.mkdir()
    (contacts / "dana.md").write_text(
        f"---\nname: '{bad}'\ncompany: '{bad}'\nposition: '{bad}'\nphone: '1'\n---\n## Log\n"
        f"- 2026-11-18 interview: {bad}\n- [ ] 2026-11-21 call: {bad}\n"
        f"- [ ] 2026-11-25 call: {bad}\n",
        encoding="utf-8",
    )
    build(tmp_path, today=BUILT)
    made = Made(tmp_path / "output", load_workspace(tmp_path, BUILT))
    open_at(page, made, CONTACTS, BUILT)
    for path in (*VIEWS, "contacts/dana.html"):
        page.clock.set_system_time(datetime.combine(BUILT, time(12), UTC))
        page.goto((made.output / path).as_uri())
        for day in LATER[:20:3]:
            come_back(page, day)
            assert page.evaluate("document.querySelectorAll('main img, main script').length") == 0
            assert bad in page.evaluate("document.querySelector('main').innerText")


def test_a_draft_has_the_day_of_the_settings_zone(page: Page, samples: Made) -> None:
    path = "contacts/jobs/sunniva-berg.html"
    open_at(page, samples, path, date(2026, 12, 1))
    # Six in the morning in UTC is the evening before in Denver.
    page.clock.set_system_time(datetime(2026, 12, 2, 6, tzinfo=UTC))
    page.reload()
    days = page.evaluate(
        "[...document.querySelectorAll('[data-today=iso]')].map((one) => one.textContent)"
    )
    assert set(days) == {"2026-12-01"}
    letter = next((samples.output / "letters").rglob("*.html"))
    page.goto(letter.as_uri())
    assert page.locator("[data-today=words]").inner_text() == "Tuesday 1 December 2026"


def test_a_link_to_a_draft_leads_to_it_where_it_has_moved(page: Page, samples: Made) -> None:
    # What is not on the agenda on the day of the build, and from when on it is.
    moving = re.compile(
        r'class="not-yet">.*?<li data-moves="\S+ ahead (\S+) \w+'
        r'.*?<details class="draft" id="(.*?)"',
        re.DOTALL,
    )
    files = sorted((samples.output / "contacts").rglob("*.html"))
    found = ((one, moving.search(one.read_text(encoding="utf-8"))) for one in files)
    path, match = next((one, match) for one, match in found if match)
    day, draft = date.fromisoformat(match[1]), match[2]
    open_at(page, samples, path.relative_to(samples.output).as_posix(), day, f"#{draft}")
    meant = page.locator(f'.cards [id="{draft}"]')
    expect(meant).to_be_in_viewport()
    expect(meant).to_have_attribute("open", "")


@pytest.mark.parametrize("path", ["report.html", "references.html", "work-search.html"])
def test_a_page_that_stays_says_so_on_a_later_day(page: Page, samples: Made, path: str) -> None:
    open_at(page, samples, path, BUILT)
    expect(page.locator(".fresh")).to_have_text("")
    before = page.locator("main").inner_text()
    page.clock.set_system_time(datetime.combine(LATER[2], time(12), UTC))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    said = "As of Fri 20 Nov 2026: the next tracker build brings it up to date."
    expect(page.locator(".fresh")).to_have_text(said)
    assert page.locator("main").inner_text().replace(f"{said}\n\n", "").strip() == before.strip()


def small_site(root: Path, text: str) -> Path:
    (root / "contacts").mkdir()
    (root / "contacts/ann.md").write_text(f"---\nname: Ann\n---\n{text}", encoding="utf-8")
    (root / "tracker.toml").write_text('[calendar]\ntimezone = "UTC"\n', encoding="utf-8")
    build(root, today=BUILT)
    return root / "output"


def test_the_first_contact_ahead_becomes_the_last_one(page: Page, tmp_path: Path) -> None:
    site = small_site(tmp_path, "## Log\n- 2026-11-26 call: planned\n")
    page.clock.install(time=datetime.combine(BUILT, time(12), UTC))
    page.goto((site / "contacts/ann.html").as_uri())
    expect(page.locator(".summary")).to_have_text("", use_inner_text=True)
    page.clock.set_system_time(datetime(2026, 11, 27, 12, tzinfo=UTC))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".summary")).to_have_text("last contact Thu 26 Nov 2026")


def test_a_line_to_copy_is_of_the_readers_day(page: Page, tmp_path: Path) -> None:
    site = small_site(tmp_path, "")
    page.clock.install(time=datetime(2026, 11, 27, 12, tzinfo=UTC))
    for path in ("contacts/ann.html", "references.html", "pipeline.html", "calendar.html"):
        page.goto((site / path).as_uri())
        expect(page.locator("main")).to_contain_text("- 2026-11-27 ")
        assert "2026-11-20" not in page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("name", "block"), [("calendar", "months"), ("pipeline", "track"), ("contacts", "people")]
)
def test_a_page_of_ones_own_without_what_is_arranged_says_which_day_it_is_from(
    page: Page, tmp_path: Path, name: str, block: str
) -> None:
    (tmp_path / "site_templates").mkdir()
    (tmp_path / f"site_templates/{name}.html").write_text(
        f'{{% extends "shipped/{name}.html" %}}{{% block {block} %}}<p>Mine</p>{{% endblock %}}',
        encoding="utf-8",
    )
    text = "position: Cook\n---\n## Log\n- 2026-11-18 interview\n"
    site = small_site(tmp_path, "").parent
    (site / "contacts/ann.md").write_text(f"---\nname: Ann\n{text}", encoding="utf-8")
    build(site, today=BUILT)
    page.clock.install(time=datetime(2026, 11, 27, 12, tzinfo=UTC))
    page.goto((site / f"output/{name}.html").as_uri())
    said = "As of Fri 20 Nov 2026: the next tracker build brings it up to date."
    expect(page.locator(".fresh")).to_have_text(said)


def test_the_first_entry_ahead_of_an_opening_becomes_its_last(page: Page, tmp_path: Path) -> None:
    text = "company: Acme\nposition: Cook\n---\n## Log\n- 2026-11-26 meeting: planned\n"
    small_site(tmp_path, "")
    (tmp_path / "contacts/ann.md").write_text(f"---\nname: Ann\n{text}", encoding="utf-8")
    build(tmp_path, today=BUILT)
    made = Made(tmp_path / "output", load_workspace(tmp_path, BUILT))
    open_at(page, made, CONTACTS, BUILT)
    for path in ("contacts/ann.html", "companies/acme.html"):
        page.clock.set_system_time(datetime.combine(BUILT, time(12), UTC))
        page.goto((made.output / path).as_uri())
        said = page.locator(".opportunities .meta")
        expect(said).not_to_contain_text("last entry", use_inner_text=True)
        day = date(2026, 11, 27)
        come_back(page, day)
        expect(said).to_contain_text("last entry Thu 26 Nov 2026", use_inner_text=True)
        html = page.evaluate("document.querySelector('main').outerHTML")
        assert own_outline(html) == own_pages(made, [path], day)[path]


@pytest.mark.parametrize(
    ("zone", "day", "hour", "moment"),
    [
        # Clocks that are put forward show no such hour: it is as late as it would have been.
        ("America/Santiago", "2026-09-06", "00:00", "2026-09-06T04:00:00.000Z"),
        ("America/Los_Angeles", "2026-03-08", "02:30", "2026-03-08T10:30:00.000Z"),
        ("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00:00.000Z"),
        # Clocks that are put back show it twice.
        ("America/Havana", "2026-11-01", "00:30", "2026-11-01T04:30:00.000Z"),
        ("Europe/Amsterdam", "2026-10-25", "02:30", "2026-10-25T00:30:00.000Z"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00.000Z"),
        ("Asia/Kathmandu", "2026-11-20", "09:00", "2026-11-20T03:15:00.000Z"),
    ],
)
def test_an_hour_is_the_moment_that_python_says(
    page: Page, samples: Made, zone: str, day: str, hour: str, moment: str
) -> None:
    there = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo(zone))
    assert there.astimezone(UTC) == datetime.fromisoformat(moment)
    page.goto((samples.output / CONTACTS).as_uri())
    asked = f"new Date(trackerDays.momentOf('{zone}', '{day}', '{hour}')).toISOString()"
    assert page.evaluate(asked) == moment


def test_a_midnight_that_is_left_out_is_waited_for_at_ease(page: Page, tmp_path: Path) -> None:
    # In Chile the clocks go from 23:59 to 01:00.
    (tmp_path / "contacts").mkdir()
    (tmp_path / "tracker.toml").write_text(
        '[calendar]\ntimezone = "America/Santiago"\n', encoding="utf-8"
    )
    build(tmp_path, today=date(2026, 9, 5))
    page.clock.install(time=datetime(2026, 9, 6, 3, tzinfo=UTC))
    page.goto((tmp_path / "output" / CONTACTS).as_uri())
    page.clock.pause_at(datetime(2026, 9, 6, 3, 30, tzinfo=UTC))
    page.evaluate(
        "window.looks = 0; const set = setTimeout;"
        "window.setTimeout = (...all) => { window.looks += 1; return set(...all); }; 0"
    )
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.clock.run_for(60_000)
    assert page.evaluate("window.looks") == 1


def test_the_keyboard_stays_where_it_was_in_a_list_that_is_sorted_again(
    page: Page, samples: Made
) -> None:
    open_at(page, samples, CONTACTS, BUILT, "#late=yes&sort=next")
    page.evaluate("document.querySelector('tbody tr:not([hidden]) a').focus()")
    where = page.evaluate("document.activeElement.href")
    come_back(page, LATER[0])
    assert page.evaluate("document.activeElement.href") == where


def test_no_script_takes_the_name_of_another(samples: Made) -> None:
    # Any of them may be loaded between any two others.
    scripts = [*samples.output.glob("*.js"), *(samples.output / "assets").glob("*.js")]
    named = re.compile(r"^(?:var|const) (\w+) = ", re.MULTILINE)
    found = [name for one in scripts for name in named.findall(one.read_text(encoding="utf-8"))]
    assert {"trackerAgenda", "trackerContacts", "trackerFindable", "trackerDays"} <= set(found)
    assert len(found) == len(set(found))


def test_your_own_page_is_of_the_readers_day_too(page: Page, samples: Made) -> None:
    open_at(page, samples, "contacts/me.html", LATER[0])
    expect(page.locator(".fresh")).to_contain_text("Arranged for today")
