"""Did-you-mean: near enough to be a slip, and never a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from tracker.spelling import closest, nearest

KINDS = ("applied", "call", "interview", "meeting", "met", "offer", "screening", "thank-you")
letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=8, max_size=14)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("interveiw", "interview"),
        ("Interveiw", "interview"),
        ("intervw", None),  # two letters short of a word of seven: one slip is its share
        ("interviiew", "interview"),
        ("ofer", "offer"),
        ("cal", None),  # words of three letters are near too many others
        ("metting", "meeting"),
        ("thankyou", "thank-you"),
        ("interview", None),  # no slip
        ("INTERVIEW", None),
        ("banana", None),
        ("", None),
    ],
)
def test_slips(typed: str, meant: str | None) -> None:
    assert closest(typed, KINDS) == meant


def test_nothing_is_near_nothing() -> None:
    assert closest("interveiw", ()) is None


def test_of_two_equally_near_words_it_is_always_the_same() -> None:
    assert closest("barn", ("born", "bark")) == closest("barn", ("bark", "born")) == "bark"


def test_the_nearest_wins() -> None:
    assert closest("screeningg", ("screenings!", "screening")) == "screening"


@given(letters, st.data())
def test_one_slip_in_a_long_word_is_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    assert closest(word[:at] + word[at + 1 :], [word]) == word
    assert closest(f"{word[:at]}-{word[at:]}", [word]) == word
    assert closest(f"{word[:at]}-{word[at + 1 :]}", [word]) == word


@given(st.text("abcde-é", max_size=10), st.lists(st.text("abcdeAE-é", max_size=10), max_size=8))
def test_no_word_is_passed_over_that_measuring_all_would_find(typed: str, known: list[str]) -> None:
    word = typed.casefold()
    allowed = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    measured = min(((OSA.distance(word, one.casefold()), one) for one in known), default=(9, ""))
    assert closest(typed, known) == (measured[1] if 0 < measured[0] <= allowed else None)


@pytest.mark.parametrize(
    ("word", "known", "wanted"),
    [
        ("deu", ("deadline", "due", "why"), "due"),
        ("hours", ("timezone", "call_hours"), "call_hours"),
        ("attempts_made", ("again", "attempts"), "attempts"),
        ("Deadlin", ("due", "deadline"), "deadline"),
        ("x", (), None),
    ],
)
def test_the_nearest_of_a_short_list_is_always_named(
    word: str, known: tuple[str, ...], wanted: str | None
) -> None:
    assert nearest(word, known) == wanted
