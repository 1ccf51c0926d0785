"""Where the files of a site stand: what may stand beside what, and what is in the way."""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from tracker.disk.made import PublishError
from tracker.slugs import folded


def refuse_twins(paths: Iterable[str]) -> None:
    """Raise PublishError where two of the files cannot stand beside each other everywhere."""
    names: dict[str, str] = {}
    for path in paths:
        key = folded(path)
        if key in names:
            message = f"Two pages would be one file on some systems: {names[key]} and {path}."
            raise PublishError(message)
        names[key] = path
    for parent in folders_of(names.values()):
        if folded(parent) in names:
            message = f"A page would stand in the place of a folder: {parent}."
            raise PublishError(message)


def folders_of(paths: Iterable[str]) -> list[str]:
    """The folders above some paths, outer ones first."""
    found: set[str] = set()
    for path in paths:
        above = path.rpartition("/")[0]
        while above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return sorted(found)


def check_folders(output: Path, wanted: Iterable[str], stale: Collection[str]) -> None:
    """Raise PublishError where a folder of the site is a link, or a file of somebody else's."""
    for folder in folders_of(wanted):
        mode = _mode(output / folder)
        if mode is None or stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and folder in stale):
            continue
        what = "a link" if stat.S_ISLNK(mode) else "no folder"
        message = f"{output / folder} is {what}, and pages go into it: move it away."
        raise PublishError(message)


def twins_of(path: str, paths: Iterable[str]) -> Iterator[str]:
    """Those of some paths that a file system which ignores case takes for `path`."""
    return (one for one in paths if folded(one) == folded(path))


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, as where a file system ignores case."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def in_the_way(stale: Iterable[str], wanted: Collection[str]) -> list[str]:
    """The stale files without whose going the new ones cannot come.

    A file where a folder is needed or the other way round, and one whose name differs in case
    alone: removed later, on a Mac the new page would go with it.
    """
    files = {folded(path) for path in wanted}
    either = files | {folded(folder) for folder in folders_of(wanted)}
    return [
        path
        for path in stale
        if folded(path) in either or not files.isdisjoint(map(folded, folders_of([path])))
    ]


def remove(output: Path, paths: Iterable[str]) -> int:
    """Remove these files where they are still files, and the folders this empties. How many."""
    removed = 0
    for path in paths:
        above = folders_of([path])
        modes = [_mode(output / folder) for folder in above]
        mode = _mode(output / path)
        if mode is None or not stat.S_ISREG(mode) or not all(_is_folder(one) for one in modes):
            continue
        (output / path).unlink()
        removed += 1
        for folder in reversed(above):
            try:
                (output / folder).rmdir()
            except OSError:
                # Something else is in it: so it stays, and those around it.
                break
    return removed


def _mode(path: Path) -> int | None:
    """What stands at a path, links not followed; None for nothing."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _is_folder(mode: int | None) -> bool:
    return mode is not None and stat.S_ISDIR(mode)
