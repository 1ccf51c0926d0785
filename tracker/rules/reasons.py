"""The one plain sentence that says why, with its arithmetic, in absolute dates only."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tracker.contact.kinds import Attempt, Kind, Side
from tracker.contact.model import LogEntry
from tracker.rules.rule import Rule
from tracker.rules.timing import Base, Timing
from tracker.workdays import Duration, written

#: What an entry is called at the beginning of a sentence, where its kind alone would not do.
_SPECIAL: dict[tuple[Kind, Side], str] = {
    (Kind.EMAIL, Side.YOU): "E-mail",
    (Kind.EMAIL, Side.THEY): "E-mail from them",
    (Kind.LETTER, Side.THEY): "Letter from them",
    (Kind.MESSAGE, Side.THEY): "Message from them",
    (Kind.CALL, Side.THEY): "Call from them",
    (Kind.APPLIED, Side.YOU): "Application",
    (Kind.REPLY, Side.THEY): "Reply from them",
    (Kind.MET, Side.BOTH): "Met",
    (Kind.NO_RESPONSE, Side.NOBODY): "No response",
    (Kind.WITHDRAWN, Side.YOU): "Withdrawn",
    (Kind.ACCEPTED, Side.YOU): "Accepted",
    (Kind.DECLINED, Side.YOU): "Declined",
}


#: What an entry is called, by its kind and side.
_NAMES: dict[tuple[Kind, Side], str] = {
    (kind, side): _SPECIAL.get((kind, side), kind.value.replace("-", " ").capitalize())
    for kind in Kind
    for side in Side
}

# Looked up once: that takes Python longer than to compare them.
_THEY, _VOICEMAIL = Side.THEY, Attempt.VOICEMAIL
_BEFORE_TRIGGER, _LAST_ENTRY = Base.BEFORE_TRIGGER, Base.LAST_ENTRY


def name_of(entry: LogEntry) -> str:
    """An entry's kind as a sentence begins with it: `Interview`, `Voicemail from them`."""
    if entry.attempt is not None and entry.side is _THEY:
        return "Voicemail from them" if entry.attempt is _VOICEMAIL else "Missed call"
    return _NAMES[entry.kind, entry.side]


class Sum(NamedTuple):
    """What a due date was reckoned from: the days that decided it, None where they did not.

    `at_once` is whether counting back would have come to a day before the trigger's.
    """

    timing: Timing
    last_entry: date
    promised: date | None = None
    last_try: date | None = None
    at_once: bool = False


def reason_for(rule: Rule, entry: LogEntry, reckoned: Sum) -> str:
    """Why a follow-up is due when it is: the last day named and what is added come to that day."""
    began = f"{name_of(entry)} on {written(entry.day)}"
    if reckoned.last_try is not None and rule.again is not None:
        return f"{began}, last try on {written(reckoned.last_try)}{plus(rule.again)}"
    if reckoned.at_once:
        return f"{began}{plus(Duration(0))}"
    if reckoned.promised is not None:
        return f"{began}, reply by {written(reckoned.promised)}{_after_promise(rule)}"
    return f"{began}{_after_trigger(reckoned)}"


def _after_promise(rule: Rule) -> str:
    if rule.due_before_reply_by is not None:
        return minus(rule.due_before_reply_by)
    return plus(rule.due_after_reply_by or Duration(0))


def _after_trigger(reckoned: Sum) -> str:
    duration = reckoned.timing.duration
    if reckoned.timing.base is _BEFORE_TRIGGER:
        return minus(duration)
    if reckoned.timing.base is _LAST_ENTRY:
        return f", last entry on {written(reckoned.last_entry)}{plus(duration)}"
    return plus(duration)


def with_snooze(reason: str, due: date, snooze: date | None) -> str:
    """The reason, and that it was put off, where `snooze` moved the day on which it is due."""
    return f"{reason}; snoozed until {written(snooze)}" if snooze and snooze > due else reason


def plus(duration: Duration) -> str:
    """The end of a sum: ` + 1 day`, or that it is the same day."""
    return f" + {duration}" if duration.count else ", the same day"


def minus(duration: Duration) -> str:
    """The end of a difference: ` − 1 business day`."""
    return f" − {duration}" if duration.count else ", the same day"
