"""Days, names and entries, as a letter would say them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import LogEntry
from tracker.drafts.facts import Talk
from tracker.markdown import to_text
from tracker.records import Person, Record

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

#: What an entry was, behind `our` or `your`.
_NOUNS: dict[Kind, str] = {
    Kind.EMAIL: "e-mail",
    Kind.LETTER: "letter",
    Kind.MESSAGE: "message",
    Kind.CALL: "call",
    Kind.APPLIED: "application",
    Kind.THANK_YOU: "thank-you",
    Kind.STATUS_CHECK: "status check",
    Kind.REFERRAL_REQUEST: "request",
    Kind.REFERENCE_ALERT: "word",
    Kind.REPLY: "answer",
    Kind.INQUIRY: "question",
    Kind.REFERENCE_REQUEST: "request",
    Kind.SCREENING: "first conversation",
    Kind.PURCHASE: "order",
    Kind.REJECTION: "answer",
    Kind.ACCEPTED: "acceptance",
    Kind.DECLINED: "answer",
    Kind.WITHDRAWN: "withdrawal",
    Kind.NO_RESPONSE: "silence",
    Kind.NO_SHOW: "appointment",
    Kind.MET: "conversation",
    Kind.CONTACT: "conversation",
}
_REPLIES = {Channel.CALL: "call", Channel.EMAIL: "e-mail", Channel.LETTER: "letter"}
_BY = {
    Channel.CALL: "by phone",
    Channel.VIDEO: "by video",
    Channel.IN_PERSON: "in person",
    Channel.LETTER: "by letter",
    Channel.EMAIL: "by e-mail",
}
#: Kinds that take place somewhere: `the interview by video`.
_HELD = frozenset({Kind.INTERVIEW, Kind.SCREENING, Kind.MEETING})


def spoken_day(day: date, beside: date) -> str:
    """`Thursday 12 November`, with its year where that is not the one of the day beside it."""
    year = "" if day.year == beside.year else f" {day.year}"
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}{year}"


def listed(names: Iterable[str], last: str = "and") -> str:
    """`Ann`, `Ann and Bob`, `Ann, Bob and Eve`."""
    *others, end = [*names] or [""]
    return f"{', '.join(others)} {last} {end}" if others else end


def talk_of(record: Record, them: Person, beside: date, hour: str = "") -> Talk:
    """An entry in words, as told to somebody in a message of about the day `beside`.

    `hour` is its time in words.
    """
    entry = record.entry
    others = tuple(one.name for one in record.people if one.key != them.key)
    return Talk(
        date=entry.day,
        day=spoken_day(entry.day, beside),
        kind=entry.kind.value,
        noun=_noun(entry),
        by=_BY.get(entry.channel, "") if entry.channel and entry.kind in _HELD else "",
        round=entry.round,
        time=hour,
        text=_noted(entry),
        open=_details(entry, "open"),
        promised=_details(entry, "promised"),
        clarify=_details(entry, "clarify"),
        others=others,
        with_them=len(others) < len(record.people),
    )


def _noun(entry: LogEntry) -> str:
    if entry.kind is Kind.REPLY and entry.channel is not None:
        return _REPLIES.get(entry.channel, "answer")
    return _NOUNS.get(entry.kind, entry.kind.value.replace("-", " "))


def spoken_time(entry: LogEntry, theirs: ZoneInfo | None, yours: ZoneInfo | None) -> str:
    """The hour of an entry at their clock, as one says it to them; empty where it has none.

    Where the two zones are not known, it says whose hour it is; where they are one, it need not.
    """
    if entry.time is None:
        return ""
    typed = f"{entry.time:%H:%M}"
    if theirs is not None and yours is not None:
        there = _at_clock(entry.day, entry.time, yours, theirs)
        if there is None or entry.theirs:
            differs = theirs.key != yours.key
            return f"{typed} {'your' if entry.theirs else 'my'} time" if differs else typed
        on = "" if there.date() == entry.day else f" on {spoken_day(there.date(), entry.day)}"
        said = f"{there:%H:%M}{on}"
        return said if said == typed else f"{said} your time"
    if entry.theirs:
        return f"{typed} your time"
    return typed if theirs is None else f"{typed} my time"


def _at_clock(day: date, hour: time, here: ZoneInfo, there: ZoneInfo) -> datetime | None:
    """The same moment elsewhere; None where a date cannot hold it."""
    try:
        return datetime.combine(day, hour, tzinfo=here).astimezone(there)
    except OverflowError:
        return None


def _noted(entry: LogEntry) -> str:
    """What was noted of it, on one line; the kind's own words where it is prose."""
    text = entry.text or (entry.raw.partition(" ")[2] if entry.kind is Kind.CONTACT else "")
    if not text and entry.body:
        # A heading with longer notes: their first paragraph says what it was about.
        text = next((one for one in entry.body.split("\n\n") if not _DETAIL.match(one)), "")
    return to_text(text)


_DETAIL = re.compile(r"\s*[-*+]\s")


def _details(entry: LogEntry, label: str) -> tuple[str, ...]:
    return tuple(to_text(one.text) for one in entry.details if one.label.casefold() == label)


def plain_task(entry: LogEntry) -> str:
    """What was planned, without its date and without its kind where more is said."""
    return to_text(entry.text or entry.raw.partition(" ")[2])
