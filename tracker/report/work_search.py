"""The work-search log: what you did to find work, and what came of it.

It is for an office that pays benefits to whoever looks for work, and is signed: what is in it must
be what the log says, no more and no less. So `ground_of` gives a reason for every entry, and a
result is what is logged after it, never what may be meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.book import BUSINESS, ContactBook
from tracker.contact.kinds import APPOINTMENTS, Direction, Kind, Side
from tracker.contact.model import LogEntry
from tracker.opportunities import OUTCOMES, STAGES, Opportunity
from tracker.positions import AGENTS, REFERENCE
from tracker.records import OpportunityKey, Order, Record
from tracker.report.followings import Following, LoggedSteps, stretches_of
from tracker.rules.selectors import behind_from

#: Relationships of people with whom any contact is one to find work.
JOB_SEARCH: frozenset[str] = AGENTS | {"hiring-manager", "interviewer", "referrer"}


class Ground(StrEnum):
    """Why an entry is in the log, or why it is not."""

    SEARCH = "To apply, to be interviewed and to ask for a referral is to look for work."
    OPENING = "It was yours, or both took part, and it is about an opening."
    PERSON = "It was with somebody whose relationship is of the job search."
    PART = "It was with somebody who takes part in an opening."

    AHEAD = "It has not taken place yet."
    CANCELLED = "It was cancelled."
    MISSED = "One of you did not turn up."
    AUTOMATIC = "A machine sent it."
    INBOUND = "They called you: it can be a result."
    THEIRS = "They acted, not you: it can be a result."
    NOBODY = "Nobody acted: it is a note, or the end of waiting."
    UNKNOWN = "The log does not say who acted."
    RESULT = "It ends an opening: it is a result."
    COURTESY = "To say thanks, or to tell a reference, asks nobody for work."
    VOUCHING = "It was with a reference, who vouches for you and hires nobody."
    BUSINESS = "It was with a customer, or somebody who may become one."
    HIRED = "You had that job by then."
    ELSEWHERE = "It was about no opening, and with nobody of the job search."

    @property
    def counts(self) -> bool:
        """Whether such an entry is a work-search activity."""
        return self in _COUNTING


_COUNTING = frozenset({Ground.SEARCH, Ground.OPENING, Ground.PERSON, Ground.PART})

#: By their nature steps of the search, whoever they are with.
_STEPS = frozenset({Kind.APPLIED, Kind.SCREENING, Kind.INTERVIEW})
_BY_KIND = {
    Kind.ACCEPTED: Ground.RESULT,
    Kind.DECLINED: Ground.RESULT,
    Kind.WITHDRAWN: Ground.RESULT,
    Kind.THANK_YOU: Ground.COURTESY,
    Kind.REFERENCE_ALERT: Ground.COURTESY,
    Kind.QUOTE: Ground.BUSINESS,
} | dict.fromkeys(_STEPS, Ground.SEARCH)
_BY_SIDE = {Side.THEY: Ground.THEIRS, Side.NOBODY: Ground.NOBODY, Side.UNKNOWN: Ground.UNKNOWN}


class Setting(NamedTuple):
    """What is known around an entry.

    `own` are the relationships of the file it stands in, `others` those of the people for whom it
    counts. `has_opening` is whether it belongs to one, `is_hired` whether you had that job by then;
    `takes_part` is whether its file takes part in any. `is_missed` is whether one of you did not
    turn up.
    """

    own: Collection[str] = ()
    others: Collection[str] = ()
    has_opening: bool = False
    is_hired: bool = False
    takes_part: bool = False
    is_missed: bool = False


def ground_of(entry: LogEntry, around: Setting, today: date) -> Ground:
    """Why an entry is a work-search activity as seen on a day, or why it is not."""
    if behind_from(entry) > today:
        return Ground.AHEAD
    if entry.cancelled:
        return Ground.CANCELLED
    if around.is_missed:
        return Ground.MISSED
    if entry.automatic:
        return Ground.AUTOMATIC
    if entry.kind is Kind.CALL and entry.direction is Direction.IN and entry.took_place:
        return Ground.INBOUND
    return _BY_SIDE.get(entry.side) or _BY_KIND.get(entry.kind) or _by_people(entry, around)


def _by_people(entry: LogEntry, around: Setting) -> Ground:
    """The same of an entry of yours, or of both, whose kind leaves it open."""
    is_business = not BUSINESS.isdisjoint(around.own)
    if entry.kind is Kind.REFERRAL_REQUEST and not is_business:
        return Ground.SEARCH
    is_of_the_search = not JOB_SEARCH.isdisjoint((*around.own, *around.others))
    if REFERENCE in around.own and not is_of_the_search:
        return Ground.VOUCHING
    if around.has_opening:
        return Ground.HIRED if around.is_hired else Ground.OPENING
    if is_business:
        return Ground.BUSINESS
    if is_of_the_search:
        return Ground.PERSON
    return Ground.PART if around.takes_part else Ground.ELSEWHERE


class Activity(NamedTuple):
    """One work-search activity, with all entries that log it, oldest first.

    `opening` is None where it is about none in particular.
    """

    records: tuple[Record, ...]
    opening: Opportunity | None
    following: Following


def is_of_the_search(book: ContactBook, today: date) -> bool:
    """Whether an opportunity, a person or an activity of a book is about finding work."""
    people = JOB_SEARCH | {REFERENCE}
    return (
        bool(book.opportunities)
        or any(not people.isdisjoint(one.relationship) for one in book.contacts)
        or any(True for _ in activities(book, today))
    )


def activities(book: ContactBook, today: date) -> Iterator[Activity]:
    """The work-search activities in the files of a book up to a day, oldest first."""
    openings = {one.key: one for one in book.opportunities}
    taking_part = {each for one in book.opportunities for each in one.contacts}
    hired = {order for one in book.opportunities for order in _after_hiring(one.records)}
    missed = _missed(book.records)
    chosen = [
        one
        for one in book.records
        if ground_of(one.entry, _around(one, book, taking_part, hired, missed), today).counts
    ]
    steps = _steps(chosen)
    course = LoggedSteps({one.order: step for step in steps for one in step}, missed, today)
    after: dict[OpportunityKey | tuple[str, ...], Mapping[Order, Following]] = {}
    for step in steps:
        first = next((one for one in step if one.opportunity), step[0])
        opening = openings[first.opportunity] if first.opportunity else None
        # Whoever's file has it may answer: which of the files comes first says nothing.
        whom = tuple(dict.fromkeys(one.people[0].key for one in step if one.people))
        key = first.opportunity or whom
        if key not in after:
            records = opening.records if opening else _with_any_of(whom, book)
            after[key] = course.followings(records)
        yield Activity(step, opening, after[key].get(step[0].order, Following()))


def _with_any_of(whom: Sequence[str], book: ContactBook) -> Sequence[Record]:
    """What counts for some people, oldest first."""
    if len(whom) == 1:
        return book.timelines.get(whom[0], ())
    found = {each.order: each for one in whom for each in book.timelines.get(one, ())}
    return [found[order] for order in sorted(found)]


def _around(
    record: Record,
    book: ContactBook,
    taking_part: Collection[str],
    hired: Collection[Order],
    missed: Collection[Order],
) -> Setting:
    named = (book.by_id.get(one.contact) for one in record.people if one.known)
    return Setting(
        book.by_id[record.owner].relationship,
        [each for one in named if one is not None for each in one.relationship],
        record.opportunity is not None,
        record.order in hired,
        record.owner in taking_part,
        record.order in missed,
    )


def _after_hiring(records: Sequence[Record]) -> Iterator[Order]:
    """What was logged of an opening while you had the job: until it ends or begins anew."""
    if all(one.entry.kind is not Kind.ACCEPTED for one in records):
        return
    is_hired = False
    for some in stretches_of(records):
        for one in some:
            kind = one.entry.kind
            if one.entry.took_place and (kind in STAGES or kind in OUTCOMES):
                is_hired = kind is Kind.ACCEPTED
            elif is_hired:
                yield one.order


# What is one activity, and what did not take place


def _steps(chosen: Iterable[Record]) -> list[tuple[Record, ...]]:
    """The entries in groups, each of which is one activity: most by themselves.

    One application or appointment may stand in the files of several people. Calls and messages to
    two people are two.
    """
    found: list[list[Record]] = []
    alike: dict[tuple[object, ...], list[list[Record]]] = {}
    for one in chosen:
        entry = one.entry
        if entry.kind is not Kind.APPLIED and entry.kind not in APPOINTMENTS:
            found.append([one])
            continue
        places = [
            alike.setdefault((key, entry.kind, entry.attempt, entry.day), []) for key in _keys(one)
        ]
        known = (step for some in places for step in some if _is_of_step(one, step))
        step = next(known, None)
        if step is None:
            step = []
            found.append(step)
        step.append(one)
        for some in places:
            if all(each is not step for each in some):
                some.append(step)
    return [tuple(step) for step in found]


def _is_of_step(one: Record, step: Iterable[Record]) -> bool:
    return all(_is_same_step(one, each) for each in step)


def _is_same_step(one: Record, other: Record) -> bool:
    """Whether two entries of one kind and day log the same activity.

    Of one opening, or, where that is not said of one of them, with the same people.
    """
    if not _agree(one.opportunity, other.opportunity):
        return False
    if None in {one.opportunity, other.opportunity} and set(one.people).isdisjoint(other.people):
        return False
    return one.entry.kind is Kind.APPLIED or _may_be_one(one.entry, other.entry)


def _may_be_one(one: LogEntry, other: LogEntry) -> bool:
    """Whether nothing that both say of an appointment tells them apart."""
    is_same_hour = one.theirs or other.theirs or _agree(one.time, other.time)
    return is_same_hour and _agree(one.round, other.round) and _agree(one.channel, other.channel)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _missed(records: Sequence[Record]) -> frozenset[Order]:
    """The appointments to which somebody did not turn up: a `no-show` is about its own day."""
    noted: dict[tuple[date, OpportunityKey | str], list[Record]] = {}
    for one in records:
        if one.entry.kind is Kind.NO_SHOW and one.entry.took_place:
            for key in _keys(one):
                noted.setdefault((one.entry.day, key), []).append(one)
    if not noted:
        return frozenset()
    return frozenset(
        one.order
        for one in records
        if one.entry.kind in APPOINTMENTS
        and any(
            _is_about(each, one)
            for key in _keys(one)
            for each in noted.get((one.entry.day, key), ())
        )
    )


def _keys(record: Record) -> Iterator[OpportunityKey | str]:
    if record.opportunity is not None:
        yield record.opportunity
    yield from (one.key for one in record.people)


def _is_about(no_show: Record, appointment: Record) -> bool:
    """Whether it is about an appointment of the same day with the same people or opening."""
    is_of_it = _agree(no_show.opportunity, appointment.opportunity)
    return is_of_it and _may_be_one(no_show.entry, appointment.entry)
