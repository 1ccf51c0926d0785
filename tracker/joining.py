"""Which entry belongs to which opportunity.

An entry that names a position belongs to it, and so does every entry of a file whose front matter
names one. Any other joins the only opportunity at that company without an outcome that day; where
there are several it joins none, and the problem says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import NamedTuple

from tracker.contact.kinds import Kind
from tracker.contact.model import Contact, LogEntry
from tracker.contact.places import place_in
from tracker.diagnostics import Diagnostic, Severity
from tracker.opportunities import OUTCOMES, STAGES, Course
from tracker.positions import AGENTS, Positions, is_slip, loosely_named, speaks_anywhere, vouches
from tracker.records import OpportunityKey, Order, place_of, same

#: What says nothing about an opening unless it names one.
NEVER_JOINS: frozenset[Kind] = frozenset({Kind.NOTE, Kind.MET, Kind.PURCHASE, Kind.QUOTE})

#: A company with more openings than this has them in a list of its own.
_MOST_COMPARED = 50

#: A message lists so many openings.
_MOST_LISTED = 5


class Item(NamedTuple):
    """An entry or a task on its way to its opportunity. Tasks join, but move nothing.

    `order` is where it stands among all, `place` is the `place_of` its owner.
    """

    order: Order
    entry: LogEntry
    owner: Contact
    place: str
    is_task: bool = False


@dataclass(slots=True)
class _Openings:
    """The openings known so far: how each is spelled, and where it stands.

    `declared` are those that the front matter of some file names, by that contact's id.
    """

    spelled: dict[OpportunityKey, tuple[str | None, str | None]] = field(default_factory=dict)
    courses: dict[OpportunityKey, Course] = field(default_factory=lambda: defaultdict(Course))
    by_place: dict[str, list[OpportunityKey]] = field(default_factory=lambda: defaultdict(list))
    declared: dict[str, OpportunityKey] = field(default_factory=dict)

    def add(self, key: OpportunityKey, company: str | None, position: str | None) -> None:
        """Take in an opening, as it is spelled where it is first named."""
        if key in self.spelled:
            return
        self.spelled[key] = (company, position)
        if position is not None:
            self.by_place[key.where].append(key)


class Joined(NamedTuple):
    """The outcome of joining: a key (or None) for each item in the order given, and spellings."""

    keys: tuple[OpportunityKey | None, ...]
    spelled: dict[OpportunityKey, tuple[str | None, str | None]]


def join(
    contacts: Sequence[Contact], items: Sequence[Item], positions: Positions
) -> tuple[Joined, tuple[Diagnostic, ...]]:
    """Find the opportunity of every item. The items are oldest first.

    `positions` are those that all contacts name, or as many as these items may mean.
    """
    openings = _Openings()
    for contact in contacts:
        if contact.position:
            key = OpportunityKey(place_of(contact), same(contact.position))
            openings.add(key, contact.company, contact.position)
            openings.declared[contact.id] = key
    keys = [_where_it_stands(item, openings, positions) for item in items]
    named = _join_named(items, keys, openings, positions)
    for item, joined in zip(items, keys, strict=True):
        if joined is not None and not item.is_task and item.entry.took_place:
            openings.courses[joined].note(item.entry.kind, item.entry.day)
    problems = [*_slips(named, openings), *_join_unnamed(items, keys, named, openings)]
    return Joined(tuple(keys), openings.spelled), tuple(problems)


def _where_it_stands(
    item: Item, openings: _Openings, positions: Positions
) -> OpportunityKey | None:
    """The opening that an item names without brackets, else that of its file's front matter."""
    entry, owner = item.entry, item.owner
    if entry.loose_position:
        key = loosely_named(
            same(entry.loose_position), item.place, positions, anywhere=speaks_anywhere(owner)
        )
        if key is not None:
            return key
    return openings.declared[owner.id] if owner.position else None


def _join_named(
    items: Sequence[Item],
    keys: list[OpportunityKey | None],
    openings: _Openings,
    positions: Positions,
) -> list[tuple[Item, OpportunityKey]]:
    """Join what names its position to it: those that name their company, too, come first.

    The others lean on these. The result is all of them, oldest first.
    """
    named = [at for at, item in enumerate(items) if item.entry.position]
    elsewhere: dict[tuple[str, str], set[OpportunityKey]] = defaultdict(set)
    found: dict[int, OpportunityKey] = {}
    for at in named:
        item, entry = items[at], items[at].entry
        if entry.at_company:
            key = OpportunityKey(same(entry.at_company), same(entry.position or ""))
            openings.add(key, entry.at_company, entry.position)
            elsewhere[item.owner.id, key.position].add(key)
            found[at] = key
    for at in named:
        if at not in found:
            found[at] = _named_without_company(items[at], openings, elsewhere, positions)
        keys[at] = found[at]
    return [(items[at], found[at]) for at in named]


def _named_without_company(
    item: Item,
    openings: _Openings,
    elsewhere: dict[tuple[str, str], set[OpportunityKey]],
    positions: Positions,
) -> OpportunityKey:
    """`for POSITION` alone: their own company's, unless this file said where, or it is an alert."""
    position = item.entry.position or ""
    own = OpportunityKey(item.place, same(position))
    if own in openings.spelled:
        return own
    said_here = elsewhere[item.owner.id, own.position]
    if len(said_here) == 1:
        return next(iter(said_here))
    known = positions.openings.get(own.position, ())
    if vouches(item.entry, item.owner) and len(known) == 1:
        return known[0]
    openings.add(own, item.owner.company, position)
    return own


def _slips(
    named: Sequence[tuple[Item, OpportunityKey]], openings: _Openings
) -> Iterator[Diagnostic]:
    """A warning for each `for …` that names an opening all but as a better known one is named.

    Known best is what a file's front matter says, then what most entries say, then what was first.
    """
    if not named:
        return
    uses = Counter(key for _, key in named)
    declared = set(openings.declared.values())
    meant: dict[OpportunityKey, OpportunityKey] = {}
    for place in {key.where for key in uses}:
        ranked = sorted(openings.by_place[place], key=lambda key: (key not in declared, -uses[key]))
        for at, key in enumerate(ranked):
            better = ranked[: min(at, _MOST_COMPARED)] if key not in declared else []
            known = next((one for one in better if is_slip(key.position, one.position)), None)
            if known is not None:
                meant[key] = known
    for item, key in named:
        if key in meant:
            yield _slip(item, openings.spelled[meant[key]][1] or "")


def _slip(item: Item, known: str) -> Diagnostic:
    entry = item.entry
    typed = entry.position or ""
    at = place_in(entry.place, entry.raw, max(entry.raw.find(typed), 0))
    return Diagnostic(
        at.path,
        at.line,
        at.column,
        Severity.WARNING,
        "unknown-position",
        f"`{typed}` is taken for another opportunity than `{known}`.",
        f"Did you mean `{known}`?",
    )


def _join_unnamed(
    items: Sequence[Item],
    keys: list[OpportunityKey | None],
    named: Iterable[tuple[Item, OpportunityKey]],
    openings: _Openings,
) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    named_by_agents = _openings_of_agents(named)
    candidates: dict[str, list[tuple[OpportunityKey, Course]]] = {}
    left: list[int] = []
    for at, item in enumerate(items):
        if keys[at] is not None or item.entry.kind in NEVER_JOINS:
            continue
        owner = item.owner.id
        known = candidates.get(owner)
        if known is None:
            both = (*openings.by_place.get(item.place, ()), *named_by_agents.get(owner, ()))
            known = candidates[owner] = [
                (key, openings.courses[key]) for key in dict.fromkeys(both)
            ]
        if not known:
            left.append(at)
            continue
        day = item.entry.day
        open_ones = [key for key, course in known if course.is_open(day)]
        if len(open_ones) > 1:
            open_ones = [
                key
                for key in open_ones
                if (begun := openings.courses[key].begun) is None or begun <= day
            ] or open_ones
        if len(open_ones) == 1:
            keys[at] = open_ones[0]
            _move(item, open_ones[0], openings)
        elif not open_ones:
            left.append(at)
        elif not item.is_task:
            problems.append(_which(item, open_ones, openings))
    _join_without_position(items, keys, openings, left)
    return problems


def _join_without_position(
    items: Sequence[Item],
    keys: list[OpportunityKey | None],
    openings: _Openings,
    left: Iterable[int],
) -> None:
    """What applies or interviews without ever naming a position is a history of its own."""
    unjoined = [(at, items[at], items[at].entry.kind in STAGES) for at in left]
    begun = {
        item.place: OpportunityKey(item.place, "")
        for _, item, is_stage in unjoined
        if is_stage and not item.is_task
    }
    if not begun:
        return
    for at, item, is_stage in unjoined:
        key = begun.get(item.place)
        if key is None:
            continue
        if not is_stage and not openings.courses[key].is_open(item.entry.day):
            continue
        openings.add(key, item.owner.company, None)
        keys[at] = key
        _move(item, key, openings)


def _move(item: Item, key: OpportunityKey, openings: _Openings) -> None:
    entry = item.entry
    if (entry.kind in STAGES or entry.kind in OUTCOMES) and not item.is_task and entry.took_place:
        openings.courses[key].note(entry.kind, entry.day)


def _openings_of_agents(
    named: Iterable[tuple[Item, OpportunityKey]],
) -> dict[str, dict[OpportunityKey, None]]:
    """The openings that agents' files name, each once: their other entries are about these."""
    found: dict[str, dict[OpportunityKey, None]] = {}
    for item, key in named:
        if not AGENTS.isdisjoint(item.owner.relationship):
            found.setdefault(item.owner.id, {})[key] = None
    return found


def _which(item: Item, keys: Collection[OpportunityKey], openings: _Openings) -> Diagnostic:
    place = item.entry.place
    named = nsmallest(_MOST_LISTED, (openings.spelled[key][1] or "" for key in keys))
    listed = ", ".join(f"`{name}`" for name in named)
    if len(keys) > len(named):
        listed += f" and {len(keys) - len(named)} more"
    return Diagnostic(
        place.path,
        place.line,
        place.column,
        Severity.WARNING,
        "which-opportunity",
        f"This entry can belong to {len(keys)} opportunities and joins none: {listed}.",
        f"Say which one: `(for {named[0]})`.",
    )
