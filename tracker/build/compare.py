"""What has changed in the files of a workspace since they were last read."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tracker.build.parts import FileRecord, Reading
from tracker.build.quick import UNSURE
from tracker.diagnostics import Diagnostic
from tracker.disk import Fingerprint, Scanned, read_source, scan
from tracker.disk.packing import digest_of
from tracker.files import SourceFile


class ChangedMeanwhileError(Exception):
    """A file is no longer what it was a moment ago: look at all of them again."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The files as they are now, against what is remembered of them.

    `known` are the records of those whose content has not changed, `sources` all others that could
    be read. `fresh` has the fingerprint and the digest of each of these. `touched` are the paths of
    what came out otherwise than before, new ones included; `updated` those whose records have
    changed in any way; `gone` are those that are no more, `changed` all to tell a person about.
    `problems` are those of what could not be found or read.
    """

    known: Mapping[str, FileRecord]
    sources: tuple[SourceFile, ...]
    fresh: Mapping[str, tuple[Fingerprint | None, bytes]]
    touched: frozenset[str]
    updated: frozenset[str]
    gone: frozenset[str]
    changed: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


class Look(NamedTuple):
    """The contact files that there are, and what has changed in them."""

    scanned: Scanned
    compared: Compared


def look(root: Path, before: Mapping[str, FileRecord]) -> Look:
    """Look at all contact files, and compare them with what is remembered of them."""
    scanned = scan(root)
    return Look(scanned, compare(root, before, scanned))


def compare(root: Path, before: Mapping[str, FileRecord], scanned: Scanned) -> Compared:
    """Read what may have changed since, and find out what has."""
    sure_until = time.time_ns() - UNSURE
    known: dict[str, FileRecord] = {}
    sources: list[SourceFile] = []
    fresh: dict[str, tuple[Fingerprint | None, bytes]] = {}
    touched, updated = set(), set()
    for path, fingerprint in scanned.files:
        record = before.get(path)
        if record is not None and record.fingerprint == fingerprint:
            known[path] = record
            continue
        source = read_source(root, path)
        newest = max(fingerprint.modified, fingerprint.changed)
        seen = fingerprint if newest < sure_until else None
        if isinstance(source, Diagnostic):
            known[path] = FileRecord(path, None, b"", Reading(path, (source,)))
            if known[path] != record:
                touched.add(path)
                updated.add(path)
            continue
        digest = digest_of(source.data)
        if record is not None and record.digest == digest:
            known[path] = record._replace(fingerprint=seen)
            if seen is not None:
                updated.add(path)
            continue
        sources.append(source)
        fresh[path] = seen, digest
        touched.add(path)
        updated.add(path)
    gone = frozenset(before.keys() - {path for path, _ in scanned.files})
    return Compared(
        known,
        tuple(sources),
        fresh,
        frozenset(touched),
        frozenset(updated),
        gone,
        tuple(sorted(touched | gone)),
        scanned.problems,
    )


def record_of(reading: Reading, compared: Compared) -> FileRecord:
    """The record of a file that was read anew."""
    fingerprint, digest = compared.fresh[reading.path]
    return FileRecord(reading.path, fingerprint, digest, reading)
