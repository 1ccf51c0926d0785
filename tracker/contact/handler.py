"""python-frontmatter with a strict handler: our own exact fence, and nodes with positions.

The library's own YAML handler answers `{}` without a word for an unclosed fence and for a list, and
its result is a dict of resolved values. This handler gives it one key of ours instead, so that the
keys a person types (`content`, `handler`, `self`) never become its keyword arguments.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple, cast

import frontmatter
from frontmatter.default_handlers import BaseHandler

from tracker.contact.yaml_nodes import ListNode, MapNode, Node, ScalarNode, unique_pairs
from tracker.contact.yaml_scan import read_nodes
from tracker.diagnostics import Diagnostic, Severity

#: A top-level key's line: not blank, indented, a comment, a list item or a closing bracket.
_TOP_LEVEL = re.compile(r"^[^\s#\-\]}]", re.MULTILINE)

#: Front matter with more lines at the top level is hardly typed; its parts are not tried.
_MOST_PARTS = 200

#: The key of such a line, for a part that YAML cannot read.
_TYPED_KEY = re.compile(r"([^\s:#'\"\[{][^:\n]*):(?:\s|$)")

_KEY = "front matter"
_FIRST_WORD = re.compile(r"\A\s*([^\s:=]+)")


class FrontMatter(NamedTuple):
    """The map between the fences, or None where nothing of it could be read, and the problems."""

    map: MapNode | None
    diagnostics: tuple[Diagnostic, ...]


class StrictHandler(BaseHandler):
    """Reads one fenced block whose first line is the file's line `opening`."""

    FM_BOUNDARY = re.compile(r"^[ \t]*---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, path: str, opening: int) -> None:
        super().__init__()
        self._path = path
        self._opening = opening

    def split(self, text: str) -> tuple[str, str]:
        """The lines between the first line and the last: the block ends with its closing fence."""
        _, _, inside = text.partition("\n")
        yaml_text, line_end, _ = inside.rpartition("\n")
        return yaml_text + line_end, ""

    def load(self, fm: str) -> dict[str, object]:
        """The nodes under a single key: python-frontmatter passes on nothing but a dict."""
        return {_KEY: read_front_matter(fm, self._path, self._opening + 1)}


def parse_block(block: str, path: str, opening: int) -> FrontMatter:
    """Read a block from its opening fence to its closing one, both included.

    `opening` is the line of the opening fence in the file. python-frontmatter strips what it is
    given: at a fence there is nothing to lose but trailing blanks.
    """
    metadata, _ = frontmatter.parse(block, handler=StrictHandler(path, opening))
    return cast("FrontMatter", metadata[_KEY])


def read_front_matter(text: str, path: str, first_line: int) -> FrontMatter:
    """Read the YAML between the fences; `first_line` is its first line in the file.

    Where YAML stops at a syntax error, each top-level key is read by itself: one slip costs one
    key, and the other slips are named too.
    """
    whole = read_nodes(text, path, first_line)
    if not whole.broken:
        front, problems = _as_map(whole.root, path, first_line)
        return FrontMatter(front, (*whole.diagnostics, *problems))
    starts = [match.start() for match in _TOP_LEVEL.finditer(text)]
    if len(starts) > _MOST_PARTS:
        return FrontMatter(None, whole.diagnostics)
    pairs: list[tuple[ScalarNode, Node]] = []
    unreadable: list[str] = []
    found: list[Diagnostic] = []
    for start, end in pairwise([0, *(start for start in starts if start), len(text)]):
        typed = text[start:end]
        if typed.rstrip() == "...":
            continue
        part = read_nodes(typed, path, first_line + text.count("\n", 0, start))
        found += part.diagnostics
        if part.broken and (match := _TYPED_KEY.match(typed)):
            unreadable.append(match[1].rstrip())
        if isinstance(part.root, MapNode):
            pairs += part.root.pairs
        elif part.root is not None:
            found.append(_not_a_pair(part.root, path))
            # `name Dana`, `name:Dana`: the key was typed, and the error says what it lacks.
            unreadable += _FIRST_WORD.findall(typed)
    kept, repeated = unique_pairs(pairs, path)
    # What is wrong only between the parts (an indent, say) is wrong in the whole alone.
    problems = tuple(sorted(found)) or whole.diagnostics
    front = None
    if kept:
        first = kept[0][0]
        front = MapNode(kept, first.line, first.column, tuple(unreadable))
    return FrontMatter(front, tuple(sorted((*problems, *repeated))))


def _as_map(
    root: Node | None, path: str, first_line: int
) -> tuple[MapNode | None, tuple[Diagnostic, ...]]:
    match root:
        case None:
            return MapNode((), first_line, 1), ()
        case MapNode():
            return root, ()
        case ListNode():
            message = "The front matter is a list; it takes `key: value` pairs."
            return None, (_error(root, path, "front-matter-list", message, "Write name: first."),)
        case ScalarNode():
            return None, (_not_a_pair(root, path),)


def _not_a_pair(node: ScalarNode | ListNode, path: str) -> Diagnostic:
    text = node.text if isinstance(node, ScalarNode) else ""
    shown = text.partition("\n")[0][:60]
    message = (
        f"`{shown}` is not a `key: value` pair." if shown else "A `key: value` pair is missing."
    )
    key, colon, value = shown.partition(":")
    hint = "Write a key, a colon and a space before the text."
    if colon and value and " " not in key:
        hint = f"Write a space after the colon: `{key}: {value}`."
    return _error(node, path, "front-matter-text", message, hint)


def _error(node: Node, path: str, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(path, node.line, node.column, Severity.ERROR, code, message, hint)
