"""Tracker's commands as processes of their own, and what they must come to."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from tests.building import files
from tests.endurance.waiting import PATIENCE
from tests.whole import build_site, load_workspace
from tracker.disk import MANIFEST

ROOT = Path(__file__).parents[2]

#: The day on which the samples and generated workspaces are looked at.
TODAY = date(2026, 11, 20)

_REBUILD = re.compile(r"\d\d:\d\d:\d\d {2}(.*)")


def environment() -> dict[str, str]:
    """Where the commands find this Tracker, whatever folder they run in."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def command(*args: str | Path) -> list[str]:
    """What starts Tracker."""
    return [sys.executable, "-m", "tracker", *map(str, args)]


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command(*args),
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )


def site_of(output: Path) -> dict[str, bytes]:
    """All files in a site's folder, by their paths in it."""
    return files(output)


def clean_site(root: Path, today: date | None = None) -> dict[str, bytes]:
    """What the site of a workspace must be: worked out with nothing remembered."""
    with tempfile.TemporaryDirectory() as folder:
        build_site(load_workspace(root, today), Path(folder, "site"))
        return files(Path(folder, "site"))


def difference(found: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """The files in which two sites differ."""
    return sorted(
        path for path in found.keys() | wanted.keys() if found.get(path) != wanted.get(path)
    )


class Watch:
    """A `tracker watch` at work: what it has said so far, and its end."""

    def __init__(self, root: Path, *options: str | Path) -> None:
        self.root = root
        self.lines: list[str] = []
        self.ended = False
        self._said = threading.Condition()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self.process = subprocess.Popen(
            command("watch", "--root", root, *options),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._said:
                self.lines.append(line.decode().rstrip("\n"))
                self._said.notify_all()
        with self._said:
            self.ended = True
            self._said.notify_all()

    @property
    def rebuilds(self) -> list[str]:
        """What was said of each rebuild, without the time; the first build is the first."""
        with self._said:
            found = map(_REBUILD.fullmatch, self.lines)
            return [one[1] for one in found if one is not None]

    @property
    def errors(self) -> str:
        """All of stderr so far."""
        self._errors.seek(0)
        return self._errors.read().decode()

    @property
    def address(self) -> tuple[str, int]:
        """Where it serves."""
        said = "\n".join(self.lines)
        found = re.search(r"http://([\d.]+):(\d+)/", said)
        assert found is not None, said
        return found[1], int(found[2])

    def until(self, holds: Callable[[list[str]], object], patience: float = PATIENCE) -> None:
        """Wait until something holds of what was said of the rebuilds."""
        with self._said:
            found = self._said.wait_for(lambda: self.ended or holds(self.rebuilds), patience)
            assert found, (self.lines, self.errors)
        assert holds(self.rebuilds), (self.lines, self.errors)

    def until_ready(self) -> None:
        """Wait until the first build is there, and said to be served if it is."""
        serves = "--no-serve" not in self.process.args  # type: ignore[operator] # a list of strings
        wanted = 1 + serves
        with self._said:
            found = self._said.wait_for(lambda: self.ended or len(self.lines) >= wanted, PATIENCE)
        assert found, self.errors
        assert not self.ended, (self.lines, self.errors)

    def until_at_rest(self) -> None:
        """Wait until all that has happened is in the site: an edit later than it comes and goes."""
        mark = self.root / "contacts" / f"zz-mark-{len(self.rebuilds)}.md"

        def said_of_it(rebuilds: list[str]) -> int:
            return sum(mark.name in one for one in rebuilds)

        mark.write_text("---\nname: Mark\n---\n", encoding="utf-8")
        self.until(said_of_it)
        mark.unlink()
        self.until(lambda said: said_of_it(said) > 1)

    def get(self, path: str) -> tuple[int, str]:
        """Ask the server for a page: the status and the body."""
        connection = HTTPConnection(*self.address, timeout=PATIENCE)
        connection.request("GET", "/" + quote(path))
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body

    def end(self, how: int = signal.SIGINT) -> int:
        """End it, and wait for that; its exit code."""
        self.process.send_signal(how)
        return self.wait()

    def wait(self) -> int:
        """Wait until it has ended by itself; its exit code."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code

    def close(self) -> None:
        """Kill it if need be, and let go of all."""
        self.process.kill()
        self.wait()
        self._errors.close()


@contextmanager
def watch(root: Path, *options: str | Path) -> Iterator[Watch]:
    """A `tracker watch` that has made its first build, and is gone at the end."""
    watching = Watch(root, *options)
    try:
        watching.until_ready()
        yield watching
    finally:
        watching.close()


class News:
    """The stream of events that open pages listen to."""

    def __init__(self, watching: Watch) -> None:
        self._connection = HTTPConnection(*watching.address, timeout=PATIENCE)
        self._connection.request("GET", "/-/events")
        self._answer = self._connection.getresponse()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def next(self) -> dict[str, Any]:
        """The next event."""
        for line in self._answer:
            if line.startswith(b"data: "):
                said = json.loads(line.removeprefix(b"data: "))
                assert isinstance(said, dict)
                return said
        raise AssertionError


def manifest(output: Path) -> set[str]:
    """The files that a site's folder says are Tracker's; none where it says nothing."""
    try:
        return set(json.loads((output / MANIFEST).read_bytes())["files"])
    except FileNotFoundError:
        return set()
