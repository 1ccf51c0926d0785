"""The files of the site, read through no link, and what the browser is told that they are."""

from __future__ import annotations

import os
import stat
from pathlib import Path

#: What is in a file, by the end of its name. A closed list: nothing is guessed, here or there.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".eml": "message/rfc822",
    ".json": "application/json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
_UNKNOWN = "application/octet-stream"

#: Not every system has each of these. Opening a pipe without O_NONBLOCK would wait for a writer.
_OPENING = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    _OPENING |= getattr(os, _flag, 0)


class RefusedError(Exception):
    """Something stands there, and it is not a file of the site, or cannot be read."""


def content_type(path: str) -> str:
    """The value of the header Content-Type for a file of this name."""
    return _TYPES.get(os.path.splitext(path)[1].lower(), _UNKNOWN)  # noqa: PTH122 - a site's path


def read_site_file(root: Path, path: str) -> bytes | None:
    """All of a file, None where there is none. Raises RefusedError.

    `root` is the site's folder, resolved; `path` goes on from there, each part an ordinary name.
    """
    full = root
    *folders, name = path.split("/")
    try:
        for folder in folders:
            full /= folder
            _require(good=stat.S_ISDIR(full.lstat().st_mode))
        full /= name
        _require(good=stat.S_ISREG(full.lstat().st_mode))
        return _read(full)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise RefusedError from problem


def _read(full: Path) -> bytes:
    # The whole file at once: a build that puts the next one in its place does not reach this one.
    with os.fdopen(os.open(full, _OPENING), "rb") as file:
        _require(good=stat.S_ISREG(os.fstat(file.fileno()).st_mode))
        # Again, now that it is open: a folder above may have become a link meanwhile. This also
        # refuses Windows' junctions and short names.
        _require(good=Path(os.path.realpath(full, strict=True)) == full)
        return file.read()


def _require(*, good: bool) -> None:
    if not good:
        raise RefusedError
