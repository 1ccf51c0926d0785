"""What the tests share: how hypothesis runs, and Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page

from tests.chromium import Heard, OpenContext, contexts, find, launched

# No deadline: on a busy machine a slow example is no failing one. The same examples each time: a
# change is judged by what it changes.
settings.register_profile("tracker", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("tracker")


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
    found = find()
    if found is None:
        pytest.skip("needs Chromium, and there is none on the PATH")
    return found


# Not for the whole session: while Playwright is there, this process has a child and maybe a thread
# more, which the tests of forked builds would take for theirs.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium, started once for the tests of a module."""
    with launched(chromium) as browser:
        yield browser


@pytest.fixture
def heard() -> Heard:
    """What the test's pages complain of and ask for; the end of the test checks it."""
    return Heard()


@pytest.fixture
def open_context(browser: Browser, heard: Heard) -> Iterator[OpenContext]:
    """Opens a context with options: `open_context(java_script_enabled=False).new_page()`."""
    with contexts(browser, heard) as open_context:
        yield open_context


@pytest.fixture
def page(open_context: OpenContext) -> Page:
    """A page with nothing in its storage.

    At the end of the test nothing may have been written to its console as an error or warning,
    nothing thrown, and nothing asked of anybody but the disk and this machine.
    """
    return open_context().new_page()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the samples build now to tests/golden/, to be reviewed as a diff",
    )
