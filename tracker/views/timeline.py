"""Log entries as a timeline shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from tracker.contact.kinds import TWO_WAY, Channel, Direction, Kind, Side
from tracker.contact.model import LogEntry
from tracker.records import Record
from tracker.views import prose
from tracker.views.directory import Directory, anchor_of
from tracker.views.frame import Link
from tracker.views.words import Day, clock, day
from tracker.workdays import written
from tracker.zones import find_zone

_KIND_WORDS = {
    Kind.EMAIL: "E-mail",
    Kind.THANK_YOU: "Thank-you",
    Kind.STATUS_CHECK: "Status check",
    Kind.REFERRAL_REQUEST: "Referral request",
    Kind.REFERENCE_ALERT: "Reference alerted",
    Kind.REFERENCE_REQUEST: "References requested",
    Kind.NO_RESPONSE: "No response",
    Kind.NO_SHOW: "No-show",
}
CHANNEL_WORDS = {Channel.EMAIL: "e-mail", Channel.SOCIAL: "social media"}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry. `anchor` is its id on the page, or empty; `side` is who acted, for styling.

    `way` is `from you` or `from them` where the kind alone does not tell. `marks` are its
    attributes in words. `ahead` is whether it had not happened yet when the page was built.
    `people` are links to all others for whom it counts, `people_word` what goes before (`with`).
    """

    anchor: str
    day: Day
    time: str
    kind: str
    side: str
    way: str
    marks: tuple[str, ...]
    about: str
    people_word: str
    people: tuple[Link, ...]
    text: Markup
    body: Markup
    source: Link
    ahead: bool


def timeline(
    directory: Directory,
    at: str,
    records: Iterable[Record],
    *,
    owner: str | None = None,
    own: str = "",
) -> tuple[TimelineEntry, ...]:
    """Records newest first. Those that stand in the file of `owner` get anchors.

    `own` is the person whose page it is: they are not named again beside each of their entries.
    """
    newest_first = sorted(records, key=lambda one: one.order, reverse=True)
    return tuple(_entry(directory, at, one, owner, own) for one in newest_first)


def _entry(
    directory: Directory, at: str, record: Record, owner: str | None, own: str
) -> TimelineEntry:
    entry = record.entry
    return TimelineEntry(
        anchor=anchor_of(entry.place) if record.owner == owner else "",
        day=day(entry.day),
        time=time_words(directory, record.owner, entry),
        kind=kind_words(entry),
        side=entry.side.value,
        way=way_words(entry),
        marks=tuple(_marks(entry)),
        about=_about(record),
        people_word=_people_word(record, own),
        people=tuple(directory.person_link(at, one) for one in record.people if one.key != own),
        text=prose.line(entry.text or (entry.raw if entry.kind is Kind.CONTACT else "")),
        body=prose.blocks(entry.body, below=4),
        source=directory.source_link(at, entry.place),
        ahead=not directory.has_happened(entry),
    )


def kind_words(entry: LogEntry) -> str:
    """An entry's kind, as a heading would say it."""
    return _KIND_WORDS.get(entry.kind, entry.kind.value.capitalize())


def way_words(entry: LogEntry) -> str:
    """Who it came from, where the kind alone does not tell."""
    if entry.kind not in TWO_WAY or (entry.kind is Kind.CONTACT and entry.direction is None):
        return ""
    if entry.direction is not None:
        return "from them" if entry.direction is Direction.IN else "from you"
    return {Side.YOU: "from you", Side.THEY: "from them"}.get(entry.side, "")


def time_words(directory: Directory, owner: str, entry: LogEntry) -> str:
    """The time of an entry; one in their zone also at your clock (`14:30 theirs, 23:30 yours`)."""
    if entry.time is None:
        return ""
    if not entry.theirs:
        return clock(entry.time)
    contact = directory.contact(owner)
    zone = find_zone(contact.timezone) if contact and contact.timezone else None
    if zone is None:
        return f"{clock(entry.time)} their time"
    theirs = datetime.combine(entry.day, entry.time, tzinfo=zone)
    try:
        yours = theirs.astimezone(directory.zone)
    except OverflowError:
        # On the first and the last day that a date can hold, your clock may be past its end.
        return f"{clock(entry.time)} their time"
    other_day = "" if yours.date() == entry.day else f" on {written(yours.date())}"
    return f"{clock(entry.time)} their time, {clock(yours)} yours{other_day}"


def _marks(entry: LogEntry) -> Iterator[str]:
    if entry.cancelled:
        yield "cancelled"
    if entry.attempt is not None:
        yield entry.attempt.value
    if entry.channel is not None and entry.channel.value != entry.kind.value:
        yield CHANNEL_WORDS.get(entry.channel, entry.channel.value)
    if entry.round is not None:
        yield f"round {entry.round}"
    if entry.automatic:
        yield "automatic"
    if entry.reply_by is not None:
        if entry.reply_by.day is not None:
            yield f"reply by {written(entry.reply_by.day)}"
        elif entry.reply_by.within is not None:
            yield f"reply within {entry.reply_by.within}"
    if entry.needs_answer is not None:
        yield "needs answer" if entry.needs_answer else "no answer needed"


def _people_word(record: Record, own: str) -> str:
    word = {Side.YOU: "to", Side.THEY: "from"}.get(record.entry.side, "with")
    also = word != "with" and any(one.key == own for one in record.people)
    return f"also {word}" if also else word


def _about(record: Record) -> str:
    """The opening an entry names itself, as typed."""
    entry = record.entry
    if entry.position is None:
        return ""
    return f"{entry.position} at {entry.at_company}" if entry.at_company else entry.position
