"""Where contacts are worked on: reading, linking, deriving, and making pages, in one process.

A workshop keeps the contacts that it has read and the circles that it has linked, and answers with
what others need to know of them. Several can work side by side, each on circles of its own.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.book import ME, ContactBook, compile_circle
from tracker.build.finishing import CircleWork, FinishedCircle, Finisher, Wanted
from tracker.build.memory import CORE
from tracker.build.parts import Linked, Outgoing, Outside, Reading
from tracker.build.settings import Settings
from tracker.checks import runs_of
from tracker.circles import Circle, ties_of
from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic, Severity
from tracker.disk import Publication
from tracker.disk.cache import Cache
from tracker.disk.packing import closed, digest_of, opened
from tracker.drafts.own import asks_of, shown_of
from tracker.files import SourceFile
from tracker.report.spellings import uses_of
from tracker.rules.derive import derive
from tracker.rules.followup import Derived
from tracker.rules.wider import NOTHING, Wider, leans_on, wider_of
from tracker.rules.your_days import on_your_days
from tracker.views.gather import company_names

if TYPE_CHECKING:
    # The terminal's agenda needs neither pages nor Jinja.
    from tracker.build.pages import Pages

#: Circles that are answered with at a time: some hundred kilobytes.
_PART = 50


class Workshop:
    """The circles that one process works on, by their names."""

    def __init__(
        self,
        settings: Settings,
        publication: Publication | None,
        pages: Callable[[], Pages] | None,
        cache: Cache,
    ) -> None:
        """Work by these settings, stage pages in a publication, and keep circles in a cache.

        `pages` gives what makes pages; it is only asked where they are wanted.
        """
        self._settings, self._cache = settings, cache
        self._finisher = Finisher(settings, publication, pages)
        self._contacts: dict[str, tuple[Contact, tuple[Diagnostic, ...]]] = {}
        self._works: dict[str, CircleWork] = {}

    def close(self) -> None:
        """Let go of the cache; nothing more is done here."""
        self._cache.close()

    def read(self, sources: Iterable[SourceFile]) -> list[Reading]:
        """Read files, and keep their contacts. What goes wrong in one never reaches another."""
        return [self._read(one) for one in sources]

    def _read(self, source: SourceFile) -> Reading:
        try:
            contact, found = read_contact(source)
        except Exception as bug:  # noqa: BLE001 - whatever it is, the other files are read
            return Reading(source.path, (_internal_error(source.path, bug),))
        if contact is None:
            return Reading(source.path, found)
        # By their paths: of two files with one id, one belongs to a circle and one to none.
        self._contacts[source.path] = contact, found
        me = shown_of(contact) if contact.id == ME else None
        return Reading(source.path, found, ties_of(contact), uses_of(contact), me)

    def lend(self, paths: Iterable[str]) -> bytes:
        """Contacts that another workshop works on."""
        return closed({one: self._contacts.pop(one) for one in paths})

    def borrow(self, lent: Iterable[bytes]) -> None:
        """Take in contacts that another workshop has read."""
        for one in lent:
            self._contacts.update(opened(one))

    def link(self, circles: Mapping[str, Circle]) -> dict[str, Linked]:
        """Link the contacts of circles, all of which were read here, or borrowed."""
        return {name: self._link(name, circle) for name, circle in circles.items()}

    def _link(self, name: str, circle: Circle) -> Linked:
        members = [self._contacts.pop(one) for one in circle.paths]
        around = circle.surroundings
        book, unlinked = compile_circle(
            (contact for contact, _ in members), around.names, around.positions
        )
        problems = tuple(problem for _, found in members for problem in found)
        self._works[name] = CircleWork(problems, book, unlinked)
        rules = self._settings.rules
        companies = company_names(book, Derived((), (), (), book.opportunities))
        return Linked(
            tuple(companies.items()),
            leans_on(book, rules),
            wider_of(book, rules),
            runs_of(book.records),
        )

    def restore(self, cores: Mapping[str, bytes]) -> list[str]:
        """Take up circles where an earlier build left them; the names of those that are damaged."""
        damaged = []
        for name, core in cores.items():
            work = opened(core)
            if work is None:
                damaged.append(name)
            else:
                self._works[name] = CircleWork(*work)
        return damaged

    def derive(
        self, names: Iterable[str], wider: Wider, leaning: frozenset[str]
    ) -> dict[str, tuple[Outgoing, bytes]]:
        """Work out what follows in circles; whom of other circles it concerns, and what it is.

        `wider` is what all circles share; only the leaning ones depend on it.
        """
        config, rules = self._settings.config, self._settings.rules
        outgoing = {}
        for name in names:
            work = self._works[name]
            derived = derive(work.book, config, rules, wider if name in leaning else NOTHING)
            derived = on_your_days(derived, work.book, self._settings.zone)
            self._works[name] = replace(work, derived=derived)
            outgoing[name] = _outgoing(work.book, derived)
        return outgoing

    def work_of(self, name: str) -> tuple[ContactBook, Derived]:
        """A circle that was derived here: its contacts, and what follows from their logs."""
        work = self._works[name]
        assert work.derived is not None  # noqa: S101 - the caller had it derived
        return work.book, work.derived

    def finish(
        self,
        circles: Mapping[str, Outside],
        wanted: Wanted,
        outgoing: Mapping[str, bytes],
        marks: Mapping[str, bytes],
        me: Contact | None,
    ) -> Iterator[dict[str, FinishedCircle]]:
        """Make of circles what is wanted, now that they know all that they need of the others.

        `outgoing` is what follows in other circles for people of these. The circles with a mark are
        kept under it for another day. `me` is what pages may show of you. Answers in parts, each of
        so many circles.
        """
        opened_once = {name: opened(one) for name, one in outgoing.items()}
        found: dict[str, FinishedCircle] = {}
        for name, outside in circles.items():
            work = self._works.pop(name)
            if name in marks:
                core = closed((work.problems, work.book, work.unlinked, work.derived))
                self._cache.keep_part(CORE, name, core, marks[name])
            incoming = [opened_once[origin] for origin, _ in outside.adopted]
            found[name] = self._finisher.finished(
                work, outside, wanted, incoming, me if outside.me else None
            )
            if len(found) == _PART:
                self._cache.save()
                yield found
                found = {}
        self._cache.save()
        yield found


def _outgoing(book: ContactBook, derived: Derived) -> tuple[Outgoing, bytes]:
    """Whom of other circles something concerns, and what that is, closed."""
    everything = (*derived.follow_ups, *derived.closed)
    found = tuple(one for one in everything if one.person.contact not in book.by_id)
    asks = asks_of(
        (one for one in derived.follow_ups if one.person.contact in book.by_id), derived.events
    )
    if not found:
        return Outgoing(asks=asks), b""
    people = tuple(sorted({one.person.contact for one in found}))
    mark = digest_of(repr(found).encode(errors="surrogatepass"))
    their_asks = asks_of((one for one in found if one.closing is None), ())
    return Outgoing(people, mark, asks, their_asks), closed(found)


def _internal_error(path: str, bug: Exception) -> Diagnostic:
    last = traceback.extract_tb(bug.__traceback__)[-1:]
    where = f", {Path(last[0].filename).name} line {last[0].lineno}" if last else ""
    return Diagnostic(
        path,
        1,
        1,
        Severity.ERROR,
        "internal-error",
        f"Tracker itself failed on this file ({type(bug).__name__}{where}).",
        "This is a mistake in Tracker, not in your file: please report it, with the file if it"
        " holds nothing private. Every other contact was read.",
    )
