"""Hand-made values for page tests: small builders, and one believable site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from tests.site_views import SiteViews, site_views
from tracker.agenda import Agenda
from tracker.book import ContactBook
from tracker.config import Config
from tracker.contact.kinds import SIDES, Attempt, Channel, Direction, Kind, Side
from tracker.contact.model import Contact, LogEntry, Phone, Place, ReplyBy, Status, Task
from tracker.diagnostics import Diagnostic, Severity
from tracker.messages import Messages
from tracker.opportunities import Opportunity, Outcome, Stage
from tracker.outbox import words_for
from tracker.records import OpportunityKey, Person, Record, same
from tracker.report import figures
from tracker.rules.followup import Closing, Derived, Event, FollowUp
from tracker.rules.load import shipped_rules
from tracker.views.directory import Directory
from tracker.views.gather import gather

MESSAGES = Messages(None)
TODAY = date(2026, 11, 20)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

#: A field of a value made by hand: the dataclass it goes to says which.
Anything: TypeAlias = Any


@dataclass(frozen=True)
class World:
    """Everything that `site_views` takes. `has_words` is whether drafts are written as well."""

    book: ContactBook
    derived: Derived
    agenda: Agenda
    config: Config
    zone: ZoneInfo = AMSTERDAM
    problems: tuple[Diagnostic, ...] = ()
    has_words: bool = False

    def directory(self) -> Directory:
        return gather(
            self.book,
            self.derived,
            self.agenda,
            (),
            self.config,
            self.zone,
            self.problems,
            shipped_rules(),
        )

    def views(self) -> SiteViews:
        report = figures(self.book, self.derived, self.agenda)
        return site_views(
            self.book,
            self.derived,
            self.agenda,
            report,
            self.config,
            self.zone,
            self.problems,
            shipped_rules(),
            partial(words_for, messages=MESSAGES) if self.has_words else lambda _: {},
        )


def entry(
    line: int, day: date, kind: Kind, text: str = "", *, path: str, **more: Anything
) -> LogEntry:
    """A log entry, its side as its kind's."""
    raw = f"{day} {kind.value}: {text}"
    values: dict[str, Any] = {"text": text, "side": SIDES[kind]} | more
    return LogEntry(Place(path, line, 3), day, kind, raw, **values)


def contact(contact_id: str, name: str, **more: Anything) -> Contact:
    """A contact at the path that its id says."""
    return Contact(contact_id, f"contacts/{contact_id}.md", name, **more)


def follow_up(person: Person, rule: str, due: date, deadline: date, **more: Anything) -> FollowUp:
    """A follow-up with everything that a test does not care about filled in."""
    values: dict[str, Any] = {
        "id": f"{person.contact}/{rule}/{due.isoformat()}",
        "person": person,
        "company": None,
        "position": None,
        "opportunity": None,
        "rule": rule,
        "title": rule.replace("-", " ").capitalize(),
        "advice": "",
        "template": rule,
        "attempt": 1,
        "attempts": 1,
        "trigger": None,
        "began": due,
        "place": Place(f"contacts/{person.contact}.md", 1),
        "channel": None,
        "channels": (),
        "reason": "Because.",
        "appears": due - timedelta(days=7),
        "due": due,
        "deadline": deadline,
        "lapses": deadline + timedelta(days=30),
        "ends": None,
    }
    return FollowUp(**(values | more))


def world(
    contacts: tuple[Contact, ...] = (),
    *,
    today: date = TODAY,
    me: Contact | None = None,
    opportunities: tuple[tuple[OpportunityKey, Stage, Outcome | None], ...] = (),
    joins: dict[tuple[str, int], OpportunityKey] | None = None,
    shared: dict[tuple[str, int], tuple[Person, ...]] | None = None,
    closed: tuple[FollowUp, ...] = (),
    ahead: tuple[FollowUp, ...] = (),
    events: tuple[Event, ...] = (),
    config: Config | None = None,
    zone: ZoneInfo = AMSTERDAM,
    problems: tuple[Diagnostic, ...] = (),
    overdue: tuple[FollowUp, ...] = (),
    due: tuple[FollowUp, ...] = (),
    upcoming: tuple[FollowUp, ...] = (),
    waiting: tuple[FollowUp, ...] = (),
    cold: tuple[FollowUp, ...] = (),
) -> World:
    """Link contacts, place the follow-ups given by section, and join entries as told."""
    joins, shared = joins or {}, shared or {}
    found = sorted(
        ((each, one) for one in contacts for each in one.entries),
        key=lambda pair: (pair[0].day, pair[1].id, pair[0].place.line),
    )
    records = tuple(
        Record(
            each,
            one.id,
            (Person(one.id, one.name), *shared.get((one.id, each.place.line), ())),
            joins.get((one.id, each.place.line)),
            (each.day.toordinal(), one.id, 0, order),
        )
        for order, (each, one) in enumerate(found)
    )
    timelines: dict[str, tuple[Record, ...]] = {}
    files: dict[str, tuple[Record, ...]] = {}
    for record in records:
        files[record.owner] = (*files.get(record.owner, ()), record)
        for person in record.people:
            timelines[person.key] = (*timelines.get(person.key, ()), record)
    tasks = tuple(
        (
            task,
            Record(
                task.entry,
                one.id,
                (Person(one.id, one.name),),
                None,
                (task.entry.day.toordinal(), one.id, 1, number),
            ),
        )
        for number, (one, task) in enumerate((one, task) for one in contacts for task in one.tasks)
    )
    names = {same(one.company): one.company for one in contacts if one.company}
    positions = {same(one.position): one.position for one in contacts if one.position}
    opened = tuple(
        _opportunity(key, stage, outcome, records, names, positions)
        for key, stage, outcome in opportunities
    )
    book = ContactBook(
        contacts,
        me,
        {one.id: one for one in contacts},
        records,
        timelines,
        files,
        tasks,
        opened,
        (),
    )
    at = {(one.entry.place.path, one.entry.place.line): one for one in records}
    overdue, due, upcoming, waiting, cold, ahead, closed = (
        tuple(_triggered(one, at) for one in some)
        for some in (overdue, due, upcoming, waiting, cold, ahead, closed)
    )
    on = (*overdue, *due, *upcoming, *waiting, *cold)
    agenda = Agenda(
        today,
        overdue,
        due,
        upcoming,
        waiting,
        cold,
        no_next_step=tuple(
            one
            for one in opened
            if one.outcome is None and one.key not in {x.opportunity for x in on}
        ),
        events=events,
    )
    derived = Derived((*on, *ahead), closed, events, opened)
    return World(book, derived, agenda, config or Config(), zone, problems)


def _triggered(one: FollowUp, at: Mapping[tuple[str, int], Record]) -> FollowUp:
    """The follow-up with the record of its place as its trigger, where it has none."""
    found = at.get((one.place.path, one.place.line))
    return replace(one, trigger=found) if one.trigger is None and found else one


def _opportunity(
    key: OpportunityKey,
    stage: Stage,
    outcome: Outcome | None,
    records: tuple[Record, ...],
    names: dict[str, str],
    positions: dict[str, str],
) -> Opportunity:
    mine = tuple(one for one in records if one.opportunity == key)
    return Opportunity(
        key,
        names.get(key.where),
        positions.get(key.position, key.position.title()) or None,
        mine,
        tuple(sorted({one.owner for one in mine})),
        stage,
        Stage.INTERVIEW if outcome else stage,
        outcome,
        mine[-1].entry.day if outcome else None,
    )


def sample_world() -> World:
    """A job search in its fifth week, with something in every part of every page."""
    acme = OpportunityKey("acme robotics", "senior platform engineer")
    north = OpportunityKey("northwind", "backend developer")
    globex = OpportunityKey("globex", "data engineer")
    d, lu, p, m, o = (
        f"contacts/{one}.md" for one in ("dana", "agencies/luis", "priya", "mei", "omar")
    )
    dana = contact(
        "dana",
        "Dana Whitfield",
        company="Acme Robotics",
        role="Engineering Manager",
        relationship=("hiring-manager",),
        position="Senior Platform Engineer",
        email=("dana@acme.example",),
        phone=(Phone("+1 415 555 0100", "mobile"), Phone("0415 555 0199", "work")),
        address="1 Foundry Way, Oakland CA 94607",
        timezone="America/Los_Angeles",
        prefers=Channel.CALL,
        website="acme.example",
        linkedin="in/dana-whitfield",
        introduced_by="Luis Ortega",
        tags=("robotics", "python"),
        other={"shoe size": "39", "pets": ("Rex", {"cat": "Mia"})},
        about=(
            (
                20,
                "Pronounced *WIT-field*. Cares about **on-call load**.\n\n# Likes\n\n- tea",
            ),
        ),
        entries=(
            entry(
                24,
                date(2026, 11, 2),
                Kind.APPLIED,
                "sent CV and the robotics write-up",
                path=d,
                channel=Channel.EMAIL,
                reply_by=ReplyBy(day=date(2026, 11, 16)),
            ),
            entry(
                25,
                date(2026, 11, 12),
                Kind.INTERVIEW,
                "asked about migrations; I fumbled the *CAP* question",
                path=d,
                time=time(14, 30),
                channel=Channel.VIDEO,
                people=("Luis Ortega",),
                round=1,
                body="- open: which consensus library?\n- promised: the write-up on `raft`",
            ),
            entry(28, date(2026, 11, 13), Kind.THANK_YOU, "", path=d, channel=Channel.EMAIL),
            entry(
                31,
                date(2026, 11, 24),
                Kind.INTERVIEW,
                "on site, four people",
                path=d,
                time=time(10),
                theirs=True,
                channel=Channel.IN_PERSON,
                round=2,
            ),
        ),
        tasks=(Task(entry(30, date(2026, 12, 1), Kind.CALL, "ask about the start date", path=d)),),
    )
    luis = contact(
        "agencies/luis",
        "Luis Ortega",
        company="Acme Robotics",
        role="Staff Engineer",
        relationship=("interviewer",),
        email=("luis@acme.example",),
        address="1 Foundry Way, Oakland CA 94607",
        entries=(
            entry(
                9,
                date(2026, 11, 10),
                Kind.EMAIL,
                "looking forward to Thursday",
                path=lu,
                direction=Direction.IN,
                side=Side.THEY,
            ),
        ),
    )
    priya = contact(
        "priya",
        "Priya Raman",
        company="Northwind",
        relationship=("recruiter",),
        phone=(Phone("+44 20 7946 0000"),),
        timezone="Europe/London",
        position="Backend Developer",
        entries=(
            entry(
                8,
                date(2026, 11, 3),
                Kind.APPLIED,
                "through their site",
                path=p,
                channel=Channel.ONLINE,
            ),
            entry(
                9,
                date(2026, 11, 17),
                Kind.CALL,
                "left a message",
                path=p,
                attempt=Attempt.VOICEMAIL,
                side=Side.YOU,
            ),
        ),
    )
    mei = contact(
        "mei",
        "陳美 (Mei Chen)",
        company="Globex",
        relationship=("hiring-manager",),
        email=("mei@globex.example",),
        position="Data Engineer",
        entries=(
            entry(8, date(2026, 10, 20), Kind.INTERVIEW, "", path=m),
            entry(
                9,
                date(2026, 11, 19),
                Kind.REJECTION,
                "went with someone closer by; warm",
                path=m,
                channel=Channel.EMAIL,
            ),
        ),
    )
    omar = contact(
        "omar",
        "Omar Haddad",
        relationship=("customer",),
        status=Status.PAUSED,
        entries=(entry(5, date(2026, 10, 1), Kind.PURCHASE, "two lamps", path=o),),
        last_contact=date(2026, 9, 1),
    )
    me = contact(
        "me", "Sam Visser", email=("sam@visser.example",), phone=(Phone("06 1234 5678", "mobile"),)
    )
    dana_p, luis_p, priya_p, mei_p = (Person(one.id, one.name) for one in (dana, luis, priya, mei))
    at_acme = {
        "company": "Acme Robotics",
        "position": "Senior Platform Engineer",
        "opportunity": acme,
    }
    reached = (Channel.CALL, Channel.EMAIL, Channel.LETTER)
    made = world(
        (luis, dana, mei, omar, priya),
        me=me,
        opportunities=(
            (acme, Stage.INTERVIEW, None),
            (north, Stage.APPLIED, None),
            (globex, Stage.CLOSED, Outcome.REJECTED),
        ),
        joins={
            ("dana", 24): acme,
            ("dana", 25): acme,
            ("dana", 28): acme,
            ("dana", 31): acme,
            ("mei", 8): globex,
            ("mei", 9): globex,
            ("priya", 8): north,
            ("priya", 9): north,
        },
        shared={("dana", 25): (luis_p,)},
        overdue=(
            follow_up(
                luis_p,
                "thank-you-interview",
                date(2026, 11, 13),
                date(2026, 11, 16),
                **at_acme,
                title="Thank them for the interview",
                place=Place(d, 25),
                channel=Channel.EMAIL,
                channels=reached,
                reason="Interview on Thu 12 Nov 2026 + 1 day.",
            ),
        ),
        due=(
            follow_up(
                dana_p,
                "prepare-interview",
                date(2026, 11, 20),
                date(2026, 11, 24),
                **at_acme,
                title="Prepare for the interview",
                place=Place(d, 31),
                reason="Interview on Tue 24 Nov 2026 - 2 business days.",
            ),
            follow_up(
                dana_p,
                "status-check-application",
                date(2026, 11, 18),
                date(2026, 11, 23),
                **at_acme,
                title="Ask how your application stands",
                attempt=1,
                attempts=2,
                place=Place(d, 24),
                channel=Channel.CALL,
                channels=reached,
                reason="They said Mon 16 Nov 2026 + 2 business days.",
            ),
            follow_up(
                mei_p,
                "answer-rejection",
                date(2026, 11, 20),
                date(2026, 11, 23),
                company="Globex",
                position="Data Engineer",
                opportunity=globex,
                title="Answer the rejection graciously",
                place=Place(m, 9),
                channel=Channel.EMAIL,
                channels=reached,
                reason="Rejection on Thu 19 Nov 2026 + 1 business day.",
            ),
            follow_up(
                Person("dana", "Ruth Okafor", known=False),
                "thank-you-interview",
                date(2026, 11, 20),
                date(2026, 11, 21),
                **at_acme,
                title="Thank them for the interview",
                place=Place(d, 25),
                channels=reached,
                reason="Interview on Thu 19 Nov 2026 + 1 day.",
            ),
        ),
        upcoming=(
            follow_up(
                dana_p,
                "manual",
                date(2026, 12, 1),
                date(2026, 12, 1),
                title="Your own task",
                appears=TODAY,
                trigger=Record(dana.tasks[0].entry, "dana", (dana_p,), None, (9, "dana", 1, 0)),
                place=Place(d, 30),
                channel=Channel.CALL,
                channels=reached,
                reason="Your task for Tue 1 Dec 2026.",
            ),
            follow_up(
                mei_p,
                "reconnect-after-rejection",
                date(2027, 2, 17),
                date(2027, 3, 3),
                title="Reconnect",
                appears=TODAY,
                company="Globex",
                opportunity=globex,
                place=Place(m, 9),
                channel=Channel.EMAIL,
                channels=reached,
                reason="Rejection on Thu 19 Nov 2026 + 90 days.",
            ),
        ),
        waiting=(
            follow_up(
                priya_p,
                "follow-up-request",
                date(2026, 11, 24),
                date(2026, 11, 27),
                waits=True,
                title="Ask again about the referral",
                place=Place(p, 9),
                channel=Channel.CALL,
                channels=reached,
                reason="Referral asked on Tue 17 Nov 2026 + 5 business days.",
            ),
        ),
        cold=(
            follow_up(
                priya_p,
                "close-stale",
                date(2026, 9, 1),
                date(2026, 9, 1),
                title="Close it, or try someone else",
                company="Northwind",
                opportunity=north,
                position="Backend Developer",
                place=Place(p, 8),
                reason="Last entry on Sun 2 Aug 2026 + 30 days.",
            ),
        ),
        closed=(
            follow_up(
                dana_p,
                "thank-you-interview",
                date(2026, 11, 13),
                date(2026, 11, 14),
                **at_acme,
                title="Thank them for the interview",
                place=Place(d, 25),
                closing=Closing.DONE,
                closed=date(2026, 11, 13),
            ),
        ),
        ahead=(
            follow_up(
                luis_p,
                "status-check-interview",
                date(2026, 12, 8),
                date(2026, 12, 11),
                **at_acme,
                title="Ask how it stands",
                place=Place(d, 31),
            ),
        ),
        config=Config(as_of=TODAY),
        problems=(
            Diagnostic(
                "contacts/priya.md",
                4,
                8,
                Severity.ERROR,
                "bad-date",
                "`2026-02-30` is not a day.",
                "Write the day as YYYY-MM-DD.",
            ),
            Diagnostic(
                "contacts/priya.md",
                2,
                1,
                Severity.WARNING,
                "near-key",
                "`compnay` is not a key.",
                "Did you mean `company`?",
            ),
            Diagnostic(
                "contacts/broken.md",
                1,
                1,
                Severity.ERROR,
                "no-fence",
                "There is no front matter.",
                "Begin the file with a line of ---.",
            ),
        ),
    )
    events = (
        Event(
            "dana",
            "Dana Whitfield",
            "Acme Robotics",
            "Senior Platform Engineer",
            acme,
            Kind.INTERVIEW,
            date(2026, 11, 24),
            time(10),
            theirs=True,
            place=Place(d, 31),
            record=next(one for one in made.book.records if one.entry.place == Place(d, 31, 3)),
            own_day=date(2026, 11, 24),
        ),
    )
    agenda = replace(made.agenda, events=events)
    derived = replace(made.derived, events=events)
    return replace(made, agenda=agenda, derived=derived, has_words=True)
