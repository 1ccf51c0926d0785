"""Reading YAML as positioned nodes: nothing resolved, nothing shared.

One pass over the parse events, so that what is refused (deep nesting, anchors, aliases, tags, merge
keys, further documents) is refused before anything recursive or multiplying can run.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from tracker.contact.decoding import MOST_PROBLEMS, first_unwanted, without_unwanted
from tracker.contact.yaml_errors import explain
from tracker.contact.yaml_nodes import ListNode, MapNode, Node, ScalarNode, unique_pairs
from tracker.diagnostics import Diagnostic, Severity

#: Whether libyaml reads; without it PyYAML takes nine times as long.
HAS_LIBYAML: bool = yaml.__with_libyaml__

LOADER: type[Any] = yaml.CSafeLoader if HAS_LIBYAML else yaml.SafeLoader

#: Front matter is two or three levels deep; C parsers crash on some thousands.
DEEPEST = 20


class YamlReading(NamedTuple):
    """What was read. `broken` where reading stopped early: then `root` is None."""

    root: Node | None
    diagnostics: tuple[Diagnostic, ...]
    broken: bool = False


def read_nodes(text: str, path: str, first_line: int) -> YamlReading:
    """Read one YAML text that begins on the file's line `first_line`. Never raises."""
    scan = _Scan(path, first_line)
    broken = False
    try:
        scan.read(text)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The last two: the pure Python reader passes `"\U99999999"` on to chr().
        broken = True
        readable = _before_too_deep(error, text)
        if readable is not None:
            return read_nodes(readable, path, first_line)
        fault = explain(error, text, path, first_line)
        # `*Star Ltd` is an alias, then an error: one mistake, and the error's hint mends it.
        scan.problems = [one for one in scan.problems if one.line != fault.line]
        scan.problems.append(fault)
    broken = broken or scan.too_deep
    problems = tuple(sorted(scan.problems))
    return YamlReading(None if broken else scan.root, problems, broken)


def _before_too_deep(error: Exception, text: str) -> str | None:
    """What stands before the place where libyaml refuses to go deeper, None for other errors.

    Newer ones look ahead that far before they tell of the first bracket; read for itself, the text
    up to there tells where it becomes too deep for us.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem is None:
        return None
    mark = error.problem_mark
    if "nesting depth" not in error.problem or mark is None or not 0 < mark.index < len(text):
        return None
    return text[: mark.index - 1]


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not come; a map's keys and values alternate in `items`."""

    line: int
    column: int
    is_map: bool
    items: list[Node] = field(default_factory=list)


class _Scan:
    """Builds nodes from parse events with a stack of its own: no recursion, no sharing."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.problems: list[Diagnostic] = []
        self.root: Node | None = None
        self.too_deep = False
        self._open: list[_Open] = []
        self._documents = 0

    def read(self, text: str) -> None:
        """Take in the events of a text, as far as anything is to be read.

        As `yaml.parse` does, without asking before each event whether there is one.
        """
        loader = LOADER(text)
        try:
            while (event := loader.get_event()) is not None:
                # Most events are a text without more to it.
                mark = event.start_mark
                if type(event) is yaml.ScalarEvent and mark and not (event.anchor or event.tag):
                    self._add_text(event, self.first_line + mark.line, mark.column + 1)
                elif not self.take(event):
                    break
        finally:
            loader.dispose()

    def take(self, event: yaml.Event) -> bool:
        """Take in one event; False where nothing more is to be read."""
        mark = event.start_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        line, column = self.first_line + line, column + 1
        match event:
            case yaml.ScalarEvent():
                self._refuse_properties(event, line, column)
                self._add_text(event, line, column)
            case yaml.AliasEvent():
                name = f"*{event.anchor}"
                self._refuse(line, column, "yaml-alias", f"`{name}` is an alias to YAML", "*")
                self._add(ScalarNode(name, line, column))
            case yaml.CollectionStartEvent():
                self._refuse_properties(event, line, column)
                return self._begin(line, column, is_map=isinstance(event, yaml.MappingStartEvent))
            case yaml.CollectionEndEvent():
                self._end()
            case yaml.DocumentStartEvent():
                return self._begin_document(event, line, column)
        return True

    def _add_text(self, event: yaml.ScalarEvent, line: int, column: int) -> None:
        # Only between double quotes can an escape spell what no file may hold.
        text = self._clean(event.value, line, column) if event.style == '"' else event.value
        self._add(ScalarNode(text, line, column, not event.style))

    def _begin_document(self, event: yaml.DocumentStartEvent, line: int, column: int) -> bool:
        self._documents += 1
        if event.version or event.tags:
            self._problem(
                line,
                column,
                "yaml-directive",
                "Front matter takes no YAML directives (`%YAML`, `%TAG`).",
                "Delete the lines that begin with `%`.",
            )
        if self._documents > 1:
            self._problem(
                line,
                column,
                "yaml-documents",
                "A second YAML document begins here; front matter is one.",
                "Write all keys one below the other, between the two lines `---`.",
            )
        return self._documents == 1

    def _begin(self, line: int, column: int, *, is_map: bool) -> bool:
        if len(self._open) >= DEEPEST:
            self.too_deep = True
            self._problem(
                line,
                column,
                "yaml-depth",
                f"Lists and maps are nested more than {DEEPEST} deep here.",
                "A value that begins with `[` or `{` and is meant as text belongs in quotes.",
            )
            return False
        self._open.append(_Open(line, column, is_map))
        return True

    def _end(self) -> None:
        ended = self._open.pop()
        if not ended.is_map:
            self._add(ListNode(tuple(ended.items), ended.line, ended.column))
            return
        keyed = [
            (key, value)
            for key, value in zip(ended.items[::2], ended.items[1::2], strict=True)
            if isinstance(key, ScalarNode) and self._is_key(key)
        ]
        for key in ended.items[::2]:
            if not isinstance(key, ScalarNode):
                self._problem(
                    key.line,
                    key.column,
                    "complex-key",
                    "A key is plain text, not a list or a map.",
                    "Write `key: value`.",
                )
        pairs, problems = unique_pairs(keyed, self.path)
        self.problems.extend(problems[: MOST_PROBLEMS - len(self.problems)])
        self._add(MapNode(pairs, ended.line, ended.column))

    def _is_key(self, key: ScalarNode) -> bool:
        if key.plain and key.text == "<<":
            self._problem(
                key.line,
                key.column,
                "yaml-merge-key",
                "Front matter takes no merge keys (`<<`).",
                "Write the keys themselves.",
            )
            return False
        if not key.text.strip():
            self._problem(
                key.line,
                key.column,
                "empty-key",
                "A key is missing before this colon.",
                "Write `key: value`.",
            )
            return False
        return True

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].items.append(node)
        elif self.root is None:
            self.root = node

    def _clean(self, text: str, line: int, column: int) -> str:
        """Escapes between double quotes can spell what the file itself may not hold."""
        unwanted = first_unwanted(text)
        if unwanted is None:
            return text
        self._problem(
            line,
            column,
            "forbidden-character",
            f"An escape spells the character {unwanted}, which does not belong in a text.",
            "Delete the escape, or put the text between single quotes.",
        )
        return without_unwanted(text)

    def _refuse_properties(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int, column: int
    ) -> None:
        if event.anchor:
            message = f"`&{event.anchor}` is an anchor to YAML"
            self._refuse(line, column, "yaml-anchor", message, "&")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(line, column, "yaml-tag", f"`{tag}` is a tag to YAML", "!")

    def _refuse(self, line: int, column: int, code: str, what: str, sign: str) -> None:
        self._problem(
            line,
            column,
            code,
            f"{what}, and front matter takes none.",
            f"A text that begins with `{sign}` belongs in quotes.",
        )

    def _problem(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        """Note a problem, one of a kind for each line."""
        last = self.problems[-1] if self.problems else None
        if len(self.problems) >= MOST_PROBLEMS or (last and (last.line, last.code) == (line, code)):
            return
        self.problems.append(
            Diagnostic(self.path, line, column, Severity.ERROR, code, message, hint)
        )
