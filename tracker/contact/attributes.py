"""What stands between the brackets of a log entry: `(video, with Luis Ortega, reply by Friday)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from tracker.contact.brackets import QUOTES, BracketPart, protects, unquote, unquoted
from tracker.contact.dates import parse_iso_date
from tracker.contact.kinds import Attempt, Channel, Direction
from tracker.contact.model import ReplyBy
from tracker.contact.vocabulary import (
    ATTEMPT_PHRASES,
    CHANNEL_PHRASES,
    FLAG_PHRASES,
    words_of,
)
from tracker.spelling import closest
from tracker.workdays import next_weekday, parse_duration, parse_weekday

_REPLY = re.compile(
    r"(?:reply|answer|response|decision|hear(?: back)?)\s+(by|within|in)\b\s*(.*)", re.IGNORECASE
)
_ROUND = re.compile(
    r"round\s*#?\s*(\w+)|(\d{1,2})(?:st|nd|rd|th)\s+round|(\w+)\s+round", re.IGNORECASE
)
_NAMED = re.compile(r"(with|for|to)\b\s*(.*)", re.IGNORECASE)
_NO_COMPANY = re.compile(r"\s+at\s*$", re.IGNORECASE)
_AT = re.compile(r"\s+at\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&|\+)\s+", re.IGNORECASE)
#: Attributes that are said once: one that says otherwise takes the first one back.
_SAID_ONCE = attrgetter(
    "channel", "direction", "attempt", "position", "reply_by", "round", "needs_answer"
)
#: With what the longer attributes begin.
_FIRST_WORDS = ("reply", "round", "with")
#: No company interviews anyone a hundred times.
_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
#: What messages repeat of a text.
_LONGEST_SHOWN = 60
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("one first", "two second", "three third", "four fourth", "five fifth", "six sixth"), 1
    )
    for word in words.split()
}


class Remark(NamedTuple):
    """Something to say about an attribute: where it begins in the line, and what is the matter.

    `is_read` is whether it counts all the same.
    """

    offset: int
    code: str
    message: str
    hint: str
    is_read: bool = False


@dataclass(slots=True)
class Attributes:
    """What the brackets of one entry said. Filled while reading, then read once."""

    channel: Channel | None = None
    direction: Direction | None = None
    attempt: Attempt | None = None
    people: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    position: str | None = None
    at_company: str | None = None
    reply_by: ReplyBy | None = None
    round: int | None = None
    theirs: bool = False
    automatic: bool = False
    cancelled: bool = False
    needs_answer: bool | None = None


_NOTHING_SAID = _SAID_ONCE(Attributes())


def read_attribute(part: BracketPart, day: date, into: Attributes) -> Remark | None:
    """Read one attribute of an entry of that day, or say what is the matter with it."""
    before = _SAID_ONCE(into)
    remark = _read(part, day, into)
    if remark or before == _NOTHING_SAID:
        return remark
    after = _SAID_ONCE(into)
    if all(old is None or old == new for old, new in zip(before, after, strict=True)):
        return remark
    message = f"`{_shown(part)}` contradicts an attribute before it; the last one counts."
    return Remark(part.offset, "repeated-attribute", message, "Keep one of the two.", is_read=True)


def _read(part: BracketPart, day: date, into: Attributes) -> Remark | None:
    words = words_of(part.text)
    if flag := FLAG_PHRASES.get(words):
        _raise_flag(flag, into)
    elif attempt := ATTEMPT_PHRASES.get(words):
        into.attempt = attempt
    elif channel := CHANNEL_PHRASES.get(words[1:] if words[:1] == ("by",) else words):
        into.channel = channel
    elif match := _REPLY.fullmatch(part.text):
        return _read_reply(part, match, day, into)
    elif match := _ROUND.fullmatch(part.text):
        return _read_round(part, match, into)
    elif match := _NAMED.fullmatch(part.text):
        return _read_named(part, match, into)
    else:
        return _unknown(part, words)
    return None


def is_known(part: BracketPart, day: date) -> bool:
    """Whether the text reads as an attribute."""
    return read_attribute(part, day, Attributes()) is None


def _raise_flag(flag: str, into: Attributes) -> None:
    match flag:
        case "in" | "out":
            into.direction = Direction(flag)
        case "theirs":
            into.theirs = True
        case "automatic":
            into.automatic = True
        case "cancelled":
            into.cancelled = True
        case _:
            into.needs_answer = flag == "needs answer"


def _read_reply(
    part: BracketPart, match: re.Match[str], day: date, into: Attributes
) -> Remark | None:
    word, value = match[1].casefold(), unquote(match[2])
    if word == "by":
        weekday = parse_weekday(value.casefold().removeprefix("next ").strip())
        promised = next_weekday(day, weekday) if weekday is not None else parse_iso_date(value)
        if promised is None:
            return Remark(
                part.offset,
                "bad-reply-by",
                f"`{_shown(part)}` names neither an ISO date nor a weekday.",
                "Write `reply by 2026-11-20` or `reply by Friday`.",
            )
        if promised < day:
            message = f"`{_shown(part)}` lies before the entry's own day, {day.isoformat()}."
            return Remark(
                part.offset, "reply-by-too-early", message, "Check the two dates: it is left out."
            )
        into.reply_by = ReplyBy(day=promised)
        return None
    within = parse_duration(value)
    if within is None:
        return Remark(
            part.offset,
            "bad-reply-by",
            f"`{_shown(part)}` names no length of time.",
            "Write `reply within 5 business days` or `reply within 2 weeks`.",
        )
    into.reply_by = ReplyBy(within=within)
    return None


def _read_round(part: BracketPart, match: re.Match[str], into: Attributes) -> Remark | None:
    typed = (match[1] or match[2] or match[3]).casefold()
    number = int(typed) if _NUMBER.fullmatch(typed) else _ORDINALS.get(typed)
    if not number:
        return Remark(
            part.offset,
            "unknown-attribute",
            f"`{_shown(part)}` is not a round that Tracker can count.",
            "Write `round 2`.",
        )
    into.round = number
    return None


def _read_named(part: BracketPart, match: re.Match[str], into: Attributes) -> Remark | None:
    word, value = match[1].casefold(), match[2].strip()
    if not unquote(value):
        return Remark(
            part.offset,
            "unknown-attribute",
            f"`{_shown(part)}` names nobody and nothing.",
            f"Write `{word} {'POSITION' if word == 'for' else 'NAME'}`.",
        )
    if protects(value) and any(character in QUOTES for _, character in unquoted(value)):
        message = f"A quote in `{_shown(part)}` is never closed: it is shown as text."
        return Remark(part.offset, "unclosed-quote", message, "Close it where the name ends.")
    match word:
        case "with":
            into.people += split_names(value)
        case "to":
            into.recipients += split_names(value)
        case _:
            into.position, into.at_company = split_position(value)
            if _NO_COMPANY.search(value):
                message = f"`{_shown(part)}` names no company after `at`."
                into.position = unquote(_NO_COMPANY.sub("", value))
                return Remark(part.offset, "unknown-attribute", message, "Write `for POSITION`.")
    return None


# A log names the same few people and positions again and again.
@lru_cache(maxsize=1024)
def split_names(text: str) -> tuple[str, ...]:
    """The names in `NAME and NAME`; an `and` between quotes is part of a name."""
    if not protects(text):
        return tuple(name for one in _AND.split(text) if (name := unquote(one)))
    outside = {at for at, _ in unquoted(text)}
    names, begin = [], 0
    for match in _AND.finditer(text):
        if match.start() in outside:
            names.append(text[begin : match.start()])
            begin = match.end()
    return tuple(name for one in (*names, text[begin:]) if (name := unquote(one)))


@lru_cache(maxsize=1024)
def split_position(text: str) -> tuple[str, str | None]:
    """`POSITION at COMPANY` in two; the last `at` outside quotes counts."""
    outside = {at for at, _ in unquoted(text)} if protects(text) else range(len(text))
    for match in reversed(list(_AT.finditer(text))):
        if match.start() in outside:
            return unquote(text[: match.start()]), unquote(text[match.end() :])
    return unquote(text), None


def _unknown(part: BracketPart, words: tuple[str, ...]) -> Remark:
    known = [" ".join(one) for one in (*FLAG_PHRASES, *ATTEMPT_PHRASES, *CHANNEL_PHRASES)]
    guess = closest(" ".join(words)[:_LONGEST_SHOWN], known)
    first = closest("".join(words[:1])[:_LONGEST_SHOWN], _FIRST_WORDS)
    hint = "Put it after the colon; a person is `with NAME`, an opportunity `for POSITION`."
    if guess or first:
        hint = f"Did you mean `{guess or f'{first} …'}`?"
    message = f"`{_shown(part)}` is not an attribute that Tracker knows; it is shown as text."
    return Remark(part.offset, "unknown-attribute", message, hint)


def _shown(part: BracketPart) -> str:
    text = part.text
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
