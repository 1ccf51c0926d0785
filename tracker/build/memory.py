"""What is remembered from one build to the next: of every file, of every circle, and of the site.

Kept in the cache in small pieces, one for each circle, so that an edit rewrites what it changes and
no more. A piece that is missing costs time, never a wrong page.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tracker.build.grouping import Grouped
from tracker.build.parts import FileRecord, Linked, Outgoing, Outside
from tracker.circles import Circle
from tracker.diagnostics import Diagnostic
from tracker.disk import Stamp
from tracker.disk.cache import Cache
from tracker.disk.packing import closed, digest_of, opened
from tracker.report.details import MissingDetail
from tracker.report.spellings import NONE_NEAR, NearNames
from tracker.rules.wider import NOTHING, Wider

#: The kinds of parts in the cache: what is known of circles, what to take them up from, what
#: follows in them for others, and what they have on the pages of all and on the terminal.
CIRCLE, CORE, OUTGOING, SITE, TEXT = "circle", "core", "outgoing", "site", "text"

#: What is known of many circles is kept on so many shelves: few enough to be taken up quickly, and
#: enough that an edit writes little anew.
_SHELVES = 64


class CircleRecord(NamedTuple):
    """A circle as it was worked out. `key` stands for all that it was linked from.

    `core` is the mark under which it is kept to be taken up again, `paths` are those of its files.
    `outgoing` says whom of other circles it concerns. `stamp` changes whenever anything does that
    its pages are made of, but for the day and the templates.
    """

    name: str
    key: bytes
    core: bytes
    paths: tuple[str, ...]
    circle: Circle
    linked: Linked
    outgoing: Outgoing
    outside: Outside
    problems: tuple[Diagnostic, ...]
    stamp: bytes


class Shared(NamedTuple):
    """What was worked out of all contacts together, and is only worked out again where it must be.

    `clashes` are the files whose pages would meet, `far` the entries years after all others.
    `slugs` are by company, as it is spelled.
    """

    clashes: tuple[Diagnostic, ...] = ()
    far: tuple[Diagnostic, ...] = ()
    wider: Wider = NOTHING
    slugs: Mapping[str, str] = {}
    near: NearNames = NONE_NEAR
    gaps: tuple[MissingDetail, ...] = ()


class Entry(NamedTuple):
    """A circle on the published site: the mark of its part, and the paths of its own pages."""

    mark: bytes
    pages: tuple[str, ...]


class SiteRecord(NamedTuple):
    """The site as it was published: the stamps of its files, and its circles by their names.

    `context` is the mark of the day and of all else that all of it was made for.
    """

    files: Mapping[str, Stamp] = {}
    context: bytes = b""
    entries: Mapping[str, Entry] = {}

    def intact(self, found: Mapping[str, Stamp]) -> set[str]:
        """The circles whose pages are on disk as they were published."""
        return {
            name
            for name, entry in self.entries.items()
            if all(path in found and found[path] == self.files.get(path) for path in entry.pages)
        }


@dataclass(slots=True)
class Memory:
    """All that is remembered of a workspace. `settings` stands for the settings it holds for.

    `outgoing` are follow-ups about people of other circles, closed, by the circle: as far as they
    were needed. `grouped` is how they were grouped, where that was worked out in this process.
    `common` is what was last to be kept of what all files and circles come to, with its mark.
    """

    settings: bytes = b""
    files: dict[str, FileRecord] = field(default_factory=dict)
    circles: dict[str, CircleRecord] = field(default_factory=dict)
    shared: Shared = field(default_factory=Shared)
    outgoing: dict[str, bytes] = field(default_factory=dict)
    grouped: Grouped | None = None
    common: tuple[bytes, tuple[Shared, Mapping[str, FileRecord]]] | None = None


def recall(cache: Cache) -> Memory:
    """What the cache remembers.

    Nothing where its pieces are not of one build: one is damaged, or two processes wrote at a time.
    """
    memory = Memory()
    whole = cache.value("whole")
    if whole is None:
        return memory
    settings, census, mark = whole
    common = cache.value("common", mark)
    if common is None:
        return memory
    shared, lone = common
    kept: dict[str, tuple[CircleRecord, tuple[FileRecord, ...]]] = from_shelves(cache, CIRCLE)
    for name, (record, files) in kept.items():
        memory.circles[name] = record
        memory.files.update((one.path, one) for one in files)
    memory.files.update(lone)
    if _census(memory.circles) != census:
        return Memory()
    memory.settings, memory.shared, memory.common = settings, shared, (mark, common)
    return memory


def _census(circles: Mapping[str, CircleRecord]) -> bytes:
    """What stands for all circles, each as it was worked out."""
    return digest_of(b"".join(sorted(one.stamp for one in circles.values())))


def remember(
    cache: Cache, memory: Memory, circles: AbstractSet[str], gone: AbstractSet[str]
) -> None:
    """Let the cache remember what has changed, from its next `save` on.

    `circles` are the names of those to write anew, `gone` of those to forget.
    """
    belonging = {path for record in memory.circles.values() for path in record.paths}
    lone = {path: one for path, one in memory.files.items() if path not in belonging}
    to_shelves(
        cache,
        CIRCLE,
        memory.circles,
        circles | gone,
        lambda name: (
            memory.circles[name],
            tuple(memory.files[path] for path in memory.circles[name].paths),
        ),
    )
    for name in circles:
        if name in memory.outgoing:
            mark = memory.circles[name].outgoing.mark
            cache.keep_part(OUTGOING, name, memory.outgoing[name], mark)
    for kind in (CORE, OUTGOING):
        cache.forget_parts(kind, gone)
    common = memory.shared, lone
    if memory.common is None or memory.common[1] != common:
        # With a mark of its own: where it was not saved after all, the rest is no memory either.
        mark = os.urandom(8)
        memory.common = mark, common
        cache.keep_value("common", common, mark)
    cache.keep_value("whole", (memory.settings, _census(memory.circles), memory.common[0]))


def from_shelves(cache: Cache, kind: str) -> dict[str, Any]:
    """All that is kept of a kind, by name; a damaged shelf is empty."""
    found: dict[str, Any] = {}
    for _, data in cache.parts(kind).values():
        found |= opened(data) or {}
    return found


def to_shelves(
    cache: Cache,
    kind: str,
    names: Iterable[str],
    changed: Iterable[str],
    value: Callable[[str], object],
) -> None:
    """Write the shelves anew on which something has changed. `names` are all that is kept."""
    for shelf, content in closed_shelves(names, changed, value).items():
        cache.keep_part(kind, shelf, content, b"")


def closed_shelves(
    names: Iterable[str], changed: Iterable[str], value: Callable[[str], object]
) -> dict[str, bytes]:
    """The shelves on which something has changed, closed, by their names."""
    shelves: dict[str, dict[str, object]] = {_shelf_of(name): {} for name in changed}
    for name in names:
        shelf = shelves.get(_shelf_of(name))
        if shelf is not None:
            shelf[name] = value(name)
    return {shelf: closed(content) for shelf, content in shelves.items()}


def _shelf_of(name: str) -> str:
    return f"{zlib.crc32(name.encode(errors='surrogatepass')) % _SHELVES:02}"
