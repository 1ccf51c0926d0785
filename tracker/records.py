"""Log entries in their place among all contacts: for whom they count, and to what they belong."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ParamSpec, TypeAlias, TypeVar

from tracker.contact.model import Contact, LogEntry
from tracker.frozen import swift

P = ParamSpec("P")
T = TypeVar("T")

#: Where a log entry stands among all: its day as an ordinal, the id of its file, whether it is a
#: task (0 or 1, tasks last), and its number there. It depends on that one file alone, so that an
#: entry written elsewhere moves none.
Order: TypeAlias = tuple[int, str, int, int]


def same(text: str) -> str:
    """What two spellings share when only case and spaces tell them apart."""
    return " ".join(text.split()).casefold()


def place_of(contact: Contact) -> str:
    """Where a contact's openings are: their company, or they themselves where they have none."""
    return same(contact.company) if contact.company else f"person:{contact.id}"


@swift
@dataclass(frozen=True, slots=True, order=True)
class OpportunityKey:
    """What makes an opportunity one: where, and which position.

    `where` is the company's name, or `person:` and an id for someone without a company. `position`
    is empty for what was applied for without naming a position. Both are without case.
    """

    where: str
    position: str


@lru_cache(maxsize=16_384)
def _key_of_name(name: str, place: str) -> str:
    return f"name:{same(name)}\n{place}"


@swift
@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Someone to reach: by a contact's file, or only a name found in one.

    `contact` is the id of the file to look at: their own, or, where they have none, the file that
    names them. `known` is whether it is their own. `place` is the `place_of` that file: `HR` at two
    companies are two people. Two that have the same key are the same person, and equal.
    """

    contact: str
    name: str
    known: bool = True
    place: str = ""

    @property
    def key(self) -> str:
        """What tells two people apart: the id, or name and place where there is no file.

        No name holds the line break between the two: no name and place read like another pair.
        """
        return self.contact if self.known else _key_of_name(self.name, self.place)

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Person) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)


@swift
@dataclass(frozen=True, slots=True)
class Record:
    """A log entry in its place among all contacts.

    `owner` is the id of the file it stands in, `people` all for whom it counts, `opportunity` what
    it belongs to (None where it joins none). `order` sorts records from the oldest, files in the
    order of their ids within a day.
    """

    entry: LogEntry
    owner: str
    people: tuple[Person, ...]
    opportunity: OpportunityKey | None
    order: Order


def quickly(cls: Callable[P, T]) -> Callable[P, T]:
    """What makes instances of a frozen, slotted dataclass: call it as you would call the class.

    Such a class sets each field through `object.__setattr__`, which takes longer than to find out
    what belongs in it. Here an unfrozen twin is filled and becomes an instance of the class, as in
    `tracker.frozen`. For classes whose fields are all there is to them, without `default_factory`.
    """
    twin: Any = None

    def make(*values: P.args, **named: P.kwargs) -> T:
        # Not before it is called for: who only imports this has no time for it.
        nonlocal twin
        twin = twin or _twin_of(cls)
        one = twin(*values, **named)
        one.__class__ = cls
        return one  # type: ignore[no-any-return]

    return make


def _twin_of(cls: Any) -> Any:  # noqa: ANN401 - of any dataclass
    """An unfrozen class with the same fields in the same slots."""
    fields = [
        (one.name, Any, dataclasses.field(default=one.default)) for one in dataclasses.fields(cls)
    ]
    return dataclasses.make_dataclass(
        f"_{cls.__name__}", fields, slots=True, repr=False, eq=False, match_args=False
    )


make_record = quickly(Record)
