"""Follow-ups that no single entry triggers: keeping in touch, and what you wrote down yourself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from tracker.contact.kinds import APPROVED, Kind
from tracker.contact.model import Contact, Place
from tracker.records import Person, Record
from tracker.rules.context import Context
from tracker.rules.followup import Closing, FollowUp
from tracker.rules.reasons import plus, with_snooze
from tracker.rules.rule import Rule
from tracker.rules.timing import Days, counted, lifted, scaled
from tracker.workdays import Duration, Interval, median, written

#: From so many gaps on, a customer's own rhythm shows.
LEAST_GAPS = 2
#: Nobody wants to hear from a seller more often than weekly.
SHORTEST_RHYTHM = 7
#: Half as long again as the ideal interval is the longest, where none is given.
LONGEST_FACTOR = 1.5


def keep_in_touch(rule: Rule, context: Context) -> Iterator[FollowUp]:
    """One follow-up for everyone with a rhythm and a last contact."""
    for contact in context.book.contacts:
        if not contact.active or contact.never_keep_in_touch:
            continue
        person = Person(contact.id, contact.name)
        timeline = context.timeline(person)
        interval = _interval(contact, timeline, context)
        last = _last_contact(contact, timeline)
        if interval is None or last is None:
            continue
        day, record, place = last
        due = context.calendar.add(day, interval.ideal)
        deadline = (
            context.calendar.add(day, interval.longest)
            if interval.longest
            else scaled(day, due, LONGEST_FACTOR)
        )
        deadline = max(due, context.calendar.next_working_day(deadline))
        reason = f"Last contact on {written(day)}{plus(interval.ideal)}"
        days = Days(day, due, deadline, None)
        yield _made(rule, person, context, days, _Origin(record, place, reason))


def _interval(contact: Contact, timeline: tuple[Record, ...], context: Context) -> Interval | None:
    """Their own interval, else the rhythm of their purchases, else their relationship's."""
    if contact.keep_in_touch is not None:
        return contact.keep_in_touch
    bought = sorted(
        {
            record.entry.day
            for record in timeline
            if record.entry.kind is Kind.PURCHASE and record.entry.took_place
        }
    )
    gaps = [(later - day).days for day, later in pairwise(bought)]
    if len(gaps) >= LEAST_GAPS:
        return Interval(Duration(max(median(gaps), SHORTEST_RHYTHM)))
    defaults = context.config.keep_in_touch
    return next((defaults[one] for one in contact.relationship if one in defaults), None)


def _last_contact(
    contact: Contact, timeline: tuple[Record, ...]
) -> tuple[date, Record | None, Place] | None:
    """The latest contact in the log, or the front matter's where that is later."""
    record = next((one for one in reversed(timeline) if one.entry.is_contact), None)
    typed = contact.last_contact
    if record is not None and (typed is None or record.entry.day >= typed):
        return record.entry.day, record, record.entry.place
    return (typed, None, contact.place("last_contact")) if typed is not None else None


def manual(rule: Rule, context: Context) -> Iterator[FollowUp]:
    """One follow-up for every open `- [ ]` and every `next_follow_up`, for each of its people."""
    for task, planned in context.book.tasks:
        entry = task.entry
        what = f": {entry.raw.split(maxsplit=1)[1]}" if " " in entry.raw else ""
        reason = f"You planned this for {written(entry.day)}{what}"
        for person in planned.people:
            if not context.is_active(person):
                continue
            settled = next(
                (
                    record
                    for record in context.timeline(person)
                    if record.entry.is_contact and record.entry.day >= entry.day
                ),
                None,
            )
            days = Days(entry.day, entry.day, entry.day, None)
            made = _made(rule, person, context, days, _Origin(planned, entry.place, reason))
            wanted = entry.channel if entry.channel in APPROVED else None
            yield replace(
                _belonging(made, planned, context),
                channel=context.channel(person, rule.channels, wanted),
                closing=Closing.DONE if settled else None,
                closed=settled.entry.day if settled else None,
                closed_by=settled,
            )


def _belonging(made: FollowUp, planned: Record, context: Context) -> FollowUp:
    """The same follow-up, with the opening that the task is about."""
    opportunity = context.opportunity(planned.opportunity)
    if opportunity is None:
        return made
    return replace(
        made,
        company=opportunity.company,
        position=opportunity.position,
        opportunity=opportunity.key,
    )


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a follow-up comes from: a record or none, its place, and the reason to give."""

    record: Record | None
    place: Place
    reason: str


def _made(
    rule: Rule, person: Person, context: Context, counted_days: Days, origin: _Origin
) -> FollowUp:
    contact = context.contact(person)
    owner = context.book.by_id[person.contact]
    snooze = contact.snooze if contact else None
    due = counted_days.due
    appears = (
        counted(rule.appears, due, due, due, context.calendar)
        if rule.appears
        else counted_days.appears
    )
    days = lifted(
        replace(counted_days, appears=appears),
        snooze,
        rule.lapses,
        context.calendar,
    )
    return FollowUp(
        id="",
        person=person,
        company=owner.company,
        position=None,
        opportunity=None,
        rule=rule.name,
        title=rule.title,
        advice=rule.why,
        template=rule.name,
        attempt=1,
        attempts=1,
        trigger=origin.record,
        began=counted_days.appears,
        place=origin.place,
        channel=context.channel(person, rule.channels),
        channels=rule.channels,
        reason=with_snooze(origin.reason, due, snooze),
        appears=days.appears,
        due=days.due,
        deadline=days.deadline,
        lapses=days.lapses,
        ends=None,
        waits=rule.waits,
        yields=rule.yields,
    )
