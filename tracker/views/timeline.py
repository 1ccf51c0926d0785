"""Log entries as a timeline shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup

from tracker.contact.kinds import TWO_WAY, Channel, Direction, Kind, Side
from tracker.contact.model import LogEntry
from tracker.records import Person, Record
from tracker.views import prose
from tracker.views.directory import Directory, anchor_of
from tracker.views.frame import Link
from tracker.views.words import Day, clock, day
from tracker.workdays import written
from tracker.zones import find_zone

_KIND_WORDS = {kind: kind.value.capitalize() for kind in Kind} | {
    Kind.EMAIL: "E-mail",
    Kind.THANK_YOU: "Thank-you",
    Kind.STATUS_CHECK: "Status check",
    Kind.REFERRAL_REQUEST: "Referral request",
    Kind.REFERENCE_ALERT: "Reference alerted",
    Kind.REFERENCE_REQUEST: "References requested",
    Kind.NO_RESPONSE: "No response",
    Kind.NO_SHOW: "No-show",
}
CHANNEL_WORDS = {channel: channel.value for channel in Channel} | {
    Channel.EMAIL: "e-mail",
    Channel.SOCIAL: "social media",
}
#: The kinds that say their channel already.
_KINDS_OF_CHANNELS = {
    Channel.CALL: Kind.CALL,
    Channel.EMAIL: Kind.EMAIL,
    Channel.LETTER: Kind.LETTER,
}
_WAYS = {Side.YOU: "from you", Side.THEY: "from them"}
_BEFORE_PEOPLE = {Side.YOU: "to", Side.THEY: "from"}
_BEFORE_OTHERS = {Side.YOU: "also to", Side.THEY: "also from"}
# Looked up for every entry; asking an enum's member for its value takes three times as long.
_SIDES = {side: side.value for side in Side}


# A tuple: there are more of these than of all else, and one takes half the time to make.
class TimelineEntry(NamedTuple):
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
    newest_first = sorted(records, key=attrgetter("order"), reverse=True)
    links = _PeopleLinks(directory, at)
    return tuple(_entry(directory, at, one, owner, own, links) for one in newest_first)


class _PeopleLinks:
    """Links to people from one page, each made once: a company's page names the same few again."""

    def __init__(self, directory: Directory, at: str) -> None:
        self.directory, self.at = directory, at
        # By name too: the same person may be written in two ways.
        self.made: dict[tuple[str, str, bool], Link] = {}

    def to(self, person: Person) -> Link:
        key = person.contact, person.name, person.known
        link = self.made.get(key)
        if link is None:
            link = self.made[key] = self.directory.person_link(self.at, person)
        return link


def _entry(  # noqa: PLR0913, PLR0917 - the first five say which entry, the last saves work
    directory: Directory,
    at: str,
    record: Record,
    owner: str | None,
    own: str,
    links: _PeopleLinks,
) -> TimelineEntry:
    entry = record.entry
    people = record.people
    others = [one for one in people if one.key != own] if own else people
    before = _BEFORE_PEOPLE if len(others) == len(people) else _BEFORE_OTHERS
    return TimelineEntry(
        anchor=anchor_of(entry.place) if record.owner == owner else "",
        day=day(entry.day),
        time=time_words(directory, record.owner, entry) if entry.time is not None else "",
        kind=_KIND_WORDS[entry.kind],
        side=_SIDES[entry.side],
        way=way_words(entry),
        marks=_marks(entry),
        about=_about(entry),
        people_word=before.get(entry.side, "with"),
        people=tuple([links.to(one) for one in others]) if others else (),
        text=prose.line(entry.text or (entry.raw if entry.kind is Kind.CONTACT else "")),
        body=prose.blocks(entry.body, below=4) if entry.body else prose.NOTHING,
        source=directory.source_link(at, entry.place),
        ahead=not directory.has_happened(entry),
    )


def kind_words(entry: LogEntry) -> str:
    """An entry's kind, as a heading would say it."""
    return _KIND_WORDS[entry.kind]


def way_words(entry: LogEntry) -> str:
    """Who it came from, where the kind alone does not tell."""
    return _way_words(entry.kind, entry.direction, entry.side)


@lru_cache
def _way_words(kind: Kind, direction: Direction | None, side: Side) -> str:
    if kind not in TWO_WAY or (kind is Kind.CONTACT and direction is None):
        return ""
    if direction is not None:
        return "from them" if direction is Direction.IN else "from you"
    return _WAYS.get(side, "")


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


def _marks(entry: LogEntry) -> tuple[str, ...]:
    found: list[str] = []
    if entry.cancelled:
        found.append("cancelled")
    if entry.attempt is not None:
        found.append(entry.attempt.value)
    if entry.channel is not None and _KINDS_OF_CHANNELS.get(entry.channel) is not entry.kind:
        found.append(CHANNEL_WORDS[entry.channel])
    if entry.round is not None:
        found.append(f"round {entry.round}")
    if entry.automatic:
        found.append("automatic")
    if entry.reply_by is not None:
        if entry.reply_by.day is not None:
            found.append(f"reply by {written(entry.reply_by.day)}")
        elif entry.reply_by.within is not None:
            found.append(f"reply within {entry.reply_by.within}")
    if entry.needs_answer is not None:
        found.append("needs answer" if entry.needs_answer else "no answer needed")
    return tuple(found)


def _about(entry: LogEntry) -> str:
    """The opening an entry names itself, as typed."""
    if entry.position is None:
        return ""
    return f"{entry.position} at {entry.at_company}" if entry.at_company else entry.position
