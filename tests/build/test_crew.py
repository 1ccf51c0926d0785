"""Several processes come to what one does, and end with it, however it ends."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from tests.build.bench import Done, assert_whole, build, killed, no_children, say, write
from tracker.build.crew import Crew, hands_for
from tracker.build.forking import CrewError
from tracker.build.settings import settings_of
from tracker.build.site import Site
from tracker.build.stages import Stages
from tracker.build.workshop import Workshop
from tracker.disk.cache import Cache, open_cache
from tracker.render import TemplateError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked there")


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.build.refresh.hands_for", lambda _: 2)


class Steps(Stages):
    """Stages that somebody watches."""

    in_steps = True


@pytest.mark.usefixtures("two")
def test_two_hands_make_the_same_bytes_as_one(root: Path) -> None:
    for number in range(12):
        write(
            root,
            f"n{number}",
            f"---\nname: N{number}\ncompany: Co {number % 5}\n---\n## Log\n"
            f"- 2026-11-{number + 1:02} interview (with N{(number + 5) % 12})\n",
        )
    build(root)
    assert_whole(root)
    # Somebody at a company that the other hand has read.
    say(root, "n3", "2026-11-18 call (with Ann Abel)")
    say(root, "dee", "2026-11-18 call (with N4)")
    build(root)
    assert_whole(root)
    assert no_children()


@pytest.mark.usefixtures("two")
def test_in_steps(root: Path) -> None:
    Site(root / "output", Cache(None), Steps()).build(settings_of(root))
    assert_whole(root)


@pytest.mark.usefixtures("two")
def test_a_template_error_arrives_whole(root: Path) -> None:
    overrides = root / "site_templates"
    overrides.mkdir()
    (overrides / "contact.html").write_text("\n{{ page.nothing.at_all }}", encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        build(root)
    wrong = caught.value
    assert (wrong.template, wrong.line) == ("contact.html", 2)
    assert wrong.path == str(overrides / "contact.html")
    assert "nothing" in wrong.message
    assert not list((root / "output").glob("*"))
    assert no_children()


@pytest.mark.usefixtures("two")
def test_a_process_that_is_killed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Workshop, "derive", killed)
        with pytest.raises(CrewError, match="ended from outside"):
            build(root)
    assert no_children()
    build(root)
    assert_whole(root)


@pytest.mark.usefixtures("two")
def test_a_process_that_is_killed_in_the_middle_of_its_answer(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Last:
        """Ends the process that packs it, when half of the answer is under way."""

        def __reduce__(self) -> str:
            os.kill(os.getpid(), signal.SIGKILL)
            return ""

    def half(_: Workshop, *__: object) -> object:
        # Longer than what pickle holds back before it writes.
        return [b"x" * 1_000_000, Last()]

    monkeypatch.setattr(Workshop, "derive", half)
    with pytest.raises(CrewError, match="ended from outside"):
        build(root)
    assert no_children()


@pytest.mark.usefixtures("two")
def test_where_the_system_allows_no_more_processes_one_does_it_all(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork, times = os.fork, 0
    gc.collect()
    open_before = len(list(Path("/proc/self/fd").iterdir()))

    def refused() -> int:
        nonlocal times
        times += 1
        if times == 1:
            return fork()
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(os, "fork", refused)
    build(root)
    assert times == 2
    assert no_children()
    assert len(list(Path("/proc/self/fd").iterdir())) <= open_before
    assert_whole(root)


@pytest.mark.usefixtures("two")
def test_what_cannot_be_sent_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class OddError(Exception):
        def __init__(self, one: str, other: str) -> None:
            super().__init__(f"{one} and {other}")

    def failing(_: Workshop, *__: object) -> None:
        message = "this"
        raise OddError(message, "that")

    monkeypatch.setattr(Workshop, "link", failing)
    with pytest.raises(RuntimeError, match="OddError: this and that"):
        build(root)
    assert no_children()


def connections() -> list[str]:
    """The files of caches that this process has open."""
    found = []
    for one in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(one.readlink().name)
    return [one for one in found if ".sqlite3" in one]


@pytest.mark.usefixtures("two")
@pytest.mark.skipif(sys.platform != "linux", reason="nothing tells which files are open there")
def test_no_process_has_a_connection_of_another(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite forbids it: the other one would count on locks that it does not hold."""
    gc.collect()
    before, fork = len(connections()), os.fork
    inherited: list[int] = []

    def forking() -> int:
        inherited.append(len(connections()) - before)
        return fork()

    monkeypatch.setattr(os, "fork", forking)
    build(root)
    assert inherited == [0, 0]
    # What each of them has kept is there.
    monkeypatch.setattr("tracker.build.refresh.hands_for", lambda _: 1)
    done = Done(monkeypatch)
    build(root, date(2026, 11, 21))
    assert done.work["link"] == []
    assert sorted(done.work["restore"]) == sorted(done.work["finish"]) != []
    assert_whole(root, date(2026, 11, 21))


@pytest.mark.usefixtures("two")
def test_another_one_keeps_its_values_while_processes_are_forked(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork = os.fork

    def forking() -> int:
        monkeypatch.setattr(os, "fork", fork)
        with open_cache(root, b"program") as quick:
            quick.keep_value("name", "quick")
            quick.save()
        return fork()

    monkeypatch.setattr(os, "fork", forking)
    with open_cache(root, b"program") as cache:
        Site(root / "output", cache).build(settings_of(root))
        assert cache.is_behind
    assert_whole(root)


class Asked(Workshop):
    """Answers what becomes of Ctrl-C where it works."""

    def __init__(self) -> None:
        """Need nothing."""

    def ctrl_c(self) -> tuple[bool, object]:
        return is_held(), signal.getsignal(signal.SIGINT)


def is_held() -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_ctrl_c_ends_no_process_before_it_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = os.fork

    def interrupted() -> int:
        process = fork()
        if process == 0:
            if not is_held():
                os._exit(1)
            os.kill(os.getpid(), signal.SIGINT)
        return process

    monkeypatch.setattr(os, "fork", interrupted)
    with Crew(Asked, 2) as crew:
        answers = crew.round("ctrl_c", [(), ()])
    assert answers == [(False, signal.SIG_IGN)] * 2
    assert not is_held()
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    assert no_children()


def test_ctrl_c_while_processes_are_forked_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    fork = os.fork

    def interrupted() -> int:
        process = fork()
        if process:
            # To this thread: nobody else forks, but whoever runs the tests may have others.
            signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        return process

    monkeypatch.setattr(os, "fork", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Crew(Asked, 2)
    assert not is_held()
    assert no_children()


def test_beside_threads_one_process_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.build.crew.cores", lambda: 8)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    expected = 4 if sys.platform == "linux" else 1
    assert (hands_for(0), hands_for(100), hands_for(10_000)) == (1, 1, expected)
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert hands_for(10_000) == 1


def test_a_workshop_in_this_process_lets_go_of_its_cache(root: Path) -> None:
    cache = Cache(None)
    closed: list[bool] = []
    cache.close = lambda: closed.append(True)  # type: ignore[method-assign]  # to see it called
    with Crew(lambda: Workshop(settings_of(root), None, None, cache), 1) as crew:
        assert crew.round("read", [([],)]) == [[]]
        assert crew.ask(0, "lend", []) is not None
    assert closed == [True]
