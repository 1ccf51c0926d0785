"""Where caches are kept, and which of them nobody but you could have written."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from hashlib import blake2b
from pathlib import Path

#: Names another folder for caches.
VARIABLE = "TRACKER_CACHE_DIR"

#: A cache that nobody used for so many days belongs to a workspace that is gone.
_FORGOTTEN = 90 * 24 * 3600

#: What Jinja calls the files to which it compiles templates, those on their way among them.
_COMPILED = "__jinja2_*"


def cache_folder() -> Path:
    """Where caches are kept: the folder that the variable names, else the system's for caches."""
    given = os.environ.get(VARIABLE)
    if given:
        return Path(given)
    # Imported here: who names a folder needs none of it.
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("tracker-agenda", appauthor=False)


def compiled_folder(program: bytes) -> Path | None:
    """Where a program keeps what it compiles templates to; None where there can be no such folder.

    What another program has compiled may be compiled otherwise, and is removed. A program of no
    name keeps nothing.
    """
    if not program:
        return None
    try:
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        of_all = folder / "templates"
        own = of_all / blake2b(program, digest_size=16).hexdigest()
        for one in (of_all, own):
            one.mkdir(mode=0o700, exist_ok=True)
        if not all(is_ours(one) for one in (folder, of_all, own)):
            return None
        _forget_compiled(of_all, own)
    except (OSError, RuntimeError):
        return None
    return own


def _forget_compiled(folder: Path, own: Path) -> None:
    """Remove what others than `own` have compiled, and nothing that somebody else put there."""
    for one in folder.iterdir():
        if re.fullmatch("[0-9a-f]{32}", one.name) and one != own and not one.is_symlink():
            for file in one.glob(_COMPILED):
                file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                one.rmdir()
    for file in folder.glob(_COMPILED):
        file.unlink(missing_ok=True)


def is_ours(file: Path) -> bool:
    """Whether nobody else could have written it."""
    if not hasattr(os, "getuid"):
        return True
    found = file.lstat()
    is_link, others_write = stat.S_ISLNK(found.st_mode), stat.S_IWGRP | stat.S_IWOTH
    return found.st_uid == os.getuid() and not is_link and not found.st_mode & others_write


def forget_old(folder: Path) -> None:
    """Remove what belongs to workspaces that are gone."""
    for one in folder.glob("*.sqlite3"):
        with contextlib.suppress(OSError):
            if time.time() - one.stat().st_mtime > _FORGOTTEN:
                remove(one)


def remove(file: Path) -> None:
    """Remove the file of a cache, with those beside it, as far as that can be done."""
    for one in files_of(file):
        with contextlib.suppress(OSError):
            one.unlink()


def files_of(file: Path) -> tuple[Path, ...]:
    """The file of a cache, and those that SQLite keeps beside it."""
    return tuple(Path(f"{file}{suffix}") for suffix in ("", "-wal", "-shm"))
