"""Tables of the report: rows of cells that hold words, links, days or numbers."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from tracker.views.frame import Link
from tracker.views.shown import Shown
from tracker.views.words import Day, Piece, day, pieces


class Cell(NamedTuple):
    """One cell: `links`, a text, a day, or a number (marked, so that it can stand to the right).

    `text` is empty, and `day` None, where it is something else; a day may have a text before it.
    `number` is whether the text is one.
    """

    links: tuple[Link, ...] = ()
    text: tuple[Piece, ...] = ()
    day: Day | None = None
    number: bool = False


class Cells(tuple[Cell, ...]):
    """The cells of a row."""

    __slots__ = ()


#: A row of a table: its cells, or the piece of HTML that was once made of them and kept.
Row: TypeAlias = Shown[Cells]


class Table(NamedTuple):
    """A table with its `caption`, `columns` and `rows`. The first cell of a row is its heading.

    `numbers` says which columns are numbers. `more` is how many rows were left out at the end.
    `folded` is what it is folded away under, empty where it stands open.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: tuple[bool, ...] = ()
    more: int = 0
    folded: str = ""


def text_cell(value: str) -> Cell:
    """A cell with words, or an empty one."""
    return Cell(text=(Piece(value, code=False),) if value else ())


def message_cell(value: str) -> Cell:
    """A cell with a message of Tracker's own."""
    return Cell(text=pieces(value))


def number_cell(value: int | None, unit: str = "") -> Cell:
    """A cell with a number; a dash where there is none."""
    text = "–" if value is None else f"{value:,}{unit}"
    return Cell(text=(Piece(text, code=False),), number=True)


def date_cell(value: date | None, before: str = "") -> Cell:
    """A cell with a day, or an empty one; `before` is what stands before the day."""
    return text_cell(before)._replace(day=day(value)) if value else Cell()


def table(
    caption: str,
    columns: tuple[str, ...],
    rows: tuple[Row, ...],
    *,
    numbers: tuple[bool, ...] | None = None,
    more: int = 0,
) -> Table:
    """A table whose columns of numbers are those of its first row, unless they are given."""
    if numbers is None:
        first = rows[0] if rows else ()
        numbers = () if isinstance(first, Markup) else tuple(cell.number for cell in first)
    return Table(caption, columns, rows, numbers, more)
