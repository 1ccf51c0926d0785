"""The pages of all come out the same, whichever process binds them."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.build.bench import SETTINGS, TODAY, assert_whole, killed, no_children, say, write
from tracker.build import binding
from tracker.build.binding import Apart, Bindery, PartsLostError, bound_parts
from tracker.build.forking import CrewError
from tracker.build.results import Built
from tracker.build.settings import settings_of
from tracker.build.site import Site
from tracker.disk.cache import open_cache
from tracker.render import TemplateError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked there")


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Have the pages of all bound in another process; how many new parts it was sent each time."""
    sent: list[int] = []
    bind = Apart.bind

    def noting(apart: Apart, order: binding.Order) -> object:
        sent.append(len(order.new))
        return bind(apart, order)

    monkeypatch.setattr(Apart, "bind", noting)
    monkeypatch.setattr("tracker.build.site.WORTH_BINDING_APART", 1)
    monkeypatch.setattr("tracker.build.site.may_fork", lambda: True)
    monkeypatch.setattr(binding, "_FEW", 1)
    return sent


def build(root: Path, today: date | None = None) -> Built:
    """Build as `tracker build` does."""
    with open_cache(root, b"program") as cache:
        site = Site(root / "output", cache, is_once=True)
        return site.build(settings_of(root, today, cache))


def test_an_edit(root: Path, orders: list[int]) -> None:
    first = build(root)
    # Nothing was kept that could be taken up there.
    assert orders == []
    say(root, "dee", "2026-11-10 interview")
    built = build(root)
    assert orders == [1]
    assert built.buckets != first.buckets
    assert_whole(root)
    assert no_children()


def test_what_it_bound_is_kept(root: Path, orders: list[int]) -> None:
    build(root)
    for number, name in enumerate(("dee", "cas", "ann"), 10):
        say(root, name, f"2026-11-{number} call")
        build(root)
        assert_whole(root)
    assert orders == [1, 1, 1]
    assert build(root).published.written == 0


def test_a_contact_comes_and_goes(root: Path, orders: list[int]) -> None:
    build(root)
    write(root, "eve", "---\nname: Eve\ncompany: Else\n---\n## Log\n- 2026-11-19 met\n")
    build(root)
    assert_whole(root)
    (root / "contacts/eve.md").unlink()
    (root / "contacts/cas.md").unlink()
    build(root)
    assert_whole(root)
    say(root, "dee", "2026-11-18 call")
    build(root)
    assert_whole(root)
    assert orders == [1, 0, 1]


def test_on_another_day_nothing_is_taken_up_elsewhere(root: Path, orders: list[int]) -> None:
    build(root)
    build(root, date(2026, 11, 21))
    assert_whole(root, date(2026, 11, 21))
    assert orders == []
    say(root, "dee", "2026-11-18 call")
    build(root, date(2026, 11, 21))
    assert_whole(root, date(2026, 11, 21))
    assert orders == [1]


def test_too_much_is_new_to_be_sent(
    root: Path, orders: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binding, "_FEW", 3)
    build(root)
    say(root, "dee", "2026-11-18 call")
    say(root, "ann", "2026-11-18 call")
    build(root)
    assert_whole(root)
    assert orders == []
    assert no_children()


@pytest.mark.parametrize("damage", ["", "x'00'"])
def test_parts_that_are_lost_are_made_again(root: Path, orders: list[int], damage: str) -> None:
    build(root)
    (file,) = (root.parent / "cache").glob("*.sqlite3")
    with sqlite3.connect(file) as kept:
        kept.execute(
            f"UPDATE part SET data = {damage} WHERE kind = 'site'"  # noqa: S608 - from above
            if damage
            else "DELETE FROM part WHERE kind = 'site'"
        )
    say(root, "dee", "2026-11-18 call")
    built = build(root)
    assert orders == [1]
    # Made again, and the same: only what the entry changes is written.
    assert 0 < built.published.written < built.published.unchanged
    assert_whole(root)
    assert build(root).published.written == 0


def test_parts_of_something_else_are_not_bound() -> None:
    order = binding.Order(None, {"a": b"new"}, {}, ())  # type: ignore[arg-type]  # not looked at
    old = binding.Part(b"old", None)  # type: ignore[arg-type]  # nor this
    for parts in ({}, {"a": old}):
        with pytest.raises(PartsLostError):
            bound_parts(parts, order)
    assert bound_parts({"a": old, "b": old}, order._replace(marks={"a": b"old"})) == {"a": old}


def test_a_template_error_arrives_whole(root: Path, orders: list[int]) -> None:
    overrides = root / "site_templates"
    overrides.mkdir()
    (overrides / "agenda.html").write_text(
        "{% extends 'shipped/agenda.html' %}\n{% block sections %}\n"
        "{% for one in page.sections if 'Eve Else' in show_all(one.cards) %}{{ page.nothing }}"
        "{% endfor %}{% endblock %}",
        encoding="utf-8",
    )
    build(root)
    path = write(root, "eve", "---\nname: Eve Else\n---\n## Log\n- 2026-11-10 interview\n")
    with pytest.raises(TemplateError) as caught:
        build(root)
    assert (caught.value.template, caught.value.line) == ("agenda.html", 3)
    assert no_children()
    path.unlink()
    build(root)
    assert_whole(root)
    assert orders == [1, 0]


def _refused() -> int:
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


@pytest.mark.parametrize("method", ["__init__", "bind"])
def test_its_process_is_killed(
    root: Path, orders: list[int], monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    build(root)
    say(root, "dee", "2026-11-18 call")
    with monkeypatch.context() as patch:
        patch.setattr(Bindery, method, killed)
        with pytest.raises(CrewError, match="ended from outside"):
            build(root)
    assert no_children()
    build(root)
    assert_whole(root)
    assert orders == [1, 1]


def test_where_the_system_allows_no_more_processes(
    root: Path, orders: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    say(root, "dee", "2026-11-18 call")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fork", _refused)
        build(root)
    assert orders == []
    assert_whole(root)


def test_two_sites_of_one_workspace(root: Path, orders: list[int]) -> None:
    def other(today: date = TODAY) -> None:
        with open_cache(root, b"program") as cache:
            output = root / "other"
            Site(output, cache, is_once=True).build(settings_of(root, today, cache))
        assert_whole(root, today, output)

    turns: tuple[Callable[[], object], ...] = (
        lambda: build(root),
        other,
        lambda: other(date(2026, 11, 21)),
        lambda: build(root),
        other,
    )
    for number, turn in enumerate(turns, 10):
        say(root, "dee", f"2026-11-{number} call")
        turn()
    build(root)
    assert_whole(root)
    assert orders


def test_other_settings(root: Path, orders: list[int]) -> None:
    build(root)
    (root / "tracker.toml").write_text(
        SETTINGS + '[rules.thank-you-interview]\ndue = "same day"\n', encoding="utf-8"
    )
    build(root)
    assert_whole(root)
    assert orders == []
