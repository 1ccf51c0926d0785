"""The report's figures, on small histories whose answers can be counted by hand."""

# ruff: noqa: ANN401 - builders pass any field of the types they build

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tracker.agenda import Agenda
from tracker.book import ContactBook
from tracker.contact.kinds import SIDES, TWO_WAY, Attempt, Channel, Direction, Kind, Side
from tracker.contact.model import Contact, LogEntry, Phone, Place, Status
from tracker.opportunities import Opportunity, Outcome, Stage
from tracker.records import OpportunityKey, Person, Record
from tracker.report import Missing, Replies, ReplyFigures, Report, figures
from tracker.report.replies import Silence, measured
from tracker.report.sent import sent_by_day, sent_lately
from tracker.report.spellings import company_letters, letters
from tracker.rules.followup import Closing, Derived, Event, FollowUp, Try

TODAY = date(2026, 11, 20)
KEY = OpportunityKey("acme", "engineer")
PLACE = Place("contacts/dana.md", 1)


def entry(day: str, kind: Kind, **more: Any) -> LogEntry:
    side = SIDES[kind]
    if kind in TWO_WAY and more.get("direction") is Direction.IN:
        side = Side.THEY
    return LogEntry(PLACE, date.fromisoformat(day), kind, "", side=side, **more)


def records(*entries: LogEntry, key: OpportunityKey | None = KEY) -> tuple[Record, ...]:
    people = (Person("dana", "Dana"),)
    return tuple(
        Record(one, "dana", people, key, (order, "dana", 0, 0)) for order, one in enumerate(entries)
    )


def opportunity(
    *entries: LogEntry, stage: Stage = Stage.APPLIED, key: OpportunityKey = KEY, **more: Any
) -> Opportunity:
    defaults: dict[str, Any] = {"furthest": stage, "outcome": None, "outcome_day": None}
    return Opportunity(
        key=key,
        company=key.where.title(),
        position=key.position,
        records=records(*entries, key=key),
        contacts=("dana",),
        stage=stage,
        **{**defaults, **more},
    )


def follow_up(rule: str, deadline: str, **more: Any) -> FollowUp:
    last = date.fromisoformat(deadline)
    values: dict[str, Any] = {
        "id": f"dana/{rule}/{deadline}",
        "person": Person("dana", "Dana"),
        "company": "Acme",
        "position": "engineer",
        "opportunity": KEY,
        "rule": rule,
        "title": rule.title(),
        "advice": "",
        "template": "",
        "attempt": 1,
        "attempts": 1,
        "trigger": None,
        "began": last - timedelta(days=2),
        "place": PLACE,
        "channel": None,
        "channels": (),
        "reason": "",
        "appears": last - timedelta(days=2),
        "due": last - timedelta(days=1),
        "deadline": last,
        "lapses": last + timedelta(days=30),
        "ends": None,
    }
    return FollowUp(**{**values, **more})


def closed(rule: str, deadline: str, day: str, how: Closing = Closing.DONE) -> FollowUp:
    return follow_up(rule, deadline, closing=how, closed=date.fromisoformat(day))


def contact(name: str, **more: Any) -> Contact:
    identity = more.pop("id", name.casefold().replace(" ", "-"))
    defaults: dict[str, Any] = {"email": ("x@y.example",)}
    return Contact(identity, f"contacts/{identity}.md", name, **{**defaults, **more})


COMPLETE_ME = contact(
    "Me",
    id="me",
    phone=(Phone("1", "Mobile"), Phone("2", "home")),
    address="1 Street",
)


def report(
    *opportunities: Opportunity,
    contacts: tuple[Contact, ...] = (),
    me: Contact | None = COMPLETE_ME,
    logged: tuple[Record, ...] = (),
    business: tuple[Opportunity, ...] = (),
    done: tuple[FollowUp, ...] = (),
    still: tuple[FollowUp, ...] = (),
    today: date = TODAY,
    **sections: Any,
) -> Report:
    book = ContactBook(
        contacts=contacts,
        me=me,
        by_id={one.id: one for one in contacts},
        records=logged,
        timelines={},
        files={one.id: tuple(each for each in logged if each.owner == one.id) for one in contacts},
        tasks=(),
        opportunities=opportunities,
        business=business,
    )
    empty: dict[str, Any] = dict.fromkeys(
        ("overdue", "due", "upcoming", "waiting", "cold", "no_next_step", "events"), ()
    )
    agenda = Agenda(today, **{**empty, **sections})
    shown = (*agenda.overdue, *agenda.due, *agenda.upcoming, *agenda.waiting, *agenda.cold)
    return figures(book, Derived((*still, *shown), done, (), opportunities), agenda)


# Where every opportunity stands


def test_a_standing_says_since_when_and_what_comes_next() -> None:
    one = opportunity(
        entry("2026-11-02", Kind.APPLIED),
        entry("2026-11-10", Kind.INTERVIEW),
        entry("2026-11-12", Kind.EMAIL),
        entry("2026-11-30", Kind.INTERVIEW),
        stage=Stage.INTERVIEW,
    )
    later = follow_up("later", "2026-11-28")
    sooner = follow_up("sooner", "2026-11-24")
    interview = Event(
        contact="dana",
        name="Dana",
        company="Acme",
        position="engineer",
        opportunity=KEY,
        kind=Kind.INTERVIEW,
        day=date(2026, 11, 30),
        time=None,
        theirs=False,
        place=PLACE,
        record=one.records[-1],
        own_day=date(2026, 11, 30),
    )
    (standing,) = report(one, due=(later,), waiting=(sooner,), events=(interview,)).standings
    assert standing.since == date(2026, 11, 10)
    assert standing.last_entry is one.records[2]
    assert standing.next_follow_up is sooner
    assert standing.next_event is interview
    assert standing.contacts == ("dana",)
    assert standing.is_open


def test_what_went_cold_is_no_next_follow_up() -> None:
    one = opportunity(entry("2026-09-02", Kind.APPLIED))
    (standing,) = report(one, cold=(follow_up("old", "2026-09-20"),)).standings
    assert standing.next_follow_up is None


def test_an_outcome_is_since_its_day_and_keeps_how_far_it_got() -> None:
    one = opportunity(
        entry("2026-11-02", Kind.INTERVIEW),
        entry("2026-11-09", Kind.REJECTION),
        stage=Stage.CLOSED,
        furthest=Stage.INTERVIEW,
        outcome=Outcome.REJECTED,
        outcome_day=date(2026, 11, 9),
    )
    (standing,) = report(one).standings
    assert (standing.since, standing.furthest) == (date(2026, 11, 9), Stage.INTERVIEW)
    assert not standing.is_open


def test_taken_up_again_it_counts_from_after_the_last_outcome() -> None:
    one = opportunity(
        entry("2026-01-05", Kind.APPLIED),
        entry("2026-02-05", Kind.REJECTION),
        entry("2026-11-05", Kind.APPLIED),
    )
    assert report(one).standings[0].since == date(2026, 11, 5)


def test_open_ones_come_first_and_among_them_the_latest_entry() -> None:
    def at(where: str, day: str, **more: Any) -> Opportunity:
        return opportunity(entry(day, Kind.APPLIED), key=OpportunityKey(where, "x"), **more)

    ended: dict[str, Any] = {"outcome": Outcome.WITHDRAWN, "outcome_day": date(2026, 11, 19)}
    found = report(
        at("old", "2026-10-01"), at("ended", "2026-11-19", **ended), at("new", "2026-11-18")
    )
    assert [one.key.where for one in found.standings] == ["new", "old", "ended"]


# Replies


def waits(*entries: LogEntry, today: date = TODAY) -> list[tuple[str, int | None, bool]]:
    found = report(opportunity(*entries), today=today).replies.waits
    return [(one.stage.value, one.days, one.running) for one in reversed(found)]


def test_a_reply_is_counted_from_the_first_asking_and_reminders_begin_no_wait() -> None:
    assert waits(
        entry("2026-11-01", Kind.APPLIED),
        entry("2026-11-10", Kind.STATUS_CHECK),
        entry("2026-11-12", Kind.REPLY),
    ) == [("applied", 11, False)]


def test_an_interview_answers_and_then_they_owe_the_next_word() -> None:
    assert waits(
        entry("2026-11-01", Kind.APPLIED),
        entry("2026-11-05", Kind.INTERVIEW),
        entry("2026-11-06", Kind.THANK_YOU),
    ) == [("applied", 4, False), ("interview", None, True)]


def test_a_rejection_is_an_answer_and_what_you_say_after_it_waits_for_nothing() -> None:
    assert waits(
        entry("2026-11-01", Kind.APPLIED),
        entry("2026-11-05", Kind.REJECTION),
        entry("2026-11-06", Kind.EMAIL),
    ) == [("applied", 4, False)]


def test_after_an_outcome_a_new_application_waits_again() -> None:
    assert waits(
        entry("2026-03-01", Kind.INTERVIEW),
        entry("2026-03-05", Kind.REJECTION),
        entry("2026-11-06", Kind.APPLIED),
    ) == [("interview", 4, False), ("applied", None, True)]


@pytest.mark.parametrize("kind", [Kind.WITHDRAWN, Kind.NO_RESPONSE])
def test_giving_up_ends_a_wait_without_an_answer(kind: Kind) -> None:
    one = opportunity(entry("2026-11-01", Kind.APPLIED), entry("2026-11-15", kind))
    for today, is_over in ((date(2026, 11, 14), False), (date(2026, 11, 15), True)):
        (wait,) = report(one, today=today).replies.waits
        assert (wait.given_up, wait.running, wait.answer) == (is_over, not is_over, None)


def test_what_was_answered_was_not_given_up() -> None:
    one = opportunity(entry("2026-11-01", Kind.APPLIED), entry("2026-11-15", Kind.REPLY))
    (wait,) = report(one).replies.waits
    assert (wait.given_up, wait.running, wait.answer) == (False, False, one.records[1])


@pytest.mark.parametrize(
    "kind",
    [
        Kind.APPLIED,
        Kind.STATUS_CHECK,
        Kind.REFERRAL_REQUEST,
        Kind.QUOTE,
        Kind.EMAIL,
        Kind.LETTER,
        Kind.MESSAGE,
        Kind.INTERVIEW,
        Kind.SCREENING,
    ],
)
def test_what_asks_for_a_word_begins_a_wait(kind: Kind) -> None:
    assert [one[1:] for one in waits(entry("2026-11-03", kind))] == [(None, True)]


def test_what_was_cancelled_neither_leads_further_nor_ends_anything() -> None:
    def asked_after(cancelled: Kind) -> list[tuple[str, int | None, bool]]:
        return waits(
            entry("2026-11-01", Kind.APPLIED),
            entry("2026-11-03", Kind.REPLY),
            entry("2026-11-04", cancelled, cancelled=True),
            entry("2026-11-05", Kind.EMAIL),
        )

    for cancelled in (Kind.INTERVIEW, Kind.WITHDRAWN):
        assert asked_after(cancelled) == [("applied", 2, False), ("applied", None, True)]


@pytest.mark.parametrize(
    "silent",
    [
        entry("2026-11-03", Kind.REPLY, automatic=True),
        entry("2026-11-03", Kind.INTERVIEW, cancelled=True),
        entry("2026-11-03", Kind.CALL, attempt=Attempt.VOICEMAIL, direction=Direction.OUT),
        entry("2026-11-03", Kind.NOTE),
    ],
)
def test_what_nobody_said_is_no_answer(silent: LogEntry) -> None:
    assert waits(entry("2026-11-01", Kind.APPLIED), silent)[0][1:3] == (None, True)


@pytest.mark.parametrize(
    "idle",
    [
        entry("2026-11-03", Kind.THANK_YOU),
        entry("2026-11-03", Kind.EMAIL, needs_answer=False),
        entry("2026-11-03", Kind.EMAIL, direction=Direction.IN),
        entry("2026-11-03", Kind.CALL),
        entry("2026-11-03", Kind.MET),
        entry("2026-11-03", Kind.EMAIL, attempt=Attempt.BOUNCED),
    ],
)
def test_what_asks_for_nothing_begins_no_wait(idle: LogEntry) -> None:
    assert waits(idle) == []


def test_what_lies_ahead_is_an_answer_of_which_the_day_is_not_known() -> None:
    entries = entry("2026-11-01", Kind.APPLIED), entry("2026-11-25", Kind.INTERVIEW)
    assert waits(*entries) == [("applied", None, False)]
    total = report(opportunity(*entries)).replies.total
    assert (total.answered, total.median) == (1, None)
    assert waits(*entries, today=date(2026, 11, 25))[0] == ("applied", 24, False)


def test_what_was_asked_after_today_is_not_counted() -> None:
    assert waits(entry("2026-11-21", Kind.APPLIED)) == []


def test_replies_are_grouped_by_company_and_by_stage() -> None:
    acme = opportunity(
        entry("2026-11-01", Kind.APPLIED),
        entry("2026-11-03", Kind.REPLY),
        entry("2026-11-04", Kind.EMAIL),
        entry("2026-11-10", Kind.INTERVIEW),
    )
    birch = opportunity(entry("2026-11-01", Kind.APPLIED), key=OpportunityKey("birch", "x"))
    alone = opportunity(
        entry("2026-11-01", Kind.EMAIL),
        entry("2026-11-02", Kind.REPLY),
        key=OpportunityKey("person:dana", ""),
    )
    found = report(birch, acme, replace(alone, company=None, position=None)).replies
    assert found.by_company == (
        ReplyFigures("Acme", 2, 1, 1, median=4, shortest=2, longest=6),
        ReplyFigures("Birch", 0, 1, 1, median=None, shortest=None, longest=None),
    )
    assert [(one.label, one.answered, one.unanswered) for one in found.by_stage] == [
        ("lead", 1, 0),
        ("applied", 2, 1),
        ("interview", 0, 1),
    ]
    assert (found.total.answered, found.total.unanswered, found.total.median) == (3, 2, 2)


def test_companies_are_by_name_whatever_its_case() -> None:
    names = ["acme", "Acme", "birch", "Corp", "ACME"]
    found = [
        Silence(name, Stage.APPLIED, answered=False, running=True, days=1)
        for name in (*names, None)
    ]
    labels = [one.label for one in measured(found).by_company]
    assert labels == ["ACME", "Acme", "acme", "birch", "Corp"]
    assert measured(found, companies=False) == measured(found)._replace(by_company=())


def test_of_no_wait_there_are_no_figures() -> None:
    nothing = ReplyFigures("", 0, 0, 0, median=None, shortest=None, longest=None)
    assert report().replies == Replies(nothing, (), (), (), 0, ())


@pytest.mark.parametrize(
    ("days", "at"),
    [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (7, 2), (8, 3), (14, 3), (15, 4), (30, 4), (31, 5)],
)
def test_waits_are_counted_by_the_time_waited(days: int, at: int) -> None:
    asked = entry((TODAY - timedelta(days=days)).isoformat(), Kind.APPLIED)
    spans = report(opportunity(asked)).replies.by_days
    assert [one.waiting for one in spans] == [int(each == at) for each in range(6)]
    assert all(one.answered == 0 for one in spans)
    assert [(one.first, one.last) for one in spans] == [
        (0, 1), (2, 3), (4, 7), (8, 14), (15, 30), (31, None),
    ]  # fmt: skip
    spans = report(opportunity(asked, entry(TODAY.isoformat(), Kind.REPLY))).replies.by_days
    assert [one.answered for one in spans] == [int(each == at) for each in range(6)]


def test_what_has_no_days_is_in_no_span() -> None:
    ahead = opportunity(entry("2026-11-01", Kind.APPLIED), entry("2026-11-25", Kind.INTERVIEW))
    given_up = opportunity(entry("2026-11-01", Kind.APPLIED), entry("2026-11-15", Kind.NO_RESPONSE))
    spans = report(ahead, given_up).replies.by_days
    assert [(one.answered, one.waiting) for one in spans] == [(0, 0)] * 6


def test_some_are_silent_for_longer_than_any_answer_took() -> None:
    answered = opportunity(entry("2026-11-01", Kind.APPLIED), entry("2026-11-11", Kind.REPLY))
    as_long = opportunity(entry("2026-11-10", Kind.APPLIED))
    longer = opportunity(entry("2026-11-09", Kind.APPLIED))
    assert report(answered, as_long, longer).replies.longer_than_any == 1
    assert report(as_long, longer).replies.longer_than_any == 0


# Follow-ups made in time


def test_follow_ups_are_in_time_up_to_their_deadline() -> None:
    found = report(
        done=(
            closed("thanks", "2026-10-10", "2026-10-10"),
            closed("thanks", "2026-10-30", "2026-11-02"),
            closed("check", "2026-11-10", "2026-11-09"),
        ),
        overdue=(follow_up("check", "2026-11-15"),),
        cold=(follow_up("check", "2026-09-15"),),
        due=(follow_up("check", "2026-11-21"),),
    ).made
    assert [(one.label, one.in_time, one.late, one.missed, one.owed) for one in found.by_rule] == [
        ("check", 1, 0, 0, 2),
        ("thanks", 1, 1, 0, 0),
    ]
    assert [(one.label, one.in_time, one.late, one.missed, one.owed) for one in found.by_month] == [
        ("2026-11", 1, 1, 0, 1),
        ("2026-10", 1, 0, 0, 0),
        ("2026-09", 0, 0, 0, 1),
    ]
    assert (found.total.made, found.total.percent) == (3, 40)
    assert [one.closed for one in found.late] == [date(2026, 11, 2)]
    assert found.by_rule[0].title == "Check"


def timeliness(*done: FollowUp, still: tuple[FollowUp, ...] = ()) -> tuple[int, int, int, int]:
    total = report(done=done, still=still).made.total
    return total.in_time, total.late, total.missed, total.owed


@pytest.mark.parametrize("how", [Closing.ANSWERED, Closing.OVERTAKEN, Closing.EXHAUSTED])
def test_what_others_settled_was_missed_only_after_its_deadline(how: Closing) -> None:
    assert timeliness(closed("check", "2026-10-10", "2026-10-10", how)) == (0, 0, 0, 0)
    assert timeliness(closed("check", "2026-10-10", "2026-10-11", how)) == (0, 0, 1, 0)


def test_what_was_replaced_after_its_deadline_was_missed() -> None:
    def thanks(ends: str, **more: Any) -> FollowUp:
        return follow_up("thanks", "2026-10-10", ends=date.fromisoformat(ends), **more)

    done: dict[str, Any] = {"closing": Closing.DONE, "closed": date(2026, 10, 15)}
    assert timeliness(still=(thanks("2026-10-10"),)) == (0, 0, 0, 0)
    assert timeliness(still=(thanks("2026-10-11"),)) == (0, 0, 1, 0)
    assert timeliness(still=(thanks("2026-11-21"),)) == (0, 0, 0, 0)
    assert timeliness(thanks("2026-10-14", **done)) == (0, 0, 1, 0)
    assert timeliness(thanks("2026-10-15", **done)) == (0, 1, 0, 0)
    assert timeliness(thanks("2026-10-16", **done)) == (0, 1, 0, 0)


def test_a_preparation_is_neither_made_nor_missed() -> None:
    gone = follow_up("prepare", "2026-10-10", lapses=None, ends=date(2026, 10, 11))
    over = replace(gone, ends=None, closing=Closing.OVERTAKEN, closed=date(2026, 10, 12))
    assert timeliness(over, still=(gone, replace(gone, ends=None))) == (0, 0, 0, 0)


def test_missed_ones_are_listed_and_lower_the_part_in_time() -> None:
    found = report(
        done=(
            closed("check", "2026-10-10", "2026-10-11", Closing.ANSWERED),
            closed("check", "2026-10-10", "2026-10-10"),
        )
    ).made
    assert [one.closing for one in found.missed] == [Closing.ANSWERED]
    assert (found.total.made, found.total.percent) == (1, 50)
    assert report().made.total.percent is None


def test_each_try_is_one_made_by_the_deadline_that_it_had() -> None:
    tries = (
        Try(date(2026, 11, 4), date(2026, 11, 5)),
        Try(date(2026, 11, 13), date(2026, 11, 12)),
        Try(TODAY + timedelta(days=1), TODAY),
    )
    answered = replace(
        closed("ask", "2026-12-01", "2026-11-16", Closing.ANSWERED), tries=tries, attempts=3
    )
    made = report(done=(answered,)).made
    assert (made.total.in_time, made.total.late, made.total.missed) == (1, 1, 0)
    assert [(one.closed, one.deadline) for one in made.late] == [
        (date(2026, 11, 13), date(2026, 11, 12))
    ]


def test_a_closing_that_is_only_planned_has_not_been_made() -> None:
    assert timeliness(closed("thanks", "2026-11-25", "2026-11-24")) == (0, 0, 0, 0)


# What went out


def test_weeks_run_from_monday_and_empty_ones_are_there() -> None:
    found = report(
        logged=records(
            entry("2026-11-01", Kind.EMAIL),  # a Sunday
            entry("2026-11-02", Kind.APPLIED),  # a Monday
            entry("2026-11-16", Kind.EMAIL),
            entry("2026-11-20", Kind.CALL, attempt=Attempt.VOICEMAIL),
            entry("2026-11-21", Kind.EMAIL),
        )
    ).sent
    assert [(one.label, one.total, one.attempts) for one in found.weeks] == [
        ("2026-W47", 2, 1),
        ("2026-W46", 0, 0),
        ("2026-W45", 1, 0),
        ("2026-W44", 1, 0),
    ]
    assert found.weeks[0].monday == date(2026, 11, 16)
    assert list(found.weeks[0].kinds.items()) == [(Kind.CALL, 1), (Kind.EMAIL, 1)]
    # The most frequent first, and by name where there are as many.
    assert found.kinds == (Kind.EMAIL, Kind.APPLIED, Kind.CALL)
    assert (found.total, found.earlier) == (4, 0)


@pytest.mark.parametrize(
    "theirs",
    [
        entry("2026-11-16", Kind.REPLY),
        entry("2026-11-16", Kind.EMAIL, direction=Direction.IN),
        entry("2026-11-16", Kind.CALL, direction=Direction.IN, attempt=Attempt.VOICEMAIL),
        entry("2026-11-16", Kind.EMAIL, automatic=True),
        entry("2026-11-16", Kind.INTERVIEW, cancelled=True),
        entry("2026-11-16", Kind.INTERVIEW),
        entry("2026-11-16", Kind.SCREENING),
        entry("2026-11-16", Kind.MEETING),
        entry("2026-11-16", Kind.MET),
        entry("2026-11-16", Kind.CALL, direction=Direction.IN),
        # As the log reader makes them: it leaves the side of a call that came in at both.
        LogEntry(PLACE, date(2026, 11, 16), Kind.CALL, "", side=Side.BOTH, direction=Direction.IN),
        LogEntry(
            PLACE, date(2026, 11, 16), Kind.CALL, "", side=Side.THEY, attempt=Attempt.NO_ANSWER
        ),
        entry("2026-11-16", Kind.EMAIL, cancelled=True),
        entry("2026-11-16", Kind.CALL, cancelled=True, direction=Direction.OUT),
        entry("2026-11-16", Kind.NOTE),
        entry("2026-11-16", Kind.CONTACT),
    ],
)
def test_what_you_did_not_send_did_not_go_out(theirs: LogEntry) -> None:
    assert report(logged=records(theirs)).sent.weeks == ()


@pytest.mark.parametrize(
    "yours",
    [
        entry("2026-11-16", Kind.EMAIL),
        entry("2026-11-16", Kind.EMAIL, attempt=Attempt.BOUNCED),
        entry("2026-11-16", Kind.CALL),
        entry("2026-11-16", Kind.CALL, direction=Direction.OUT),
        LogEntry(
            PLACE, date(2026, 11, 16), Kind.CALL, "", side=Side.YOU, attempt=Attempt.VOICEMAIL
        ),
        LogEntry(PLACE, date(2026, 11, 16), Kind.CONTACT, "", side=Side.YOU),
    ],
)
def test_what_you_sent_and_the_calls_you_made_went_out(yours: LogEntry) -> None:
    (week,) = report(logged=records(yours)).sent.weeks
    assert (week.total, week.attempts) == (1, int(yours.attempt is not None))


def test_a_mistyped_year_does_not_fill_the_report() -> None:
    found = report(
        logged=records(entry("0202-11-16", Kind.EMAIL), entry("2026-11-16", Kind.EMAIL))
    ).sent
    assert (len(found.weeks), found.earlier) == (1, 1)


def test_a_year_of_weeks_is_shown_and_what_lies_before_is_counted() -> None:
    logged = records(entry("2025-11-23", Kind.EMAIL), entry("2025-11-24", Kind.EMAIL))  # Sun, Mon
    found = report(logged=logged).sent
    assert (len(found.weeks), found.weeks[-1].monday) == (52, date(2025, 11, 24))
    assert (found.total, found.earlier) == (1, 1)


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2024, 12, 31), date.min, date.max])
def test_weeks_hold_at_the_ends_of_years_and_of_the_calendar(today: date) -> None:
    found = report(logged=records(entry(today.isoformat(), Kind.EMAIL)), today=today).sent
    assert found.weeks[0].monday <= today
    assert found.total == 1
    assert found.weeks[0].label


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-20", (2, 3)),  # a Friday; what is dated ahead has not gone out
        ("2026-11-22", (3, 3)),
        ("2026-11-16", (1, 3)),
        ("2026-11-15", (3, 1)),
        ("2026-11-23", (1, 3)),  # seen from an earlier day, as a page that stays open
        ("2026-11-30", (0, 1)),
        ("2026-12-07", (0, 0)),
        ("0001-01-01", (0, 0)),
    ],
)
def test_what_went_out_lately_is_what_the_weeks_say(today: str, expected: tuple[int, int]) -> None:
    logged = records(
        entry("2026-11-08", Kind.EMAIL),  # a Sunday
        entry("2026-11-09", Kind.APPLIED),
        entry("2026-11-15", Kind.EMAIL),
        entry("2026-11-15", Kind.EMAIL),
        entry("2026-11-16", Kind.CALL, attempt=Attempt.VOICEMAIL),
        entry("2026-11-18", Kind.REPLY),
        entry("2026-11-20", Kind.LETTER),
        entry("2026-11-21", Kind.EMAIL),
        entry("2026-11-23", Kind.EMAIL),
    )
    day = date.fromisoformat(today)
    assert sent_lately(sent_by_day(logged, day), day) == expected
    weeks = [one.total for one in report(logged=logged, today=day).sent.weeks]
    assert tuple([*weeks, 0, 0][:2]) == expected
    for earlier in (TODAY, date(2026, 11, 16)):
        if earlier <= day:
            assert sent_lately(sent_by_day(logged, earlier), day) == expected


# Missing details


def missing(*contacts: Contact, me: Contact | None = COMPLETE_ME) -> list[tuple[Missing, str]]:
    return [(one.missing, one.contact) for one in report(contacts=contacts, me=me).missing]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"prefers": Channel.CALL}, [Missing.PHONE]),
        ({"prefers": Channel.CALL, "phone": (Phone("1"),)}, []),
        ({"prefers": Channel.LETTER}, [Missing.ADDRESS]),
        ({"prefers": Channel.LETTER, "address": "1 Street"}, []),
        ({"prefers": Channel.EMAIL}, []),
        ({"prefers": Channel.EMAIL, "email": (), "phone": (Phone("1"),)}, [Missing.EMAIL]),
        ({"email": ()}, [Missing.ANY_WAY]),
        ({"email": (), "phone": (Phone("1"),)}, []),
        ({"email": (), "status": Status.CLOSED}, []),
        ({"email": (), "status": Status.PAUSED}, []),
        ({"email": (), "do_not_contact": True}, []),
    ],
)
def test_details_that_you_would_look_for_in_vain(
    more: dict[str, Any], expected: list[Missing]
) -> None:
    assert missing(contact("Dana", **more)) == [(one, "dana") for one in expected]


def test_your_own_details_are_to_be_complete() -> None:
    assert missing(me=None) == [(Missing.ME, "me")]
    assert missing(me=contact("Me", id="me", email=(), phone=(Phone("1"),))) == [
        (Missing.MY_LABELS, "me"),
        (Missing.MY_EMAIL, "me"),
        (Missing.MY_ADDRESS, "me"),
    ]
    assert missing(me=COMPLETE_ME) == []


@pytest.mark.parametrize(
    ("rare", "usual"),
    [
        ("ACME Robotics", "Acme Robotics"),
        ("Acme-Robotics", "Acme Robotics"),
        ("Acme Robotics, Inc.", "Acme Robotics"),
        ("Acme Robotics B.V.", "Acme Robotics"),
        ("Café Lumière", "Cafe Lumiere"),
        ("Acme Robotcis", "Acme Robotics"),
        ("Brighwater", "Brightwater"),
    ],
)
def test_a_company_spelled_two_ways(rare: str, usual: str) -> None:
    contacts = contact("Ann", company=usual), contact("Bo", company=usual)
    found = report(contacts=(*contacts, contact("Cy", company=rare))).missing
    assert [(one.missing, one.contact, one.name) for one in found] == [
        (Missing.COMPANY_SPELLING, "cy", rare)
    ]
    assert usual in found[0].message


@pytest.mark.parametrize(
    ("one", "other"),
    [("Studio 54", "Studio 55"), ("IBM", "IBT"), ("Inc", "Ltd"), ("Acme", "Birch"), ("!", "?")],
)
def test_two_companies_are_not_one(one: str, other: str) -> None:
    assert missing(contact("Ann", company=one), contact("Bo", company=other)) == []


def test_a_company_named_in_an_entry_counts_too() -> None:
    agent = contact("Ann", entries=(entry("2026-11-01", Kind.APPLIED, at_company="Brighwater"),))
    assert missing(agent, contact("Bo", company="Brightwater")) == [
        (Missing.COMPANY_SPELLING, "ann")
    ]


@pytest.mark.parametrize("field", ["people", "recipients"])
def test_a_name_in_an_entry_that_is_a_slip_of_a_known_one(field: str) -> None:
    names: dict[str, Any] = {field: ("Luis Ortgea",)}
    dana = contact("Dana", entries=(entry("2026-11-01", Kind.INTERVIEW, **names),))
    assert missing(dana, contact("Luis Ortega")) == [(Missing.PERSON_SPELLING, "dana")]


@pytest.mark.parametrize("typed", ["Luis Ortega", "luis ortega", "Lou", "Somebody Else"])
def test_a_name_that_is_known_or_somebody_else(typed: str) -> None:
    dana = contact("Dana", entries=(entry("2026-11-01", Kind.INTERVIEW, people=(typed,)),))
    assert missing(dana, contact("Luis Ortega", aliases=("Lou",))) == []


def test_two_people_of_nearly_one_name_are_two_but_accents_are_a_spelling() -> None:
    assert missing(contact("Anna Lindgren"), contact("Anna Lindgrun")) == []
    assert missing(contact("José Ruiz", id="a"), contact("Jose Ruiz", id="b")) == [
        (Missing.PERSON_SPELLING, "a")
    ]
    assert missing(contact("José Ruiz", aliases=("Jose Ruiz",))) == []


def test_letters_keep_every_script() -> None:
    assert letters("Ø-Łódź 東京 & Co") == "øłodz東京andco"
    assert company_letters("Co") == "co"
    assert company_letters("S.A.S. Inc.") == "sas"


# Customers


def test_business_shows_who_asked_and_how_far_their_company_got() -> None:
    asked = records(entry("2026-11-01", Kind.INQUIRY), key=None)
    company = opportunity(*(one.entry for one in asked), stage=Stage.QUOTE)
    found = report(contacts=(contact("Dana"),), logged=asked, business=(company,)).customers
    assert [(one.contact, one.stage, one.purchases) for one in found] == [("dana", Stage.QUOTE, ())]


def test_an_inquiry_about_a_position_is_no_business() -> None:
    asked = records(entry("2026-11-01", Kind.INQUIRY))
    assert report(contacts=(contact("Dana"),), logged=asked).customers == ()


def test_customers_and_what_they_bought() -> None:
    logged = records(
        entry("2026-08-01", Kind.PURCHASE, text="a lamp"),
        entry("2026-08-31", Kind.PURCHASE, text="a chair"),
        entry("2026-10-10", Kind.PURCHASE, text="a table"),
        entry("2026-10-11", Kind.PURCHASE, cancelled=True),
        entry("2026-12-01", Kind.PURCHASE, text="not yet"),
        key=None,
    )
    found = report(
        contacts=(contact("Dana"), contact("Bo", relationship=("customer",)), contact("Cy")),
        logged=logged,
    ).customers
    assert [one.name for one in found] == ["Dana", "Bo"]
    assert [one.text for one in found[0].purchases] == ["a table", "a chair", "a lamp"]
    assert (found[0].last, found[0].gap) == (date(2026, 10, 10), 35)
    assert (found[1].last, found[1].gap) == (None, None)
