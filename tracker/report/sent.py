"""What went out each week, and what lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from tracker.contact.kinds import Direction, Kind, Side
from tracker.contact.model import LogEntry
from tracker.records import Record

#: How many weeks are shown: a year, so that one mistyped date does not fill the page.
WEEKS = 52

# Looked up once: that takes Python longer than to compare them.
_YOU, _BOTH, _CALL, _IN = Side.YOU, Side.BOTH, Kind.CALL, Direction.IN


class SentWeek(NamedTuple):
    """One ISO week: its Monday, and how many entries of each kind went out in it.

    `attempts` is the part of `total` that reached nobody.
    """

    monday: date
    kinds: Mapping[Kind, int]
    total: int
    attempts: int

    @property
    def label(self) -> str:
        """The week as ISO 8601 writes it, such as `2026-W47`."""
        year, number, _ = self.monday.isocalendar()
        return f"{year:04}-W{number:02}"


class Sent(NamedTuple):
    """What went out, week by week, the latest week first; weeks with nothing are there too.

    Begins with the first week that has anything, or `WEEKS` weeks ago. `earlier` counts what lies
    before. `kinds` are those that occur, the most frequent first.
    """

    weeks: tuple[SentWeek, ...]
    kinds: tuple[Kind, ...]
    total: int
    earlier: int


class Going(NamedTuple):
    """What is counted of an entry that went out: its week, its kind, whether it reached nobody."""

    week: int
    kind: Kind
    attempt: bool


def sent(records: Iterable[Record], today: date) -> Sent:
    """Count what you sent, and the calls you made, up to today; your attempts among them.

    A call without a direction is yours, as in the log. What both of you took part in otherwise,
    such as an interview, was sent by nobody.
    """
    return sent_of(tally_sent(records, today), today)


def tally_sent(records: Iterable[Record], today: date) -> Counter[Going]:
    """What went out up to today; the tallies of several parts add up to that of all."""
    return Counter(
        [
            Going(_week(entry.day), entry.kind, entry.attempt is not None)
            for entry in (one.entry for one in records)
            if entry.day <= today and _went_out(entry)
        ]
    )


def sent_by_day(records: Iterable[Record], today: date) -> Counter[date]:
    """How much goes out on each day from the week before today's on, and on days ahead."""
    first = _week(today) - 1
    entries = (one.entry for one in records)
    return Counter([one.day for one in entries if _week(one.day) >= first and _went_out(one)])


def sent_lately(by_day: Mapping[date, int], today: date) -> tuple[int, int]:
    """How much of it went out this week up to today, and how much last week."""
    this_week = _week(today)
    past = [(this_week - _week(day), number) for day, number in by_day.items() if day <= today]
    this, last = (sum(number for ago, number in past if ago == weeks) for weeks in (0, 1))
    return this, last


def sent_of(tally: Mapping[Going, int], today: date) -> Sent:
    """The weeks of a tally, up to this one."""
    this_week = _week(today)
    oldest = this_week - WEEKS + 1
    earlier = 0
    by_week: dict[int, list[tuple[Going, int]]] = {}
    for one, number in tally.items():
        if one.week >= oldest:
            by_week.setdefault(one.week, []).append((one, number))
        else:
            earlier += number
    weeks = [
        _count(week, by_week[week]) if week in by_week else _without_any(week)
        for week in range(this_week, min(by_week, default=this_week + 1) - 1, -1)
    ]
    kinds: dict[Kind, int] = {}
    for going in by_week.values():
        for one, number in going:
            kinds[one.kind] = kinds.get(one.kind, 0) + number
    return Sent(
        tuple(weeks),
        tuple(sorted(kinds, key=lambda kind: (-kinds[kind], kind))),
        total=sum(kinds.values()),
        earlier=earlier,
    )


def _went_out(entry: LogEntry) -> bool:
    if entry.automatic or entry.cancelled:
        return False
    side = entry.side
    if side is _BOTH:
        return entry.kind is _CALL and entry.direction is not _IN
    return side is _YOU


def _week(day: date) -> int:
    """A number that grows by one each Monday."""
    return (day.toordinal() - 1) // 7


def _count(week: int, going: Iterable[tuple[Going, int]]) -> SentWeek:
    kinds: dict[Kind, int] = {}
    attempts = 0
    for one, number in going:
        kinds[one.kind] = kinds.get(one.kind, 0) + number
        attempts += number if one.attempt else 0
    total = sum(kinds.values())
    return SentWeek(_monday(week), dict(sorted(kinds.items())), total, attempts)


@lru_cache(maxsize=2 * WEEKS)
def _without_any(week: int) -> SentWeek:
    """A week in which nothing went out: most are, of most circles of contacts."""
    return SentWeek(_monday(week), {}, 0, 0)


def _monday(week: int) -> date:
    return date.min + timedelta(days=7 * week)
