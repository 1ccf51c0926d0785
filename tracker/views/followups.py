"""One follow-up, ready to show: why, how late or how soon, how, and when to call."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from tracker.agenda import Bucket
from tracker.call_hours import call_window
from tracker.contact.kinds import Channel
from tracker.contact.model import Contact, LogEntry
from tracker.links import mail_link, tel_link
from tracker.markdown import to_text
from tracker.records import same
from tracker.rules.followup import Closing, FollowUp
from tracker.views.directory import Directory, Placed
from tracker.views.excerpt import excerpt
from tracker.views.frame import Link
from tracker.views.words import Day, clock, day, listing, short_day, timeliness
from tracker.zones import find_zone

if TYPE_CHECKING:
    # The terminal's agenda needs none of what makes drafts.
    from tracker.views.draft_view import DraftView

MANUAL = "manual"

#: Longest text of a task in a list, on a tile and in a day, in characters.
LONGEST_TASK = 80

#: The date that an entry begins with, and what may stand between it and the rest.
_DATE_BEFORE = re.compile(r"^\s*\d{4}-\d{2}-\d{2}(?:\s*[:,\u2013\u2014])?\s*", re.ASCII)

CHANNELS = {Channel.CALL: "Call", Channel.EMAIL: "E-mail", Channel.LETTER: "Letter"}
_ADDRESSES = {
    Channel.CALL: "phone number",
    Channel.EMAIL: "e-mail address",
    Channel.LETTER: "postal address",
}
_CLOSINGS = {
    Closing.DONE: "done",
    Closing.ANSWERED: "they were first",
    Closing.OVERTAKEN: "no longer needed",
    Closing.EXHAUSTED: "every attempt was made",
}


class CallHours(NamedTuple):
    """When to call. `theirs` is at their clock, `yours` at yours, empty where both agree.

    `place` names their zone's city; it is empty where their file names no zone, as is `zone`.
    `opens` and `closes` are at their clock; `your_zone` is the zone of yours.
    """

    day: Day
    theirs: str
    yours: str
    place: str
    zone: str
    your_zone: str
    opens: str
    closes: str


class ChannelView(NamedTuple):
    """How to reach them: `kind` is `call`, `email`, `letter`, or `none` with a `note` instead.

    `to` is where, and may be several numbers or addresses. `hours` is when to call, as on the day
    of the build; None for anything but a call.
    """

    kind: str
    label: str
    to: tuple[Link, ...]
    note: str
    hours: CallHours | None


class FollowUpView(NamedTuple):
    """One follow-up. `timing` is for the day of the build, `due` and `deadline` are for good.

    `id` is the one that commands take, `rule` the name of its rule, `reason` why it is there.
    `advice` says how to go about it, and may be empty. `section` is empty for what the agenda does
    not show, which it does from `appears` on. `channel` is None where there is nothing to send, or
    nothing to do yet. `task` is the text of a task of your own, empty for other rules. `attempt` is
    empty where there is only one. `closed` is None, and `closing` empty, until it is settled; then
    they say when and how. `sheet` leads to its call sheet, `draft_link` to its draft on another
    page; `draft` is that draft where it stands on this one; each is None where there is none.
    `whom` is the name of whom it is for, where they have no file, and else empty. `about` is the
    opening, where a contact's page could mean another one by it, and else empty. On a contact's
    page `moves` says where it stands from which day on, `ranks` its places among all that is on and
    all that is not yet, and `other` is it once more as it is shown in the one of these two where it
    goes later, None where it goes nowhere.
    """

    id: str
    rule: str
    title: str
    task: str
    reason: str
    advice: str
    attempt: str
    section: str
    timing: str
    appears: Day
    due: Day
    deadline: Day
    channel: ChannelView | None
    source: Link
    closed: Day | None = None
    closing: str = ""
    sheet: Link | None = None
    draft_link: Link | None = None
    draft: DraftView | None = None
    whom: str = ""
    about: str = ""
    moves: str = ""
    ranks: str = ""
    other: FollowUpView | None = None


def own_company(directory: Directory, one: FollowUp) -> str:
    """The company of whoever is to be reached; empty where it is not known."""
    contact = directory.contact(one.person.contact) if one.person.known else None
    return (contact.company if contact is not None else one.company) or ""


def is_elsewhere(directory: Directory, one: FollowUp) -> bool:
    """Whether it is about another company than their own, as for references and agents."""
    return bool(one.company) and same(one.company or "") != same(own_company(directory, one))


def placed_view(directory: Directory, at: str, placed: Placed) -> FollowUpView:
    """A follow-up that is on the agenda."""
    return _view(directory, at, placed.follow_up, placed.section)


def data_view(directory: Directory, at: str, one: FollowUp) -> FollowUpView:
    """A follow-up as on any day of those on which it is shown."""
    return _view(directory, at, one)._replace(
        channel=channel(directory, one), draft_link=directory.draft_link(at, one)
    )


def ahead_view(directory: Directory, at: str, one: FollowUp) -> FollowUpView:
    """A follow-up that the agenda does not show yet."""
    return _view(directory, at, one)


def settled_view(directory: Directory, at: str, one: FollowUp) -> FollowUpView:
    """A follow-up that something has settled."""
    return _view(directory, at, one)


def _view(
    directory: Directory, at: str, one: FollowUp, section: Bucket | None = None
) -> FollowUpView:
    task = task_of(one)
    return FollowUpView(
        id=one.id,
        rule=one.rule,
        title=one.title,
        task=task,
        # What the task says stands above it already.
        reason=one.reason.partition(": ")[0] if task else one.reason,
        advice=one.advice,
        attempt=f"attempt {one.attempt} of {one.attempts}" if one.attempts > 1 else "",
        section=section.value if section else "",
        timing="" if one.closed else timeliness(one.due, one.deadline, directory.today),
        appears=day(one.appears),
        due=day(one.due),
        deadline=day(one.deadline),
        channel=_channel_today(directory, one) if section else None,
        source=directory.source_link(at, one.place),
        closed=day(one.closed) if one.closed else None,
        closing=_CLOSINGS[one.closing] if one.closing else "",
        sheet=directory.sheet_link(at, one) if directory.sheets.of_follow_ups else None,
        draft_link=directory.draft_link(at, one) if section else None,
        whom="" if one.person.known else one.person.name,
    )


def task_of(one: FollowUp) -> str:
    """What a task of your own says, as typed but for its marks."""
    if one.rule != MANUAL or one.trigger is None:
        return ""
    return _begun(to_text(task_text(one.trigger.entry)))


def brief_title(one: FollowUp) -> str:
    """What there is to do, for where there is little room: of a task what it says, cut."""
    return excerpt(task_of(one), LONGEST_TASK) or one.title


def task_text(entry: LogEntry) -> str:
    """What was typed for a task after its date, which is shown beside it; with its Markdown."""
    return _begun(_DATE_BEFORE.sub("", entry.raw, count=1))


def _begun(text: str) -> str:
    """The text with a capital letter."""
    return text[:1].upper() + text[1:]


def _channel_today(directory: Directory, one: FollowUp) -> ChannelView | None:
    """How to reach them, with the hours for it on the day of the build."""
    found = channel(directory, one)
    contact = directory.contact(one.person.contact)
    if found is None or found.kind != Channel.CALL or contact is None:
        return found
    return found._replace(hours=hours_on(directory, contact, max(one.due, directory.today)))


def channel(directory: Directory, one: FollowUp) -> ChannelView | None:
    """How to reach them, on any day; None where the follow-up is no message."""
    if not one.channels and one.channel is None:
        return None
    contact = directory.contact(one.person.contact) if one.person.known else None
    if one.channel is None or contact is None:
        wanted = [_ADDRESSES[each] for each in one.channels if each in _ADDRESSES]
        if not wanted:
            return None
        return ChannelView("none", "", (), f"Find their {listing(wanted, 'or')}.", None)
    label = CHANNELS.get(one.channel, one.channel.value.capitalize())
    return ChannelView(one.channel.value, label, addresses(contact, one.channel), "", None)


def addresses(contact: Contact, channel: Channel) -> tuple[Link, ...]:
    """Where someone is reached by a channel, each as a link where it can be one."""
    match channel:
        case Channel.CALL:
            # A mobile first: it reaches them wherever they are.
            phones = sorted(contact.phone, key=lambda one: one.label.casefold() != "mobile")
            return tuple(
                Link(
                    f"{one.number} ({one.label})" if one.label else one.number, tel_link(one.number)
                )
                for one in phones
            )
        case Channel.EMAIL:
            return tuple(Link(one, mail_link(one)) for one in contact.email)
        case Channel.LETTER:
            # It stands in one line, however many it has in the file.
            lines = (line.strip(" ,") for line in (contact.address or "").split("\n"))
            one_line = ", ".join(filter(None, lines))
            return (Link(one_line),) if one_line else ()
        case _:
            return ()


def hours_on(directory: Directory, contact: Contact, day_of_call: date) -> CallHours:
    """When to call somebody on a day."""
    zone = find_zone(contact.timezone) if contact.timezone else None
    return _hours_in(zone, day_of_call, directory.zone, directory.config.call_hours)


# The same few days and zones come back for everyone.
@lru_cache(maxsize=4_096)
def _hours_in(
    zone: ZoneInfo | None, day_of_call: date, your_zone: ZoneInfo, hours: tuple[time, time]
) -> CallHours:
    window = call_window(day_of_call, zone or your_zone, your_zone, hours)
    here = window.opens_here, window.closes_here
    same_clock = all(
        mine.replace(tzinfo=None) == hers.replace(tzinfo=None)
        for mine, hers in zip(here, (window.opens, window.closes), strict=True)
    )
    return CallHours(
        day=day(window.opens.date()),
        theirs=f"{clock(window.opens)}–{clock(window.closes)}",
        yours="" if same_clock else _span(*here, window.opens.date()),
        place=zone.key.rpartition("/")[2].replace("_", " ") if zone else "",
        zone=zone.key if zone else "",
        your_zone=your_zone.key,
        opens=clock(window.opens),
        closes=clock(window.closes),
    )


def _span(begin: datetime, end: datetime, day_said: date) -> str:
    """Two hours, with their days where these are not the one that was said already."""
    if begin.date() != end.date():
        return f"{clock(begin)} {short_day(begin)} – {clock(end)} {short_day(end)}"
    hours = f"{clock(begin)}–{clock(end)}"
    return hours if begin.date() == day_said else f"{hours} on {short_day(begin)}"
