"""A site that is watched: each look finds what changed, and nothing is lost between two."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.bench import Done, assert_whole, contact, meet_another, say, write
from tests.build.test_quick import on_fat, other_day
from tracker.build.stages import Stages
from tracker.build.watched import WatchedSite
from tracker.disk import Publication, PublishError
from tracker.disk.cache import open_cache
from tracker.disk.cache_places import VARIABLE
from tracker.templates import shipped_templates
from tracker.watch.loop import Rebuild


@pytest.fixture
def site(root: Path) -> Iterator[WatchedSite]:
    with open_cache(root, b"program") as cache:
        yield WatchedSite(root, root / "output", cache, None, Stages())


def rebuilt(site: WatchedSite) -> Rebuild:
    """What a look came to that found something to do."""
    found = site.refresh()
    assert found is not None
    return found


def test_each_look_finds_what_changed(root: Path, site: WatchedSite) -> None:
    first = rebuilt(site)
    assert first.changed == ()
    assert site.refresh() is None
    say(root, "cas", "2026-11-18 email")
    (root / "contacts/dee.md").unlink()
    found = rebuilt(site)
    assert found.changed == ("contacts/cas.md", "contacts/dee.md")
    # Dee's page, and two messages to Cas that there is no need for now.
    assert found.removed == 3
    assert site.refresh() is None
    assert_whole(root)


def test_what_is_touched_is_no_change(root: Path, site: WatchedSite) -> None:
    site.refresh()
    path = root / "contacts/cas.md"
    path.write_bytes(path.read_bytes())
    assert site.refresh() is None
    os.utime(path, ns=(1, 1))
    assert site.refresh() is None


def test_a_change_that_no_fingerprint_tells(
    root: Path, site: WatchedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_fat(root, monkeypatch)
    site.refresh()
    other_day(root / "contacts/cas.md", b"2026-11-03")
    found = rebuilt(site)
    assert found.changed == ("contacts/cas.md",)
    assert_whole(root)


def test_the_last_page_of_a_broken_file_is_kept_aside(root: Path, site: WatchedSite) -> None:
    site.refresh()
    page = (root / "output/contacts/dee.html").read_bytes()
    good = (root / "contacts/dee.md").read_bytes()
    write(root, "dee", "---\nname: [\n---\n")
    for _ in range(2):
        found = rebuilt(site)
        assert found.kept == {"contacts/dee.html": page}
        assert found.problems
        assert not (root / "output/contacts/dee.html").exists()
        assert_whole(root)
        say(root, "cas", "2026-11-18 email")
    (root / "contacts/dee.md").write_bytes(good)
    found = rebuilt(site)
    assert found.kept == {}
    assert_whole(root)


def test_what_was_just_broken_is_said_first(root: Path, site: WatchedSite) -> None:
    write(root, "ann", contact("name: Ann Abel", "- 2026-11-12 interveiw\n" * 6))
    assert len(rebuilt(site).problems) == 6
    say(root, "dee", "2026-11-18 emial")
    found = rebuilt(site)
    assert len(found.problems) == 7
    assert found.problems[0].startswith("contacts/dee.md:")
    assert "7 errors" in (root / "output/agenda.html").read_text(encoding="utf-8")
    # It stays there, so that nothing looks like news that is none.
    say(root, "cas", "2026-11-18 email")
    assert rebuilt(site).problems == found.problems
    say(root, "ann", "2026-11-18 purchsae")
    again = rebuilt(site).problems
    assert [one.partition(":")[0] for one in again] == ["contacts/ann.md"] * 7 + ["contacts/dee.md"]
    assert "purchsae" in again[0]


def test_settings_that_are_wrong_for_a_while(root: Path, site: WatchedSite) -> None:
    site.refresh()
    settings = root / "tracker.toml"
    good = settings.read_bytes()
    settings.write_bytes(b"as_of = never\n")
    found = rebuilt(site)
    assert "the last site stands" in found.failure
    assert site.refresh() is None
    settings.write_bytes(good)
    # Whoever saw the mistake has to see that it is gone.
    found = rebuilt(site)
    assert not found.failure
    assert site.refresh() is None


def test_a_site_that_was_half_put_in_place_is_mended(
    root: Path, site: WatchedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.refresh()
    path = root / "contacts/ann.md"
    good = path.read_bytes()
    say(root, "ann", "2026-11-18 call: about the kitchen")
    replace, done = os.replace, 0

    def failing(one: str, other: str) -> None:
        nonlocal done
        done += 1
        if done > 2:
            raise OSError(28, "No space left on device", other)
        replace(one, other)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing)
        found = rebuilt(site)
        assert "no space left" in found.failure
    assert done > 2
    path.write_bytes(good)
    site.refresh()
    assert_whole(root)
    assert site.refresh() is None


def test_pages_of_a_build_that_was_met_are_taken_away_at_the_next_look(
    root: Path, site: WatchedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.refresh()
    say(root, "cas", "2026-11-18 email")
    ghost = meet_another(root, monkeypatch)
    assert site.refresh() is not None
    assert ghost.exists()
    found = rebuilt(site)
    assert found.removed == 1
    assert_whole(root)
    assert site.refresh() is None


def test_a_failing_look_is_said_once(
    root: Path, site: WatchedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.refresh()
    say(root, "cas", "2026-11-18 email")

    def refusing(*_: object) -> None:
        message = "it is not ours"
        raise PublishError(message)

    with monkeypatch.context() as patch:
        patch.setattr(Publication, "finish", refusing)
        found = rebuilt(site)
        assert found.failure.startswith("it is not ours")
        assert site.refresh() is None
    found = rebuilt(site)
    assert found.changed == ("contacts/cas.md",)
    assert_whole(root)


def test_an_edit_is_worked_out_in_its_circle_alone(
    root: Path, site: WatchedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.refresh()
    done = Done(monkeypatch)
    say(root, "cas", "2026-11-18 email: about the bill")
    site.refresh()
    assert done.read == ["contacts/cas.md"]
    assert done.work["finish"] == ["cas"]
    assert done.own_pages == {"contacts/cas.html", "companies/corner-shop.html"}
    done.forget()
    write(root, "eve", contact("name: Eve Elm\ncompany: Elm Street"))
    site.refresh()
    assert done.own_pages == {"contacts/eve.html", "companies/elm-street.html"}
    assert_whole(root)


def test_nothing_piles_up(root: Path, site: WatchedSite) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("nothing tells how many files are open there")
    site.refresh()
    say(root, "cas", "2026-11-10 email")
    site.refresh()
    gc.collect()
    before = len(list(descriptors.iterdir())), gc.get_freeze_count()
    for number in range(5):
        say(root, "cas", f"2026-11-{number + 11} email")
        assert site.refresh() is not None
    gc.collect()
    assert (len(list(descriptors.iterdir())), gc.get_freeze_count()) <= before


def test_after_a_mistake_of_our_own_everything_is_looked_at(
    root: Path, site: WatchedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was placed before it is taken back, though the file is again as it was."""
    site.refresh()
    path = root / "contacts/cas.md"
    before = path.read_bytes()
    say(root, "cas", "2026-11-18 email")

    def failing(*_: object) -> None:
        message = "ours"
        raise LookupError(message)

    with monkeypatch.context() as patch:
        patch.setattr(Publication, "finish", failing)
        with pytest.raises(LookupError):
            site.refresh()
    path.write_bytes(before)
    site.refresh()
    assert_whole(root)


def test_another_tracker_takes_over_the_cache_meanwhile(root: Path, site: WatchedSite) -> None:
    """It goes on without a cache, and still does nothing where nothing has changed."""
    site.refresh()
    with open_cache(root, b"newer"):
        pass
    say(root, "cas", "2026-11-18 email")
    found = rebuilt(site)
    assert found.changed == ("contacts/cas.md",)
    assert site.refresh() is None
    assert_whole(root)


def test_the_folder_of_caches_is_deleted_meanwhile(
    root: Path, site: WatchedSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "caches"))
    (tmp_path / "caches").mkdir(mode=0o700)
    site.refresh()
    shutil.rmtree(tmp_path / "caches")
    override = root / "site_templates/base.html"
    override.parent.mkdir(exist_ok=True)
    shutil.copy(shipped_templates() / "base.html", override)
    with override.open("a", encoding="utf-8") as file:
        file.write("<!-- ours -->\n")
    found = rebuilt(site)
    assert found.problems == ()
    assert found.written > 0
    assert site.refresh() is None


def test_a_stylesheet_of_your_own_comes_changes_and_goes(root: Path, site: WatchedSite) -> None:
    rebuilt(site)
    shipped = (root / "output/agenda.html").read_text(encoding="utf-8")
    own = root / "site_templates/custom.css"
    own.parent.mkdir(exist_ok=True)
    own.write_text(":root { --accent: #9b2c5e; }", encoding="utf-8")
    pages = len(list((root / "output").rglob("*.html")))
    assert rebuilt(site).written == pages + 1
    assert 'href="assets/custom.css"' in (root / "output/agenda.html").read_text(encoding="utf-8")
    own.write_text(":root { --accent: #2c5e9b; }", encoding="utf-8")
    assert rebuilt(site).written == 1
    assert (root / "output/assets/custom.css").read_bytes() == own.read_bytes()
    assert_whole(root)
    own.unlink()
    found = rebuilt(site)
    assert (found.written, found.removed) == (pages, 1)
    assert (root / "output/agenda.html").read_text(encoding="utf-8") == shipped
    assert_whole(root)
