"""What the tests share: how hypothesis runs, and where Chromium is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings

# No deadline: on a busy machine a slow example is no failing one. The same examples each time: a
# change is judged by what it changes.
settings.register_profile("tracker", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("tracker")

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is remembered from one run of the tests to the next, nor among your own caches."""
    before = os.environ.get("TRACKER_CACHE_DIR")
    os.environ["TRACKER_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    del os.environ["TRACKER_CACHE_DIR"]
    if before is not None:
        os.environ["TRACKER_CACHE_DIR"] = before


@pytest.fixture(scope="session")
def chromium() -> str:
    """The command that starts Chromium; the test is skipped where there is none."""
    found = next((path for path in map(shutil.which, CHROMIUM) if path), None)
    if found is None:
        pytest.skip("needs Chromium, and there is none on the PATH")
    return found


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the samples build now to tests/golden/, to be reviewed as a diff",
    )
