"""A folder served over http, as any web server would."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class Served:
    """Where a folder is served, and what was asked for there."""

    address: str
    #: The paths that were asked for, as they were; a browser's own questions are among them.
    asked: list[str] = field(default_factory=list)


class _Quiet(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, asked: list[str], directory: str) -> None:
        self._asked = asked
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]  # as they come

    def log_message(self, *_: object) -> None:
        """Say nothing, but keep what was asked for."""
        self._asked.append(self.path)


class _Server(ThreadingHTTPServer):
    # As many as a browser opens at once: with five, as it is by default, some are turned away.
    request_queue_size = 64


@contextlib.contextmanager
def served_folder(folder: Path) -> Iterator[Served]:
    """Serve a folder for as long as the block lasts.

    Close the pages that use it within the block: they may still ask for something.
    """
    asked: list[str] = []
    server = _Server(("127.0.0.1", 0), partial(_Quiet, asked=asked, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}", asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
