"""Keeping a site up to date: once for `build`, again and again for `watch`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from tracker.book import ME
from tracker.build.assemble import Everyone, agenda_json, buckets_of, pages_of_all
from tracker.build.compare import Look
from tracker.build.desk import Desk, fresh_of, mark_of_part
from tracker.build.memory import SITE, SiteRecord, from_shelves, to_shelves
from tracker.build.pages import Pages
from tracker.build.parts import SitePart
from tracker.build.quick import keep_last, mark_of
from tracker.build.refresh import Refreshed
from tracker.build.results import Built, in_short
from tracker.build.settings import Settings
from tracker.build.sight import Sight, keep_stamps, stamps_kept
from tracker.build.stages import Stages
from tracker.build.workshop import Wanted
from tracker.diagnostics import Severity
from tracker.disk import (
    MANIFEST,
    Publication,
    Published,
    Staged,
    Stamp,
    stamp_of,
)
from tracker.disk.cache import Cache
from tracker.disk.cache_places import compiled_folder
from tracker.render import Renderer, assets
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
        keeps_last_good: bool = False,
    ) -> None:
        """Keep the site in `output`.

        `keeps_last_good` is whether to keep, in memory, the last page of a file that is broken.
        """
        self.output, self.cache = output, cache
        self.kept: dict[str, bytes] = {}
        self._keeps_last_good = keeps_last_good
        self._context = b""
        self._pages: tuple[str, Pages] | None = None
        self.stages = stages or Stages()
        self.desk = Desk(cache, self.stages)
        self._name = site_name(output)
        self._compiled = compiled_folder(cache.program)
        with self.stages.stage("recall"):
            self._record = SiteRecord(
                stamps_kept(cache, self._name), cache.value(f"{self._name} marks") or {}
            )
            self._parts: dict[str, tuple[bytes, SitePart]] = from_shelves(cache, SITE)

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
        stages = self.stages
        templates = templates_mark(settings.overrides)
        context = mark_of(settings, templates)
        with stages.stage("look at the site"):
            # Whoever deletes the site, or builds it too, changes at least its list.
            look = look or stamp_of(self.output / MANIFEST) != self.manifest
            sight = sight or Sight(settings.root, self.output)
            found = sight.stamps if look else self._record.files
            intact = self._intact(found) if look else frozenset()
        is_ours = MANIFEST in found and found[MANIFEST] == self.manifest
        known = self._record.files.keys() - {MANIFEST} if is_ours else None

        def is_current(name: str, stamp: bytes) -> bool:
            mark = mark_of_part(stamp, context)
            made = self._parts[name][0] if name in self._parts else None
            return name in intact and made == mark == self._record.marks.get(name)

        as_before = not look and context == self._context
        with Publication(self.output, known, stages.waits) as publication:
            refreshed = self.desk.refresh(
                settings,
                Wanted(text=False, site=True),
                None if as_before else is_current,
                publication,
                lambda: self._pages_with(settings, templates),
                seen or self.desk.seen(sight),
            )
            with stages.stage("assemble"):
                parts = self._parts_now(refreshed, context)
                staged = [one for each in refreshed.finished.values() for one in each.staged]
                of_all = [part for _, part in parts.values()]
                renderer = self._pages_with(settings, templates).renderer
                for one in _pages_of_all(settings, refreshed, of_all, publication, renderer):
                    staged.append(one)
                    if as_before and one.path == AGENDA and settings.overrides is None:
                        # Somebody has just saved a file, and looks at its page or at the agenda.
                        # A template of their own may yet fail: then all waits for the last page.
                        publication.place(staged)
            with stages.stage("publish"):
                fresh = {one.path for one in staged}
                kept = {path for _, part in parts.values() for path in part.pages} - fresh
                if self._keeps_last_good:
                    self.kept = self._last_good(refreshed, found.keys() - kept - fresh)
                published = publication.finish(staged, kept)
        with stages.stage("remember"):
            built = _built(refreshed, of_all, published)
            self._parts, self._context = parts, context
            files = {path: found[path] for path in kept} | {one.path: one.stamp for one in staged}
            if publication.manifest is not None:
                files[MANIFEST] = publication.manifest
            self._keep(settings, refreshed, files)
            unchanged = Published(0, published.written + published.unchanged, 0)
            last = built._replace(published=unchanged, changed=())
            if self.manifest is not None:
                keep_last(
                    self.cache,
                    self._name,
                    context,
                    settings.root,
                    refreshed.scanned,
                    fresh_of(refreshed),
                    last,
                )
            self.cache.save()
        return built

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

    def _intact(self, found: Mapping[str, Stamp]) -> set[str]:
        """The circles whose pages are on disk as they were published."""
        files = self._record.files
        return {
            name
            for name, (_, part) in self._parts.items()
            if all(path in found and found[path] == files.get(path) for path in part.pages)
        }

    def _parts_now(self, refreshed: Refreshed, context: bytes) -> dict[str, tuple[bytes, SitePart]]:
        """What every circle has on the pages of all, with its mark; the new ones among them."""
        parts = {name: self._parts[name] for name in refreshed.circles if name in self._parts}
        for name, one in refreshed.finished.items():
            assert one.site is not None  # noqa: S101 - it is what was wanted
            parts[name] = mark_of_part(refreshed.circles[name].stamp, context), one.site
        return dict(sorted(parts.items()))

    def _pages_with(self, settings: Settings, templates: str) -> Pages:
        """What makes pages by the templates as they are; `templates` stands for these."""
        if self._pages is None or self._pages[0] != templates:
            self._pages = templates, Pages(settings.overrides, self._compiled)
        return self._pages[1]

    def _keep(
        self,
        settings: Settings,
        refreshed: Refreshed,
        files: Mapping[str, Stamp],
    ) -> None:
        """Remember the site as it now is."""
        marks = {name: mark for name, (mark, _) in self._parts.items()}
        self._record = SiteRecord(files, marks)
        self.desk.keep(settings, refreshed)
        changed = refreshed.finished.keys() | refreshed.gone
        to_shelves(self.cache, SITE, self._parts, changed, self._parts.__getitem__)
        keep_stamps(self.cache, self._name, files)
        self.cache.keep_value(f"{self._name} marks", marks)


def _pages_of_all(
    settings: Settings,
    refreshed: Refreshed,
    parts: Sequence[SitePart],
    publication: Publication,
    renderer: Renderer,
) -> Iterator[Staged]:
    """Make and stage the pages that show all contacts, the agenda first."""
    everyone = Everyone(
        settings,
        refreshed.problems,
        refreshed.grouped.by_path,
        sum(len(one.linked.companies) for one in refreshed.circles.values()),
        ME in refreshed.circles,
    )
    for template, page in pages_of_all(everyone, parts):
        yield publication.stage(renderer.page(template, page))
    yield publication.stage(agenda_json(settings, parts))
    for asset in assets(settings.overrides):
        yield publication.stage(asset)


def site_name(output: Path) -> str:
    """What the site in a folder is called in the cache."""
    return f"site {output.resolve()}"


def _built(refreshed: Refreshed, parts: Sequence[SitePart], published: Published) -> Built:
    with_page = refreshed.grouped.by_path.keys()
    lost = {
        one.path
        for one in refreshed.problems
        if one.severity is Severity.ERROR and one.path.casefold().endswith(".md")
    }
    return Built(
        len(with_page) - (ME in refreshed.circles),
        len(lost - with_page),
        buckets_of([one.buckets for one in parts]),
        in_short(refreshed.problems),
        published,
        refreshed.changed,
    )
