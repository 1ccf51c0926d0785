"""Customers, and what they bought."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tracker.book import BUSINESS, ContactBook
from tracker.contact.kinds import Kind
from tracker.contact.model import Contact, LogEntry, Place
from tracker.opportunities import BUSINESS_STAGES, Stage
from tracker.workdays import median

_PURCHASE = Kind.PURCHASE


class Purchase(NamedTuple):
    """One purchase: its day, what was written of it, and where that stands."""

    day: date
    text: str
    place: Place


class Customer(NamedTuple):
    """Someone you do business with: who asked, was quoted or bought, or is called a customer.

    `stage` is how far their company, or they themselves, got in all. `purchases` are those up to
    today, the latest first. `gap` is the median of the days from one day of purchase to the next;
    None below two such days.
    """

    contact: str
    name: str
    company: str | None
    stage: Stage
    purchases: tuple[Purchase, ...]
    gap: int | None

    @property
    def last(self) -> date | None:
        """When they bought last."""
        return self.purchases[0].day if self.purchases else None


def customers(book: ContactBook, today: date) -> tuple[Customer, ...]:
    """All customers, the one who bought last first."""
    stages = {contact: one.stage for one in book.business for contact in one.contacts}
    found = []
    for contact in book.contacts:
        business = _business(book, contact, today)
        if business or not BUSINESS.isdisjoint(contact.relationship):
            found.append(_customer(contact, stages.get(contact.id, Stage.LEAD), business))
    return tuple(sorted(found, key=latest_first))


def latest_first(customer: Customer) -> tuple[int, str, str]:
    """The order of customers: the one who bought last first."""
    last = customer.last.toordinal() if customer.last else 0
    return -last, customer.name.casefold(), customer.contact


def has_bought(key: tuple[int, str, str]) -> bool:
    """Whether a customer bought anything, by their place in that order."""
    return key[0] < 0


def _business(book: ContactBook, contact: Contact, today: date) -> list[LogEntry]:
    """What was asked, quoted and bought up to today, the latest first."""
    return [
        one.entry
        for one in reversed(book.files.get(contact.id, ()))
        if one.entry.kind in BUSINESS_STAGES
        and (one.opportunity is None or one.entry.kind is _PURCHASE)
        and one.entry.took_place
        and one.entry.day <= today
    ]


def _customer(contact: Contact, stage: Stage, business: list[LogEntry]) -> Customer:
    purchases = tuple(
        Purchase(one.day, one.text, one.place) for one in business if one.kind is _PURCHASE
    )
    days = sorted({one.day for one in purchases})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    gap = median(gaps) if gaps else None
    return Customer(contact.id, contact.name, contact.company, stage, purchases, gap)
