"""The tools that read the code, run over all of it: what they say is what failed."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--no-cache"),
        ("ruff", "format", "--check", "--no-cache"),
        ("mypy",),
    ],
    ids=["ruff check", "ruff format", "mypy"],
)
def test_the_code_is_clean(command: tuple[str, ...]) -> None:
    tool, *arguments = command
    if importlib.util.find_spec(tool) is None:
        pytest.fail(f"{tool} is missing: install the project with its `test` extra")
    environment = os.environ | {"NO_COLOR": "1", "FORCE_COLOR": "0"}
    run = subprocess.run(
        [sys.executable, "-m", tool, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"\n{run.stdout}{run.stderr}"
