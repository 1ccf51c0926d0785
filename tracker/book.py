"""All contacts together: who is who, what counts for whom, and what belongs to which opening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from tracker.checks import check_opportunities, far_ahead, runs_of
from tracker.contact.kinds import Kind, Side
from tracker.contact.log_problems import limited
from tracker.contact.model import Contact, LogEntry, Task
from tracker.diagnostics import Diagnostic, Severity
from tracker.joining import Item, Joined, join
from tracker.opportunities import (
    BUSINESS_STAGES,
    Opportunity,
    Stage,
    furthest_stage,
    history,
)
from tracker.people import Bearer, Names, index_names, names_nobody, names_of, people_of
from tracker.positions import REFERENCE, Positions, index_positions, named_openings
from tracker.records import OpportunityKey, Person, Record, make_record, place_of, same

#: The id of your own file, which is no contact.
ME = "me"

#: Relationships that make a contact a business one before anything is logged.
BUSINESS = frozenset({"customer", "prospect", "lead", "client", "buyer"})

_LEAD = Stage.LEAD


@dataclass(frozen=True, slots=True)
class ContactBook:
    """Every contact, linked. `me` is `contacts/me.md`, and is no contact.

    `timelines` holds, by `Person.key`, the records that count for that person, oldest first;
    `files` those that stand in a contact's file, by id. `tasks` are open `- [ ]` items and
    `next_follow_up` days. `business` is where each customer stands, by company.
    """

    contacts: tuple[Contact, ...]
    me: Contact | None
    by_id: Mapping[str, Contact]
    records: tuple[Record, ...]
    timelines: Mapping[str, tuple[Record, ...]]
    files: Mapping[str, tuple[Record, ...]]
    tasks: tuple[tuple[Task, Record], ...]
    opportunities: tuple[Opportunity, ...]
    business: tuple[Opportunity, ...]


def compile_book(contacts: Iterable[Contact]) -> tuple[ContactBook, tuple[Diagnostic, ...]]:
    """Link all contacts, `me` among them, and report what only shows across files."""
    everyone = sorted(contacts, key=lambda contact: contact.id)
    me = next((contact for contact in everyone if contact.id == ME), None)
    people = [contact for contact in everyone if contact.id != ME]
    names = index_names(
        ((Bearer(one.id, one.name, one.path), names_of(one)) for one in people),
        names_of(me) if me else None,
    )
    positions = index_positions(key for one in people for key in named_openings(one))
    book, found = compile_circle(everyone, names, positions)
    return book, limited_by_file({*found, *far_ahead(runs_of(book.records))})


def compile_circle(
    contacts: Iterable[Contact], names: Names, positions: Positions
) -> tuple[ContactBook, frozenset[Diagnostic]]:
    """Link contacts among whom all that they name is found, and report what shows across files.

    `names` and `positions` answer for all contacts there are, or at least what these ask. The
    problems are all of them, in no order.
    """
    everyone = sorted(contacts, key=lambda contact: contact.id)
    me = next((contact for contact in everyone if contact.id == ME), None)
    people = tuple(contact for contact in everyone if contact.id != ME)
    places = {contact.id: place_of(contact) for contact in people}
    items = _items(people, places)
    joined, problems = join(people, items, positions)
    found = [*problems, *_in_own_file(me)]
    records: list[Record] = []
    tasks: list[tuple[Task, Record]] = []
    timelines: dict[str, list[Record]] = {}
    files: dict[str, list[Record]] = {}
    alone: dict[str, tuple[Person, ...]] = {
        contact.id: (Person(contact.id, contact.name),) for contact in people
    }
    for (order, entry, owner, _, is_task), key in zip(items, joined.keys, strict=True):
        if names_nobody(entry):
            counts_for = alone[owner.id]
        else:
            counts_for, unclear = people_of(entry, owner, names)
            found += unclear
        record = make_record(entry, owner.id, counts_for, key, order)
        if is_task:
            tasks.append((Task(entry), record))
            continue
        records.append(record)
        files.setdefault(owner.id, []).append(record)
        for person in counts_for:
            timelines.setdefault(person.key, []).append(record)
    opportunities = _opportunities(people, joined, records)
    found += check_opportunities(opportunities)
    book = ContactBook(
        people,
        me,
        {contact.id: contact for contact in people},
        tuple(records),
        {key: tuple(value) for key, value in timelines.items()},
        {key: tuple(value) for key, value in files.items()},
        tuple(tasks),
        opportunities,
        _business(people, places, records),
    )
    return book, frozenset(found)


def _in_own_file(me: Contact | None) -> Iterator[Diagnostic]:
    """A warning for each entry and task of your own log, which nothing reads."""
    plans = [task.entry for task in me.tasks] if me else []
    for entry in (*(me.entries if me else ()), *plans):
        at = entry.place
        yield Diagnostic(
            at.path,
            at.line,
            at.column,
            Severity.WARNING,
            "log-in-me",
            "This entry stands in your own file: it counts for nobody.",
            "Move it to the file of the contact it is about.",
        )


def limited_by_file(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems in order; of each code the first ones of each file."""
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in problems:
        by_path[one.path].append(one)
    return tuple(sorted(kept for some in by_path.values() for kept in limited(some)))


def _items(contacts: Sequence[Contact], places: Mapping[str, str]) -> list[Item]:
    """All entries and tasks, oldest first; within a day by file, then as they happened."""
    items: list[Item] = []
    for contact in contacts:
        own, place = contact.id, places[contact.id]
        items += [
            Item((entry.day.toordinal(), own, 0, at), entry, contact, place)
            for at, entry in enumerate(contact.entries)
        ]
        plans = [task.entry for task in contact.tasks]
        if contact.next_follow_up:
            plans.append(_planned(contact))
        items += [
            Item((entry.day.toordinal(), own, 1, at), entry, contact, place, is_task=True)
            for at, entry in enumerate(plans)
        ]
    items.sort(key=attrgetter("order"))
    return items


def _planned(contact: Contact) -> LogEntry:
    """`next_follow_up` as the task that it stands for."""
    assert contact.next_follow_up is not None  # noqa: S101  # the caller asked
    return LogEntry(
        place=contact.place("next_follow_up"),
        day=contact.next_follow_up,
        kind=Kind.CONTACT,
        raw="",
        side=Side.UNKNOWN,
    )


def _opportunities(
    contacts: Sequence[Contact], joined: Joined, records: Iterable[Record]
) -> tuple[Opportunity, ...]:
    histories: dict[OpportunityKey, list[Record]] = {key: [] for key in joined.spelled}
    for record in records:
        if record.opportunity is not None:
            histories[record.opportunity].append(record)
    vouching = {contact.id for contact in contacts if REFERENCE in contact.relationship}
    taking_part: dict[OpportunityKey, set[str]] = {}
    for key, some in histories.items():
        involved = {record.owner for record in some}
        involved.update(person.contact for one in some for person in one.people if person.known)
        taking_part[key] = involved - vouching
    for contact in contacts:
        if contact.position:
            key = OpportunityKey(place_of(contact), same(contact.position))
            taking_part[key].add(contact.id)
    return tuple(
        history(key, company, position, histories[key], taking_part[key])
        for key, (company, position) in sorted(joined.spelled.items())
    )


def _business(
    contacts: Sequence[Contact], places: Mapping[str, str], records: Iterable[Record]
) -> tuple[Opportunity, ...]:
    """Where each company, or person without one, stands as a customer."""
    by_place: dict[str, list[Contact]] = {}
    for contact in contacts:
        by_place.setdefault(places[contact.id], []).append(contact)
    dealings: dict[str, list[Record]] = {place: [] for place in by_place}
    for record in records:
        if record.opportunity is None and record.entry.took_place:
            dealings[places[record.owner]].append(record)
    found: list[Opportunity] = []
    for place, members in sorted(by_place.items()):
        stage = furthest_stage([one.entry.kind for one in dealings[place]], BUSINESS_STAGES)
        if stage is _LEAD and all(BUSINESS.isdisjoint(one.relationship) for one in members):
            continue
        key = OpportunityKey(place, "")
        base = history(key, members[0].company, None, dealings[place], (one.id for one in members))
        found.append(replace(base, stage=stage, furthest=stage, outcome=None, outcome_day=None))
    return tuple(found)
