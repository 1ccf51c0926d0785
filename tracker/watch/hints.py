"""When to look at the files again: what the system says of them is a hint, and no more.

Events are lost when too many come at once, and on network disks, in WSL and in containers they may
never come. So nothing depends on them: whoever waits for hints looks at all files anyhow from time
to time, and without any hints at all is only slower.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
import threading
import warnings
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from tracker.watch.places import EVENTS, WatchedPlace, matters, places, uproots
from tracker.watch.settling import Settling

# What it logs (that a queue ran over, that a thread has stopped) is no news for a user.
logging.getLogger("watchdog").addHandler(logging.NullHandler())

_INSTEAD = "looking at all files every half second instead."
_LIMITS = {
    errno.ENOSPC: "The system watches no more folders (fs.inotify.max_user_watches)",
    errno.EMFILE: "The system allows no more watching programs (fs.inotify.max_user_instances)",
}
#: A folder went away between being found and being watched.
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR})


class Hints:
    """Waits for events in a workspace that may mean a change, and says when they have settled.

    `output` is the site's folder, what happens in which is no hint. With `poll` no events are
    asked for, and every wait lasts until its timeout. `quiet` and `longest` are seconds; see
    `Settling`. `start` comes before the first look at the files, so that nothing is missed between.
    """

    def __init__(
        self,
        root: Path,
        output: Path,
        *,
        poll: bool = False,
        quiet: float = 0.03,
        longest: float = 2.0,
    ) -> None:
        self.fallback: str | None = None
        """Why it polls although it was not told to, in one line for the user."""
        self._root = root
        self._output = os.path.realpath(output)
        self._poll = poll
        self._settling = Settling(quiet, longest)
        # The thread that waits renews the watches, and another one may stop them meanwhile.
        self._lock = threading.Lock()
        self._is_on = False
        self._observer: BaseObserver | None = None
        self._places: tuple[WatchedPlace, ...] = ()
        self._is_uprooted = False

    @property
    def polling(self) -> bool:
        """Whether no events can be expected."""
        return self._poll or self.fallback is not None

    def start(self) -> None:
        """Begin to watch; where that is impossible, `fallback` says why."""
        # For each folder made in a folder just made it prints all that it watches, and goes on.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning, r"watchdog\.")
        with self._lock:
            self._is_on = True
            if not self.polling:
                self._watch()

    def stop(self) -> None:
        """End watching, and any wait. Not for signal handlers: they `wake`."""
        with self._lock:
            self._is_on = False
            self._unwatch()
        self.wake()

    def wake(self) -> None:
        """Let `wait` return at once. From any thread, and from a signal handler."""
        self._settling.wake()

    def wait(self, timeout: float) -> bool:
        """Wait until there may be something to look at; False after `timeout` seconds without.

        Events are waited for until they have settled, if need be beyond the timeout.
        """
        settled = self._settling.wait(timeout)
        return self._keep_watching() or settled

    def _keep_watching(self) -> bool:
        """See to it that what is there now is watched; True where it was not."""
        with self._lock:
            if self.polling or not self._is_on:
                return False
            observer = self._observer
            if observer is not None and not observer.is_alive():
                self._fall_back("Watching the files has failed")
                return True
            # An emitter ends with its folder. Another folder may have the inode of the last.
            has_lost = observer is not None and not all(
                one.is_alive() for one in list(observer.emitters)
            )
            if has_lost or self._is_uprooted or places(self._root) != self._places:
                self._unwatch()
                self._watch()
                return True
            return False

    def _watch(self) -> None:
        # Before looking: what happens from here on asks for the next renewal.
        self._is_uprooted = False
        self._places = places(self._root)
        if not self._places:
            return
        try:
            # This alone opens what the system may refuse.
            self._observer = Observer()
            for place in self._places:
                self._listen(self._observer, place.folder, place)
            self._observer.start()
            for place in self._places:
                self._check_depth(self._observer, place)
        except (OSError, RuntimeError) as problem:
            self._unwatch()
            if isinstance(problem, OSError) and problem.errno in _GONE:
                # Whatever is there at the end of the next wait differs from nothing.
                self._places = ()
            else:
                self._fall_back(_reason(problem))

    def _listen(self, observer: BaseObserver, folder: str, place: WatchedPlace) -> None:
        listener = _Listener(self, place)
        observer.schedule(listener, folder, recursive=not place.flat, event_filter=list(EVENTS))

    def _check_depth(self, observer: BaseObserver, place: WatchedPlace) -> None:
        """Raise OSError where the limit was reached among the folders below a place.

        watchdog passes that over in silence. The folder that it came to last is asked for again:
        that needs no further watch where it has one, and fails where it could have none.
        """
        if place.flat or sys.platform != "linux":
            return
        last = ""
        for folder, inner, _ in os.walk(place.folder):
            paths = (os.path.join(folder, one) for one in reversed(inner))  # noqa: PTH118
            last = next((one for one in paths if not os.path.islink(one)), last)  # noqa: PTH114
        if last:
            watch = observer.schedule(FileSystemEventHandler(), last, event_filter=list(EVENTS))
            observer.unschedule(watch)

    def _unwatch(self) -> None:
        observer, self._observer = self._observer, None
        if observer is None:
            return
        observer.stop()
        # One that never started has no thread to wait for.
        with contextlib.suppress(RuntimeError):
            observer.join()

    def _fall_back(self, reason: str) -> None:
        self._unwatch()
        self.fallback = f"{reason}: {_INSTEAD}"

    def _heard(self, event: FileSystemEvent, place: WatchedPlace) -> None:
        """Take in an event, on a thread of watchdog's."""
        if uproots(event, place):
            self._is_uprooted = True
        if matters(event, place, self._output):
            self._settling.hint()


def _reason(problem: OSError | RuntimeError) -> str:
    if isinstance(problem, OSError) and problem.errno in _LIMITS:
        return _LIMITS[problem.errno]
    said = problem.strerror if isinstance(problem, OSError) else str(problem)
    return f"Files cannot be watched here ({said or type(problem).__name__})"


class _Listener(FileSystemEventHandler):
    """Hands on what watchdog has heard in a place."""

    def __init__(self, hints: Hints, place: WatchedPlace) -> None:
        self._hints = hints
        self._place = place

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Any event of those asked for."""
        self._hints._heard(event, self._place)  # noqa: SLF001 - the other half of it
