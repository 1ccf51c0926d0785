"""The calendar: what stands on which day, which months are shown, and how full the weeks are."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from tests import whole
from tests.pages.inert import faults, read_page
from tests.pages.sample_site import world
from tests.pages.test_calendar_feed import lay
from tests.pages.test_pipeline_page import person
from tests.site_views import site_views
from tracker.config import Config
from tracker.render import Renderer
from tracker.report import figures
from tracker.views.calendar_items import CalendarItem
from tracker.views.calendar_page import ITEMS_OPEN, CalendarPage, DayCell, Month, calendar_page
from tracker.views.frame import CALENDAR
from tracker.views.load_strip import HEIGHTS, WEEKS_AHEAD

TODAY = date(2026, 11, 20)
RENDERER = Renderer(None)


def calendar(root: Path, today: date = TODAY) -> CalendarPage:
    """The view of a workspace's calendar."""
    one = whole.load_workspace(root, today)
    report = figures(one.book, one.derived, one.agenda)
    return site_views(
        one.book, one.derived, one.agenda, report, one.config, one.zone, (), one.rules
    ).calendar


def days(page: CalendarPage) -> dict[str, DayCell]:
    """All days with something, by their dates."""
    return {
        one.day.iso: one
        for month in (*page.past, *page.months)
        for week in month.weeks
        for one in week
        if one is not None and one.name
    }


def items(cell: DayCell) -> list[CalendarItem]:
    return [one for one in (*cell.items, *cell.more) if not isinstance(one, Markup)]


def shown(page: CalendarPage) -> str:
    return RENDERER.page("calendar.html", page).data.decode()


def test_follow_ups_stand_where_they_are_due_and_events_where_they_take_place(
    tmp_path: Path,
) -> None:
    root = lay(
        tmp_path,
        dana=person("Dana", "2026-11-24 14:30 interview (video)", company="Acme", position="Cook"),
        luis=person("Luis", "[ ] 2026-11-24 call: ask *him*", phone="0612345678"),
    )
    page = calendar(root)
    event, *_, task = items(days(page)["2026-11-24"])
    assert (event.section, event.time, event.title, event.about) == (
        "event", "14:30", "Interview", "Acme",
    )  # fmt: skip
    assert event.who.href == "contacts/dana.html"
    assert [one.text for one in event.links] == ["Call sheet"]
    assert (task.section, task.title, task.time) == ("upcoming", "Call: ask him", "")
    assert task.who.href == "contacts/luis.html"
    assert [one.text for one in task.links] == ["Talking points", "Call sheet"]
    assert task.links[0].href == "contacts/luis.html#draft-manual-2026-11-24"
    assert "2026-11-23" in days(page)  # to prepare


def test_only_months_that_have_something_are_shown(tmp_path: Path) -> None:
    log = ("2026-09-15 meeting", "2026-10-20 meeting", "[ ] 2027-03-02 call: hello")
    page = calendar(lay(tmp_path, dana=person("Dana", *log)))
    # September is over for good, October was the last month.
    assert [one.title for one in page.past] == ["October 2026"]
    assert [one.title for one in page.months] == ["March 2027"]
    assert (page.first, page.is_today) == ("d2027-03-02", False)
    assert '<a href="#d2027-03-02">What is next</a>' in shown(page)


def test_what_is_late_stays_and_what_was_let_go_does_not(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        late=person("Late", "[ ] 2026-11-05 call: a"),
        gone=person("Gone", "[ ] 2026-10-02 call: b"),
        slow=person("Slow", "2025-10-20 met", keep_in_touch="6 months / 3 years"),
    )
    page = calendar(root)
    assert [(iso, one.over) for iso, one in days(page).items()] == [
        ("2026-04-20", False), ("2026-11-05", False),
    ]  # fmt: skip
    assert page.late == 2
    assert [one.section for one in items(days(page)["2026-11-05"])] == ["overdue"]
    assert "2 from before today are still to be done" in " ".join(
        read_page(shown(page)).text.split()
    )


def test_a_month_is_whole_weeks_from_monday(tmp_path: Path) -> None:
    page = calendar(lay(tmp_path, dana=person("Dana", "[ ] 2026-12-01 call")))
    (month,) = page.months
    assert isinstance(month, Month)
    assert {len(week) for week in month.weeks} == {7}
    numbers = [one.number if one else 0 for week in month.weeks for one in week]
    assert numbers == [0, *range(1, 32), 0, 0, 0]
    saturday = month.weeks[0][5]
    assert saturday is not None
    assert (saturday.off, saturday.holiday) == (True, False)


def test_a_holiday_is_said_in_words(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        "holidays = [2026-12-24]\n",
        dana=person("Dana", "[ ] 2026-12-24 call: the day off"),
    )
    page = calendar(root)
    cell = days(page)["2026-12-24"]
    assert (cell.off, cell.holiday) == (True, True)
    assert shown(page).count('<span class="now">day off</span>') == 1


def test_a_full_day_folds_what_is_more(tmp_path: Path) -> None:
    some = {
        f"p{number}": person(f"P {number}", "[ ] 2026-12-01 call")
        for number in range(ITEMS_OPEN + 2)
    }
    root = lay(tmp_path, **some)
    cell = days(calendar(root))["2026-12-01"]
    assert (len(cell.items), len(cell.more)) == (ITEMS_OPEN, 2)
    (root / "contacts" / "p0.md").unlink()
    cell = days(calendar(root))["2026-12-01"]
    assert (len(cell.items), len(cell.more)) == (ITEMS_OPEN + 1, 0)


def test_the_strip_counts_by_week(tmp_path: Path) -> None:
    tasks = [f"[ ] 2026-12-0{day} call: {day}" for day in (1, 2, 3)]
    root = lay(
        tmp_path,
        dana=person("Dana", *tasks, "[ ] 2026-11-20 call", "[ ] 2026-11-19 call"),
        luis=person("Luis", "2026-12-02 10:00 meeting"),
        far=person("Far", "[ ] 2027-02-22 call"),
    )
    page = calendar(root)
    assert len(page.weeks) == WEEKS_AHEAD
    this, _, full, *rest = page.weeks
    assert (this.label, this.begins.iso) == ("This week", "2026-11-16")
    assert (this.due, this.events, this.href) == (1, 0, "#d2026-11-20")
    assert (full.label, full.due, full.events, full.height) == ("30 Nov", 3, 1, HEIGHTS)
    assert this.height == 3
    assert {(one.due, one.height, one.href) for one in rest} == {(0, 0, None)}
    assert page.late == 1
    assert page.summary == "4 follow-ups and 1 event in the 13 weeks ahead."
    html = shown(page)
    links = [one for one in read_page(html).hrefs if one.startswith("#")]
    assert {one[1:] for one in links} <= set(read_page(html).ids)


def test_a_week_of_the_strip_leads_to_its_first_day_up_to_sunday(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        luis=person("Luis", "2026-11-29 10:00 meeting"),
    )
    page = calendar(root)
    this, sunday, *_ = page.weeks
    assert (this.due, this.events, this.href) == (0, 0, None)
    assert (sunday.due, sunday.events, sunday.href) == (0, 1, "#d2026-11-29")


def test_a_day_has_its_events_by_the_hour_and_then_what_is_to_be_done_by_name(
    tmp_path: Path,
) -> None:
    root = lay(
        tmp_path,
        amy=person("Amy", "2026-12-02 14:30 meeting"),
        bob=person("Bob", "2026-12-02 meeting", company="Acme"),
        ann=person("Ann", "[ ] 2026-12-02 call: b"),
        abe=person("Abe", "[ ] 2026-12-02 call: a", company="Acme"),
        cy=person("Cy", "2026-12-02 09:00 meeting"),
        dee=person("Dee", "2026-12-02 09:00 meeting"),
    )
    found = items(days(calendar(root))["2026-12-02"])
    assert [(one.who.text, one.time, one.about) for one in found] == [
        ("Bob", "", "Acme"),
        ("Cy", "09:00", ""),
        ("Dee", "09:00", ""),
        ("Amy", "14:30", ""),
        ("Abe", "", "Acme"),
        ("Ann", "", ""),
    ]


@pytest.mark.parametrize(("length", "whole"), [(80, True), (81, False)])
def test_a_long_task_is_cut(tmp_path: Path, length: int, *, whole: bool) -> None:
    task = "Call: " + "a" * (length - 6)
    page = calendar(lay(tmp_path, dana=person("Dana", f"[ ] 2026-12-01 call: {task[6:]}")))
    (item,) = items(days(page)["2026-12-01"])
    assert (item.title == task) is whole
    assert len(item.title) <= length


def test_the_table_says_the_same_as_the_strip(tmp_path: Path) -> None:
    page = calendar(lay(tmp_path, dana=person("Dana", "[ ] 2026-12-01 call")))
    html = shown(page)
    row = r'<th scope="row"><time datetime="([-0-9]+)">.*?class="number">(\d+)<.*?>(\d+)</td></tr>'
    rows = [(iso, int(due), int(events)) for iso, due, events in re.findall(row, html)]
    assert rows == [(one.begins.iso, one.due, one.events) for one in page.weeks]
    assert sum(due for _, due, _ in rows) == 1
    assert 'aria-current="date"' not in html  # nothing is in the month of today


def test_today_is_marked(tmp_path: Path) -> None:
    root = lay(tmp_path, dana=person("Dana", "[ ] 2026-11-20 call"))
    assert shown(calendar(root)).count('aria-current="date"') == 1
    root = lay(tmp_path / "b", dana=person("Dana", "[ ] 2026-11-24 call"))
    assert shown(calendar(root)).count('aria-current="date"') == 1


def test_nothing_with_a_date_teaches_what_gets_one() -> None:
    page = world().views().calendar
    assert (page.months, page.past, page.first) == ((), (), "")
    html = shown(page)
    assert faults(html) == []
    assert "2026-11-20 14:30 interview" in read_page(html).text


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_there_are(day: date) -> None:
    frame = world().directory().frame(CALENDAR, "Calendar")
    page = calendar_page(frame, day, Config().calendar, [])
    assert len(page.weeks) == WEEKS_AHEAD
