"""The command as a process of its own: pipes, encodings, and what it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tracker(
    *args: str, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tracker", *args],
        cwd=cwd or ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


def loaded(*args: str, cwd: Path = ROOT) -> set[str]:
    """The names of the modules that a command imports."""
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "tracker", *args],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    lines = result.stderr.decode().splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


def test_python_m_tracker_runs_on_the_samples() -> None:
    result = tracker("agenda")
    assert result.returncode in {0, 1}
    assert result.stdout.startswith(b"Agenda for Fri 20 Nov 2026")
    assert b"\x1b" not in result.stdout


HEAVY = {"jinja2", "markdown_it", "holidays", "frontmatter", "yaml", "rapidfuzz"}


def test_the_help_loads_no_more_than_it_shows() -> None:
    modules = loaded("--help")
    assert "tracker.cli" in modules
    assert not modules & HEAVY
    assert not modules & {"tracker.build", "tracker.disk", "tracker.cli.agenda"}


def test_check_loads_no_templates() -> None:
    modules = loaded("check")
    assert "tracker.build" in modules
    assert not modules & {"jinja2", "tracker.render"}


def test_holidays_are_looked_up_once_for_the_same_settings(tmp_path: Path) -> None:
    (tmp_path / "contacts").mkdir()
    contact = tmp_path / "contacts/dana.md"
    contact.write_text("---\nname: Dana\n---\n\n## Log\n- 2026-11-12 applied\n", encoding="utf-8")
    settings = 'as_of = 2026-11-20\n[calendar]\nholidays = ["NL"]\n'
    (tmp_path / "tracker.toml").write_text(settings, encoding="utf-8")
    assert "holidays" in loaded("build", cwd=tmp_path)
    with contact.open("a", encoding="utf-8") as file:
        file.write("- 2026-11-13 interview\n")
    modules = loaded("build", cwd=tmp_path)
    assert "tracker.rules.derive" in modules
    assert "holidays" not in modules


def test_an_ascii_terminal_gets_an_answer() -> None:
    result = tracker("agenda", PYTHONIOENCODING="ascii")
    assert result.returncode in {0, 1}
    assert result.stdout.isascii()
    assert b"Akiko Morishita - Kumo Instruments" in result.stdout


def test_a_name_that_the_terminal_lacks_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "contacts").mkdir()
    text = "---\nname: 東京 太郎\n---\n\n## Log\n- 2026-11-20 met\n"
    (tmp_path / "contacts" / "東.md").write_text(text, encoding="utf-8")
    for encoding in ("ascii", "cp1252"):
        result = tracker("agenda", "--today", "2026-11-23", cwd=tmp_path, PYTHONIOENCODING=encoding)
        assert result.returncode == 0
        assert b"?? ??" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="a pipe breaks otherwise on Windows")
def test_a_reader_that_stops_reading_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tracker", "agenda"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaints = process.stderr.read()
        code = process.wait(timeout=60)
    assert code == 141
    assert b"Traceback" not in complaints
    assert b"BrokenPipe" not in complaints
