"""What histories that have nothing to do with each other still share.

Those who vouch for you are asked before every interview, wherever it is, and an offer that you
accept ends what you had going elsewhere. All else that follows from a log follows from the
histories it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TypeVar

from tracker.book import ContactBook
from tracker.contact.kinds import Kind
from tracker.contact.model import Contact
from tracker.opportunities import Opportunity
from tracker.positions import REFERENCE
from tracker.records import OpportunityKey, Record
from tracker.rules.rule import Rule
from tracker.rules.rulebook import rulebook_of

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_ALERT = Kind.REFERENCE_ALERT


@dataclass(frozen=True, slots=True)
class Wider:
    """The people who vouch for you, the alerts they had, and the offers that you accepted.

    `references` may be contacted; `alerts` and `accepted` are oldest first. `contacts`,
    `timelines` and `opportunities` hold what rules look up of those.
    """

    references: tuple[Contact, ...] = ()
    alerts: tuple[Record, ...] = ()
    accepted: tuple[Record, ...] = ()
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    timelines: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    opportunities: Mapping[OpportunityKey, Opportunity] = field(default_factory=dict)


NOTHING = Wider()


def wider_of(book: ContactBook, rules: Sequence[Rule]) -> Wider:
    """What a book shares with others; equal to `NOTHING` for most."""
    references = tuple(one for one in book.contacts if REFERENCE in one.relationship and one.active)
    alerts = tuple(one for one in book.records if one.entry.kind is _ALERT and one.entry.took_place)
    ends_elsewhere = rulebook_of(tuple(rules)).ends_elsewhere
    accepted = tuple(one for one in book.records if ends_elsewhere(one.entry))
    if not (references or alerts or accepted):
        return NOTHING
    people = dict.fromkeys(person for one in (*alerts, *accepted) for person in one.people)
    keys = [one.id for one in references] + [person.key for person in people]
    ids = [one.id for one in references] + [person.contact for person in people]
    ids += [one.owner for one in accepted]
    opened = {one.opportunity for one in accepted}
    return Wider(
        references,
        alerts,
        accepted,
        {one: book.by_id[one] for one in sorted(set(ids))},
        {one: book.timelines.get(one, ()) for one in sorted(set(keys))},
        {one.key: one for one in book.opportunities if one.key in opened},
    )


def together(parts: Iterable[Wider]) -> Wider:
    """What several books share, as one."""
    found = [one for one in parts if one != NOTHING]
    if not found:
        return NOTHING
    return Wider(
        tuple(sorted((one for each in found for one in each.references), key=attrgetter("id"))),
        tuple(sorted((one for each in found for one in each.alerts), key=attrgetter("order"))),
        tuple(sorted((one for each in found for one in each.accepted), key=attrgetter("order"))),
        dict(_pairs(each.contacts for each in found)),
        dict(_pairs(each.timelines for each in found)),
        dict(_pairs(each.opportunities for each in found)),
    )


def leans_on(book: ContactBook, rules: Sequence[Rule]) -> bool:
    """Whether anything in a book may depend on what is shared."""
    if book.opportunities:
        return True
    is_far = rulebook_of(tuple(rules)).is_far
    return any(is_far(one.entry) for one in book.records)


def _pairs(parts: Iterable[Mapping[_Key, _Value]]) -> Iterator[tuple[_Key, _Value]]:
    return (pair for part in parts for pair in part.items())
