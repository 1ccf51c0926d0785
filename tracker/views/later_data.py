"""The scripts beside the pages of all contacts, with what these show on later days."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TypeVar

from tracker.files import Artifact
from tracker.views.calendar_page import ITEMS_OPEN
from tracker.views.course import STATES, Json
from tracker.views.frame import CALENDAR_DATA, CONTACTS_DATA, PIPELINE_DATA
from tracker.views.later import LaterItem, LaterParts, LaterTile
from tracker.views.load_strip import HEIGHTS, WEEKS_AHEAD
from tracker.views.pipeline_page import TILES_OPEN
from tracker.views.scripts import script_data
from tracker.workdays import Calendar

_Placed = TypeVar("_Placed", LaterTile, LaterItem)


def later_scripts(
    calendar: Calendar, today: date, parts: Sequence[LaterParts]
) -> Iterator[Artifact]:
    """The scripts with the data, each made when it is asked for; `today` is the build's day."""
    about: dict[str, Json] = {"built": today.isoformat(), "states": STATES}
    # In an order that does not depend on which contacts were worked on together.
    rows = sorted(one for part in parts for one in part.rows)
    yield _script(CONTACTS_DATA, "trackerContacts", about, b"rows", b"[%s]" % b",\n".join(rows))

    tiles = (one for part in parts for one in part.tiles)
    columns = _grouped(tiles, lambda one: one.column)
    about |= {"tilesOpen": TILES_OPEN}
    yield _script(PIPELINE_DATA, "trackerPipeline", about, b"columns", columns)

    items = [one for part in parts for one in part.items]
    del about["tilesOpen"]
    about |= {
        "itemsOpen": ITEMS_OPEN,
        "weeksAhead": WEEKS_AHEAD,
        "heights": HEIGHTS,
        "off": dict(_days_off(calendar, {one.day for one in items})),
    }
    days = _grouped(items, lambda one: one.day.isoformat())
    yield _script(CALENDAR_DATA, "trackerCalendar", about, b"days", days)


def _script(path: str, name: str, about: dict[str, Json], field: bytes, value: bytes) -> Artifact:
    """A script that assigns one value to one name; `value` is the JSON of its last field."""
    said = script_data(about)[:-1]
    return Artifact(path, b'var %s = %s,\n"%s":%s};\n' % (name.encode(), said, field, value))


def _grouped(placed: Iterable[_Placed], group: Callable[[_Placed], str]) -> bytes:
    """Things by column or day as JSON, those of each in their order there but for the day's."""
    found: defaultdict[str, list[_Placed]] = defaultdict(list)
    for one in placed:
        found[group(one)].append(one)
    lists = (
        b'"%s":[%s]' % (name.encode(), b",".join(one.data for one in sorted(some, key=_key)))
        for name, some in sorted(found.items())
    )
    return b"{%s}" % b",\n".join(lists)


_key = attrgetter("key")


def _days_off(calendar: Calendar, days: Iterable[date]) -> Iterator[tuple[str, str]]:
    """Each month of some days, with a digit for each of its days.

    That is 1 on a day on which nobody works, 2 where it is out of the ordinary, and else 0.
    """
    for year, month in sorted({(one.year, one.month) for one in days}):
        digits = []
        for number in range(1, monthrange(year, month)[1] + 1):
            day = date(year, month, number)
            off = calendar.is_day_off(day)
            digits.append(int(off) + (off and day.weekday() in calendar.working_days))
        yield f"{year:04}-{month:02}", "".join(map(str, digits))
