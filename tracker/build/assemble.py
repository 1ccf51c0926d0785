"""The pages that show all contacts, put together from what each circle has on them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from tracker.agenda import arrange
from tracker.agenda_json import agenda_json_text
from tracker.book import compile_book
from tracker.build.parts import SitePart, TextPart
from tracker.build.results import Buckets
from tracker.build.settings import Settings
from tracker.counts import added_up
from tracker.diagnostics import Diagnostic
from tracker.files import Artifact
from tracker.report.details import own_gaps
from tracker.report.replies import measured
from tracker.report.sent import sent_of
from tracker.report.timeliness import made_of
from tracker.rules.derive import derive
from tracker.views.agenda_data import agenda_data_script
from tracker.views.agenda_lines import AgendaText
from tracker.views.agenda_page import agenda_page
from tracker.views.calendar_page import calendar_page
from tracker.views.contacts_page import contacts_page
from tracker.views.finding import search_data
from tracker.views.frame import (
    AGENDA,
    AGENDA_DATA,
    CALENDAR,
    CONTACTS,
    PIPELINE,
    PROBLEMS,
    REFERENCES,
    REPORT,
    WORK_SEARCH,
    Frame,
    Page,
)
from tracker.views.gather import gather
from tracker.views.later_data import later_scripts
from tracker.views.pipeline_page import pipeline_page
from tracker.views.problems_page import problems_page
from tracker.views.references_page import references_page
from tracker.views.report_page import ReportPage, Totals, report_page
from tracker.views.report_rows import ReportRows, gap_rows
from tracker.views.site import IndexPage, page_frame
from tracker.views.work_search_page import work_search_csv, work_search_page


class Everyone(NamedTuple):
    """What the pages that show all contacts are made of, beside the parts of the circles.

    `with_pages` are the paths of the files that have a page, `companies` is how many of these do;
    `has_me` is whether there are details of your own.
    """

    problems: Sequence[Diagnostic]
    with_pages: Container[str]
    companies: int
    has_me: bool


def pages_of_all(
    settings: Settings, everyone: Everyone, parts: Sequence[SitePart]
) -> Iterator[tuple[str, Page]]:
    """The views of the pages that show all contacts, each with its template, the agenda first.

    Each is made when it is asked for.
    """
    today = settings.today
    contacts = [one for part in parts for one in part.rows]
    agenda = [part.agenda for part in parts]
    frame = _frame(settings, AGENDA, "Agenda")
    yield (
        "agenda.html",
        agenda_page(frame, today, agenda, any_contacts=bool(contacts), problems=everyone.problems),
    )
    yield "index.html", IndexPage(_frame(settings, "index.html", "Tracker"))
    frame = _frame(settings, PIPELINE, "Pipeline")
    yield "pipeline.html", pipeline_page(frame, [part.tiles for part in parts])
    frame = _frame(settings, CALENDAR, "Calendar")
    days = [part.days for part in parts]
    yield "calendar.html", calendar_page(frame, today, settings.config.calendar, days)
    frame = _frame(settings, CONTACTS, "Contacts")
    yield (
        "contacts.html",
        contacts_page(frame, contacts, everyone.companies, has_me=everyone.has_me),
    )
    references = [one for part in parts for one in part.references]
    yield (
        "references.html",
        references_page(_frame(settings, REFERENCES, "References"), references),
    )
    yield "report.html", _report(settings, everyone, parts)
    frame = _frame(settings, WORK_SEARCH, "Work-search log")
    searched = [part.work_search for part in parts]
    yield "work-search.html", work_search_page(frame, settings.zone, searched)
    pieces = {path: piece for part in parts for path, piece in part.problems.items()}
    frame = _frame(settings, PROBLEMS, "Problems")
    yield "problems.html", problems_page(frame, everyone.problems, everyone.with_pages, pieces)


def agenda_data(settings: Settings, parts: Sequence[SitePart], *, any_contacts: bool) -> Artifact:
    """What the agenda's page arranges itself from on later days."""
    script = agenda_data_script(
        settings.config,
        settings.zone,
        settings.today,
        [part.data for part in parts],
        any_contacts=any_contacts,
    )
    return Artifact(AGENDA_DATA, script)


def later_data(settings: Settings, parts: Sequence[SitePart]) -> Iterator[Artifact]:
    """What the contacts, the pipeline and the calendar show on later days."""
    later = [part.later for part in parts]
    yield from later_scripts(settings.config.calendar, settings.today, later)


def agenda_json(settings: Settings, parts: Sequence[SitePart]) -> Artifact:
    """The agenda as JSON, to be published beside its page."""
    text = agenda_json_text(settings.today, [part.json for part in parts])
    return Artifact("agenda.json", text.encode(errors="replace"))


def what_is_found(parts: Sequence[SitePart]) -> Artifact:
    """The script with all that the search box finds."""
    return search_data(one for part in parts for one in part.findable)


def activities_csv(parts: Sequence[SitePart]) -> Artifact:
    """The work-search log for spreadsheets."""
    return work_search_csv([part.work_search for part in parts])


def _report(settings: Settings, everyone: Everyone, parts: Sequence[SitePart]) -> ReportPage:
    totals = Totals(
        measured(
            (one for part in parts for one in part.tallies.silences),
            companies=False,  # each stands in a part
        ),
        made_of(added_up(part.tallies.made for part in parts)),
        sent_of(added_up(part.tallies.sent for part in parts), settings.today),
    )
    rows = [part.report for part in parts]
    if not everyone.has_me:
        rows.append(_without_you(settings))
    return report_page(_frame(settings, REPORT, "Report"), totals, rows)


def agenda_text(settings: Settings, parts: Sequence[TextPart], *, any_contacts: bool) -> AgendaText:
    """The agenda as lines of text."""
    frame = _frame(settings, AGENDA, "Agenda")
    return agenda_page(
        frame, settings.today, [part.agenda for part in parts], any_contacts=any_contacts
    )


def buckets_of(parts: Sequence[Buckets]) -> Buckets:
    """How many follow-ups stand where, in all."""
    return Buckets(*map(sum, zip(*parts, strict=True))) if parts else Buckets()


def _frame(settings: Settings, path: str, title: str) -> Frame:
    return page_frame(path, title, settings.config, settings.zone, settings.today)


def _without_you(settings: Settings) -> ReportRows:
    """What the report says where there are no details of your own."""
    book, _ = compile_book(())
    derived = derive(book, settings.config, settings.rules)
    agenda = arrange(derived, settings.today)
    directory = gather(
        book, derived, agenda, (), settings.config, settings.zone, (), settings.rules
    )
    return ReportRows((), (), (), (), (), gap_rows(directory, own_gaps(None)))
