"""What every rule looks things up in: the book, the settings, and who can be reached how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.book import ContactBook
from tracker.config import Config
from tracker.contact.kinds import Channel
from tracker.contact.model import Contact, LogEntry
from tracker.joining import AGENTS, REFERENCE
from tracker.opportunities import Opportunity
from tracker.records import OpportunityKey, Order, Person, Record
from tracker.rules.wider import Wider
from tracker.workdays import Calendar


@dataclass(frozen=True)
class Context:
    """The book and the settings, with the look-ups that rules share. Holds no day.

    The book may be a part of all contacts; `wider` is then what its parts share.
    """

    book: ContactBook
    config: Config
    wider: Wider

    @property
    def calendar(self) -> Calendar:
        """The working days of the workspace."""
        return self.config.calendar

    @cached_property
    def opportunities(self) -> Mapping[OpportunityKey, Opportunity]:
        """All opportunities by their key."""
        return {one.key: one for one in self.book.opportunities}

    def owner(self, contact_id: str) -> Contact | None:
        """The contact with that id, in the book or among those whom all share."""
        return self.book.by_id.get(contact_id) or self.wider.contacts.get(contact_id)

    def contact(self, person: Person) -> Contact | None:
        """Their file, where they have one of their own."""
        return self.owner(person.contact) if person.known else None

    def is_active(self, person: Person) -> bool:
        """Whether a follow-up may reach them.

        Someone without a file is as active as the owner of the file that names them.
        """
        owner = self.owner(person.contact)
        return owner is not None and owner.active

    def is_history(self, entry: LogEntry) -> bool:
        """Whether the entry lies before `start` and triggers nothing."""
        return self.config.start is not None and entry.day < self.config.start

    def opportunity(self, key: OpportunityKey | None) -> Opportunity | None:
        """The opportunity of a key, None for none."""
        if key is None:
            return None
        return self.opportunities.get(key) or self.wider.opportunities.get(key)

    def timeline(self, person: Person) -> tuple[Record, ...]:
        """The records that count for a person, oldest first."""
        key = person.key
        return self.book.timelines.get(key) or self.wider.timelines.get(key, ())

    def theirs(self, opportunity: Opportunity) -> tuple[Record, ...]:
        """The history of an opening without what passed between you and your references."""
        return tuple(one for one in opportunity.records if not self.is_from_reference(one))

    def is_from_reference(self, record: Record) -> bool:
        """Whether everyone it counts for is a reference: such entries are not the employer's."""
        contacts = [self.contact(person) for person in record.people]
        return bool(contacts) and all(
            one is not None and REFERENCE in one.relationship for one in contacts
        )

    def last_day(self, opportunity: Opportunity | None, record: Record) -> date:
        """The day of an opening's last entry; the record's own where it belongs to none."""
        records = opportunity.records if opportunity else (record,)
        return max((one.entry.day for one in records), default=record.entry.day)

    def promised(self, entry: LogEntry) -> date | None:
        """The day by which they said you would hear."""
        if entry.reply_by is None:
            return None
        if entry.reply_by.within is not None:
            return self.calendar.add(entry.day, entry.reply_by.within)
        return entry.reply_by.day

    def promised_by(self, records: Iterable[Record]) -> date | None:
        """The latest day that any of the entries names."""
        return max((day for one in records if (day := self.promised(one.entry))), default=None)

    def status_recipient(self, opportunity: Opportunity | None, otherwise: Person) -> Person:
        """Who hears status checks: the recruiter, else the hiring manager, else `otherwise`.

        Of several, the one at hand, else the one last in touch.
        """
        if opportunity is None:
            return otherwise
        members = [self.book.by_id[one] for one in opportunity.contacts]
        active = [one for one in members if one.active]
        for relationships in (AGENTS, frozenset({"hiring-manager"})):
            fitting = [one for one in active if relationships & set(one.relationship)]
            if fitting:
                at_hand = [
                    one for one in fitting if one.id == otherwise.contact and otherwise.known
                ]
                best = (at_hand or sorted(fitting, key=self._last_touch))[-1]
                return Person(best.id, best.name)
        return otherwise

    def _last_touch(self, contact: Contact) -> tuple[Order | tuple[()], str]:
        records = self.book.timelines.get(contact.id, ())
        return (records[-1].order if records else (), contact.id)

    def channel(
        self,
        person: Person,
        allowed: Iterable[Channel],
        wanted: Channel | None = None,
    ) -> Channel | None:
        """How to reach them, None where no address is known.

        What was asked for, else what they prefer, else the first of the rule's that has an address.
        """
        contact = self.contact(person)
        if contact is None:
            return None
        reachable = [
            channel
            for channel, address in (
                (Channel.CALL, contact.phone),
                (Channel.EMAIL, contact.email),
                (Channel.LETTER, contact.address),
            )
            if address
        ]
        wishes = [wanted, contact.prefers, *allowed]
        return next((one for one in wishes if one in reachable and one in (*allowed, wanted)), None)
