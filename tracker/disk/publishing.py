"""Publishing the site: each file whole or not at all, and no file that Tracker did not make.

All new files are written to a folder of their own first and renamed into place together at the end,
so that a full disk or an interruption leaves the last good site standing. What is being made is
listed in the manifest before that: an interrupted build can simply be run again.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.disk.manifest import (
    MANIFEST,
    NewerManifestError,
    UnreadableManifestError,
    dump_manifest,
    is_safe_path,
    parse_manifest,
)
from tracker.files import Artifact
from tracker.slugs import folded

#: What a folder may hold and still count as empty: git's files, and the systems' own litter.
_LITTER = frozenset({".gitkeep", ".gitignore", ".ds_store", "thumbs.db", "desktop.ini"})

_STAGING = ".tracker-staging-"
_OURS_ALONE = re.compile(re.escape(_STAGING) + "[0-9a-f]{16}")

#: Seconds after which such a folder is left over from a build that was killed: none takes so long.
_STALE = 3600


class PublishError(Exception):
    """The site could not be published; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, were there already with the same content, and were removed."""

    written: int
    unchanged: int
    removed: int


def publish(output: Path, artifacts: Iterable[Artifact]) -> Published:
    """Make a folder hold these files, removing those of an earlier build that are not among them.

    Raises PublishError before anything is changed where the folder is not Tracker's, where somebody
    else's file stands in the place of one of these, and where a path would lead outside. Raises it
    as well where the disk refuses: the last site is then still there, and the next build mends it.
    """
    wanted = _by_path(artifacts)
    try:
        return _publish(output, wanted)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        where = problem.filename or output
        message = f"The site cannot be written: {reason[:1].lower()}{reason[1:]} ({where})."
        raise PublishError(message) from problem


def _publish(output: Path, wanted: Mapping[str, bytes]) -> Published:
    made = _made_before(output)
    stale = made.paths - wanted.keys()
    _check_folders(output, wanted, stale)
    changed = [path for path, data in wanted.items() if _differs(output, path, data, made)]
    output.mkdir(parents=True, exist_ok=True)
    with _staging_folder(output) as staging:
        if made.is_new or not wanted.keys() <= made.paths:
            _write_manifest(output, staging, made.paths | wanted.keys())
        staged = [(path, staging / str(number)) for number, path in enumerate(changed)]
        for path, temporary in staged:
            temporary.write_bytes(wanted[path])
        removed = _remove(output, _in_the_way(stale, wanted))
        for path, temporary in staged:
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            temporary.replace(output / path)
        removed += _remove(output, stale)
        if made.is_new or wanted.keys() != made.paths:
            _write_manifest(output, staging, wanted.keys())
    return Published(len(changed), len(wanted) - len(changed), removed)


def _by_path(artifacts: Iterable[Artifact]) -> dict[str, bytes]:
    """The files by their paths, each safe, and each fit to stand beside the others."""
    wanted: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for artifact in artifacts:
        if not is_safe_path(artifact.path):
            message = f"A page would lie outside the site: {artifact.path!r}."
            raise PublishError(message)
        twin = names.setdefault(folded(artifact.path), artifact.path)
        if artifact.path in wanted or twin != artifact.path:
            message = f"Two pages would be one file on some systems: {twin} and {artifact.path}."
            raise PublishError(message)
        wanted[artifact.path] = artifact.data
    for parent in _folders(wanted):
        if folded(parent) in names:
            message = f"A page would stand in the place of a folder: {parent}."
            raise PublishError(message)
    return wanted


def _folders(paths: Iterable[str]) -> list[str]:
    """The folders above some paths, outer ones first."""
    return sorted({path[: slash.start()] for path in paths for slash in re.finditer("/", path)})


@dataclass(frozen=True, slots=True)
class _Made:
    """What an earlier build made: `is_new` if none did, `damaged` if that can no longer be told."""

    paths: frozenset[str] = frozenset()
    is_new: bool = False
    damaged: bool = False


def _made_before(output: Path) -> _Made:
    """What the folder says of itself. Raises PublishError where it is not Tracker's."""
    try:
        names = sorted(os.listdir(output))  # noqa: PTH208 - the names alone
    except FileNotFoundError:
        return _Made(is_new=True)
    except NotADirectoryError:
        message = f"{output} is a file: the site needs a folder."
        raise PublishError(message) from None
    if MANIFEST not in names:
        others = [
            one for one in names if one.lower() not in _LITTER and not _OURS_ALONE.fullmatch(one)
        ]
        if others:
            message = (
                f"{output} holds files that Tracker did not make, such as {others[0]}: choose "
                "another folder for the site, or empty this one."
            )
            raise PublishError(message)
        return _Made(is_new=True)
    try:
        return _Made(parse_manifest((output / MANIFEST).read_bytes()))
    except NewerManifestError:
        message = (
            f"{output} was made by a newer Tracker: update this one, or delete that folder and "
            "build again."
        )
        raise PublishError(message) from None
    except UnreadableManifestError:
        # Nothing will be removed, and nothing overwritten: only an unchanged site gets past this.
        return _Made(is_new=True, damaged=True)


def _check_folders(output: Path, wanted: Iterable[str], stale: Collection[str]) -> None:
    """Raise PublishError where a folder of the site is a link, or a file of somebody else's."""
    for folder in _folders(wanted):
        mode = _mode(output / folder)
        if mode is None or stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and folder in stale):
            continue
        what = "a link" if stat.S_ISLNK(mode) else "no folder"
        message = f"{output / folder} is {what}, and pages go into it: move it away."
        raise PublishError(message)


def _differs(output: Path, path: str, data: bytes, made: _Made) -> bool:
    """Whether a file must be written. Raises PublishError where somebody else's is in its place."""
    full = output / path
    try:
        found = full.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    is_file = stat.S_ISREG(found.st_mode)
    same = is_file and found.st_size == len(data) and full.read_bytes() == data
    if is_file and (path in made.paths or (made.damaged and same)):
        return not same
    if is_file and any(_is_same_file(full, output / one) for one in _twins(path, made.paths)):
        return True
    if stat.S_ISDIR(found.st_mode) and any(one.startswith(f"{path}/") for one in made.paths):
        # Once a folder of ours: it goes with the pages in it, if nothing else is there.
        return True
    if made.damaged:
        message = (
            f"{output / MANIFEST} is damaged, so that nobody can tell what Tracker made there: "
            f"keep what you need of {output}, delete it, and build again."
        )
    else:
        message = f"{full} was not made by Tracker, and a page goes there: move it away."
    raise PublishError(message)


def _twins(path: str, paths: Iterable[str]) -> Iterator[str]:
    """Those of some paths that a file system which ignores case takes for `path`."""
    return (one for one in paths if folded(one) == folded(path))


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _in_the_way(stale: Iterable[str], wanted: Mapping[str, bytes]) -> list[str]:
    """The stale files without whose going the new ones cannot come.

    A file where a folder is needed or the other way round, and one whose name differs in case
    alone: removed later, on a Mac the new page would go with it.
    """
    files = {folded(path) for path in wanted}
    either = files | {folded(folder) for folder in _folders(wanted)}
    return [
        path
        for path in stale
        if folded(path) in either or not files.isdisjoint(map(folded, _folders([path])))
    ]


def _remove(output: Path, paths: Iterable[str]) -> int:
    """Remove these files where they are still files, and the folders this empties. How many."""
    removed = 0
    for path in paths:
        above = _folders([path])
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


@contextlib.contextmanager
def _staging_folder(output: Path) -> Iterator[Path]:
    """A folder for files not yet in their places, on the same disk; it is gone afterwards."""
    _sweep(output)
    staging = output / f"{_STAGING}{secrets.token_hex(8)}"
    staging.mkdir()
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _sweep(output: Path) -> None:
    """Remove what builds that were killed left behind, but not what one may be writing now."""
    with os.scandir(output) as entries:
        for entry in entries:
            if (
                _OURS_ALONE.fullmatch(entry.name)
                and entry.is_dir(follow_symlinks=False)
                and time.time() - entry.stat().st_mtime > _STALE
            ):
                shutil.rmtree(entry.path, ignore_errors=True)


def _write_manifest(output: Path, staging: Path, paths: Iterable[str]) -> None:
    temporary = staging / MANIFEST
    temporary.write_bytes(dump_manifest(paths))
    temporary.replace(output / MANIFEST)
