"""The desk for drafts finds each follow-up in its circle, whatever is remembered of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.whole import load_workspace
from tracker.build.drafting import DraftDesk
from tracker.build.settings import settings_of
from tracker.build.stages import Stages
from tracker.disk.cache import Cache, open_cache
from tracker.drafts.draft import Draft
from tracker.drafts.facts import Scene
from tracker.drafts.repeats import with_repeats
from tracker.messages import Messages
from tracker.rules.followup import FollowUp
from tracker.views.gather import gather

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, in a folder of their own."""
    folder = tmp_path_factory.mktemp("samples") / "workspace"
    shutil.copytree(ROOT / "contacts", folder / "contacts")
    shutil.copy(ROOT / "tracker.toml", folder)
    return folder


def desk(root: Path, cache: Cache) -> DraftDesk:
    return DraftDesk(settings_of(root), cache, Stages(), None)


def all_of(found: DraftDesk) -> dict[str, object]:
    return {one.id: found.draft(one) for one in found.speaking_of([""])}


def test_it_writes_what_all_contacts_at_once_would(root: Path) -> None:
    workspace = load_workspace(root)
    scene = Scene(workspace.book, workspace.book.me, workspace.config, workspace.rules)
    messages = Messages(None)
    directory = gather(
        workspace.book,
        workspace.derived,
        workspace.agenda,
        (),
        workspace.config,
        workspace.zone,
        (),
        workspace.rules,
    )
    shown = list(directory.to_do())

    def whole(one: FollowUp) -> Draft:
        """Held against all that pages show to be done by the same rule for others."""
        others = (each for each in shown if each.rule == one.rule and each.person != one.person)
        drafts = (messages.draft(each, scene) for each in (one, *others))
        return with_repeats(tuple(drafts), workspace.book)[0]

    with open_cache(root, b"one") as cache:
        first = all_of(desk(root, cache))
    with open_cache(root, b"one") as cache:
        remembered = all_of(desk(root, cache))
    nothing = all_of(desk(root, Cache(None)))
    assert len(first) > 30
    for made in (first, remembered, nothing):
        wanted = {one.id: whole(one) for one in workspace.derived.follow_ups if one.id in made}
        assert made == wanted
    assert first.keys() == remembered.keys() == nothing.keys()


def test_only_the_circles_that_are_meant_are_taken_up(root: Path) -> None:
    with open_cache(root, b"two") as cache:
        desk(root, cache)
    with open_cache(root, b"two") as cache:
        found = desk(root, cache)
        (one,) = found.beginning("customers/bram-okonjo/thank")
        found.draft(one)
        assert set(found._known) == {"customers/bram-okonjo", "me"}


def test_what_the_cache_has_lost_is_worked_out_again(root: Path) -> None:
    with open_cache(root, b"three") as cache:
        desk(root, cache)
    with open_cache(root, b"three") as cache:
        found = desk(root, cache)
        cache.forget_parts("core", list(found._refreshed.circles))
        cache.forget_parts("outgoing", list(found._refreshed.circles))
        cache.save()
        (one,) = found.beginning("references/harriet-vogel/thank-references")
        assert found.draft(one).name == "Harriet Vogel"


def test_a_file_that_goes_meanwhile_is_said(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(root, folder)
    found = desk(folder, Cache(None))
    (folder / "contacts" / "customers" / "bram-okonjo.md").unlink()
    with pytest.raises(OSError, match="faster"):
        found.beginning("customers/bram-okonjo/thank")


def test_settled_ones_are_known(root: Path) -> None:
    found = desk(root, Cache(None))
    assert found.settled("jobs/colm-devaney/thank-you-interview/2026-11-09") is not None
    assert found.settled("jobs/colm-devaney/thank") is None
    assert found.beginning("nobody") == ()
