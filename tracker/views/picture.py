"""Pictures of the report: bars and the words beside them, placed.

Every length is in units of the picture, whose width is about that of a phone in its pixels: there a
unit is a pixel, on a desk a third more (`style.css` makes the letters smaller there). x grows to
the right and y downward. What a bar says by its colour it says by its texture, too.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from tracker.views.tables import Table

#: A phone of 390 pixels less its margins.
WIDTH = 360

#: What there is at all can be seen, however little it is beside the rest.
LEAST = 2.0

#: The width of a digit, generously: no letter of a picture is larger than 13 units.
DIGIT = 7.5


class Look(StrEnum):
    """How a bar is filled."""

    SOLID = "solid"
    HATCHED = "hatched"
    LIGHT = "light"
    DASHED = "dashed"


class Bar(NamedTuple):
    """A bar: `x` and `y` are its upper left corner, `width` and `height` its size.

    `look` is how it is filled: `solid`, `hatched`, `light` or `dashed`.
    """

    look: Look
    x: float
    y: float
    width: float
    height: float


class Words(NamedTuple):
    """Words at the height `y` of their base line, which `anchor` (start, middle, end) at `x`.

    `role` is what they are: the `name` of bars, the `number` on one, or what marks `now`.
    """

    role: str
    x: float
    y: float
    anchor: str
    text: str


class PictureLine(NamedTuple):
    """A line from `x1`, `y1` to `x2`, `y2`.

    `role` is what it is: the `base` on which bars stand, or the one that marks `now`.
    """

    role: str
    x1: float
    y1: float
    x2: float
    y2: float


class Key(NamedTuple):
    """What a bar's `look` means: `text` says it, and how many there are of it."""

    look: Look
    text: str


class Picture(NamedTuple):
    """A picture. Who does not see it has `title`, `description` and the same as a `table`.

    `id` is its name in links. `says` is what is to be seen in it, in a sentence or two, and `aside`
    what is left out. `width` and `height` are its size. It is drawn from its `lines`, `bars` and
    `words`, and `legend` says what their looks mean.
    """

    id: str
    title: str
    description: str
    says: str
    aside: str
    width: int
    height: int
    lines: tuple[PictureLine, ...]
    bars: tuple[Bar, ...]
    words: tuple[Words, ...]
    legend: tuple[Key, ...]
    table: Table


def length_of(number: int, most: int, full: float) -> float:
    """How long the bar for a number is, where that for the largest has the length `full`.

    It is for a number above 0: of nothing there is no bar.
    """
    return max(LEAST, round(number * full / most, 1))
