"""What every rule looks things up in: the book, the settings, and who can be reached how."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from tracker.book import ContactBook
from tracker.config import Config
from tracker.contact.kinds import Channel
from tracker.contact.model import Contact, LogEntry
from tracker.opportunities import Opportunity
from tracker.positions import AGENTS, REFERENCE
from tracker.records import OpportunityKey, Order, Person, Record
from tracker.rules.selectors import is_outcome
from tracker.rules.timing import Almanac, almanac_of
from tracker.rules.wider import Wider

_HIRING_MANAGER = frozenset({"hiring-manager"})
_CALL, _EMAIL, _LETTER = Channel.CALL, Channel.EMAIL, Channel.LETTER


class Context:
    """The book and the settings, with the look-ups that rules share. Holds no day.

    The book may be a part of all contacts; `wider` is then what its parts share. `calendar` knows
    the working days of the workspace.
    """

    __slots__ = (
        "_openings",
        "_opportunities",
        "_recipients",
        "book",
        "calendar",
        "config",
        "wider",
    )

    def __init__(self, book: ContactBook, config: Config, wider: Wider) -> None:
        self.book = book
        self.config = config
        self.wider = wider
        self.calendar: Almanac = almanac_of(config.calendar)
        self._opportunities = {one.key: one for one in book.opportunities}
        self._openings: dict[OpportunityKey, Opening] = {}
        self._recipients: dict[tuple[str, bool], Recipient] = {}

    def owner(self, contact_id: str) -> Contact | None:
        """The contact with that id, in the book or among those whom all share."""
        return self.book.by_id.get(contact_id) or self.wider.contacts.get(contact_id)

    def contact(self, person: Person) -> Contact | None:
        """Their file, where they have one of their own."""
        return self.owner(person.contact) if person.known else None

    def recipient(self, person: Person) -> Recipient:
        """What there is to know of someone before writing to them."""
        asked = person.contact, person.known
        known = self._recipients.get(asked)
        if known is None:
            known = self._recipients[asked] = Recipient(person, self.owner(person.contact))
        return known

    def opening(self, key: OpportunityKey | None) -> Opening | None:
        """The opportunity of a key, with all that rules ask about it; None for none."""
        if key is None:
            return None
        known = self._openings.get(key)
        if known is None:
            found = self._opportunities.get(key) or self.wider.opportunities.get(key)
            if found is None:
                return None
            known = self._openings[key] = Opening(found, self)
        return known

    def forget(self) -> None:
        """Let go of the openings: they hold what made them, and all would stay in memory."""
        self._openings.clear()

    def timeline(self, person: Person) -> tuple[Record, ...]:
        """The records that count for a person, oldest first."""
        key = person.key
        return self.book.timelines.get(key) or self.wider.timelines.get(key, ())

    def is_from_reference(self, record: Record) -> bool:
        """Whether everyone it counts for is a reference: such entries are not the employer's."""
        for person in record.people:
            contact = self.contact(person)
            if contact is None or REFERENCE not in contact.relationship:
                return False
        return bool(record.people)

    def promised(self, entry: LogEntry) -> date | None:
        """The day by which they said you would hear."""
        if entry.reply_by is None:
            return None
        if entry.reply_by.within is not None:
            return self.calendar.add(entry.day, entry.reply_by.within)
        return entry.reply_by.day

    def promised_by(self, records: Iterable[Record]) -> date | None:
        """The latest day that any of the entries names."""
        latest = None
        for one in records:
            day = self.promised(one.entry)
            if day is not None and (latest is None or day > latest):
                latest = day
        return latest


class Recipient:
    """Someone whom follow-ups are about, by the file that they have or are named in.

    `active` is whether a follow-up may reach them: someone without a file is as active as the owner
    of the file that names them, and works there too. `snooze` is until when they are put off.
    """

    __slots__ = ("_prefers", "_reachable", "active", "company", "snooze")

    def __init__(self, person: Person, owner: Contact | None) -> None:
        self.active = owner is not None and owner.active
        self.company = owner.company if owner is not None else None
        contact = owner if person.known else None
        self.snooze = contact.snooze if contact is not None else None
        self._prefers = contact.prefers if contact is not None else None
        self._reachable = _reachable(contact) if contact is not None else ()

    def channel(
        self, allowed: tuple[Channel, ...], wanted: Channel | None = None
    ) -> Channel | None:
        """How to reach them, None where no address is known.

        What was asked for, else what they prefer, else the first of the rule's that has an address.
        """
        reachable = self._reachable
        if wanted is not None and wanted in reachable:
            return wanted
        if self._prefers is not None and self._prefers in reachable and self._prefers in allowed:
            return self._prefers
        for one in allowed:
            if one in reachable:
                return one
        return None


def _reachable(contact: Contact) -> tuple[Channel, ...]:
    """The channels that a contact has an address for."""
    addresses = (_CALL, contact.phone), (_EMAIL, contact.email), (_LETTER, contact.address)
    return tuple([channel for channel, address in addresses if address])


class Opening:
    """An opportunity with what rules ask about it for each of its triggers, worked out once."""

    def __init__(self, opportunity: Opportunity, context: Context) -> None:
        self.opportunity = opportunity
        self.key = opportunity.key
        self._context = context

    @cached_property
    def theirs(self) -> tuple[Record, ...]:
        """Its history without what passed between you and your references."""
        from_reference = self._context.is_from_reference
        return tuple(one for one in self.opportunity.records if not from_reference(one))

    @cached_property
    def outcomes(self) -> tuple[Record, ...]:
        """What ended it, oldest first."""
        return tuple(one for one in self.opportunity.records if is_outcome(one.entry))

    @cached_property
    def last_day(self) -> date | None:
        """The day of its last entry."""
        return max((one.entry.day for one in self.opportunity.records), default=None)

    def status_recipient(self, otherwise: Person) -> Person:
        """Who hears status checks: the recruiter, else the hiring manager, else `otherwise`.

        Of several, the one at hand, else the one last in touch.
        """
        if not self._asked:
            return otherwise
        at_hand = [one for one in self._asked if one.id == otherwise.contact and otherwise.known]
        best = (at_hand or self._asked)[-1]
        return Person(best.id, best.name)

    @cached_property
    def _asked(self) -> list[Contact]:
        """Who may be asked where it stands, the one last in touch at the end."""
        members = [self._context.book.by_id[one] for one in self.opportunity.contacts]
        for relationships in (AGENTS, _HIRING_MANAGER):
            fitting = [
                one
                for one in members
                if one.active and not relationships.isdisjoint(one.relationship)
            ]
            if fitting:
                return sorted(fitting, key=self._last_touch)
        return []

    def _last_touch(self, contact: Contact) -> tuple[Order | tuple[()], str]:
        records = self._context.book.timelines.get(contact.id, ())
        return (records[-1].order if records else (), contact.id)
