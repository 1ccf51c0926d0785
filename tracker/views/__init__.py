"""Views: frozen, display-ready page types. They are the only thing that templates see."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tracker.agenda import Agenda
from tracker.agenda_json import agenda_json_text
from tracker.book import ContactBook
from tracker.config import Config
from tracker.diagnostics import Diagnostic
from tracker.report import Report
from tracker.rules.followup import Derived
from tracker.views.agenda_page import AgendaPage, agenda_page
from tracker.views.company_page import CompanyPage, company_page
from tracker.views.contact_page import ContactPage, contact_page
from tracker.views.contacts_page import ContactsPage, contacts_page
from tracker.views.directory import gather
from tracker.views.frame import Frame
from tracker.views.problems_page import ProblemsPage, problems_page
from tracker.views.report_page import ReportPage, report_page

__all__ = ["IndexPage", "SiteViews", "site_views"]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The page that leads to the agenda."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class SiteViews:
    """Every page of the site, ready to be rendered, and the agenda as JSON text."""

    index: IndexPage
    agenda: AgendaPage
    contacts: ContactsPage
    report: ReportPage
    problems: ProblemsPage
    people: tuple[ContactPage, ...]
    companies: tuple[CompanyPage, ...]
    agenda_json: str


def site_views(  # noqa: PLR0913, PLR0917 - these are the stages' results, one each
    book: ContactBook,
    derived: Derived,
    agenda: Agenda,
    report: Report,
    config: Config,
    zone: ZoneInfo,
    problems: tuple[Diagnostic, ...],
) -> SiteViews:
    """Make every page's view. `zone` is the reader's own; `problems` are all that were found."""
    directory = gather(book, derived, agenda, report, config, zone, problems)
    everyone = (*((book.me,) if book.me else ()), *book.contacts)
    return SiteViews(
        IndexPage(directory.frame("index.html", "Tracker")),
        agenda_page(directory, agenda),
        contacts_page(directory),
        report_page(directory, report),
        problems_page(directory),
        tuple(contact_page(directory, one) for one in everyone),
        tuple(company_page(directory, one) for one in directory.companies.values()),
        agenda_json_text(agenda),
    )
