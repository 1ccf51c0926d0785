"""Killing builds at random moments, and looking at what they leave.

A workspace goes to and fro between a few states, so that what each site must be is worked out only
once. A build is killed on its way from one to another; then, unless the next one is killed as well,
a build must come to the same as one with nothing remembered.
"""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks import generator
from tests.endurance.commands import (
    clean_site,
    command,
    difference,
    environment,
    manifest,
    run,
    site_of,
)
from tests.endurance.waiting import PATIENCE, until
from tracker.disk import MANIFEST
from tracker.disk.made import STAGING

#: So many contacts that a build shares its work among processes, where there are cores for them.
CONTACTS = 130

Files = Mapping[str, bytes]


def kill_builds(folder: Path, kills: int, seed: int = 1) -> Counter[str]:
    """Kill so many builds. How many were killed when; raises AssertionError for what is not whole.

    `folder` is a new one.
    """
    return _Killer(folder, random.Random(seed)).run(kills)  # noqa: S311 - no secret


class _Killer:
    """A workspace in one of its states, and the sites that its pages may be of."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.root, self.output = folder / "work", folder / "work/output"
        self.chance = chance
        generator.write(self.root, CONTACTS)
        self.states = _states(self.root)
        self.state = "as written"
        self.wanted: dict[str, dict[str, bytes]] = {}
        for name in self.states:
            self.change_to(name)
            self.wanted[name] = clean_site(self.root)
        #: The states whose pages may be there: the last one that was finished, and all since.
        self.possible: set[str] = set()
        #: What a build takes, about: within that time one is killed.
        began = time.monotonic()
        self.finish()
        self.seconds = time.monotonic() - began

    def run(self, kills: int) -> Counter[str]:
        found: Counter[str] = Counter()
        for number in range(kills):
            self.change_to(self.chance.choice([one for one in self.states if one != self.state]))
            if self.chance.random() < 0.1:
                # As on the first day: nothing is there yet.
                _remove_site(self.output)
                self.possible.clear()
            found[self.kill()] += 1
            if self.chance.random() < 0.35 or number == kills - 1:
                self.finish()
        assert " 0 written, " in run("build", "--root", self.root).stdout
        return found

    def change_to(self, state: str) -> None:
        """Edit the workspace as a person does: only what differs is written."""
        before, now = self.states[self.state], self.states[state]
        for path in before.keys() - now.keys():
            (self.root / path).unlink()
        for path, data in now.items():
            if before.get(path) != data:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(data)
        self.state = state

    def kill(self) -> str:
        """Build, and kill it at some moment; when that was."""
        self.possible.add(self.state)
        before = _moment(self.output)
        process = subprocess.Popen(
            command("build", "--root", self.root),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        waits: list[Callable[[], object]] = [
            lambda: True,
            lambda: any(self.output.glob(f"{STAGING}*/*")),
            lambda: _moment(self.output)[1] != before[1],
        ]
        #: Of the time that a build takes: until its pages are made, and put in place.
        at, at_most = self.chance.choice([(0, 0.8), (1, 0.15), (2, 0.01)])
        until(lambda: process.poll() is not None or waits[at](), PATIENCE)
        try:
            process.wait(self.chance.uniform(0.0, at_most * self.seconds))
        except subprocess.TimeoutExpired:
            process.kill()
        code = process.wait()
        assert code in {0, 1, -9}, code
        assert until(lambda: not _alive(process.pid)), "processes of the killed build go on"
        self.check_pages()
        if code != -9:
            return "too late"
        staged = any(self.output.glob(f"{STAGING}*/*"))
        placed = _moment(self.output)[1] != before[1]
        return "placing pages, or later" if placed else "making pages" if staged else "before that"

    def check_pages(self) -> None:
        """Every page is whole, one of those that may be there, and listed."""
        listed = manifest(self.output)
        for path, data in site_of(self.output).items():
            if path == MANIFEST or path.startswith(STAGING):
                continue
            assert path in listed, path
            may_be = {self.wanted[state].get(path) for state in self.possible}
            assert data in may_be, (f"{path} is torn", self.root, self.state, self.possible)

    def finish(self) -> None:
        """Build once more: that must mend everything."""
        built = run("build", "--root", self.root)
        assert built.returncode in {0, 1}, built.stderr
        found = {
            path: data
            for path, data in site_of(self.output).items()
            # A build may be killed after it has made that folder and before it has locked it.
            if not (path.startswith(STAGING) and path.endswith(".lock-to-be"))
        }
        wrong = difference(found, self.wanted[self.state])
        assert not wrong, (self.state, self.possible, wrong, self.root)
        self.possible = {self.state}


def _states(root: Path) -> dict[str, Files]:
    """The files of a workspace as it is, and as it is after this and that."""
    paths = [root / "tracker.toml", *sorted((root / "contacts").rglob("*.md"))]
    written = {one.relative_to(root).as_posix(): one.read_bytes() for one in paths}
    contacts = [one for one in written if one not in {"tracker.toml", "contacts/me.md"}]
    edited, fewer, template = dict(written), dict(written), dict(written)
    for path in contacts[::9]:
        edited[path] = written[path].replace(b"\n---\n", b"\nbirthday: 1980-01-02\n---\n", 1)
    for path in contacts[1::4]:
        del fewer[path]
    for path in contacts[2::12]:
        fewer[f"contacts/moved/{Path(path).name}"] = fewer.pop(path)
    template["site_templates/style.css"] = b"body { color: black }\n"
    everything = {**fewer, **template, **{one: edited[one] for one in contacts[::9]}}
    return {
        "as written": written,
        "edited": edited,
        "fewer contacts": fewer,
        "another stylesheet": template,
        "all of that": everything,
    }


def _moment(output: Path) -> tuple[int, int]:
    """What tells whether the site's folder, and its pages, are as they were."""
    found = []
    for path in (output, output / "companies"):
        try:
            found.append(path.stat().st_mtime_ns)
        except FileNotFoundError:
            found.append(0)
    return found[0], found[1]


def _remove_site(output: Path) -> None:
    for path in sorted(output.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()


def _alive(session: int) -> bool:
    """Whether any process of a session is at work; a dead one that nobody asked for is none."""
    for one in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its_session = one.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(its_session) == session and state not in "ZX":
            return True
    return False
