"""The one orchestrator: from the files of a workspace to what is wanted of it, top to bottom.

It compares all files with what it remembers, and does again only what may have come out otherwise:
reads the files that changed, links the circles that they are part of, derives what follows in them,
and makes their pages. Each stage is a plain function of what the stages before it found, whoever
found it and when.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tracker.book import ME
from tracker.build.compare import ChangedMeanwhileError, Compared, compare, record_of
from tracker.build.crew import Crew, hands_for
from tracker.build.memory import CORE, OUTGOING, CircleRecord, FileRecord, Memory, Shared
from tracker.build.parts import Linked, Outgoing, Outside, Reading
from tracker.build.settings import Settings, in_place
from tracker.build.stages import Stages
from tracker.build.workshop import FinishedCircle, Wanted, Workshop
from tracker.checks import far_ahead, misspelt_relationships
from tracker.circles import Circle, circles_of, everyone
from tracker.diagnostics import Diagnostic
from tracker.disk import Publication, Scanned, read_source, scan
from tracker.disk.cache import Cache, digest_of
from tracker.files import SourceFile
from tracker.report.details import Gap, spelling_gaps
from tracker.report.spellings import Uses
from tracker.rules.wider import NOTHING, Wider, together
from tracker.slugs import collisions, company_slugs
from tracker.views.directory import Links, company_page_path

#: How often to begin again where files change while they are read. A later look sees the rest.
_MOST_TRIES = 5

#: So many files or circles a hand are a step, where somebody watches.
_STEP = 100

_Item = TypeVar("_Item")

#: Where a file says for whom somebody works, for a guess at which files belong together, and how
#: far into the file to look for it.
_COMPANY = re.compile(rb"^company:(.+)$", re.MULTILINE)
_FRONT = 1000


class Refreshed(NamedTuple):
    """What a refresh found and made.

    `files` and `circles` are all of them as they are now; `finished` are those that something was
    made of, `renewed` those that are to be remembered anew, `gone` those that are no more.
    `changed` are the paths of files that are not as they were, `problems` those of everything;
    `outgoing` is what follows in renewed circles for people of others, closed.
    """

    scanned: Scanned
    files: dict[str, FileRecord]
    circles: dict[str, CircleRecord]
    shared: Shared
    finished: dict[str, FinishedCircle]
    renewed: frozenset[str]
    gone: frozenset[str]
    changed: tuple[str, ...]
    problems: tuple[Diagnostic, ...]
    outgoing: Mapping[str, bytes]


class Task(NamedTuple):
    """What to refresh, and what for.

    `is_current` says of a circle, by its name and stamp, whether what is wanted of it is there
    already. `key` stands for the settings; `compiled` is the folder for compiled templates.
    """

    settings: Settings
    key: bytes
    wanted: Wanted
    is_current: Callable[[str, bytes], bool]
    publication: Publication | None = None
    compiled: Path | None = None


def refresh(task: Task, memory: Memory, cache: Cache, stages: Stages) -> Refreshed:
    """Bring up to date what is remembered of a workspace; the memory itself is not touched.

    Raises `tracker.render.TemplateError` and `tracker.disk.PublishError` as the making of pages
    does.
    """
    for _ in range(_MOST_TRIES):
        try:
            return _refresh(task, memory, cache, stages)
        except ChangedMeanwhileError:
            continue
    message = "the files change faster than they can be read"
    raise OSError(None, message)


def _refresh(task: Task, memory: Memory, cache: Cache, stages: Stages) -> Refreshed:
    with stages.stage("scan"):
        scanned = scan(task.settings.root)
        compared = compare(task.settings.root, memory.files, scanned)
    stale = [
        name
        for name, one in memory.circles.items()
        if memory.settings != task.key or not task.is_current(name, one.stamp)
    ]
    work = max(len(compared.sources), sum(len(memory.circles[one].paths) for one in stale))

    def make() -> Workshop:
        return Workshop(task.settings, task.publication, task.compiled, cache.again())

    with Crew(make, hands_for(work)) as crew:
        return _Job(task, memory, cache, stages, crew, compared).done()._replace(scanned=scanned)


class _Job:
    """One refresh under way. `home` says which hand has read a contact, `at_work` a circle."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that a refresh has to do with
        self,
        task: Task,
        memory: Memory,
        cache: Cache,
        stages: Stages,
        crew: Crew,
        compared: Compared,
    ) -> None:
        self.task, self.memory, self.cache = task, memory, cache
        self.stages, self.crew, self.compared = stages, crew, compared
        self.files = dict(compared.known)
        self.home: dict[str, int] = {}
        self.at_work: dict[str, int] = {}
        self.paths: dict[str, tuple[str, ...]] = {}
        self.outgoing: dict[str, tuple[Outgoing, bytes]] = {}
        self.wider = NOTHING
        self.leaning: frozenset[str] = frozenset()

    def done(self) -> Refreshed:
        """Go through all stages."""
        stages, compared = self.stages, self.compared
        with stages.stage("read", len(compared.sources)):
            for reading in self._read(compared.sources):
                self.files[reading.path] = record_of(reading, compared)
        with stages.stage("group"):
            clashes = self._clashes()
            circles = self._circles({one.path for one in clashes})
            keys = self._keys(circles)
        known = self.memory.circles
        new = {
            name: circle
            for name, circle in circles.items()
            if name not in known or known[name].key != keys[name]
        }
        with stages.stage("link", len(new)):
            linked = {name: one.linked for name, one in known.items() if name in circles}
            linked |= self._link(new)
        with stages.stage("derive"):
            wider = together(one.wider for one in linked.values())
            leaning = frozenset(name for name, one in linked.items() if one.leans)
            self.wider, self.leaning = wider, leaning
            again = set(new)
            if wider != self.memory.shared.wider:
                again |= leaning
            self._take_up(again, circles)
            self._derive(again)
            outgoing = {
                name: self.outgoing[name][0] if name in self.outgoing else known[name].outgoing
                for name in circles
            }
        with stages.stage("share"):
            shared = self._shared(clashes, wider, linked)
            outside = self._outside(circles, linked, outgoing, shared)
            renewed = {
                name for name in circles if name in again or known[name].outside != outside[name]
            }
            due = renewed | {
                name
                for name in circles
                if name not in renewed and not self.task.is_current(name, known[name].stamp)
            }
        with stages.stage("make", len(due)):
            self._take_up(due, circles)
            cores = self._cores(keys, linked)
            origins = {origin for name in due for origin, _ in outside[name].adopted}
            following = {one: self._following(one, outgoing[one], circles) for one in origins}
            finished: dict[str, FinishedCircle] = self._spread(
                "finish",
                sorted(due),
                lambda names: (
                    {name: outside[name] for name in names},
                    self.task.wanted,
                    {
                        origin: following[origin]
                        for name in names
                        for origin, _ in outside[name].adopted
                    },
                    {name: cores[name] for name in names if name in cores},
                ),
                always_in_steps=True,
            )
        records = {
            name: self._record(
                name, circle, keys, cores, linked, outgoing, outside, finished, renewed
            )
            for name, circle in circles.items()
        }
        touched = {
            name for name, one in records.items() if not compared.updated.isdisjoint(one.paths)
        }
        return Refreshed(
            Scanned((), ()),
            self.files,
            records,
            shared,
            finished,
            frozenset(renewed | touched),
            frozenset(known.keys() - circles.keys()),
            compared.changed,
            self._problems(records, shared),
            {name: following for name, (_, following) in self.outgoing.items() if following},
        )

    def _read(self, sources: Iterable[SourceFile], at: int | None = None) -> list[Reading]:
        """Have files read, those of a company by one hand, or all by the hand `at`."""
        found = []
        for shares in self._steps(_shares(sources, self.crew.hands, at)):
            for hand, readings in enumerate(self.crew.round("read", [(one,) for one in shares])):
                for reading in readings:
                    if reading.ties is not None:
                        self.home[reading.ties.id] = hand
                    found.append(reading)
            self.stages.advances(sum(map(len, shares)))
        return found

    def _steps(
        self, shares: list[list[_Item]], *, always: bool = False
    ) -> Iterator[list[list[_Item]]]:
        """The same shares, a part of each at a time where somebody wants to see how far it is."""
        longest = max(map(len, shares), default=0) or 1
        step = _STEP if always or self.stages.in_steps else longest
        for begin in range(0, longest, step):
            yield [share[begin : begin + step] for share in shares]

    def _clashes(self) -> tuple[Diagnostic, ...]:
        """The files that can have no page, since another one has it."""
        shared, paths = self.memory.shared, frozenset(self.files)
        return shared.clashes if shared.paths == paths else collisions(paths)

    def _circles(self, apart: set[str]) -> dict[str, Circle]:
        """All circles by their names; where no tie has changed they are what they were."""
        memory = self.memory
        before = {path: one.reading.ties for path, one in memory.files.items()}
        same_files = before.keys() == self.files.keys() and all(
            self.files[path].reading.ties == before[path] for path in self.compared.touched
        )
        if same_files and apart == {one.path for one in memory.shared.clashes}:
            return {name: one.circle for name, one in memory.circles.items()}
        ties = [
            one.reading.ties
            for path, one in self.files.items()
            if one.reading.ties is not None and path not in apart
        ]
        return {one.members[0]: one for one in circles_of(ties, everyone(ties))}

    def _keys(self, circles: Mapping[str, Circle]) -> dict[str, bytes]:
        """What stands for all that a circle is linked from, by its name."""
        by_id = {
            one.reading.ties.id: path
            for path, one in self.files.items()
            if one.reading.ties is not None
        }
        self.paths = {
            name: tuple(by_id[member] for member in circle.members)
            for name, circle in circles.items()
        }
        known, task = self.memory.circles, self.task
        keys = {}
        for name, circle in circles.items():
            record, paths = known.get(name), self.paths[name]
            if (
                record is not None
                and self.memory.settings == task.key
                and self.compared.touched.isdisjoint(paths)
                and record.paths == paths
                and (record.circle is circle or record.circle == circle)
            ):
                keys[name] = record.key
            else:
                digests = (self.files[path].digest for path in paths)
                mark = circle.surroundings.mark.encode(errors="surrogatepass")
                keys[name] = digest_of(task.key, mark, *digests)
        return keys

    def _link(self, new: Mapping[str, Circle]) -> dict[str, Linked]:
        """Have circles linked, each by the hand that has read most of its contacts."""
        self._read_members(new)
        lent: dict[tuple[int, int], list[str]] = defaultdict(list)
        shares: list[dict[str, Circle]] = [{} for _ in range(self.crew.hands)]
        for name, circle in new.items():
            homes = [self.home.pop(member) for member in circle.members]
            hand = max(set(homes), key=lambda one: (homes.count(one), -one))
            self.at_work[name] = hand
            shares[hand][name] = circle
            for member, home in zip(circle.members, homes, strict=True):
                if home != hand:
                    lent[home, hand].append(member)
        if lent:
            self._pass_on(lent)
        found: dict[str, Linked] = {}
        for answer in self.crew.round("link", [(one,) for one in shares]):
            found |= answer
        return found

    def _pass_on(self, lent: Mapping[tuple[int, int], list[str]]) -> None:
        """Have contacts passed from the hands that read them to those that need them."""
        hands = range(self.crew.hands)
        for home in hands:
            for to in hands:
                ids = lent.get((home, to), [])
                if ids:
                    self.crew.ask(to, "borrow", [self.crew.ask(home, "lend", ids)])

    def _read_members(self, circles: Mapping[str, Circle]) -> None:
        """Read the files of circles' contacts that nobody has at hand.

        Raises ChangedMeanwhileError where one is no longer what it is remembered as.
        """
        sources: list[SourceFile] = []
        for name in circles:
            for path in self.paths[name]:
                ties = self.files[path].reading.ties
                if ties is not None and ties.id not in self.home:
                    source = read_source(self.task.settings.root, path)
                    if isinstance(source, Diagnostic):
                        raise ChangedMeanwhileError
                    if digest_of(source.data) != self.files[path].digest:
                        raise ChangedMeanwhileError
                    sources.append(source)
        if sources:
            self._read(sources)

    def _take_up(self, names: Iterable[str], circles: Mapping[str, Circle]) -> None:
        """See to it that circles are at work: as they were kept, or linked once more."""
        missing = sorted(name for name in names if name not in self.at_work)
        if not missing:
            return
        shares: list[dict[str, bytes]] = [{} for _ in range(self.crew.hands)]
        lost: dict[str, Circle] = {}
        for at, name in enumerate(missing):
            core = self.cache.raw_part(CORE, name, self.memory.circles[name].core)
            if core is None:
                lost[name] = circles[name]
            else:
                shares[at % self.crew.hands][name] = core
                self.at_work[name] = at % self.crew.hands
        for damaged in self.crew.round("restore", [(one,) for one in shares]):
            lost |= {name: circles[name] for name in damaged}
        if lost:
            self._link(lost)
            self._derive(lost)

    def _derive(self, names: Iterable[str]) -> None:
        """Have worked out what follows in circles that are at work."""
        self.outgoing |= self._spread(
            "derive", sorted(names), lambda some: (some, self.wider, self.leaning)
        )

    def _following(self, name: str, outgoing: Outgoing, circles: Mapping[str, Circle]) -> bytes:
        """What follows in a circle for people of others: as it was kept, or worked out again."""
        if name not in self.outgoing:
            memory, cache = self.memory, self.cache
            kept = memory.outgoing.get(name) or cache.raw_part(OUTGOING, name, outgoing.mark)
            if kept is not None:
                memory.outgoing[name] = kept
                return kept
            self._take_up([name], circles)
            self._derive([name])
        return self.outgoing[name][1]

    def _spread(
        self,
        work: str,
        names: Iterable[str],
        share: Callable[[list[str]], tuple[object, ...]],
        *,
        always_in_steps: bool = False,
    ) -> dict[str, Any]:
        """Have something done to circles by the hands that have them at work; all the answers.

        In steps, an answer takes less memory on its way.
        """
        names_of: list[list[str]] = [[] for _ in range(self.crew.hands)]
        for name in names:
            names_of[self.at_work[name]].append(name)
        found: dict[str, Any] = {}
        for step in self._steps(names_of, always=always_in_steps):
            for answer in self.crew.round(work, [share(one) for one in step]):
                found |= answer
            self.stages.advances(sum(map(len, step)))
        return found

    def _shared(
        self, clashes: tuple[Diagnostic, ...], wider: Wider, linked: Mapping[str, Linked]
    ) -> Shared:
        """What all contacts come to together, as far as it may differ from what it was."""
        before = self.memory.shared
        names = {name for one in linked.values() for _, name in one.companies}
        slugs = before.slugs if before.slugs.keys() == names else company_slugs(names)
        gaps, near = before.gaps, before.near
        apart = {one.path for one in clashes}
        if before.paths != frozenset(self.files) or self._uses_changed(before.gaps):
            uses = (
                one.reading.uses
                for one in sorted(self.files.values(), key=_id_of)
                if one.reading.uses is not None and one.path not in apart and _id_of(one) != ME
            )
            gaps, near = spelling_gaps(uses, before.near)
        return Shared(frozenset(self.files), clashes, wider, slugs, near, gaps)

    def _uses_changed(self, gaps: Iterable[Gap]) -> bool:
        """Whether any file spells other names than before, or the same ones elsewhere."""
        doubted = {one.place.path for one in gaps}
        for path in self.compared.touched:
            now, before = self.files[path].reading.uses, self.memory.files[path].reading.uses
            if now != before and (path in doubted or _spelled(now) != _spelled(before)):
                return True
        return False

    def _outside(
        self,
        circles: Mapping[str, Circle],
        linked: Mapping[str, Linked],
        outgoing: Mapping[str, Outgoing],
        shared: Shared,
    ) -> dict[str, Outside]:
        """What each circle is told of the others."""
        owner = {member: name for name, one in circles.items() for member in one.members}
        by_path = {path: name for name, paths in self.paths.items() for path in paths}
        adopted: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
        for origin, one in outgoing.items():
            for name in {owner[person] for person in one.people}:
                adopted[name].append((origin, one.mark))
        gaps: dict[str, list[Gap]] = defaultdict(list)
        for gap in shared.gaps:
            gaps[owner[gap.contact]].append(gap)
        far: dict[str, list[Diagnostic]] = defaultdict(list)
        for problem in far_ahead(run for one in linked.values() for run in one.runs):
            far[by_path[problem.path]].append(problem)
        pages = {name: company_page_path(slug) for name, slug in shared.slugs.items()}
        return {
            name: Outside(
                tuple(sorted(adopted[name])) if name in adopted else (),
                Links(
                    {
                        key: pages[spelled]
                        for one in (name, *(origin for origin, _ in adopted.get(name, ())))
                        for key, spelled in linked[one].companies
                    },
                    circle.surroundings.introduced,
                ),
                tuple(gaps.get(name, ())),
                tuple(far.get(name, ())),
            )
            for name, circle in circles.items()
        }

    def _cores(self, keys: Mapping[str, bytes], linked: Mapping[str, Linked]) -> dict[str, bytes]:
        """The marks under which circles are kept: for all that was derived, and from what."""
        wider = digest_of(repr(self.wider).encode(errors="surrogatepass"))
        return {
            name: digest_of(key, wider) if linked[name].leans else key for name, key in keys.items()
        }

    def _record(  # noqa: PLR0913, PLR0917 - what the stages found, one each
        self,
        name: str,
        circle: Circle,
        keys: Mapping[str, bytes],
        cores: Mapping[str, bytes],
        linked: Mapping[str, Linked],
        outgoing: Mapping[str, Outgoing],
        outside: Mapping[str, Outside],
        finished: Mapping[str, FinishedCircle],
        renewed: Container[str],
    ) -> CircleRecord:
        """What is to be remembered of a circle."""
        before = self.memory.circles.get(name)
        if before is not None and name not in renewed:
            return before
        return CircleRecord(
            name,
            keys[name],
            cores[name] if name in cores or before is None else before.core,
            self.paths[name],
            circle,
            linked[name],
            outgoing[name],
            outside[name],
            finished[name].problems,
            os.urandom(8),
        )

    def _problems(
        self, records: Mapping[str, CircleRecord], shared: Shared
    ) -> tuple[Diagnostic, ...]:
        """The problems of everything, in the order of their places."""
        config = self.task.settings.config
        belonging = {path for paths in self.paths.values() for path in paths}
        in_use = {
            relationship
            for paths in self.paths.values()
            for path in paths
            if (ties := self.files[path].reading.ties) is not None
            for relationship in ties.relationship
        }
        found = [
            *self.task.settings.problems,
            *self.compared.problems,
            *shared.clashes,
            *misspelt_relationships(config, in_use),
        ]
        for path, one in self.files.items():
            if path not in belonging:
                found += one.reading.problems
        for record in records.values():
            found += record.problems
        return tuple(sorted(found, key=in_place))


def _shares(sources: Iterable[SourceFile], hands: int, at: int | None) -> list[list[SourceFile]]:
    """Files in as many parts: those that seem to be of one company in one, all about as large."""
    shares: list[list[SourceFile]] = [[] for _ in range(hands)]
    if hands == 1 or at is not None:
        shares[at or 0] = list(sources)
        return shares
    loads = [0] * hands
    hand_of: dict[bytes, int] = {}
    for source in sources:
        match = _COMPANY.search(source.data, 0, _FRONT)
        key = match[1].strip().lower() if match else source.path.encode(errors="replace")
        hand = hand_of.setdefault(key, loads.index(min(loads)))
        loads[hand] += len(source.data)
        shares[hand].append(source)
    return shares


def _spelled(uses: Uses | None) -> tuple[tuple[str, bool], ...]:
    """What of a file's names decides which of them are slips: all but where they stand."""
    if uses is None:
        return ()
    return tuple((one.text, one.firm) for one in (*uses.companies, *uses.people))


def _id_of(record: FileRecord) -> str:
    return record.reading.ties.id if record.reading.ties is not None else ""
