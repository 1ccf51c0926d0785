"""What holds for all rules: tries, replacement, outcomes, snoozing, whom to reach and how.

On the calendar of the tests, 2026-11-12 is a Thursday, (14, 15) a weekend, 2026-12-01 a Tuesday.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.workspace import card, day, ids, short, sketch, who, world
from tracker.config_reader import load_config
from tracker.rules.followup import Closing
from tracker.rules.load import load_rules

D = "dana @ Acme / Engineer"
ALERT = "rita @ Old Firm | relationship: reference"


# Tries


@pytest.mark.parametrize(
    ("rule", "log", "cards"),
    [
        # Due `again` after the last try, with the same distance to its deadline.
        ("status-check-interview", "11-12 interview", "11-12 11-19 11-24 12-24 -"),
        (
            "status-check-interview",
            "11-12 interview; 11-19 status-check",
            "11-19 11-26 12-01 12-31 - #2",
        ),
        (
            "status-check-interview",
            "11-12 interview; 11-20 call (voicemail)",
            "11-20 11-27 12-02 2027-01-01 - #2",
        ),
        (
            "status-check-interview",
            "11-12 interview; 11-20 email (bounced)",
            "11-20 11-27 12-02 2027-01-01 - #2",
        ),
        (
            "status-check-interview",
            "11-12 interview; 11-20 letter",
            "11-20 11-27 12-02 2027-01-01 - #2",
        ),
        # On a Saturday: 5 business days from there are the next Friday.
        (
            "status-check-interview",
            "11-12 interview; 11-21 email",
            "11-21 11-27 12-02 2027-01-01 - #2",
        ),
        # Two on one day are one.
        (
            "status-check-interview",
            "11-12 interview; 11-20 call (no answer); 11-20 email",
            "11-20 11-27 12-02 2027-01-01 - #2",
        ),
        # After the last attempt there is none.
        ("status-check-interview", "11-12 interview; 11-19 status-check; 11-26 email", ""),
        (
            "status-check-interview",
            "11-12 interview; 11-19 call (voicemail); 11-26 call (voicemail)",
            "",
        ),
        # A try never makes it due earlier than it was.
        (
            "status-check-interview",
            "11-12 interview (reply by 11-27); 11-13 email",
            "11-13 12-01 12-04 2027-01-03 - #2",
        ),
        # No tries: thanks, what came before, what did not happen, and what is no entry of yours.
        ("status-check-interview", "11-12 interview; 11-13 thank-you", "11-12 11-19 11-24 12-24 -"),
        ("status-check-interview", "11-11 email; 11-12 interview", "11-12 11-19 11-24 12-24 -"),
        (
            "status-check-interview",
            "11-12 interview; 11-13 email (cancelled); 11-13 email (automatic)",
            "11-12 11-19 11-24 12-24 -",
        ),
        (
            "status-check-interview",
            "11-12 interview; 11-13 call (in, voicemail); 11-14 note; 11-15 thought about them",
            "11-12 11-19 11-24 12-24 -",
        ),
        # Each rule its own distance.
        ("status-check-application", "11-02 applied; 11-11 email", "11-11 11-20 11-25 12-25 - #2"),
        (
            "status-check-promise",
            "11-09 reply (reply by 11-13); 11-17 email",
            "11-17 11-24 11-27 12-27 - #2",
        ),
        ("follow-up-new-contact", "11-12 met; 11-13 email", "11-13 11-20 11-23 12-23 - #2"),
        (
            "follow-up-new-contact",
            "11-12 met; 11-13 call (voicemail)",
            "11-13 11-20 11-23 12-23 - #2",
        ),
        ("follow-up-new-contact", "11-12 met; 11-13 email; 11-20 email", ""),
        (
            "follow-up-request",
            "11-12 referral-request; 11-19 email",
            "11-19 11-26 12-01 12-31 - #2",
        ),
        ("follow-up-quote", "11-12 quote; 11-17 call (voicemail)", "11-17 11-24 11-26 12-26 - #2"),
        ("follow-up-quote", "11-12 quote; 11-17 email; 11-24 email", ""),
        # Where a rule does not say again, trying changes nothing.
        ("respond-to-offer", "11-12 offer; 11-13 email", "11-12 11-16 11-17 12-17 -"),
        ("answer-inbound", "11-12 inquiry; 11-12 call (voicemail)", "11-12 11-12 11-13 12-13 -"),
        ("answer-rejection", "11-12 rejection; 11-12 email (bounced)", "11-12 11-13 11-16 12-16 -"),
        (
            "check-in-purchase",
            "11-12 purchase; 11-13 call (voicemail)",
            "11-12 11-19 11-23 12-23 -",
        ),
        (
            "reconnect-after-rejection",
            "11-05 interview; 11-12 rejection; 2027-02-03 call (voicemail)",
            "2027-02-03 2027-02-10 2027-02-24 2027-03-26 -",
        ),
    ],
)
def test_tries(rule: str, log: str, cards: str) -> None:
    assert sketch(f"{D} > {log}").cards(rule) == (f"dana {cards}" if cards else "")


def test_a_try_in_another_file_counts_for_the_opening() -> None:
    text = f"{D} > 11-12 interview \n luis @ Acme > 11-19 status-check"
    assert sketch(text).cards("status-check-interview") == "dana 11-19 11-26 12-01 12-31 - #2"


def test_a_try_with_another_person_is_none_for_a_rule_about_a_person() -> None:
    text = "ann @ Beta > 11-12 met \n bob @ Beta > 11-12 met; 11-13 email"
    assert sketch(text).cards("follow-up-new-contact") == (
        "ann 11-12 11-13 11-16 12-16 -, bob 11-13 11-20 11-23 12-23 - #2"
    )


def test_an_answer_after_the_tries_is_the_end_of_it() -> None:
    text = f"{D} > 11-12 interview; 11-19 status-check; 11-23 reply"
    made = sketch(text)
    assert made.cards("status-check-interview") == ""
    (closed,) = [one for one in made.derived.closed if one.rule == "status-check-interview"]
    assert (closed.closing, short(closed.closed)) == (Closing.ANSWERED, "11-23")


# Replacement


@pytest.mark.parametrize(
    ("rule", "text", "ends"),
    [
        ("thank-you-interview", f"{D} > 11-10 interview; 11-11 interview", "11-11 11-18"),
        ("thank-you-interview", f"{D} > 11-10 interview; 11-24 screening", "11-17 12-01"),
        ("close-stale", f"{D} > 11-10 applied; 11-17 screening; 11-24 interview", "11-17 11-24 -"),
        ("thank-you-purchase", "ann > 11-10 purchase; 11-20 purchase", "11-20 -"),
        ("thank-referral", "ann > 11-10 referral; 11-11 referral", "11-11 -"),
        ("answer-inbound", "ann > 11-10 inquiry; 11-11 letter (in)", "-"),
        ("respond-to-offer", f"{D} > 11-10 offer; 11-11 offer", "11-11 -"),
        ("prepare-interview", f"{D} > 11-10 interview; 11-11 interview", "- -"),
        # Other subjects replace nothing.
        ("thank-referral", "ann > 11-10 referral \n bob > 11-11 referral", "- -"),
        ("respond-to-offer", f"{D} > 11-10 offer \n luis @ Beta / Cook > 11-11 offer", "- -"),
        (
            "alert-references",
            f"{ALERT} \n {D} > 11-10 interview \n luis @ Beta / Cook > 11-11 interview",
            "- -",
        ),
        ("alert-references", f"{ALERT} \n {D} > 11-10 interview; 11-17 interview", "11-17 -"),
    ],
)
def test_what_replaces_it(rule: str, text: str, ends: str) -> None:
    found = sorted(sketch(text).of(rule), key=lambda one: one.began)
    assert " ".join(short(one.ends) for one in found) == ends


def test_from_its_end_on_it_is_hidden() -> None:
    made = sketch("ann > 11-10 purchase; 11-12 purchase")
    for today, expected in {
        "11-09": [],
        "11-10": ["ann/thank-you-purchase/2026-11-10"],
        "11-11": ["ann/thank-you-purchase/2026-11-10"],
        "11-12": ["ann/thank-you-purchase/2026-11-12"],
    }.items():
        agenda = made.on(today)
        found = ids([*agenda.overdue, *agenda.due, *agenda.upcoming])
        assert [one for one in found if "thank-you" in one] == expected, today


def test_a_screening_and_an_interview_on_one_day_ask_for_one_thank_you_and_one_status_check() -> (
    None
):
    made = sketch(f"{D} > 11-12 09:00 screening; 11-12 14:00 interview")
    assert made.cards("thank-you-interview") == "dana 11-12 11-13 11-16 12-16 11-19"
    assert made.cards("status-check-interview") == "dana 11-12 11-19 11-24 12-24 -"


# A clock


@pytest.mark.parametrize(
    ("log", "cards"),
    [
        ("11-12 14:00 inquiry; 11-12 15:00 email", ""),
        ("11-12 14:00 inquiry; 11-12 09:00 email", "ann 11-12 11-12 11-13 12-13 -"),
        ("11-12 14:00 inquiry; 11-12 email", ""),
        ("11-12 inquiry; 11-12 09:00 email", ""),
    ],
)
def test_what_happened_earlier_that_day_closes_nothing(log: str, cards: str) -> None:
    assert sketch(f"ann > {log}").cards("answer-inbound") == cards


# Outcomes

OPENING = (
    "11-02 applied; 11-10 interview (reply by 11-20); 11-11 offer; 11-12 reply (reply by 11-25)"
)


@pytest.mark.parametrize("end", ["accepted", "declined", "rejection", "withdrawn", "no-response"])
def test_an_outcome_removes_what_the_opening_triggered(end: str) -> None:
    own = {"answer-rejection", "reconnect-after-rejection"} if end == "rejection" else set()
    before = {one.rule for one in sketch(f"{D} > {OPENING}").derived.follow_ups}
    assert before == {
        "thank-you-interview",
        "prepare-interview",
        "close-stale",
        "respond-to-offer",
        "status-check-promise",
    }
    after = sketch(f"{D} > {OPENING}; 11-13 {end}").derived.follow_ups
    assert {one.rule for one in after} == own


@pytest.mark.parametrize(
    ("rule", "log"),
    [
        ("respond-to-offer", "11-12 offer; 11-12 withdrawn"),
        ("thank-you-interview", "11-12 interview; 11-12 no-response"),
        ("status-check-application", "11-12 applied; 11-12 no-response"),
    ],
)
def test_an_outcome_removes_what_was_triggered_on_its_own_day(rule: str, log: str) -> None:
    assert sketch(f"{D} > {log}").cards(rule) == ""


def test_an_outcome_leaves_other_openings_and_what_comes_after_it() -> None:
    text = (
        f"{D} > 11-02 applied; 11-03 rejection; 11-09 applied \n bob @ Acme / Cook > 11-02 applied"
    )
    assert sketch(text).cards("status-check-application") == (
        "bob 11-02 11-11 11-16 12-16 -, dana 11-09 11-18 11-23 12-23 -"
    )


@pytest.mark.parametrize(
    ("rule", "log"),
    [
        ("manual", "[ ] 11-10 call"),
        ("keep-in-touch", "11-10 email"),
        ("answer-inbound", "11-10 inquiry"),
        ("answer-inbound", "11-10 email (in)"),
        ("follow-up-new-contact", "11-10 met"),
        ("thank-referral", "11-10 referral"),
        ("follow-up-quote", "11-10 quote"),
        ("thank-you-purchase", "11-10 purchase"),
        ("check-in-purchase", "11-10 purchase"),
    ],
)
def test_an_outcome_leaves_these_alone(rule: str, log: str) -> None:
    # Given up on, in another file: no contact of theirs that would close anything by itself.
    text = f"{D} | keep_in_touch: 1 month > {log} \n luis @ Acme / Engineer > 11-12 no-response"
    assert len(sketch(text).of(rule)) == 1


def test_what_an_outcome_triggers_stays() -> None:
    made = sketch(f"{D} > 11-05 interview; 11-12 rejection; 11-12 reply")
    assert made.cards("answer-rejection") == "dana 11-12 11-13 11-16 12-16 -"
    assert len(made.of("reconnect-after-rejection")) == 1


# Snoozing


@pytest.mark.parametrize(
    ("rule", "log", "cards"),
    [
        # Appears, due and deadline are lifted to at least its date, and never lowered.
        ("status-check-interview", "11-12 interview", "12-05 12-05 12-05 2027-01-04 -"),
        (
            "status-check-interview",
            "11-12 interview (reply by 12-03)",
            "12-05 12-07 12-10 2027-01-09 -",
        ),
        ("status-check-interview", "12-08 interview", "12-08 12-15 12-18 2027-01-17 -"),
        ("answer-inbound", "11-12 inquiry", "12-05 12-05 12-05 2027-01-04 -"),
        ("manual", "[ ] 12-01 email", "12-05 12-05 12-05 2027-01-04 -"),
        ("manual", "[ ] 12-08 email", "12-05 12-08 12-08 2027-01-07 -"),
        # Events and their preparation do not move.
        ("prepare-interview", "11-12 interview", "11-09 11-11 11-12 - -"),
    ],
)
def test_snoozing(rule: str, log: str, cards: str) -> None:
    assert sketch(f"{D} | snooze: 12-05 > {log}").cards(rule) == f"dana {cards}"


def test_events_do_not_snooze() -> None:
    events = sketch(f"{D} | snooze: 12-05 > 11-12 interview").on("11-10").events
    assert [short(one.day) for one in events] == ["11-12"]


# Whom to reach

TEAM = {
    "recruiter": "rob @ Acme | relationship: recruiter",
    "manager": "mia @ Acme | relationship: hiring-manager",
    "both": "mia @ Acme | relationship: hiring-manager \n rob @ Acme | relationship: recruiter",
}


@pytest.mark.parametrize(
    ("team", "reached"), [("recruiter", "rob"), ("manager", "mia"), ("both", "rob")]
)
@pytest.mark.parametrize(
    ("rule", "log"),
    [
        ("status-check-interview", "11-12 interview"),
        ("status-check-application", "11-12 applied"),
        ("status-check-promise", "11-12 reply (reply by 11-20)"),
    ],
)
def test_status_checks_go_to_the_recruiter_else_the_hiring_manager(
    rule: str, log: str, team: str, reached: str
) -> None:
    # They take part: each has written once before.
    others = "\n".join(f"{one} > 11-01 email" for one in TEAM[team].splitlines())
    assert [who(one) for one in sketch(f"{D} > {log} \n {others}").of(rule)] == [reached]
    assert [who(one) for one in sketch(f"{D} > {log}").of(rule)] == ["dana"]


def test_a_recruiter_at_another_company_hears_nothing() -> None:
    text = f"{D} > 11-12 interview \n rob @ Beta | relationship: recruiter > 11-01 email"
    assert [who(one) for one in sketch(text).of("status-check-interview")] == ["dana"]


def test_thanks_go_to_the_person_met_whoever_recruits() -> None:
    text = f"{D} > 11-12 interview \n {TEAM['recruiter']} > 11-01 email"
    assert [who(one) for one in sketch(text).of("thank-you-interview")] == ["dana"]


# How

WAYS = "email: a@b.example | phone: +1 415 555 0100 | address: 1 Foundry Way"


@pytest.mark.parametrize(
    ("fields", "allowed", "channel"),
    [
        (WAYS, '["email", "call", "letter"]', "email"),
        (WAYS, '["letter", "call"]', "letter"),
        (f"{WAYS} | prefers: call", '["email", "call", "letter"]', "call"),
        # A preference that the rule does not allow, or without an address, is no way.
        (f"{WAYS} | prefers: letter", '["email", "call"]', "email"),
        ("email: a@b.example | prefers: call", '["call", "email"]', "email"),
        ("phone: +1 415 555 0100", '["email", "call", "letter"]', "call"),
        ("address: 1 Foundry Way", '["email", "call", "letter"]', "letter"),
        ("address: 1 Foundry Way", '["email", "call"]', None),
        ("company: Beta", '["email", "call", "letter"]', None),
        ("linkedin: https://linkedin.example/in/ann", '["email", "call", "letter"]', None),
    ],
)
def test_channels(fields: str, allowed: str, channel: str | None) -> None:
    made = sketch(f"ann | {fields} > 11-12 quote", f"[rules.follow-up-quote]\nchannels = {allowed}")
    assert [one.channel for one in made.of("follow-up-quote")] == [channel]


def test_never_by_text_or_social_media_even_if_they_wrote_there() -> None:
    made = sketch(f"ann | {WAYS} > 11-12 message (in, text)")
    assert [one.channel for one in made.of("answer-inbound")] in (["call"], ["email"], ["letter"])
    made = sketch("ann > 11-12 message (in, social)")
    assert [one.channel for one in made.of("answer-inbound")] == [None]


# People without a file


def test_someone_named_only_in_an_entry_is_thanked_by_name() -> None:
    made = sketch(f"{D} | email: d@acme.example > 11-10 interview (with Ana Silva and Bo Li)")
    found = {one.name: one for one in made.of("thank-you-interview")}
    assert set(found) == {"Dana", "Ana Silva", "Bo Li"}
    ana = found["Ana Silva"]
    assert (ana.person.contact, ana.person.known) == ("dana", False)
    assert (ana.company, ana.position, ana.channel) == ("Acme", "Engineer", None)
    assert len({one.id for one in found.values()}) == 3


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("thank-you", {"Ana Silva", "Luis"}),
        ("thank-you (to Ana Silva)", {"Dana", "Luis"}),
        ("thank-you (to ana  silva)", {"Dana", "Luis"}),
        ("thank-you (with Ana Silva)", {"Luis"}),
        ("thank-you (with Ana Silva and Luis)", set()),
        ("thank-you (to Luis)", {"Dana", "Ana Silva"}),
        ("thank-you with Luis", {"Ana Silva"}),
        ("email (to Ana Silva)", {"Dana", "Ana Silva", "Luis"}),
    ],
)
def test_with_and_to_say_whom_a_thank_you_counts_for(entry: str, left: set[str]) -> None:
    text = f"{D} > 11-10 interview (with Ana Silva and Luis); 11-11 {entry} \n luis @ Acme"
    assert {one.name for one in sketch(text).of("thank-you-interview")} == left


def test_a_thank_you_in_their_own_file_counts() -> None:
    text = f"{D} > 11-10 interview (with Luis) \n luis @ Acme > 11-11 thank-you"
    assert [who(one) for one in sketch(text).of("thank-you-interview")] == ["dana"]


@pytest.mark.parametrize(
    ("entry", "counts"),
    [
        ("meeting (with Luis)", True),
        ("screening (with Luis)", True),
        ("interview with Luis", True),
        ("meeting (with luis ortega)", False),
        ("call (with Luis)", False),
        ("reply (with Luis)", False),
        ("meeting (cancelled, with Luis)", False),
    ],
)
def test_what_counts_for_everyone_named(entry: str, *, counts: bool) -> None:
    made = sketch(f"dana @ Acme > 11-12 {entry} \n luis @ Acme > 11-09 met")
    assert (made.cards("follow-up-new-contact") == "") == counts


def test_aliases_are_names() -> None:
    text = f"{D} > 11-10 interview (with Lucho) \n luis @ Acme | aliases: Lucho"
    assert {who(one) for one in sketch(text).of("thank-you-interview")} == {"dana", "luis"}


# Ids


def test_an_id_stays_when_the_dates_move() -> None:
    logs = {
        "11-12 interview",
        "11-12 interview (reply by 11-27)",
        "11-12 interview; 11-19 status-check",
        "11-12 interview: it went well",
        "11-01 email; 11-12 interview",
    }
    fronts = {"", " | snooze: 12-05", " | prefers: letter", " | timezone: Asia/Tokyo"}
    found = {
        one.id
        for log in logs
        for front in fronts
        for toml in (
            "",
            "[rules.status-check-interview]\ndue = '9 days'\ndeadline = 'due + 2 days'",
        )
        for one in sketch(f"{D}{front} > {log}", toml).of("status-check-interview")
    }
    assert found == {"dana/status-check-interview/2026-11-12"}


def test_several_of_a_day_are_numbered_in_file_order() -> None:
    text = (
        "ann > [ ] 12-01 call: the first; [ ] 12-01 email: the second; [ ] 12-01 letter: the third"
    )
    found = sorted(sketch(text).of("manual"), key=lambda one: one.place.line)
    assert ids(found) == [f"ann/manual/2026-12-01{end}" for end in ("", "/2", "/3")]


def test_people_without_a_file_are_numbered_as_they_are_named() -> None:
    found = sketch(f"{D} > 11-12 interview (with Zed Z and Amy A)").of("thank-you-interview")
    ends = {one.name: one.id.removeprefix("dana/thank-you-interview/2026-11-12") for one in found}
    assert ends == {"Dana": "", "Zed Z": "/2", "Amy A": "/3"}


def test_file_order_is_the_order_of_lines_even_where_the_newest_stands_first() -> None:
    log = "- 2026-12-05 note\n- [ ] 2026-12-01 call: above\n- [ ] 2026-12-01 email: below\n"
    text = f"---\nname: Ann\n---\n## Log\n{log}- 2026-11-01 note\n"
    found = {one.id: one.place.line for one in world({"ann.md": text}).of("manual")}
    assert found == {"ann/manual/2026-12-01": 6, "ann/manual/2026-12-01/2": 7}


def test_closing_one_does_not_rename_another() -> None:
    log = "11-10 interview (with Ana Silva and Bo Li)"
    every = {one.name: one.id for one in sketch(f"{D} > {log}").of("thank-you-interview")}
    for done in every:
        left = sketch(f"{D} > {log}; 11-11 thank-you (to {done})").of("thank-you-interview")
        assert {one.name: one.id for one in left} == {
            name: found for name, found in every.items() if name != done
        }


# References


@pytest.mark.parametrize(
    ("rita", "dana", "cards"),
    [
        # A request is answered that day, an interview announced two business days ahead.
        ("", "11-12 interview", "11-03 11-10 11-12 12-12 -"),
        # An alert for none in particular serves every interview of the next 30 days.
        ("11-01 reference-alert", "11-12 interview; 12-01 interview", ""),
        (
            "11-01 reference-alert",
            "11-12 interview; 12-02 interview",
            "11-23 11-30 12-02 2027-01-01 -",
        ),
        (
            "11-01 reference-alert (for Cook at Bistro)",
            "11-12 interview",
            "11-03 11-10 11-12 12-12 -",
        ),
        ("11-01 reference-alert (for Engineer at Acme)", "11-12 interview; 12-01 interview", ""),
    ],
)
def test_references_hear_before_an_employer_calls(rita: str, dana: str, cards: str) -> None:
    log = f" > {rita}" if rita else ""
    made = sketch(f"{ALERT}{log} \n {D} > {dana}")
    assert made.cards("alert-references") == (f"rita {cards}" if cards else "")
    for one in made.of("alert-references"):
        assert (one.company, one.position) == ("Acme", "Engineer")


def test_a_request_for_references_is_passed_on_that_day() -> None:
    (one,) = sketch(f"{ALERT} \n {D} > 11-12 reference-request").of("alert-references")
    assert [short(value) for value in (one.due, one.deadline, one.lapses)] == [
        "11-12",
        "11-13",
        "12-13",
    ]
    assert one.appears <= one.due
    assert (
        sketch(f"{ALERT} > 11-12 reference-alert \n {D} > 11-12 reference-request").of(
            "alert-references"
        )
        == ()
    )


def test_a_reference_is_told_how_it_ended_once_for_each_opening() -> None:
    rita = f"{ALERT} > 11-02 reference-alert (for Engineer at Acme)"
    rita += "; 11-03 reference-alert (for Cook at Bistro)"
    text = (
        f"{rita} \n {D} > 11-05 interview; 11-12 accepted \n bo @ Bistro / Cook > 11-06 interview"
    )
    found = sketch(text).of("thank-references")
    assert [(card(one), one.position) for one in found] == [
        ("rita 11-12 11-17 11-19 12-19 -", "Engineer")
    ]


# Withdrawing


def test_elsewhere_the_chasing_ends_when_you_accept() -> None:
    bob = "bob @ Beta / Cook > 11-02 applied; 11-05 email; 11-06 reply (reply by 11-20)"
    eva = "eva @ Gamma / Baker > 11-06 interview"
    made = sketch(f"{D} > 11-12 accepted \n {bob} \n {eva}")
    chasing = made.of("status-check-promise", "status-check-interview", "status-check-application")
    assert {(who(one), short(one.ends)) for one in chasing} == {("bob", "11-12"), ("eva", "11-12")}
    assert made.cards("withdraw-elsewhere") == (
        "bob 11-12 11-13 11-17 12-17 -, eva 11-12 11-13 11-17 12-17 -"
    )
    assert {who(one): one.position for one in made.of("withdraw-elsewhere")} == {
        "bob": "Cook",
        "eva": "Baker",
    }
    agenda = made.on("11-13")
    assert {one.rule for one in (*agenda.waiting, *agenda.due, *agenda.overdue)} <= {
        "withdraw-elsewhere",
        "thank-you-interview",
    }


def test_the_recruiter_hears_that_you_withdraw() -> None:
    bob = "bob @ Beta / Cook > 11-02 applied \n rob @ Beta | relationship: recruiter > 11-03 email"
    made = sketch(f"{D} > 11-12 accepted \n {bob}")
    assert [one.position for one in made.of("withdraw-elsewhere")] == ["Cook"]


# The settings


def test_a_number_of_a_rule_is_yours() -> None:
    toml = '[rules.thank-you-interview]\ndue = "same day"'
    assert sketch(f"{D} > 11-10 interview", toml).cards("thank-you-interview") == (
        "dana 11-10 11-10 11-12 12-12 11-17"
    )
    toml = '[rules.status-check-interview]\ndue = "3 business days"\nattempts = 1'
    made = sketch(f"{D} > 11-12 interview", toml)
    assert made.cards("status-check-interview") == "dana 11-12 11-17 11-20 12-20 -"
    # The thank-you ends when the status check is due: the number is one.
    assert made.cards("thank-you-interview") == "dana 11-12 11-13 11-16 12-16 11-17"
    assert sketch(f"{D} > 11-12 interview; 11-17 email", toml).cards("status-check-interview") == ""


def test_a_rule_is_switched_off() -> None:
    toml = "[rules.status-check-interview]\nenabled = false"
    made = sketch(f"{D} > 11-12 interview", toml)
    assert made.cards("status-check-interview") == ""
    # "is, or would be, due"
    assert made.cards("thank-you-interview") == "dana 11-12 11-13 11-16 12-16 11-19"


OWN = """
[rules.send-the-portfolio]
on = ["met"]
until = ["email", "letter"]
due = "3 days"
deadline = "5 days"
channels = ["letter"]
why = "Designers hire from portfolios."
"""


@pytest.mark.parametrize(
    ("log", "cards"),
    [
        # Three days after a Wednesday is a Saturday, five a Monday.
        ("11-11 met", "ann 11-11 11-14 11-16 12-16 -"),
        ("11-12 met", "ann 11-12 11-15 11-17 12-17 -"),
        ("11-09 met", "ann 11-09 11-12 11-16 12-16 -"),
        ("11-11 met; 11-12 email", ""),
        ("11-11 met; 11-12 letter", ""),
        ("11-11 met; 11-12 call", "ann 11-11 11-14 11-16 12-16 -"),
        ("11-11 meeting", ""),
    ],
)
def test_a_rule_of_your_own(log: str, cards: str) -> None:
    made = sketch(f"ann | address: 1 Foundry Way | email: a@b.example > {log}", OWN)
    assert made.cards("send-the-portfolio") == cards
    assert {one.channel for one in made.of("send-the-portfolio")} <= {"letter"}
    assert {one.advice for one in made.of("send-the-portfolio")} <= {
        "Designers hire from portfolios."
    }


@pytest.mark.parametrize(
    ("toml", "cards"),
    [
        ('[keep_in_touch]\ncustomer = "10 days"', "ann 11-15 11-22 11-27 12-27 -"),
        ('[keep_in_touch]\nmentor = "10 days"', "ann 12-05 12-12 12-28 2027-01-27 -"),
        ('[keep_in_touch]\ncustomer = "2 weeks / 4 weeks"', "ann 11-19 11-26 12-10 2027-01-09 -"),
    ],
)
def test_how_often_by_relationship(toml: str, cards: str) -> None:
    made = sketch("ann | relationship: customer > 11-12 email", toml)
    assert made.cards("keep-in-touch") == cards


# Keeping in touch makes way


@pytest.mark.parametrize(
    ("log", "today", "there"),
    [
        ("10-30 email", "11-12", True),
        # Waiting, due and overdue hide it.
        ("10-30 email; 10-30 quote", "11-02", False),
        ("10-30 email; 10-30 quote", "11-04", False),
        ("10-30 email; 10-30 quote", "11-12", False),
        # What is only upcoming does not, nor what was tried to the end, nor what has gone cold.
        ("10-30 email; [ ] 11-14 call", "11-12", True),
        ("10-30 email; [ ] 11-12 call", "11-12", False),
        ("06-01 quote; 07-01 email; 07-10 email; 10-30 email", "11-12", True),
        ("06-01 inquiry; 10-30 reply", "11-12", True),
    ],
)
def test_keeping_in_touch_hides_while_anything_else_is_on(
    log: str, today: str, *, there: bool
) -> None:
    made = sketch(f"ann | keep_in_touch: 10 days > {log} \n bob > 11-12 inquiry")
    agenda = made.on(today)
    found = [*agenda.upcoming, *agenda.due, *agenda.overdue, *agenda.waiting, *agenda.cold]
    assert ("ann/keep-in-touch/2026-10-30" in ids(found)) == there


# Every bucket, on the days around its edges


EDGES = {
    # due 11-19, deadline 11-24, lapses 12-24; waits
    (f"{D} > 11-12 interview", "status-check-interview"): {
        "11-11": None,
        "11-12": "waiting",
        "11-18": "waiting",
        "11-19": "due",
        "11-24": "due",
        "11-25": "overdue",
        "12-24": "overdue",
        "12-25": "cold",
        "2028-01-01": "cold",
    },
    # due on a Saturday, deadline on Monday 11-16, ends 11-20
    (f"{D} > 11-13 interview", "thank-you-interview"): {
        "11-12": None,
        "11-13": "upcoming",
        "11-14": "due",
        "11-15": "due",
        "11-16": "due",
        "11-17": "overdue",
        "11-19": "overdue",
        "11-20": None,
        "2027-11-20": None,
    },
    # gone after its day
    (f"{D} > 11-16 interview", "prepare-interview"): {
        "11-10": None,
        "11-11": "upcoming",
        "11-12": "upcoming",
        "11-13": "due",
        "11-16": "due",
        "11-17": None,
        "2027-11-17": None,
    },
    # cold at once
    (f"{D} > 11-12 applied", "close-stale"): {
        "11-11": None,
        "11-12": "upcoming",
        "12-11": "upcoming",
        "12-12": "due",
        "12-14": "due",
        "12-15": "cold",
    },
    # due from the start
    ("ann > 11-14 inquiry", "answer-inbound"): {
        "11-13": None,
        "11-14": "due",
        "11-16": "due",
        "11-17": "overdue",
        "12-16": "overdue",
        "12-17": "cold",
    },
    ("ann > [ ] 11-14 email", "manual"): {
        "11-06": None,
        "11-07": "upcoming",
        "11-13": "upcoming",
        "11-14": "due",
        "11-15": "overdue",
        "12-14": "overdue",
        "12-15": "cold",
    },
    ("ann | keep_in_touch: 10 days > 11-12 email", "keep-in-touch"): {
        "11-14": None,
        "11-15": "upcoming",
        "11-21": "upcoming",
        "11-22": "due",
        "11-27": "due",
        "11-28": "overdue",
        "12-27": "overdue",
        "12-28": "cold",
    },
    ("ann | snooze: 12-05 > 11-12 inquiry", "answer-inbound"): {
        "11-12": None,
        "12-04": None,
        "12-05": "due",
        "12-06": "overdue",
    },
}


@pytest.mark.parametrize(
    ("text", "rule", "today", "bucket"),
    [
        pytest.param(text, rule, today, bucket, id=f"{rule} on {today}")
        for (text, rule), days in EDGES.items()
        for today, bucket in days.items()
    ],
)
def test_the_bucket_of_a_day(text: str, rule: str, today: str, bucket: str | None) -> None:
    agenda = sketch(text).on(today)
    assert agenda.today == day(today)
    places = {
        name: [one.rule for one in getattr(agenda, name)]
        for name in ("overdue", "due", "upcoming", "waiting", "cold")
    }
    assert [name for name, found in places.items() if rule in found] == ([bucket] if bucket else [])


# --- at the edges ---


def test_a_question_that_went_cold_does_not_hide_a_new_one() -> None:
    made = sketch("ann > 2026-01-05 email (in); 11-18 email (in); 11-19 letter (in)")
    assert [(one.began, one.ends) for one in made.of("answer-inbound")] == [
        (date(2026, 1, 5), date(2026, 11, 18)),
        (date(2026, 11, 18), None),
    ]
    agenda = made.on("11-19")
    assert [one.began for one in (*agenda.due, *agenda.cold)] == [date(2026, 11, 18)]


def test_tries_beyond_the_last_attempt_are_none() -> None:
    log = "; ".join(f"11-{day:02} email" for day in range(3, 20))
    made = sketch(f"{D} > 11-02 applied; {log}")
    (closed,) = [one for one in made.derived.closed if one.rule == "status-check-application"]
    assert (len(closed.tries), closed.closed) == (2, date(2026, 11, 4))


@pytest.mark.parametrize("deadline", ["20 days", "due + 20 days"])
def test_the_last_days_that_a_date_can_hold(deadline: str) -> None:
    toml = f'[rules.follow-up-quote]\ndeadline = "{deadline}"'
    made = sketch("ann > 9999-12-01 quote; 9999-12-30 email", toml)
    assert [one.deadline for one in made.of("follow-up-quote")] == [date.max]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            '[rules.mine]\non=["met"]\nuntil=["call"]\ndue="1 day"\nabout=["person"]',
            "invalid-setting `rules.mine.about` must be `person` or `opportunity`, not `[person]`.",
        ),
        (
            "[rules.thank-referral]\nattempts = 3",
            (
                "attempts-without-again `rules.thank-referral.attempts` is 3, but the rule has no "
                "`again`."
            ),
        ),
    ],
)
def test_settings_that_make_no_sense(table: str, said: str) -> None:
    config, problems = load_config(table)
    assert problems == ()
    assert [f"{one.code} {one.message}" for one in load_rules(config)[1]] == [said]
