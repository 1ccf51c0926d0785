"""Zones by name: safe for any text, and a suggestion for a slip."""

from __future__ import annotations

import pytest

from tracker.zones import find_zone, nearest_zone, same_clock


@pytest.mark.parametrize("name", ["UTC", "Europe/Amsterdam", "America/Argentina/Buenos_Aires"])
def test_zones_that_exist(name: str) -> None:
    zone = find_zone(name)
    assert zone is not None
    assert zone.key == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../UTC",
        "/etc/localtime",
        "America",
        "America/",
        "./UTC",
        "Mars/Olympus",
        "a\x00b",
        "x" * 5000,
        "zone.tab",
        chr(0xDCFF),
        "UTC\n",
    ],
)
def test_names_that_are_no_zone(name: str) -> None:
    assert find_zone(name) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/Amsterdm", "Europe/Amsterdam"),
        ("europe/amsterdam", "Europe/Amsterdam"),
        ("Amsterdam", "Europe/Amsterdam"),
        ("Amsterdm", "Europe/Amsterdam"),
        ("Germany/Berlin", "Europe/Berlin"),
        ("los angeles", "America/Los_Angeles"),
        ("US/Los Angeles", "America/Los_Angeles"),
        ("Mars/Olympus", None),
        ("localtimes", None),
        ("", None),
    ],
)
def test_the_zone_that_was_meant(typed: str, meant: str | None) -> None:
    assert nearest_zone(typed) == meant


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Europe/Amsterdam", "Europe/Amsterdam", True),
        ("Europe/Amsterdam", "Europe/Berlin", True),
        ("Etc/UTC", "UTC", True),
        ("Europe/Amsterdam", "Etc/GMT-1", False),
        ("Europe/London", "UTC", False),
        ("America/Denver", "America/Phoenix", False),
    ],
)
def test_zones_with_one_clock(one: str, other: str, *, is_same: bool) -> None:
    first, second = find_zone(one), find_zone(other)
    assert first is not None
    assert second is not None
    assert same_clock(first, second) is same_clock(second, first) is is_same
