"""What an output folder says of itself: whether Tracker made it, and which of its files.

And which folders in it a build is still writing. Such a folder is locked for as long as any process
of that build lives, and no longer, however it ends: what a killed build left is known by that.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # on Windows
    fcntl = None  # type: ignore[assignment]

from tracker.disk.manifest import (
    MANIFEST,
    NewerManifestError,
    UnreadableManifestError,
    parse_manifest,
)

#: What a folder may hold and still count as empty: git's files, and the systems' own litter.
_LITTER = frozenset({".gitkeep", ".gitignore", ".ds_store", "thumbs.db", "desktop.ini"})

#: How folders begin that hold files on their way into the site.
STAGING = ".tracker-staging-"
OURS_ALONE = re.compile(re.escape(STAGING) + "[0-9a-f]{16}")

#: The file in such a folder that is locked, where the system can lock files.
_LOCK = ".lock"

#: Seconds after which a folder without a lock is left over from a build that was killed: none
#: takes so long.
_STALE = 3600


class PublishError(Exception):
    """The site could not be published; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an earlier build made: `is_new` if none did, `damaged` if that can no longer be told."""

    paths: frozenset[str] = frozenset()
    is_new: bool = False
    damaged: bool = False


def made_before(output: Path) -> Made:
    """What the folder says of itself. Raises PublishError where it is not Tracker's."""
    try:
        names = sorted(os.listdir(output))  # noqa: PTH208 - the names alone
    except FileNotFoundError:
        return Made(is_new=True)
    except NotADirectoryError:
        message = f"{output} is a file: the site needs a folder."
        raise PublishError(message) from None
    if MANIFEST not in names:
        others = [
            one for one in names if one.lower() not in _LITTER and not OURS_ALONE.fullmatch(one)
        ]
        if others:
            message = (
                f"{output} holds files that Tracker did not make, such as {others[0]}: choose "
                "another folder for the site, or empty this one."
            )
            raise PublishError(message)
        return Made(is_new=True)
    try:
        return Made(parse_manifest((output / MANIFEST).read_bytes()))
    except NewerManifestError:
        message = (
            f"{output} was made by a newer Tracker: update this one, or delete that folder and "
            "build again."
        )
        raise PublishError(message) from None
    except UnreadableManifestError:
        # Nothing will be removed, and nothing overwritten: only an unchanged site gets past this.
        return Made(is_new=True, damaged=True)


def lock(staging: Path) -> int | None:
    """Lock a folder just made, until what is returned is closed; None where it cannot be.

    What this process forks holds the lock as well.
    """
    if fcntl is None:
        return None
    unlocked = staging / f"{_LOCK}-to-be"
    with contextlib.suppress(OSError):
        descriptor = os.open(unlocked, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Only now does it count: nobody can find it while it is not locked yet.
            unlocked.rename(staging / _LOCK)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor
    return None


@contextlib.contextmanager
def alone(output: Path, waits: Callable[[], None]) -> Iterator[None]:
    """Be the only build that puts files in place while the block runs; another waits for it.

    `waits` is called before this one waits for another. Where the system cannot lock a folder,
    nobody waits.
    """
    descriptor = None
    if fcntl is not None:
        with contextlib.suppress(OSError):
            descriptor = os.open(output, os.O_RDONLY)
    try:
        if descriptor is not None:
            _lock_patiently(descriptor, waits)
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _lock_patiently(descriptor: int, waits: Callable[[], None]) -> None:
    """Lock a folder, if it can be locked, once nobody else has."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waits()
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:
        # Some network disks have no locks.
        return


def sweep(output: Path) -> None:
    """Remove what builds that were killed left behind, but not what one may be writing now."""
    with os.scandir(output) as entries:
        for entry in entries:
            if OURS_ALONE.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    _remove_left(entry)


def _remove_left(entry: os.DirEntry[str]) -> None:
    """Remove such a folder if it is left over. Raises OSError where that cannot be told."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(os.path.join(entry.path, _LOCK), flags)  # noqa: PTH118 - of an entry
    except FileNotFoundError:
        if time.time() - entry.stat().st_mtime > _STALE:
            shutil.rmtree(entry.path, ignore_errors=True)
        return
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(entry.path, ignore_errors=True)
    finally:
        os.close(descriptor)
