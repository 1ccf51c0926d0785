"""The words of a log entry: kinds, sides, channels, and the closed list of synonyms for each.

The tables are data. `docs/format.md` lists them for users; a test holds the two equal.
"""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Who acted: you, they, both of you, nobody, or not known."""

    YOU = "you"
    THEY = "they"
    BOTH = "both"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


class Direction(StrEnum):
    """Which way a message went: `in` came from them, `out` went from you."""

    IN = "in"
    OUT = "out"


class Attempt(StrEnum):
    """Why an attempt reached nobody."""

    VOICEMAIL = "voicemail"
    NO_ANSWER = "no answer"
    BOUNCED = "bounced"


class Channel(StrEnum):
    """How people were in touch. Only `APPROVED` ones are ever proposed."""

    CALL = "call"
    EMAIL = "email"
    LETTER = "letter"
    VIDEO = "video"
    IN_PERSON = "in person"
    ONLINE = "online"
    TEXT = "text"
    SOCIAL = "social"


#: The channels a follow-up may propose: never text, never social media.
APPROVED: tuple[Channel, ...] = (Channel.CALL, Channel.EMAIL, Channel.LETTER)


class Kind(StrEnum):
    """What an entry records."""

    EMAIL = "email"
    LETTER = "letter"
    MESSAGE = "message"
    CALL = "call"
    APPLIED = "applied"
    THANK_YOU = "thank-you"
    STATUS_CHECK = "status-check"
    REFERRAL_REQUEST = "referral-request"
    REFERENCE_ALERT = "reference-alert"
    QUOTE = "quote"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REPLY = "reply"
    INQUIRY = "inquiry"
    OFFER = "offer"
    REJECTION = "rejection"
    REFERRAL = "referral"
    REFERENCE_REQUEST = "reference-request"
    PURCHASE = "purchase"
    SCREENING = "screening"
    INTERVIEW = "interview"
    MEETING = "meeting"
    MET = "met"
    CONTACT = "contact"
    NOTE = "note"
    NO_RESPONSE = "no-response"
    NO_SHOW = "no-show"


#: Who acted, by kind. Messages are yours unless marked `in`; an attempted call is its caller's.
SIDES: dict[Kind, Side] = {
    Kind.EMAIL: Side.YOU,
    Kind.LETTER: Side.YOU,
    Kind.MESSAGE: Side.YOU,
    Kind.CALL: Side.BOTH,
    Kind.APPLIED: Side.YOU,
    Kind.THANK_YOU: Side.YOU,
    Kind.STATUS_CHECK: Side.YOU,
    Kind.REFERRAL_REQUEST: Side.YOU,
    Kind.REFERENCE_ALERT: Side.YOU,
    Kind.QUOTE: Side.YOU,
    Kind.ACCEPTED: Side.YOU,
    Kind.DECLINED: Side.YOU,
    Kind.WITHDRAWN: Side.YOU,
    Kind.REPLY: Side.THEY,
    Kind.INQUIRY: Side.THEY,
    Kind.OFFER: Side.THEY,
    Kind.REJECTION: Side.THEY,
    Kind.REFERRAL: Side.THEY,
    Kind.REFERENCE_REQUEST: Side.THEY,
    Kind.PURCHASE: Side.THEY,
    Kind.SCREENING: Side.BOTH,
    Kind.INTERVIEW: Side.BOTH,
    Kind.MEETING: Side.BOTH,
    Kind.MET: Side.BOTH,
    Kind.CONTACT: Side.UNKNOWN,
    Kind.NOTE: Side.NOBODY,
    Kind.NO_RESPONSE: Side.NOBODY,
    Kind.NO_SHOW: Side.NOBODY,
}

#: Kinds that went either way: `in` makes them theirs without a word of doubt.
TWO_WAY: frozenset[Kind] = frozenset(
    {Kind.EMAIL, Kind.LETTER, Kind.MESSAGE, Kind.CALL, Kind.CONTACT}
)

#: Kinds that count for everyone named in them, and show on all their timelines.
SHARED: frozenset[Kind] = frozenset({Kind.INTERVIEW, Kind.SCREENING, Kind.MEETING, Kind.THANK_YOU})

#: Kinds that take place at an hour: on their own day they still lie ahead.
APPOINTMENTS: frozenset[Kind] = frozenset({Kind.INTERVIEW, Kind.SCREENING, Kind.MEETING})

#: Kinds that decide something: a word that counts, whoever or whatever sent it.
DECISIONS: frozenset[Kind] = frozenset(
    {Kind.OFFER, Kind.REJECTION, Kind.ACCEPTED, Kind.DECLINED, Kind.WITHDRAWN, Kind.NO_RESPONSE}
)
