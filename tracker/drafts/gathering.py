"""The facts of a follow-up, gathered from the files that have to do with it.

What is looked up is the person's own file, what counts for them, and the history of the opening;
for somebody who vouches for you, the opening is at another company, and what is known of it is what
the follow-up itself says.
"""

from __future__ import annotations

from zlib import crc32

from tracker.book import BUSINESS
from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Contact, Phone
from tracker.drafts.facts import MessageFacts, Scene, Them, You
from tracker.drafts.greeting import ALL, Called, called
from tracker.drafts.pitch import pitch_of
from tracker.drafts.signature import Audience, signature_of
from tracker.drafts.wording import plain_task, spoken_day, spoken_time, talk_of
from tracker.opportunities import OUTCOMES
from tracker.positions import AGENTS, REFERENCE
from tracker.records import Record, place_of, same
from tracker.rules.followup import FollowUp
from tracker.rules.timing import almanac_of
from tracker.zones import find_zone

#: Relationships of people who know you already.
_NEAR = frozenset(
    {REFERENCE, "colleague", "former-colleague", "manager", "former-manager", "mentor", "friend"}
    | {"family", "classmate", "alumni"}
)
#: Relationships of people who hire.
_EMPLOYERS = AGENTS | {"hiring-manager", "interviewer", "employer"}

_WRITTEN = {Channel.TEXT: "text", Channel.SOCIAL: "social media", None: "text"}


def facts_of(one: FollowUp, scene: Scene, channel: Channel | None) -> MessageFacts:
    """Everything that a message for a follow-up may say, by that channel."""
    contact = owner_of(one, scene) if one.person.known else None
    them = _them(one, contact)
    timeline = scene.book.timelines.get(one.person.key, ())
    trigger = (
        talk_of(one.trigger, one.person, one.due, _hour(one, contact, scene))
        if one.trigger
        else None
    )
    last = _last_talk(one, timeline)
    entry = one.trigger.entry if one.trigger else None
    position = one.position or ""
    company = one.company or ""
    promised = _promised(one, scene)
    return MessageFacts(
        them=them,
        you=_you(scene.me, position, audience_of(one, contact, channel), them),
        greeting=_greeting(them, channel),
        company=company,
        position=position,
        the_position=_the_position(position, company, them),
        channel=channel.value if channel else "",
        attempt=one.attempt,
        attempts=one.attempts,
        trigger=trigger,
        last=talk_of(last, one.person, one.due) if last else None,
        since=spoken_day(one.began, one.due),
        previous=_previous(one),
        reply_by=promised,
        moved_from=_WRITTEN.get(entry.channel, "")
        if entry is not None and entry.kind is Kind.MESSAGE
        else "",
        task=plain_task(entry) if entry is not None and one.rule == "manual" else "",
        outcome=OUTCOMES[entry.kind].value if entry is not None and entry.kind in OUTCOMES else "",
        employers=trigger.others if trigger else (),
        quoted=_quoted(one, timeline),
        purchases=sum(
            each.entry.kind is Kind.PURCHASE and each.entry.took_place for each in timeline
        ),
        number=_number(one, contact, scene),
    )


def _hour(one: FollowUp, contact: Contact | None, scene: Scene) -> str:
    """The hour of the trigger, at their clock."""
    if one.trigger is None:
        return ""
    typed = contact.timezone if contact is not None else None
    theirs, yours = (find_zone(name) if name else None for name in (typed, scene.config.timezone))
    return spoken_time(one.trigger.entry, theirs, yours)


def owner_of(one: FollowUp, scene: Scene) -> Contact | None:
    """The contact whose file to look at: their own, or that of the one who names them."""
    return scene.book.by_id.get(one.person.contact)


def called_in(one: FollowUp, contact: Contact | None) -> Called:
    """What the one to reach is called: as their file says, otherwise by their name.

    `contact` is their own file, None where they have none.
    """
    if contact is not None and contact.greeting:
        return Called(contact.greeting)
    company = contact.company if contact is not None else one.company
    return called(one.person.name, company or "")


def audience_of(one: FollowUp, contact: Contact | None, channel: Channel | None) -> Audience:
    """How much of your details they get: all of them in a letter, and who may hire you.

    `contact` is their own file. Whoever speaks of an opening somewhere else does not hire for it.
    """
    relationship = contact.relationship if contact is not None else ()
    if channel is Channel.LETTER or not _EMPLOYERS.isdisjoint(relationship):
        return Audience.COMPLETE
    elsewhere = contact and one.company and same(one.company) != same(contact.company or "")
    if one.position and not elsewhere and _NEAR.isdisjoint(relationship):
        return Audience.COMPLETE
    return Audience.WITHOUT_HOME


def mobile_first(phones: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """Numbers in the order in which to try them: a mobile reaches them wherever they are."""
    return tuple(sorted(phones, key=lambda one: one.label.casefold() != "mobile"))


def _them(one: FollowUp, contact: Contact | None) -> Them:
    relationship = contact.relationship if contact is not None else ()
    numbers = mobile_first(contact.phone) if contact is not None else ()
    return Them(
        name=one.person.name,
        first=called_in(one, contact).words,
        company=(contact.company if contact is not None else one.company) or "",
        role=(contact.role if contact is not None else None) or "",
        met=(contact.met if contact is not None else None) or "",
        introduced_by=(contact.introduced_by if contact is not None else None) or "",
        email=contact.email[0] if contact is not None and contact.email else "",
        phone=numbers[0].number if numbers else "",
        is_agent=not AGENTS.isdisjoint(relationship),
        is_reference=REFERENCE in relationship,
        is_customer=not BUSINESS.isdisjoint(relationship),
        is_near=not _NEAR.isdisjoint(relationship),
    )


def _you(me: Contact | None, position: str, audience: Audience, them: Them) -> You:
    if me is None:
        return You()
    pitch = pitch_of(me, position)
    numbers = mobile_first(me.phone)
    return You(
        name=me.name,
        first="" if (own := called(me.name).words) == ALL else own,
        role=me.role or "",
        company=me.company or "",
        pitch=pitch.text,
        qualifications=pitch.qualifications,
        signature=signature_of(me, audience, in_business=them.is_customer),
        phone=numbers[0].number if numbers else "",
        email=me.email[0] if me.email else "",
        links=tuple(link for link in (me.website, me.linkedin) if link),
    )


def _greeting(them: Them, channel: Channel | None) -> str:
    near = (them.is_near or them.is_customer) and channel is not Channel.LETTER
    return f"{'Hello' if near else 'Dear'} {them.first},"


def _the_position(position: str, company: str, them: Them) -> str:
    name = f"the position of {position}" if position else "the position"
    elsewhere = company and same(company) != same(them.company)
    return f"{name} at {company}" if elsewhere else name


def _last_talk(one: FollowUp, timeline: tuple[Record, ...]) -> Record | None:
    """The last time they said something to you before the follow-up is due.

    One on the day of what is still ahead is that itself, and has not been.
    """
    is_ahead = one.trigger is not None and one.trigger.entry.day > one.due

    def has_been(record: Record) -> bool:
        day = record.entry.day
        return day < one.began if is_ahead else day <= one.due

    for record in reversed(timeline):
        if record.entry.from_them and has_been(record):
            return record
    return None


def _quoted(one: FollowUp, timeline: tuple[Record, ...]) -> str:
    """The day of your last quote before the trigger, for the same opening or for none."""
    for record in reversed(timeline):
        is_before = one.trigger is not None and record.order < one.trigger.order
        is_about_it = record.opportunity in {None, one.opportunity}
        if is_before and is_about_it and record.entry.kind is Kind.QUOTE and record.entry.from_you:
            return spoken_day(record.entry.day, one.due)
    return ""


def _previous(one: FollowUp) -> str:
    """The day of your last try; empty where it was that of the trigger, which is named already."""
    if not one.tries or one.tries[-1].day == one.began:
        return ""
    return spoken_day(one.tries[-1].day, one.due)


def _promised(one: FollowUp, scene: Scene) -> str:
    reply_by = one.trigger.entry.reply_by if one.trigger is not None else None
    if reply_by is None or one.trigger is None:
        return ""
    day = reply_by.day
    if reply_by.within is not None:
        day = almanac_of(scene.config.calendar).add(one.trigger.entry.day, reply_by.within)
    return spoken_day(day, one.due) if day is not None else ""


def _number(one: FollowUp, contact: Contact | None, scene: Scene) -> int:
    """Which of several people they are: of those at the interview, else of those at the company."""
    people = [each.key for each in one.trigger.people] if one.trigger is not None else []
    if len(people) > 1 and one.person.key in people:
        return people.index(one.person.key)
    colleagues = scene.at(place_of(contact)) if contact is not None else ()
    if contact is not None and len(colleagues) > 1:
        return colleagues.index(contact.id)
    return crc32(one.person.key.encode(errors="surrogatepass")) % 12
