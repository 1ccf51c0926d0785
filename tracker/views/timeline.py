"""Log entries as a timeline shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup

from tracker.contact.kinds import SHARED, TWO_WAY, Channel, Direction, Kind, Side
from tracker.contact.model import LogEntry
from tracker.drafts.wording import listed
from tracker.records import Order, Person, Record
from tracker.rules.followup import Event
from tracker.rules.selectors import behind_from
from tracker.views import prose
from tracker.views.directory import Directory, anchor_of
from tracker.views.frame import Link, root_of, seen_from
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
#: What machines send, as a heading says it: an `Automatic e-mail`.
_SENT_BY_MACHINES = frozenset({*_KINDS_OF_CHANNELS.values(), Kind.MESSAGE, Kind.REPLY})
_WAYS = {Side.YOU: "from you", Side.THEY: "from them"}
_BEFORE_PEOPLE = {Side.YOU: "to", Side.THEY: "from"}
_BEFORE_OTHERS = {Side.YOU: "also to", Side.THEY: "also from"}
# Looked up for every entry; asking an enum's member for its value takes three times as long.
_SIDES = {side: side.value for side in Side}


# A tuple: there are more of these than of all else, and one takes half the time to make.
class TimelineEntry(NamedTuple):
    """One entry. `anchor` is its id on the page, or empty; `side` is who acted, for styling.

    `way` is `from you` or `from them` where the kind alone does not tell. `marks` are its
    attributes in words. `about` is the opening that it names itself, and may be empty. `body` is
    what stands below it in the file, likewise. `ahead` is the day from which it lies behind, empty
    where it does on that of the build. `people` are links to all others for whom it counts,
    `people_word` what goes before (`with`). `sheet` leads to the call sheet of an interview ahead,
    and is None for anything else.
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
    ahead: str
    sheet: Link | None


class _Told(NamedTuple):
    """What an entry says alike on every page: the fields of `TimelineEntry` of the same names.

    `source` and `sheet` are as seen from the site's folder.
    """

    anchor: str
    day: Day
    time: str
    kind: str
    side: str
    way: str
    marks: tuple[str, ...]
    about: str
    text: Markup
    body: Markup
    source: Link
    ahead: str
    sheet: Link | None


class Timelines:
    """The timelines on the pages of some contacts.

    Most entries stand on the page of a person and on that of their company: what they say there
    alike is made once.
    """

    def __init__(self, directory: Directory) -> None:
        """Make timelines of what is in a directory; none is made yet."""
        self._directory = directory
        self._told: dict[Order, _Told] = {}
        # By name too: the same person may be written in two ways.
        self._people: dict[tuple[str, str, str, bool], Link] = {}

    def of(
        self, at: str, records: Iterable[Record], *, owner: str | None = None, own: str = ""
    ) -> tuple[TimelineEntry, ...]:
        """Records newest first. Those that stand in the file of `owner` get anchors.

        `own` is the person whose page it is: they are not named again beside each of their entries.
        """
        newest_first = sorted(records, key=attrgetter("order"), reverse=True)
        root = root_of(at)
        return tuple([self._entry(root, one, owner, own) for one in newest_first])

    def _entry(self, root: str, record: Record, owner: str | None, own: str) -> TimelineEntry:
        told = self._told.get(record.order)
        if told is None:
            told = self._told[record.order] = self._tell(record)
        anchor, day, time, kind, side, way, marks, about, text, body, source, ahead, sheet = told
        people = record.people
        others = [one for one in people if one.key != own] if own else people
        before = _BEFORE_PEOPLE if len(others) == len(people) else _BEFORE_OTHERS
        # In order: by name, it takes twice as long.
        return TimelineEntry(
            anchor if record.owner == owner else "",
            day,
            time,
            kind,
            side,
            way,
            marks,
            about,
            before.get(_side(record.entry), "with"),
            tuple([self._person(root, one) for one in others]) if others else (),
            text,
            body,
            seen_from(root, source),
            ahead,
            seen_from(root, sheet) if sheet is not None else None,
        )

    def _tell(self, record: Record) -> _Told:
        entry = record.entry
        behind = self._directory.has_happened(entry)
        return _Told(
            anchor=anchor_of(entry.place),
            day=day(entry.day),
            time=time_words(self._directory, record.owner, entry),
            kind=kind_words(entry),
            side=_SIDES[_side(entry)],
            way=way_words(entry),
            marks=_marks(entry),
            about=_about(entry),
            text=prose.line(entry.text or (entry.raw if entry.kind is Kind.CONTACT else "")),
            body=prose.blocks(entry.body, below=4) if entry.body else prose.NOTHING,
            source=self._directory.source_link("", entry.place),
            ahead="" if behind else behind_from(entry).isoformat(),
            sheet=None if behind else self._directory.interview_link("", record),
        )

    def _person(self, root: str, person: Person) -> Link:
        key = root, person.contact, person.name, person.known
        link = self._people.get(key)
        if link is None:
            link = self._people[key] = seen_from(root, self._directory.person_link("", person))
        return link


def kind_words(entry: LogEntry) -> str:
    """An entry's kind, as a heading would say it."""
    kind = _KIND_WORDS[entry.kind]
    return f"Automatic {kind[0].lower()}{kind[1:]}" if _is_by_machine(entry) else kind


def _is_by_machine(entry: LogEntry) -> bool:
    """Whether its heading says that a machine sent it."""
    return entry.automatic and entry.kind in _SENT_BY_MACHINES


def _side(entry: LogEntry) -> Side:
    """Who acted: nobody in what a machine sent, unless it is said which way that went."""
    is_nobody = entry.direction is None and _is_by_machine(entry)
    return Side.NOBODY if is_nobody else entry.side


def way_words(entry: LogEntry) -> str:
    """Who it came from, where the kind alone does not tell."""
    return _way_words(entry.kind, entry.direction, _side(entry))


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


def event_time(directory: Directory, event: Event) -> str:
    """The time of an event on the day that it is at your clock."""
    entry = event.record.entry
    said = time_words(directory, event.contact, entry)
    if event.own_day == entry.day:
        return said
    theirs, _, yours = said.partition(", ")
    return f"{yours.partition(' on ')[0]}, {theirs} on {written(entry.day)}"


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
    if entry.automatic and not _is_by_machine(entry):
        found.append("automatic")
    if entry.reply_by is not None:
        if entry.reply_by.day is not None:
            found.append(f"reply by {written(entry.reply_by.day)}")
        elif entry.reply_by.within is not None:
            found.append(f"reply within {entry.reply_by.within}")
    if entry.needs_answer is not None:
        found.append("needs answer" if entry.needs_answer else "no answer needed")
    return (*found, *_others(entry))


def _others(entry: LogEntry) -> Iterator[str]:
    """Who else was there, where it counts for none of them: they are no `people` of the entry."""
    if entry.people and entry.kind not in SHARED:
        yield f"with {listed(' '.join(one.split()) for one in entry.people)}"


def _about(entry: LogEntry) -> str:
    """The opening an entry names itself, as typed."""
    if entry.position is None:
        return ""
    return f"{entry.position} at {entry.at_company}" if entry.at_company else entry.position
