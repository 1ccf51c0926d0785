"""Lines of the agenda, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from tracker.views.lines import Line

#: A line is never squeezed narrower than this, whatever the terminal says.
_NARROWEST = 30


def laid_out(lines: Iterable[Line], width: int | None) -> Iterator[str]:
    """Lines as they are printed, wrapped to `width` columns, or not at all where it is None.

    The lines that follow a paragraph's first are set in a little further.
    """
    for line in lines:
        margin = " " * line.indent
        whole = margin + line.text
        room = None if width is None else max(width, line.indent + _NARROWEST)
        wrapped = [whole] if room is None or len(whole) <= room else _wrapped(line, margin, room)
        if line.bold or line.dim or line.colour:
            wrapped = [
                click.style(
                    one, bold=line.bold or None, dim=line.dim or None, fg=line.colour or None
                )
                for one in wrapped
            ]
        yield from wrapped[:-1]
        yield wrapped[-1] + line.after


def _wrapped(line: Line, margin: str, room: int) -> list[str]:
    # Imported here: most lines fit.
    import textwrap  # noqa: PLC0415

    return textwrap.wrap(
        line.text,
        room,
        initial_indent=margin,
        subsequent_indent=margin + "  ",
        break_on_hyphens=False,
    )
