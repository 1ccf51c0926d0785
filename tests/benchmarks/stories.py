"""What happened between you and the people of one company: the story, before anyone types it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.benchmarks.words import POSITIONS, PROSE

#: The day on which every generated workspace is looked at.
TODAY = date(2026, 11, 20)

SATURDAY = 5

#: The last job ended here: everything before belongs to an earlier search, which it closed.
HIRED = TODAY - timedelta(days=400)

#: Which company hired you then, and which ones the people who vouch for you work at: few, however
#: many contacts there are, as in a life.
HIRING_COMPANY = 4
REFERENCES = (2, 9, 23)


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, or will: a log entry to be.

    `marks` are attributes as the format defines them. `task` is an open `- [ ]`.
    """

    day: date
    kind: str
    marks: tuple[str, ...] = ()
    time: str = ""
    task: bool = False


@dataclass(slots=True)
class Person:
    """Someone with a file of their own, and all that is logged in it."""

    name: str
    company: str | None
    relationship: str = ""
    role: str = ""
    position: str | None = None
    moments: list[Moment] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """The tellers' place in time: each step adds to somebody's log and moves the day on."""

    rng: Random
    day: date

    def later(self, least: int, most: int) -> bool:
        """Move on, to a working day; False where that is past today."""
        self.day += timedelta(days=self.rng.randint(least, most))
        while self.day.weekday() >= SATURDAY:
            self.day += timedelta(days=1)
        return self.day <= TODAY

    def tell(self, person: Person, kind: str, *marks: str) -> None:
        """Something happened today, or is in the diary."""
        meets = kind in {"interview", "screening", "meeting"}
        time = f"{self.rng.randint(9, 16)}:{self.rng.choice(('00', '30'))}" if meets else ""
        person.moments.append(Moment(self.day, kind, marks, time.zfill(5) if time else ""))

    def chance(self, probability: float) -> bool:
        """Whether something happens that does so with this probability."""
        return self.rng.random() < probability

    def promise(self, probability: float = 0.3) -> tuple[str, ...]:
        """When they said you would hear, where they said so."""
        if not self.chance(probability):
            return ()
        day = self.day + timedelta(days=self.rng.randint(3, 14))
        return (
            self.rng.choice((f"reply by {day}", "reply by Friday", "reply within 5 business days")),
        )


def job(people: Sequence[Person], rng: Random, number: int) -> None:
    """An opening: applied for, and then however far it went."""
    hired_here = number == HIRING_COMPANY
    earlier = hired_here or rng.random() < 0.55
    begin = HIRED - timedelta(days=rng.randint(60, 260))
    if not earlier:
        begin = TODAY - timedelta(days=rng.randint(3, 110))
    story = Story(rng, begin)
    recruiter, manager = people[0], people[-1]
    recruiter.relationship = "recruiter" if len(people) > 1 else "hiring-manager"
    recruiter.position = rng.choice(POSITIONS)
    for one in people[1:]:
        one.relationship = "interviewer"
    manager.relationship = "hiring-manager"
    if rng.random() < 0.5:
        manager.position = recruiter.position
    story.tell(recruiter, "applied", rng.choice(("online", "email", "letter")), *story.promise(0.2))
    if story.chance(0.3):
        story.tell(recruiter, "email", "in", "automatic")
    open_still = hired_here or _rounds(story, people)
    if hired_here:
        story.day = max(story.day, HIRED - timedelta(days=4))
        story.tell(recruiter, "offer", "call")
        story.day = HIRED
        story.tell(recruiter, "accepted", "call")
    elif earlier and open_still:
        story.day = min(max(story.day, HIRED - timedelta(days=20)), HIRED + timedelta(days=3))
        ending = rng.choice(("withdrawn", "withdrawn", "no-response", ""))
        if ending:
            story.tell(recruiter, ending)


def _rounds(story: Story, people: Sequence[Person]) -> bool:
    """Reply, screening, interviews, answer. Whether it is still open where the telling stops."""
    recruiter = people[0]
    if story.chance(0.25) or not story.later(3, 9):
        return True
    story.tell(recruiter, story.rng.choice(("reply", "reply", "call")), *story.promise(0.4))
    if story.chance(0.1):
        return True
    if story.chance(0.4):
        story.tell(recruiter, "email")
    appointed = story.later(2, 6)
    story.tell(recruiter, "screening", "call", *story.promise())
    if not appointed or story.chance(0.15):
        return True
    if story.later(1, 2) and story.chance(0.7):
        story.tell(recruiter, "thank-you", "email")
    for number in range(1, story.rng.randint(2, 4)):
        if not _interview(story, people, number):
            return True
    return _answer(story, recruiter)


def _interview(story: Story, people: Sequence[Person], number: int) -> bool:
    """Asked again, invited, and met. Whether it took place already."""
    recruiter, manager = people[0], people[-1]
    if story.chance(0.4) and story.later(6, 9):
        story.tell(recruiter, "status-check", "email")
    if not story.later(2, 5):
        return False
    story.tell(recruiter, "reply", "email")
    appointed = story.later(2, 7)
    with_whom = tuple(f"with {one.name}" for one in people[1:-1][:2])
    channel = story.rng.choice(("video", "in person"))
    story.tell(manager, "interview", channel, *with_whom, f"round {number}", *story.promise())
    if appointed and story.chance(0.6) and story.later(1, 2):
        story.tell(manager, "thank-you", "email", *with_whom)
    return appointed


def _answer(story: Story, recruiter: Person) -> bool:
    """They say no, or yes, or nothing. Whether it is still open then."""
    if story.later(1, 3) and story.chance(0.3):
        story.tell(recruiter, "reference-request", "email")
    if story.chance(0.3) or not story.later(4, 12):
        return True
    if story.chance(0.6):
        story.tell(recruiter, "rejection", "email")
        if story.chance(0.6) and story.later(1, 3):
            story.tell(recruiter, "thank-you", "email")
        return False
    story.tell(recruiter, "offer", "call", *story.promise(0.5))
    if story.chance(0.5) and story.later(1, 3):
        story.tell(recruiter, "declined", "call")
        return False
    return True


def customer(people: Sequence[Person], rng: Random, number: int) -> None:
    """Quotes and purchases, over a year or two."""
    del number
    buyer = people[0]
    story = Story(rng, TODAY - timedelta(days=rng.randint(40, 700)))
    for one in people:
        one.relationship = "customer"
    story.tell(buyer, "inquiry", rng.choice(("email", "online", "call")))
    for _ in range(rng.randint(1, 6)):
        if story.chance(0.6) and story.later(0, 3):
            story.tell(buyer, "quote", "email")
            if story.chance(0.25):
                break
        if not story.later(2, 9):
            break
        story.tell(buyer, "purchase")
        if story.chance(0.6) and story.later(1, 2):
            story.tell(buyer, "thank-you", rng.choice(("email", "letter")))
        if story.chance(0.5) and story.later(5, 9):
            story.tell(buyer, "call", *rng.choice(((), ("voicemail",), ("no answer",))))
        if not story.later(25, 90):
            break
        if story.chance(0.4):
            story.tell(people[-1], "email", "in", *rng.choice(((), ("no answer needed",))))


def prospect(people: Sequence[Person], rng: Random, number: int) -> None:
    """They asked; you answered, or should have."""
    del number
    asker = people[0]
    asker.relationship = rng.choice(("prospect", "lead"))
    story = Story(rng, TODAY - timedelta(days=rng.randint(0, 50)))
    story.tell(asker, "inquiry", rng.choice(("email", "online")))
    if story.chance(0.7) and story.later(0, 3):
        story.tell(asker, "quote", "email", *story.promise(0.2))
    if story.chance(0.4) and story.later(2, 8):
        story.tell(asker, "reply", "email", *rng.choice(((), ("needs answer",), story.promise(1))))
    if story.chance(0.2) and story.later(1, 3):
        story.tell(asker, "call", "in", "voicemail")


def network(people: Sequence[Person], rng: Random, number: int) -> None:
    """Somebody met, who may know somebody."""
    del number
    for one in people:
        one.relationship = rng.choice(("former-colleague", "mentor", "friend", "alumni", "lead"))
        story = Story(rng, TODAY - timedelta(days=rng.choice((rng.randint(0, 12), 300, 200, 90))))
        story.tell(one, "met", "in person")
        steps = (
            ("email", ()),
            ("reply", ("email",)),
            ("meeting", ("in person",)),
            ("thank-you", ("email",)),
            ("referral-request", ("email",)),
            ("referral", ("email",)),
            ("thank-you", ("letter",)),
            ("message", ("social",)),
            ("call", ("in",)),
        )
        for kind, marks in steps[: rng.randint(0, len(steps))]:
            if not story.later(1, 21):
                break
            if story.chance(0.8):
                story.tell(one, kind, *marks)


def agency(people: Sequence[Person], rng: Random, number: int) -> None:
    """A consultant who places you elsewhere, in several openings at once."""
    del number
    agent = people[0]
    agent.relationship = "agency"
    for at in range(rng.randint(2, 4)):
        story = Story(rng, TODAY - timedelta(days=rng.randint(5, 80)))
        opening = f"for {POSITIONS[(at * 5 + rng.randint(0, 4)) % len(POSITIONS)]}"
        where = f"{opening.replace(',', '')} at {agent.company} Client {at + 1}"
        story.tell(agent, "applied", "email", where)
        if story.later(3, 9) and story.chance(0.6):
            story.tell(agent, "reply", "email", where, *story.promise())
            appointed = story.later(3, 9)
            story.tell(agent, "interview", "video", where)
            if appointed and story.chance(0.4) and story.later(4, 9):
                story.tell(agent, "rejection", "email", where)


def reference(people: Sequence[Person], rng: Random, number: int) -> None:
    """Somebody who vouches for you, alerted now and then."""
    del number
    for one in people:
        one.relationship = "reference"
        story = Story(rng, TODAY - timedelta(days=300))
        story.tell(one, "call")
        # Seldom enough that an interview can find them not alerted for it.
        while story.later(32, 60):
            story.tell(one, "reference-alert", "email")
            if story.chance(0.3):
                story.tell(one, "email", "in", "no answer needed")


Teller = Callable[[Sequence[Person], Random, int], None]

#: The stories, how often each is told in a hundred companies, and how many people are in it.
TELLERS: tuple[tuple[int, Teller, int], ...] = (
    (40, job, 5),
    (26, customer, 2),
    (10, prospect, 1),
    (18, network, 3),
    (6, agency, 1),
)


def teller_of(number: int, rng: Random) -> tuple[Teller, int]:
    """The story of the company of that number, and how many people it has."""
    if number in REFERENCES:
        return reference, 1
    if number == HIRING_COMPANY:
        return job, 3
    drawn = rng.randrange(100)
    for weight, teller, most in TELLERS:
        if drawn < weight:
            return teller, rng.randint(1, most)
        drawn -= weight
    raise AssertionError(drawn)


def fill(person: Person, rng: Random, least: int = 3, most: int = 25) -> None:
    """Add what else is logged of them: small talk in between, memos, plans. Sorts the moments."""
    # Nothing of it is later than the story itself, so that it settles little of it.
    days = [one.day for one in person.moments if one.day <= TODAY]
    first = min(days, default=TODAY - timedelta(days=rng.randint(30, 400)))
    last = max(days, default=first)
    wanted = rng.randint(least, 8) if rng.random() < 0.8 else rng.randint(8, most)
    room = max((last - first).days, 0)
    openings = [mark for one in person.moments for mark in one.marks if mark[:4] == "for "]
    while len(person.moments) < wanted:
        before = rng.randint(-400, 0) if rng.random() < 0.6 or not room else rng.randint(0, room)
        kind, marks = rng.choice(_SMALL_TALK)
        if kind == "prose":
            kind = rng.choice(PROSE)
        about = tuple(mark for mark in openings[:1] if kind not in {"note", "no-show"})
        rng.shuffle(openings)
        person.moments.append(Moment(first + timedelta(days=before), kind, (*marks, *about)))
    del person.moments[most:]
    if rng.random() < 0.15:
        due = TODAY + timedelta(days=rng.randint(-12, 20))
        person.moments.append(Moment(due, rng.choice(("call", "email", "letter")), task=True))
    person.moments.sort(key=lambda one: one.day)


_SMALL_TALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("note", ()),
    ("note", ()),
    ("email", ()),
    ("email", ("in", "no answer needed")),
    ("call", ()),
    ("call", ("voicemail",)),
    ("email", ("bounced",)),
    ("message", ("social", "in", "no answer needed")),
    ("message", ("text",)),
    ("letter", ()),
    ("meeting", ("in person",)),
    ("meeting", ("video", "cancelled")),
    ("no-show", ()),
    ("prose", ()),
)
