"""Views to artifacts, through Jinja. Templates and stylesheet can be overridden file by file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

from tracker.files import Artifact
from tracker.spelling import closest

if TYPE_CHECKING:
    from jinja2 import Environment

    from tracker.views import SiteViews

#: The folder whose files are published as they are, in the shipped templates and the user's.
ASSETS = "assets"


class TemplateError(Exception):
    """A template cannot be used: `template` is the name of the page's, or of the one at fault.

    `message` says what is wrong. `path` is the file to mend, None where it is not known; `line`
    counts from 1 in it (0: not known).
    """

    def __init__(self, template: str, line: int, message: str, path: str | None = None) -> None:
        """Say what is wrong with which template, and where."""
        super().__init__(f"{path or template}:{line}: {message}")
        self.template, self.line, self.message, self.path = template, line, message, path


def shipped_templates() -> Path:
    """The folder of Tracker's own templates: inside the package, or beside it in its repository."""
    package = Path(__file__).resolve().parent
    inside = package / "site_templates"
    return inside if inside.is_dir() else package.parent / "site_templates"


def render_site(site: SiteViews, overrides: Path | None) -> Iterator[Artifact]:
    """Render every page. `overrides` is the user's `site_templates/` folder, None for none.

    A template there takes the place of the shipped one of the same name, and may extend it as
    `shipped/NAME`. Raises `TemplateError` where a template does not render.
    """
    environment = _environment(overrides)
    yield from _assets(overrides)
    yield Artifact("agenda.json", site.agenda_json.encode(errors="replace"))
    for name, pages in (
        ("index.html", (site.index,)),
        ("agenda.html", (site.agenda,)),
        ("contacts.html", (site.contacts,)),
        ("report.html", (site.report,)),
        ("problems.html", (site.problems,)),
        ("contact.html", site.people),
        ("company.html", site.companies),
    ):
        for page in pages:
            text = _render(environment, name, page)
            yield Artifact(page.frame.path, text.encode(errors="replace"))


def _environment(overrides: Path | None) -> Environment:
    # Imported here: `agenda` and `check` render no page, and Jinja costs 0.1 s.
    from jinja2 import (  # noqa: PLC0415
        ChoiceLoader,
        Environment,
        FileSystemLoader,
        PrefixLoader,
        StrictUndefined,
    )

    shipped = FileSystemLoader(shipped_templates())
    users = [FileSystemLoader(overrides)] if overrides is not None else []
    return Environment(
        loader=ChoiceLoader([*users, shipped, PrefixLoader({"shipped": shipped})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _render(environment: Environment, name: str, page: object) -> str:
    from jinja2 import TemplateError as JinjaError  # noqa: PLC0415
    from jinja2 import TemplateNotFound, TemplateSyntaxError  # noqa: PLC0415

    try:
        return environment.get_template(name).render(page=page)
    except TemplateSyntaxError as error:
        message = error.message or "cannot be read"
        raise TemplateError(error.name or name, error.lineno, message, error.filename) from error
    except TemplateNotFound as error:
        raise _located(error, name, f"there is no template `{error.name}`") from error
    except UnicodeDecodeError as error:
        raise _located(error, name, "is not text in UTF-8") from error
    except JinjaError as error:
        raise _located(error, name, error.message or str(error)) from error
    except Exception as error:  # a template may do anything that Python can refuse
        raise _located(error, name, f"{type(error).__name__}: {error}") from error


def _located(error: Exception, name: str, message: str) -> TemplateError:
    """The error, at the innermost template of its traceback.

    Jinja gives the frames of templates the template's file and line, and marks them.
    """
    path, line = None, 0
    for frame, number in walk_tb(error.__traceback__):
        if "__jinja_exception__" in frame.f_globals:
            path, line = frame.f_code.co_filename, number
    return TemplateError(name, line, message, path)


def near_misses(overrides: Path) -> Iterator[tuple[str, str]]:
    """Templates of the user's that take no place, each with the shipped one it is a slip of.

    By their paths in the two folders. Only where a shipped one could stand, and where that is not
    overridden; a name that begins with `_` or `.` is the user's own affair.
    """
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


def _assets(overrides: Path | None) -> Iterator[Artifact]:
    """Stylesheet and pictures: the user's file where there is one of that name.

    It may stand in `assets/`, as the shipped one does, or right in the user's folder.
    """
    shipped = shipped_templates()
    found = dict(_files_below(shipped))
    if overrides is not None:
        for name in found:
            by_name_alone = overrides / Path(name).name
            if by_name_alone.is_file():
                found[name] = by_name_alone
        found.update(_files_below(overrides))
    for name, file in sorted(found.items()):
        yield Artifact(name, file.read_bytes())


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """The assets of a folder with templates, by their paths in it; hidden files are none."""
    for file in sorted((folder / ASSETS).rglob("*")):
        inside = file.relative_to(folder)
        if file.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield inside.as_posix(), file
