"""Follow-ups that entries trigger: every rule but keep-in-touch and manual ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.opportunities import Opportunity
from tracker.records import Person, Record
from tracker.rules.context import Context
from tracker.rules.followup import Closing, FollowUp
from tracker.rules.reckoning import first_due, reckon
from tracker.rules.rule import About, Rule
from tracker.rules.selectors import is_try
from tracker.rules.triggers import (
    Subject,
    Trigger,
    closing_of,
    opening_elsewhere,
    scope_of,
    triggers_of,
)


@dataclass(frozen=True, slots=True)
class EntryRule:
    """One rule at work on the book. `rules` are all rules by name: some lean on another."""

    rule: Rule
    rules: Mapping[str, Rule]
    context: Context

    def follow_ups(self) -> Iterator[FollowUp]:
        """Every follow-up of the rule, open and closed, by trigger day and order; without ids."""
        by_subject: dict[Subject, list[Trigger]] = defaultdict(list)
        triggers = triggers_of(self.rule, self.context)
        for trigger in triggers:
            by_subject[trigger.subject].append(trigger)
        for trigger in triggers:
            person = self._recipient(trigger)
            if self.context.is_active(person):
                yield self._follow_up(trigger, by_subject[trigger.subject], person)

    def _follow_up(self, trigger: Trigger, others: Sequence[Trigger], person: Person) -> FollowUp:
        rule, context = self.rule, self.context
        closing = self._closing(trigger, others)
        tries = self._tries(trigger, closing)
        contact = context.contact(person)
        snooze = contact.snooze if contact else None
        reckoning = reckon(rule, trigger, tries, snooze, context)
        if closing is None and len(tries) >= rule.attempts:
            closing = (Closing.EXHAUSTED, tries[-1])
        kind, closed_by = closing or (None, None)
        opportunity = self._opportunity(trigger)
        owner = context.owner(person.contact)
        days = reckoning.days
        return FollowUp(
            id="",
            person=person,
            company=opportunity.company if opportunity else owner.company if owner else None,
            position=opportunity.position if opportunity else None,
            opportunity=opportunity.key if opportunity else None,
            rule=rule.name,
            title=rule.title,
            advice=rule.why,
            template=rule.name,
            attempt=min(len(tries) + 1, rule.attempts),
            attempts=rule.attempts,
            trigger=trigger.record,
            began=trigger.day,
            place=trigger.record.entry.place,
            channel=context.channel(person, rule.channels),
            channels=rule.channels,
            reason=reckoning.reason,
            appears=days.appears,
            due=days.due,
            deadline=days.deadline,
            lapses=days.lapses,
            ends=self._ends(trigger, others),
            waits=rule.waits,
            yields=rule.yields,
            tries=reckoning.tries,
            closing=kind,
            closed=closed_by.entry.day if closed_by else None,
            closed_by=closed_by,
        )

    def _closing(
        self, trigger: Trigger, others: Sequence[Trigger]
    ) -> tuple[Closing, Record] | None:
        """What settled it: nothing that triggers the rule for the same subject that day."""
        same_day = frozenset(
            record.order for one in others if one.day == trigger.day for record in one.records
        )
        return closing_of(self.rule, trigger, same_day, self.context)

    def _opportunity(self, trigger: Trigger) -> Opportunity | None:
        """The opening that a follow-up is shown with."""
        if self.rule.about is About.ELSEWHERE:
            return opening_elsewhere(trigger, self.context)
        return trigger.opportunity

    def _recipient(self, trigger: Trigger) -> Person:
        """Whom to reach: for an opening elsewhere someone there, else whom the rule leads to."""
        context, person = self.context, trigger.person
        opportunity = self._opportunity(trigger)
        if self.rule.about is About.ELSEWHERE and opportunity is not None:
            theirs = [one for one in context.theirs(opportunity) if one.people]
            person = theirs[-1].people[0] if theirs else person
        if not self.rule.recruiter_first:
            return person
        return context.status_recipient(opportunity, person)

    def _tries(self, trigger: Trigger, closing: tuple[Closing, Record] | None) -> list[Record]:
        """Your tries up to what settled it, the last of each day.

        They come after the trigger: on a later day, or further on in the same file's day. A call
        that nobody took and the e-mail after it are one try.
        """
        if self.rule.again is None:
            return []
        first = trigger.record
        own = {record.order for record in trigger.records}
        by_day: dict[date, Record] = {}
        for record in scope_of(self.rule, trigger, self.context):
            if record.order in own or not is_try(record.entry):
                continue
            if closing is not None and record.order >= closing[1].order:
                continue
            later_that_day = record.owner == first.owner and record.order > first.order
            if record.entry.day > trigger.day or (
                record.entry.day == trigger.day and later_that_day
            ):
                by_day[record.entry.day] = record
        return [by_day[day] for day in sorted(by_day)][: self.rule.attempts]

    def _ends(self, trigger: Trigger, others: Sequence[Trigger]) -> date | None:
        """The day from which something else has replaced it."""
        rule = self.rule
        if rule.about is About.EVENT or rule.earliest:
            return None
        ends = [one.day for one in others if one.day > trigger.day]
        if rule.ends_with is not None:
            other = self.rules[rule.ends_with]
            ends.append(first_due(other, trigger, self.context))
        return min(ends, default=None)


def without_repeats(found: Sequence[FollowUp]) -> list[FollowUp]:
    """Leave out what would say the same twice: a screening and an interview on one day."""
    seen: set[tuple[object, ...]] = set()
    kept: list[FollowUp] = []
    for one in found:
        mark = (one.person.key, one.opportunity, one.began, one.due, one.deadline, one.closed)
        if mark not in seen:
            seen.add(mark)
            kept.append(one)
    return kept


def only_earliest(found: Sequence[FollowUp]) -> list[FollowUp]:
    """Of several that wait for an answer, the earliest: one answer serves them all.

    One that had gone cold by then gives way to the newer one, which would otherwise never be seen.
    """
    waiting: dict[str, int] = {}
    kept: list[FollowUp] = []
    for one in found:
        if one.closing is None:
            at = waiting.get(one.person.key)
            if at is not None:
                earliest = kept[at]
                if earliest.lapses is None or one.began <= earliest.lapses:
                    continue
                kept[at] = replace(earliest, ends=one.began)
            waiting[one.person.key] = len(kept)
        kept.append(one)
    return kept


def ended_by(one: FollowUp, days: Sequence[date]) -> FollowUp:
    """The same follow-up, ending on the first of the days that is on or after its trigger."""
    later = [day for day in days if day >= one.began]
    if not later:
        return one
    return replace(one, ends=min(later) if one.ends is None else min(one.ends, *later))
