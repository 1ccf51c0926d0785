"""Every page of all contacts at once: as views, and as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tracker.agenda import Agenda, loose_ends
from tracker.agenda_json import agenda_json_text, json_parts
from tracker.book import ContactBook
from tracker.calendar_file import feed, feed_part
from tracker.config import Config
from tracker.diagnostics import Diagnostic
from tracker.drafts.words import Words
from tracker.files import Artifact
from tracker.render import Renderer, assets, render_own_pages
from tracker.report import Report
from tracker.rules.followup import Derived
from tracker.rules.rule import Rule
from tracker.views.agenda_data import agenda_data_script, data_parts
from tracker.views.agenda_page import AgendaPage, agenda_page
from tracker.views.calendar_feed import FeedEntry, feed_years
from tracker.views.calendar_page import CalendarPage, calendar_page
from tracker.views.call_sheet import CallSheet
from tracker.views.company_page import CompanyPage
from tracker.views.contact_page import ContactPage
from tracker.views.contacts_page import ContactsPage, contacts_page
from tracker.views.directory import Directory
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
)
from tracker.views.gather import gather
from tracker.views.later import later_parts
from tracker.views.later_data import later_scripts
from tracker.views.letter_page import LetterPage, MailFile
from tracker.views.pipeline_page import PipelinePage, pipeline_page
from tracker.views.problems_page import ProblemsPage, problems_page
from tracker.views.references_page import ReferencesPage, references_page
from tracker.views.report_page import ReportPage, report_page, totals_of
from tracker.views.report_rows import listed_of
from tracker.views.site import CircleViews, IndexPage, circle_views
from tracker.views.work_search_page import WorkSearchPage, work_search_csv, work_search_page


@dataclass(frozen=True, slots=True)
class SiteViews:
    """Every page of the site, ready to be rendered, and what stands beside them.

    `own` are the pages that contacts have for themselves, and what they have on those of all. The
    items of the agenda are views, or HTML that was kept.
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
    own: CircleViews
    agenda_json: str
    agenda_data: bytes
    later: tuple[Artifact, ...]
    search_data: Artifact
    work_search_csv: Artifact
    feed_years: range

    @property
    def people(self) -> tuple[ContactPage, ...]:
        return self.own.people

    @property
    def companies(self) -> tuple[CompanyPage, ...]:
        return self.own.companies

    @property
    def sheets(self) -> tuple[CallSheet, ...]:
        return self.own.sheets

    @property
    def letters(self) -> tuple[LetterPage, ...]:
        return self.own.letters

    @property
    def mails(self) -> tuple[MailFile, ...]:
        return self.own.mails

    @property
    def feed(self) -> tuple[FeedEntry, ...]:
        return self.own.feed


def site_views(
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
            made(AGENDA, "Agenda"),
            agenda.today,
            [part.agenda],
            any_contacts=bool(book.contacts),
            problems=problems,
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
        part,
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
        feed_years(agenda.today),
    )


def render_site(site: SiteViews, overrides: Path | None) -> Iterator[Artifact]:
    """Render every page. `overrides` is the user's `site_templates/` folder, None for none.

    Raises `TemplateError` where a template does not render.
    """
    renderer = Renderer(overrides)
    yield from assets(overrides)
    yield from render_pages_of_all(renderer, site)
    yield from render_own_pages(renderer, site.own)


def render_pages_of_all(renderer: Renderer, site: SiteViews) -> Iterator[Artifact]:
    """Render the pages that show all contacts, the agenda first. Raises `TemplateError`."""
    yield renderer.page("agenda.html", site.agenda)
    yield renderer.page("index.html", site.index)
    yield Artifact("agenda.json", site.agenda_json.encode(errors="replace"))
    yield Artifact(AGENDA_DATA, site.agenda_data)
    yield from site.later
    yield feed([feed_part(site.feed, site.feed_years)])
    yield renderer.page("pipeline.html", site.pipeline)
    yield renderer.page("calendar.html", site.calendar)
    yield renderer.page("contacts.html", site.contacts)
    yield renderer.page("references.html", site.references)
    yield renderer.page("report.html", site.report)
    yield renderer.page("work-search.html", site.work_search)
    yield renderer.page("problems.html", site.problems)
    yield site.search_data
    yield site.work_search_csv
