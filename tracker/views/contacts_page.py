"""The list of all contacts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from tracker.agenda import Bucket
from tracker.book import ME
from tracker.contact.model import Contact, Status
from tracker.counts import count
from tracker.opportunities import Stage
from tracker.rules.followup import Event
from tracker.slugs import page_path
from tracker.views.course import Course, LaterDays, still_ahead
from tracker.views.directory import Directory, Placed
from tracker.views.followups import brief_title
from tracker.views.frame import CONTACTS, Frame, Link, relative
from tracker.views.shown import Shown
from tracker.views.timeline import kind_words
from tracker.views.words import Day, away, day, timeliness

#: The section of an event.
EVENT = "event"

_ORDER = {section: at for at, section in enumerate(Bucket)}


class NextStep(NamedTuple):
    """The most urgent follow-up of a contact, or what is planned with them before it.

    `section` is where it stands on the agenda: `event` for an event, of which `due` is the day.
    """

    title: str
    section: str
    timing: str
    due: Day
    deadline: Day


class StageMark(NamedTuple):
    """A stage that somebody has to do with; `order` is its place among all of them, from 0."""

    label: str
    order: int


_MARKS = {stage: StageMark(stage.value, order) for order, stage in enumerate(Stage)}
_CLOSED = Stage.CLOSED


class ContactRow(NamedTuple):
    """One contact in a list.

    `relationship` is what they are to you, in words. `next` is their most urgent follow-up on the
    agenda, or the event with them that comes before it; None where there is neither. `stages` are
    those of the openings that they take part in, and of their business with you, the furthest
    first; `closed` stands there only where nothing is open. `tags` are those of their file;
    `broken` is whether it has errors.
    """

    who: Link
    role: str
    company: Link | None
    relationship: str
    stages: tuple[StageMark, ...]
    last: Day | None
    next: NextStep | None
    marks: tuple[str, ...]
    tags: tuple[str, ...]
    broken: bool


class PlacedRow(NamedTuple):
    """A contact in the list of all, and what sorts it there: the name without case, and the id."""

    key: tuple[str, str]
    row: Shown[ContactRow]


class ContactsPage(NamedTuple):
    """All contacts: `rows` by name. `me` leads to your own page, None where you have none."""

    frame: Frame
    summary: str
    me: Link | None
    rows: tuple[Shown[ContactRow], ...]


def contacts_page(
    frame: Frame, rows: Iterable[PlacedRow], companies: int, *, has_me: bool
) -> ContactsPage:
    """The page with all contacts, made of the rows of each part of them."""
    ordered = sorted(rows, key=attrgetter("key"))
    return ContactsPage(
        frame,
        f"{count(len(ordered), 'contact')}, {count(companies, 'company', 'companies')}",
        Link("Your own details", relative(CONTACTS, page_path(ME))) if has_me else None,
        tuple(one.row for one in ordered),
    )


def contact_rows(directory: Directory) -> Iterator[PlacedRow]:
    """The contacts of a directory, as rows of the list of all."""
    for one in directory.book.contacts:
        yield PlacedRow((one.name.casefold(), one.id), contact_row(directory, CONTACTS, one))


def contact_row(directory: Directory, at: str, contact: Contact) -> ContactRow:
    """A contact in a list on the page at `at`."""
    last = last_contact(directory, contact)
    return ContactRow(
        who=directory.contact_link(at, contact.id),
        role=contact.role or "",
        company=directory.company_link(at, contact.company) if contact.company else None,
        relationship=", ".join(one.replace("-", " ") for one in contact.relationship),
        stages=_stages(directory, contact),
        last=day(last) if last else None,
        next=_next_step(directory, contact),
        marks=tuple(marks(contact)),
        tags=contact.tags,
        broken=any(one.severity == "error" for one in directory.problems.get(contact.path, ())),
    )


def last_contact(directory: Directory, contact: Contact) -> date | None:
    """When something last passed between you, up to the day of the build."""
    records = directory.book.timelines.get(contact.id, ())
    logged = directory.last_day(one for one in reversed(records) if one.entry.is_contact)
    noted = contact.last_contact
    if noted is None or noted > directory.today:
        return logged
    return noted if logged is None else max(logged, noted)


def last_contacts(days: LaterDays, contact: Contact) -> Course:
    """The day of the last contact from each day on."""
    ahead = still_ahead(days.directory.book.timelines.get(contact.id, ()), days.today)
    if contact.last_contact is not None:
        ahead.append(contact.last_contact)
    return days.course(ahead, lambda day: (last_contact(days.seen_on(day), contact),))


def marks(contact: Contact) -> Iterator[str]:
    """What in a contact's file keeps follow-ups away for good."""
    if contact.do_not_contact:
        yield "do not contact"
    if contact.status is not Status.ACTIVE:
        yield contact.status.value


def most_urgent(on: Sequence[Placed]) -> Placed | None:
    """The first thing to do of what is on for somebody."""
    return min(
        on,
        key=lambda one: (_ORDER[one.section], one.follow_up.due, one.follow_up.id),
        default=None,
    )


def next_of(on: Sequence[Placed], event: Event | None) -> Placed | Event | None:
    """What comes next for somebody: the most urgent of what is on, unless an event comes sooner."""
    urgent = most_urgent(on)
    if event is None or urgent is None:
        return event or urgent
    is_sooner = urgent.section is Bucket.COLD or event.own_day < urgent.follow_up.due
    return event if is_sooner else urgent


def event_step(event: Event, today: date) -> tuple[str, str, str]:
    """What an event is called as the next step, its section, and how far off it is."""
    return kind_words(event.record.entry), EVENT, away(event.own_day, today)


def _stages(directory: Directory, contact: Contact) -> tuple[StageMark, ...]:
    found = {one.stage for one in directory.opportunities.get(contact.id, ())}
    if len(found) > 1:
        found.discard(_CLOSED)
    return tuple(sorted((_MARKS[one] for one in found), key=attrgetter("order"), reverse=True))


def _next_step(directory: Directory, contact: Contact) -> NextStep | None:
    found = next_of(
        directory.on.get(contact.id, ()), next(iter(directory.events.get(contact.id, ())), None)
    )
    if found is None:
        return None
    if isinstance(found, Event):
        when = day(found.own_day)
        return NextStep(*event_step(found, directory.today), when, when)
    one = found.follow_up
    return NextStep(
        brief_title(one),
        found.section.value,
        timeliness(one.due, one.deadline, directory.today),
        day(one.due),
        day(one.deadline),
    )
