"""A swift class is a frozen dataclass to everyone but pickle."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Contact, LogEntry, Phone, Place, ReplyBy, Task
from tracker.contact.reader import read_contact
from tracker.files import SourceFile
from tracker.frozen import swift
from tracker.workdays import Duration

TEXT = b"""---
name: Dana
phone: {work: +1 415 555 0100}
keep_in_touch: 6 weeks / 3 months
shoe size: 9
---
About her.

## Log
- 2026-11-12 14:30 interview (video, with Luis, reply within 2 weeks): well
  - open: who decides?
- [ ] 2026-12-01 call
"""


@swift
@dataclass(frozen=True, slots=True, order=True)
class One:
    only: object


@swift
@dataclass(frozen=True, slots=True)
class Two:
    """Two fields."""

    left: object
    right: list[int] = field(default_factory=list)


def contact() -> Contact:
    read, problems = read_contact(SourceFile("contacts/dana.md", TEXT))
    assert read is not None
    assert problems == ()
    return read


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_contact_comes_back_whole(protocol: int) -> None:
    before = contact()
    after = pickle.loads(pickle.dumps(before, protocol))  # noqa: S301 - just made
    assert after == before
    assert repr(after) == repr(before)
    entry = after.entries[0]
    assert type(entry) is LogEntry
    assert entry.kind is Kind.INTERVIEW
    assert entry.channel is Channel.VIDEO
    assert type(entry.reply_by) is ReplyBy
    assert type(after.tasks[0]) is Task
    assert {type(one) for one in after.places.values()} == {Place}


@pytest.mark.parametrize("value", [One((1, 2)), One(None), Two("a"), Two(One(1), [2])])
def test_copies_are_equal(value: object) -> None:
    for made in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):  # noqa: S301
        assert made == value
        assert type(made) is type(value)
        assert made is not value


def test_what_comes_back_is_frozen() -> None:
    for place in (Place("a", 1), pickle.loads(pickle.dumps(Place("a", 1)))):  # noqa: S301
        for name in ("line", "other"):
            with pytest.raises((FrozenInstanceError, TypeError)):
                setattr(place, name, 2)
        with pytest.raises(FrozenInstanceError):
            delattr(place, "line")
        assert place == Place(path="a", line=1, column=1)
        assert place != ("a", 1, 1)
        assert hash(place) == hash(Place("a", 1))
        assert replace(place, line=2) == Place("a", 2)
        assert [one.name for one in fields(place)] == ["path", "line", "column"]
    assert One(1) < One(2)
    assert Two.__doc__ == "Two fields."


def test_what_is_shared_stays_shared() -> None:
    phone = Phone("1")
    one, other = pickle.loads(pickle.dumps([Two(phone), phone]))  # noqa: S301
    assert one.left is other


def test_what_is_more_than_fields_is_refused() -> None:
    @dataclass(frozen=True)
    class NoSlots:
        one: int

    @dataclass(frozen=True, slots=True)
    class Counted:
        one: int
        two: int = field(init=False, default=2)

    for cls in (NoSlots, Counted):
        with pytest.raises(TypeError, match="more than fields"):
            swift(cls)


def test_a_class_without_swift_may_be_inside() -> None:
    value = ReplyBy(within=Duration(2))
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301
