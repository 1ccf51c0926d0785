"""Events on the days on which they are for you: an hour in their zone may fall on another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.book import ContactBook
from tracker.rules.followup import Derived, Event
from tracker.zones import find_zone


def on_your_days(derived: Derived, book: ContactBook, zone: ZoneInfo) -> Derived:
    """The same, with each event on the day that it is at your clock; `zone` is yours."""
    events = [_on_your_day(one, book, zone) if one.theirs else one for one in derived.events]
    return replace(derived, events=tuple(events)) if events != list(derived.events) else derived


def _on_your_day(event: Event, book: ContactBook, zone: ZoneInfo) -> Event:
    owner = book.by_id.get(event.contact)
    theirs = find_zone(owner.timezone) if owner is not None and owner.timezone else None
    if theirs is None or event.time is None:
        return event
    moment = datetime.combine(event.day, event.time, tzinfo=theirs)
    try:
        return replace(event, own_day=moment.astimezone(zone).date())
    except OverflowError:
        # On the first and the last day that a date can hold, your clock may be past its end.
        return event
