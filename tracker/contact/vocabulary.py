"""The words that log entries are typed in: synonyms, qualifiers, channel words, attributes.

All lists are closed: a word that stands in none of them is prose. `docs/format.md` shows them, and
a test holds it to that. Words are written without case; a hyphen or underscore counts as a space.

The lists are short on purpose. An entry that is taken for prose is shown and counts as a contact;
one that is taken for a kind it is not closes follow-ups that nobody has done.
"""

from __future__ import annotations

from tracker.contact.kinds import Attempt, Channel, Direction, Kind

Phrase = tuple[str, ...]


def listed(text: str) -> tuple[str, ...]:
    """The phrases of a list typed with commas."""
    return tuple(text.split(", "))


#: Every word or phrase that names a kind, besides the kind's own name.
SYNONYMS: dict[Kind, tuple[str, ...]] = {
    Kind.EMAIL: listed(
        "e-mail, emailed, e-mailed, mail, mailed, emails, emailed me, e-mailed me, mailed me"
    ),
    Kind.LETTER: listed(
        "letters, card, postcard, handwritten note, handwritten letter, sent a note, sent note, "
        "wrote a note, wrote a letter"
    ),
    Kind.MESSAGE: listed(
        "messaged, messages, text, texted, text message, sms, whatsapp, whatsapp message, dm, "
        "linkedin message, slack message, messaged me, texted me"
    ),
    Kind.CALL: listed(
        "called, calls, phone call, phoned, phone, rang, telephoned, telephone call, video call, "
        "voicemail, left voicemail, left a voicemail, missed call, called me, phoned me, rang me, "
        "telephoned me"
    ),
    Kind.APPLIED: listed("apply, application, sent application, submitted application"),
    Kind.THANK_YOU: listed(
        "thanks, thanked, thankyou, thank you note, thank you letter, thank you card, "
        "thank you email, thank you mail, thank you call, thanks note"
    ),
    Kind.STATUS_CHECK: listed(
        "status checked, checked status, checked in, check in, chased, nudged, nudge, follow up, "
        "followed up"
    ),
    Kind.REFERRAL_REQUEST: listed(
        "asked for a referral, asked for referral, requested referral, requested a referral, "
        "asked for an introduction, asked for introduction, asked for an intro"
    ),
    Kind.REFERENCE_ALERT: listed("alerted reference, alerted, alerted as reference"),
    Kind.QUOTE: listed("quoted, quotation, estimate, proposal"),
    Kind.ACCEPTED: listed("accept, accepted offer, accepted the offer"),
    Kind.DECLINED: listed("decline, turned down, declined offer, declined the offer"),
    Kind.WITHDRAWN: listed("withdraw, withdrew, withdrew application"),
    Kind.REPLY: listed("replied, replies, response, responded, heard back"),
    Kind.INQUIRY: listed("enquiry"),
    Kind.OFFER: listed(
        "job offer, offered the job, offered me the job, offered job, offered me a job, "
        "offered me the position"
    ),
    Kind.REJECTION: listed("rejected, reject, turned me down, rejected me, declined me"),
    Kind.REFERRAL: listed("referred, referred me, introduced me"),
    Kind.REFERENCE_REQUEST: listed(
        "asked for references, asked for my references, requested references, references requested"
    ),
    Kind.PURCHASE: listed("purchased, bought, order, ordered, sale, sold"),
    Kind.SCREENING: listed("screen, screened, phone screen, pre screen, prescreening, screened me"),
    Kind.INTERVIEW: listed("interviewed, interviews, interviewed me"),
    Kind.MEETING: listed("meet, coffee, lunch, visit, catch up"),
    Kind.MET: (),
    Kind.CONTACT: listed("contacted, contacted me"),
    Kind.NOTE: listed("memo, notes"),
    Kind.NO_RESPONSE: listed("ghosted, gave up, given up, ghosted me"),
    Kind.NO_SHOW: listed("did not show up, did not show, didn't show up, didn't show"),
}

#: Phrases that begin like a synonym and mean something else: prose.
NO_KINDS: tuple[str, ...] = listed(
    "application deadline, application fee, application form, application materials, "
    "application portal, application process, application status, application window, "
    "order form, order of the day, screen share, screen sharing, screen recording, "
    "card declined, phone number, referred to, thanked me, accepted me, chased me, "
    "nudged me"
)

#: Words that only qualify the kind after them.
QUALIFIERS: tuple[str, ...] = listed(
    "a, an, the, my, our, their, his, her, another, new, short, long, brief, quick, first, second, "
    "third, fourth, fifth, 1st, 2nd, 3rd, 4th, 5th, final, last, initial, formal, informal, "
    "technical, panel, had, had a, did, did a, made, wrote, sent, received, got, gave, job, i, we, "
    "they, she, he, handwritten, written, follow up, followup, intro, introduction, introductory, "
    "positive, official, verbal, virtual, then, just, today, on site, onsite"
)

#: Qualifiers that also say who acted.
SUBJECTS: dict[str, Direction] = {
    "i": Direction.OUT,
    "we": Direction.OUT,
    "sent": Direction.OUT,
    "they": Direction.IN,
    "she": Direction.IN,
    "he": Direction.IN,
    "received": Direction.IN,
    "got": Direction.IN,
}

#: Qualifiers before which an appointment is news of one: `got an interview` is no interview yet.
RECEIVED: frozenset[str] = frozenset({"got", "received"})

#: Verbs that say with `me` behind them that they acted.
_TO_ME = listed(
    "called me, e-mailed me, emailed me, mailed me, messaged me, phoned me, rang me, "
    "telephoned me, texted me, contacted me"
)
#: Verbs that mean the same with `back` behind them: `emailed back`, `called me back`.
WITH_BACK: frozenset[str] = frozenset(
    (*_TO_ME, *(one.removesuffix(" me") for one in _TO_ME[:-1]), "replied", "responded")
)

#: Replies that go out where `to` follows, but for `to me` and `to my …`.
SPOKEN_REPLIES: frozenset[str] = frozenset({"replied", "responded"})
TO_YOU: frozenset[str] = frozenset({"me", "my", "us", "our", "mine"})

#: Words for a channel, before a kind, after it, or between brackets.
CHANNEL_WORDS: dict[Channel, tuple[str, ...]] = {
    Channel.CALL: listed(
        "call, called, phone, phoned, telephone, by phone, by telephone, phone call, on the phone"
    ),
    Channel.EMAIL: listed("email, e-mail, emailed, e-mailed, mail, mailed, by email, by mail"),
    Channel.LETTER: listed("letter, post, by post, by letter, card, handwritten, in writing"),
    Channel.VIDEO: listed("video, video call, zoom, teams, google meet, skype, webex, by video"),
    Channel.IN_PERSON: listed("in person, face to face, on site, onsite, at their office"),
    Channel.ONLINE: listed("online, web, website, portal, web form, form"),
    Channel.TEXT: listed("text, texted, sms, whatsapp, text message, signal, telegram"),
    Channel.SOCIAL: listed(
        "social, social media, linkedin, twitter, facebook, instagram, xing, slack, dm, mastodon, "
        "bluesky"
    ),
}

#: Words that say nobody was reached.
ATTEMPT_WORDS: dict[Attempt, tuple[str, ...]] = {
    Attempt.VOICEMAIL: listed(
        "voicemail, voice mail, left voicemail, left a voicemail, left message, left a message, "
        "answering machine"
    ),
    Attempt.NO_ANSWER: listed("no answer, not reached, missed, missed call, did not pick up"),
    Attempt.BOUNCED: listed("bounced, bounce, returned"),
}

#: Attributes of one word or phrase that are neither channel nor attempt.
FLAGS: dict[str, tuple[str, ...]] = {
    "in": listed("in, inbound, incoming, received, from them"),
    "out": listed("out, outbound, outgoing, sent"),
    "theirs": listed("theirs, their time, their zone"),
    "automatic": listed("automatic, auto, automated, auto reply, receipt"),
    "cancelled": listed("cancelled, canceled, called off, postponed, rescheduled"),
    "needs answer": listed("needs answer, needs an answer, needs reply, needs a reply"),
    "no answer needed": listed(
        "no answer needed, no reply needed, needs no answer, needs no reply"
    ),
}

#: A channel where the kind is typed as one: `texted` is a message by text.
CHANNEL_OF_PHRASE: dict[str, Channel] = {
    "sms": Channel.TEXT,
    "whatsapp": Channel.TEXT,
    "text": Channel.TEXT,
    "texted": Channel.TEXT,
    "texted me": Channel.TEXT,
    "text message": Channel.TEXT,
    "whatsapp message": Channel.TEXT,
    "dm": Channel.SOCIAL,
    "linkedin message": Channel.SOCIAL,
    "slack message": Channel.SOCIAL,
    "video call": Channel.VIDEO,
    "phone screen": Channel.CALL,
    "thank you letter": Channel.LETTER,
    "thank you card": Channel.LETTER,
    "thank you email": Channel.EMAIL,
    "thank you mail": Channel.EMAIL,
    "thank you call": Channel.CALL,
    **dict.fromkeys(listed("emailed me, e-mailed me, mailed me"), Channel.EMAIL),
    **dict.fromkeys(listed("called me, phoned me, rang me, telephoned me"), Channel.CALL),
}

#: An attempt where the kind is typed as one: `voicemail` is a call that reached nobody.
ATTEMPT_OF_PHRASE: dict[str, Attempt] = {
    "voicemail": Attempt.VOICEMAIL,
    "left voicemail": Attempt.VOICEMAIL,
    "left a voicemail": Attempt.VOICEMAIL,
    "missed call": Attempt.NO_ANSWER,
}

#: Who acted where the kind is typed as such: a call that you missed was theirs.
DIRECTION_OF_PHRASE: dict[str, Direction] = dict.fromkeys(("missed call", *_TO_ME), Direction.IN)

#: Kinds that step back when a stronger one follows at once: an `email reply` is a reply.
WEAK_KINDS: frozenset[Kind] = frozenset({Kind.EMAIL, Kind.LETTER, Kind.MESSAGE, Kind.CALL})

#: Synonyms that step back before any kind: a `follow-up call` is a call.
WEAK_PHRASES: frozenset[str] = frozenset(
    {"follow up", "followed up", "check in", "checked in", "catch up"}
)

#: Words that lead from a kind to its channel: `applied by email`, `interview on zoom`.
PREPOSITIONS: frozenset[str] = frozenset({"by", "via", "on", "over", "through", "per"})

#: After `no response`, words that say you are still waiting: nobody gave up.
NOT_YET: frozenset[str] = frozenset({"yet", "so", "still", "from", "until", "till"})

#: Kinds whose misspelling is noticed. `contact` is a letter away from `contract`.
SLIPS_OF: tuple[str, ...] = tuple(kind.value for kind in Kind if kind is not Kind.CONTACT)

#: Qualifiers whose misspelling is noticed: the longer ones, and `sent`. The others are a letter
#: away from too many words: `normal` from `formal`, `sport` from `short`, `chief` from `brief`.
SLIPS_OF_QUALIFIERS: tuple[str, ...] = (
    "another",
    "final",
    "handwritten",
    "informal",
    "initial",
    "introductory",
    "official",
    "positive",
    "received",
    "second",
    "sent",
    "technical",
    "virtual",
    "written",
)

#: Words a letter or two away from these, which are no slips of them.
NO_SLIPS_OF_QUALIFIERS: frozenset[str] = frozenset(
    listed(
        "agent, bent, cent, deceived, dent, finale, finally, gent, inform, initially, lent, "
        "officially, perceived, positively, receive, receives, relieved, rent, scent, seat, sect, "
        "seen, self, send, sends, sept, spent, technically, tent, unofficial, unwritten, vent, "
        "virtually, virtue, went, west, writing"
    )
)

#: Endings that make another word of a kind rather than a slip: `interviewer`, `meetings`.
ENDINGS: tuple[str, ...] = ("s", "es", "er", "ers", "ee", "ees", "ing")

#: Ordinary words, and names, a letter or two away from a kind, which are no slips of it.
NO_SLIPS: frozenset[str] = frozenset(
    listed(
        "accented, accenting, accents, accepting, applies, applying, better, declared, declines, "
        "defection, deferral, defined, deflection, dejection, detection, ejection, election, "
        "emil, enquired, erection, excepted, expected, fetter, fleeting, gmail, greeting, "
        "greetings, inclined, injection, inquire, inquired, latter, litter, massage, melting, "
        "noted, objection, offered, preferral, projection, purchaser, quite, quota, reaction, "
        "reception, reclined, redaction, reelection, reflection, rely, repaid, replay, retention, "
        "screaming, selection, setter, streaming, supplied, tweeting, withdrawal, withdraws"
    )
)


def words_of(text: str) -> Phrase:
    """The words of a phrase: without case, hyphens and underscores as spaces."""
    return tuple(text.casefold().replace("-", " ").replace("_", " ").split())


KIND_PHRASES: dict[Phrase, tuple[Kind, str]] = {
    words_of(text): (kind, text) for kind in Kind for text in (kind.value, *SYNONYMS[kind])
}
NO_KIND_PHRASES: frozenset[Phrase] = frozenset(words_of(text) for text in NO_KINDS)
CHANNEL_PHRASES: dict[Phrase, Channel] = {
    words_of(text): channel for channel, texts in CHANNEL_WORDS.items() for text in texts
}
ATTEMPT_PHRASES: dict[Phrase, Attempt] = {
    words_of(text): attempt for attempt, texts in ATTEMPT_WORDS.items() for text in texts
}
FLAG_PHRASES: dict[Phrase, str] = {
    words_of(text): flag for flag, texts in FLAGS.items() for text in texts
}
CANCELLED_PHRASES: frozenset[Phrase] = frozenset(words_of(text) for text in FLAGS["cancelled"])
QUALIFIER_PHRASES: frozenset[Phrase] = frozenset(words_of(text) for text in QUALIFIERS)
LONGEST_PHRASE = max(
    map(
        len,
        [*KIND_PHRASES, *NO_KIND_PHRASES, *CHANNEL_PHRASES, *ATTEMPT_PHRASES, *QUALIFIER_PHRASES],
    )
)
