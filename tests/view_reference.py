"""The reference of what templates get, written from the code: `docs/templates.md` holds it."""

from __future__ import annotations

import inspect
import types
import typing
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar, get_args, get_origin

from markupsafe import Markup

from tests.blocks import PAGES, own_blocks
from tracker.render import _PIECES
from tracker.views.agenda_items import Card, EventView, OpenEnd
from tracker.views.agenda_page import AgendaPage
from tracker.views.calendar_items import CalendarItem
from tracker.views.calendar_page import CalendarPage
from tracker.views.call_sheet import CallSheet
from tracker.views.company_page import CompanyPage
from tracker.views.contact_page import ContactPage
from tracker.views.contacts_page import ContactRow, ContactsPage
from tracker.views.draft_view import DraftView
from tracker.views.frame import Frame
from tracker.views.letter_page import LetterPage
from tracker.views.picture import Look
from tracker.views.pipeline_page import PipelinePage, Tile
from tracker.views.problems_page import ProblemsPage, ProblemViews
from tracker.views.references_page import ReferencesPage, ReferenceView
from tracker.views.report_page import ReportPage
from tracker.views.site import IndexPage
from tracker.views.tables import Cells
from tracker.views.work_search_page import WorkSearchPage
from tracker.views.work_search_rows import ActivityView

View: TypeAlias = type[Any]

#: What `page` is in each template, in the order of the menu.
PAGE_TYPES: Mapping[str, View] = {
    "agenda.html": AgendaPage,
    "pipeline.html": PipelinePage,
    "calendar.html": CalendarPage,
    "contacts.html": ContactsPage,
    "contact.html": ContactPage,
    "company.html": CompanyPage,
    "call.html": CallSheet,
    "letter.html": LetterPage,
    "references.html": ReferencesPage,
    "report.html": ReportPage,
    "work-search.html": WorkSearchPage,
    "problems.html": ProblemsPage,
    "index.html": IndexPage,
}

#: The items of long lists, which come as HTML where they have not changed.
ITEMS: tuple[View, ...] = (
    *(Card, EventView, OpenEnd, Tile, CalendarItem, ContactRow, ReferenceView, ActivityView),
    *(ProblemViews, Cells),
)

#: What stands for the items in the types of the agenda.
GENERIC: Mapping[str, View] = {"_Card": Card, "_Event": EventView, "_End": OpenEnd}

#: What the plain types are called.
PLAIN: Mapping[object, str] = {
    str: "text",
    int: "number",
    float: "number",
    Look: "text",
    bool: "yes or no",
    Markup: "HTML",
    type(None): "None",
}
PLURAL: Mapping[object, str] = {
    str: "texts",
    int: "numbers",
    float: "numbers",
    Markup: "pieces of HTML",
}


def is_view(kind: object) -> bool:
    """Whether a type is one of the views: it has fields, or is a list of such."""
    if kind in PLAIN or not isinstance(kind, type):
        return False
    return kind.__module__.startswith("tracker.views")


def hints(kind: View) -> Mapping[str, object]:
    """The fields of a view with their types."""
    names = {"DraftView": DraftView}
    return {
        name: hint
        for name, hint in typing.get_type_hints(kind, localns=names).items()
        if not name.startswith("_")
    }


def properties(kind: View) -> Mapping[str, property]:
    """What a view works out of its fields."""
    return {name: one for name, one in vars(kind).items() if isinstance(one, property)}


def inside(hint: object) -> Iterator[View]:
    """The views that a type is made of, in their order."""
    if isinstance(hint, TypeVar):
        yield GENERIC[hint.__name__]
    elif is_view(get_origin(hint) or hint):
        yield typing.cast("View", get_origin(hint) or hint)
    else:
        for one in get_args(hint):
            yield from inside(one)


def parts(kind: View) -> Iterator[View]:
    """The views in the fields of a view, or in the list that it is."""
    for hint in hints(kind).values():
        yield from inside(hint)
    for base in getattr(kind, "__orig_bases__", ()):
        yield from inside(base) if get_origin(base) is tuple else ()


def reachable(*kinds: View, without: tuple[View, ...] = ()) -> list[View]:
    """The views that some are made of, themselves first, each before what it holds.

    `without` are left out, and so is what only they hold.
    """
    found: dict[View, None] = {}
    left = list(kinds)
    while left:
        one = left.pop(0)
        if one not in found and one not in without:
            found[one] = None
            left = [*parts(one), *left]
    return list(found)


def called(hint: object, *, many: bool = False) -> str:
    """A type in words, with links to the views in it."""
    if isinstance(hint, TypeVar):
        return called(GENERIC[hint.__name__], many=many)
    if hint in PLAIN:
        return (PLURAL if many else PLAIN).get(hint, PLAIN[hint])
    origin, given = get_origin(hint), get_args(hint)
    if origin is tuple and given[-1] is Ellipsis:
        return f"{'lists' if many else 'list'} of {called(given[0], many=True)}"
    if origin in {typing.Union, types.UnionType}:
        # An item that was kept as HTML is shown in the same way.
        shown = [one for one in given if one is not Markup or len(given) == 1]
        return " or ".join(called(one, many=many) for one in shown)
    kind = origin or hint
    assert is_view(kind), hint
    name = typing.cast("View", kind).__name__
    return f"[{name}](#{name.lower()})"


def said(kind: View) -> str:
    """What the docstring of a view says, a paragraph as a line."""
    paragraphs = inspect.cleandoc(kind.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(one.split()) for one in paragraphs)


def described(kind: View) -> str:
    """A view with its fields."""
    lines = [f"#### {kind.__name__}", said(kind)]
    rows = [f"- `{name}`: {called(hint)}" for name, hint in hints(kind).items()]
    for name, one in properties(kind).items():
        meaning = inspect.cleandoc(one.__doc__ or "").splitlines()[0]
        returns = typing.get_type_hints(one.fget)["return"]
        rows.append(f"- `{name}`: {called(returns)}. {meaning}")
    return "\n\n".join([*lines, *(["\n".join(rows)] if rows else [])])


def macro_of(kind: View) -> str:
    """The macros that show an item, and where they are."""
    found = [one for name, one in _PIECES.items() if name.partition(" ")[0] == kind.__name__]
    macros = " and ".join(f"`{macro}`" for _, macro in found)
    return f"{macros} in `{found[0][0]}`"


def grouped() -> Mapping[str, list[View]]:
    """Every view once: under its page, with the items of long lists, or with those of several."""
    everything = {
        name: reachable(kind, without=ITEMS) for name, kind in PAGE_TYPES.items() if hints(kind)
    }
    everything["items"] = [
        one for each in ITEMS for one in reachable(each) if one is each or one not in ITEMS
    ]
    pages_of = Counter(one for some in everything.values() for one in set(some))
    groups = {
        name: list(dict.fromkeys(one for one in some if pages_of[one] == 1))
        for name, some in everything.items()
    }
    alone = {one for some in groups.values() for one in some}
    groups["several"] = [one for one in reachable(Frame, *PAGE_TYPES.values()) if one not in alone]
    return groups


def reference() -> str:
    """What stands in the documentation, between its marks."""
    groups = grouped()
    found = []
    for name, kind in PAGE_TYPES.items():
        found.append(f"### {name}\n\n`page` is [{kind.__name__}](#{kind.__name__.lower()}).")
        found += [described(one) for one in groups[name]]
    found.append("### Items of long lists")
    for one in groups["items"]:
        shown = f"\n\nShown by {macro_of(one)}." if one in ITEMS else ""
        found.append(f"{described(one)}{shown}")
    found.append("### On several pages")
    found += [described(one) for one in groups["several"]]
    return "\n\n".join(found)


def blocks() -> str:
    """The blocks of each template as a table."""
    lines = ["| template | blocks |", "|---|---|"]
    lines += [f"| `{one}` | {_nested(own_blocks(one))} |" for one in ("base.html", *PAGE_TYPES)]
    assert {*PAGE_TYPES, "base.html"} == set(PAGES)
    return "\n".join(lines)


def _nested(found: Mapping[str, tuple[str, ...]]) -> str:
    """Blocks in their order, those within another in brackets behind it."""

    def below(outer: tuple[str, ...]) -> str:
        return ", ".join(
            f"`{name}`{f' ({more})' if (more := below((*outer, name))) else ''}"
            for name, within in found.items()
            if within == outer
        )

    return below(())


def unexplained(kind: View, known: Collection[str]) -> list[str]:
    """The fields of a view of which neither its docstring speaks nor what all have in common."""
    text = said(kind)
    return [name for name in hints(kind) if name not in known and f"`{name}`" not in text]
