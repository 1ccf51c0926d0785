"""The report: figures to look back on, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from tracker.counts import count
from tracker.report import (
    Customer,
    FollowUpsMade,
    Gap,
    Replies,
    ReplyFigures,
    Report,
    Sent,
    Standing,
    Timeliness,
)
from tracker.report.customers import latest_first as customer_order
from tracker.report.details import gap_order
from tracker.report.standings import open_and_recent_first as standing_order
from tracker.rules.followup import FollowUp
from tracker.views.agenda_page import excerpt
from tracker.views.directory import Directory
from tracker.views.frame import REPORT, Frame
from tracker.views.tables import (
    Cell,
    Cells,
    Row,
    Table,
    date_cell,
    message_cell,
    number_cell,
    table,
    text_cell,
)
from tracker.workdays import written

STANDING_COLUMNS = ("Position", "Company", "People", "Stands at", "Since", "Next")
_REPLY_NUMBERS = ("Answered", "No answer", "Still open", "Median days", "Shortest", "Longest")
COMPANY_COLUMNS = ("Company", *_REPLY_NUMBERS)
LATE_COLUMNS = ("Who", "Follow-up", "In time until", "Made")
CUSTOMER_COLUMNS = ("Customer", "Company", "Purchases", "Last", "What", "Days between")
GAP_COLUMNS = ("Who", "What is missing", "What to do", "Where")

#: Longer lists are cut: the report is to be read, not searched.
LONGEST_LIST = 50


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the report: what it says in a sentence, and its tables."""

    id: str
    title: str
    lead: str
    tables: tuple[Table, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number at the head of the report."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report."""

    frame: Frame
    figures: tuple[Figure, ...]
    sections: tuple[ReportSection, ...]


class PlacedRow(NamedTuple):
    """A row of a table of the report, and what sorts it there."""

    key: tuple[Any, ...]
    row: Row


class ReportRows(NamedTuple):
    """The rows that some contacts have in the report's lists."""

    still_open: tuple[PlacedRow, ...]
    ended: tuple[PlacedRow, ...]
    by_company: tuple[PlacedRow, ...]
    late: tuple[PlacedRow, ...]
    customers: tuple[PlacedRow, ...]
    missing: tuple[PlacedRow, ...]


class Listed(NamedTuple):
    """What of a report its lists show, one row each; all else of it are figures."""

    standings: tuple[Standing, ...]
    by_company: tuple[ReplyFigures, ...]
    late: tuple[FollowUp, ...]
    customers: tuple[Customer, ...]
    missing: tuple[Gap, ...]


class Totals(NamedTuple):
    """The figures of the report: of everyone, not of a part."""

    replies: Replies
    made: FollowUpsMade
    sent: Sent


def totals_of(report: Report) -> Totals:
    """The figures of a report."""
    return Totals(report.replies, report.made, report.sent)


def report_page(frame: Frame, totals: Totals, parts: Sequence[ReportRows]) -> ReportPage:
    """The page of the report, made of the rows of each part of the contacts."""

    def rows(name: str, *, reverse: bool = False) -> tuple[Row, ...]:
        found = (one for part in parts for one in getattr(part, name))
        return tuple(one.row for one in sorted(found, key=attrgetter("key"), reverse=reverse))

    still_open = rows("still_open")
    return ReportPage(
        frame,
        _figures(totals, len(still_open)),
        (
            _standings(still_open, rows("ended")),
            _replies(totals.replies, rows("by_company")),
            _made(totals.made, rows("late", reverse=True)),
            _sent(totals.sent),
            _customers(rows("customers")),
            _missing(rows("missing")),
        ),
    )


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
        (one, PlacedRow(standing_order(one), _standing(directory, one))) for one in listed.standings
    ]
    return ReportRows(
        tuple(row for one, row in standings if one.is_open),
        tuple(row for one, row in standings if not one.is_open),
        # A stage is a word of ours; a company is spelled as it spells itself.
        tuple(
            PlacedRow((one.label.casefold(),), _reply_row(one.label, one))
            for one in listed.by_company
        ),
        # Of all of them only so many are shown, which are among the first of each part.
        tuple(
            PlacedRow((one.closed or one.deadline, one.id), _late(directory, one))
            for one in listed.late
        ),
        tuple(
            PlacedRow(customer_order(one), _customer(directory, one)) for one in listed.customers
        ),
        gap_rows(directory, listed.missing),
    )


def gap_rows(directory: Directory, gaps: Iterable[Gap]) -> tuple[PlacedRow, ...]:
    """What is missing, as rows: your own details first, then people by name, then spellings."""
    return tuple(PlacedRow(gap_order(one), _gap(directory, one)) for one in gaps)


def _figures(totals: Totals, still_open: int) -> tuple[Figure, ...]:
    total, made = totals.replies.total, totals.made.total
    week = totals.sent.weeks[0].total if totals.sent.weeks else 0
    found = [
        Figure(str(still_open), "opportunities open" if still_open != 1 else "opportunity open"),
        Figure(str(week), "sent this week"),
    ]
    if total.answered + total.unanswered:
        found.append(Figure(f"{total.answered} of {total.answered + total.unanswered}", "answered"))
    if total.median is not None:
        found.append(Figure(count(total.median, "day"), "median wait for a reply"))
    if made.percent is not None:
        found.append(Figure(f"{made.percent}%", "of follow-ups in time"))
    return tuple(found)


def _standing(directory: Directory, one: Standing) -> Row:
    where = directory.company_link(REPORT, one.company) if one.company else None
    stage = one.outcome.value.capitalize() if one.outcome else one.stage.value.capitalize()
    got = f" (after {one.furthest.value})" if one.outcome else ""
    step = one.next_follow_up.title if one.next_follow_up else ""
    when = one.next_follow_up.due if one.next_follow_up else None
    if one.next_event and (when is None or one.next_event.day <= when):
        step, when = one.next_event.kind.value.capitalize(), one.next_event.day
    return Cells(
        (
            text_cell(one.position or "No position named"),
            Cell((where,) if where else ()),
            Cell(tuple(directory.contact_link(REPORT, each) for each in one.contacts)),
            text_cell(f"{stage}{got}"),
            date_cell(one.since),
            text_cell(
                f"{step}, {written(when)}" if when else ("" if one.outcome else "nothing planned")
            ),
        )
    )


def _standings(still_open: tuple[Row, ...], ended: tuple[Row, ...]) -> ReportSection:
    return ReportSection(
        "standing",
        "Where everything stands",
        "",
        tuple(
            Table(caption, STANDING_COLUMNS, rows)
            for caption, rows in (("Open", still_open), ("Ended", ended))
            if rows
        ),
        "No opportunity yet. An entry such as “2026-11-02 applied (email)” begins one.",
    )


def _reply_row(label: str, one: ReplyFigures) -> Row:
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


def _replies(replies: Replies, companies: tuple[Row, ...]) -> ReportSection:
    total = replies.total
    asked = total.answered + total.unanswered
    lead = f"They answered {total.answered} of {count(asked, 'time')} that the next word was theirs"
    if total.median is not None:
        lead += f"; half of the answers took {count(total.median, 'day')} or less"
    if total.waiting:
        lead += f". You are waiting for {count(total.waiting, 'answer')} now"
    stages = tuple(_reply_row(one.label.capitalize(), one) for one in replies.by_stage)
    numbers = (False, *(True for _ in _REPLY_NUMBERS))
    tables = (
        table("By stage", ("Stage", *_REPLY_NUMBERS), stages, numbers=numbers),
        table("By company", COMPANY_COLUMNS, companies, numbers=numbers),
    )
    return ReportSection(
        "replies",
        "Replies, and how long they took",
        f"{lead}." if asked else "",
        tuple(one for one in tables if one.rows) if asked else (),
        "Nothing to answer yet: this fills as you apply, ask and interview.",
    )


def _late(directory: Directory, one: FollowUp) -> Row:
    return Cells(
        (
            Cell((directory.person_link(REPORT, one.person),)),
            text_cell(one.title),
            date_cell(one.deadline),
            date_cell(one.closed),
        )
    )


def _made(made: FollowUpsMade, all_late: tuple[Row, ...]) -> ReportSection:
    def row(label: str, one: Timeliness) -> Cells:
        return Cells(
            (
                text_cell(label),
                number_cell(one.in_time),
                number_cell(one.late),
                number_cell(one.missed),
                number_cell(one.owed),
                number_cell(one.percent, "%" if one.percent is not None else ""),
            )
        )

    columns = ("In time", "Later", "Missed", "Still owed", "Made in time")
    late = all_late[:LONGEST_LIST]
    tables = (
        table("By month", ("Month", *columns), tuple(row(one.label, one) for one in made.by_month)),
        table(
            "By rule", ("Follow-up", *columns), tuple(row(one.title, one) for one in made.by_rule)
        ),
        table(
            "Made after their deadline",
            LATE_COLUMNS,
            late,
            more=len(all_late) - len(late),
        ),
    )
    lead = ""
    if made.total.percent is not None:
        lead = (
            f"{count(made.total.made, 'follow-up')} made, {made.total.in_time} of them in time; "
            f"{made.total.missed} missed; {made.total.owed} still owed."
        )
    return ReportSection(
        "made",
        "Follow-ups made in time",
        lead,
        tuple(one for one in tables if one.rows),
        "No follow-up was due yet.",
    )


def _sent(sent: Sent) -> ReportSection:
    rows = tuple(
        Cells(
            (
                text_cell(one.label),
                date_cell(one.monday),
                *(number_cell(one.kinds.get(kind, 0)) for kind in sent.kinds),
                number_cell(one.total),
            )
        )
        for one in sent.weeks
    )
    columns = (
        "Week",
        "From",
        *(one.value.replace("-", " ").capitalize() for one in sent.kinds),
        "All",
    )
    earlier = f" Before that: {sent.earlier}." if sent.earlier else ""
    return ReportSection(
        "sent",
        "What went out each week",
        f"{count(sent.total, 'entry', 'entries')} in {count(len(sent.weeks), 'week')}.{earlier}"
        if rows
        else "",
        (table("By week", columns, rows),) if rows else (),
        "Nothing was sent yet.",
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


def _customers(rows: tuple[Row, ...]) -> ReportSection:
    numbers = (False, False, True, False, False, True)
    caption = "Customers, the latest purchase first"
    return ReportSection(
        "customers",
        "Customers",
        "",
        (table(caption, CUSTOMER_COLUMNS, rows, numbers=numbers),) if rows else (),
        "Nobody bought yet: an entry “2026-11-02 purchase: …” makes someone a customer.",
    )


def _gap(directory: Directory, one: Gap) -> Row:
    return Cells(
        (
            Cell((directory.contact_link(REPORT, one.contact, one.name),)),
            message_cell(one.message),
            message_cell(one.advice),
            Cell((directory.source_link(REPORT, one.place),)),
        )
    )


def _missing(rows: tuple[Row, ...]) -> ReportSection:
    return ReportSection(
        "missing",
        "Missing details",
        "",
        (table("To complete", GAP_COLUMNS, rows),) if rows else (),
        "Everything is there: you can reach everyone, and they can reach you.",
    )
