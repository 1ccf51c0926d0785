"""The picture of what went out each week: a column for each of the last weeks, the latest last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from tracker.contact.kinds import Kind
from tracker.counts import count
from tracker.report import Sent, SentWeek
from tracker.views.picture import (
    DIGIT,
    WIDTH,
    Bar,
    Key,
    Look,
    Picture,
    PictureLine,
    Words,
    length_of,
)
from tracker.views.tables import Cells, Table, date_cell, number_cell, table
from tracker.views.words import listing
from tracker.workdays import shifted, written

#: As many weeks as have room on a phone for a number of two digits on each.
WEEKS_SHOWN = 20

# Where they are, and how large, in units of the picture.
_TALLEST = 96  # the fullest week
_ABOVE = 20  # room for its number
_BELOW = 34  # two lines of words: when, and which week is this
_WIDEST = 45  # a week, where there are few: “28 Sep” has room below it
_FILLED = 0.76  # how much of a week's room its bar takes
_FEW = 8  # so many weeks are all named: this many times the widest is the picture's width


class _Group(NamedTuple):
    """Kinds that are thought of as one: their name as a heading, and how they are counted."""

    heading: str
    one: str
    many: str
    look: Look


#: From the ground up. What is neither of the first two is of the last.
_APPLICATIONS = _Group("Applications", "application", "applications", Look.SOLID)
_CALLS = _Group("Calls", "call", "calls", Look.HATCHED)
_OTHERS = _Group("Messages and others", "message or other", "messages and others", Look.LIGHT)
_GROUPS = (_APPLICATIONS, _CALLS, _OTHERS)
_GROUP_OF = {Kind.APPLIED: _APPLICATIONS, Kind.CALL: _CALLS}


class _Column(NamedTuple):
    """A week with how much went out of each group."""

    week: SentWeek
    numbers: tuple[int, ...]


def weeks_picture(sent: Sent) -> Picture | None:
    """What went out in each of the last weeks; None for a single one, and without anything."""
    weeks = sent.weeks[:WEEKS_SHOWN][::-1]
    if len(weeks) < 2 or not any(one.total for one in weeks):  # noqa: PLR2004 - one is no picture
        return None
    groups, columns = _grouped(weeks)
    room = min(_WIDEST, WIDTH / len(weeks))
    ground = _ABOVE + _TALLEST
    bars, numbers = _columns_drawn(groups, columns, room, ground)
    left, width = _bar_of(len(weeks) - 1, room)
    right = round(left + width, 1)
    # At the end of its bar, unless there are so few that it would begin before the first.
    at, anchor = (right, "end") if len(weeks) > 2 else (left, "start")  # noqa: PLR2004
    return Picture(
        "weeks",
        f"What went out in each of the last {len(weeks)} weeks",
        _weeks_described(groups, columns),
        f"Since {written(weeks[0].monday)}. This week is not over yet.",
        "",
        WIDTH,
        ground + _BELOW,
        (
            PictureLine("base", 0, ground, len(weeks) * room, ground),
            PictureLine("now", left, ground + 1.5, right, ground + 1.5),
        ),
        tuple(bars),
        (
            *numbers,
            *_week_names(weeks, room, ground + 14),
            Words("now", at, ground + 29, anchor, "this week"),
        ),
        tuple(
            Key(group.look, count(number, group.one, group.many))
            for group, number in zip(groups, _sums(columns), strict=True)
        ),
        _weeks_table(groups, columns),
    )


def _columns_drawn(
    groups: Sequence[_Group], columns: Sequence[_Column], room: float, ground: int
) -> tuple[list[Bar], list[Words]]:
    """The bars of the weeks, one on the other, and the numbers above them."""
    most = max(one.week.total for one in columns)
    numbered = _numbered([one.week.total for one in columns], room)
    bars: list[Bar] = []
    words: list[Words] = []
    for at, column in enumerate(columns):
        left, width = _bar_of(at, room)
        top = float(ground)
        for group, number in zip(groups, column.numbers, strict=True):
            if number:
                height = length_of(number, most, _TALLEST)
                top = round(top - height, 1)
                bars.append(Bar(group.look, left, top, width, height))
        if at in numbered and column.week.total:
            words.append(_number_above(column.week.total, (at + 0.5) * room, top - 4))
    return bars, words


def _bar_of(at: int, room: float) -> tuple[float, float]:
    """Where the bar of a week begins that has so much room, and how wide it is."""
    return round((at + (1 - _FILLED) / 2) * room, 1), round(room * _FILLED, 1)


def _grouped(weeks: Iterable[SentWeek]) -> tuple[list[_Group], list[_Column]]:
    """The weeks with how much there is of each group that occurs, and these groups."""
    counted = []
    for week in weeks:
        numbers = dict.fromkeys(_GROUPS, 0)
        for kind, number in week.kinds.items():
            numbers[_GROUP_OF.get(kind, _OTHERS)] += number
        counted.append((week, numbers))
    groups = [one for one in _GROUPS if any(numbers[one] for _, numbers in counted)]
    return groups, [
        _Column(week, tuple(numbers[one] for one in groups)) for week, numbers in counted
    ]


def _sums(columns: Iterable[_Column]) -> list[int]:
    return [sum(numbers) for numbers in zip(*(one.numbers for one in columns), strict=True)]


def _numbered(totals: Sequence[int], room: float) -> frozenset[int]:
    """Which weeks have their number on them: all, or where it is too long the fullest and this."""
    wide = DIGIT * len(f"{max(totals):,}")
    if wide <= room:
        return frozenset(range(len(totals)))
    last = len(totals) - 1
    fullest = max(range(len(totals)), key=lambda at: (totals[at], at))
    # At an edge of the picture a number may reach as far again to the other side.
    return frozenset({fullest} if (last - fullest) * room < 2 * wide else {fullest, last})


def _number_above(number: int, x: float, y: float) -> Words:
    """A number above the middle of a bar, or at the picture's edge where it would reach over it."""
    text = f"{number:,}"
    half = DIGIT * len(text) / 2
    anchor, x = "middle", round(x, 1)
    if x < half:
        anchor, x = "start", 0.0
    elif x > WIDTH - half:
        anchor, x = "end", float(WIDTH)
    return Words("number", x, round(y, 1), anchor, text)


def _week_names(weeks: Sequence[SentWeek], room: float, y: float) -> list[Words]:
    """The days on which few weeks begin; the months that begin within many."""
    if len(weeks) <= _FEW:
        return [
            Words("name", round((at + 0.5) * room, 1), y, "middle", _short(one.monday))
            for at, one in enumerate(weeks)
        ]
    found = []
    for at, one in enumerate(weeks):
        sunday = shifted(one.monday, 6)
        if sunday.month != shifted(one.monday, -1).month:
            is_last = at == len(weeks) - 1
            x = (at + is_last) * room + (-1 if is_last else 1) * room * (1 - _FILLED) / 2
            text = written(sunday).split()[2]
            found.append(Words("name", round(x, 1), y, "end" if is_last else "start", text))
    return found


def _short(day: date) -> str:
    """`12 Nov`."""
    return " ".join(written(day).split()[1:3])


def _weeks_described(groups: Sequence[_Group], columns: Sequence[_Column]) -> str:
    parts = listing(
        [
            count(number, group.one, group.many)
            for group, number in zip(groups, _sums(columns), strict=True)
        ]
    )
    fullest = max(columns, key=lambda one: (one.week.total, one.week.monday)).week
    return (
        f"{parts}. The most in a week were {fullest.total:,}, in that from"
        f" {written(fullest.monday)}; this week {columns[-1].week.total:,} so far."
    )


def _weeks_table(groups: Sequence[_Group], columns: Iterable[_Column]) -> Table:
    rows = tuple(
        Cells(
            (
                date_cell(one.week.monday),
                *(number_cell(number) for number in one.numbers),
                number_cell(one.week.total),
            )
        )
        for one in reversed(list(columns))
    )
    headings = ("Week from", *(one.heading for one in groups), "All")
    return table("Applications, calls and all else, week by week", headings, rows)
