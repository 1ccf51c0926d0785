"""The samples move by whole weeks, and nothing but their dates changes."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from tracker.samples import as_of_day, shift_dates, weeks_between, without_as_of

DAYS = st.dates(date(1970, 1, 1), date(2200, 1, 1))
AS_OF = date(2026, 11, 20)


@given(as_of=DAYS, today=DAYS)
@example(as_of=AS_OF, today=AS_OF)
@example(as_of=AS_OF, today=AS_OF - timedelta(days=1))
def test_the_samples_day_lands_on_its_weekday_at_most_six_days_ago(
    as_of: date, today: date
) -> None:
    moved = as_of + timedelta(weeks=weeks_between(as_of, today))
    assert moved.weekday() == as_of.weekday()
    assert timedelta(0) <= today - moved <= timedelta(days=6)


def test_on_every_day_of_a_week() -> None:
    landed = [weeks_between(AS_OF, AS_OF + timedelta(days=days)) for days in range(-7, 15)]
    assert landed == [-1] * 7 + [0] * 7 + [1] * 7 + [2]


@given(days=st.lists(DAYS, max_size=8), weeks=st.integers(-500, 500))
def test_every_date_moves_by_whole_weeks_and_back(days: list[date], weeks: int) -> None:
    text = "".join(f"- {day} call: see ({day}), reply by {day}\n" for day in days)
    moved = shift_dates(text, weeks)
    found = [date.fromisoformat(one) for one in re.findall(r"\d{4}-\d{2}-\d{2}", moved)]
    assert found == [day + timedelta(weeks=weeks) for day in days for _ in range(3)]
    assert shift_dates(moved, -weeks) == text


@given(text=st.text(alphabet="0123456789-\n abc:"), weeks=st.integers(-10_000, 10_000))
def test_any_text_keeps_its_lines_and_length(text: str, weeks: int) -> None:
    moved = shift_dates(text, weeks)
    assert len(moved) == len(text)
    assert moved.count("\n") == text.count("\n")
    assert shift_dates(text, 0) == text


def test_what_is_no_date_or_not_of_the_story_stays() -> None:
    kept = (
        "birthday: 1980-02-03\n"
        "  birthday : 1980-02-03\n"
        'holidays = ["NL", 2026-12-24]\n'
        "phone: 555-2026-11-20\n"
        "order 12026-11-20, 2026-02-30, 2026-11-200\n"
        "9999-12-31\r\n"
    )
    assert shift_dates(kept, 60) == kept
    assert shift_dates("- 2026-11-20 call\r\n", 1) == "- 2026-11-27 call\r\n"


def test_as_of_is_read_and_taken_out_with_its_explanation() -> None:
    settings = "# Settings.\n\n# Why.\n# More.\nas_of = 2026-11-20  # here\n\nstart = 2026-01-01\n"
    assert as_of_day(settings) == AS_OF
    assert without_as_of(settings) == "# Settings.\n\nstart = 2026-01-01\n"
    assert as_of_day("# as_of = 2026-11-20\nstart = 2026-01-01\n") is None
    assert without_as_of("as_of = 2026-11-20\n") == ""
