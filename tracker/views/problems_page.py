"""Every problem found, by file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from tracker.counts import count
from tracker.diagnostics import Diagnostic, Severity
from tracker.slugs import contact_id, page_path
from tracker.views.frame import PROBLEMS, Frame, Link, relative
from tracker.views.shown import Shown
from tracker.views.words import Piece, listing, pieces


class ProblemView(NamedTuple):
    """One problem: `where` is `12:5`, its line and column.

    `severity` is `error`, `warning` or `hint`, `code` the one that never changes.
    """

    severity: str
    where: str
    code: str
    message: tuple[Piece, ...]
    hint: tuple[Piece, ...]


class ProblemViews(tuple[ProblemView, ...]):
    """The problems of one file, by line."""

    __slots__ = ()


class ProblemFile(NamedTuple):
    """The problems of one file. `link` leads to its contact's page, where there is one.

    `problems` is all of them, to be shown by `show`.
    """

    link: Link
    problems: Shown[ProblemViews]


class ProblemsPage(NamedTuple):
    """All problems: `files` by path. `summary` counts them by severity."""

    frame: Frame
    summary: str
    files: tuple[ProblemFile, ...]


def problems_page(
    frame: Frame,
    problems: Iterable[Diagnostic],
    with_pages: Container[str],
    pieces: Mapping[str, Markup] = MappingProxyType({}),
) -> ProblemsPage:
    """The page of all problems. `with_pages` are the paths of the files that have a page.

    `pieces` are the problems of some files as HTML already, by their paths.
    """
    by_path: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    counts: Counter[Severity] = Counter()
    for one in problems:
        by_path[one.path].append(one)
        counts[one.severity] += 1
    return ProblemsPage(
        frame,
        listing([count(counts[one], one.value) for one in Severity if one in counts]),
        tuple(
            ProblemFile(
                _file_link(path, with_pages),
                pieces[path] if path in pieces else problem_views(found),
            )
            for path, found in sorted(by_path.items())
        ),
    )


def problem_views(problems: Iterable[Diagnostic]) -> ProblemViews:
    """Problems as a page shows them, by line."""
    return ProblemViews(
        ProblemView(
            one.severity.value,
            f"{one.line}:{one.column}",
            one.code,
            pieces(one.message),
            pieces(one.hint),
        )
        for one in sorted(problems)
    )


def _file_link(path: str, with_pages: Container[str]) -> Link:
    page = page_path(contact_id(path)) if path in with_pages else None
    return Link(path, relative(PROBLEMS, page) if page else None)
