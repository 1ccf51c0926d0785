"""Which openings are named: in whole files, at the beginning of a text, and by a slip.

An opening is a position at a company. A file's front matter names one, an entry's `for POSITION`
another; where no company is said, it is their own, unless they speak for others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracker.contact.kinds import Kind
from tracker.contact.model import Contact, LogEntry
from tracker.records import OpportunityKey, place_of, same
from tracker.spelling import closest

#: Relationships of people who speak for the openings they named, at whichever company.
AGENTS: frozenset[str] = frozenset({"recruiter", "agency", "headhunter", "agent"})

REFERENCE = "reference"

_WORD, _DIGIT = re.compile(r"\w+"), re.compile(r"\d")


class Positions(NamedTuple):
    """Every position that is named anywhere, without case, with the openings it is named for.

    `lengths` are those of all names of positions, the longest first: what may begin a text is cut
    from it there, and looked up.
    """

    openings: Mapping[str, tuple[OpportunityKey, ...]]
    lengths: tuple[int, ...]

    def beginning(self, text: str) -> Iterator[tuple[str, tuple[OpportunityKey, ...]]]:
        """The positions that a text (without case) begins with, the longest first."""
        for length in self.lengths:
            position = text[:length]
            known = self.openings.get(position) if length <= len(text) else None
            if known and not text[length : length + 1].isalnum():
                yield position, known


def index_positions(named: Iterable[OpportunityKey]) -> Positions:
    """Collect the openings that are named anywhere; those without a position are left out."""
    openings: dict[str, dict[OpportunityKey, None]] = {}
    for key in named:
        if key.position:
            openings.setdefault(key.position, {})[key] = None
    return Positions(
        {position: tuple(sorted(keys)) for position, keys in openings.items()},
        tuple(sorted({len(position) for position in openings}, reverse=True)),
    )


def named_openings(contact: Contact) -> Iterator[OpportunityKey]:
    """The openings that a contact's file names beyond doubt, each as often as it is named.

    `for POSITION` alone is one at their own company, unless the file says elsewhere of which it is,
    or leaves that to others: a reference's own company is not where you apply.
    """
    place = place_of(contact)
    if contact.position:
        yield OpportunityKey(place, same(contact.position))
    named = [one for one in (*contact.entries, *_tasks(contact)) if one.position]
    elsewhere: dict[str, set[str]] = defaultdict(set)
    for entry in named:
        if entry.at_company:
            position = same(entry.position or "")
            elsewhere[position].add(same(entry.at_company))
            yield OpportunityKey(same(entry.at_company), position)
    for entry in named:
        position = same(entry.position or "")
        if not (entry.at_company or vouches(entry, contact) or len(elsewhere[position]) == 1):
            yield OpportunityKey(place, position)


def _tasks(contact: Contact) -> Iterator[LogEntry]:
    return (task.entry for task in contact.tasks)


def vouches(entry: LogEntry, owner: Contact) -> bool:
    """Whether an entry is about someone who speaks for you, at whichever company."""
    return REFERENCE in owner.relationship or entry.kind is Kind.REFERENCE_ALERT


def speaks_anywhere(owner: Contact) -> bool:
    """Whether `for POSITION` in a contact's log may mean an opening at any company."""
    return not {REFERENCE, *AGENTS}.isdisjoint(owner.relationship)


def loosely_named(
    typed: str, place: str, positions: Positions, *, anywhere: bool
) -> OpportunityKey | None:
    """The opening that an unbracketed `for POSITION` counts for, where it begins with a known one.

    `typed` is without case; `place` is where the file's own openings are.
    """
    for position, known in positions.beginning(typed):
        where = typed[len(position) :].removeprefix(" at ")
        said = len(where) != len(typed) - len(position)
        best = [key for key in known if said and where.startswith(key.where)]
        if not best:
            own = OpportunityKey(place, position)
            best = list(known) if anywhere else [own] if own in known else []
        if best:
            return best[0] if len(best) == 1 else None
    return None


def is_slip(typed: str, known: str) -> bool:
    """Whether two positions are one but for letters: II is not III, and 2 is not 3."""
    one, other = _WORD.findall(typed), _WORD.findall(known)
    if _DIGIT.findall(typed) != _DIGIT.findall(known):
        return False
    if len(one) != len(other):
        return "".join(one) == "".join(other)
    return all(a == b or closest(a, [b]) for a, b in zip(one, other, strict=True))
