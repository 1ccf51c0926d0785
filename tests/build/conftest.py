"""A workspace, and a cache of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.bench import lay
from tracker.disk.cache_places import VARIABLE


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    lay(tmp_path / "workspace")
    return tmp_path / "workspace"
