"""What stands on a day of a calendar: follow-ups on the day they are due, and events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.agenda import is_ahead, passes_on
from tracker.rules.followup import Derived, Event, FollowUp
from tracker.rules.selectors import is_appointment
from tracker.workdays import shifted


def first_day(today: date) -> date:
    """The day that calendars begin with: the first of the month before.

    A calendar is for what lies ahead, and for what has just been. A day of a month, not so many
    days back: from one day to the next it stays the same.
    """
    before = today.replace(day=1)
    return (before - timedelta(days=1)).replace(day=1) if before > date.min else before


def dated_follow_ups(derived: Derived, today: date) -> Iterator[FollowUp]:
    """The open follow-ups, each to stand on the day it is due.

    Left out is what something else replaces before it is due. What lies behind stays: whether it
    is on the agenda of a day depends on the day, and a calendar is looked at on any.
    """
    first = first_day(today)
    for one in derived.follow_ups:
        if one.due >= first and comes_due(one):
            yield one


def comes_due(one: FollowUp) -> bool:
    """Whether it is still there on the day it is due, if nobody does anything."""
    return one.ends is None or one.ends > one.due


def dated_events(derived: Derived, today: date) -> Iterator[Event]:
    """Appointments, kept when they are over, and whatever else is dated ahead."""
    first = first_day(today)
    for one in derived.events:
        if one.own_day >= first and _is_dated(one, today):
            yield one


def stands(event: Event, today: date) -> bool:
    """Whether an event is in a calendar of that day."""
    return event.own_day >= first_day(today) and _is_dated(event, today)


def turning_days(event: Event) -> tuple[date, date]:
    """The days on which an event comes to lie behind, and on which it is of a month long gone."""
    next_month = shifted(event.own_day.replace(day=1), 32).replace(day=1)
    return passes_on(event), shifted(next_month, 32).replace(day=1)


def _is_dated(event: Event, today: date) -> bool:
    return is_appointment(event.record.entry) or is_ahead(event, today)
