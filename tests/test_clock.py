"""The machine's zone, from whatever names it, and the day in it."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tracker import clock
from tracker.config import Config

NOWHERE = Path("/nowhere/at/all")


@pytest.fixture(name="zone_file")
def _zone_file(tmp_path: Path) -> Path:
    """A zone database with one file in it, Amsterdam's, copied from wherever Python finds it."""
    tzdata = pytest.importorskip("tzdata")
    source = Path(tzdata.__file__).parent / "zoneinfo" / "Europe" / "Amsterdam"
    target = tmp_path / "zoneinfo" / "Europe" / "Amsterdam"
    target.parent.mkdir(parents=True)
    target.write_bytes(source.read_bytes())
    return target


@pytest.mark.parametrize(
    ("variable", "zone"),
    [
        ("Europe/Amsterdam", "Europe/Amsterdam"),
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("", "UTC"),
    ],
)
def test_tz_names_the_zone(variable: str, zone: str, zone_file: Path) -> None:
    assert clock.system_zone({"TZ": variable}, zone_file, NOWHERE).key == zone


def test_tz_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    assert clock.system_zone().key == "Asia/Kathmandu"


def test_without_tz_the_link_names_the_zone(tmp_path: Path, zone_file: Path) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(zone_file)
    assert clock.system_zone({}, link, NOWHERE).key == "Europe/Amsterdam"


def test_where_the_link_is_a_copy_a_file_beside_it_names_the_zone(
    tmp_path: Path, zone_file: Path
) -> None:
    copy = tmp_path / "localtime"
    copy.write_bytes(zone_file.read_bytes())
    named = tmp_path / "timezone"
    named.write_text("Europe/Amsterdam\n", encoding="utf-8")
    assert clock.system_zone({}, copy, named).key == "Europe/Amsterdam"


@pytest.mark.parametrize("named", [b"", b"Mars/Olympus", b"\xff\xfe"])
def test_a_copy_that_nothing_names_still_tells_the_time(
    tmp_path: Path, zone_file: Path, named: bytes
) -> None:
    copy = tmp_path / "localtime"
    copy.write_bytes(zone_file.read_bytes())
    timezone = tmp_path / "timezone"
    timezone.write_bytes(named)
    noon = datetime(2026, 7, 1, 12, tzinfo=clock.system_zone({}, copy, timezone))
    assert f"{noon:%z}" == "+0200"


def test_a_copy_that_nothing_names_is_known_by_what_it_says(
    tmp_path: Path, zone_file: Path
) -> None:
    def key(content: bytes) -> str:
        copy = tmp_path / "localtime"
        copy.write_bytes(content)
        return clock.system_zone({}, copy, NOWHERE).key

    amsterdam = zone_file.read_bytes()
    other = amsterdam.replace(b"CEST", b"CET2")
    assert key(amsterdam) == key(amsterdam)
    assert key(amsterdam) != key(other)


@pytest.mark.parametrize("content", [None, b"", b"no zone file"])
def test_where_nothing_answers_it_is_the_clocks_offset(
    tmp_path: Path, content: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "localtime"
    if content is not None:
        broken.write_bytes(content)
    monkeypatch.setattr(clock, "_zone_of_offset", lambda: ZoneInfo("Etc/GMT-3"))
    assert clock.system_zone({}, broken, NOWHERE).key == "Etc/GMT-3"
    assert clock.system_zone({"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}, broken, NOWHERE).key == (
        "Etc/GMT-3"
    )


@pytest.mark.parametrize(
    ("seconds", "key"),
    [
        (0, "UTC"),
        (7200, "Etc/GMT-2"),
        (-28800, "Etc/GMT+8"),
        (19800, "UTC"),  # India's half hour has no name of this kind
        (50400, "Etc/GMT-14"),
    ],
)
def test_the_zone_of_an_offset(seconds: int, key: str) -> None:
    zone = clock._zone_of_offset(seconds)
    assert zone.key == key
    if key != "UTC":
        offset = datetime(2026, 1, 1, tzinfo=zone).utcoffset()
        assert offset is not None
        assert offset.total_seconds() == seconds


def test_the_settings_come_before_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TZ", "Asia/Tokyo")
    assert clock.your_zone(Config(timezone="America/Denver")).key == "America/Denver"
    assert clock.your_zone(Config()).key == "Asia/Tokyo"


def test_today_is_another_day_in_another_zone() -> None:
    # Zones 25 hours apart never share a day.
    east, west = ZoneInfo("Etc/GMT-14"), ZoneInfo("Etc/GMT+12")
    assert 1 <= (clock.today(east) - clock.today(west)).days <= 2
    assert isinstance(clock.today(east), date)
    assert not isinstance(clock.today(east), datetime)
