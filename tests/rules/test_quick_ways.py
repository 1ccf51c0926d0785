"""What is made or looked up quickly comes to the same as the plain way."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date, time
from typing import Any

import pytest

from tests.rules.varied_book import BOOK, TOML
from tests.rules.workspace import sketch
from tracker.contact.kinds import Channel, Direction
from tracker.contact.model import Detail
from tracker.records import Record, make_record
from tracker.rules.followup import Event, FollowUp, changed, make_event, make_follow_up
from tracker.rules.load import shipped_rules
from tracker.rules.rulebook import Rulebook, rulebook_of
from tracker.rules.selectors import SELECTORS, traits_of
from tracker.rules.timing import Almanac
from tracker.workdays import Calendar, parse_duration

WORLD = sketch(BOOK, TOML)


TRIED = next(one for one in WORLD.derived.closed if one.tries)


@pytest.mark.parametrize(
    ("plain", "quick", "example"),
    [
        (FollowUp, make_follow_up, TRIED),
        (Event, make_event, WORLD.derived.events[0]),
        (Record, make_record, WORLD.book.records[0]),
    ],
)
def test_what_is_made_quickly_is_what_the_class_makes(
    plain: type, quick: Callable[..., Any], example: FollowUp | Event | Record
) -> None:
    values = {one.name: getattr(example, one.name) for one in fields(example)}
    made = quick(**values)
    assert type(made) is plain
    assert made == plain(**values)
    assert repr(made) == repr(example)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own
    with pytest.raises(FrozenInstanceError):
        setattr(made, next(iter(values)), None)


def test_what_is_changed_quickly_is_what_replace_makes_of_it() -> None:
    assert changed(TRIED, id="x", ends=None) == replace(TRIED, id="x", ends=None)
    with pytest.raises(TypeError):
        changed(TRIED, no_such_field="x")


def test_the_traits_of_an_entry_decide_which_words_pick_it() -> None:
    for record in WORLD.book.records:
        entry = record.entry
        other = replace(
            entry,
            day=date(2031, 1, 1),
            raw="something else",
            time=time(9),
            direction=Direction.IN,
            channel=Channel.VIDEO,
            text="else",
            body="else",
            details=(Detail("open", "else", 1),),
            people=("Else",),
            recipients=("Else",),
            position="Else",
            at_company="Else",
            round=9,
            theirs=not entry.theirs,
        )
        assert traits_of(other) == traits_of(entry)
        assert [picks(other) for picks in SELECTORS.values()] == [
            picks(entry) for picks in SELECTORS.values()
        ]


def test_a_rulebook_knows_what_each_entry_triggers() -> None:
    rules = shipped_rules()
    book = Rulebook(rules)
    for record in WORLD.book.records:
        asked = [
            rule.name
            for rule in rules
            if rule.about != "every other opportunity"
            and any(SELECTORS[word](record.entry) for word in rule.on)
        ]
        assert list(book.triggered_by(record.entry)) == asked
    assert rulebook_of(tuple(rules)) is rulebook_of(tuple(rules))
    other = tuple(replace(rule, enabled=False) for rule in rules)
    assert rulebook_of(other) is not rulebook_of(tuple(rules))


def test_an_almanac_counts_as_its_calendar() -> None:
    calendar = Calendar(dates=frozenset({date(2026, 12, 25)}))
    almanac = Almanac(calendar)
    for text in ("same day", "3 days", "0 weeks", "2 business days", "1 month", "5 business days"):
        duration = parse_duration(text)
        assert duration is not None
        for number in range(740_000, 740_040):
            day = date.fromordinal(number)
            for _ in range(2):
                assert almanac.add(day, duration) == calendar.add(day, duration)
                assert almanac.subtract(day, duration) == calendar.subtract(day, duration)
                assert almanac.next_working_day(day) == calendar.next_working_day(day)
