"""Contact, company, list, report and problem pages, and the JSON beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from markupsafe import Markup

from tests.pages.sample_site import (
    TODAY,
    Anything,
    contact,
    entry,
    follow_up,
    sample_world,
    world,
)
from tests.site_views import SiteViews, render_site, site_views
from tracker.agenda import follow_up_order
from tracker.agenda_json import agenda_json_text, json_parts
from tracker.config import Config
from tracker.contact.kinds import Channel, Direction, Kind, Side
from tracker.contact.model import Phone, ReplyBy, Status, Task
from tracker.diagnostics import Diagnostic, Severity
from tracker.opportunities import Opportunity, Stage
from tracker.records import OpportunityKey, Person, Record
from tracker.render import Renderer
from tracker.report import FollowUpsMade, Replies, ReplyFigures, Standing, Timeliness, figures
from tracker.views.contact_page import ContactPage
from tracker.views.report_page import LONGEST_LIST, ReportPage, ReportSection
from tracker.views.shown import Shown
from tracker.views.tables import Table
from tracker.workdays import Duration

DANA = Person("dana", "Dana")

Item = TypeVar("Item")


def person(site: SiteViews, contact_id: str) -> ContactPage:
    return next(one for one in site.people if one.id == contact_id)


def views_of(shown: Iterable[Shown[Item]]) -> list[Item]:
    """The items of a list, none of which was made into HTML yet."""
    found = [one for one in shown if not isinstance(one, Markup)]
    assert len(found) == len(list(shown))
    return found


def test_a_timeline_runs_newest_first_and_holds_what_others_files_say() -> None:
    luis = person(sample_world().views(), "agencies/luis")
    assert [(one.kind, one.day.iso, one.source.text) for one in luis.timeline] == [
        ("Interview", "2026-11-12", "contacts/dana.md:25"),
        ("E-mail", "2026-11-10", "contacts/agencies/luis.md:9"),
    ]
    shared, own = luis.timeline
    assert (shared.anchor, shared.source.href) == ("", "../../contacts/dana.html#L25")
    assert (own.anchor, own.way, own.side) == ("L9", "from them", "they")
    assert [(one.text, one.href) for one in shared.people] == [
        ("Dana Whitfield", "../../contacts/dana.html")
    ]


def test_an_entry_says_its_attributes_in_words() -> None:
    dana = contact(
        "dana",
        "Dana",
        entries=(
            entry(
                5,
                date(2026, 11, 2),
                Kind.INTERVIEW,
                "x",
                path="contacts/dana.md",
                channel=Channel.VIDEO,
                round=2,
                reply_by=ReplyBy(within=Duration(5)),
                cancelled=True,
            ),
            entry(
                6,
                date(2026, 11, 3),
                Kind.EMAIL,
                "y",
                path="contacts/dana.md",
                needs_answer=False,
                direction=Direction.IN,
                side=Side.THEY,
                channel=Channel.EMAIL,
                reply_by=ReplyBy(day=date(2026, 11, 16)),
                position="Welder",
                at_company="Acme",
            ),
        ),
    )
    newest, oldest = person(world((dana,)).views(), "dana").timeline
    assert oldest.marks == ("cancelled", "video", "round 2", "reply within 5 days")
    assert newest.marks == ("reply by Mon 16 Nov 2026", "no answer needed")
    assert newest.about == "Welder at Acme"
    assert not newest.ahead


@pytest.mark.parametrize("kind", [Kind.CALL, Kind.EMAIL, Kind.APPLIED, Kind.CONTACT])
def test_who_else_was_there_is_said_where_it_counts_for_nobody_else(kind: Kind) -> None:
    path = "contacts/dana.md"
    held = entry(5, date(2026, 11, 2), kind, "hi", path=path, people=("Zed  Unknown", "Luis"))
    dana = contact("dana", "Dana", entries=(held,))
    (one,) = person(world((dana,)).views(), "dana").timeline
    assert one.marks == ("with Zed Unknown and Luis",)
    assert one.people == ()
    met = contact("dana", "Dana", entries=(replace(held, kind=Kind.MEETING),))
    (one,) = person(world((met,)).views(), "dana").timeline
    # It counts for them, who are its people then.
    assert one.marks == ()


def test_what_a_machine_sent_is_from_nobody() -> None:
    def told(**more: Anything) -> tuple[str, str, str, tuple[str, ...]]:
        path = "contacts/dana.md"
        sent = entry(5, date(2026, 11, 2), path=path, automatic=True, **more)
        dana = contact("dana", "Dana", company="Acme", entries=(sent,))
        (one,) = person(world((dana,)).views(), "dana").timeline
        return one.kind, one.way, one.side, one.marks

    assert told(kind=Kind.EMAIL) == ("Automatic e-mail", "", "nobody", ())
    assert told(kind=Kind.REPLY) == ("Automatic reply", "", "nobody", ())
    received = told(kind=Kind.EMAIL, direction=Direction.IN, side=Side.THEY)
    assert received == ("Automatic e-mail", "from them", "they", ())
    assert told(kind=Kind.APPLIED) == ("Applied", "", "you", ("automatic",))


def test_a_contact_page_shows_what_is_on_what_is_not_yet_and_what_is_settled() -> None:
    site = sample_world().views()
    dana, luis = person(site, "dana"), person(site, "agencies/luis")
    # Also what is for somebody whom only this file names.
    assert [(one.timing, one.whom) for one in dana.follow_ups] == [
        ("due today", "Ruth Okafor"),
        ("due, 3 days left", ""),
        ("due today", ""),
        ("due in 11 days", ""),
    ]
    assert [(one.closing, one.closed and one.closed.iso) for one in dana.settled] == [
        ("done", "2026-11-13")
    ]
    assert [one.rule for one in luis.ahead] == ["status-check-interview"]
    assert [str(one.text) for one in dana.tasks] == ["Call: ask about the start date"]


@pytest.mark.parametrize(
    ("typed", "listed", "on_the_agenda"),
    [
        ("2026-12-01 call", "Call", "Call"),
        ("2026-12-01 call: ask *when*", "Call: ask <em>when</em>", "Call: ask when"),
        ("2026-12-01 call Luis about it", "Call Luis about it", "Call Luis about it"),
        ("2026-12-01 call (with Luis)", "Call (with Luis)", "Call (with Luis)"),
        ("2026-12-01 10:00 call: him", "10:00 call: him", "10:00 call: him"),
        ("2026-12-01: ask again", "Ask again", "Ask again"),
        ("2026-12-01 **important**", "<strong>important</strong>", "Important"),
        ("2026-12-01 2026-12-02 is too late", "2026-12-02 is too late", "2026-12-02 is too late"),
        ("2026-12-01", "", ""),
    ],
)
def test_a_task_is_shown_as_typed_and_its_date_once(
    typed: str, listed: str, on_the_agenda: str
) -> None:
    entry_of_task = replace(
        entry(7, date(2026, 12, 1), Kind.CALL, path="contacts/dana.md"), raw=typed
    )
    due = follow_up(
        DANA,
        "manual",
        TODAY,
        TODAY,
        trigger=Record(entry_of_task, "dana", (DANA,), None, (1, "dana", 1, 0)),
    )
    dana = contact("dana", "Dana", tasks=(Task(entry_of_task),))
    made = world((dana,), due=(due,))
    page = person(made.views(), "dana")
    assert [str(one.text) for one in page.tasks] == [listed]
    assert [one.task for one in page.follow_ups] == [on_the_agenda]
    site = {one.path: one.data.decode() for one in render_site(made.views(), None)}
    [line] = re.findall(r'<li id="L7">(.*?) <span class="source">', site["contacts/dana.html"])
    day_said = '<time datetime="2026-12-01">Tue 1 Dec 2026</time>'
    assert line == (f"{day_said}: {listed}" if listed else day_said)


def test_follow_ups_replaced_or_closed_later_are_not_shown() -> None:
    gone = follow_up(
        DANA, "x", date(2026, 12, 1), date(2026, 12, 2), appears=date(2026, 11, 25), ends=TODAY
    )
    planned = follow_up(DANA, "y", TODAY, TODAY, closed=date(2026, 12, 1))
    page = person(
        world((contact("dana", "Dana"),), ahead=(gone,), closed=(planned,)).views(), "dana"
    )
    assert (page.ahead, page.settled) == ((), ())


def test_every_field_is_shown_and_unknown_ones_too() -> None:
    dana = person(sample_world().views(), "dana")
    shown = {fact.label: [(one.text, one.href) for one in fact.values] for fact in dana.facts}
    assert shown["Phone"] == [
        ("+1 415 555 0100 (mobile)", "tel:+14155550100"),
        ("0415 555 0199 (work)", "tel:04155550199"),
    ]
    assert shown["E-mail"] == [("dana@acme.example", "mailto:dana@acme.example")]
    assert shown["Company"] == [("Acme Robotics", "../companies/acme-robotics.html")]
    assert shown["Website"] == [("acme.example", "https://acme.example")]
    assert shown["Introduced by"] == [("Luis Ortega", "../contacts/agencies/luis.html")]
    assert shown["pets"] == [("Rex", None), ("cat: Mia", None)]
    assert [fact.label for fact in dana.facts if not fact.known] == ["shoe size", "pets"]


@pytest.mark.parametrize(
    ("more", "marks"),
    [
        ({}, ()),
        ({"status": Status.PAUSED}, ("paused",)),
        ({"status": Status.CLOSED}, ("closed",)),
        ({"do_not_contact": True}, ("do not contact",)),
        ({"snooze": date(2026, 11, 21)}, ("snoozed until Sat 21 Nov 2026",)),
        ({"snooze": TODAY}, ()),
    ],
)
def test_what_keeps_follow_ups_away_is_said(more: dict[str, Any], marks: tuple[str, ...]) -> None:
    assert person(world((contact("dana", "Dana", **more),)).views(), "dana").marks == marks


def test_problems_of_a_file_stand_on_its_page_and_in_the_list() -> None:
    site = sample_world().views()
    assert [one.code for one in person(site, "priya").problems] == ["near-key", "bad-date"]
    assert person(site, "dana").problems == ()
    assert [row.who.text for row in views_of(site.contacts.rows) if row.broken] == ["Priya Raman"]
    assert site.problems.summary == "2 errors and 1 warning"
    assert [
        (file.link.text, file.link.href, len(file.problems)) for file in site.problems.files
    ] == [
        ("contacts/broken.md", None, 1),
        ("contacts/priya.md", "contacts/priya.html", 2),
    ]


def test_nobody_is_said_to_be_reached_who_is_only_named() -> None:
    path = "contacts/dana.md"
    dana = contact(
        "dana",
        "Dana",
        email=("dana@acme.example",),
        entries=(entry(5, date(2026, 11, 2), Kind.INTERVIEW, path=path, people=("Mei Tsao",)),),
    )
    phones = (Phone("1", "mobile"), Phone("2", "home"))
    me = contact("me", "You", phone=phones, email=("you@mail.example",), address="1 Quay")
    missing = section(world((dana,), me=me).views().report, "missing")
    assert not missing.tables
    assert "everyone who has a file" in missing.empty
    assert "only named in an entry" in missing.empty


def test_your_own_page_says_what_is_missing() -> None:
    me = person(sample_world().views(), "me")
    said = [" ".join(piece.text for piece in gap.message) for gap in me.gaps]
    assert me.me
    assert any("landline" in one for one in said)
    assert any("address" in one for one in said)
    assert not any("mobile" in one for one in said)


def test_the_list_has_everyone_once_with_last_contact_and_next_step() -> None:
    rows = views_of(sample_world().views().contacts.rows)
    assert [row.who.text for row in rows] == [
        "Dana Whitfield",
        "Luis Ortega",
        "Omar Haddad",
        "Priya Raman",
        "陳美 (Mei Chen)",
    ]
    dana, luis, omar, priya, _ = rows
    assert dana.last is not None
    assert dana.last.iso == "2026-11-13"  # the interview of the 24th lies ahead
    assert priya.last is not None
    assert priya.last.iso == "2026-11-03"  # a message left on the 17th reached nobody
    assert omar.last is not None
    assert omar.last.iso == "2026-10-01"  # later than `last_contact`
    assert luis.next is not None
    assert (luis.next.timing, luis.next.section) == ("4 days late", "overdue")
    assert dana.next is not None
    assert dana.next.section == "due"


def opening(stage: Stage, position: str, *contacts: str) -> Opportunity:
    return Opportunity(
        OpportunityKey("acme", position.casefold()), "Acme", position, (), contacts, stage, stage,
        None, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stages", "shown"),
    [
        ((), []),
        ((Stage.APPLIED,), ["applied"]),
        ((Stage.APPLIED, Stage.OFFER, Stage.APPLIED), ["offer", "applied"]),
        ((Stage.CLOSED,), ["closed"]),
        ((Stage.CLOSED, Stage.LEAD), ["lead"]),
    ],
)
def test_the_list_says_the_stages_of_what_is_open_the_furthest_first(
    stages: tuple[Stage, ...], shown: list[str]
) -> None:
    openings = tuple(opening(stage, f"Job {at}", "dana") for at, stage in enumerate(stages))
    made = world((contact("dana", "Dana"), contact("luis", "Luis")))
    made = replace(made, derived=replace(made.derived, opportunities=openings))
    dana, luis = views_of(made.views().contacts.rows)
    assert [one.label for one in dana.stages] == shown
    assert [one.order for one in dana.stages] == sorted(
        (one.order for one in dana.stages), reverse=True
    )
    assert luis.stages == ()


@pytest.mark.parametrize(
    ("logged", "noted", "last"),
    [
        (None, None, None),
        (None, date(2026, 10, 1), "2026-10-01"),
        (None, date(2026, 11, 20), "2026-11-20"),
        (None, date(2026, 11, 21), None),
        (date(2026, 10, 2), None, "2026-10-02"),
        (date(2026, 10, 2), date(2026, 10, 1), "2026-10-02"),
        (date(2026, 10, 2), date(2026, 10, 3), "2026-10-03"),
        (date(2026, 10, 2), date(2026, 11, 21), "2026-10-02"),
    ],
)
def test_the_last_contact_is_the_later_of_the_log_and_the_front_matter_up_to_today(
    logged: date | None, noted: date | None, last: str | None
) -> None:
    path = "contacts/dana.md"
    entries = (entry(9, logged, Kind.EMAIL, path=path),) if logged else ()
    dana = contact("dana", "Dana", last_contact=noted, entries=entries)
    (row,) = views_of(world((dana,)).views().contacts.rows)
    assert (row.last.iso if row.last else None) == last
    assert (row.role, row.company, row.broken) == ("", None, False)


def test_the_list_is_by_name_whatever_its_case_and_then_by_id() -> None:
    people = (("c", "bo"), ("b", "Bo"), ("a", "Cy"), ("d", "Al"))
    rows = views_of(world(tuple(contact(*one) for one in people)).views().contacts.rows)
    assert [one.who.href for one in rows] == [f"contacts/{one}.html" for one in "dbca"]


@pytest.mark.parametrize(
    ("severity", "broken"), [(Severity.ERROR, True), (Severity.WARNING, False)]
)
def test_the_list_marks_whose_file_has_errors(severity: Severity, *, broken: bool) -> None:
    problem = Diagnostic("contacts/dana.md", 3, 1, severity, "bad-date", "It is no date.", "Write.")
    made = world((contact("dana", "Dana"),), problems=(problem,))
    (row,) = views_of(made.views().contacts.rows)
    assert row.broken is broken


def test_a_company_page_has_its_people_openings_and_one_history() -> None:
    acme = next(one for one in sample_world().views().companies if one.name == "Acme Robotics")
    assert [row.who.text for row in acme.people] == ["Dana Whitfield", "Luis Ortega"]
    assert [one.title for one in acme.opportunities] == ["Senior Platform Engineer"]
    assert [one.source.text for one in acme.timeline] == [
        "contacts/dana.md:31",
        "contacts/dana.md:28",
        "contacts/dana.md:25",
        "contacts/agencies/luis.md:9",
        "contacts/dana.md:24",
    ]
    assert all(not one.anchor for one in acme.timeline)
    assert [one.people_word for one in acme.timeline] == ["with", "to", "with", "from", "to"]


def test_the_report_says_where_everything_stands() -> None:
    report = sample_world().views().report
    assert [section.id for section in report.sections] == [
        "standing",
        "replies",
        "made",
        "sent",
        "customers",
        "missing",
    ]
    opened, ended = report.sections[0].tables
    assert first_words(opened) == [
        "Backend Developer",
        "Senior Platform Engineer",
    ]
    assert views_of(ended.rows)[0][3].text[0].text == "Rejected (after interview)"
    assert all(
        len(row) == len(t.columns) for s in report.sections for t in s.tables for row in t.rows
    )


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (TODAY - timedelta(days=1), "Thu 19 Nov 2026"),
        (TODAY, "Fri 20 Nov 2026"),
        (TODAY + timedelta(days=1), "ahead: Sat 21 Nov 2026"),
    ],
)
def test_a_stage_that_is_only_planned_is_no_stage_since(since: date, said: str) -> None:
    one = Standing(
        OpportunityKey("acme", "cook"), "Acme", "Cook", Stage.INTERVIEW, Stage.INTERVIEW, None,
        since, None, None, None, (),
    )  # fmt: skip
    page = reported(standings=(one,))
    (table,) = section(page, "standing").tables
    (row,) = views_of(table.rows)
    cell = row[table.columns.index("Since")]
    assert cell.day is not None
    html = Renderer(None).page("report.html", page).data.decode()
    # By its day the column is sorted.
    time = f'<time datetime="{cell.day.iso}">{cell.day.text}</time>'
    assert f'data-label="Since">{said.replace(cell.day.text, time)}</td>' in html


def test_what_is_still_open_is_said_to_be_part_of_what_has_no_answer() -> None:
    replies = next(one for one in sample_world().views().report.sections if one.id == "replies")
    for each in replies.tables:
        at = each.columns.index("No answer")
        assert each.columns[at + 1] == "of these still open"


def reported(**parts: Anything) -> ReportPage:
    """The page of a report with these parts, empty otherwise."""
    empty = world()
    report = figures(empty.book, empty.derived, empty.agenda)._replace(**parts)
    return site_views(
        empty.book, empty.derived, empty.agenda, report, empty.config, empty.zone, (), ()
    ).report


def section(page: ReportPage, section_id: str) -> ReportSection:
    return next(one for one in page.sections if one.id == section_id)


def first_words(table: Table) -> list[str]:
    return [row[0].text[0].text for row in views_of(table.rows)]


@pytest.mark.parametrize("company", ["3M Europe", "eBay Inc", "de Vries & Zn", "IBM"])
def test_the_report_spells_companies_as_they_spell_themselves(company: str) -> None:
    one = ReplyFigures(company, 1, 0, 0, median=3, shortest=3, longest=3)
    stage = one._replace(label="interview")
    found = Replies(one._replace(label=""), (one,), (stage,), (), 0, ())
    by_stage, by_company = section(reported(replies=found), "replies").tables
    assert first_words(by_stage) == ["Interview"]
    assert first_words(by_company) == [company]


def test_the_part_made_in_time_follows_from_its_row() -> None:
    month = Timeliness("2026-11", "", in_time=3, late=1, missed=4, owed=2)
    total = month._replace(label="")
    made = section(reported(made=FollowUpsMade(total, (), (month,), (), ())), "made")
    (table,) = made.tables
    assert table.columns == ("Month", "In time", "Later", "Missed", "Still owed", "Made in time")
    (row,) = views_of(table.rows)
    assert [cell.text[0].text for cell in row] == ["2026-11", "3", "1", "4", "2", "30%"]
    assert made.lead == "4 follow-ups made, 3 of them in time; 4 missed; 2 still owed."


@pytest.mark.parametrize(("more", "said"), [(0, False), (1, True), (12, True)])
def test_a_list_that_is_cut_says_how_much_is_left_out(more: int, *, said: bool) -> None:
    one = follow_up(DANA, "thanks", TODAY, TODAY, closed=TODAY)
    none = Timeliness("", "", in_time=0, late=LONGEST_LIST + more, missed=0, owed=0)
    made = FollowUpsMade(none, (), (), (one,) * (LONGEST_LIST + more), ())
    page = reported(made=made)
    (table,) = section(page, "made").tables
    assert (len(table.rows), table.more) == (LONGEST_LIST, more)
    site = replace(world().views(), report=page)
    html = next(one.data.decode() for one in render_site(site, None) if one.path == "report.html")
    assert (f">and {more} more<" in html) is said


def test_an_empty_report_teaches() -> None:
    report = world().views().report
    assert all(section.tables or section.empty for section in report.sections)


@pytest.mark.parametrize(
    ("as_of", "held"), [(TODAY, True), (None, False), (date(2026, 11, 1), False)]
)
def test_pages_say_when_the_settings_hold_the_day(as_of: date | None, held: bool) -> None:  # noqa: FBT001
    # A day given on the command line goes before `as_of`: that line then holds nothing.
    site = replace(sample_world(), config=Config(as_of=as_of)).views()
    assert {frame.as_of for frame in (site.agenda.frame, site.index.frame, site.report.frame)} == {
        held
    }


def test_json_has_exactly_the_stable_keys_in_their_order() -> None:
    made = sample_world().agenda
    named = ("overdue", "due", "upcoming", "waiting", "cold")
    lists: dict[str, Any] = {
        one: tuple(sorted(getattr(made, one), key=follow_up_order)) for one in named
    }
    agenda = replace(made, **lists)
    text = agenda_json_text(agenda.today, [json_parts(agenda)])
    found = json.loads(text)
    assert text == json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    for one in named:
        assert [each["id"] for each in found[one]] == [each.id for each in lists[one]]
    assert list(found) == [
        "today",
        "overdue",
        "due",
        "upcoming",
        "waiting",
        "cold",
        "no_next_step",
        "events",
    ]
    assert found["overdue"] == [
        {
            "id": "agencies/luis/thank-you-interview/2026-11-13",
            "contact": "agencies/luis",
            "name": "Luis Ortega",
            "company": "Acme Robotics",
            "position": "Senior Platform Engineer",
            "rule": "thank-you-interview",
            "attempt": 1,
            "appears": "2026-11-06",
            "due": "2026-11-13",
            "deadline": "2026-11-16",
            "lapses": "2026-12-16",
            "ends": None,
            "channel": "email",
            "reason": "Interview on Thu 12 Nov 2026 + 1 day.",
            "path": "contacts/dana.md",
            "line": 25,
        }
    ]
    assert found["events"] == [
        {
            "contact": "dana",
            "name": "Dana Whitfield",
            "company": "Acme Robotics",
            "position": "Senior Platform Engineer",
            "kind": "interview",
            "date": "2026-11-24",
            "time": "10:00",
            "path": "contacts/dana.md",
            "line": 31,
        }
    ]
    assert [list(one) for one in found["overdue"] + found["events"]] == [
        [
            "id",
            "contact",
            "name",
            "company",
            "position",
            "rule",
            "attempt",
            "appears",
            "due",
            "deadline",
            "lapses",
            "ends",
            "channel",
            "reason",
            "path",
            "line",
        ],
        ["contact", "name", "company", "position", "kind", "date", "time", "path", "line"],
    ]


def test_json_lists_open_ends_by_company_position_stage_and_contacts() -> None:
    made = sample_world()
    agenda = replace(made.agenda, no_next_step=made.book.opportunities[:1])
    found = json.loads(agenda_json_text(agenda.today, [json_parts(agenda)]))
    assert found["no_next_step"] == [
        {
            "company": "Acme Robotics",
            "position": "Senior Platform Engineer",
            "stage": "interview",
            "contacts": ["dana"],
        }
    ]
