"""What is so from which day on: the form in which a page learns of the days after its own.

Days are counted from that of the build. Nothing is left to be worked out but which day it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from tracker.agenda import Bucket, bucket_on, is_over, turns
from tracker.records import Record
from tracker.rules.followup import FollowUp
from tracker.rules.selectors import behind_from
from tracker.views.directory import Directory, Placed
from tracker.views.words import Day
from tracker.workdays import shifted

#: A value of JSON.
Json: TypeAlias = Any

#: The days from which something is so, each with what that is.
Course: TypeAlias = list[tuple[Json, ...]]

#: The parts of the agenda, and what else an item of the calendar may be: not there, not on the
#: agenda yet, an event ahead, one that lies behind. The data have their places in this list.
STATES = ("", "ahead", *(one.value for one in Bucket), "event", "over")
STATE = {name: at for at, name in enumerate(STATES)}

#: No step, and so in no state.
NONE = -1, STATE[""]


class LaterDays:
    """Some people's follow-ups from the day of the build on: all that are open for them."""

    def __init__(self, directory: Directory, follow_ups: Sequence[FollowUp]) -> None:
        """Find out when they move."""
        self.directory, self.today = directory, directory.today
        self.all = [one for one in follow_ups if not is_over(one, self.today)]
        self._turns = turns(self.all, self.today)

    def on(self, some: Iterable[FollowUp], today: date) -> list[Placed]:
        """What of some follow-ups is on the agenda on a day."""
        found = ((bucket_on(self._turns[one.id], today), one) for one in some)
        return [Placed(bucket, one) for bucket, one in found if bucket is not None]

    def turning(self, some: Iterable[FollowUp]) -> set[date]:
        """The days on which anything about some follow-ups changes."""
        return {turn.since for one in some for turn in self._turns[one.id]}

    def course(self, days: Iterable[date], state: Callable[[date], tuple[Json, ...]]) -> Course:
        """What is so from today on, and from each of the days that change it."""
        found: Course = []
        for one in sorted({self.today, *(each for each in days if each > self.today)}):
            now = state(one)
            if not found or found[-1][1:] != now:
                found.append((self.count(one), *now))
        return found

    def count(self, day: date | Day) -> int:
        """A day as the number of days from today."""
        when = date.fromisoformat(day.iso) if isinstance(day, Day) else day
        return (when - self.today).days

    def seen_on(self, day: date) -> Directory:
        """The directory on another day, for whoever asks it no more than what lies behind then."""
        return self.directory._replace(today=day)


def still_ahead(records: Sequence[Record], today: date) -> list[date]:
    """The days of those of some entries, oldest first, that lie ahead, and when they are behind."""
    found = []
    for one in reversed(records):
        if one.entry.day < today:
            break
        found += [one.entry.day, behind_from(one.entry)]
    return found


def last_days(directory: Directory, records: Sequence[Record]) -> str:
    """The day of the last of some entries on later days, as `later_days` says it."""

    def last(day: date) -> tuple[date | None]:
        return (days.seen_on(day).last_day(reversed(records)),)

    days = LaterDays(directory, ())
    return later_days(days, days.course(still_ahead(records, directory.today), last))


def later_days(days: LaterDays, course: Course) -> str:
    """From which day on which day is shown in place of the page's: `2026-12-02 2026-12-01 …`."""
    return " ".join(
        f"{shifted(days.today, since)} {day}" for since, day in course[1:] if day is not None
    )


class Steps:
    """Steps that are said once, and meant by their places."""

    def __init__(self) -> None:
        """Begin with none."""
        self.said: list[Json] = []

    def place(self, step: Json) -> int:
        """The place of a step, which is said if it was not."""
        if step not in self.said:
            self.said.append(step)
        return self.said.index(step)


def flat(course: Iterable[tuple[Json, ...]]) -> list[Json]:
    """A course as one list, which takes less room."""
    return list(chain.from_iterable(course))
