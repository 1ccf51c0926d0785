"""The tests that look at pages in a browser fail where a page complains or asks others."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.chromium import REBOUND, Heard, OpenContext, contexts, loading

pytestmark = pytest.mark.browser

BAD = {
    "an error": "<script>console.error('oh')</script>",
    "a warning": "<script>console.warn('oh')</script>",
    "what is not so": "<script>console.assert(false, 'oh')</script>",
    "a throw": "<script>throw new Error('oh')</script>",
    "a rejection": "<script>Promise.reject(new Error('oh'))</script>",
    "a file that is not there": "<img src='oh.png' alt=''>",
    "a policy": "<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\">"
    "<script>1</script>",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_what_a_page_complains_of_fails_its_test(
    browser: Browser, tmp_path: Path, text: str
) -> None:
    (tmp_path / "bad.html").write_text(f"<!doctype html>{text}", encoding="utf-8")
    heard = Heard()
    with (
        pytest.raises(AssertionError, match="complaints"),
        contexts(browser, heard) as open_context,
    ):
        open_context().new_page().goto((tmp_path / "bad.html").as_uri())
    with pytest.raises(AssertionError, match="complaints"):
        heard.check()
    (error,) = heard.errors
    heard.expect(error)
    heard.check()
    assert heard.take_errors() == [error]
    assert heard.errors == []


@pytest.mark.parametrize(
    "text",
    [
        "<img src='http://far.example/one.png' alt=''>",
        f"<img src='http://{REBOUND}:1/one.png' alt=''>",
        "<script>new WebSocket('ws://far.example/')</script>",
    ],
)
def test_what_is_asked_of_others_fails_its_test(
    browser: Browser, tmp_path: Path, text: str
) -> None:
    (tmp_path / "bad.html").write_text(f"<!doctype html>{text}", encoding="utf-8")
    heard = Heard()
    with pytest.raises(AssertionError), contexts(browser, heard) as open_context:
        open_context().new_page().goto((tmp_path / "bad.html").as_uri())
    assert heard.take_errors()
    with pytest.raises(AssertionError, match=r"far\.example|evil\.example"):
        heard.check()
    heard.allow("far.example")
    heard.allow(REBOUND)
    heard.check()


def test_a_page_that_says_something_and_asks_for_its_own_files_is_fine(
    page: Page, heard: Heard, tmp_path: Path
) -> None:
    text = "<!doctype html><script src='own.js'></script>"
    (tmp_path / "good.html").write_text(text, encoding="utf-8")
    (tmp_path / "own.js").write_text("console.log('hello')", encoding="utf-8")
    page.goto((tmp_path / "good.html").as_uri())
    assert [one.rpartition("/")[2] for one in heard.asked] == ["good.html", "own.js"]


def test_the_end_of_a_load_is_waited_for(page: Page, tmp_path: Path) -> None:
    text = "<!doctype html><script>document.title = performance.timeOrigin</script>"
    (tmp_path / "one.html").write_text(text, encoding="utf-8")
    page.goto((tmp_path / "one.html").as_uri())
    first = page.title()
    with loading(page):
        page.evaluate("setTimeout(() => location.reload())")
    assert page.title() != first


def test_without_scripts_and_with_its_clock_held_a_page_is_checked_too(
    open_context: OpenContext, tmp_path: Path
) -> None:
    text = "<!doctype html><title>Held</title><script>document.title = 'Changed'</script>"
    (tmp_path / "one.html").write_text(text, encoding="utf-8")
    plain = open_context(java_script_enabled=False).new_page()
    plain.goto((tmp_path / "one.html").as_uri())
    assert plain.title() == "Held"
    held = open_context().new_page()
    held.clock.install(time=0)
    held.clock.pause_at(1000)
    held.goto((tmp_path / "one.html").as_uri())
    assert held.evaluate("Date.now()") == 1_000_000
