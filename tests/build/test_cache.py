"""The cache: whatever is wrong with it, it counts as empty."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.disk.cache import Cache, open_cache
from tracker.disk.cache_places import VARIABLE, cache_folder, compiled_folder
from tracker.disk.packing import closed, opened

#: Where Linux counts what this process has read.
IO = Path("/proc/self/io")

is_root = hasattr(os, "getuid") and os.getuid() == 0


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def keep(root: Path, value: object = "kept", program: bytes = b"one") -> Path:
    with open_cache(root, program) as cache:
        cache.keep_value("name", value, b"mark")
        cache.keep_part("kind", "part", closed(value), b"mark")
        cache.save()
    [file] = cache_folder().glob("*.sqlite3")
    return file


def kept(root: Path, program: bytes = b"one") -> tuple[object, object]:
    with open_cache(root, program) as cache:
        part = cache.raw_part("kind", "part", b"mark")
        return cache.value("name", b"mark"), None if part is None else opened(part)


def bytes_read() -> int:
    counted = dict(line.split(": ") for line in IO.read_text(encoding="ascii").splitlines())
    return int(counted["rchar"])


def test_what_is_kept_is_found_with_its_mark(tmp_path: Path) -> None:
    keep(tmp_path)
    assert kept(tmp_path) == ("kept", "kept")
    with open_cache(tmp_path, b"one") as cache:
        assert cache.value("name", b"another") is None
        assert cache.raw_part("kind", "part", b"another") is None
        assert cache.parts("kind") == {"part": (b"mark", closed("kept"))}


@pytest.mark.skipif(not IO.exists(), reason="nothing tells there how much is read")
def test_who_looks_for_a_small_piece_reads_no_large_one(tmp_path: Path) -> None:
    size, names = 1_000_000, "abcdefg"
    large = os.urandom(size)
    with open_cache(tmp_path, b"one") as cache:
        for name in names:
            cache.keep_value(name, b"small" if name == "d" else large)
            cache.keep_part("kind", name, closed("small") if name == "d" else large, b"")
        cache.save()
    with open_cache(tmp_path, b"one") as cache:
        before = bytes_read()
        assert cache.value("d") == b"small"
        assert cache.raw_part("kind", "d", b"") == closed("small")
        assert cache.value("none") is cache.raw_part("kind", "none", b"") is None
        assert bytes_read() - before < size
        assert cache.value("a") == large
        assert bytes_read() - before > size


def test_nothing_is_kept_before_it_is_saved(tmp_path: Path) -> None:
    with open_cache(tmp_path, b"one") as cache:
        cache.keep_value("name", "value", b"mark")
    assert kept(tmp_path) == (None, None)


def test_the_variable_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "deep" / "elsewhere"))
    assert keep(tmp_path).parent == tmp_path / "deep" / "elsewhere"
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert "tracker-agenda" in cache_folder().parts


def test_two_workspaces_and_two_programs(tmp_path: Path) -> None:
    keep(tmp_path)
    assert kept(tmp_path / "other") == (None, None)
    assert kept(tmp_path, b"two") == (None, None)
    # It is the other's now.
    assert kept(tmp_path) == (None, None)


def test_what_another_program_took_over_is_not_written_to(tmp_path: Path) -> None:
    with open_cache(tmp_path, b"one") as old:
        keep(tmp_path, "new", b"two")
        assert old.value("name", b"mark") is None
        assert old.parts("kind") == {}
        old.keep_value("name", "old", b"mark")
        old.save()
        again = old.again()
        again.keep_value("name", "old", b"mark")
        again.save()
        again.close()
    assert kept(tmp_path, b"two") == ("new", "new")


def test_one_that_is_locked_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = keep(tmp_path)
    monkeypatch.setattr("tracker.disk.cache_file._PATIENCE", 0.0)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    # Another program would empty it.
    assert kept(tmp_path, b"two") == (None, None)
    other.execute("ROLLBACK")
    other.close()
    assert kept(tmp_path) == ("kept", "kept")


def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path, folder: Path) -> None:
    """Who could put a file there could have us read it."""
    keep(tmp_path)
    folder.chmod(0o777)
    assert kept(tmp_path) == (None, None)
    assert compiled_folder(b"one") is None
    folder.chmod(0o700)
    assert kept(tmp_path) == ("kept", "kept")


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0o002)
    try:
        file = keep(tmp_path)
        assert compiled_folder(b"one") is not None
        assert kept(tmp_path) == ("kept", "kept")
    finally:
        os.umask(before)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"no database at all, but text\n" * 99,
        lambda data: data[: len(data) // 2],
        lambda data: data[:100] + os.urandom(2000) + data[2100:],
        lambda data: bytes(len(data)),
    ],
    ids=["empty", "text", "cut", "noise", "zeros"],
)
def test_a_damaged_file_counts_as_empty(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = keep(tmp_path, "x" * 20_000)
    file.write_bytes(damage(file.read_bytes()))
    assert kept(tmp_path) in {(None, None), ("x" * 20_000, "x" * 20_000)}
    keep(tmp_path)
    assert kept(tmp_path) == ("kept", "kept")


def test_damaged_bytes_are_no_value() -> None:
    data = closed({"a": 1})
    assert opened(data) == {"a": 1}
    for at in range(len(data)):
        assert opened(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]) is None
    assert opened(b"") is opened(b"1234") is None


def test_a_file_in_place_of_the_folder(tmp_path: Path, folder: Path) -> None:
    folder.write_text("", encoding="utf-8")
    assert kept(tmp_path) == (None, None)
    assert compiled_folder(b"one") is None


@pytest.mark.skipif(is_root, reason="root may read and write everything")
def test_a_folder_that_cannot_be_written_or_read(tmp_path: Path, folder: Path) -> None:
    keep(tmp_path)
    for mode in (0o500, 0o000):
        folder.chmod(mode)
        try:
            assert kept(tmp_path)[0] in {None, "kept"}
            with open_cache(tmp_path / "new", b"one") as cache:
                cache.keep_value("name", 1)
                cache.save()
        finally:
            folder.chmod(0o700)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no such owners there")
def test_what_somebody_else_owns_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert kept(tmp_path) == (None, None)
    assert compiled_folder(b"one") is None


def test_old_caches_are_forgotten_when_a_new_one_is_made(tmp_path: Path, folder: Path) -> None:
    old = keep(tmp_path / "old")
    os.utime(old, (1, 1))
    (folder / "other.txt").write_text("", encoding="utf-8")
    os.utime(folder / "other.txt", (1, 1))
    kept(tmp_path / "old")
    assert old.exists()
    os.utime(old, (1, 1))
    kept(tmp_path / "new")
    assert not old.exists()
    assert (folder / "other.txt").exists()


def test_what_is_kept_again_and_again_waits_once(tmp_path: Path) -> None:
    """Who watches may look a thousand times before anything is saved."""
    with open_cache(tmp_path, b"one") as cache:
        for number in range(5):
            cache.keep_value("name", number)
            cache.keep_part("kind", "kept", closed(number), b"")
            cache.keep_part("kind", "gone", closed(number), b"")
            cache.forget_parts("kind", ["gone"])
        assert len(cache._waiting) == 3
        cache.save()
        assert cache.value("name") == 4
        assert cache.parts("kind") == {"kept": (b"", closed(4))}


def test_what_another_program_compiled_is_forgotten_and_nothing_else(folder: Path) -> None:
    one = compiled_folder(b"one")
    assert one is not None
    (one / "__jinja2_abc.cache").write_bytes(b"compiled")
    (one.parent / "__jinja2_def.cache").write_bytes(b"compiled before there were programs")
    yours = one.parent / "notes.txt", one.parent / "mine" / "__jinja2_abc.cache"
    yours[1].parent.mkdir()
    for path in yours:
        path.write_text("", encoding="utf-8")
    assert compiled_folder(b"one") == one
    assert list(one.iterdir())
    two = compiled_folder(b"two")
    assert two not in {None, one}
    assert set((folder / "templates").rglob("*")) == {two, yours[1].parent, *yours}


def test_no_program_compiles_nothing(folder: Path) -> None:
    assert compiled_folder(b"") is None
    assert not folder.exists()


def test_two_write_at_once(tmp_path: Path) -> None:
    keep(tmp_path)

    def write(number: int) -> None:
        with open_cache(tmp_path, b"one") as cache:
            for at in range(20):
                cache.is_behind = True
                while cache.is_behind:
                    # Another one was first: what this one has read is not what is kept now.
                    cache.catch_up()
                    cache.keep_value(f"{number} {at}", at)
                    cache.keep_value("both", number)
                    cache.save()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with open_cache(tmp_path, b"one") as cache:
        assert all(cache.value(f"{number} {at}") == at for number in range(4) for at in range(20))
        assert cache.value("both") in range(4)


def test_one_that_was_overtaken_keeps_nothing(tmp_path: Path) -> None:
    keep(tmp_path)
    with open_cache(tmp_path, b"one") as slow:
        with open_cache(tmp_path, b"one") as quick:
            quick.keep_value("name", "quick", b"mark")
            quick.save()
            assert not quick.is_behind
        slow.keep_value("name", "slow", b"mark")
        slow.keep_value("other", "slow")
        slow.save()
        assert slow.is_behind
        slow.catch_up()
        assert slow.value("name", b"mark") == "quick"
        assert slow.value("other") is None


def test_one_that_cannot_write_leaves_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.disk.cache_file._PATIENCE", 0.0)
    file = keep(tmp_path)
    with open_cache(tmp_path, b"one") as cache:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        cache.keep_value("name", "later", b"mark")
        cache.save()
        other.execute("ROLLBACK")
        other.close()
    assert kept(tmp_path) == ("kept", "kept")


def test_no_cache_keeps_nothing() -> None:
    with Cache(None) as cache:
        cache.keep_value("name", 1)
        cache.keep_part("kind", "name", closed(1), b"")
        cache.forget_parts("kind", ["name"])
        cache.save()
        assert (cache.value("name"), cache.parts("kind")) == (None, {})
        assert cache.again().value("name") is None
