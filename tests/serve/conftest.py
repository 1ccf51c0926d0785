"""A server for each test, and one for those that only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.talk import small_site
from tracker.serve import SiteServer


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


@pytest.fixture
def server(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SiteServer]:
    # Only the end of a test waits for this.
    monkeypatch.setattr("tracker.serve.server._POLL", 0.01)
    server = SiteServer(site, 0)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    """A server that the tests of a module share, none of which changes anything."""
    server = SiteServer(small_site(tmp_path_factory.mktemp("shared") / "site"), 0)
    server.start()
    yield server
    server.stop()
