"""What a call sheet takes from the log: what was said last, what stayed open, and what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from tracker.contact.kinds import Kind
from tracker.contact.model import Detail
from tracker.positions import REFERENCE
from tracker.records import OpportunityKey, Person, Record
from tracker.views.directory import Directory
from tracker.views.excerpt import excerpt
from tracker.views.last_said import was_said
from tracker.views.timeline import kind_words, way_words
from tracker.views.words import Day, day

#: How much of the log a page has room for: so many entries, the last of them in so many characters
#: and those before it in fewer; so many loose ends and questions of your own.
ENTRIES, LONGEST_LAST, LONGEST_BEFORE = 3, 400, 140
LOOSE_ENDS, QUESTIONS, LONGEST_LINE = 4, 3, 110

#: What the details below an entry say, by their label, and how a sheet puts it.
_LOOSE_ENDS = {"open": "Open", "clarify": "To clear up", "promised": "Promised"}
_ASK = "ask"


class Said(NamedTuple):
    """An entry of the log, in short; `people` are all for whom it counts, by name.

    `whose` is in whose file it stands where it counts for others alone, and else empty.
    """

    day: Day
    kind: str
    way: str
    people: tuple[str, ...]
    whose: str
    text: str


class OpenPoint(NamedTuple):
    """What stayed open: its label (`Open`, `To clear up`, `Promised`), and of which day it is."""

    label: str
    text: str
    day: Day


class FromLog(NamedTuple):
    """What the log has for a call: what was `said`, the last first; `loose_ends`, the newest first.

    `questions` are what to ask.
    """

    said: tuple[Said, ...]
    loose_ends: tuple[OpenPoint, ...]
    questions: tuple[str, ...]


def history(
    directory: Directory, person: Person, opportunity: OpportunityKey | None
) -> list[Record]:
    """What passed with somebody, and about the opening that they take part in, oldest first.

    What passed with them about another opening is left out, but for a reference: what they were
    told last is what they know. What you told a reference is for nobody else.
    """
    own = directory.book.timelines.get(person.key, ())
    if person.known and _is_reference(directory, person.contact):
        found = {one.order: one for one in own}
    else:
        found = {
            one.order: one for one in own if opportunity in {None, one.opportunity or opportunity}
        }
        for opening in directory.opportunities.get(person.contact, ()):
            if opening.key == opportunity:
                found.update(
                    (one.order, one)
                    for one in opening.records
                    if not _is_for_a_reference(directory, one)
                )
    return sorted((one for one in found.values() if was_said(one.entry)), key=attrgetter("order"))


def _is_reference(directory: Directory, contact_id: str) -> bool:
    contact = directory.contact(contact_id)
    return contact is not None and REFERENCE in contact.relationship


def _is_for_a_reference(directory: Directory, record: Record) -> bool:
    """Whether you told somebody that they may be asked about you, or thanked them for it."""
    kind = record.entry.kind
    return kind is Kind.REFERENCE_ALERT or (
        kind is Kind.THANK_YOU and _is_reference(directory, record.owner)
    )


def from_log(
    directory: Directory,
    person: Person,
    records: Sequence[Record],
    questions: tuple[str, ...],
    ahead: Record | None = None,
) -> FromLog:
    """What there is to say to somebody of some records, oldest first, that lie behind.

    `questions` are what one asks anyway. What was noted below the entry that lies `ahead` counts as
    well: that is where one prepares for it.
    """
    noted = [*_details(ahead), *(one for each in reversed(records) for one in _details(each))]
    last = reversed(records[-ENTRIES:])
    own = (excerpt(one.text, LONGEST_LINE) for _, one in noted if one.label == _ASK)
    return FromLog(
        tuple(
            _said(directory, person, one, LONGEST_BEFORE if number else LONGEST_LAST)
            for number, one in enumerate(last)
        ),
        tuple(islice(_open_points(noted), LOOSE_ENDS)),
        (*islice(own, QUESTIONS), *questions),
    )


def _said(directory: Directory, person: Person, record: Record, longest: int) -> Said:
    entry = record.entry
    attempt = entry.attempt.value if entry.attempt else ""
    return Said(
        day(entry.day),
        kind_words(entry),
        ", ".join(filter(None, (way_words(entry), attempt))),
        tuple(one.name for one in record.people),
        _whose(directory, person, record),
        excerpt(entry.text or entry.body, longest),
    )


def _whose(directory: Directory, person: Person, record: Record) -> str:
    owner = directory.contact(record.owner)
    is_theirs = person in record.people or record.owner == person.contact
    return "" if is_theirs or owner is None else owner.name


def _open_points(noted: Iterable[tuple[Record, Detail]]) -> Iterator[OpenPoint]:
    for record, detail in noted:
        label = _LOOSE_ENDS.get(detail.label)
        if label:
            yield OpenPoint(label, excerpt(detail.text, LONGEST_LINE), day(record.entry.day))


def _details(record: Record | None) -> Iterator[tuple[Record, Detail]]:
    if record is not None:
        yield from ((record, one) for one in record.entry.details)
