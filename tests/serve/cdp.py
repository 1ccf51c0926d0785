"""A browser that a test can drive and ask: Chromium, over the pipe of its DevTools protocol."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from tests.serve.talk import PATIENCE

Message = dict[str, Any]
#: A value of JavaScript: what it is, the test knows that asks for it.
Value: TypeAlias = Any

#: Chromium reads commands from descriptor 3 and writes what happens to 4.
LAUNCH = """
import fcntl, os, sys
commands, happenings = (fcntl.fcntl(int(one), fcntl.F_DUPFD, 10) for one in sys.argv[1:3])
os.dup2(commands, 3)
os.dup2(happenings, 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=800,500",
    "--remote-debugging-pipe",
)


class Browser:
    """Commands go in one by one, each answered before the next; what else happens is kept."""

    def __init__(self, commands: int, happenings: int) -> None:
        self._commands, self._happenings = commands, happenings
        self._selector = selectors.DefaultSelector()
        self._selector.register(happenings, selectors.EVENT_READ)
        self._rest = b""
        self._number = 0
        self.events: list[Message] = []

    def call(self, method: str, session: str | None = None, **params: Value) -> Message:
        self._number += 1
        command: Message = {"id": self._number, "method": method, "params": params}
        if session is not None:
            command["sessionId"] = session
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        latest = time.monotonic() + PATIENCE
        while True:
            message = self._next(latest)
            if message.get("id") == self._number:
                assert "error" not in message, (method, message)
                result = message["result"]
                assert isinstance(result, dict)
                return result

    def happened(self, session: str, method: str, since: int) -> int:
        """How often something has happened after the first `since` events."""
        return sum(
            one["method"] == method and one.get("sessionId") == session
            for one in self.events[since:]
        )

    def wait(self, session: str, method: str, since: int, times: int) -> None:
        """Wait until something has happened so often after the first `since` events."""
        latest = time.monotonic() + PATIENCE
        while self.happened(session, method, since) < times:
            self._next(latest)

    def _next(self, latest: float) -> Message:
        while b"\0" not in self._rest:
            ready = self._selector.select(max(0.0, latest - time.monotonic()))
            assert ready, f"this takes too long; what happened last: {self.events[-3:]}"
            data = os.read(self._happenings, 1 << 20)
            assert data, "the browser has ended"
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\0")
        message = json.loads(line)
        assert isinstance(message, dict)
        if "method" in message:
            self.events.append(message)
        return message

    def close(self) -> None:
        self._selector.close()


@contextlib.contextmanager
def browser(chromium: str, profile: Path, *flags: str) -> Iterator[Browser]:
    """Chromium with a fresh profile, ended with the block."""
    commands_out, commands_in = os.pipe()
    happenings_out, happenings_in = os.pipe()
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", LAUNCH, str(commands_out), str(happenings_in)),
            *(chromium, *FLAGS, *flags, f"--user-data-dir={profile}", "about:blank"),
        ],
        pass_fds=(commands_out, happenings_in),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(commands_out)
    os.close(happenings_in)
    driven = Browser(commands_in, happenings_out)
    try:
        yield driven
        driven.call("Browser.close")
        process.wait(PATIENCE)
    finally:
        driven.close()
        os.close(commands_in)
        os.close(happenings_out)
        process.kill()
        process.wait()


class Tab:
    """A page of the browser."""

    def __init__(self, driven: Browser) -> None:
        self._browser = driven
        self._target = driven.call("Target.createTarget", url="about:blank")["targetId"]
        attached = driven.call("Target.attachToTarget", targetId=self._target, flatten=True)
        self.session: str = attached["sessionId"]
        self._since = self._since_open = len(driven.events)
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Value) -> Message:
        return self._browser.call(method, self.session, **params)

    def open(self, url: str) -> None:
        with self.loading():
            self.call("Page.navigate", url=url)
        self._since_open = len(self._browser.events)

    @contextlib.contextmanager
    def loading(self, times: int = 1) -> Iterator[None]:
        """What happens in the block loads a page, and the block ends when it has loaded."""
        since = len(self._browser.events)
        yield
        self._browser.wait(self.session, "Page.loadEventFired", since, times)

    def ask(self, expression: str) -> Value:
        """The value of an expression of JavaScript, or what its promise comes to."""
        said = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def until(self, condition: str) -> None:
        """Wait until the page is such that an expression is true."""
        self.ask(f"""new Promise((done) => {{
          const look = () => {{ if ({condition}) {{ watcher.disconnect(); done(); }} }};
          const watcher = new MutationObserver(look);
          watcher.observe(document, {{
            subtree: true, childList: true, attributes: true, characterData: true,
          }});
          look();
        }})""")

    def press(self, key: str) -> None:
        # A browser drops what is pressed before it has drawn the page.
        self.ask("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40, "/": 191}
        code = codes.get(key, ord(key[0].upper()))
        shared: Message = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        written = "\r" if key == "Enter" else key
        text = {"text": written} if len(written) == 1 else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **shared, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **shared)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.call("Input.insertText", text=text)

    def errors(self) -> list[str]:
        """What the page wrote to its console as an error or warning, and what it threw."""
        found = []
        for one in self._own_events():
            said = one["params"]
            match one["method"]:
                case "Log.entryAdded" if said["entry"]["level"] in {"error", "warning"}:
                    found.append(said["entry"]["text"])
                case "Runtime.consoleAPICalled" if said["type"] in {"error", "warning", "assert"}:
                    found.append(str(said["args"]))
                case "Runtime.exceptionThrown":
                    found.append(str(said["exceptionDetails"]))
        return found

    def asked(self) -> list[str]:
        """The addresses that it asked for."""
        return [
            one["params"]["request"]["url"]
            for one in self._own_events()
            if one["method"] == "Network.requestWillBeSent"
        ]

    def reloads(self) -> int:
        """How often it has loaded since it was opened."""
        return self._browser.happened(self.session, "Page.loadEventFired", self._since_open)

    def _own_events(self) -> list[Message]:
        events = self._browser.events[self._since :]
        return [one for one in events if one.get("sessionId") == self.session]

    def close(self) -> None:
        self._browser.call("Target.closeTarget", targetId=self._target)
