from __future__ import annotations

from pathlib import Path

import pytest
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirModifiedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)

from tracker.disk import TEMPLATES
from tracker.watch.places import WatchedPlace, matters, places, uproots

# Hidden folders above the workspace make nothing in it hidden.
ROOT = "/home/me/.notes/work"
IN_ROOT = WatchedPlace(ROOT, True, (1, 1))  # noqa: FBT003 - as it prints
IN_CONTACTS = WatchedPlace(f"{ROOT}/contacts", False, (1, 2))  # noqa: FBT003
OUTPUT = f"{ROOT}/output"


def at(text: str) -> str:
    return f"{ROOT}/{text}"


@pytest.mark.parametrize(
    ("event", "counts"),
    [
        (FileCreatedEvent(at("contacts/a.md")), True),
        (FileModifiedEvent(at("contacts/a.md")), True),
        (FileClosedEvent(at("contacts/a.md")), True),
        (FileDeletedEvent(at("contacts/a.md")), True),
        (FileModifiedEvent(at("contacts/a.md").encode()), True),
        (DirCreatedEvent(at("contacts/team")), True),
        (DirDeletedEvent(at("contacts")), True),
        (FileOpenedEvent(at("contacts/a.md")), False),
        (FileClosedNoWriteEvent(at("contacts/a.md")), False),
        (DirModifiedEvent(at("contacts")), False),
        # An editor's save is a move, and either end may be the contact.
        (FileMovedEvent(at("contacts/.a.tmp"), at("contacts/a.md")), True),
        (FileMovedEvent(at("contacts/a.md"), at("contacts/.a.md")), True),
        (FileMovedEvent(at("contacts/.a"), at("contacts/.b")), False),
        (FileMovedEvent("", at("contacts/a.md")), True),
        (DirMovedEvent(at("contacts/a"), at("contacts/b")), True),
        (FileModifiedEvent(at("contacts/.git/index")), False),
        (FileModifiedEvent(at("contacts/.a.md.swp")), False),
        # Not known to be irrelevant.
        (FileModifiedEvent("somewhere/else"), True),
    ],
)
def test_what_matters_among_the_contacts(event: FileSystemEvent, *, counts: bool) -> None:
    assert matters(event, IN_CONTACTS, OUTPUT) is counts


@pytest.mark.parametrize(
    ("event", "counts"),
    [
        (FileModifiedEvent(at("tracker.toml")), True),
        (FileMovedEvent(at(".tracker.toml.new"), at("tracker.toml")), True),
        (DirCreatedEvent(at("contacts")), True),
        (DirMovedEvent(at("contacts"), at("old")), True),
        (DirDeletedEvent(at("site_templates")), True),
        (DirCreatedEvent(at("Contacts")), True),
        (FileModifiedEvent(at("README.md")), False),
        (DirCreatedEvent(at("output")), False),
        (FileModifiedEvent(at("output/contacts")), False),
        (FileModifiedEvent(at("contacts/a.md")), False),
        (FileModifiedEvent(at(".git/index")), False),
        (DirDeletedEvent(ROOT), True),
    ],
)
def test_what_matters_in_the_root(event: FileSystemEvent, *, counts: bool) -> None:
    assert matters(event, IN_ROOT, OUTPUT) is counts


@pytest.mark.parametrize(
    ("output", "counts"),
    [(at("contacts/site"), False), (at("contacts/sit"), True), (at("contacts/site/a"), True)],
)
def test_the_sites_folder_matters_nowhere(output: str, *, counts: bool) -> None:
    assert matters(FileCreatedEvent(at("contacts/site/b")), IN_CONTACTS, output) is counts


@pytest.mark.parametrize(
    ("event", "place", "does"),
    [
        (DirCreatedEvent(at("contacts")), IN_ROOT, True),
        (FileCreatedEvent(at("contacts")), IN_ROOT, True),
        (DirMovedEvent(at("new"), at("site_templates")), IN_ROOT, True),
        (DirMovedEvent(at("contacts"), at("old")), IN_ROOT, True),
        (DirDeletedEvent(ROOT), IN_ROOT, True),
        (DirDeletedEvent(at("contacts")), IN_CONTACTS, True),
        (DirModifiedEvent(at("contacts")), IN_ROOT, False),
        (FileModifiedEvent(at("tracker.toml")), IN_ROOT, False),
        (DirCreatedEvent(at("output/contacts")), IN_ROOT, False),
        (DirCreatedEvent(at("contacts/contacts")), IN_CONTACTS, False),
    ],
)
def test_what_uproots(event: FileSystemEvent, place: WatchedPlace, *, does: bool) -> None:
    assert uproots(event, place) is does


def folders(root: Path) -> dict[str, bool]:
    return {str(Path(one.folder).relative_to(root)): one.flat for one in places(root)}


def test_the_places_are_those_that_are_there(tmp_path: Path) -> None:
    root = tmp_path / "work"
    assert places(root) == ()
    root.mkdir()
    assert folders(root) == {".": True}
    (root / "contacts").mkdir()
    (root / "site_templates").touch()
    assert folders(root) == {".": True, "contacts": False}
    (root / "site_templates").unlink()
    (root / "site_templates").mkdir()
    assert folders(root) == {".": True, "contacts": False, "site_templates": False}


def test_a_link_is_watched_where_it_leads_if_it_is_read(tmp_path: Path) -> None:
    root = tmp_path / "work"
    (root / "data").mkdir(parents=True)
    (tmp_path / "shared").mkdir()
    (root / "contacts").symlink_to("data")
    (root / "site_templates").symlink_to(tmp_path / "shared")
    assert [Path(one.folder).name for one in places(root)] == ["work", "data", "shared"]
    (root / "contacts").unlink()
    (root / "contacts").symlink_to(tmp_path)
    assert [Path(one.folder).name for one in places(root)] == ["work", "shared"]
    (root / "contacts").unlink()
    (root / "contacts").symlink_to("contacts")
    assert [Path(one.folder).name for one in places(root)] == ["work", "shared"]


def test_another_folder_of_the_same_name_is_another_place(tmp_path: Path) -> None:
    (tmp_path / "contacts").mkdir()
    before = places(tmp_path)
    assert places(tmp_path) == before
    (tmp_path / "contacts").rename(tmp_path / "old")
    (tmp_path / "contacts").mkdir()
    assert places(tmp_path) != before


def test_the_templates_folder_is_called_as_the_one_of_this_workspace() -> None:
    assert (Path(__file__).parents[2] / TEMPLATES / "agenda.html").is_file()
