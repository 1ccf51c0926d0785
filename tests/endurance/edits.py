"""What people and their editors do to a workspace: at random, and each way of saving."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from pathlib import Path

_NEW = "---\nname: {name}\ncompany: {company}\n---\n\n## Log\n- 2026-11-18 met: by chance\n"


class Random:
    """Edits a workspace at random; the settings and templates stay without mistakes."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self._root, self._contacts, self._chance = root, root / "contacts", chance
        self._number = 0
        self._edits: list[tuple[str, Callable[[], None], int]] = [
            ("an entry more", self._add, 30),
            ("another company", self._change_company, 10),
            ("a file broken", self._break, 6),
            ("a new contact", self._create, 12),
            ("a contact renamed", self._rename, 12),
            ("a contact deleted", self._delete, 10),
            ("a folder moved", self._move_folder, 8),
            ("a template changed", self._change_template, 6),
            ("the settings changed", self._change_settings, 6),
        ]

    def edit(self) -> str:
        """Edit something; what."""
        self._number += 1
        weights = [weight for _, _, weight in self._edits]
        [(what, edit, _)] = self._chance.choices(self._edits, weights)
        edit()
        return what

    def _any(self) -> Path:
        return self._chance.choice(sorted(self._contacts.rglob("*.md")))

    def _add(self) -> None:
        with self._any().open("a", encoding="utf-8") as file:
            file.write(f"- 2026-11-19 call: about word{self._number}\n")

    def _change_company(self) -> None:
        path, other = self._any(), self._any()
        company = next(
            (one for one in other.read_bytes().splitlines() if one.startswith(b"company:")),
            f"company: Of Number {self._number}".encode(),
        )
        lines = path.read_bytes().splitlines()
        changed = [company if one.startswith(b"company:") else one for one in lines]
        path.write_bytes(b"\n".join(changed) + b"\n")

    def _break(self) -> None:
        self._any().write_text(f"---\nname: [{self._number}\n", encoding="utf-8")

    def _create(self) -> None:
        folder = self._any().parent
        name = f"Newcomer {self._number}"
        company = f"Of Newcomers {self._number % 3}"
        path = folder / f"newcomer-{self._number}.md"
        path.write_text(_NEW.format(name=name, company=company), encoding="utf-8")

    def _rename(self) -> None:
        path, other = self._any(), self._any()
        path.rename(other.with_name(f"renamed-{self._number}.md"))

    def _delete(self) -> None:
        if len(list(self._contacts.rglob("*.md"))) > 20:
            self._any().unlink()

    def _move_folder(self) -> None:
        folder = self._any().parent
        if folder == self._contacts:
            folder /= f"moved-{self._number}"
            folder.mkdir()
            for path in sorted(self._contacts.glob("*.md"))[:5]:
                path.rename(folder / path.name)
        else:
            folder.rename(self._contacts / f"moved-{self._number}")

    def _change_template(self) -> None:
        style = self._root / "site_templates" / "style.css"
        if style.exists() and self._chance.random() < 0.3:
            style.unlink()
        else:
            style.parent.mkdir(exist_ok=True)
            style.write_text(f"body {{ order: {self._number} }}\n", encoding="utf-8")

    def _change_settings(self) -> None:
        path = self._root / "tracker.toml"
        lines = path.read_text(encoding="utf-8").splitlines()
        lines[0] = f"as_of = 2026-11-{self._chance.randint(10, 28)}"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def renamed_over(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def backup_and_rename(path: Path, text: str) -> None:
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text(text, encoding="utf-8")
    backup.unlink()


def from_another_folder(path: Path, text: str) -> None:
    elsewhere = path.parent.parent / "tmp"
    elsewhere.mkdir(exist_ok=True)
    (elsewhere / path.name).write_text(text, encoding="utf-8")
    (elsewhere / path.name).replace(path)


WAYS_OF_SAVING: dict[str, Callable[[Path, str], None]] = {
    "in place": in_place,
    "renamed over": renamed_over,
    "backup, then renamed": backup_and_rename,
    "from another folder": from_another_folder,
}


def readable(root: Path) -> list[Path]:
    """The contact files that are UTF-8, in order: generated ones have every mistake there is."""
    found = []
    for path in sorted((root / "contacts").rglob("*.md")):
        with contextlib.suppress(UnicodeDecodeError):
            path.read_bytes().decode()
            found.append(path)
    return found
