"""The settings: what is read, and what a person is told about each mistake."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time, timedelta

import pytest

from tracker.config import CALL_HOURS, Alarms, Config
from tracker.config_reader import load_config
from tracker.diagnostics import Severity
from tracker.setting_places import place_of
from tracker.toml_places import key_places
from tracker.workdays import Calendar, Duration, Interval, Unit

WHOLE = """\
as_of = 2026-11-20
start = 2026-11-01

[calendar]
timezone = "Europe/Amsterdam"
working_days = ["mon", "Tuesday", "wed", "mon"]
holidays = ["nl", "us-ca", 2026-12-24]
call_hours = ["9:00", 17:30:00]

[keep_in_touch]
"Hiring manager" = "6 weeks / 3 months"
mentor = "8 weeks"

[rules.thank-you-interview]
due = "same day"

[alarms]
follow_ups = "8:30"
events = "90 Minutes"
"""


def loaded(text: str) -> Config:
    """The settings of a text without a mistake."""
    config, problems = load_config(text)
    assert problems == ()
    return config


def told(text: str) -> list[str]:
    """The problems of a text as printed, with their hints."""
    return [f"{one} | {one.hint}" for one in load_config(text)[1]]


def test_every_setting_is_read() -> None:
    assert loaded(WHOLE) == Config(
        as_of=date(2026, 11, 20),
        start=date(2026, 11, 1),
        timezone="Europe/Amsterdam",
        calendar=Calendar(frozenset({0, 1, 2}), ("NL", "US-CA"), frozenset({date(2026, 12, 24)})),
        call_hours=(time(9), time(17, 30)),
        keep_in_touch={
            "customer": Interval(Duration(30)),
            "hiring-manager": Interval(Duration(6, Unit.WEEKS), Duration(3, Unit.MONTHS)),
            "mentor": Interval(Duration(8, Unit.WEEKS)),
        },
        alarms=Alarms(time(8, 30), timedelta(minutes=90)),
        rules={"thank-you-interview": {"due": "same day"}},
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0 minutes", timedelta()),
        ("1 minute", timedelta(minutes=1)),
        ("2 hours", timedelta(hours=2)),
        ("1 day", timedelta(days=1)),
        ("28days", timedelta(days=28)),
    ],
)
def test_how_long_before_an_event_its_alarm_rings(typed: str, meant: timedelta) -> None:
    assert loaded(f'[alarms]\nevents = "{typed}"').alarms == Alarms(None, meant)


def test_nothing_rings_unless_it_is_asked_for() -> None:
    assert loaded("").alarms == Alarms(None, None)
    assert loaded("[alarms]\nfollow_ups = 09:00:00").alarms == Alarms(time(9))


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "[calendar]\n", "[rules]\n"])
def test_every_setting_has_a_default(text: str) -> None:
    config = loaded(text)
    assert config == Config()
    assert config.call_hours == CALL_HOURS
    assert config.keep_in_touch == {"customer": Interval(Duration(30))}


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    assert loaded("\ufeff" + WHOLE.replace("\n", "\r\n")) == loaded(WHOLE)


def test_never_switches_a_relationships_default_off() -> None:
    assert loaded('[keep_in_touch]\ncustomer = "never"').keep_in_touch == {}


def test_a_default_can_be_overridden() -> None:
    config = loaded('[keep_in_touch]\nCustomer = "6 weeks"')
    assert config.keep_in_touch == {"customer": Interval(Duration(6, Unit.WEEKS))}


KNOWN = "Known settings: as_of, start, calendar, keep_in_touch, alarms, rules."
KNOWN_IN_CALENDAR = "Known settings in [calendar]: timezone, working_days, holidays, call_hours."
DATE = "Write 2026-11-20, without quotes or a time."
ZONE = 'Write a name such as "Europe/Amsterdam" or "America/Los_Angeles".'
DAYS = 'Write a list such as ["mon", "tue", "wed", "thu", "fri"].'
ONE_DAY = "Write mon, tue, wed, thu, fri, sat or sun."
HOLIDAYS = 'Write a list of countries, regions and dates, such as ["NL", "US-CA", 2026-12-24].'
HOURS = 'Write two times such as ["09:00", "17:30"].'
AT = 'Write a time such as "08:30".'
BEFORE = 'Write a length of time such as "30 minutes", "2 hours" or "1 day".'
INTERVAL = 'Write "30 days", "6 weeks / 3 months" or "never".'
TOML = 'Write each setting as `name = value`, texts in quotes: timezone = "Europe/Amsterdam".'


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("follow_ups = 9", "`alarms.follow_ups` must be a time, not a number.", AT),
        ("follow_ups = true", "`alarms.follow_ups` must be a time, not true or false.", AT),
        ('follow_ups = "24:00"', '`alarms.follow_ups` holds no time of day, "24:00".', AT),
        ("events = 30", "`alarms.events` must be a text, not a number.", BEFORE),
        ('events = "soon"', '`alarms.events` holds no length of time, "soon".', BEFORE),
        ('events = "-5 minutes"', '`alarms.events` holds no length of time, "-5 minutes".', BEFORE),
        ('events = "29 days"', '`alarms.events` is longer than 28 days, "29 days".', BEFORE),
        ('events = "9 weeks"', '`alarms.events` holds no length of time, "9 weeks".', BEFORE),
        (
            'event = "1 day"',
            "Unknown setting `alarms.event`: did you mean `alarms.events`?",
            "Known settings in [alarms]: follow_ups, events.",
        ),
    ],
)
def test_mistakes_in_alarms_are_explained(line: str, message: str, hint: str) -> None:
    (problem,) = load_config(f"[alarms]\n{line}\n")[1]
    assert (problem.line, problem.message, problem.hint) == (2, message, hint)


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("strat = 1", "Unknown setting `strat`: did you mean `start`?", KNOWN),
        ("banana = 1", "Unknown setting `banana`: did you mean `calendar`?", KNOWN),
        (
            'timezone = "UTC"',
            (
                "Unknown setting `timezone`: did you mean `calendar.timezone`? "
                "It stands below [calendar]."
            ),
            KNOWN,
        ),
        ('as_of = "2026-11-20"', "`as_of` must be a date, not a text.", DATE),
        ('as_of = "tomorrow"', "`as_of` must be a date, not a text.", DATE),
        ("start = 2026-11-20T09:00:00", "`start` must be a date, not a date with a time.", DATE),
        ("start = 20261120", "`start` must be a date, not a number.", DATE),
        ("start = 09:00:00", "`start` must be a date, not a time.", DATE),
        ("start = true", "`start` must be a date, not true or false.", DATE),
        (
            'calendar = "NL"',
            "`calendar` must be a table, not a text.",
            "Write [calendar] on a line of its own, its settings below.",
        ),
        (
            "rules = []",
            "`rules` must be a table, not a list.",
            "Write [rules] on a line of its own, its settings below.",
        ),
        (
            'rules."my rule" = 3',
            '`rules."my rule"` must be a table, not a number.',
            'Write [rules."my rule"] on a line of its own, its settings below.',
        ),
        (
            "keep_in_touch = 30",
            "`keep_in_touch` must be a table, not a number.",
            "Write [keep_in_touch] on a line of its own, its settings below.",
        ),
        (
            "keep_in_touch.customer = 30",
            "`keep_in_touch.customer` must be a text, not a number.",
            INTERVAL,
        ),
        (
            'keep_in_touch.customer = "often"',
            '`keep_in_touch.customer` holds no interval, "often".',
            INTERVAL,
        ),
    ],
)
def test_a_mistake_at_the_top(line: str, message: str, hint: str) -> None:
    code = "unknown-setting" if message.startswith("Unknown") else "invalid-setting"
    assert told(f"\n\n{line}\n") == [f"tracker.toml:3:1: error[{code}] {message} | {hint}"]


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "holiday = []",
            "Unknown setting `calendar.holiday`: did you mean `calendar.holidays`?",
            KNOWN_IN_CALENDAR,
        ),
        ("timezone = 1", "`calendar.timezone` must be a text, not a number.", ZONE),
        (
            'timezone = "Europe/Amsterdm"',
            (
                '`calendar.timezone` names no known time zone, "Europe/Amsterdm": '
                'did you mean "Europe/Amsterdam"?'
            ),
            ZONE,
        ),
        (
            'timezone = "los angeles"',
            (
                '`calendar.timezone` names no known time zone, "los angeles": '
                'did you mean "America/Los_Angeles"?'
            ),
            ZONE,
        ),
        (
            'timezone = "../../etc/passwd"',
            '`calendar.timezone` names no known time zone, "../../etc/passwd".',
            ZONE,
        ),
        (
            'timezone = "/etc/localtime"',
            '`calendar.timezone` names no known time zone, "/etc/localtime".',
            ZONE,
        ),
        ('timezone = ""', '`calendar.timezone` names no known time zone, "".', ZONE),
        ('timezone = "America"', '`calendar.timezone` names no known time zone, "America".', ZONE),
        (
            'working_days = "mon"',
            "`calendar.working_days` must be a list of days, not a text.",
            DAYS,
        ),
        (
            "working_days = []",
            "`calendar.working_days` is empty: at least one day must be a working day.",
            DAYS,
        ),
        (
            'working_days = ["mon", "wendesday"]',
            (
                '`calendar.working_days` names no day of the week, "wendesday": '
                'did you mean "wednesday"?'
            ),
            ONE_DAY,
        ),
        (
            'working_days = ["mno"]',
            '`calendar.working_days` names no day of the week, "mno": did you mean "mon"?',
            ONE_DAY,
        ),
        (
            "working_days = [1]",
            "`calendar.working_days` must hold days of the week, not a number.",
            ONE_DAY,
        ),
        ('holidays = "NL"', "`calendar.holidays` must be a list, not a text.", HOLIDAYS),
        (
            "holidays = [1]",
            "`calendar.holidays` must hold countries, regions and dates, not a number.",
            HOLIDAYS,
        ),
        (
            "holidays = [2026-12-24T00:00:00]",
            "`calendar.holidays` must hold countries, regions and dates, not a date with a time.",
            HOLIDAYS,
        ),
        (
            'holidays = ["Nederland", "NL"]',
            '`calendar.holidays` names no country whose holidays are known, "Nederland".',
            HOLIDAYS,
        ),
        (
            'holidays = ["Netherland"]',
            (
                '`calendar.holidays` names no country whose holidays are known, "Netherland": '
                'did you mean "NL"?'
            ),
            HOLIDAYS,
        ),
        (
            'holidays = ["CA-ONN"]',
            (
                '`calendar.holidays` names no region of CA whose holidays are known, "CA-ONN": '
                'did you mean "CA-ON"?'
            ),
            (
                "Known: CA-AB, CA-BC, CA-MB, CA-NB, CA-NL, CA-NS, CA-NT, CA-NU, CA-ON, CA-PE, "
                "CA-QC, CA-SK, CA-YT."
            ),
        ),
        (
            'holidays = ["GR-"]',
            '`calendar.holidays` names no region of GR whose holidays are known, "GR-".',
            'Write "GR".',
        ),
        (
            'holidays = ["2026-12-24"]',
            '`calendar.holidays` holds a date in quotes, "2026-12-24".',
            "Write 2026-12-24, without quotes.",
        ),
        (
            'call_hours = "09:00"',
            "`calendar.call_hours` must be a list of two times, not a text.",
            HOURS,
        ),
        (
            'call_hours = ["09:00"]',
            "`calendar.call_hours` must be a list of two times, not 1 of them.",
            HOURS,
        ),
        (
            'call_hours = ["9 am", "17:30"]',
            '`calendar.call_hours` holds no time of day, "9 am".',
            HOURS,
        ),
        (
            'call_hours = ["09:00", "24:00"]',
            '`calendar.call_hours` holds no time of day, "24:00".',
            HOURS,
        ),
        (
            "call_hours = [9, 10:00:00]",
            "`calendar.call_hours` must hold times, not a number.",
            HOURS,
        ),
        (
            'call_hours = ["17:30", "09:00"]',
            "`calendar.call_hours` must begin before they end, not 17:30 to 09:00.",
            HOURS,
        ),
        (
            'call_hours = ["09:00", "09:00"]',
            "`calendar.call_hours` must begin before they end, not 09:00 to 09:00.",
            HOURS,
        ),
    ],
)
def test_a_mistake_in_the_calendar(line: str, message: str, hint: str) -> None:
    code = "unknown-setting" if message.startswith("Unknown") else "invalid-setting"
    expected = f"error[{code}] {message} | {hint}"
    assert told(f"[calendar]\n  {line}\n") == [f"tracker.toml:2:3: {expected}"]
    # An inline table has no lines of its own: its parent's serves.
    assert told(f"calendar = {{ {line} }}\n") == [f"tracker.toml:1:1: {expected}"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("as_of = \n", 1),
        ("start = 2026-11-20\nstart = 2026-11-21", 2),
        ("\ufeff\r\n[calendar\r\n", 2),
        ("as_of = 2026-02-30", 1),
        ("[calendar]\nholidays = [1,", 2),
        ("# deep\nx = " + "[" * 5000, 2),
        ("# long\nx = " + "9" * 5000, 2),
    ],
)
def test_a_text_that_is_no_toml(text: str, line: int) -> None:
    config, problems = load_config(text)
    assert config == Config()
    assert [(one.line, one.code, one.hint) for one in problems] == [(line, "settings-syntax", TOML)]


def test_where_the_syntax_breaks_is_told_by_line_and_column() -> None:
    expected = "tracker.toml:2:9: error[settings-syntax] This is not TOML: invalid value."
    assert told("\ufeff# mine\r\nas_of = tomorrow\r\n") == [f"{expected} | {TOML}"]


def test_all_mistakes_are_told_together_in_the_order_of_the_file() -> None:
    text = """\
[calendar]
working_days = ["mno", "tue", 3]
timezone = "Mars/Olympus"
[keep_in_touch]
hiring-manager = "3 months"
"Hiring Manager" = "6 months"
friend = "3 moons"
[rules]
chase = true
[banana]
"""
    config, problems = load_config(text, "work/tracker.toml")
    assert [(one.line, one.column, one.code) for one in problems] == [
        (2, 1, "invalid-setting"),
        (2, 1, "invalid-setting"),
        (3, 1, "invalid-setting"),
        (6, 1, "invalid-setting"),
        (7, 1, "invalid-setting"),
        (9, 1, "invalid-setting"),
        (10, 2, "unknown-setting"),
    ]
    assert {one.path for one in problems} == {"work/tracker.toml"}
    assert {one.severity for one in problems} == {Severity.ERROR}
    assert problems[3].message == (
        '`keep_in_touch."Hiring Manager"` is the same relationship as `hiring-manager`.'
    )
    # What is right counts all the same.
    assert config.keep_in_touch["hiring-manager"] == Interval(Duration(3, Unit.MONTHS))
    assert config.timezone is None


def test_the_holidays_are_loaded_only_where_a_place_is_named() -> None:
    # They cost more than all the rest of a start.
    code = (
        "import sys; from tracker.config_reader import load_config; "
        "load_config('[calendar]\\nholidays = [2026-12-24{}]'); "
        "sys.exit('holidays' in sys.modules)"
    )
    for place, loaded_then in (("", 0), (", \\'NL\\'", 1)):
        run = subprocess.run([sys.executable, "-c", code.format(place)], check=False)
        assert run.returncode == loaded_then


def test_the_place_of_a_rules_setting_is_known_to_whoever_reads_the_rules() -> None:
    config = loaded(WHOLE)
    assert config.place("rules", "thank-you-interview", "due") == (15, 1)
    assert config.place("rules", "thank-you-interview", "deadline") == (14, 2)
    assert config.place("nowhere") == (1, 1)


def test_keys_are_found_among_everything_toml_allows() -> None:
    text = '''\
a.b = "x = 1" # y = 2
"quoted \\u00e9" = 1
text = """
fake = 1
[fake]
\\""" still = 1"""
raw = \'\'\'
fake = 1\'\'\'
list = [
  ["nested"], # [fake]
  ["last"]
]
inline = { fake = 1 }
[ table . "sub table" ] # comment
  key=1
[[many]]
key = 2
[end]'''
    places = key_places(text)
    assert places == {
        ("a",): (1, 1),
        ("a", "b"): (1, 1),
        ("quoted é",): (2, 1),
        ("text",): (3, 1),
        ("raw",): (7, 1),
        ("list",): (9, 1),
        ("inline",): (13, 1),
        ("table",): (14, 3),
        ("table", "sub table"): (14, 3),
        ("table", "sub table", "key"): (15, 3),
        ("many",): (16, 3),
        ("many", "key"): (17, 1),
        ("end",): (18, 2),
    }
    assert place_of(places, ("inline", "fake")) == (13, 1)
