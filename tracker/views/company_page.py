"""A company's page: its people, its openings, and one history of both."""

from __future__ import annotations

from typing import NamedTuple

from tracker.views.contacts_page import ContactRow, contact_row
from tracker.views.directory import Company, Directory
from tracker.views.frame import Frame
from tracker.views.opportunity_row import OpportunityRow, opportunity_rows
from tracker.views.timeline import TimelineEntry, Timelines


class CompanyPage(NamedTuple):
    """One company: `name`, the `people` who work there, its `opportunities`.

    `timeline` is what was logged of both, newest first.
    """

    frame: Frame
    name: str
    people: tuple[ContactRow, ...]
    opportunities: tuple[OpportunityRow, ...]
    timeline: tuple[TimelineEntry, ...]


def company_page(directory: Directory, timelines: Timelines, company: Company) -> CompanyPage:
    """The page of one company."""
    at = company.page
    people = sorted(company.contacts, key=lambda one: (one.name.casefold(), one.id))
    return CompanyPage(
        directory.frame(at, company.name),
        company.name,
        tuple(contact_row(directory, at, one) for one in people),
        opportunity_rows(directory, at, company.opportunities),
        timelines.of(at, company.records),
    )
