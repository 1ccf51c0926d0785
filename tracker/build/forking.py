"""A process of its own for somebody who works: forked from this one, asked and answering by pipes.

What was read already need not be sent to it, and whatever it does, it never goes on as if it were
the process that it was forked from.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, NoReturn

#: Bytes that a pipe should hold: what a part of an answer comes to, at most of the time.
_ROOM = 1 << 20


class CrewError(OSError):
    """A process ended before its work was done: killed, or out of memory."""


class _Failed:
    """What somebody's work raised."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def forked(make: Callable[[], object], number: int) -> list[Hand]:
    """So many processes, or none where the system allows no more: then one does all the work."""
    hands: list[Hand] = []
    try:
        with _without_ctrl_c() as before:
            for _ in range(number):
                hands.append(Hand(make, before))  # noqa: PERF401 - to be ended where one fails
    except BaseException as problem:
        for one in hands:
            one.end()
        if isinstance(problem, OSError):
            return []
        raise
    return hands


@contextmanager
def _without_ctrl_c() -> Iterator[Iterable[int]]:
    """Hold Ctrl-C back while the block runs; what was held back before.

    Forked meanwhile, a process would take it for its own, and go on as if it were this one.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield before
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _AllSaid:
    """The end of an answer in parts."""


class Hand:
    """A process in which somebody works whom `make` made there, and the pipes that lead to it."""

    def __init__(self, make: Callable[[], object], held_back: Iterable[int]) -> None:
        """Fork it while Ctrl-C is held back; afterwards it holds back these signals alone."""
        ours_to_read, theirs_to_write = _roomy_pipe()
        theirs_to_read, ours_to_write = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            self._process = os.fork()
        except OSError:
            for pipe in (ours_to_read, theirs_to_write, theirs_to_read, ours_to_write):
                os.close(pipe)
            raise
        if self._process == 0:
            os.close(ours_to_read)
            os.close(ours_to_write)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_SETMASK, held_back)
            _work(make, os.fdopen(theirs_to_read, "rb"), os.fdopen(theirs_to_write, "wb"))
        os.close(theirs_to_read)
        os.close(theirs_to_write)
        self._asked = os.fdopen(ours_to_write, "wb")
        self._answers = os.fdopen(ours_to_read, "rb")

    def ask(self, work: str, share: Iterable[object]) -> None:
        """Have a method called with these arguments; `hear`, or `parts`, waits for its answer.

        Raises `CrewError` where the process is gone.
        """
        try:
            pickle.dump((work, tuple(share)), self._asked, pickle.HIGHEST_PROTOCOL)
            self._asked.flush()
        except BrokenPipeError as problem:
            raise CrewError(_GONE) from problem

    def hear(self) -> Callable[[], Any]:
        """Wait for an answer, to be looked at later: it raises what the work raised.

        Raises `CrewError` where the process is gone.
        """
        found = self._next()

        def answer() -> Any:  # noqa: ANN401 - whatever the method answers
            if isinstance(found, _Failed):
                raise found.error
            return found

        return answer

    def parts(self) -> Iterator[Any]:
        """Wait for the parts of an answer, one after the other. Raises as `hear` and its answer."""
        while not isinstance(part := self.hear()(), _AllSaid):
            yield part

    def _next(self) -> Any:  # noqa: ANN401 - as above
        try:
            return pickle.load(self._answers)  # noqa: S301 - from a process that we forked
        except (EOFError, pickle.UnpicklingError) as problem:
            # It ended before its answer, or in the middle of it.
            raise CrewError(_GONE) from problem

    def end(self) -> None:
        """End the process, whatever it is doing."""
        for one in (self._asked, self._answers):
            with suppress(OSError):
                one.close()
        with suppress(OSError):
            os.kill(self._process, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self._process, 0)


_GONE = "a part of Tracker was ended from outside (is there enough memory?)"


def _work(make: Callable[[], object], asked: IO[bytes], answers: IO[bytes]) -> NoReturn:
    """Do what is asked, until nobody asks any more. Never returns to what forked it."""
    # What was there before the fork is shared, as long as no collection touches it.
    gc.disable()
    try:
        worker = make()
        while True:
            work, share = pickle.load(asked)  # noqa: S301 - from the process that forked us
            for answer in _answers(worker, work, share):
                pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
                answers.flush()
    except (EOFError, BrokenPipeError):
        os._exit(0)
    except BaseException:  # noqa: BLE001 - the other side sees the end of the pipe, and says so
        os._exit(1)


def _answers(worker: object, work: str, share: Iterable[object]) -> Iterator[object]:
    """The answer to what is asked, or its parts and their end."""
    try:
        answer = getattr(worker, work)(*share)
        if isinstance(answer, Iterator):
            yield from answer
            yield _AllSaid()
        else:
            yield answer
    except Exception as problem:  # noqa: BLE001 - raised again on the other side
        yield _Failed(_sendable(problem))


def _roomy_pipe() -> tuple[int, int]:
    """A pipe that holds a part of an answer, where the system allows: nobody waits to be heard."""
    ends = os.pipe()
    # Linux alone has such pipes, and so has `fcntl` their name there.
    if sys.platform == "linux":
        import fcntl  # noqa: PLC0415

        with suppress(OSError):
            fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, _ROOM)
    return ends


def _sendable(problem: Exception) -> Exception:
    """The problem itself where it can be sent, else one that says the same."""
    with suppress(Exception):
        pickle.loads(pickle.dumps(problem))  # noqa: S301 - our own bytes
        return problem
    return RuntimeError(f"{type(problem).__name__}: {problem}")
