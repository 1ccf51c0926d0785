"""Where templates are: Tracker's own, and those of a workspace that take their place."""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

#: Bytes up to which a file is read to see whether it has changed: no template has as many, and of
#: large pictures it would take long.
LARGEST_READ = 1_000_000

#: The folder of the message templates, in the shipped ones and in the user's.
MESSAGES = "messages"

#: The folder whose files are published as they are, in the shipped templates and the user's.
ASSETS = "assets"

#: The shipped stylesheet, and the user's own that comes after it on every page where there is one.
STYLESHEET, CUSTOM_STYLESHEET = "style.css", "custom.css"


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
