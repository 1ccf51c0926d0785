"""What a contact file says, as frozen values. Nothing here reads or knows the day.

All of it goes into the cache and between processes: hence `swift`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import TypeAlias

from tracker.contact.kinds import Attempt, Channel, Direction, Kind, Side
from tracker.frozen import swift
from tracker.workdays import Duration, Interval

#: The value of an unknown front matter key, as typed.
Raw: TypeAlias = "str | tuple[Raw, ...] | Mapping[str, Raw]"


class Status(StrEnum):
    """Whether a contact takes part: paused and closed people get no follow-ups."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


@swift
@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: path from the root with `/`, line and column from 1."""

    path: str
    line: int
    column: int = 1


@swift
@dataclass(frozen=True, slots=True)
class ReplyBy:
    """When they said you would hear, before weekends and holidays are known.

    Exactly one of the two is set: `day` for `reply by` (a weekday is already resolved to the next
    such day after the entry), `within` for `reply within`, counted from the entry's day.
    """

    day: date | None = None
    within: Duration | None = None


@swift
@dataclass(frozen=True, slots=True)
class Detail:
    """A line such as `- open: …` below an entry: what stayed open, or was promised."""

    label: str
    text: str
    line: int


@swift
@dataclass(frozen=True, slots=True)
class LogEntry:
    """One dated entry of a log.

    `day` is when it happened, or will. `text` is what follows the colon, `raw` the first line as
    written, without its list marker. `body` is the Markdown below the first line, dedented.
    `people` are the names after `with`, `recipients`
    those after `to`. The `loose` ones stood outside brackets: they count only where the book
    knows them. `position` and `at_company` come from `for POSITION at COMPANY`.
    """

    place: Place
    day: date
    kind: Kind
    raw: str
    time: time | None = None
    side: Side = Side.UNKNOWN
    direction: Direction | None = None
    channel: Channel | None = None
    text: str = ""
    body: str = ""
    details: tuple[Detail, ...] = ()
    people: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    loose_people: str = ""
    loose_position: str = ""
    position: str | None = None
    at_company: str | None = None
    reply_by: ReplyBy | None = None
    round: int | None = None
    theirs: bool = False
    attempt: Attempt | None = None
    automatic: bool = False
    cancelled: bool = False
    needs_answer: bool | None = None

    @property
    def is_contact(self) -> bool:
        """Whether it reached someone: what `docs/rules.md` calls *any contact*."""
        return self.took_place and self.side is not Side.NOBODY

    @property
    def took_place(self) -> bool:
        """Neither an attempt, nor automatic, nor cancelled."""
        return self.attempt is None and not self.automatic and not self.cancelled

    @property
    def from_them(self) -> bool:
        """What `docs/rules.md` calls *anything from them*."""
        return self.took_place and self.side in {Side.THEY, Side.BOTH}

    @property
    def from_you(self) -> bool:
        """What `docs/rules.md` calls *anything from you*."""
        return self.took_place and self.side in {Side.YOU, Side.BOTH}


@swift
@dataclass(frozen=True, slots=True)
class Task:
    """An open `- [ ]`: a manual follow-up on its day. The entry holds what was typed."""

    entry: LogEntry


@swift
@dataclass(frozen=True, slots=True)
class Phone:
    """A number as typed, with its label (`mobile`, `work`, …) or an empty one."""

    number: str
    label: str = ""


@swift
@dataclass(frozen=True, slots=True)
class Contact:
    """One contact file, read.

    `id` is the path under `contacts/` without `.md`. `relationship` is as typed but for
    case and hyphens (`Hiring manager` is `hiring-manager`). `never_keep_in_touch` is
    `keep_in_touch: never`, `no_phone` are the labels of numbers that there are none of. `about` is
    the Markdown outside the log, `log_prose` what stands in the log without being an entry: each a
    piece with the line it begins on.
    `entries` are in order of their day, those of a day in the order they happened: a log written
    newest first is turned round. `places` says where each front matter key stands.
    """

    id: str
    path: str
    name: str
    aliases: tuple[str, ...] = ()
    pronounced: str | None = None
    greeting: str | None = None
    company: str | None = None
    role: str | None = None
    relationship: tuple[str, ...] = ()
    position: str | None = None
    email: tuple[str, ...] = ()
    phone: tuple[Phone, ...] = ()
    no_phone: tuple[str, ...] = ()
    address: str | None = None
    timezone: str | None = None
    prefers: Channel | None = None
    keep_in_touch: Interval | None = None
    never_keep_in_touch: bool = False
    tags: tuple[str, ...] = ()
    website: str | None = None
    linkedin: str | None = None
    birthday: str | None = None
    met: str | None = None
    introduced_by: str | None = None
    language: str | None = None
    snooze: date | None = None
    status: Status = Status.ACTIVE
    do_not_contact: bool = False
    next_follow_up: date | None = None
    last_contact: date | None = None
    other: Mapping[str, Raw] = field(default_factory=dict)
    about: tuple[tuple[int, str], ...] = ()
    log_prose: tuple[tuple[int, str], ...] = ()
    entries: tuple[LogEntry, ...] = ()
    tasks: tuple[Task, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        """Whether follow-ups may reach them."""
        return self.status is Status.ACTIVE and not self.do_not_contact

    def place(self, key: str) -> Place:
        """Where a front matter key stands; the file's first line when it does not."""
        return self.places.get(key, Place(self.path, 1))
