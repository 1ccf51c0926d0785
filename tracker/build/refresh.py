"""The one orchestrator: from the files of a workspace to what is wanted of it, top to bottom.

It compares all files with what it remembers, and does again only what may have come out otherwise:
reads the files that changed, links the circles that they are part of, derives what follows in them,
and makes their pages. Each stage is a plain function of what the stages before it found, whoever
found it and when.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tracker.build.compare import ChangedMeanwhileError, Compared, Look, look, record_of
from tracker.build.crew import Crew, hands_for
from tracker.build.grouping import Grouped, group, grouped
from tracker.build.hands import Hands
from tracker.build.memory import CORE, OUTGOING, CircleRecord, Memory, Shared
from tracker.build.parts import FileRecord, Linked, Outgoing, Outside
from tracker.build.settings import Settings
from tracker.build.sharing import (
    Marks,
    Now,
    me_of,
    outside_of,
    problems_of,
    shared_of,
    told_again,
)
from tracker.build.stages import Stages
from tracker.build.workshop import FinishedCircle, Wanted, Workshop
from tracker.contact.model import Contact
from tracker.diagnostics import Diagnostic
from tracker.disk import Publication, Scanned, read_source
from tracker.disk.cache import Cache
from tracker.disk.packing import digest_of, opened
from tracker.files import SourceFile
from tracker.rules.wider import together

if TYPE_CHECKING:
    # The terminal's agenda needs neither pages nor Jinja.
    from tracker.build.pages import Pages

#: How often to begin again where files change while they are read. A later look sees the rest.
_MOST_TRIES = 5


class Refreshed(NamedTuple):
    """What a refresh found and made.

    `files` and `circles` are all of them as they are now; `finished` are those that something was
    made of, `renewed` those that are to be remembered anew, `gone` those that are no more.
    `changed` are the paths of files that are not as they were, `problems` those of everything;
    `outgoing` is what follows in circles for people of others, closed: as far as it was worked out,
    or needed.
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


class RefreshTask(NamedTuple):
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


def refresh(task: RefreshTask, memory: Memory, cache: Cache, stages: Stages) -> Refreshed:
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


def _refresh(task: RefreshTask, memory: Memory, cache: Cache, stages: Stages) -> Refreshed:
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

    with Crew(make, hands_for(work), cache.aside) as crew:
        return _Job(task, memory, cache, stages, crew, scanned, compared).done()


def _is_current(task: RefreshTask, name: str, stamp: bytes) -> bool:
    return task.is_current is None or task.is_current(name, stamp)


class _Job:
    """One refresh under way.

    It is *steady* as long as nothing has come out that any circle but those at work is told of:
    then the others need not even be looked at.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that a refresh has to do with
        self,
        task: RefreshTask,
        memory: Memory,
        cache: Cache,
        stages: Stages,
        crew: Crew,
        scanned: Scanned,
        compared: Compared,
    ) -> None:
        self.task, self.memory, self.cache = task, memory, cache
        self.stages, self.hands = stages, Hands(crew, stages)
        self.scanned, self.compared = scanned, compared
        self.files = dict(compared.known)
        self.linked: dict[str, Linked] = {}
        self.outgoing: dict[str, tuple[Outgoing, bytes]] = {}
        self.taken_up: dict[str, bytes] = {}
        self.wider = memory.shared.wider
        self.me: Contact | None = None
        self.is_steady = False

    def done(self) -> Refreshed:
        """Go through all stages."""
        stages, known = self.stages, self.memory.circles
        with stages.stage("read", len(self.compared.sources)):
            for reading in self.hands.read(self.compared.sources):
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
            now = Now(self.files, self.grouped, self._linked)
            self.me = me_of(now)
            shared = self._shared(now)
            outside = self._outside(now, shared, again)
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
            problems_of(now, self.task.settings, self.compared, records.values()),
            self.taken_up
            | {name: following for name, (_, following) in self.outgoing.items() if following},
        )

    def _linked(self, name: str) -> Linked:
        """What others need to know of a circle."""
        return self.linked[name] if name in self.linked else self.memory.circles[name].linked

    def _outgoing(self, name: str) -> Outgoing:
        """Whom of other circles something concerns that follows in a circle."""
        if name in self.outgoing:
            return self.outgoing[name][0]
        return self.memory.circles[name].outgoing

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
        self.is_steady = memory.settings == self.task.key and self._says_the_same_of_you()
        if memory.grouped is not None:
            return memory.grouped
        circles = {name: one.circle for name, one in memory.circles.items()}
        return grouped(self.files, circles, memory.shared.clashes)

    def _says_the_same_of_you(self) -> bool:
        """Whether your own file, if it was edited at all, shows the same on other pages."""
        return all(
            self.files[path].reading.me == self.memory.files[path].reading.me
            for path in self.compared.touched
        )

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
        """Have circles linked, all of whose files were read or are read now."""
        names = list(names)
        self._read_members(names)
        self.linked |= self.hands.link({name: self.circles[name] for name in names})

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

    def _read_members(self, names: Iterable[str]) -> None:
        """Read the files of circles' contacts that nobody has at hand.

        Raises ChangedMeanwhileError where one is no longer what it is remembered as.
        """
        sources: list[SourceFile] = []
        for name in names:
            for path in self.circles[name].paths:
                if path not in self.hands.home:
                    source = read_source(self.task.settings.root, path)
                    if isinstance(source, Diagnostic):
                        raise ChangedMeanwhileError
                    if digest_of(source.data) != self.files[path].digest:
                        raise ChangedMeanwhileError
                    sources.append(source)
        if sources:
            self.hands.read(sources)

    def _take_up(self, names: Iterable[str]) -> None:
        """See to it that circles are at work: as they were kept, or linked once more."""
        missing = sorted(name for name in names if name not in self.hands.at_work)
        if not missing:
            return
        cores, lost = {}, []
        for name in missing:
            core = self.cache.raw_part(CORE, name, self.memory.circles[name].core)
            if core is None:
                lost.append(name)
            else:
                cores[name] = core
        lost += self.hands.restore(cores)
        if lost:
            self._link(lost)
            self._derive(lost)

    def _derive(self, names: Iterable[str]) -> None:
        """Have worked out what follows in circles that are at work."""
        names = sorted(names)
        leaning = frozenset(name for name in names if self._linked(name).leans)
        made = self.hands.spread("derive", names, lambda some: (some, self.wider, leaning))
        self.outgoing |= made
        known = self.memory.circles
        self.is_steady = self.is_steady and all(
            outgoing._replace(asks=None) == known[name].outgoing._replace(asks=None)
            for name, (outgoing, _) in made.items()
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
                self.me,
            )

        return self.hands.stream("finish", sorted(due), share)

    def _following(self, name: str) -> bytes:
        """What follows in a circle for people of others: as it was kept, or worked out again."""
        if name not in self.outgoing:
            mark = self.memory.circles[name].outgoing.mark
            kept = self.memory.outgoing.get(name) or self.cache.raw_part(OUTGOING, name, mark)
            if kept is not None and opened(kept) is not None:
                self.taken_up[name] = kept
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

    def _shared(self, now: Now) -> Shared:
        """What all contacts come to together."""
        before, is_steady = self.memory.shared, self.is_steady
        shared = shared_of(now, self.compared, self.memory, self.wider, same_companies=is_steady)
        self.is_steady = is_steady and (shared.gaps, shared.far) == (before.gaps, before.far)
        return shared

    def _outside(self, now: Now, shared: Shared, again: AbstractSet[str]) -> Mapping[str, Outside]:
        """What circles are told of the others: all of them, or those that may be told otherwise."""
        if not self.is_steady:
            return outside_of(now, shared, self._outgoing)
        known = {name: self.memory.circles[name].outside for name in again}
        return told_again(known, Marks(self.me), self._outgoing)

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


def _key_of(known: Mapping[str, CircleRecord], name: str) -> bytes | None:
    return known[name].key if name in known else None
