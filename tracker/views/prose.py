"""The one door through which anything enters a page as HTML without being escaped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from tracker.markdown import MEMORY, to_html, to_inline_html

NOTHING = Markup("")


@lru_cache(maxsize=MEMORY)
def blocks(text: str, *, below: int = 2) -> Markup:
    """Markdown as HTML; its headings stand below a heading of the page's of level `below`."""
    return Markup(to_html(text, below=below))  # noqa: S704 - `markdown` escapes all that is typed


@lru_cache(maxsize=MEMORY)
def line(text: str) -> Markup:
    """One line of Markdown as HTML without blocks."""
    return Markup(to_inline_html(text))  # noqa: S704 - as above


def joined(pieces: Iterable[Markup]) -> Markup:
    """Pieces of HTML, one after the other.

    As `Markup.join`, which asks of each, once more, whether it is HTML.
    """
    return Markup("".join(pieces))  # noqa: S704 - all of them are
