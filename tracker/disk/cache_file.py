"""The file of a cache, as SQLite opens it: of this program and undamaged, or none."""

from __future__ import annotations

import sqlite3
from pathlib import Path

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


def connected(file: Path, program: bytes) -> sqlite3.Connection | None:
    """An open file, empty unless the same program wrote it; None where it is damaged.

    Raises sqlite3.Error where it may be whole and just cannot be used at the moment.
    """
    connection = None
    try:
        connection = connection_to(file)
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
        if passes(problem):
            raise
        return None
    return connection


def passes(problem: sqlite3.Error) -> bool:
    """Whether the file may be whole: another process writes at length, say, or the disk is full."""
    # The lowest byte is the kind of the error, the others say more about it.
    return (getattr(problem, "sqlite_errorcode", 0) & 0xFF) in _PASSING


def connection_to(file: Path) -> sqlite3.Connection:
    """A file opened for one process, empty where there was none. Raises sqlite3.Error."""
    # Nothing waits for the disk: what a crash of the machine damages is made again.
    connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        # Without it, the processes of one build would wait for each other.
        connection.close()
        message = "this folder allows no write-ahead log"
        raise sqlite3.NotSupportedError(message)
    connection.execute("PRAGMA synchronous = OFF")
    return connection
