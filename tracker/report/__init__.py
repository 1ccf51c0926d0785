"""The report: figures to look back on. Pure; today enters through the agenda alone."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tracker.agenda import Agenda
from tracker.book import ContactBook
from tracker.report.customers import Customer, Purchase, customers
from tracker.report.details import Missing, MissingDetail, missing_details
from tracker.report.replies import Replies, ReplyFigures, Span, Wait, replies
from tracker.report.sent import Sent, SentWeek, sent
from tracker.report.standings import Standing, standings
from tracker.report.timeliness import FollowUpsMade, Timeliness, follow_ups_made
from tracker.rules.followup import Derived

__all__ = [
    "Customer",
    "FollowUpsMade",
    "Missing",
    "MissingDetail",
    "Purchase",
    "Replies",
    "ReplyFigures",
    "Report",
    "Sent",
    "SentWeek",
    "Span",
    "Standing",
    "Timeliness",
    "Wait",
    "figures",
]


class Report(NamedTuple):
    """All figures as of `today`. Each part says in its own type what it counts."""

    today: date
    standings: tuple[Standing, ...]
    replies: Replies
    made: FollowUpsMade
    sent: Sent
    missing: tuple[MissingDetail, ...]
    customers: tuple[Customer, ...]


def figures(book: ContactBook, derived: Derived, agenda: Agenda) -> Report:
    """Work out the report for the agenda's day."""
    today = agenda.today
    return Report(
        today,
        standings(derived.opportunities, agenda),
        replies(derived.opportunities, today),
        follow_ups_made(derived, agenda),
        sent(book.records, today),
        missing_details(book),
        customers(book, today),
    )
