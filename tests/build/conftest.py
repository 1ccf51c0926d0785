"""A workspace, a cache of its own, and what is done again there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.bench import Done, build, lay
from tracker.disk.cache_places import VARIABLE


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    lay(tmp_path / "workspace")
    return tmp_path / "workspace"


@pytest.fixture
def done(root: Path, monkeypatch: pytest.MonkeyPatch) -> Done:
    """The workspace is built, and what is done is counted from then on."""
    build(root)
    return Done(monkeypatch)
