"""The report: figures to look back on, as tables."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.counts import count
from tracker.report import Gap, ReplyFigures, Report, Standing, Timeliness
from tracker.views.agenda_page import excerpt
from tracker.views.directory import Directory
from tracker.views.frame import REPORT, Frame
from tracker.views.tables import Cell, Table, date_cell, message_cell, number_cell, table, text_cell
from tracker.workdays import written

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


def report_page(directory: Directory, report: Report) -> ReportPage:
    """The page of the report."""
    return ReportPage(
        directory.frame(REPORT, "Report"),
        _figures(report),
        (
            _standings(directory, report),
            _replies(report),
            _made(directory, report),
            _sent(report),
            _customers(directory, report),
            _missing(directory, report),
        ),
    )


def _figures(report: Report) -> tuple[Figure, ...]:
    total, made = report.replies.total, report.made.total
    still_open = sum(one.is_open for one in report.standings)
    week = report.sent.weeks[0].total if report.sent.weeks else 0
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


def _standings(directory: Directory, report: Report) -> ReportSection:
    def row(one: Standing) -> tuple[Cell, ...]:
        where = directory.company_link(REPORT, one.company) if one.company else None
        stage = one.outcome.value.capitalize() if one.outcome else one.stage.value.capitalize()
        got = f" (after {one.furthest.value})" if one.outcome else ""
        step = one.next_follow_up.title if one.next_follow_up else ""
        when = one.next_follow_up.due if one.next_follow_up else None
        if one.next_event and (when is None or one.next_event.day <= when):
            step, when = one.next_event.kind.value.capitalize(), one.next_event.day
        return (
            text_cell(one.position or "No position named"),
            Cell((where,) if where else ()),
            Cell(tuple(directory.contact_link(REPORT, each) for each in one.contacts)),
            text_cell(f"{stage}{got}"),
            date_cell(one.since),
            text_cell(
                f"{step}, {written(when)}" if when else ("" if one.outcome else "nothing planned")
            ),
        )

    columns = ("Position", "Company", "People", "Stands at", "Since", "Next")
    groups = [
        (caption, [one for one in report.standings if one.is_open is is_open])
        for caption, is_open in (("Open", True), ("Ended", False))
    ]
    return ReportSection(
        "standing",
        "Where everything stands",
        "",
        tuple(Table(caption, columns, tuple(map(row, rows))) for caption, rows in groups if rows),
        "No opportunity yet. An entry such as “2026-11-02 applied (email)” begins one.",
    )


def _replies(report: Report) -> ReportSection:
    total = report.replies.total
    asked = total.answered + total.unanswered

    def row(label: str, one: ReplyFigures) -> tuple[Cell, ...]:
        return (
            text_cell(label),
            number_cell(one.answered),
            number_cell(one.unanswered),
            number_cell(one.waiting),
            number_cell(one.median),
            number_cell(one.shortest),
            number_cell(one.longest),
        )

    columns = ("Answered", "No answer", "Still open", "Median days", "Shortest", "Longest")
    lead = f"They answered {total.answered} of {count(asked, 'time')} that the next word was theirs"
    if total.median is not None:
        lead += f"; half of the answers took {count(total.median, 'day')} or less"
    if total.waiting:
        lead += f". You are waiting for {count(total.waiting, 'answer')} now"
    # A stage is a word of ours; a company is spelled as it spells itself.
    stages = tuple(row(one.label.capitalize(), one) for one in report.replies.by_stage)
    companies = tuple(row(one.label, one) for one in report.replies.by_company)
    tables = (
        table("By stage", ("Stage", *columns), stages),
        table("By company", ("Company", *columns), companies),
    )
    return ReportSection(
        "replies",
        "Replies, and how long they took",
        f"{lead}." if asked else "",
        tuple(one for one in tables if one.rows) if asked else (),
        "Nothing to answer yet: this fills as you apply, ask and interview.",
    )


def _made(directory: Directory, report: Report) -> ReportSection:
    made = report.made

    def row(label: str, one: Timeliness) -> tuple[Cell, ...]:
        return (
            text_cell(label),
            number_cell(one.in_time),
            number_cell(one.late),
            number_cell(one.missed),
            number_cell(one.owed),
            number_cell(one.percent, "%" if one.percent is not None else ""),
        )

    columns = ("In time", "Later", "Missed", "Still owed", "Made in time")
    late = tuple(
        (
            Cell((directory.person_link(REPORT, one.person),)),
            text_cell(one.title),
            date_cell(one.deadline),
            date_cell(one.closed),
        )
        for one in made.late[:LONGEST_LIST]
    )
    tables = (
        table("By month", ("Month", *columns), tuple(row(one.label, one) for one in made.by_month)),
        table(
            "By rule", ("Follow-up", *columns), tuple(row(one.title, one) for one in made.by_rule)
        ),
        table(
            "Made after their deadline",
            ("Who", "Follow-up", "In time until", "Made"),
            late,
            more=len(made.late) - len(late),
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


def _sent(report: Report) -> ReportSection:
    sent = report.sent
    rows = tuple(
        (
            text_cell(one.label),
            date_cell(one.monday),
            *(number_cell(one.kinds.get(kind, 0)) for kind in sent.kinds),
            number_cell(one.total),
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


def _customers(directory: Directory, report: Report) -> ReportSection:
    rows = tuple(
        (
            Cell((directory.contact_link(REPORT, one.contact, one.name),)),
            Cell((directory.company_link(REPORT, one.company),) if one.company else ()),
            number_cell(len(one.purchases)),
            date_cell(one.last),
            text_cell(excerpt(one.purchases[0].text) if one.purchases else ""),
            number_cell(one.gap),
        )
        for one in report.customers
    )
    columns = ("Customer", "Company", "Purchases", "Last", "What", "Days between")
    return ReportSection(
        "customers",
        "Customers",
        "",
        (table("Customers, the latest purchase first", columns, rows),) if rows else (),
        "Nobody bought yet: an entry “2026-11-02 purchase: …” makes someone a customer.",
    )


def _missing(directory: Directory, report: Report) -> ReportSection:
    def row(one: Gap) -> tuple[Cell, ...]:
        return (
            Cell((directory.contact_link(REPORT, one.contact, one.name),)),
            message_cell(one.message),
            message_cell(one.advice),
            Cell((directory.source_link(REPORT, one.place),)),
        )

    columns = ("Who", "What is missing", "What to do", "Where")
    rows = tuple(map(row, report.missing))
    return ReportSection(
        "missing",
        "Missing details",
        "",
        (table("To complete", columns, rows),) if rows else (),
        "Everything is there: you can reach everyone, and they can reach you.",
    )
