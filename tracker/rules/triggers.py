"""Which entries trigger a rule, for whom, and which other entries count towards it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.contact.kinds import Kind
from tracker.opportunities import OUTCOMES, Opportunity
from tracker.records import OpportunityKey, Order, Person, Record
from tracker.rules.context import Context
from tracker.rules.followup import Closing
from tracker.rules.rule import About, Rule
from tracker.rules.selectors import any_of
from tracker.workdays import Duration

#: What tells two subjects of one rule apart: a person's key, an opening, an event, or several.
Subject = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """What set a rule off: the entries of one kind and direction on one day, for one subject.

    `person` is whom it concerns, before any routing. `opportunity` is where the entries belong.
    """

    subject: Subject
    person: Person
    records: tuple[Record, ...]
    opportunity: Opportunity | None

    @property
    def record(self) -> Record:
        """The first of its entries."""
        return self.records[0]

    @property
    def day(self) -> date:
        """The day it happened, or will."""
        return self.records[0].entry.day

    @property
    def key(self) -> OpportunityKey | None:
        """The opening's key."""
        return self.opportunity.key if self.opportunity else None


def triggers_of(rule: Rule, context: Context) -> list[Trigger]:
    """Every trigger of a rule, by day and order, open and settled alike."""
    picks = any_of(rule.on)
    groups: dict[tuple[object, ...], list[tuple[Person, Record]]] = defaultdict(list)
    # What ends all else stands in some other history than what it ends.
    elsewhere = rule.about is About.ELSEWHERE
    for record in context.wider.accepted if elsewhere else context.book.records:
        if context.is_history(record.entry) or not picks(record.entry):
            continue
        for subject, person in _subjects(rule, record, context):
            entry = record.entry
            groups[subject, entry.day, entry.kind, entry.side].append((person, record))
    found = [
        Trigger(
            subject,  # type: ignore[arg-type]  # the first part of the group's key
            members[0][0],
            tuple(record for _, record in members),
            context.opportunity(members[0][1].opportunity),
        )
        for (subject, *_), members in groups.items()
    ]
    found = [one for one in found if _applies(rule, one, context)]
    return sorted(found, key=lambda one: (one.day, one.record.order))


def _subjects(rule: Rule, record: Record, context: Context) -> Iterable[tuple[Subject, Person]]:
    """What a trigger is about, and whom it concerns: one pair for each follow-up to make."""
    first = record.people[0] if record.people else _owner(record, context)
    match rule.about:
        case About.OPPORTUNITY:
            return [((record.opportunity or first.key,), first)]
        case About.EVENT:
            where = record.opportunity or first.key
            return [((where, record.entry.day, record.entry.time), first)]
        case About.REFERENCE:
            people = [Person(one.id, one.name) for one in context.wider.references]
            where = record.opportunity or record.owner
            return [((one.key, where), one) for one in people if one not in record.people]
        case About.ALERTED:
            people = list(_alerted(record, context))
            return [((one.key, record.opportunity), one) for one in people]
        case About.ELSEWHERE:
            return [((other.key,), first) for other in _elsewhere(record, context)]
        case _:
            return [((person.key,), person) for person in record.people]


def opening_elsewhere(trigger: Trigger, context: Context) -> Opportunity | None:
    """The opening that a trigger of a rule about every other opening is about."""
    key = trigger.subject[0]
    return context.opportunity(key if isinstance(key, OpportunityKey) else None)


def _owner(record: Record, context: Context) -> Person:
    contact = context.owner(record.owner)
    return Person(record.owner, contact.name if contact else record.owner)


def _alerted(outcome: Record, context: Context) -> Iterable[Person]:
    """Every reference who was alerted for the opening that came to this outcome.

    An alert for no opening in particular counts where it came in time for one of its interviews.
    """
    opportunity = context.opportunity(outcome.opportunity)
    if opportunity is None:
        return
    asked = [
        context.calendar.subtract(record.entry.day, ALERT_HOLDS)
        for record in opportunity.records
        if record.entry.kind in {Kind.INTERVIEW, Kind.REFERENCE_REQUEST}
        and record.entry.took_place
        and record.entry.day <= outcome.entry.day
    ]
    people: dict[Person, None] = {}
    for record in context.wider.alerts:
        if record.entry.day > outcome.entry.day:
            continue
        in_general = record.opportunity is None and any(day <= record.entry.day for day in asked)
        if record.opportunity == opportunity.key or in_general:
            people.update(dict.fromkeys(record.people))
    yield from people


def _elsewhere(accepted: Record, context: Context) -> Iterable[Opportunity]:
    """The openings to withdraw from: applied for by then, and without an outcome that day."""
    day = accepted.entry.day
    for opportunity in context.book.opportunities:
        if opportunity.key != accepted.opportunity and was_pursued(opportunity, day):
            yield opportunity


def was_pursued(opportunity: Opportunity, day: date) -> bool:
    """Whether an opening had been applied for by that day, and had no outcome before it."""
    moves = [one.entry for one in opportunity.records if one.entry.took_place]
    ended = [one.day for one in moves if one.kind in OUTCOMES and one.day < day]
    last = max(ended, default=None)
    return any(
        one.kind in PURSUITS and one.day <= day and (last is None or one.day > last)
        for one in moves
    )


#: How long an alert for no opening in particular holds, as in `alert-references`.
ALERT_HOLDS = Duration(30)

#: What shows that you went for an opening, even where the application itself was never logged.
PURSUITS = frozenset({Kind.APPLIED, Kind.SCREENING, Kind.INTERVIEW, Kind.OFFER})


def _applies(rule: Rule, trigger: Trigger, context: Context) -> bool:
    """What a rule asks of its trigger beyond its kind."""
    if rule.earliest and all(one.entry.needs_answer is False for one in trigger.records):
        return False
    if not rule.after_interview:
        return True
    contact = context.contact(trigger.person)
    if contact is None or contact.keep_in_touch or contact.never_keep_in_touch:
        return False
    if any(one in context.config.keep_in_touch for one in contact.relationship):
        return False
    records = (
        trigger.opportunity.records if trigger.opportunity else context.timeline(trigger.person)
    )
    return any(
        one.entry.kind in {Kind.SCREENING, Kind.INTERVIEW}
        and one.entry.took_place
        and one.entry.day <= trigger.day
        for one in records
    )


def scope_of(rule: Rule, trigger: Trigger, context: Context) -> tuple[Record, ...]:
    """Where to look for what closes a follow-up, and for tries."""
    opportunity = trigger.opportunity
    if rule.about is About.OPPORTUNITY and opportunity is not None:
        return context.theirs(opportunity)
    if rule.about is About.ELSEWHERE:
        elsewhere = opening_elsewhere(trigger, context)
        return elsewhere.records if elsewhere else ()
    return context.timeline(trigger.person)


def closing_of(
    rule: Rule, trigger: Trigger, same_day: frozenset[Order], context: Context
) -> tuple[Closing, Record] | None:
    """What settled a follow-up, and how: the first entry that closes it, or an outcome.

    `same_day` holds the orders of all entries that trigger the rule for the subject on that day:
    none of them closes another.
    """
    closers = _closers(rule, trigger, same_day, context)
    first = min(closers, key=lambda one: one.order, default=None)
    overtaken = _outcome_after(rule, trigger)
    if first is not None and (overtaken is None or first.order <= overtaken.order):
        return Closing.ANSWERED if _is_answer(rule, first) else Closing.DONE, first
    return (Closing.OVERTAKEN, overtaken) if overtaken is not None else None


def _closers(
    rule: Rule, trigger: Trigger, same_day: frozenset[Order], context: Context
) -> Iterable[Record]:
    if not rule.until:
        return
    picks = any_of(rule.until)
    begin = trigger.day
    if rule.counts_from is not None:
        begin = context.calendar.subtract(begin, rule.counts_from)
    if rule.counts_after is not None:
        begin = context.calendar.add(begin, rule.counts_after)
    for record in scope_of(rule, trigger, context):
        entry = record.entry
        if entry.day < begin or record.order in same_day or not picks(entry):
            continue
        if rule.later and entry.day == trigger.day:
            continue
        if _happened_before(record, trigger.record):
            continue
        if rule.about is About.REFERENCE and not _alerts_for(record, trigger):
            continue
        yield record


def _happened_before(record: Record, trigger: Record) -> bool:
    """Whether the clock says that an entry of the trigger's day came before it."""
    one, other = record.entry, trigger.entry
    if one.day != other.day or one.time is None or other.time is None:
        return False
    return one.theirs == other.theirs and one.time < other.time


def _alerts_for(alert: Record, trigger: Trigger) -> bool:
    """Whether an alert was for this opening, or for none in particular."""
    if alert.opportunity is None or alert.opportunity == trigger.key:
        return True
    named = alert.entry.position is not None or alert.entry.loose_position != ""
    in_own_file = alert.owner == trigger.person.contact
    return in_own_file and not named


def _outcome_after(rule: Rule, trigger: Trigger) -> Record | None:
    """The first outcome that took away what the opening had triggered up to that day."""
    if rule.survives_outcome or trigger.opportunity is None:
        return None
    triggered_by_outcome = trigger.record.entry.kind in OUTCOMES
    for record in trigger.opportunity.records:
        entry = record.entry
        if entry.kind not in OUTCOMES or not entry.took_place or entry.day < trigger.day:
            continue
        if triggered_by_outcome and entry.day == trigger.day:
            continue
        return record
    return None


def _is_answer(rule: Rule, record: Record) -> bool:
    """Whether they acted before you did what the rule asked."""
    return record.entry.from_them and (rule.waits or not record.entry.from_you)
