"""`derive`: everything that follows from the logs, without knowing what day it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tracker.book import ContactBook
from tracker.config import Config
from tracker.opportunities import Opportunity
from tracker.records import OpportunityKey, Person, Record
from tracker.rules.context import Context
from tracker.rules.followup import Derived, Event, FollowUp, changed, make_event, plain_id
from tracker.rules.from_entries import EntryRule, ended_by, only_earliest, without_repeats
from tracker.rules.from_rhythm import keep_in_touch, manual
from tracker.rules.rule import About, Rule
from tracker.rules.rulebook import Rulebook, rulebook_of
from tracker.rules.selectors import any_of
from tracker.rules.triggers import Trigger, opening_elsewhere, triggers_of
from tracker.rules.wider import Wider, wider_of

#: Before all openings: what is about none.
_NONE = OpportunityKey("", "")

_RHYTHM, _TASK, _EVENT = About.RHYTHM, About.TASK, About.EVENT


def derive(
    book: ContactBook, config: Config, rules: Sequence[Rule], wider: Wider | None = None
) -> Derived:
    """Apply every rule to every history.

    Takes no date and asks no clock: the result is the same on every day, and `arrange` says what of
    it is on today. Where the book is a part of all contacts, `wider` is what the parts share: some
    of what follows may then concern people of another part.
    """
    context = Context(book, config, wider_of(book, rules) if wider is None else wider)
    rulebook = rulebook_of(tuple(rules))
    triggers = _triggers(rulebook, context)
    chase_ends = _chase_ends(rulebook, triggers, context)
    found: list[FollowUp] = []
    for rule in rulebook.enabled:
        if rule.about is _RHYTHM:
            made = list(keep_in_touch(rule, context))
        elif rule.about is _TASK:
            made = list(manual(rule, context))
        elif rule.name in triggers:
            made = _apply(rule, triggers[rule.name], rulebook, context)
        else:
            continue
        if rule.chases and chase_ends:
            made = [
                ended_by(one, chase_ends.get(one.opportunity, ())) if one.opportunity else one
                for one in made
            ]
        found += made
    named = sorted(_numbered((one.id, one) for one in found), key=_order)
    derived = Derived(
        tuple([one for one in named if one.closing is None]),
        tuple([one for one in named if one.closing is not None]),
        tuple(_events(context)),
        book.opportunities,
        frozenset([one.key for one in book.opportunities if not _is_alive(one, context)]),
    )
    context.forget()
    return derived


def _order(one: FollowUp) -> tuple[date, str, str]:
    return one.deadline, one.person.name, one.id


def _triggers(rulebook: Rulebook, context: Context) -> dict[str, list[Trigger]]:
    """What sets rules off, by their names; those that nothing sets off are left out."""
    picked: dict[str, list[Record]] = {}
    for record in _after_start(context.book.records, context):
        for name in rulebook.triggered_by(record.entry):
            picked.setdefault(name, []).append(record)
    # What ends all else stands in some other history than what it ends.
    for rule in rulebook.elsewhere:
        picks = any_of(rule.on)
        accepted = _after_start(context.wider.accepted, context)
        picked[rule.name] = [one for one in accepted if picks(one.entry)]
    found = {
        name: triggers_of(rulebook.by_name[name], some, context) for name, some in picked.items()
    }
    return {name: triggers for name, triggers in found.items() if triggers}


def _after_start(records: Iterable[Record], context: Context) -> Iterable[Record]:
    """Leave out what lies before `start`: it is history, and triggers nothing."""
    start = context.config.start
    return records if start is None else [one for one in records if one.entry.day >= start]


def _apply(
    rule: Rule, triggers: Sequence[Trigger], rulebook: Rulebook, context: Context
) -> list[FollowUp]:
    found = list(EntryRule(rule, rulebook.by_name, context).follow_ups(triggers))
    if rule.about is not _EVENT:
        found = without_repeats(found)
    return only_earliest(found) if rule.earliest else found


def _chase_ends(
    rulebook: Rulebook, triggers: Mapping[str, Sequence[Trigger]], context: Context
) -> Mapping[OpportunityKey, Sequence[date]]:
    """The days on which the chasing of an opening ended, because another was accepted."""
    ends: dict[OpportunityKey, list[date]] = {}
    for rule in rulebook.elsewhere:
        for trigger in triggers.get(rule.name, ()):
            opening = opening_elsewhere(trigger, context)
            if opening is not None:
                ends.setdefault(opening.key, []).append(trigger.day)
    return ends


def with_ids(found: Iterable[FollowUp]) -> Iterator[FollowUp]:
    """Name each by contact, rule and trigger's day, and number those that share all three.

    They are numbered in the order of their triggers, the settled ones included, so that closing one
    does not rename another.
    """
    return _numbered((plain_id(one.person.contact, one.rule, one.began), one) for one in found)


def _numbered(named: Iterable[tuple[str, FollowUp]]) -> Iterator[FollowUp]:
    """Number those that share a name; the first keeps it as it is."""
    sharing: dict[str, list[FollowUp]] = {}
    for name, one in named:
        sharing.setdefault(name, []).append(one)
    for name, some in sharing.items():
        if len(some) > 1:
            some.sort(key=_file_order)
        for number, one in enumerate(some, 1):
            own = name if number == 1 else f"{name}/{number}"
            yield one if one.id == own else changed(one, id=own)


def _file_order(one: FollowUp) -> tuple[str, int, int, str, str]:
    """Where the trigger stands, the order in which it names its people, then their openings'."""
    people = [person.key for person in one.trigger.people] if one.trigger else []
    named = people.index(one.person.key) if one.person.key in people else 0
    opening = one.opportunity or _NONE
    return one.place.path, one.place.line, named, opening.where, opening.position


def _events(context: Context) -> Iterator[Event]:
    """Every entry that took place or will: seen from a day before it, it is an event."""
    contacts = context.book.by_id
    for record in context.book.records:
        entry = record.entry
        if not entry.took_place:
            continue
        contact = contacts[record.owner]
        person = record.people[0] if record.people else Person(contact.id, contact.name)
        opening = context.opening(record.opportunity) if record.opportunity else None
        yield make_event(
            person.contact if person.known else contact.id,
            person.name,
            opening.opportunity.company if opening else contact.company,
            opening.opportunity.position if opening else None,
            record.opportunity,
            entry.kind,
            entry.day,
            entry.time,
            entry.theirs,
            entry.place,
            record,
            entry.day,
        )


def _is_alive(opportunity: Opportunity, context: Context) -> bool:
    """Whether anyone who takes part in it may still be contacted."""
    return any(context.book.by_id[one].active for one in opportunity.contacts)
