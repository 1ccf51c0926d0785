"""What is remembered from one build to the next: of every file, of every circle, and of the site.

Kept in the cache in small pieces, one for each circle, so that an edit rewrites what it changes and
no more. A piece that is missing costs time, never a wrong page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.build.parts import Linked, Outside, Reading
from tracker.circles import Circle
from tracker.diagnostics import Diagnostic
from tracker.disk import Fingerprint, Stamp
from tracker.disk.cache import Cache, closed, opened
from tracker.report.details import Gap
from tracker.report.spellings import NONE_NEAR, NearNames
from tracker.rules.followup import FollowUp
from tracker.rules.wider import NOTHING, Wider

#: The kinds of parts in the cache: what is known of circles and of files without one, what to take
#: circles up from, and what they have on the pages of all, and on the terminal.
CIRCLE, LONE, CORE, SITE, TEXT = "circle", "lone", "core", "site", "text"


class FileRecord(NamedTuple):
    """A file as it was read. `fingerprint` is None where it may have changed since unnoticed."""

    path: str
    fingerprint: Fingerprint | None
    digest: bytes
    reading: Reading


class CircleRecord(NamedTuple):
    """A circle as it was worked out. `key` stands for all that it was linked from.

    `paths` are those of its files. `outgoing` are follow-ups about people of other circles. `stamp`
    changes whenever anything does that its pages are made of, but for the day and the templates.
    """

    name: str
    key: bytes
    paths: tuple[str, ...]
    circle: Circle
    linked: Linked
    outgoing: tuple[FollowUp, ...]
    outside: Outside
    problems: tuple[Diagnostic, ...]
    stamp: bytes


class Shared(NamedTuple):
    """What was worked out of all contacts together, and is only worked out again where it must be.

    `paths` are those of all files, `clashes` the files whose pages would meet. `slugs` are by
    company, as it is spelled.
    """

    paths: frozenset[str] = frozenset()
    clashes: tuple[Diagnostic, ...] = ()
    wider: Wider = NOTHING
    slugs: Mapping[str, str] = {}
    near: NearNames = NONE_NEAR
    gaps: tuple[Gap, ...] = ()


class SiteRecord(NamedTuple):
    """The site as it was published: its files, and of which circles their pages are."""

    files: Mapping[str, Stamp] = {}
    marks: Mapping[str, bytes] = {}


@dataclass(slots=True)
class Memory:
    """All that is remembered of a workspace. `settings` stands for the settings it holds for."""

    settings: bytes = b""
    files: dict[str, FileRecord] = field(default_factory=dict)
    circles: dict[str, CircleRecord] = field(default_factory=dict)
    shared: Shared = field(default_factory=Shared)


def recall(cache: Cache) -> Memory:
    """What the cache remembers."""
    memory = Memory(cache.value("settings") or b"")
    shared = cache.value("shared")
    if shared is None:
        return memory
    for _, data in cache.parts(CIRCLE).values():
        found = opened(data)
        if found is not None:
            record, files = found
            memory.circles[record.name] = record
            memory.files.update((one.path, one) for one in files)
    for _, data in cache.parts(LONE).values():
        one = opened(data)
        if one is not None:
            memory.files[one.path] = one
    memory.shared = shared
    return memory


def remember(
    cache: Cache, memory: Memory, circles: Iterable[str], gone: Iterable[str], lone: Iterable[str]
) -> None:
    """Let the cache remember what has changed, from its next `save` on.

    `circles` are the names of those to write, `gone` of those to forget; `lone` are the paths of
    files that belong to none, or no longer do.
    """
    for name in circles:
        record = memory.circles[name]
        files = tuple(memory.files[path] for path in record.paths)
        cache.keep_part(CIRCLE, name, closed((record, files)), record.stamp)
    for kind in (CIRCLE, CORE, SITE, TEXT):
        cache.forget_parts(kind, gone)
    belonging = {path for record in memory.circles.values() for path in record.paths}
    for path in lone:
        if path in memory.files and path not in belonging:
            cache.keep_part(LONE, path, closed(memory.files[path]), b"")
        else:
            cache.forget_parts(LONE, [path])
    cache.keep_value("shared", memory.shared)
    cache.keep_value("settings", memory.settings)
