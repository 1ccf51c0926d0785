"""The floors of the house: what each module may know, and where the world stays outside.

A module may import from lower floors, and from what stands before it on its own. A package is one
room: its modules may import each other. Nothing imports in a circle.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

#: Floor and room, from the ground up. A new module needs a line here, and that is a decision:
#: put it as low as what it imports allows.
HOUSE = (
    (1, "frozen"),
    (1, "diagnostics"),
    (1, "files"),
    (1, "plain"),
    (1, "counts"),
    (1, "spelling"),
    (1, "links"),
    (1, "spreadsheet"),
    (1, "workdays"),
    (1, "call_hours"),
    (1, "zones"),
    (1, "setting_places"),
    (1, "toml_places"),
    (1, "setting_types"),
    (1, "config"),
    (1, "config_reader"),
    (1, "slugs"),
    (1, "disk"),
    (1, "clock"),
    (1, "watch"),
    (2, "contact"),
    (2, "records"),
    (2, "people"),
    (2, "opportunities"),
    (2, "checks"),
    (2, "positions"),
    (2, "joining"),
    (2, "book"),
    (2, "circles"),
    (3, "rules"),
    (4, "agenda"),
    (4, "agenda_json"),
    (4, "report"),
    (4, "markdown"),
    (4, "drafts"),
    (5, "views"),
    (6, "templates"),
    (6, "jinja"),
    (6, "calendar_file"),
    (6, "render"),
    (6, "template_slips"),
    (6, "message_template"),
    (6, "message_writing"),
    (6, "messages"),
    (6, "outbox"),
    (7, "build"),
    (8, "samples"),
    (8, "program"),
    (8, "serve"),
    (8, "cli"),
    (8, "__main__"),
)
ROOMS = [room for _, room in HOUSE]
FLOORS = {room: floor for floor, room in HOUSE}

#: The floors that are functions of what they are given: no disk, no clock, no chance.
PURE_FLOORS = range(2, 7)
WORLD = frozenset(
    {"glob", "io", "os", "pathlib", "random", "secrets", "shutil", "socket", "subprocess"}
    | {"tempfile", "time", "tracker.clock", "tracker.disk"}
)
#: `render` finds its templates: the user's beside the contacts, ours beside the package.
MAY_KNOW = {
    "render": frozenset({"pathlib"}),
    "templates": frozenset({"pathlib"}),
    "template_slips": frozenset({"pathlib"}),
    "jinja": frozenset({"pathlib"}),
    "messages": frozenset({"pathlib"}),
}


def module_name(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package, parsed."""
    return {
        module_name(path): ast.parse(path.read_bytes())
        for path in sorted((ROOT / "tracker").rglob("*.py"))
    }


def room_of(module: str) -> str:
    """The room of a module: `contact` for `tracker.contact.log`, empty for `tracker` itself."""
    return module.partition(".")[2].partition(".")[0]


def imports(tree: ast.Module, known: frozenset[str]) -> Iterator[str]:
    """The modules that a module imports, those within functions included."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                for one in names:
                    inner = f"{module}.{one.name}"
                    yield inner if inner in known else module
            case ast.ImportFrom():
                yield "a relative import"


def imported(module: str) -> set[str]:
    return set(imports(modules()[module], frozenset(modules())))


def own(module: str) -> bool:
    return module.partition(".")[0] == "tracker"


def breaches(module: str, tree: ast.Module) -> list[str]:
    """What a module imports although it stands higher, or later on the same floor."""
    room = room_of(module)
    below = {"", room, *ROOMS[: ROOMS.index(room)]}
    known = frozenset(modules())
    found = {one for one in imports(tree, known) if own(one) or one == "a relative import"}
    return sorted(one for one in found if not own(one) or room_of(one) not in below)


def worldly(module: str, tree: ast.Module) -> list[str]:
    """What a module of the pure floors takes from outside: imports, and calls for today."""
    known = frozenset(modules())
    allowed = MAY_KNOW.get(room_of(module), frozenset())
    names = {one if own(one) else one.partition(".")[0] for one in imports(tree, known)}
    rooms = {f"tracker.{room_of(one)}" if own(one) else one for one in names}
    found = rooms & (WORLD - allowed)
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="now" | "today" | "utcnow" as call, value=value):
                owner = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
                if owner in {"date", "datetime"}:
                    found.add(f"{owner}.{call}")
            case ast.Call(func=ast.Name(id="open" | "input" | "print" as call)):
                found.add(f"{call}()")
    return sorted(found)


def test_floors_are_in_order_and_rooms_stand_once() -> None:
    floors = [floor for floor, _ in HOUSE]
    assert floors == sorted(floors)
    assert len(set(ROOMS)) == len(ROOMS)


def test_every_module_has_its_room_and_every_room_its_module() -> None:
    rooms = {room_of(module) for module in modules()} - {""}
    assert rooms - set(ROOMS) == set(), "a new module needs a line in HOUSE"
    assert set(ROOMS) - rooms == set(), "a line in HOUSE has lost its module"


@pytest.mark.parametrize("module", [one for one in modules() if room_of(one) in FLOORS])
def test_imports_point_down(module: str) -> None:
    assert breaches(module, modules()[module]) == []


def test_nothing_imports_in_a_circle() -> None:
    graph = {
        module: {one for one in imported(module) if own(one)} - {module, "tracker"}
        for module in modules()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        pytest.fail(" → ".join(problem.args[1]))


@pytest.mark.parametrize(
    "module", [one for one in modules() if FLOORS.get(room_of(one)) in PURE_FLOORS]
)
def test_the_middle_floors_know_no_world(module: str) -> None:
    assert worldly(module, modules()[module]) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from tracker import book", ["tracker.book"]),
        ("from tracker.cli import main", ["tracker.cli"]),
        ("def f():\n    import tracker.render", ["tracker.render"]),
        ("from . import agenda", ["a relative import"]),
        ("from tracker import __version__, clock\nfrom tracker.rules import rule", []),
    ],
)
def test_a_wrong_import_is_seen(source: str, found: list[str]) -> None:
    module = "tracker.contact.reader" if found else "tracker.rules.derive"
    assert breaches(module, ast.parse(source)) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os.path", ["os"]),
        ("from pathlib import Path", ["pathlib"]),
        ("from time import time", ["time"]),
        ("from tracker.disk import publish", ["tracker.disk"]),
        ("from tracker import clock", ["tracker.clock"]),
        ("import datetime\ndatetime.datetime.now()", ["datetime.now"]),
        ("from datetime import date\nday = date.today()", ["date.today"]),
        ("from datetime import date\nf = date.today", ["date.today"]),
        ("open('x')", ["open()"]),
        ("from datetime import time\nagenda.today.year\nreport.today()", []),
    ],
)
def test_a_way_out_is_seen(source: str, found: list[str]) -> None:
    assert worldly("tracker.rules.derive", ast.parse(source)) == found


def test_every_room_is_on_the_map() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [room for room in ROOMS if f"`{room}`" not in text and f"`{room}/`" not in text] == []
