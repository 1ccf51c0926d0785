"""What a hostile or a big book costs: counted in calls, for no clock is sure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from types import FrameType

import pytest

from tracker.book import compile_book
from tracker.contact.kinds import Kind
from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.files import SourceFile
from tracker.opportunities import Course
from tracker.spelling import closest


def contact(name: str, front: str, log: str) -> Contact:
    data = f"---\n{front}\n---\n## Log\n{log}\n".encode()
    found, problems = read_contact(SourceFile(f"contacts/{name}.md", data))
    assert found is not None, problems
    return found


def calls(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, some work calls."""
    count = 0

    def note(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_a_line_that_names_someone_for_ever_names_them_once() -> None:
    dana = contact("dana", "name: Dana", "- 2026-01-01 meeting with " + "Dana, " * 1_000)
    others = [contact(f"c{at}", f"name: N{at} Q", "") for at in range(60)]
    listed = ", ".join(f"N{at} Q" for at in range(60))
    luis = contact("luis", "name: Luis", f"- 2026-01-01 meeting with {listed}")
    book, problems = compile_book([dana, luis, *others])
    assert [len(one.people) for one in book.records] == [1, 51]
    assert problems == ()
    assert calls(lambda: compile_book([dana])) < 5_000


def test_a_name_that_nobody_bears_is_looked_for_once_among_those_as_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[tuple[str, list[str]]] = []

    def noting(word: str, known: Iterable[str]) -> str | None:
        some = list(known)
        compared.append((word, sorted(some)))
        return closest(word, some)

    monkeypatch.setattr("tracker.people.closest", noting)
    known = ["Luis Ortega", "Luis Ort", "Luis Orteg", "Luisa Ortegas", "Luisa Ortegass", "Bo"]
    files = [
        contact(f"c{at}", f"name: {name}", "- 2026-01-01 call (to Luis Ortga)")
        for at, name in enumerate(known)
    ]
    _, problems = compile_book(files)
    assert len(problems) == len(known)
    assert compared == [("luis ortga", ["luis ort", "luis orteg", "luis ortega"])]


def test_an_unbracketed_position_is_looked_up() -> None:
    def book(size: int) -> list[Contact]:
        return [
            contact(
                f"c{at}",
                f"name: N{at:03}\nrelationship: recruiter\ncompany: Co {at:03}\n"
                f"position: Role {at:03}",
                f"- 2026-01-01 call for Role {at:03} at Co {at:03}",
            )
            for at in range(size)
        ]

    small, big = book(50), book(400)
    # Eight times the book: not 64 times the work.
    assert calls(lambda: compile_book(big)) < 12 * calls(lambda: compile_book(small))


def test_whether_an_opening_is_open_needs_no_walk_through_its_days() -> None:
    first = date(2026, 1, 1)
    course = Course()
    for at in range(0, 3_000, 3):
        course.note(Kind.APPLIED, first + timedelta(2_999 - at))
        course.note(Kind.REJECTION, first + timedelta(2_998 - at))
    days = [first + timedelta(at) for at in range(3_000)]
    assert [course.is_open(day) for day in days[:7]] == [True, False, True, True, False, True, True]
    assert calls(lambda: course.is_open(days[-1])) < 20
    assert course.begun == days[1]
