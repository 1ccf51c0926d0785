"""Workshops side by side: one in this process, or one for each core in processes of their own.

Work that is worth it is shared: a process more costs some hundredths of a second, and a core that
has nothing to do costs more than that from some hundred contacts on. Each process is forked from
this one, so that what was read already need not be sent; where systems cannot do that, or not
safely, one process does it all.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import IO, Any, NoReturn, Self

from tracker.build.workshop import Workshop

#: So many files make a second process worth its while, as measured (`docs/performance.md`).
WORTH_SHARING = 120

#: More processes than this gain nothing: what only one can do takes as long as the rest by then.
MOST = 4


#: Bytes that a pipe should hold: what a part of an answer comes to, at most of the time.
_ROOM = 1 << 20


class CrewError(OSError):
    """A process of the crew ended before its work was done: killed, or out of memory."""


def cores() -> int:
    """How many processes this one may use at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def hands_for(files: int) -> int:
    """How many processes so many files are worth."""
    # Only there is forking safe beside system libraries, and only without other threads.
    may_fork = sys.platform == "linux" and threading.active_count() == 1
    if not may_fork or files < WORTH_SHARING:
        return 1
    return max(1, min(cores(), MOST, files // (WORTH_SHARING // 2)))


class Crew:
    """Some workshops, told by their numbers from 0. Each round hands each of them its share."""

    def __init__(
        self,
        make: Callable[[], Workshop],
        hands: int,
        forking: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Set up so many workshops, each made by `make` where it works.

        Processes are forked within a `forking()`: it puts aside what none may have of another's.
        """
        self._others: list[_Hand] = []
        if hands > 1:
            with forking():
                self._others = _hands(make, hands)
        self.hands = len(self._others) or 1
        self._own = None if self._others else make()

    def __enter__(self) -> Self:
        """Use it as a context: its processes are gone at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """End every process, and let go of what the workshop in this one holds."""
        if self._own is not None:
            self._own.close()
        for one in self._others:
            one.end()

    def round(self, work: str, shares: Sequence[tuple[object, ...]]) -> list[Any]:
        """Call a method of each workshop with its share of the arguments; their answers in order.

        Raises whatever a workshop raised, and `CrewError` where one is gone.
        """
        if self._own is not None:
            return [getattr(self._own, work)(*shares[0])]
        for one, share in zip(self._others, shares, strict=True):
            one.ask(work, share)
        answers = [one.answer() for one in self._others]
        failed = next((one for one in answers if isinstance(one, _Failed)), None)
        if failed is not None:
            raise failed.error
        return answers

    def stream(self, work: str, shares: Sequence[tuple[object, ...]]) -> Iterator[Any]:
        """Call a method that answers in parts of each workshop; the parts, as they come.

        While one part is taken in here, its workshop makes the next. Raises as `round` does.
        """
        if self._own is not None:
            yield from getattr(self._own, work)(*shares[0])
            return
        for one, share in zip(self._others, shares, strict=True):
            one.ask(work, share)
        answering = list(self._others)
        while answering:
            for one in tuple(answering):
                part = one.answer()
                if isinstance(part, _Failed):
                    raise part.error
                if isinstance(part, _AllSaid):
                    answering.remove(one)
                else:
                    yield part

    def ask(self, hand: int, work: str, *share: object) -> Any:  # noqa: ANN401 - as `round`
        """Call a method of one workshop; its answer."""
        if self._own is not None:
            return getattr(self._own, work)(*share)
        self._others[hand].ask(work, share)
        answer = self._others[hand].answer()
        if isinstance(answer, _Failed):
            raise answer.error
        return answer


class _Failed:
    """What a workshop raised."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def _hands(make: Callable[[], Workshop], number: int) -> list[_Hand]:
    """So many processes, or none where the system allows no more: then one does all the work."""
    hands: list[_Hand] = []
    try:
        with _without_ctrl_c() as before:
            for _ in range(number):
                hands.append(_Hand(make, before))  # noqa: PERF401 - to be ended where one fails
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


class _Hand:
    """A workshop in a process of its own, and the pipes that lead to it."""

    def __init__(self, make: Callable[[], Workshop], held_back: Iterable[int]) -> None:
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
        try:
            pickle.dump((work, tuple(share)), self._asked, pickle.HIGHEST_PROTOCOL)
            self._asked.flush()
        except BrokenPipeError as problem:
            raise CrewError(_GONE) from problem

    def answer(self) -> Any:  # noqa: ANN401 - whatever the method answers
        try:
            return pickle.load(self._answers)  # noqa: S301 - from a process that we forked
        except (EOFError, pickle.UnpicklingError) as problem:
            # It ended before its answer, or in the middle of it.
            raise CrewError(_GONE) from problem

    def end(self) -> None:
        for one in (self._asked, self._answers):
            with suppress(OSError):
                one.close()
        with suppress(OSError):
            os.kill(self._process, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self._process, 0)


_GONE = "a part of Tracker was ended from outside (is there enough memory?)"


def _work(make: Callable[[], Workshop], asked: IO[bytes], answers: IO[bytes]) -> NoReturn:
    """Do what is asked, until nobody asks any more. Never returns to what forked it."""
    # What was there before the fork is shared, as long as no collection touches it.
    gc.disable()
    try:
        workshop = make()
        while True:
            work, share = pickle.load(asked)  # noqa: S301 - from the process that forked us
            for answer in _answers(workshop, work, share):
                pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
                answers.flush()
    except (EOFError, BrokenPipeError):
        os._exit(0)
    except BaseException:  # noqa: BLE001 - the other side sees the end of the pipe, and says so
        os._exit(1)


def _answers(workshop: Workshop, work: str, share: Iterable[object]) -> Iterator[object]:
    """The answer to what is asked, or its parts and their end."""
    try:
        answer = getattr(workshop, work)(*share)
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
