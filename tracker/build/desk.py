"""The desk at which a workspace is worked on: what is remembered of it, and how it is brought up.

Whoever wants a site, an agenda or the problems sits down here, once or again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.build.compare import Look, compare
from tracker.build.finishing import Wanted
from tracker.build.memory import Memory, recall, remember
from tracker.build.refresh import refresh
from tracker.build.settings import Settings
from tracker.build.sight import Sight
from tracker.build.stages import Stages
from tracker.build.task import Refreshed, RefreshTask
from tracker.disk import Publication
from tracker.disk.cache import Cache
from tracker.disk.packing import digest_of

if TYPE_CHECKING:
    # The terminal's agenda needs neither pages nor Jinja.
    from tracker.build.pages import Pages


class Desk:
    """What is remembered of a workspace, brought up to date as often as it is asked for."""

    def __init__(self, cache: Cache, stages: Stages) -> None:
        """Remember what the cache does; the time of each stage is counted."""
        self.cache, self.stages = cache, stages

    @cached_property
    def memory(self) -> Memory:
        """What is remembered: what the cache has of it when it is first asked for, then its own."""
        with self.stages.stage("recall"):
            return recall(self.cache)

    def seen(self, sight: Sight | None) -> Look | None:
        """What somebody's look at the files says of what is remembered of them."""
        if sight is None:
            return None
        known = self.memory.files
        with self.stages.stage("scan"):
            return Look(sight.scanned, compare(sight.root, known, sight.scanned))

    def refresh(  # noqa: PLR0913, PLR0917 - what a task is made of
        self,
        settings: Settings,
        wanted: Wanted,
        is_current: Callable[[str, bytes], bool] | None,
        publication: Publication | None = None,
        pages: Callable[[], Pages] | None = None,
        seen: Look | None = None,
    ) -> Refreshed:
        """Bring up to date what is remembered; `keep` then makes it last.

        All but the first two are as in `RefreshTask`.
        """
        task = RefreshTask(
            settings, _key_of(settings), wanted, is_current, publication, pages, seen
        )
        return refresh(task, self.memory, self.cache, self.stages)

    def keep(self, settings: Settings, refreshed: Refreshed) -> None:
        """Remember what a refresh found; in the cache from its next `save` on."""
        memory, cache = self.memory, self.cache
        memory.settings = _key_of(settings)
        memory.files, memory.circles = refreshed.files, refreshed.circles
        memory.shared, memory.grouped = refreshed.shared, refreshed.grouped
        for name in refreshed.renewed | refreshed.gone:
            memory.outgoing.pop(name, None)
        memory.outgoing |= refreshed.outgoing
        remember(cache, memory, refreshed.renewed, refreshed.gone)


def _key_of(settings: Settings) -> bytes:
    """What stands for the settings: what they say, and the zone, which may be the system's."""
    return digest_of(settings.text.encode(errors="surrogatepass"), settings.zone.key.encode())


def mark_of_part(stamp: bytes, context: bytes) -> bytes:
    """What a part of a circle was made of: the circle as it is, and the day and the templates."""
    return stamp + context


def fresh_of(refreshed: Refreshed) -> Mapping[str, bytes]:
    """The digests, by path, of files that may have changed since without anything telling."""
    return {path: one.digest for path, one in refreshed.files.items() if one.fingerprint is None}
