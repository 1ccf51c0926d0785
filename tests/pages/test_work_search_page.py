"""The work-search log as a page and as CSV: both say the same, and what they need to."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cells import as_it_was
from tests.pages.inert import faults, read_page
from tests.pages.sample_site import contact, entry, world
from tests.pages.test_call_sheets import directory, lay
from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Phone
from tracker.render import Renderer
from tracker.views.directory import Directory
from tracker.views.frame import WORK_SEARCH
from tracker.views.work_search_page import (
    COLUMNS,
    WorkSearchPage,
    work_search_csv,
    work_search_page,
)
from tracker.views.work_search_rows import ActivityView, WorkSearchPart, work_search_part

ROOT = Path(__file__).parents[2]

RENDERER = Renderer(None)

#: The day of `directory`, as the head of the printed log has it.
AS_OF = "As of Fri 20 Nov 2026"

ME = """---
name: Robin Vermeer
phone: [+31 6 5550 0142, +31 20 555 0199]
email: robin@vermeer.example
address: |
  1 Quay,
  1011 AB Amsterdam
---
"""
DANA = """---
name: Dana Whitfield
company: Acme
role: Chef
position: Cook
phone: +1 415 555 0100
email: dana@acme.example
address: 1 Foundry Way, Oakland
---
## Log
- 2026-10-30 applied (online)
- 2026-11-01 status-check (call, voicemail)
- 2026-11-02 interview (video, with Luis and Mei Tsao)
"""
LUIS = "---\nname: Luis Ortega\nwebsite: luis.example\n---\n"
RITA = """---
name: Rita Alba
company: Agentia
role: Consultant
relationship: recruiter
website: agentia.example
---
## Log
- 2026-11-03 met (call)
- 2026-11-04 applied (email, for Baker at Beta, to HR)
"""


def page_of(made: Directory, *parts: WorkSearchPart) -> WorkSearchPage:
    frame = made.frame(WORK_SEARCH, "Work-search log")
    return work_search_page(frame, made.zone, parts or (work_search_part(made),))


def rows(made: Directory) -> list[ActivityView]:
    found = (one.row for one in work_search_part(made).activities)
    return [one for one in found if isinstance(one, ActivityView)]


def html_of(made: Directory) -> str:
    return RENDERER.page("work-search.html", page_of(made)).data.decode()


def cells_of(data: bytes) -> list[list[str]]:
    """What a spreadsheet program reads, with the apostrophes taken away."""
    text = data.decode("utf-8-sig")
    return [[as_it_was(one) for one in row] for row in csv.reader(io.StringIO(text, newline=""))]


@pytest.fixture
def made(tmp_path: Path) -> Directory:
    return directory(lay(tmp_path, me=ME, dana=DANA, luis=LUIS, rita=RITA))


def test_what_an_office_asks_for(made: Directory) -> None:
    applied, check, interview, call, through = rows(made)
    assert (applied.day.iso, applied.company, applied.position) == ("2026-10-30", "Acme", "Cook")
    assert (applied.who.text, applied.beside) == ("Dana Whitfield", ", Chef")
    assert applied.who.href == "contacts/dana.html#L11"
    ways = ("+1 415 555 0100", "dana@acme.example", "1 Foundry Way, Oakland")
    assert applied.ways == ways
    assert (applied.method, applied.result) == (
        "Application, online",
        "Interview on Mon 2 Nov 2026",
    )
    assert check.result == "Nobody reached (voicemail); interview on Mon 2 Nov 2026"
    assert interview.beside == ", Chef, with Luis, Mei Tsao"
    assert (call.company, call.position, call.beside) == ("Agentia", "–", ", Consultant")
    # No number and no address: then where the company is on the web.
    assert call.ways == ("agentia.example",)
    assert (through.company, through.position) == ("Beta", "Baker")
    assert (through.who.text, through.beside, through.ways) == ("HR", "", ("agentia.example",))


def test_an_agency_is_named_beside_whoever_works_there(tmp_path: Path) -> None:
    log = RITA.replace(", to HR", "").replace("website: agentia.example\n", "")
    _, through = rows(directory(lay(tmp_path, rita=log)))
    assert (through.company, through.beside) == ("Beta", ", Consultant at Agentia")
    assert through.ways == ("how to reach them is not noted",)


def test_what_the_file_does_not_say_is_not_made_up(tmp_path: Path) -> None:
    head = "---\nname: {}\n---\n## Log\n"
    ann = head.format("Ann Bell") + "- 2026-11-01 applied (for Cook)\n"
    bea = head.format("Bea Cole\ncompany: Beta") + "- 2026-11-02 applied\n"
    alone, unnamed = rows(directory(lay(tmp_path, ann=ann, bea=bea)))
    assert (alone.company, alone.position, alone.beside) == ("–", "Cook", "")
    assert (unnamed.company, unnamed.position, unnamed.beside) == ("Beta", "not named", "")


def test_whom_it_went_to_may_not_be_clear(tmp_path: Path) -> None:
    log = RITA[: RITA.index("- 2026")]
    log += "- 2026-11-02 referral-request (to Ann)\n- 2026-11-05 email (in)\n"
    others = {one: f"---\nname: Ann {one}\naliases: [Ann]\n---\n" for one in ("bell", "cole")}
    (asked,) = rows(directory(lay(tmp_path, rita=log, **others)))
    assert (asked.who.text, asked.result) == ("Rita Alba", "No answer noted")


def test_of_whom_a_file_only_names_no_number_is_said(tmp_path: Path) -> None:
    more = "phone: [+31 20 555 0123, +31 20 555 0124]\nemail: [rita@a.example, alba@a.example]"
    log = RITA.replace("role: Consultant", more)
    log += "- 2026-11-05 email (for Baker at Beta)\n"
    call, through, agent = rows(directory(lay(tmp_path, rita=log)))
    assert call.ways == ("+31 20 555 0123", "rita@a.example")
    assert through.ways == ("agentia.example",)
    # Without a role it is only said where she works.
    assert (agent.company, agent.beside, agent.ways) == ("Beta", ", Agentia", call.ways)


def test_a_company_that_is_written_another_way_is_no_other(tmp_path: Path) -> None:
    log = DANA[: DANA.index("- 2026")] + "- 2026-10-30 applied\n"
    also = log.replace("Dana", "Bea").replace("Acme", "ACME").replace("-30 applied", "-31 email")
    found = rows(directory(lay(tmp_path, dana=log, bea=also)))
    assert [(one.company, one.beside) for one in found] == [(found[0].company, ", Chef")] * 2


def test_the_website_is_named_where_the_application_went_there(tmp_path: Path) -> None:
    log = DANA.replace("role: Chef", "role: Chef\nwebsite: acme.example/jobs")
    applied, *others = rows(directory(lay(tmp_path, dana=log)))
    ways = ("+1 415 555 0100", "dana@acme.example", "1 Foundry Way, Oakland")
    assert applied.ways == (*ways, "acme.example/jobs")
    assert [one.ways for one in others] == [ways, ways]
    asked = log.replace("applied (online)", "message (online)")
    assert rows(directory(lay(tmp_path, dana=asked)))[0].ways == ways
    by_mail = log.replace("applied (online)", "applied (email)")
    assert rows(directory(lay(tmp_path, dana=by_mail)))[0].ways == ways


def test_an_interview_in_two_files_is_one_row_with_both_names(tmp_path: Path) -> None:
    luis = "---\nname: Luis Ortega\ncompany: Acme\n---\n## Log\n"
    made = directory(
        lay(
            tmp_path,
            dana=DANA[: DANA.index("- 2026")]
            + "- 2026-10-12 interview (video, with Luis Ortega, round 1)\n"
            + "- 2026-10-13 applied (online)\n",
            luis=luis + "- 2026-10-12 interview (video)\n- 2026-10-13 applied\n",
        )
    )
    interview, applied = rows(made)
    assert (interview.who.text, interview.beside) == ("Dana Whitfield", ", Chef, with Luis Ortega")
    assert interview.who.href == "contacts/dana.html#L11"
    assert [one.key[1] for one in work_search_part(made).activities] == ["dana", "dana"]
    assert (interview.method, interview.result) == (
        "Interview (round 1), by video",
        "Took place; no answer noted",
    )
    assert (applied.beside, applied.method) == (", Chef, with Luis Ortega", "Application, online")
    page = page_of(made)
    assert (page.sum, [one.sum for one in page.weeks]) == ("2 activities", ["2 activities"])
    assert len(cells_of(work_search_csv([work_search_part(made)]).data)) == 3


def test_on_a_phone_every_cell_is_named_by_the_head_of_its_column() -> None:
    """There are thousands of cells: their names stand in the stylesheet, once."""
    style = (ROOT / "site_templates" / "assets" / "style.css").read_text(encoding="utf-8")
    named = re.findall(r'\.log td:nth-child\((\d)\)::before { content: "(\w+): "; }', style)
    assert named == [(str(at), one) for at, one in enumerate(COLUMNS, 1)][1:]


def test_the_head_says_whose_record_of_which_days_it_is(made: Directory) -> None:
    page = page_of(made)
    assert page.claimant == (
        "Robin Vermeer",
        "1 Quay, 1011 AB Amsterdam",
        ("+31 6 5550 0142", "robin@vermeer.example"),
    )
    assert page.first is not None
    assert page.last is not None
    assert (page.first.iso, page.last.iso, page.sum) == ("2026-10-30", "2026-11-04", "5 activities")
    # The 1st of November was a Sunday.
    assert [(one.title, one.sum, len(one.rows)) for one in page.weeks] == [
        ("Mon 26 Oct – Sun 1 Nov 2026", "2 activities", 2),
        ("Mon 2 Nov – Sun 8 Nov 2026", "3 activities", 3),
    ]
    text = read_page(html_of(made)).text
    for word in (
        "Robin Vermeer",
        "Fri 30 Oct 2026 to Wed 4 Nov 2026",
        "Signature",
        "Method",
        AS_OF,
    ):
        assert word in text


def test_parts_come_together_in_the_order_of_their_days(made: Directory) -> None:
    whole = work_search_part(made)
    one, other = (WorkSearchPart(whole.activities[at::2]) for at in (0, 1))
    parts = (one, WorkSearchPart((), whole.claimant), other)
    assert page_of(made, *parts) == page_of(made)
    assert work_search_csv(parts) == work_search_csv([whole])


def test_a_week_over_the_end_of_a_year_says_both_years(tmp_path: Path) -> None:
    log = DANA[: DANA.index("- 2026")] + "- 2026-01-01 applied\n- 9999-12-31 applied\n"
    made = directory(lay(tmp_path, dana=log), date.max)
    assert [one.title for one in page_of(made).weeks] == [
        "Mon 29 Dec 2025 – Sun 4 Jan 2026",
        "Mon 27 Dec – Fri 31 Dec 9999",
    ]


def test_nothing_to_report_teaches_what_to_write(tmp_path: Path) -> None:
    gus = "---\nname: Gus\nrelationship: customer\n---\n## Log\n- 2026-11-02 purchase\n"
    made = directory(lay(tmp_path, me=ME, gus=gus))
    assert page_of(made).weeks == ()
    text = read_page(html_of(made)).text
    assert "Nothing to report yet" in text
    assert "applied (online)" in text
    assert "Signature" not in text
    assert cells_of(work_search_csv([work_search_part(made)]).data) == [list(COLUMNS)]


def test_without_your_details_the_page_says_where_they_go(tmp_path: Path) -> None:
    text = read_page(html_of(directory(lay(tmp_path, dana=DANA)))).text
    assert "contacts/me.md" in text


def test_the_file_is_one_that_excel_reads(made: Directory) -> None:
    file = work_search_csv([work_search_part(made)])
    assert file.path == "work-search.csv"
    assert file.data.startswith(b'\xef\xbb\xbf"Date","Company","Position","Contact"')
    assert file.data.count(b"\r\n") == file.data.count(b"\n") == 6
    assert cells_of(file.data)[1] == [
        *("2026-10-30", "Acme", "Cook"),
        "Dana Whitfield, Chef; +1 415 555 0100; dana@acme.example; 1 Foundry Way, Oakland",
        *("Application, online", "Interview on Mon 2 Nov 2026"),
    ]


TYPED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
HOSTILE = st.one_of(
    TYPED,
    st.sampled_from(
        [
            "=1+1",
            "+1",
            "-1",
            "@A1",
            "'=1",
            "<b>&amp;",
            '"',
            "a\nb",
            "a\u00a0 b",
            "\u2028x",
            "\u200b",
        ]
    ),
)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_page_and_file_say_the_same_whatever_was_typed(
    name: str, company: str, number: str, address: str
) -> None:
    path = "contacts/x.md"
    x = contact(
        "x",
        name,
        company=company,
        role=name,
        relationship=("recruiter",),
        phone=(Phone(number),),
        email=(number,),
        address=address,
        entries=(entry(9, date(2026, 11, 2), Kind.CALL, path=path, channel=Channel.CALL),),
    )
    made = world((x,)).directory()
    html = html_of(made)
    assert faults(html) == []
    file = work_search_csv([work_search_part(made)])
    _, row = cells_of(file.data)
    assert row[0] == "2026-11-02"
    # A cell is shown as its text, one after the other.
    shown = "".join(row[1:])
    assert shown in read_page(html).text
    assert not any(one.strip() != one for one in row)
    raw = next(csv.reader(io.StringIO(file.data.decode().splitlines()[1])))
    assert not any(one.startswith(tuple("=+-@\t\r\n")) for one in raw)
