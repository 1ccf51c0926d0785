"""The rows of the report's lists, as the contacts of a directory have them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from tracker.report import Customer, MissingDetail, ReplyFigures, Report, Standing
from tracker.report.customers import latest_first as customer_order
from tracker.report.details import gap_order
from tracker.report.standings import open_and_recent_first as standing_order
from tracker.report.work_search import is_of_the_search
from tracker.rules.followup import Event, FollowUp
from tracker.views.directory import Directory
from tracker.views.excerpt import excerpt
from tracker.views.followups import brief_title
from tracker.views.frame import REPORT
from tracker.views.tables import Cell, Cells, Row, date_cell, message_cell, number_cell, text_cell
from tracker.workdays import written

STANDING_COLUMNS = ("Position", "Company", "People", "Stands at", "Since", "Next")
REPLY_NUMBERS = (
    "Answered",
    "No answer",
    "of these still open",
    "Median days",
    "Shortest",
    "Longest",
)
COMPANY_COLUMNS = ("Company", *REPLY_NUMBERS)
LATE_COLUMNS = ("Who", "Follow-up", "In time until", "Made")
CUSTOMER_COLUMNS = ("Customer", "Company", "Purchases", "Last", "What", "Days between")
GAP_COLUMNS = ("Who", "What is missing", "What to do", "Where")


class ReportRow(NamedTuple):
    """A row of a table of the report, and what sorts it there."""

    key: tuple[Any, ...]
    row: Row


class ReportRows(NamedTuple):
    """The rows that some contacts have in the report's lists.

    `of_the_search` is whether anything about them is about finding work.
    """

    still_open: tuple[ReportRow, ...]
    ended: tuple[ReportRow, ...]
    by_company: tuple[ReportRow, ...]
    late: tuple[ReportRow, ...]
    customers: tuple[ReportRow, ...]
    missing: tuple[ReportRow, ...]
    of_the_search: bool = False


class Listed(NamedTuple):
    """What of a report its lists show, one row each; all else of it are figures."""

    standings: tuple[Standing, ...]
    by_company: tuple[ReplyFigures, ...]
    late: tuple[FollowUp, ...]
    customers: tuple[Customer, ...]
    missing: tuple[MissingDetail, ...]


def listed_of(report: Report) -> Listed:
    """The lists of a report."""
    return Listed(
        report.standings,
        report.replies.by_company,
        report.made.late,
        report.customers,
        report.missing,
    )


def report_rows(directory: Directory, listed: Listed) -> ReportRows:
    """What the contacts of a directory have in the report's lists."""
    standings = [
        (one, ReportRow(standing_order(one), _standing(directory, one))) for one in listed.standings
    ]
    return ReportRows(
        tuple(row for one, row in standings if one.is_open),
        tuple(row for one, row in standings if not one.is_open),
        # A stage is a word of ours; a company is spelled as it spells itself.
        tuple(
            ReportRow((one.label.casefold(),), reply_row(one.label, one))
            for one in listed.by_company
        ),
        # Of all of them only so many are shown, which are among the first of each part.
        tuple(
            ReportRow((one.closed or one.deadline, one.id), _late(directory, one))
            for one in listed.late
        ),
        tuple(
            ReportRow(customer_order(one), _customer(directory, one)) for one in listed.customers
        ),
        gap_rows(directory, listed.missing),
        bool(standings) or is_of_the_search(directory.book, directory.today),
    )


def gap_rows(directory: Directory, gaps: Iterable[MissingDetail]) -> tuple[ReportRow, ...]:
    """What is missing, as rows: your own details first, then people by name, then spellings."""
    return tuple(ReportRow(gap_order(one), _gap(directory, one)) for one in gaps)


def _standing(directory: Directory, one: Standing) -> Row:
    where = directory.company_link(REPORT, one.company) if one.company else None
    stage = one.outcome.value.capitalize() if one.outcome else one.stage.value.capitalize()
    got = f" (after {one.furthest.value})" if one.outcome else ""
    return Cells(
        (
            text_cell(one.position or "No position named"),
            Cell((where,) if where else ()),
            Cell(tuple(directory.contact_link(REPORT, each) for each in one.contacts)),
            text_cell(f"{stage}{got}"),
            date_cell(one.since, "ahead: " if one.since > directory.today else ""),
            text_cell(_next(one)),
        )
    )


def _next(one: Standing) -> str:
    """What comes next, and when."""
    match one.next_step:
        case FollowUp() as step:
            return f"{brief_title(step)}, {written(step.due)}"
        case Event() as event:
            return f"{event.kind.value.capitalize()}, {written(event.own_day)}"
        case _:
            return "nothing planned" if one.is_open else ""


def reply_row(label: str, one: ReplyFigures) -> Row:
    """A row of figures about replies, of a company or a stage."""
    return Cells(
        (
            text_cell(label),
            number_cell(one.answered),
            number_cell(one.unanswered),
            number_cell(one.waiting),
            number_cell(one.median),
            number_cell(one.shortest),
            number_cell(one.longest),
        )
    )


def _late(directory: Directory, one: FollowUp) -> Row:
    return Cells(
        (
            Cell((directory.person_link(REPORT, one.person),)),
            text_cell(brief_title(one)),
            date_cell(one.deadline),
            date_cell(one.closed),
        )
    )


def _customer(directory: Directory, one: Customer) -> Row:
    return Cells(
        (
            Cell((directory.contact_link(REPORT, one.contact, one.name),)),
            Cell((directory.company_link(REPORT, one.company),) if one.company else ()),
            number_cell(len(one.purchases)),
            date_cell(one.last),
            text_cell(excerpt(one.purchases[0].text) if one.purchases else ""),
            number_cell(one.gap),
        )
    )


def _gap(directory: Directory, one: MissingDetail) -> Row:
    return Cells(
        (
            Cell((directory.contact_link(REPORT, one.contact, one.name),)),
            message_cell(one.message),
            message_cell(one.advice),
            Cell((directory.source_link(REPORT, one.place),)),
        )
    )
