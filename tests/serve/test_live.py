"""What the streams tell: how things stand, at once and whenever that changes."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator

import pytest

from tests.serve.talk import PATIENCE, Stream, ask
from tracker.serve import Announcement, SiteServer
from tracker.serve.live import Live


@pytest.fixture
def stream(server: SiteServer) -> Iterator[Stream]:
    stream = Stream(server)
    yield stream
    stream.close()


def test_the_first_event_says_how_things_stand(server: SiteServer, stream: Stream) -> None:
    assert stream.head.startswith("HTTP/1.1 200 ")
    assert "Content-Type: text/event-stream; charset=utf-8\r\n" in stream.head
    assert "Content-Length" not in stream.head
    first = stream.next()
    assert first is not None
    boot = first.pop("boot")
    assert first == {"version": 0, "pages": 0, "problems": [], "more": 0}
    assert re.fullmatch("[0-9a-f]{16}", boot)
    assert f'data-boot="{boot}" data-version="0"' in ask(server).text


def test_each_announcement_is_told_to_all(server: SiteServer, stream: Stream) -> None:
    other = Stream(server)
    stream.next()
    other.next()
    server.announce(Announcement(1), reload=True)
    for one in (stream, other):
        event = one.next()
        assert event is not None
        assert (event["version"], event["pages"], event["problems"]) == (1, 1, [])
    server.announce(
        Announcement(2, ("contacts/a.md:1:1: broken\n\ndata: x", "é\u2028")), reload=False
    )
    for one in (stream, other):
        event = one.next()
        assert event is not None
        assert (event["version"], event["pages"]) == (2, 1)
        assert event["problems"] == ["contacts/a.md:1:1: broken\n\ndata: x", "é\u2028"]
    other.close()


def test_of_many_problems_the_first_are_told_and_how_many_there_are_besides(
    server: SiteServer, stream: Stream
) -> None:
    stream.next()
    many = tuple(str(number) for number in range(1_000))
    server.announce(Announcement(1, many), reload=False)
    event = stream.next()
    assert event is not None
    assert (tuple(event["problems"]), event["more"]) == (many[:8], 992)


def test_who_comes_late_has_missed_nothing(server: SiteServer) -> None:
    assert 'data-version="0"' in ask(server).text
    server.announce(Announcement(3), reload=True)
    server.announce(Announcement(4, ("oh",)), reload=False)
    late = Stream(server)
    event = late.next()
    late.close()
    assert event is not None
    assert (event["version"], event["pages"], event["problems"]) == (4, 3, ["oh"])
    assert 'data-version="4"' in ask(server).text


def test_a_version_that_does_not_go_on_is_a_mistake_of_ours(server: SiteServer) -> None:
    server.announce(Announcement(2), reload=True)
    server.announce(Announcement(2, ("a problem",)), reload=False)
    for version, reload in ((1, False), (1, True), (2, True)):
        with pytest.raises(ValueError, match=f"version {version} follows version 2"):
            server.announce(Announcement(version), reload=reload)


def test_each_run_has_a_name_of_its_own() -> None:
    assert Live().boot != Live().boot


def test_there_are_only_so_many_streams(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.serve.live.MOST_STREAMS", 2)
    streams = [Stream(server), Stream(server)]
    for one in streams:
        assert one.next() is not None
    assert ask(server, "/-/events").status == 503
    assert ask(server).status == 200
    for one in streams:
        one.close()


def test_a_reader_who_has_gone_leaves_the_place_to_another(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.serve.live.MOST_STREAMS", 1)
    monkeypatch.setattr("tracker.serve.handler.PING", 0.01)
    has_left = threading.Event()
    really = Live.stream

    @contextlib.contextmanager
    def watched(live: Live) -> Iterator[bool]:
        try:
            with really(live) as is_let_in:
                yield is_let_in
        finally:
            has_left.set()

    monkeypatch.setattr(Live, "stream", watched)
    first = Stream(server)
    first.next()
    first.close()
    assert has_left.wait(PATIENCE)
    second = Stream(server)
    assert second.next() is not None
    second.close()


def test_a_quiet_stream_says_that_it_is_there(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.serve.handler.PING", 0.01)
    stream = Stream(server)
    stream.next()
    assert [stream.next_line() for _ in range(3)] == [b"\n", b":\n", b"\n"]
    stream.close()


def test_the_head_of_a_stream_does_not_hold_anybody_up(shared: SiteServer) -> None:
    answer = ask(shared, "/-/events", method="HEAD")
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert answer.body == b""
