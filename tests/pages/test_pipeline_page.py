"""The pipeline: which column, in which order, and what a tile says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from tests import whole
from tests.pages.inert import faults, read_page
from tests.pages.sample_site import world
from tests.pages.test_calendar_feed import lay
from tests.site_views import site_views
from tracker.render import Renderer
from tracker.report import figures
from tracker.views.pipeline_page import TILES_OPEN, Column, PipelinePage, Tile

TODAY = date(2026, 11, 20)


def person(name: str, *log: str, **fields: str) -> str:
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    entries = "".join(f"- {one}\n" for one in log)
    return f"---\nname: {name}\n{head}---\n## Log\n{entries}"


def pipeline(root: Path) -> PipelinePage:
    """The view of a workspace's pipeline."""
    one = whole.load_workspace(root, TODAY)
    report = figures(one.book, one.derived, one.agenda)
    return site_views(
        one.book, one.derived, one.agenda, report, one.config, one.zone, (), one.rules
    ).pipeline


def columns(page: PipelinePage) -> dict[str, Column]:
    return {one.id: one for track in page.tracks for one in track.columns}


def tiles(column: Column) -> list[Tile]:
    found = (*column.tiles, *column.more)
    return [one for one in found if not isinstance(one, Markup)]


@pytest.mark.parametrize(
    ("log", "stage"),
    [
        ("2026-11-18 note", "lead"),
        ("2026-11-18 applied", "applied"),
        ("2026-11-18 screening", "screening"),
        ("2026-11-18 interview", "interview"),
        ("2026-11-18 offer", "offer"),
        ("2026-11-18 rejection", "closed"),
    ],
)
def test_an_opening_stands_at_its_stage(tmp_path: Path, log: str, stage: str) -> None:
    root = lay(tmp_path, dana=person("Dana", log, company="Acme", position="Cook"))
    found = columns(pipeline(root))
    assert list(found) == [
        "work-lead", "work-applied", "work-screening", "work-interview", "work-offer",
        "work-closed",
    ]  # fmt: skip
    assert [name for name, one in found.items() if one.total] == [f"work-{stage}"]
    (tile,) = tiles(found[f"work-{stage}"])
    assert (tile.title.text, tile.title.href) == ("Cook", None)
    assert tile.company is not None
    assert tile.company.href == "companies/acme.html"
    assert [(one.text, one.href) for one in tile.people] == [("Dana", "contacts/dana.html")]
    assert tile.last is not None
    assert tile.last.iso == "2026-11-18"


@pytest.mark.parametrize(
    ("log", "stage"),
    [
        ("2026-11-18 email", "lead"),
        ("2026-11-18 inquiry", "inquiry"),
        ("2026-11-18 quote", "quote"),
        ("2026-11-18 purchase", "customer"),
    ],
)
def test_business_has_a_board_of_its_own(tmp_path: Path, log: str, stage: str) -> None:
    gus = person("Gus", log, relationship="customer")
    found = columns(pipeline(lay(tmp_path, gus=gus)))
    assert list(found) == [
        "business-lead", "business-inquiry", "business-quote", "business-customer",
    ]  # fmt: skip
    (tile,) = tiles(found[f"business-{stage}"])
    assert (tile.title.text, tile.title.href) == ("Gus", "contacts/gus.html")
    assert (tile.company, tile.people, tile.outcome, tile.stuck) == (None, (), "", False)


def test_a_customer_at_a_company_is_the_company(tmp_path: Path) -> None:
    some = {
        name.lower(): person(name, "2026-11-18 purchase", company="Oil", relationship="customer")
        for name in ("Gus", "Ida")
    }
    (tile,) = tiles(columns(pipeline(lay(tmp_path, **some)))["business-customer"])
    assert (tile.title.text, tile.title.href) == ("Oil", "companies/oil.html")
    assert [one.text for one in tile.people] == ["Gus", "Ida"]
    assert tile.step is not None
    assert tile.step.title == "Thank them for the purchase"


def test_how_it_ended_and_how_far_it_had_got(tmp_path: Path) -> None:
    log = ("2026-10-01 interview", "2026-11-03 rejection (email)")
    root = lay(tmp_path, dana=person("Dana", *log, company="Acme", position="Cook"))
    (tile,) = tiles(columns(pipeline(root))["work-closed"])
    assert tile.ended is not None
    assert (tile.outcome, tile.ended.iso, tile.furthest) == ("Rejected", "2026-11-03", "interview")
    assert (tile.step, tile.stuck) == (None, False)


def test_the_next_step_is_whatever_comes_first(tmp_path: Path) -> None:
    interview = "2026-12-03 10:00 interview (video)"
    root = lay(
        tmp_path,
        dana=person("Dana", interview, company="Acme", position="Cook"),
        luis=person("Luis", "2026-11-02 applied", company="Beta", position="Baker"),
        mei=person("Mei", "2026-07-01 applied", company="Gamma", position="Waiter"),
    )
    found = columns(pipeline(root))
    (dana,), (luis, mei) = (tiles(found[f"work-{one}"]) for one in ("interview", "applied"))
    assert dana.step is not None
    assert (dana.step.title, dana.step.day.iso, dana.step.time) == (
        "Interview", "2026-12-03", "10:00",
    )  # fmt: skip
    assert (dana.step.section, dana.step.timing) == ("", "in 13 days")
    assert (dana.kind, dana.last) == ("", None)
    assert luis.step is not None
    assert (luis.step.section, luis.step.day.iso) == ("overdue", "2026-11-11")
    assert (mei.title.text, mei.step, mei.stuck) == ("Waiter", None, True)


REFERENCES = {
    "vera": person("Vera", "2026-09-01 email", relationship="reference"),
    "wim": person(
        "Wim", "2026-09-01 email", "2026-11-21 call (for Cook at Acme)", relationship="reference"
    ),
}


@pytest.mark.parametrize(
    ("log", "title", "day"),
    [
        # Both alerts were due before the interview and the request, and are late.
        (
            ("2026-10-20 reference-request", "2026-11-18 offer (reply by 2026-11-23)"),
            "Answer the offer", "2026-11-20",
        ),
        (
            ("2026-10-20 reference-request", "2026-11-29 interview"),
            "Interview", "2026-11-29",
        ),
        (("2026-10-20 reference-request", "2026-12-20 meeting"), "Meeting", "2026-12-20"),
        # Nothing else is on.
        (("2026-10-20 reference-request",), "Alert your reference", "2026-10-20"),
    ],
)  # fmt: skip
def test_the_steps_of_an_opening_come_before_those_with_whoever_vouches_for_you(
    tmp_path: Path, log: tuple[str, ...], title: str, day: str
) -> None:
    dana = person("Dana", *log, company="Acme", position="Cook")
    page = pipeline(lay(tmp_path, dana=dana, **REFERENCES))
    (tile,) = [each for one in columns(page).values() for each in tiles(one)]
    assert tile.step is not None
    assert (tile.step.title, tile.step.day.iso) == (title, day)


def test_the_next_step_of_business_is_an_event_about_no_opening(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        gus=person("Gus", "2026-11-18 purchase", company="Oil", relationship="customer"),
        ida=person(
            "Ida",
            "2026-12-02 09:00 meeting",
            "2026-12-03 meeting",
            company="Oil",
            relationship="customer",
        ),
        kim=person("Kim", "2026-11-24 meeting", company="Wax", relationship="customer"),
        liv=person("Liv", "2026-11-23 meeting", company="Wax", relationship="customer"),
        ole=person(
            "Ole",
            "2026-11-25 interview (for Cook at Tar)",
            "2026-11-26 meeting",
            relationship="customer",
        ),
    )
    found = [tile for one in columns(pipeline(root)).values() for tile in tiles(one)]
    steps = {one.title.text: one.step for one in found}
    assert {
        title: (step.title, step.section, step.day.iso, step.time)
        for title, step in steps.items()
        if step is not None and title != "Cook"
    } == {
        "Oil": ("Thank them for the purchase", "due", "2026-11-19", ""),
        "Wax": ("Meeting", "", "2026-11-23", ""),
        "Ole": ("Meeting", "", "2026-11-26", ""),
    }


def test_what_is_as_soon_is_by_company_and_then_by_position(tmp_path: Path) -> None:
    openings = {"a": ("Wax", "Cook"), "b": ("Acme", "Waiter"), "c": ("Acme", "Baker")}
    root = lay(
        tmp_path,
        zed=person("Zed", "2026-11-18 applied", position="Cook"),
        abe=person("Abe", "2026-11-18 applied", company="Bolt"),
        **{
            name: person(name, "2026-11-18 applied", company=company, position=position)
            for name, (company, position) in openings.items()
        },
    )
    found = tiles(columns(pipeline(root))["work-applied"])
    assert [(one.company.text if one.company else "", one.title.text) for one in found] == [
        ("", "Cook"),
        ("Acme", "Baker"),
        ("Acme", "Waiter"),
        ("Bolt", "No position named"),
        ("Wax", "Cook"),
    ]
    assert {(one.outcome, one.ended, one.furthest) for one in found} == {("", None, "")}


@pytest.mark.parametrize(("length", "whole"), [(80, True), (81, False)])
def test_a_long_task_is_cut(tmp_path: Path, length: int, *, whole: bool) -> None:
    task = "Call: " + "a" * (length - 6)
    root = lay(
        tmp_path,
        gus=person("Gus", f"[ ] 2026-11-24 call: {task[6:]}", relationship="customer"),
    )
    (tile,) = tiles(columns(pipeline(root))["business-lead"])
    assert tile.step is not None
    assert (tile.step.title == task) is whole


def test_a_column_begins_with_what_is_next_and_folds_the_rest(tmp_path: Path) -> None:
    some = {
        f"p{number:02}": person(
            f"P {number}",
            f"2026-11-{20 - number:02} applied",
            company=f"C{number:02}",
            position="X",
        )
        for number in range(TILES_OPEN + 3)
    }
    column = columns(pipeline(lay(tmp_path, **some)))["work-applied"]
    assert (len(column.tiles), len(column.more), column.total) == (TILES_OPEN, 3, TILES_OPEN + 3)
    days = [one.step.day.iso for one in tiles(column) if one.step]
    assert days == sorted(days)
    assert len(days) == column.total


def test_closed_openings_are_newest_first(tmp_path: Path) -> None:
    some = {
        f"p{day}": person("P", f"2026-11-{day:02} rejection", company=f"C{day}", position="X")
        for day in (3, 12, 7)
    }
    found = tiles(columns(pipeline(lay(tmp_path, **some)))["work-closed"])
    assert [one.ended.iso[-2:] for one in found if one.ended] == ["12", "07", "03"]


@pytest.mark.parametrize(
    ("some", "said"),
    [
        (("gus",), "Business with 1 customer, or people who may become one"),
        (("dana",), "1 opportunity open"),
        (
            ("dana", "luis", "gus"),
            "2 opportunities open · business with 1 customer, or people who may become one",
        ),
    ],
)
def test_the_summary_begins_as_a_sentence_does(
    tmp_path: Path, some: tuple[str, ...], said: str
) -> None:
    people = {
        "gus": person("Gus", relationship="prospect"),
        "dana": person("Dana", company="Acme", position="Cook"),
        "luis": person("Luis", company="Beta", position="Baker"),
    }
    root = lay(tmp_path, **{name: people[name] for name in some})
    assert pipeline(root).summary == said


def test_nothing_under_way_teaches_how_it_begins() -> None:
    page = world().views().pipeline
    assert (page.tracks, page.summary) == ((), "")
    html = Renderer(None).page("pipeline.html", page).data.decode()
    assert faults(html) == []
    assert "position: Senior Platform Engineer" in read_page(html).text
    assert "2026-11-20 applied" in read_page(html).text
