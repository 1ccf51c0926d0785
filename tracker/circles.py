"""Circles: the contacts whose histories touch, and that can be worked out by themselves.

Two contacts are of one circle where they are at one company, or where the log of one names the
other, or an opening where the other is. What follows from a circle's logs depends on nothing else,
but for the few answers that its `Surroundings` hold: so only the circles that an edit touches are
worked out again, and several can be at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tracker.book import ME
from tracker.contact.model import Contact, LogEntry
from tracker.people import Bearer, Names, answers, index_names, names_of
from tracker.positions import (
    Positions,
    index_positions,
    loosely_named,
    named_openings,
    speaks_anywhere,
    vouches,
)
from tracker.records import OpportunityKey, place_of, same


class Ties(NamedTuple):
    """What ties a contact to others: all that its circle is found by, and no more.

    `names` are its own, without case; `place` is where its openings are, `places` are those of
    other companies that its log names. `asked` are the names in its log's brackets, `loose_people`
    and `loose_positions` the texts that follow an unbracketed `with` or `for`; `vouched` are
    positions that it names for somebody else's company, and `anywhere` whether it may do so without
    brackets. `introduced_by` and `company` are as typed.
    """

    id: str
    path: str
    name: str
    names: tuple[str, ...]
    place: str
    places: tuple[str, ...]
    openings: tuple[OpportunityKey, ...]
    asked: tuple[str, ...]
    loose_people: tuple[str, ...]
    loose_positions: tuple[str, ...]
    vouched: tuple[str, ...]
    anywhere: bool
    introduced_by: str | None
    company: str | None
    relationship: tuple[str, ...]


def ties_of(contact: Contact) -> Ties:
    """Read a contact's ties off its file."""
    entries = (*contact.entries, *(task.entry for task in contact.tasks))
    return Ties(
        contact.id,
        contact.path,
        contact.name,
        names_of(contact),
        place_of(contact),
        _sorted(same(one.at_company) for one in entries if one.at_company),
        tuple(dict.fromkeys(named_openings(contact))),
        _sorted(same(name) for one in entries for name in (*one.recipients, *one.people)),
        _sorted(one.loose_people for one in entries if one.loose_people),
        _sorted(same(one.loose_position) for one in entries if one.loose_position),
        _sorted(_vouched(contact, entries)),
        speaks_anywhere(contact),
        same(contact.introduced_by) if contact.introduced_by else None,
        contact.company,
        contact.relationship,
    )


def _sorted(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))


def _vouched(contact: Contact, entries: Iterable[LogEntry]) -> Iterator[str]:
    for one in entries:
        if one.position and not one.at_company and vouches(one, contact):
            yield same(one.position)


class Surroundings(NamedTuple):
    """What a circle knows of everyone else: the answers to what its files ask, and no more.

    `introduced` leads from a name in `introduced_by` to the id of the only contact that bears it.
    """

    names: Names
    positions: Positions
    introduced: Mapping[str, str]

    @property
    def mark(self) -> str:
        """A text that two surroundings share only where all of their answers are the same."""
        return repr(
            (
                sorted(self.names.bearers.items()),
                sorted(self.names.me),
                sorted(self.names.guesses.items()),
                sorted(self.positions.openings.items()),
                sorted(self.introduced.items()),
            )
        )


class Circle(NamedTuple):
    """Some contacts, and what they know of everyone else.

    `members` are their ids, sorted, and `paths` those of their files, in that order.
    """

    members: tuple[str, ...]
    paths: tuple[str, ...]
    surroundings: Surroundings


class Known(NamedTuple):
    """The answers to all that any contact's file may ask of the others."""

    names: Names
    positions: Positions


def everyone(ties: Iterable[Ties]) -> Known:
    """Collect the names of all people, and the positions of all openings."""
    ordered = sorted(ties)
    people = [one for one in ordered if one.id != ME]
    own = next((one.names for one in ordered if one.id == ME), None)
    names = index_names(((Bearer(one.id, one.name, one.path), one.names) for one in people), own)
    return Known(names, index_positions(key for one in people for key in one.openings))


def circles_of(ties: Sequence[Ties], known: Known) -> tuple[Circle, ...]:
    """Part all contacts into circles, in the order of their first members. You are one yourself."""
    groups = _Groups()
    for one in ties:
        groups.join(one.id, *_reached(one, known))
    members: dict[str, list[Ties]] = {}
    for one in sorted(ties):
        members.setdefault(groups.of(one.id), []).append(one)
    return tuple(
        Circle(
            tuple(one.id for one in some),
            tuple(one.path for one in some),
            surroundings_of(some, known),
        )
        for some in members.values()
    )


def _reached(one: Ties, known: Known) -> Iterator[str]:
    """The places and contacts that a contact's file leads to; places are told by their mark."""
    if one.id == ME:
        return
    yield f"\n{one.place}"
    yield from (f"\n{place}" for place in one.places)
    for name in one.asked:
        bearers = known.names.bearers.get(name, ())
        if len(bearers) == 1:
            yield bearers[0].id
    if one.loose_people:
        found = answers(known.names, (), one.loose_people)
        yield from (some[0].id for some in found.bearers.values() if len(some) == 1)
    for position in one.vouched:
        openings = known.positions.openings.get(position, ())
        if len(openings) == 1:
            yield f"\n{openings[0].where}"
    for text in one.loose_positions:
        key = loosely_named(text, one.place, known.positions, anywhere=one.anywhere)
        if key is not None:
            yield f"\n{key.where}"


def surroundings_of(members: Iterable[Ties], known: Known) -> Surroundings:
    """The answers to what some contacts' files ask; your own only asks who introduced you."""
    everybody = list(members)
    members = [one for one in everybody if one.id != ME]
    asked = _sorted(name for one in members for name in one.asked)
    loose = _sorted(text for one in members for text in one.loose_people)
    positions = {position for one in members for position in one.vouched}
    for one in members:
        for text in one.loose_positions:
            positions.update(position for position, _ in known.positions.beginning(text))
    openings = known.positions.openings
    introduced: dict[str, str] = {}
    for one in everybody:
        bearers = known.names.bearers.get(one.introduced_by, ()) if one.introduced_by else ()
        if len({bearer.id for bearer in bearers}) == 1:
            introduced[one.introduced_by or ""] = bearers[0].id
    found = sorted(one for one in positions if one in openings)
    return Surroundings(
        answers(known.names, asked, loose),
        Positions(
            {one: openings[one] for one in found},
            tuple(sorted({len(one) for one in found}, reverse=True)),
        ),
        introduced,
    )


class _Groups:
    """Things that belong together, however indirectly (a disjoint-set forest)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, one: str) -> str:
        """What stands for the group of a thing."""
        above = self._above
        while (higher := above.setdefault(one, one)) != one:
            above[one] = one = above[higher]
        return one

    def join(self, one: str, *others: str) -> None:
        """Let things belong together."""
        for other in others:
            self._above[self.of(other)] = self.of(one)
