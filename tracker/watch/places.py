"""What is watched of a workspace, and which events there are worth a look.

Only what is certainly irrelevant is passed over: whether anything has changed is found by
comparing the files, so an event too many costs a comparison, and never a rebuild.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)

from tracker.disk import CONTACTS, SETTINGS_FILE, TEMPLATES

#: What counts. Not among them: opening a file and closing it unwritten, or reading the files to
#: compare them would ask for the next comparison; a folder's being modified, which only says that
#: something in it was created, moved or deleted; permissions and times.
EVENTS: tuple[type[FileSystemEvent], ...] = (
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
)

#: The folders that are watched as they come and go. Casefolded, as some file systems do.
_FOLDERS = frozenset({CONTACTS, TEMPLATES})
_IN_THE_ROOT = _FOLDERS | {SETTINGS_FILE}


@dataclass(frozen=True, slots=True)
class WatchedPlace:
    """A folder to watch: `folder` without links in it, as events name it.

    The root is watched `flat`, for what stands directly in it. `identity` tells the folder from
    another one of that name.
    """

    folder: str
    flat: bool
    identity: tuple[int, int]


def places(root: Path) -> tuple[WatchedPlace, ...]:
    """What there is to watch of a workspace now: nothing where the root is missing."""
    real_root = os.path.realpath(root)
    contacts = os.path.realpath(root / CONTACTS)
    found = [_place(real_root, flat=True)]
    # A link out of the workspace is not read, and where it leads may be the whole disk.
    if contacts.startswith(real_root.rstrip(os.sep) + os.sep):
        found.append(_place(contacts, flat=False))
    # The user's own pages are trusted, and may be shared by several workspaces.
    found.append(_place(os.path.realpath(root / TEMPLATES), flat=False))
    return tuple(one for one in found if one is not None)


def _place(folder: str, *, flat: bool) -> WatchedPlace | None:
    try:
        # Fails, with the slash, for whatever is no folder.
        found = os.stat(os.path.join(folder, ""))  # noqa: PTH116, PTH118 - a Path drops the slash
    except OSError:
        return None
    return WatchedPlace(folder, flat, (found.st_dev, found.st_ino))


def matters(event: FileSystemEvent, place: WatchedPlace, output: str) -> bool:
    """Whether an event in a place is worth a look; `output` is the site's folder, without links."""
    return isinstance(event, EVENTS) and any(
        _is_relevant(path, place, output) for path in _paths(event)
    )


def uproots(event: FileSystemEvent, place: WatchedPlace) -> bool:
    """Whether an event may mean that a watched folder is now another one, or gone."""
    counts = isinstance(event, EVENTS)
    return counts and any(
        path == place.folder or (place.flat and _inner(path, place)[:1] in _NAMED)
        for path in _paths(event)
    )


_NAMED = tuple((one,) for one in _FOLDERS)


def _paths(event: FileSystemEvent) -> Iterator[str]:
    """Where it happened. An editor's save is a move, and only its destination a contact's file."""
    yield from (os.fsdecode(one) for one in (event.src_path, event.dest_path) if one)


def _inner(path: str, place: WatchedPlace) -> tuple[str, ...]:
    """The names that lead from a place to a path, as the system may spell them."""
    try:
        return tuple(one.casefold() for one in Path(path).relative_to(place.folder).parts)
    except ValueError:
        return ()


def _is_relevant(path: str, place: WatchedPlace, output: str) -> bool:
    if path == output or path.startswith(output.rstrip(os.sep) + os.sep):
        return False
    inner = _inner(path, place)
    if place.flat and inner:
        return len(inner) == 1 and inner[0] in _IN_THE_ROOT
    # Only below the place: a workspace in a hidden folder is one like others.
    return not any(name.startswith(".") for name in inner)
