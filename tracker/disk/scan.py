"""Finding and reading the files of a workspace: whatever cannot be read is a problem by name."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tracker.diagnostics import Diagnostic, Severity
from tracker.disk.workspace import SETTINGS_FILE
from tracker.files import SourceFile
from tracker.slugs import CONTACTS

#: Bytes a contact file may have. At 100 a line it is an entry a day for 27 years.
LARGEST_FILE = 1_000_000

#: Endings of texts that are easily taken for contact files. Those end in `.md` alone: with one
#: ending, a page has one file.
LOOKS_LIKE_A_CONTACT = frozenset({".markdown", ".mdown", ".mkd", ".text", ".txt"})

#: Names of what people keep beside a contact, and of what editors and systems leave behind. A list
#: of people (`.csv`, `.vcf`) is none of these: whoever puts it there expects pages of it.
_ATTACHMENT = (
    r".*(?:~|\.(?:"
    r"avif|bmp|gif|heic|heif|jpe?g|png|svg|tiff?|webp"
    r"|docx?|epub|key|numbers|od[pst]|pages|pdf|pptx?|rtf|xlsx?"
    r"|aac|flac|m4a|mov|mp[34]|ogg|opus|wav|webm"
    r"|7z|gz|rar|tar|tgz|zip"
    r"|eml|html?|ics|mht|mhtml|msg"
    r"|bak|orig|swp|tmp))"
    r"|desktop\.ini|thumbs\.db"
)


def read_settings(root: Path) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of `tracker.toml`, empty where there is none; an error where it cannot be read."""
    try:
        data = _read(f"{root}/{SETTINGS_FILE}")
    except FileNotFoundError:
        return "", ()
    except OSError as problem:
        return "", (_unreadable(SETTINGS_FILE, problem),)
    if data is None:
        return "", (_too_large(SETTINGS_FILE, "Settings fit in far less."),)
    try:
        return data.decode(), ()
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode()
        line = before.count("\n") + 1
        column = len(before) - before.rfind("\n")
        message = "This file is not in UTF-8."
        hint = "Save it as UTF-8 in your editor."
        where = Diagnostic(SETTINGS_FILE, line, column, Severity.ERROR, "encoding", message, hint)
        return "", (where,)


class Fingerprint(NamedTuple):
    """What tells without reading it whether a file is still the same: all of it must be.

    The change time is there for programs that set the modification time back to what it was.
    """

    size: int
    modified: int
    changed: int
    inode: int


class FoundFile(NamedTuple):
    """A contact file: its path from the root, with `/`, and its fingerprint when it was found."""

    path: str
    fingerprint: Fingerprint


class Scanned(NamedTuple):
    """The contact files of a workspace by their paths, and what is wrong with others."""

    files: tuple[FoundFile, ...]
    problems: tuple[Diagnostic, ...]


def scan(root: Path) -> Scanned:
    """Find every contact file below `contacts/`, without reading any.

    Names that begin with `.` or `_` are skipped, files and folders alike. A link is followed where
    it stays inside the root. A folder is read once, however many links lead to it.
    """
    found = _Scan(str(root), os.path.realpath(root))
    found.folder(CONTACTS)
    return Scanned(tuple(sorted(found.files)), tuple(sorted(found.problems)))


def read_source(root: Path, path: str) -> SourceFile | Diagnostic:
    """Read a file that a scan has found; a problem where it cannot be read, or no longer."""
    try:
        data = _read(f"{root}/{path}")
    except OSError as problem:
        return _unreadable(path, problem)
    if data is None:
        hint = "Split it, or move what you no longer need to a file that begins with `_`."
        return _too_large(path, hint)
    return SourceFile(path, data)


@dataclass(slots=True)
class _Scan:
    """One walk through the contacts."""

    root: str
    real_root: str
    files: list[FoundFile] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def folder(self, path: str) -> None:
        """Read a folder: what stands in it first, what is linked to from it after all the rest."""
        links: list[str] = []
        folders = [path]
        while folders or links:
            path = folders.pop() if folders else links.pop()
            if self._may_enter(path):
                for entry, is_folder in self._list(path):
                    found = f"{path}/{entry.name}"
                    if not is_folder:
                        self._file(found, entry)
                    elif entry.is_symlink():
                        links.append(found)
                    else:
                        folders.append(found)
                links.sort(reverse=True)

    def _may_enter(self, path: str) -> bool:
        real = os.path.realpath(f"{self.root}/{path}")
        if not self._is_inside(real):
            self._report(path, "link-outside", _OUTSIDE, _OUTSIDE_HINT)
        elif real in self.seen:
            message = "This link leads to a folder that is read already."
            hint = "Remove the link, or begin its name with `_`."
            self._report(path, "link-repeated", message, hint, Severity.WARNING)
        else:
            self.seen.add(real)
            return True
        return False

    def _list(self, path: str) -> Iterator[tuple[os.DirEntry[str], bool]]:
        """The contact files and folders in a folder, and whether it is one of these."""
        try:
            with os.scandir(f"{self.root}/{path}") as entries:
                names = sorted(entries, key=lambda one: one.name)
        except OSError as problem:
            if path == CONTACTS and isinstance(problem, FileNotFoundError):
                message = "This workspace has no `contacts` folder yet."
                hint = "Create it: each contact is a Markdown file in it."
                self._report(path, "no-contacts", message, hint, Severity.WARNING)
            else:
                self.problems.append(_unreadable(path, problem))
            return
        for entry in names:
            if entry.name.startswith((".", "_")):
                continue
            is_folder = _is_folder(entry)
            found = f"{path}/{entry.name}"
            if not is_folder and not entry.name.casefold().endswith(".md"):
                self._say_not_read(found)
                continue
            if found.isascii() or _is_utf8(found):
                yield entry, is_folder
            else:
                message = "The name of this file or folder is not in UTF-8."
                self._report(found, "file-name", message, "Give it another name.")

    def _say_not_read(self, path: str) -> None:
        """Nobody should wait for the page of a file that is passed over."""
        name = PurePosixPath(path)
        # Compiled when it is first needed: most folders hold nothing else than contacts.
        if re.fullmatch(_ATTACHMENT, name.name, re.IGNORECASE | re.DOTALL):
            return
        stem = name.stem[:-3] if name.stem.casefold().endswith(".md") else name.stem
        message = "This file is not read: contacts are files whose names end in `.md`."
        severity, do = Severity.HINT, f"Write what it says in `{_printable(stem)}.md`"
        if name.suffix.casefold() in LOOKS_LIKE_A_CONTACT:
            severity, do = Severity.WARNING, f"Rename it to `{_printable(stem)}.md`"
        hint = f"{do}, or begin its name with `_` if it is none."
        self._report(path, "not-a-contact-file", message, hint, severity)

    def _file(self, path: str, entry: os.DirEntry[str]) -> None:
        try:
            # Its folder is known to be inside, so only a link of its own can lead out.
            if entry.is_symlink() and not self._is_inside(
                os.path.realpath(f"{self.root}/{path}", strict=True)
            ):
                self._report(path, "link-outside", _OUTSIDE, _OUTSIDE_HINT)
                return
            self.files.append(FoundFile(path, _fingerprint(entry.stat())))
        except OSError as problem:
            self.problems.append(_unreadable(path, problem))

    def _is_inside(self, real: str) -> bool:
        return real == self.real_root or real.startswith(self.real_root.rstrip(os.sep) + os.sep)

    def _report(
        self,
        path: str,
        code: str,
        message: str,
        hint: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.problems.append(Diagnostic(_printable(path), 1, 1, severity, code, message, hint))


_OUTSIDE = "This link leads out of the workspace."
_OUTSIDE_HINT = "Put the file itself here."


def _fingerprint(found: os.stat_result) -> Fingerprint:
    return Fingerprint(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link that leads round in a circle: `_file` names the reason if it is called `.md`.
        return False


def _is_utf8(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _printable(path: str) -> str:
    """A path that every terminal and page can show: bytes that are not UTF-8 in hexadecimal."""
    return os.fsencode(path).decode(errors="backslashreplace")


def _read(path: str) -> bytes | None:
    """A file's bytes, or None where it is too large. Raises OSError, also where it is no file."""
    # Not opened before it is known to be a file: opening a pipe waits for ever.
    found = os.stat(path)  # noqa: PTH116 - a Path for each of ten thousand files takes longer
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "Not an ordinary file")
    if found.st_size > LARGEST_FILE:
        return None
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        data = file.read(LARGEST_FILE + 1)
    return data if len(data) <= LARGEST_FILE else None


def _unreadable(path: str, problem: OSError) -> Diagnostic:
    reason = problem.strerror or "it cannot be read"
    message = f"This cannot be read: {reason[:1].lower()}{reason[1:]}."
    return Diagnostic(_printable(path), 1, 1, Severity.ERROR, "unreadable", message)


def _too_large(path: str, hint: str) -> Diagnostic:
    message = f"This file is larger than {LARGEST_FILE:,} bytes and was not read."
    return Diagnostic(path, 1, 1, Severity.ERROR, "file-too-large", message, hint)
