"""The pages of some contacts as views, and what they have on the pages of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.agenda import Agenda
from tracker.config import Config
from tracker.drafts.words import Words
from tracker.rules.followup import Derived
from tracker.views.agenda_items import AgendaViews
from tracker.views.agenda_parts import agenda_parts
from tracker.views.calendar_feed import FeedEntry, feed_entries
from tracker.views.calendar_items import PlacedItem, calendar_items
from tracker.views.call_sheet import CallSheet, call_sheets
from tracker.views.company_page import CompanyPage, company_page
from tracker.views.contact_page import ContactPage, contact_page
from tracker.views.contacts_page import PlacedRow, contact_rows
from tracker.views.directory import Directory
from tracker.views.finding import Findable, findable
from tracker.views.frame import Frame, frame_of
from tracker.views.letter_page import LetterPage, MailFile, letter_pages, mail_files
from tracker.views.pipeline_page import PlacedTile, pipeline_tiles
from tracker.views.references_page import PlacedReference, reference_views
from tracker.views.report_rows import Listed, ReportRows, report_rows
from tracker.views.timeline import Timelines
from tracker.views.work_search_rows import WorkSearchPart, work_search_part


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The page that leads to the agenda."""

    frame: Frame


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
