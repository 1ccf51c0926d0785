"""After any edits, what is built is what all contacts at once come to, byte for byte.

`TRACKER_EDITS=1000 pytest tests/test_edits.py` makes so many edits, shared by the seeds, and
`TRACKER_SEEDS=0,1,2` says which.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from tests import whole
from tests.benchmarks import generator
from tests.build.editing import DAYS, Editor
from tests.building import files
from tracker.build import compare, quick
from tracker.build.quick import last_if_unchanged, mark_of
from tracker.build.results import Built
from tracker.build.settings import Settings, SettingsError, settings_of
from tracker.build.sight import Sight
from tracker.build.site import Site, site_name
from tracker.build.stages import Stages
from tracker.build.terminal import find_problems, see_agenda
from tracker.build.watched import WatchedSite
from tracker.disk import Fingerprint, scan
from tracker.disk.cache import Cache, open_cache
from tracker.disk.cache_places import VARIABLE
from tracker.render import TemplateError
from tracker.templates import shipped_templates, templates_mark

ROOT = Path(__file__).parents[1]

#: So many edits in all, over the seeds.
EDITS = int(os.environ.get("TRACKER_EDITS", "60"))
#: More than these are for a night: with all samples and more contacts.
IS_LONG = EDITS > 60
SEEDS = [int(one) for one in os.environ.get("TRACKER_SEEDS", "0,1,2,3").split(",")]

#: Nanoseconds of two seconds, the ticks of FAT, and ten seconds, in which nothing happens.
_TICK, _LATER = 2_000_000_000, 10_000_000_000

_FOREIGN = {"notes.txt": b"mine", "contacts/mine/own.html": b"<p>mine"}


@dataclass
class Bench:
    """A workspace with two sites of it: one built again each time, one kept up to date."""

    folder: Path
    seed: int
    rng: Random
    today: date | None = None
    log: list[str] = field(default_factory=list)
    good: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self.folder / "workspace"
        left_out = () if IS_LONG else ("customers", "jobs")
        samples = shutil.ignore_patterns(*left_out)
        shutil.copytree(ROOT / "contacts", self.root / "contacts", ignore=samples)
        generator.write(self.root, 40 if IS_LONG else 10, self.seed)
        self.once, self.kept = self.folder / "once", self.folder / "kept"
        self.editor = Editor(self.root, shipped_templates(), self.rng)
        self.program = b"program"
        self.watch()

    def watch(self) -> None:
        """Begin to watch, as somebody who has just started it."""
        self.cache = open_cache(self.root, self.program)
        self.watched = WatchedSite(self.root, self.kept, self.cache, self.today, Stages())

    def edit(self) -> None:
        """Do something to the workspace, or to what Tracker keeps beside it."""
        chance = self.rng.random()
        if chance < 0.06:
            given = self.rng.choice(DAYS)
            self.today = date.fromisoformat(given) if given else None
            self.watched._today = self.today
            said = f"today {self.today}"
        elif chance < 0.12:
            said = self.harm_output()
        elif chance < 0.18:
            said = self.harm_cache()
        else:
            said = self.editor.edit()
        self.log.append(said)

    def harm_output(self) -> str:
        """What stands in a site is deleted, altered, or joined by somebody else's."""
        output = self.rng.choice((self.once, self.kept))
        pages = [one for one in sorted(output.rglob("*")) if one.suffix in {".html", ".json"}]
        pages = [one for one in pages if one.relative_to(output).as_posix() not in _FOREIGN]
        work = self.rng.randrange(4)
        said = "foreign files"
        if work == 0 and pages:
            page = self.rng.choice(pages)
            page.unlink()
            said = f"deleted {page.name}"
        elif work == 1 and pages:
            page = self.rng.choice([one for one in pages if one.suffix == ".html"])
            page.write_bytes(page.read_bytes() + b"altered")
            said = f"altered {page.name}"
        elif work == 2 and output.exists():
            shutil.rmtree(output)
            said = "deleted all"
        elif output.exists():
            for path, data in _FOREIGN.items():
                (output / path).parent.mkdir(parents=True, exist_ok=True)
                (output / path).write_bytes(data)
        # Whoever watches looks at the site's own files when it begins.
        self.cache.close()
        self.watch()
        return f"{output.name}: {said}"

    def harm_cache(self) -> str:
        """The cache is deleted or damaged, or another program's."""
        folder = Path(os.environ[VARIABLE])
        self.cache.close()
        found = sorted(folder.glob("*.sqlite3*"))
        work = self.rng.randrange(5)
        for one in found:
            data = one.read_bytes()
            if work == 0:
                one.unlink()
            elif work == 1:
                one.write_bytes(data[: self.rng.randrange(len(data) + 1)])
            elif work == 2 and data:
                at = self.rng.randrange(len(data))
                one.write_bytes(data[:at] + self.rng.randbytes(200) + data[at + 200 :])
            elif work == 3:
                self.program = self.rng.randbytes(4)
        if self.rng.random() < 0.2:
            shutil.rmtree(folder / "templates", ignore_errors=True)
        self.watch()
        return f"cache {('deleted', 'cut', 'damaged', 'of another', 'reopened')[work]}"

    def check(self) -> None:
        """Build in all ways, and compare."""
        expected, before = self.expected(), [files(one) for one in (self.once, self.kept)]
        built = self.build()
        refreshed = self.watched.refresh()
        if isinstance(expected, Exception):
            assert type(built) is type(expected), self.said()
            assert str(built) == str(expected), self.said()
            assert [files(one) for one in (self.once, self.kept)] == before, self.said()
            return
        assert isinstance(built, Built), self.said()
        self.compare(self.once)
        self.compare(self.kept)
        assert refreshed is None or not refreshed.failure, self.said()
        assert self.watched.refresh() is None, self.said()
        again = self.build()
        assert isinstance(again, Built), self.said()
        assert (again.published.written, again.published.removed) == (0, 0), self.said()
        assert again[:4] == built[:4], self.said()

    def expected(self) -> whole.BuildResult | Exception:
        """What all contacts at once come to, in a fresh folder; `good` is the site."""
        fresh = self.folder / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            self.workspace = whole.load_workspace(self.root, self.today)
            result = whole.build_site(self.workspace, fresh)
        except (SettingsError, TemplateError) as wrong:
            return wrong
        self.good = files(fresh)
        return result

    def build(self) -> Built | Exception:
        """Build once, as `tracker build` does, with the cache opened anew."""
        try:
            with open_cache(self.root, self.program) as cache:
                settings = settings_of(self.root, self.today, cache)
                mark = mark_of(settings, templates_mark(settings.overrides))
                sight = Sight(self.root, self.once)
                known = last_if_unchanged(cache, site_name(self.once), mark, sight)
                return known or Site(self.once, cache, is_once=True).build(settings, sight)
        except (SettingsError, TemplateError) as wrong:
            return wrong
        except Exception as wrong:
            wrong.add_note(self.said())
            raise

    def compare(self, output: Path) -> None:
        """Compare a site with what it should be; what is not Tracker's stays."""
        found, good = files(output), self.good
        for path, data in _FOREIGN.items():
            assert found.pop(path, data) == data
        wrong = sorted(
            path for path in found.keys() | good.keys() if found.get(path) != good.get(path)
        )
        if wrong:
            for path in wrong[:3]:
                (self.folder / "found.txt").write_bytes(found.get(path, b""))
                (self.folder / "good.txt").write_bytes(good.get(path, b""))
            pytest.fail(f"{output.name}: {wrong} in {self.folder}\n{self.said()}")

    def check_terminal(self) -> None:
        """What the terminal is told is what it is told with nothing remembered."""
        try:
            settings = settings_of(self.root, self.today)
        except SettingsError:
            return
        assert self.found(settings) == find_problems(settings, Cache(None), Stages()), self.said()
        assert self.found(settings) == self.workspace.problems, self.said()
        seen = see_agenda(settings, Cache(None), Stages())
        for _ in range(2):
            with open_cache(self.root, self.program) as cache:
                known = last_if_unchanged(cache, "agenda", mark_of(settings), Sight(self.root))
                assert (known or see_agenda(settings, cache, Stages())) == seen, self.said()

    def found(self, settings: Settings) -> object:
        """The problems, as `tracker check` finds them."""
        with open_cache(self.root, self.program) as cache:
            known = last_if_unchanged(cache, "problems", mark_of(settings), Sight(self.root))
            return find_problems(settings, cache, Stages()) if known is None else known

    def said(self) -> str:
        """What was done."""
        return f"seed {self.seed}\n" + "\n".join(self.log[-12:])


@pytest.fixture
def bench(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    seed = int(request.param)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return Bench(tmp_path, seed, Random(seed))  # noqa: S311 - nothing here is a secret


@pytest.mark.parametrize("bench", SEEDS, indirect=True, ids=lambda seed: f"seed {seed}")
def test_edits(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    wait = _ways(bench, monkeypatch)
    try:
        bench.check()
        for number in range(EDITS // len(SEEDS)):
            for _ in range(bench.rng.choice((1, 1, 1, 2, 3))):
                bench.edit()
            wait()
            bench.check()
            if number % 3 == 0 or IS_LONG:
                bench.check_terminal()
    finally:
        bench.cache.close()


def _ways(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Ways to build, by the seed: with which processes, and on what file system.

    What comes back is to be called before each look: by some seeds, time has passed by then.
    """
    if bench.seed % 2:
        monkeypatch.setattr("tracker.build.refresh.hands_for", lambda files: 1 + (files > 0))
    if bench.seed % 2 == 0 and hasattr(os, "fork"):
        monkeypatch.setattr("tracker.build.site.WORTH_BINDING_APART", 1)
        monkeypatch.setattr("tracker.build.site.may_fork", lambda: True)
    if bench.seed % 4 == 3:
        # As FAT keeps it: nothing tells two changes within two seconds apart.
        monkeypatch.setattr(sys.modules[scan.__module__], "_fingerprint", _coarse)
    skew = 0
    clock = SimpleNamespace(time_ns=lambda: _now() + skew)
    for module in (compare, quick):
        monkeypatch.setattr(module, "time", clock)

    def wait() -> None:
        nonlocal skew
        if bench.seed % 4 != 3:
            skew = bench.rng.choice((0, _LATER))

    return wait


_now = __import__("time").time_ns


def _coarse(found: os.stat_result) -> Fingerprint:
    modified = found.st_mtime_ns // _TICK * _TICK
    return Fingerprint(found.st_size, modified, 0, found.st_ino)
