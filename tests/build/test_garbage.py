"""What builds make holds nothing that holds it: nobody looks for such objects while they build."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.whole import load_workspace, views_of
from tracker.render import Renderer, render_own_pages
from tracker.rules.derive import derive

ROOT = Path(__file__).parents[2]


@contextmanager
def left_behind() -> Iterator[list[str]]:
    """The kinds of objects that are left in the block, and hold each other."""
    found: list[str] = []
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield found
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        gc.set_debug(0)
        kinds = {f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.garbage}
        found += sorted(one for one in kinds if one.startswith(("tracker.", "jinja2.")))
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        if was_on:
            gc.enable()


def test_it_is_seen_where_objects_hold_each_other() -> None:
    with left_behind() as found:
        one = Renderer(None)
        one.holder = one  # type: ignore[attr-defined]
        del one
    assert "tracker.render.Renderer" in found


def test_pages_of_contacts_and_companies_are_let_go() -> None:
    views = views_of(load_workspace(ROOT)).own
    renderer = Renderer(None)
    # Templates are compiled, and stay, when they are first asked for.
    list(render_own_pages(renderer, views))
    with left_behind() as found:
        for _ in render_own_pages(renderer, views):
            pass
    assert found == []


def test_what_rules_looked_up_is_let_go() -> None:
    workspace = load_workspace(ROOT)
    with left_behind() as found:
        derive(workspace.book, workspace.config, workspace.rules)
    assert found == []
