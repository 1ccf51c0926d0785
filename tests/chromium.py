"""Chromium as the tests use it: the system's own, driven through Playwright, and listened to."""

from __future__ import annotations

import contextlib
import shutil
import socket
from collections.abc import Callable, Iterator
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)

#: Chromium, by the names it goes by.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

#: Chromium's engine alone: a page opens three times as fast. It knows no tab in the background.
SHELL = "chromium-headless-shell"

#: A name for this machine that is not its own, as a rebinding attack would use it.
REBOUND = "evil.example"

#: No other host is found.
HOSTS = f"MAP {REBOUND} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"

#: Chromium stays by itself: it looks up no host, and asks nobody about anything.
FLAGS = (
    f"--host-resolver-rules={HOSTS}",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)

#: In milliseconds; longer than anything takes, since a test that waits so long has failed.
PATIENCE = 30_000

#: Makes a context, as `Browser.new_context` does: `open_context(color_scheme="dark")`.
OpenContext: TypeAlias = Callable[..., BrowserContext]

expect.set_options(timeout=PATIENCE)


def find_whole() -> str | None:
    """The command that starts the system's Chromium, where there is one."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def find() -> str | None:
    """The command that shows pages soonest: the engine alone, else all of Chromium."""
    return shutil.which(SHELL) or find_whole()


@contextlib.contextmanager
def launched(chromium: str) -> Iterator[Browser]:
    """Chromium without a window, ended with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


class Heard:
    """What pages complained of, and what they asked for."""

    def __init__(self) -> None:
        #: What was written to the console as an error or warning, and what was thrown.
        self.errors: list[str] = []
        #: The addresses that were asked for.
        self.asked: list[str] = []
        self._allowed = {"127.0.0.1", "localhost"}
        self._expected: list[str] = []

    def listen(self, context: BrowserContext) -> None:
        """Listen to all pages of a context from now on."""
        context.on("console", self._on_console)
        context.on("weberror", lambda thrown: self.errors.append(str(thrown.error)))
        context.on("request", self._on_request)
        context.on("page", lambda page: page.on("websocket", self._on_websocket))

    def allow(self, host: str) -> None:
        """Allow that something is asked of another host."""
        self._allowed.add(host)

    def expect(self, text: str) -> None:
        """Errors with this text may come, whenever they do."""
        self._expected.append(text)

    def take_errors(self) -> list[str]:
        """The errors so far, which were expected: none of them is left for `check`."""
        taken, self.errors = self.errors, []
        return taken

    def check(self) -> None:
        """Assert that nothing is wrong with what was heard."""
        errors = [one for one in self.errors if not any(text in one for text in self._expected)]
        assert not errors, f"complaints: {errors}"
        far = [one for one in self.asked if not self._is_near(one)]
        assert not far, f"asked elsewhere: {far}"

    def _is_near(self, address: str) -> bool:
        parts = urlsplit(address)
        return parts.scheme == "file" or parts.hostname in self._allowed

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.errors.append(message.text)

    def _on_request(self, request: Request) -> None:
        self.asked.append(request.url)

    def _on_websocket(self, opened: WebSocket) -> None:
        self.asked.append(opened.url)


@contextlib.contextmanager
def contexts(browser: Browser, heard: Heard) -> Iterator[OpenContext]:
    """A way to make contexts that are listened to, closed and checked with the block.

    Nothing moves in them: a colour that is on its way to another is neither.
    """
    made: list[BrowserContext] = []

    def open_context(**options: object) -> BrowserContext:
        chosen = {"reduced_motion": "reduce", **options}
        context = browser.new_context(**chosen)  # type: ignore[arg-type]  # as they are given
        made.append(context)
        context.set_default_timeout(PATIENCE)
        heard.listen(context)
        return context

    try:
        yield open_context
        for page in (page for context in made for page in context.pages):
            # An answer comes after all that the page has said before.
            page.wait_for_function("() => true")
    finally:
        for one in made:
            one.close()
    heard.check()


@contextlib.contextmanager
def tabs(browser: Browser, heard: Heard) -> Iterator[BrowserContext]:
    """A context in a whole Chromium of its own, of whose pages only that in front is visible.

    Everywhere else Playwright has each page think that it is in front. Skips the test where there
    is the engine alone.
    """
    whole = find_whole()
    if whole is None:
        pytest.skip("needs a whole Chromium, and there is none on the PATH")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    kind = browser.browser_type
    arguments = [*FLAGS, f"--remote-debugging-port={port}"]
    started = kind.launch(executable_path=whole, args=arguments)
    try:
        driven = kind.connect_over_cdp(f"http://127.0.0.1:{port}", no_defaults=True)
        (context,) = driven.contexts
        context.set_default_timeout(PATIENCE)
        heard.listen(context)
        yield context
        driven.close()
    finally:
        started.close()


@contextlib.contextmanager
def loading(page: Page, times: int = 1) -> Iterator[None]:
    """What happens in the block loads the page so often, and the block ends when it has loaded."""
    left = times

    def is_last(_: Page) -> bool:
        nonlocal left
        left -= 1
        return left == 0

    with page.expect_event("load", is_last):
        yield
