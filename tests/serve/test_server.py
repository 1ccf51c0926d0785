"""The server as a whole: where it listens, how it starts, and that it ends."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.serve.talk import Stream, ask, connect, port_of, raw
from tracker.serve import USUAL_PORT, Announcement, ServeError, SiteServer
from tracker.serve.handler import Handler


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have one loopback address")
def test_it_listens_on_the_loopback_alone(server: SiteServer) -> None:
    assert server.url == f"http://127.0.0.1:{port_of(server)}/"
    with socket.socket() as other:
        # Would be taken if the server listened on all addresses.
        other.bind(("127.0.0.2", port_of(server)))
    tables = [Path(f"/proc/net/{one}") for one in ("tcp", "tcp6")]
    lines = [
        line.split() for one in tables if one.exists() for line in one.read_text().splitlines()
    ]
    at_port = [one[1] for one in lines if one[1].endswith(f":{port_of(server):04X}")]
    assert {one.partition(":")[0] for one in at_port} == {"0100007F"}


def test_the_usual_port_or_else_any(site: Path) -> None:
    first = SiteServer(site)
    second = SiteServer(site)
    try:
        # The usual one may be taken on the machine that runs the tests.
        assert port_of(second) not in {port_of(first), USUAL_PORT}
    finally:
        first.stop()
        second.stop()


def test_a_port_that_was_asked_for_is_kept_to(site: Path) -> None:
    port = free_port()
    server = SiteServer(site, port)
    try:
        assert server.url == f"http://127.0.0.1:{port}/"
        with pytest.raises(ServeError, match=rf"Port {port} is taken.*choose another port\."):
            SiteServer(site, port)
    finally:
        server.stop()


def test_a_port_that_does_not_exist_is_said_to(site: Path) -> None:
    with pytest.raises(
        ServeError, match=r"There is no port 65536: choose one from 1024 to 65535\."
    ):
        SiteServer(site, 65536)


def test_stopping_ends_streams_and_gives_back_the_port(site: Path) -> None:
    before = set(threading.enumerate())
    server = SiteServer(site, 0)
    server.start()
    port = port_of(server)
    streams = [Stream(server) for _ in range(3)]
    for one in streams:
        assert one.next() is not None
    half = connect(server)
    half.sendall(b"GET / HT")
    # Accepted after that one, which has then been accepted too.
    waiting = connect(server)
    waiting.sendall(f"GET / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
    assert waiting.recv(12) == b"HTTP/1.1 200"

    server.stop()
    assert [one.next() for one in streams] == [None, None, None]
    assert set(threading.enumerate()) <= before
    for open_still in (waiting, half):
        # To its end, which would not come while the server holds on to it.
        while open_still.recv(65536):
            pass
        open_still.close()
    for one in streams:
        one.close()
    with pytest.raises(ConnectionRefusedError):
        connect(server)

    again = SiteServer(site, port)
    again.start()
    assert ask(again).status == 200
    again.stop()


def test_a_reader_who_takes_nothing_does_not_hold_up_the_end(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.serve.server._LAST_ANSWER", 0.05)
    (site / "big.txt").write_bytes(bytes(20_000_000))
    before = set(threading.enumerate())
    server = SiteServer(site, 0)
    server.start()
    stuck = connect(server)
    stuck.sendall(f"GET /big.txt HTTP/1.1\r\nHost: localhost:{port_of(server)}\r\n\r\n".encode())
    assert stuck.recv(12) == b"HTTP/1.1 200"
    server.stop()
    assert set(threading.enumerate()) <= before
    stuck.close()


def test_stopping_twice_or_before_the_start_is_no_matter(site: Path) -> None:
    server = SiteServer(site, 0)
    server.stop()
    server.stop()
    server = SiteServer(site, 0)
    server.start()
    server.stop()
    server.stop()
    server.announce(Announcement(1), reload=True)


def test_who_says_nothing_is_hung_up_on(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Handler, "timeout", 0.05)
    for begun in ("", "GET / HTTP/1.1\r\nHost: loc"):
        assert raw(server, begun) == b""


def test_there_are_only_so_many_connections(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.serve.server._MOST_CONNECTIONS", 1)
    stream = Stream(server)
    stream.next()
    with connect(server) as second:
        assert second.recv(1) == b""
    stream.close()


def test_it_says_nothing_on_the_terminal(
    server: SiteServer, capfd: pytest.CaptureFixture[str]
) -> None:
    ask(server)
    ask(server, "/no.html")
    raw(server, "nonsense\r\n\r\n")
    stream = Stream(server)
    stream.next()
    stream.close()
    # The second write is to a connection that its reader has closed.
    server.announce(Announcement(1), reload=True)
    server.announce(Announcement(2), reload=True)
    server.stop()
    assert capfd.readouterr() == ("", "")


def test_it_brings_nothing_else_of_tracker_along() -> None:
    script = "import sys, tracker.serve; print(*(m for m in sys.modules if 'tracker.' in m))"
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert {name.split(".")[1] for name in run.stdout.split()} == {"serve"}
