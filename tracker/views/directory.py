"""Where everything is: gathered once, so that no page needs to look at all contacts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.agenda import Bucket, Turn, turns
from tracker.book import ME, ContactBook
from tracker.config import Config
from tracker.contact.model import Contact, LogEntry, Place
from tracker.diagnostics import Diagnostic
from tracker.drafts.own import is_called
from tracker.opportunities import Opportunity
from tracker.records import Person, Record, same
from tracker.report.details import MissingDetail
from tracker.rules.followup import Event, FollowUp
from tracker.rules.rule import Rule
from tracker.rules.selectors import is_appointment
from tracker.slugs import follow_up_slug, page_href, page_path
from tracker.views.frame import Frame, Link, frame_of, relative
from tracker.views.sheets import Sheets, name_of


class Placed(NamedTuple):
    """A follow-up and the part of the agenda it is in."""

    section: Bucket
    follow_up: FollowUp


class Company(NamedTuple):
    """A company and its page. `contacts` are the people who work there."""

    name: str
    page: str
    contacts: tuple[Contact, ...]
    opportunities: tuple[Opportunity, ...]
    records: tuple[Record, ...]


class Links(NamedTuple):
    """What pages know of the other circles' pages.

    `companies` leads from a company's name, without case, to its page: those that these pages name.
    `introduced` leads from a name in `introduced_by` to the id of the only contact that bears it.
    """

    companies: Mapping[str, str]
    introduced: Mapping[str, str]


class Directory(NamedTuple):
    """All that the pages of some contacts need to know of each other, and of the others.

    `pages` leads from a contact's id to its page, `files` from a file's path to its contact's id.
    `on` holds what is on the agenda, `ahead` what is open but not shown, since its time is yet to
    come or since it yields to something else, `settled` what was closed, and `settling` what an
    entry that is dated ahead closes on its day, each by `Person.key`;
    `named` are the keys of people without a file for whom anything is open, by the id of whoever
    has the file that names them.
    `events` are those ahead in which a contact takes part, the next first, by the contact's id.
    `opportunities` and `gaps` are by contact id, `problems` by path, `rules` by name. `you` is what
    pages may show of you, `sheets` says who and what has a call sheet.
    """

    book: ContactBook
    config: Config
    zone: ZoneInfo
    today: date
    pages: Mapping[str, str]
    files: Mapping[str, str]
    links: Links
    anchors: frozenset[tuple[str, int]]
    companies: Mapping[str, Company]
    on: Mapping[str, tuple[Placed, ...]]
    ahead: Mapping[str, tuple[FollowUp, ...]]
    settled: Mapping[str, tuple[FollowUp, ...]]
    settling: Mapping[str, tuple[FollowUp, ...]]
    named: Mapping[str, tuple[str, ...]]
    events: Mapping[str, tuple[Event, ...]]
    opportunities: Mapping[str, tuple[Opportunity, ...]]
    gaps: Mapping[str, tuple[MissingDetail, ...]]
    problems: Mapping[str, tuple[Diagnostic, ...]]
    rules: Mapping[str, Rule]
    you: Contact | None
    sheets: Sheets

    def frame(self, path: str, title: str) -> Frame:
        """The frame of a page."""
        return frame_of(path, title, self.config, self.zone, self.today)

    def has_happened(self, entry: LogEntry) -> bool:
        """Whether it lies behind on the day of the build; today's appointments still lie ahead."""
        if entry.day == self.today:
            return not is_appointment(entry)
        return entry.day < self.today

    def last_day(self, latest_first: Iterable[Record]) -> date | None:
        """The day of the first record that lies behind, None where all are still ahead."""
        return next((one.entry.day for one in latest_first if self.has_happened(one.entry)), None)

    def contact(self, contact_id: str) -> Contact | None:
        """The contact with that id, which may be you."""
        if contact_id == ME and self.book.me is not None:
            return self.book.me
        return self.book.by_id.get(contact_id)

    def contact_link(self, at: str, contact_id: str, text: str | None = None) -> Link:
        """A link to a contact's page; without one, the text alone."""
        contact = self.contact(contact_id)
        text = text or (contact.name if contact else contact_id)
        page = self.pages.get(contact_id)
        return Link(text, relative(at, page) if page else None)

    def person_link(self, at: str, person: Person) -> Link:
        """A link to the page of someone to reach, where they have one of their own."""
        if not person.known:
            return Link(person.name)
        return self.contact_link(at, person.contact, person.name)

    def name_link(self, at: str, name: str) -> Link:
        """A link to whoever bears a name, where exactly one contact does."""
        found = self.links.introduced.get(same(name))
        return Link(name, relative(at, page_path(found)) if found else None)

    def company_link(self, at: str, name: str) -> Link:
        """A link to a company's page."""
        page = self.links.companies.get(same(name))
        return Link(name, relative(at, page) if page else None)

    def on_for(self, contact_id: str) -> list[Placed]:
        """What is on the agenda for a contact, or for people whom only their file names."""
        return [
            one
            for key in (contact_id, *self.named.get(contact_id, ()))
            for one in self.on.get(key, ())
            if one.follow_up.person.contact == contact_id
        ]

    def ahead_for(self, contact_id: str) -> list[FollowUp]:
        """The same of what is not shown yet."""
        return [
            one
            for key in (contact_id, *self.named.get(contact_id, ()))
            for one in self.ahead.get(key, ())
            if one.person.contact == contact_id
        ]

    def turns_for(self, contact_id: str) -> dict[str, tuple[Turn, ...]]:
        """Where each of these stands from a day on, by their ids."""
        found: dict[str, tuple[Turn, ...]] = {}
        for key in (contact_id, *self.named.get(contact_id, ())):
            on = (one.follow_up for one in self.on.get(key, ()))
            found |= turns((*on, *self.ahead.get(key, ())), self.today)
        return found

    def to_do(self) -> Iterator[FollowUp]:
        """All follow-ups that the pages of contacts show as still to be done, in no order."""
        for placed in self.on.values():
            yield from (one.follow_up for one in placed if self.has_draft(one.follow_up))
        for some in self.ahead.values():
            yield from (one for one in some if self.has_draft(one))

    def has_draft(self, one: FollowUp) -> bool:
        """Whether there is a page here to show the draft of a follow-up on."""
        return one.person.contact in self.book.by_id

    def draft_link(self, at: str, one: FollowUp) -> Link | None:
        """A link to the draft of a follow-up, from any page but the one that shows it."""
        page = self.pages.get(one.person.contact)
        if page is None or page == at or not self.has_draft(one):
            return None
        text = "Talking points" if is_called(one) else "Draft"
        return Link(text, relative(at, page, draft_anchor(one)))

    def sheet_link(self, at: str, one: FollowUp) -> Link | None:
        """A link to the call sheet of a follow-up, or of the interview that it prepares."""
        page = self.sheets.of_follow_ups.get(one.id)
        return Link("Call sheet", relative(at, page)) if page else None

    def interview_link(self, at: str, record: Record) -> Link | None:
        """A link to the call sheet of an interview ahead."""
        page = self.sheets.of_records.get(record.order)
        return Link("Call sheet", relative(at, page)) if page else None

    def source_link(self, at: str, place: Place) -> Link:
        """`contacts/dana.md:12`, leading to what the page shows of that line."""
        text = f"{place.path}:{place.line}"
        page = self.pages.get(self.files.get(place.path, ""))
        if page is None:
            return Link(text)
        anchor = anchor_of(place) if (place.path, place.line) in self.anchors else ""
        return Link(text, relative(at, page, anchor))


def anchor_of(place: Place) -> str:
    """The fragment under which a contact's page shows a line of its file."""
    return f"L{place.line}"


def draft_anchor(one: FollowUp, instead: str = "") -> str:
    """The fragment under which a contact's page shows the draft of a follow-up.

    `instead` is the name of the message where it is one of those to choose from.
    """
    choice = f"-or-{follow_up_slug(instead)}" if instead else ""
    # An id may hold no blank, and browsers differ in how they look for one that is not ASCII.
    return page_href(f"draft-{follow_up_slug(name_of(one))}{choice}").replace("%", ".")
