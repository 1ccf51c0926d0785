"""What passed between you and somebody last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.contact.kinds import Attempt, Side
from tracker.contact.model import LogEntry
from tracker.records import Person
from tracker.rules.selectors import behind_from
from tracker.views.directory import Directory
from tracker.views.excerpt import excerpt
from tracker.views.frame import AGENDA, Link
from tracker.views.timeline import kind_words, way_words
from tracker.views.words import Day, day


class LastSaid(NamedTuple):
    """The last thing that passed between you: its day, kind, direction, text and line."""

    day: Day
    kind: str
    way: str
    text: str
    source: Link


def sayings(directory: Directory, person: Person) -> Iterator[tuple[date, LastSaid]]:
    """What passed between you and somebody, latest first, with the day from which it lies behind.

    That is each as of its day, or the day after for an appointment.
    """
    for record in reversed(directory.book.timelines.get(person.key, ())):
        entry = record.entry
        if was_said(entry):
            attempt = entry.attempt.value if entry.attempt else ""
            yield (
                behind_from(entry),
                LastSaid(
                    day(entry.day),
                    kind_words(entry),
                    ", ".join(filter(None, (way_words(entry), attempt))),
                    excerpt(entry.text or entry.body),
                    directory.source_link(AGENDA, entry.place),
                ),
            )


def was_said(entry: LogEntry) -> bool:
    """Whether something passed between you: a contact, or at least a voicemail."""
    return entry.is_contact or (
        entry.attempt is Attempt.VOICEMAIL and not entry.cancelled and entry.side is not Side.NOBODY
    )
