"""What a list on a page holds: views of its items, or items that are HTML already."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias, TypeVar

from markupsafe import Markup

_Item = TypeVar("_Item")

#: An item of a long list: its view, or the piece of HTML that was once made of it and kept.
Shown: TypeAlias = _Item | Markup


class Pieces(NamedTuple):
    """A card as HTML: `whole`, which is empty where it is never shown so, and as a `row`."""

    whole: Markup
    row: Markup
