"""The calendar feed as a file: iCalendar (RFC 5545), written by the `icalendar` library.

Each entry is written once, where its contacts are at work, and kept as it is written. All of them
are joined by hand: what goes round them is always the same, and the library need not even be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.files import Artifact
from tracker.views.calendar_feed import FeedEntry

#: Where the feed is in the site.
FEED = "agenda.ics"

#: Who wrote it, its name, and how often to look for a new one: RFC 7986 defines NAME and
#: REFRESH-INTERVAL, and older programs know X-WR-CALNAME and X-PUBLISHED-TTL. An hour: a site is
#: built a few times a day.
HEAD = (
    b"BEGIN:VCALENDAR\r\n"
    b"VERSION:2.0\r\n"
    b"PRODID:-//Tracker//Agenda//EN\r\n"
    b"CALSCALE:GREGORIAN\r\n"
    b"NAME:Tracker\r\n"
    b"X-WR-CALNAME:Tracker\r\n"
    b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
    b"X-PUBLISHED-TTL:PT1H\r\n"
)
FOOT = b"END:VCALENDAR\r\n"

#: What stands in a feed without entries: a calendar has to have something in it, and a time zone
#: that nobody uses does no harm.
NOTHING = (
    b"BEGIN:VTIMEZONE\r\n"
    b"TZID:Etc/UTC\r\n"
    b"BEGIN:STANDARD\r\n"
    b"DTSTART:19700101T000000\r\n"
    b"TZNAME:UTC\r\n"
    b"TZOFFSETFROM:+0000\r\n"
    b"TZOFFSETTO:+0000\r\n"
    b"END:STANDARD\r\n"
    b"END:VTIMEZONE\r\n"
)


class FeedPiece(NamedTuple):
    """An entry of the feed as it is written, and what sorts it there: its beginning and its UID."""

    key: tuple[str, str]
    text: bytes


class FeedPart(NamedTuple):
    """What some contacts have in the feed: entries, and the time zones they are in, by name."""

    entries: tuple[FeedPiece, ...] = ()
    zones: Mapping[str, bytes] = {}


def feed_part(entries: Iterable[FeedEntry], years: range) -> FeedPart:
    """Write entries. `years` are those for which the rules of their time zones are told."""
    pieces, zones = [], {}
    for one in entries:
        zone = one.begins.tzinfo if isinstance(one.begins, datetime) else None
        if isinstance(zone, ZoneInfo) and zone.key not in zones:
            zones[zone.key] = _zone(zone, years)
        pieces.append(FeedPiece((one.begins.isoformat(), one.uid), _entry(one)))
    return FeedPart(tuple(pieces), zones)


def feed(parts: Sequence[FeedPart]) -> Artifact:
    """The feed, put together from what each part of the contacts has in it."""
    zones = dict(sorted(one for part in parts for one in part.zones.items()))
    entries = sorted(chain.from_iterable(part.entries for part in parts), key=attrgetter("key"))
    inside = [*zones.values(), *(one.text for one in entries)] or [NOTHING]
    return Artifact(FEED, b"".join((HEAD, *inside, FOOT)))


def _entry(one: FeedEntry) -> bytes:
    # Imported here: only a contact with a date that has changed needs it, and it costs 0.05 s.
    from icalendar import Alarm, Event, vText  # noqa: PLC0415

    event = Event()
    event["UID"] = vText(one.uid)
    event.add("dtstamp", datetime.combine(one.stamp, time(), tzinfo=UTC))
    event.add("dtstart", one.begins)
    if one.ends is not None:
        event.add("dtend", one.ends)
    event["SUMMARY"] = vText(one.summary)
    if one.description:
        event["DESCRIPTION"] = vText(one.description)
    event["CATEGORIES"] = vText(one.category)
    event["TRANSP"] = vText("OPAQUE" if one.busy else "TRANSPARENT")
    if one.alarm is not None:
        alarm = Alarm()
        alarm["ACTION"] = vText("DISPLAY")
        alarm["DESCRIPTION"] = vText(one.summary)
        alarm.add("trigger", one.alarm)
        event.add_component(alarm)
    return bytes(event.to_ical())


@lru_cache
def _zone(zone: ZoneInfo, years: range) -> bytes:
    """The rules of a time zone: what its clocks were and will be set to in these years.

    Not by `Timezone.from_tzinfo`, which says of a change to summer time when it happens by the new
    clock, where RFC 5545 (3.6.5) asks for the old one.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vText  # noqa: PLC0415

    made = Timezone()
    made["TZID"] = vText(zone.key)
    for begins, before, after, name, is_summer in _changes(zone, years):
        rule = TimezoneDaylight() if is_summer else TimezoneStandard()
        rule.add("dtstart", begins)
        rule.add("tzoffsetfrom", before)
        rule.add("tzoffsetto", after)
        rule["TZNAME"] = vText(name)
        made.add_component(rule)
    return bytes(made.to_ical())


def _changes(
    zone: ZoneInfo, years: range
) -> Iterator[tuple[datetime, timedelta, timedelta, str, bool]]:
    """Each change of a zone's clocks: when by the clock before, both offsets, name, and summer.

    The first is how they stand as the years begin.
    """
    # A day before: far to the east, the year begins before it does in UTC.
    moment = datetime(years.start, 1, 1, tzinfo=UTC) - timedelta(days=1)
    end = datetime(years.stop, 1, 1, tzinfo=UTC)
    before = _offset(zone, moment)
    yield (*_rule(zone, moment, before),)
    while moment < end:
        later = moment + timedelta(days=1)
        after = _offset(zone, later)
        if after != before:
            change = _change_between(zone, moment, later)
            yield (*_rule(zone, change, before),)
            before = after
        moment = later


def _rule(
    zone: ZoneInfo, moment: datetime, before: timedelta
) -> tuple[datetime, timedelta, timedelta, str, bool]:
    there = moment.astimezone(zone)
    by_clock = (moment + before).replace(tzinfo=None)
    return by_clock, before, _offset(zone, moment), there.tzname() or zone.key, bool(there.dst())


def _change_between(zone: ZoneInfo, begin: datetime, end: datetime) -> datetime:
    """The first moment, to the second, with the offset of the later of two."""
    before = _offset(zone, begin)
    while end - begin > timedelta(seconds=1):
        middle = begin + timedelta(seconds=(end - begin) // timedelta(seconds=2))
        if _offset(zone, middle) == before:
            begin = middle
        else:
            end = middle
    return end


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
