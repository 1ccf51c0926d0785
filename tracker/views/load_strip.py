"""The load strip: how full the weeks ahead are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tracker.views.calendar_items import PlacedItem
from tracker.views.words import Day, day, short_day
from tracker.workdays import shifted

#: The weeks of the load strip: a quarter, as far as anybody plans.
WEEKS_AHEAD = 13

#: How many heights the bars of the load strip have; the stylesheet has a class for each.
HEIGHTS = 10


class WeekAhead(NamedTuple):
    """A week of the load strip.

    It begins on the Monday `begins`. `due` counts what is due in it, `events` what takes place.
    `height` is from 0 to 10, by the fullest of all weeks. `href` leads to its first day that has
    something, None where nothing is in it.
    """

    label: str
    begins: Day
    due: int
    events: int
    height: int
    href: str | None


def weeks_ahead(by_day: Mapping[date, list[PlacedItem]], today: date) -> tuple[WeekAhead, ...]:
    """The weeks from this one on, by what stands on each day."""
    monday = shifted(today, -today.weekday())
    due: Counter[int] = Counter()
    events: Counter[int] = Counter()
    for when, some in by_day.items():
        week = (when - monday).days // 7
        if when >= today:
            due[week] += sum(one.is_open for one in some)
            events[week] += sum(one.is_event for one in some)
    most = max(due[week] + events[week] for week in range(WEEKS_AHEAD)) or 1
    found = []
    for week in range(WEEKS_AHEAD):
        begins = shifted(monday, 7 * week)
        total = due[week] + events[week]
        days = (shifted(begins, step) for step in range(7))
        # On no day from today on is there anything that does not count.
        first = next((one for one in days if one >= today and one in by_day), None)
        found.append(
            WeekAhead(
                "This week" if week == 0 else short_day(begins).partition(" ")[2],
                day(begins),
                due[week],
                events[week],
                -(-total * HEIGHTS // most),
                f"#d{first.isoformat()}" if first else None,
            )
        )
    return tuple(found)
