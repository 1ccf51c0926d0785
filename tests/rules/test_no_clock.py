"""What follows from the logs knows no day, and what is on that day is a plain reading of it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from tests.rules.varied_book import BOOK, TOML
from tests.rules.workspace import WAITING, World, lists, shown, sketch
from tracker.agenda import Agenda, bucket_on, turns
from tracker.rules.followup import FollowUp
from tracker.rules.load import shipped_rules

ROOT = Path(__file__).parents[2]


@cache
def varied() -> World:
    """The varied book, derived once."""
    return sketch(BOOK, TOML)


def test_the_varied_book_has_every_rule() -> None:
    derived = varied().derived
    open_ones = {one.rule for one in derived.follow_ups}
    assert open_ones == {rule.name for rule in shipped_rules()} | {"send-the-portfolio"}
    assert len({one.rule for one in derived.closed}) > 10


# No clock

#: Runs in a process of its own, in which every clock is set before anything of ours is imported.
#: C code reads the clock behind Python's back, so the classes themselves are replaced.
FROZEN = """
import builtins, datetime, hashlib, os, sys, time

DAY = datetime.date.fromisoformat(sys.argv[1]) if sys.argv[1] != "none" else None
asked = []
real_date, real_datetime = datetime.date, datetime.datetime


class Meta(type):
    # A day made by the real classes stays a day: only asking for today is ours.
    real = real_date
    def __instancecheck__(cls, one):
        return isinstance(one, cls.real)
    def __subclasscheck__(cls, one):
        return issubclass(one, cls.real)


class MetaTime(Meta):
    real = real_datetime


def moment():
    asked.append(True)
    if DAY is None:
        raise RuntimeError("asked the clock")
    return real_datetime(DAY.year, DAY.month, DAY.day, 12)


class Date(real_date, metaclass=Meta):
    @classmethod
    def today(cls):
        return moment().date()


class DateTime(real_datetime, metaclass=MetaTime):
    @classmethod
    def now(cls, tz=None):
        return moment().replace(tzinfo=tz)
    @classmethod
    def today(cls):
        return moment()
    @classmethod
    def utcnow(cls):
        return moment()


def set_clocks():
    datetime.date, datetime.datetime = Date, DateTime
    for name in ("time", "localtime", "gmtime", "strftime", "ctime", "time_ns"):
        def fake(*rest, real=getattr(time, name), name=name):
            if rest and name not in {"strftime"} or len(rest) > 1:
                return real(*rest)
            stamp = real_datetime.timestamp(moment())
            if name in {"time", "time_ns"}:
                return stamp if name == "time" else int(stamp * 10**9)
            return real(*rest, time_localtime(stamp)) if name == "strftime" else real(stamp)
        setattr(time, name, fake)


time_localtime = time.localtime
# The libraries may date what they log; only our own modules are to stand still.
import holidays, yaml, frontmatter, markdown_it, rapidfuzz, zoneinfo, tomllib, logging
set_clocks()
from tests.rules.varied_book import BOOK, TOML
from tests.rules.workspace import sketch
made = sketch(BOOK, TOML)
seen = [repr(one) for one in made.derived.follow_ups + made.derived.closed + made.derived.events]
seen += [repr(one) for one in made.derived.opportunities]
print(len(seen), hashlib.sha256("\\n".join(seen).encode()).hexdigest())
# The clocks do work: without this the test could not fail.
import datetime as again
try:
    assert again.date.today() == again.datetime.now().date() == DAY
    assert time.strftime("%Y-%m-%d") == DAY.isoformat()
except RuntimeError:
    assert DAY is None
assert asked
"""


def derived_on(day: str, zone: str, tmp_path: Path) -> str:
    script = tmp_path / "frozen.py"
    script.write_text(FROZEN, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone, "PYTHONHASHSEED": "0"}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run(
        [sys.executable, str(script), day],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_same_follow_ups_whatever_the_clock_says(tmp_path: Path) -> None:
    days = [
        ("none", "UTC"),
        ("2025-01-01", "UTC"),
        ("2026-11-20", "America/Los_Angeles"),
        ("2032-02-29", "Pacific/Kiritimati"),
    ]
    found = {derived_on(day, zone, tmp_path) for day, zone in days}
    assert len(found) == 1
    assert int(found.pop().split()[0]) > 50


PURE = (
    "contact",
    "rules",
    "book",
    "joining",
    "opportunities",
    "people",
    "positions",
    "records",
    "agenda",
)
CLOCKS = {"now", "today", "utcnow", "localtime", "gmtime", "monotonic", "perf_counter", "time_ns"}


def sources() -> Iterator[Path]:
    for name in PURE:
        found = ROOT / "tracker" / name
        yield from sorted(found.glob("*.py")) if found.is_dir() else [found.with_suffix(".py")]


def clock_readings(tree: ast.Module) -> list[str]:
    """Every call that could read a clock, and every import of one."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found += [one.name for one in names if one.name in {"time", "tracker.clock"}]
            case ast.ImportFrom(module="time" | "tracker.clock" as module):
                found.append(module)
            case ast.ImportFrom(module="tracker", names=names):
                found += ["tracker.clock" for one in names if one.name == "clock"]
            # `agenda.today`, a day that was handed over, is read but never called.
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS:
                found.append(f"{name}()")
    return found


@pytest.mark.parametrize(
    "path", list(sources()), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_module_on_the_way_reads_a_clock(path: Path) -> None:
    assert clock_readings(ast.parse(path.read_bytes())) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import time", ["time"]),
        ("from time import localtime", ["time"]),
        ("from tracker import clock", ["tracker.clock"]),
        ("from tracker.clock import today", ["tracker.clock"]),
        ("from datetime import date\ndate.today()", ["today()"]),
        ("import datetime as d\nx = d.datetime.now(d.UTC)", ["now()"]),
        ("from datetime import time\nprint(agenda.today)", []),
    ],
)
def test_a_clock_reading_is_seen(source: str, found: list[str]) -> None:
    assert clock_readings(ast.parse(source)) == found


def test_no_follow_up_speaks_of_days_that_move() -> None:
    moving = {"today", "tomorrow", "yesterday", "ago", "late", "overdue"}
    for one in (*varied().derived.follow_ups, *varied().derived.closed):
        assert not moving & set(one.reason.casefold().replace(",", " ").split()), one.reason


# Every day of a year

FIRST = date(2026, 2, 1)
DAYS = [FIRST + timedelta(number) for number in range(500)]


@cache
def year() -> dict[date, Agenda]:
    """The agendas of every day."""
    return {day: varied().on(day.isoformat()) for day in DAYS}


def restated(every: tuple[FollowUp, ...], today: date) -> dict[str, str]:
    """Where each follow-up stands, word by word as the documentation has it."""
    found: dict[str, str] = {}
    for one in every:
        hidden = (
            today < one.appears
            or (one.ends is not None and today >= one.ends)
            or (one.lapses is None and today > one.deadline)
        )
        if hidden:
            continue
        if one.lapses is not None and today > one.lapses:
            found[one.id] = "cold"
        elif today > one.deadline:
            found[one.id] = "overdue"
        elif today >= one.due:
            found[one.id] = "due"
        else:
            found[one.id] = "waiting" if one.rule in WAITING else "upcoming"
    person = {one.id: one.person for one in every}
    busy = {
        person[key]
        for key, bucket in found.items()
        if bucket in {"waiting", "due", "overdue"} and "/keep-in-touch/" not in key
    }
    return {
        key: bucket
        for key, bucket in found.items()
        if not ("/keep-in-touch/" in key and person[key] in busy)
    }


def test_the_buckets_are_what_the_documentation_says() -> None:
    for day, agenda in year().items():
        assert shown(agenda) == restated(varied().derived.follow_ups, day), day


@pytest.mark.parametrize("built", DAYS[::83])
def test_the_turns_say_of_every_later_day_what_its_agenda_says(built: date) -> None:
    found = turns(varied().derived.follow_ups, built)
    for some in found.values():
        assert some[0].since == built
        assert all(one.bucket is not other.bucket for one, other in pairwise(some))
        assert list(some) == sorted(some, key=lambda one: one.since)
    for day in DAYS[DAYS.index(built) :]:
        on = {key: bucket_on(some, day) for key, some in found.items()}
        assert {key: one for key, one in on.items() if one} == shown(year()[day]), day


def test_every_bucket_is_filled_on_some_day() -> None:
    filled = {bucket for agenda in year().values() for bucket in shown(agenda).values()}
    assert {str(one) for one in filled} == {"overdue", "due", "upcoming", "waiting", "cold"}


RANK = {"upcoming": 0, "waiting": 0, "due": 1, "overdue": 2, "cold": 3}


def test_a_follow_up_only_moves_on() -> None:
    """Nothing goes back, changes between waiting and upcoming, or returns once replaced."""
    stood: dict[str, list[str]] = {}
    for agenda in year().values():
        for key, bucket in shown(agenda).items():
            stood.setdefault(key, []).append(str(bucket))
    assert len(stood) > 40
    for key, buckets in stood.items():
        ranks = [RANK[bucket] for bucket in buckets]
        assert ranks == sorted(ranks), key
        assert not {"waiting", "upcoming"} <= set(buckets), key


def test_one_that_is_shown_is_shown_without_a_gap() -> None:
    """But for keeping in touch, which makes way."""
    days: dict[str, list[date]] = {}
    for day, agenda in year().items():
        for key in shown(agenda):
            if "/keep-in-touch/" not in key:
                days.setdefault(key, []).append(day)
    for key, found in days.items():
        assert (found[-1] - found[0]).days == len(found) - 1, key


def test_the_lists_are_in_order() -> None:
    for day, agenda in year().items():
        for found in lists(agenda).values():
            keys = [(one.deadline, one.name, one.id) for one in found]
            assert keys == sorted(keys), day


def test_the_days_of_a_follow_up_are_in_order() -> None:
    calendar = varied().config.calendar
    for one in (*varied().derived.follow_ups, *varied().derived.closed):
        assert one.appears <= one.due <= one.deadline, one.id
        assert one.lapses is None or one.deadline <= one.lapses, one.id
        assert one.ends is None or one.ends >= one.began, one.id
        assert 1 <= one.attempt <= one.attempts, one.id
        if one.rule not in {"manual", "prepare-interview", "alert-references", "respond-to-offer"}:
            snoozed = one.person.contact == "hal"
            assert snoozed or not calendar.is_day_off(one.deadline), one.id


def test_ids_are_unique_and_stable_from_day_to_day() -> None:
    every = [one.id for one in (*varied().derived.follow_ups, *varied().derived.closed)]
    assert len(every) == len(set(every))
    assert sketch(BOOK, TOML).derived == varied().derived


def test_nobody_at_rest_is_ever_on() -> None:
    for agenda in year().values():
        assert not any(key.startswith("val/") for key in shown(agenda))
