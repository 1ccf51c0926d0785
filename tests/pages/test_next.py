"""What is next for somebody: in the list of contacts, and in its order on their own page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from markupsafe import Markup

from tests.pages.sample_site import TODAY
from tests.site_views import SiteViews, render_site
from tests.whole import load_workspace, views_of
from tracker.views.contact_page import ContactPage

#: The site of people whose files are given, by name: front matter, an empty line, and the log.
SiteOf: TypeAlias = Callable[[Mapping[str, str]], SiteViews]


@pytest.fixture
def site_of(tmp_path: Path) -> SiteOf:
    def site(files: Mapping[str, str]) -> SiteViews:
        (tmp_path / "contacts").mkdir()
        for name, text in files.items():
            front, _, log = text.partition("\n\n")
            whole = f"---\nname: {name}\n{front}\n---\n\n## Log\n{log}\n"
            (tmp_path / "contacts" / f"{name.lower()}.md").write_text(whole, encoding="utf-8")
        return views_of(load_workspace(tmp_path, TODAY))

    return site


def page_of(site: SiteViews, contact_id: str) -> ContactPage:
    return next(one for one in site.people if one.id == contact_id)


def html_of(site: SiteViews, path: str) -> str:
    return next(one for one in render_site(site, None) if one.path == path).data.decode()


@pytest.mark.parametrize(
    ("log", "step"),
    [
        ("", None),
        ("- 2026-11-27 meeting", ("Meeting", "event", "in 7 days")),
        ("- 2026-11-20 15:00 meeting", ("Meeting", "event", "today")),
        ("- 2026-11-27 meeting\n- 2026-11-25 call", ("Call", "event", "in 5 days")),
        # Of an opening that was applied for, “close it” lies farther off.
        ("- 2026-11-10 applied\n- 2026-12-08 interview", ("Interview", "event", "in 18 days")),
        # What is due before it, or on its day, comes first.
        ("- 2026-11-24 interview", ("Prepare for the interview", "upcoming", "due in 3 days")),
        ("- 2026-11-19 email (in)\n- 2026-11-27 meeting (cancelled)",
         ("Answer them", "due", "due, last day")),
        ("- [ ] 2026-11-19 call: about it", ("Call: about it", "overdue", "1 day late")),
        # What has gone quiet is no reason to forget a meeting.
        ("- 2026-03-02 email: hello\n- 2026-11-27 meeting", ("Meeting", "event", "in 7 days")),
    ],
)  # fmt: skip
def test_the_list_names_an_event_that_comes_before_any_follow_up(
    log: str, step: tuple[str, str, str] | None, site_of: SiteOf
) -> None:
    site = site_of({"Dana": f"position: Engineer\ncompany: Acme\nkeep_in_touch: 1 month\n\n{log}"})
    (row,) = site.contacts.rows
    assert not isinstance(row, Markup)
    assert (row.next and (row.next.title, row.next.section, row.next.timing)) == step


def test_an_event_is_next_for_everyone_who_takes_part(site_of: SiteOf) -> None:
    site = site_of(
        {
            "Dana": "company: Acme\n\n- 2026-11-27 meeting (with Omar and Ruth)",
            "Omar": "company: Acme\n",
            "Luis": "company: Globex\n",
        }
    )
    html = html_of(site, "contacts.html")
    assert html.count('<span class="step">Meeting</span>') == 2
    assert html.count('<span class="timing event-timing" data-day="2026-11-27">in 7 days') == 2
    assert [len(page_of(site, one).planned) for one in ("dana", "omar", "luis")] == [1, 1, 0]


def test_a_contacts_page_begins_with_what_is_planned(site_of: SiteOf) -> None:
    site = site_of({"Dana": "company: Acme\n\n- 2026-11-27 10:00 meeting (video): the plan"})
    (planned,) = page_of(site, "dana").planned
    assert (planned.event.kind, planned.event.day.iso, planned.over) == (
        "Meeting", "2026-11-27", "2026-11-28",
    )  # fmt: skip
    html = html_of(site, "contacts/dana.html")
    assert '<li data-over="2026-11-28"><strong>Meeting</strong> (video)' in html
    # Nothing is on the agenda but that.
    assert '<p class="empty" hidden>' in html


def test_what_is_most_urgent_stands_first_as_on_the_agenda(site_of: SiteOf) -> None:
    log = (
        "- 2026-09-01 inquiry (email)\n"  # gone quiet
        "- [ ] 2026-12-10 call: far off\n"
        "- [ ] 2026-11-20 email: today\n"
        "- [ ] 2026-11-19 letter: late\n"
    )
    page = page_of(site_of({"Dana": f"company: Acme\n\n{log}"}), "dana")
    assert [(one.section, one.task or one.title) for one in page.follow_ups] == [
        ("overdue", "Letter: late"),
        ("due", "Email: today"),
        ("cold", "Answer them"),
    ]
    assert [one.task for one in page.ahead] == ["Call: far off"]


def test_an_opening_is_named_where_it_could_be_another(site_of: SiteOf) -> None:
    one = "position: Engineer\ncompany: Acme\n\n- 2026-11-09 applied\n"
    page = page_of(site_of({"Dana": one}), "dana")
    assert {each.about for each in (*page.follow_ups, *page.ahead)} == {""}


def test_of_several_openings_each_follow_up_names_its_own(site_of: SiteOf) -> None:
    log = (
        "- 2026-11-09 applied (for Engineer at Bunq)\n"
        "- 2026-11-09 applied (for Analyst at Adyen)\n"
        "- 2026-10-01 screening (for Analyst at Adyen)\n"
        "- 2026-10-02 thank-you (for Analyst at Adyen)\n"
    )
    site = site_of({"Kim": f"company: Agency\nkeep_in_touch: 2 months\n\n{log}"})
    page = page_of(site, "kim")
    openings = {"Engineer at Bunq", "Analyst at Adyen"}
    for found in (page.follow_ups, (*page.ahead, *page.follow_ups)):
        assert {one.about for one in found if one.rule != "keep-in-touch"} == openings
    assert {one.about for one in page.settled} == {"Analyst at Adyen"}
    html = html_of(site, "contacts/kim.html")
    assert '<p class="where">about Engineer at Bunq</p>' in html
    assert "<strong>Thank them for the interview</strong> about Analyst at Adyen: done" in html


def test_the_report_names_a_task_by_what_it_says(site_of: SiteOf) -> None:
    log = (
        "- 2026-11-09 applied\n- [ ] 2026-11-10 call: her desk\n- 2026-11-13 email: hello\n"
        "- [ ] 2026-11-19 letter: the slides\n"
    )
    site = site_of({"Dana": f"position: Engineer\ncompany: Acme\n\n{log}"})
    html = html_of(site, "report.html")
    assert ">Letter: the slides, Thu 19 Nov 2026</td>" in html
    assert ">Call: her desk</td>" in html  # settled, and late


@pytest.mark.parametrize("log", ["- 2026-11-27 meeting", "- 2026-11-16 call"])
def test_what_keeps_follow_ups_away_is_said_beside_what_is_planned(
    log: str, site_of: SiteOf
) -> None:
    html = html_of(site_of({"Dana": f"status: paused\n\n{log}"}), "contacts/dana.html")
    assert '<p class="empty while">No follow-ups while the file says “paused”.</p>' in html


def test_what_is_planned_names_its_opening(site_of: SiteOf) -> None:
    log = (
        "- 2026-11-09 applied (for Engineer at Bunq)\n- 2026-11-09 applied (for Analyst at Adyen)\n"
        "- 2026-11-27 interview (video, for Analyst at Adyen)\n- 2026-11-30 meeting: lunch\n"
    )
    html = html_of(site_of({"Kim": f"company: Agency\n\n{log}"}), "contacts/kim.html")
    assert (
        '<strong>Interview</strong> (video), Analyst at <a href="../companies/adyen.html">' in html
    )
    assert "<strong>Meeting</strong>, <time" in html
