"""Which entries trigger a rule, for whom, and which other entries count towards it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from tracker.contact.kinds import Kind, Side
from tracker.opportunities import OUTCOMES, Opportunity
from tracker.records import OpportunityKey, Order, Person, Record
from tracker.rules.context import Context, Opening
from tracker.rules.followup import Closing
from tracker.rules.rule import About, Rule
from tracker.rules.selectors import any_of, is_from_them, is_from_you, is_outcome
from tracker.workdays import Duration

#: What tells two subjects of one rule apart: a person's key, an opening, an event, or several.
Subject: TypeAlias = tuple[object, ...]

# Looked up once: that takes Python longer than to compare them.
_PERSON, _OPPORTUNITY, _EVENT = About.PERSON, About.OPPORTUNITY, About.EVENT
_REFERENCE, _ALERTED, _ELSEWHERE = About.REFERENCE, About.ALERTED, About.ELSEWHERE
_DONE, _ANSWERED, _OVERTAKEN = Closing.DONE, Closing.ANSWERED, Closing.OVERTAKEN


class Trigger(NamedTuple):
    """What set a rule off: the entries of one kind and direction on one day, for one subject.

    `person` is whom it concerns, before any routing. `day` is when it happened, or will, `record`
    the first of its entries. `opening` is where the entries belong.
    """

    subject: Subject
    person: Person
    day: date
    record: Record
    records: tuple[Record, ...]
    opening: Opening | None

    @property
    def key(self) -> OpportunityKey | None:
        """The opening's key."""
        return self.opening.key if self.opening else None


def triggers_of(rule: Rule, records: Iterable[Record], context: Context) -> list[Trigger]:
    """Every trigger of a rule, by day and order, open and settled alike.

    The records are those that its words pick, oldest first.
    """
    groups: dict[tuple[Subject, date, Kind, Side], list[tuple[Person, Record]]] = {}
    for record in records:
        entry = record.entry
        for subject, person in _subjects(rule, record, context):
            group = subject, entry.day, entry.kind, entry.side
            groups.setdefault(group, []).append((person, record))
    found = []
    is_picky = rule.earliest or rule.after_interview
    for (subject, day, _, _), members in groups.items():
        person, first = members[0]
        one = Trigger(
            subject,
            person,
            day,
            first,
            tuple([record for _, record in members]),
            context.opening(first.opportunity),
        )
        if not is_picky or _applies(rule, one, context):
            found.append(one)
    if len(found) > 1:
        found.sort(key=_by_day)
    return found


def _by_day(one: Trigger) -> tuple[date, Order]:
    return one.day, one.record.order


def _subjects(rule: Rule, record: Record, context: Context) -> Sequence[tuple[Subject, Person]]:
    """What a trigger is about, and whom it concerns: one pair for each follow-up to make."""
    about = rule.about
    if about is _PERSON:
        return [((person.key,), person) for person in record.people]
    first = record.people[0] if record.people else _owner(record, context)
    if about is _OPPORTUNITY:
        return [((record.opportunity or first.key,), first)]
    if about is _EVENT:
        where = record.opportunity or first.key
        return [((where, record.entry.day, record.entry.time), first)]
    if about is _REFERENCE:
        within = record.opportunity or record.owner
        people = (Person(one.id, one.name) for one in context.wider.references)
        return [((one.key, within), one) for one in people if one not in record.people]
    if about is _ALERTED:
        return [((one.key, record.opportunity), one) for one in _alerted(record, context)]
    return [((other.key,), first) for other in _elsewhere(record, context)]


def opening_elsewhere(trigger: Trigger, context: Context) -> Opening | None:
    """The opening that a trigger of a rule about every other opening is about."""
    key = trigger.subject[0]
    return context.opening(key if isinstance(key, OpportunityKey) else None)


def _owner(record: Record, context: Context) -> Person:
    contact = context.owner(record.owner)
    return Person(record.owner, contact.name if contact else record.owner)


def _alerted(outcome: Record, context: Context) -> Iterable[Person]:
    """Every reference who was alerted for the opening that came to this outcome.

    An alert for no opening in particular counts where it came in time for one of its interviews.
    """
    opening = context.opening(outcome.opportunity)
    if opening is None or not context.wider.alerts:
        return ()
    last = outcome.entry.day
    asked = [
        context.calendar.subtract(record.entry.day, ALERT_HOLDS)
        for record in opening.opportunity.records
        if record.entry.kind in _VOUCHED_FOR
        and record.entry.took_place
        and record.entry.day <= last
    ]
    # The earliest of these days is the one that an alert passes first.
    since = min(asked, default=None)
    people: dict[Person, None] = {}
    for record in context.wider.alerts:
        day = record.entry.day
        if day > last:
            continue
        in_general = record.opportunity is None and since is not None and since <= day
        if in_general or record.opportunity == opening.key:
            people.update(dict.fromkeys(record.people))
    return people


def _elsewhere(accepted: Record, context: Context) -> Iterable[Opportunity]:
    """The openings to withdraw from: applied for by then, and without an outcome that day."""
    day = accepted.entry.day
    for opportunity in context.book.opportunities:
        if opportunity.key != accepted.opportunity and was_pursued(opportunity, day):
            yield opportunity


def was_pursued(opportunity: Opportunity, day: date) -> bool:
    """Whether an opening had been applied for by that day, and had no outcome before it."""
    ended = [
        one.entry.day
        for one in opportunity.records
        if one.entry.day < day and is_outcome(one.entry)
    ]
    last = max(ended, default=None)
    return any(
        one.entry.kind in PURSUITS
        and one.entry.day <= day
        and (last is None or one.entry.day > last)
        and one.entry.took_place
        for one in opportunity.records
    )


#: How long an alert for no opening in particular holds, as in `alert-references`.
ALERT_HOLDS = Duration(30)

#: What a reference is alerted for.
_VOUCHED_FOR = frozenset({Kind.INTERVIEW, Kind.REFERENCE_REQUEST})

#: What shows that you went for an opening, even where the application itself was never logged.
PURSUITS = frozenset({Kind.APPLIED, Kind.SCREENING, Kind.INTERVIEW, Kind.OFFER})

#: What has to come before where a rule asks for it.
_INTERVIEWS = frozenset({Kind.SCREENING, Kind.INTERVIEW})


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
        trigger.opening.opportunity.records if trigger.opening else context.timeline(trigger.person)
    )
    return any(
        one.entry.kind in _INTERVIEWS and one.entry.took_place and one.entry.day <= trigger.day
        for one in records
    )


def scope_of(rule: Rule, trigger: Trigger, context: Context) -> tuple[Record, ...]:
    """Where to look for what closes a follow-up, and for tries: records, oldest first."""
    if rule.about is _OPPORTUNITY and trigger.opening is not None:
        return trigger.opening.theirs
    if rule.about is _ELSEWHERE:
        elsewhere = opening_elsewhere(trigger, context)
        return elsewhere.opportunity.records if elsewhere else ()
    return context.timeline(trigger.person)


def closing_of(
    rule: Rule,
    trigger: Trigger,
    others: Sequence[Trigger],
    scope: Iterable[Record],
    context: Context,
) -> tuple[Closing, Record] | None:
    """What settled a follow-up, and how: the first entry that closes it, or an outcome.

    `others` are all triggers of the rule for the subject, itself among them: of those of one day
    none closes another. `scope` is as of `scope_of`.
    """
    first = _first_closer(rule, trigger, others, scope, context) if rule.until else None
    overtaken = _outcome_after(rule, trigger)
    if first is not None and (overtaken is None or first.order <= overtaken.order):
        return _ANSWERED if _is_answer(rule, first) else _DONE, first
    return (_OVERTAKEN, overtaken) if overtaken is not None else None


def _first_closer(
    rule: Rule,
    trigger: Trigger,
    others: Sequence[Trigger],
    scope: Iterable[Record],
    context: Context,
) -> Record | None:
    picks = any_of(rule.until)
    day = begin = trigger.day
    if rule.counts_from is not None:
        begin = context.calendar.subtract(begin, rule.counts_from)
    if rule.counts_after is not None:
        begin = context.calendar.add(begin, rule.counts_after)
    for record in scope:
        entry = record.entry
        if entry.day < begin or not picks(entry):
            continue
        if entry.day == day and (
            rule.later or _triggers_too(record, day, others) or _happened_before(record, trigger)
        ):
            continue
        if rule.about is _REFERENCE and not _alerts_for(record, trigger):
            continue
        return record
    return None


def _triggers_too(record: Record, day: date, others: Iterable[Trigger]) -> bool:
    """Whether a record of a day is itself among what triggers the rule that day."""
    return any(record.order == own.order for one in others if one.day == day for own in one.records)


def _happened_before(record: Record, trigger: Trigger) -> bool:
    """Whether the clock says that an entry of the trigger's day came before it."""
    one, other = record.entry, trigger.record.entry
    if one.time is None or other.time is None:
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
    if rule.survives_outcome or trigger.opening is None or not trigger.opening.outcomes:
        return None
    triggered_by_outcome = trigger.record.entry.kind in OUTCOMES
    for record in trigger.opening.outcomes:
        day = record.entry.day
        if day > trigger.day or (day == trigger.day and not triggered_by_outcome):
            return record
    return None


def _is_answer(rule: Rule, record: Record) -> bool:
    """Whether they acted before you did what the rule asked."""
    return is_from_them(record.entry) and (rule.waits or not is_from_you(record.entry))
