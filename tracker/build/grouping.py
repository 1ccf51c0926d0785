"""Which contacts are in which circle, and all that is looked up by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tracker.build.parts import FileRecord
from tracker.circles import Circle, circles_of, everyone
from tracker.diagnostics import Diagnostic
from tracker.slugs import collisions


class Grouped(NamedTuple):
    """All contacts in their circles.

    `circles` are by their names; `owner` leads from a contact's id, `by_path` from a file's path to
    the circle. `lone` are the paths of all other files. `relationships` are those that anybody has.
    `clashes` are the files that can have no page, since another one has it.
    """

    circles: Mapping[str, Circle]
    owner: Mapping[str, str]
    by_path: Mapping[str, str]
    lone: tuple[str, ...]
    relationships: frozenset[str]
    clashes: tuple[Diagnostic, ...]


def group(files: Mapping[str, FileRecord]) -> Grouped:
    """Part all contacts into circles."""
    clashes = collisions(files)
    apart = {one.path for one in clashes}
    ties = [
        one.reading.ties
        for path, one in files.items()
        if one.reading.ties is not None and path not in apart
    ]
    circles = circles_of(ties, everyone(ties))
    return grouped(files, {one.members[0]: one for one in circles}, clashes)


def grouped(
    files: Mapping[str, FileRecord],
    circles: Mapping[str, Circle],
    clashes: tuple[Diagnostic, ...],
) -> Grouped:
    """All contacts in circles that are known: as `group` finds them, or as they are remembered."""
    by_path = {path: name for name, circle in circles.items() for path in circle.paths}
    found = (files[path].reading.ties for path in by_path)
    return Grouped(
        circles,
        {member: name for name, circle in circles.items() for member in circle.members},
        by_path,
        tuple(path for path in files if path not in by_path),
        frozenset(one for ties in found if ties is not None for one in ties.relationship),
        clashes,
    )
