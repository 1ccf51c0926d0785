"""Publishing the site: each file whole or not at all, and no file that Tracker did not make.

All new files are written to a folder of their own first and renamed into place together at the end,
so that a full disk or an interruption leaves the last good site standing. What is being made is
listed in the manifest before that: an interrupted build can simply be run again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from tracker.disk.made import STAGING, Made, PublishError, alone, lock, made_before, sweep
from tracker.disk.manifest import MANIFEST, dump_manifest, is_safe_path
from tracker.disk.placing import (
    check_folders,
    folders_of,
    in_the_way,
    is_same_file,
    refuse_twins,
    remove,
    twins_of,
)
from tracker.disk.stamps import Stamp, stamp_from, stamp_of
from tracker.files import Artifact


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, were there already with the same content, and were removed."""

    written: int
    unchanged: int
    removed: int


class Staged(NamedTuple):
    """A file on its way to its place: `temporary` is its name meanwhile, None where it is there."""

    path: str
    temporary: str | None
    stamp: Stamp


class Publication:
    """A site on its way to its folder: files are staged one by one, then put in place together.

    Files may be staged from several processes that were forked while this was open.
    """

    def __init__(
        self,
        output: Path,
        known: Collection[str] | None = None,
        waits: Callable[[], None] = lambda: None,
    ) -> None:
        """Look at the folder. Raises PublishError where it is not Tracker's.

        `known` are the files that an earlier build made there, where that is known: else the
        folder's own list is read. `waits` is called where this build has to wait for another.
        """
        self.output, self._waits = output, waits
        self._folder = str(output)
        with _refusals(output):
            self._listed_at = stamp_of(output / MANIFEST)
            self._made = made_before(output) if known is None else Made(frozenset(known))
            self._is_there = output.is_dir()
        self._staging = f"{output}/{STAGING}{os.urandom(8).hex()}"
        self._lock: int | None = None
        self._others: frozenset[str] = frozenset()
        self._number = 0
        self._placed: set[str] = set()
        self.manifest: Stamp | None = None
        """The stamp of the folder's list, once it is finished; None where it has pages of another
        build that this one knows nothing of: the next one has to find out whose they are."""

    def __enter__(self) -> Self:
        """Make the folder where files are staged."""
        with _refusals(self.output):
            self.output.mkdir(parents=True, exist_ok=True)
            sweep(self.output)
            try:
                Path(self._staging).mkdir()
                self._lock = lock(Path(self._staging))
            except BaseException:
                # Ctrl-C comes at any moment, and then nobody calls `__exit__`.
                self.__exit__()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind that is not part of the site."""
        shutil.rmtree(self._staging, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        if not self._is_there:
            with contextlib.suppress(OSError):
                self.output.rmdir()

    def stage(self, artifact: Artifact) -> Staged:
        """Write a file to the folder for staging, unless it is in its place already.

        Raises PublishError where somebody else's file is in its place, or the disk refuses.
        """
        path, data = artifact.path, artifact.data
        if not is_safe_path(path):
            message = f"A page would lie outside the site: {path!r}."
            raise PublishError(message)
        with _refusals(self.output):
            stamp = self._same(path, data)
            if stamp is not None:
                return Staged(path, None, stamp)
            self._number += 1
            temporary = f"{os.getpid()}-{self._number}"
            with open(f"{self._staging}/{temporary}", "wb") as file:  # noqa: PTH123 - a Path for
                file.write(data)  # each of ten thousand files takes longer than writing them
                file.flush()
                return Staged(path, temporary, stamp_from(os.fstat(file.fileno())))

    def place(self, staged: Iterable[Staged]) -> None:
        """Put files in place ahead of all others: those that take the place of an earlier build's.

        For what somebody is waiting for. Raises PublishError where the disk refuses, or a folder
        has become a link.
        """
        with _refusals(self.output), alone(self.output, self._waits):
            made = self._made.paths
            ahead = [one for one in staged if one.temporary is not None and one.path in made]
            check_folders(self.output, (one.path for one in ahead), ())
            for one in ahead:
                self._move(one)

    def _move(self, one: Staged) -> None:
        """Put one file in its place, once."""
        if one.path not in self._placed:
            os.replace(f"{self._staging}/{one.temporary}", f"{self._folder}/{one.path}")  # noqa: PTH105
            self._placed.add(one.path)

    def finish(self, staged: Sequence[Staged], kept: Collection[str] = ()) -> Published:
        """Put all that was staged in place. `kept` are files of an earlier build that stay.

        What an earlier build made and is in neither is removed. Raises PublishError before anything
        is changed where two of the files cannot stand beside each other, and where a folder of the
        site is a link or somebody else's file. Raises it as well where the disk refuses: the last
        site is then still there, and the next build mends it.
        """
        with _refusals(self.output), alone(self.output, self._waits):
            return self._finish(staged, kept, self._made_meanwhile())

    def _made_meanwhile(self) -> frozenset[str]:
        """What other builds have made since this one looked at the folder: Tracker's as well."""
        listed_at = stamp_of(self.output / MANIFEST)
        if listed_at != self._listed_at:
            self._listed_at = listed_at
            self._others |= made_before(self.output).paths - self._made.paths
        return self._others

    def _finish(
        self, staged: Sequence[Staged], kept: Collection[str], others: frozenset[str]
    ) -> Published:
        made, output = self._made, self._folder
        wanted = {one.path for one in staged}
        if len(wanted) != len(staged) or not wanted.isdisjoint(kept):
            refuse_twins([*(one.path for one in staged), *kept])
        wanted.update(kept)
        stale = made.paths - wanted
        if made.is_new or not wanted <= made.paths:
            refuse_twins(wanted)
        moving = [one for one in staged if one.temporary is not None]
        check_folders(self.output, (one.path for one in moving), stale)
        if made.is_new or not wanted <= made.paths:
            self._write_manifest(made.paths | wanted | others)
        removed = remove(self.output, in_the_way(stale, wanted) if stale else ())
        for folder in folders_of(one.path for one in moving):
            os.makedirs(f"{output}/{folder}", exist_ok=True)  # noqa: PTH103 - as above
        for one in moving:
            self._move(one)
        removed += remove(self.output, stale)
        if made.is_new or wanted != made.paths or others:
            self._write_manifest(wanted | others)
        self._is_there = True
        # Looked at while no other build can write it.
        self.manifest = stamp_of(self.output / MANIFEST) if others <= wanted else None
        return Published(len(moving), len(wanted) - len(moving), removed)

    def _same(self, path: str, data: bytes) -> Stamp | None:
        """The stamp of a file that is in its place already. Raises PublishError for a stranger."""
        made, full = self._made, f"{self._folder}/{path}"
        try:
            found = os.lstat(full)
        except (FileNotFoundError, NotADirectoryError):
            return None
        is_file = stat.S_ISREG(found.st_mode)
        same = is_file and found.st_size == len(data) and _content(full) == data
        is_ours = path in made.paths or path in self._made_meanwhile()
        if is_file and (is_ours or (made.damaged and same)):
            return stamp_from(found) if same else None
        twins = twins_of(path, made.paths)
        if is_file and any(is_same_file(Path(full), self.output / one) for one in twins):
            return None
        if stat.S_ISDIR(found.st_mode) and any(one.startswith(f"{path}/") for one in made.paths):
            # Once a folder of ours: it goes with the pages in it, if nothing else is there.
            return None
        if made.damaged:
            message = (
                f"{self.output / MANIFEST} is damaged, so that nobody can tell what Tracker made"
                f" there: keep what you need of {self.output}, delete it, and build again."
            )
        else:
            message = f"{full} was not made by Tracker, and a page goes there: move it away."
        raise PublishError(message)

    def _write_manifest(self, paths: Iterable[str]) -> None:
        temporary = Path(self._staging, MANIFEST)
        temporary.write_bytes(dump_manifest(paths))
        temporary.replace(self.output / MANIFEST)


@contextlib.contextmanager
def _refusals(output: Path) -> Iterator[None]:
    """Turn what the disk refuses into a PublishError."""
    try:
        yield
    except OSError as problem:
        reason = problem.strerror or str(problem)
        where = problem.filename or output
        message = f"The site cannot be written: {reason[:1].lower()}{reason[1:]} ({where})."
        raise PublishError(message) from problem


def _content(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - a Path for each file takes longer
        return file.read()
