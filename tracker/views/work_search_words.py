"""The words of the work-search log: what was done by which means, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tracker.contact.kinds import APPOINTMENTS, Attempt, Channel, Direction, Kind
from tracker.contact.model import LogEntry
from tracker.records import Record
from tracker.report.followings import Following
from tracker.workdays import written

_KINDS = {
    Kind.APPLIED: "Application",
    Kind.SCREENING: "Screening",
    Kind.INTERVIEW: "Interview",
    Kind.MEETING: "Meeting",
    Kind.MET: "First meeting",
    Kind.STATUS_CHECK: "Status check",
    Kind.REFERRAL_REQUEST: "Referral request",
    Kind.CALL: "Call",
    Kind.EMAIL: "E-mail",
    Kind.LETTER: "Letter",
    Kind.MESSAGE: "Message",
}
_BY = {
    Channel.CALL: "by phone",
    Channel.EMAIL: "by e-mail",
    Channel.LETTER: "by letter",
    Channel.VIDEO: "by video",
    Channel.IN_PERSON: "in person",
    Channel.ONLINE: "online",
    Channel.TEXT: "by text message",
    Channel.SOCIAL: "on social media",
}
#: What the kind says already, alone or with a channel.
_WHOLE: dict[tuple[Kind, Channel | None], str] = {
    (Kind.CALL, None): "Phone call",
    (Kind.CALL, Channel.CALL): "Phone call",
    (Kind.CALL, Channel.VIDEO): "Video call",
    (Kind.EMAIL, None): "E-mail",
    (Kind.EMAIL, Channel.EMAIL): "E-mail",
    (Kind.LETTER, None): "Letter",
    (Kind.LETTER, Channel.LETTER): "Letter",
    (Kind.MESSAGE, Channel.TEXT): "Text message",
}
_ATTEMPTS = {
    Attempt.VOICEMAIL: "Nobody reached (voicemail)",
    Attempt.NO_ANSWER: "Nobody reached (no answer)",
    Attempt.BOUNCED: "Not delivered (it came back)",
}
#: What came next, before its day.
_NEWS = {
    Kind.INTERVIEW: "Interview",
    Kind.SCREENING: "Screening",
    Kind.MEETING: "Meeting",
    Kind.MET: "Met",
    Kind.CALL: "Call",
    Kind.REPLY: "Reply",
    Kind.OFFER: "Offer",
    Kind.REJECTION: "Rejected",
    Kind.REFERRAL: "Referred",
    Kind.REFERENCE_REQUEST: "References asked for",
    Kind.INQUIRY: "Inquiry from them",
    Kind.EMAIL: "E-mail from them",
    Kind.LETTER: "Letter from them",
    Kind.MESSAGE: "Message from them",
    Kind.ACCEPTED: "Job accepted",
    Kind.DECLINED: "Offer declined",
    Kind.WITHDRAWN: "Withdrawn",
    Kind.NO_RESPONSE: "No answer, given up",
}
#: What an entry of both sides came to by itself.
_HELD = {Kind.CALL: "Spoke with them", Kind.MET: "Met", Kind.MEETING: "Took place"}


def method_words(entries: Sequence[LogEntry]) -> str:
    """What was done, and by which means, as far as the entries of one activity say."""
    channels = dict.fromkeys(channel for one in entries if (channel := _channel(one)))
    number = next((one.round for one in entries if one.round), None)
    return _method(entries[0].kind, tuple(channels), number)


def _channel(entry: LogEntry) -> Channel | None:
    """The channel of an entry; what nobody picks up, or ends on a machine, is a telephone."""
    if entry.channel is None and entry.attempt in {Attempt.VOICEMAIL, Attempt.NO_ANSWER}:
        return Channel.CALL
    return entry.channel


@lru_cache
def _method(kind: Kind, channels: tuple[Channel, ...], number: int | None) -> str:
    whole = _WHOLE.get((kind, channels[0] if channels else None))
    if whole:
        return whole
    what = _KINDS.get(kind, "Contact") + (f" (round {number})" if number else "")
    return f"{what}, {' and '.join(_BY[one] for one in channels) or 'method not noted'}"


def result_words(entry: LogEntry, following: Following, *, is_about_opening: bool) -> str:
    """What came of an activity: what the log has after it, and no more."""
    news, missed = _news(following), _told(following.missed)
    soon = missed if following.again else news or missed
    if entry.attempt is not None:
        tried = _ATTEMPTS[entry.attempt]
        return f"{tried}; {_lower(soon)}" if soon else tried
    held = _HELD.get(entry.kind)
    if not is_about_opening:
        # What somebody says next need have nothing to do with what you said long before.
        return held or soon or _waiting(entry, following)
    if entry.kind is Kind.CALL:
        return f"Spoke with them; {_lower(news)}" if news else "Spoke with them"
    if entry.kind is Kind.APPLIED and following.ending not in {None, following.next}:
        news = f"{news}; {_lower(_told(following.ending))}"
    return news or held or missed or _waiting(entry, following)


def _news(following: Following) -> str:
    if following.next is None:
        return ""
    return _told(following.next, is_only_set=following.is_only_set)


def _told(record: Record | None, *, is_only_set: bool = False) -> str:
    """`Interview on Tue 24 Nov 2026`."""
    if record is None:
        return ""
    entry = record.entry
    if entry.attempt is not None:
        tried = "Voicemail" if entry.attempt is Attempt.VOICEMAIL else "Missed call"
        return f"{tried} from them on {written(entry.day)}"
    what = _NEWS.get(entry.kind, "Word from them")
    if entry.kind is Kind.CALL and entry.direction is Direction.IN:
        what = "Call from them"
    return f"{what} {'set for' if is_only_set else 'on'} {written(entry.day)}"


def _waiting(entry: LogEntry, following: Following) -> str:
    """That there is no answer in the log: there may have been one that nobody wrote down."""
    if entry.kind in APPOINTMENTS:
        return "Took place; no answer noted"
    if entry.needs_answer is False:
        return "No answer needed"
    if following.receipt is not None:
        return f"Receipt on {written(following.receipt)}; no answer noted"
    return "No answer noted"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
