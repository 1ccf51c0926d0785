"""Checks across files."""

from __future__ import annotations

import pytest

from tests.rules.workspace import sketch
from tracker.checks import misspelt_relationships
from tracker.config_reader import load_config
from tracker.rules.load import shipped_rules
from tracker.rules.settled import settled_tasks, unsettled_thanks

OPENING = "dana @ Acme / Engineer > 11-02 applied; "


@pytest.mark.parametrize(
    "log",
    [
        "11-18 rejection; 11-20 interview",
        "11-18 withdrawn; 11-19 email; 12-02 interview",
        "11-18 rejection; 11-25 screening",
    ],
)
def test_an_interview_after_an_outcome_is_asked_about(log: str) -> None:
    (problem,) = sketch(OPENING + log).problems
    assert (problem.code, problem.severity) == ("after-outcome", "warning")
    assert "does it still take place?" in problem.message
    assert "cancelled" in problem.hint


@pytest.mark.parametrize(
    "log",
    [
        "11-18 rejection; 11-20 interview (cancelled)",
        "11-18 rejection; 11-19 call; 11-20 interview",
        "11-18 rejection; 12-03 interview",
        "11-18 interview; 11-20 rejection",
        "11-18 interview; 11-18 rejection",
    ],
)
def test_an_interview_that_may_well_take_place_is_not(log: str) -> None:
    assert [one.code for one in sketch(OPENING + log).problems] == []


@pytest.mark.parametrize(
    ("name", "guess"), [("customr", "customer"), ("mentr", "mentor"), ("bandmate", None)]
)
def test_a_relationship_that_nobody_has_may_be_a_slip(name: str, guess: str | None) -> None:
    config, problems = load_config(f'[keep_in_touch]\n{name} = "30 days"\n')
    assert problems == ()
    found = list(misspelt_relationships(config, ()))
    assert [(one.code, one.line, one.column, one.hint) for one in found] == (
        [("unknown-relationship", 2, 1, f"Did you mean `{guess}`?")] if guess else []
    )


def test_a_slip_of_the_year_is_asked_about() -> None:
    made = sketch("dana > 11-02 applied; 2062-11-18 call \n ann > 2020-01-05 met")
    assert [(one.code, one.message) for one in made.problems] == [
        ("far-ahead", "Sat 18 Nov 2062 comes years after every entry before it.")
    ]


def test_a_task_that_a_contact_settled_is_said() -> None:
    made = sketch("dana > [ ] 11-25 call: about X; [ ] 12-02 email; 11-30 meeting: planned")
    (problem,) = settled_tasks(made.derived)
    assert problem.message == (
        "The meeting of Mon 30 Nov 2026 (contacts/dana.md:7) settles this task: "
        "it is off the agenda."
    )
    assert (problem.code, problem.severity, problem.line) == ("settled-task", "hint", 5)


def test_a_next_follow_up_that_a_contact_settled_is_said() -> None:
    (problem,) = settled_tasks(sketch("ann | next_follow_up: 11-20 > 11-21 email").derived)
    assert "settles `next_follow_up`" in problem.message


@pytest.mark.parametrize(
    ("log", "hints"),
    [
        ("11-12 interview; 11-13 email: thanked Anna", 1),
        ("11-12 interview; 11-13 email: thanked Anna; 11-14 thank-you", 0),
        ("11-12 interview; 11-13 email (in): thanks for coming", 0),
        ("11-12 offer; 11-13 email: thanks, and two questions", 0),
    ],
)
def test_thanks_that_settle_no_thank_you_are_said(log: str, hints: int) -> None:
    made = sketch(f"dana @ Acme / Engineer > {log}")
    found = list(unsettled_thanks(made.derived, made.book, shipped_rules()))
    assert [one.code for one in found] == ["thank-you-in-text"] * hints
    assert all(one.hint == "Write `thank-you (email)`." for one in found)
