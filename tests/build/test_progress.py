"""The bar: on a terminal alone, and nothing of it is left at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.build.bench import assert_whole
from tracker.build.settings import settings_of
from tracker.build.site import Site
from tracker.cli import progress
from tracker.cli.progress import Bar, SaysSo, end_of, stage_lines, stages_for_terminal
from tracker.disk.cache import Cache

pty = pytest.importorskip("pty")

PROGRAM = """
import sys
from tracker.cli import progress
progress._PATIENCE = progress._PAUSE = 0.0
from tracker.cli import main
sys.argv = ["tracker", "build"]
main()
"""


def on_a_terminal(root: Path) -> tuple[bytes, bytes]:
    """What a build writes to its output and, on a terminal, to its errors."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        written = b""
        with suppress(OSError):
            while data := os.read(ours, 65536):
                written += data
        os.close(ours)
        assert process.stdout is not None
        out = process.stdout.read()
    assert process.returncode == 0
    return out, written


def test_a_bar_is_wiped_away(root: Path) -> None:
    out, written = on_a_terminal(root)
    assert b"Reading" in written
    assert b"4 of 4" in written
    assert written.rpartition(b"\r\x1b[2K")[2] == b""
    assert b"\x1b" not in out


def test_elsewhere_there_is_none(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    stages = stages_for_terminal()
    assert isinstance(stages, SaysSo)
    assert not isinstance(stages, Bar)
    assert not stages.in_steps
    with stages.stage("read", 10):
        stages.advances(5)
    end_of(stages)
    assert capfd.readouterr() == ("", "")
    assert root.is_dir()


@pytest.mark.parametrize("is_drawn", [True, False])
def test_a_build_says_that_it_waits_for_another(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    *,
    is_drawn: bool,
) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(progress, "_PATIENCE", -1.0 if is_drawn else 1000.0)
    output = root / "output"
    output.mkdir()
    another = os.open(output, os.O_RDONLY)
    fcntl.flock(another, fcntl.LOCK_EX)

    class Patient(Bar):
        """Lets the other one end as soon as it was said."""

        def waits(self) -> None:
            super().waits()
            os.close(another)

    Site(output, Cache(None), Patient()).build(settings_of(root))
    lines = capfd.readouterr().err.replace("\r", "\n").splitlines()
    assert "Another build is writing this site: waiting until it is done." in lines
    assert_whole(root)
    # Nobody waits, and nothing is said.
    Site(output, Cache(None), SaysSo()).build(settings_of(root))
    assert capfd.readouterr().err == ""


def test_short_work_shows_none(capfd: pytest.CaptureFixture[str]) -> None:
    bar = Bar()
    bar._began += 1000.0
    with bar.stage("read", 10):
        bar.advances(10)
    end_of(bar)
    assert capfd.readouterr().err == ""


def test_long_work_shows_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    monkeypatch.setattr(progress, "_PAUSE", -1.0)
    bar = Bar()
    with bar.stage("read", 1200):
        bar.advances(600)
    with bar.stage("publish"):
        pass
    with bar.stage("no stage that is told"):
        pass
    end_of(bar)
    # No terminal: what wipes a line is left out.
    shown = capfd.readouterr().err.split("\r")
    assert shown[1:3] == [
        "Reading [........................] 0 of 1,200",
        "Reading [############............] 600 of 1,200",
    ]
    assert shown[3:] == ["Publishing …", ""]
    assert [line.split()[0] for line in stage_lines(bar)] == ["read", "publish", "no", "all"]
    # While watching, the same stages come again.
    with bar.stage("read", 1200):
        bar.advances(600)
    assert capfd.readouterr().err == ""
