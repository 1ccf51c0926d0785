"""The grammar of a log entry's first line: `DATE [TIME] [KIND] [(ATTRIBUTE, …)] [: TEXT]`.

Reading is generous and never silent: whatever is typed yields an entry, and what was not understood
is said in a diagnostic. Only a day that is on no calendar yields none.
"""

from __future__ import annotations

import re

from tracker.contact.attributes import Attributes, is_known, read_attribute
from tracker.contact.brackets import Group, blanked
from tracker.contact.doubts import doubts_about
from tracker.contact.entry_line import EntryLine, line_of
from tracker.contact.kind_hints import kind_suggested
from tracker.contact.kind_words import attempt_of, ends_in_attempt
from tracker.contact.kinds import SIDES, TWO_WAY, Attempt, Channel, Direction, Kind, Side
from tracker.contact.model import Detail, LogEntry, Place
from tracker.diagnostics import Diagnostic, Severity

_WITH = re.compile(r"\bwith\s+(?=\S)", re.IGNORECASE)
_FOR = re.compile(r"\bfor\s+(?=\S)", re.IGNORECASE)
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


def read_entry(
    text: str, place: Place, body: str = "", details: tuple[Detail, ...] = ()
) -> tuple[LogEntry | None, tuple[Diagnostic, ...]]:
    """Read the first line of an entry that `begins_with_date`; `place` is where the text begins.

    Where its brackets go on below, the text holds these lines too, whole. `body` and `details` are
    what was read below it. None where the date is on no calendar: an error says so.
    """
    line = line_of(text, place)
    if isinstance(line, Diagnostic):
        return None, (line,)
    entry = _read_line(line, body, details)
    return entry, tuple(sorted(line.problems))


def _read_line(line: EntryLine, body: str, details: tuple[Detail, ...]) -> LogEntry:
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


def _read_groups(line: EntryLine) -> tuple[Attributes, tuple[Group, ...], tuple[str, ...]]:
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


def _holds_attributes(group: Group, line: EntryLine) -> bool:
    """Whether a group stands where attributes do, or reads as nothing else."""
    if len(group.parts) > _MOST:
        return False
    if line.words.kind is None:
        return all(is_known(part, line.day) for part in group.parts)
    if group.begin - line.begin <= line.said_from:
        return True
    known = (is_known(part, line.day) for part in group.parts)
    return (any(known) or not group.parts) if line.is_linked else all(known)


def _kind(line: EntryLine, attributes: Attributes) -> Kind:
    words = line.words
    if words.meant is not None:
        begin, end = words.misspelt
        line.add(
            line.begin + begin,
            Severity.WARNING,
            "misspelt-word",
            f"`{line.head[begin:end]}` before `{words.kind}` is read as `{words.meant}`.",
            f"Did you mean `{words.meant}`?",
        )
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
        if (within := kind_suggested(line.head, words.begin))
        else "Begin with what it was: `call`, `email`, `interview`, `note`, …",
    )
    return Kind.CONTACT


def _attempt_in_words(line: EntryLine, kind: Kind, tail: str) -> Attempt | None:
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
    line: EntryLine, kind: Kind, direction: Direction | None, attempt: Attempt | None
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
