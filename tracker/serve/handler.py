"""One connection: requests in, files and events out."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import BaseServer

from tracker.serve.files import RefusedError, content_type, read_site_file
from tracker.serve.guard import BadTargetError, NotServedError, is_by_name, is_from_here, site_path
from tracker.serve.live import Live
from tracker.serve.pages import SCRIPT, with_script

#: Seconds that a client may be silent in the middle of a request, or between two, and that it may
#: take none of what it is sent.
SILENCE = 10.0
#: Seconds without news after which a stream says so, to learn whether anybody still listens.
PING = 5.0

#: Where the stream of events is: like the script, no file of the site.
EVENTS = "-/events"

_PLAIN = "text/plain; charset=utf-8"
_PAGE = content_type("page.html")

#: With every answer: nothing is kept, guessed, shown inside another site's page or told to one.
_ALWAYS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
)
_METHODS = ("Allow", "GET, HEAD")

#: It has the script like any other: when the page comes back, so does its reader.
_NO_PAGE = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>No such page \xc2\xb7 Tracker</title>
</head>
<body>
<main>
<h1>No such page</h1>
<p>The site has no page at this address now. <a href="/">Go to the agenda</a></p>
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Served:
    """What is served: the site's folder, resolved, the news, and the script; at which port."""

    root: Path
    live: Live
    script: bytes
    port: int


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; anything else, and anything odd, is refused and hung up on."""

    protocol_version = "HTTP/1.1"
    # Else a request that does not say its version is answered without a status.
    default_request_version = protocol_version
    timeout = SILENCE
    # Else a small answer would wait for the acknowledgement of the one before.
    disable_nagle_algorithm = True

    def __init__(
        self, request: socket.socket, client: tuple[str, int], server: BaseServer, served: Served
    ) -> None:
        self.served = served
        self.path_in_site = ""
        super().__init__(request, client, server)

    def parse_request(self) -> bool:
        """Whether there is a request to answer: read, and let in. If not, it has been refused."""
        if not super().parse_request():
            return False
        problem = self._objection()
        if problem is not None:
            self.send_error(problem)
        return problem is None

    def _objection(self) -> HTTPStatus | None:
        """Why a request is not let in, before anything is looked up for it; None where it is."""
        lengths = self.headers.get_all("Content-Length", [])
        if "Transfer-Encoding" in self.headers or any(one != "0" for one in lengths):
            # What is sent with a request would be read as the next one.
            return HTTPStatus.BAD_REQUEST
        if not is_by_name(self.headers, self.served.port):
            return HTTPStatus.FORBIDDEN
        try:
            # `path` is not as it was sent: http.server has made one slash of several.
            self.path_in_site = site_path(self.requestline.split()[1])
        except BadTargetError:
            return HTTPStatus.BAD_REQUEST
        except NotServedError:
            return HTTPStatus.NOT_FOUND
        if not is_from_here(self.headers, may_be_linked=self.path_in_site != EVENTS):
            return HTTPStatus.FORBIDDEN
        return None

    def do_GET(self) -> None:
        """Answer with a file of the site, the script, or the stream of events."""
        path = self.path_in_site
        if path == EVENTS:
            self._stream()
        elif path == SCRIPT:
            self._answer(HTTPStatus.OK, content_type(path), self.served.script)
        else:
            self._file(path)

    # A HEAD is answered as a GET; what writes the body leaves it out.
    do_HEAD = do_GET  # noqa: N815 - http.server looks for this name

    def _file(self, path: str) -> None:
        # Before the file is read: should a build come in between, the page counts as older than
        # it is, and is loaded once too often rather than once too seldom.
        state = self.served.live.state
        try:
            data = read_site_file(self.served.root, path)
        except RefusedError:
            data = None
        else:
            data = state.kept.get(path) if data is None else data
        kind = content_type(path)
        status = HTTPStatus.OK
        if data is None:
            status, kind, data = HTTPStatus.NOT_FOUND, _PAGE, _NO_PAGE
        if kind == _PAGE:
            data = with_script(data, self.served.live.boot, state.version)
        self._answer(status, kind, data)

    def _stream(self) -> None:
        with self.served.live.stream() as is_let_in:
            if not is_let_in:
                self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
                return
            self._begin(HTTPStatus.OK, "text/event-stream; charset=utf-8", ("Connection", "close"))
            if self.command == "HEAD":
                return
            for event in self.served.live.events(PING):
                self.wfile.write(event)

    def _answer(self, status: HTTPStatus, kind: str, body: bytes, *more: tuple[str, str]) -> None:
        self._begin(status, kind, ("Content-Length", str(len(body))), *more)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _begin(self, status: HTTPStatus, kind: str, *more: tuple[str, str]) -> None:
        # Not `send_response`, which also says which server and which Python this is.
        self.send_response_only(status)
        for name, value in (("Content-Type", kind), *_ALWAYS, *more):
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse a request and hang up, repeating nothing of what it said.

        http.server calls this too, for requests that it cannot read or has no method for.
        """
        del message, explain
        status = HTTPStatus(code)
        more = [("Connection", "close")]
        if status is HTTPStatus.NOT_IMPLEMENTED:
            status = HTTPStatus.METHOD_NOT_ALLOWED
            more.append(_METHODS)
        self._answer(status, _PLAIN, f"{status.value} {status.phrase}\n".encode(), *more)

    def handle_expect_100(self) -> bool:
        """Invite nobody to send more."""
        return True

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal belongs to `tracker watch`."""
