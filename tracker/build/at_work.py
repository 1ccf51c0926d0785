"""The circles that a refresh works on, and what is known of all the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from tracker.build.compare import ChangedMeanwhileError
from tracker.build.hands import Hands
from tracker.build.memory import CORE, OUTGOING, Memory
from tracker.build.parts import FileRecord, Linked, Outgoing
from tracker.circles import Circle
from tracker.diagnostics import Diagnostic
from tracker.disk import read_source
from tracker.disk.cache import Cache
from tracker.disk.packing import digest_of, opened
from tracker.files import SourceFile


class CirclesAtWork:
    """Circles in the hands of a crew: linked there, or taken up as they were kept, and derived.

    `outgoing` is what was worked out of those that were derived, `taken_up` what was only needed of
    others; both as `Refreshed.outgoing`. `wider` is what all circles share.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what there is, what was, and who does the work
        self,
        root: Path,
        files: Mapping[str, FileRecord],
        circles: Mapping[str, Circle],
        memory: Memory,
        cache: Cache,
        hands: Hands,
    ) -> None:
        """Begin with none at work; `files` and `circles` are all of them as they are now."""
        self.root, self.files, self.circles = root, files, circles
        self.memory, self.cache, self.hands = memory, cache, hands
        self.linked: dict[str, Linked] = {}
        self.outgoing: dict[str, tuple[Outgoing, bytes]] = {}
        self.taken_up: dict[str, bytes] = {}
        self.wider = memory.shared.wider

    def linked_of(self, name: str) -> Linked:
        """What others need to know of a circle."""
        return self.linked[name] if name in self.linked else self.memory.circles[name].linked

    def outgoing_of(self, name: str) -> Outgoing:
        """Whom of other circles something concerns that follows in a circle."""
        if name in self.outgoing:
            return self.outgoing[name][0]
        return self.memory.circles[name].outgoing

    def link(self, names: Iterable[str]) -> None:
        """Have circles linked, all of whose files were read or are read now.

        Raises ChangedMeanwhileError where a file is no longer what it is remembered as.
        """
        names = list(names)
        self._read_members(names)
        self.linked |= self.hands.link({name: self.circles[name] for name in names})

    def _read_members(self, names: Iterable[str]) -> None:
        """Read the files of circles' contacts that nobody has at hand.

        Raises ChangedMeanwhileError where one is no longer what it is remembered as.
        """
        sources: list[SourceFile] = []
        for name in names:
            for path in self.circles[name].paths:
                if path not in self.hands.home:
                    source = read_source(self.root, path)
                    if isinstance(source, Diagnostic):
                        raise ChangedMeanwhileError
                    if digest_of(source.data) != self.files[path].digest:
                        raise ChangedMeanwhileError
                    sources.append(source)
        if sources:
            self.hands.read(sources)

    def take_up(self, names: Iterable[str]) -> None:
        """See to it that circles are at work: as they were kept, or linked once more.

        Raises as `link` does.
        """
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
            self.link(lost)
            self.derive(lost)

    def derive(self, names: Iterable[str]) -> None:
        """Have worked out what follows in circles that are at work."""
        names = sorted(names)
        leaning = frozenset(name for name in names if self.linked_of(name).leans)
        self.outgoing |= self.hands.spread(
            "derive", names, lambda some: (some, self.wider, leaning)
        )

    def tells_the_same(self) -> bool:
        """Whether what was derived concerns others as before; none of it may be of new circles."""
        known = self.memory.circles
        return all(
            outgoing._replace(asks=None) == known[name].outgoing._replace(asks=None)
            for name, (outgoing, _) in self.outgoing.items()
        )

    def following(self, name: str) -> bytes:
        """What follows in a circle for people of others: as it was kept, or worked out again.

        Raises as `link` does.
        """
        if name not in self.outgoing:
            mark = self.memory.circles[name].outgoing.mark
            kept = self.memory.outgoing.get(name) or self.cache.raw_part(OUTGOING, name, mark)
            if kept is not None and opened(kept) is not None:
                self.taken_up[name] = kept
                return kept
            self.take_up([name])
            if name not in self.outgoing:
                self.derive([name])
        return self.outgoing[name][1]

    def core(self, name: str, keys: Mapping[str, bytes]) -> bytes:
        """The mark under which a circle is kept: for all that was derived, and from what."""
        if name not in self.outgoing:
            return self.memory.circles[name].core
        key = keys[name] if name in keys else self.memory.circles[name].key
        if not self.linked_of(name).leans:
            return key
        return digest_of(key, self._wider_mark)

    @cached_property
    def _wider_mark(self) -> bytes:
        return digest_of(repr(self.wider).encode(errors="surrogatepass"))
