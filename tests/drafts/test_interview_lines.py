"""What to log of an interview reads back as what it says."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drafts.desk import file
from tests.rules.workspace import world
from tracker.contact.entry import read_entry
from tracker.contact.kinds import Attempt, Channel, Direction, Kind
from tracker.contact.model import LogEntry, Place, ReplyBy
from tracker.drafts.interview_lines import as_it_was, called_off, is_by_phone, no_show, not_reached
from tracker.rules.followup import FollowUp
from tracker.workdays import Duration, Unit

DAY = date(2026, 11, 24)
PLACE = Place("contacts/x.md", 9)


def read(entry: str) -> LogEntry:
    found, problems = read_entry(f"{DAY} {entry}", PLACE)
    assert found is not None
    assert problems == (), entry
    return found


NAMES = st.sampled_from(
    ["Luis Ortega", "Mei-Ling Tsao", "Smith, John", "Bo (Bob) Li", "Ann and Co"]
)
POSITIONS = st.sampled_from(
    ["Cook", "Engineer, Platform", "Head of R&D (EU)", "Lead at large", None]
)
ENTRIES = st.builds(
    LogEntry,
    st.just(PLACE),
    st.just(DAY),
    st.sampled_from([Kind.INTERVIEW, Kind.SCREENING]),
    st.just(""),
    time=st.sampled_from([None, time(9), time(14, 30)]),
    channel=st.sampled_from([None, Channel.VIDEO, Channel.CALL, Channel.IN_PERSON]),
    people=st.lists(NAMES, max_size=2).map(tuple),
    recipients=st.lists(NAMES, max_size=1).map(tuple),
    position=POSITIONS,
    at_company=st.sampled_from([None, "Acme", "Sons, Daughters & Co"]),
    round=st.sampled_from([None, 1, 12]),
    theirs=st.booleans(),
    direction=st.sampled_from([None, *Direction]),
    reply_by=st.sampled_from(
        [
            None,
            ReplyBy(day=DAY),
            ReplyBy(day=date(2026, 12, 11)),
            ReplyBy(within=Duration(1, Unit.DAYS)),
            ReplyBy(within=Duration(0)),
            ReplyBy(within=Duration(5, Unit.BUSINESS_DAYS)),
        ]
    ),
    needs_answer=st.sampled_from([None, True, False]),
)


@given(ENTRIES)
def test_what_took_place_says_all_that_was_planned(entry: LogEntry) -> None:
    found = read(f"{as_it_was(entry)}: what was said")
    assert found.text == "what was said"
    assert not found.cancelled
    assert_same(found, entry)


@given(ENTRIES)
def test_what_was_called_off_is_cancelled(entry: LogEntry) -> None:
    found = read(called_off(entry))
    assert found.cancelled
    assert_same(found, entry)


def assert_same(found: LogEntry, entry: LogEntry) -> None:
    for name in (
        *("day", "kind", "time", "channel", "people", "recipients", "position", "round"),
        *("theirs", "direction", "reply_by", "needs_answer"),
    ):
        assert getattr(found, name) == getattr(entry, name), name
    assert found.at_company == (entry.at_company if entry.position else None)


@given(ENTRIES)
def test_nobody_came_or_answered(entry: LogEntry) -> None:
    missed, absent = read(not_reached(entry)), read(no_show(entry))
    assert (missed.kind, missed.attempt) == (Kind.CALL, Attempt.NO_ANSWER)
    assert absent.kind is Kind.NO_SHOW
    assert missed.position == absent.position == entry.position


@pytest.mark.parametrize(
    "typed",
    [
        "14:30 interview with Luis Ortega: bring the checklist",
        "phone interview for Cook, at last (round 2): bring it",
        "Tue interview (video) with Luis at 10",
    ],
)
def test_names_without_brackets_stay_as_they_were_typed(typed: str) -> None:
    entry = read(typed)
    as_planned, cancelled = read(f"{as_it_was(entry)}: good"), read(called_off(entry))
    assert cancelled.cancelled
    for name in ("day", "kind", "time", "channel", "round"):
        assert getattr(as_planned, name) == getattr(cancelled, name) == getattr(entry, name), name
    for name in ("loose_people", "loose_position"):
        assert getattr(as_planned, name) == getattr(entry, name), name


@pytest.mark.parametrize(
    "typed",
    [
        "14:30 interview (video, reply by 2026-12-11)",
        "interview (video, with Luis Ortega, reply by Friday, round 2)",
        "interview (call, reply within 5 business days, no answer needed)",
        "screening (call, in, needs answer)",
    ],
)
def test_what_follows_from_it_keeps_its_dates(typed: str) -> None:
    """The log on the next day: as it was planned, and with what the sheet says to write instead."""
    planned, written = (
        world({"dana.md": log_file(line)}).derived.follow_ups
        for line in (typed, f"{as_it_was(read(typed))}: what was said")
    )
    assert [days_of(one) for one in written] == [days_of(one) for one in planned]
    assert len(written) > 1


def log_file(entry: str) -> str:
    front = "name: Dana Whitfield\ncompany: Acme\nposition: Cook\nemail: d@acme.example"
    return file(front, f"- 2026-11-02 applied (email)\n- {DAY} {entry}")


def days_of(one: FollowUp) -> tuple[object, ...]:
    return (one.id, one.appears, one.due, one.deadline, one.lapses, one.ends, one.attempt)


def test_an_interview_by_phone() -> None:
    assert is_by_phone(read("interview (call)"))
    assert not is_by_phone(read("interview (video)"))
