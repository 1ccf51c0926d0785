"""What runs in a round, what is counted of it, and the edits in between."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.benchmarks import edits, rounds, run
from tests.benchmarks.processes import Runner, one_core, python, tracker
from tests.benchmarks.rounds import Bench, Step


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    found = Runner(tmp_path / "cache")
    found.forget()
    return found


@pytest.fixture
def bench(tmp_path: Path, runner: Runner) -> Bench:
    return Bench(tmp_path / "bench", 12, runner)


def files(root: Path) -> dict[Path, bytes]:
    return {one: one.read_bytes() for one in root.rglob("*") if one.is_file()}


def names(bench: Bench, *only: str) -> list[str]:
    return [one.name for one in rounds.steps(bench, bench, only)]


def test_a_run_tells_what_a_command_said_and_took(runner: Runner) -> None:
    code = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(1)"
    found = runner.run(python("-c", code))
    assert (found.code, found.printed, found.complained) == (1, "out\n", "err\n")
    assert found.seconds > 0
    assert found.peak > 1_000_000


def test_memory_is_that_of_the_largest_child_too(runner: Runner) -> None:
    large = "x = b'x' * 50_000_000"
    code = f'import subprocess, sys; subprocess.run([sys.executable, "-c", "{large}"], check=True)'
    assert runner.run(python("-c", code)).peak > 50_000_000


def test_a_command_that_fails_is_no_figure(runner: Runner) -> None:
    with pytest.raises(RuntimeError, match=r"answered 3\n.*why"):
        runner.run(python("-c", "import sys; sys.stderr.write('why'); sys.exit(3)"))


def test_a_command_sees_the_benchmarks_cache(runner: Runner) -> None:
    code = "import os; print(os.environ['TRACKER_CACHE_DIR'], os.environ['XDG_CACHE_HOME'])"
    folders = runner.run(python("-c", code)).printed.split()
    assert all(Path(one).is_relative_to(runner.cache) for one in folders)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="needs Linux")
def test_a_command_can_be_bound_to_one_core(runner: Runner) -> None:
    core = min(os.sched_getaffinity(0))
    command = python("-c", "import os; print(os.sched_getaffinity(0))")
    assert runner.run(command, core=core).printed == f"{{{core}}}\n"


def test_files_are_counted_when_opened_to_read_by_whatever_process(
    tmp_path: Path, runner: Runner
) -> None:
    for name in ("a.md", "b.md", "c.txt", "tracker.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    child = "open('b.md').close(); open('c.txt').close()"
    code = (
        f"import os, subprocess, sys; os.chdir({str(tmp_path)!r});"
        "open('a.md', 'rb').close(); open('d.md', 'w').close(); open('tracker.toml').close();"
        f"subprocess.run([sys.executable, '-c', {child!r}], check=True);"
        "os.fork() or os.close(os.open('a.md', os.O_RDONLY)); "
    )
    assert runner.count(python("-W", "ignore", "-c", code)).read == 4


def test_commands_that_are_not_there_are_not_offered(runner: Runner) -> None:
    assert runner.offers(tracker("build"), "--output")
    assert not runner.offers(tracker("build"), "--no-such-option")
    assert not runner.offers(tracker("no-such-command"), "--help")


@pytest.mark.skipif(shutil.which("hugo") is None, reason="needs hugo")
@pytest.mark.skipif(one_core() is None, reason="needs two cores")
def test_each_figure_can_be_asked_for(bench: Bench) -> None:
    assert {*names(bench), "watch", "stages"} == set(run.NAMES)


def test_what_is_asked_for_brings_what_it_is_compared_with_and_needs(bench: Bench) -> None:
    assert names(bench, "help") == ["pass", "help"]
    assert names(bench, "agenda-day") == ["pass", "floor-read", "agenda-cold", "agenda-day"]
    assert names(bench, "again") == ["pass", "cold", "floor-copy", "again"]
    # By the beginning of its name, but only by a whole word of it.
    assert "agenda-warm" in names(bench, "agenda")
    assert "again" not in names(bench, "ag")


def test_an_unknown_figure_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["--only", "hlep"])
    assert "there is no figure hlep" in capsys.readouterr().err


def test_a_round_counts_what_is_read_and_written(bench: Bench) -> None:
    chosen = [one for one in rounds.steps(bench, None, ("again",)) if one.name != "floor-copy"]
    before = files(bench.root)
    rounds.measure(bench, chosen, 1)
    assert [len(bench.runs[one.name]) for one in chosen] == [1, 1, 1]
    cold, again = bench.counted["cold"], bench.counted["again"]
    site = files(bench.site)
    assert cold.written == len([one for one in site if not one.name.startswith(".")])
    assert cold.read is not None
    assert cold.read >= 12
    assert again.written == 0
    assert files(bench.root) == before


def test_pages_are_other_ones_once_they_are_written_again(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("a", encoding="utf-8")
    (tmp_path / ".record").write_text("a", encoding="utf-8")
    before = rounds.pages(tmp_path)
    assert list(before) == [tmp_path / "a.html"]
    (tmp_path / "new").write_text("a", encoding="utf-8")
    (tmp_path / "new").replace(tmp_path / "a.html")
    assert rounds.pages(tmp_path) != before


def test_a_command_that_does_not_do_its_work_is_no_figure(bench: Bench) -> None:
    page = bench.site / "page.html"
    bench.site.mkdir()
    code = f"import pathlib; pathlib.Path({str(page)!r}).write_text('x')"
    lazy = Step("again", "", lambda: (sys.executable, "-c", code), pages=bench.site)
    with pytest.raises(RuntimeError, match="1 pages were written"):
        rounds.measure(bench, [lazy], 1)


def test_edits_change_other_files_each_time_and_are_undone(bench: Bench) -> None:
    before = files(bench.root)
    hand = edits.Edits(bench.root)
    changed = [hand.log(), hand.log(), hand.rename(), hand.new()]
    after = files(bench.root)
    assert {one for one, data in after.items() if before.get(one) != data} == set(changed)
    assert len(set(changed)) == 4
    assert after[changed[0]].startswith(before[changed[0]])
    assert b" Renamed\n" in after[changed[2]]
    hand.undo()
    assert files(bench.root) == before


@pytest.mark.parametrize("rename", [False, True])
def test_an_entry_is_added_in_place_or_by_another_file(tmp_path: Path, *, rename: bool) -> None:
    path = tmp_path / "a.md"
    path.write_text("## Log\n* 2026-01-01 call: hm\n", encoding="utf-8")
    inode = path.stat().st_ino
    save = edits.adding(path, "word", rename=rename)
    assert path.read_text(encoding="utf-8").endswith("hm\n")
    save()
    assert path.read_text(encoding="utf-8").endswith("hm\n* 2026-11-20 call (voicemail): word\n")
    assert (path.stat().st_ino != inode) is rename
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["", "### 2026-01-01 call\nprose\n", "- 2026-01-01 call"])
def test_only_a_list_of_entries_is_added_to(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    assert not edits.can_add(path)
    with pytest.raises(ValueError, match="does not end with an entry"):
        edits.adding(path, "word")
