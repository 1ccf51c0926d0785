"""The agenda's cards: what shares one, where it goes, in which order, and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.pages.inert import read_page
from tests.pages.sample_site import (
    TODAY,
    Anything,
    World,
    contact,
    entry,
    follow_up,
    sample_world,
    world,
)
from tests.site_views import render_site
from tracker.config import Config
from tracker.contact.kinds import Attempt, Channel, Direction, Kind, Side
from tracker.contact.model import Contact, Phone, Place
from tracker.diagnostics import Diagnostic, Severity
from tracker.opportunities import Stage
from tracker.records import OpportunityKey, Person
from tracker.render import Renderer
from tracker.rules.followup import FollowUp
from tracker.views.agenda_items import Card, EventView, OpenEnd
from tracker.views.agenda_page import AgendaPage
from tracker.views.followups import CallHours, addresses
from tracker.views.last_said import LastSaid

DANA = Person("dana", "Dana Whitfield")
LUIS = Person("luis", "Luis Ortega")
ACME = OpportunityKey("acme", "engineer")
GLOBEX = OpportunityKey("globex", "engineer")
PEOPLE = (contact("dana", "Dana Whitfield"), contact("luis", "Luis Ortega"))


def one(person: Person, due: int, deadline: int, **more: Anything) -> FollowUp:
    name = str(more.pop("rule", "thank-you-interview"))
    return follow_up(person, name, TODAY + timedelta(due), TODAY + timedelta(deadline), **more)


def cards(page: AgendaPage[Card, EventView, OpenEnd]) -> dict[str, list[tuple[str, list[str]]]]:
    return {
        section.id: [
            (card.who.text, [each.rule for each in (card.lead, *card.rest)])
            for card in (*section.cards, *section.more, *section.later)
        ]
        for section in page.sections
        if section.total
    }


def only_card(made: World) -> Card:
    (section,) = [one for one in made.views().agenda.sections if one.total]
    card: Card
    (card,) = (*section.cards, *section.more, *section.later)
    return card


def test_an_address_of_several_lines_stands_in_one() -> None:
    dana = replace(PEOPLE[0], address="1 Foundry Way,\nOakland CA 94607")
    [link] = addresses(dana, Channel.LETTER)
    assert link.text == "1 Foundry Way, Oakland CA 94607"


def last_with(dana: Contact) -> LastSaid:
    """What the card of a follow-up for somebody shows as said last."""
    last = only_card(world((dana,), due=(one(DANA, 0, 1),))).last
    assert last is not None
    return last


def test_follow_ups_of_one_person_and_opportunity_share_a_card_the_earliest_deadline_first() -> (
    None
):
    made = world(
        PEOPLE,
        overdue=(one(DANA, -5, -1, opportunity=ACME, rule="a"),),
        due=(
            one(DANA, 0, 2, opportunity=ACME, rule="b"),
            one(LUIS, 0, 1, opportunity=ACME, rule="c"),
        ),
        upcoming=(one(DANA, 1, 1, opportunity=ACME, rule="d"), one(DANA, 3, 4, rule="e")),
        waiting=(one(DANA, 3, 4, opportunity=GLOBEX, rule="f"),),
    )
    assert cards(made.views().agenda) == {
        "overdue": [("Dana Whitfield", ["a", "d", "b"])],
        "due": [("Luis Ortega", ["c"])],
        "upcoming": [("Dana Whitfield", ["e"])],
        "waiting": [("Dana Whitfield", ["f"])],
    }


@pytest.mark.parametrize(
    ("sections", "where"),
    [
        (("overdue", "due", "upcoming", "waiting", "cold"), "overdue"),
        (("due", "upcoming", "waiting", "cold"), "due"),
        (("upcoming", "waiting", "cold"), "upcoming"),
        (("waiting", "cold"), "waiting"),
        (("cold",), "cold"),
    ],
)
def test_a_card_sits_where_its_most_urgent_follow_up_does(
    sections: tuple[str, ...], where: str
) -> None:
    found: dict[str, Any] = {name: (one(DANA, 0, 1, rule=name),) for name in sections}
    made = world(PEOPLE, **found)
    assert only_card(made).section == where


def test_what_has_gone_cold_comes_last_on_its_card() -> None:
    made = world(
        PEOPLE, due=(one(DANA, 0, 1, rule="new"),), cold=(one(DANA, -60, -50, rule="old"),)
    )
    card = only_card(made)
    assert (card.lead.rule, [each.rule for each in card.rest]) == ("new", ["old"])


def test_what_is_far_off_is_folded_beneath_what_is_near_whatever_its_deadline() -> None:
    made = world(
        PEOPLE,
        due=(one(DANA, 0, 45, rule="near"),),
        upcoming=(one(DANA, 14, 15, rule="soon"), one(DANA, 15, 15, rule="far")),
    )
    card = only_card(made)
    assert card.section == "due"
    assert card.lead.rule == "soon"
    assert [each.rule for each in card.rest] == ["near"]
    assert [each.rule for each in card.later] == ["far"]


def test_how_to_reach_them_is_said_once_for_the_same_way() -> None:
    dana = contact("dana", "Dana", phone=(Phone("112"),), email=("d@acme.example",))
    call: dict[str, Any] = {"channel": Channel.CALL, "channels": (Channel.CALL,)}
    made = world(
        (dana,),
        due=(
            one(DANA, 0, 1, rule="a", **call),
            one(DANA, 0, 2, rule="b", **call),
            one(DANA, 0, 3, rule="c", channel=Channel.EMAIL, channels=(Channel.EMAIL,)),
        ),
    )
    card = only_card(made)
    assert [each.channel.kind if each.channel else "" for each in (card.lead, *card.rest)] == [
        "call",
        "",
        "email",
    ]


def test_an_appointment_of_today_has_not_been_said_yet() -> None:
    path = "contacts/dana.md"
    dana = contact(
        "dana",
        "Dana",
        entries=(
            entry(5, date(2026, 11, 2), Kind.CALL, "before", path=path),
            entry(6, TODAY, Kind.INTERVIEW, "this afternoon", path=path),
        ),
    )
    last = last_with(dana)
    assert last.text == "before"


def test_cards_of_a_section_go_by_the_deadline_of_their_first() -> None:
    made = world(PEOPLE, due=(one(DANA, 0, 3), one(LUIS, -1, 1)))
    assert [name for name, _ in cards(made.views().agenda)["due"]] == [
        "Luis Ortega",
        "Dana Whitfield",
    ]


@pytest.mark.parametrize(("days", "folded"), [(1, False), (14, False), (15, True)])
def test_what_is_due_after_the_next_14_days_is_folded_away(days: int, folded: bool) -> None:  # noqa: FBT001
    page = world(PEOPLE, upcoming=(one(DANA, days, days + 1),)).views().agenda
    (section,) = [each for each in page.sections if each.id == "upcoming"]
    assert (len(section.cards), len(section.later)) == ((0, 1) if folded else (1, 0))


def test_people_without_a_file_get_a_card_of_their_own() -> None:
    ruth = Person("dana", "Ruth Okafor", known=False)
    made = world(
        PEOPLE, due=(one(DANA, 0, 1), one(ruth, 0, 1, channels=(Channel.EMAIL, Channel.CALL)))
    )
    found = {card.who.text: card for card in made.views().agenda.sections[0].cards}
    assert found["Ruth Okafor"].who.href is None
    assert found["Ruth Okafor"].named_in is not None
    assert found["Ruth Okafor"].named_in.href == "contacts/dana.html"
    assert found["Dana Whitfield"].named_in is None
    assert found["Dana Whitfield"].who.href == "contacts/dana.html"
    channel = found["Ruth Okafor"].lead.channel
    assert channel is not None
    assert channel.note == "Find their e-mail address or phone number."


def test_a_rule_that_is_no_message_shows_no_channel() -> None:
    assert only_card(world(PEOPLE, due=(one(DANA, 0, 1),))).lead.channel is None


def test_reached_by_call_the_mobile_comes_first_and_every_number_dials() -> None:
    dana = contact(
        "dana",
        "Dana",
        phone=(Phone("020 123 4567", "work"), Phone("+31 6 1234", "mobile"), Phone("ask")),
    )
    made = world((dana,), due=(one(DANA, 0, 1, channel=Channel.CALL, channels=(Channel.CALL,)),))
    channel = only_card(made).lead.channel
    assert channel is not None
    assert [(link.text, link.href) for link in channel.to] == [
        ("+31 6 1234 (mobile)", "tel:+3161234"),
        ("020 123 4567 (work)", "tel:0201234567"),
        ("ask", None),
    ]


def call_hours(
    zone: str | None,
    yours: str,
    *,
    today: date = TODAY,
    due: date | None = None,
    config: Config | None = None,
) -> CallHours:
    dana = contact("dana", "Dana", timezone=zone, phone=(Phone("112"),))
    due = due or today
    made = world(
        (dana,),
        today=today,
        due=(follow_up(DANA, "x", due, due, channel=Channel.CALL, channels=(Channel.CALL,)),),
        zone=ZoneInfo(yours),
        config=config,
    )
    channel = only_card(made).lead.channel
    assert channel is not None
    assert channel.hours is not None
    return channel.hours


def test_call_hours_stand_in_both_zones_and_say_when_yours_fall_on_the_next_day() -> None:
    hours = call_hours("America/Los_Angeles", "Europe/Amsterdam")
    assert (hours.day.text, hours.theirs, hours.place) == (
        "Fri 20 Nov 2026",
        "09:00–17:30",
        "Los Angeles",
    )
    assert hours.yours == "18:00 Fri 20 Nov – 02:30 Sat 21 Nov"


def test_call_hours_on_another_day_of_yours_name_it_once() -> None:
    hours = call_hours("Australia/Lord_Howe", "America/Los_Angeles", today=date(2026, 11, 18))
    assert (hours.day.text, hours.theirs) == ("Thu 19 Nov 2026", "09:00–17:30")
    assert hours.yours == "14:00–22:30 on Wed 18 Nov"


def test_call_hours_follow_daylight_saving_of_each_zone() -> None:
    # From 25 October Europe is back on winter time; the United States follow on 1 November.
    assert call_hours("America/New_York", "Europe/Amsterdam", today=date(2026, 10, 23)).yours == (
        "15:00–23:30"
    )
    assert call_hours("America/New_York", "Europe/Amsterdam", today=date(2026, 10, 28)).yours == (
        "14:00–22:30"
    )
    assert call_hours("America/New_York", "Europe/Amsterdam", today=date(2026, 11, 4)).yours == (
        "15:00–23:30"
    )


def test_call_hours_wait_for_their_next_weekday_and_for_the_due_day() -> None:
    saturday = date(2026, 11, 21)
    assert call_hours("Europe/London", "Europe/London", today=saturday).day.iso == "2026-11-23"
    late = call_hours("Europe/London", "Europe/London", due=date(2026, 11, 25))
    assert late.day.iso == "2026-11-25"
    past = call_hours("Europe/London", "Europe/London", due=date(2026, 11, 2))
    assert past.day.iso == "2026-11-20"


def test_call_hours_are_said_once_where_the_clocks_agree_or_no_zone_is_known() -> None:
    same = call_hours("Europe/Berlin", "Europe/Amsterdam")
    assert (same.yours, same.place) == ("", "Berlin")
    unknown = call_hours(None, "Europe/Amsterdam")
    assert (unknown.yours, unknown.place, unknown.theirs) == ("", "", "09:00–17:30")
    wrong = call_hours("Mars/Olympus", "Europe/Amsterdam")
    assert wrong.place == ""


def test_call_hours_are_those_of_the_settings() -> None:
    config = Config(call_hours=(time(10), time(16)))
    assert call_hours("Europe/London", "Europe/London", config=config).theirs == "10:00–16:00"


def test_the_last_thing_said_is_the_latest_contact_up_to_today() -> None:
    path = "contacts/dana.md"
    dana = contact(
        "dana",
        "Dana",
        entries=(
            entry(5, date(2026, 11, 2), Kind.CALL, "about *migrations*", path=path),
            entry(6, date(2026, 11, 3), Kind.NOTE, "a memo", path=path),
            entry(
                7,
                date(2026, 11, 4),
                Kind.EMAIL,
                "a receipt",
                path=path,
                automatic=True,
                direction=Direction.IN,
                side=Side.THEY,
            ),
            entry(8, date(2026, 11, 5), Kind.MEETING, "called off", path=path, cancelled=True),
            entry(9, date(2026, 11, 25), Kind.MEETING, "ahead", path=path),
        ),
    )
    last = last_with(dana)
    assert (last.day.iso, last.kind, last.text) == ("2026-11-02", "Call", "about migrations")
    assert last.source.href == "contacts/dana.html#L5"


def test_a_message_left_is_something_said() -> None:
    path = "contacts/dana.md"
    dana = contact(
        "dana",
        "Dana",
        entries=(
            entry(
                5,
                date(2026, 11, 2),
                Kind.CALL,
                "left word",
                path=path,
                attempt=Attempt.VOICEMAIL,
                direction=Direction.IN,
                side=Side.THEY,
            ),
            entry(
                6,
                date(2026, 11, 3),
                Kind.CALL,
                "",
                path=path,
                attempt=Attempt.NO_ANSWER,
                side=Side.YOU,
            ),
        ),
    )
    last = last_with(dana)
    assert (last.text, last.way) == ("left word", "from them, voicemail")


def test_a_long_text_is_cut_between_words() -> None:
    dana = contact(
        "dana",
        "Dana",
        entries=(entry(5, TODAY, Kind.CALL, "word " * 200, path="contacts/dana.md"),),
    )
    last = last_with(dana)
    assert len(last.text) < 245
    assert last.text.endswith("word …")


def test_each_follow_up_says_which_line_it_comes_from() -> None:
    dana = contact("dana", "Dana", entries=(entry(12, TODAY, Kind.CALL, path="contacts/dana.md"),))
    known = only_card(world((dana,), due=(one(DANA, 0, 1, place=Place("contacts/dana.md", 12)),)))
    assert (known.lead.source.text, known.lead.source.href) == (
        "contacts/dana.md:12",
        "contacts/dana.html#L12",
    )
    front = only_card(world((dana,), due=(one(DANA, 0, 1, place=Place("contacts/dana.md", 3)),)))
    assert front.lead.source.href == "contacts/dana.html"


def test_tasks_of_your_own_show_their_text() -> None:
    page = sample_world().views().agenda
    titles = [
        each.task
        for section in page.sections
        for card in (*section.cards, *section.more, *section.later)
        for each in (card.lead, *card.rest)
        if each.rule == "manual"
    ]
    assert titles == ["Call: ask about the start date"]


def test_the_summary_counts_cards_and_events_of_the_day() -> None:
    assert sample_world().views().agenda.summary == "1 card overdue, 3 due now."
    due = world(PEOPLE, due=(one(DANA, 0, 1, rule="a"), one(DANA, 0, 2, rule="b")))
    assert due.views().agenda.summary == "1 card due now."
    assert world(PEOPLE).views().agenda.summary == "Nothing is late, and nothing is due."


@pytest.mark.parametrize(
    ("days_ago", "said"),
    [
        ((), ""),
        ((0, 1, 4), "This week you wrote or called 3 times."),
        ((4,), "This week you wrote or called once."),
        ((0, 5), "This week you wrote or called once, last week 1."),
        ((2, 3, 5, 11), "This week you wrote or called 2 times, last week 2."),
        ((5, 11), "Last week you wrote or called 2 times."),
        ((12, 400), ""),
    ],
)
def test_it_says_what_went_out_this_week_and_last(days_ago: tuple[int, ...], said: str) -> None:
    entries = tuple(
        entry(line, TODAY - timedelta(ago), Kind.EMAIL, path="contacts/dana.md")
        for line, ago in enumerate(days_ago, 9)
    )
    made = world((contact("dana", "Dana Whitfield", entries=entries),)).views()
    assert made.agenda.sent == said
    (page,) = [one for one in render_site(made, None) if one.path == "agenda.html"]
    assert f'<p class="sent">{said}</p>' in page.data.decode()


def test_events_say_how_far_off_and_at_which_clock() -> None:
    (event,) = sample_world().views().agenda.events
    assert (event.day.text, event.away, event.kind, event.channel) == (
        "Tue 24 Nov 2026",
        "in 4 days",
        "Interview",
        "in person, round 2",
    )
    assert event.time == "10:00 their time, 19:00 yours"


def test_an_event_names_everyone_and_the_round() -> None:
    made = sample_world()
    event = made.agenda.events[0]
    hanneke = Person("dana", "Hanneke", known=False, place="acme")
    people = (Person("dana", "Dana Whitfield"), Person("agencies/luis", "Luis"), hanneke)
    entry = replace(event.record.entry, round=3)
    seen = replace(event, record=replace(event.record, entry=entry, people=people))
    views = replace(made, agenda=replace(made.agenda, events=(seen,))).views()
    (shown,) = views.agenda.events
    assert shown.channel == "in person, round 3"
    assert [(one.text, one.href) for one in shown.others] == [
        ("Luis", "contacts/agencies/luis.html"),
        ("Hanneke", None),
    ]
    html = Renderer(None).page("agenda.html", views.agenda).data.decode()
    text = " ".join(read_page(html).text.split())
    assert "Interview (in person, round 3) with Dana Whitfield, Luis and Hanneke, Senior" in text


def test_an_event_whose_kind_is_its_channel_says_it_once() -> None:
    made = sample_world()
    event = made.agenda.events[0]
    entry = replace(event.record.entry, kind=Kind.CALL, channel=Channel.CALL, round=None)
    call = replace(event, kind=Kind.CALL, record=replace(event.record, entry=entry))
    (shown,) = replace(made, agenda=replace(made.agenda, events=(call,))).views().agenda.events
    assert (shown.kind, shown.channel) == ("Call", "")


def test_events_beyond_the_days_ahead_are_folded_away() -> None:
    made = sample_world()
    far = replace(made.agenda.events[0], own_day=TODAY + timedelta(15))
    agenda = replace(made.agenda, events=(*made.agenda.events, far))
    page = replace(made, agenda=agenda).views().agenda
    assert (len(page.events), len(page.later_events)) == (1, 1)


def test_open_ends_are_shown_with_their_people() -> None:
    made = world(
        (
            contact(
                "dana",
                "Dana",
                company="Acme",
                position="Engineer",
                entries=(entry(4, TODAY, Kind.APPLIED, path="contacts/dana.md"),),
            ),
        ),
        opportunities=((ACME, Stage.APPLIED, None),),
        joins={("dana", 4): ACME},
    )
    (end,) = made.views().agenda.open_ends
    assert (end.position, end.stage, end.people[0].href) == (
        "Engineer",
        "Applied",
        "contacts/dana.html",
    )


def test_an_empty_part_does_not_deny_what_the_others_show() -> None:
    def said(made: World) -> str:
        page = made.views().agenda
        return next(one.empty for one in page.sections if one.id == "upcoming")

    assert said(world(PEOPLE)).startswith("Nothing is planned for the days ahead.")
    beside = world(PEOPLE, due=(one(DANA, 0, 1, rule="a"), one(DANA, 7, 8, rule="b")))
    assert said(beside).startswith("Nothing else is coming up.")
    sample = sample_world()
    only_events = replace(world(PEOPLE).agenda, events=sample.agenda.events)
    assert only_events.events
    assert said(replace(sample, agenda=only_events)).startswith("Nothing else is coming up.")


def test_a_section_shows_so_many_cards_whole_and_of_any_more_a_row() -> None:
    people = tuple(contact(f"p{number:02}", f"Person {number:02}") for number in range(14))
    made = world(people, due=tuple(one(Person(each.id, each.name), 0, 1) for each in people))
    (section,) = [each for each in made.views().agenda.sections if each.total]
    assert (len(section.cards), len(section.more), section.total) == (10, 4, 14)
    page = read_page(
        next(
            each.data.decode()
            for each in render_site(made.views(), None)
            if each.path == "agenda.html"
        )
    )
    assert len(page.named("article")) == 10
    assert "contacts/p13.html" in page.hrefs
    assert "Person 13" in page.text


def test_what_has_gone_cold_is_folded_away_as_rows() -> None:
    (section,) = [
        each
        for each in world(PEOPLE, cold=(one(DANA, -60, -50),)).views().agenda.sections
        if each.id == "cold"
    ]
    assert (section.folds, len(section.cards), len(section.more)) == (True, 0, 1)


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ((), None),
        ((Severity.WARNING, Severity.HINT), None),
        ((Severity.ERROR,), "1 error in your files"),
        ((Severity.ERROR, Severity.WARNING, Severity.ERROR), "2 errors in your files"),
    ],
)
def test_the_agenda_says_that_something_could_not_be_read(
    severities: tuple[Severity, ...], said: str | None
) -> None:
    problems = tuple(
        Diagnostic("contacts/dana.md", 1 + at, 1, severity, "x", "wrong")
        for at, severity in enumerate(severities)
    )
    made = replace(world(PEOPLE), problems=problems)
    (page,) = [one for one in render_site(made.views(), None) if one.path == "agenda.html"]
    shown = read_page(page.data.decode())
    assert ("in your files" in shown.text) == (said is not None)
    assert said is None or said in shown.text
