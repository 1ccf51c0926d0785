"""The words in a rule's `on` and `until`, and which log entries each of them picks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tracker.contact.kinds import APPOINTMENTS, Attempt, Kind, Side
from tracker.contact.model import LogEntry
from tracker.opportunities import OUTCOMES

Selector = Callable[[LogEntry], bool]

#: Kinds that went from you unless marked `in`: alone in a rule they mean yours.
MESSAGES: frozenset[Kind] = frozenset({Kind.EMAIL, Kind.LETTER, Kind.MESSAGE})


def _kind(kind: Kind) -> Selector:
    if kind in MESSAGES:
        return lambda entry: entry.took_place and entry.kind is kind and entry.side is Side.YOU
    return lambda entry: entry.took_place and entry.kind is kind


def _inbound(kind: Kind) -> Selector:
    return lambda entry: entry.took_place and entry.kind is kind and entry.side is Side.THEY


def _inbound_call(entry: LogEntry) -> bool:
    """A call of theirs that did not reach you: with a voicemail, or merely missed."""
    return (
        entry.kind is Kind.CALL
        and entry.side is Side.THEY
        and entry.attempt in {Attempt.VOICEMAIL, Attempt.NO_ANSWER}
        and not entry.automatic
        and not entry.cancelled
    )


def _needs_answer(entry: LogEntry) -> bool:
    return entry.from_them and entry.needs_answer is True


def _promise(entry: LogEntry) -> bool:
    """Anything else from them, but an offer, that says by when you hear."""
    return (
        entry.from_them
        and entry.reply_by is not None
        and entry.kind not in {Kind.INTERVIEW, Kind.SCREENING, Kind.OFFER}
    )


def _outcome(entry: LogEntry) -> bool:
    return entry.took_place and entry.kind in OUTCOMES


#: Every word a rule may use, beside the kinds themselves.
GROUPS: Mapping[str, Selector] = {
    "anything from them": lambda entry: entry.from_them,
    "anything from you": lambda entry: entry.from_you,
    "any contact": lambda entry: entry.is_contact,
    "any contact but a thank-you": lambda entry: (
        entry.is_contact and entry.kind is not Kind.THANK_YOU
    ),
    "an outcome": _outcome,
    "email (in)": _inbound(Kind.EMAIL),
    "letter (in)": _inbound(Kind.LETTER),
    "message (in)": _inbound(Kind.MESSAGE),
    "call (in, voicemail)": _inbound_call,
    "needs answer": _needs_answer,
    "reply by": _promise,
}

SELECTORS: Mapping[str, Selector] = {**{kind.value: _kind(kind) for kind in Kind}, **GROUPS}


def any_of(words: Iterable[str]) -> Selector:
    """An entry that any of the words picks."""
    selectors = [SELECTORS[word] for word in words]
    return lambda entry: any(picks(entry) for picks in selectors)


def is_appointment(entry: LogEntry) -> bool:
    """Whether it lies ahead all through its own day: it has an hour, and needs both sides."""
    return entry.kind in APPOINTMENTS or (entry.time is not None and entry.side is Side.BOTH)


def is_try(entry: LogEntry) -> bool:
    """Whether it was an attempt of yours to get an answer: anything of yours but thanks."""
    return (
        entry.side is Side.YOU
        and not entry.automatic
        and not entry.cancelled
        and entry.kind is not Kind.THANK_YOU
    )
