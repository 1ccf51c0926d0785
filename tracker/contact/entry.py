"""The grammar of a log entry's first line: `DATE [TIME] [KIND] [(ATTRIBUTE, …)] [: TEXT]`.

Reading is generous and never silent: whatever is typed yields an entry, and what was not understood
is said in a diagnostic. Only a day that is on no calendar yields none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from tracker.contact.attributes import Attributes, is_known, read_attribute
from tracker.contact.brackets import Group, Layout, blanked, layout_of
from tracker.contact.dates import explain_date, parse_iso_date
from tracker.contact.doubts import doubts_about
from tracker.contact.entry_time import (
    EntryTime,
    read_time,
    read_time_behind,
    skip_separators,
    skip_weekday,
)
from tracker.contact.kind_words import (
    KindWords,
    attempt_of,
    ends_in_attempt,
    find_kind,
    kind_within,
)
from tracker.contact.kinds import SIDES, TWO_WAY, Attempt, Channel, Direction, Kind, Side
from tracker.contact.model import Detail, LogEntry, Place
from tracker.contact.places import place_in
from tracker.diagnostics import Diagnostic, Severity

_DATE = re.compile(r"[*_`\[<]{0,3}(\d{4}-\d{2}-\d{2})(?!\d)[*_`\]>]{0,3}")
_WITH = re.compile(r"\bwith\s+(?=\S)", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s+(?=\S)", re.IGNORECASE)
_LINKING = re.compile(r"(?:with|for|at|to|from|by)\b", re.IGNORECASE)
#: No entry has more brackets, nor more attributes in one: what is longer is text.
_MOST = 50
#: A colon that lacks the blank after it: `call:asked about Monday`.
_NO_BLANK = re.compile(r"^:(?=\w)")
_TAIL_EDGES = " ,;–—-"

_KIND_OF_CHANNEL = {
    Channel.EMAIL: Kind.EMAIL,
    Channel.LETTER: Kind.LETTER,
    Channel.CALL: Kind.CALL,
    Channel.TEXT: Kind.MESSAGE,
    Channel.SOCIAL: Kind.MESSAGE,
}
_CHANNEL_OF_KIND = {
    Kind.EMAIL: Channel.EMAIL,
    Kind.LETTER: Channel.LETTER,
    Kind.CALL: Channel.CALL,
    Kind.MESSAGE: Channel.TEXT,
}


@dataclass(slots=True)
class _Line:
    """One entry's text on its way to a `LogEntry`, and what there is to say about it.

    `head` is what follows date and time, up to the colon, with its brackets as blanks; it begins at
    `begin`.
    """

    text: str
    place: Place
    day: date
    clock: EntryTime
    layout: Layout
    head: str
    words: KindWords
    problems: list[Diagnostic] = field(default_factory=list)

    @property
    def begin(self) -> int:
        return self.clock.end

    @property
    def after(self) -> str:
        """What follows the colon."""
        return self.text[self.layout.head_end + 1 :].strip()

    @property
    def said_from(self) -> int:
        """Where in the head the first word after the kind stands; the head's end for none."""
        rest = self.head[self.words.end :].lstrip(" \t\n,;")
        return len(self.head) - len(rest)

    @property
    def is_linked(self) -> bool:
        """Whether that word leads on from the kind: `call with Dana (video)`."""
        return _LINKING.match(self.head, self.said_from) is not None

    def add(self, offset: int, severity: Severity, code: str, message: str, hint: str) -> None:
        place = place_in(self.place, self.text, offset)
        self.problems.append(_problem(place, severity, code, message, hint))


def begins_with_date(text: str) -> bool:
    """Whether a line has the shape of an entry: an ISO date first, on the calendar or not."""
    return _DATE.match(text) is not None


def read_entry(
    text: str, place: Place, body: str = "", details: tuple[Detail, ...] = ()
) -> tuple[LogEntry | None, tuple[Diagnostic, ...]]:
    """Read the first line of an entry that `begins_with_date`; `place` is where the text begins.

    Where its brackets go on below, the text holds these lines too, whole. `body` and `details` are
    what was read below it. None where the date is on no calendar: an error says so.
    """
    match = _DATE.match(text)
    day = parse_iso_date(match[1]) if match else None
    if match is None or day is None:
        return None, (_bad_date(match[1] if match else text[:10], place),)
    problems: list[Diagnostic] = []

    def report(offset: int, severity: Severity, code: str, message: str, hint: str) -> None:
        problems.append(_problem(place_in(place, text, offset), severity, code, message, hint))

    at = skip_separators(text, match.end())
    at = skip_weekday(text, at, day, report)
    clock = read_time(text, at, report)
    layout = layout_of(text, clock.end)
    head = blanked(text, layout.groups, clock.end, layout.head_end)
    words = find_kind(head)
    if words.kind is not None and clock.time is None and not clock.unread:
        later = read_time_behind(text, clock.end + words.end, layout.head_end, report)
        if later is not None:
            words = words._replace(end=later.end - clock.end)
            clock = clock._replace(time=later.time, theirs=clock.theirs or later.theirs)
    line = _Line(text, place, day, clock, layout, head, words, problems)
    entry = _read_line(line, body, details)
    return entry, tuple(sorted(problems))


def _read_line(line: _Line, body: str, details: tuple[Detail, ...]) -> LogEntry:
    words = line.words
    attributes, taken, unknown = _read_groups(line)
    kind = _kind(line, attributes)
    tail_begin = line.begin + (words.end if words.kind else 0)
    tail = blanked(line.text, taken, tail_begin, line.layout.head_end)
    if tail := " ".join(tail.split()):
        tail = _NO_BLANK.sub("", tail.strip(_TAIL_EDGES))
    channel = attributes.channel or words.channel
    if kind is Kind.MESSAGE and channel in {Channel.EMAIL, Channel.LETTER, Channel.CALL}:
        kind = _KIND_OF_CHANNEL[channel]
    direction = attributes.direction or words.direction
    attempt = attributes.attempt or words.attempt or _attempt_in_words(line, kind, tail)
    kind, side = _side(line, kind, direction, attempt)
    loose_with = _WITH.search(tail) if tail else None
    loose_for = _FOR.search(tail) if tail else None
    shown = f"{tail} ({', '.join(unknown)})".strip() if unknown else tail
    entry = LogEntry(
        place=line.place,
        day=line.day,
        kind=kind,
        raw=line.text,
        time=line.clock.time,
        side=side,
        direction=direction,
        channel=channel or _CHANNEL_OF_KIND.get(kind),
        text=": ".join(filter(None, (line.clock.unread, shown, line.after))),
        body=body,
        details=details,
        people=attributes.people,
        recipients=attributes.recipients,
        loose_people=tail[loose_with.end() :] if loose_with else "",
        loose_position=tail[loose_for.end() :] if loose_for else "",
        position=attributes.position,
        at_company=attributes.at_company,
        reply_by=attributes.reply_by,
        round=attributes.round,
        theirs=attributes.theirs or line.clock.theirs,
        attempt=attempt,
        automatic=attributes.automatic,
        cancelled=attributes.cancelled or words.cancelled,
        needs_answer=attributes.needs_answer,
    )
    line.problems += doubts_about(entry, tail)
    return entry


def _read_groups(line: _Line) -> tuple[Attributes, tuple[Group, ...], tuple[str, ...]]:
    """Read the groups that hold attributes; brackets in prose stay part of the prose.

    Also gives the groups that were read, and the texts in them that are no attribute.
    """
    attributes = Attributes()
    taken: list[Group] = []
    unknown: list[str] = []
    for group in line.layout.groups[:_MOST]:
        if not _holds_attributes(group, line):
            continue
        taken.append(group)
        if group.begin == line.layout.unclosed:
            line.add(
                group.begin,
                Severity.WARNING,
                "unclosed-bracket",
                "This bracket is never closed.",
                "Add `)` after the last attribute.",
            )
        for part in group.parts:
            remark = read_attribute(part, line.day, attributes)
            if remark is None:
                continue
            line.add(remark.offset, Severity.WARNING, remark.code, remark.message, remark.hint)
            if not remark.is_read:
                unknown.append(part.text)
    return attributes, tuple(taken), tuple(unknown)


def _holds_attributes(group: Group, line: _Line) -> bool:
    """Whether a group stands where attributes do, or reads as nothing else."""
    if len(group.parts) > _MOST:
        return False
    if line.words.kind is None:
        return all(is_known(part, line.day) for part in group.parts)
    if group.begin - line.begin <= line.said_from:
        return True
    known = (is_known(part, line.day) for part in group.parts)
    return (any(known) or not group.parts) if line.is_linked else all(known)


def _kind(line: _Line, attributes: Attributes) -> Kind:
    words = line.words
    if words.kind is not None:
        return words.kind
    if words.slip_of is not None:
        line.add(
            line.begin + words.begin,
            Severity.ERROR,
            "misspelt-kind",
            f"`{words.slip}` is not a kind of entry.",
            f"Did you mean `{words.slip_of}`?",
        )
        return Kind.CONTACT
    # With no word at all the channel is all that was said: `2026-11-09 (call): …`.
    if not line.head.strip() and attributes.channel in _KIND_OF_CHANNEL:
        return _KIND_OF_CHANNEL[attributes.channel]
    line.add(
        min(line.begin + words.begin, len(line.text.rstrip()) - 1),
        Severity.HINT,
        "no-kind",
        "No kind of entry was recognised: it counts as a contact and as nothing more.",
        f"If it was this, begin with `{within}`."
        if (within := kind_within(line.head, words.begin))
        else "Begin with what it was: `call`, `email`, `interview`, `note`, …",
    )
    return Kind.CONTACT


def _attempt_in_words(line: _Line, kind: Kind, tail: str) -> Attempt | None:
    """`called Dana, no answer` reached nobody; a text after the colon is only hinted at."""
    if kind is not Kind.CALL:
        return None
    attempt = ends_in_attempt(tail)
    if attempt is None and (said := attempt_of(line.after)):
        line.add(
            line.layout.head_end,
            Severity.HINT,
            "attempt-in-text",
            "The text says that nobody was reached, but the call counts as one that did.",
            f"Write `call ({said})`.",
        )
    return attempt


def _side(
    line: _Line, kind: Kind, direction: Direction | None, attempt: Attempt | None
) -> tuple[Kind, Side]:
    """Who acted; a direction against the kind's own makes it a plain contact of that side."""
    side = SIDES[kind]
    said = {Direction.IN: Side.THEY, Direction.OUT: Side.YOU}.get(direction) if direction else None
    if side is Side.BOTH and attempt is not None:
        return kind, said or Side.YOU
    if side in {Side.BOTH, Side.NOBODY, Side.UNKNOWN} or said is None or said is side:
        return kind, side
    if kind in TWO_WAY:
        return kind, said
    line.add(
        line.begin + line.words.begin,
        Severity.HINT if line.words.direction is direction else Severity.WARNING,
        "direction-against-kind",
        f"`{kind}` is {'yours' if side is Side.YOU else 'theirs'} and this one went the other way: "
        f"it counts as a contact from {'them' if said is Side.THEY else 'you'}.",
        "Use `email`, `call` or `letter` for what merely went back and forth.",
    )
    return Kind.CONTACT, said


def _bad_date(typed: str, place: Place) -> Diagnostic:
    message = f"`{typed}` is not a day on the calendar."
    hint = explain_date(typed)[1]
    if not typed.isascii():
        message = f"`{typed}` is not an ISO date: its digits are not 0 to 9."
        hint = "Write the day as YYYY-MM-DD, for instance 2026-11-18."
    return _problem(place, Severity.ERROR, "bad-date", message, hint)


def _problem(place: Place, severity: Severity, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place.path, place.line, place.column, severity, code, message, hint)
