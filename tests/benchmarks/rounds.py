"""Everything that is run once a round, in order, so that each figure has others beside it.

The speed of a machine changes from one minute to the next: only what ran in the same round is
compared. Before the first round comes one that is not timed. It compiles what Python has not
compiled yet, and counts the files that are read and the pages that are written.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from tests.benchmarks import generator, hugo_site
from tests.benchmarks.edits import Edits
from tests.benchmarks.processes import FINE, Run, Runner, one_core, python, tracker
from tests.benchmarks.stories import TODAY

FLOOR = str(Path(__file__).with_name("floor.py"))


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a round.

    `prepare` is done before it, untimed. `floor` and `hugo` name the steps that it is compared
    with; `needs` those that leave things as this one must find them. `pages` is the folder whose
    pages it writes, `sources` that of the files it reads, where they cannot be counted as it does.
    """

    name: str
    what: str
    command: Callable[[], Sequence[str]]
    prepare: Callable[[], object] | None = None
    floor: str | None = None
    hugo: str | None = None
    needs: tuple[str, ...] = ()
    core: int | None = None
    pages: Path | None = None
    sources: Path | None = None
    fine: tuple[int, ...] = FINE


@dataclass(slots=True)
class Bench:
    """The folders in which one number of contacts is measured, and what has been measured."""

    folder: Path
    contacts: int
    runner: Runner
    root: Path = field(init=False)
    site: Path = field(init=False)
    made: hugo_site.Made | None = None
    shown: Sequence[Step] = ()
    counted: dict[str, Run] = field(default_factory=dict)
    runs: dict[str, list[Run]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Generate the workspace."""
        self.root, self.site = self.folder / "workspace", self.folder / "site"
        generator.write(self.root, self.contacts)

    def build(self, days: int = 0) -> Sequence[str]:
        """The command that builds the site as of so many days after the workspace's today."""
        day = str(TODAY + timedelta(days=days))
        where = ("--root", str(self.root), "--output", str(self.site))
        return tracker("build", *where, "--today", day)

    def agenda(self, days: int = 0) -> Sequence[str]:
        """The command that shows the agenda of a day."""
        day = str(TODAY + timedelta(days=days))
        return tracker("agenda", "--root", str(self.root), "--today", day)

    def bare(self) -> None:
        """Leave neither a site nor a cache."""
        shutil.rmtree(self.site, ignore_errors=True)
        self.runner.forget()


def steps(bench: Bench, smaller: Bench | None, only: Collection[str]) -> list[Step]:
    """The steps of a round: those that are asked for, and those that they cannot do without."""
    edits = Edits(bench.root)
    days = iter(range(1, sys.maxsize))
    everything = [
        # Each round begins with the same files.
        Step("pass", "`python -c pass`", lambda: python("-c", "pass"), edits.undo),
        Step("help", "`tracker --help`", lambda: tracker("--help")),
        Step("floor-read", "floor: read the files", lambda: python(FLOOR, str(bench.root))),
        *_growth(smaller),
        *_cold(bench),
        *_warm(bench, edits),
        *_agenda(bench, days),
    ]
    known = {one.name: one for one in everything}
    chosen = [one for one in everything if is_chosen(one.name, only)]
    compared = (name for one in chosen for name in (one.floor, one.hugo) if name)
    waiting = ["pass", *(one.name for one in chosen), *compared]
    wanted: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in known and name not in wanted:
            wanted.add(name)
            waiting += known[name].needs
    return [one for one in everything if one.name in wanted]


def is_chosen(name: str, only: Collection[str]) -> bool:
    """Whether a figure is asked for, by its name or by the word that it begins with."""
    return not only or any(name == one or name.startswith(f"{one}-") for one in only)


def _growth(smaller: Bench | None) -> Iterator[Step]:
    if smaller is not None:
        what = f"`tracker build`, no output, no cache, {smaller.contacts:,} contacts"
        yield Step("growth", what, smaller.build, smaller.bare, needs=("cold",), pages=smaller.site)


def _cold(bench: Bench) -> Iterator[Step]:
    core = one_core()
    copies = bench.folder / "copies"
    cold = "`tracker build`, no output, no cache"
    if core is not None:
        yield Step(
            "cold-one",
            f"{cold}, one core",
            bench.build,
            bench.bare,
            floor="floor-copy",
            hugo="hugo-one",
            core=core,
            pages=bench.site,
        )
        yield from _hugo(bench, "hugo-one", core)
    yield Step(
        "cold",
        cold,
        bench.build,
        bench.bare,
        floor="floor-copy",
        hugo="hugo",
        pages=bench.site,
    )
    yield Step(
        "floor-copy",
        "floor: read the files, copy the pages",
        lambda: python(FLOOR, str(bench.root), str(bench.site), str(copies)),
        lambda: shutil.rmtree(copies, ignore_errors=True),
        needs=("cold",),
        pages=copies,
    )
    yield from _hugo(bench, "hugo", None)


def _hugo(bench: Bench, name: str, core: int | None) -> Iterator[Step]:
    hugo, site = shutil.which("hugo"), bench.folder / "hugo"
    if hugo is None:
        return

    def prepare() -> None:
        if bench.made is None:
            bench.made = hugo_site.make(bench.root, site)
        hugo_site.clean(site)

    command = hugo_site.command(hugo, site)
    yield Step(
        name,
        "`hugo`, nothing kept" + ("" if core is None else ", one core"),
        lambda: command,
        prepare,
        floor="floor-copy",
        core=core,
        pages=site / hugo_site.PAGES,
        sources=site / "content",
        fine=(0,),
    )


def _warm(bench: Bench, edits: Edits) -> Iterator[Step]:
    kinds: tuple[tuple[str, str, Callable[[], object] | None, int], ...] = (
        ("again", "nothing changed", None, 0),
        ("changed", "an entry added", edits.log, 0),
        ("added", "a contact added", edits.new, 0),
        ("renamed", "a name changed", edits.rename, 0),
        ("day", "on a new day", None, 1),
    )
    for name, what, edit, days in kinds:
        yield Step(
            name,
            f"`tracker build`, {what}",
            lambda days=days: bench.build(days),  # type: ignore[misc] # a default binds it now
            edit,
            floor="floor-copy",
            needs=("cold",),
            pages=bench.site,
        )


def _agenda(bench: Bench, days: Iterator[int]) -> Iterator[Step]:
    forget = bench.runner.forget
    what = "`tracker agenda`"
    needs = ("agenda-cold",)
    yield Step("agenda-cold", f"{what}, no cache", bench.agenda, forget, floor="floor-read")
    yield Step("agenda-warm", f"{what}, again", bench.agenda, floor="floor-read", needs=needs)
    yield Step(
        "agenda-day",
        f"{what}, on a new day",
        lambda: bench.agenda(next(days)),
        floor="floor-read",
        needs=needs,
    )


def measure(bench: Bench, chosen: Sequence[Step], rounds: int) -> None:
    """Run the steps, first to count and then to time them, round after round."""
    bench.shown = chosen
    for step in chosen:
        bench.counted[step.name] = _count(bench.runner, step)
    _check(bench)
    for _ in range(rounds):
        for step in chosen:
            if step.prepare:
                step.prepare()
            run = bench.runner.run(step.command(), core=step.core, expected=step.fine)
            bench.runs.setdefault(step.name, []).append(run)
    # The first step prepares by bringing the files back to what they were.
    if chosen and chosen[0].prepare:
        chosen[0].prepare()


def _count(runner: Runner, step: Step) -> Run:
    if step.prepare:
        step.prepare()
    before = pages(step.pages) if step.pages else {}
    run = runner.count(step.command(), step.fine)
    after = pages(step.pages) if step.pages else {}
    written = sum(1 for path, mark in after.items() if before.get(path) != mark)
    read = sum(1 for _ in step.sources.rglob("*.md")) if step.sources else run.read
    return replace(run, written=written, read=read)


def pages(folder: Path) -> Mapping[Path, tuple[int, int, int]]:
    """The pages of a site, each with what is another once it is written again."""
    found = {}
    for path in folder.rglob("*"):
        # What begins with a dot is a program's own record of the site.
        if path.is_file() and not path.name.startswith("."):
            stat = path.stat()
            found[path] = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
    return found


def _check(bench: Bench) -> None:
    """Hold each command to the work that it is measured for. Raises RuntimeError."""
    counted = bench.counted
    wrong = []
    if "again" in counted and counted["again"].written:
        wrong.append(f"with nothing changed, {counted['again'].written} pages were written")
    if "changed" in counted and not counted["changed"].written:
        wrong.append("with an entry added, no page was written")
    if bench.made and "hugo" in counted:
        found = hugo_site.count(bench.folder / "hugo")
        if found != (bench.made.contacts, bench.made.companies):
            wrong.append(f"Hugo made {found} pages of contacts and companies, not {bench.made}")
    if wrong:
        raise RuntimeError("\n".join(wrong))
