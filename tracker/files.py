"""Files as values: what was read from disk, and what is to be written to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as read: its path from the workspace's root, with `/`, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to publish: its path inside the output folder, with `/`, and its bytes."""

    path: str
    data: bytes
