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
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from tracker.book import ME
from tracker.build.compare import ChangedMeanwhileError, Compared, Look, look, record_of
from tracker.build.crew import Crew, hands_for
from tracker.build.grouping import Grouped, group, grouped_as_before
from tracker.build.memory import CORE, OUTGOING, CircleRecord, Memory, Shared
from tracker.build.parts import FileRecord, Linked, Outgoing, Outside, Reading
from tracker.build.settings import Settings, in_place
from tracker.build.stages import Stages
from tracker.build.workshop import FinishedCircle, Wanted, Workshop
from tracker.checks import far_ahead, misspelt_relationships
from tracker.circles import Circle
from tracker.diagnostics import Diagnostic
from tracker.disk import Publication, Scanned, read_source
from tracker.disk.cache import Cache, digest_of, opened
from tracker.files import SourceFile
from tracker.records import same
from tracker.report.details import Gap, spelling_gaps
from tracker.report.spellings import Uses
from tracker.rules.wider import together
from tracker.slugs import company_slugs
from tracker.views.directory import Links, company_page_path

if TYPE_CHECKING:
    # The terminal's agenda needs neither pages nor Jinja.
    from tracker.build.pages import Pages

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
    grouped: Grouped
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
    already; None: of every circle that does not change it is. `key` stands for the settings;
    `pages` is as for a `Workshop`. `seen` is what there is, where somebody has looked already.
    """

    settings: Settings
    key: bytes
    wanted: Wanted
    is_current: Callable[[str, bytes], bool] | None
    publication: Publication | None = None
    pages: Callable[[], Pages] | None = None
    seen: Look | None = None


def refresh(task: Task, memory: Memory, cache: Cache, stages: Stages) -> Refreshed:
    """Bring up to date what is remembered of a workspace; the memory itself is not touched.

    Raises `tracker.render.TemplateError` and `tracker.disk.PublishError` as the making of pages
    does.
    """
    for _ in range(_MOST_TRIES):
        try:
            return _refresh(task, memory, cache, stages)
        except ChangedMeanwhileError:
            task = task._replace(seen=None)
    message = "the files change faster than they can be read"
    raise OSError(None, message)


def _refresh(task: Task, memory: Memory, cache: Cache, stages: Stages) -> Refreshed:
    with stages.stage("scan"):
        scanned, compared = task.seen or look(task.settings.root, memory.files)
    stale = [
        one
        for name, one in memory.circles.items()
        if memory.settings != task.key or not _is_current(task, name, one.stamp)
    ]
    work = max(len(compared.sources), sum(len(one.paths) for one in stale))

    def make() -> Workshop:
        return Workshop(task.settings, task.publication, task.pages, cache.again())

    with Crew(make, hands_for(work)) as crew:
        return _Job(task, memory, cache, stages, crew, scanned, compared).done()


def _is_current(task: Task, name: str, stamp: bytes) -> bool:
    return task.is_current is None or task.is_current(name, stamp)


class _Job:
    """One refresh under way.

    `home` says which hand has read a file, `at_work` which one works on a circle. It is *steady* as
    long as nothing has come out that any circle but those at work is told of: then the others need
    not even be looked at.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that a refresh has to do with
        self,
        task: Task,
        memory: Memory,
        cache: Cache,
        stages: Stages,
        crew: Crew,
        scanned: Scanned,
        compared: Compared,
    ) -> None:
        self.task, self.memory, self.cache = task, memory, cache
        self.stages, self.crew = stages, crew
        self.scanned, self.compared = scanned, compared
        self.files = dict(compared.known)
        self.home: dict[str, int] = {}
        self.at_work: dict[str, int] = {}
        self.linked: dict[str, Linked] = {}
        self.outgoing: dict[str, tuple[Outgoing, bytes]] = {}
        self.wider = memory.shared.wider
        self.is_steady = False

    def done(self) -> Refreshed:
        """Go through all stages."""
        stages, known = self.stages, self.memory.circles
        with stages.stage("read", len(self.compared.sources)):
            for reading in self._read(self.compared.sources):
                self.files[reading.path] = record_of(reading, self.compared)
        with stages.stage("group"):
            self.grouped = self._group()
            self.circles = self.grouped.circles
            keys = self._keys()
            new = [name for name, key in keys.items() if _key_of(known, name) != key]
        with stages.stage("link", len(new)):
            self._link(new)
        with stages.stage("derive"):
            again = self._what_to_derive(new)
            self._take_up(again)
            self._derive(again)
        with stages.stage("share"):
            shared = self._shared()
            outside = self._outside(shared)
            renewed = again if self.is_steady else self._renewed(again, outside)
            due = renewed | self._not_current(renewed)
        with stages.stage("make", len(due)):
            finished = self._finish(due, outside, keys)
        records = {name: known[name] for name in self.circles if name in known}
        for name in renewed:
            records[name] = CircleRecord(
                name,
                keys[name] if name in keys else known[name].key,
                self._core(name, keys),
                self.circles[name].paths,
                self.circles[name],
                self._linked(name),
                self._outgoing(name),
                outside[name] if name in outside else known[name].outside,
                finished[name].problems,
                os.urandom(8),
            )
        by_path = self.grouped.by_path
        updated = {by_path[path] for path in self.compared.updated if path in by_path}
        return Refreshed(
            self.scanned,
            self.files,
            self.grouped,
            records,
            shared,
            finished,
            frozenset(renewed | updated),
            frozenset(known.keys() - self.circles.keys()),
            self.compared.changed,
            self._problems(records, shared),
            {name: following for name, (_, following) in self.outgoing.items() if following},
        )

    def _linked(self, name: str) -> Linked:
        """What others need to know of a circle."""
        return self.linked[name] if name in self.linked else self.memory.circles[name].linked

    def _outgoing(self, name: str) -> Outgoing:
        """Whom of other circles something concerns that follows in a circle."""
        if name in self.outgoing:
            return self.outgoing[name][0]
        return self.memory.circles[name].outgoing

    def _read(self, sources: Iterable[SourceFile], at: int | None = None) -> list[Reading]:
        """Have files read, those of a company by one hand, or all by the hand `at`."""
        found = []
        for shares in self._steps(_shares(sources, self.crew.hands, at)):
            for hand, readings in enumerate(self.crew.round("read", [(one,) for one in shares])):
                for reading in readings:
                    if reading.ties is not None:
                        self.home[reading.path] = hand
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

    def _group(self) -> Grouped:
        """All circles; where no tie has changed they are what they were."""
        memory, compared = self.memory, self.compared
        same_ties = not compared.gone and all(
            path in memory.files
            and self.files[path].reading.ties == memory.files[path].reading.ties
            for path in compared.touched
        )
        if not same_ties:
            return group(self.files)
        if memory.grouped is not None:
            self.is_steady = memory.settings == self.task.key
            return memory.grouped
        circles = {name: one.circle for name, one in memory.circles.items()}
        return grouped_as_before(self.files, circles, memory.shared.clashes)

    def _keys(self) -> dict[str, bytes]:
        """What stands for all that a circle is linked from, of those that may have changed."""
        task, memory = self.task, self.memory
        by_path, touched = self.grouped.by_path, self.compared.touched
        changed = {by_path[path] for path in touched if path in by_path}
        keys = {}
        for name in changed if self.is_steady else self.circles:
            record, circle = memory.circles.get(name), self.circles[name]
            if (
                record is not None
                and name not in changed
                and memory.settings == task.key
                and (record.circle is circle or record.circle == circle)
            ):
                keys[name] = record.key
            else:
                digests = (self.files[path].digest for path in circle.paths)
                texts = (circle.surroundings.mark, *circle.paths)
                marks = (one.encode(errors="surrogatepass") for one in texts)
                keys[name] = digest_of(task.key, *marks, *digests)
        return keys

    def _link(self, names: Iterable[str]) -> None:
        """Have circles linked, each by the hand that has read most of its contacts."""
        names = list(names)
        self._read_members(names)
        lent: dict[tuple[int, int], list[str]] = defaultdict(list)
        shares: list[dict[str, Circle]] = [{} for _ in range(self.crew.hands)]
        for name in names:
            circle = self.circles[name]
            homes = [self.home.pop(path) for path in circle.paths]
            hand = max(set(homes), key=lambda one: (homes.count(one), -one))
            self.at_work[name] = hand
            shares[hand][name] = circle
            for path, home in zip(circle.paths, homes, strict=True):
                if home != hand:
                    lent[home, hand].append(path)
        if lent:
            self._pass_on(lent)
        for answer in self.crew.round("link", [(one,) for one in shares]):
            self.linked |= answer

    def _what_to_derive(self, new: Iterable[str]) -> set[str]:
        """The circles in which something else may follow: new ones, and those that lean on all."""
        known, again = self.memory.circles, set(new)
        if self.is_steady:
            self.is_steady = all(
                self._linked(name)._replace(runs=()) == known[name].linked._replace(runs=())
                for name in again
            )
        if not self.is_steady:
            self.wider = together(self._linked(name).wider for name in self.circles)
            if self.wider != self.memory.shared.wider:
                again |= {name for name in self.circles if self._linked(name).leans}
        return again

    def _pass_on(self, lent: Mapping[tuple[int, int], list[str]]) -> None:
        """Have contacts passed from the hands that read them to those that need them."""
        hands = range(self.crew.hands)
        for home in hands:
            for to in hands:
                paths = lent.get((home, to), [])
                if paths:
                    self.crew.ask(to, "borrow", [self.crew.ask(home, "lend", paths)])

    def _read_members(self, names: Iterable[str]) -> None:
        """Read the files of circles' contacts that nobody has at hand.

        Raises ChangedMeanwhileError where one is no longer what it is remembered as.
        """
        sources: list[SourceFile] = []
        for name in names:
            for path in self.circles[name].paths:
                if path not in self.home:
                    source = read_source(self.task.settings.root, path)
                    if isinstance(source, Diagnostic):
                        raise ChangedMeanwhileError
                    if digest_of(source.data) != self.files[path].digest:
                        raise ChangedMeanwhileError
                    sources.append(source)
        if sources:
            self._read(sources)

    def _take_up(self, names: Iterable[str]) -> None:
        """See to it that circles are at work: as they were kept, or linked once more."""
        missing = sorted(name for name in names if name not in self.at_work)
        if not missing:
            return
        shares: list[dict[str, bytes]] = [{} for _ in range(self.crew.hands)]
        lost: list[str] = []
        for at, name in enumerate(missing):
            core = self.cache.raw_part(CORE, name, self.memory.circles[name].core)
            if core is None:
                lost.append(name)
            else:
                shares[at % self.crew.hands][name] = core
                self.at_work[name] = at % self.crew.hands
        for damaged in self.crew.round("restore", [(one,) for one in shares]):
            lost += damaged
        if lost:
            self._link(lost)
            self._derive(lost)

    def _derive(self, names: Iterable[str]) -> None:
        """Have worked out what follows in circles that are at work."""
        names = sorted(names)
        leaning = frozenset(name for name in names if self._linked(name).leans)
        made = self._spread("derive", names, lambda some: (some, self.wider, leaning))
        self.outgoing |= made
        known = self.memory.circles
        self.is_steady = self.is_steady and all(
            outgoing == known[name].outgoing for name, (outgoing, _) in made.items()
        )

    def _finish(
        self, due: AbstractSet[str], outside: Mapping[str, Outside], keys: Mapping[str, bytes]
    ) -> dict[str, FinishedCircle]:
        """Have made what is wanted of circles."""
        self._take_up(due)
        told = {
            name: outside[name] if name in outside else self.memory.circles[name].outside
            for name in due
        }
        origins = {origin for one in told.values() for origin, _ in one.adopted}
        following = {one: self._following(one) for one in sorted(origins)}

        def share(names: list[str]) -> tuple[object, ...]:
            needed = {origin for name in names for origin, _ in told[name].adopted}
            return (
                {name: told[name] for name in names},
                self.task.wanted,
                {origin: following[origin] for origin in needed},
                {name: self._core(name, keys) for name in names if name in self.outgoing},
            )

        return self._spread("finish", sorted(due), share, always_in_steps=True)

    def _following(self, name: str) -> bytes:
        """What follows in a circle for people of others: as it was kept, or worked out again."""
        if name not in self.outgoing:
            memory, cache = self.memory, self.cache
            mark = memory.circles[name].outgoing.mark
            kept = memory.outgoing.get(name) or cache.raw_part(OUTGOING, name, mark)
            if kept is not None and opened(kept) is not None:
                memory.outgoing[name] = kept
                return kept
            self._take_up([name])
            if name not in self.outgoing:
                self._derive([name])
        return self.outgoing[name][1]

    def _core(self, name: str, keys: Mapping[str, bytes]) -> bytes:
        """The mark under which a circle is kept: for all that was derived, and from what."""
        if name not in self.outgoing:
            return self.memory.circles[name].core
        key = keys[name] if name in keys else self.memory.circles[name].key
        if not self._linked(name).leans:
            return key
        return digest_of(key, self._wider_mark)

    @cached_property
    def _wider_mark(self) -> bytes:
        return digest_of(repr(self.wider).encode(errors="surrogatepass"))

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

    def _shared(self) -> Shared:
        """What all contacts come to together, as far as it may differ from what it was."""
        before = self.memory.shared
        slugs, gaps, near = before.slugs, before.gaps, before.near
        if not self.is_steady:
            names = {name for each in self.circles for _, name in self._linked(each).companies}
            slugs = before.slugs if before.slugs.keys() == names else company_slugs(names)
        if self._uses_changed(before.gaps):
            belonging = (self.files[path] for path in self.grouped.by_path)
            uses = (
                one.reading.uses
                for one in sorted(belonging, key=_id_of)
                if one.reading.uses is not None and _id_of(one) != ME
            )
            gaps, near = spelling_gaps(uses, before.near)
        runs = (run for name in self.circles for run in self._linked(name).runs)
        far = tuple(far_ahead(runs))
        self.is_steady = self.is_steady and (gaps, far) == (before.gaps, before.far)
        return Shared(self.grouped.clashes, far, self.wider, slugs, near, gaps)

    def _uses_changed(self, gaps: Iterable[Gap]) -> bool:
        """Whether any file spells other names than before, or the same ones elsewhere."""
        if self.compared.gone or self.grouped.clashes != self.memory.shared.clashes:
            return True
        doubted = {one.place.path for one in gaps}
        for path in self.compared.touched:
            if path not in self.memory.files:
                return True
            now, before = self.files[path].reading.uses, self.memory.files[path].reading.uses
            if now != before and (path in doubted or _spelled(now) != _spelled(before)):
                return True
        return False

    def _outside(self, shared: Shared) -> dict[str, Outside]:
        """What each circle is told of the others; nothing where each is told what it was."""
        if self.is_steady:
            return {}
        owner, by_path = self.grouped.owner, self.grouped.by_path
        adopted: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
        for origin in self.circles:
            one = self._outgoing(origin)
            for name in {owner[person] for person in one.people}:
                adopted[name].append((origin, one.mark))
        gaps: dict[str, list[Gap]] = defaultdict(list)
        for gap in shared.gaps:
            gaps[owner[gap.contact]].append(gap)
        far: dict[str, list[Diagnostic]] = defaultdict(list)
        for problem in shared.far:
            far[by_path[problem.path]].append(problem)
        pages = {name: company_page_path(slug) for name, slug in shared.slugs.items()}
        own = self._own_company()
        return {
            name: Outside(
                tuple(sorted(adopted[name])) if name in adopted else (),
                Links(
                    {
                        key: pages[spelled]
                        for one in (name, *(origin for origin, _ in adopted.get(name, ())))
                        for key, spelled in (own if one == ME else self._linked(one).companies)
                    },
                    circle.surroundings.introduced,
                ),
                tuple(gaps.get(name, ())),
                tuple(far.get(name, ())),
            )
            for name, circle in self.circles.items()
        }

    def _own_company(self) -> list[tuple[str, str]]:
        """The company that you are at, where it is anyone else's, as `Linked.companies`."""
        mine = self.circles[ME].paths if ME in self.circles else ()
        ties = self.files[mine[0]].reading.ties if mine else None
        if ties is None or not ties.company:
            return []
        own = same(ties.company)
        return [
            one for name in self.circles for one in self._linked(name).companies if one[0] == own
        ]

    def _renewed(self, again: AbstractSet[str], outside: Mapping[str, Outside]) -> set[str]:
        """The circles that come to something else than before."""
        known = self.memory.circles
        return {
            name for name in self.circles if name in again or known[name].outside != outside[name]
        }

    def _not_current(self, renewed: AbstractSet[str]) -> set[str]:
        """The other circles of which what is wanted is not there."""
        if self.task.is_current is None:
            return set()
        return {
            name
            for name in self.circles
            if name not in renewed
            and not _is_current(self.task, name, self.memory.circles[name].stamp)
        }

    def _problems(
        self, records: Mapping[str, CircleRecord], shared: Shared
    ) -> tuple[Diagnostic, ...]:
        """The problems of everything, in the order of their places."""
        config = self.task.settings.config
        found = [
            *self.task.settings.problems,
            *self.compared.problems,
            *shared.clashes,
            *misspelt_relationships(config, self.grouped.relationships),
        ]
        for path in self.grouped.lone:
            found += self.files[path].reading.problems
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


def _key_of(known: Mapping[str, CircleRecord], name: str) -> bytes | None:
    return known[name].key if name in known else None


def _spelled(uses: Uses | None) -> tuple[tuple[str, bool], ...]:
    """What of a file's names decides which of them are slips: all but where they stand."""
    if uses is None:
        return ()
    return tuple((one.text, one.firm) for one in (*uses.companies, *uses.people))


def _id_of(record: FileRecord) -> str:
    return record.reading.ties.id if record.reading.ties is not None else ""
