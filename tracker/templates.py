"""Where templates are: Tracker's own, and those of a workspace that take their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tracker.spelling import closest

#: The folder of the message templates, in the shipped ones and in the user's.
MESSAGES = "messages"


def shipped_templates() -> Path:
    """The folder of Tracker's own templates: inside the package, or beside it in its repository."""
    package = Path(__file__).resolve().parent
    inside = package / "site_templates"
    return inside if inside.is_dir() else package.parent / "site_templates"


def templates_mark(overrides: Path | None) -> str:
    """What changes whenever a template or another file that pages are made of may have."""
    found = []
    for folder in (shipped_templates(), *((overrides,) if overrides else ())):
        for file in sorted(folder.rglob("*")):
            try:
                about = file.stat()
            except OSError:
                # A link that leads nowhere, such as Emacs leaves beside what it edits.
                continue
            times = f"{about.st_mtime_ns}:{about.st_ctime_ns}"
            found.append(f"{file}:{about.st_size}:{times}:{about.st_ino}")
    return "\n".join(found)


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
    for file in sorted(overrides.rglob("*")):
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
