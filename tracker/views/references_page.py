"""The ledger of those who vouch for you: for what they were named, and what they are owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Contact
from tracker.counts import count
from tracker.opportunities import Opportunity
from tracker.positions import REFERENCE
from tracker.records import OpportunityKey, Record
from tracker.rules.followup import FollowUp
from tracker.views.contacts_page import marks
from tracker.views.directory import Directory, Placed
from tracker.views.followups import addresses, is_elsewhere
from tracker.views.frame import REFERENCES, Frame, Link
from tracker.views.shown import Shown
from tracker.views.words import Day, day, timeliness

#: The rule that asks you to tell them how it ended.
_TOLD = "thank-references"


class Named(NamedTuple):
    """One opening for which somebody was named.

    `position` is empty where they were told of no opening in particular. `alerts` are the days on
    which they were told, `outcome` is how it ended, empty while it is open. `thanked` and `told`
    are the days on which they first were, None where the log does not say so; `owed` is whether
    they still have to be told.
    """

    position: str
    company: Link | None
    alerts: tuple[Day, ...]
    outcome: str
    ended: Day | None
    thanked: Day | None
    told: Day | None
    owed: bool


class Owed(NamedTuple):
    """Something to do for them that is on the agenda.

    `position` is empty where it has none, `company` is None where it is their own.
    """

    title: str
    position: str
    company: Link | None
    section: str
    timing: str
    due: Day
    deadline: Day
    sheet: Link | None


class ReferenceView(NamedTuple):
    """One person who vouches for you.

    `marked` is whether their file says `relationship: reference`; without it, no rule speaks of
    them. `ways` are their numbers and addresses. `times` says how often they were told of an
    opening, `last` when that was last. `named` are the openings, `owed` is what is on the agenda
    for them.
    """

    who: Link
    role: str
    company: Link | None
    marks: tuple[str, ...]
    marked: bool
    ways: tuple[Link, ...]
    times: str
    last: Day | None
    named: tuple[Named, ...]
    owed: tuple[Owed, ...]


class PlacedReference(NamedTuple):
    """A reference on the page of all: by the name without case, and the id. `owed` counts."""

    key: tuple[str, str]
    owed: int
    reference: Shown[ReferenceView]


class ReferencesPage(NamedTuple):
    """All `references`, by name."""

    frame: Frame
    summary: str
    references: tuple[Shown[ReferenceView], ...]


def references_page(frame: Frame, placed: Iterable[PlacedReference]) -> ReferencesPage:
    """The page of all references, made of those of each part of the contacts."""
    ordered = sorted(placed, key=attrgetter("key"))
    owing = sum(one.owed > 0 for one in ordered)
    summary = count(len(ordered), "reference")
    if ordered:
        summary += f", {owing} waiting for something from you" if owing else ", nothing owed"
    return ReferencesPage(frame, summary, tuple(one.reference for one in ordered))


def reference_views(directory: Directory) -> Iterator[PlacedReference]:
    """Everyone of a directory who vouches for you, or was told that they may be asked."""
    openings: Mapping[OpportunityKey, Opportunity] | None = None
    for contact in directory.book.contacts:
        alerts = _alerts(directory, contact)
        marked = REFERENCE in contact.relationship
        if not marked and not alerts:
            continue
        if openings is None:
            openings = {one.key: one for one in directory.book.opportunities}
        owed = directory.on.get(contact.id, ())
        view = _reference(directory, contact, alerts, openings)
        yield PlacedReference((contact.name.casefold(), contact.id), len(owed), view)


def _alerts(directory: Directory, contact: Contact) -> Sequence[Record]:
    """When they were told that they may be asked, oldest first."""
    return [
        one
        for one in directory.book.timelines.get(contact.id, ())
        if one.entry.kind is Kind.REFERENCE_ALERT
        and one.entry.took_place
        and directory.has_happened(one.entry)
    ]


def _reference(
    directory: Directory,
    contact: Contact,
    alerts: Sequence[Record],
    openings: Mapping[OpportunityKey, Opportunity],
) -> ReferenceView:
    by_opening: dict[OpportunityKey | None, list[Record]] = {}
    for one in reversed(alerts):
        by_opening.setdefault(one.opportunity, []).append(one)
    named = len(by_opening.keys() - {None})
    of = count(named, "opportunity", "opportunities")
    times = f"told {count(len(alerts), 'time')}, of {of}" if alerts else ""
    return ReferenceView(
        directory.contact_link(REFERENCES, contact.id),
        contact.role or "",
        directory.company_link(REFERENCES, contact.company) if contact.company else None,
        tuple(marks(contact)),
        REFERENCE in contact.relationship,
        (*addresses(contact, Channel.CALL), *addresses(contact, Channel.EMAIL)),
        times,
        day(alerts[-1].entry.day) if alerts else None,
        tuple(
            _named(directory, contact, some, openings.get(key) if key else None)
            for key, some in by_opening.items()
        ),
        tuple(_owed(directory, one) for one in sorted(directory.on.get(contact.id, ()), key=_soon)),
    )


def _soon(placed: Placed) -> tuple[object, ...]:
    return placed.follow_up.deadline, placed.follow_up.id


def _named(
    directory: Directory, contact: Contact, alerts: Sequence[Record], opening: Opportunity | None
) -> Named:
    """An opening with all alerts for it, newest first."""
    first = alerts[-1]
    thanks = (
        one
        for one in directory.book.timelines.get(contact.id, ())
        if one.entry.kind is Kind.THANK_YOU
        and one.entry.took_place
        and one.order > first.order
        and directory.has_happened(one.entry)
        and (one.opportunity is None or opening is None or one.opportunity == opening.key)
    )
    thanked = next(thanks, None)
    told = _about(directory.settled.get(contact.id, ()), opening)
    owed = _about((one.follow_up for one in directory.on.get(contact.id, ())), opening)
    company = opening.company if opening is not None else None
    return Named(
        (opening.position or "") if opening is not None else "",
        directory.company_link(REFERENCES, company) if company else None,
        tuple(day(one.entry.day) for one in alerts),
        opening.outcome.value if opening is not None and opening.outcome else "",
        day(opening.outcome_day) if opening is not None and opening.outcome_day else None,
        day(thanked.entry.day) if thanked else None,
        day(told.closed) if told is not None and told.closed else None,
        owed is not None,
    )


def _about(found: Iterable[FollowUp], opening: Opportunity | None) -> FollowUp | None:
    """The follow-up that asks to tell them how an opening ended."""
    if opening is None:
        return None
    return next(
        (one for one in found if one.rule == _TOLD and one.opportunity == opening.key), None
    )


def _owed(directory: Directory, placed: Placed) -> Owed:
    one = placed.follow_up
    return Owed(
        one.title,
        one.position or "",
        directory.company_link(REFERENCES, one.company or "")
        if is_elsewhere(directory, one)
        else None,
        placed.section.value,
        timeliness(one.due, one.deadline, directory.today),
        day(one.due),
        day(one.deadline),
        directory.sheet_link(REFERENCES, one),
    )
