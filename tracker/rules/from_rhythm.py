"""Follow-ups that no single entry triggers: keeping in touch, and what you wrote down yourself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tracker.contact.kinds import APPROVED, Channel, Kind
from tracker.contact.model import Contact, Place
from tracker.records import Person, Record
from tracker.rules.context import Context, Opening
from tracker.rules.followup import Closing, FollowUp, make_follow_up, plain_id
from tracker.rules.reasons import plus, with_snooze
from tracker.rules.rule import Rule
from tracker.rules.selectors import is_contact
from tracker.rules.timing import counted, lifted, scaled
from tracker.workdays import Duration, Interval, median, written

#: From so many gaps on, a customer's own rhythm shows.
LEAST_GAPS = 2
#: Nobody wants to hear from a seller more often than weekly.
SHORTEST_RHYTHM = 7
#: Half as long again as the ideal interval is the longest, where none is given.
LONGEST_FACTOR = 1.5

_PURCHASE = Kind.PURCHASE


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
        origin = _Origin(record, place, reason)
        yield _made(rule, person, context, (day, due, deadline), origin)


def _interval(contact: Contact, timeline: tuple[Record, ...], context: Context) -> Interval | None:
    """Their own interval, else the rhythm of their purchases, else their relationship's."""
    if contact.keep_in_touch is not None:
        return contact.keep_in_touch
    bought = {
        record.entry.day
        for record in timeline
        if record.entry.kind is _PURCHASE and record.entry.took_place
    }
    if len(bought) > LEAST_GAPS:
        gaps = [(later - day).days for day, later in pairwise(sorted(bought))]
        return Interval(Duration(max(median(gaps), SHORTEST_RHYTHM)))
    defaults = context.config.keep_in_touch
    return next((defaults[one] for one in contact.relationship if one in defaults), None)


def _last_contact(
    contact: Contact, timeline: tuple[Record, ...]
) -> tuple[date, Record | None, Place] | None:
    """The latest contact in the log, or the front matter's where that is later."""
    record = next((one for one in reversed(timeline) if is_contact(one.entry)), None)
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
        days = (entry.day, entry.day, entry.day)
        wanted = entry.channel if entry.channel in APPROVED else None
        origin = _Origin(planned, entry.place, reason, context.opening(planned.opportunity), wanted)
        for person in planned.people:
            if not context.recipient(person).active:
                continue
            settled = next(
                (
                    record
                    for record in context.timeline(person)
                    if record.entry.day >= entry.day and is_contact(record.entry)
                ),
                None,
            )
            yield _made(rule, person, context, days, origin._replace(settled=settled))


class _Origin(NamedTuple):
    """Where a follow-up comes from: a record or none, its place, and the reason to give.

    `opening` is what it is about, `wanted` the channel that was asked for, `settled` the contact
    that settled it.
    """

    record: Record | None
    place: Place
    reason: str
    opening: Opening | None = None
    wanted: Channel | None = None
    settled: Record | None = None


def _made(
    rule: Rule,
    person: Person,
    context: Context,
    counted_days: tuple[date, date, date],
    origin: _Origin,
) -> FollowUp:
    recipient = context.recipient(person)
    begin, due, deadline = counted_days
    appears = counted(rule.appears, due, due, due, context.calendar) if rule.appears else begin
    days = lifted((appears, due, deadline), recipient.snooze, rule.lapses, context.calendar)
    settled = origin.settled
    opportunity = origin.opening.opportunity if origin.opening else None
    return make_follow_up(
        id=plain_id(person.contact, rule.name, begin),
        person=person,
        company=opportunity.company if opportunity else recipient.company,
        position=opportunity.position if opportunity else None,
        opportunity=opportunity.key if opportunity else None,
        rule=rule.name,
        title=rule.title,
        advice=rule.why,
        template=rule.name,
        attempt=1,
        attempts=1,
        trigger=origin.record,
        began=begin,
        place=origin.place,
        channel=recipient.channel(rule.channels, origin.wanted),
        channels=rule.channels,
        reason=with_snooze(origin.reason, due, recipient.snooze),
        appears=days.appears,
        due=days.due,
        deadline=days.deadline,
        lapses=days.lapses,
        ends=None,
        waits=rule.waits,
        yields=rule.yields,
        closing=Closing.DONE if settled else None,
        closed=settled.entry.day if settled else None,
        closed_by=settled,
    )
