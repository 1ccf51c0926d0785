"""What somebody is called: by their name, by their file, and where it is a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drafts.desk import Desk, desk_of, file
from tests.rules.workspace import world
from tracker.contact.kinds import Channel
from tracker.drafts.draft import text_of
from tracker.drafts.greeting import called

SURE = {
    "Dana Whitfield": "Dana",
    "Dana": "Dana",
    "Whitfield, Dana": "Dana",
    "Anne-Marie de Vries": "Anne-Marie",
    "Mr Patel": "Mr Patel",
    "Mr. Patel": "Mr Patel",
    "mr patel": "Mr Patel",
    "Ms Chen": "Ms Chen",
    "Frau Weber": "Frau Weber",
    "Mevrouw Jansen": "Mevrouw Jansen",
    "Mevrouw van den Berg": "Mevrouw van den Berg",
    "Dr. Ann Lee": "Ann",
    "HR Team": "all",
    "Acme Support": "all",
    "the panel": "all",
    "hiring manager": "all",
    "Müller GmbH": "all",
    "Bakker B.V.": "all",
    "Bakker BV": "all",
    "Jansen & Zonen": "all",
    "Acme, Inc.": "all",
    "Acme Inc": "all",
    "Werft AG": "all",
    "Jan en Piet Bakker": "Jan and Piet",
    "Ann and Bob Lee": "Ann and Bob",
    "Ann Lee & Bob Day": "Ann and Bob",
    "Anna & Ben Smith": "Anna and Ben",
    "Brooklyn Paper Co.": "all",
    "Brooklyn Paper Company": "all",
    "Harper & Lowe Co.": "all",
    "Harper & Lowe Ltd.": "all",
    "Harbour Lights LLC": "all",
    "Müller GmbH & Co. KG": "all",
    "Müller GmbH Berlin": "all",
    "Weber e.K.": "all",
    "Theo": "Theo",
    "Theo Ek": "Theo",
    "Co Nguyen": "Co",
    "An Peeters": "An",
    "My Nguyen": "My",
    "Anna B.V. Smith": "Anna",
    "Les Dennis": "Les",
    "Charlotte Church": "Charlotte",
    "Dana Whitfield (Acme Gallery)": "Dana",
    "Ms Gallery": "Ms Gallery",
}
GUESSED = {
    "sam": "Sam",
    "maria lopez": "Maria",
    "MARIA LOPEZ": "Maria",
    "anne-marie": "Anne-Marie",
    "de Vries": "de Vries",
    "van den Berg": "van den Berg",
    "Van Morrison": "Van Morrison",
    "drs. M. Jansen": "M. Jansen",
    "J. Smith": "J. Smith",
    "J R Smith": "J R Smith",
    "J.R. Smith": "J.R. Smith",
    "Th. Mann": "Th. Mann",
    "Mr. Raj Patel": "Mr Patel",
    "Frau Anna von der Heide": "Frau von der Heide",
    "Prof. Dr. Weber": "Professor Weber",
    "Mr and Mrs Lee": "Mr and Mrs Lee",
    "Smith & Jones": "Smith and Jones",
    "The Book Nook": "all",
    "THE BOOK NOOK": "all",
    "The Anh Nguyen": "all",
    "Harper & Lowe Gallery": "all",
    "Blue Door Studio": "all",
    "Corner Shop": "all",
    "Studio Vermeer": "all",
    "Bäckerei Müller": "all",
    "Smith Brothers": "all",
    "Maria Co": "Maria Co",
    "Het Anker": "Het Anker",
    "La Boulangerie": "La Boulangerie",
}


@pytest.mark.parametrize(("name", "words"), SURE.items())
def test_a_name_tells(name: str, words: str) -> None:
    assert called(name) == (words, True)


@pytest.mark.parametrize(("name", "words"), GUESSED.items())
def test_or_is_guessed(name: str, words: str) -> None:
    assert called(name) == (words, False)


def test_a_company_is_nobody() -> None:
    assert called("Acme Robotics", "acme robotics") == ("all", True)
    assert called("The Book Nook", "The Book Nook") == ("all", True)
    assert called("Book Nook", "The Book Nook") == ("all", True)
    assert called("Dana Whitfield", "Dana Whitfield LLC") == ("Dana", True)
    assert called("AJ", "").words == "AJ"


@given(st.text(min_size=1))
def test_every_name_is_called_something(name: str) -> None:
    assert called(name).words.strip()


def desk(name: str, more: str = "") -> Desk:
    front = f"name: {name}\nemail: a@b.example\nphone: 1\nposition: Cook\n{more}"
    return desk_of(world({"one.md": file(front, "- 2026-11-18 interview")}))


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.CALL])
def test_a_guess_is_said_to_be_one(channel: Channel) -> None:
    draft = desk("de Vries").draft("thank-you-interview", channel=channel)
    assert "de Vries," in text_of(draft.body)
    (note,) = (one for one in draft.notes if "guess" in one)
    assert (
        note == "“de Vries” is a guess: `greeting:` in contacts/one.md says what they are called."
    )


def test_the_file_settles_it() -> None:
    draft = desk("de Vries", "greeting: Mevrouw de Vries").draft("thank-you-interview")
    assert text_of(draft.body).startswith("Dear Mevrouw de Vries,\n")
    assert not any("guess" in one for one in draft.notes)
