"""A call sheet: all to have in hand for a call or an interview, on one page to print.

It knows no day but those of the log: what was said is what had been said by the day it is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tracker.contact.kinds import Channel
from tracker.contact.model import Contact
from tracker.drafts.pronounced import pronounced
from tracker.drafts.questions import questions_for_interview, questions_for_rule
from tracker.records import Person, same
from tracker.rules.followup import Event, FollowUp
from tracker.rules.selectors import is_appointment
from tracker.views.call_endings import Ending, endings_of_call, endings_of_interview
from tracker.views.call_log import LONGEST_BEFORE, FromLog, from_log, history
from tracker.views.directory import Directory
from tracker.views.excerpt import excerpt
from tracker.views.followups import CallHours, addresses, hours_on, task_of
from tracker.views.frame import Frame, Link
from tracker.views.speaker import Speaker, speaker
from tracker.views.timeline import CHANNEL_WORDS, kind_words, time_words
from tracker.views.words import Day, clock, day


class Callee(NamedTuple):
    """Whom it is with. `numbers` are theirs as links, `file` is the path of their file.

    `pronounced` is how the name is said, and may be empty. `role` and `company` are their own;
    `position` is what it is about, `at` where that is, None where it is their own company.
    """

    who: Link
    pronounced: str
    role: str
    company: Link | None
    position: str
    at: Link | None
    numbers: tuple[Link, ...]
    file: str


class CallTimes(NamedTuple):
    """The hours in which to call: `hours` are those of the day it is due; and on any weekday.

    `zone` is theirs by its name (empty where it is not known), `opens` and `closes` are at their
    clock. `deadline` is the last day in time.
    """

    due: Day
    deadline: Day
    hours: CallHours
    zone: str
    opens: str
    closes: str


class Appointment(NamedTuple):
    """The moment of an interview, `where` or how it takes place, and `others` who take part.

    `address` is where to go, of as many lines as in the file; empty where one goes nowhere.
    """

    day: Day
    time: str
    where: str
    address: str
    others: tuple[Link, ...]


class CallSheet(NamedTuple):
    """One call, with its `times`; or one interview, with its `appointment`: the other is None.

    `title` is what it is for; `task` is what you planned in your own words, `noted` what you wrote
    of the interview, `reason` why the call is due; each may be empty. `them` is whom it is with,
    `you` what to say of yourself, `log` what was said before, and `endings` are the entries to
    write.
    """

    frame: Frame
    title: str
    task: str
    noted: str
    reason: str
    them: Callee
    times: CallTimes | None
    appointment: Appointment | None
    you: Speaker
    log: FromLog
    endings: tuple[Ending, ...]
    source: Link


def call_sheets(directory: Directory) -> Iterator[CallSheet]:
    """The call sheets of the contacts of a directory."""
    for one in directory.sheets.calls:
        contact = directory.contact(one.person.contact)
        if contact is not None:
            yield _of_call(directory, one, contact)
    for event in directory.sheets.interviews:
        contact = directory.contact(event.contact)
        if contact is not None:
            yield _of_interview(directory, event, contact)


def _of_call(directory: Directory, one: FollowUp, contact: Contact) -> CallSheet:
    at = directory.sheets.of_follow_ups[one.id]
    records = [
        record
        for record in history(directory, one.person, one.opportunity)
        # Beyond that day, what has an hour may still lie ahead.
        if record.entry.day <= one.due or not is_appointment(record.entry)
    ]
    hours = hours_on(directory, contact, one.due)
    opens, closes = map(clock, directory.config.call_hours)
    zone = contact.timezone or "" if hours.place else ""
    return CallSheet(
        directory.frame(at, f"Call {one.person.name}"),
        one.title,
        task_of(one),
        "",
        one.reason,
        _callee(directory, at, contact, one),
        CallTimes(day(one.due), day(one.deadline), hours, zone, opens, closes),
        None,
        speaker(directory, contact, one.position, one.rule),
        from_log(directory, one.person, records, questions_for_rule(one.rule)),
        tuple(endings_of_call(directory, one, contact)),
        directory.source_link(at, one.place),
    )


def _of_interview(directory: Directory, event: Event, contact: Contact) -> CallSheet:
    record, entry = event.record, event.record.entry
    at = directory.sheets.of_records[record.order]
    person, *others = record.people or (Person(contact.id, contact.name),)
    before = [
        one for one in history(directory, person, event.opportunity) if one.order < record.order
    ]
    appointment = Appointment(
        day(entry.day),
        time_words(directory, event.contact, entry),
        CHANNEL_WORDS[entry.channel] if entry.channel is not None else "",
        (contact.address or "") if entry.channel is Channel.IN_PERSON else "",
        tuple(directory.person_link(at, one) for one in others),
    )
    return CallSheet(
        directory.frame(at, f"{kind_words(entry)} with {event.name}"),
        kind_words(entry),
        "",
        excerpt(entry.text, LONGEST_BEFORE),
        "",
        _callee(directory, at, contact, event),
        None,
        appointment,
        speaker(directory, contact, event.position),
        from_log(directory, person, before, questions_for_interview(entry.kind), record),
        tuple(endings_of_interview(entry)),
        directory.source_link(at, entry.place),
    )


def _callee(directory: Directory, at: str, contact: Contact, one: FollowUp | Event) -> Callee:
    # Who is only named in somebody's file has neither a number nor a way to say their name.
    own = contact.name == one.name
    elsewhere = one.company and same(one.company) != same(contact.company or "")
    return Callee(
        directory.contact_link(at, contact.id, one.name),
        pronounced(contact) if own else "",
        (contact.role or "") if own else "",
        directory.company_link(at, contact.company) if contact.company else None,
        one.position or "",
        directory.company_link(at, one.company) if one.company and elsewhere else None,
        addresses(contact, Channel.CALL) if own else (),
        contact.path,
    )
