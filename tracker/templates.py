"""Where templates are: Tracker's own, and those of a workspace that take their place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from tracker.spelling import closest

#: Bytes up to which a file is read to see whether it has changed: no template has as many, and of
#: large pictures it would take long.
LARGEST_READ = 1_000_000

#: The folder of the message templates, in the shipped ones and in the user's.
MESSAGES = "messages"


def shipped_templates() -> Path:
    """The folder of Tracker's own templates: inside the package, or beside it in its repository."""
    package = Path(__file__).resolve().parent
    inside = package / "site_templates"
    return inside if inside.is_dir() else package.parent / "site_templates"


def files_below(folder: Path) -> list[Path]:
    """All files below a folder, in the order of their paths.

    Behind links as well, since Jinja goes through them; a folder is looked at once, however many
    links lead to it. What cannot be looked at is left out.
    """
    found: list[Path] = []
    seen: set[Path] = set()
    folders, links = [folder], list[Path]()
    while folders or links:
        inside = folders.pop() if folders else links.pop()
        with suppress(OSError, RuntimeError):
            real = inside.resolve()
            entries = [] if real in seen else sorted(inside.iterdir())
            seen.add(real)
            for one in entries:
                # A link that leads nowhere, such as Emacs leaves beside what it edits, is neither.
                if one.is_file():
                    found.append(one)
                elif one.is_dir():
                    (links if one.is_symlink() else folders).append(one)
            links.sort(reverse=True)
    return sorted(found)


def templates_mark(overrides: Path | None) -> str:
    """What changes whenever a template or another file that pages are made of has."""
    found = []
    for folder in (shipped_templates(), *((overrides,) if overrides else ())):
        for file in files_below(folder):
            with suppress(OSError):
                found.append(f"{file}:{_mark(file)}")
    return "\n".join(found)


def _mark(file: Path) -> str:
    """What stands for the content of a file. Raises OSError."""
    about = file.stat()
    if about.st_size <= LARGEST_READ:
        # Its times would not tell of a second change within one tick of the clock.
        return blake2b(file.read_bytes(), digest_size=16).hexdigest()
    return f"{about.st_size}:{about.st_mtime_ns}:{about.st_ctime_ns}:{about.st_ino}"


def near_misses(overrides: Path) -> Iterator[tuple[str, str]]:
    """Templates of the user's that take no place, each with the shipped one it is a slip of.

    By their paths in the two folders. Only where a shipped one could stand, and where that is not
    overridden; a name that begins with `_` or `.` is the user's own affair.
    """
    yield from _pages_nearly(overrides)
    yield from _messages_nearly(overrides / MESSAGES)


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
