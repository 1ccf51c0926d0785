"""Front matter to a `Contact`: a table of the known keys, each with its type.

Written by hand rather than with pydantic: every value is converted from the text that was typed and
each problem needs the line and column of its own node, and importing it would cost 0.1 s a start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from tracker.contact import field_types as types
from tracker.contact.decoding import MOST_PROBLEMS
from tracker.contact.document import Document
from tracker.contact.field_shapes import Field, PlacedComplaint, emails, many, one, phones
from tracker.contact.field_types import Complaint, KeepInTouch
from tracker.contact.log import Log
from tracker.contact.model import Contact, Place, Raw
from tracker.contact.yaml_nodes import ListNode, MapNode, Node, ScalarNode
from tracker.diagnostics import Diagnostic, Severity
from tracker.spelling import closest

#: Every known key, by its type. Docs and editors may list them from here.
FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "name": one(types.line_of_text, is_text=True),
        "aliases": many(types.line_of_text, is_text=True),
        "pronounced": one(types.line_of_text, is_text=True),
        "greeting": one(types.line_of_text, is_text=True),
        "company": one(types.line_of_text, is_text=True),
        "role": one(types.line_of_text, is_text=True),
        "relationship": many(types.relationship, split_commas=True),
        "position": one(types.line_of_text, is_text=True),
        "email": emails,
        "phone": phones,
        "address": one(types.lines_of_text, is_text=True),
        "timezone": one(types.timezone),
        "prefers": one(types.channel),
        "keep_in_touch": one(types.keep_in_touch),
        "tags": many(types.line_of_text, split_commas=True),
        "website": one(types.link),
        "linkedin": one(types.link),
        "birthday": one(types.birthday),
        "met": one(types.line_of_text, is_text=True),
        "introduced_by": one(types.line_of_text, is_text=True),
        "language": one(types.language),
        "snooze": one(types.day),
        "status": one(types.status),
        "do_not_contact": one(types.do_not_contact),
        "next_follow_up": one(types.day),
        "last_contact": one(types.day),
    }
)

#: Known keys without their underscores: `E-mail`, `Do not contact` and `nextFollowUp` are found so.
_BARE = {key.replace("_", ""): key for key in FIELDS}

#: Slips too short, or too far, for counting letters.
_SLIPS = {"tag": "tags", "alias": "aliases"}


def decode_contact(
    contact_id: str, document: Document, log: Log | None = None
) -> tuple[Contact, tuple[Diagnostic, ...]]:
    """Read a document's front matter; what its body holds is taken from `log`, or left empty.

    For documents whose `front` is not None. A value that cannot be read is dropped and named, the
    others stand; without a readable name the contact has that of its file.
    """
    front = document.front or MapNode((), 1, 1)
    keys = _known_keys(front)
    places: dict[str, Place] = {}
    values: dict[str, Any] = {}
    other: dict[str, Raw] = {}
    found: list[PlacedComplaint] = []
    for node, value in front.pairs:
        key = keys.get(node.text)
        if key is None:
            other[node.text] = _raw(value)
            found += _about_unknown(node, front, keys)
            continue
        places[key] = Place(document.path, node.line, node.column)
        field = FIELDS[key]
        if not field.is_blank(value):
            values[key], findings = field.convert(value)
            found += [one.about(key) for one in findings]
    if front.unreadable and "do_not_contact" in _unreadable(front):
        values.setdefault("do_not_contact", True)
    found += _about_name(front, keys, values)
    given = {key: value for key, value in values.items() if value is not None}
    if "name" not in given:
        given["name"] = name_from_id(contact_id)
    if given.get("keep_in_touch") is KeepInTouch.NEVER:
        del given["keep_in_touch"]
        given["never_keep_in_touch"] = True
    if "phone" in given:
        numbers = given["phone"]
        given["phone"] = tuple(one for one in numbers if one.number)
        given["no_phone"] = tuple(one.label for one in numbers if not one.number)
    if log is not None:
        given |= {"about": log.about, "log_prose": log.prose}
        given |= {"entries": log.entries, "tasks": log.tasks}
    contact = Contact(contact_id, document.path, other=other, places=places, **given)
    diagnostics = sorted(one.diagnostic(document.path) for one in found) if found else []
    return contact, tuple(diagnostics[:MOST_PROBLEMS])


def name_from_id(contact_id: str) -> str:
    """A name made of a file's: `clients/dana-whitfield` is Dana Whitfield."""
    stem = contact_id.rpartition("/")[2]
    words = re.split(r"[\s_.-]+", stem)
    return " ".join(word[0].upper() + word[1:] for word in words if word) or stem or contact_id


def known_key(typed: str) -> str | None:
    """The known key that is meant, whatever its case, blanks, hyphens and underscores."""
    if typed in FIELDS:
        return typed
    return _BARE.get(re.sub(r"[\s_-]+", "", typed.casefold()))


def _known_keys(front: MapNode) -> dict[str, str]:
    """Known keys by what was typed for them. An exact one wins, then the first."""
    typed = [key.text for key, _ in front.pairs]
    exact = {text: text for text in typed if text in FIELDS}
    if len(exact) == len(typed):
        return exact
    taken = set(exact)
    for text in typed:
        key = known_key(text)
        if key is not None and key not in taken:
            exact[text] = key
            taken.add(key)
    return exact


def _unreadable(front: MapNode) -> set[str | None]:
    return {known_key(typed) for typed in front.unreadable}


def _about_name(
    front: MapNode, keys: Mapping[str, str], values: Mapping[str, Any]
) -> list[PlacedComplaint]:
    """A name that is missing or empty; one that could not be read was named already."""
    if "name" in values or "name" in _unreadable(front):
        return []
    node = next((key for key, _ in front.pairs if keys.get(key.text) == "name"), front)
    message = "The name is empty." if node is not front else "The name is missing."
    hint = "Write name: and their name; until then the page is named after the file."
    return [PlacedComplaint(node.line, node.column, Complaint("missing-name", message, hint))]


def _about_unknown(
    node: ScalarNode, front: MapNode, keys: Mapping[str, str]
) -> Iterator[PlacedComplaint]:
    """A warning for a key that is nearly a known one, or a known one in another spelling."""
    meant = known_key(node.text)
    if meant is not None:
        first = next(key for key, _ in front.pairs if keys.get(key.text) == meant)
        message = (
            f"`{node.text}` is the same key as `{first.text}` on line {first.line}, which counts."
        )
        complaint = Complaint("repeated-key", message, "Keep one of them.", Severity.WARNING)
        yield PlacedComplaint(node.line, node.column, complaint)
        return
    word = re.sub(r"[\s-]+", "_", node.text.strip().casefold())
    near = _SLIPS.get(word) or closest(word[: types.LONGEST_SHOWN], FIELDS)
    if near:
        message = f"{types.shown(node.text)} is not a key that Tracker knows; it is kept as typed."
        hint = f"Did you mean `{near}`?"
        yield PlacedComplaint(
            node.line, node.column, Complaint("unknown-key", message, hint, Severity.WARNING)
        )


def _raw(node: Node) -> Raw:
    """An unknown key's value, as typed."""
    match node:
        case ScalarNode():
            return node.text
        case ListNode():
            return tuple(_raw(item) for item in node.items)
        case MapNode():
            return {key.text: _raw(value) for key, value in node.pairs}
