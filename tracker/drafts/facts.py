"""Everything that a message template may say, as a frozen value.

Facts are what the files say, and are never guessed: what is not known is empty. What a template
reads of an entry's text is the writer's own private note; see `Talk`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.book import ContactBook
from tracker.config import Config
from tracker.contact.model import Contact
from tracker.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Scene:
    """Where facts are looked up: all contacts or a circle of them, you, the settings and the rules.

    `me` is your own file, which is no contact of any circle.
    """

    book: ContactBook
    me: Contact | None
    config: Config
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Them:
    """Whom a message goes to.

    `first` is what they are called in a greeting. `role`, `company`, `met` and `introduced_by` are
    empty where their file does not say. `is_agent` is whether they find people for others, and
    `is_near` whether they know you already: a colleague, a reference, a friend.
    """

    name: str
    first: str
    company: str
    role: str
    met: str
    introduced_by: str
    is_agent: bool
    is_reference: bool
    is_customer: bool
    is_near: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """One entry of a log, in words.

    `day` is `Thursday 12 November`, `noun` what it was (`interview`, `call`), `by` how (`by
    video`), empty where that is not known. `text`, `open`, `promised` and `clarify` are the
    writer's private notes: a message offers them as the reminder of a gap, and only talking points,
    which nobody else sees, quote them. `others` are the names of who else was there.
    """

    date: date
    day: str
    kind: str
    noun: str
    by: str
    round: int | None
    time: str
    text: str
    open: tuple[str, ...]
    promised: tuple[str, ...]
    clarify: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class You:
    """Yourself, as your own file says: empty where it does not."""

    name: str
    first: str
    role: str
    company: str
    pitch: str
    qualifications: tuple[str, ...]
    signature: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """Everything that a message template may say: each field is a variable of its own.

    `company` and `position` are those of the opening it is about, else the company is theirs.
    `trigger` is the entry behind the follow-up, `last` the last conversation with them before it is
    due. `reply_by` is the day they named, in words. `task` is what you planned, in your words.
    `elsewhere` is the company whose offer you accepted, for withdrawing. `number` tells apart those
    who were at the same interview, from 0: `vary` picks by it.
    """

    them: Them
    you: You
    greeting: str
    company: str
    position: str
    channel: str
    attempt: int
    attempts: int
    trigger: Talk | None
    last: Talk | None
    previous: str
    reply_by: str
    task: str
    outcome: str
    elsewhere: str
    purchases: int
    employers: tuple[str, ...]
    number: int
