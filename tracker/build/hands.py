"""Which workshop of a crew does what: whoever has read a file works on its circle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from tracker.build.crew import Crew
from tracker.build.parts import Linked, Reading
from tracker.build.stages import Stages
from tracker.circles import Circle
from tracker.files import SourceFile

#: So many files or circles a hand are a step, where somebody watches.
_STEP = 100

_Item = TypeVar("_Item")

#: Where a file says for whom somebody works, for a guess at which files belong together, and how
#: far into the file to look for it.
_COMPANY = re.compile(rb"^company:(.+)$", re.MULTILINE)
_FRONT = 1000


class Hands:
    """The hands of a crew, by their numbers from 0, and what each of them has.

    `home` says which one has read a file, by its path, `at_work` which one works on a circle.
    """

    def __init__(self, crew: Crew, stages: Stages) -> None:
        """Begin with nothing in any hand."""
        self._crew, self._stages = crew, stages
        self.home: dict[str, int] = {}
        self.at_work: dict[str, int] = {}

    def read(self, sources: Iterable[SourceFile]) -> list[Reading]:
        """Have files read, those of a company by one hand."""
        found = []
        for shares in self._steps(_shares(sources, self._crew.hands)):
            for hand, readings in enumerate(self._crew.round("read", [(one,) for one in shares])):
                for reading in readings:
                    if reading.ties is not None:
                        self.home[reading.path] = hand
                    found.append(reading)
            self._stages.advances(sum(map(len, shares)))
        return found

    def _steps(self, shares: list[list[_Item]]) -> Iterator[list[list[_Item]]]:
        """The same shares, a part of each at a time where somebody wants to see how far it is."""
        longest = max(map(len, shares), default=0) or 1
        step = _STEP if self._stages.in_steps else longest
        for begin in range(0, longest, step):
            yield [share[begin : begin + step] for share in shares]

    def link(self, circles: Mapping[str, Circle]) -> dict[str, Linked]:
        """Have circles linked, each by the hand that has read most of its files."""
        lent: dict[tuple[int, int], list[str]] = defaultdict(list)
        shares: list[dict[str, Circle]] = [{} for _ in range(self._crew.hands)]
        for name, circle in circles.items():
            homes = [self.home.pop(path) for path in circle.paths]
            hand = max(set(homes), key=lambda one: (homes.count(one), -one))
            self.at_work[name] = hand
            shares[hand][name] = circle
            for path, home in zip(circle.paths, homes, strict=True):
                if home != hand:
                    lent[home, hand].append(path)
        for (home, hand), paths in sorted(lent.items()):
            self._crew.ask(hand, "borrow", [self._crew.ask(home, "lend", paths)])
        found: dict[str, Linked] = {}
        for answer in self._crew.round("link", [(one,) for one in shares]):
            found |= answer
        return found

    def restore(self, cores: Mapping[str, bytes]) -> list[str]:
        """Have circles taken up where they were left; the names of those that are damaged."""
        shares: list[dict[str, bytes]] = [{} for _ in range(self._crew.hands)]
        for at, (name, core) in enumerate(sorted(cores.items())):
            hand = at % self._crew.hands
            shares[hand][name], self.at_work[name] = core, hand
        answers = self._crew.round("restore", [(one,) for one in shares])
        return [name for damaged in answers for name in damaged]

    def spread(
        self, work: str, names: Iterable[str], share: Callable[[list[str]], tuple[object, ...]]
    ) -> dict[str, Any]:
        """Have something done to circles by the hands that have them at work; all the answers."""
        found: dict[str, Any] = {}
        for step in self._steps(self._by_hand(names)):
            for answer in self._crew.round(work, [share(one) for one in step]):
                found |= answer
            self._stages.advances(sum(map(len, step)))
        return found

    def stream(
        self, work: str, names: Iterable[str], share: Callable[[list[str]], tuple[object, ...]]
    ) -> dict[str, Any]:
        """The same of what is answered in parts."""
        found: dict[str, Any] = {}
        for answer in self._crew.stream(work, [share(one) for one in self._by_hand(names)]):
            found |= answer
            self._stages.advances(len(answer))
        return found

    def _by_hand(self, names: Iterable[str]) -> list[list[str]]:
        """Circles by the hand that works on them."""
        found: list[list[str]] = [[] for _ in range(self._crew.hands)]
        for name in names:
            found[self.at_work[name]].append(name)
        return found


def _shares(sources: Iterable[SourceFile], hands: int) -> list[list[SourceFile]]:
    """Files in as many parts: those that seem to be of one company in one, all about as large."""
    shares: list[list[SourceFile]] = [[] for _ in range(hands)]
    if hands == 1:
        return [list(sources)]
    loads = [0] * hands
    hand_of: dict[bytes, int] = {}
    for source in sources:
        match = _COMPANY.search(source.data, 0, _FRONT)
        key = match[1].strip().lower() if match else source.path.encode(errors="replace")
        hand = hand_of.setdefault(key, loads.index(min(loads)))
        loads[hand] += len(source.data)
        shares[hand].append(source)
    return shares
