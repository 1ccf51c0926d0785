"""Follow-ups made in time.

A follow-up is *made* when something of yours, or a contact either way, settled it: in time up to
its deadline, late after it. It is *owed* while it is overdue or cold today. It was *missed* when
its deadline had passed before something else settled or replaced it: their word, an outcome, the
next trigger. Settled or replaced by others before its deadline, it was neither. What is planned for
a day after today has not happened yet.

Of a rule that tries again each try is one made, by the deadline that it had. Not counted are
preparations: no entry says that they were made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import NamedTuple

from tracker.agenda import Agenda
from tracker.rules.followup import Closing, Derived, FollowUp, Try, changed


class Fate(StrEnum):
    """What became of a follow-up."""

    IN_TIME = auto()
    LATE = auto()
    MISSED = auto()
    OWED = auto()


# Looked up once: that takes Python longer than to compare them.
_IN_TIME, _LATE, _MISSED, _OWED = Fate.IN_TIME, Fate.LATE, Fate.MISSED, Fate.OWED
_DONE = Closing.DONE


class Judged(NamedTuple):
    """A follow-up, what became of it, and the month it is counted in."""

    follow_up: FollowUp
    fate: Fate
    month: str


class Counted(NamedTuple):
    """What follow-ups are counted by."""

    rule: str
    title: str
    month: str
    fate: Fate


class Timeliness(NamedTuple):
    """How many follow-ups were made in time, made late, missed, and are still owed.

    `label` is a rule's name, or a month as `YYYY-MM`, or empty for all. `title` is the rule's title
    (empty otherwise). A follow-up belongs to the month in which it was made; one that was not, to
    that of its deadline.
    """

    label: str
    title: str
    in_time: int
    late: int
    missed: int
    owed: int

    @property
    def made(self) -> int:
        """How many were made, in time or late."""
        return self.in_time + self.late

    @property
    def percent(self) -> int | None:
        """The part that was made in time of all counted here; None without any."""
        total = self.made + self.missed + self.owed
        return None if total == 0 else round(100 * self.in_time / total)


class FollowUpsMade(NamedTuple):
    """Timeliness in all, by rule (by name) and by month (the latest first).

    `late` are those made after their deadline, `missed` those never made, the latest first.
    """

    total: Timeliness
    by_rule: tuple[Timeliness, ...]
    by_month: tuple[Timeliness, ...]
    late: tuple[FollowUp, ...]
    missed: tuple[FollowUp, ...]


def judge(derived: Derived, agenda: Agenda) -> list[Judged]:
    """What became of every follow-up up to today."""
    owed = {one.id for one in (*agenda.overdue, *agenda.cold)}
    judged: list[Judged] = []
    for one in (*derived.closed, *derived.follow_ups):
        for made in one.tries:
            if made.day <= agenda.today:
                fate = _IN_TIME if made.day <= made.deadline else _LATE
                judged.append(Judged(_as_made(one, made), fate, _month(made.day)))
        became = _OWED if one.id in owed else _fate(one, agenda.today)
        if became is not None:
            day = one.closed if became is _IN_TIME or became is _LATE else None
            judged.append(Judged(one, became, _month(day or one.deadline)))
    return judged


def follow_ups_made(derived: Derived, agenda: Agenda) -> FollowUpsMade:
    """Count what became of every follow-up up to today."""
    judged = judge(derived, agenda)
    counted = made_of(tally(judged))
    return FollowUpsMade(
        counted.total,
        counted.by_rule,
        counted.by_month,
        late=_latest_first([one.follow_up for one in judged if one.fate is _LATE]),
        missed=_latest_first([one.follow_up for one in judged if one.fate is _MISSED]),
    )


def tally(judged: Iterable[Judged]) -> Counter[Counted]:
    """How many of each there are; the tallies of several parts add up to that of all."""
    return Counter([Counted(one.rule, one.title, month, fate) for one, fate, month in judged])


def made_of(tally: Mapping[Counted, int]) -> FollowUpsMade:
    """The figures of a tally, without the lists."""
    titles = {one.rule: one.title for one in tally}
    total = _Count()
    by_rule: dict[str, _Count] = {}
    by_month: dict[str, _Count] = {}
    for one, number in tally.items():
        total.add(one.fate, number)
        by_rule.setdefault(one.rule, _Count()).add(one.fate, number)
        by_month.setdefault(one.month, _Count()).add(one.fate, number)
    return FollowUpsMade(
        total.called("", ""),
        tuple([by_rule[name].called(name, titles[name]) for name in sorted(by_rule)]),
        tuple([by_month[month].called(month, "") for month in sorted(by_month, reverse=True)]),
        (),
        (),
    )


@dataclass(slots=True)
class _Count:
    """A `Timeliness` while it is counted."""

    in_time: int = 0
    late: int = 0
    missed: int = 0
    owed: int = 0

    def add(self, fate: Fate, number: int) -> None:
        """Count so many that met one fate."""
        if fate is _IN_TIME:
            self.in_time += number
        elif fate is _LATE:
            self.late += number
        elif fate is _MISSED:
            self.missed += number
        else:
            self.owed += number

    def called(self, label: str, title: str) -> Timeliness:
        """All that was counted, under a name."""
        return Timeliness(label, title, self.in_time, self.late, self.missed, self.owed)


def _as_made(one: FollowUp, made: Try) -> FollowUp:
    """The follow-up as it stood when you tried."""
    return changed(one, deadline=made.deadline, closing=_DONE, closed=made.day)


def _fate(one: FollowUp, today: date) -> Fate | None:
    closed = one.closed if one.closed is not None and one.closed <= today else None
    replaced = one.ends if one.ends is not None and one.ends <= today else None
    if closed is not None and (replaced is None or closed <= replaced):
        if one.closing is _DONE:
            return _IN_TIME if closed <= one.deadline else _LATE
        over = closed
    elif replaced is not None:
        over = replaced
    else:
        return None
    return _MISSED if over > one.deadline and one.lapses is not None else None


def _latest_first(found: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    return tuple(sorted(found, key=lambda one: (one.closed or one.deadline, one.id), reverse=True))


def _month(day: date) -> str:
    return day.isoformat()[:7]
