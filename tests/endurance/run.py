"""What `tracker watch` and killed builds come to in the long run: `python -m tests.endurance.run`.

Edits workspaces in a real `tracker watch` for some minutes, compares its site with what a build
with nothing remembered comes to, and prints a Markdown table of what was done and found. Not part
of the tests: it takes long, and its times depend on what else the machine does. Needs git.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import generator
from tests.endurance.commands import Watch, clean_site, difference, site_of, watch
from tests.endurance.edits import WAYS_OF_SAVING, Random, readable
from tests.endurance.killing import kill_builds
from tests.endurance.waiting import until

#: Seconds within which a saved file must be in the site.
IN_TIME = 2.0
#: Seconds until a site counts as wrong that does not become right.
_LATEST = 15.0
_IDLE = 60.0


class Found(NamedTuple):
    """A row of the table: what was done how often, how often in vain, and what else came of it."""

    what: str
    times: int
    wrong: int
    remarks: str


def random_edits(folder: Path, times: int) -> Iterator[Found]:
    """Edit at random, and after each edit compare the whole site with a clean build's."""
    generator.write(folder, 40)
    chance = Random(folder, random.Random(1))  # noqa: S311 - no secret
    done: dict[str, int] = {}
    wrong: list[str] = []
    with watch(folder, "--port", "0") as watching:
        for number in range(times):
            what = chance.edit()
            done[what] = done.get(what, 0) + 1
            wanted = clean_site(folder)
            if not until(lambda wanted=wanted: _is(folder, wanted), _LATEST):  # type: ignore[misc]
                wrong.append(f"{number}: {what}")
                _say(f"wrong after {what}: {difference(site_of(folder / 'output'), wanted)}")
        rebuilds = len(watching.rebuilds) - 1
        _end(watching)
    kinds = ", ".join(f"{number} × {what}" for what, number in sorted(done.items()))
    yield Found("random edits", times, len(wrong), f"{rebuilds} rebuilds; {kinds}")


def ways_of_saving(folder: Path, times: int) -> Iterator[Found]:
    """Save files as editors do: each save is to be one rebuild, in time."""
    generator.write(folder, 100)
    with watch(folder, "--no-serve") as watching:
        # Generated files have every mistake there is: some have no page.
        paths = [one for one in readable(folder) if _page(folder, one).exists()]
        for how, save in WAYS_OF_SAVING.items():
            seconds = []
            watching.until_at_rest()
            before = len(watching.rebuilds)
            for number in range(times):
                path = paths[number * 37 % len(paths)]
                page = _page(folder, path)
                word = f"word{how[:2]}{number}".replace(" ", "")
                text = path.read_text(encoding="utf-8") + f"- 2026-11-19 call: {word}\n"
                began = time.monotonic()
                save(path, text)
                until(lambda page=page, word=word: word in _text(page), _LATEST)  # type: ignore[misc]
                seconds.append(time.monotonic() - began)
                # The line comes after the pages; a second one would come within this too.
                watching.until(lambda said, at=before + number: len(said) > at)  # type: ignore[misc]
            watching.until_at_rest()
            # The mark of the rest is said when it comes, and at times when it goes.
            rebuilds = sum("zz-mark" not in one for one in watching.rebuilds[before:])
            late = sum(one > IN_TIME for one in seconds)
            middle, slowest = sorted(seconds)[times // 2] * 1000, max(seconds) * 1000
            remarks = f"{rebuilds} rebuilds; {middle:.0f} ms, at most {slowest:.0f} ms"
            yield Found(f"saved {how}", times, late, remarks)
        wrong = difference(site_of(folder / "output"), clean_site(folder))
        yield Found("the site after all these", 1, bool(wrong), ", ".join(wrong[:3]))
        _end(watching)


def idleness(folder: Path, seconds: float) -> Iterator[Found]:
    """Do nothing: nothing is to happen."""
    generator.write(folder, 100)
    with watch(folder, "--port", "0") as watching:
        watching.until_at_rest()
        before = len(watching.rebuilds)
        threading.Event().wait(seconds)
        rebuilds = len(watching.rebuilds) - before
        yield Found(f"idle for {seconds:.0f} s", 1, rebuilds, f"{rebuilds} rebuilds")
        _end(watching)


def checkouts(folder: Path, times: int) -> Iterator[Found]:
    """Check out a branch on which a thousand files are other ones, and the first one again."""
    generator.write(folder, 1000)
    (folder / ".gitignore").write_text("output\n", encoding="utf-8")
    _git(folder, "init", "-q", "-b", "main")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "one")
    sites = {"main": clean_site(folder)}
    _git(folder, "checkout", "-q", "-b", "other")
    for path in (folder / "contacts").rglob("*.md"):
        with path.open("a", encoding="utf-8") as file:
            file.write("- 2026-11-19 call: on the other branch\n")
    _git(folder, "commit", "-q", "-a", "-m", "two")
    sites["other"] = clean_site(folder)
    wrong, most, slowest = 0, 0, 0.0
    with watch(folder, "--no-serve") as watching:
        for number in range(times):
            branch = ("main", "other")[number % 2]
            before = len(watching.rebuilds)
            began = time.monotonic()
            _git(folder, "checkout", "-q", branch)
            is_right = until(lambda branch=branch: _is(folder, sites[branch]), 120)  # type: ignore[misc]
            slowest = max(slowest, time.monotonic() - began)
            watching.until_at_rest()
            rebuilds = sum("zz-mark" not in one for one in watching.rebuilds[before:])
            most = max(most, rebuilds)
            wrong += not is_right or rebuilds > 3
        _end(watching)
    remarks = f"at most {most} rebuilds each; slowest {slowest:.1f} s"
    yield Found("1,000 files checked out", times, wrong, remarks)


def one_broken(folder: Path) -> Iterator[Found]:
    """Break one file of 500: every other page stays current, and its own last page is served."""
    generator.write(folder, 500)
    paths = readable(folder)
    path, others = paths[250], paths[251:261]
    page = path.relative_to(folder).with_suffix(".html").as_posix()
    with watch(folder, "--port", "0") as watching:
        path.write_text("---\nname: [\n", encoding="utf-8")
        watching.until(lambda said: any(path.name in one for one in said))
        for other in others:
            with other.open("a", encoding="utf-8") as file:
                file.write("- 2026-11-19 call: while another one is broken\n")
        wanted = clean_site(folder)
        wrong = not until(lambda: _is(folder, wanted), 60)
        status, body = watching.get(page)
        is_kept = status == 200 and "<h1" in body and "No such page" not in body
        _end(watching)
    remarks = "its last good page is served" if is_kept else "its last good page is gone"
    yield Found("one broken file of 500", 1, wrong or not is_kept, remarks)


def kills(folder: Path, times: int) -> Iterator[Found]:
    """Kill builds at random moments; AssertionError where what they leave is not whole."""
    wrong, remarks = 0, ""
    try:
        found = kill_builds(folder, times)
    except AssertionError as problem:
        wrong, remarks = 1, str(problem)
    else:
        remarks = ", ".join(f"{number} {when}" for when, number in found.most_common())
    yield Found("builds killed", times, wrong, remarks)


def _is(root: Path, wanted: dict[str, bytes]) -> bool:
    """Whether the site is that; not, where a file goes while it is read."""
    with contextlib.suppress(OSError):
        return site_of(root / "output") == wanted
    return False


def _page(root: Path, contact: Path) -> Path:
    return root / "output" / contact.relative_to(root).with_suffix(".html")


def _text(page: Path) -> str:
    try:
        return page.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _end(watching: Watch) -> None:
    code = watching.end()
    if code or watching.errors:
        _say(f"ended with {code}: {watching.errors}")


def _git(folder: Path, *args: str) -> None:
    who = ("-c", "user.name=Tracker", "-c", "user.email=tracker@example.org")
    subprocess.run(("git", *who, *args), cwd=folder, check=True)  # noqa: S607 - the one on the PATH


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def main(arguments: list[str]) -> int:
    """Do all of it, and print the table; 1 where anything was not as it must be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edits", type=int, default=1000, metavar="N")
    parser.add_argument("--saves", type=int, default=100, metavar="N")
    parser.add_argument("--idle", type=float, default=_IDLE, metavar="SECONDS")
    parser.add_argument("--checkouts", type=int, default=4, metavar="N")
    parser.add_argument("--kills", type=int, default=500, metavar="N")
    options = parser.parse_args(arguments)
    runs: list[Callable[[Path], Iterator[Found]]] = [
        lambda folder: ways_of_saving(folder, options.saves),
        lambda folder: idleness(folder, options.idle),
        lambda folder: checkouts(folder, options.checkouts),
        one_broken,
        lambda folder: random_edits(folder, options.edits),
        lambda folder: kills(folder, options.kills),
    ]
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="tracker-endurance-") as folder:
        os.environ["TRACKER_CACHE_DIR"] = str(Path(folder, "cache"))
        sys.stdout.write("| what | times | wrong | |\n|---|---:|---:|---|\n")
        for number, one in enumerate(runs):
            for found in one(Path(folder, str(number))):
                wrong += found.wrong
                row = f"| {found.what} | {found.times:,} | {found.wrong:,} | {found.remarks} |\n"
                sys.stdout.write(row)
                sys.stdout.flush()
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
