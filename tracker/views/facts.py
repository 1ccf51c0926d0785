"""What the front matter of a contact says, in the order in which people look for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracker.contact.kinds import Channel
from tracker.contact.model import Contact, Raw
from tracker.links import is_external, linkedin_link, web_link
from tracker.views.directory import Directory
from tracker.views.followups import addresses
from tracker.views.frame import Link
from tracker.views.timeline import CHANNEL_WORDS
from tracker.workdays import written


class Fact(NamedTuple):
    """One field: its `label` and its `values`, none for a key that was left empty.

    `known` is False for keys that Tracker does not know.
    """

    label: str
    values: tuple[Link, ...]
    known: bool = True


def facts(directory: Directory, at: str, contact: Contact) -> tuple[Fact, ...]:
    """All fields that are filled in, those of the user's own last."""
    known = (Fact(label, values) for label, values in _known(directory, at, contact) if values)
    other = (Fact(key, _raw_values(value), known=False) for key, value in contact.other.items())
    return (*known, *other)


def _known(
    directory: Directory, at: str, contact: Contact
) -> Iterator[tuple[str, tuple[Link, ...]]]:
    yield "Phone", addresses(contact, Channel.CALL)
    yield "E-mail", addresses(contact, Channel.EMAIL)
    yield "Address", addresses(contact, Channel.LETTER)
    if contact.prefers:
        yield "Prefers", _texts([CHANNEL_WORDS[contact.prefers]])
    yield "Time zone", _texts([contact.timezone])
    if contact.company:
        yield "Company", (directory.company_link(at, contact.company),)
    yield "Role", _texts([contact.role])
    yield "Relationship", _texts(one.replace("-", " ") for one in contact.relationship)
    yield "Position talked about", _texts([contact.position])
    yield "Also called", _texts(contact.aliases)
    yield "Pronounced", _texts([contact.pronounced])
    yield "Greeted as", _texts([contact.greeting])
    if contact.introduced_by:
        yield "Introduced by", (directory.name_link(at, contact.introduced_by),)
    yield "Met", _texts([contact.met])
    if contact.website:
        yield "Website", _web(contact.website, web_link(contact.website))
    if contact.linkedin:
        yield "LinkedIn", _web(contact.linkedin, linkedin_link(contact.linkedin))
    yield "Birthday", _texts([contact.birthday])
    yield "Language", _texts([contact.language])
    yield "Keep in touch", _texts([_keep_in_touch(contact)])
    for label, value in (
        ("Next follow-up", contact.next_follow_up),
        ("Snoozed until", contact.snooze),
        ("Last contact before the log", contact.last_contact),
    ):
        if value:
            yield label, _texts([written(value)])
    yield "Tags", _texts(contact.tags)


def _keep_in_touch(contact: Contact) -> str | None:
    if contact.never_keep_in_touch:
        return "never"
    return f"every {contact.keep_in_touch}" if contact.keep_in_touch else None


def _texts(values: Iterable[str | None]) -> tuple[Link, ...]:
    return tuple(Link(value) for value in values if value)


def _web(text: str, href: str | None) -> tuple[Link, ...]:
    return (Link(text, href, external=href is not None and is_external(href)),)


def _raw_values(value: Raw) -> tuple[Link, ...]:
    """An unknown key's value: a list as several, a map as `label: value`."""
    if isinstance(value, str):
        return (Link(value),)
    if isinstance(value, Mapping):
        return tuple(Link(f"{key}: {_flat(one)}") for key, one in value.items())
    return tuple(Link(_flat(one)) for one in value)


def _flat(value: Raw) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_flat(one)}" for key, one in value.items())
    return ", ".join(_flat(one) for one in value)
