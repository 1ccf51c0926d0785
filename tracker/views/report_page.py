"""The report: figures to look back on, as tables and two pictures."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from tracker.counts import count
from tracker.report import FollowUpsMade, Replies, Report, Sent, Timeliness
from tracker.report.customers import has_bought
from tracker.views.frame import Frame
from tracker.views.picture import Picture
from tracker.views.report_rows import (
    COMPANY_COLUMNS,
    CUSTOMER_COLUMNS,
    GAP_COLUMNS,
    LATE_COLUMNS,
    REPLY_NUMBERS,
    STANDING_COLUMNS,
    ReportRows,
    reply_row,
)
from tracker.views.tables import Cells, Row, Table, date_cell, number_cell, table, text_cell
from tracker.views.waits_picture import waits_picture
from tracker.views.weeks_picture import weeks_picture

#: Longer lists are cut: the report is to be read, not searched.
LONGEST_LIST = 50


class ReportSection(NamedTuple):
    """A part of the report: `lead` says it in a sentence, which may be empty.

    `id` is its name in links. Where it has no `tables`, `empty` says why. `picture` is None where
    there is none, and where there is nothing to show.
    """

    id: str
    title: str
    lead: str
    tables: tuple[Table, ...]
    empty: str = ""
    picture: Picture | None = None


class Figure(NamedTuple):
    """One number at the head of the report: its `value`, with its unit, and what it is."""

    value: str
    label: str


class ReportPage(NamedTuple):
    """The report: `figures` at its head, and its `sections`.

    `of_the_search` is whether it is about finding work too: not where all there is is business.
    """

    frame: Frame
    figures: tuple[Figure, ...]
    sections: tuple[ReportSection, ...]
    of_the_search: bool


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

    still_open, customers = rows("still_open"), rows("customers")
    # Nobody who has only begun is taken for somebody in business.
    of_the_search = not customers or any(part.of_the_search for part in parts)
    bought = sum(has_bought(one.key) for part in parts for one in part.customers)
    search = _standings(still_open, rows("ended")), _replies(totals.replies, rows("by_company"))
    return ReportPage(
        frame,
        _figures(totals, len(still_open) if of_the_search else None),
        (
            *(search if of_the_search else ()),
            _made(totals.made, rows("late", reverse=True)),
            _sent(totals.sent),
            _customers(customers, bought),
            _missing(rows("missing")),
        ),
        of_the_search,
    )


def _figures(totals: Totals, still_open: int | None) -> tuple[Figure, ...]:
    """The figures at the head; `still_open` is None where nobody looks for work."""
    total, made = totals.replies.total, totals.made.total
    week = totals.sent.weeks[0].total if totals.sent.weeks else 0
    found = [Figure(str(week), "sent this week")]
    if still_open is not None:
        label = "opportunities open" if still_open != 1 else "opportunity open"
        found.insert(0, Figure(str(still_open), label))
    if total.answered + total.unanswered:
        found.append(Figure(f"{total.answered} of {total.answered + total.unanswered}", "answered"))
    if total.median is not None:
        found.append(Figure(count(total.median, "day"), "median wait for a reply"))
    if made.percent is not None:
        found.append(Figure(f"{made.percent}%", "of follow-ups in time"))
    return tuple(found)


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


def _replies(replies: Replies, companies: tuple[Row, ...]) -> ReportSection:
    total = replies.total
    asked = total.answered + total.unanswered
    lead = f"They answered {total.answered} of {count(asked, 'time')} that the next word was theirs"
    if total.median is not None:
        lead += f"; half of the answers took {count(total.median, 'day')} or less"
    if total.waiting:
        lead += f". You are waiting for {count(total.waiting, 'answer')} now"
    stages = tuple(reply_row(one.label.capitalize(), one) for one in replies.by_stage)
    numbers = (False, *(True for _ in REPLY_NUMBERS))
    tables = (
        table("By stage", ("Stage", *REPLY_NUMBERS), stages, numbers=numbers),
        table("By company", COMPANY_COLUMNS, companies, numbers=numbers),
    )
    return ReportSection(
        "replies",
        "Replies, and how long they took",
        f"{lead}." if asked else "",
        tuple(one for one in tables if one.rows) if asked else (),
        "Nothing to answer yet: this fills as you apply, ask and interview.",
        waits_picture(replies),
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
    picture = weeks_picture(sent)
    by_week = table("By week", columns, rows)
    if picture:
        # Wide, and mostly zeros: for whoever looks something up.
        by_week = by_week._replace(folded="Each kind of entry, week by week")
    earlier = f" Before that: {sent.earlier:,}." if sent.earlier else ""
    return ReportSection(
        "sent",
        "What went out each week",
        f"{count(sent.total, 'entry', 'entries')} in {count(len(sent.weeks), 'week')}.{earlier}"
        if rows
        else "",
        (by_week,) if rows else (),
        "Nothing was sent yet.",
        picture,
    )


def _customers(rows: tuple[Row, ...], bought: int) -> ReportSection:
    others = "asked, had a quote, or are called customers or prospects in their files."
    lead = f"{bought} of {len(rows)} bought so far. The others {others}"
    if not bought:
        lead = f"Nobody bought so far: they {others}"
    numbers = (False, False, True, False, False, True)
    caption = "Customers, the latest purchase first"
    return ReportSection(
        "customers",
        "Customers",
        lead if bought < len(rows) else "",
        (table(caption, CUSTOMER_COLUMNS, rows, numbers=numbers),) if rows else (),
        "Nobody bought yet: an entry “2026-11-02 purchase: …” makes someone a customer.",
    )


def _missing(rows: tuple[Row, ...]) -> ReportSection:
    return ReportSection(
        "missing",
        "Missing details",
        "",
        (table("To complete", GAP_COLUMNS, rows),) if rows else (),
        "Everything is there: you can reach everyone who has a file, and they can reach you."
        " Whoever is only named in an entry has no address: it stands in a file of their own.",
    )
