"""Where in a file a part of an entry stands: line and column from the part's place in its text."""

from __future__ import annotations

from tracker.contact.model import Place


def place_in(place: Place, text: str, offset: int) -> Place:
    """The place of the character at `offset` of a text that begins at `place`.

    The text may go on over several lines; all but the first are whole lines of the file.
    """
    before = text[:offset]
    breaks = before.count("\n")
    if not breaks:
        return Place(place.path, place.line, place.column + offset)
    return Place(place.path, place.line + breaks, offset - before.rfind("\n"))
