"""When to call: office hours at their clock, and what these are at yours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.workdays import MONDAY_TO_FRIDAY, shifted


class CallWindow(NamedTuple):
    """The hours of one day in which to call, at their clock and at yours.

    `opens` and `closes` are aware datetimes in their zone; `yours` is your zone.
    """

    opens: datetime
    closes: datetime
    yours: ZoneInfo

    @property
    def opens_here(self) -> datetime:
        """When the hours begin, at your clock."""
        return _at_clock(self.opens, self.yours)

    @property
    def closes_here(self) -> datetime:
        """When the hours end, at your clock."""
        return _at_clock(self.closes, self.yours)


def _at_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same moment elsewhere; on the last day that a date can hold, their own clock."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


#: When you can be expected to make a call, at your clock: from breakfast until an hour before a
#: common bedtime. Wider than `call_hours`, since somebody far away leaves only an edge of the day.
WAKING_HOURS = (time(7), time(22))

#: Within so many days every weekday of theirs comes round.
_LONGEST_WAIT = 7


def call_window(
    day: date, theirs: ZoneInfo, yours: ZoneInfo, hours: tuple[time, time]
) -> CallWindow:
    """The hours to call on `day`, which is yours: those with most of your waking day in them.

    Far to the east that is their next day, far to the west the one before. Where none of theirs
    meets that day, the first that meets a later one; where they only ever fall into your night,
    those of their first weekday that is `day` or later. Their weekdays are Monday to Friday: what
    days off they keep is not known.
    """
    for ahead in range(_LONGEST_WAIT + 1):
        mine = shifted(day, ahead)
        awake = _between(mine, yours, WAKING_HOURS)
        near = (shifted(mine, step) for step in (0, -1, 1))
        weekdays = (one for one in near if one.weekday() in MONDAY_TO_FRIDAY)
        shared, best = max(
            ((_shared(_between(one, theirs, hours), awake), one) for one in weekdays),
            key=lambda found: found[0],
            default=(timedelta(), mine),
        )
        if shared > timedelta():
            return CallWindow(*_between(best, theirs, hours), yours)
    while day.weekday() not in MONDAY_TO_FRIDAY and day < date.max:
        day += timedelta(days=1)
    return CallWindow(*_between(day, theirs, hours), yours)


def _between(day: date, zone: ZoneInfo, hours: tuple[time, time]) -> tuple[datetime, datetime]:
    begin, end = (datetime.combine(day, hour, tzinfo=zone) for hour in hours)
    return begin, end


def _shared(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> timedelta:
    """How long two spans of time have in common; nothing or less where they do not meet."""
    (begin, end), (others_begin, others_end) = (tuple(map(_instant, span)) for span in (one, other))
    return min(end, others_end) - max(begin, others_begin)


def _instant(moment: datetime) -> timedelta:
    """A moment on the one scale of all zones, which near year 1 and 9999 UTC cannot hold.

    Subtracting two datetimes would count by the wall clock where their zone is the same.
    """
    at_clock = timedelta(moment.toordinal(), hours=moment.hour, minutes=moment.minute)
    return at_clock - (moment.utcoffset() or timedelta())
