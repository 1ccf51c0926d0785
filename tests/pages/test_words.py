"""Days and counts in words, at their boundaries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.counts import count
from tracker.views.words import Piece, away, day, listing, pieces, short_day, timeliness

TODAY = date(2026, 11, 20)


def test_days_are_absolute_and_in_english() -> None:
    assert day(date(2026, 11, 12)).text == "Thu 12 Nov 2026"
    assert short_day(date(2026, 11, 12)) == "Thu 12 Nov"
    assert day(date(2026, 3, 1)).iso == "2026-03-01"


@pytest.mark.parametrize(
    ("due", "deadline", "words"),
    [
        (-5, -2, "2 days late"),
        (-5, -1, "1 day late"),
        (-5, 0, "due, last day"),
        (0, 0, "due today"),
        (-1, 1, "due, 1 day left"),
        (-1, 3, "due, 3 days left"),
        (0, 3, "due today"),
        (1, 3, "due tomorrow"),
        (2, 3, "due in 2 days"),
        (89, 99, "due in 89 days"),
    ],
)
def test_late_counts_from_the_deadline_and_soon_to_the_due_day(
    due: int, deadline: int, words: str
) -> None:
    assert timeliness(TODAY + timedelta(due), TODAY + timedelta(deadline), TODAY) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "2 days ago"), (-1, "yesterday"), (0, "today"), (1, "tomorrow"), (2, "in 2 days")],
)
def test_away(days: int, words: str) -> None:
    assert away(TODAY + timedelta(days), TODAY) == words


def test_counts_and_lists() -> None:
    assert [count(n, "day") for n in (0, 1, 2, 1200)] == ["0 days", "1 day", "2 days", "1,200 days"]
    assert count(2, "entry", "entries") == "2 entries"
    assert [listing(list("abc"[:n])) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert listing(["a", "b"], "or") == "a or b"


def test_messages_are_cut_at_their_backticks() -> None:
    assert pieces("Write `phone:` here.") == (
        Piece("Write ", code=False),
        Piece("phone:", code=True),
        Piece(" here.", code=False),
    )
    assert pieces("one ` alone") == (Piece("one ` alone", code=False),)
    assert pieces("`a` and ` more") == (Piece("a", code=True), Piece(" and ` more", code=False))
    assert pieces("") == ()
