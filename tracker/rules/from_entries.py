"""Follow-ups that entries trigger: every rule but keep-in-touch and manual ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tracker.records import Person, Record
from tracker.rules.context import Context, Opening, Recipient
from tracker.rules.followup import Closing, FollowUp, changed, make_follow_up, plain_id
from tracker.rules.reckoning import first_due, reckon
from tracker.rules.rule import About, Rule
from tracker.rules.selectors import is_try
from tracker.rules.triggers import Subject, Trigger, closing_of, opening_elsewhere, scope_of

_EXHAUSTED = Closing.EXHAUSTED


class _Found(NamedTuple):
    """What a follow-up is made of.

    `others` are all triggers of its subject, by day, `opening` is what it is shown with.
    """

    trigger: Trigger
    others: Sequence[Trigger]
    opening: Opening | None
    person: Person
    recipient: Recipient


class EntryRule:
    """One rule at work on the book. `rules` are all rules by name: some lean on another."""

    def __init__(self, rule: Rule, rules: Mapping[str, Rule], context: Context) -> None:
        self.rule = rule
        self.rules = rules
        self.context = context
        self.is_elsewhere = rule.about is About.ELSEWHERE
        #: Whether a later trigger for the same subject, or another rule, takes a follow-up's place.
        self.is_replaced = not (rule.about is About.EVENT or rule.earliest)

    def follow_ups(self, triggers: Sequence[Trigger]) -> Iterator[FollowUp]:
        """Every follow-up of the rule, open and closed, by trigger day and order.

        Each has the id that it would have if no other shared it.
        """
        by_subject: dict[Subject, list[Trigger]] = {}
        for trigger in triggers:
            by_subject.setdefault(trigger.subject, []).append(trigger)
        for trigger in triggers:
            opening = self._opening(trigger)
            person = self._recipient(trigger, opening)
            recipient = self.context.recipient(person)
            if recipient.active:
                found = _Found(trigger, by_subject[trigger.subject], opening, person, recipient)
                yield self._follow_up(found)

    def _follow_up(self, found: _Found) -> FollowUp:
        rule, context = self.rule, self.context
        trigger, others, opening, person, recipient = found
        scope = scope_of(rule, trigger, context)
        closing = closing_of(rule, trigger, others, scope, context)
        tries = self._tries(trigger, closing, scope) if rule.again is not None else []
        days, reason, made = reckon(rule, trigger, tries, recipient.snooze, context)
        if closing is None and len(tries) >= rule.attempts:
            closing = (_EXHAUSTED, tries[-1])
        kind, closed_by = closing or (None, None)
        opportunity = opening.opportunity if opening is not None else None
        return make_follow_up(
            id=plain_id(person.contact, rule.name, trigger.day),
            person=person,
            company=opportunity.company if opportunity else recipient.company,
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
            channel=recipient.channel(rule.channels),
            channels=rule.channels,
            reason=reason,
            appears=days.appears,
            due=days.due,
            deadline=days.deadline,
            lapses=days.lapses,
            ends=self._ends(trigger, others) if self.is_replaced else None,
            waits=rule.waits,
            yields=rule.yields,
            tries=made,
            closing=kind,
            closed=closed_by.entry.day if closed_by else None,
            closed_by=closed_by,
        )

    def _opening(self, trigger: Trigger) -> Opening | None:
        """The opening that a follow-up is shown with."""
        return opening_elsewhere(trigger, self.context) if self.is_elsewhere else trigger.opening

    def _recipient(self, trigger: Trigger, opening: Opening | None) -> Person:
        """Whom to reach: for an opening elsewhere someone there, else whom the rule leads to."""
        person = trigger.person
        if opening is None:
            return person
        if self.is_elsewhere:
            person = next((one.people[0] for one in reversed(opening.theirs) if one.people), person)
        return opening.status_recipient(person) if self.rule.recruiter_first else person

    def _tries(
        self,
        trigger: Trigger,
        closing: tuple[Closing, Record] | None,
        scope: Iterable[Record],
    ) -> list[Record]:
        """Your tries up to what settled it, the last of each day.

        They come after the trigger: on a later day, or further on in the same file's day. A call
        that nobody took and the e-mail after it are one try.
        """
        first = trigger.record
        own = {record.order for record in trigger.records}
        by_day: dict[date, Record] = {}
        for record in scope:
            day = record.entry.day
            if day < trigger.day or not is_try(record.entry) or record.order in own:
                continue
            if closing is not None and record.order >= closing[1].order:
                break
            if day > trigger.day or (record.owner == first.owner and record.order > first.order):
                by_day[day] = record
        return list(by_day.values())[: self.rule.attempts]

    def _ends(self, trigger: Trigger, others: Sequence[Trigger]) -> date | None:
        """The day from which something else has replaced it."""
        # They come by their day.
        ends = next((one.day for one in others if one.day > trigger.day), None)
        if self.rule.ends_with is None:
            return ends
        due = first_due(self.rules[self.rule.ends_with], trigger, self.context)
        return due if ends is None else min(ends, due)


def without_repeats(found: Sequence[FollowUp]) -> list[FollowUp]:
    """Leave out what would say the same twice: a screening and an interview on one day."""
    if len(found) <= 1:
        return list(found)
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
                kept[at] = changed(earliest, ends=one.began)
            waiting[one.person.key] = len(kept)
        kept.append(one)
    return kept


def ended_by(one: FollowUp, days: Sequence[date]) -> FollowUp:
    """The same follow-up, ending on the first of the days that is on or after its trigger."""
    later = [day for day in days if day >= one.began]
    if not later:
        return one
    return changed(one, ends=min(later) if one.ends is None else min(one.ends, *later))
