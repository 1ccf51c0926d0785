"""The first line of an entry: `DATE [TIME] [KIND] [(ATTRIBUTE, …)] [: TEXT]`."""

from __future__ import annotations

from datetime import date, time

import pytest

from tracker.contact.entry import read_entry
from tracker.contact.entry_line import begins_with_date
from tracker.contact.kinds import DECISIONS, SIDES, Attempt, Channel, Direction, Kind, Side
from tracker.contact.model import LogEntry, Place, ReplyBy
from tracker.contact.vocabulary import (
    ATTEMPT_WORDS,
    CHANNEL_OF_PHRASE,
    CHANNEL_WORDS,
    ENDINGS,
    FLAGS,
    KIND_PHRASES,
    NO_KINDS,
    NO_SLIPS,
    NO_SLIPS_OF_QUALIFIERS,
    QUALIFIERS,
    SYNONYMS,
    words_of,
)
from tracker.diagnostics import Diagnostic, Severity
from tracker.opportunities import OUTCOMES
from tracker.workdays import Duration, Unit

#: A Thursday.
DAY = date(2026, 11, 12)
PLACE = Place("contacts/dana.md", 7, 3)
#: 2026 in full-width digits.
WIDE = "\uff12\uff10\uff12\uff16"


def read(rest: str) -> tuple[LogEntry, tuple[Diagnostic, ...]]:
    entry, problems = read_entry(f"2026-11-12 {rest}", PLACE)
    assert entry is not None
    assert entry.day == DAY
    assert entry.raw == f"2026-11-12 {rest}"
    assert entry.place == PLACE
    return entry, problems


def silent(rest: str) -> LogEntry:
    """The entry of a line that there is nothing to say about."""
    entry, problems = read(rest)
    assert problems == ()
    return entry


def only(rest: str) -> tuple[LogEntry, Diagnostic]:
    """An entry, and the one thing there is to say about it."""
    entry, problems = read(rest)
    (problem,) = problems
    assert (problem.path, problem.line) == (PLACE.path, PLACE.line)
    return entry, problem


def typed_at(rest: str, problem: Diagnostic) -> str:
    """What stands at a problem's column."""
    return f"2026-11-12 {rest}"[problem.column - PLACE.column :]


# --- the date ---


@pytest.mark.parametrize(
    ("text", "is_entry"),
    [
        ("2026-11-12", True),
        ("**2026-11-12** call", True),
        ("2026-02-30 call", True),
        ("2026-11-123 call", False),
        ("2026-1-2 call", False),
        ("call 2026-11-12", False),
        ("Nov 12 call", False),
    ],
)
def test_what_begins_with_a_date(text: str, *, is_entry: bool) -> None:
    assert begins_with_date(text) is is_entry


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("2026-02-30", "The last day of that month is 2026-02-28."),
        ("2026-11-31", "The last day of that month is 2026-11-30."),
        ("2026-13-01", "Write the year, the month and the day, such as 2026-11-18."),
        ("0000-01-01", "Write the year, the month and the day, such as 2026-11-18."),
    ],
)
def test_a_day_on_no_calendar(typed: str, hint: str) -> None:
    entry, (problem,) = read_entry(f"{typed} call", PLACE)
    assert entry is None
    assert str(problem) == (
        f"contacts/dana.md:7:3: error[bad-date] `{typed}` is not a day on the calendar."
    )
    assert problem.hint == hint


def test_digits_of_another_script() -> None:
    entry, (problem,) = read_entry(f"{WIDE}-11-12 call", PLACE)
    assert entry is None
    assert problem.message == f"`{WIDE}-11-12` is not an ISO date: its digits are not 0 to 9."


@pytest.mark.parametrize(
    "rest", ["- call", ": call", "— call", ", call", "| call", "** call", "  call", "-- call"]
)
def test_habits_between_date_and_kind(rest: str) -> None:
    assert silent(rest).kind is Kind.CALL


def test_an_emphasised_date() -> None:
    entry, problems = read_entry("**2026-11-12** call: hi", PLACE)
    assert problems == ()
    assert entry is not None
    assert (entry.day, entry.kind, entry.text) == (DAY, Kind.CALL, "hi")


# --- the weekday and the time ---


@pytest.mark.parametrize("typed", ["Thu", "Thu.", "thursday", "Thurs,", "(Thu)", "THU:"])
def test_the_right_weekday(typed: str) -> None:
    assert silent(f"{typed} 14:30 call").time == time(14, 30)


def test_the_wrong_weekday() -> None:
    entry, problem = only("Tue 9am call")
    assert (entry.kind, entry.time) == (Kind.CALL, time(9))
    assert str(problem) == (
        "contacts/dana.md:7:14: warning[weekday-mismatch] 2026-11-12 is a Thursday, not a Tue."
    )
    assert typed_at("Tue 9am call", problem).startswith("Tue 9am")


@pytest.mark.parametrize("short", ["Mon", "tue", "WED", "Fri", "Sat", "sun", "Tues", "Wedn"])
@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("{} call", Kind.CALL),
        ("{} second interview (video): went well", Kind.INTERVIEW),
        ("{}. email", Kind.EMAIL),
        ("{}: email", Kind.EMAIL),
        ("{} - offer", Kind.OFFER),
        ("{} (video) interview", Kind.INTERVIEW),
        ("{} at 14:30 call", Kind.CALL),
    ],
)
def test_a_wrong_short_weekday_does_not_hide_the_kind(short: str, rest: str, kind: Kind) -> None:
    entry, problem = only(rest.format(short))
    assert (entry.kind, problem.code) == (kind, "weekday-mismatch")
    assert short not in entry.text


def test_a_wrong_weekday_and_a_slip_are_both_said() -> None:
    _, problems = read("Mon interveiw")
    assert [one.code for one in problems] == ["weekday-mismatch", "misspelt-kind"]


@pytest.mark.parametrize("typed", ["Mon", "Sun (call)"])
def test_a_wrong_weekday_alone(typed: str) -> None:
    _, problems = read(typed)
    assert problems[0].code == "weekday-mismatch"


@pytest.mark.parametrize(
    "typed",
    [
        "Sat down with Luis",
        "sat in on their call",
        "Sat with Luis after the interview",
        "Wed the plan to the offer",
        "Sun Microsystems called",
        "Mon ami Luc, an email to him",
    ],
)
def test_a_word_like_a_weekday_is_left_to_the_sentence(typed: str) -> None:
    entry, problem = only(typed)
    assert problem.code == "no-kind"
    assert entry.text == typed


@pytest.mark.parametrize("typed", ["call: Mon is fine", "email, sun and sea", "offer Wed"])
def test_a_weekday_counts_right_behind_the_date_alone(typed: str) -> None:
    silent(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14:30", time(14, 30)),
        ("9:05", time(9, 5)),
        ("09.15", time(9, 15)),
        ("14h30", time(14, 30)),
        ("2pm", time(14)),
        ("2 PM", time(14)),
        ("2:30 p.m.", time(14, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        ("at 14:30", time(14, 30)),
        ("@ 14:30", time(14, 30)),
        ("14:30-15:15", time(14, 30)),
        ("14:30 – 15:15", time(14, 30)),
        ("2-3pm", time(14)),
        ("10:00 to 11:00", time(10)),
        ("14:30:59", time(14, 30)),
    ],
)
def test_times(typed: str, expected: time) -> None:
    entry = silent(f"{typed} call: hi")
    assert (entry.time, entry.kind, entry.text) == (expected, Kind.CALL, "hi")


def test_a_time_joined_to_the_date() -> None:
    entry, problems = read_entry("2026-11-12T14:30 call", PLACE)
    assert problems == ()
    assert entry is not None
    assert (entry.time, entry.kind) == (time(14, 30), Kind.CALL)


@pytest.mark.parametrize("typed", ["25:00", "14:60", "13pm", "0am"])
def test_times_that_no_clock_shows(typed: str) -> None:
    entry, problem = only(f"{typed} call")
    assert (entry.time, entry.kind, entry.text) == (None, Kind.CALL, typed)
    assert str(problem) == (
        f"contacts/dana.md:7:14: error[bad-time] `{typed}` is not a time of day."
    )
    assert problem.hint == "Write the time as HH:MM, for instance 14:30."


@pytest.mark.parametrize("typed", ["3 calls", "7 days later", "1.75 hours of talk"])
def test_numbers_that_are_no_time(typed: str) -> None:
    assert read(typed)[0].time is None


@pytest.mark.parametrize(
    "typed", ["14:30", "at 14:30", "at 2:30pm", "14:30-15:30", "at 14:30 theirs"]
)
def test_a_time_that_follows_the_kind(typed: str) -> None:
    entry = silent(f"interview {typed}: hi")
    assert (entry.time, entry.kind, entry.text) == (time(14, 30), Kind.INTERVIEW, "hi")
    assert entry.theirs is ("theirs" in typed)


@pytest.mark.parametrize(
    "rest",
    [
        "14:30 theirs call",
        "14:30 (theirs) call",
        "14:30 their time call",
        "14:30 call (theirs)",
        "14:30 call (video, their zone)",
    ],
)
def test_a_time_in_their_zone(rest: str) -> None:
    entry = silent(rest)
    assert (entry.time, entry.theirs, entry.kind) == (time(14, 30), True, Kind.CALL)


def test_a_zone_is_not_read() -> None:
    entry, problem = only("call 14:30 CET")
    assert (entry.time, entry.text, problem.code) == (time(14, 30), "", "zone-not-read")
    assert typed_at("call 14:30 CET", problem) == "CET"
    entry, problem = only("14:30 CET call")
    assert (entry.time, entry.kind, entry.theirs) == (time(14, 30), Kind.CALL, False)
    assert str(problem) == (
        "contacts/dana.md:7:20: warning[zone-not-read] "
        "The zone `CET` is not read: times are in your zone."
    )


# --- kinds ---


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CONTACT])
def test_every_kind_by_its_own_name(kind: Kind) -> None:
    for typed in (kind.value, kind.value.upper(), kind.value.replace("-", " ").capitalize()):
        entry = silent(f"{typed}: hello")
        assert (entry.kind, entry.side, entry.text) == (kind, SIDES[kind], "hello")


#: The contract's table, typed again: who acted.
WHO = {
    Side.YOU: "email letter message applied thank-you status-check referral-request "
    "reference-alert quote accepted declined withdrawn",
    Side.THEY: "reply inquiry offer rejection referral reference-request purchase",
    Side.BOTH: "call screening interview meeting met",
    Side.NOBODY: "note no-response no-show",
    Side.UNKNOWN: "contact",
}


def test_the_table_of_who_acted() -> None:
    assert {Kind(kind): side for side, kinds in WHO.items() for kind in kinds.split()} == SIDES


@pytest.mark.parametrize(
    ("typed", "kind"),
    [(typed, kind) for kind, all_typed in SYNONYMS.items() for typed in all_typed],
)
def test_every_synonym(typed: str, kind: Kind) -> None:
    for words in (typed, typed.replace(" ", "-"), typed.title()):
        entry = silent(f"{words}: hello")
        assert (entry.kind, entry.text) == (kind, "hello")
        if typed in CHANNEL_OF_PHRASE:
            assert entry.channel is CHANNEL_OF_PHRASE[typed]


def test_no_phrase_is_listed_for_two_kinds() -> None:
    listed = [words_of(typed) for kind in Kind for typed in (kind.value, *SYNONYMS[kind])]
    assert len(listed) == len(set(listed)) == len(KIND_PHRASES)


@pytest.mark.parametrize("qualifier", QUALIFIERS)
def test_every_qualifier_steps_aside(qualifier: str) -> None:
    # No kind that went either way and none that takes place: those mind `got` and `sent`.
    assert read(f"{qualifier} note: hello")[0].kind in {Kind.NOTE, Kind.LETTER}
    assert read(f"{qualifier} status check: hello")[0].kind in {Kind.STATUS_CHECK, Kind.CONTACT}


@pytest.mark.parametrize(
    ("typed", "kind", "channel"),
    [
        ("phone interview", Kind.INTERVIEW, Channel.CALL),
        ("emailed thank-you", Kind.THANK_YOU, Channel.EMAIL),
        ("sent a thank you note", Kind.THANK_YOU, None),
        ("sent a handwritten thank-you", Kind.THANK_YOU, Channel.LETTER),
        ("sent a final status check", Kind.STATUS_CHECK, None),
        ("second phone interview", Kind.INTERVIEW, Channel.CALL),
        ("final on-site interview", Kind.INTERVIEW, Channel.IN_PERSON),
        ("a zoom interview", Kind.INTERVIEW, Channel.VIDEO),
        ("video call", Kind.CALL, Channel.VIDEO),
        ("LinkedIn message", Kind.MESSAGE, Channel.SOCIAL),
        ("email reply", Kind.REPLY, Channel.EMAIL),
        ("follow-up call", Kind.CALL, Channel.CALL),
        ("follow-up email", Kind.EMAIL, Channel.EMAIL),
        ("check-in call", Kind.CALL, Channel.CALL),
        ("catch-up call", Kind.CALL, Channel.CALL),
        ("intro call", Kind.CALL, Channel.CALL),
        ("applied by email", Kind.APPLIED, Channel.EMAIL),
        ("applied online", Kind.APPLIED, Channel.ONLINE),
        ("interview via zoom", Kind.INTERVIEW, Channel.VIDEO),
        ("interview in person", Kind.INTERVIEW, Channel.IN_PERSON),
        ("phone screen", Kind.SCREENING, Channel.CALL),
        ("message (email)", Kind.EMAIL, Channel.EMAIL),
        ("texted", Kind.MESSAGE, Channel.TEXT),
        ("job interview", Kind.INTERVIEW, None),
        ("job offer", Kind.OFFER, None),
        ("(call)", Kind.CALL, Channel.CALL),
        ("(video)", None, Channel.VIDEO),
    ],
)
def test_qualifiers_and_channel_words(
    typed: str, kind: Kind | None, channel: Channel | None
) -> None:
    entry, problems = read(f"{typed}: hello")
    assert (entry.kind, entry.channel, entry.text) == (kind or Kind.CONTACT, channel, "hello")
    assert [one.code for one in problems] == ([] if kind else ["no-kind"])


@pytest.mark.parametrize(
    ("channel", "typed"),
    [(channel, typed) for channel, all_typed in CHANNEL_WORDS.items() for typed in all_typed],
)
def test_every_channel_word(channel: Channel, typed: str) -> None:
    assert silent(f"interview ({typed})").channel is channel
    assert silent(f"interview (by {typed.removeprefix('by ')})").channel is channel
    assert silent(f"interview {typed}: hello").channel is channel


PROSE = (
    "Stopped by the store",
    "ping",
    "ty email",
    "offered to help",
    "application deadline is Friday",
    "Application form: half done",
    "order of the day: shoes",
    "screen share with Luis",
    "introduced myself at the fair",
    "reminder to self",
    "scheduled a call with Luis",
    "wrote to Dana",
    "chatted with Luis at the fair",
    "inquired about the job",
    "visited their website",
    "no answer",
    "no response yet",
    "no response so far",
    "got an interview for Thursday",
    "received an interview date",
    "they liked the write-up",
    "sent the contract",
    "LinkedIn: connected",
    "зателефонувала: про автобус",
)


@pytest.mark.parametrize("typed", PROSE)
def test_prose_is_a_contact_and_nothing_more(typed: str) -> None:
    entry, problem = only(typed)
    assert (entry.kind, entry.side) == (Kind.CONTACT, Side.UNKNOWN)
    assert (entry.is_contact, entry.from_you, entry.from_them) == (True, False, False)
    assert entry.text == typed
    assert (problem.severity, problem.code) == (Severity.HINT, "no-kind")
    assert problem.message == (
        "No kind of entry was recognised: it counts as a contact and as nothing more."
    )
    assert problem.hint == "Begin with what it was: `call`, `email`, `interview`, `note`, …"


@pytest.mark.parametrize("typed", ["sent the plan (email)", "they came by (in)", "pinged (out)"])
def test_attributes_make_no_kind_of_prose(typed: str) -> None:
    entry, problem = only(typed)
    assert (entry.kind, entry.side, problem.code) == (Kind.CONTACT, Side.UNKNOWN, "no-kind")
    assert entry.text == typed.partition(" (")[0]


@pytest.mark.parametrize("typed", NO_KINDS)
def test_phrases_that_only_begin_like_a_synonym(typed: str) -> None:
    assert read(f"{typed} and more")[0].kind is Kind.CONTACT


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("interview preparation", Kind.INTERVIEW),
        ("call for papers", Kind.CALL),
        ("letter of recommendation received", Kind.LETTER),
        ("met deadline", Kind.MET),
        ("thank you for nothing", Kind.THANK_YOU),
    ],
)
def test_the_first_known_kind_counts_whatever_follows(typed: str, kind: Kind) -> None:
    assert silent(typed).kind is kind


@pytest.mark.parametrize(
    ("typed", "kind", "side", "text"),
    [
        ("emailed back", Kind.EMAIL, Side.YOU, ""),
        ("they emailed back: yes", Kind.EMAIL, Side.THEY, "yes"),
        ("E-mailed back about Monday", Kind.EMAIL, Side.YOU, "about Monday"),
        ("called back at 14:30", Kind.CALL, Side.BOTH, ""),
        ("called back, no answer", Kind.CALL, Side.YOU, ""),
        ("rang back (voicemail)", Kind.CALL, Side.YOU, ""),
        ("texted back", Kind.MESSAGE, Side.YOU, ""),
        ("replied back", Kind.REPLY, Side.THEY, ""),
        ("responded back to her", Kind.CONTACT, Side.YOU, "to her"),
        ("email back to them", Kind.EMAIL, Side.YOU, "back to them"),
        ("call: back on Monday", Kind.CALL, Side.BOTH, "back on Monday"),
    ],
)
def test_back_belongs_to_its_verb(typed: str, kind: Kind, side: Side, text: str) -> None:
    entry, _ = read(typed)
    assert (entry.kind, entry.side, entry.text) == (kind, side, text)


@pytest.mark.parametrize(
    ("typed", "kind", "side", "text"),
    [
        ("rejected me: no", Kind.REJECTION, Side.THEY, "no"),
        ("they declined me", Kind.REJECTION, Side.THEY, ""),
        ("called me about Monday", Kind.CALL, Side.BOTH, "about Monday"),
        ("She rang me back", Kind.CALL, Side.BOTH, ""),
        ("called me (voicemail)", Kind.CALL, Side.THEY, ""),
        ("emailed me: hi", Kind.EMAIL, Side.THEY, "hi"),
        ("e-mailed me back", Kind.EMAIL, Side.THEY, ""),
        ("texted me", Kind.MESSAGE, Side.THEY, ""),
        ("messaged me on LinkedIn", Kind.MESSAGE, Side.THEY, "on LinkedIn"),
        ("contacted me", Kind.CONTACT, Side.UNKNOWN, ""),
        ("interviewed me by video", Kind.INTERVIEW, Side.BOTH, ""),
        ("they screened me", Kind.SCREENING, Side.BOTH, ""),
        ("ghosted me", Kind.NO_RESPONSE, Side.NOBODY, ""),
        ("offered me a job", Kind.OFFER, Side.THEY, ""),
        ("they offered me the position", Kind.OFFER, Side.THEY, ""),
        ("emailed me a rejection", Kind.REJECTION, Side.THEY, ""),
    ],
)
def test_me_belongs_to_its_verb(typed: str, kind: Kind, side: Side, text: str) -> None:
    entry = silent(typed)
    assert (entry.kind, entry.side, entry.text) == (kind, side, text)


def test_who_rejected_me_says_how_and_for_what() -> None:
    entry = silent("they rejected me by email: for the analyst job")
    assert (entry.kind, entry.side) == (Kind.REJECTION, Side.THEY)
    assert (entry.channel, entry.text) == (Channel.EMAIL, "for the analyst job")
    assert silent("emailed me a rejection").channel is Channel.EMAIL
    for typed in ("called me", "contacted me", "they rang me back", "texted me"):
        assert silent(typed).direction is Direction.IN


@pytest.mark.parametrize("typed", ["thanked me", "they accepted me", "chased me"])
def test_what_they_did_to_me_is_none_of_my_doing(typed: str) -> None:
    entry, problem = only(typed)
    assert (entry.kind, entry.side, problem.code) == (Kind.CONTACT, Side.UNKNOWN, "no-kind")


def test_a_thank_you_of_theirs_is_none_of_yours() -> None:
    entry, problem = only("emailed me a thank-you")
    assert (entry.kind, entry.side) == (Kind.CONTACT, Side.THEY)
    assert problem.code == "direction-against-kind"


# --- slips ---


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("interveiw", "interview"),
        ("intervew (video)", "interview"),
        ("Interveiw: fine", "interview"),
        ("tahnk-you (email)", "thank-you"),
        ("thank-yuo", "thank-you"),
        ("status chekc", "status-check"),
        ("refference alert", "reference-alert"),
        ("emial", "email"),
        ("emal", "email"),
        ("repy", "reply"),
        ("aplied (online)", "applied"),
        ("rejecton", "rejection"),
        ("purchse", "purchase"),
        ("second interveiw", "interview"),
        ("phone interveiw", "interview"),
        ("emailed tahnk-you", "thank-you"),
        ("sent a final satus check", "status-check"),
    ],
)
def test_a_slip_of_a_kind_is_an_error(typed: str, meant: str) -> None:
    entry, problem = only(typed)
    assert (entry.kind, entry.side) == (Kind.CONTACT, Side.UNKNOWN)
    assert (problem.severity, problem.code) == (Severity.ERROR, "misspelt-kind")
    assert problem.hint == f"Did you mean `{meant}`?"
    slip = problem.message.removesuffix("` is not a kind of entry.").removeprefix("`")
    assert typed_at(typed, problem).startswith(slip)


@pytest.mark.parametrize(
    ("typed", "kind", "direction", "text", "meant"),
    [
        ("recieved letter", Kind.LETTER, Direction.IN, "", "received"),
        ("recieved email: hello", Kind.EMAIL, Direction.IN, "hello", "received"),
        ("Recived a long email about Monday", Kind.EMAIL, Direction.IN, "about Monday", "received"),
        ("my secnod interview (video)", Kind.INTERVIEW, None, "", "second"),
        ("snet application", Kind.APPLIED, None, "", "sent"),
        ("snet a note to her", Kind.LETTER, None, "to her", "sent"),
        ("handwriten letter", Kind.LETTER, None, "", "handwritten"),
        ("techncal interview at 14:30", Kind.INTERVIEW, None, "", "technical"),
    ],
)
def test_a_slip_of_a_word_before_the_kind_is_a_warning(
    typed: str, kind: Kind, direction: Direction | None, text: str, meant: str
) -> None:
    entry, problem = only(typed)
    assert (entry.kind, entry.text) == (kind, text)
    assert direction is None or entry.direction is direction
    assert (problem.severity, problem.code) == (Severity.WARNING, "misspelt-word")
    assert problem.hint == f"Did you mean `{meant}`?"
    assert typed_at(typed, problem).split()[0] in problem.message


@pytest.mark.parametrize(
    "typed",
    [
        *(f"{word} email" for word in sorted(NO_SLIPS_OF_QUALIFIERS)),
        "seconds call",
        "normal interview",
        "recieved the confirmation email",
        "recieved an interview",
        "recieved snet email",
        "sport meeting",
        "make a call",
    ],
)
def test_other_words_before_a_kind_are_left_alone(typed: str) -> None:
    entry, problem = only(typed)
    assert entry.kind is Kind.CONTACT
    assert problem.code == ("misspelt-kind" if typed == "deceived email" else "no-kind")


@pytest.mark.parametrize("word", sorted(NO_SLIPS))
def test_other_words_are_no_slips(word: str) -> None:
    assert [one.severity for one in read(f"{word} of things")[1]] == [Severity.HINT]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", ["interview", "referral", "purchase", "offer", "screening"])
def test_words_made_of_a_kind_are_no_slips(kind: str, ending: str) -> None:
    codes = [one.code for one in read(f"{kind}{ending} seen")[1]]
    assert "misspelt-kind" not in codes


def test_too_far_for_a_slip() -> None:
    assert only("intervu (video)")[1].code == "no-kind"


# --- who acted ---


@pytest.mark.parametrize(
    ("typed", "kind", "side"),
    [
        ("email (in)", Kind.EMAIL, Side.THEY),
        ("letter (in)", Kind.LETTER, Side.THEY),
        ("text (in)", Kind.MESSAGE, Side.THEY),
        ("email (out)", Kind.EMAIL, Side.YOU),
        ("email (inbound)", Kind.EMAIL, Side.THEY),
        ("call (in)", Kind.CALL, Side.BOTH),
        ("call (out)", Kind.CALL, Side.BOTH),
        ("call (voicemail)", Kind.CALL, Side.YOU),
        ("call (in, voicemail)", Kind.CALL, Side.THEY),
        ("call (no answer)", Kind.CALL, Side.YOU),
        ("missed call", Kind.CALL, Side.THEY),
        ("left a voicemail", Kind.CALL, Side.YOU),
        ("got a voicemail", Kind.CALL, Side.THEY),
        ("email from Dana", Kind.EMAIL, Side.THEY),
        ("email to Dana", Kind.EMAIL, Side.YOU),
        ("got an email", Kind.EMAIL, Side.THEY),
        ("received a letter", Kind.LETTER, Side.THEY),
        ("she emailed", Kind.EMAIL, Side.THEY),
        ("I emailed", Kind.EMAIL, Side.YOU),
        ("they replied", Kind.REPLY, Side.THEY),
        ("replied to my email", Kind.REPLY, Side.THEY),
        ("note (in)", Kind.NOTE, Side.NOBODY),
        ("interview (in)", Kind.INTERVIEW, Side.BOTH),
    ],
)
def test_directions(typed: str, kind: Kind, side: Side) -> None:
    entry = silent(typed)
    assert (entry.kind, entry.side) == (kind, side)


@pytest.mark.parametrize(
    ("typed", "side", "severity"),
    [
        ("reply (out)", Side.YOU, Severity.WARNING),
        ("thank-you (in)", Side.THEY, Severity.WARNING),
        ("I replied", Side.YOU, Severity.HINT),
        ("replied to her questions", Side.YOU, Severity.HINT),
        ("sent an offer", Side.YOU, Severity.HINT),
        ("they declined", Side.THEY, Severity.HINT),
        ("got a quote", Side.THEY, Severity.HINT),
    ],
)
def test_a_kind_that_went_the_other_way_is_a_contact_of_that_side(
    typed: str, side: Side, severity: Severity
) -> None:
    entry, problem = only(typed)
    assert (entry.kind, entry.side) == (Kind.CONTACT, side)
    assert (problem.code, problem.severity) == ("direction-against-kind", severity)
    who = "you" if side is Side.YOU else "them"
    assert problem.message.endswith(f"it counts as a contact from {who}.")


STATES = {
    "": True,
    "voicemail": False,
    "no answer": False,
    "bounced": False,
    "automatic": False,
    "cancelled": False,
}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("direction", ["", "in", "out"])
@pytest.mark.parametrize(("state", "took_place"), STATES.items())
def test_what_counts_as_a_contact_and_from_whom(
    kind: Kind, direction: str, state: str, *, took_place: bool
) -> None:
    said = ", ".join(filter(None, (direction, state)))
    entry, _ = read(f"{kind} ({said})" if said else f"{kind}")
    side = next(side for side, kinds in WHO.items() if kind in kinds.split())
    towards = {"in": Side.THEY, "out": Side.YOU}.get(direction)
    if towards and side in {Side.YOU, Side.THEY}:
        side = towards
    assert entry.took_place is took_place
    assert entry.is_contact is (took_place and side is not Side.NOBODY)
    assert entry.from_them is (took_place and side in {Side.THEY, Side.BOTH})
    assert entry.from_you is (took_place and side in {Side.YOU, Side.BOTH})


# --- attributes ---


@pytest.mark.parametrize(
    ("attempt", "typed"),
    [(attempt, typed) for attempt, all_typed in ATTEMPT_WORDS.items() for typed in all_typed],
)
def test_every_word_for_an_attempt(attempt: Attempt, typed: str) -> None:
    entry = silent(f"call ({typed})")
    assert (entry.attempt, entry.side, entry.is_contact) == (attempt, Side.YOU, False)


@pytest.mark.parametrize(
    ("flag", "typed"), [(flag, typed) for flag, all_typed in FLAGS.items() for typed in all_typed]
)
def test_every_flag(flag: str, typed: str) -> None:
    entry = silent(f"email ({typed})")
    seen = {
        "in": entry.direction is Direction.IN,
        "out": entry.direction is Direction.OUT,
        "theirs": entry.theirs,
        "automatic": entry.automatic,
        "cancelled": entry.cancelled,
        "needs answer": entry.needs_answer is True,
        "no answer needed": entry.needs_answer is False,
    }
    assert [one for one, is_so in seen.items() if is_so] == [flag]


@pytest.mark.parametrize(
    "typed",
    ["called, left voicemail", "called Dana, no answer", "rang twice and left a message",
     "call - voicemail", "called Dana at noon; not reached"],
)  # fmt: skip
def test_a_call_that_says_at_once_that_it_reached_nobody(typed: str) -> None:
    entry = silent(typed)
    assert (entry.kind, entry.side, entry.is_contact) == (Kind.CALL, Side.YOU, False)


@pytest.mark.parametrize("typed", ["called Dana about her voicemail", "called: left at noon"])
def test_a_call_about_a_voicemail_reached_them(typed: str) -> None:
    assert silent(typed).is_contact


def test_an_attempt_as_the_whole_text_is_hinted_at() -> None:
    entry, problem = only("call: no answer.")
    assert entry.is_contact
    assert (problem.severity, problem.code) == (Severity.HINT, "attempt-in-text")
    assert problem.hint == "Write `call (no answer)`."


@pytest.mark.parametrize(
    "typed",
    ["interview (cancelled)", "interview cancelled", "cancelled interview (video)",
     "interview (postponed)", "interview called off: snow", "interview rescheduled"],
)  # fmt: skip
def test_what_was_cancelled_did_not_take_place(typed: str) -> None:
    entry = silent(typed)
    assert (entry.kind, entry.cancelled, entry.took_place) == (Kind.INTERVIEW, True, False)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("reply by 2026-11-20", date(2026, 11, 20)),
        ("reply by 2026-11-12", date(2026, 11, 12)),
        ("Reply By Friday", date(2026, 11, 13)),
        ("reply by fri", date(2026, 11, 13)),
        ("reply by Wed", date(2026, 11, 18)),
        ("reply by next Tuesday", date(2026, 11, 17)),
        ("reply by Thursday", date(2026, 11, 19)),
        ("answer by Thurs", date(2026, 11, 19)),
        ("hear back by Sunday", date(2026, 11, 15)),
    ],
)
def test_reply_by(typed: str, expected: date) -> None:
    assert silent(f"call ({typed})").reply_by == ReplyBy(day=expected)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("reply within 5 business days", Duration(5, Unit.BUSINESS_DAYS)),
        ("reply within 10 days", Duration(10)),
        ("reply within two weeks", Duration(2, Unit.WEEKS)),
        ("reply within a month", Duration(1, Unit.MONTHS)),
        ("reply in 3 weeks", Duration(3, Unit.WEEKS)),
        ("decision within 1 year", Duration(1, Unit.YEARS)),
    ],
)
def test_reply_within(typed: str, expected: Duration) -> None:
    assert silent(f"call ({typed})").reply_by == ReplyBy(within=expected)


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        (
            "reply by Nov 20",
            "bad-reply-by",
            "`reply by Nov 20` names neither an ISO date nor a weekday.",
        ),
        (
            "reply by 2026-02-30",
            "bad-reply-by",
            "`reply by 2026-02-30` names neither an ISO date nor a weekday.",
        ),
        ("reply within soon", "bad-reply-by", "`reply within soon` names no length of time."),
        (
            "reply by 2026-11-11",
            "reply-by-too-early",
            "`reply by 2026-11-11` lies before the entry's own day, 2026-11-12.",
        ),
        (
            "round twenty",
            "unknown-attribute",
            "`round twenty` is not a round that Tracker can count.",
        ),
        (
            "round " + "9" * 5000,
            "unknown-attribute",
            f"`round {'9' * 54}…` is not a round that Tracker can count.",
        ),
        ("with", "unknown-attribute", "`with` names nobody and nothing."),
        ('for ""', "unknown-attribute", '`for ""` names nobody and nothing.'),
        (
            'for "Engineer',
            "unclosed-quote",
            'A quote in `for "Engineer` is never closed: it is shown as text.',
        ),
        (
            "vibe great",
            "unknown-attribute",
            "`vibe great` is not an attribute that Tracker knows; it is shown as text.",
        ),
        (
            "at Lumen Rail",
            "unknown-attribute",
            "`at Lumen Rail` is not an attribute that Tracker knows; it is shown as text.",
        ),
    ],
)
def test_attributes_that_cannot_be_read_are_shown(typed: str, code: str, message: str) -> None:
    rest = f"interview (video, {typed}): fine"
    entry, problem = only(rest)
    assert (problem.severity, problem.code, problem.message) == (Severity.WARNING, code, message)
    assert typed_at(rest, problem).startswith(typed)
    assert entry.channel is Channel.VIDEO
    assert (entry.reply_by, entry.round, entry.people, entry.position) == (None, None, (), None)
    assert entry.text == f"({typed}): fine"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("voicemial", "Did you mean `voicemail`?"),
        ("autmatic", "Did you mean `automatic`?"),
        ("repyl by Friday", "Did you mean `reply …`?"),
        ("wiht Luis", "Did you mean `with …`?"),
        ("ruond 2", "Did you mean `round …`?"),
        (
            "lunch",
            "Put it after the colon; a person is `with NAME`, an opportunity `for POSITION`.",
        ),
    ],
)
def test_slips_in_attributes(typed: str, hint: str) -> None:
    assert only(f"call ({typed})")[1].hint == hint


@pytest.mark.parametrize(
    ("typed", "second"),
    [
        ("email, call", "call"),
        ("in, out", "out"),
        ("round 1, round 2", "round 2"),
        ("reply by Friday, reply by Monday", "reply by Monday"),
        ("for Clerk, for Baker", "for Baker"),
        ("voicemail, no answer", "no answer"),
        ("needs answer, no answer needed", "no answer needed"),
    ],
)
def test_attributes_that_contradict_each_other(typed: str, second: str) -> None:
    rest = f"call ({typed})"
    entry, problem = only(rest)
    assert (problem.severity, problem.code) == (Severity.WARNING, "repeated-attribute")
    assert problem.message == (
        f"`{second}` contradicts an attribute before it; the last one counts."
    )
    assert typed_at(rest, problem) == f"{second})"
    assert entry.text == ""
    silent(f"call ({second}, {second})")


def test_a_company_that_is_missing() -> None:
    entry, problem = only("applied (for Data Engineer at)")
    assert (entry.position, entry.at_company) == ("Data Engineer", None)
    assert problem.message == "`for Data Engineer at` names no company after `at`."


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("round 2", 2), ("round #3", 3), ("2nd round", 2), ("second round", 2), ("round two", 2)],
)
def test_rounds(typed: str, expected: int) -> None:
    assert silent(f"interview ({typed})").round == expected


@pytest.mark.parametrize(
    ("typed", "position", "company"),
    [
        ("for Data Engineer", "Data Engineer", None),
        ("for Data Engineer at Lumen Rail", "Data Engineer", "Lumen Rail"),
        ("for Data Engineer @ Lumen Rail", "Data Engineer @ Lumen Rail", None),
        (
            'for "Engineer, Night (Senior)" at "Müller, Söhne & Co."',
            "Engineer, Night (Senior)",
            "Müller, Söhne & Co.",
        ),
        ("for “Engineer, Night” at Acme", "Engineer, Night", "Acme"),
        ("for Head of Looking at Data at Acme", "Head of Looking at Data", "Acme"),
        ('for "Head at Large" at Acme', "Head at Large", "Acme"),
        ('for "Head at Large"', "Head at Large", None),
        ("for Clerk at St Brannoc's Hospital", "Clerk", "St Brannoc's Hospital"),
        ("for Engineer (Night) at Acme", "Engineer (Night)", "Acme"),
    ],
)
def test_for(typed: str, position: str, company: str | None) -> None:
    entry = silent(f"applied (email, {typed}): hello")
    assert (entry.position, entry.at_company, entry.channel) == (position, company, Channel.EMAIL)
    assert entry.text == "hello"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("with Luis Ortega", ("Luis Ortega",)),
        ("with Luis Ortega and Mei-Ling Tsao", ("Luis Ortega", "Mei-Ling Tsao")),
        ("with Luis & Mei", ("Luis", "Mei")),
        ("with Luis, with Mei", ("Luis", "Mei")),
        ('with "Weiß, Jörg" and 山本 さくら', ("Weiß, Jörg", "山本 さくら")),
        ("with „Weiß, Jörg“", ("Weiß, Jörg",)),
        ('with "Ann and Bob Ltd"', ("Ann and Bob Ltd",)),
        ("with Sandy Anderson", ("Sandy Anderson",)),
    ],
)
def test_with_and_to(typed: str, names: tuple[str, ...]) -> None:
    assert silent(f"interview ({typed}, video)").people == names
    entry = silent(f"thank-you (email, {typed.replace('with ', 'to ')})")
    assert (entry.recipients, entry.people) == (names, ())


def test_semicolons_and_odd_spacing_between_attributes() -> None:
    entry = silent("interview(  in person ;round 2,,  with Luis )  : fine")
    assert (entry.channel, entry.round, entry.people, entry.text) == (
        Channel.IN_PERSON,
        2,
        ("Luis",),
        "fine",
    )


def test_two_pairs_of_brackets() -> None:
    entry = silent("interview (video) (round 2)")
    assert (entry.channel, entry.round) == (Channel.VIDEO, 2)


def test_a_bracket_that_is_never_closed() -> None:
    rest = "email (in, reply by Friday: which gate?"
    entry, problem = only(rest)
    assert (entry.side, entry.reply_by) == (Side.THEY, ReplyBy(day=date(2026, 11, 13)))
    assert entry.text == "which gate?"
    assert str(problem) == (
        "contacts/dana.md:7:20: warning[unclosed-bracket] This bracket is never closed."
    )
    assert typed_at(rest, problem) == "(in, reply by Friday: which gate?"


# --- the text ---


@pytest.mark.parametrize(
    ("rest", "kind", "text"),
    [
        ("call: a: b (c, d): e", Kind.CALL, "a: b (c, d): e"),
        ("call: (not nervous), well", Kind.CALL, "(not nervous), well"),
        ("call:no blank after the colon", Kind.CALL, "no blank after the colon"),
        (
            "called Dana about the job (she was out, her phone was off): later",
            Kind.CALL,
            "Dana about the job (she was out, her phone was off): later",
        ),
        (
            "emailed the slides (the ones that were missing, by and large)",
            Kind.EMAIL,
            "the slides (the ones that were missing, by and large)",
        ),
        (
            "met with Luis at the fair (he was late)",
            Kind.MET,
            "with Luis at the fair (he was late)",
        ),
        ("call :( sad", Kind.CALL, ":( sad"),
        ("note", Kind.NOTE, ""),
        ("note: reply by Friday", Kind.NOTE, "reply by Friday"),
        ("emailed the slip; no reply by 5", Kind.EMAIL, "the slip; no reply by 5"),
    ],
)
def test_what_is_text(rest: str, kind: Kind, text: str) -> None:
    entry = silent(rest)
    assert (entry.kind, entry.text) == (kind, text)
    assert (entry.reply_by, entry.people, entry.recipients, entry.needs_answer) == (
        None,
        (),
        (),
        None,
    )


def test_brackets_that_come_late_but_hold_attributes() -> None:
    entry = silent("interview with Luis for Data Engineer (round 2, video): fine")
    assert (entry.round, entry.channel) == (2, Channel.VIDEO)
    assert entry.text == "with Luis for Data Engineer: fine"
    assert (entry.loose_people, entry.loose_position) == ("Luis for Data Engineer", "Data Engineer")
    linked, problem = only("interview with Luis (round 2, vibe great)")
    assert (linked.round, linked.text) == (2, "with Luis (vibe great)")
    assert problem.code == "unknown-attribute"


def test_a_line_of_hostile_length_is_read_in_its_time() -> None:
    # Minutes each where every bracket, quote or part is looked at anew from the line's beginning.
    for rest in (
        "()" * 100_000,
        "(" * 200_000,
        "(" + "“" * 200_000,
        "(" + "a," * 100_000 + ")",
        "(: " * 70_000,
        "email a " * 30_000,
        "follow up " * 20_000,
        "with Luis and " * 20_000,
    ):
        entry, problems = read(f"call {rest}")
        assert entry.kind in {Kind.CALL, Kind.EMAIL, Kind.STATUS_CHECK}
        assert len(problems) <= 2
    assert read("*" * 200_000 + " call")[0].kind is Kind.CALL


def test_emphasis_of_words_is_theirs() -> None:
    assert silent("call: **very** good").text == "**very** good"
    assert only("**Great** talk")[0].text == "**Great** talk"


# --- what people also type ---


@pytest.mark.parametrize(
    ("rest", "clock", "text"),
    [
        ("call 14:30: hello", time(14, 30), "hello"),
        ("interview at 2pm with Luis", time(14), "with Luis"),
        ("call, 9:05 their time", time(9, 5), ""),
        ("call at 10:30 sharp", time(10, 30), "sharp"),
        ("quote 2.50 each", None, "2.50 each"),
        ("call: 14:30 was fine", None, "14:30 was fine"),
    ],
)
def test_a_time_behind_the_kind(rest: str, clock: time | None, text: str) -> None:
    entry = silent(rest)
    assert (entry.time, entry.text) == (clock, text)
    assert entry.theirs is ("their time" in rest)


@pytest.mark.parametrize("rest", ["25:30 call: e27", "call 25:30: e27"])
def test_a_time_that_is_none_is_still_shown(rest: str) -> None:
    entry, _ = read(rest)
    assert (entry.time, entry.text) == (None, "25:30: e27")


@pytest.mark.parametrize(
    ("typed", "slip"),
    [("phone interveiw", "interveiw"), ("call meetng", "meetng"), ("emailed Mette", "")],
)
def test_a_slip_behind_a_channel_word(typed: str, slip: str) -> None:
    entry, problems = read(typed)
    found = [typed_at(typed, one) for one in problems if one.code == "misspelt-kind"]
    assert found == ([slip] if slip else [])
    assert entry.kind is (Kind.CONTACT if slip else Kind.EMAIL)


@pytest.mark.parametrize(
    ("rest", "where"),
    [
        ("email (in, out)", "out)"),
        ("interview (round 1, round 2)", "round 2)"),
        ("applied (for Baker, for Cook)", "for Cook)"),
        ("applied (reply by Friday, reply by Monday)", "reply by Monday)"),
        ("email (needs answer, no answer needed)", "no answer needed)"),
    ],
)
def test_an_attribute_that_takes_back_another(rest: str, where: str) -> None:
    _, problem = only(rest)
    assert (problem.code, problem.severity) == ("repeated-attribute", Severity.WARNING)
    assert typed_at(rest, problem) == where


def test_the_same_attribute_twice_is_no_contradiction() -> None:
    assert silent("email (in, in, email)").direction is Direction.IN


def test_a_position_at_no_company() -> None:
    entry, problem = only("email (for Dev at)")
    assert (entry.position, entry.at_company) == ("Dev", None)
    assert problem.message == "`for Dev at` names no company after `at`."


def test_emphasis_behind_the_date_stays_whole() -> None:
    assert read("**Important** and urgent")[0].text == "**Important** and urgent"
    assert silent("**call**: about *it*").kind is Kind.CALL
    assert silent("** call: about it").text == "about it"


def test_an_appointment_that_speaks_of_another_day() -> None:
    entry, problem = only("interview scheduled for 2026-11-27 at 10am")
    assert (entry.kind, entry.day) == (Kind.INTERVIEW, DAY)
    assert (problem.code, problem.severity) == ("other-day-in-text", Severity.WARNING)
    assert problem.hint == "What lies ahead is an entry of its own day: `2026-11-27 interview`."
    assert silent("interview: the next one is on 2026-11-27").kind is Kind.INTERVIEW
    assert silent("interview about the outage of 2026-11-02").kind is Kind.INTERVIEW


@pytest.mark.parametrize("typed", ["rejection", "offer", "accepted", "declined", "no-response"])
def test_an_outcome_that_is_marked_automatic_is_asked_about(typed: str) -> None:
    entry, problem = only(f"{typed} (automatic, email): not moving forward")
    assert (entry.kind, entry.automatic) == (Kind(typed), True)
    assert (problem.code, problem.severity) == ("automatic-outcome", Severity.WARNING)
    assert problem.hint == "Leave `automatic` out: an outcome counts, whoever or whatever sent it."
    assert silent(f"{typed} (email)").kind is Kind(typed)
    assert silent(f"{typed} (automatic, cancelled)").kind is Kind(typed)
    assert silent("reply (automatic)").automatic
    assert silent("applied (automatic)").automatic


def test_every_outcome_is_a_decision() -> None:
    assert {Kind.OFFER, *OUTCOMES} == DECISIONS


def test_a_kind_further_on_is_suggested() -> None:
    _, problem = only("heard that the offer is on its way")
    assert (problem.code, problem.hint) == ("no-kind", "If it was this, begin with `offer`.")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        # A quote is what you send: who asks for one makes an inquiry.
        ("he asked for a quote", "inquiry"),
        ("wants a quote", "inquiry"),
        ("Gus would like a quote for twelve", "inquiry"),
        ("customer needs an estimate by Friday", "inquiry"),
        # Who asked is not said, or it was you, or what they want has not happened.
        ("asked for a quote", None),
        ("I asked for a quote", None),
        ("we need a quote", None),
        ("he wants an interview", None),
        ("asked whether the interview is on", None),
        ("customer wants to order", None),
        # An outcome before anything else; of two others, neither.
        ("no thanks, rejected by phone", "rejection"),
        ("sadly rejected after the interview", "rejection"),
        ("wonderful, an offer at the interview", None),
        ("customer declined the quote", None),
        ("Gus accepted the proposal", None),
        ("well, I accepted", "accepted"),
        # What was not, and what was only spoken of.
        ("still no offer", None),
        ("didn't get the offer", None),
        ("news about the interview", None),
        ("saw that she sent a thank-you", None),
        ("finally had the interview", "interview"),
    ],
)
def test_a_kind_is_suggested_only_where_it_fits(typed: str, kind: str | None) -> None:
    _, problem = only(typed)
    assert problem.code == "no-kind"
    told = f"If it was this, begin with `{kind}`."
    assert problem.hint == told if kind else problem.hint.startswith("Begin with what it was")
