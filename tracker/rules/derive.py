"""`derive`: everything that follows from the logs, without knowing what day it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tracker.book import ContactBook
from tracker.config import Config
from tracker.opportunities import Opportunity
from tracker.records import OpportunityKey, Person
from tracker.rules.context import Context
from tracker.rules.followup import Derived, Event, FollowUp
from tracker.rules.from_entries import EntryRule, ended_by, only_earliest, without_repeats
from tracker.rules.from_rhythm import keep_in_touch, manual
from tracker.rules.rule import About, Rule
from tracker.rules.triggers import opening_elsewhere, triggers_of
from tracker.rules.wider import Wider, wider_of


def derive(
    book: ContactBook, config: Config, rules: Sequence[Rule], wider: Wider | None = None
) -> Derived:
    """Apply every rule to every history.

    Takes no date and asks no clock: the result is the same on every day, and `arrange` says what of
    it is on today. Where the book is a part of all contacts, `wider` is what the parts share: some
    of what follows may then concern people of another part.
    """
    context = Context(book, config, wider_of(book, rules) if wider is None else wider)
    by_name = {rule.name: rule for rule in rules}
    chase_ends = _chase_ends(rules, context)
    found: list[FollowUp] = []
    for rule in rules:
        if not rule.enabled:
            continue
        made = _apply(rule, by_name, context)
        if rule.chases:
            made = [
                ended_by(one, chase_ends.get(one.opportunity, ())) if one.opportunity else one
                for one in made
            ]
        found += made
    named = sorted(with_ids(found), key=_order)
    return Derived(
        tuple(one for one in named if one.closing is None),
        tuple(one for one in named if one.closing is not None),
        tuple(_events(context)),
        book.opportunities,
        frozenset(one.key for one in book.opportunities if not _is_alive(one, context)),
    )


def _order(one: FollowUp) -> tuple[date, str, str]:
    return one.deadline, one.name, one.id


def _apply(rule: Rule, rules: Mapping[str, Rule], context: Context) -> list[FollowUp]:
    if rule.about is About.RHYTHM:
        return list(keep_in_touch(rule, context))
    if rule.about is About.TASK:
        return list(manual(rule, context))
    found = list(EntryRule(rule, rules, context).follow_ups())
    if rule.about is not About.EVENT:
        found = without_repeats(found)
    return only_earliest(found) if rule.earliest else found


def _chase_ends(rules: Iterable[Rule], context: Context) -> Mapping[OpportunityKey, Sequence[date]]:
    """The days on which the chasing of an opening ended, because another was accepted."""
    ends: dict[OpportunityKey, list[date]] = defaultdict(list)
    for rule in rules:
        if rule.about is About.ELSEWHERE and rule.enabled:
            for trigger in triggers_of(rule, context):
                opportunity = opening_elsewhere(trigger, context)
                if opportunity is not None:
                    ends[opportunity.key].append(trigger.day)
    return ends


def with_ids(found: Iterable[FollowUp]) -> Iterator[FollowUp]:
    """Name each by contact, rule and trigger's day, and number those that share all three.

    They are numbered in the order of their triggers, the settled ones included, so that closing one
    does not rename another.
    """
    seen: Counter[str] = Counter()
    for one in sorted(found, key=_file_order):
        name = f"{one.person.contact}/{one.rule}/{one.began.isoformat()}"
        seen[name] += 1
        number = f"/{seen[name]}" if seen[name] > 1 else ""
        yield replace(one, id=name + number)


def _file_order(one: FollowUp) -> tuple[str, int, int]:
    """Where the trigger stands, then the order in which it names its people."""
    people = [person.key for person in one.trigger.people] if one.trigger else []
    named = people.index(one.person.key) if one.person.key in people else 0
    return one.place.path, one.place.line, named


def _events(context: Context) -> Iterator[Event]:
    """Every entry that took place or will: seen from a day before it, it is an event."""
    for record in context.book.records:
        entry = record.entry
        if not entry.took_place:
            continue
        contact = context.book.by_id[record.owner]
        person = record.people[0] if record.people else Person(contact.id, contact.name)
        opportunity = context.opportunity(record.opportunity)
        yield Event(
            person.contact if person.known else contact.id,
            person.name,
            opportunity.company if opportunity else contact.company,
            opportunity.position if opportunity else None,
            record.opportunity,
            entry.kind,
            entry.day,
            entry.time,
            entry.theirs,
            entry.place,
            record,
        )


def _is_alive(opportunity: Opportunity, context: Context) -> bool:
    """Whether anyone who takes part in it may still be contacted."""
    return any(context.book.by_id[one].active for one in opportunity.contacts)
