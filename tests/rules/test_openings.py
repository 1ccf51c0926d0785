"""Which opening an entry belongs to, how far an opening got, how it ended, and what is next."""

from __future__ import annotations

import pytest

from tests.rules.workspace import World, short, sketch, who

D = "dana @ Acme / Engineer"


def joined(made: World, contact: str) -> list[str]:
    """The opening of each entry in a file, oldest first; `-` for none."""
    return [
        f"{one.opportunity.where}/{one.opportunity.position}" if one.opportunity else "-"
        for one in made.book.files[contact]
    ]


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        # An entry names a position, in words or between brackets, whatever the case.
        (f"{D} > 11-02 applied (for Cook)", "acme/cook"),
        (f"{D} > 11-02 applied (for Cook at Bistro)", "bistro/cook"),
        (f"{D} > 11-02 applied (for ENGINEER)", "acme/engineer"),
        (f"{D} > 11-02 applied for Cook; 11-03 applied (for Cook)", "acme/cook acme/cook"),
        (f"{D} > 11-02 applied for a change", "acme/engineer"),
        ("dana @ ACME  > 11-02 reply \n luis @ acme / Engineer", "acme/engineer"),
        # Its file does.
        (
            f"{D} > 11-02 applied; 11-03 met; 11-04 note",
            "acme/engineer acme/engineer acme/engineer",
        ),
        # It joins the only opening there, but for a note, met, a purchase and a quote.
        (
            "dana @ Acme > 11-02 reply; 11-03 call; 11-04 interview \n luis @ Acme / Engineer",
            "acme/engineer acme/engineer acme/engineer",
        ),
        (
            (
                "dana @ Acme > 11-02 note; 11-03 met; 11-04 purchase; 11-05 quote"
                " \n luis @ Acme / Engineer > 11-01 applied"
            ),
            "- - - -",
        ),
        # Openings at other companies are no business of theirs.
        ("dana @ Acme > 11-02 reply \n luis @ Beta / Engineer > 11-01 applied", "-"),
        # One without an outcome that day: none left, or just one left, or open again.
        (
            "dana @ Acme > 11-12 reply \n luis @ Acme / Engineer > 11-01 applied; 11-05 rejection",
            "-",
        ),
        (
            "dana @ Acme > 11-03 reply \n luis @ Acme / Engineer > 11-01 applied; 11-05 rejection",
            "acme/engineer",
        ),
        (
            (
                "dana @ Acme > 11-12 reply \n luis @ Acme / Engineer > 11-01 applied;"
                " 11-05 rejection \n mia @ Acme / Cook > 11-01 applied"
            ),
            "acme/cook",
        ),
        (
            (
                "dana @ Acme > 11-12 reply \n luis @ Acme / Engineer > 11-01 applied;"
                " 11-05 rejection; 11-10 applied"
            ),
            "acme/engineer",
        ),
        # Without a company they have their own.
        ("dana | position: Engineer > 11-02 applied", "person:dana/engineer"),
        ("dana > 11-02 applied (for Cook)", "person:dana/cook"),
        ("dana > 11-02 reply \n luis | position: Cook > 11-01 applied", "-"),
        # What an agency says names both.
        (
            (
                "dana @ TopJobs | relationship: recruiter > 11-02 applied (for Cook at Bistro);"
                " 11-03 interview (for Engineer at Acme) \n luis @ Acme / Engineer"
            ),
            "bistro/cook acme/engineer",
        ),
    ],
)
def test_which_opening_an_entry_belongs_to(text: str, openings: str) -> None:
    made = sketch(text)
    assert " ".join(joined(made, "dana")) == openings
    assert "which-opportunity" not in made.codes()


def test_where_several_are_open_it_joins_none_and_says_so() -> None:
    made = sketch(
        "dana @ Acme > 11-12 reply \n luis @ Acme / Engineer > 11-01 applied"
        " \n mia @ Acme / Cook > 11-01 applied"
    )
    assert joined(made, "dana") == ["-"]
    (problem,) = [one for one in made.problems if one.code == "which-opportunity"]
    assert (problem.path, problem.line, problem.severity) == ("contacts/dana.md", 6, "warning")
    assert {"Engineer", "Cook"} <= set(problem.message.replace("`", " ").replace(".", " ").split())
    # It closes neither.
    assert {who(one) for one in made.of("status-check-application")} == {"luis", "mia"}


def test_one_history_in_whichever_file() -> None:
    made = sketch(
        f"{D} > 11-02 applied \n luis @ acme / engineer > 11-05 screening"
        " \n ada @ TopJobs | relationship: agency > 11-09 interview (for Engineer at Acme)"
        " \n rob @ Acme > 11-12 reply"
    )
    (one,) = made.derived.opportunities
    assert [short(record.entry.day) for record in one.records] == [
        "11-02",
        "11-05",
        "11-09",
        "11-12",
    ]
    assert (one.company, one.position) == ("Acme", "Engineer")
    assert set(one.contacts) == {"dana", "luis", "ada", "rob"}
    # Any of them closes what the opening asked for.
    assert made.of("status-check-application", "status-check-interview") == ()


def test_a_company_without_any_named_opening_has_one_of_its_own() -> None:
    made = sketch("dana @ Acme > 11-02 applied \n luis @ Acme > 11-05 reply")
    (one,) = made.derived.opportunities
    assert (one.company, one.position) == ("Acme", None)
    assert made.of("status-check-application") == ()
    assert (
        sketch("dana @ Acme > 11-02 applied \n luis @ Beta > 11-05 reply").cards(
            "status-check-application"
        )
        == "dana 11-02 11-11 11-16 12-16 -"
    )


STAGES = [
    ("", "lead", None),
    ("11-01 email", "lead", None),
    ("11-02 applied", "applied", None),
    ("11-02 applied; 11-05 screening", "screening", None),
    ("11-02 applied; 11-05 interview; 11-06 screening", "interview", None),
    ("11-02 applied; 11-05 offer", "offer", None),
    ("11-05 interview (cancelled); 11-02 applied", "applied", None),
    ("11-02 applied; 2031-01-01 interview", "interview", None),
    ("11-02 applied; 11-09 accepted", "closed", "hired"),
    ("11-02 applied; 11-09 declined", "closed", "declined"),
    ("11-02 applied; 11-05 interview; 11-09 rejection", "closed", "rejected"),
    ("11-02 applied; 11-09 withdrawn", "closed", "withdrawn"),
    ("11-02 applied; 11-09 no-response", "closed", "no response"),
    ("11-09 interview; 11-09 rejection", "closed", "rejected"),
    ("11-02 applied; 11-09 rejection (cancelled)", "applied", None),
    ("11-02 applied; 11-05 interview; 11-09 rejection; 11-12 applied", "applied", None),
    ("11-02 applied; 11-09 rejection; 11-12 email", "closed", "rejected"),
    ("11-02 applied; 11-09 no-response; 11-12 interview", "interview", None),
    ("11-02 applied; 11-09 rejection; 11-12 applied; 11-20 rejection", "closed", "rejected"),
]


@pytest.mark.parametrize(("log", "stage", "outcome"), STAGES)
def test_stage_and_outcome(log: str, stage: str, outcome: str | None) -> None:
    (one,) = sketch(f"{D} > {log}").derived.opportunities
    assert (one.stage, one.outcome) == (stage, outcome)


def test_a_rejection_does_not_erase_the_interviews() -> None:
    (one,) = sketch(f"{D} > 11-02 applied; 11-05 interview; 11-09 rejection").derived.opportunities
    assert one.furthest == "interview"


@pytest.mark.parametrize(
    ("log", "stage"),
    [
        ("11-01 email", "lead"),
        ("11-01 inquiry", "inquiry"),
        ("11-01 inquiry; 11-02 quote", "quote"),
        ("11-02 quote; 11-03 inquiry", "quote"),
        ("11-01 inquiry; 11-02 quote; 11-03 purchase", "customer"),
        ("11-01 quote (cancelled); 11-02 inquiry", "inquiry"),
    ],
)
def test_stages_of_business(log: str, stage: str) -> None:
    (one,) = sketch(f"ann @ Beta | relationship: prospect > {log}").book.business
    assert (one.company, one.stage) == ("Beta", stage)


@pytest.mark.parametrize(
    ("text", "today", "without"),
    [
        # Nothing was ever done about it.
        (D, "11-12", "Engineer"),
        (f"{D} > 11-02 email", "11-12", "Engineer"),
        (f"{D} > 11-12 email", "11-12", "Engineer"),
        # Something is on until the last of it has gone cold: closing it, on 2 December.
        (f"{D} > 11-02 applied; 11-03 reply", "11-12", ""),
        (f"{D} > 11-02 applied; 11-03 reply", "12-03", ""),
        (f"{D} > 11-02 applied; 11-03 reply", "12-04", "Engineer"),
        # The status check is overdue until 16 December, and cold from then.
        (f"{D} > 11-02 applied", "12-16", ""),
        (f"{D} > 11-02 applied", "12-17", "Engineer"),
        # An outcome needs no next step, a lead without a position is no opening.
        (f"{D} > 11-02 applied; 11-03 rejection", "12-30", ""),
        ("dana @ Acme > 11-02 email", "12-30", ""),
        ("dana @ Acme > 11-02 applied", "2027-12-30", ""),
        # A task of yours or an event ahead is one, the event on its own day too.
        (f"{D} > [ ] 12-20 call", "12-19", ""),
        (f"{D} > [ ] 12-20 call", "2027-01-19", ""),
        (f"{D} > [ ] 12-20 call", "2027-01-20", "Engineer"),
        (f"{D} > 11-20 meeting", "11-19", ""),
        (f"{D} > 11-20 meeting", "11-20", ""),
        (f"{D} > 11-20 meeting", "11-21", "Engineer"),
        (f"{D} > 11-20 meeting (cancelled)", "11-19", "Engineer"),
        # Each opening for itself.
        (
            f"{D} \n bob @ Beta / Cook > 11-02 applied \n eva @ Acme / Baker",
            "11-12",
            "Baker Engineer",
        ),
    ],
)
def test_openings_without_a_next_step(text: str, today: str, without: str) -> None:
    found = sketch(text).on(today).no_next_step
    assert " ".join(sorted(one.position or "" for one in found)) == without


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        ("11-09", "interview meeting call"),
        ("11-10", "interview meeting call"),
        ("11-11", "meeting call"),
        ("11-13", "call"),
        ("11-16", "call"),
        ("11-17", ""),
    ],
)
def test_what_lies_ahead_is_an_event(today: str, kinds: str) -> None:
    log = "11-01 email; 11-10 14:30 interview; 11-11 interview (cancelled); 11-12 meeting"
    log += "; 11-16 10:00 call"
    events = sketch(f"{D} > {log}").on(today).events
    assert " ".join(one.kind for one in events) == kinds
    for one in events:
        assert (one.contact, one.name, one.company, one.position) == (
            "dana",
            "Dana",
            "Acme",
            "Engineer",
        )
