"""Everything that a message template may say, as a frozen value.

Facts are what the files say, and are never guessed: what is not known is empty. `gathering` puts
them together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tracker.book import ContactBook
from tracker.config import Config
from tracker.contact.model import Contact
from tracker.records import place_of
from tracker.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Scene:
    """Where facts are looked up: all contacts or a circle of them, you, the settings and the rules.

    `me` is your own file, which is no contact of any circle. Who is where is gathered once, when it
    is asked for.
    """

    book: ContactBook
    me: Contact | None
    config: Config
    rules: tuple[Rule, ...]
    _at: dict[str, tuple[str, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def at(self, place: str) -> tuple[str, ...]:
        """The ids of all contacts at a place, as of `place_of`, in their order."""
        if not self._at:
            found: dict[str, list[str]] = {}
            for one in self.book.contacts:
                found.setdefault(place_of(one), []).append(one.id)
            self._at.update((where, tuple(some)) for where, some in found.items())
        return self._at.get(place, ())


@dataclass(frozen=True, slots=True)
class Them:
    """Whom a message goes to.

    `first` is what they are called in a greeting. `role`, `company`, `met`, `introduced_by`, and
    the first `email` and `phone`, are empty where their file does not say. `is_agent` is whether
    they find people for others, `is_customer` whether they are or may become one, and `is_near`
    whether they know you already: a colleague, a reference, a friend.
    """

    name: str
    first: str
    company: str
    role: str
    met: str
    introduced_by: str
    email: str
    phone: str
    is_agent: bool
    is_reference: bool
    is_customer: bool
    is_near: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """One entry of a log, in words.

    `day` is `Thursday 12 November`, `noun` what it was (`interview`, `call`), `by` how (`by
    video`), empty where that does not say more. `others` are the names of who else was there, and
    `with_them` is whether the one you write to was. `time` is `14:30`, with `their time` behind it
    where it is in their zone.

    `text`, `open`, `promised` and `clarify` are the writer's private notes: a message offers them
    as the reminder of a gap, and only talking points, which nobody else sees, quote them.
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
    with_them: bool


@dataclass(frozen=True, slots=True)
class You:
    """Yourself, as your own file says: empty where it does not.

    `pitch` and `qualifications` are those for the position that the message is about.
    """

    name: str = ""
    first: str = ""
    role: str = ""
    company: str = ""
    pitch: str = ""
    qualifications: tuple[str, ...] = ()
    signature: str = ""
    phone: str = ""
    email: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """Everything that a message template may say: each field is a variable of its own.

    `company` and `position` are those of the opening it is about, where it is about one; the
    company is theirs otherwise. `the_position` is `the position of Build Engineer`, with the
    company where that is not theirs, and `the position` where it has no name.

    `trigger` is the entry behind the follow-up, `last` the last conversation with them by the day
    on which it is due. In words are `since`, the day of the trigger or of your last contact,
    `previous`, that of your last try where it is another, and `reply_by`, the day they named.
    `moved_from` is `text` or `social media` where they wrote to you there. `task` is what you
    planned, in your own words.

    `outcome` is how the opening ended, where the follow-up tells of it: `hired`, `rejected`,
    `declined`, `withdrawn` or `no response`. `employers` are the people who may ask a reference
    about you. `quoted` is the day of your last quote before the trigger. `purchases` counts what
    they bought. `number` tells apart those who were at the same interview, or are at one company:
    `vary` picks by it.
    """

    them: Them
    you: You
    greeting: str
    company: str
    position: str
    the_position: str
    channel: str
    attempt: int
    attempts: int
    trigger: Talk | None
    last: Talk | None
    since: str
    previous: str
    reply_by: str
    moved_from: str
    task: str
    outcome: str
    employers: tuple[str, ...]
    quoted: str
    purchases: int
    number: int
