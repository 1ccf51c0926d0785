"""A contact's page: who they are, what is next, and everything that was logged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from tracker.agenda import Bucket, passes_on
from tracker.book import ME
from tracker.contact.model import Contact
from tracker.drafts.words import Words
from tracker.opportunities import Opportunity
from tracker.records import Record
from tracker.rules.followup import Event, FollowUp
from tracker.views import prose
from tracker.views.agenda_items import EventView, horizon
from tracker.views.agenda_parts import event_view
from tracker.views.contacts_page import last_contact, last_contacts, marks
from tracker.views.course import LaterDays, later_days
from tracker.views.directory import Directory, Placed, anchor_of
from tracker.views.draft_view import draft_view
from tracker.views.facts import Fact, facts
from tracker.views.followups import (
    FollowUpView,
    ahead_view,
    is_elsewhere,
    placed_view,
    settled_view,
    task_text,
)
from tracker.views.frame import Frame, Link
from tracker.views.moves import moves_of
from tracker.views.opportunity_row import OpportunityRow, opportunity_rows
from tracker.views.problems_page import ProblemView, problem_views
from tracker.views.timeline import TimelineEntry, Timelines
from tracker.views.words import Day, Piece, day, pieces
from tracker.workdays import written


class TaskView(NamedTuple):
    """An open `- [ ]` task of theirs. `anchor` is its id on the page."""

    anchor: str
    day: Day
    text: Markup
    source: Link


class Planned(NamedTuple):
    """An `event` with them that is ahead; `over` is the first day on which it lies behind."""

    event: EventView
    over: str


class GapView(NamedTuple):
    """A detail that is missing: `message` says which, `advice` what to type."""

    message: tuple[Piece, ...]
    advice: tuple[Piece, ...]
    source: Link


class ContactPage(NamedTuple):
    """One contact. `marks` say what keeps follow-ups away (`paused`, `do not contact`, …).

    `id` is the contact's, `name` their name, and `source` the path of their file. `problems` are
    what could not be read of it, `gaps` are details that are missing, `facts` its fields, `about`
    its prose in sections. `planned` are the events ahead. `follow_ups` are on the agenda, `ahead`
    are open ones that it does not show, `settled` those that are done with, and `settling` those
    that will be on the day of an entry that is dated ahead. `last_later` says which day is that of
    the last contact from which later day on, `snoozed` the day up to which the last of the marks
    counts; both may be empty. `tasks` are your own that are open. `opportunities` are those they
    take part in, `timeline` is their log, newest first, and `log_prose` what stands in it that is
    no entry. `history_before` is the day before which entries, of which there are some, trigger
    nothing; None where all count. `me` is whether the page is about you.
    """

    frame: Frame
    id: str
    name: str
    role: str
    company: Link | None
    last: Day | None
    last_later: str
    marks: tuple[str, ...]
    snoozed: str
    problems: tuple[ProblemView, ...]
    gaps: tuple[GapView, ...]
    facts: tuple[Fact, ...]
    about: tuple[Markup, ...]
    planned: tuple[Planned, ...]
    follow_ups: tuple[FollowUpView, ...]
    ahead: tuple[FollowUpView, ...]
    settled: tuple[FollowUpView, ...]
    settling: tuple[FollowUpView, ...]
    tasks: tuple[TaskView, ...]
    opportunities: tuple[OpportunityRow, ...]
    timeline: tuple[TimelineEntry, ...]
    log_prose: tuple[Markup, ...]
    history_before: Day | None
    source: str
    me: bool


def contact_page(
    directory: Directory,
    timelines: Timelines,
    contact: Contact,
    words: Mapping[str, Words] = {},
) -> ContactPage:
    """The page of one contact, or yours. `words` are those for their follow-ups, by id."""
    at = directory.pages[contact.id]
    me = contact is directory.book.me
    on = sorted(directory.on_for(contact.id), key=partial(_urgency, directory))
    openings = directory.opportunities.get(contact.id, ())
    ahead = directory.ahead_for(contact.id)
    moves = moves_of(directory, at, contact.id)
    records = {
        one.order: one
        for found in (directory.book.timelines, directory.book.files)
        for one in found.get(contact.id, ())
    }
    last = last_contact(directory, contact)
    days = LaterDays(directory, ())
    return ContactPage(
        frame=directory.frame(at, contact.name),
        id=contact.id,
        name=contact.name,
        role=contact.role or "",
        company=directory.company_link(at, contact.company) if contact.company else None,
        last=day(last) if last else None,
        last_later=later_days(days, last_contacts(days, contact)),
        marks=tuple(_marks(directory, contact)),
        snoozed=contact.snooze.isoformat()
        if contact.snooze and _is_snoozed(directory, contact)
        else "",
        problems=problem_views(directory.problems.get(contact.path, ())),
        gaps=tuple(
            GapView(pieces(one.message), pieces(one.advice), directory.source_link(at, one.place))
            for one in directory.gaps.get(ME if me else contact.id, ())
        ),
        facts=facts(directory, at, contact),
        about=tuple(prose.blocks(text) for _, text in contact.about),
        planned=tuple(_planned(directory, at, directory.events.get(contact.id, ()))),
        follow_ups=tuple(
            _with_draft(
                moves.of(
                    _about(placed_view(directory, at, one), directory, one.follow_up, openings),
                    one.follow_up,
                ),
                directory,
                at,
                one.follow_up,
                words,
            )
            for one in on
        ),
        ahead=tuple(
            _with_draft(
                moves.of(_about(ahead_view(directory, at, one), directory, one, openings), one),
                directory,
                at,
                one,
                words,
            )
            for one in ahead
        ),
        settled=tuple(
            _about(view, directory, one, openings)
            for view, one in _settled(directory, at, directory.settled.get(contact.id, ()))
        ),
        settling=tuple(
            _about(view, directory, one, openings)
            for view, one in _settled(directory, at, directory.settling.get(contact.id, ()))
        ),
        tasks=tuple(_tasks(directory, at, contact)),
        opportunities=opportunity_rows(directory, at, openings),
        timeline=timelines.of(at, records.values(), owner=contact.id, own=contact.id),
        log_prose=tuple(prose.blocks(text) for _, text in contact.log_prose),
        history_before=_history_before(directory, records.values()),
        source=contact.path,
        me=me,
    )


def _planned(directory: Directory, at: str, events: Iterable[Event]) -> Iterator[Planned]:
    for one in events:
        yield Planned(event_view(directory, one, at), passes_on(one).isoformat())


def _urgency(directory: Directory, placed: Placed) -> tuple[bool, bool, date, str]:
    """As on the agenda: what is far off comes later, and last what is past its turn."""
    one = placed.follow_up
    return placed.section is Bucket.COLD, one.due > horizon(directory.today), one.deadline, one.id


def _about(
    view: FollowUpView, directory: Directory, one: FollowUp, openings: Sequence[Opportunity]
) -> FollowUpView:
    """The view, with the opening that it is about where that may be any of several."""
    if one.opportunity is None:
        return view
    elsewhere = one.company if is_elsewhere(directory, one) else None
    if len(openings) < 2 and not elsewhere:  # noqa: PLR2004 - with two it may be either
        return view
    return view._replace(about=" at ".join(filter(None, (one.position, one.company))))


def _settled(
    directory: Directory, at: str, found: Iterable[FollowUp]
) -> Iterator[tuple[FollowUpView, FollowUp]]:
    """What is done with, the latest first."""
    for one in sorted(found, key=lambda one: (one.closed or one.deadline, one.id), reverse=True):
        yield settled_view(directory, at, one), one


def _history_before(directory: Directory, records: Iterable[Record]) -> Day | None:
    """The first day that counts, where anything was logged before it."""
    start = directory.config.start
    has_history = start is not None and any(one.entry.day < start for one in records)
    return day(start) if start is not None and has_history else None


def _with_draft(
    view: FollowUpView,
    directory: Directory,
    at: str,
    one: FollowUp,
    words: Mapping[str, Words],
) -> FollowUpView:
    found = words.get(one.id)
    return view._replace(draft=draft_view(directory, at, one, found)) if found else view


def _marks(directory: Directory, contact: Contact) -> Iterator[str]:
    yield from marks(contact)
    if contact.snooze and _is_snoozed(directory, contact):
        yield f"snoozed until {written(contact.snooze)}"


def _is_snoozed(directory: Directory, contact: Contact) -> bool:
    return contact.snooze is not None and contact.snooze > directory.today


def _tasks(directory: Directory, at: str, contact: Contact) -> Iterator[TaskView]:
    entries = (task.entry for task in contact.tasks)
    for entry in sorted(entries, key=lambda one: (one.day, one.place.line)):
        yield TaskView(
            anchor_of(entry.place),
            day(entry.day),
            prose.line(task_text(entry)),
            directory.source_link(at, entry.place),
        )
