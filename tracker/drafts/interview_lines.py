"""What to write in the log about an interview once its hour has passed, for each way it can end.

All are entries without their date, in the grammar of `docs/format.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.contact.brackets import layout_of
from tracker.contact.kinds import Attempt, Channel, Kind
from tracker.contact.model import LogEntry
from tracker.drafts.log_line import quoted


def as_it_was(entry: LogEntry) -> str:
    """The entry with all that it says, but for its text."""
    return _head(entry) or _entry(entry, _attributes(entry))


def called_off(entry: LogEntry) -> str:
    """What goes in its place where it was cancelled or put off."""
    head = _head(entry)
    if head:
        return f"{head} (cancelled)"
    return _entry(entry, ("cancelled", *_attributes(entry)))


def no_show(entry: LogEntry) -> str:
    """What to add where they did not come, or call."""
    return f"{Kind.NO_SHOW.value}{_brackets(_opening(entry))}"


def not_reached(entry: LogEntry) -> str:
    """What to add where you were to call, and nobody took it."""
    return f"{Kind.CALL.value}{_brackets((Attempt.NO_ANSWER.value, *_opening(entry)))}"


def is_by_phone(entry: LogEntry) -> bool:
    """Whether it takes place on the telephone."""
    return entry.channel is Channel.CALL


def _head(entry: LogEntry) -> str:
    """What was typed between date and text, where names stand in it without brackets; else nothing.

    Which of these count is for all files together to say: they stay as they are.
    """
    if not (entry.loose_people or entry.loose_position):
        return ""
    typed = " ".join(entry.raw.split()).partition(" ")[2]
    return typed[: layout_of(typed, 0).head_end]


def _entry(entry: LogEntry, attributes: Iterable[str]) -> str:
    hour = f"{entry.time:%H:%M} " if entry.time is not None else ""
    return f"{hour}{entry.kind.value}{_brackets(attributes)}"


def _brackets(attributes: Iterable[str]) -> str:
    inside = ", ".join(attributes)
    return f" ({inside})" if inside else ""


def _attributes(entry: LogEntry) -> Iterator[str]:
    """What stands between an entry's brackets, as it would be typed."""
    for said in (entry.channel, entry.direction):
        if said is not None:
            yield said.value
    for word, names in (("with", entry.people), ("to", entry.recipients)):
        if names:
            yield f"{word} {' and '.join(quoted(one) for one in names)}"
    yield from _opening(entry)
    if entry.round is not None:
        yield f"round {entry.round}"
    yield from _promise(entry)
    if entry.needs_answer is not None:
        yield "needs answer" if entry.needs_answer else "no answer needed"
    if entry.theirs:
        yield "theirs"


def _promise(entry: LogEntry) -> Iterator[str]:
    """When they said you would hear: from it on, everything that waits for them is counted."""
    if entry.reply_by is None:
        return
    if entry.reply_by.day is not None:
        yield f"reply by {entry.reply_by.day.isoformat()}"
    elif entry.reply_by.within is not None:
        yield f"reply within {entry.reply_by.within}"


def _opening(entry: LogEntry) -> Iterator[str]:
    if entry.position is not None:
        at = f" at {quoted(entry.at_company)}" if entry.at_company else ""
        yield f"for {quoted(entry.position)}{at}"
