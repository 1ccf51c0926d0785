"""What went out each week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tracker.contact.kinds import Direction, Kind, Side
from tracker.contact.model import LogEntry
from tracker.records import Record

#: How many weeks are shown: a year, so that one mistyped date does not fill the page.
WEEKS = 52


@dataclass(frozen=True, slots=True)
class Week:
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


@dataclass(frozen=True, slots=True)
class Sent:
    """What went out, week by week, the latest week first; weeks with nothing are there too.

    Begins with the first week that has anything, or `WEEKS` weeks ago. `earlier` counts what lies
    before. `kinds` are those that occur, the most frequent first.
    """

    weeks: tuple[Week, ...]
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
        Going(_week(one.entry.day), one.entry.kind, one.entry.attempt is not None)
        for one in records
        if one.entry.day <= today and _went_out(one.entry)
    )


def sent_of(tally: Mapping[Going, int], today: date) -> Sent:
    """The weeks of a tally, up to this one."""
    this_week = _week(today)
    oldest = this_week - WEEKS + 1
    earlier = sum(number for one, number in tally.items() if one.week < oldest)
    by_week: dict[int, list[tuple[Going, int]]] = {}
    for one, number in tally.items():
        if one.week >= oldest:
            by_week.setdefault(one.week, []).append((one, number))
    weeks = tuple(
        _count(week, by_week.get(week, ()))
        for week in range(this_week, min(by_week, default=this_week + 1) - 1, -1)
    )
    kinds: Counter[Kind] = Counter()
    for week in weeks:
        kinds.update(week.kinds)
    return Sent(
        weeks,
        tuple(sorted(kinds, key=lambda kind: (-kinds[kind], kind))),
        total=sum(one.total for one in weeks),
        earlier=earlier,
    )


def _went_out(entry: LogEntry) -> bool:
    if entry.automatic or entry.cancelled:
        return False
    called = (
        entry.kind is Kind.CALL and entry.side is Side.BOTH and entry.direction is not Direction.IN
    )
    return entry.side is Side.YOU or called


def _week(day: date) -> int:
    """A number that grows by one each Monday."""
    return (day.toordinal() - 1) // 7


def _count(week: int, going: Iterable[tuple[Going, int]]) -> Week:
    kinds: Counter[Kind] = Counter()
    attempts = 0
    for one, number in going:
        kinds[one.kind] += number
        attempts += number if one.attempt else 0
    return Week(
        date.min + timedelta(days=7 * week),
        dict(sorted(kinds.items())),
        total=kinds.total(),
        attempts=attempts,
    )
