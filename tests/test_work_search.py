"""The work-search log: which entries are activities, and what came of each."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from tests.rules.workspace import World, day, sketch
from tracker.contact.kinds import Kind
from tracker.report.work_search import Activity, Ground, Setting, activities, ground_of
from tracker.views.work_search_words import method_words, result_words

TODAY = day("11-20")

RITA = "rita @ Agentia | relationship: recruiter"
GUS = "gus @ Pappas | relationship: customer"
FRIEND = "fran | relationship: friend"


def found(made: World, today: date = TODAY) -> list[Activity]:
    return list(activities(made.book, today))


def said(one: Activity) -> str:
    """`11-02 Application, online: No answer noted`."""
    entries = [each.entry for each in one.records]
    result = result_words(entries[0], one.following, is_about_opening=one.opening is not None)
    return f"{entries[0].day.isoformat()[5:]} {method_words(entries)}: {result}"


def log(text: str, today: date = TODAY) -> list[str]:
    """The activities of a sketch, in short."""
    return [said(one) for one in found(sketch(dedent(text)), today)]


def results(entries: str, head: str = "dana @ Acme / Cook", today: date = TODAY) -> list[str]:
    """What came of each activity in a log."""
    return [one.split(": ", 1)[1] for one in log(f"{head} > {entries}", today)]


# Which entries count


@pytest.mark.parametrize(
    ("entry", "ground"),
    [
        ("11-02 applied (online)", Ground.SEARCH),
        ("11-02 screening (call)", Ground.SEARCH),
        ("11-02 interview (video)", Ground.SEARCH),
        ("11-02 referral-request", Ground.SEARCH),
        ("11-02 email: my question", Ground.OPENING),
        ("11-02 letter", Ground.OPENING),
        ("11-02 message", Ground.OPENING),
        ("11-02 call", Ground.OPENING),
        ("11-02 call (in): they rang, and we spoke", Ground.INBOUND),
        ("11-02 they called: saw my profile", Ground.INBOUND),
        ("11-02 interview (in, call)", Ground.SEARCH),
        ("11-02 she met me (in person)", Ground.OPENING),
        ("11-02 call (voicemail)", Ground.OPENING),
        ("11-02 email (bounced)", Ground.OPENING),
        ("11-02 status-check (call, no answer)", Ground.OPENING),
        ("11-02 meeting (in person)", Ground.OPENING),
        ("11-02 I replied", Ground.OPENING),
        ("11-20 email", Ground.OPENING),
        ("11-21 email", Ground.AHEAD),
        ("11-20 09:00 interview", Ground.AHEAD),
        ("11-24 interview", Ground.AHEAD),
        ("11-02 interview (cancelled)", Ground.CANCELLED),
        ("11-02 applied (cancelled)", Ground.CANCELLED),
        ("11-02 email (automatic)", Ground.AUTOMATIC),
        ("11-02 email (in)", Ground.THEIRS),
        ("11-02 call (in, voicemail)", Ground.THEIRS),
        ("11-02 missed call", Ground.THEIRS),
        ("11-02 reply", Ground.THEIRS),
        ("11-02 offer", Ground.THEIRS),
        ("11-02 rejection", Ground.THEIRS),
        ("11-02 referral", Ground.THEIRS),
        ("11-02 reference-request", Ground.THEIRS),
        ("11-02 inquiry", Ground.THEIRS),
        ("11-02 purchase", Ground.THEIRS),
        ("11-02 note: they look tired", Ground.NOBODY),
        ("11-02 no-response", Ground.NOBODY),
        ("11-02 no-show", Ground.NOBODY),
        ("11-02 had a nice time there", Ground.UNKNOWN),
        ("11-02 accepted", Ground.RESULT),
        ("11-02 declined", Ground.RESULT),
        ("11-02 withdrawn", Ground.RESULT),
        ("11-02 thank-you (email)", Ground.COURTESY),
        ("11-02 reference-alert", Ground.COURTESY),
        ("11-02 quote", Ground.BUSINESS),
    ],
)
def test_entries_of_an_opening(entry: str, ground: Ground) -> None:
    (record,) = sketch(f"dana @ Acme / Cook > {entry}").book.records
    assert ground_of(record.entry, Setting(has_opening=True), TODAY) is ground


@pytest.mark.parametrize(
    ("around", "ground"),
    [
        (Setting(own=["hiring-manager"]), Ground.PERSON),
        (Setting(own=["recruiter"]), Ground.PERSON),
        (Setting(own=["friend"], others=["interviewer"]), Ground.PERSON),
        (Setting(own=["reference", "referrer"]), Ground.PERSON),
        (Setting(own=["friend"], takes_part=True), Ground.PART),
        (Setting(own=["friend"]), Ground.ELSEWHERE),
        (Setting(), Ground.ELSEWHERE),
        (Setting(own=["customer"]), Ground.BUSINESS),
        (Setting(own=["prospect"], takes_part=True), Ground.BUSINESS),
        (Setting(own=["customer", "recruiter"]), Ground.BUSINESS),
        (Setting(own=["customer"], has_opening=True), Ground.OPENING),
        (Setting(own=["reference"]), Ground.VOUCHING),
        (Setting(own=["reference"], has_opening=True), Ground.VOUCHING),
        (Setting(has_opening=True, is_hired=True), Ground.HIRED),
        (Setting(has_opening=True, is_missed=True), Ground.MISSED),
    ],
)
def test_a_call_counts_by_what_it_is_about_and_with_whom(around: Setting, ground: Ground) -> None:
    (record,) = sketch("dana > 11-02 call").book.records
    assert ground_of(record.entry, around, TODAY) is ground


def test_a_customer_is_asked_for_no_referral_to_a_job() -> None:
    (record,) = sketch("dana > 11-02 referral-request").book.records
    assert ground_of(record.entry, Setting(own=["customer"]), TODAY) is Ground.BUSINESS
    assert ground_of(record.entry, Setting(own=["reference"]), TODAY) is Ground.SEARCH


def test_every_ground_has_a_sentence_of_its_own() -> None:
    assert len({one.value for one in Ground}) == len(Ground)
    assert all(one.endswith(".") and one[0].isupper() for one in Ground)
    assert [one.name for one in Ground if one.counts] == ["SEARCH", "OPENING", "PERSON", "PART"]


def test_what_is_found_in_files() -> None:
    files = (
        f"{RITA} > 11-02 met (in person); 11-03 call; 11-04 email (in)",
        f"{GUS} > 11-02 call; 11-03 quote; 11-05 purchase",
        f"{FRIEND} > 11-02 call; 11-06 referral-request (call)",
        "dana @ Acme / Cook > 11-09 applied; 11-18 accepted; 11-19 call: my first day",
    )
    assert log("\n".join(files)) == [
        "11-02 First meeting, in person: Met",
        "11-03 Phone call: Spoke with them",
        "11-06 Referral request, by phone: No answer noted",
        "11-09 Application, method not noted: Job accepted on Wed 18 Nov 2026",
    ]


def test_what_was_done_before_a_job_was_accepted_was_done_to_get_it() -> None:
    text = "dana @ Acme / Cook > 11-01 email; 11-02 applied; 11-05 accepted; 11-06 email"
    assert [one[:5] for one in log(text)] == ["11-01", "11-02"]


def test_a_job_that_ended_may_be_looked_for_again() -> None:
    text = "dana @ Acme / Cook > 11-02 accepted; 11-03 call; 11-10 applied; 11-11 call"
    assert [one[:5] for one in log(text)] == ["11-10", "11-11"]


def test_what_may_belong_to_several_openings_counts_all_the_same() -> None:
    text = """
    dana @ Acme / Cook > 11-02 applied
    luis @ Acme / Baker > 11-03 applied
    mei @ Acme > 11-04 call; 11-05 interview (with Dana)
    """
    assert [one[:5] for one in log(text)] == ["11-02", "11-03", "11-05"]
    text = text.replace("mei @ Acme >", "mei @ Acme > 11-01 email (for Cook); ")
    assert [one[:5] for one in log(text)] == ["11-01", "11-02", "11-03", "11-04", "11-05"]


def test_whoever_else_was_there_may_make_it_part_of_the_search() -> None:
    assert log(f"{RITA}\n{FRIEND} > 11-02 meeting (in person, with Rita)") == [
        "11-02 Meeting, in person: Took place"
    ]


# By which means


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("applied (online)", "Application, online"),
        ("applied (in person)", "Application, in person"),
        ("applied (letter)", "Application, by letter"),
        ("applied", "Application, method not noted"),
        ("screening (call)", "Screening, by phone"),
        ("interview (video, round 2)", "Interview (round 2), by video"),
        ("call", "Phone call"),
        ("call (zoom)", "Video call"),
        ("email", "E-mail"),
        ("letter", "Letter"),
        ("message", "Text message"),
        ("message (linkedin)", "Message, on social media"),
        ("status-check (voicemail)", "Status check, by phone"),
        ("status-check (bounced, email)", "Status check, by e-mail"),
        ("meeting", "Meeting, method not noted"),
        ("met (call)", "First meeting, by phone"),
        ("email (social)", "E-mail, on social media"),
        ("letter (email)", "Letter, by e-mail"),
        ("call (no answer)", "Phone call"),
        ("status-check (no answer)", "Status check, by phone"),
        ("call (email, voicemail)", "Call, by e-mail"),
        ("I replied (email)", "Contact, by e-mail"),
    ],
)
def test_the_method_in_words(entry: str, words: str) -> None:
    (record,) = sketch(f"dana @ Acme / Cook > 11-02 {entry}").book.records
    assert method_words([record.entry]) == words


def test_every_kind_that_may_be_an_activity_has_words() -> None:
    entries = {
        kind: sketch(f"dana @ Acme / Cook > 11-02 {kind.value}").book.records[0].entry
        for kind in Kind
    }
    counting = [
        kind
        for kind, entry in entries.items()
        if ground_of(entry, Setting(has_opening=True), TODAY).counts
    ]
    assert Kind.APPLIED in counting
    assert [kind for kind in counting if method_words([entries[kind]]).startswith("Contact")] == []


# What came of it


@pytest.mark.parametrize(
    ("entries", "came"),
    [
        ("11-02 applied", ["No answer noted"]),
        ("11-02 applied; 11-24 10:00 interview", ["Interview set for Tue 24 Nov 2026"]),
        # What you plan alone is no news from them.
        ("11-02 applied; 11-24 call", ["No answer noted"]),
        ("11-02 applied; 11-24 interview (cancelled)", ["No answer noted"]),
        # What you did on the day of an appointment ahead was done before it.
        (
            "11-02 call (voicemail); 11-20 interview; 11-20 call",
            [
                "Nobody reached (voicemail); interview set for Fri 20 Nov 2026",
                "Spoke with them",
            ],
        ),
        ("11-02 applied; 11-09 reply", ["Reply on Mon 9 Nov 2026"]),
        ("11-02 applied; 11-09 email (in)", ["E-mail from them on Mon 9 Nov 2026"]),
        ("11-02 applied; 11-09 they wrote back", ["No answer noted"]),
        ("11-02 applied; 11-09 they called", ["Call from them on Mon 9 Nov 2026"]),
        # Nobody spoke.
        ("11-02 applied; 11-09 missed call", ["Missed call from them on Mon 9 Nov 2026"]),
        ("11-02 applied; 11-09 call (in, voicemail)", ["Voicemail from them on Mon 9 Nov 2026"]),
        (
            "11-02 applied; 11-09 missed call; 11-10 reply",
            ["Reply on Tue 10 Nov 2026"],
        ),
        (
            "11-02 applied; 11-05 status-check; 11-09 missed call; 11-10 missed call",
            ["No answer noted", "Missed call from them on Mon 9 Nov 2026"],
        ),
        (
            "11-02 call (voicemail); 11-03 missed call; 11-04 email",
            [
                "Nobody reached (voicemail); missed call from them on Tue 3 Nov 2026",
                "No answer noted",
            ],
        ),
        (
            "11-02 applied; 11-03 email (in, automatic)",
            ["Receipt on Tue 3 Nov 2026; no answer noted"],
        ),
        # No receipt: a machine may send what people have decided.
        ("11-02 applied; 11-09 rejection (automatic)", ["Rejected on Mon 9 Nov 2026"]),
        ("11-02 applied; 11-09 offer (auto, email)", ["Offer on Mon 9 Nov 2026"]),
        (
            "11-02 applied; 11-09 interview; 11-12 rejection (automatic)",
            [
                "Interview on Mon 9 Nov 2026; rejected on Thu 12 Nov 2026",
                "Rejected on Thu 12 Nov 2026",
            ],
        ),
        ("11-02 applied; 11-09 rejection (automatic, cancelled)", ["No answer noted"]),
        # A note is nothing that you did.
        (
            "11-02 applied; 11-03 note: hm; 11-05 email (in, automatic)",
            ["Receipt on Thu 5 Nov 2026; no answer noted"],
        ),
        (
            "11-02 call (voicemail); 11-03 note: hm; 11-04 reply",
            ["Nobody reached (voicemail); reply on Wed 4 Nov 2026"],
        ),
        # A receipt is for the last thing that you sent.
        (
            "11-02 applied; 11-04 email; 11-05 email (in, automatic)",
            ["No answer noted", "Receipt on Thu 5 Nov 2026; no answer noted"],
        ),
        ("11-02 applied; 11-03 email (in, automatic, cancelled)", ["No answer noted"]),
        ("11-02 applied; 11-03 email (automatic)", ["No answer noted"]),
        ("11-02 applied; 11-09 call (in, voicemail, cancelled)", ["No answer noted"]),
        ("11-02 applied; 11-09 rejection", ["Rejected on Mon 9 Nov 2026"]),
        # How it ended is told of the application alone.
        (
            "11-01 email; 11-02 interview; 11-05 reply; 11-09 rejection",
            ["Interview on Mon 2 Nov 2026", "Reply on Thu 5 Nov 2026"],
        ),
        (
            "11-02 applied; 11-09 interview; 11-12 rejection",
            [
                "Interview on Mon 9 Nov 2026; rejected on Thu 12 Nov 2026",
                "Rejected on Thu 12 Nov 2026",
            ],
        ),
        (
            "11-02 applied; 11-09 offer; 11-12 accepted",
            ["Offer on Mon 9 Nov 2026; job accepted on Thu 12 Nov 2026"],
        ),
        (
            "11-02 applied; 11-09 no-response; 11-11 applied; 11-12 reply",
            ["No answer, given up on Mon 9 Nov 2026", "Reply on Thu 12 Nov 2026"],
        ),
        ("11-02 applied; 11-09 withdrawn", ["Withdrawn on Mon 9 Nov 2026"]),
        (
            "11-02 applied; 11-09 status-check; 11-10 reply",
            ["Reply on Tue 10 Nov 2026", "Reply on Tue 10 Nov 2026"],
        ),
        ("11-02 interview", ["Took place; no answer noted"]),
        (
            "11-01 applied; 11-02 interview; 11-02 no-show; 11-09 interview",
            [
                "Interview set for Mon 2 Nov 2026",
                "Took place; no answer noted",
            ],
        ),
        ("11-02 interview (cancelled); 11-09 reply", []),
        ("11-02 meeting", ["Took place"]),
        ("11-02 call", ["Spoke with them"]),
        ("11-02 call; 11-04 reply", ["Spoke with them; reply on Wed 4 Nov 2026"]),
        ("11-02 call (voicemail)", ["Nobody reached (voicemail)"]),
        ("11-02 call (no answer)", ["Nobody reached (no answer)"]),
        ("11-02 email (bounced)", ["Not delivered (it came back)"]),
        (
            "11-02 call (voicemail); 11-04 reply",
            ["Nobody reached (voicemail); reply on Wed 4 Nov 2026"],
        ),
        (
            "11-02 call (voicemail); 11-03 email; 11-04 reply",
            ["Nobody reached (voicemail)", "Reply on Wed 4 Nov 2026"],
        ),
        ("11-02 email (no answer needed)", ["No answer needed"]),
    ],
)
def test_what_came_of_it(entries: str, came: list[str]) -> None:
    assert results(entries) == came


def test_what_somebody_says_later_need_not_be_about_what_was_said_long_before() -> None:
    entries = "11-02 email; 11-05 call; 11-09 email; 11-12 email; 11-16 email (in)"
    assert results(entries, RITA) == [
        "Call on Thu 5 Nov 2026",
        "Spoke with them",
        "No answer noted",
        "E-mail from them on Mon 16 Nov 2026",
    ]


def test_a_call_of_theirs_that_you_missed_is_no_word_from_them() -> None:
    entries = "11-02 email; 11-05 missed call; 11-09 email; 11-16 email (in)"
    assert results(entries, RITA) == [
        "Missed call from them on Thu 5 Nov 2026",
        "E-mail from them on Mon 16 Nov 2026",
    ]


@pytest.mark.parametrize(
    ("news", "words"),
    [
        ("interview", "Interview"),
        ("screening", "Screening"),
        ("meeting", "Meeting"),
        ("met", "Met"),
        ("call", "Call"),
        ("call (in)", "Call from them"),
        ("reply", "Reply"),
        ("offer", "Offer"),
        ("rejection", "Rejected"),
        ("referral", "Referred"),
        ("reference-request", "References asked for"),
        ("inquiry", "Inquiry from them"),
        ("email (in)", "E-mail from them"),
        ("letter (in)", "Letter from them"),
        ("message (in)", "Message from them"),
        ("accepted", "Job accepted"),
        ("declined", "Offer declined"),
        ("withdrawn", "Withdrawn"),
        ("no-response", "No answer, given up"),
        ("purchase", "Word from them"),
    ],
)
def test_what_came_next_in_words(news: str, words: str) -> None:
    assert results(f"11-02 applied; 11-09 {news}")[0] == f"{words} on Mon 9 Nov 2026"


@pytest.mark.parametrize(
    ("text", "came"),
    [
        # Each has answers of their own.
        (
            f"{RITA} > 11-02 email; 11-05 reply\n{FRIEND} > 11-03 referral-request; 11-06 reply",
            ["Reply on Thu 5 Nov 2026", "Reply on Fri 6 Nov 2026"],
        ),
        # Whoever it went to answers, and not whoever's file it stands in.
        (f"{RITA} > 11-02 email (to HR); 11-05 email (in)", ["No answer noted"]),
        (
            f"{RITA} > 11-02 email (to Fran, to HR)\n{FRIEND} > 11-06 reply",
            ["Reply on Fri 6 Nov 2026"],
        ),
    ],
)
def test_about_no_opening_the_answer_is_of_whoever_it_was_with(text: str, came: list[str]) -> None:
    assert [one.split(": ", 1)[1] for one in log(text)] == came


def test_each_opening_of_somebody_has_answers_of_its_own() -> None:
    asked = "11-02 email (for Cook); 11-03 email (for Baker)"
    answers = "11-05 reply (for Cook); 11-06 rejection (for Baker)"
    assert results(f"{asked}; {answers}", "dana @ Acme") == [
        "Reply on Thu 5 Nov 2026",
        "Rejected on Fri 6 Nov 2026",
    ]


@pytest.mark.parametrize(("mine", "theirs"), [("mia", "ben"), ("ben", "mia")])
def test_about_no_opening_anybody_who_was_there_may_answer(mine: str, theirs: str) -> None:
    # At a company with two openings it is of neither.
    text = f"""
    dana @ Acme > 11-01 applied (for Cook); 11-01 applied (for Baker)
    {mine} @ Acme > 11-02 interview (with {theirs.title()})
    {theirs} @ Acme > 11-02 interview (with {mine.title()}); 11-05 reply
    """
    assert log(text)[2:] == ["11-02 Interview, method not noted: Reply on Thu 5 Nov 2026"]


def test_what_came_is_told_up_to_the_day_and_no_further() -> None:
    entries = "11-02 applied; 11-09 reply; 11-12 rejection"
    assert results(entries, today=day("11-08")) == ["No answer noted"]
    assert results(entries, today=day("11-09")) == ["Reply on Mon 9 Nov 2026"]
    assert results(entries, today=day("11-01")) == []


def test_what_was_held_stays_so_whatever_came_of_a_later_appointment() -> None:
    entries = """
        10-01 applied; 10-02 interview (round 1, in person); 10-03 thank-you;
        10-12 no-show: round 2, they never came
    """
    came = ["Interview on Fri 2 Oct 2026", "Took place; no answer noted"]
    assert results(" ".join(entries.split())) == came
    text = """
    dana @ Acme / Cook > 10-02 interview
    luis @ Acme > 10-12 interview; 10-12 no-show
    """
    assert log(text) == ["10-02 Interview, method not noted: Interview set for Mon 12 Oct 2026"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("dana @ Acme / Cook > 11-02 interview; 11-02 no-show", []),
        ("dana @ Acme / Cook > 11-02 screening; 11-02 no-show (cancelled)", ["11-02"]),
        ("dana @ Acme / Cook > 11-02 interview; 11-03 no-show", ["11-02"]),
        ("dana @ Acme / Cook > 11-02 interview\nluis @ Acme > 11-02 no-show", []),
        ("dana @ Acme / Cook > 11-02 interview\nluis @ Beta / Cook > 11-02 no-show", ["11-02"]),
        (
            "dana @ Acme / Cook > 11-02 10:00 interview; 11-02 15:00 meeting; 11-02 15:00 no-show",
            ["11-02"],
        ),
        # Of two openings neither is named: it is with them all the same.
        (
            """
            dana @ Acme > 11-01 applied (for Cook); 11-01 applied (for Baker)
            luis @ Acme > 11-02 interview (for Cook); 11-02 no-show
            """,
            ["11-01", "11-01"],
        ),
        (
            "dana @ Acme > 11-02 interview (for Cook); 11-02 no-show (for Baker)",
            ["11-02"],
        ),
        (f"{RITA} > 11-02 meeting; 11-02 no-show; 11-03 meeting", ["11-03"]),
        # About no opening it is with the same people, or about something else.
        (f"{RITA} > 11-02 no-show\nrose | relationship: recruiter > 11-02 meeting", ["11-02"]),
        # Who did not turn up may have called.
        ("dana @ Acme / Cook > 11-02 interview; 11-02 no-show; 11-02 call", ["11-02"]),
    ],
)
def test_a_no_show_is_about_the_appointment_of_its_day(text: str, days: list[str]) -> None:
    assert [one[:5] for one in log(text)] == days


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            """
            dana @ Acme / Cook > 10-12 interview (video, with Luis Ortega, round 1)
            luis-ortega @ Acme > 10-12 interview (video)
            """,
            ["10-12 Interview (round 1), by video: Took place; no answer noted"],
        ),
        (
            """
            dana @ Acme / Cook > 10-12 interview
            luis @ Acme > 10-12 interview (call, round 1)
            mei @ Acme > 10-12 interview (video)
            """,
            [
                "10-12 Interview (round 1), by phone: Took place; no answer noted",
                "10-12 Interview, by video: Took place; no answer noted",
            ],
        ),
        (
            "dana @ Acme / Cook > 10-12 interview; 10-12 interview; 10-14 reply",
            ["10-12 Interview, method not noted: Reply on Wed 14 Oct 2026"],
        ),
        # What both have after it that day is after it; what one has before it is before.
        (
            """
            dana @ Acme / Cook > 10-12 reply; 10-12 interview (call)
            luis @ Acme > 10-12 interview; 10-12 email (in)
            """,
            ["10-12 Interview, by phone: E-mail from them on Mon 12 Oct 2026"],
        ),
        (
            """
            dana @ Acme / Cook > 10-12 applied (online)
            luis @ Acme > 10-12 applied (email)
            mei @ Acme > 10-12 applied
            """,
            ["10-12 Application, online and by e-mail: No answer noted"],
        ),
        # Luis may be about either opening, but was with Dana.
        (
            """
            dana @ Acme > 10-11 email (for Cook); 10-11 email (for Baker)
            luis @ Acme > 10-12 interview
            mei @ Acme > 10-12 interview (for Cook, with Luis); 10-14 reply (for Cook)
            """,
            [
                "10-11 E-mail: Interview on Mon 12 Oct 2026",
                "10-11 E-mail: No answer noted",
                "10-12 Interview, method not noted: Reply on Wed 14 Oct 2026",
            ],
        ),
        (
            """
            dana @ Acme > 10-11 email (for Cook); 10-11 email (for Baker)
            luis @ Acme > 10-12 interview
            mei @ Acme > 10-12 interview (for Cook)
            """,
            [
                "10-11 E-mail: Interview on Mon 12 Oct 2026",
                "10-11 E-mail: No answer noted",
                "10-12 Interview, method not noted: Took place; no answer noted",
                "10-12 Interview, method not noted: Took place; no answer noted",
            ],
        ),
        # Who was in both is no reason to take three for one.
        (
            """
            dana @ Acme > 10-11 email (for Cook); 10-11 email (for Chef); 10-12 interview (for Cook)
            luis @ Acme > 10-12 interview (with Dana); 10-12 interview
            """,
            [
                "10-11 E-mail: Interview on Mon 12 Oct 2026",
                "10-11 E-mail: No answer noted",
                "10-12 Interview, method not noted: Took place; no answer noted",
                "10-12 Interview, method not noted: Took place; no answer noted",
            ],
        ),
        # Another kind, day, hour, round, way or opening is another one, and so is another call.
        (
            "dana @ Acme / Cook > 10-12 applied; 10-12 interview; 10-12 meeting",
            [
                "10-12 Application, method not noted: Interview on Mon 12 Oct 2026",
                "10-12 Interview, method not noted: Meeting on Mon 12 Oct 2026",
                "10-12 Meeting, method not noted: Took place",
            ],
        ),
        (
            "dana @ Acme / Cook > 10-12 interview\nluis @ Acme > 10-13 interview",
            [
                "10-12 Interview, method not noted: Interview on Tue 13 Oct 2026",
                "10-13 Interview, method not noted: Took place; no answer noted",
            ],
        ),
        (
            """
            dana @ Acme / Cook > 10-12 10:00 interview
            luis @ Acme > 10-12 11:00 interview
            mei @ Acme > 10-12 20:00 interview (theirs)
            """,
            ["10-12 Interview, method not noted: Took place; no answer noted"] * 2,
        ),
        (
            """
            dana @ Acme / Cook > 10-12 20:00 interview (theirs)
            luis @ Acme > 10-12 11:00 interview
            """,
            ["10-12 Interview, method not noted: Took place; no answer noted"],
        ),
        (
            """
            dana @ Acme / Cook > 10-12 interview (round 1)
            luis @ Acme > 10-12 interview (round 2)
            """,
            [
                "10-12 Interview (round 1), method not noted: Took place; no answer noted",
                "10-12 Interview (round 2), method not noted: Took place; no answer noted",
            ],
        ),
        (
            "dana @ Acme / Cook > 10-12 applied\nluis @ Beta / Cook > 10-12 applied",
            ["10-12 Application, method not noted: No answer noted"] * 2,
        ),
        (
            """
            dana @ Acme / Cook > 10-12 applied (email)
            luis @ Acme > 10-12 applied (email, bounced)
            """,
            [
                "10-12 Application, by e-mail: No answer noted",
                "10-12 Application, by e-mail: Not delivered (it came back)",
            ],
        ),
        (
            "dana @ Acme / Cook > 10-12 call\nluis @ Acme > 10-12 call",
            ["10-12 Phone call: Spoke with them"] * 2,
        ),
        # About no opening it is one where the same people were there.
        (
            f"{RITA} > 10-12 meeting (with Fran)\n{FRIEND} > 10-12 meeting (with Rita)",
            ["10-12 Meeting, method not noted: Took place"],
        ),
        (
            f"{RITA} > 10-12 meeting\nrose @ Agentia | relationship: recruiter > 10-12 meeting",
            ["10-12 Meeting, method not noted: Took place"] * 2,
        ),
    ],
)
def test_what_stands_in_several_files_is_one(text: str, said: list[str]) -> None:
    assert log(text) == said


@pytest.mark.parametrize(("mine", "theirs"), [("m", "b"), ("b", "m")])
@pytest.mark.parametrize(
    ("yours", "answer", "came"),
    [
        ("11-02 applied (email)", "11-02 rejection", ["Rejected on Mon 2 Nov 2026"]),
        ("11-02 applied", "11-02 reply; 11-02 note: nice", ["Reply on Mon 2 Nov 2026"]),
        (
            "11-02 applied",
            "11-02 email (in, automatic)",
            ["Receipt on Mon 2 Nov 2026; no answer noted"],
        ),
        ("11-02 applied", "11-02 withdrawn", ["Withdrawn on Mon 2 Nov 2026"]),
        (
            "11-01 applied; 11-02 interview",
            "11-02 withdrawn",
            [
                "Interview on Mon 2 Nov 2026; withdrawn on Mon 2 Nov 2026",
                "Withdrawn on Mon 2 Nov 2026",
            ],
        ),
        ("11-02 applied", "11-02 missed call", ["Missed call from them on Mon 2 Nov 2026"]),
        ("11-02 reply; 11-02 status-check", "11-01 note: hm", ["No answer noted"]),
        # What both did may have come before: files do not say.
        ("11-02 email", "11-02 interview", ["No answer noted", "Took place; no answer noted"]),
        (
            "11-02 applied",
            "11-02 reply; 11-02 rejection",
            ["Reply on Mon 2 Nov 2026; rejected on Mon 2 Nov 2026"],
        ),
        # The day's last word is theirs for whatever came before that day, too.
        (
            "11-01 applied; 11-02 reply; 11-02 email",
            "11-02 rejection",
            [
                "Reply on Mon 2 Nov 2026; rejected on Mon 2 Nov 2026",
                "Rejected on Mon 2 Nov 2026",
            ],
        ),
        (
            "11-01 applied; 11-02 email; 11-02 rejection",
            "11-02 interview",
            [
                "Interview on Mon 2 Nov 2026; rejected on Mon 2 Nov 2026",
                "Rejected on Mon 2 Nov 2026",
                "Rejected on Mon 2 Nov 2026",
            ],
        ),
        (
            "11-01 applied; 11-02 interview",
            "11-02 rejection; 11-02 note: sad",
            [
                "Interview on Mon 2 Nov 2026; rejected on Mon 2 Nov 2026",
                "Rejected on Mon 2 Nov 2026",
            ],
        ),
    ],
)
def test_an_answer_of_the_same_day_is_found_in_any_file(
    mine: str, theirs: str, yours: str, answer: str, came: list[str]
) -> None:
    text = f"{mine} @ Acme / Cook > {yours}\n{theirs} @ Acme / Cook > {answer}"
    assert sorted(one.split(": ", 1)[1] for one in log(text)) == sorted(came)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (
            "10-01 applied; 10-09 accepted; 10-12 withdrawn; 10-20 email; 10-21 call",
            [
                "Job accepted on Fri 9 Oct 2026; withdrawn on Mon 12 Oct 2026",
                "Call on Wed 21 Oct 2026",
                "Spoke with them",
            ],
        ),
        (
            "10-01 applied; 10-05 accepted; 10-06 withdrawn; 10-07 rejection",
            ["Job accepted on Mon 5 Oct 2026; rejected on Wed 7 Oct 2026"],
        ),
        (
            "10-01 applied; 10-09 rejection; 10-12 interview; 10-14 accepted; 10-20 email",
            [
                "Rejected on Fri 9 Oct 2026; job accepted on Wed 14 Oct 2026",
                "Job accepted on Wed 14 Oct 2026",
            ],
        ),
        (
            "10-01 applied; 10-09 accepted; 10-12 applied; 10-14 interview; 10-20 rejection",
            [
                "Job accepted on Fri 9 Oct 2026",
                "Interview on Wed 14 Oct 2026; rejected on Tue 20 Oct 2026",
                "Rejected on Tue 20 Oct 2026",
            ],
        ),
        (
            "10-01 applied; 10-09 rejection; 10-10 email (in); 10-12 applied; 10-20 accepted",
            ["Rejected on Fri 9 Oct 2026", "Job accepted on Tue 20 Oct 2026"],
        ),
        # What you write in between is no application.
        (
            "10-01 applied; 10-05 accepted; 10-06 withdrawn; 10-07 email; 10-08 rejection",
            [
                "Job accepted on Mon 5 Oct 2026; rejected on Thu 8 Oct 2026",
                "Rejected on Thu 8 Oct 2026",
            ],
        ),
        # What came back was no application.
        (
            "10-01 applied; 10-09 rejection; 10-12 applied (bounced); 10-20 accepted",
            [
                "Rejected on Fri 9 Oct 2026; job accepted on Tue 20 Oct 2026",
                "Not delivered (it came back); job accepted on Tue 20 Oct 2026",
            ],
        ),
        (
            "10-01 applied; 10-09 accepted; 10-12 withdrawn (cancelled); 10-20 email",
            ["Job accepted on Fri 9 Oct 2026"],
        ),
    ],
)
def test_what_was_accepted_may_be_undone(entries: str, said: list[str]) -> None:
    assert results(entries) == said


def test_prose_that_may_be_an_answer_is_not_denied() -> None:
    assert results("11-02 applied; 11-04 they wrote back") == ["No answer noted"]
