"""The shapes in which fields are typed: one text, one or a list, or by label."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from tracker.contact import field_types as types
from tracker.contact.field_types import Complaint, Read
from tracker.contact.field_words import NO_NUMBER
from tracker.contact.model import Phone
from tracker.contact.yaml_nodes import ListNode, MapNode, Node, ScalarNode
from tracker.diagnostics import Diagnostic

T = TypeVar("T")


class PlacedComplaint(NamedTuple):
    """A complaint with its place. `subject`, where set, is the key that the message begins with."""

    line: int
    column: int
    complaint: Complaint
    subject: str = ""

    def about(self, subject: str) -> PlacedComplaint:
        """The same with the key that it is about."""
        return self._replace(subject=subject)

    def diagnostic(self, path: str) -> Diagnostic:
        """The same as a problem of the file."""
        about = self.complaint
        message = f"`{self.subject}`: {about.message}." if self.subject else about.message
        return Diagnostic(
            path, self.line, self.column, about.severity, about.code, message, about.hint
        )


class Field(NamedTuple):
    """How a key's node becomes its value: None, or fewer items, where findings say why.

    `is_text`: any text is a value, `null` too; elsewhere an unquoted `null` is an empty value.
    """

    convert: Callable[[Node], tuple[object, tuple[PlacedComplaint, ...]]]
    is_text: bool = False

    def is_blank(self, node: Node) -> bool:
        """Whether the key counts as not given."""
        return _is_blank(node, is_text=self.is_text)


def one(parse: Callable[[str], Read[T]], *, is_text: bool = False) -> Field:
    """A field of one value, typed as one text."""

    def convert(node: Node) -> tuple[T | None, tuple[PlacedComplaint, ...]]:
        if not isinstance(node, ScalarNode):
            return None, (_not_text(node, "text"),)
        read = parse(node.text)
        return read.value, _findings(node, read)

    return Field(convert, is_text)


def many(
    parse: Callable[[str], Read[str]], *, split_commas: bool = False, is_text: bool = False
) -> Field:
    """A field of several values, typed as one text or as a list; none counts twice."""

    def convert(node: Node) -> tuple[tuple[str, ...], tuple[PlacedComplaint, ...]]:
        values: dict[str, None] = {}
        found: list[PlacedComplaint] = []
        for item in node.items if isinstance(node, ListNode) else (node,):
            if _is_blank(item, is_text=is_text):
                continue
            if not isinstance(item, ScalarNode):
                found.append(_not_text(item, "one text or a list of texts"))
                continue
            for part in item.text.split(",") if split_commas else (item.text,):
                if part.strip():
                    read = parse(part)
                    found += _findings(item, read)
                    values |= dict.fromkeys([] if read.value is None else [read.value])
        return tuple(values), tuple(found)

    return Field(convert, is_text)


def _convert_emails(node: Node) -> tuple[tuple[str, ...], tuple[PlacedComplaint, ...]]:
    values: dict[str, None] = {}
    found: list[PlacedComplaint] = []
    for _, item in _labelled(node):
        if isinstance(item, PlacedComplaint):
            found.append(item)
            continue
        read = types.email(item.text)
        found += _findings(item, read)
        values |= dict.fromkeys([] if read.value is None else [read.value])
    return tuple(values), tuple(found)


def _convert_phones(node: Node) -> tuple[tuple[Phone, ...], tuple[PlacedComplaint, ...]]:
    """All numbers; an empty one for a label of which it is said that there is none."""
    values: dict[Phone, None] = {}
    found: list[PlacedComplaint] = []
    for label, item in _labelled(node):
        if isinstance(item, PlacedComplaint):
            found.append(item)
            continue
        if label and item.text.strip().casefold() in NO_NUMBER:
            values |= {Phone("", label): None}
            continue
        read = types.phone(item.text)
        found += _findings(item, read)
        values |= dict.fromkeys([] if read.value is None else [Phone(read.value, label)])
    return tuple(values), tuple(found)


emails = Field(_convert_emails)
phones = Field(_convert_phones)


def _labelled(node: Node, label: str = "") -> Iterator[tuple[str, ScalarNode | PlacedComplaint]]:
    """The texts of a text, a list or a map by label, nested as they come, each with its label."""
    match node:
        case ScalarNode():
            if not _is_blank(node):
                yield label, node
        case ListNode():
            for item in node.items:
                yield from _labelled(item, label)
        case MapNode():
            for key, value in node.pairs:
                name, colon, rest = key.text.partition(":")
                if colon and _is_blank(value):
                    message = f"{types.shown(key.text)} lacks a blank after its colon"
                    hint = f"Write {name.strip()}: {rest.strip()}."
                    complaint = Complaint("missing-blank", message, hint)
                    yield label, PlacedComplaint(key.line, key.column, complaint)
                else:
                    yield from _labelled(value, " ".join(key.text.split()))


def _is_blank(node: Node, *, is_text: bool = False) -> bool:
    """Nothing typed, a bare `~`, or no item that is more."""
    match node:
        case ScalarNode():
            text = node.text.strip()
            empty = {"", "~"} if is_text else {"", "~", "null"}
            return not text or (node.plain and text.casefold() in empty)
        case ListNode():
            return all(_is_blank(item, is_text=is_text) for item in node.items)
        case MapNode():
            return not node.pairs


def _findings(node: ScalarNode, read: Read[T]) -> tuple[PlacedComplaint, ...]:
    return (PlacedComplaint(node.line, node.column, read.complaint),) if read.complaint else ()


def _not_text(node: ListNode | MapNode, wanted: str) -> PlacedComplaint:
    what = "a list" if isinstance(node, ListNode) else "a map"
    hint = "A text that begins with a bracket or holds a colon and a blank belongs in quotes."
    complaint = Complaint("expected-text", f"this is {what}, and it takes {wanted}", hint)
    return PlacedComplaint(node.line, node.column, complaint)
