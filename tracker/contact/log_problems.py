"""What there is to say about lines of a log that are not read as entries, and are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tracker.contact.decoding import MOST_PROBLEMS
from tracker.contact.model import Place
from tracker.contact.undated import suggest_iso_date
from tracker.diagnostics import Diagnostic, Severity


def outside_log(place: Place) -> Diagnostic:
    """A dated item or heading that stands outside the log."""
    return _warning(
        place,
        "outside-log",
        "This begins with a date but stands outside the log: it is shown, not read as an entry.",
        "Move it below the heading `## Log`.",
    )


def nested_entry(place: Place) -> Diagnostic:
    """A dated item inside another item, or below an entry that is a heading."""
    return _warning(
        place,
        "nested-entry",
        "This dated item stands inside another one and is not read as an entry.",
        "Take out the spaces before it to make it an entry of its own.",
    )


def not_a_list_item(place: Place) -> Diagnostic:
    """A line of running text that begins with a date."""
    return _warning(
        place,
        "not-a-list-item",
        "This line begins with a date but is no list item: it is not read as an entry.",
        "Begin the line with `- `, in the first column.",
    )


def undated_item(place: Place, box: str) -> Diagnostic:
    """An item of the log without a date; `box` is that of a task, or empty."""
    box = f"{box.rstrip()} " if box else ""
    return _warning(
        place,
        "undated-item",
        "This item of the log has no date: it is shown, and counts for nothing.",
        f"Begin it with its day: `- {box}YYYY-MM-DD …`.",
    )


def other_date(place: Place, text: str, what: str) -> Diagnostic | None:
    """A text that begins with a date in another form than ISO; None where it does not.

    `what` is `item`, `heading` or `line`. A line of prose may begin with `today` or `24/7`: in one,
    only what names a month or a year is taken for a date.
    """
    found = suggest_iso_date(text, certain=what == "line")
    if found is None:
        return None
    typed, iso = found
    return _warning(
        place,
        "date-not-iso",
        f"`{typed}` is not an ISO date: this {what} is shown, not read as an entry.",
        f"Write the day as {iso or 'YYYY-MM-DD, for instance 2026-11-18'}.",
    )


def date_not_first(place: Place) -> Diagnostic:
    """A heading of the log that has a date, but not at its beginning."""
    return _warning(
        place,
        "date-not-first",
        "This heading has a date, but does not begin with it: it is not read as an entry.",
        "Write the date first: `### 2026-11-18 interview`.",
    )


def too_many_entries(place: Place, most: int) -> Diagnostic:
    """The first entry beyond what a log may hold."""
    message = f"The log has more than {most:,} entries: the file is not read."
    hint = "Move the oldest entries to a second file."
    return Diagnostic(place.path, place.line, 1, Severity.ERROR, "too-many-entries", message, hint)


def limited(problems: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The first problems of each code; the last of these says how many more there are.

    A hostile file must not fill the terminal.
    """
    totals = Counter(one.code for one in problems)
    counts: Counter[str] = Counter()
    kept: list[Diagnostic] = []
    for one in sorted(problems):
        counts[one.code] += 1
        more = totals[one.code] - MOST_PROBLEMS
        if counts[one.code] < MOST_PROBLEMS or (counts[one.code] == MOST_PROBLEMS and not more):
            kept.append(one)
        elif counts[one.code] == MOST_PROBLEMS:
            kept.append(replace(one, message=f"{one.message} And {more:,} more like it below."))
    return tuple(kept)


def _warning(place: Place, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place.path, place.line, place.column, Severity.WARNING, code, message, hint)
