"""Every problem found, by file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from tracker.counts import count
from tracker.diagnostics import Diagnostic, Severity
from tracker.views.directory import Directory
from tracker.views.frame import PROBLEMS, Frame, Link, relative
from tracker.views.words import Piece, listing, pieces


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem: `where` is `12:5`, its line and column."""

    severity: str
    where: str
    code: str
    message: tuple[Piece, ...]
    hint: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ProblemFile:
    """The problems of one file. `link` leads to its contact's page, where there is one."""

    link: Link
    problems: tuple[ProblemView, ...]


@dataclass(frozen=True, slots=True)
class ProblemsPage:
    """All problems, files by path. `summary` counts them by severity."""

    frame: Frame
    summary: str
    files: tuple[ProblemFile, ...]


def problems_page(directory: Directory) -> ProblemsPage:
    """The page of all problems."""
    files = sorted(directory.problems.items())
    everything = [one for _, problems in files for one in problems]
    return ProblemsPage(
        directory.frame(PROBLEMS, "Problems"),
        _summary(everything),
        tuple(
            ProblemFile(_file_link(directory, path), problem_views(problems))
            for path, problems in files
        ),
    )


def problem_views(problems: Iterable[Diagnostic]) -> tuple[ProblemView, ...]:
    """Problems as a page shows them, by line."""
    return tuple(
        ProblemView(
            one.severity.value,
            f"{one.line}:{one.column}",
            one.code,
            pieces(one.message),
            pieces(one.hint),
        )
        for one in sorted(problems)
    )


def _file_link(directory: Directory, path: str) -> Link:
    page = directory.pages.get(directory.files.get(path, ""))
    return Link(path, relative(PROBLEMS, page) if page else None)


def _summary(problems: Iterable[Diagnostic]) -> str:
    found = {
        severity: len(list(group))
        for severity, group in groupby(sorted(one.severity for one in problems))
    }
    return listing([count(found[one], one.value) for one in Severity if one in found])
