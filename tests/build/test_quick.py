"""Nothing has changed, or something has: what a quick look tells."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.build.bench import SETTINGS, assert_whole, build, meet_another, say, write
from tracker import clock
from tracker.build import compare, quick
from tracker.build.quick import last_if_unchanged, mark_of
from tracker.build.results import Built
from tracker.build.settings import settings_of
from tracker.build.sight import Sight
from tracker.build.site import site_name
from tracker.build.stages import Stages
from tracker.build.terminal import find_problems, see_agenda
from tracker.disk import Fingerprint, scan
from tracker.disk.cache import open_cache
from tracker.templates import templates_mark


def known(root: Path, today: date | None = None) -> Built | None:
    """What `tracker build` finds without building."""
    output = root / "output"
    with open_cache(root, b"program") as cache:
        settings = settings_of(root, today, cache)
        mark = mark_of(settings, templates_mark(settings.overrides))
        found = last_if_unchanged(cache, site_name(output), mark, Sight(root, output))
    assert found is None or isinstance(found, Built)
    return found


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let so many seconds pass for what tells new files from old ones."""
    skew = 0

    def passing(seconds: int) -> None:
        nonlocal skew
        skew += seconds * 1_000_000_000

    now = time.time_ns
    for module in (compare, quick):
        monkeypatch.setattr(module, "time", SimpleNamespace(time_ns=lambda: now() + skew))
    return passing


def test_nothing_has_changed(root: Path) -> None:
    assert known(root) is None
    built = build(root)
    assert known(root) == built._replace(
        published=built.published.__class__(0, built.published.written, 0), changed=()
    )


def test_a_file_was_touched(root: Path) -> None:
    build(root)
    os.utime(root / "contacts/ann.md", ns=(1, 1))
    # It has to be read to find out: the next build does.
    assert known(root) is None
    assert build(root).published.written == 0
    assert known(root) is not None


@pytest.mark.parametrize("seconds", [0, 60])
def test_a_change_of_equal_size_with_the_time_set_back(
    root: Path, later: Callable[[int], None], seconds: int
) -> None:
    later(seconds)
    build(root)
    path = root / "contacts/cas.md"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"2026-11-02", b"2026-11-03"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert known(root) is None
    assert build(root).published.written > 0


#: Nanoseconds of two seconds.
_TICK = 2_000_000_000


def coarse(found: os.stat_result) -> Fingerprint:
    """As FAT keeps it: in ticks of two seconds, and no time of change."""
    return Fingerprint(found.st_size, found.st_mtime_ns // _TICK * _TICK, 0, found.st_ino)


def on_fat(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the times of files as FAT does; all of them are of just now."""
    monkeypatch.setitem(scan.__globals__, "_fingerprint", coarse)
    soon = time.time_ns() + 60_000_000_000
    for path in (root / "contacts").iterdir():
        os.utime(path, ns=(soon, soon))


def other_day(path: Path, day: bytes) -> None:
    """Change a file, and nothing that FAT would tell."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"2026-11-02", day))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_change_that_no_fingerprint_tells(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_fat(root, monkeypatch)
    build(root)
    assert known(root) is not None
    other_day(root / "contacts/cas.md", b"2026-11-03")
    assert known(root) is None
    assert build(root).changed == ("contacts/cas.md",)


def test_a_change_that_no_fingerprint_tells_while_a_build_takes_long(
    root: Path, monkeypatch: pytest.MonkeyPatch, later: Callable[[int], None]
) -> None:
    """The file changes after it was read, and the build ends when its tick is long over."""
    on_fat(root, monkeypatch)
    keep = quick.keep_last

    def keeping(*given: object) -> None:
        other_day(root / "contacts/cas.md", b"2026-11-03")
        later(120)
        keep(*given)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr("tracker.build.site.keep_last", keeping)
    build(root)
    assert known(root) is None


def test_a_file_that_cannot_be_read_is_asked_for_again(root: Path) -> None:
    (root / "contacts/dee.md").write_bytes(b"x" * 1_000_001)
    build(root)
    assert known(root) is None


def test_a_file_more_or_less_and_one_that_is_no_contact(root: Path) -> None:
    build(root)
    write(root, "eve", "---\nname: Eve\n---\n")
    assert known(root) is None
    build(root)
    (root / "contacts/eve.md").unlink()
    assert known(root) is None
    build(root)
    (root / "contacts/notes.txt").write_text("", encoding="utf-8")
    assert known(root) is None


@pytest.mark.parametrize("path", ["contacts/ann.html", "agenda.html", "assets/style.css"])
def test_a_page_was_altered_or_deleted(root: Path, path: str) -> None:
    build(root)
    page = root / "output" / path
    page.write_bytes(page.read_bytes() + b" ")
    assert known(root) is None
    assert build(root).published.written == 1
    page.unlink()
    assert known(root) is None
    assert build(root).published.written == 1
    assert known(root) is not None


def test_somebody_elses_file_changes_nothing(root: Path) -> None:
    build(root)
    (root / "output/notes.txt").write_text("", encoding="utf-8")
    assert known(root) is not None


def test_settings_templates_and_the_day(root: Path) -> None:
    build(root)
    assert known(root, date(2026, 11, 21)) is None
    (root / "tracker.toml").write_text(SETTINGS + "[keep_in_touch]\n", encoding="utf-8")
    assert known(root) is None
    build(root)
    assert known(root) is not None
    (root / "site_templates").mkdir()
    (root / "site_templates/style.css").write_text("p {}", encoding="utf-8")
    assert known(root) is None
    build(root)
    assert known(root) is not None
    (root / "site_templates/style.css").unlink()
    assert known(root) is None


def test_a_template_behind_a_link_is_looked_at(root: Path, tmp_path: Path) -> None:
    parts = tmp_path / "shared"
    parts.mkdir()
    (root / "site_templates").mkdir()
    (root / "site_templates/parts").symlink_to(parts)
    # Wherever links lead, a look comes to an end.
    (parts / "round").symlink_to(root / "site_templates")
    (parts / "nowhere").symlink_to(parts / "nowhere")
    (parts / "mine.html").write_text("one", encoding="utf-8")
    build(root)
    assert known(root) is not None
    (parts / "mine.html").write_text("another", encoding="utf-8")
    assert known(root) is None


@pytest.mark.parametrize("name", ["style.css", "letterhead.html"])
def test_a_template_changes_and_nothing_but_its_content_tells(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (root / "site_templates").mkdir()
    template = root / "site_templates" / name
    template.write_text("one", encoding="utf-8")
    build(root)
    assert known(root) is not None
    # Within a tick of the clock no time tells the one from the other.
    before = template.stat()
    template.write_text("two", encoding="utf-8")
    stat = Path.stat
    monkeypatch.setattr(
        Path, "stat", lambda file, **how: before if file == template else stat(file, **how)
    )
    assert known(root) is None
    template.write_text("one", encoding="utf-8")
    assert known(root) is not None


def test_a_build_met_another_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What that one has made may be no page any more, or one that is yet to be known."""
    build(root)
    say(root, "cas", "2026-11-18 email")
    ghost = meet_another(root, monkeypatch)
    build(root)
    assert ghost.exists()
    assert known(root) is None
    assert build(root).published.removed == 1
    assert_whole(root)
    assert known(root) is not None


def test_the_machine_moves_to_another_zone(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a copy of a zone's file is all that tells which one it is."""
    database = Path(pytest.importorskip("tzdata").__file__).parent / "zoneinfo"
    localtime = tmp_path / "localtime"
    system_zone = partial(clock.system_zone, {}, localtime, tmp_path / "timezone")
    monkeypatch.setattr(clock, "system_zone", system_zone)
    (root / "tracker.toml").write_text("as_of = 2026-11-20\n", encoding="utf-8")
    shutil.copy(database / "Asia/Tokyo", localtime)
    build(root)
    assert known(root) is not None
    shutil.copy(database / "America/Denver", localtime)
    assert known(root) is None


def test_the_terminals_answers(root: Path) -> None:
    def asked(name: str) -> object:
        with open_cache(root, b"program") as cache:
            return last_if_unchanged(cache, name, mark_of(settings_of(root)), Sight(root))

    with open_cache(root, b"program") as cache:
        seen = see_agenda(settings_of(root), cache, Stages())
    assert asked("agenda") == seen
    with open_cache(root, b"program") as cache:
        found = find_problems(settings_of(root), cache, Stages())
    assert asked("problems") == found
    say(root, "ann", "2026-11-18 call")
    assert asked("agenda") is None
    assert asked("problems") is None
