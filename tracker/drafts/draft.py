"""A draft: words that are ready to be sent, with the gaps that only their writer can fill.

A draft knows no day: it is the same whenever it is written. Only its log line is told the day, by
whoever shows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from tracker.contact.kinds import Channel
from tracker.frozen import swift
from tracker.workdays import written


@swift
@dataclass(frozen=True, slots=True)
class Gap:
    """What only the writer can say, as a question to them.

    `reminder` is what helps to answer it, mostly a private note of theirs out of the log. It is for
    the writer's eyes alone: it is shown beside the message, and never is a part of it.
    """

    question: str
    reminder: str = ""


#: A piece of a message: words that stand as they are, or a gap between them.
Passage: TypeAlias = "str | Gap"


def text_of(passages: Iterable[Passage]) -> str:
    """A message as plain text, each gap as its question in square brackets."""
    return "".join(one if isinstance(one, str) else f"[{one.question}]" for one in passages)


class Check(StrEnum):
    """What a draft is checked for; stable, for pages to mark and to link."""

    GAPS = "gaps"
    NO_DETAIL = "no-detail"
    TOO_LONG = "too-long"
    STOCK_PHRASE = "stock-phrase"
    YOUR_DETAILS = "your-details"
    SPELLING = "spelling"
    SAME_TEXT = "same-text"


@swift
@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend before a draft is sent: what it is, in a sentence, and how to mend it."""

    check: Check
    message: str
    fix: str


class Effect(StrEnum):
    """What a log line does to the follow-up of its draft."""

    SETTLES = "settles"  # it is done, and gone from the agenda
    TRY = "try"  # one attempt more: it comes back later, or has had its last
    NOTES = "notes"  # it is on record, and changes nothing


_EFFECTS = {
    Effect.SETTLES: "settles it",
    Effect.TRY: "counts as a try",
    Effect.NOTES: "is on record",
}


@swift
@dataclass(frozen=True, slots=True)
class LogLine:
    """The entry to add to a log once a message was sent, but for its day.

    `path` is the file to add it to, from the workspace's root. `rest` is the entry behind its date.
    `label` is which ending of a call it is for (`reached`, `voicemail`, `no answer`), empty where
    there is only one. Before the day `since` it is on record and does nothing else; None where any
    day will do. `is_task` is whether the follow-up can be ticked off instead.
    """

    path: str
    rest: str
    effect: Effect
    label: str = ""
    since: date | None = None
    is_task: bool = False

    def on(self, day: date) -> str:
        """The whole line, with the day on which the message was sent."""
        return f"- {day.isoformat()} {self.rest}"

    def does(self, day: date) -> str:
        """What it does when it is added on a day, in words: `settles it`."""
        words = _EFFECTS[self.effect]
        if self.effect is Effect.NOTES or self.since is None or self.since <= day:
            return words
        early = "; until then `- [x]` ticks the task off" if self.is_task else ""
        return f"{_EFFECTS[Effect.NOTES]}, and {words} from {written(self.since)} on{early}"


@swift
@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above a letter: your own name and address and theirs, line by line.

    `signed` is the name to print below the place for your signature.
    """

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    signed: str


@swift
@dataclass(frozen=True, slots=True)
class Draft:
    """The words for one follow-up, by one channel.

    `follow_up` is its id, `contact` that of the file to look at. `template` is the name of the
    message template it was written from (`thank-you-interview.letter`). `channel` is one of the
    approved ones, or None where no address is known or nothing needs to be sent. `address` is the
    one it goes to: an e-mail address, a number or a postal address, empty where none is known.
    `subject` is empty for a call, whose `body` are talking points, for the writer's eyes alone.
    `notes` are for the writer. `log` holds what to add to the log afterwards: one line, or one for
    each ending of a call, or none where nothing that is logged changes anything. `letterhead` is
    None unless it is a letter. `signature` is the last piece of the body, empty for talking points
    and where your own file is missing.
    """

    follow_up: str
    contact: str
    template: str
    channel: Channel | None
    name: str
    address: str
    subject: tuple[Passage, ...]
    body: tuple[Passage, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    log: tuple[LogLine, ...]
    letterhead: Letterhead | None = None
    signature: str = ""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is left to say, in the order of the message."""
        return tuple(one for one in (*self.subject, *self.body) if isinstance(one, Gap))
