"""What people, editors and other programs do to a workspace, one edit after another, by chance.

The same seed makes the same edits. Names, companies and positions come from what the files hold
already, so that histories touch, and part again, as often as they can.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

_FIELD = re.compile(r"(?m)^(name|company|position): *(\S.*)$")
_ENTRY = re.compile(r"(?m)^[-*] (?:\[[ x]\] )?\d{4}-\d\d-\d\d.*$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

KINDS = (
    *("call", "email", "email (in)", "note", "met", "meeting", "thank-you", "status-check"),
    *("applied", "screening", "interview", "offer", "rejection", "accepted", "declined"),
    *("reply", "referral", "referral-request", "reference-alert", "reference-request"),
    *("inquiry", "quote", "purchase", "no-response", "withdrawn", "interveiw", "said hello"),
)
RELATIONSHIPS = (
    *("reference", "recruiter", "agency", "customer", "prospect", "mentor", "[reference, mentor]"),
    *("hiring-manager", "custmer"),
)
FIELDS = (
    *("status: paused", "status: closed", "snooze: 2026-12-24", "do_not_contact: yes"),
    *("next_follow_up: 2026-11-25", "last_contact: 2026-10-01", "keep_in_touch: 2 weeks"),
    *("prefers: letter", "prefers: call", "timezone: Asia/Tokyo", "birthday: 11-22"),
    *("email: new@address.example", "phone: +31 20 555 0100", "favourite colour: blue"),
)
#: What a file may hold that is no contact; the last one is a contact with a conflict in its log.
BROKEN: tuple[Callable[[bytes], bytes], ...] = (
    lambda _: b"",
    lambda data: b"---\nname: [\n---\n" + data,
    lambda data: data + b"caf\xe9 \xff\n",
    lambda data: data.replace(b"---\n", b"", 1),
    lambda data: data.replace(b"name:", b"nmae:", 1),
    lambda data: data.replace(b"\n---\n", b"\n<<<<<<< a\n=======\n>>>>>>> b\n---\n", 1),
    lambda data: data + b"<<<<<<< HEAD\n- 2026-11-01 call\n=======\n>>>>>>> theirs\n",
)
SETTINGS = (
    "as_of = 2026-11-20\n",
    "as_of = 2026-11-27\nstart = 2026-10-01\n",
    'as_of = 2026-11-20\n[calendar]\nholidays = ["US", 2026-11-23]\ntimezone = "Asia/Tokyo"\n',
    'as_of = 2026-11-20\n[keep_in_touch]\ncustomer = "10 days"\ncustmer = "3 days"\n',
    'as_of = 2026-11-20\n[rules.thank-you-interview]\ndue = "2 days"\n',
    "as_of = 2026-11-20\n[rules.alert-references]\nenabled = false\n",
    "as_of = 2026-11-20\n[rules.withdraw-elsewhere]\nenabled = false\n",
    'as_of = 2026-11-20\n[rules.own]\non = ["met"]\nuntil = ["letter"]\ndue = "3 days"\n',
)
WRONG_SETTINGS = (
    "as_of = never\n",
    "no_such_setting = 1\n",
    "[rules.thank-you-interview]\ndue = 3\n",
    "= = =\n",
)
ME = "---\nname: Robin Vermeer\naliases: [Rob]\nphone: {mobile: +31 6 5550 0142}\n---\n"
#: Templates to override, and what changes in them.
TEMPLATES = (
    *("contact.html", "agenda.html", "parts/card.html", "report.html", "base.html"),
    *("call.html", "references.html", "parts/reference.html", "letter.html", "parts/draft.html"),
    *("work-search.html", "parts/activity.html"),
)
#: Messages to override, some of them for one language or channel alone.
MESSAGES = (
    *("thank-you-interview.md", "keep-in-touch.md", "keep-in-touch.nl.md", "manual.md"),
    *("status-check-application.email.md", "close-stale.md", "general.md"),
)
DAYS = (None, None, "2026-11-20", "2026-11-23", "2027-02-01")


class Editor:
    """Edits a workspace: `root` holds its `tracker.toml` and `contacts`."""

    def __init__(self, root: Path, shipped: Path, rng: Random) -> None:
        """Begin with the files as they are; `shipped` are the templates that can be overridden."""
        self.root, self.contacts, self.rng = root, root / "contacts", rng
        self._shipped, self._templates = shipped, root / "site_templates"
        self._number = 0
        self._before: list[dict[str, bytes]] = []
        self._settings = (root / "tracker.toml").read_text(encoding="utf-8")

    def edit(self) -> str:
        """Do something; what it was."""
        self._number += 1
        if self._number % 4 == 0:
            self._before = [*self._before[-3:], self._all()]
        work = self.rng.choice(_WORK)
        return f"{self._number} {work.__name__}: {work(self)}"

    # What stands in the files.

    def _all(self) -> dict[str, bytes]:
        return {
            one.relative_to(self.root).as_posix(): one.read_bytes()
            for folder in (self.contacts, self._templates)
            for one in sorted(folder.rglob("*"))
            if one.is_file()
        }

    def _files(self) -> list[Path]:
        return [one for one in sorted(self.contacts.rglob("*.md")) if one.is_file()]

    def _file(self) -> Path:
        files = self._files() or [self._new_file()]
        return self.rng.choice(files)

    def _text(self, path: Path) -> str:
        return path.read_bytes().decode(errors="replace")

    def _words(self, field: str) -> str:
        """What some file says in a field."""
        found = {
            match[2].strip().strip('"')
            for path in self._files()
            for match in _FIELD.finditer(self._text(path))
            if match[1] == field
        }
        return self.rng.choice(sorted(found) or ["Somebody New"])

    def _name(self) -> str:
        """Somebody's name, or what may be taken for it."""
        name = self._words("name")
        if self.rng.random() < 0.2 and len(name) > 3:
            at = self.rng.randrange(1, len(name) - 1)
            name = name[:at] + name[at + 1 :]
        if self.rng.random() < 0.15:
            name = name.partition(" ")[0]
        return name

    def _write(self, path: Path, text: str | bytes) -> str:
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode() if isinstance(text, str) else text
        if self.rng.random() < 0.5:
            path.write_bytes(data)
        else:
            beside = path.with_name(f".{path.name}.tmp")
            beside.write_bytes(data)
            beside.replace(path)
        return path.relative_to(self.root).as_posix()

    def _front(self, path: Path, line: str) -> str:
        """Set a field."""
        key = line.partition(":")[0]
        text = self._text(path)
        head, mark, rest = text.removeprefix("---\n").partition("\n---\n")
        if not text.startswith("---\n") or not mark:
            return f"nothing of {path.name}"
        lines = [one for one in head.split("\n") if not one.startswith(f"{key}:")]
        return self._write(path, "\n".join(["---", *lines, line]) + mark + rest) + f" {line}"

    def _bracket(self) -> str:
        name, position = self._name(), self._words("position")
        return self.rng.choice(
            (
                *(f"with {name}", f"to {name}", f"with {name} and {self._name()}"),
                *(f"for {position}", f"for {position} at {self._words('company')}"),
                *("reply by 2026-11-24", "cancelled"),
            )
        )

    def _entry(self) -> str:
        rng = self.rng
        day = f"2026-{rng.choice((9, 10, 11, 11, 11, 12)):02}-{rng.randrange(1, 29):02}"
        if rng.random() < 0.02:
            day = f"2036{day[4:]}"
        kind = rng.choice(KINDS)
        brackets = [self._bracket() for _ in range(rng.choice((0, 0, 1, 1, 2)))]
        inside = f" ({', '.join(brackets)})" if brackets else ""
        loose = rng.choice(
            (
                *("", "", "", "", ": as agreed"),
                f" with {self._name()}",
                f" for {self._words('position')}",
                f" for {self._words('position')} at {self._words('company')}",
                f" with {self._name()} and {self._name()}",
            )
        )
        task = rng.choice(("", "", "", "", "[ ] ", "[x] "))
        return f"- {task}{day} {kind}{inside}{loose}\n"

    def _new_file(self) -> Path:
        rng = self.rng
        name = rng.choice((self._words("name"), f"Nova Number{self._number}", self._name()))
        lines = [f"name: {name}"]
        if rng.random() < 0.8:
            lines.append(f"company: {rng.choice((self._words('company'), f'N{self._number} Ltd'))}")
        if rng.random() < 0.4:
            lines.append(f"position: {self._words('position')}")
        if rng.random() < 0.4:
            lines.append(f"relationship: {rng.choice(RELATIONSHIPS)}")
        if rng.random() < 0.2:
            lines.append(f"introduced_by: {self._name()}")
        folder = rng.choice(("", "", "new/", "jobs/", "a/b/"))
        path = self.contacts / f"{folder}n{self._number}.md"
        log = "".join(self._entry() for _ in range(rng.randrange(4)))
        self._write(path, "---\n" + "\n".join(lines) + f"\n---\n\n## Log\n{log}")
        return path

    # The edits.

    def add_entry(self) -> str:
        path = self._file()
        data = path.read_bytes()
        entry = self._entry()
        gap = b"" if data.endswith(b"\n") else b"\n"
        heading = b"" if b"## Log" in data else b"\n## Log\n"
        return self._write(path, data + gap + heading + entry.encode()) + f" {entry.strip()}"

    def remove_entry(self) -> str:
        path = self._file()
        text = self._text(path)
        found = list(_ENTRY.finditer(text))
        if not found:
            return "nothing"
        one = self.rng.choice(found)
        return self._write(path, text[: one.start()] + text[one.end() + 1 :])

    def alter_entry(self) -> str:
        path = self._file()
        text = self._text(path)
        found = list(_ENTRY.finditer(text))
        if not found:
            return "nothing"
        one = self.rng.choice(found)
        return self._write(
            path, text[: one.start()] + self._entry().rstrip("\n") + text[one.end() :]
        )

    def alter_day(self) -> str:
        """Another day of the same month: a file of the same size."""
        path = self._file()
        text = self._text(path)
        found = [one for one in _ENTRY.finditer(text) if _DAY.search(one[0])]
        if not found:
            return "nothing"
        one = self.rng.choice(found)
        day = _DAY.search(text, one.start())
        assert day is not None
        moved = f"{day[0][:8]}{self.rng.randrange(1, 29):02}"
        path.write_bytes((text[: day.start()] + moved + text[day.end() :]).encode())
        return f"{path.name} {day[0]} to {moved}"

    def insert_line(self) -> str:
        """All lines below move by one."""
        path = self._file()
        data = path.read_bytes()
        return self._write(path, data.replace(b"\n## Log", b"\nA line.\n\n## Log", 1))

    def rename_person(self) -> str:
        name = self.rng.choice((self._name(), f"Renamed{self._number}"))
        return self._front(self._file(), f"name: {name}")

    def alias(self) -> str:
        names = self.rng.choice((f"[{self._name()}, Ali{self._number}]", self._name(), "[]"))
        return self._front(self._file(), f"aliases: {names}")

    def company(self) -> str:
        other = self.rng.choice(
            (
                self._words("company"),
                self._words("company").upper(),
                self._words("company") + "s",
                f"Co {self._number}",
            )
        )
        return self._front(self._file(), f"company: {other}")

    def position(self) -> str:
        return self._front(self._file(), f"position: {self._words('position')}")

    def relationship(self) -> str:
        return self._front(self._file(), f"relationship: {self.rng.choice(RELATIONSHIPS)}")

    def introduced_by(self) -> str:
        return self._front(self._file(), f"introduced_by: {self._name()}")

    def field(self) -> str:
        return self._front(self._file(), self.rng.choice(FIELDS))

    def drop_field(self) -> str:
        path = self._file()
        key = self.rng.choice(
            ("company", "position", "relationship", "aliases", "status", "introduced_by", "snooze")
        )
        text = re.sub(rf"(?m)^{key}:.*\n", "", self._text(path), count=1)
        return self._write(path, text) + f" {key}"

    def new_contact(self) -> str:
        return self._new_file().name

    def copy(self) -> str:
        """The same person twice."""
        path = self._file()
        return self._write(path.with_name(f"copy{self._number}.md"), path.read_bytes())

    def delete(self) -> str:
        path = self._file()
        path.unlink()
        return path.name

    def rename_file(self) -> str:
        path = self._file()
        to = path.with_name(
            self.rng.choice((f"r{self._number}.md", path.name.upper(), f"{path.stem}-x.md"))
        )
        if to.exists():
            return "nothing"
        path.rename(to)
        return f"{path.name} to {to.name}"

    def move_file(self) -> str:
        path = self._file()
        folder = self.contacts / self.rng.choice(("moved", "jobs", "moved/deep"))
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / path.name).exists():
            return "nothing"
        path.rename(folder / path.name)
        return f"{path.name} to {folder.name}"

    def move_folder(self) -> str:
        folders = [one for one in sorted(self.contacts.iterdir()) if one.is_dir()]
        if not folders:
            return "nothing"
        folder = self.rng.choice(folders)
        folder.rename(self.contacts / f"folder{self._number}")
        return folder.name

    def delete_folder(self) -> str:
        folders = [one for one in sorted(self.contacts.rglob("*")) if one.is_dir()]
        if not folders or self.rng.random() < 0.5:
            return "nothing"
        folder = self.rng.choice(folders)
        if len(list(folder.rglob("*"))) > 4:
            return "nothing"
        shutil.rmtree(folder)
        return folder.name

    def break_file(self) -> str:
        path = self._file()
        return self._write(path, self.rng.choice(BROKEN)(path.read_bytes()))

    def mend(self) -> str:
        """All that is broken is gone."""
        mended = 0
        for path in self._files():
            data = path.read_bytes()
            if not data.startswith(b"---\nname: ") or b"\xff" in data or b"<<<<" in data:
                self._write(path, f"---\nname: Mended {path.stem}\ncompany: Menders\n---\n")
                mended += 1
        return f"{mended} files"

    def clash(self) -> str:
        """Two files for one page: by case, by the ending's case, or by how an accent is encoded."""
        path = self._file()
        names = (f"{path.stem}.MD", f"{path.stem.title()}.md", f"{path.stem}.mD")
        other = self.rng.choice((path.with_name(self.rng.choice(names)), path.parent / "José.md"))
        if other.name == "José.md":
            self._write(path.parent / "Jose\u0301.md", path.read_bytes())
        if other.exists():
            other.unlink()
            return f"no {other.name}"
        return self._write(other, self._text(self._file()).replace("name:", "name: Twin", 1))

    def me(self) -> str:
        path = self.contacts / "me.md"
        if path.exists() and self.rng.random() < 0.4:
            path.unlink()
            return "gone"
        entry = self._entry() if self.rng.random() < 0.3 else ""
        name, position = self._words("name"), self._words("position")
        text = ME.replace("Rob]", f"Rob, {name}]")
        if self.rng.random() < 0.3:
            text = text.replace("0142", f"{self._number:04}")
        if self.rng.random() < 0.5:
            text += f"## Pitch\nI am the {self.rng.choice('12')}nd.\n"
        if self.rng.random() < 0.6:
            text += f"## Qualifications\n- Ten years\n### {position}\n- {self._number} of them\n"
        return self._write(path, f"{text}## Log\n{entry}")

    def not_a_contact(self) -> str:
        path = self.contacts / self.rng.choice(("notes.txt", "card.vcf", "photo.jpg", "_aside.md"))
        if path.exists():
            path.unlink()
            return f"no {path.name}"
        return self._write(path, "text")

    def touch(self) -> str:
        path = self._file()
        os.utime(path, ns=(1, self.rng.randrange(1, 10**18)))
        return path.name

    def set_back(self) -> str:
        """The same size, and the modification time of before."""
        path = self._file()
        before = path.stat()
        said = self.alter_day()
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        return said

    def settings(self) -> str:
        text = self.rng.choice((*SETTINGS, self._settings))
        if self.rng.random() < 0.1:
            text = self.rng.choice(WRONG_SETTINGS)
        if self.rng.random() < 0.05:
            (self.root / "tracker.toml").unlink(missing_ok=True)
            text = "as_of = 2026-11-20\n"
        return self._write(self.root / "tracker.toml", text) + f" {text!r}"

    def template(self) -> str:
        name = self.rng.choice(TEMPLATES)
        path = self._templates / name
        if path.exists():
            path.unlink()
            return f"no {name}"
        text = (self._shipped / name).read_text(encoding="utf-8")
        text = text.replace("<div", f'<div data-n="{self._number}"').replace("<p", "<p title=x")
        if self.rng.random() < 0.15:
            text += "{{ nobody.knows.this }}{% if %}"
        return self._write(path, text)

    def message(self) -> str:
        """A message of the workspace's own, also one for a language or a channel, comes or goes."""
        name = self.rng.choice(MESSAGES)
        path = self._templates / "messages" / name
        if path.exists():
            path.unlink()
            return f"no {name}"
        stem = name.partition(".")[0]
        text = (self._shipped / "messages" / f"{stem}.md").read_text(encoding="utf-8")
        numbered = text.replace("{{ signature }}", f"No. {self._number}\n{{{{ signature }}}}")
        return self._write(path, numbered)

    def stylesheet(self) -> str:
        path = self._templates / self.rng.choice(("assets/style.css", "style.css", "assets/n.svg"))
        if path.exists() and self.rng.random() < 0.5:
            path.unlink()
            return f"no {path.name}"
        return self._write(path, f"/* {self._number} */\n")

    def no_templates(self) -> str:
        shutil.rmtree(self._templates, ignore_errors=True)
        return ""

    def go_back(self) -> str:
        """All files as they were some edits ago."""
        if not self._before:
            return "nothing"
        before = self.rng.choice(self._before)
        for path in self._all().keys() - before.keys():
            (self.root / path).unlink()
        for path, data in before.items():
            full = self.root / path
            if not full.is_file() or full.read_bytes() != data:
                self._write(full, data)
        return ""

    def there_and_back(self) -> str:
        """A change that is undone before anybody looks."""
        path = self._file()
        data = path.read_bytes()
        path.write_bytes(data + b"- 2026-11-19 call\n")
        path.write_bytes(data)
        return path.name


_RARE: tuple[Callable[[Editor], str], ...] = (
    Editor.insert_line,
    Editor.copy,
    Editor.delete,
    Editor.move_folder,
    Editor.delete_folder,
    Editor.mend,
    Editor.me,
    Editor.not_a_contact,
    Editor.touch,
    Editor.set_back,
    Editor.settings,
    Editor.template,
    Editor.message,
    Editor.stylesheet,
    Editor.no_templates,
    Editor.there_and_back,
    Editor.introduced_by,
    Editor.drop_field,
    Editor.clash,
)
_OFTEN: tuple[Callable[[Editor], str], ...] = (
    Editor.add_entry,
    Editor.add_entry,
    Editor.remove_entry,
    Editor.alter_entry,
    Editor.alter_day,
    Editor.rename_person,
    Editor.alias,
    Editor.company,
    Editor.position,
    Editor.relationship,
    Editor.field,
    Editor.new_contact,
    Editor.rename_file,
    Editor.move_file,
    Editor.break_file,
    Editor.go_back,
)
_WORK = (*_RARE, *_OFTEN, *_OFTEN)
