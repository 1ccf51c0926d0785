"""What each field of a rule may hold: how it is read, and what is said where it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.contact.kinds import APPROVED, Channel, Kind
from tracker.rules.rule import About
from tracker.rules.selectors import SELECTORS
from tracker.rules.timing import Timing, parse_timing
from tracker.spelling import nearest
from tracker.workdays import Duration, parse_duration

#: More attempts than this is nagging whatever the interval.
MOST_ATTEMPTS = 10

_EXAMPLE = "Write `same day`, `3 days`, `5 business days`, `2 weeks`, `3 months` or `1 year`."


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that a setting does not take: what it should be instead."""

    expected: str
    hint: str = ""


def _text(value: object) -> str | Refused:
    if not isinstance(value, str) or not value.strip():
        return Refused("a text between quotes")
    return value.strip()


def _flag(value: object) -> bool | Refused:
    if not isinstance(value, bool):
        return Refused("true or false")
    return value


def _attempts(value: object) -> int | Refused:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_ATTEMPTS:
        return Refused(f"a whole number from 1 to {MOST_ATTEMPTS}")
    return value


def _timing(value: object) -> Timing | Refused:
    timing = parse_timing(value) if isinstance(value, str) else None
    if timing is None:
        return Refused("a length of time", _EXAMPLE)
    return timing


def _duration(value: object) -> Duration | Refused:
    duration = parse_duration(value) if isinstance(value, str) else None
    if duration is None:
        return Refused("a length of time", _EXAMPLE)
    return duration


def _interval(value: object) -> Duration | Refused:
    duration = _duration(value)
    if isinstance(duration, Duration) and duration.count == 0:
        return Refused("a length of time of a day or more", _EXAMPLE)
    return duration


def _lapses(value: object) -> Duration | Refused | None:
    return None if value == "never" else _duration(value)


def _words(value: object) -> tuple[str, ...] | Refused:
    """The words of `on` and `until`: kinds, and named groups of entries."""
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not words:
        return Refused('a list of kinds, such as `["met", "call"]`')
    for word in words:
        if not isinstance(word, str) or word not in SELECTORS:
            guess = nearest(str(word), SELECTORS)
            return Refused(
                f"made of kinds of entry, such as `{guess}`", f"Kinds: {', '.join(Kind)}."
            )
    return tuple(words)


def _channels(value: object) -> tuple[Channel, ...] | Refused:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or any(one not in list(APPROVED) for one in words):
        return Refused("a list of `call`, `email` and `letter`", "Never by text or social media.")
    return tuple(Channel(word) for word in words)


def own_about(value: object) -> About | Refused:
    """What a rule of one's own may be about."""
    if not isinstance(value, str) or value not in {About.PERSON, About.OPPORTUNITY}:
        return Refused("`person` or `opportunity`")
    return About(value)


#: How each field is read: the value, or why it was refused.
READERS: Mapping[str, Callable[[object], Any]] = {
    "title": _text,
    "why": _text,
    "source": _text,
    "about": lambda value: About(str(value)),
    "on": _words,
    "until": _words,
    "due": _timing,
    "deadline": _timing,
    "due_after_reply_by": _duration,
    "due_before_reply_by": _duration,
    "due_for_request": _timing,
    "deadline_for_request": _timing,
    "appears": _timing,
    "lapses": _lapses,
    "again": _interval,
    "attempts": _attempts,
    "channels": _channels,
    "counts_from": _duration,
    "counts_after": _duration,
    "ends_with": _text,
    **dict.fromkeys(
        (
            "waits",
            "yields",
            "chases",
            "later",
            "fixed",
            "earliest",
            "after_interview",
            "recruiter_first",
            "survives_outcome",
            "enabled",
        ),
        _flag,
    ),
}
