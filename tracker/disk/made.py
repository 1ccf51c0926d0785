"""What an output folder says of itself: whether Tracker made it, and which of its files."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

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
