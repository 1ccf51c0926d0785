"""A look at the files of a workspace and of its site, without reading any.

What it finds is compared with the last time's: kept as one long text, since ten thousand small
values take longer to keep and to take up again than to look for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path

from tracker.disk import Scanned, Stamp, published_stamps, scan
from tracker.disk.cache import Cache
from tracker.disk.packing import digest_of

#: Stands between paths, since it can be in none.
_BETWEEN = "\0"


class Sight:
    """The files as they are when they are first asked for, and from then on.

    `output` is the folder of a site, None where no site is looked at.
    """

    def __init__(self, root: Path, output: Path | None = None) -> None:
        """Look at a workspace; nothing is looked at yet."""
        self.root, self.output = root, output

    @cached_property
    def scanned(self) -> Scanned:
        """The contact files."""
        return scan(self.root)

    @cached_property
    def stamps(self) -> Mapping[str, Stamp]:
        """The stamps of all files in the site's folder, by their paths there."""
        return published_stamps(self.output) if self.output is not None else {}


def digest_of_files(scanned: Scanned) -> bytes:
    """What stands for all contact files, and what is wrong with others."""
    paths = _BETWEEN.join([one.path for one in scanned.files])
    numbers = _joined(chain.from_iterable([one.fingerprint for one in scanned.files]))
    texts = (paths, numbers, repr(scanned.problems))
    return digest_of(*(one.encode(errors="surrogatepass") for one in texts))


def keep_stamps(cache: Cache, name: str, stamps: Mapping[str, Stamp]) -> None:
    """Keep the stamps of a site's files by its name, from the cache's next `save` on."""
    packed = _BETWEEN.join(stamps), _joined(chain.from_iterable(stamps.values()))
    cache.keep_value(f"{name} files", packed)


def stamps_kept(cache: Cache, name: str) -> dict[str, Stamp]:
    """The stamps that were kept; empty where there are none."""
    packed = cache.value(f"{name} files")
    if packed is None or not packed[0]:
        return {}
    paths, numbers = packed
    number = map(int, numbers.split(","))
    each = zip(number, number, number, strict=True)
    return dict(zip(paths.split(_BETWEEN), map(Stamp._make, each), strict=True))


def _joined(numbers: chain[int]) -> str:
    """Numbers as a text, however large: inodes fill 64 bits, and more on some systems."""
    return ",".join(map(str, numbers))
