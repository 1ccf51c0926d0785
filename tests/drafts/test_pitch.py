"""The pitch and the qualifications for a position, out of `me.md`."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.drafts.pitch import NOTHING, PITCH, QUALIFICATIONS, Pitch, _named, _sections, pitch_of
from tracker.files import SourceFile

ROOT = Path(__file__).parents[2]


def positions_in(me: Contact) -> tuple[str, ...]:
    """The positions for which your file has words of their own, as typed, each once."""
    found: dict[str, None] = {}
    for section in _sections("\n\n".join(text for _, text in me.about).split("\n")):
        for topics in (PITCH, QUALIFICATIONS):
            found.update((name, None) for name in _named(section, topics) or () if name)
    return tuple(found)


def me(about: str) -> Contact:
    text = f"---\nname: Marisol Brandt\n---\n{about}"
    found, problems = read_contact(SourceFile("contacts/me.md", text.encode()))
    assert found is not None, problems
    return found


ABOUT = """
Looking for a place.

## Pitch
Hello, my name is *Marisol*. I make
the pager go quiet.

Two questions, if I may.

### Data Lead
I move **rows**.

## Qualifications
- Nine years

### Senior Platform Engineer
- Moved 140 services
  in eleven months
* Python, Go

### Cloud Engineer
1. Runs a two-region estate
"""


def test_the_general_ones_are_those_right_below_the_headings() -> None:
    assert pitch_of(me(ABOUT)) == Pitch(
        "Hello, my name is Marisol. I make the pager go quiet.\n\nTwo questions, if I may.",
        ("Nine years",),
    )
    assert pitch_of(me(ABOUT), "Florist") == pitch_of(me(ABOUT))


def test_a_position_has_its_own() -> None:
    found = pitch_of(me(ABOUT), "senior  platform ENGINEER")
    assert found.qualifications == ("Moved 140 services in eleven months", "Python, Go")
    assert found.qualified_for == "Senior Platform Engineer"
    assert found.pitch_for == ""
    assert found.text.startswith("Hello")
    assert pitch_of(me(ABOUT), "Data Lead").text == "I move rows."


@pytest.mark.parametrize(
    ("position", "heading"),
    [
        ("Platform Engineer", "Senior Platform Engineer"),
        ("Engineer, Platform", "Senior Platform Engineer"),
        ("Senior Cloud Engineer", "Cloud Engineer"),
        ("Engineer", ""),
        ("Build Engineer", ""),
        ("Senior Engineer", "Senior Platform Engineer"),
    ],
)
def test_else_the_nearest_has_all_the_words_of_one_of_them(position: str, heading: str) -> None:
    assert pitch_of(me(ABOUT), position).qualified_for == heading


def test_a_position_may_stand_above() -> None:
    found = me("# Build Engineer\n## Pitch\nI build.\n## Qualifications\n- Make\n# Pitch\nHello.\n")
    assert pitch_of(found, "Build Engineer") == Pitch(
        "I build.", ("Make",), "Build Engineer", "Build Engineer"
    )
    assert positions_in(found) == ("Build Engineer",)


def test_headings_as_people_type_them() -> None:
    assert pitch_of(me("Pitch\n-----\nHello.\n")).text == "Hello."
    assert pitch_of(me("### my pitch ###\nHello.\n")).text == "Hello."
    assert pitch_of(me("## Pitch\n#### For a Data Lead\nRows.\n"), "Data Lead").text == "Rows."
    fenced = "## Pitch\nHello.\n```\n## Qualifications\n```\n"
    assert pitch_of(me(fenced)).qualifications == ()


def test_what_is_not_there_stays_empty() -> None:
    assert pitch_of(None) == NOTHING
    assert pitch_of(me(""), "Data Lead") == NOTHING
    assert pitch_of(me("## Qualifications\n### Cook\n- Knives\n"), "Pilot") == NOTHING
    assert pitch_of(me("## Pitch\n\n## Pitch\nThe second one.\n")).text == "The second one."


def test_the_samples_have_words_for_each_of_their_positions() -> None:
    source = SourceFile("contacts/me.md", (ROOT / "contacts" / "me.md").read_bytes())
    found, _ = read_contact(source)
    assert found is not None
    named = positions_in(found)
    assert len(named) > 4
    for position in named:
        assert pitch_of(found, position).qualified_for == position
    assert pitch_of(found).text.startswith("Hello, my name is Marisol Brandt.")


@given(st.text(alphabet="#-= \n`*Pitchquals1.", max_size=80), st.text(max_size=10))
def test_any_text_gives_a_pitch(about: str, position: str) -> None:
    found = pitch_of(me(about), position)
    assert "\n" not in "".join(found.qualifications)
