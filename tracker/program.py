"""Which program this is: what stands for its code, so that no other's results are taken for its."""

from __future__ import annotations

import os
import sys
import zoneinfo
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from tracker import __version__


def program_mark() -> bytes:
    """Changes with every change of Tracker's own code, be it installed or worked on.

    And with every version of a library, since holidays or Markdown may come out otherwise by it,
    and of the system's zone database.
    """
    package = os.fspath(Path(__file__).parent)
    libraries = f"{__version__}\n{_installed()}\n{_zones()}"
    whole = blake2b(libraries.encode(errors="surrogateescape"), digest_size=16)
    folders = [package]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.name == "__pycache__":
                    continue
                if entry.is_dir():
                    folders.append(entry.path)
                elif entry.name.endswith((".py", ".toml")):
                    # An editor's link that leads nowhere is no code of ours.
                    with suppress(OSError):
                        found = entry.stat()
                        about = f"{entry.path}\n{found.st_size}\n{found.st_mtime_ns}\n"
                        whole.update(about.encode(errors="surrogateescape"))
    return whole.digest()


def _zones() -> list[tuple[str, int, int]]:
    """The system's zone databases, with what changes in them with every version."""
    found = []
    for folder in zoneinfo.TZPATH:
        # The folder itself, into which new files are moved; in it all rules in one file on Linux,
        # and the version alone on a Mac.
        for name in ("", "tzdata.zi", "+VERSION"):
            with suppress(OSError):
                about = os.stat(f"{folder}/{name}")  # noqa: PTH116 - quick
                found.append((f"{folder}/{name}", about.st_size, about.st_mtime_ns))
    return found


def _installed() -> list[str]:
    """What is installed, with its versions: by names alone, for to read them would take long."""
    found: set[str] = set()
    for folder in sys.path:
        if os.path.basename(folder) in {"site-packages", "dist-packages"}:  # noqa: PTH119 - quick
            try:
                names = os.listdir(folder)  # noqa: PTH208 - quick
            except OSError:
                continue
            found.update(name for name in names if name.endswith((".dist-info", ".egg-info")))
    return sorted(found)
