"""A desk to write drafts at: all contacts read at once, and the message templates at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from tracker.agenda import bucket_of, is_over
from tracker.book import ContactBook, compile_book
from tracker.build.settings import Settings
from tracker.contact.kinds import Channel
from tracker.contact.reader import read_contact
from tracker.diagnostics import errors
from tracker.disk import read_sources
from tracker.drafts.draft import Draft
from tracker.drafts.facts import Scene
from tracker.drafts.repeats import with_repeats
from tracker.messages import Messages
from tracker.records import place_of
from tracker.rules.derive import derive
from tracker.rules.followup import Derived, FollowUp
from tracker.slugs import collisions


class DraftDesk:
    """The follow-ups of a workspace, and the words for each.

    `errors` is how many errors there are in the contact files: what could be read is here.
    """

    def __init__(self, settings: Settings, compiled: Path | None) -> None:
        """Read all contacts. `compiled` is as for a `tracker.render.Renderer`."""
        self._settings, self._compiled = settings, compiled
        self.book, self.errors = _read_all(settings.root)
        self.derived: Derived = derive(self.book, settings.config, settings.rules)
        self.scene = Scene(self.book, self.book.me, settings.config, settings.rules)

    @cached_property
    def messages(self) -> Messages:
        """The message templates of the workspace."""
        return Messages(self._settings.overrides, self._compiled)

    def beginning(self, typed: str) -> tuple[FollowUp, ...]:
        """The open follow-ups whose ids begin with a text, whatever its case.

        Those that the agenda shows today come alone where there are any; one that has exactly this
        id comes alone in any case.
        """
        exact = [one for one in self.derived.follow_ups if one.id == typed]
        if exact:
            return tuple(exact)
        begun = typed.casefold()
        found = [one for one in self.derived.follow_ups if one.id.casefold().startswith(begun)]
        shown = [one for one in found if bucket_of(one, self._settings.today) is not None]
        return tuple(shown or found)

    def speaking_of(self, words: Sequence[str]) -> tuple[FollowUp, ...]:
        """The open follow-ups whose id, person or company hold all of some words, without case.

        Not those whose time is over.
        """
        return tuple(
            one
            for one in self.derived.follow_ups
            if not is_over(one, self._settings.today)
            and all(word in f"{one.id} {one.name} {one.company or ''}".casefold() for word in words)
        )

    def draft(
        self, one: FollowUp, channel: Channel | None = None, template: str | None = None
    ) -> Draft:
        """The draft for a follow-up, held against what others at the company get and got.

        Raises as `Messages.draft`.
        """
        draft = self.messages.draft(one, self.scene, channel, template)
        others = (self.messages.draft(each, self.scene) for each in self._colleagues(one))
        return with_repeats((draft, *others), self.book)[0]

    def _colleagues(self, one: FollowUp) -> Iterator[FollowUp]:
        """The follow-ups of others at the same company, by the same rule."""
        contact = self.book.by_id.get(one.person.contact)
        if contact is None or not contact.company:
            return
        place = place_of(contact)
        for each in self.derived.follow_ups:
            other = self.book.by_id.get(each.person.contact)
            if other is None or each.rule != one.rule or each.person == one.person:
                continue
            if place_of(other) == place:
                yield each


def _read_all(root: Path) -> tuple[ContactBook, int]:
    """All contacts, linked, and how many errors there are in their files."""
    sources, problems = read_sources(root)
    clashes = collisions(source.path for source in sources)
    without_page = {clash.path for clash in clashes}
    contacts, found = [], [*problems, *clashes]
    for source in sources:
        contact, misread = read_contact(source)
        found += misread
        if contact is not None and contact.path not in without_page:
            contacts.append(contact)
    book, unlinked = compile_book(contacts)
    return book, len(errors((*found, *unlinked)))
