"""An hour in their zone is an event of the day that it is for you, on every page and day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.pages import test_fresh, test_later_days
from tests.pages.built_once import BUILT, Made, made_of
from tests.site_views import SiteViews, render_site
from tests.whole import load_workspace, views_of
from tracker.views.frame import AGENDA, CALENDAR

#: By their zone, with 2 December typed: what stands there, and the day that it is in Amsterdam.
CASES = {
    "Asia/Tokyo": (
        "04:00 theirs interview",
        date(2026, 12, 1),
        "20:00 yours, 04:00 their time on Wed 2 Dec 2026",
    ),
    "America/Los_Angeles": (
        "16:30 theirs interview",
        date(2026, 12, 3),
        "01:30 yours, 16:30 their time on Wed 2 Dec 2026",
    ),
    "America/New_York": (
        "09:00 theirs interview",
        date(2026, 12, 2),
        "09:00 their time, 15:00 yours",
    ),
    # Of nobody's clock but yours.
    "Pacific/Kiritimati": ("09:00 interview", date(2026, 12, 2), "09:00"),
}


def workspace_of(root: Path, zones: dict[str, tuple[str, date, str]] = CASES) -> Path:
    (root / "contacts").mkdir(parents=True)
    (root / "tracker.toml").write_text('[calendar]\ntimezone = "Europe/Amsterdam"\n')
    for zone, (entry, _, _) in zones.items():
        name = zone.rpartition("/")[2]
        (root / "contacts" / f"{name.lower()}.md").write_text(
            f"---\nname: {name}\ncompany: {name} Ltd\nposition: Cook\ntimezone: {zone}\n---\n\n"
            f"## Log\n- 2026-11-18 applied\n- 2026-12-02 {entry}\n",
            encoding="utf-8",
        )
    return root


def events_of(site: SiteViews) -> list[tuple[str, str]]:
    return [(one.day.iso, one.away) for one in site.agenda.events]


@pytest.mark.parametrize("zone", CASES)
def test_it_is_ahead_until_the_day_that_it_is_for_you(zone: str, tmp_path: Path) -> None:
    _, own, time = CASES[zone]
    root = workspace_of(tmp_path / "root", {zone: CASES[zone]})
    for days, away in ((-2, "in 2 days"), (-1, "tomorrow"), (0, "today"), (1, None)):
        day = own + timedelta(days)
        site = views_of(load_workspace(root, day))
        assert events_of(site) == ([(own.isoformat(), away)] if away else [])
        assert ("1 event today" in site.agenda.summary) is (days == 0)
        # Others are told what was typed.
        assert ('"date": "2026-12-02"' in site.agenda_json) is (away is not None)
        (person,) = site.people
        assert [one.event.time for one in person.planned] == [time][: len(events_of(site))]


def test_the_calendar_has_it_on_your_day(tmp_path: Path) -> None:
    site = views_of(load_workspace(workspace_of(tmp_path / "root"), BUILT))
    html = {one.path: one.data.decode() for one in render_site(site, None)}[CALENDAR]
    days = dict(re.findall(r'<p class="date"><time datetime="(\S+?)"(.*?)</td>', html, re.DOTALL))
    for zone, (_, own, time) in CASES.items():
        name = zone.rpartition("/")[2]
        found = [day for day, text in days.items() if time in text and f">{name}</a>" in text]
        assert found == [own.isoformat()], zone


@pytest.mark.parametrize(("day", "hour"), [("9999-12-31", "23:00"), ("0001-01-01", "01:00")])
def test_at_the_ends_of_the_calendar_it_stays_on_its_day(
    day: str, hour: str, tmp_path: Path
) -> None:
    for zone in ("America/Los_Angeles", "Asia/Tokyo"):
        root = workspace_of(tmp_path / zone, {zone: CASES[zone]})
        (contact,) = (root / "contacts").iterdir()
        with contact.open("a", encoding="utf-8") as file:
            file.write(f"- {day} {hour} theirs meeting\n")
        derived = load_workspace(root, BUILT).derived
        found = [one.own_day.isoformat() for one in derived.events if one.day.isoformat() == day]
        assert found == [day]


@pytest.mark.browser
def test_pages_of_later_days_say_the_same(page: Page, tmp_path: Path) -> None:
    made: Made = made_of(workspace_of(tmp_path / "root"))
    days = [date(2026, 11, 30) + timedelta(number) for number in range(6)]
    test_fresh.open_at(page, made, BUILT)
    for day in days:
        _, view = test_fresh.views_on(made.workspace, day)
        test_fresh.come_back(page, day)
        test_fresh.wait_for_day(page, day.isoformat())
        html = page.evaluate("document.querySelector('main').outerHTML")
        expected = test_fresh.renderer().page(AGENDA, view).data.decode()
        assert test_fresh.outline(html) == test_fresh.outline(expected), day
    for path, view_on in test_later_days.VIEWS.items():
        test_later_days.open_at(page, made, path, BUILT)
        for day in days:
            test_later_days.come_back(page, day)
            html = page.evaluate("document.querySelector('main').outerHTML")
            shown = test_fresh.renderer().page(path, view_on(made.workspace, day))
            expected = shown.data.decode()
            said = test_later_days.part(path, html)
            assert said == test_later_days.part(path, expected), (path, day)
    paths = [f"contacts/{one.id}.html" for one in made.workspace.book.contacts]
    shown_on = {day: test_later_days.own_pages(made, paths, day) for day in days}
    for path in paths:
        test_later_days.open_at(page, made, path, BUILT)
        for day in days:
            test_later_days.come_back(page, day)
            html = page.evaluate("document.querySelector('main').outerHTML")
            assert test_later_days.own_outline(html) == shown_on[day][path], (path, day)
