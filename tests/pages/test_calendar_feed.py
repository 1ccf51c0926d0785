"""The calendar feed: what other calendars make of it, whatever contact files say."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import icalendar
import pytest

from tests.building import build
from tests.pages.sample_site import sample_world, world
from tests.pages.test_hostile import FIELD_PAYLOADS, hostile_site
from tests.pages.test_markdown import HOSTILE
from tracker.calendar_file import FEED, FOOT, HEAD, NOTHING, feed, feed_part
from tracker.views.calendar_feed import FeedEntry, feed_years

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)

#: A calendar, or an event in one: what its values are depends on their names.
Component: TypeAlias = Any

DANA = """---
name: Dana Whitfield
company: Acme
position: Cook
phone: 0612345678
prefers: call
timezone: America/Los_Angeles
---
## Log
- 2026-11-24 14:30 interview (video, theirs): bring the knives, and "proof"
- [ ] 2026-12-01 call: ask about the start date
"""
LUIS = """---
name: Luis Ortega
company: Beta
position: Baker
phone: 0611112222
---
## Log
- 2026-11-02 applied (email)
"""


def lay(root: Path, toml: str = "", **people: str) -> Path:
    """A workspace in Amsterdam, as of the samples' day."""
    (root / "contacts").mkdir(parents=True, exist_ok=True)
    head = 'as_of = 2026-11-20\nstart = 2026-01-01\n[calendar]\ntimezone = "Europe/Amsterdam"\n'
    (root / "tracker.toml").write_text(head + toml, encoding="utf-8")
    for name, text in people.items():
        (root / "contacts" / f"{name}.md").write_text(text, encoding="utf-8")
    return root


def built(root: Path, today: date | None = None) -> bytes:
    """The feed of a workspace."""
    build(root, root / "output", today)
    return (root / "output" / FEED).read_bytes()


def read(data: bytes) -> Component:
    """A feed, parsed by the library, which must find no fault with it."""
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    for one in calendar.walk():
        assert one.errors == [], one.errors
    return calendar


def events(data: bytes) -> list[Component]:
    return list(read(data).events)


def by_summary(data: bytes) -> dict[str, Component]:
    return {str(one["SUMMARY"]): one for one in events(data)}


def application(data: bytes) -> Component:
    return next(one for one in events(data) if "application" in str(one["SUMMARY"]))


def hold(data: bytes) -> list[Component]:
    """Assert what RFC 5545 asks of a calendar; its events."""
    assert data.isascii() or data.decode()
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert all(b"\r" not in line and b"\n" not in line for line in lines)
    # 3.1: no line of more than 75 octets; folds never cut a character.
    assert max(map(len, lines)) <= 75
    calendar = read(data)
    assert [name for name, _ in calendar.property_items(recursive=False)][:1] == ["BEGIN"]
    assert calendar["VERSION"] == "2.0"
    assert str(calendar["PRODID"])
    found = list(calendar.events)
    uids = [str(one["UID"]) for one in found]
    assert len(uids) == len(set(uids))
    told = {str(one["TZID"]) for one in calendar.walk("VTIMEZONE")}
    for one in found:
        # 3.6.1: DTSTAMP and UID are required; DTSTART where there is no METHOD.
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(one)
        assert one["DTSTAMP"].dt.tzinfo is not None
        begins = one["DTSTART"].dt
        if isinstance(begins, datetime):
            assert begins.tzinfo is not None
            zone = one["DTSTART"].params.get("TZID")
            assert zone is None or zone in told
        else:
            assert one["DTSTART"].params["VALUE"] == "DATE"
        if "DTEND" in one:
            assert type(one["DTEND"].dt) is type(begins)
            assert one["DTEND"].dt > begins
            if not isinstance(begins, datetime):
                assert one["DTEND"].dt - begins == timedelta(days=1)
    return found


def test_a_follow_up_takes_the_day_it_is_due(tmp_path: Path) -> None:
    data = built(lay(tmp_path, dana=DANA, luis=LUIS))
    hold(data)
    one = by_summary(data)["Dana Whitfield: Call: ask about the start date"]
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2026, 12, 1), date(2026, 12, 2))
    assert one["TRANSP"] == "TRANSPARENT"
    asked = application(data)
    said = str(asked["DESCRIPTION"]).splitlines()
    assert said[0] == "Baker at Beta"
    assert said[2:] == ["In time until Mon 16 Nov 2026.", "By phone.", "contacts/luis.md"]
    assert asked["DTSTAMP"].dt == datetime(2026, 11, 2, tzinfo=UTC)


def test_an_event_takes_an_hour_in_its_own_zone(tmp_path: Path) -> None:
    data = built(lay(tmp_path, dana=DANA))
    one = by_summary(data)["Interview: Dana Whitfield (Acme)"]
    begins = one["DTSTART"].dt
    assert one["DTSTART"].params["TZID"] == "America/Los_Angeles"
    assert begins == datetime(2026, 11, 24, 14, 30, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert one["DTEND"].dt - begins == timedelta(hours=1)
    assert one["TRANSP"] == "OPAQUE"
    said = str(one["DESCRIPTION"]).splitlines()
    assert said == [
        "Cook at Acme",
        "Interview (video)",
        "14:30 their time, 23:30 yours",
        'bring the knives, and "proof"',
        "An hour is assumed: the log does not say how long.",
        "contacts/dana.md",
    ]


def test_an_event_without_an_hour_takes_its_day(tmp_path: Path) -> None:
    text = DANA.replace(" 14:30", "").replace(", theirs", "")
    one = by_summary(built(lay(tmp_path, dana=text)))["Interview: Dana Whitfield (Acme)"]
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2026, 11, 24), date(2026, 11, 25))


@pytest.mark.parametrize(
    ("day", "hour", "ends"),
    [
        # The hour in which clocks are set back lasts two; 02:30 is the first of them.
        ("2026-10-25", "02:30", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        # 02:30 does not exist: RFC 5545 counts it by the offset from before.
        ("2027-03-28", "02:30", datetime(2027, 3, 28, 2, 30, tzinfo=UTC)),
        ("2026-12-31", "23:30", datetime(2026, 12, 31, 23, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_is_an_hour_whatever_clocks_do(
    tmp_path: Path, day: str, hour: str, ends: datetime
) -> None:
    text = f"---\nname: Dana\n---\n## Log\n- 2026-10-20 met\n- {day} {hour} meeting\n"
    one = by_summary(built(lay(tmp_path, dana=text)))["Meeting: Dana"]
    assert one["DTEND"].dt.astimezone(UTC) == ends


def test_the_rules_of_a_zone_are_those_of_its_clocks(tmp_path: Path) -> None:
    calendar = read(built(lay(tmp_path, dana=DANA)))
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "America/Los_Angeles"
    there = ZoneInfo("America/Los_Angeles")
    rules = sorted(zone.subcomponents, key=lambda one: one["DTSTART"].dt)
    assert len(rules) == 9
    for number in range(24 * 365 * 4):
        moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=number)
        # As RFC 5545 says: each rule begins by the clock before it.
        past = [
            one
            for one in rules
            if one["DTSTART"].dt - one["TZOFFSETFROM"].td <= moment.replace(tzinfo=None)
        ]
        assert past[-1]["TZOFFSETTO"].td == moment.astimezone(there).utcoffset()


def test_events_far_off_are_given_in_utc(tmp_path: Path) -> None:
    text = "---\nname: Dana\n---\n## Log\n- 2026-10-20 met\n- 2031-07-01 14:00 meeting\n"
    data = built(lay(tmp_path, dana=text))
    hold(data)
    assert b"DTSTART:20310701T120000Z" in data


def test_nothing_of_the_day_is_in_it(tmp_path: Path) -> None:
    root = lay(tmp_path, dana=DANA)
    feeds = {built(root, TODAY + timedelta(days=ahead)) for ahead in range(-19, 11)}
    assert len(feeds) == 1


def test_an_identifier_stays_when_the_due_date_moves(tmp_path: Path) -> None:
    before = built(lay(tmp_path / "a", luis=LUIS))
    # They name a later day; and a try of yours.
    named = LUIS.replace("(email)", "(email, reply by 2026-11-27)")
    tried = f"{LUIS}- 2026-11-12 email\n"
    others = [built(lay(tmp_path / "b", luis=text)) for text in (named, tried)]
    found = [application(data) for data in (before, *others)]
    assert len({str(one["UID"]) for one in found}) == 1
    assert len({one["DTSTART"].dt for one in found}) == 3
    assert found[2]["DTSTAMP"].dt == datetime(2026, 11, 12, tzinfo=UTC)
    assert built(tmp_path / "a") == before


def test_an_identifier_stays_when_other_entries_come_and_go(tmp_path: Path) -> None:
    before = {str(one["UID"]) for one in events(built(lay(tmp_path, dana=DANA)))}
    more = DANA.replace("## Log\n", "A note.\n\n## Log\n- 2026-10-01 met\n")
    luis = "---\nname: Luis\ncompany: Acme\n---\n## Log\n- 2026-11-24 15:00 interview\n"
    after = {str(one["UID"]) for one in events(built(lay(tmp_path, dana=more, luis=luis)))}
    assert before <= after


def test_two_events_of_one_day_have_identifiers_of_their_own(tmp_path: Path) -> None:
    text = DANA + "- 2026-11-24 16:00 interview\n- 2026-11-24 17:00 interview\n"
    found = hold(built(lay(tmp_path, dana=text)))
    assert len([one for one in found if str(one["SUMMARY"]).startswith("Interview")]) == 3


def test_the_feed_of_the_samples_holds(tmp_path: Path) -> None:
    build(ROOT, tmp_path / "site")
    assert len(hold((tmp_path / "site" / FEED).read_bytes())) > 40


@pytest.mark.parametrize(
    "bad",
    [
        *HOSTILE,
        *FIELD_PAYLOADS,
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
        "x\nATTACH:http://evil.example",
        "x\\nATTACH:http://evil.example",
        "a;b,c:d\\e\"f'g^n",
        "x\x00\x07\x1b]0;t\x07\x85\u2028END:VCALENDAR\x9b31m",
        "\u202ereversed \U0001f600" * 40,
        "é" * 300,
        "\udc80\udcff",
    ],
)
def test_no_text_breaks_out(bad: str) -> None:
    site = hostile_site(bad)
    data = feed([feed_part(site.feed, site.feed_years)]).data
    found = hold(data)
    assert len(found) == len(site.feed) > 2
    properties = {name for one in found for name in one}
    assert properties == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP",
    }  # fmt: skip
    assert all(len(str(one["SUMMARY"]).splitlines()) == 1 for one in found)


def test_what_was_typed_is_shown_as_typed() -> None:
    bad = 'a;b, c\\n "d"'
    found = hold(feed([feed_part(hostile_site(bad).feed, range(2026, 2027))]).data)
    assert any(bad in str(one["SUMMARY"]) for one in found)
    assert any(bad in str(one["DESCRIPTION"]) for one in found)


def test_nothing_rings_unless_it_is_asked_for(tmp_path: Path) -> None:
    assert b"VALARM" not in built(lay(tmp_path, dana=DANA))


def test_alarms_ring_when_the_settings_say(tmp_path: Path) -> None:
    toml = '[alarms]\nfollow_ups = "08:30"\nevents = "45 minutes"\n'
    data = built(lay(tmp_path, toml, dana=DANA))
    hold(data)
    found = by_summary(data)
    (alarm,) = found["Dana Whitfield: Call: ask about the start date"].walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(hours=8, minutes=30)
    (alarm,) = found["Interview: Dana Whitfield (Acme)"].walk("VALARM")
    assert (str(alarm["ACTION"]), alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(minutes=-45))
    assert str(alarm["DESCRIPTION"]) == "Interview: Dana Whitfield (Acme)"


def test_what_goes_round_it_is_what_the_library_writes() -> None:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Tracker//Agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", "Tracker")
    calendar.add("x-wr-calname", "Tracker")
    calendar.add("x-published-ttl", "PT1H")
    calendar.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    assert calendar.to_ical() == HEAD + FOOT


def test_a_feed_of_nothing_is_a_calendar_too() -> None:
    data = feed([feed_part((), range(2025, 2029))]).data
    assert data == HEAD + NOTHING + FOOT
    assert hold(data) == []
    assert hold(feed([]).data) == []
    assert world().views().feed == ()


@pytest.mark.parametrize("day", [date.min, date.max, date(1, 1, 2), date(9999, 12, 30)])
def test_the_first_and_the_last_days_there_are(day: date) -> None:
    moment = datetime.combine(day, datetime.max.time(), tzinfo=ZoneInfo("Asia/Tokyo"))
    entries = (
        FeedEntry("a", day, day, None, "x", "", "Event", busy=False, alarm=None),
        FeedEntry("b", day, moment.replace(microsecond=0), None, "x", "", "Event",
                  busy=False, alarm=None),
    )  # fmt: skip
    assert len(events(feed([feed_part(entries, feed_years(day))]).data)) == 2


def test_the_sample_site_has_a_feed() -> None:
    site = sample_world().views()
    assert len(site.feed) > 8
    assert {one.category for one in site.feed} == {"Follow-up", "Event"}


def imported_by(*arguments: str | Path) -> set[str]:
    """The modules that a command imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "tracker", *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=120, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode in {0, 1}
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}


def test_only_what_makes_it_takes_the_time_to_load_the_library(tmp_path: Path) -> None:
    root = lay(tmp_path, dana=DANA)
    commands: Iterable[tuple[tuple[str, ...], bool]] = (
        (("agenda",), False),
        (("check",), False),
        (("build",), True),
        (("build",), False),  # nothing has changed
    )
    for command, loads in commands:
        assert ("icalendar" in imported_by(*command, "--root", root)) is loads, command
