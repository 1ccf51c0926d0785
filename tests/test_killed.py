"""Builds that are killed, and builds that meet: the next one always finds its way."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.benchmarks import generator
from tests.building import publish
from tests.endurance.commands import (
    clean_site,
    command,
    difference,
    environment,
    manifest,
    run,
    site_of,
    watch,
)
from tests.endurance.killing import kill_builds
from tests.endurance.waiting import PATIENCE
from tracker.build.settings import settings_of
from tracker.build.site import Site
from tracker.disk import MANIFEST, Publication, PublishError
from tracker.disk.cache import open_cache
from tracker.files import Artifact
from tracker.program import program_mark

#: A few each time; `TRACKER_KILLS=500` for a night.
KILLS = int(os.environ.get("TRACKER_KILLS", "20"))


@pytest.mark.skipif(os.name == "nt", reason="a process is not killed in the same way there")
def test_a_killed_build_leaves_whole_pages_and_the_next_one_completes_them(tmp_path: Path) -> None:
    found = kill_builds(tmp_path, KILLS)
    assert found.total() == KILLS


def contact(name: str, company: str, said: str = "") -> str:
    return f"---\nname: {name}\ncompany: {company}\n---\n\n## Log\n- 2026-11-19 met: {said}\n"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "work"
    (root / "contacts").mkdir(parents=True)
    (root / "tracker.toml").write_text("as_of = 2026-11-20\n", encoding="utf-8")
    for name in ("dot", "eve"):
        edit(root, name, "Acme")
    edit(root, "fay", "Zeta")
    return root


def edit(root: Path, name: str, company: str, said: str = "") -> None:
    (root / "contacts" / f"{name}.md").write_text(
        contact(name.title(), company, said), encoding="utf-8"
    )


def built(root: Path) -> dict[str, bytes]:
    """Build as the command does, and hold it against a build with nothing remembered."""
    assert run("build", "--root", root).returncode == 0
    found = site_of(root / "output")
    assert difference(found, clean_site(root)) == []
    assert " 0 written, " in run("build", "--root", root).stdout
    return found


def test_what_another_build_has_made_meanwhile_stays_listed(root: Path) -> None:
    output = root / "output"
    publish(output, [Artifact("a.html", b"a"), Artifact("b.html", b"b")])
    with Publication(output) as slow:
        staged = [slow.stage(Artifact("a.html", b"A"))]
        publish(output, [Artifact(f"{one}.html", b"2") for one in "abc"])
        slow.finish(staged)
    assert manifest(output) == {"a.html", "c.html"}
    publish(output, [Artifact(f"{one}.html", b"3") for one in "abc"])
    assert {*site_of(output)} == {MANIFEST, "a.html", "b.html", "c.html"}


def test_a_build_whose_files_changed_under_it_misleads_no_later_one(root: Path) -> None:
    """The first sees one edit, the second two, and the first is the last to remember."""
    built(root)
    edit(root, "dot", "Acme", "one")
    with open_cache(root, program_mark()) as cache:
        site = Site(root / "output", cache)
        save = cache.save

        def late() -> None:
            edit(root, "eve", "Zeta", "two")
            assert run("build", "--root", root).returncode == 0
            save()

        cache.save = late  # type: ignore[method-assign]
        site.build(settings_of(root))
    built(root)


def test_two_builds_at_once_leave_the_site_whole(tmp_path: Path) -> None:
    root = tmp_path / "work"
    generator.write(root, 130)
    for _ in range(2):
        both = [
            subprocess.Popen(
                command("build", "--root", root), stdout=PIPE, stderr=PIPE, env=environment()
            )
            for _ in range(2)
        ]
        for one in both:
            _, errors = one.communicate(timeout=PATIENCE)
            assert one.returncode in {0, 1}, errors
        assert difference(site_of(root / "output"), clean_site(root)) == []
        assert " 0 written, " in run("build", "--root", root).stdout
        for path in sorted((root / "contacts").rglob("*.md"))[::7]:
            path.unlink()


def test_a_build_while_another_process_watches(root: Path) -> None:
    with watch(root, "--no-serve") as watching:
        for said in ("one", "two", "three"):
            edit(root, "dot", "Acme", said)
            edit(root, "eve", "Zeta" if said == "two" else "Acme", said)
            assert run("build", "--root", root).returncode == 0
        edit(root, "last", "Acme")
        watching.until(lambda rebuilds: any("last.md" in one for one in rebuilds))
        assert watching.end() == 0
        assert watching.errors == ""
    built(root)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_no_page_is_put_in_place_ahead_through_a_link(tmp_path: Path) -> None:
    output, outside = tmp_path / "site", tmp_path / "outside"
    publish(output, [Artifact("contacts/a.html", b"1")])
    (output / "contacts").rename(outside)
    with Publication(output, {"contacts/a.html"}) as publication:
        (output / "contacts").symlink_to(outside)
        staged = [publication.stage(Artifact("contacts/a.html", b"2"))]
        with pytest.raises(PublishError, match="is a link"):
            publication.place(staged)
    assert (outside / "a.html").read_bytes() == b"1"
