"""Nothing has changed: the answer of the last time, without working anything out.

Only what is compared is looked at: the fingerprint of every contact file, the settings' text, the
day, the templates, and of the site's own files their stamps.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tracker.build.settings import Settings
from tracker.build.sight import Sight, digest_of_files, stamps_kept
from tracker.diagnostics import Diagnostic
from tracker.disk import MANIFEST, Scanned, read_source
from tracker.disk.cache import Cache
from tracker.disk.packing import digest_of

#: Nanoseconds before it was found within which a file may have changed again without its
#: fingerprint telling: file systems keep time in ticks, of two seconds on FAT, far shorter ones
#: elsewhere.
UNSURE = 2_000_000_000


class Last(NamedTuple):
    """What was found the last time, of which files.

    `files` stands for all contact files and what is wrong with others. `unsure` has the digests of
    those that may have changed since without their fingerprints telling.
    """

    files: bytes
    unsure: Mapping[str, bytes]
    result: Any


def mark_of(settings: Settings, templates: str = "") -> bytes:
    """What stands for all that decides a result beside the contacts."""
    return digest_of(
        settings.text.encode(errors="surrogatepass"),
        settings.today.isoformat().encode(),
        settings.zone.key.encode(),
        templates.encode(errors="surrogatepass"),
    )


def last_if_unchanged(cache: Cache, name: str, mark: bytes, sight: Sight) -> Any:  # noqa: ANN401 - what was kept
    """The result of the last time under that name, or None where it may be another now.

    A site is unchanged where its own files are as well, for which the sight has an output.
    """
    last = cache.value(name, mark)
    if not isinstance(last, Last) or digest_of_files(sight.scanned) != last.files:
        return None
    if sight.output is not None:
        kept = stamps_kept(cache, name)
        stamps = sight.stamps
        if MANIFEST not in kept or any(stamps.get(path) != stamp for path, stamp in kept.items()):
            return None
    if not all(_holds(sight.root, path, digest) for path, digest in last.unsure.items()):
        return None
    return last.result


def _holds(root: Path, path: str, digest: bytes) -> bool:
    """Whether a file can be read, and has that digest."""
    source = read_source(root, path)
    return not isinstance(source, Diagnostic) and digest_of(source.data) == digest


def keep_last(  # noqa: PLR0913, PLR0917 - all that a later look is compared with
    cache: Cache,
    name: str,
    mark: bytes,
    root: Path,
    scanned: Scanned,
    fresh: Mapping[str, bytes],
    result: object,
) -> None:
    """Keep a result for the next time, from the cache's next `save` on.

    `fresh` are the digests of the files that may have changed since they were read without their
    fingerprints telling. One without a digest could not be read, and then nothing is kept: it may
    be readable the next time.
    """
    if not all(fresh.values()):
        return
    sure_until = time.time_ns() - UNSURE
    unsure = {
        path: fresh[path]
        for path, (_, modified, changed, _) in scanned.files
        if path in fresh
        # By now the time may have gone on so far that a look tells for good.
        and (max(modified, changed) >= sure_until or not _holds(root, path, fresh[path]))
    }
    cache.keep_value(name, Last(digest_of_files(scanned), unsure, result), mark)
