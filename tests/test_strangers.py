"""People without a file: the same name at one company is one person, at two companies two."""

from __future__ import annotations

import pytest

from tests.rules.workspace import sketch
from tracker.records import Person

PANEL = """\
dana @ Acme / Engineer > 11-10 interview (with The Panel){dana}
luis @ {company} > {luis}
"""


def thanked(company: str, luis: str = "", dana: str = "") -> list[tuple[str, str]]:
    """Where a thank-you is still due to the panel: the file, and the day of the interview."""
    made = sketch(PANEL.format(company=company, dana=dana, luis=luis))
    found = [one for one in made.of("thank-you-interview") if not one.person.known]
    return sorted((one.person.contact, one.began.isoformat()[5:]) for one in found)


def test_one_name_at_two_companies_is_two_people() -> None:
    beta = "Beta / Analyst"
    both = [("dana", "11-10"), ("luis", "11-10")]
    assert thanked(beta, "11-10 interview (with the panel)") == both
    luis = "11-10 interview (with the panel); 11-11 thank-you (to the panel)"
    assert thanked(beta, luis) == [("dana", "11-10")]


@pytest.mark.parametrize("company", ["Acme", "ACME"])
def test_one_name_in_two_files_of_a_company_is_one_person(company: str) -> None:
    assert thanked(company, "11-05 call") == [("dana", "11-10")]
    assert thanked(company, "11-11 thank-you (to the panel)") == []
    interview = "11-10 interview (with The Panel)"
    assert len(thanked(company, interview)) == 1
    assert thanked(company, interview, "; 11-11 thank-you (to The Panel)") == []


def test_without_a_company_a_file_is_a_place_of_its_own() -> None:
    text = """\
bert > 11-10 interview (with HR)
gus > 11-10 interview (with HR); 11-11 thank-you (to HR)
"""
    found = [one for one in sketch(text).of("thank-you-interview") if not one.person.known]
    assert [one.person.contact for one in found] == ["bert"]


def test_who_is_the_same_person() -> None:
    bob = Person("dana", "Bob", known=False, place="acme")
    assert bob == Person("luis", "BOB", known=False, place="acme")
    assert len({bob, Person("luis", "bob", known=False, place="acme")}) == 1
    assert bob != Person("dana", "Bob", known=False, place="beta")
    assert bob != Person("dana", "Bob")
    assert Person("dana", "Dana") == Person("dana", "Dana Whitfield")
    assert bob != "name:bob\nacme"
