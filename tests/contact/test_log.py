"""The body of a file: which lines are entries, tasks and notes, and what is said of the others."""

from __future__ import annotations

import re
import time as clock
from datetime import date, time

import pytest

from tracker.contact.blocks import LONGEST_BLOCK
from tracker.contact.decoding import MOST_PROBLEMS
from tracker.contact.kinds import Kind
from tracker.contact.log import MOST_ENTRIES, Log, read_log
from tracker.contact.model import Contact, Detail, ReplyBy
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic, Severity
from tracker.files import SourceFile
from tracker.workdays import Duration, Unit

PATH = "contacts/dana.md"
FIRST = 4

OUTSIDE = "This begins with a date but stands outside the log: it is shown, not read as an entry."
NESTED = "This dated item stands inside another one and is not read as an entry."
BARE = "This line begins with a date but is no list item: it is not read as an entry."
UNDATED = "This item of the log has no date: it is shown, and counts for nothing."


def read(body: str) -> tuple[Log, tuple[Diagnostic, ...]]:
    log, problems = read_log(PATH, body, FIRST)
    assert log is not None
    lines = body.split("\n")
    for problem in problems:
        assert problem.path == PATH
        assert 1 <= problem.column <= len(lines[problem.line - FIRST]) + 1
    return log, problems


def silent(body: str) -> Log:
    log, problems = read(body)
    assert problems == ()
    return log


def kinds(log: Log) -> list[str]:
    return [entry.kind.value for entry in log.entries]


def said(problems: tuple[Diagnostic, ...]) -> list[tuple[int, int, str]]:
    """Line in the body from 1, column and code."""
    return [(one.line - FIRST + 1, one.column, one.code) for one in problems]


# --- where the log is ---


@pytest.mark.parametrize(
    "heading",
    ["# Log", "## Log", "###### Log", "## LOG", "## log:", "## Log ##", "Log\n---", "Log\n===",
     "   ## Log"],
)  # fmt: skip
def test_the_log_at_any_level(heading: str) -> None:
    assert kinds(silent(f"Hello.\n\n{heading}\n- 2026-11-12 call\n")) == ["call"]


@pytest.mark.parametrize("heading", ["## Logbook", "## The log", "Log", "**Log**", "- Log"])
def test_what_is_no_log(heading: str) -> None:
    log, problems = read(f"{heading}\n\n- 2026-11-12 call\n")
    assert log.entries == ()
    assert said(problems) == [(3, 3, "outside-log")]
    assert (problems[0].severity, problems[0].message) == (Severity.WARNING, OUTSIDE)
    assert problems[0].hint == "Move it below the heading `## Log`."


def test_a_body_without_a_log() -> None:
    log = silent("Met through Luis.\n\n- tall\n- kind\n")
    assert log.about == ((FIRST, "Met through Luis.\n\n- tall\n- kind"),)
    assert silent("") == Log((), (), (), ())
    assert silent("\n\n  \n") == Log((), (), (), ())


def test_a_heading_of_its_own_level_ends_it_and_a_deeper_one_does_not() -> None:
    log, problems = read(
        "## Log\n- 2026-11-12 call\n### Later\n- 2026-11-13 email\n## To do\n- 2026-11-14 letter\n"
    )
    assert kinds(log) == ["call", "email"]
    assert said(problems) == [(6, 3, "outside-log")]
    assert log.about == ((FIRST + 4, "## To do\n- 2026-11-14 letter"),)
    assert log.prose == ((FIRST + 2, "### Later"),)


def test_two_logs_are_one() -> None:
    log = silent(
        "About.\n## Log\n- 2026-11-12 call\n## Ideas\nSome.\n# Log\n- 2026-11-13 email\n\n"
        "## Log\n- 2026-11-14 letter\n"
    )
    assert kinds(log) == ["call", "email", "letter"]
    assert log.about == ((FIRST, "About."), (FIRST + 3, "## Ideas\nSome."))


def test_what_stands_outside_is_kept_word_by_word() -> None:
    about = "\n# One\n\n[site]: https://acme.example\n\n> - 2026-11-12 offer\n\nText,  \nmore.\n\n"
    log = silent(f"{about}## Log\n- 2026-11-12 call\n")
    assert log.about == ((FIRST + 1, about.strip()),)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("- 2026-11-12 call", 3),
        ("- [ ] 2026-11-12 call", 7),
        ("1. 2026-11-12 call", 4),
        ("### 2026-11-12 call", 5),
        ("- plans\n  - 2026-11-12 call", 5),
    ],
)
def test_dated_items_outside_the_log(line: str, column: int) -> None:
    log, problems = read(f"Hello.\n\n{line}\n")
    assert (log.entries, log.tasks) == ((), ())
    assert said(problems) == [(2 + len(line.split("\n")), column, "outside-log")]


def test_quoted_dates_outside_the_log_are_silent() -> None:
    silent("> - 2026-11-12 call\n\n```\n- 2026-11-12 call\n```\n\n2026 was fine, 2026-11-12 too.\n")


# --- items ---


@pytest.mark.parametrize(
    "item",
    [
        "- 2026-11-12 call: hi",
        "* 2026-11-12 call: hi",
        "+ 2026-11-12 call: hi",
        "1. 2026-11-12 call: hi",
        "12) 2026-11-12 call: hi",
        "-   2026-11-12 call: hi",
        "-\t2026-11-12 call: hi",
        "  - 2026-11-12 call: hi",
        "- 2026-11-12\tcall: hi  ",
        "- 2026-11-12 call: hi\n",
        "- [x] 2026-11-12 call: hi",
        "- [X] 2026-11-12 call: hi",
        "- [x]2026-11-12 call: hi",
    ],
)
def test_marks_of_items(item: str) -> None:
    log = silent(f"## Log\n{item}")
    (entry,) = log.entries
    assert (entry.day, entry.kind, entry.text) == (date(2026, 11, 12), Kind.CALL, "hi")
    line = item.split("\n", maxsplit=1)[0]
    assert (entry.place.line, entry.place.column) == (FIRST + 1, line.index("2026") + 1)
    assert entry.body == ""
    assert log.tasks == ()


@pytest.mark.parametrize("box", ["[ ] ", "[ ]", "[] "])
def test_an_open_box_is_a_task(box: str) -> None:
    log = silent(f"## Log\n- {box}2026-12-01 look at the new site (with Luis)\n  - bring cake\n")
    (task,) = log.tasks
    assert log.entries == ()
    assert task.entry.day == date(2026, 12, 1)
    assert task.entry.text == "look at the new site"
    assert task.entry.people == ("Luis",)
    assert task.entry.body == "- bring cake"
    assert task.entry.place.column == 3 + len(box)


def test_a_task_needs_no_kind_but_its_slips_are_named() -> None:
    _, problems = read("## Log\n- [ ] 2026-12-01 emial: ask\n- [ ] 2026-12-02 ask\n")
    assert said(problems) == [(2, 18, "misspelt-kind")]


def test_the_body_of_an_entry() -> None:
    log = silent(
        "## Log\n"
        "- 2026-11-12 interview (video): fine\n"
        "  and more of the sentence\n"
        "\n"
        "  A paragraph on\n"
        "  2026-11-16 and after.\n"
        "\n"
        "  - open: night shifts?\n"
        "    or only days\n"
        "  - **Promised:** the certificate\n"
        "    - open: nested\n"
        "  - no detail here\n"
        "\n"
        "- 2026-11-13 email\n"
    )
    first, second = log.entries
    assert first.text == "fine"
    assert first.body.split("\n")[0] == "and more of the sentence"
    assert first.body.split("\n")[-1] == "- no detail here"
    assert first.details == (
        Detail("open", "night shifts? or only days", FIRST + 7),
        Detail("promised", "the certificate", FIRST + 9),
        Detail("open", "nested", FIRST + 10),
    )
    assert (second.body, second.details) == ("", ())


def test_tabs_below_an_entry() -> None:
    (entry,) = silent("## Log\n-\t2026-11-12 call\n\t- open: why?\n\n\tText.\n").entries
    assert entry.body == "- open: why?\n\nText."
    assert entry.details == (Detail("open", "why?", FIRST + 2),)


def test_details_in_quotes_and_code_are_somebody_elses() -> None:
    (entry,) = silent(
        "## Log\n- 2026-11-12 email (in):\n  > - open: no\n\n  ```\n  - open: no\n  ```\n"
    ).entries
    assert entry.details == ()
    assert "> - open: no" in entry.body


def test_brackets_over_two_lines() -> None:
    body = (
        "## Log\n"
        "- 2026-11-12 interview (video, with Luis Ortega,\n"
        "  round 2, vibe great,\n"
        "  reply within 3 business days): fine\n"
        "  A note.\n"
    )
    log, problems = read(body)
    (entry,) = log.entries
    assert (entry.people, entry.round) == (("Luis Ortega",), 2)
    assert entry.reply_by == ReplyBy(within=Duration(3, Unit.BUSINESS_DAYS))
    assert entry.text == "(vibe great): fine"
    assert entry.body == "A note."
    assert said(problems) == [(3, 12, "unknown-attribute")]
    assert body.split("\n")[2][11:].startswith("vibe great")


def test_a_bracket_that_never_closes_swallows_no_note() -> None:
    log, problems = read("## Log\n- 2026-11-12 call (video\n  A note.\n\n  - open: why?\n")
    (entry,) = log.entries
    assert entry.body == "A note.\n\n- open: why?"
    assert said(problems) == [(2, 19, "unclosed-bracket")]


# --- headings ---


def test_headings_as_entries() -> None:
    log = silent(
        "# Log\n"
        "### 2026-11-12 10:00 interview (video): hello ###\n"
        "Longer notes.\n"
        "\n"
        "#### Questions\n"
        "- open: why?\n"
        "1. one\n"
        "\n"
        "> 2026-11-01 quoted\n"
        "\n"
        "## 2026-11-13 thank-you\n"
        "2026 in review\n"
        "----\n"
        "2026-11-14 call\n"
        "---\n"
        "Setext.\n"
    )
    first, second, third = log.entries
    assert (first.kind, first.time, first.text) == (Kind.INTERVIEW, time(10), "hello")
    assert first.raw == "2026-11-12 10:00 interview (video): hello"
    assert first.place.column == 5
    assert first.body.startswith("Longer notes.\n\n#### Questions\n- open: why?")
    assert first.body.endswith("> 2026-11-01 quoted")
    assert first.details == (Detail("open", "why?", FIRST + 5),)
    assert (second.kind, second.body) == (Kind.THANK_YOU, "")
    assert log.prose == ((FIRST + 11, "2026 in review\n----"),)
    assert (third.kind, third.body, third.place.column) == (Kind.CALL, "Setext.", 1)


def test_headings_and_items_mixed() -> None:
    log = silent(
        "## Log\n"
        "- 2026-11-10 call\n"
        "### 2026-11-11 email\n"
        "A note.\n"
        "- an item of the note\n"
        "- 2026-11-12 letter\n"
        "  its note\n"
        "### November\n"
        "- 2026-11-13 meeting\n"
    )
    assert kinds(log) == ["call", "email", "letter", "meeting"]
    assert [entry.body for entry in log.entries] == [
        "",
        "A note.\n- an item of the note",
        "its note",
        "",
    ]


# --- what is said of lines that are no entries ---


def test_a_dated_line_in_code_or_a_quote_is_silent() -> None:
    log = silent(
        "## Log\n"
        "- 2026-11-12 email (in):\n\n"
        "  ```\n  # Log\n  - 2026-11-13 rejection\n  2026-11-13 rejection\n  ```\n\n"
        "  ~~~\n  2026-11-14 call\n  ~~~\n\n"
        "  > - 2026-11-15 offer\n  > 2026-11-16 call\n\n"
        "      - 2026-11-17 code by its indentation\n\n"
        "### 2026-11-18 meeting\n"
        "```\n- 2026-11-19 rejection\n2026-11-20 call\n```\n"
        "> - 2026-11-21 rejection\n"
    )
    assert kinds(log) == ["email", "meeting"]


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("- 2026-11-12 call\n2026-11-13 email\n", 3, 1),
        ("- 2026-11-12 call\n\n2026-11-13 email\n", 4, 1),
        ("- 2026-11-12 call\n  - open: why?\n2026-11-13 email\n", 4, 1),
        ("- 2026-11-12 call\n[ ] 2026-11-13 email\n", 3, 5),
        ("- 2026-11-12 call\n-2026-11-13 email\n", 3, 2),
        ("- 2026-11-12 call\n**2026-11-13** email\n", 3, 1),
        ("- 2026-11-12 call\n\nSome prose.\n2. 2026-11-13 email\n", 5, 4),
        ("- 2026-11-12 call\n\n  > quoted\n2026-11-13 email\n", 5, 1),
        ("Some prose.\n2026-11-13 email\n- 2026-11-12 call\n", 3, 1),
        ("### 2026-11-12 call\nA note.\n2026-11-13 email\n", 4, 1),
        ("- 2026-11-12 call\n\nText:\n\n    - 2026-11-13 email\n", 6, 7),
        ("- 2026-11-12 call\n\n| 2026-11-13 | email |\n", 4, 3),
    ],
)
def test_a_dated_line_that_is_no_item(body: str, line: int, column: int) -> None:
    log, problems = read(f"## Log\n{body}")
    assert kinds(log) == ["call"]
    assert said(problems) == [(line, column, "not-a-list-item")]
    assert (problems[0].severity, problems[0].message) == (Severity.WARNING, BARE)
    assert problems[0].hint == "Begin the line with `- `, in the first column."


def test_a_wrapped_sentence_that_goes_on_with_a_date_is_silent() -> None:
    (entry,) = silent("## Log\n- 2026-11-12 call: they will ring on\n  2026-11-16 or so\n").entries
    assert entry.body == "2026-11-16 or so"


@pytest.mark.parametrize(
    ("body", "line", "column"),
    [
        ("- 2026-11-12 call\n  - 2026-11-13 email\n", 3, 5),
        ("- 2026-11-12 call\n  1. [ ] 2026-11-13 email\n", 3, 10),
        ("### 2026-11-12 call\n- notes\n  - 2026-11-13 email\n", 4, 5),
    ],
)
def test_a_dated_item_inside_another(body: str, line: int, column: int) -> None:
    log, problems = read(f"## Log\n{body}")
    assert kinds(log) == ["call"]
    assert said(problems) == [(line, column, "nested-entry")]
    assert problems[0].message == NESTED
    assert problems[0].hint == "Take out the spaces before it to make it an entry of its own."


def test_undated_items() -> None:
    body = "## Log\n- call Luis\n- [ ] ask about parking\n- 2026-11-12 call\n  - undated is fine\n"
    log, problems = read(body)
    assert kinds(log) == ["call"]
    assert log.prose == ((FIRST + 1, "- call Luis\n- [ ] ask about parking"),)
    assert said(problems) == [(2, 3, "undated-item"), (3, 3, "undated-item")]
    assert [one.message for one in problems] == [UNDATED, UNDATED]
    assert [one.hint for one in problems] == [
        "Begin it with its day: `- YYYY-MM-DD …`.",
        "Begin it with its day: `- [ ] YYYY-MM-DD …`.",
    ]


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("Nov 18", None),
        ("18 November", None),
        ("Wed 18 Nov 2026", "2026-11-18"),
        ("November 18th, 2026", "2026-11-18"),
        ("18th of November 2026", "2026-11-18"),
        ("18-Nov-2026", "2026-11-18"),
        ("2026/11/18", "2026-11-18"),
        ("2026.11.18", "2026-11-18"),
        ("2026-1-8", "2026-01-08"),
        ("20261118", "2026-11-18"),
        ("18.11.2026", None),
        ("11/18/26", None),
        ("11/18", None),
        ("18.11.", None),
        ("yesterday", None),
        ("30 Feb 2026", None),
    ],
)
def test_dates_that_are_not_iso(typed: str, iso: str | None) -> None:
    hint = f"Write the day as {iso or 'YYYY-MM-DD, for instance 2026-11-18'}."
    for start, what in (("- ", "item"), ("* [ ] ", "item"), ("### ", "heading")):
        log, problems = read(f"## Log\n{start}{typed} had tea\n")
        assert log.entries == ()
        (problem,) = problems
        assert (problem.severity, problem.code) == (Severity.WARNING, "date-not-iso")
        assert (problem.line, problem.column) == (FIRST + 1, len(start) + 1)
        assert problem.message == (
            f"`{typed}` is not an ISO date: this {what} is shown, not read as an entry."
        )
        assert problem.hint == hint
        assert f"{typed} had tea" in log.prose[0][1]


@pytest.mark.parametrize("heading", ["### Interview 2026-11-18", "### Thursday, 2026-11-18"])
def test_a_heading_whose_date_is_not_first(heading: str) -> None:
    log, problems = read(f"## Log\n{heading}\nNotes.\n")
    assert log.entries == ()
    assert log.prose == ((FIRST + 1, f"{heading}\nNotes."),)
    assert said(problems) == [(2, 5, "date-not-first")]
    assert problems[0].message == (
        "This heading has a date, but does not begin with it: it is not read as an entry."
    )
    assert problems[0].hint == "Write the date first: `### 2026-11-18 interview`."


@pytest.mark.parametrize("between", ["- 2026-11-20 interveiw (video)", "### 2026-11-20 call"])
def test_an_entry_between_two_items_that_are_none_is_no_part_of_them(between: str) -> None:
    log, _ = read(f"## Log\n- call Luis\n{between}\n- Nov 5 call\n")
    assert [one.day.isoformat() for one in log.entries] == ["2026-11-20"]
    assert "2026-11-20" not in "".join(text for _, text in log.prose)


def test_a_line_of_prose_that_begins_with_a_date() -> None:
    log, problems = read("## Log\nSlow month.\nNov 2 rang Bert.\n\nMay 5 2026, Bert rang.\n")
    assert said(problems) == [(3, 1, "date-not-iso"), (5, 1, "date-not-iso")]
    assert log.prose == ((FIRST + 1, "Slow month.\nNov 2 rang Bert.\n\nMay 5 2026, Bert rang."),)


@pytest.mark.parametrize(
    "line", ["Today I learned.", "24/7 support.", "9.30 in the morning.", "March was slow."]
)
def test_prose_in_the_log_is_silent(line: str) -> None:
    assert silent(f"## Log\n{line}\n").prose == ((FIRST + 1, line),)


def test_an_entry_on_no_calendar_is_shown() -> None:
    log, problems = read("## Log\n- 2026-11-31 call\n  a note\n- 2026-11-30 call\n")
    assert kinds(log) == ["call"]
    assert said(problems) == [(2, 3, "bad-date")]
    assert log.prose == ((FIRST + 1, "- 2026-11-31 call\n  a note"),)


# --- order ---


def raws(log: Log) -> list[str]:
    return [entry.raw.split(maxsplit=1)[1] for entry in log.entries]


def lines(*items: str) -> Log:
    return read("## Log\n" + "".join(f"- {item}\n" for item in items))[0]


def test_oldest_first_stays() -> None:
    assert raws(lines("2026-11-01 a", "2026-11-01 b", "2026-11-02 c")) == ["a", "b", "c"]


def test_newest_first_is_turned_round_with_its_days() -> None:
    log = lines("2026-11-03 d", "2026-11-02 c", "2026-11-01 b", "2026-11-01 a")
    assert raws(log) == ["a", "b", "c", "d"]


def test_disorder() -> None:
    log = lines("2026-11-03 c", "2026-11-01 a", "2026-11-02 b1", "2026-11-02 b2", "2026-11-04 d")
    assert raws(log) == ["a", "b1", "b2", "c", "d"]


def test_times_within_a_day() -> None:
    log = lines("2026-11-01 15:00 late", "2026-11-01 9:00 early", "2026-11-02 next")
    assert raws(log) == ["9:00 early", "15:00 late", "next"]
    log = lines("2026-11-01 15:00 late", "2026-11-01 untimed", "2026-11-01 9:00 early")
    assert raws(log) == ["15:00 late", "untimed", "9:00 early"]


# --- many and long ---


def test_more_entries_than_a_life_of_work() -> None:
    most = "## Log\n" + "- 2026-11-12 call\n" * MOST_ENTRIES
    assert len(silent(most).entries) == MOST_ENTRIES == 5_000
    log, problems = read_log(PATH, f"{most}- [ ] 2026-11-12 call\n", FIRST)
    assert log is None
    (problem,) = problems
    assert str(problem) == (
        f"{PATH}:{FIRST + 5001}:1: error[too-many-entries] "
        "The log has more than 5,000 entries: the file is not read."
    )
    assert problem.hint == "Move the oldest entries to a second file."


def test_a_long_block_is_shown_as_plain_text() -> None:
    silent("## Log\n- 2026-11-12 call\n\n  " + "a" * LONGEST_BLOCK + "\n")
    long = "é" * (LONGEST_BLOCK // 2) + "a"
    log, problems = read(f"Hello.\n\n{long}\n\n## Log\n- 2026-11-12 call\n\n  {long}\n")
    assert kinds(log) == ["call"]
    assert said(problems) == [(3, 1, "long-block"), (8, 1, "long-block")]
    assert problems[0].message == (
        "This block is longer than 20,000 bytes: it is shown as plain text."
    )
    assert problems[0].severity is Severity.WARNING


def test_a_file_of_nothing_but_mistakes_does_not_fill_the_terminal() -> None:
    _, problems = read("## Log\n" + "- undated\n" * 1_500 + "- 2026-11-12 intervew\n")
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-2].message == f"{UNDATED} And 1,400 more like it below."
    assert problems[-1].code == "misspelt-kind"
    exactly = read("## Log\n" + "- undated\n" * MOST_PROBLEMS)[1]
    assert [one.message for one in exactly] == [UNDATED] * MOST_PROBLEMS


#: cmark's test/pathological_tests.py, at a size that shows a square and not a line.
PATHOLOGICAL = {
    "nested strong emphasis": "*a **a " * 6_500 + "b" + " a** a*" * 6_500,
    "many emphasis closers with no openers": "a_ " * 6_500,
    "many emphasis openers with no closers": "_a " * 6_500,
    "many link closers with no openers": "a]" * 6_500,
    "many link openers with no closers": "[a" * 6_500,
    "mismatched openers and closers": "*a_ " * 5_000,
    "many overlapping openers": "[ a_" * 5_000,
    "link openers and emphasis closers": "[ a_" * 5_000,
    "pattern [ (]( repeated": "[ (](" * 8_000,
    "pattern ![[]() repeated": "![[]()" * 16_000,
    "nested brackets": "[" * 5_000 + "a" + "]" * 5_000,
    "nested block quotes": "> " * 5_000 + "a",
    "deeply nested lists": "".join("  " * x + "* a\n" for x in range(100)),
    "U+0000 in input": "abc\ufffd" * 5_000,
    "backticks": "".join("e" + "`" * x for x in range(250)),
    "unclosed links": "[a](<b" * 3_000,
    "unclosed links of the other kind": "[a](b" * 3_000,
    "unclosed comment": "</" + "<!--" * 30_000,
    "empty references": "[a]: u\n" * 5_000 + "[a]\n" * 5_000,
    "a table's row": "| a " * 5_000 + "\n" + "|-" * 5_000 + "\n" + "| a\n" * 2_000,
    "many list items": "- a\n" * 5_000,
    "brackets of an entry": "- 2026-11-12 call " + "(" * 40_000,
    "an entry's wrapped brackets": "- 2026-11-12 call (\n" + "  a,\n" * 10_000,
}


@pytest.mark.parametrize("text", PATHOLOGICAL.values(), ids=list(PATHOLOGICAL))
def test_pathological_markdown(text: str) -> None:
    start = clock.perf_counter()
    log, problems = read(f"## Log\n- 2026-11-12 call\n\n{text}\n")
    # Seconds to minutes where anything takes the square; a busy machine is given its time.
    assert clock.perf_counter() - start < 5
    assert log.entries[0].kind is Kind.CALL
    assert len(problems) <= 2 * MOST_PROBLEMS


# --- whole files ---


def contact(data: bytes) -> tuple[Contact | None, tuple[Diagnostic, ...]]:
    return read_contact(SourceFile(PATH, data))


def test_line_ends_and_byte_order_marks_change_nothing_but_bytes() -> None:
    text = (
        "---\nname: Dana\n---\nHello.\n\n## Log\n- 2026-11-12 call (video,\n  round 2)\n"
        "  - open: why?\n- undated\n\n### 2026-11-13 email\nNote.\n"
    )
    plain, problems = contact(text.encode())
    assert plain is not None
    assert [one.code for one in problems] == ["undated-item"]
    for data in (
        text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + text.encode(),
        b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    ):
        assert contact(data) == (plain, problems)


FIVE_MISTAKES = """\
---
name: Dana Whitfield
compnay: Acme Robotics
timezone: America/Los_Angles
---
Hello.

## Log
- 2026-11-02 applied (email, repyl by Friday)
- 2026-11-12 interveiw (video)
- Nov 18 called
"""


def test_a_file_with_five_mistakes_reports_five() -> None:
    read_as, problems = contact(FIVE_MISTAKES.encode())
    assert read_as is not None
    assert [str(one) for one in problems] == [
        (
            f"{PATH}:3:1: warning[unknown-key] "
            "`compnay` is not a key that Tracker knows; it is kept as typed."
        ),
        (
            f"{PATH}:4:11: error[unknown-timezone] "
            "`timezone`: `America/Los_Angles` is not a time zone."
        ),
        (
            f"{PATH}:9:30: warning[unknown-attribute] "
            "`repyl by Friday` is not an attribute that Tracker knows; it is shown as text."
        ),
        f"{PATH}:10:14: error[misspelt-kind] `interveiw` is not a kind of entry.",
        (
            f"{PATH}:11:3: warning[date-not-iso] "
            "`Nov 18` is not an ISO date: this item is shown, not read as an entry."
        ),
    ]
    typed = FIVE_MISTAKES.split("\n")
    for problem in problems:
        quoted = re.findall(r"`([^`]+)`", problem.message)[-1]
        assert typed[problem.line - 1][problem.column - 1 :].startswith(quoted)
    assert [one.hint for one in problems[:4]] == [
        "Did you mean `company`?",
        "Did you mean `America/Los_Angeles`?",
        "Did you mean `reply …`?",
        "Did you mean `interview`?",
    ]


def test_front_matter_that_cannot_be_read_does_not_hide_the_logs_problems() -> None:
    read_as, problems = contact(b"---\n- a list\n---\n## Log\n- 2026-11-31 call\n")
    assert read_as is None
    assert [one.code for one in problems] == ["front-matter-list", "bad-date"]
