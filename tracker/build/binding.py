"""What every circle has on the pages of all contacts, and its binding into these.

With some thousand circles it takes a third of a build after an edit to take these parts up, and
another to bind them: a process of its own can do both while this one finds out what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from tracker.build.assemble import (
    Everyone,
    activities_csv,
    agenda_data,
    agenda_json,
    buckets_of,
    later_data,
    pages_of_all,
    what_is_found,
)
from tracker.build.forking import Hand, forked
from tracker.build.memory import SITE, closed_shelves, from_shelves
from tracker.build.parts import SitePart
from tracker.build.results import Buckets
from tracker.build.settings import Settings
from tracker.calendar_file import feed
from tracker.disk import Publication, Staged
from tracker.disk.cache import Cache
from tracker.render import Renderer, assets

#: So many circles make a process for their binding worth its while. Measured on two cores, a build
#: after an edit takes 0.03 s longer by it with 480 circles, and as long either way with 1,200.
WORTH_BINDING_APART = 1_000

#: Where more than one part in so many is new, they are not sent: to pack a part and to take it up
#: again takes about as long as to take it up from the cache. Tracker's choice.
_FEW = 8


class Part(NamedTuple):
    """What a circle has on the pages of all, and the mark of what it was made of."""

    mark: bytes
    content: SitePart


class Order(NamedTuple):
    """What is to be bound: the parts with these marks, by their names, the new ones among them.

    `gone` are the names of circles that are no more.
    """

    everyone: Everyone
    marks: Mapping[str, bytes]
    new: Mapping[str, Part]
    gone: Collection[str]


class Bound(NamedTuple):
    """What came of it: how many follow-ups stand where, and the shelves to be kept, closed."""

    buckets: Buckets
    shelves: Mapping[str, bytes]


class PartsLostError(Exception):
    """Parts that were kept are not there: damaged, or replaced by another process."""


class Bindery:
    """Has the parts of all circles, and binds them into the pages of all."""

    def __init__(
        self,
        cache: Cache,
        settings: Settings,
        publication: Publication,
        renderer: Callable[[], Renderer],
    ) -> None:
        """Take up the parts that are kept."""
        self._settings, self._publication, self._renderer = settings, publication, renderer
        self._parts = parts_kept(cache)

    def bind(self, order: Order) -> Iterator[object]:
        """Stage the pages, all at once, and then say what came of it. Raises `PartsLostError`."""
        parts = bound_parts(self._parts, order)
        yield tuple(bind(parts, order, self._settings, self._publication, self._renderer()))
        yield bound(parts, order)


def parts_kept(cache: Cache) -> dict[str, Part]:
    """The parts of all circles that are kept."""
    return from_shelves(cache, SITE)


def bound_parts(parts: Mapping[str, Part], order: Order) -> dict[str, Part]:
    """The parts that an order is for, in the order of their names. Raises `PartsLostError`."""
    found = {}
    for name, mark in sorted(order.marks.items()):
        part = order.new.get(name) or parts.get(name)
        if part is None or part.mark != mark:
            raise PartsLostError
        found[name] = part
    return found


def bind(
    parts: Mapping[str, Part],
    order: Order,
    settings: Settings,
    publication: Publication,
    renderer: Renderer,
) -> Iterator[Staged]:
    """Make and stage the pages that show all contacts, the agenda first.

    Raises as a renderer and a publication do.
    """
    contents = _contents(parts)
    for template, page in pages_of_all(settings, order.everyone, contents):
        yield publication.stage(renderer.page(template, page))
    yield publication.stage(agenda_json(settings, contents))
    any_contacts = any(part.rows for part in contents)
    yield publication.stage(agenda_data(settings, contents, any_contacts=any_contacts))
    for data in later_data(settings, contents):
        yield publication.stage(data)
    yield publication.stage(what_is_found(contents))
    yield publication.stage(activities_csv(contents))
    yield publication.stage(feed([one.feed for one in contents]))
    for asset in assets(settings.overrides):
        yield publication.stage(asset)


def bound(parts: Mapping[str, Part], order: Order) -> Bound:
    """What came of binding all parts."""
    changed = {*order.new, *order.gone}
    return Bound(
        buckets_of([one.buckets for one in _contents(parts)]),
        closed_shelves(parts, changed, parts.__getitem__),
    )


def _contents(parts: Mapping[str, Part]) -> Sequence[SitePart]:
    return [part.content for part in parts.values()]


class Apart:
    """A bindery in a process of its own."""

    def __init__(self, hand: Hand) -> None:
        """Use a process that was forked for it."""
        self._hand = hand
        self._answers: Iterator[object] = iter(())

    @staticmethod
    def is_worth(order: Order) -> bool:
        """Whether the new parts of an order are few enough to be sent."""
        return len(order.new) * _FEW <= len(order.marks)

    def bind(self, order: Order) -> tuple[Staged, ...]:
        """The pages, staged. Raises as `Bindery.bind`, or `CrewError` where the process is gone."""
        self._hand.ask("bind", (order,))
        self._answers = self._hand.parts()
        staged = next(self._answers)
        assert isinstance(staged, tuple)  # noqa: S101 - what a bindery answers first
        return staged

    def bound(self) -> Bound:
        """What came of it; it is worked out while this process goes on. Raises as `bind`."""
        found = next(self._answers)
        assert isinstance(found, Bound)  # noqa: S101 - what a bindery answers then
        return found


@contextmanager
def bindery_apart(make: Callable[[], Bindery], cache: Cache) -> Iterator[Apart | None]:
    """A bindery in a process of its own, which ends with the block; None where that cannot be."""
    with cache.aside():
        hands = forked(make, 1)
    try:
        yield Apart(hands[0]) if hands else None
    finally:
        for one in hands:
            one.end()
