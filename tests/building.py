"""Reading, building and publishing as the commands do, from a test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tracker.build.results import Built
from tracker.build.settings import settings_of
from tracker.build.site import Site
from tracker.build.stages import Stages
from tracker.build.terminal import find_problems
from tracker.diagnostics import Diagnostic
from tracker.disk import Publication, Published, read_source, scan
from tracker.disk.cache import Cache
from tracker.files import Artifact, SourceFile


def build(root: Path, output: Path | None = None, today: date | None = None) -> Built:
    """Build a site with nothing remembered."""
    settings = settings_of(root, today)
    return Site(output or root / "output", Cache(None)).build(settings)


def problems(root: Path, today: date | None = None) -> tuple[Diagnostic, ...]:
    """All problems of a workspace, with nothing remembered."""
    return find_problems(settings_of(root, today), Cache(None), Stages())


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their paths in it."""
    found = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def read_sources(root: Path) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """Every contact file, in the order of their paths, and the problems of those that failed."""
    found = scan(root)
    read = [read_source(root, one.path) for one in found.files]
    failed = [one for one in read if isinstance(one, Diagnostic)]
    return (
        tuple(one for one in read if isinstance(one, SourceFile)),
        tuple(sorted((*found.problems, *failed))),
    )


def publish(output: Path, artifacts: Iterable[Artifact]) -> Published:
    """Make a folder hold these files, and none that an earlier build has made beside them."""
    with Publication(output) as publication:
        return publication.finish([publication.stage(one) for one in artifacts])
