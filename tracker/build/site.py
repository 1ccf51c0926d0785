"""Keeping a site up to date: once for `build`, again and again for `watch`."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from tracker.build.binding import (
    WORTH_BINDING_APART,
    Bindery,
    Bound,
    Order,
    Part,
    PartsLostError,
    bind,
    bindery_apart,
    bound,
    bound_parts,
    parts_kept,
)
from tracker.build.compare import Look
from tracker.build.crew import may_fork
from tracker.build.desk import Desk, fresh_of, mark_of_part
from tracker.build.finishing import Wanted
from tracker.build.memory import SITE, Entry, SiteRecord
from tracker.build.order import built_of, order_of
from tracker.build.pages import Pages
from tracker.build.quick import keep_last, mark_of
from tracker.build.results import Built
from tracker.build.settings import Settings
from tracker.build.sight import Sight, keep_stamps, stamps_kept
from tracker.build.stages import Stages
from tracker.build.task import Refreshed
from tracker.disk import MANIFEST, Publication, Published, Staged, Stamp, stamp_of
from tracker.disk.cache import Cache
from tracker.disk.cache_places import compiled_folder
from tracker.slugs import contact_id, page_path
from tracker.templates import templates_mark
from tracker.views.frame import AGENDA


class Site:
    """The site of a workspace in its folder, and all that is remembered to keep it up to date."""

    def __init__(
        self,
        output: Path,
        cache: Cache,
        stages: Stages | None = None,
        *,
        is_once: bool = False,
        keeps_last_good: bool = False,
    ) -> None:
        """Keep the site in `output`.

        `is_once` is whether it is built once and no more: then another process may have what the
        pages of all are made of. `keeps_last_good` is whether to keep, in memory, the last page of
        a file that is broken.
        """
        self.output, self.cache = output, cache
        self.kept: dict[str, bytes] = {}
        self._is_once, self._keeps_last_good = is_once, keeps_last_good
        self._context = b""
        self._pages: tuple[str, Pages] | None = None
        self.stages = stages or Stages()
        self.desk = Desk(cache, self.stages)
        self._name = site_name(output)
        self._compiled = compiled_folder(cache.program)
        with self.stages.stage("recall"):
            context, entries = cache.value(f"{self._name} entries") or (b"", {})
            self._record = SiteRecord(stamps_kept(cache, self._name), context, entries)
        self._parts: dict[str, Part] | None = None

    def build(
        self,
        settings: Settings,
        sight: Sight | None = None,
        *,
        look: bool = True,
        seen: Look | None = None,
    ) -> Built:
        """Bring the site up to date.

        `look` is whether to look at the site's own files first, to mend what others did to them.
        `sight` is a look at all files that somebody took already, `seen` what one at the contact
        files says of what is remembered of them.

        Raises `tracker.render.TemplateError` for a template, and `tracker.disk.PublishError` for
        the output folder; the last good site then stays.
        """
        try:
            return self._build(settings, sight, look=look, seen=seen)
        except PartsLostError:
            # What is there now is all that counts: whatever is not is made again.
            self._is_once = False
            self._parts = parts_kept(self.cache)
            return self._build(settings, None, look=True, seen=None)

    def _build(
        self, settings: Settings, sight: Sight | None, *, look: bool, seen: Look | None
    ) -> Built:
        stages = self.stages
        templates = templates_mark(settings.overrides)
        context = mark_of(settings, templates)
        # Whoever deletes the site, or builds it too, changes at least its list.
        is_ours = self.manifest is not None and stamp_of(self.output / MANIFEST) == self.manifest
        look = look or not is_ours
        known = self._record.files.keys() - {MANIFEST} if is_ours else None
        as_before = not look and context == self._context

        def pages() -> Pages:
            return self._pages_with(settings, templates)

        with Publication(self.output, known, stages.waits) as publication, ExitStack() as stack:
            apart = None
            if self._is_worth_binding_apart(context):
                make = partial(self._bindery, settings, publication, pages)
                apart = stack.enter_context(bindery_apart(make, self.cache))
            with stages.stage("look at the site"):
                sight = sight or Sight(settings.root, self.output)
                found = sight.stamps if look else self._record.files
                intact = self._record.intact(found) if look else frozenset()
            with stages.stage("recall"):
                if apart is None and self._parts is None:
                    self._parts = parts_kept(self.cache)

            def is_current(name: str, stamp: bytes) -> bool:
                mark = mark_of_part(stamp, context)
                return name in intact and self._has(name, mark)

            refreshed = self.desk.refresh(
                settings,
                Wanted(text=False, site=True),
                None if as_before else is_current,
                publication,
                pages,
                seen or self.desk.seen(sight),
            )
            with stages.stage("assemble"):
                order = order_of(refreshed, self._record.entries, context)
                staged = [one for each in refreshed.finished.values() for one in each.staged]
                entries = self._entries_of(order)
                if apart is not None and apart.is_worth(order):
                    staged += apart.bind(order)
                    outcome = apart.bound
                else:
                    # Somebody has just saved a file, and looks at its page or at the agenda. A
                    # template of their own may yet fail: then all waits for the last page.
                    ahead = as_before and settings.overrides is None
                    self._bind(order, settings, publication, pages(), staged, ahead=ahead)
                    outcome = partial(bound, self._parts or {}, order)
            with stages.stage("publish"):
                fresh = {one.path for one in staged}
                kept = {path for one in entries.values() for path in one.pages} - fresh
                if self._keeps_last_good:
                    self.kept = self._last_good(refreshed, found.keys() - kept - fresh)
                published = publication.finish(staged, kept)
            with stages.stage("remember"):
                files = {path: found[path] for path in kept}
                files |= {one.path: one.stamp for one in staged}
                if publication.manifest is not None:
                    files[MANIFEST] = publication.manifest
                self._context = context
                self._keep(settings, refreshed, SiteRecord(files, context, entries))
                done = outcome()
                built = built_of(refreshed, done.buckets, published)
                self._remember(settings, refreshed, done, built)
        return built

    def _bind(  # noqa: PLR0913 - all that pages are made of, and where they go
        self,
        order: Order,
        settings: Settings,
        publication: Publication,
        pages: Pages,
        staged: list[Staged],
        *,
        ahead: bool,
    ) -> None:
        """Stage the pages of all in this process.

        `ahead` is whether to put what is staged in its place as soon as the agenda is among it.
        """
        self._parts = bound_parts(self._parts or parts_kept(self.cache), order)
        for one in bind(self._parts, order, settings, publication, pages.renderer):
            staged.append(one)
            if ahead and one.path == AGENDA:
                publication.place(staged)

    def _is_worth_binding_apart(self, context: bytes) -> bool:
        """Whether to have the parts taken up and bound in another process.

        Where the day or the templates are others all parts are made anew, and none are taken up.
        """
        return (
            self._is_once
            and self._record.context == context
            and len(self._record.entries) >= WORTH_BINDING_APART
            and may_fork()
        )

    def _bindery(
        self, settings: Settings, publication: Publication, pages: Callable[[], Pages]
    ) -> Bindery:
        """In a process of its own, what binds the pages of all."""
        return Bindery(self.cache.again(), settings, publication, lambda: pages().renderer)

    def _has(self, name: str, mark: bytes) -> bool:
        """Whether a circle's pages are published, and its part is kept, as made of what it is."""
        entry = self._record.entries.get(name)
        if entry is None or entry.mark != mark:
            return False
        return self._parts is None or (name in self._parts and self._parts[name].mark == mark)

    def _entries_of(self, order: Order) -> dict[str, Entry]:
        """The circles on the site that is bound."""
        before = self._record.entries
        return {
            name: Entry(mark, order.new[name].content.pages) if name in order.new else before[name]
            for name, mark in order.marks.items()
        }

    @property
    def manifest(self) -> Stamp | None:
        """The stamp of the site's list; None where it may list pages that are not of this site."""
        return self._record.files.get(MANIFEST)

    def _last_good(self, refreshed: Refreshed, going: AbstractSet[str]) -> dict[str, bytes]:
        """The last pages of files that are there and cannot be read, by the pages' paths."""
        found = {}
        for path, one in refreshed.files.items():
            page = page_path(contact_id(path)) if one.reading.ties is None else ""
            if page in going:
                with contextlib.suppress(OSError):
                    found[page] = (self.output / page).read_bytes()
            elif page in self.kept:
                found[page] = self.kept[page]
        return found

    def _pages_with(self, settings: Settings, templates: str) -> Pages:
        """What makes pages by the templates as they are; `templates` stands for these."""
        if self._pages is None or self._pages[0] != templates:
            self._pages = templates, Pages(settings.overrides, self._compiled)
        return self._pages[1]

    def _keep(self, settings: Settings, refreshed: Refreshed, record: SiteRecord) -> None:
        """Remember the site as it now is."""
        self._record = record
        self.desk.keep(settings, refreshed)
        keep_stamps(self.cache, self._name, record.files)
        self.cache.keep_value(f"{self._name} entries", (record.context, record.entries))

    def _remember(
        self, settings: Settings, refreshed: Refreshed, done: Bound, built: Built
    ) -> None:
        """Keep what was bound and what it came to, and write all that is to be kept."""
        for shelf, content in done.shelves.items():
            self.cache.keep_part(SITE, shelf, content, b"")
        if self.manifest is not None:
            unchanged = Published(0, built.published.written + built.published.unchanged, 0)
            keep_last(
                self.cache,
                self._name,
                self._record.context,
                settings.root,
                refreshed.scanned,
                fresh_of(refreshed),
                built._replace(published=unchanged, changed=(), errors=()),
            )
        self.cache.save()


def site_name(output: Path) -> str:
    """What the site in a folder is called in the cache."""
    return f"site {output.resolve()}"
