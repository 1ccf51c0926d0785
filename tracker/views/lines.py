"""A paragraph of text for a terminal."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """One paragraph, safe for any terminal. `indent` is in columns; `colour` may be empty.

    `after` follows it plainly.
    """

    text: str
    indent: int = 0
    bold: bool = False
    dim: bool = False
    colour: str = ""
    after: str = ""
