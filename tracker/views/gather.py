"""From what the stages found to the directory that pages are made by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar
from zoneinfo import ZoneInfo

from tracker.agenda import Agenda, Bucket, is_over
from tracker.book import ContactBook
from tracker.config import Config
from tracker.contact.model import Contact
from tracker.diagnostics import Diagnostic
from tracker.drafts.own import shown_of
from tracker.opportunities import Opportunity
from tracker.people import names_of
from tracker.records import Record, same
from tracker.report.details import MissingDetail
from tracker.rules.followup import Derived
from tracker.rules.rule import Rule
from tracker.rules.rulebook import rulebook_of
from tracker.slugs import company_slugs, page_path
from tracker.views.directory import Company, Directory, Links, Placed
from tracker.views.sheets import sheets_of

_Item = TypeVar("_Item")


def links_of(book: ContactBook, derived: Derived) -> Links:
    """What pages know of each other where the book is all there is."""
    names = company_names(book, derived)
    slugs = company_slugs(names.values())
    bearers = _by((name, one.id) for one in book.contacts for name in names_of(one))
    return Links(
        {key: company_page_path(slugs[name]) for key, name in names.items()},
        {name: ids[0] for name, ids in bearers.items() if len(set(ids)) == 1},
    )


def company_page_path(slug: str) -> str:
    """The path of a company's page in the site."""
    return f"companies/{slug}.html"


def company_names(book: ContactBook, derived: Derived) -> dict[str, str]:
    """The companies of contacts and openings as they are spelled first, by name without case."""
    names: dict[str, str] = {}
    for name in (
        *(one.company for one in book.contacts),
        *(one.company for one in (*derived.opportunities, *book.business)),
    ):
        if name:
            names.setdefault(same(name), name)
    return names


def gather(  # noqa: PLR0913, PLR0917 - these are the stages' results, one each
    book: ContactBook,
    derived: Derived,
    agenda: Agenda,
    gaps: Iterable[MissingDetail],
    config: Config,
    zone: ZoneInfo,
    problems: tuple[Diagnostic, ...],
    rules: tuple[Rule, ...],
    links: Links | None = None,
    you: Contact | None = None,
) -> Directory:
    """Gather what pages need to know of each other.

    Where the book is a part of all contacts, `links` are what these pages know of the others, and
    `you` is what they may show of you.
    """
    if links is None and book.me is not None:
        you = shown_of(book.me)
    everyone = (*book.contacts, *((book.me,) if book.me else ()))
    links = links_of(book, derived) if links is None else links
    pages = {one.id: page_path(one.id) for one in everyone}
    files = {one.path: one.id for one in everyone}
    anchors = set(_anchors(book))
    # What concerns someone here may have been set off in a file that is not among these.
    here = frozenset(pages)
    for one in (*derived.follow_ups, *derived.closed):
        if one.trigger is not None and one.trigger.owner not in here:
            owner, place = one.trigger.owner, one.place
            pages[owner], files[place.path] = page_path(owner), owner
            anchors.add((place.path, place.line))
    placed = tuple(_placed(agenda))
    shown = {one.follow_up.id for one in placed}
    return Directory(
        book=book,
        config=config,
        zone=zone,
        today=agenda.today,
        pages=pages,
        files=files,
        links=links,
        anchors=frozenset(anchors),
        companies=_companies(book, derived, links),
        on=_by((one.follow_up.person.key, one) for one in placed),
        ahead=_by(
            (one.person.key, one)
            for one in derived.follow_ups
            if one.id not in shown and not is_over(one, agenda.today)
        ),
        settled=_by(
            (one.person.key, one)
            for one in derived.closed
            if one.closed is not None and one.closed <= agenda.today
        ),
        settling=_by(
            (one.person.key, one)
            for one in derived.closed
            if one.closed is not None and one.closed > agenda.today
        ),
        named=_named(derived),
        events=_by(
            (person.contact, one)
            for one in agenda.events
            for person in one.record.people
            if person.known
        ),
        opportunities=_by(
            (contact, one)
            for one in (*derived.opportunities, *book.business)
            for contact in one.contacts
        ),
        gaps=_by((one.contact, one) for one in gaps),
        problems=_by((one.path, one) for one in problems),
        rules=rulebook_of(rules).by_name,
        you=you,
        sheets=sheets_of(derived, agenda.today),
    )


def _by(pairs: Iterable[tuple[str, _Item]]) -> Mapping[str, tuple[_Item, ...]]:
    found: defaultdict[str, list[_Item]] = defaultdict(list)
    for key, item in pairs:
        found[key].append(item)
    return {key: tuple(items) for key, items in found.items()}


def _named(derived: Derived) -> Mapping[str, tuple[str, ...]]:
    strangers = {
        (one.person.contact, one.person.key) for one in derived.follow_ups if not one.person.known
    }
    return _by(sorted(strangers))


def _placed(agenda: Agenda) -> Iterator[Placed]:
    for section in Bucket:
        for follow_up in getattr(agenda, section.value):
            yield Placed(section, follow_up)


def _anchors(book: ContactBook) -> Iterator[tuple[str, int]]:
    """Every line that some contact's page shows under an anchor of its own."""
    for records in book.files.values():
        yield from ((one.entry.place.path, one.entry.place.line) for one in records)
    for contact in book.contacts:
        yield from ((one.entry.place.path, one.entry.place.line) for one in contact.tasks)


def _companies(book: ContactBook, derived: Derived, links: Links) -> Mapping[str, Company]:
    people: defaultdict[str, list[Contact]] = defaultdict(list)
    openings: defaultdict[str, list[Opportunity]] = defaultdict(list)
    for contact in book.contacts:
        if contact.company:
            people[same(contact.company)].append(contact)
    for one in (*derived.opportunities, *book.business):
        if one.company:
            openings[same(one.company)].append(one)
    return {
        key: Company(
            name,
            links.companies[key],
            tuple(people[key]),
            tuple(openings[key]),
            _history(book, people[key], openings[key]),
        )
        for key, name in sorted(company_names(book, derived).items())
    }


def _history(
    book: ContactBook, people: Iterable[Contact], openings: Iterable[Opportunity]
) -> tuple[Record, ...]:
    """What was logged for a company's people and openings, each once, oldest first."""
    found = {
        one.order: one
        for records in (
            *(opening.records for opening in openings),
            *(book.timelines.get(person.id, ()) for person in people),
        )
        for one in records
    }
    return tuple(found[order] for order in sorted(found))
