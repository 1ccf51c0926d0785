"""What earlier runs came to, kept beside nothing of yours: safe to delete, at any time.

A file in the system's folder for caches, one for each workspace: contacts may come from anyone, and
what stands in a workspace may not decide what Tracker takes for its own memory. Whatever is wrong
with it (damaged, of another version, in use, not to be written) it counts as empty, and what it
would have said is worked out again.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sqlite3
import stat
import sys
import time
import zlib
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

#: Names another folder for caches.
VARIABLE = "TRACKER_CACHE_DIR"

#: Raised when what is kept can no longer be read by an older Tracker, or the other way round.
FORMAT = 1

#: Bytes of a digest: so many that no two ever meet.
DIGEST = 16

#: A cache that nobody used for so many days belongs to a workspace that is gone.
_FORGOTTEN = 90 * 24 * 3600

#: Seconds to wait while another process writes: longer than any does.
_PATIENCE = 10.0

#: Errors that say nothing about what stands in the file.
_PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)

#: With row numbers, so that the index has the names alone: in a table without, whoever looks for a
#: small piece reads the large ones that it passes on its way.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS value (name TEXT PRIMARY KEY, mark BLOB, data BLOB);
CREATE TABLE IF NOT EXISTS part (
    kind TEXT, name TEXT, mark BLOB, data BLOB, PRIMARY KEY (kind, name)
);
"""


def cache_folder() -> Path:
    """Where caches are kept: the folder that the variable names, else the system's for caches."""
    given = os.environ.get(VARIABLE)
    if given:
        return Path(given)
    # Imported here: who names a folder needs none of it.
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("tracker-agenda", appauthor=False)


def compiled_folder() -> Path | None:
    """Where to keep what templates are compiled to; None where there can be no such folder."""
    try:
        folder = cache_folder() / "templates"
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder if _is_ours(folder.parent) and _is_ours(folder) else None
    except (OSError, RuntimeError):
        return None


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
        """Use a program's open connection to a file, None for a cache that keeps nothing."""
        self._connection = connection
        self._file, self._program = file, program
        self._waiting: list[tuple[str, tuple[object, ...]]] = []
        self._keeps_values = False
        self.catch_up()

    def catch_up(self) -> None:
        """Begin anew with what is kept now."""
        self.is_behind = False
        """Whether another process has kept values meanwhile, which this one does not know."""
        if self._connection is not None and not self._connection.in_transaction:
            # All that is read until the next `save` is of one moment, whoever writes meanwhile.
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("BEGIN")
        self._generation = self._rows(_GENERATION, ())

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
        return _opened(rows[0][0]) if rows else None

    def keep_value(self, name: str, value: object, mark: bytes = b"") -> None:
        """Keep a value from the next `save` on."""
        self._keeps_values = True
        self._later("INSERT OR REPLACE INTO value VALUES (?, ?, ?)", (name, mark, _closed(value)))

    def marks(self, kind: str) -> Mapping[str, bytes]:
        """The marks of all parts of a kind, by name."""
        return dict(self._rows("SELECT name, mark FROM part WHERE kind = ?", (kind,)))

    def parts(self, kind: str) -> Mapping[str, tuple[bytes, bytes]]:
        """All parts of a kind as mark and data, by name; `opened` reads the data."""
        rows = self._rows("SELECT name, mark, data FROM part WHERE kind = ?", (kind,))
        return {name: (mark, data) for name, mark, data in rows}

    def part(self, kind: str, name: str, mark: bytes) -> Any:  # noqa: ANN401 - whatever was kept
        """One part, or None where there is none with that mark."""
        rows = self._rows(
            "SELECT data FROM part WHERE kind = ? AND name = ? AND mark = ?", (kind, name, mark)
        )
        return _opened(rows[0][0]) if rows else None

    def raw_part(self, kind: str, name: str, mark: bytes) -> bytes | None:
        """One part as it was closed, or None where there is none with that mark."""
        rows = self._rows(
            "SELECT data FROM part WHERE kind = ? AND name = ? AND mark = ?", (kind, name, mark)
        )
        return rows[0][0] if rows else None

    def keep_part(self, kind: str, name: str, data: bytes, mark: bytes) -> None:
        """Keep a part, as `closed` made it, from the next `save` on."""
        self._later("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)", (kind, name, mark, data))

    def forget_parts(self, kind: str, names: Iterable[str]) -> None:
        """Drop parts at the next `save`."""
        for name in names:
            self._later("DELETE FROM part WHERE kind = ? AND name = ?", (kind, name))

    def save(self) -> None:
        """Write all that was to be kept, or nothing of it.

        Nothing as well where another process has kept values since this one read them: pieces of
        two memories are no memory. `is_behind` then says so.
        """
        waiting, self._waiting = self._waiting, []
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
                    for statement, values in waiting:
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
        if self._connection is None or self._file is None:
            return Cache(None)
        try:
            return Cache(_connection_to(self._file), self._file, self._program)
        except sqlite3.Error:
            return Cache(None)

    def close(self) -> None:
        """Let go of the file."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def _later(self, statement: str, values: tuple[object, ...]) -> None:
        if self._connection is not None:
            self._waiting.append((statement, values))

    def _rows(self, statement: str, values: tuple[object, ...]) -> list[Any]:
        if self._connection is None:
            return []
        try:
            ours = (*values, self._program)
            return self._connection.execute(f"{statement} AND {_OURS}", ours).fetchall()
        except sqlite3.Error as problem:
            if not _passes(problem):
                self._drop()
            return []

    def _drop(self) -> None:
        """Do without it; where it is damaged, the next run begins with an empty one."""
        self._waiting.clear()
        self.close()
        if self._file is not None:
            _remove(self._file)


def open_cache(root: Path, mark: bytes) -> Cache:
    """The cache of a workspace. `mark` stands for the program that wrote it: another finds nothing.

    Never raises: where there can be none, it keeps nothing.
    """
    try:
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(folder):
            return Cache(None)
        name = blake2b(os.fsencode(os.path.realpath(root)), digest_size=16).hexdigest()
        file = folder / f"{name}.sqlite3"
        if not file.exists():
            _forget_old(folder)
        elif not all(_is_ours(one) for one in _files_of(file) if one.exists()):
            return Cache(None)
        # Made here, so that nobody else may read it, or what SQLite keeps beside it.
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    except (OSError, RuntimeError, ValueError):
        return Cache(None)
    program = mark + FORMAT.to_bytes(2, "big") + sys.version.encode()
    with contextlib.suppress(sqlite3.Error):
        for _ in range(2):
            connection = _connected(file, program)
            if connection is not None:
                return Cache(connection, file, program)
            _remove(file)
    return Cache(None)


def closed(value: object) -> bytes:
    """A value as bytes that tell when they were damaged."""
    return _closed(value)


def opened(data: bytes) -> Any:  # noqa: ANN401 - whatever was kept
    """The value of such bytes, or None where they are damaged."""
    return _opened(data)


def _closed(value: object) -> bytes:
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return zlib.crc32(data).to_bytes(4, "big") + data


def _opened(data: bytes) -> Any:  # noqa: ANN401 - whatever was kept
    body = memoryview(data)[4:]
    if len(data) <= 4 or zlib.crc32(body).to_bytes(4, "big") != data[:4]:  # noqa: PLR2004 - a CRC
        return None
    try:
        # Our own bytes: the folder is the user's alone, and nothing in a workspace leads to it.
        return pickle.loads(body)  # noqa: S301
    except Exception:  # noqa: BLE001 - of another version, say: then it is worked out again
        return None


def _connected(file: Path, program: bytes) -> sqlite3.Connection | None:
    """An open file, empty unless the same program wrote it; None where it is damaged.

    Raises sqlite3.Error where it may be whole and just cannot be used at the moment.
    """
    connection = None
    try:
        connection = _connection_to(file)
        connection.executescript(_SCHEMA)
        found = connection.execute("SELECT mark FROM value WHERE name = 'program'").fetchone()
        if found is None or found[0] != program:
            connection.execute("BEGIN IMMEDIATE")
            # Not only emptied: the other program's tables may be of another kind.
            connection.execute("DROP TABLE value")
            connection.execute("DROP TABLE part")
            for table in _SCHEMA.split(";")[:-1]:
                connection.execute(table)
            connection.execute("INSERT INTO value VALUES ('program', ?, x'')", (program,))
            connection.execute("COMMIT")
    except sqlite3.Error as problem:
        if connection is not None:
            connection.close()
        if _passes(problem):
            raise
        return None
    return connection


def _passes(problem: sqlite3.Error) -> bool:
    """Whether the file may be whole: another process writes at length, say, or the disk is full."""
    # The lowest byte is the kind of the error, the others say more about it.
    return (getattr(problem, "sqlite_errorcode", 0) & 0xFF) in _PASSING


def _connection_to(file: Path) -> sqlite3.Connection:
    # Nothing waits for the disk: what a crash of the machine damages is made again.
    connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        # Without it, the processes of one build would wait for each other.
        connection.close()
        message = "this folder allows no write-ahead log"
        raise sqlite3.NotSupportedError(message)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _is_ours(file: Path) -> bool:
    """Whether nobody else could have written it."""
    if not hasattr(os, "getuid"):
        return True
    found = file.lstat()
    is_link, others_write = stat.S_ISLNK(found.st_mode), stat.S_IWGRP | stat.S_IWOTH
    return found.st_uid == os.getuid() and not is_link and not found.st_mode & others_write


def _forget_old(folder: Path) -> None:
    """Remove what belongs to workspaces that are gone."""
    for one in folder.glob("*.sqlite3"):
        with contextlib.suppress(OSError):
            if time.time() - one.stat().st_mtime > _FORGOTTEN:
                _remove(one)


def _remove(file: Path) -> None:
    for one in _files_of(file):
        with contextlib.suppress(OSError):
            one.unlink()


def _files_of(file: Path) -> tuple[Path, ...]:
    """The file of a cache, and those that SQLite keeps beside it."""
    return tuple(Path(f"{file}{suffix}") for suffix in ("", "-wal", "-shm"))


def digest_of(*parts: bytes) -> bytes:
    """A digest that stands for some bytes, in their order."""
    whole = blake2b(digest_size=DIGEST)
    for one in parts:
        whole.update(len(one).to_bytes(8, "big"))
        whole.update(one)
    return whole.digest()
