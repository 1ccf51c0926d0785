"""What a person does to a workspace between two builds, and how it is undone."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.stories import TODAY

#: The end of a file that a log entry can be added to: a list of entries, its bullet first.
_OPEN_END = re.compile(rb"(?:^|\n)([-*]) \d{4}-\d\d-\d\d [^\n]*\n\Z")

#: An entry that the agenda shows as the last thing said, and that settles nothing.
ENTRY = "call (voicemail)"

NEW = """\
---
name: {name}
company: {company}
role: Director
relationship: prospect
email: {stem}@company.example
---
Met at the fair.

## Log
- 2026-11-17 met (in person): at the fair
- 2026-11-18 email (in): asks for prices of the second location
"""


class Edits:
    """Edits of one workspace, each of another contact, until `undo` brings all files back."""

    def __init__(self, root: Path) -> None:
        """Look for the contacts whose files end with an entry of their log."""
        self._contacts = root / "contacts"
        self._changed: dict[Path, bytes | None] = {}
        self._number = 0
        paths = sorted(one for one in self._contacts.rglob("*.md") if one.name != "me.md")
        self._files = [one for one in paths if _OPEN_END.search(one.read_bytes())]

    def log(self) -> Path:
        """Add an entry to the next contact's log; which file it was."""
        path = self._next()
        adding(path, f"about word{self._number}")()
        return path

    def rename(self) -> Path:
        """Give the next contact another name; which file it was."""
        path = self._next()
        data = path.read_bytes()
        path.write_bytes(re.sub(rb"(?m)^(name: [^\r\n]*)", rb"\1 Renamed", data, count=1))
        return path

    def new(self) -> Path:
        """Add a contact, at a company that is known; which file it was."""
        beside = self._next()
        company = re.search(r"(?m)^company: (.*)", beside.read_text(encoding="utf-8"))
        stem = f"newcomer-{self._number}"
        path = beside.with_name(f"{stem}.md")
        self._changed[path] = None
        name = f"Newcomer Number {self._number}"
        of_company = company[1].strip() if company else "Newcomers"
        text = NEW.format(name=name, company=of_company, stem=stem)
        path.write_text(text, encoding="utf-8")
        return path

    def undo(self) -> None:
        """Bring all files back to what they were."""
        for path, data in self._changed.items():
            if data is None:
                path.unlink()
            else:
                path.write_bytes(data)
        self._changed.clear()

    def _next(self) -> Path:
        # A step that has no divisor in common with most lengths: all over the workspace.
        path = self._files[self._number * 37 % len(self._files)]
        self._number += 1
        self._changed.setdefault(path, path.read_bytes())
        return path


def can_add(path: Path) -> bool:
    """Whether an entry can be added to a file's end."""
    return bool(_OPEN_END.search(path.read_bytes()))


def adding(path: Path, text: str, *, rename: bool = False) -> Callable[[], None]:
    """What adds an entry of today that settles nothing, by one write at the end or as a new file.

    All but the writing itself is done when this returns. Raises ValueError for a file whose end is
    no entry.
    """
    data = path.read_bytes()
    found = _OPEN_END.search(data)
    if found is None:
        message = f"{path} does not end with an entry"
        raise ValueError(message)
    line = found[1] + f" {TODAY} {ENTRY}: {text}\n".encode()

    def over() -> None:
        beside = path.with_name(f".{path.name}.tmp")
        beside.write_bytes(data + line)
        beside.replace(path)

    def in_place() -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)

    return over if rename else in_place
