"""The arithmetic of days, held against counting them one by one on one's fingers."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.workdays import (
    LONGEST,
    WEEKDAYS,
    Calendar,
    Duration,
    Interval,
    Unit,
    is_holiday_country,
    known_holiday_places,
    median,
    next_weekday,
    parse_duration,
    parse_interval,
    parse_weekday,
)

DAY = timedelta(days=1)
THURSDAY = date(2026, 11, 12)

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
calendars = st.builds(
    Calendar,
    working_days=st.frozensets(st.integers(0, 6), min_size=1),
    dates=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 31)), max_size=20),
)
near_days = st.dates(date(2026, 1, 1), date(2026, 3, 31))
durations = st.sampled_from(Unit).flatmap(
    lambda unit: st.builds(Duration, st.integers(1, LONGEST[unit]), st.just(unit))
)


def working_days_between(working: Calendar, first: date, last: date) -> int:
    """By hand: the working days from `first` to `last`, both included."""
    span = (first + index * DAY for index in range((last - first).days + 1))
    return sum(one.weekday() in working.working_days and one not in working.dates for one in span)


@given(calendars, near_days, st.integers(1, 40))
def test_added_business_days_are_the_working_days_after_the_day(
    working: Calendar, day: date, count: int
) -> None:
    end = working.add(day, Duration(count, Unit.BUSINESS_DAYS))
    assert working_days_between(working, day + DAY, end) == count
    assert working_days_between(working, end, end) == 1


@given(calendars, near_days, st.integers(1, 40))
def test_subtracted_business_days_are_the_working_days_before_the_day(
    working: Calendar, day: date, count: int
) -> None:
    end = working.subtract(day, Duration(count, Unit.BUSINESS_DAYS))
    assert working_days_between(working, end, day - DAY) == count
    assert working_days_between(working, end, end) == 1


@given(calendars, near_days, st.integers(0, 40))
def test_business_days_there_and_back_from_a_working_day(
    working: Calendar, day: date, count: int
) -> None:
    start = working.next_working_day(day)
    there = working.add(start, Duration(count, Unit.BUSINESS_DAYS))
    assert working.subtract(there, Duration(count, Unit.BUSINESS_DAYS)) == start


@given(calendars, near_days)
def test_the_next_working_day_is_the_first_one(working: Calendar, day: date) -> None:
    found = working.next_working_day(day)
    assert working_days_between(working, day, found) == 1
    assert working_days_between(working, found, found) == 1


def test_the_triggers_day_is_day_0_so_thursday_plus_5_is_the_next_thursday() -> None:
    end = Calendar().add(THURSDAY, Duration(5, Unit.BUSINESS_DAYS))
    assert end == THURSDAY + 7 * DAY


def test_no_business_days_stay_even_on_a_day_off() -> None:
    saturday = date(2026, 11, 14)
    assert Calendar().add(saturday, Duration(0, Unit.BUSINESS_DAYS)) == saturday


@given(days, st.integers(0, 1200))
def test_months_keep_the_day_or_clamp_to_the_months_end(day: date, count: int) -> None:
    end = Calendar().add(day, Duration(count, Unit.MONTHS))
    assert (end.year - day.year) * 12 + end.month - day.month == count
    assert end.day == min(day.day, calendar.monthrange(end.year, end.month)[1])


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        (date(2026, 1, 31), Duration(1, Unit.MONTHS), date(2026, 2, 28)),
        (date(2028, 1, 31), Duration(1, Unit.MONTHS), date(2028, 2, 29)),
        (date(2028, 2, 29), Duration(1, Unit.YEARS), date(2029, 2, 28)),
        (date(2026, 11, 30), Duration(3, Unit.MONTHS), date(2027, 2, 28)),
        (date(2026, 11, 12), Duration(6, Unit.WEEKS), date(2026, 12, 24)),
        (date(2026, 11, 12), Duration(0), date(2026, 11, 12)),
    ],
)
def test_durations_by_example(start: date, duration: Duration, end: date) -> None:
    assert Calendar().add(start, duration) == end


def test_months_back_clamp_too() -> None:
    end = Calendar().subtract(date(2026, 3, 31), Duration(1, Unit.MONTHS))
    assert end == date(2026, 2, 28)


@pytest.mark.parametrize("unit", Unit)
def test_counting_stops_at_the_last_and_the_first_day_there_is(unit: Unit) -> None:
    count = LONGEST[unit]
    assert Calendar().add(date(9999, 12, 30), Duration(count, unit)) == date.max
    assert Calendar().subtract(date(1, 1, 2), Duration(count, unit)) == date.min


def test_the_last_day_there_is_counts_as_the_next_working_day_at_the_latest() -> None:
    # 31 December 9999 is a Friday.
    mondays = Calendar(working_days=frozenset({0}))
    assert mondays.next_working_day(date.max - DAY) == date.max


def test_public_holidays_are_days_off_where_a_place_is_named() -> None:
    kings_day = date(2026, 4, 27)
    assert not Calendar().is_day_off(kings_day)
    assert Calendar(places=("NL",)).is_day_off(kings_day)
    assert Calendar(places=("DE", "NL")).is_day_off(kings_day)


def test_a_region_has_holidays_that_its_country_has_not() -> None:
    cesar_chavez_day = date(2026, 3, 31)
    assert not Calendar(places=("US",)).is_day_off(cesar_chavez_day)
    assert Calendar(places=("US-CA",)).is_day_off(cesar_chavez_day)


def test_holiday_places_are_countries_with_their_regions() -> None:
    places = known_holiday_places()
    assert "NL" in places
    assert "CA" in places["US"]


def test_a_country_is_known_by_its_code_alone() -> None:
    assert all(map(is_holiday_country, known_holiday_places()))
    assert not any(map(is_holiday_country, ("nl", "XX", "US-CA", "", "Netherlands")))


@given(days, st.integers(0, 6))
def test_the_next_weekday_is_within_the_week_after(after: date, weekday: int) -> None:
    found = next_weekday(after, weekday)
    assert 1 <= (found - after).days <= 7
    assert found.weekday() == weekday


def test_the_next_weekday_after_the_last_day_is_that_day() -> None:
    assert next_weekday(date.max, 0) == date.max


@given(durations)
def test_a_duration_as_shown_is_read_back(duration: Duration) -> None:
    assert parse_duration(str(duration)) == duration


@given(durations, durations)
def test_an_interval_as_shown_is_read_back_unless_it_shrinks(
    ideal: Duration, longest: Duration
) -> None:
    one = parse_interval(str(Interval(ideal, longest)))
    other = parse_interval(str(Interval(longest, ideal)))
    assert Interval(ideal) == parse_interval(str(Interval(ideal)))
    assert one in {None, Interval(ideal, longest)}
    assert one is not None or other is not None


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("same day", Duration(0)),
        ("Same  Day", Duration(0)),
        ("1 day", Duration(1)),
        ("0 days", Duration(0)),
        ("a week", Duration(1, Unit.WEEKS)),
        ("two weeks", Duration(2, Unit.WEEKS)),
        (" 5  Business days ", Duration(5, Unit.BUSINESS_DAYS)),
        ("1 business day", Duration(1, Unit.BUSINESS_DAYS)),
        ("three working days", Duration(3, Unit.BUSINESS_DAYS)),
        ("12 months", Duration(12, Unit.MONTHS)),
        ("100 years", Duration(100, Unit.YEARS)),
    ],
)
def test_durations_that_are_read(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "days",
        "5",
        "-1 days",
        "1.5 days",
        "5 days ago",
        "101 years",
        "999999 days",
        "٣ days",
        "5 business weeks",
        "thirteen days",
        "same week",
        "5 days, 2 weeks",
    ],
)
def test_texts_that_are_no_duration(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("30 days", Interval(Duration(30))),
        ("6 weeks / 3 months", Interval(Duration(6, Unit.WEEKS), Duration(3, Unit.MONTHS))),
        ("4 weeks/4 weeks", Interval(Duration(4, Unit.WEEKS), Duration(4, Unit.WEEKS))),
        ("3 months / 6 weeks", None),
        ("same day", None),
        ("0 weeks", None),
        ("1 week / 2 weeks / 3 weeks", None),
        ("/ 3 weeks", None),
        ("never", None),
    ],
)
def test_intervals(text: str, interval: Interval | None) -> None:
    assert parse_interval(text) == interval


@pytest.mark.parametrize(("number", "name"), list(enumerate(WEEKDAYS)))
def test_weekdays_are_read_short_and_long(number: int, name: str) -> None:
    assert parse_weekday(name) == number
    assert parse_weekday(f"{name.title()}.") == number
    assert parse_weekday(calendar.day_name[number]) == number


@pytest.mark.parametrize("text", ["", "m", "tu", "mondays", "monn", "day"])
def test_texts_that_are_no_weekday(text: str) -> None:
    assert parse_weekday(text) is None


@given(st.lists(st.integers(0, 1000), min_size=1))
def test_the_median_has_as_many_below_as_above(values: list[int]) -> None:
    middle = median(values)
    at_most = sum(one <= middle for one in values)
    below = sum(one < middle for one in values)
    assert at_most * 2 >= len(values)
    assert below * 2 <= len(values)


def test_a_median_between_two_values_is_rounded_down() -> None:
    assert median([40, 31]) == 35
    assert median([3, 1, 2]) == 2


def test_units_of_a_year_are_longer_than_those_of_a_day() -> None:
    longest = [Calendar().add(THURSDAY, Duration(1, unit)) for unit in (*Unit,)]
    in_order = [longest[0], longest[2], longest[3], longest[4]]
    assert all(one < other for one, other in pairwise(in_order))


def test_holidays_looked_up_ahead_are_those_looked_up_when_needed() -> None:
    plain = Calendar(places=("DE", "US-CA"))
    ahead = plain.foresee(range(2025, 2028))
    assert ahead == plain
    assert hash(ahead) == hash(plain)
    span = [date(2024, 1, 1) + index * DAY for index in range(5 * 366)]
    assert [ahead.is_day_off(day) for day in span] == [plain.is_day_off(day) for day in span]
