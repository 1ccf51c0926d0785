"""The words in a rule's `on` and `until`, and which log entries each of them picks.

Every entry is held against these again and again: each test looks first at what it finds soonest,
and the members of `Kind` and `Side` are looked up once, for that takes Python longer than the test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import TypeAlias

from tracker.contact.kinds import APPOINTMENTS, Attempt, Kind, Side
from tracker.contact.model import LogEntry
from tracker.opportunities import OUTCOMES
from tracker.workdays import shifted

Selector = Callable[[LogEntry], bool]

#: Kinds that went from you unless marked `in`: alone in a rule they mean yours.
MESSAGES: frozenset[Kind] = frozenset({Kind.EMAIL, Kind.LETTER, Kind.MESSAGE})

_YOU, _THEY, _BOTH, _NOBODY = Side.YOU, Side.THEY, Side.BOTH, Side.NOBODY
_CALL, _THANK_YOU = Kind.CALL, Kind.THANK_YOU
_MISSED = frozenset({Attempt.VOICEMAIL, Attempt.NO_ANSWER})
#: What says by when you hear has rules of its own.
_NO_PROMISE = frozenset({Kind.INTERVIEW, Kind.SCREENING, Kind.OFFER})


def _kind(kind: Kind) -> Selector:
    if kind in MESSAGES:
        return lambda entry: entry.kind is kind and entry.side is _YOU and entry.took_place
    return lambda entry: entry.kind is kind and entry.took_place


def _inbound(kind: Kind) -> Selector:
    return lambda entry: entry.kind is kind and entry.side is _THEY and entry.took_place


def _inbound_call(entry: LogEntry) -> bool:
    """A call of theirs that did not reach you: with a voicemail, or merely missed."""
    return (
        entry.kind is _CALL
        and entry.side is _THEY
        and entry.attempt in _MISSED
        and not entry.automatic
        and not entry.cancelled
    )


def is_from_them(entry: LogEntry) -> bool:
    """The same as `LogEntry.from_them`."""
    return (entry.side is _THEY or entry.side is _BOTH) and entry.took_place


def is_from_you(entry: LogEntry) -> bool:
    """The same as `LogEntry.from_you`."""
    return (entry.side is _YOU or entry.side is _BOTH) and entry.took_place


def is_contact(entry: LogEntry) -> bool:
    """The same as `LogEntry.is_contact`."""
    return entry.side is not _NOBODY and entry.took_place


def _needs_answer(entry: LogEntry) -> bool:
    return entry.needs_answer is True and is_from_them(entry)


def _promise(entry: LogEntry) -> bool:
    """Anything else from them, but an offer, that says by when you hear."""
    return entry.reply_by is not None and is_from_them(entry) and entry.kind not in _NO_PROMISE


def is_outcome(entry: LogEntry) -> bool:
    """Whether it ends an opening."""
    return entry.kind in OUTCOMES and entry.took_place


#: Every word a rule may use, beside the kinds themselves.
GROUPS: Mapping[str, Selector] = {
    "anything from them": is_from_them,
    "anything from you": is_from_you,
    "any contact": is_contact,
    "any contact but a thank-you": lambda entry: entry.kind is not _THANK_YOU and is_contact(entry),
    "an outcome": is_outcome,
    "email (in)": _inbound(Kind.EMAIL),
    "letter (in)": _inbound(Kind.LETTER),
    "message (in)": _inbound(Kind.MESSAGE),
    "call (in, voicemail)": _inbound_call,
    "needs answer": _needs_answer,
    "reply by": _promise,
}

SELECTORS: Mapping[str, Selector] = {**{kind.value: _kind(kind) for kind in Kind}, **GROUPS}


@lru_cache(maxsize=1_024)
def any_of(words: tuple[str, ...]) -> Selector:
    """An entry that any of the words picks."""
    selectors = [SELECTORS[word] for word in words]
    if len(selectors) == 1:
        return selectors[0]

    def picks(entry: LogEntry) -> bool:
        for one in selectors:  # noqa: SIM110 - a generator costs more than all it asks
            if one(entry):
                return True
        return False

    return picks


#: All of an entry that a selector asks about.
Traits: TypeAlias = tuple[object, ...]

_asked = attrgetter("kind", "side", "attempt", "automatic", "cancelled", "needs_answer")


def traits_of(entry: LogEntry) -> Traits:
    """What decides which words pick an entry: entries that share it are picked by the same words.

    There are few such combinations, however long the log. A selector that asks about anything else
    needs a line here.
    """
    return *_asked(entry), entry.reply_by is None


def is_appointment(entry: LogEntry) -> bool:
    """Whether it lies ahead all through its own day: it has an hour, and needs both sides."""
    return entry.kind in APPOINTMENTS or (entry.time is not None and entry.side is _BOTH)


def behind_from(entry: LogEntry) -> date:
    """The first day on which it lies behind: its own, or the next for an appointment."""
    return shifted(entry.day, 1) if is_appointment(entry) else entry.day


def is_try(entry: LogEntry) -> bool:
    """Whether it was an attempt of yours to get an answer: anything of yours but thanks."""
    return (
        entry.side is _YOU
        and entry.kind is not _THANK_YOU
        and not entry.automatic
        and not entry.cancelled
    )
