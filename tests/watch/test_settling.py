from __future__ import annotations

import os
import signal
import threading
from queue import Empty, SimpleQueue

import pytest

from tests.watch.desk import PATIENCE, Clock
from tracker.watch.settling import Settling

QUIET = 1.0
LONGEST = 10.0


class Script(SimpleQueue[float | None]):
    """An inbox in which hints come at given times, and waking at `wake`: waiting passes time."""

    def __init__(self, clock: Clock, times: tuple[float, ...], wake: float | None = None) -> None:
        super().__init__()
        self.clock = clock
        self.coming: list[tuple[float, float | None]] = [(one, one) for one in times]
        if wake is not None:
            self.coming.append((wake, None))
        self.coming.sort(key=lambda one: one[0])

    def empty(self) -> bool:
        return not self.coming or self.coming[0][0] > self.clock.now

    def get(self, block: bool = True, timeout: float | None = None) -> float | None:  # noqa: FBT001, FBT002
        assert block
        assert timeout is not None
        if self.coming and self.coming[0][0] <= self.clock.now + timeout:
            time, token = self.coming.pop(0)
            self.clock.now = max(self.clock.now, time)
            return token
        self.clock.now += timeout
        raise Empty


def settling(*times: float, wake: float | None = None) -> tuple[Settling, Clock]:
    clock = Clock()
    clock.now = 0.0
    made = Settling(QUIET, LONGEST, clock)
    made._inbox = Script(clock, times, wake)
    return made, clock


@pytest.mark.parametrize(
    ("times", "returned", "at"),
    [
        ((), False, 5.0),
        ((3.0,), True, 4.0),
        # One after the other, each in the quiet of the last.
        ((3.0, 3.9, 4.8), True, 5.8),
        # Begun before the timeout, and waited for beyond it.
        ((4.5, 5.25), True, 6.25),
        # Exactly at its end.
        ((5.0,), True, 6.0),
        # The second is another burst, for the next wait.
        ((1.0, 3.0), True, 2.0),
    ],
)
def test_hints_settle(times: tuple[float, ...], *, returned: bool, at: float) -> None:
    one, clock = settling(*times)
    assert one.wait(5.0) is returned
    assert clock.now == at


def test_a_storm_is_looked_at_all_the_same() -> None:
    one, clock = settling(*(step / 2 for step in range(2, 100)))
    assert one.wait(5.0) is True
    assert clock.now == 1.0 + LONGEST
    assert one.wait(5.0) is True
    assert clock.now == 11.5 + LONGEST


def test_a_storm_faster_than_it_is_counted_is_looked_at_all_the_same() -> None:
    one, clock = settling(*[1.0] * 50, *[11.0] * 50)
    assert one.wait(5.0) is True
    assert clock.now == 2.0
    assert one.wait(20.0) is True
    assert clock.now == 12.0


def test_what_came_during_a_look_is_waited_for_until_it_settles() -> None:
    one, clock = settling(1.0, 5.0, 39.5)
    assert one.wait(5.0) is True
    clock.now = 40.0
    assert one.wait(5.0) is True
    assert clock.now == 40.5


def test_what_has_settled_during_a_look_asks_for_another_at_once() -> None:
    one, clock = settling(1.0, 5.0)
    assert one.wait(5.0) is True
    clock.now = 40.0
    assert one.wait(5.0) is True
    assert clock.now == 40.0
    assert one.wait(5.0) is False
    assert clock.now == 45.0


def test_what_was_heard_late_but_happened_before_the_look_asks_for_none() -> None:
    one, clock = settling(1.0)
    assert one.wait(5.0) is True
    assert isinstance(one._inbox, Script)
    one._inbox.coming.append((2.0, 1.75))
    assert one.wait(5.0) is False
    assert clock.now == 7.0


def test_a_timeout_of_nothing_takes_what_is_there() -> None:
    one, clock = settling(0.0)
    assert one.wait(0.0) is True
    assert clock.now == 1.0
    assert one.wait(0.0) is False
    assert clock.now == 1.0


def test_waking_returns_at_once_and_forgets_no_hint() -> None:
    one, clock = settling(1.0, wake=1.25)
    assert one.wait(5.0) is True
    assert clock.now == 1.25
    assert one.wait(5.0) is True
    assert clock.now == 2.0
    assert one.wait(5.0) is False


def test_waking_before_the_wait_counts() -> None:
    one = Settling(QUIET, LONGEST)
    one.wake()
    assert one.wait(PATIENCE) is True


def test_waking_from_another_thread() -> None:
    one = Settling(QUIET, LONGEST)
    other = threading.Thread(target=one.wake)
    other.start()
    assert one.wait(PATIENCE) is True
    other.join()


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="needs a signal to send")
def test_waking_from_a_signal_handler_that_interrupts_the_wait() -> None:
    one = Settling(QUIET, LONGEST)
    before = signal.signal(signal.SIGUSR1, lambda *_: one.wake())
    try:
        for _ in range(100):
            other = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGUSR1))
            other.start()
            assert one.wait(PATIENCE) is True
            other.join()
    finally:
        signal.signal(signal.SIGUSR1, before)
