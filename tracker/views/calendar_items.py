"""What stands in the calendar: follow-ups on the day they are due, and events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.agenda import Bucket, bucket_of, is_ahead
from tracker.rules.followup import Derived, Event, FollowUp
from tracker.views.dated import comes_due, dated_events
from tracker.views.directory import Directory
from tracker.views.followups import brief_title
from tracker.views.frame import CALENDAR, Link
from tracker.views.shown import Shown
from tracker.views.timeline import event_time, kind_words

#: Where a follow-up stands that the agenda does not show yet.
NOT_YET = "ahead"


class CalendarItem(NamedTuple):
    """What stands on a day: a follow-up that is due, or an event.

    `section` is where a follow-up stands on the agenda, `ahead` where it does not show it yet, and
    `event` for an event. `title` says what it is. `about` is the company or the position, and may
    be empty. `links` lead to what to have at hand.
    """

    section: str
    time: str
    who: Link
    title: str
    about: str
    links: tuple[Link, ...]


class PlacedItem(NamedTuple):
    """An item, its day, and what sorts it there: events by their hour before follow-ups.

    `is_open` is whether it is something to do, `is_event` whether it is an event that lies ahead:
    what the weeks are counted by.
    """

    day: date
    key: tuple[str, str, str]
    is_open: bool
    is_event: bool
    item: Shown[CalendarItem]


def calendar_items(directory: Directory, derived: Derived) -> Iterator[PlacedItem]:
    """What the contacts of a directory have in the calendar.

    Of what was due before today, what the agenda still asks for: what has gone quiet is no plan.
    """
    today = directory.today
    for event in dated_events(derived, today):
        yield PlacedItem(
            event.own_day,
            event_key(event),
            is_open=False,
            is_event=is_ahead(event, today),
            item=event_item(directory, event),
        )
    asked = {
        one.follow_up.id
        for some in directory.on.values()
        for one in some
        if one.section is not Bucket.COLD
    }
    for one in derived.follow_ups:
        if one.id in asked if one.due < today else comes_due(one):
            yield PlacedItem(
                one.due,
                follow_up_key(one),
                is_open=True,
                is_event=False,
                item=follow_up_item(directory, one),
            )


def event_key(one: Event) -> tuple[str, str, str]:
    """What sorts an event on its day: by its hour."""
    time = one.time.isoformat() if one.time else ""
    return time, one.name, f"{one.place.path}:{one.place.line}"


def follow_up_key(one: FollowUp) -> tuple[str, str, str]:
    """What sorts a follow-up on its day: after all events, by name."""
    return "~", one.name, one.id


def event_item(directory: Directory, one: Event) -> CalendarItem:
    """An event as it stands on its day."""
    ahead = is_ahead(one, directory.today)
    sheet = directory.interview_link(CALENDAR, one.record) if ahead else None
    entry = one.record.entry
    return CalendarItem(
        "event",
        event_time(directory, one),
        directory.contact_link(CALENDAR, one.contact, one.name),
        kind_words(entry),
        one.company or "",
        (sheet,) if sheet else (),
    )


def follow_up_item(directory: Directory, one: FollowUp) -> CalendarItem:
    """A follow-up as it stands on the day it is due."""
    section = bucket_of(one, directory.today)
    links = directory.draft_link(CALENDAR, one), directory.sheet_link(CALENDAR, one)
    return CalendarItem(
        section.value if section else NOT_YET,
        "",
        directory.person_link(CALENDAR, one.person),
        brief_title(one),
        one.company or "",
        tuple(link for link in links if link is not None),
    )
