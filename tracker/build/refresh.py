"""The one orchestrator: from the files of a workspace to what is wanted of it, top to bottom.

It compares all files with what it remembers, and does again only what may have come out otherwise:
reads the files that changed, links the circles that they are part of, derives what follows in them,
and makes their pages. Each stage is a plain function of what the stages before it found, whoever
found it and when.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from tracker.build.at_work import CirclesAtWork
from tracker.build.compare import ChangedMeanwhileError, Compared, look, record_of
from tracker.build.crew import Crew, hands_for
from tracker.build.finishing import FinishedCircle
from tracker.build.grouping import Grouped, group, grouped
from tracker.build.hands import Hands
from tracker.build.memory import CircleRecord, Memory, Shared
from tracker.build.parts import Outside
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
from tracker.build.task import Refreshed, RefreshTask
from tracker.build.workshop import Workshop
from tracker.contact.model import Contact
from tracker.disk import Scanned
from tracker.disk.cache import Cache
from tracker.disk.packing import digest_of
from tracker.rules.wider import together

#: How often to begin again where files change while they are read. A later look sees the rest.
_MOST_TRIES = 5


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
            root = self.task.settings.root
            self.work = CirclesAtWork(
                root, self.files, self.circles, self.memory, self.cache, self.hands
            )
            keys = self._keys()
            new = [name for name, key in keys.items() if _key_of(known, name) != key]
        with stages.stage("link", len(new)):
            self.work.link(new)
        with stages.stage("derive"):
            again = self._what_to_derive(new)
            self.work.take_up(again)
            self.work.derive(again)
            self.is_steady = self.is_steady and self.work.tells_the_same()
        with stages.stage("share"):
            now = Now(self.files, self.grouped, self.work.linked_of)
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
                self.work.core(name, keys),
                self.circles[name].paths,
                self.circles[name],
                self.work.linked_of(name),
                self.work.outgoing_of(name),
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
            self.work.taken_up
            | {name: following for name, (_, following) in self.work.outgoing.items() if following},
        )

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

    def _what_to_derive(self, new: Iterable[str]) -> set[str]:
        """The circles in which something else may follow: new ones, and those that lean on all."""
        known, again = self.memory.circles, set(new)
        if self.is_steady:
            self.is_steady = all(
                self.work.linked_of(name)._replace(runs=()) == known[name].linked._replace(runs=())
                for name in again
            )
        if not self.is_steady:
            self.work.wider = together(self.work.linked_of(name).wider for name in self.circles)
            if self.work.wider != self.memory.shared.wider:
                again |= {name for name in self.circles if self.work.linked_of(name).leans}
        return again

    def _finish(
        self, due: AbstractSet[str], outside: Mapping[str, Outside], keys: Mapping[str, bytes]
    ) -> dict[str, FinishedCircle]:
        """Have made what is wanted of circles."""
        self.work.take_up(due)
        told = {
            name: outside[name] if name in outside else self.memory.circles[name].outside
            for name in due
        }
        origins = {origin for one in told.values() for origin, _ in one.adopted}
        following = {one: self.work.following(one) for one in sorted(origins)}

        def share(names: list[str]) -> tuple[object, ...]:
            needed = {origin for name in names for origin, _ in told[name].adopted}
            return (
                {name: told[name] for name in names},
                self.task.wanted,
                {origin: following[origin] for origin in needed},
                {name: self.work.core(name, keys) for name in names if name in self.work.outgoing},
                self.me,
            )

        return self.hands.stream("finish", sorted(due), share)

    def _shared(self, now: Now) -> Shared:
        """What all contacts come to together."""
        before, is_steady = self.memory.shared, self.is_steady
        shared = shared_of(
            now, self.compared, self.memory, self.work.wider, same_companies=is_steady
        )
        self.is_steady = is_steady and (shared.gaps, shared.far) == (before.gaps, before.far)
        return shared

    def _outside(self, now: Now, shared: Shared, again: AbstractSet[str]) -> Mapping[str, Outside]:
        """What circles are told of the others: all of them, or those that may be told otherwise."""
        if not self.is_steady:
            return outside_of(now, shared, self.work.outgoing_of)
        known = {name: self.memory.circles[name].outside for name in again}
        return told_again(known, Marks(self.me), self.work.outgoing_of)

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
