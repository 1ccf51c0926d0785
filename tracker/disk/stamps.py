"""What tells without reading it whether a published file is still as it was published."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tracker.disk.made import STAGING


class Stamp(NamedTuple):
    """What tells without reading it whether a published file is still as it was published."""

    size: int
    modified: int
    inode: int


def published_stamps(output: Path) -> Mapping[str, Stamp]:
    """The stamps of all files that now are in a folder, by their paths in it; links are left out.

    Empty where there is no folder. Raises nothing: what cannot be looked at is left out.
    """
    found: dict[str, Stamp] = {}
    folders = [""]
    while folders:
        inside = folders.pop()
        with contextlib.suppress(OSError), os.scandir(f"{output}/{inside}") as entries:
            for entry in entries:
                path = f"{inside}{entry.name}"
                try:
                    if entry.is_file(follow_symlinks=False):
                        found[path] = stamp_from(entry.stat(follow_symlinks=False))
                    elif entry.is_dir(follow_symlinks=False) and not path.startswith(STAGING):
                        folders.append(f"{path}/")
                except OSError:
                    continue
    return found


def stamp_of(file: Path) -> Stamp | None:
    """The stamp of one file, links not followed; None where there is none."""
    try:
        return stamp_from(file.lstat())
    except OSError:
        return None


def stamp_from(found: os.stat_result) -> Stamp:
    """The stamp of a file, from what the system says of it."""
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
