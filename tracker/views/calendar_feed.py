"""The calendar feed: follow-ups and events as other calendars show them.

A feed is read on other days than the one it was made on, and by people beside the desk: it speaks
in absolute dates, and says no more of anybody than what is to be done, and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tracker.contact.kinds import Channel, Kind
from tracker.plain import clean
from tracker.rules.followup import Derived, Event, FollowUp
from tracker.views.dated import dated_events, dated_follow_ups
from tracker.views.directory import Directory
from tracker.views.excerpt import excerpt
from tracker.views.followups import task_of
from tracker.views.timeline import CHANNEL_WORDS, kind_words, time_words
from tracker.workdays import written
from tracker.zones import find_zone

#: How long an event is taken to last: a log says when it begins, and not when it ends. Interviews
#: mostly take 45 to 60 minutes (recruit.net, “How Long Does a Job Interview Take?”) or 30 to 60
#: (climbtheladder.com, “How Long Do Interviews Last?”): the hour keeps enough of the day free.
ASSUMED_LENGTH = timedelta(hours=1)

#: Where the summary of a task is cut, in characters: a month's cell shows fewer.
LONGEST_SUMMARY = 100

#: For so many years around the build's own the rules of a time zone are written into the feed.
#: Events beyond them are given in UTC.
YEARS_BACK, YEARS_AHEAD = 1, 2

#: What Tracker's identifiers of a calendar are made from: chosen once, and never changed, since
#: every subscriber's calendar remembers them.
_NAMESPACE = UUID("6f0d9a44-6c1e-4f5b-9a3e-2b8f1c7d5e60")

_BY_CHANNEL = {Channel.CALL: "By phone.", Channel.EMAIL: "By e-mail.", Channel.LETTER: "By letter."}


class FeedEntry(NamedTuple):
    """One entry of the feed.

    `begins` and `ends` are days for what takes all day, and moments with a zone otherwise; `ends`
    is the first that is no longer part of it, None where no date can hold that. `stamp` is the day
    since which it has stood like this. `busy` is whether it takes time of its own. `alarm` is when
    to ring, counted from the beginning (before it: negative), None for never.
    """

    uid: str
    stamp: date
    begins: date | datetime
    ends: date | datetime | None
    summary: str
    description: str
    category: str
    busy: bool
    alarm: timedelta | None


def feed_years(today: date) -> range:
    """The years for which the feed tells the rules of time zones."""
    return range(max(today.year - YEARS_BACK, 2), min(today.year + YEARS_AHEAD, 9998) + 1)


def feed_entries(directory: Directory, derived: Derived) -> Iterator[FeedEntry]:
    """What the contacts of a directory have in the feed."""
    for one in dated_follow_ups(derived, directory.today):
        yield _follow_up(directory, one)
    numbers: Counter[tuple[str, Kind, date]] = Counter()
    for event in dated_events(derived, directory.today):
        mark = event.record.owner, event.kind, event.day
        numbers[mark] += 1
        yield _event(directory, event, numbers[mark])


def _uid(*parts: str) -> str:
    """An identifier that says nothing of anybody, and is the same for the same parts."""
    return str(uuid5(_NAMESPACE, ascii(parts)))


def _follow_up(directory: Directory, one: FollowUp) -> FeedEntry:
    # What it is about tells it apart, not when it is due: so it moves in a calendar.
    changed = max((one.began, *(each.day for each in one.tries)))
    return FeedEntry(
        _uid("follow-up", one.id),
        min(changed, one.appears),
        one.due,
        _next(one.due),
        _line(f"{one.name}: {excerpt(task_of(one), LONGEST_SUMMARY) or one.title}"),
        _lines(
            _where(one.position, one.company),
            one.reason,
            f"In time until {written(one.deadline)}." if one.deadline > one.due else "",
            _BY_CHANNEL.get(one.channel, "") if one.channel else "",
            one.place.path,
        ),
        "Follow-up",
        busy=False,
        alarm=_on_the_day(directory.config.alarms.follow_ups),
    )


def _event(directory: Directory, one: Event, number: int) -> FeedEntry:
    entry = one.record.entry
    channel = entry.channel
    tells_more = channel is not None and channel.value != entry.kind.value
    how = f" ({CHANNEL_WORDS.get(channel, channel.value)})" if channel and tells_more else ""
    begins, ends = _times(directory, one)
    timed = isinstance(begins, datetime)
    alarms = directory.config.alarms
    if timed:
        alarm = None if alarms.events is None else -alarms.events
    else:
        alarm = _on_the_day(alarms.follow_ups)
    return FeedEntry(
        _uid("event", one.record.owner, one.kind.value, one.day.isoformat(), str(number)),
        one.day,
        begins,
        ends,
        _line(f"{kind_words(entry)}: {one.name}" + (f" ({one.company})" if one.company else "")),
        _lines(
            _where(one.position, one.company),
            f"{kind_words(entry)}{how}",
            time_words(directory, one.contact, entry) if entry.theirs else "",
            excerpt(entry.text),
            "An hour is assumed: the log does not say how long." if timed else "",
            one.place.path,
        ),
        "Event",
        busy=timed,
        alarm=alarm,
    )


def _on_the_day(at: time | None) -> timedelta | None:
    """When to ring for what takes all day, from its beginning on."""
    return None if at is None else timedelta(hours=at.hour, minutes=at.minute)


def _times(
    directory: Directory, one: Event
) -> tuple[date, date | None] | tuple[datetime, datetime | None]:
    """When an event begins and ends, in the zone that it is in; its day where it has no hour."""
    if one.time is None:
        return one.day, _next(one.day)
    begins = _moment(directory, one, one.time)
    ends = _after(begins)
    if ends is not None and ends.fold:
        # Clocks are set back meanwhile: a local time could only mean the first of two such hours.
        return _in_utc(begins), _in_utc(ends)
    return begins, ends


def _moment(directory: Directory, one: Event, at: time) -> datetime:
    """When an event begins, in the zone that it is in."""
    contact = directory.contact(one.record.owner) if one.theirs else None
    zone = find_zone(contact.timezone) if contact and contact.timezone else None
    moment = datetime.combine(one.day, at, tzinfo=zone or directory.zone)
    is_near = one.day.year in feed_years(directory.today)
    # Other calendars know zones by their names: the system's own may have none.
    return moment if is_near and find_zone(_key(moment.tzinfo)) else _in_utc(moment)


def _key(zone: tzinfo | None) -> str:
    return zone.key if isinstance(zone, ZoneInfo) else ""


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        # Within a day of the first and the last that a date can hold.
        return moment.replace(tzinfo=UTC)


def _after(begins: datetime) -> datetime | None:
    """An hour later by any clock, whatever is done to clocks in that hour."""
    try:
        return (begins.astimezone(UTC) + ASSUMED_LENGTH).astimezone(begins.tzinfo)
    except OverflowError:
        return None


def _next(day: date) -> date | None:
    return day + timedelta(days=1) if day < date.max else None


def _where(position: str | None, company: str | None) -> str:
    return " at ".join(filter(None, (position, company)))


def _line(text: str) -> str:
    """One line of text, without anything but letters and signs."""
    return clean(text)


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, map(_line, texts)))
