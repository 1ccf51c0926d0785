"""Lines of a log that were meant as entries, and are not read as such: each is said."""

from __future__ import annotations

import pytest

from tracker.contact.log import read_log


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("-2026-11-04 email: no blank after the hyphen", "not-a-list-item", 2),
        ("2026-11-04 email: no hyphen", "not-a-list-item", 1),
        ("### Interview 2026-11-18", "date-not-first", 5),
        ("### 18 November 2026 interview", "date-not-iso", 5),
        ("- email, undated", "undated-item", 3),
    ],
)
def test_what_was_meant_as_an_entry(line: str, code: str, column: int) -> None:
    log, (problem,) = read_log("contacts/a.md", f"## Log\n\n{line}\n", 5)
    assert log is not None
    assert log.entries == ()
    assert (problem.code, problem.line, problem.column) == (code, 7, column)
    assert any(line in text for _, text in log.prose)


def test_a_heading_that_groups_entries_is_fine() -> None:
    log, problems = read_log("contacts/a.md", "## Log\n### October\n- 2026-10-02 call\n", 5)
    assert log is not None
    assert len(log.entries) == 1
    assert problems == ()
