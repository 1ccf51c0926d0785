"""Messages: the facts of a follow-up through its message template, as a draft.

The templates are plain text with a little front matter, in `site_templates/messages/`; a
workspace's own take the place of the shipped ones of the same name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from tracker.contact.kinds import APPROVED, Channel
from tracker.contact.model import Contact
from tracker.drafts.choice import (
    NoOccasionError,
    channel_of,
    for_message,
    message_for,
    names_for,
)
from tracker.drafts.draft import Draft, Letterhead
from tracker.drafts.draft_checks import check
from tracker.drafts.facts import Scene
from tracker.drafts.gathering import audience_of, facts_of, mobile_first, owner_of
from tracker.drafts.log_line import log_lines
from tracker.drafts.notes import address_notes, greeting_notes, language_notes, task_notes
from tracker.drafts.signature import missing_of
from tracker.jinja import text_environment
from tracker.message_template import MessageFrontMatter, MessageLoader, parts_of
from tracker.message_writing import Writing
from tracker.render import TemplateError, guarded
from tracker.rules.followup import FollowUp
from tracker.templates import MESSAGES, shipped_templates

#: What a rule of the user's own is written from where it has no template of its own.
GENERAL = "general"


class Messages:
    """The message templates of a workspace, at work. A template is read and compiled once.

    `overrides` and `compiled` are as for a `tracker.render.Renderer`.
    """

    def __init__(self, overrides: Path | None, compiled: Path | None = None) -> None:
        """Find the templates; none is read yet."""
        self._folders = [one for one in (overrides, shipped_templates()) if one is not None]
        self._environment = text_environment(overrides, compiled, MessageLoader)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all templates, such as `thank-you-interview.letter`."""
        return frozenset(
            file.stem
            for folder in self._folders
            for file in (folder / MESSAGES).glob("*.md")
            if not file.name.startswith(("_", "."))
        )

    def draft(
        self,
        one: FollowUp,
        scene: Scene,
        channel: Channel | None = None,
        template: str | None = None,
    ) -> Draft:
        """The draft for a follow-up.

        By the follow-up's own channel unless another approved one is asked for; from the template
        of that name where one is given, otherwise from that of its rule. `NAME.call` is for a call,
        whatever its own channel. Raises `tracker.render.TemplateError` where a template cannot be
        used, ValueError for a channel that is not approved, or not the template's, and
        `NoOccasionError` for a template with nothing to speak of.
        """
        only = channel_of(template or "")
        by = channel or only or one.channel
        if by is not None and (by not in APPROVED or only not in {None, by}):
            message = f"no message goes by {by}: {template or one.template}"
            raise ValueError(message)
        owner = owner_of(one, scene)
        reached = owner if one.person.known else None
        language = (reached.language if reached is not None else None) or ""
        own = message_for(one, reached)
        stem = template or own
        one = for_message(one, stem, own, scene)
        name = self._chosen(stem, one.attempt, by, language)
        facts = facts_of(one, scene, by)
        written = Writing(partial(self.rendered, name), facts).done()
        address = _address(reached, by)
        notes = (
            *written.notes,
            *address_notes(one, by, address),
            *task_notes(one),
            *language_notes(by, language, name),
            *greeting_notes(one, reached),
        )
        rule = next((each for each in scene.rules if each.name == one.rule), None)
        log = log_lines(one, rule, owner, by, self._about(name).log) if owner is not None else ()
        missing = missing_of(scene.me, audience_of(one, reached, by))
        return Draft(
            follow_up=one.id,
            contact=one.person.contact,
            template=name,
            channel=by,
            name=one.person.name,
            address=address,
            subject=() if by is Channel.CALL else written.subject,
            body=written.body,
            notes=notes,
            findings=check(written, facts, missing),
            log=log,
            letterhead=_letterhead(scene.me, one, reached) if by is Channel.LETTER else None,
            signature="" if by is Channel.CALL else facts.you.signature,
        )

    def drafts(self, one: FollowUp, scene: Scene) -> tuple[Draft, ...]:
        """All drafts that a follow-up offers: its own first, then what may be said instead.

        An offer can be accepted or declined, a customer be asked for a referral. Raises as `draft`.
        """
        first = self.draft(one, scene)
        return (first, *self.others(one, scene, self.instead_of(first)))

    def others(self, one: FollowUp, scene: Scene, names: Iterable[str]) -> Iterator[Draft]:
        """The drafts from templates of these names, but for those with nothing to speak of."""
        for name in names:
            with suppress(NoOccasionError):
                yield self.draft(one, scene, template=name)

    def instead_of(self, draft: Draft) -> tuple[str, ...]:
        """The names of templates that may be used in the place of a draft's own.

        Those that are not there are left out: `template_slips` tells of them.
        """
        return tuple(one for one in self._about(draft.template).also or () if self.knows(one))

    def knows(self, template: str) -> bool:
        """Whether there is a template of that name, be it for one channel or language only."""
        return any(one == template or one.startswith(f"{template}.") for one in self.names)

    def _about(self, name: str) -> MessageFrontMatter:
        """What a template says of itself; a variant leaves unsaid what its message says already."""
        loader = self._environment.loader
        assert isinstance(loader, MessageLoader)  # noqa: S101 - so it was made
        parts = name.split(".")
        every = (".".join(parts[:number]) for number in range(len(parts), 0, -1))
        files = [_file(one) for one in every if one in self.names]
        return guarded(_file(name), lambda: loader.said_by(self._environment, files))

    def _chosen(self, stem: str, attempt: int, by: Channel | None, language: str) -> str:
        """The name of the template that fits best, of those that there are."""
        for name in (*names_for(stem, attempt, by, language), *names_for(GENERAL, 1, by, language)):
            if name in self.names:
                return name
        raise TemplateError(_file(GENERAL), 0, "is missing")

    def rendered(self, name: str, context: dict[str, Any]) -> dict[str, str]:
        """The parts of a template, rendered with some variables. Raises `TemplateError`."""
        file = _file(name)
        return parts_of(guarded(file, lambda: self._environment.get_template(file).render(context)))


def _file(name: str) -> str:
    return f"{MESSAGES}/{name}.md"


def _address(contact: Contact | None, by: Channel | None) -> str:
    if contact is None:
        return ""
    match by:
        case Channel.EMAIL:
            return contact.email[0] if contact.email else ""
        case Channel.CALL:
            return mobile_first(contact.phone)[0].number if contact.phone else ""
        case Channel.LETTER:
            return contact.address or ""
        case _:
            return ""


def _letterhead(me: Contact | None, one: FollowUp, contact: Contact | None) -> Letterhead:
    own = (me.name, *(me.address or "").split("\n")) if me is not None else ()
    company = contact.company if contact is not None else one.company
    address = (contact.address or "").split("\n") if contact is not None else []
    theirs = (one.person.name, company or "", *address)
    return Letterhead(_filled(own), _filled(theirs), me.name if me is not None else "")


def _filled(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
