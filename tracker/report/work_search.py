"""The work-search log: what you did to find work, and what came of it.

It is for an office that pays benefits to whoever looks for work, and is signed: what is in it must
be what the log says, no more and no less. So `ground_of` gives a reason for every entry, and a
result is what is logged after it, never what may be meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from tracker.book import BUSINESS, ContactBook
from tracker.contact.kinds import APPOINTMENTS, Direction, Kind, Side
from tracker.contact.model import LogEntry
from tracker.opportunities import STAGES, Opportunity
from tracker.positions import AGENTS, REFERENCE
from tracker.records import OpportunityKey, Order, Record
from tracker.rules.selectors import behind_from, is_from_them, is_outcome

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

    `own` are the relationships of the file it stands in, `others` those of the other people that it
    names. `has_opening` is whether it belongs to one, `is_hired` whether you had that job by then;
    `takes_part` is whether its file takes part in any.
    """

    own: Collection[str] = ()
    others: Collection[str] = ()
    has_opening: bool = False
    is_hired: bool = False
    takes_part: bool = False


def ground_of(entry: LogEntry, around: Setting, today: date) -> Ground:
    """Why an entry is a work-search activity as seen on a day, or why it is not."""
    if behind_from(entry) > today:
        return Ground.AHEAD
    if entry.cancelled:
        return Ground.CANCELLED
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


class Following(NamedTuple):
    """What came after an entry, as far as the log says.

    `next` is the next thing from them, or what you ended it with; `is_only_set` is whether it is an
    appointment that lies ahead, or to which one of you did not turn up. `ending` is how the opening
    ended after it. `missed` is when they called and did not reach you, and `receipt` when a machine
    confirmed it, before anything else of yours or theirs. `again` is whether you did something more
    before `next`, or with no `next` at all; `no_show` is whether one of you did not turn up.
    """

    next: Record | None = None
    is_only_set: bool = False
    ending: Record | None = None
    missed: Record | None = None
    receipt: date | None = None
    again: bool = False
    no_show: bool = False


class Activity(NamedTuple):
    """One work-search activity. `opening` is None where it is about none in particular."""

    record: Record
    opening: Opportunity | None
    following: Following


def activities(book: ContactBook, today: date) -> Iterator[Activity]:
    """The work-search activities in the files of a book up to a day, oldest first."""
    openings = {one.key: one for one in book.opportunities}
    taking_part = {each for one in book.opportunities for each in one.contacts}
    hired = {order for one in book.opportunities for order in _after_hiring(one.records)}
    chosen = [
        one
        for one in book.records
        if ground_of(one.entry, _around(one, book, taking_part, hired), today).counts
    ]
    mine = frozenset(one.order for one in chosen)
    after: dict[OpportunityKey | str, Mapping[Order, Following]] = {}
    for one in chosen:
        opening = openings[one.opportunity] if one.opportunity else None
        whom = one.people[0].key if one.people else one.owner
        key = one.opportunity or whom
        if key not in after:
            records = opening.records if opening else book.timelines.get(whom, ())
            after[key] = _followings(records, mine, today)
        yield Activity(one, opening, after[key].get(one.order, Following()))


def _around(
    record: Record, book: ContactBook, taking_part: Collection[str], hired: Collection[Order]
) -> Setting:
    owner = book.by_id[record.owner]
    named = (book.by_id.get(one.contact) for one in record.people if one.known)
    return Setting(
        owner.relationship,
        [
            each
            for one in named
            if one is not None and one is not owner
            for each in one.relationship
        ],
        record.opportunity is not None,
        record.order in hired,
        record.owner in taking_part,
    )


def _after_hiring(records: Iterable[Record]) -> Iterator[Order]:
    """What was logged of an opening once you had the job, until it begins anew."""
    is_hired = False
    for one in records:
        if is_hired and not (one.entry.kind in STAGES and one.entry.took_place):
            yield one.order
        elif one.entry.took_place:
            is_hired = one.entry.kind is Kind.ACCEPTED


def _followings(
    records: Iterable[Record], mine: Collection[Order], today: date
) -> dict[Order, Following]:
    """What came after each of your activities. From the last entry back: each is seen once."""
    found: dict[Order, Following] = {}
    state = Following()
    for one in sorted(records, key=attrgetter("order"), reverse=True):
        if one.order in mine:
            found[one.order] = state
            state = state._replace(missed=None, receipt=None, again=True)
        state = _before(state, one, today)
    return found


def _before(state: Following, record: Record, today: date) -> Following:
    """What came after whatever stands before an entry."""
    entry = record.entry
    is_appointment = entry.kind in APPOINTMENTS and entry.took_place
    if behind_from(entry) > today:
        # A day that both have agreed on is news; what you plan alone is none.
        new = state._replace(next=record, is_only_set=True, missed=None, again=False)
        return new if is_appointment else state
    if entry.automatic:
        is_theirs = entry.side is Side.THEY and not entry.cancelled
        return state._replace(receipt=entry.day) if is_theirs else state
    if entry.kind is Kind.NO_SHOW:
        return state._replace(no_show=True)
    if is_outcome(entry):
        return Following(next=record, ending=record)
    if is_from_them(entry):
        is_only_set = is_appointment and state.no_show
        return Following(next=record, is_only_set=is_only_set, ending=state.ending)
    return state._replace(missed=record) if _tried_by_them(entry) else state


def _tried_by_them(entry: LogEntry) -> bool:
    """Whether they called, and did not reach you."""
    return entry.side is Side.THEY and entry.attempt is not None and not entry.cancelled
