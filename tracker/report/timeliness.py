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
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from operator import attrgetter
from typing import NamedTuple

from tracker.agenda import Agenda
from tracker.rules.followup import Closing, Derived, FollowUp, Try


class Fate(Enum):
    """What became of a follow-up."""

    IN_TIME = auto()
    LATE = auto()
    MISSED = auto()
    OWED = auto()


@dataclass(frozen=True, slots=True)
class Judged:
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


@dataclass(frozen=True, slots=True)
class Timeliness:
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


@dataclass(frozen=True, slots=True)
class FollowUpsMade:
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
                fate = Fate.IN_TIME if made.day <= made.deadline else Fate.LATE
                judged.append(Judged(_as_made(one, made), fate, _month(made.day)))
        became = Fate.OWED if one.id in owed else _fate(one, agenda.today)
        if became is not None:
            day = one.closed if became in {Fate.IN_TIME, Fate.LATE} else None
            judged.append(Judged(one, became, _month(day or one.deadline)))
    return judged


def follow_ups_made(derived: Derived, agenda: Agenda) -> FollowUpsMade:
    """Count what became of every follow-up up to today."""
    judged = judge(derived, agenda)
    counted = made_of(tally(judged))
    return replace(
        counted,
        late=_latest_first(each.follow_up for each in judged if each.fate is Fate.LATE),
        missed=_latest_first(each.follow_up for each in judged if each.fate is Fate.MISSED),
    )


def tally(judged: Iterable[Judged]) -> Counter[Counted]:
    """How many of each there are; the tallies of several parts add up to that of all."""
    return Counter(
        Counted(each.follow_up.rule, each.follow_up.title, each.month, each.fate) for each in judged
    )


def made_of(tally: Mapping[Counted, int]) -> FollowUpsMade:
    """The figures of a tally, without the lists."""
    titles = {one.rule: one.title for one in tally}
    by_rule = _grouped(tally, attrgetter("rule"))
    by_month = _grouped(tally, attrgetter("month"))
    return FollowUpsMade(
        _count("", "", tally),
        tuple(_count(name, titles[name], by_rule[name]) for name in sorted(by_rule)),
        tuple(_count(month, "", by_month[month]) for month in sorted(by_month, reverse=True)),
        (),
        (),
    )


def _grouped(
    tally: Mapping[Counted, int], label: Callable[[Counted], str]
) -> dict[str, dict[Counted, int]]:
    groups: dict[str, dict[Counted, int]] = {}
    for one, number in tally.items():
        groups.setdefault(label(one), {})[one] = number
    return groups


def _as_made(one: FollowUp, made: Try) -> FollowUp:
    """The follow-up as it stood when you tried."""
    return replace(one, deadline=made.deadline, closing=Closing.DONE, closed=made.day)


def _fate(one: FollowUp, today: date) -> Fate | None:
    closed = one.closed if one.closed is not None and one.closed <= today else None
    replaced = one.ends if one.ends is not None and one.ends <= today else None
    if closed is not None and (replaced is None or closed <= replaced):
        if one.closing is Closing.DONE:
            return Fate.IN_TIME if closed <= one.deadline else Fate.LATE
        over = closed
    elif replaced is not None:
        over = replaced
    else:
        return None
    return Fate.MISSED if over > one.deadline and one.lapses is not None else None


def _count(label: str, title: str, tally: Mapping[Counted, int]) -> Timeliness:
    fates: Counter[Fate] = Counter()
    for one, number in tally.items():
        fates[one.fate] += number
    return Timeliness(
        label,
        title,
        in_time=fates[Fate.IN_TIME],
        late=fates[Fate.LATE],
        missed=fates[Fate.MISSED],
        owed=fates[Fate.OWED],
    )


def _latest_first(found: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    return tuple(sorted(found, key=lambda one: (one.closed or one.deadline, one.id), reverse=True))


def _month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"
