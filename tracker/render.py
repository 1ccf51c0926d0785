"""Views to artifacts, through Jinja. Templates and stylesheet can be overridden file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, TypeVar, cast

from markupsafe import Markup

from tracker.drafts.sending import eml
from tracker.files import Artifact
from tracker.templates import (
    ASSETS,
    CUSTOM_STYLESHEET,
    STYLESHEET,
    files_below,
    shipped_templates,
)
from tracker.views.prose import joined
from tracker.views.shown import Pieces

if TYPE_CHECKING:
    from tracker.views.frame import Page
    from tracker.views.site import CircleViews

_Made = TypeVar("_Made")


class TemplateError(Exception):
    """A template cannot be used: `template` is the name of the page's, or of the one at fault.

    `message` says what is wrong. `path` is the file to mend, None where it is not known; `line`
    counts from 1 in it (0: not known).
    """

    def __init__(self, template: str, line: int, message: str, path: str | None = None) -> None:
        """Say what is wrong with which template, and where."""
        super().__init__(f"{path or template}:{line}: {message}")
        self.template, self.line, self.message, self.path = template, line, message, path

    def __reduce__(self) -> tuple[type[TemplateError], tuple[object, ...]]:
        """Let it pass from one process to another."""
        return TemplateError, (self.template, self.line, self.message, self.path)


#: The macro that shows an item of each kind, and the template that it stands in.
_PIECES: Mapping[str, tuple[str, str]] = {
    "Card": ("parts/card.html", "card"),
    "Card as a row": ("parts/card.html", "card_row"),
    "EventView": ("parts/card.html", "event"),
    "OpenEnd": ("parts/card.html", "open_end"),
    "Tile": ("parts/tile.html", "tile"),
    "CalendarItem": ("parts/day.html", "item"),
    "ContactRow": ("parts/people.html", "contact_row"),
    "ReferenceView": ("parts/reference.html", "reference"),
    "ProblemViews": ("parts/problems.html", "problems"),
    "ActivityView": ("parts/activity.html", "activity"),
    "Cells": ("parts/table_row.html", "table_row"),
}


class Renderer:
    """The templates of a workspace, at work. A template is read and compiled once.

    `overrides` is the user's `site_templates/` folder, None for none: a template there takes the
    place of the shipped one of the same name, and may extend it as `shipped/NAME`. `compiled` is a
    folder in which to keep what templates were compiled to, None for none.
    """

    def __init__(self, overrides: Path | None, compiled: Path | None = None) -> None:
        """Find the templates; none is read yet."""
        # Imported here: `agenda` and `check` render no page, and Jinja costs 0.1 s.
        from tracker.jinja import environment  # noqa: PLC0415

        self._environment = environment(overrides, compiled)
        self._environment.globals.update(
            show=self.piece,
            show_all=self.pieces,
            show_rows=self.rows,
            stylesheets=stylesheets(overrides),
        )
        self._macros: dict[str, Callable[..., Markup]] = {}

    def page(self, name: str, page: Page) -> Artifact:
        """One page, through the template of that name.

        Raises `TemplateError` where the template does not render.
        """
        text = guarded(name, lambda: self._environment.get_template(name).render(page=page))
        return Artifact(page.frame.path, text.encode(errors="replace"))

    def piece(self, item: object, *more: object) -> Markup:
        """An item of a list as HTML; one that is HTML already stays as it is.

        Templates call it as `show(item)`. Raises `TemplateError`.
        """
        if isinstance(item, Markup):
            return item
        if isinstance(item, Pieces):
            return item.whole
        return self._made(type(item).__name__, item, *more)

    def row(self, item: object) -> Markup:
        """A card as a row; one that is HTML already stays as it is. Raises `TemplateError`."""
        if isinstance(item, Markup):
            return item
        if isinstance(item, Pieces):
            return item.row
        return self._made(f"{type(item).__name__} as a row", item)

    def rows(self, items: Iterable[object]) -> Markup:
        """All of some cards as rows, one after the other.

        Templates call it as `show_rows(items)`. Raises `TemplateError`.
        """
        return joined([self.row(one) for one in items])

    def _macro(self, name: str, inside: str) -> Callable[..., Markup] | None:
        """A macro that stands in a template, or that it takes over from another; None for none."""
        template = self._environment.get_template(name)
        context = template.new_context()
        for _ in template.root_render_func(context):
            pass
        return cast("Callable[..., Markup] | None", context.vars.get(inside))

    def _made(self, kind: str, item: object, *more: object) -> Markup:
        """What the macro for a kind of item makes of it. Raises `TemplateError`."""
        macro = self._macros.get(kind)
        if macro is None:
            name, inside = _PIECES[kind]
            macro = guarded(name, lambda: self._macro(name, inside))
            if macro is None:
                raise TemplateError(name, 0, f"has no macro `{inside}`")
            self._macros[kind] = macro
        found = macro
        return guarded(_PIECES[kind][0], lambda: self._called(found, item, *more))

    def pieces(self, items: Iterable[object], *more: object) -> Markup:
        """All items of a list as HTML, one after the other.

        Templates call it as `show_all(items)`: of thousands that are HTML already each costs next
        to nothing. Raises `TemplateError`.
        """
        return joined([self.piece(one, *more) for one in items])

    def _called(self, macro: Callable[..., Markup], *given: object) -> Markup:
        """Call a macro, with the traceback of a mistake in it as if its template were rendered."""
        try:
            return macro(*given)
        except TemplateError:
            raise
        except Exception:  # noqa: BLE001 - Jinja raises it again, with the template's own lines
            self._environment.handle_exception()


def render_own_pages(renderer: Renderer, views: CircleViews) -> Iterator[Artifact]:
    """Render the pages and files that some contacts have for themselves. Raises `TemplateError`."""
    for person in views.people:
        yield renderer.page("contact.html", person)
    for company in views.companies:
        yield renderer.page("company.html", company)
    for sheet in views.sheets:
        yield renderer.page("call.html", sheet)
    for letter in views.letters:
        yield renderer.page("letter.html", letter)
    for one in views.mails:
        message = eml(one.draft, one.sender)
        if message is not None:
            yield Artifact(one.path, message)


def guarded(name: str, work: Callable[[], _Made]) -> _Made:
    """Do what a template asks for. Raises `TemplateError` for whatever goes wrong in it."""
    try:
        return work()
    except TemplateError:
        raise
    except Exception as error:  # a template may do anything that Python can refuse
        raise _mistake(error, name) from error


def _mistake(error: Exception, name: str) -> TemplateError:
    """What went wrong in the template of that name, or in one that it uses."""
    from jinja2 import TemplateError as JinjaError  # noqa: PLC0415
    from jinja2 import TemplateNotFound, TemplateSyntaxError  # noqa: PLC0415

    match error:
        case TemplateSyntaxError():
            message = error.message or "cannot be read"
            return TemplateError(error.name or name, error.lineno, message, error.filename)
        case TemplateNotFound():
            return _located(error, name, f"there is no template `{error.name}`")
        case UnicodeDecodeError():
            return _located(error, name, "is not text in UTF-8")
        case RecursionError():
            said = f"goes round in a circle: extend the shipped one as `shipped/{name}`"
            return _located(error, name, said)
        case JinjaError():
            return _located(error, name, error.message or str(error))
        case _:
            return _located(error, name, f"{type(error).__name__}: {error}")


def _located(error: Exception, name: str, message: str) -> TemplateError:
    """The error, at the innermost template of its traceback.

    Jinja gives the frames of templates the template's file and line, and marks them.
    """
    path, line = None, 0
    for frame, number in walk_tb(error.__traceback__):
        if "__jinja_exception__" in frame.f_globals:
            path, line = frame.f_code.co_filename, number
    return TemplateError(name, line, message, path)


def assets(overrides: Path | None) -> Iterator[Artifact]:
    """Stylesheet and pictures: the user's file where there is one of that name.

    It may stand in `assets/`, as the shipped one does, or right in the user's folder. So may their
    own stylesheet, for which there is no shipped one.
    """
    shipped = shipped_templates()
    found = dict(_files_below(shipped))
    if overrides is not None:
        for name in (*found, f"{ASSETS}/{CUSTOM_STYLESHEET}"):
            by_name_alone = overrides / Path(name).name
            if by_name_alone.is_file():
                found[name] = by_name_alone
        found.update(_files_below(overrides))
    for name, file in sorted(found.items()):
        yield Artifact(name, file.read_bytes())


def stylesheets(overrides: Path | None) -> tuple[str, ...]:
    """The stylesheets of every page, by their names in `assets/`: what comes later counts.

    The user's own is among them only where it is there, so that no page asks for what is not.
    """
    places = (overrides, overrides / ASSETS) if overrides is not None else ()
    has_own = any((place / CUSTOM_STYLESHEET).is_file() for place in places)
    return (STYLESHEET, CUSTOM_STYLESHEET) if has_own else (STYLESHEET,)


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """The assets of a folder with templates, by their paths in it; hidden files are none."""
    for file in files_below(folder / ASSETS):
        inside = file.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts):
            yield inside.as_posix(), file
