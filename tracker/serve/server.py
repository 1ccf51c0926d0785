"""The server as its owner sees it: started, told of each build, stopped."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from types import MappingProxyType
from typing import Any, TypeAlias

from tracker.serve.handler import Handler, Served
from tracker.serve.live import MOST_STREAMS, Announcement, Live

#: The port where none is asked for, if it is free: the same tabs then work again tomorrow.
USUAL_PORT = 8137

_LOOPBACK = "127.0.0.1"

#: Connections at the same time, each a thread: as many again as there may be streams.
_MOST_CONNECTIONS = 2 * MOST_STREAMS
#: Seconds in which the thread that lets requests in looks whether it is to end.
_POLL = 0.2
#: Seconds for a last answer to go out, when all is stopped.
_LAST_ANSWER = 1.0

#: What socketserver calls a request, and is a connection's socket here.
_Connection: TypeAlias = Any
_Address: TypeAlias = Any

_NOTHING_KEPT: Mapping[str, bytes] = MappingProxyType({})


class ServeError(Exception):
    """The site cannot be served; the message says why, and what to do."""


class SiteServer:
    """Serves a site's folder to this machine, and tells its open pages what is new.

    `port` None is 8137 if that is free, else any that is; 0 is any. `url` is where the site is. It
    holds the port from the moment it is made; raises ServeError where it cannot. `site` need not
    exist yet.
    """

    def __init__(self, site: Path, port: int | None = None) -> None:
        self._live = Live()
        script = Path(__file__).with_name("live.js").read_bytes()
        self._server = _bound(port)
        self._server.served = Served(site.resolve(), self._live, script, self._server.server_port)
        self.url = f"http://{_LOOPBACK}:{self._server.server_port}/"
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Answer requests from now on, in a thread that does not keep the process alive."""
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL,), name="tracker-serve", daemon=True
        )
        self._thread.start()

    def announce(
        self,
        announcement: Announcement,
        *,
        reload: bool,
        kept: Mapping[str, bytes] = _NOTHING_KEPT,
    ) -> None:
        """Tell all open pages, and those that open later, how things stand.

        `reload`: whether this version changed pages, so that those shown are out of date. Call it
        when they are in place. `kept` are pages, by their paths in the site, that are served where
        none is on the disk; it takes the place of what was kept before. Raises ValueError where the
        version is lower than the last, or the same and pages have changed.
        """
        self._live.announce(announcement, kept, reload=reload)

    def stop(self) -> None:
        """End the open streams, let answers under way go out, and give back the port."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
            self._thread = None
        self._live.close()
        self._server.hang_up()
        self._server.server_close()


def _bound(port: int | None) -> _Server:
    if port is not None:
        return _listening(port)
    try:
        return _listening(USUAL_PORT)
    except ServeError:
        return _listening(0)


def _listening(port: int) -> _Server:
    try:
        return _Server(port)
    except OverflowError:
        message = f"There is no port {port}: choose one from 1024 to 65535."
        raise ServeError(message) from None
    except OSError as problem:
        raise ServeError(_why_not(port, problem)) from problem


def _why_not(port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken, perhaps by another `tracker watch`: stop that one, or choose "
            "another port."
        )
    if problem.errno == errno.EACCES:
        return f"Port {port} is the system's own: choose one from 1024 to 65535."
    return f"Port {port} cannot be used: {problem.strerror or problem}."


class _Server(ThreadingHTTPServer):
    """Listens on the loopback, and knows its open connections so that it can end them."""

    served: Served
    request_queue_size = MOST_STREAMS
    # On Unix this is about connections just ended; on Windows, another program could listen too.
    allow_reuse_address = os.name == "posix"

    def __init__(self, port: int) -> None:
        self._open: dict[socket.socket, threading.Thread] = {}
        self._lock = threading.Lock()
        super().__init__((_LOOPBACK, port), BaseHTTPRequestHandler)

    def server_bind(self) -> None:
        """Bind, without what HTTPServer adds: it asks the network for the machine's name."""
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        TCPServer.server_bind(self)
        self.server_name, self.server_port = _LOOPBACK, self.socket.getsockname()[1]

    def finish_request(self, request: _Connection, client_address: _Address) -> None:
        """Answer all that comes over one connection, with what there is to serve."""
        Handler(request, client_address, self, self.served)

    def process_request(self, request: _Connection, client_address: _Address) -> None:
        """Give a connection a thread of its own, unless there are too many."""
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        with self._lock:
            is_let_in = len(self._open) < _MOST_CONNECTIONS
            if is_let_in:
                self._open[request] = thread
        if is_let_in:
            thread.start()
        else:
            self.shutdown_request(request)

    def shutdown_request(self, request: _Connection) -> None:
        """Close a connection, and forget it."""
        super().shutdown_request(request)
        with self._lock:
            self._open.pop(request, None)

    def hang_up(self) -> None:
        """End all open connections: those that wait for a request at once, then the others."""
        for how in (socket.SHUT_RD, socket.SHUT_RDWR):
            with self._lock:
                ending = dict(self._open)
            for connection in ending:
                # It may just have ended by itself.
                with contextlib.suppress(OSError):
                    connection.shutdown(how)
            latest = time.monotonic() + _LAST_ANSWER
            for thread in ending.values():
                thread.join(max(0.0, latest - time.monotonic()))

    def handle_error(self, *_: object) -> None:
        """Say nothing where a client has gone in the middle of an answer."""
