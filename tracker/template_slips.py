"""Slips in the user's own templates that are no errors to Jinja, and would show nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.diagnostics import Diagnostic, Severity
from tracker.spelling import closest
from tracker.templates import (
    ASSETS,
    CUSTOM_STYLESHEET,
    MESSAGES,
    STYLESHEET,
    files_below,
    shipped_templates,
)

#: What shows nowhere: comments, and what is written out as it stands.
_UNREAD = re.compile(
    r"\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL
)
_TAG = re.compile(
    r"\{%[-+]?\s*(?:extends\s+(?P<quote>[\"'])(?P<parent>[^\"']+)(?P=quote)"
    r"|(?P<block>block)\s+(?P<name>\w+)|(?P<end>endblock)\b)"
)
_SHIPPED = "shipped/"
#: The line of a message's front matter that names others, and each name on it.
_ALSO = re.compile(r"also:[ \t]*")
_NAME = re.compile(r"[^\s,\[\]]+")


class _Block(NamedTuple):
    """A block, and where its name stands: `line` and `column` count from 1."""

    name: str
    line: int
    column: int
    is_inside: bool


class _Outline(NamedTuple):
    """What a template extends, empty for nothing, and its blocks. `text` is what is read of it."""

    parent: str
    blocks: tuple[_Block, ...]
    text: str


def template_slips(overrides: Path, folder: str) -> tuple[Diagnostic, ...]:
    """What in the user's templates takes no place, or shows nowhere, in the order of the files.

    `folder` is the path of `overrides` from the workspace's root, for the diagnostics.
    """
    found = [
        Diagnostic(
            f"{folder}/{name}",
            1,
            1,
            Severity.WARNING,
            "unused-template",
            "This file takes the place of nothing",
            f"Did you mean `{meant}`?",
        )
        for name, meant in near_misses(overrides)
    ]
    for file in files_below(overrides):
        if file.suffix == ".html":
            name = file.relative_to(overrides).as_posix()
            found += _lost_blocks(overrides, name, f"{folder}/{name}")
    known = _messages(overrides)
    for file in sorted((overrides / MESSAGES).glob("*.md")):
        found += _lost_messages(file, f"{folder}/{MESSAGES}/{file.name}", known)
    return tuple(sorted(found))


def _lost_blocks(overrides: Path, name: str, path: str) -> Iterator[Diagnostic]:
    """The blocks of a template that stand in none of what it extends, and so on no page."""
    outline = _outline(overrides / name)
    known = _blocks_of(overrides, outline.parent) if outline is not None else None
    if outline is None or known is None:
        return
    for one in outline.blocks:
        # Within a known block, one of their own is a place for further templates of theirs.
        if one.is_inside or one.name in known or f"self.{one.name}(" in outline.text:
            continue
        meant = closest(one.name, known)
        yield Diagnostic(
            path,
            one.line,
            one.column,
            Severity.WARNING,
            "unknown-block",
            f"There is no block `{one.name}` in `{outline.parent}`, so that it shows nowhere",
            f"Did you mean `{meant}`?" if meant else f"Its blocks are: {', '.join(sorted(known))}.",
        )


def _messages(overrides: Path) -> frozenset[str]:
    """The names of all messages, yours and the shipped ones, without channel and language."""
    folders = (overrides / MESSAGES, shipped_templates() / MESSAGES)
    return frozenset(
        file.name.partition(".")[0] for folder in folders for file in folder.glob("[!_.]*.md")
    )


def _lost_messages(file: Path, path: str, known: frozenset[str]) -> Iterator[Diagnostic]:
    """The messages that a message's `also` names, and that are not there."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    if not lines or lines[0].removeprefix("\ufeff").rstrip() != "---":
        return
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            return
        also = _ALSO.match(line)
        for one in _NAME.finditer(line, also.end()) if also else ():
            if one[0].partition(".")[0] in known:
                continue
            meant = closest(one[0], sorted(known))
            yield Diagnostic(
                path,
                number,
                one.start() + 1,
                Severity.WARNING,
                "unknown-message",
                f"There is no message `{one[0]}`, so that it is not offered",
                f"Did you mean `{meant}`?"
                if meant
                else f"Its file would be `{MESSAGES}/{one[0]}.md`.",
            )


def _blocks_of(overrides: Path, name: str) -> frozenset[str] | None:
    """The blocks of a template and of all that it extends; None where that is not to be known."""
    blocks: set[str] = set()
    seen: set[str] = set()
    while name:
        outline = None if name in seen else _outline(_found(overrides, name))
        if outline is None:
            return None
        seen.add(name)
        blocks |= {one.name for one in outline.blocks}
        name = outline.parent
    return frozenset(blocks) if seen else None


def _found(overrides: Path, name: str) -> Path:
    """The file of a template, as Jinja finds it: the user's before the shipped one."""
    own = overrides / name
    return own if own.is_file() else shipped_templates() / name.removeprefix(_SHIPPED)


def _outline(file: Path) -> _Outline | None:
    """What a template extends, and its blocks; None where it cannot be read."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    text = _UNREAD.sub(lambda one: re.sub(r"[^\n]", " ", one[0]), text)
    parent, depth = "", 0
    blocks: list[_Block] = []
    for tag in _TAG.finditer(text):
        if tag["parent"]:
            parent = parent or tag["parent"]
        elif tag["end"]:
            depth -= 1
        else:
            at = tag.start("name")
            line, begin = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at)
            blocks.append(_Block(tag["name"], line, at - begin, depth > 0))
            depth += 1
    return _Outline(parent, tuple(blocks), text)


def near_misses(overrides: Path) -> Iterator[tuple[str, str]]:
    """Files of the user's that take no place, each with the one it is a slip of.

    By their paths in the two folders. Only where a shipped one could stand, and where that is not
    overridden; a name that begins with `_` or `.` is the user's own affair.
    """
    yield from _pages_nearly(overrides)
    yield from _messages_nearly(overrides / MESSAGES)
    yield from _stylesheets_nearly(overrides)


def _stylesheets_nearly(overrides: Path) -> Iterator[tuple[str, str]]:
    """Stylesheets beside the pages whose names no page knows. In `assets/` any may stand."""
    known = (CUSTOM_STYLESHEET, STYLESHEET)
    for file in sorted(overrides.glob("*.[cC][sS][sS]")):
        if file.name in known or file.name.startswith(("_", ".")):
            continue
        stem = file.stem.casefold()
        near = (
            one for one in known if Path(one).stem in {stem, closest(stem, ("custom", "style"))}
        )
        meant = next(near, CUSTOM_STYLESHEET)
        taken = (overrides / meant, overrides / ASSETS / meant)
        # Where what it may have been meant for is there, what it is for is their affair.
        if not any(one.exists() for one in taken):
            yield file.name, meant


def _messages_nearly(folder: Path) -> Iterator[tuple[str, str]]:
    """Messages whose names are slips. A rule of the user's own gives a message its name as well."""
    shipped = (one.name for one in (shipped_templates() / MESSAGES).glob("[!_]*.md"))
    known = sorted({name.partition(".")[0] for name in shipped})
    for file in sorted(folder.glob("*.md")):
        stem, dot, rest = file.name.partition(".")
        if stem in known or not stem or stem.startswith("_"):
            continue
        plain = stem.casefold()
        meant = plain if plain in known else closest(plain, known)
        if meant and not (folder / f"{meant}{dot}{rest}").exists():
            yield f"{MESSAGES}/{file.name}", f"{MESSAGES}/{meant}{dot}{rest}"


def _pages_nearly(overrides: Path) -> Iterator[tuple[str, str]]:
    """Pages, and pieces of them, whose names are slips."""
    shipped = shipped_templates()
    known = {one.relative_to(shipped).as_posix() for one in shipped.rglob("*.html")}
    by_stem = {Path(one).stem: one for one in sorted(known)}
    folders = {Path(one).parent for one in known}
    for file in files_below(overrides):
        inside = file.relative_to(overrides)
        if (
            inside.suffix.casefold() not in {".html", ".htm"}
            or inside.as_posix() in known
            or inside.parent not in folders
            or inside.name.startswith(("_", "."))
        ):
            continue
        stem = inside.stem.casefold()
        meant = by_stem.get(stem) or by_stem.get(closest(stem, by_stem) or "")
        if meant and not (overrides / meant).exists():
            yield inside.as_posix(), meant
