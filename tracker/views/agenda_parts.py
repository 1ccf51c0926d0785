"""From follow-ups, events and openings to what the agenda shows of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial

from tracker.agenda import Agenda, Bucket, event_order, opening_order
from tracker.opportunities import Opportunity
from tracker.records import OpportunityKey
from tracker.report.sent import sent_by_day
from tracker.rules.followup import Event, FollowUp
from tracker.views.agenda_items import (
    AgendaParts,
    AgendaViews,
    Card,
    EventView,
    OpenEnd,
    PlacedCard,
    PlacedEnd,
    PlacedEvent,
    horizon,
)
from tracker.views.directory import Directory, Placed
from tracker.views.excerpt import excerpt
from tracker.views.followups import FollowUpView, is_elsewhere, own_company, placed_view
from tracker.views.frame import AGENDA
from tracker.views.last_said import LastSaid, sayings
from tracker.views.timeline import CHANNEL_WORDS, event_time, kind_words
from tracker.views.words import away, day


def agenda_parts(directory: Directory, agenda: Agenda) -> AgendaViews:
    """What the contacts of a directory have on the agenda, as seen on its own day."""
    return AgendaParts(
        tuple(_cards(directory)),
        tuple(PlacedEvent(event_order(one), event_view(directory, one)) for one in agenda.events),
        tuple(
            PlacedEnd(opening_order(one), open_end_view(directory, one))
            for one in agenda.no_next_step
        ),
        dict(sent_by_day(directory.book.records, directory.today)),
    )


def _is_far(directory: Directory, one: FollowUpView) -> bool:
    """Whether it only becomes due beyond the days ahead."""
    return one.due.iso > horizon(directory.today).isoformat()


def _cards(directory: Directory) -> Iterator[PlacedCard[Card]]:
    """One card for each person and opportunity, by the deadline of what heads it."""
    groups: defaultdict[tuple[str, OpportunityKey | None], list[Placed]] = defaultdict(list)
    for key, placed in directory.on.items():
        for one in placed:
            groups[key, one.follow_up.opportunity].append(one)
    for group in groups.values():
        group.sort(key=partial(_urgency, directory))
        card = _card(directory, group)
        urgency = _urgency(directory, group[0])
        yield PlacedCard(urgency, card.section, _is_far(directory, card.lead), card)


def _urgency(directory: Directory, placed: Placed) -> tuple[bool, bool, date, str, str]:
    """The earliest deadline first; then what is far off, and last what is past its turn."""
    one = placed.follow_up
    far = one.due > horizon(directory.today)
    return placed.section is Bucket.COLD, far, one.deadline, one.name, one.id


def _card(directory: Directory, group: list[Placed]) -> Card:
    first = group[0].follow_up
    order = list(Bucket)
    lead, *others = (placed_view(directory, AGENDA, one) for one in group)
    # How to reach them is said once for all that is done in the same way.
    rest = [one._replace(channel=None) if one.channel == lead.channel else one for one in others]
    own = own_company(directory, first)
    elsewhere = is_elsewhere(directory, first)
    return Card(
        own=directory.company_link(AGENDA, own) if own and elsewhere else None,
        elsewhere=elsewhere,
        who=directory.person_link(AGENDA, first.person),
        company=directory.company_link(AGENDA, first.company) if first.company else None,
        position=first.position or "",
        section=min((one.section for one in group), key=order.index).value,
        lead=lead,
        rest=tuple(one for one in rest if not _is_far(directory, one)),
        later=tuple(one for one in rest if _is_far(directory, one)),
        last=_last_said(directory, first),
        named_in=None
        if first.person.known
        else directory.contact_link(AGENDA, first.person.contact),
    )


def _last_said(directory: Directory, one: FollowUp) -> LastSaid | None:
    found = sayings(directory, one.person)
    return next((said for since, said in found if since <= directory.today), None)


def event_view(directory: Directory, one: Event, at: str = AGENDA) -> EventView:
    """An event ahead, as seen on the directory's day from the page at `at`."""
    entry = one.record.entry
    channel = entry.channel
    tells_more = channel is not None and channel.value != entry.kind.value
    by = CHANNEL_WORDS.get(channel, channel.value) if channel and tells_more else ""
    return EventView(
        who=directory.contact_link(at, one.contact, one.name),
        others=tuple(directory.person_link(at, each) for each in one.record.people[1:]),
        company=directory.company_link(at, one.company) if one.company else None,
        position=one.position or "",
        kind=kind_words(entry),
        channel=", ".join(filter(None, (by, f"round {entry.round}" if entry.round else ""))),
        day=day(one.own_day),
        away=away(one.own_day, directory.today),
        time=event_time(directory, one),
        text=excerpt(entry.text),
        source=directory.source_link(at, one.place),
        sheet=directory.interview_link(at, one.record),
    )


def open_end_view(directory: Directory, one: Opportunity) -> OpenEnd:
    """An opportunity for which nothing is planned, as seen on the directory's day."""
    last = directory.last_day(reversed(one.records))
    return OpenEnd(
        directory.company_link(AGENDA, one.company) if one.company else None,
        one.position or "",
        one.stage.value.capitalize(),
        tuple(directory.contact_link(AGENDA, each) for each in one.contacts),
        day(last) if last else None,
    )
