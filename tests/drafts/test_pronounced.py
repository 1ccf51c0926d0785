"""How a name is said: what was written down, and nothing that is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.drafts.pronounced import pronounced
from tracker.files import SourceFile


def said(about: str, front: str = "") -> str:
    text = f"---\nname: Dana Whitfield\n{front}---\n{about}"
    found, problems = read_contact(SourceFile("contacts/dana.md", text.encode()))
    assert found is not None
    assert problems == ()
    return pronounced(found)


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("Pronounced *WIT-field*. Cares about on-call load.", "WIT-field"),
        ("Met through Luis. Pronounced *WIT-field*.", "WIT-field"),
        ("Pronounced: **WIT-field**", "WIT-field"),
        ("Pronounced as _WIT-field_, she says", "WIT-field"),
        ("Pronounced like “wit” and “field”", "wit"),
        ('Pronounced "WIT-field"', "WIT-field"),
        ("Pronounced `WIT-field`", "WIT-field"),
        ("One.\n\n# Name\n\nPronounced\n*WIT-field*", "WIT-field"),
        ("Pronounced *WIT-field*. Pronounced *another*.", "WIT-field"),
        # Where it ends is not said, or it is about something else.
        ("Pronounced WIT-field, I think.", ""),
        ("The company is pronounced *ACK-me*.", ""),
        ("Mispronounced *Whitefield* by everybody", ""),
        ("Pronounced * * *", ""),
        ("Nothing of the sort.", ""),
        ("", ""),
    ],
)
def test_a_sentence_says_it(about: str, expected: str) -> None:
    assert said(about) == expected


def test_the_key_comes_first() -> None:
    assert said("Pronounced *no*.", "pronounced: WIT-field\n") == "WIT-field"
    assert said("", "Pronounced: '*WIT*-field'\n") == "*WIT*-field"


@given(st.text(alphabet='Pronunced *_`"“”: \nab', max_size=80))
def test_whatever_is_written_it_is_one_line(text: str) -> None:
    found = pronounced(Contact("x", "contacts/x.md", "X", about=((1, text),)))
    assert "\n" not in found
    assert found == found.strip()
    assert found in " ".join(text.split())
