"""The loop: when it looks, and that nothing ends it but being asked to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from tracker.watch.loop import LOOK_AGAIN_AFTER, POLL_EVERY, Rebuild, run

Look = Rebuild | BaseException | None

RESCAN = 2.0
FINE = Rebuild(("contacts/a.md",), 3, 1, 0.5)
BROKEN = Rebuild(("contacts/a.md",), 3, 1, 0.5, ("contacts/a.md: broken",), {"a.html": b"a"})
FAILED = Rebuild(("site_templates/agenda.html",), 0, 0, 0.5, failure="A template is broken.")


class Scripted:
    """Builder and hints at once: each look finds what is given, and after the last it stops."""

    def __init__(self, *looks: Look, polling: bool = False) -> None:
        self.looks: Iterator[Look] = iter(looks)
        self.left = len(looks)
        self.polling = polling
        self.waits: list[float] = []
        self.reports: list[Rebuild] = []
        self.stopped = threading.Event()

    def refresh(self) -> Rebuild | None:
        self.left -= 1
        found = next(self.looks)
        if isinstance(found, BaseException):
            raise found
        return found

    def wait(self, timeout: float) -> bool:
        self.waits.append(timeout)
        if not self.left:
            self.stopped.set()
        return False

    def run(self, report: Callable[[Rebuild], None] | None = None) -> Scripted:
        run(self, self, report or self.reports.append, self.stopped, rescan=RESCAN)
        return self


def failures(done: Scripted) -> list[str]:
    return [one.failure.partition(",")[0] for one in done.reports]


def test_it_looks_at_once_and_tells_only_of_changes() -> None:
    done = Scripted(None, FINE, None, None).run()
    assert done.reports == [FINE]
    assert done.waits == [RESCAN] * 4


def test_it_does_not_look_once_it_is_stopped() -> None:
    done = Scripted(FINE)
    done.stopped.set()
    assert done.run().reports == []


def test_where_no_events_come_it_looks_more_often() -> None:
    assert Scripted(None, polling=True).run().waits == [POLL_EVERY]


@pytest.mark.parametrize("doubtful", [BROKEN, FAILED, ValueError("what")])
def test_after_a_problem_it_looks_once_more_and_soon(doubtful: Look) -> None:
    done = Scripted(doubtful, FINE, None).run()
    assert done.reports[1:] == [FINE]
    assert done.waits == [LOOK_AGAIN_AFTER, RESCAN, RESCAN]


def test_what_stays_broken_is_not_looked_at_for_ever() -> None:
    done = Scripted(BROKEN, BROKEN, BROKEN, None).run()
    assert done.waits == [LOOK_AGAIN_AFTER, RESCAN, LOOK_AGAIN_AFTER, RESCAN]


def test_a_look_that_raises_is_told_as_a_failure_and_the_next_goes_on() -> None:
    done = Scripted(BROKEN, ValueError("secret"), FINE).run()
    assert failures(done) == ["", "Tracker itself failed (ValueError", ""]
    failure = done.reports[1]
    assert (failure.changed, failure.written, failure.removed) == ((), 0, 0)
    # What was there stays: the last site stands.
    assert (failure.problems, failure.kept) == (BROKEN.problems, BROKEN.kept)
    assert "test_loop.py line" in failure.failure
    assert "secret" not in failure.failure
    assert done.reports[2] == FINE


def test_the_same_failure_is_told_once() -> None:
    done = Scripted(*[ValueError("what")] * 3, KeyError("what"), ValueError("what")).run()
    assert failures(done) == [
        "Tracker itself failed (ValueError",
        "Tracker itself failed (KeyError",
        "Tracker itself failed (ValueError",
    ]


def test_a_failure_that_is_over_is_taken_back_though_nothing_changed() -> None:
    done = Scripted(FAILED, ValueError("what"), None, None).run()
    assert failures(done) == [
        "A template is broken.",
        "Tracker itself failed (ValueError",
        "A template is broken.",
    ]
    assert failures(Scripted(ValueError("what"), None).run()) == [
        "Tracker itself failed (ValueError",
        "",
    ]


@pytest.mark.parametrize("asked", [KeyboardInterrupt, SystemExit])
def test_who_asks_it_to_end_is_obeyed(asked: type[BaseException]) -> None:
    with pytest.raises(asked):
        Scripted(asked()).run()


def test_what_the_report_raises_is_the_callers() -> None:
    def report(_: Rebuild) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        Scripted(FINE).run(report)
