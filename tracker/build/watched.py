"""A site that is kept in step with its workspace, look after look."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.build.compare import Look, look
from tracker.build.garbage import uncollected
from tracker.build.quick import mark_of
from tracker.build.settings import Settings, SettingsError, settings_of
from tracker.build.site import Site
from tracker.build.stages import Stages
from tracker.diagnostics import Diagnostic
from tracker.disk import (
    CONTACTS,
    MANIFEST,
    SETTINGS_FILE,
    Fingerprint,
    PublishError,
    Stamp,
    stamp_of,
)
from tracker.disk.cache import Cache
from tracker.render import TemplateError
from tracker.templates import templates_mark
from tracker.watch.loop import Rebuild

_GONE = "The workspace is gone: it has neither contacts nor settings now."


class _State(NamedTuple):
    """All that a site is made of, as it was at a look."""

    mark: bytes
    files: Mapping[str, Fingerprint]
    problems: tuple[Diagnostic, ...]


class WatchedSite:
    """Looks at all files when asked to, and rebuilds what has changed since the last look."""

    def __init__(
        self, root: Path, output: Path, cache: Cache, today: date | None, stages: Stages
    ) -> None:
        """Keep the site of a workspace in `output`, as seen on `today` or on the day it is."""
        self._root, self._today, self._cache = root, today, cache
        self._output, self._stages = output, stages
        self._site = Site(output, cache, stages, keeps_last_good=True)
        self._manifest: Stamp | None = None
        self._is_known = False
        self._settled: _State | None = None
        self._failed: tuple[str, ...] = ()
        self._errors: tuple[Diagnostic, ...] = ()

    def refresh(self) -> Rebuild | None:
        """Compare all files with what is known, and rebuild what has changed; None: nothing has."""
        with uncollected(for_good=self._settled is None):
            return self._refresh()

    def _refresh(self) -> Rebuild | None:
        began = time.perf_counter()
        # Not Path.exists, which raises where it may not look.
        if not any(os.path.exists(self._root / one) for one in (CONTACTS, SETTINGS_FILE)):  # noqa: PTH110
            # Nothing is built into a folder that somebody has just deleted.
            return self._failure(began, [_GONE])
        self._catch_up()
        try:
            settings = settings_of(self._root, self._today, self._cache)
            seen = look(self._root, self._site.desk.memory.files)
            state = self._state(settings, seen)
            is_touched = bool(seen.compared.touched)
            is_there = self._manifest == stamp_of(self._output / MANIFEST)
            if state == self._settled and is_there and not is_touched and not self._failed:
                return None
            # What failed may have left some of its pages in their places.
            is_known = self._is_known and not self._failed
            built = self._site.build(settings, look=not is_known, seen=seen)
        except SettingsError as wrong:
            return self._failure(began, [str(one) for one in wrong.problems])
        except (TemplateError, PublishError, OSError) as wrong:
            return self._failure(began, [str(wrong)])
        except BaseException:
            # A mistake of our own: some pages may be in their places, so all is looked at anew.
            self._is_known, self._settled = False, None
            raise
        self._failed = ()
        before, self._settled, self._is_known = self._settled, state, True
        self._manifest = self._site.manifest
        self._errors = _latest_first(built.errors, self._errors, built.changed)
        changed = built.changed
        if before is None:
            changed = ()
        elif not changed:
            what = "settings, templates or the day" if is_there else "the site's folder"
            changed = (what,)
        return Rebuild(
            changed,
            built.published.written,
            built.published.removed,
            time.perf_counter() - began,
            tuple(str(one) for one in self._errors),
            self._site.kept,
        )

    def _catch_up(self) -> None:
        """Begin anew with what is remembered now, if another command has remembered something."""
        if self._cache.is_behind:
            self._cache.catch_up()
            kept, self._is_known = self._site.kept, False
            self._site = Site(self._output, self._cache, self._stages, keeps_last_good=True)
            self._site.kept = kept

    def _state(self, settings: Settings, seen: Look) -> _State:
        """What is there now. A file that may have changed unnoticed is read to find out."""
        memory = self._site.desk.memory
        scanned, compared = seen
        files = dict(scanned.files)
        for path in compared.updated - compared.touched:
            memory.files[path] = compared.known[path]
        if self._settled is not None and not compared.touched:
            # The same content in another file, or at another time, is no change.
            files = {path: self._settled.files.get(path, one) for path, one in files.items()}
        mark = mark_of(settings, templates_mark(settings.overrides))
        return _State(mark, files, scanned.problems)

    def _failure(self, began: float, said: list[str]) -> Rebuild | None:
        """What could not be done, unless it was said already."""
        if tuple(said) == self._failed:
            return None
        self._failed = tuple(said)
        seconds = time.perf_counter() - began
        message = f"{said[0]} (the last site stands)"
        return Rebuild((), 0, 0, seconds, tuple(said), self._site.kept, message)


def _latest_first(
    errors: Collection[Diagnostic], before: Collection[Diagnostic], changed: Collection[str]
) -> tuple[Diagnostic, ...]:
    """Errors in the files that changed, then all others; of each the new ones first.

    Those that were there before stay in the order they had.
    """
    place = {one: at for at, one in enumerate(before, start=1)}
    edited = frozenset(changed)
    return tuple(sorted(errors, key=lambda one: (one.path not in edited, place.get(one, 0))))
