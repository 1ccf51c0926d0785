"""What earlier runs came to, kept beside nothing of yours: safe to delete, at any time.

A file in the system's folder for caches, one for each workspace: contacts may come from anyone, and
what stands in a workspace may not decide what Tracker takes for its own memory. Whatever is wrong
with it (damaged, of another version, in use, not to be written) it counts as empty, and what it
would have said is worked out again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tracker.disk.cache_file import connected, connection_to, passes
from tracker.disk.cache_places import cache_folder, files_of, forget_old, is_ours, remove
from tracker.disk.packing import closed, opened

#: Raised when what is kept can no longer be read by an older Tracker, or the other way round.
FORMAT = 1

#: Another one whenever values are kept.
_GENERATION = "SELECT data FROM value WHERE name = 'generation'"
_NEXT_GENERATION = "INSERT OR REPLACE INTO value VALUES ('generation', x'', ?)"

#: Where another Tracker has taken over the file meanwhile, nothing in it is for this one.
_OURS = "(SELECT mark FROM value WHERE name = 'program') = ?"


class Cache:
    """The cache of one workspace. Nothing here raises for what is wrong with it.

    Values are kept by a name, parts by a kind and a name; each with a mark that says what it was
    made of: what has another mark than it should is not looked at.
    """

    def __init__(
        self,
        connection: sqlite3.Connection | None,
        file: Path | None = None,
        program: bytes = b"",
    ) -> None:
        """Use a program's open connection to a file, None for a cache that keeps nothing.

        `program` stands for that program, empty for none.
        """
        self._connection = connection
        self._file, self.program = file, program
        self._is_aside = False
        self._waiting: dict[tuple[str, ...], tuple[str, tuple[object, ...]]] = {}
        self._keeps_values = False
        self.catch_up()

    def catch_up(self) -> None:
        """Begin anew with what is kept now."""
        self.is_behind = False
        """Whether another process has kept values meanwhile, which this one does not know."""
        self._begin()
        self._generation = self._rows(_GENERATION, ())

    def _begin(self) -> None:
        """Let all that is read until the next `save` be of one moment, whoever writes meanwhile."""
        if self._connection is not None and not self._connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("BEGIN")

    def __enter__(self) -> Self:
        """Use it as a context: it is closed at the end."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Close it; what was not saved is forgotten."""
        self.close()

    def value(self, name: str, mark: bytes = b"") -> Any:  # noqa: ANN401 - whatever was kept
        """What was kept under a name with that mark, or None."""
        rows = self._rows("SELECT data FROM value WHERE name = ? AND mark = ?", (name, mark))
        return opened(rows[0][0]) if rows else None

    def keep_value(self, name: str, value: object, mark: bytes = b"") -> None:
        """Keep a value from the next `save` on."""
        self._keeps_values = True
        values = (name, mark, closed(value))
        self._later((name,), "INSERT OR REPLACE INTO value VALUES (?, ?, ?)", values)

    def parts(self, kind: str) -> Mapping[str, tuple[bytes, bytes]]:
        """All parts of a kind as mark and data, by name; `opened` reads the data."""
        rows = self._rows("SELECT name, mark, data FROM part WHERE kind = ?", (kind,))
        return {name: (mark, data) for name, mark, data in rows}

    def raw_part(self, kind: str, name: str, mark: bytes) -> bytes | None:
        """One part as `closed` made it, or None where there is none with that mark."""
        rows = self._rows(
            "SELECT data FROM part WHERE kind = ? AND name = ? AND mark = ?", (kind, name, mark)
        )
        return rows[0][0] if rows else None

    def keep_part(self, kind: str, name: str, data: bytes, mark: bytes) -> None:
        """Keep a part, as `closed` made it, from the next `save` on."""
        values = (kind, name, mark, data)
        self._later((kind, name), "INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)", values)

    def forget_parts(self, kind: str, names: Iterable[str]) -> None:
        """Drop parts at the next `save`."""
        for name in names:
            self._later((kind, name), "DELETE FROM part WHERE kind = ? AND name = ?", (kind, name))

    def save(self) -> None:
        """Write all that was to be kept, or nothing of it.

        Nothing as well where another process has kept values since this one read them: pieces of
        two memories are no memory. `is_behind` then says so.
        """
        waiting, self._waiting = self._waiting, {}
        keeps_values, self._keeps_values = self._keeps_values, False
        if self._connection is None or not waiting:
            return
        is_ours = True
        try:
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                if not self._rows("SELECT 1 WHERE TRUE", ()):
                    is_ours = False
                elif keeps_values and self._rows(_GENERATION, ()) != self._generation:
                    self.is_behind = True
                else:
                    if keeps_values:
                        self._generation = [(os.urandom(8),)]
                        self._connection.execute(_NEXT_GENERATION, self._generation[0])
                    for statement, values in waiting.values():
                        self._connection.execute(statement, values)
        except sqlite3.OperationalError:
            # Another process writes at length, or the disk is full: what this one knows holds.
            return
        except sqlite3.Error:
            self._drop()
            return
        if not is_ours:
            # Another Tracker has taken it over: this one goes on without.
            self.close()

    def again(self) -> Cache:
        """The same cache for another process, or for another part of this one."""
        if self._file is None or (self._connection is None and not self._is_aside):
            return Cache(None)
        try:
            return Cache(connection_to(self._file), self._file, self.program)
        except sqlite3.Error:
            return Cache(None)

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Have no file open while processes are forked; each of them opens it with `again`.

        SQLite knows by process what it has locked: one forked with a file open would count on
        locks that it does not hold. What is read afterwards may be of a later moment: it is known
        by its mark, and `save` compares the values with those of before.
        """
        self._is_aside = self._connection is not None
        self.close()
        try:
            yield
        finally:
            if self._is_aside and self._file is not None:
                self._is_aside = False
                with contextlib.suppress(sqlite3.Error):
                    self._connection = connection_to(self._file)
                self._begin()

    def close(self) -> None:
        """Let go of the file."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def _later(self, what: tuple[str, ...], statement: str, values: tuple[object, ...]) -> None:
        """Do it at the next `save`, instead of whatever was to be done to the same piece."""
        if self._connection is not None:
            self._waiting[what] = statement, values

    def _rows(self, statement: str, values: tuple[object, ...]) -> list[Any]:
        if self._connection is None:
            return []
        try:
            ours = (*values, self.program)
            return self._connection.execute(f"{statement} AND {_OURS}", ours).fetchall()
        except sqlite3.Error as problem:
            if not passes(problem):
                self._drop()
            return []

    def _drop(self) -> None:
        """Do without it; where it is damaged, the next run begins with an empty one."""
        self._waiting.clear()
        self.close()
        if self._file is not None:
            remove(self._file)


def open_cache(root: Path, mark: bytes) -> Cache:
    """The cache of a workspace. `mark` stands for the program that wrote it: another finds nothing.

    Never raises: where there can be none, it keeps nothing.
    """
    try:
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_ours(folder):
            return Cache(None)
        name = blake2b(os.fsencode(os.path.realpath(root)), digest_size=16).hexdigest()
        file = folder / f"{name}.sqlite3"
        if not file.exists():
            forget_old(folder)
        elif not all(is_ours(one) for one in files_of(file) if one.exists()):
            return Cache(None)
        # Made here, so that nobody else may read it, or what SQLite keeps beside it.
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    except (OSError, RuntimeError, ValueError):
        return Cache(None)
    program = mark + FORMAT.to_bytes(2, "big") + sys.version.encode()
    with contextlib.suppress(sqlite3.Error):
        for _ in range(2):
            connection = connected(file, program)
            if connection is not None:
                return Cache(connection, file, program)
            remove(file)
    return Cache(None, program=program)
