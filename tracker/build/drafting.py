"""A desk to write drafts at: the circles that a follow-up is looked for in, and the templates.

Of what is remembered of a workspace only the circles of the contacts that are meant are taken up,
each as it was worked out; the others need not even be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tracker.agenda import Bucket, arrange, bucket_of, follow_up_order, is_over
from tracker.book import ME, ContactBook
from tracker.build.desk import Desk
from tracker.build.finishing import Wanted, about_people_of
from tracker.build.memory import CORE, OUTGOING, CircleRecord
from tracker.build.settings import Settings
from tracker.build.stages import Stages
from tracker.build.workshop import Workshop
from tracker.contact.kinds import Channel
from tracker.contact.model import Contact
from tracker.diagnostics import Diagnostic, errors
from tracker.disk import read_source
from tracker.disk.cache import Cache
from tracker.disk.packing import opened
from tracker.drafts.draft import Draft
from tracker.drafts.facts import Scene
from tracker.drafts.repeats import with_repeats
from tracker.messages import Messages
from tracker.records import place_of
from tracker.rules.followup import Derived, FollowUp


class _Circle(NamedTuple):
    """The contacts of a circle, and what follows for them, wherever it was set off."""

    book: ContactBook
    derived: Derived


class DraftDesk:
    """The follow-ups of a workspace, and the words for each.

    `errors` is how many errors there are in the contact files: what could be read is here.
    """

    def __init__(
        self, settings: Settings, cache: Cache, stages: Stages, compiled: Path | None
    ) -> None:
        """Bring up to date what is remembered. `compiled` is as for a `tracker.render.Renderer`."""
        self._settings, self._cache, self._compiled = settings, cache, compiled
        desk = Desk(cache, stages)
        wanted = Wanted(text=False, site=False)
        refreshed = desk.refresh(settings, wanted, lambda _name, _stamp: True)
        desk.keep(settings, refreshed)
        cache.save()
        self._refreshed, self._owner = refreshed, refreshed.grouped.owner
        self._known: dict[str, _Circle] = {}
        self.errors = len(errors(refreshed.problems))

    @cached_property
    def messages(self) -> Messages:
        """The message templates of the workspace."""
        return Messages(self._settings.overrides, self._compiled)

    @cached_property
    def me(self) -> Contact | None:
        """Your own file."""
        return self._circle(self._owner[ME]).book.me if ME in self._owner else None

    def beginning(self, typed: str) -> tuple[FollowUp, ...]:
        """The open follow-ups whose ids begin with a text, whatever its case, by deadline.

        Those that the agenda shows today come alone where there are any; one that has exactly this
        id comes alone in any case.
        """
        begun = typed.casefold()
        follow_ups = [one for each in self._near(begun) for one in each.derived.follow_ups]
        exact = [one for one in follow_ups if one.id == typed]
        if exact:
            return tuple(exact)
        found = [one for one in follow_ups if one.id.casefold().startswith(begun)]
        shown = [one for one in found if bucket_of(one, self._settings.today) is not None]
        return tuple(sorted(shown or found, key=follow_up_order))

    def company_of(self, one: FollowUp) -> str:
        """The company of whoever a follow-up is to reach; empty where it is not known."""
        book = self._circle(self._owner[one.person.contact]).book
        contact = book.by_id.get(one.person.contact) if one.person.known else None
        return (contact.company if contact is not None else one.company) or ""

    def pressing(self, found: Sequence[FollowUp]) -> tuple[FollowUp, ...]:
        """Those of some follow-ups that are due today, or overdue."""
        today = self._settings.today
        return tuple(one for one in found if bucket_of(one, today) in {Bucket.DUE, Bucket.OVERDUE})

    def settled(self, typed: str) -> FollowUp | None:
        """The follow-up of exactly this id that something has settled."""
        closed = (one for each in self._near(typed.casefold()) for one in each.derived.closed)
        return next((one for one in closed if one.id == typed), None)

    def speaking_of(self, words: Sequence[str]) -> tuple[FollowUp, ...]:
        """The open follow-ups whose id, person or company hold all of some words, without case.

        Not those whose time is over.
        """
        everything = (one for each in self._near("") for one in each.derived.follow_ups)
        found = (
            one
            for one in everything
            if not is_over(one, self._settings.today)
            and all(word in f"{one.id} {one.name} {one.company or ''}".casefold() for word in words)
        )
        return tuple(sorted(found, key=follow_up_order))

    def draft(
        self, one: FollowUp, channel: Channel | None = None, template: str | None = None
    ) -> Draft:
        """The draft for a follow-up, held against what others at the company get and got.

        Raises as `Messages.draft`.
        """
        circle = self._circle(self._owner[one.person.contact])
        scene = Scene(circle.book, self.me, self._settings.config, self._settings.rules)
        draft = self.messages.draft(one, scene, channel, template)
        others = (self.messages.draft(each, scene) for each in self._colleagues(one, circle))
        return with_repeats((draft, *others), circle.book)[0]

    def _colleagues(self, one: FollowUp, circle: _Circle) -> Iterator[FollowUp]:
        """What is to be done for others at the same company by the same rule, as pages show it."""
        contact = circle.book.by_id.get(one.person.contact)
        if contact is None or not contact.company:
            return
        place, today = place_of(contact), self._settings.today
        agenda = arrange(circle.derived, today)
        on = {each.id for bucket in Bucket for each in getattr(agenda, bucket.value)}
        for each in circle.derived.follow_ups:
            other = circle.book.by_id.get(each.person.contact)
            if other is None or each.rule != one.rule or each.person == one.person:
                continue
            is_ahead = each.appears > today and not is_over(each, today)
            if place_of(other) == place and (is_ahead or each.id in on):
                yield each

    def _near(self, begun: str) -> Iterator[_Circle]:
        """The circles in which an id may be that begins so, in the order of their names."""
        names = {
            name
            for member, name in self._owner.items()
            if member.casefold().startswith(begun) or begun.startswith(f"{member.casefold()}/")
        }
        return (self._circle(name) for name in sorted(names))

    def _circle(self, name: str) -> _Circle:
        """A circle as it was worked out, with what follows in others for its people."""
        known = self._known.get(name)
        if known is None:
            record = self._refreshed.circles[name]
            book, derived = self._kept_core(record) or self._again(record)[0]
            adopted = [
                one
                for origin, mark in record.outside.adopted
                for one in self._following(origin, mark)
                if one.person.contact in book.by_id
            ]
            known = self._known[name] = _Circle(book, about_people_of(book, derived, adopted))
        return known

    def _following(self, name: str, mark: bytes) -> Sequence[FollowUp]:
        """What follows in a circle for people of others."""
        closed = self._refreshed.outgoing.get(name)
        closed = closed or self._cache.raw_part(OUTGOING, name, mark)
        found: Sequence[FollowUp] | None = opened(closed) if closed else None
        if found is None:
            found = opened(self._again(self._refreshed.circles[name])[1])
        return found or ()

    def _kept_core(self, record: CircleRecord) -> tuple[ContactBook, Derived] | None:
        """The contacts of a circle and what follows, as the cache has them."""
        closed = self._cache.raw_part(CORE, record.name, record.core)
        work = opened(closed) if closed is not None else None
        return (work[1], work[3]) if work is not None else None

    def _again(self, record: CircleRecord) -> tuple[tuple[ContactBook, Derived], bytes]:
        """The same, worked out here, and what follows for people of other circles, closed.

        Where there is no cache, or it was damaged.
        """
        shop = Workshop(self._settings, None, None, Cache(None))
        sources = [read_source(self._settings.root, path) for path in record.paths]
        readings = shop.read(one for one in sources if not isinstance(one, Diagnostic))
        if [one.path for one in readings if one.ties is not None] != list(record.paths):
            message = "the files change faster than they can be read"
            raise OSError(None, message)
        shop.link({record.name: record.circle})
        leaning = frozenset([record.name] if record.linked.leans else [])
        made = shop.derive([record.name], self._refreshed.shared.wider, leaning)
        return shop.work_of(record.name), made[record.name][1]
