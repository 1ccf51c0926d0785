"""Who is let in: by which name, from which page, with which method, to which path."""

from __future__ import annotations

import pytest

from tests.serve.talk import ask, raw
from tracker.serve import SiteServer
from tracker.serve.guard import BadTargetError, NotServedError, allowed_hosts, site_path

SECRETS = ("secret", "manifest", "half a page", "root:")
EVENTS = "/-/events"


@pytest.mark.parametrize(
    "host", ["127.0.0.1:PORT", "localhost:PORT", "LocalHost:PORT", "[::1]:PORT"]
)
def test_its_own_names_are_let_in(shared: SiteServer, host: str) -> None:
    assert ask(shared, hosts=(host,)).status == 200
    assert ask(shared, "/-/live.js", hosts=(host,)).status == 200
    assert ask(shared, EVENTS, hosts=(host,), method="HEAD").status == 200


@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("",),
        ("evil.example",),
        ("evil.example:PORT",),
        ("127.0.0.1",),
        ("localhost",),
        ("[::1]",),
        ("127.0.0.1:80",),
        ("127.0.0.1:1PORT",),
        ("127.0.0.1:PORT0",),
        ("127.0.0.1:+PORT",),
        ("127.0.0.1:PORT:PORT",),
        ("127.0.0.1:PORT.evil.example",),
        ("127.0.0.1.evil.example:PORT",),
        ("localhost.evil.example:PORT",),
        ("evil.example@127.0.0.1:PORT",),
        ("127.0.0.1:PORT@evil.example",),
        ("127.0.0.1:PORT, evil.example",),
        ("127.0.0.1:PORT evil.example",),
        ("localhost.:PORT",),
        ("127.1:PORT",),
        ("2130706433:PORT",),
        ("0x7f000001:PORT",),
        ("127.0.0.2:PORT",),
        ("0.0.0.0:PORT",),
        ("::1:PORT",),
        ("[::]:PORT",),
        ("[::ffff:127.0.0.1]:PORT",),
        ("http://127.0.0.1:PORT",),
        ("127.0.0.1:PORT/",),
        ("127.0.0.1:PORT", "127.0.0.1:PORT"),
        ("127.0.0.1:PORT", "evil.example"),
        ("evil.example", "127.0.0.1:PORT"),
        ("null",),
        ("*",),
    ],
)
def test_any_other_name_is_refused(shared: SiteServer, hosts: tuple[str, ...]) -> None:
    for target in ("/agenda.html", "/-/live.js", EVENTS, "/nothing.html"):
        answer = ask(shared, target, hosts=hosts)
        assert answer.status == 403
        assert b"Agenda" not in answer.body


def test_the_port_may_be_left_out_where_it_is_that_of_http() -> None:
    assert {"127.0.0.1", "localhost", "[::1]", "localhost:80"} <= allowed_hosts(80)
    assert allowed_hosts(8137) == {"127.0.0.1:8137", "localhost:8137", "[::1]:8137"}


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:PORT", "http://localhost:PORT", "http://[::1]:PORT"]
)
def test_its_own_pages_may_ask(shared: SiteServer, origin: str) -> None:
    assert ask(shared, "/agenda.html", ("Origin", origin)).status == 200
    assert ask(shared, EVENTS, ("Origin", origin), method="HEAD").status == 200


@pytest.mark.parametrize(
    "origins",
    [
        ("null",),
        ("",),
        ("*",),
        ("file://",),
        ("http://evil.example",),
        ("http://evil.example:PORT",),
        ("https://127.0.0.1:PORT",),
        ("https://localhost:PORT",),
        ("http://127.0.0.1",),
        ("http://localhost:3000",),
        ("http://localhost:1PORT",),
        ("http://localhost:PORT0",),
        ("http://localhost:PORT/",),
        ("http://localhost:PORT.evil.example",),
        ("http://localhost.evil.example:PORT",),
        ("http://user@localhost:PORT",),
        ("localhost:PORT",),
        ("//localhost:PORT",),
        ("chrome-extension://localhost:PORT",),
        ("http://localhost:PORT http://evil.example",),
        ("http://localhost:PORT, http://evil.example",),
        ("http://localhost:PORT", "http://localhost:PORT"),
        ("http://localhost:PORT", "http://evil.example"),
    ],
)
def test_no_other_page_may_ask(shared: SiteServer, origins: tuple[str, ...]) -> None:
    for target in ("/agenda.html", EVENTS):
        answer = ask(shared, target, *(("Origin", one) for one in origins))
        assert answer.status == 403
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("target", "site", "mode", "dest", "status"),
    [
        ("/agenda.html", "none", "navigate", "document", 200),
        ("/agenda.html", "same-origin", "no-cors", "image", 200),
        # A link in somebody's webmail.
        ("/agenda.html", "cross-site", "navigate", "document", 200),
        ("/agenda.html", "same-site", "navigate", "document", 200),
        ("/agenda.html", "cross-site", "navigate", "iframe", 403),
        ("/agenda.html", "cross-site", "no-cors", "image", 403),
        ("/agenda.html", "same-site", "no-cors", "script", 403),
        ("/agenda.html", "cross-site", "cors", "empty", 403),
        ("/-/live.js", "same-origin", "no-cors", "script", 200),
        ("/-/live.js", "cross-site", "no-cors", "script", 403),
        (EVENTS, "same-origin", "cors", "empty", 200),
        (EVENTS, "none", "navigate", "document", 200),
        (EVENTS, "cross-site", "cors", "empty", 403),
        (EVENTS, "same-site", "cors", "empty", 403),
        (EVENTS, "cross-site", "navigate", "document", 403),
        ("/%2d/events", "cross-site", "navigate", "document", 403),
        (EVENTS, "something-new", "cors", "empty", 403),
    ],
)
def test_what_a_browser_says_of_the_asking_page_counts(
    shared: SiteServer, target: str, site: str, mode: str, dest: str, status: int
) -> None:
    said = (("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", dest))
    assert ask(shared, target, *said, method="HEAD").status == status


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/../outside.html", 404),
        ("/contacts/../../outside.html", 404),
        ("/contacts/../agenda.html", 404),
        ("/./agenda.html", 404),
        ("/%2e%2e/outside.html", 404),
        ("/%2E%2E/outside.html", 404),
        ("/.%2e/outside.html", 404),
        ("/..%2foutside.html", 404),
        ("/%2e%2e%2foutside.html", 404),
        ("/contacts%2facme", 404),
        ("/..%5coutside.html", 404),
        ("/..\\outside.html", 404),
        ("/contacts\\acme", 404),
        # Decoded once: these are names with a percent sign, which no file has.
        ("/%252e%252e/outside.html", 404),
        ("/%252e%252e%252foutside.html", 404),
        ("/..%c0%afoutside.html", 400),
        ("/%c0%ae%c0%ae/outside.html", 400),
        ("/%ff.html", 400),
        ("/%ed%a0%80.html", 400),
        ("/agenda.html%00", 404),
        ("/agenda.html%00.css", 404),
        ("/%0d%0aX-Evil:%201", 404),
        ("/agenda.html%0a", 404),
        ("/%7f", 404),
        ("/%", 400),
        ("/%2", 400),
        ("/%zz", 400),
        ("/%u002e", 400),
        ("//agenda.html", 404),
        ("///agenda.html", 404),
        ("//evil.example/agenda.html", 404),
        ("/contacts//acme", 404),
        ("/contacts", 404),
        ("/contacts/", 404),
        ("/contacts/acme/", 404),
        ("/agenda.html/", 404),
        ("/agenda.html/x", 404),
        ("/C:/Windows/win.ini", 404),
        ("/C%3a/Windows/win.ini", 404),
        ("/agenda.html::$DATA", 404),
        ("/agenda.html.", 404),
        ("/agenda.html%20", 404),
        ("/etc/passwd", 404),
        ("//etc/passwd", 404),
        ("/.tracker-site.json", 404),
        ("/%2etracker-site.json", 404),
        ("/.tracker-staging-0/1", 404),
        ("/contacts/.hidden.html", 404),
        ("/agenda.html#x", 400),
        ("agenda.html", 400),
        ("*", 400),
        ("?", 400),
        ("http://127.0.0.1:PORT/agenda.html", 400),
        ("http://evil.example/agenda.html", 400),
        ("file:///etc/passwd", 400),
        ("/-/", 404),
        ("/-/live", 404),
        ("/-/../agenda.html", 404),
        ("/-/live.js/", 404),
        ("/" + "a" * 300, 404),
        ("/" + "a/" * 3000 + "b", 404),
    ],
)
def test_no_path_leads_out_or_to_what_is_hidden(
    shared: SiteServer, target: str, status: int
) -> None:
    answer = ask(shared, target)
    assert answer.status == status
    assert not any(one in answer.text for one in SECRETS)
    assert "X-Evil" not in answer.headers


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", "index.html"),
        ("/?x=/../y", "index.html"),
        ("/agenda.html", "agenda.html"),
        ("/agenda.html?a=%zz", "agenda.html"),
        ("/contacts/acme/Jos%C3%A9%20100%25.html", "contacts/acme/José 100%.html"),
        ("/%61genda.html", "agenda.html"),
        ("/%252e%252e", "%2e%2e"),
        ("/%7E.html", "~.html"),
        ("/a..b...html", "a..b...html"),
    ],
)
def test_a_target_names_a_file(target: str, path: str) -> None:
    assert site_path(target) == path


@pytest.mark.parametrize("target", ["/é.html", "", "x", "/%e9.html"])
def test_what_is_no_path_is_none(target: str) -> None:
    with pytest.raises(BadTargetError):
        site_path(target)


def test_a_dot_is_hidden_however_it_is_written() -> None:
    for target in ("/.x", "/a/.x", "/%2ex", "/.", "/..", "/a/%2e%2E/b"):
        with pytest.raises(NotServedError):
            site_path(target)


@pytest.mark.parametrize(
    "method",
    ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "QUERY", "do_GET"],
)
def test_only_get_and_head(shared: SiteServer, method: str) -> None:
    answer = ask(shared, method=method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"
    assert answer.headers["Connection"] == "close"


FORGED = "GET /agenda.html HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("request_line", "headers", "status"),
    [
        ("POST / HTTP/1.1", f"Host: localhost:PORT\r\nContent-Length: {len(FORGED)}\r\n", 400),
        ("GET / HTTP/1.1", f"Host: localhost:PORT\r\nContent-Length: {len(FORGED)}\r\n", 400),
        (
            "GET / HTTP/1.1",
            "Host: localhost:PORT\r\nContent-Length: 0\r\nContent-Length: 9\r\n",
            400,
        ),
        ("GET / HTTP/1.1", "Host: localhost:PORT\r\nTransfer-Encoding: chunked\r\n", 400),
        ("GET / HTTP/1.1", "Host: evil.example\r\n", 403),
        # A space before the colon is no header, and those after it are none either.
        ("GET / HTTP/1.1", "X : y\r\nHost: localhost:PORT\r\n", 403),
        ("GET / HTTP/1.1", "Host: localhost:PORT\r\n evil.example\r\n", 403),
        ("GET / HTTP/1.0", "", 403),
        ("GET / HTTP/2.0", "Host: localhost:PORT\r\n", 505),
        ("GET / HTTP/1.x", "Host: localhost:PORT\r\n", 400),
        ("GET / x HTTP/1.1", "Host: localhost:PORT\r\n", 400),
        ("GET", "Host: localhost:PORT\r\n", 400),
        ("GET /", "", 403),
    ],
)
def test_an_odd_request_is_refused_and_nothing_after_it_is_read(
    shared: SiteServer, request_line: str, headers: str, status: int
) -> None:
    answer = raw(shared, f"{request_line}\r\n{headers}\r\n{FORGED}")
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"Agenda" not in answer


def test_nobody_is_invited_to_send_more(shared: SiteServer) -> None:
    head = FORGED.replace("Connection", "Expect: 100-continue\r\nConnection")
    assert raw(shared, head).startswith(b"HTTP/1.1 200 ")


def test_too_long_is_refused(shared: SiteServer) -> None:
    # Exactly as much as is read before it is refused: the answer then arrives.
    assert b" 414 " in raw(shared, "GET /".ljust(65537, "a")).partition(b"\r\n")[0]
    headers = "".join(f"X-{number}: x\r\n" for number in range(101))
    assert b" 431 " in raw(shared, f"GET / HTTP/1.1\r\n{headers}\r\n").partition(b"\r\n")[0]


def test_a_refusal_repeats_nothing_of_the_request(shared: SiteServer) -> None:
    for request in (
        "GET /<script> <b> HTTP/1.1\r\n\r\n",
        "<script> / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        "GET /<script>/.. HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        "GET /%3Cscript%3E.html HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n",
        "GET / HTTP/<script>\r\n\r\n",
    ):
        answer = raw(shared, request)
        assert answer.startswith(b"HTTP/1.1 40")
        assert b"<script>" not in answer
        assert b"Server:" not in answer
        assert b"Python" not in answer
        assert b"nosniff" in answer
