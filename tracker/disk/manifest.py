"""The list, kept in an output folder, of the files there that Tracker made: no other is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: The list's own name. A folder that holds it was made by Tracker.
MANIFEST = ".tracker-site.json"

#: Raised when an older Tracker could no longer make sense of the list.
FORMAT = 1

_MADE_BY = "tracker"


class UnreadableManifestError(Exception):
    """A list that is damaged: what Tracker made can no longer be told."""


class NewerManifestError(UnreadableManifestError):
    """A list in a later format than this Tracker knows."""


def dump_manifest(paths: Iterable[str]) -> bytes:
    """The list as bytes: the same files give the same bytes."""
    # Imported here and below: where nothing has changed, nobody reads the list or writes it.
    import json  # noqa: PLC0415

    content = {"made_by": _MADE_BY, "format": FORMAT, "files": sorted(paths)}
    return (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode()


def parse_manifest(data: bytes) -> frozenset[str]:
    """The paths in a list, each safe to join to the output folder.

    Raises UnreadableManifestError where it is damaged, NewerManifestError where it is too new.
    """
    import json  # noqa: PLC0415

    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise UnreadableManifestError from problem
    if not isinstance(content, dict) or content.get("made_by") != _MADE_BY:
        raise UnreadableManifestError
    version, files = content.get("format"), content.get("files")
    if isinstance(version, int) and version > FORMAT:
        raise NewerManifestError
    if version != FORMAT or not isinstance(files, list):
        raise UnreadableManifestError
    if not all(isinstance(one, str) and is_safe_path(one) for one in files):
        raise UnreadableManifestError
    return frozenset(files)


def is_safe_path(path: str) -> bool:
    """Whether a path, joined to a folder, names a file in it on every system."""
    parts = path.split("/")
    return (
        all(part not in {"", ".", ".."} for part in parts)
        and not re.search(r"[\\:\x00-\x1f\x7f\ud800-\udfff]", path)
        and path != MANIFEST
    )
