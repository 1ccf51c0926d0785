"""All pages of a site as views, and those of a part of its contacts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tracker.agenda import Agenda, loose_ends
from tracker.agenda_json import agenda_json_text, json_parts
from tracker.book import ContactBook
from tracker.config import Config
from tracker.diagnostics import Diagnostic
from tracker.drafts.words import Words
from tracker.files import Artifact
from tracker.report import Report
from tracker.rules.followup import Derived
from tracker.rules.rule import Rule
from tracker.views.agenda_data import agenda_data_script, data_parts
from tracker.views.agenda_items import AgendaViews
from tracker.views.agenda_page import AgendaPage, agenda_page
from tracker.views.agenda_parts import agenda_parts
from tracker.views.calendar_feed import FeedEntry, feed_entries, feed_years
from tracker.views.calendar_items import PlacedItem, calendar_items
from tracker.views.calendar_page import CalendarPage, calendar_page
from tracker.views.call_sheet import CallSheet, call_sheets
from tracker.views.company_page import CompanyPage, company_page
from tracker.views.contact_page import ContactPage, contact_page
from tracker.views.contacts_page import ContactsPage, PlacedRow, contact_rows, contacts_page
from tracker.views.directory import Directory
from tracker.views.finding import Findable, findable, search_data
from tracker.views.frame import (
    AGENDA,
    CALENDAR,
    CONTACTS,
    PIPELINE,
    PROBLEMS,
    REFERENCES,
    REPORT,
    WORK_SEARCH,
    Frame,
    frame_of,
)
from tracker.views.gather import gather
from tracker.views.later import later_parts
from tracker.views.later_data import later_scripts
from tracker.views.letter_page import LetterPage, MailFile, letter_pages, mail_files
from tracker.views.pipeline_page import (
    PipelinePage,
    PlacedTile,
    pipeline_page,
    pipeline_tiles,
)
from tracker.views.problems_page import ProblemsPage, problems_page
from tracker.views.references_page import (
    PlacedReference,
    ReferencesPage,
    reference_views,
    references_page,
)
from tracker.views.report_page import ReportPage, report_page, totals_of
from tracker.views.report_rows import Listed, ReportRows, listed_of, report_rows
from tracker.views.timeline import Timelines
from tracker.views.work_search_page import WorkSearchPage, work_search_csv, work_search_page
from tracker.views.work_search_rows import WorkSearchPart, work_search_part

__all__ = ["CircleViews", "IndexPage", "SiteViews", "circle_views", "page_frame", "site_views"]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The page that leads to the agenda."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class SiteViews:
    """Every page of the site, ready to be rendered, and what stands beside them.

    The items of the agenda are views, or HTML that was kept.
    """

    index: IndexPage
    agenda: AgendaPage[Any, Any, Any]
    pipeline: PipelinePage
    calendar: CalendarPage
    contacts: ContactsPage
    references: ReferencesPage
    report: ReportPage
    work_search: WorkSearchPage
    problems: ProblemsPage
    people: tuple[ContactPage, ...]
    companies: tuple[CompanyPage, ...]
    sheets: tuple[CallSheet, ...]
    letters: tuple[LetterPage, ...]
    mails: tuple[MailFile, ...]
    agenda_json: str
    agenda_data: bytes
    later: tuple[Artifact, ...]
    search_data: Artifact
    work_search_csv: Artifact
    feed: tuple[FeedEntry, ...]
    feed_years: range


class CircleViews(NamedTuple):
    """The pages of some contacts, and what they have on the pages of all."""

    people: tuple[ContactPage, ...]
    companies: tuple[CompanyPage, ...]
    sheets: tuple[CallSheet, ...]
    letters: tuple[LetterPage, ...]
    mails: tuple[MailFile, ...]
    agenda: AgendaViews
    tiles: tuple[PlacedTile, ...]
    days: tuple[PlacedItem, ...]
    rows: tuple[PlacedRow, ...]
    findable: tuple[Findable, ...]
    references: tuple[PlacedReference, ...]
    report: ReportRows
    work_search: WorkSearchPart
    feed: tuple[FeedEntry, ...]


def circle_views(  # noqa: PLR0913, PLR0917 - all that pages are made of
    directory: Directory,
    derived: Derived,
    agenda: Agenda,
    openings: Agenda,
    listed: Listed,
    words: Mapping[str, Words],
) -> CircleViews:
    """Make the views of the contacts of a directory.

    `openings` is the agenda with all that concerns their openings, whoever it is about. `words` are
    for their follow-ups, by id.
    """
    book = directory.book
    everyone = (*((book.me,) if book.me else ()), *book.contacts)
    timelines = Timelines(directory)
    return CircleViews(
        tuple(contact_page(directory, timelines, one, words) for one in everyone),
        tuple(company_page(directory, timelines, one) for one in directory.companies.values()),
        tuple(call_sheets(directory)),
        tuple(letter_pages(directory, words)),
        tuple(mail_files(directory, words)),
        agenda_parts(directory, agenda),
        tuple(pipeline_tiles(directory, listed.standings, openings)),
        tuple(calendar_items(directory, derived)),
        tuple(contact_rows(directory)),
        tuple(findable(directory)),
        tuple(reference_views(directory)),
        report_rows(directory, listed),
        work_search_part(directory),
        tuple(feed_entries(directory, derived)),
    )


def page_frame(path: str, title: str, config: Config, zone: ZoneInfo, today: date) -> Frame:
    """The frame of a page of all contacts."""
    return frame_of(path, title, config, zone, today)


def site_views(  # noqa: PLR0913, PLR0917 - these are the stages' results, one each
    book: ContactBook,
    derived: Derived,
    agenda: Agenda,
    report: Report,
    config: Config,
    zone: ZoneInfo,
    problems: tuple[Diagnostic, ...],
    rules: tuple[Rule, ...],
    write: Callable[[Directory], Mapping[str, Words]] = lambda _: {},
) -> SiteViews:
    """Make every page's view. `zone` is the reader's own; `problems` are all that were found.

    `write` writes the words for what there is to do, by the follow-ups' ids.
    """
    directory = gather(book, derived, agenda, report.missing, config, zone, problems, rules)
    words = write(directory)
    part = circle_views(directory, derived, agenda, agenda, listed_of(report), words)
    ends = tuple(loose_ends(derived))
    made = directory.frame
    return SiteViews(
        IndexPage(made("index.html", "Tracker")),
        agenda_page(
            made(AGENDA, "Agenda"), agenda.today, [part.agenda], any_contacts=bool(book.contacts)
        ),
        pipeline_page(made(PIPELINE, "Pipeline"), [part.tiles]),
        calendar_page(made(CALENDAR, "Calendar"), agenda.today, config.calendar, [part.days]),
        contacts_page(
            made(CONTACTS, "Contacts"),
            part.rows,
            len(directory.companies),
            has_me=book.me is not None,
        ),
        references_page(made(REFERENCES, "References"), part.references),
        report_page(made(REPORT, "Report"), totals_of(report), [part.report]),
        work_search_page(made(WORK_SEARCH, "Work-search log"), zone, [part.work_search]),
        problems_page(made(PROBLEMS, "Problems"), problems, directory.files),
        part.people,
        part.companies,
        part.sheets,
        part.letters,
        part.mails,
        agenda_json_text(agenda.today, [json_parts(agenda)]),
        agenda_data_script(
            config,
            zone,
            agenda.today,
            [data_parts(directory, derived, ends, words)],
            any_contacts=bool(book.contacts),
        ),
        tuple(
            later_scripts(
                config.calendar, agenda.today, [later_parts(directory, derived, derived, ends)]
            )
        ),
        search_data(part.findable),
        work_search_csv([part.work_search]),
        part.feed,
        feed_years(agenda.today),
    )
