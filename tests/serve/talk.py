"""A small site behind a server, and ways to talk to it that no browser would let one use."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tracker.serve import SiteServer

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'"
PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>Agenda</title>
</head>
<body><h1>Agenda for José</h1></body>
</html>
"""

#: Longer than any of this takes; a test that waits so long has failed.
PATIENCE = 20.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def write(site: Path, path: str, data: str | bytes) -> None:
    """Put a file in its place as a build does, in one step."""
    full = site / path
    full.parent.mkdir(parents=True, exist_ok=True)
    temporary = full.with_name(".new")
    temporary.write_bytes(data.encode() if isinstance(data, str) else data)
    os.replace(temporary, full)  # noqa: PTH105 - as a build does


def small_site(site: Path) -> Path:
    for path in ("agenda.html", "index.html", "contacts/acme/José 100%.html", "~.html"):
        write(site, path, PAGE)
    write(site, "agenda.json", "{}")
    write(site, "assets/style.css", "body {}")
    write(site, ".tracker-site.json", "the manifest")
    write(site, ".tracker-staging-0/1", "half a page")
    write(site, "contacts/.hidden.html", "a secret")
    write(site.parent, "outside.html", "a secret outside")
    return site


def port_of(server: SiteServer) -> int:
    port = urlsplit(server.url).port
    assert port is not None
    return port


def connect(server: SiteServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port_of(server)), timeout=PATIENCE)


def ask(
    server: SiteServer,
    target: str = "/agenda.html",
    *headers: tuple[str, str],
    method: str = "GET",
    hosts: tuple[str, ...] | None = None,
) -> Answer:
    """Ask for a target exactly as written. `hosts` in place of the server's own Host header."""
    connection = HTTPConnection("127.0.0.1", port_of(server), timeout=PATIENCE)
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    for host in (f"127.0.0.1:{port_of(server)}",) if hosts is None else hosts:
        connection.putheader("Host", host.replace("PORT", str(port_of(server))))
    for name, value in headers:
        connection.putheader(name, value.replace("PORT", str(port_of(server))))
    connection.endheaders()
    response = connection.getresponse()
    answer = Answer(response.status, response.msg, response.read())
    connection.close()
    return answer


def raw(server: SiteServer, request: str | bytes) -> bytes:
    """All that comes back for some bytes until the server hangs up."""
    data = request.encode("latin-1") if isinstance(request, str) else request
    with connect(server) as connection:
        connection.sendall(data.replace(b"PORT", str(port_of(server)).encode()))
        return b"".join(iter(lambda: connection.recv(65536), b""))


class Stream:
    """A stream of events, read one by one."""

    def __init__(self, server: SiteServer) -> None:
        self._connection = connect(server)
        host = f"127.0.0.1:{port_of(server)}"
        self._connection.sendall(f"GET /-/events HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        self._file = self._connection.makefile("rb")
        self.head = b"".join(iter(self._file.readline, b"\r\n")).decode()

    def next(self) -> dict[str, Any] | None:
        """The next event, pings left out; None where the stream has ended."""
        for line in self._file:
            if line.startswith(b"data: "):
                said = json.loads(line.removeprefix(b"data: "))
                assert isinstance(said, dict)
                return said
        return None

    def next_line(self) -> bytes:
        return self._file.readline()

    def close(self) -> None:
        self._file.close()
        self._connection.close()
