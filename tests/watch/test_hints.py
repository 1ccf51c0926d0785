"""Where watching is refused or fails, files are looked at from time to time, and it is said."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.events import DirCreatedEvent
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from tests.watch.desk import PATIENCE, ListeningHints, at_work
from tracker.watch import hints as watching
from tracker.watch.hints import Hints


@contextmanager
def started(root: Path) -> Iterator[ListeningHints]:
    before = set(threading.enumerate())
    hints = ListeningHints(root, clock=time.monotonic)
    hints.start()
    try:
        yield hints
    finally:
        hints.stop()
    assert set(threading.enumerate()) <= before


def refusing(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, *, at_start: bool, times: int = 1
) -> None:
    """Let the next observers fail as the system may make them."""
    left = [problem] * times

    def make() -> BaseObserver:
        if left and not at_start:
            raise left.pop()
        observer = Observer()
        if left:
            monkeypatch.setattr(observer, "on_thread_start", lambda: fail(left.pop()))
        return observer

    def fail(problem: Exception) -> None:
        raise problem

    monkeypatch.setattr(watching, "Observer", make)


@pytest.mark.parametrize("at_start", [False, True])
@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (OSError(errno.ENOSPC, "inotify watch limit reached"), "max_user_watches"),
        (OSError(errno.EMFILE, "inotify instance limit reached"), "max_user_instances"),
        (OSError(errno.EIO, "Input/output error"), "(Input/output error)"),
        (OSError("what else"), "(OSError)"),
        (RuntimeError("can't start new thread"), "(can't start new thread)"),
    ],
)
def test_a_refusal_is_said_and_files_are_polled(
    root: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception, said: str, *, at_start: bool
) -> None:
    refusing(monkeypatch, problem, at_start=at_start)
    with at_work(root, is_clock_real=True) as desk:
        assert desk.hints.polling
        assert desk.hints.fallback is not None
        assert said in desk.hints.fallback
        assert "\n" not in desk.hints.fallback
        # Although its `rescan` is an hour.
        (root / "contacts/a.md").write_text("changed", encoding="utf-8")
        desk.wait_for("contacts/a.md", "changed")


def test_a_limit_reached_below_the_contacts_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "contacts/one/two").mkdir(parents=True)
    (root / "contacts/one/link").symlink_to("two")
    asked: list[str] = []

    def make() -> BaseObserver:
        observer = Observer()
        schedule = observer.schedule

        def refuse(handler: object, path: str, **rest: object) -> object:
            asked.append(os.path.relpath(path, root))
            if observer.is_alive():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return schedule(handler, path, **rest)  # type: ignore[arg-type]

        monkeypatch.setattr(observer, "schedule", refuse)
        return observer

    monkeypatch.setattr(watching, "Observer", make)
    with started(root) as hints:
        assert hints.fallback is not None
        assert "max_user_watches" in hints.fallback
    assert asked == [".", "contacts", "contacts/one/two"]


def test_a_limit_that_is_reached_later_is_said_then(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with started(root) as hints:
        assert hints.fallback is None
        refusing(monkeypatch, OSError(errno.ENOSPC, ""), at_start=True)
        (root / "site_templates").mkdir()
        assert hints.wait(PATIENCE) is True
        assert hints.fallback is not None
        assert hints.wait(0.0) is False


def test_a_thread_that_died_is_said(root: Path) -> None:
    with started(root) as hints:
        assert hints._observer is not None
        hints._observer.stop()
        hints._observer.join(PATIENCE)
        assert hints.fallback is None
        assert hints.wait(0.0) is True
        assert hints.fallback is not None
        assert hints.polling


def test_a_listener_that_died_is_replaced(root: Path) -> None:
    with started(root) as hints:
        assert hints._observer is not None
        for one in list(hints._observer.emitters):
            one.stop()
            one.join(PATIENCE)
        assert hints.wait(0.0) is True
        assert hints.fallback is None
        (root / "contacts/a.md").write_text("changed", encoding="utf-8")
        assert hints.wait(PATIENCE) is True


def test_a_folder_that_may_be_another_one_is_watched_anew(root: Path) -> None:
    # Its inode may be that of the last, and the end of the last not yet heard.
    with started(root) as hints:
        before = hints._observer
        hints._heard(DirCreatedEvent(str(root / "contacts")), hints._places[0])
        assert hints.wait(PATIENCE) is True
        assert hints._observer is not before
        assert hints._observer is not None
        assert hints.wait(0.0) is False


def test_a_folder_that_goes_away_while_it_is_about_to_be_watched_is_no_failure(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, FileNotFoundError(errno.ENOENT, "gone"), at_start=True, times=2)
    with started(root) as hints:
        assert hints.wait(0.0) is True
        assert hints.fallback is None
        assert hints._observer is None
        assert hints.wait(0.0) is True
        assert hints._observer is not None
        assert hints.wait(0.0) is False


def test_a_root_that_vanishes_and_comes_back_is_watched_again(root: Path) -> None:
    with started(root) as hints:
        shutil.rmtree(root)
        assert hints.wait(PATIENCE) is True
        while hints._observer is not None:
            hints.wait(0.1)
        (root / "contacts").mkdir(parents=True)
        assert hints.wait(0.0) is True
        (root / "contacts/a.md").write_text("again", encoding="utf-8")
        assert hints.wait(PATIENCE) is True
        assert hints.fallback is None


def test_a_root_reached_through_a_link_is_watched(root: Path) -> None:
    link = root.with_name("link")
    link.symlink_to(root)
    with started(link) as hints:
        (link / "contacts/a.md").write_text("changed", encoding="utf-8")
        hints.wait_for_all(root / "contacts")
        assert hints.wait(PATIENCE) is True
        (link / "output").mkdir()
        hints.wait_for_all(root)
        assert hints.wait(0.0) is False


def test_polling_asks_for_no_events(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, AssertionError("not to be made"), at_start=False)
    hints = Hints(root, root / "output", poll=True)
    hints.start()
    assert hints.wait(0.0) is False
    assert hints.polling
    assert hints.fallback is None
    hints.stop()


def test_stopping_ends_a_wait(root: Path) -> None:
    with started(root) as hints:
        waiting = threading.Thread(target=hints.wait, args=(3600.0,))
        waiting.start()
        hints.stop()
        waiting.join(PATIENCE)
        assert not waiting.is_alive()
        # And nothing is watched anew.
        (root / "site_templates").mkdir()
        assert hints.wait(0.0) is False
        assert hints._observer is None


def test_watchdog_says_nothing_in_front_of_users(root: Path) -> None:
    # The last resort of `logging` prints where no handler is found on the way up.
    assert logging.getLogger("watchdog").handlers
    with started(root):
        # As it does for folders that are made one in the other, if it is slow enough.
        warnings.warn_explicit(
            "Callback with id '1' already exists for watch 2. It will be Overwritten.",
            RuntimeWarning,
            "inotify.py",
            365,
            "watchdog.observers.inotify",
        )
