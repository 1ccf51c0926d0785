"""All contacts together: who is who, what counts for whom, and what belongs to which opening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.checks import check_opportunities, far_ahead, runs_of
from tracker.contact.kinds import Kind, Side
from tracker.contact.log_problems import limited
from tracker.contact.model import Contact, LogEntry, Task
from tracker.diagnostics import Diagnostic, Severity
from tracker.joining import (
    REFERENCE,
    Item,
    Joined,
    Positions,
    index_positions,
    join,
    named_openings,
)
from tracker.opportunities import (
    BUSINESS_STAGES,
    Opportunity,
    Stage,
    furthest_stage,
    history,
)
from tracker.people import Bearer, Names, index_names, names_of, people_of
from tracker.records import OpportunityKey, Order, Record, place_of, same

#: The id of your own file, which is no contact.
ME = "me"

#: Relationships that make a contact a business one before anything is logged.
BUSINESS = frozenset({"customer", "prospect", "lead", "client", "buyer"})


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
    items = _items(people)
    joined, problems = join(people, [item for _, item in items], positions)
    found = [*problems, *_in_own_file(me)]
    records: list[Record] = []
    tasks: list[tuple[Task, Record]] = []
    for (order, item), key in zip(items, joined.keys, strict=True):
        counts_for, unclear = people_of(item.entry, item.owner, names)
        found += unclear
        record = Record(item.entry, item.owner.id, counts_for, key, order)
        if item.is_task:
            tasks.append((Task(item.entry), record))
        else:
            records.append(record)
    timelines: dict[str, list[Record]] = defaultdict(list)
    files: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        files[record.owner].append(record)
        for person in record.people:
            timelines[person.key].append(record)
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
        _business(people, records),
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


def _items(contacts: Sequence[Contact]) -> list[tuple[Order, Item]]:
    """All entries and tasks, oldest first; within a day by file, then as they happened."""
    items: list[tuple[Order, Item]] = []
    for contact in contacts:
        for at, entry in enumerate(contact.entries):
            items.append(((entry.day.toordinal(), contact.id, 0, at), Item(entry, contact)))
        plans = [task.entry for task in contact.tasks]
        if contact.next_follow_up:
            plans.append(_planned(contact))
        for at, entry in enumerate(plans):
            order = (entry.day.toordinal(), contact.id, 1, at)
            items.append((order, Item(entry, contact, is_task=True)))
    items.sort(key=_first)
    return items


def _first(pair: tuple[Order, Item]) -> Order:
    return pair[0]


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
    taking_part: dict[OpportunityKey, set[str]] = defaultdict(set)
    vouching = {contact.id for contact in contacts if REFERENCE in contact.relationship}
    for contact in contacts:
        if contact.position:
            taking_part[OpportunityKey(place_of(contact), same(contact.position))].add(contact.id)
    for record in records:
        if record.opportunity is None:
            continue
        histories[record.opportunity].append(record)
        named = {person.contact for person in record.people if person.known}
        taking_part[record.opportunity] |= ({record.owner} | named) - vouching
    return tuple(
        history(key, company, position, histories[key], taking_part[key])
        for key, (company, position) in sorted(joined.spelled.items())
    )


def _business(contacts: Sequence[Contact], records: Iterable[Record]) -> tuple[Opportunity, ...]:
    """Where each company, or person without one, stands as a customer."""
    places: dict[str, list[Contact]] = defaultdict(list)
    dealings: dict[str, list[Record]] = defaultdict(list)
    owners = {contact.id: contact for contact in contacts}
    for record in records:
        if record.opportunity is None and record.entry.took_place:
            dealings[place_of(owners[record.owner])].append(record)
    for contact in contacts:
        places[place_of(contact)].append(contact)
    found: list[Opportunity] = []
    for place, members in sorted(places.items()):
        kinds = [record.entry.kind for record in dealings[place]]
        stage = furthest_stage(kinds, BUSINESS_STAGES)
        if stage is Stage.LEAD and not any(BUSINESS & set(one.relationship) for one in members):
            continue
        key = OpportunityKey(place, "")
        base = history(key, members[0].company, None, dealings[place], (one.id for one in members))
        found.append(replace(base, stage=stage, furthest=stage, outcome=None, outcome_day=None))
    return tuple(found)
