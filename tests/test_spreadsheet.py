"""Lines for spreadsheet programs: what was typed comes back, and none of it is a formula."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cells import as_it_was
from tracker.spreadsheet import csv_line, inert

#: Any text, and often one that begins as formulas do.
TEXTS = st.builds(
    str.__add__,
    st.sampled_from(["", "=", "+", "-", "@", "'", "''=", "\t", "\r", "\uff1d"]),
    st.text(),
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Dana Whitfield", "Dana Whitfield"),
        ("", ""),
        ('=HYPERLINK("https://evil.example")', '\'=HYPERLINK("https://evil.example")'),
        ("+1 415 555 0100", "'+1 415 555 0100"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("'=1", "''=1"),
        ("'t Hooft", "'t Hooft"),
        ("Dana; +1 415 555 0100", "Dana; +1 415 555 0100"),
        ("–", "–"),
    ],
)
def test_what_could_be_a_formula_has_an_apostrophe_in_front(typed: str, written: str) -> None:
    assert inert(typed) == written
    assert as_it_was(written) == typed


@given(TEXTS)
def test_no_cell_begins_as_a_formula_and_any_text_comes_back(text: str) -> None:
    written = inert(text)
    assert written[:1] not in set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20") - {""}
    assert as_it_was(written) == text


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_a_line_is_read_as_it_was_written(cells: list[str]) -> None:
    line = csv_line(cells)
    assert line.endswith('"\r\n')
    (found,) = csv.reader([line])
    assert [as_it_was(one) for one in found] == cells


def test_a_quote_is_doubled_and_every_cell_is_in_quotes() -> None:
    assert csv_line(['6" pipes, inc.', ""]) == '"6"" pipes, inc.",""\r\n'
