"""The work-search log: every activity with its date, company, position, contact, method and result.

What an office that pays unemployment benefits asks for, week by week, as a page and as CSV. Which
entries are in it, and what came of them, says `tracker.report.work_search`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.files import Artifact
from tracker.records import Order
from tracker.spreadsheet import BYTE_ORDER_MARK, csv_line
from tracker.views.frame import Frame
from tracker.views.shown import Shown
from tracker.views.words import Day, day, short_day
from tracker.views.work_search_rows import ActivityView, Claimant, PlacedActivity, WorkSearchPart
from tracker.workdays import shifted, written

#: The file with all activities, beside the page.
CSV = "work-search.csv"

COLUMNS = ("Date", "Company", "Position", "Contact", "Method", "Result")


class ActivityWeek(NamedTuple):
    """A week from Monday to Sunday. `sum` says how many activities it has, `rows` are these."""

    title: str
    sum: str
    rows: tuple[Shown[ActivityView], ...]


class WorkSearchPage(NamedTuple):
    """The work-search log, oldest week first.

    `claimant` is None where there are no details of your own, `first` and `last` where nothing is
    in the log. `sum` says how many activities the `weeks` have together, and `columns` head their
    rows. `csv` leads to the same as CSV. `zone` is your own: it tells the browser which day it is.
    """

    frame: Frame
    claimant: Claimant | None
    first: Day | None
    last: Day | None
    sum: str
    columns: tuple[str, ...]
    weeks: tuple[ActivityWeek, ...]
    csv: str
    zone: str


def work_search_page(
    frame: Frame, zone: ZoneInfo, parts: Iterable[WorkSearchPart]
) -> WorkSearchPage:
    """The log, made of what each part of the contacts has in it."""
    placed: list[PlacedActivity] = []
    claimant = None
    for part in parts:
        placed += part.activities
        claimant = claimant or part.claimant
    placed.sort(key=attrgetter("key"))
    weeks: dict[int, list[Shown[ActivityView]]] = {}
    for one in placed:
        weeks.setdefault(_week(one.key), []).append(one.row)
    return WorkSearchPage(
        frame,
        claimant,
        _day(placed[0]) if placed else None,
        _day(placed[-1]) if placed else None,
        _sum(len(placed)),
        COLUMNS,
        tuple(
            ActivityWeek(_title(week), _sum(len(rows)), tuple(rows)) for week, rows in weeks.items()
        ),
        CSV,
        zone.key,
    )


def work_search_csv(parts: Sequence[WorkSearchPart]) -> Artifact:
    """All of the log as CSV."""
    placed = sorted((one for part in parts for one in part.activities), key=attrgetter("key"))
    lines = (BYTE_ORDER_MARK, csv_line(COLUMNS), *(one.line for one in placed))
    return Artifact(CSV, "".join(lines).encode(errors="replace"))


def _week(key: Order) -> int:
    """A number that grows by one each Monday."""
    return (key[0] - 1) // 7


def _title(week: int) -> str:
    monday = date.min + timedelta(days=7 * week)
    sunday = shifted(monday, 6)
    begin = short_day(monday) if monday.year == sunday.year else written(monday)
    return f"{begin} – {written(sunday)}"


def _sum(number: int) -> str:
    return "1 activity" if number == 1 else f"{number:,} activities"


def _day(placed: PlacedActivity) -> Day:
    return day(date.fromordinal(placed.key[0]))
