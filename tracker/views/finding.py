"""What the search box finds: each contact as a line of a script that the browser loads for it.

The lines are JSON in UTF-8, ready to be joined: with ten thousand contacts, after each edit, they
are only copied. What is in them is data to the browser as well, and goes into pages as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from tracker.contact.model import Contact, LogEntry
from tracker.files import Artifact
from tracker.slugs import page_href, page_path
from tracker.views.directory import Directory, anchor_of
from tracker.views.scripts import script_data

#: The script with the data, beside the pages: `assets/search.js` loads it from there.
DATA = "search-data.js"


class Findable(NamedTuple):
    """A contact as the search box finds it: their id, which sorts it, and its line of the data."""

    id: str
    line: bytes


def findable(directory: Directory) -> Iterator[Findable]:
    """The contacts of a directory, as the search box finds them."""
    for one in directory.book.contacts:
        yield Findable(one.id, script_data(_fields(one)))


def search_data(found: Iterable[Findable]) -> Artifact:
    """The script with all that the search box finds."""
    lines = b",\n".join([one.line for one in sorted(found, key=attrgetter("id"))])
    return Artifact(DATA, b"var trackerFindable = [\n" + lines + b"\n];\n")


def _fields(contact: Contact) -> list[object]:
    """A contact in the order in which `assets/search-engine.js` reads it.

    Page, name, role, company; lists of aliases, positions, tags, e-mail addresses and phone
    numbers; and the texts, each with the fragment of the page that shows it, its day (empty for a
    note) and what was typed.
    """
    positions = (contact.position, *(one.position for one in contact.entries))
    return [
        page_href(page_path(contact.id)),
        contact.name,
        contact.role or "",
        contact.company or "",
        contact.aliases,
        list(dict.fromkeys(one for one in positions if one)),
        contact.tags,
        contact.email,
        [one.number for one in contact.phone],
        list(_texts(contact)),
    ]


def _texts(contact: Contact) -> Iterator[tuple[str, str, str]]:
    """The newest first: of the places where a word is found, the box shows one."""
    for _, text in contact.about:
        yield "about", "", text
    for _, text in contact.log_prose:
        yield "timeline", "", text
    logged = [*(one.entry for one in contact.tasks), *contact.entries]
    for entry in sorted(logged, key=attrgetter("day"), reverse=True):
        yield anchor_of(entry.place), entry.day.isoformat(), _text_of(entry)


def _text_of(entry: LogEntry) -> str:
    """What an entry says, below it too, and whom and what it names between its brackets.

    As a whole where there is nothing behind its kind, nor below.
    """
    if not entry.text and not entry.body:
        return entry.raw
    return "\n".join(one for one in (entry.text, entry.body, _named_in(entry)) if one)


def _named_in(entry: LogEntry) -> str:
    """`for Planner at VDL, with An Peeters, to HR`: what its text does not say again."""
    about = " at ".join(one for one in (entry.position, entry.at_company) if one)
    found = (("for", about), ("with", ", ".join(entry.people)), ("to", ", ".join(entry.recipients)))
    return ", ".join(f"{word} {said}" for word, said in found if said)
