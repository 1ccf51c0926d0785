"""A contact file in its two parts: the front matter as nodes with positions, and the body as text.

Nothing that a file holds raises. What cannot be read is a `Diagnostic` beside what can.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.contact.decoding import decode
from tracker.contact.handler import parse_block
from tracker.contact.yaml_nodes import MapNode
from tracker.diagnostics import Diagnostic, Severity
from tracker.files import SourceFile

FENCE = "---"

#: What people type for a fence: `--`, `----`, `...`, and what word processors make of these
#: (hyphens and dashes from U+2010 to U+2015, the ellipsis U+2026).
_LIKE_A_FENCE = re.compile(r"\s*(?:[-\u2010-\u2015]{2,}|[\u2012-\u2015]|\.{3}|\u2026)\s*")


class Document(NamedTuple):
    """A contact file taken apart.

    `front` is None where the front matter could not be read; an error then says why. `body` is
    everything after the closing fence, with LF line ends, and `body_line` the file's line on
    which it begins, from 1. Where there is no front matter at all, the body is the whole text.
    `readable` is False where the body must not be trusted either: another encoding, a git conflict,
    a fence that is never closed; the body is then empty.
    """

    path: str
    front: MapNode | None
    body: str
    body_line: int
    readable: bool


def read_document(source: SourceFile) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Take a contact file apart; the problems are in the order of their lines. Never raises."""
    path = source.path
    text, problems = decode(source)
    if text is None:
        return Document(path, None, "", 1, readable=False), problems
    lines = text.split("\n")
    opening = next((number for number, line in enumerate(lines) if line.strip()), None)
    if opening is None:
        return Document(path, None, text, 1, readable=True), (*problems, _empty(path))
    if lines[opening].strip() != FENCE:
        no_fence = _no_front_matter(path, lines[opening], opening + 1)
        return Document(path, None, text, 1, readable=True), _in_order(*problems, no_fence)
    misplaced = _misplaced_opening(path, lines, opening)
    closing = _closing(lines, opening)
    if closing is None:
        unclosed = _unclosed(path, lines, opening)
        return (
            Document(path, None, "", 1, readable=False),
            _in_order(*problems, *misplaced, unclosed),
        )
    front = parse_block("\n".join(lines[opening : closing + 1]), path, opening + 1)
    body = "\n".join(lines[closing + 1 :])
    return (
        Document(path, front.map, body, closing + 2, readable=True),
        _in_order(*problems, *misplaced, *front.diagnostics),
    )


def _in_order(*problems: Diagnostic) -> tuple[Diagnostic, ...]:
    return tuple(sorted(problems))


def _closing(lines: Sequence[str], opening: int) -> int | None:
    """The index of the closing fence; an indented opening may have one indented like itself."""
    indent = lines[opening][: lines[opening].index(FENCE)]
    fences = {FENCE, indent + FENCE}
    after = range(opening + 1, len(lines))
    return next((number for number in after if lines[number].rstrip() in fences), None)


def _misplaced_opening(path: str, lines: Sequence[str], opening: int) -> list[Diagnostic]:
    """A fence that is plainly meant as one is read, and named: blank lines before it, an indent."""
    found = []
    if opening:
        found.append(
            _error(
                path,
                opening + 1,
                "blank-before-fence",
                "Blank lines stand before the `---` that opens the front matter.",
                "Delete them: `---` must be the file's first line.",
            )
        )
    if not lines[opening].startswith(FENCE):
        found.append(
            _error(
                path,
                opening + 1,
                "indented-fence",
                "The `---` that opens the front matter is indented.",
                "Begin it in the first column.",
            )
        )
    return found


def _empty(path: str) -> Diagnostic:
    return _error(path, 1, "empty-file", "The file is empty.", "Write `---`, `name: …` and `---`.")


def _no_front_matter(path: str, first: str, line: int) -> Diagnostic:
    first = first.strip()
    if first == "+++":
        message = "The front matter is TOML (`+++`); contacts take YAML."
        return _error(path, line, "toml-front-matter", message, "Write `---` and `key: value`.")
    if first.startswith("{"):
        message = "The front matter is JSON (`{`); contacts take YAML."
        return _error(path, line, "json-front-matter", message, "Write `---` and `key: value`.")
    if _LIKE_A_FENCE.fullmatch(first):
        message = f"The first line is `{first[:60]}`, not the `---` that opens front matter."
        return _error(path, line, "no-front-matter", message, "Write exactly three hyphens.")
    message = "The file has no front matter: its first line is not `---`."
    hint = "Write `---`, `name: …` and `---` above the text."
    return _error(path, line, "no-front-matter", message, hint)


def _unclosed(path: str, lines: Sequence[str], opening: int) -> Diagnostic:
    message = f"The front matter that opens on line {opening + 1} is never closed."
    for number in range(opening + 1, len(lines)):
        if _LIKE_A_FENCE.fullmatch(lines[number]):
            typed = lines[number].rstrip()[:60]
            hint = f"Line {number + 1} is `{typed}`: write `---` there, in the first column."
            return _error(path, opening + 1, "unclosed-fence", message, hint)
    hint = "Write a second line `---` where it ends."
    return _error(path, opening + 1, "unclosed-fence", message, hint)


def _error(path: str, line: int, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(path, line, 1, Severity.ERROR, code, message, hint)
