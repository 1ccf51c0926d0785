"""What is said of a rebuild: one line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time

from tracker.counts import count
from tracker.watch.loop import Rebuild


def rebuild_line(rebuild: Rebuild, at: time, known: Collection[str] = ()) -> str:
    """`14:03:22  contacts/dana.md: 3 pages in 41 ms`, on one line, with the first new problem.

    `known` are the problems that were said before. Names are shown as they are: whoever prints the
    line cleans it for the terminal.
    """
    said = rebuild.failure or _result(rebuild) + _news(rebuild, known)
    names = _names(rebuild.changed)
    text = f"{names}: {said}" if names else said
    return f"{at:%H:%M:%S}  {' '.join(text.split())}"


def _names(changed: tuple[str, ...]) -> str:
    if len(changed) < 2:  # noqa: PLR2004 - one name needs no "more"
        return "".join(changed)
    return f"{changed[0]} and {len(changed) - 1:,} more"


def _result(rebuild: Rebuild) -> str:
    written, removed = rebuild.written, rebuild.removed
    took = _duration(rebuild.seconds)
    if not written and not removed:
        return "nothing to write"
    if not written:
        return f"{count(removed, 'page')} removed in {took}"
    if not removed:
        return f"{count(written, 'page')} in {took}"
    return f"{count(written, 'page')}, {removed:,} removed, in {took}"


def _news(rebuild: Rebuild, known: Collection[str]) -> str:
    """The first error that is new, and how many there are besides, or how many remain."""
    errors, said = len(rebuild.problems), frozenset(known)
    new = next((one for one in rebuild.problems if one not in said), None)
    if new is not None:
        more = f" (and {errors - 1:,} more)" if errors > 1 else ""
        return f"; {new}{more}"
    if errors:
        remain = "remains" if errors == 1 else "remain"
        return f"; {count(errors, 'error')} {remain}"
    return "; no errors any more" if known else ""


def _duration(seconds: float) -> str:
    """`41 ms`, and from a second on `1.2 s`: nobody counts thousands of milliseconds."""
    milliseconds = max(1, round(seconds * 1000))
    return f"{milliseconds} ms" if milliseconds < 1000 else f"{seconds:.1f} s"  # noqa: PLR2004
