"""What is done again after an edit, and what is not; and what once came out wrong."""

from __future__ import annotations

import sqlite3
import unicodedata
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from tests.build.bench import PEOPLE, Done, assert_whole, build, contact, say, write
from tests.building import problems
from tracker.build.desk import Desk
from tracker.build.finishing import Wanted
from tracker.build.settings import settings_of
from tracker.build.site import Site
from tracker.build.stages import Stages
from tracker.build.terminal import find_problems, see_agenda
from tracker.disk import read_source
from tracker.disk.cache import Cache, open_cache
from tracker.disk.cache_places import VARIABLE, cache_folder
from tracker.files import SourceFile


def test_an_entry_is_worked_out_in_its_circle_alone(root: Path, done: Done) -> None:
    say(root, "cas", "2026-11-18 email: about the bill")
    assert build(root).changed == ("contacts/cas.md",)
    assert done.read == ["contacts/cas.md"]
    assert done.work == {"link": ["cas"], "derive": ["cas"], "finish": ["cas"], "restore": []}
    assert done.own_pages == {"contacts/cas.html", "companies/corner-shop.html"}
    assert_whole(root)


def test_a_circle_is_read_whole(root: Path, done: Done) -> None:
    say(root, "bob", "2026-11-18 call: about the kitchen")
    build(root)
    assert sorted(done.read) == ["contacts/ann.md", "contacts/bob.md"]
    assert done.work["finish"] == ["ann"]
    assert_whole(root)


def test_a_contact_of_a_new_company_has_its_own_pages_rendered_and_no_others(
    root: Path, done: Done
) -> None:
    write(root, "eve", contact("name: Eve Elm\ncompany: Elm Street"))
    build(root)
    assert done.own_pages == {"contacts/eve.html", "companies/elm-street.html"}
    assert_whole(root)


def test_another_day_renders_all_and_reads_nothing(root: Path, done: Done) -> None:
    build(root, date(2026, 11, 23))
    assert done.read == []
    assert (done.work["link"], done.work["derive"]) == ([], [])
    assert sorted(done.work["restore"]) == sorted(done.work["finish"]) == ["ann", "cas", "dee"]
    assert len(done.own_pages) == len(PEOPLE) + 2
    assert_whole(root, date(2026, 11, 23))


def test_no_template_is_taken_that_another_program_compiled(root: Path) -> None:
    def compiled() -> set[Path]:
        return set((cache_folder() / "templates").rglob("*.cache"))

    build(root)
    before = compiled()
    with open_cache(root, b"another") as cache:
        Site(root / "output", cache).build(settings_of(root))
    assert before
    assert compiled()
    assert before.isdisjoint(compiled())


def test_settings_are_for_all(root: Path, done: Done) -> None:
    settings = root / "tracker.toml"
    settings.write_text("as_of = 2026-11-20\nstart = 2026-11-15\n", encoding="utf-8")
    build(root)
    assert sorted(done.work["link"]) == ["ann", "cas", "dee"]
    assert_whole(root)


def test_a_file_that_is_touched_is_no_change(root: Path, done: Done) -> None:
    path = root / "contacts" / "ann.md"
    path.write_bytes(path.read_bytes())
    built = build(root)
    assert (built.changed, done.read, done.work["finish"]) == ((), [], [])


def test_a_name_that_others_ask_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(root, "cas", "2026-11-18 call (with Dan)")
    build(root)
    done = Done(monkeypatch)
    write(root, "dee", contact("name: Dee Dunn\naliases: Dan"))
    build(root)
    # They are one circle from now on.
    assert done.work["finish"] == ["cas"]
    assert_whole(root)


def test_a_page_that_somebody_altered_is_made_again(root: Path, done: Done) -> None:
    (root / "output/contacts/dee.html").write_text("altered", encoding="utf-8")
    (root / "output/contacts/cas.html").unlink()
    built = build(root)
    assert built.published.written == 2
    assert sorted(done.work["finish"]) == ["cas", "dee"]
    assert_whole(root)


def test_two_outputs_are_kept_apart(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    build(root)
    build(root, date(2026, 11, 23), other)
    say(root, "cas", "2026-11-18 email")
    build(root)
    assert_whole(root)
    build(root, date(2026, 11, 23), other)
    assert_whole(root, date(2026, 11, 23), other)


def test_the_second_file_of_a_circle_is_renamed(root: Path) -> None:
    build(root)
    (root / "contacts/bob.md").rename(root / "contacts/bert.md")
    build(root)
    assert_whole(root)
    assert not (root / "output/contacts/bob.html").exists()


@pytest.mark.parametrize(
    "names",
    [("dana.MD", "dana.md"), ("Jos\u00e9.md", unicodedata.normalize("NFD", "Jos\u00e9.md"))],
    ids=["ending", "accent"],
)
def test_of_two_files_with_one_id_the_first_is_read(root: Path, names: tuple[str, str]) -> None:
    build(root)
    for number, name in enumerate(names):
        text = contact(f"name: Number {number}\ncompany: Company {number}")
        (root / "contacts" / name).write_text(text, encoding="utf-8")
        build(root)
    if len(list((root / "contacts").iterdir())) < len(PEOPLE) + 2:
        pytest.skip("this file system takes the two names for one")
    assert_whole(root)
    say(root, names[1].removesuffix(".md"), "2026-11-18 call")
    build(root)
    assert_whole(root)


def test_your_own_page_leads_to_others(root: Path) -> None:
    me = contact("name: Robin\ncompany: ACME\nintroduced_by: Dee Dunn")
    write(root, "me", me)
    build(root)
    assert_whole(root)
    page = (root / "output/contacts/me.html").read_text(encoding="utf-8")
    assert "../companies/acme.html" in page
    assert "dee.html" in page
    (root / "contacts/dee.md").unlink()
    build(root)
    assert_whole(root)


def test_an_alert_in_another_companys_file(root: Path) -> None:
    write(root, "ref", contact("name: Ria Reed\ncompany: Old Firm\nrelationship: reference"))
    build(root)
    say(root, "ann", "2026-11-24 interview (round 2)")
    build(root)
    assert_whole(root)
    say(root, "cas", "2026-11-19 reference-alert (to Ria Reed, for Cook)")
    build(root)
    assert_whole(root)
    say(root, "dee", "2026-11-19 accepted (for Pilot at Delta)")
    build(root)
    assert_whole(root)


def test_what_is_remembered_changes_only_when_it_is_kept(root: Path) -> None:
    write(root, "ref", contact("name: Ria Reed\ncompany: Old Firm\nrelationship: reference"))
    write(root, "oli", contact("name: Oli Orr\ncompany: Old Firm"))
    say(root, "ann", "2026-11-24 interview (round 2)")
    build(root)
    say(root, "oli", "2026-11-18 call")
    with open_cache(root, b"program") as cache:
        desk, settings = Desk(cache, Stages()), settings_of(root, None, cache)
        before = deepcopy(desk.memory)
        wanted = Wanted(text=False, site=False)
        refreshed = desk.refresh(settings, wanted, lambda _name, _stamp: True)
        assert desk.memory == before
        desk.keep(settings, refreshed)
        # What follows for their colleague from an interview elsewhere, taken up from the cache.
        assert desk.memory.outgoing.keys() == {"ann"}


def cached(root: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Look at the cache, or damage it."""
    [file] = root.parent.joinpath("cache").glob("*.sqlite3")
    connection = sqlite3.connect(file)
    with connection:
        found = connection.execute(statement, values).fetchall()
    connection.close()
    return found


@pytest.mark.parametrize("kind", ["circle", "core", "outgoing", "site", "text"])
def test_a_part_of_the_cache_that_is_damaged(root: Path, kind: str) -> None:
    write(root, "ref", contact("name: Ria Reed\ncompany: Old\nrelationship: reference"))
    say(root, "cas", "2026-11-19 call with Nobody Known")
    build(root)
    for _, name in cached(root, "SELECT kind, name FROM part WHERE kind = ?", kind):
        cached(root, "UPDATE part SET data = x'00112233445566' WHERE name = ?", name)
    say(root, "dee", "2026-11-18 call (with Caz Cole)")
    for day in (date(2026, 11, 23), date(2026, 11, 20)):
        build(root, day)
        assert_whole(root, day)


def test_a_shelf_that_is_gone(root: Path) -> None:
    build(root)
    cached(root, "DELETE FROM part WHERE kind = 'circle'")
    build(root)
    assert_whole(root)


def test_two_that_write_at_a_time_leave_nothing_that_does_not_belong_together(
    root: Path, tmp_path: Path
) -> None:
    """The first looked before an edit and wrote after the second, which had seen it."""
    write(root, "ref", contact("name: Ria Reed\nrelationship: reference"))
    build(root)
    with open_cache(root, b"program") as cache:
        first = Site(tmp_path / "first", cache)
        settings = settings_of(root)
        say(root, "cas", "2026-11-19 call (with Deh Dunn, to Bob Burnss)")
        say(root, "ann", "2026-11-19 reference-request")
        build(root)
        before = (root / "contacts/cas.md").read_bytes()
        (root / "contacts/cas.md").write_bytes(before.partition(b"- 2026-11-19")[0])
        first.build(settings)
    (root / "contacts/cas.md").write_bytes(before)
    build(root)
    assert_whole(root)


def test_another_tracker_takes_over_the_cache(root: Path) -> None:
    build(root)
    with open_cache(root, b"program") as old:
        site = Site(root / "output", old)
        with open_cache(root, b"newer") as new:
            Site(root / "output", new).build(settings_of(root))
        say(root, "cas", "2026-11-18 call")
        site.build(settings_of(root))
        assert_whole(root)
    with open_cache(root, b"newer") as new:
        assert new.value(f"site {(root / 'output').resolve()}") is None
        assert find_problems(settings_of(root), new, Stages()) == problems(root)


def test_a_file_that_changes_while_it_is_read_is_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    say(root, "bob", "2026-11-18 call")
    times = 0

    def reading(where: Path, path: str) -> object:
        nonlocal times
        if path == "contacts/ann.md" and times == 0:
            times += 1
            say(root, "ann", "2026-11-19 thank-you")
        return read_source(where, path)

    monkeypatch.setattr("tracker.build.at_work.read_source", reading)
    build(root)
    assert times == 1
    assert_whole(root)


def test_a_file_that_changes_all_the_time_is_no_endless_task(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    say(root, "bob", "2026-11-18 call")

    def reading(where: Path, path: str) -> object:
        found = read_source(where, path)
        assert isinstance(found, SourceFile)
        return SourceFile(path, found.data + b"more")

    monkeypatch.setattr("tracker.build.at_work.read_source", reading)
    with pytest.raises(OSError, match="faster than they can be read"):
        build(root)


def test_a_file_that_cannot_be_read_is_looked_at_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "contacts" / "dee.md"
    text = path.read_bytes()
    path.write_bytes(b"x" * 1_000_001)
    build(root)
    assert_whole(root)
    path.write_bytes(text)
    done = Done(monkeypatch)
    build(root)
    assert done.own_pages == {"contacts/dee.html"}
    assert_whole(root)


def test_the_terminal_is_told_the_same_after_each_edit(root: Path) -> None:
    for name in ("ann", "cas", "dee"):
        say(root, name, "2026-11-19 call (with Bob Burns)")
        settings = settings_of(root)
        nothing = see_agenda(settings, Cache(None), Stages())
        for _ in range(2):
            with open_cache(root, b"program") as cache:
                assert see_agenda(settings, cache, Stages()) == nothing
                assert find_problems(settings, cache, Stages()) == problems(root)


def test_nothing_can_be_remembered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root.parent / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(root.parent / "file"))
    for _ in range(2):
        build(root)
        assert_whole(root)
        say(root, "cas", "2026-11-18 call")
