"""What the contacts have in the work-search log: a row each, and the same as a line of CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Contact
from tracker.records import Order, Person, same
from tracker.report.work_search import Activity, activities
from tracker.spreadsheet import csv_line
from tracker.views.directory import Directory, anchor_of
from tracker.views.frame import WORK_SEARCH, Link, relative
from tracker.views.shown import Shown
from tracker.views.words import Day, day
from tracker.views.work_search_words import method_words, result_words

#: What stands in a cell of which the log says nothing, so that it is not taken for forgotten.
NOTHING = "–"


class ActivityView(NamedTuple):
    """One activity, as its row says it.

    `who` leads to the entry, `beside` is what stands behind the name; `ways` are how to reach them.
    `method` is by which way you did it, `result` what came of it, both in words.
    """

    day: Day
    company: str
    position: str
    who: Link
    beside: str
    ways: tuple[str, ...]
    method: str
    result: str


class PlacedActivity(NamedTuple):
    """An activity on the page of all: what sorts it there, its row, and its line of CSV."""

    key: Order
    row: Shown[ActivityView]
    line: str


class Claimant(NamedTuple):
    """You, as the head of the log names you: your `name` and `address`, empty without one.

    `ways` are the numbers and addresses at which you can be reached.
    """

    name: str
    address: str
    ways: tuple[str, ...]


class WorkSearchPart(NamedTuple):
    """What some contacts have in the log; `claimant` is you, where your file is among theirs."""

    activities: tuple[PlacedActivity, ...] = ()
    claimant: Claimant | None = None


def work_search_part(directory: Directory) -> WorkSearchPart:
    """What the contacts of a directory have in the log."""
    me = directory.book.me
    found = activities(directory.book, directory.today)
    return WorkSearchPart(
        tuple(_placed(directory, one) for one in found), _claimant(me) if me else None
    )


def _claimant(me: Contact) -> Claimant:
    return Claimant(_on_one_line(me.name), _postal(me), _numbers(me))


def _placed(directory: Directory, one: Activity) -> PlacedActivity:
    view = _view(directory, one)
    contact = "; ".join((f"{view.who.text}{view.beside}", *view.ways))
    cells = (view.day.iso, view.company, view.position, contact, view.method, view.result)
    return PlacedActivity(one.records[0].order, view, csv_line(cells))


def _view(directory: Directory, one: Activity) -> ActivityView:
    record, entry = one.records[0], one.records[0].entry
    owner = directory.book.by_id[record.owner]
    people = dict.fromkeys(person for each in one.records for person in each.people)
    first, *others = people or (Person(owner.id, owner.name),)
    whose = directory.contact(first.contact)
    company = (one.opening.company if one.opening else whose.company if whose else None) or ""
    page = directory.pages.get(record.owner)
    name = _on_one_line(first.name)
    return ActivityView(
        day(entry.day),
        _on_one_line(company) or NOTHING,
        _on_one_line((one.opening.position or "not named") if one.opening else NOTHING),
        Link(name, relative(WORK_SEARCH, page, anchor_of(entry.place)) if page else None),
        _beside(whose if first.known else None, company, others),
        _ways(whose, is_their_own=first.known, is_online=_is_online(one)),
        method_words([each.entry for each in one.records]),
        result_words(entry, one.following, is_about_opening=one.opening is not None),
    )


def _is_online(one: Activity) -> bool:
    """Whether it is an application by way of a website."""
    entries = (each.entry for each in one.records)
    return any(e.kind is Kind.APPLIED and e.channel is Channel.ONLINE for e in entries)


def _beside(contact: Contact | None, company: str, others: Sequence[Person]) -> str:
    """Their role, where they work if that is elsewhere, and who else was there."""
    said = ""
    if contact is not None and contact.role:
        said += f", {contact.role}"
    if contact is not None and contact.company and same(contact.company) != same(company):
        said += f" at {contact.company}" if contact.role else f", {contact.company}"
    if others:
        said += f", with {', '.join(one.name for one in others)}"
    return f", {_on_one_line(said[1:])}" if said.startswith(",") else ""


def _ways(contact: Contact | None, *, is_their_own: bool, is_online: bool) -> tuple[str, ...]:
    """A number, an e-mail address and where letters go: offices take what leads to the employer.

    Of whom somebody else's file names, only what is their company's as well. The website where that
    is the way it went, or the only one.
    """
    found: list[str] = []
    if contact is not None:
        found += _numbers(contact) if is_their_own else ()
        found.append(_postal(contact))
        if is_online or not any(found):
            found.append(_on_one_line(contact.website or ""))
    return tuple(filter(None, found)) or ("how to reach them is not noted",)


def _numbers(contact: Contact) -> tuple[str, ...]:
    found = [one.number for one in contact.phone[:1]] + list(contact.email[:1])
    return tuple(_on_one_line(one) for one in found)


def _postal(contact: Contact) -> str:
    lines = (_on_one_line(one).rstrip(",") for one in (contact.address or "").splitlines())
    return ", ".join(filter(None, lines))


def _on_one_line(text: str) -> str:
    """A text as the page and the file say it alike: a browser shows no other blanks."""
    return " ".join(text.split())
