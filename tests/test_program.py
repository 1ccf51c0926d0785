"""Tests of what stands for the program in the cache."""

from __future__ import annotations

import os
import sys
import zoneinfo
from pathlib import Path

import pytest

from tracker.program import program_mark


def test_the_same_program_has_the_same_mark() -> None:
    """Nothing is worked out again where nothing has changed."""
    assert program_mark() == program_mark()


def test_another_version_of_a_library_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library knows another holiday: what was worked out with the old one is not taken."""
    libraries = tmp_path / "site-packages"
    (libraries / "holidays-0.1.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(libraries), str(tmp_path / "gone")])
    before = program_mark()
    (libraries / "holidays-0.1.dist-info").rename(libraries / "holidays-0.2.dist-info")
    assert program_mark() != before


def test_another_zone_database_of_the_system_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A country keeps summer time no longer: nobody is to be called an hour late."""
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path / "none"), str(tmp_path)))
    rules = tmp_path / "tzdata.zi"
    rules.write_text("# version 2026a", encoding="utf-8")
    os.utime(rules, ns=(1, 1))
    before = program_mark()
    assert program_mark() == before
    rules.write_text("# version 2026b", encoding="utf-8")
    assert program_mark() != before
