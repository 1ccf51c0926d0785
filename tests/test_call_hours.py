"""When to call, by both clocks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.call_hours import CallWindow, call_window

DAY = timedelta(days=1)
OFFICE_HOURS = (time(9), time(17, 30))

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def window(day: date, theirs: str, yours: str) -> CallWindow:
    return call_window(day, ZoneInfo(theirs), ZoneInfo(yours), OFFICE_HOURS)


@pytest.mark.parametrize(
    ("day", "opens_here"),
    [
        (date(2026, 3, 6), "15:00"),  # both on winter time
        (date(2026, 3, 9), "14:00"),  # New York on summer time since the 8th, Amsterdam not yet
        (date(2026, 3, 30), "15:00"),  # both on summer time
        (date(2026, 10, 26), "14:00"),  # Amsterdam back on winter time since the 25th
    ],
)
def test_call_hours_follow_both_zones_through_their_changes(day: date, opens_here: str) -> None:
    found = window(day, "America/New_York", "Europe/Amsterdam")
    assert (found.opens.date(), f"{found.opens:%H:%M}") == (day, "09:00")
    assert f"{found.opens_here:%H:%M}" == opens_here
    assert found.closes - found.opens == timedelta(hours=8, minutes=30)
    assert found.closes_here == found.closes


@pytest.mark.parametrize(
    ("day", "theirs", "yours", "opens", "opens_here"),
    [
        # Their Wednesday is over before you wake: their Thursday is your Wednesday afternoon.
        (date(2026, 11, 18), "Asia/Tokyo", "America/Denver", "Thu 19", "Wed 18 17:00"),
        (date(2026, 11, 12), "Asia/Tokyo", "America/Los_Angeles", "Fri 13", "Thu 12 16:00"),
        (date(2026, 11, 18), "America/Denver", "Asia/Tokyo", "Tue 17", "Wed 18 01:00"),
        (date(2026, 11, 18), "Pacific/Auckland", "Pacific/Honolulu", "Thu 19", "Wed 18 10:00"),
        (date(2026, 11, 18), "Pacific/Honolulu", "Pacific/Auckland", "Tue 17", "Wed 18 08:00"),
        # At a weekend of theirs that is a weekday of yours, the next day on which both are up.
        (date(2026, 11, 20), "Asia/Tokyo", "America/Denver", "Mon 23", "Sun 22 17:00"),
        (date(2026, 11, 23), "America/Denver", "Asia/Tokyo", "Mon 23", "Tue 24 01:00"),
        # Their office opens when your day ends, all year: the hours of the day itself, as they are.
        (date(2026, 1, 17), "Europe/London", "Pacific/Auckland", "Mon 19", "Mon 19 22:00"),
        # Near neighbours keep the hours of the day itself.
        (date(2026, 11, 18), "America/New_York", "Europe/London", "Wed 18", "Wed 18 14:00"),
        (date(2026, 11, 18), "Europe/London", "America/New_York", "Wed 18", "Wed 18 04:00"),
        (date(2026, 11, 18), "Europe/Berlin", "Europe/London", "Wed 18", "Wed 18 08:00"),
        (date(2026, 11, 21), "Europe/London", "Europe/Berlin", "Mon 23", "Mon 23 10:00"),
        # The weekends on which clocks change; Lord Howe Island changes its own by half an hour.
        (date(2026, 3, 7), "Asia/Tokyo", "America/Denver", "Mon 09", "Sun 08 18:00"),
        (date(2026, 11, 1), "Asia/Tokyo", "America/Denver", "Mon 02", "Sun 01 17:00"),
        (date(2026, 4, 3), "Australia/Lord_Howe", "America/Denver", "Mon 06", "Sun 05 16:30"),
        (date(2026, 10, 2), "Australia/Lord_Howe", "America/Denver", "Mon 05", "Sun 04 16:00"),
    ],
)
def test_call_hours_are_those_with_most_of_your_waking_day(
    day: date, theirs: str, yours: str, opens: str, opens_here: str
) -> None:
    found = window(day, theirs, yours)
    assert (f"{found.opens:%a %d}", f"{found.opens_here:%a %d %H:%M}") == (opens, opens_here)
    assert (found.opens.time(), found.closes.time()) == OFFICE_HOURS


ZONES = (
    *("America/Denver", "Asia/Tokyo", "Europe/London", "Australia/Lord_Howe"),
    *("Pacific/Auckland", "Pacific/Honolulu", "Pacific/Kiritimati", "Pacific/Chatham"),
)


def waking_days(opens: datetime, yours: str) -> set[date]:
    """By hand: your days on which you are up at some quarter of an hour of their office hours."""
    start = opens.astimezone(ZoneInfo("UTC"))
    clocks = (
        (start + timedelta(minutes=15 * index)).astimezone(ZoneInfo(yours)) for index in range(34)
    )
    return {one.date() for one in clocks if time(7) <= one.time() < time(22)}


@given(days, st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_call_hours_are_on_the_first_day_on_which_you_are_up_in_theirs(
    day: date, theirs: str, yours: str
) -> None:
    near = (day + step * DAY for step in range(-1, 8))
    office = [datetime.combine(one, time(9), ZoneInfo(theirs)) for one in near if one.weekday() < 5]
    up = {one for opens in office for one in waking_days(opens, yours) if one >= day}
    found = window(day, theirs, yours).opens
    if up:
        assert found in office
        assert min(up) in waking_days(found, yours)
    else:
        assert found == next(one for one in office if one.date() >= day)


def test_call_hours_while_you_sleep_are_those_of_their_next_weekday() -> None:
    zone = ZoneInfo("Europe/Paris")
    found = call_window(date(2026, 11, 21), zone, zone, (time(2), time(4)))
    assert found.opens == datetime(2026, 11, 23, 2, tzinfo=zone)


@given(days)
def test_call_hours_are_on_their_first_weekday_from_the_day_on(day: date) -> None:
    found = window(day, "Europe/Paris", "Europe/Paris").opens.date()
    between = (day + index * DAY for index in range((found - day).days + 1))
    *skipped, last = (one.weekday() for one in between)
    assert set(skipped) <= {5, 6}
    assert last < 5


@pytest.mark.parametrize("day", [date.min, date.min + DAY, date.max - DAY, date.max])
@pytest.mark.parametrize("theirs", ZONES)
@pytest.mark.parametrize("yours", ZONES)
def test_call_hours_exist_on_the_first_and_the_last_day_there_are(
    day: date, theirs: str, yours: str
) -> None:
    found = window(day, theirs, yours)
    assert abs(found.opens.date() - day) <= 4 * DAY
    assert (found.opens_here <= found.closes_here, found.opens.weekday() < 5) == (True, True)


def test_call_hours_exist_on_the_last_day_there_is() -> None:
    assert window(date.max, "UTC", "UTC").opens.date() == date.max
