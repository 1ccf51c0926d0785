"""The logs in `by_hand`, read as the tables of its README say: every row, and nothing besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tracker.contact.kinds import Channel, Direction
from tracker.contact.model import Contact, LogEntry, Phone
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic, Severity
from tracker.files import SourceFile

FOLDER = Path(__file__).parent / "by_hand"
NOTHING = "—"

#: A problem of either kind; `problem` in the tables leaves it open.
SEVERITIES = {
    "hint": {Severity.HINT},
    "warning": {Severity.WARNING},
    "error": {Severity.ERROR},
    "problem": {Severity.ERROR, Severity.WARNING},
}


@dataclass(frozen=True)
class Row:
    """One row of a table, its cells by their column."""

    file: str
    line: int
    cells: tuple[str, ...]


@cache
def tables() -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows about front matter, and those about the logs."""
    fields: list[Row] = []
    entries: list[Row] = []
    file = ""
    for line in (FOLDER / "README.md").read_text("utf-8").splitlines():
        if match := re.fullmatch(r"## `(.+\.md)`", line):
            file = match[1]
        elif re.match(r"\| \d+ \|", line):
            number, *cells = (cell.strip() for cell in line.strip("|").split(" | "))
            row = Row(file, int(number), tuple(cells))
            (
                fields if len(cells) == len(("typed", "read", "problem", "basis")) else entries
            ).append(row)
    return tuple(fields), tuple(entries)


FIELD_ROWS, ENTRY_ROWS = tables()
FILES = sorted({row.file for row in ENTRY_ROWS})


@cache
def read(file: str) -> tuple[Contact, tuple[Diagnostic, ...]]:
    contact, problems = read_contact(SourceFile(f"contacts/{file}", (FOLDER / file).read_bytes()))
    assert contact is not None
    return contact, problems


def name_of(row: Row) -> str:
    return f"{row.file}:{row.line}"


def entry_on(contact: Contact, line: int) -> tuple[LogEntry | None, bool]:
    """The entry or task that begins on a line, and whether it is an open task."""
    for entry in contact.entries:
        if entry.place.line == line:
            return entry, False
    for task in contact.tasks:
        if task.entry.place.line == line:
            return task.entry, True
    return None, False


def check_problem(cell: str, row: Row) -> None:
    _, problems = read(row.file)
    found = [one for one in problems if one.line == row.line]
    word = re.split(r"[:;\s]", cell)[0]
    if word in {NOTHING, "none"}:
        assert found == []
        return
    assert found, cell
    assert {one.severity for one in found} <= SEVERITIES[word], found
    if suggested := re.search(r"did you mean `(.+?)`", cell):
        assert suggested[1] in found[0].hint
    if unknown := re.search(r"unknown attribute `(.+?)`", cell):
        assert f"`{unknown[1]}`" in found[0].message


def test_the_file_from_windows_is_as_it_came() -> None:
    """A checkout that "corrects" its line endings would leave nothing to test."""
    data = (FOLDER / "windows-crlf-bom.md").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_every_file_has_its_tables() -> None:
    names = [path.name for path in FOLDER.glob("*.md") if path.name != "README.md"]
    assert sorted(names) == FILES
    assert len(FILES) == 10
    assert len(ENTRY_ROWS) > 120


@pytest.mark.parametrize("file", FILES)
def test_lines_that_no_table_lists_are_silent(file: str) -> None:
    contact, problems = read(file)
    listed = {row.line for row in (*FIELD_ROWS, *ENTRY_ROWS) if row.file == file}
    entries = {entry.place.line for entry in contact.entries}
    tasks = {task.entry.place.line for task in contact.tasks}
    assert {one.line for one in problems} <= listed
    assert entries | tasks <= listed


# --- the logs ---


@pytest.mark.parametrize("row", ENTRY_ROWS, ids=name_of)
def test_a_line_of_a_log(row: Row) -> None:
    begins, day, time, kind, side, attributes, problem, _ = row.cells
    lines = (FOLDER / row.file).read_bytes().decode("utf-8-sig").split("\n")
    assert lines[row.line - 1].rstrip("\r").lstrip().startswith(begins.strip("`").rstrip("…"))
    contact, _ = read(row.file)
    entry, is_task = entry_on(contact, row.line)
    check_problem(problem, row)
    if day == NOTHING:
        assert entry is None
        return
    assert entry is not None
    assert entry.day.isoformat() == day
    assert (entry.time.strftime("%H:%M") if entry.time else NOTHING) == time
    assert entry.kind == kind
    assert entry.side == side
    said = set(statements_of(attributes))
    assert is_task is (TASK in said)
    if ANYTHING in said:
        return
    # A position in backticks is typed so because it holds what else would end it.
    flags = {one.replace("`", "") for one in said - REMARKS if FLAG.fullmatch(one)}
    for one in said - {TASK}:
        if one.replace("`", "") not in flags:
            check_statement(one, entry)
    # A kind that is itself a channel may carry it whether or not it is listed.
    optional = {f"channel {entry.channel}"} if entry.channel == entry.kind.value else set()
    assert set(flags_of(entry)) - optional == flags - optional


def flags_of(entry: LogEntry) -> Iterator[str]:
    """All that counts in an entry besides its kind, in the words of the tables."""
    if entry.channel:
        yield f"channel {entry.channel}"
    if entry.direction is Direction.IN and typed_direction(entry):
        yield "in"
    if entry.attempt:
        yield str(entry.attempt)
    yield from (word for word in ("automatic", "cancelled", "theirs") if getattr(entry, word))
    if entry.needs_answer is not None:
        yield "needs answer" if entry.needs_answer else "no answer needed"
    if entry.reply_by and entry.reply_by.day:
        yield f"reply by {entry.reply_by.day.isoformat()}"
    if entry.reply_by and entry.reply_by.within:
        yield f"reply within {entry.reply_by.within}"
    if entry.round:
        yield f"round {entry.round}"
    yield from (f"with {name}" for name in entry.people)
    yield from (f"to {name}" for name in entry.recipients)
    if entry.position:
        yield f"for {entry.position}" + (f" at {entry.at_company}" if entry.at_company else "")


def typed_direction(entry: LogEntry) -> bool:
    """Whether `in` was typed as an attribute: `they` and `got` only say the same in words."""
    return re.search(r"\(in\b|, in\b", entry.raw) is not None


#: How a statement begins.
STARTS = re.compile(
    r"(?:channel|in|out|theirs|automatic|cancelled|voicemail|no answer|bounced|needs answer|"
    r"reply by|reply within|no `reply by|round|with|to|for|text|loose|detail|an open task|"
    r"an entry|no text|no company|the line below|the numbered|the next|whatever|what stands|"
    r"no interview|no thank-you|happened after|the apostrophe|the semicolon)\b"
)


def statements_of(cell: str) -> Iterator[str]:
    """Cut a cell at the commas, colons and semicolons behind which the next statement begins."""
    if cell == NOTHING:
        return
    said = ""
    for piece in re.split(r"([,;:] )", cell):
        starts = STARTS.match(piece) is not None
        if said and starts and re.fullmatch(r"[,;:] ", said[-2:]) and said.count("`") % 2 == 0:
            yield said[:-2]
            said = ""
        said += piece
    yield said


def happened_in_order(_: re.Match[str], entry: LogEntry) -> bool:
    contact, _problems = read("newest-first-tasks.md")
    that_day = [one.kind.value for one in contact.entries if one.day == entry.day]
    return that_day == ["email", "reply"]


#: Statements about an entry that are more than an attribute.
CHECKS: tuple[tuple[str, Callable[[re.Match[str], LogEntry], bool]], ...] = (
    (r"no `reply by`(?:: .*)?", lambda _, entry: entry.reply_by is None),
    (r"no text", lambda _, entry: not entry.text),
    (r"no company", lambda _, entry: entry.at_company is None),
    (r"text shown as written", lambda _, entry: entry.text == entry.raw.split(maxsplit=1)[1]),
    (r"text ends in `(.+)`", lambda said, entry: entry.text.endswith(said[1])),
    (
        r"text begins `(.+?)` and keeps its brackets and second colon",
        lambda said, entry: entry.text.startswith(said[1]) and "(and the tea): I" in entry.text,
    ),
    (r"text begins `([^`]+)`", lambda said, entry: entry.text.startswith(said[1])),
    (r"text keeps `(.+)`", lambda said, entry: said[1] in entry.text),
    (r"text `(.+?) …`", lambda said, entry: entry.text.startswith(said[1])),
    (r"text `([^`]+[^`…])`", lambda said, entry: entry.text == said[1]),
    (r"loose person begins `(.+)`", lambda said, entry: entry.loose_people.startswith(said[1])),
    (r"loose person `(.+)`", lambda said, entry: entry.loose_people == said[1]),
    (r"loose position `(.+)`", lambda said, entry: entry.loose_position == said[1]),
    (
        r"detail (open|promised) `(.+)`",
        lambda said, entry: (said[1], said[2]) in [(one.label, one.text) for one in entry.details],
    ),
    (r"the (?:line below|numbered list) is its note", lambda _, entry: bool(entry.body)),
    (r"happened after the e-mail of that day, though written above it", happened_in_order),
)

#: What the tables remark on besides: the same follows from the other columns.
REMARKS = {
    "an entry, not a task",
    "no interview until it is put right",
    "no thank-you until it is put right",
    "the apostrophe opens no quote",
    "the next Thursday, not the day itself",
    "the semicolon parts them as a comma would",
    "what stands in the text is no attribute",
    "with no warning",
}
ANYTHING = "whatever is made of the position"
TASK = "an open task"
FLAG = re.compile(
    r"(?:channel|in|theirs|automatic|cancelled|voicemail|no answer|bounced|needs answer|"
    r"reply by|reply within|round|with|to|for)\b.*"
)


def check_statement(said: str, entry: LogEntry) -> None:
    for pattern, holds in CHECKS:
        if match := re.fullmatch(pattern, said):
            assert holds(match, entry), said
            return
    assert said in REMARKS, f"an unknown statement: {said}"


# --- the front matter ---

FIELD_CHECKS: dict[tuple[str, int], Callable[[Contact], object]] = {
    ("terse-engineer.md", 7): lambda one: one.phone == (Phone("0612345678"),),
    ("salesman-prose.md", 3): lambda one: (
        one.other == {"compnay": "Bell & Sons Feed Store"} and one.company is None
    ),
    ("salesman-prose.md", 5): lambda one: (
        one.phone == (Phone("505 555 0117"), Phone("505 555 0118 (barn)"))
    ),
    ("newest-first-tasks.md", 5): lambda one: one.relationship == ("hiring-manager",),
    ("newest-first-tasks.md", 9): lambda one: one.next_follow_up is None,
    ("headings-only.md", 4): lambda one: one.relationship == ("reference", "mentor"),
    ("headings-only.md", 8): lambda one: one.language is None,
    ("windows-crlf-bom.md", 2): lambda one: one.name == "Stefan Kowalczyk",
    ("windows-crlf-bom.md", 4): lambda one: one.role == "Fleet Manager",
    ("retiree.md", 4): lambda one: one.phone == (Phone("01632 960 042"),),
    ("retiree.md", 6): lambda one: one.birthday is None,
    ("retiree.md", 7): lambda one: one.last_contact is None,
    ("pasted-emails.md", 7): lambda one: (
        one.email == ("y.figueroa@sable.example", "talent@sable.example")
    ),
    ("non-latin-quotes.md", 10): lambda one: one.met == "no",
    ("non-latin-quotes.md", 7): lambda one: one.position == "Engineer, Night (Senior)",
    ("non-latin-quotes.md", 11): lambda one: one.other == {"shoe size": "38"},
    ("agency-three-openings.md", 4): lambda one: one.relationship == ("recruiter",),
    ("agency-three-openings.md", 7): lambda one: one.prefers is Channel.CALL,
    ("agency-three-openings.md", 8): lambda one: one.never_keep_in_touch,
    ("chatty-generous.md", 3): lambda one: (
        one.other == {"comapny": "Cordillera Data"} and one.company is None
    ),
}


def test_every_row_about_front_matter_is_checked() -> None:
    assert set(FIELD_CHECKS) == {(row.file, row.line) for row in FIELD_ROWS}


@pytest.mark.parametrize("row", FIELD_ROWS, ids=name_of)
def test_a_line_of_front_matter(row: Row) -> None:
    typed, _, problem, _ = row.cells
    lines = (FOLDER / row.file).read_bytes().decode("utf-8-sig").split("\n")
    assert lines[row.line - 1].strip() == typed.strip("`")
    assert FIELD_CHECKS[row.file, row.line](read(row.file)[0])
    check_problem(problem, row)
