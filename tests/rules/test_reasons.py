"""A reason is a sum that can be checked: what it says must come to the day it is due."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from tests.rules.workspace import sketch

D = "dana @ Acme / Engineer"
MINUS = "−"
SUM = re.compile(
    rf"(\w{{3}} \d{{1,2}} \w{{3}} \d{{4}})"
    rf"(?: ([+{MINUS}]) (\d+) (business day|day|week|month|year)s?"
    r"|, the same day)?$"
)


def worked_out(reason: str) -> date:
    """The day that the last sum of a reason comes to; weekends are the only days off here."""
    found = SUM.search(reason.rstrip("."))
    assert found, reason
    written, sign, count, unit = found.groups()
    day = datetime.strptime(written, "%a %d %b %Y").date()  # noqa: DTZ007 - a day, no moment
    if sign is None:
        return day
    step = timedelta(1 if sign == "+" else -1)
    left = int(count)
    match unit:
        case "business day":
            while left:
                day += step
                left -= day.weekday() < 5
            return day
        case "day" | "week":
            return day + step * left * (7 if unit == "week" else 1)
        case _:
            years, month = divmod(day.month - 1 + left * (12 if unit == "year" else 1), 12)
            return day.replace(year=day.year + years, month=month + 1)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("thank-you-interview", f"{D} > 11-12 interview"),
        ("status-check-interview", f"{D} > 11-12 interview"),
        ("status-check-interview", f"{D} > 11-12 interview (reply by 11-27)"),
        ("status-check-interview", f"{D} > 11-12 interview (reply within 2 weeks)"),
        ("status-check-interview", f"{D} > 11-12 interview; 11-20 call (voicemail)"),
        ("status-check-application", f"{D} > 11-02 applied"),
        ("status-check-promise", f"{D} > 11-09 reply (reply by 11-13)"),
        ("close-stale", f"{D} > 11-02 applied; 11-05 email"),
        ("prepare-interview", f"{D} > 11-16 interview"),
        ("alert-references", f"rita | relationship: reference \n {D} > 11-16 interview"),
        ("alert-references", f"rita | relationship: reference \n {D} > 11-12 reference-request"),
        ("reconnect-after-rejection", f"{D} > 11-05 interview; 11-12 rejection"),
        ("withdraw-elsewhere", f"{D} > 11-12 accepted \n bob @ Beta / Cook > 11-02 applied"),
        ("respond-to-offer", f"{D} > 11-12 offer"),
        ("respond-to-offer", f"{D} > 11-12 offer (reply by 11-23)"),
        ("answer-inbound", "ann > 11-14 inquiry"),
        ("follow-up-quote", "ann > 11-12 quote; 11-17 email"),
        ("keep-in-touch", "ann | keep_in_touch: 3 months > 11-12 email"),
        ("keep-in-touch", "ann | keep_in_touch: 6 weeks > 11-12 email"),
        # A try before it was due leaves the day as it was: the sum is the old one.
        ("status-check-interview", f"{D} > 11-12 interview (reply by 11-27); 11-13 email"),
        # An offer to be answered that very day cannot be answered the day before.
        ("respond-to-offer", f"{D} > 11-12 offer (reply by 11-12)"),
    ],
)
def test_the_sum_comes_to_the_day(rule: str, text: str) -> None:
    (one,) = sketch(text).of(rule)
    assert worked_out(one.reason) == one.due, one.reason


def test_a_snoozed_one_says_until_when() -> None:
    (one,) = sketch("ann | snooze: 12-05 > 11-12 inquiry").of("answer-inbound")
    assert "5 Dec 2026" in one.reason, one.reason
