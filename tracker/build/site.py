"""Keeping a site up to date: once for `build`, again and again for `watch`."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from tracker.book import ME
from tracker.build.assemble import buckets_of, pages_of_all
from tracker.build.desk import Desk, digests_of, mark_of_part
from tracker.build.memory import SITE, SiteRecord, from_shelves, to_shelves
from tracker.build.parts import SitePart
from tracker.build.quick import keep_last, mark_of
from tracker.build.refresh import Refreshed
from tracker.build.results import Built, in_short
from tracker.build.settings import Settings
from tracker.build.stages import Stages
from tracker.build.workshop import Wanted
from tracker.diagnostics import Severity
from tracker.disk import MANIFEST, Publication, Published, Staged, Stamp, published_stamps, stamp_of
from tracker.disk.cache import Cache, compiled_folder
from tracker.render import Renderer, assets, render_pages_of_all
from tracker.slugs import contact_id, page_path
from tracker.templates import templates_mark


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
        self.stages = stages or Stages()
        self.desk = Desk(cache, self.stages)
        self._name = site_name(output)
        self._compiled = compiled_folder()
        with self.stages.stage("recall"):
            self._record: SiteRecord = cache.value(f"{self._name} files") or SiteRecord()
            self._parts: dict[str, tuple[bytes, SitePart]] = from_shelves(cache, SITE)

    def build(self, settings: Settings, *, look: bool = True) -> Built:
        """Bring the site up to date.

        `look` is whether to look at the site's own files first, to mend what others did to them.

        Raises `tracker.render.TemplateError` for a template, and `tracker.disk.PublishError` for
        the output folder; the last good site then stays.
        """
        stages = self.stages
        context = mark_of(settings, templates_mark(settings.overrides))
        with stages.stage("look at the site"):
            found = published_stamps(self.output) if look else self._record.files
            intact = self._intact(found)
        is_ours = MANIFEST in found and found[MANIFEST] == self._record.files.get(MANIFEST)
        known = self._record.files.keys() - {MANIFEST} if is_ours else None

        def is_current(name: str, stamp: bytes) -> bool:
            mark = mark_of_part(stamp, context)
            made = self._parts[name][0] if name in self._parts else None
            return name in intact and made == mark == self._record.marks.get(name)

        with Publication(self.output, known) as publication:
            wanted = Wanted(text=False, site=True)
            refreshed = self.desk.refresh(settings, wanted, is_current, publication, self._compiled)
            with stages.stage("assemble"):
                parts = self._parts_now(refreshed, context)
                staged = [one for each in refreshed.finished.values() for one in each.staged]
                staged += self._pages_of_all(settings, refreshed, parts, publication)
            with stages.stage("publish"):
                fresh = {one.path for one in staged}
                kept = {path for _, part in parts.values() for path in part.pages} - fresh
                if self._keeps_last_good:
                    self.kept = self._last_good(refreshed, found.keys() - kept - fresh)
                published = publication.finish(staged, kept)
        with stages.stage("remember"):
            built = _built(refreshed, [part for _, part in parts.values()], published)
            self._parts = parts
            self._keep(settings, refreshed, {path: found[path] for path in kept}, staged)
            unchanged = Published(0, published.written + published.unchanged, 0)
            last = built._replace(published=unchanged, changed=())
            keep_last(
                self.cache,
                self._name,
                context,
                refreshed.scanned,
                digests_of(refreshed),
                self._record.files,
                last,
            )
            self.cache.save()
        return built

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

    def _pages_of_all(
        self,
        settings: Settings,
        refreshed: Refreshed,
        parts: Mapping[str, tuple[bytes, SitePart]],
        publication: Publication,
    ) -> list[Staged]:
        views = pages_of_all(
            settings,
            [part for _, part in parts.values()],
            refreshed.problems,
            {path for one in refreshed.circles.values() for path in one.paths},
            sum(len(one.linked.companies) for one in refreshed.circles.values()),
            has_me=ME in refreshed.circles,
        )
        renderer = Renderer(settings.overrides, self._compiled)
        staged = [publication.stage(one) for one in render_pages_of_all(renderer, views)]
        staged += [publication.stage(one) for one in assets(settings.overrides)]
        return staged

    def _keep(
        self,
        settings: Settings,
        refreshed: Refreshed,
        kept: Mapping[str, Stamp],
        staged: list[Staged],
    ) -> None:
        """Remember the site as it now is."""
        files = {**kept, **{one.path: one.stamp for one in staged}}
        manifest = stamp_of(self.output / MANIFEST)
        if manifest is not None:
            files[MANIFEST] = manifest
        marks = {name: mark for name, (mark, _) in self._parts.items()}
        self._record = SiteRecord(files, marks)
        self.desk.keep(settings, refreshed)
        changed = refreshed.finished.keys() | refreshed.gone
        to_shelves(self.cache, SITE, self._parts, changed, self._parts.__getitem__)
        self.cache.keep_value(f"{self._name} files", self._record)


def site_name(output: Path) -> str:
    """What the site in a folder is called in the cache."""
    return f"site {output.resolve()}"


def _built(refreshed: Refreshed, parts: list[SitePart], published: Published) -> Built:
    with_page = {path for one in refreshed.circles.values() for path in one.paths}
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
