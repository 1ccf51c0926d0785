"""Counts the contact files that a Python process and its children open to read.

Python imports this file by itself where its folder is on PYTHONPATH. It is there in the round that
warms up, which is not timed, and in no other. Each opening of a contact or of `tracker.toml` adds
one byte to the file that the environment names.
"""

from __future__ import annotations

import os
import sys

_WRITES = os.O_WRONLY | os.O_RDWR


def _count(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open":
        return
    path, _, flags = arguments
    name = os.fsdecode(path) if isinstance(path, str | bytes) else ""
    if name.endswith((".md", "tracker.toml")) and not (isinstance(flags, int) and flags & _WRITES):
        os.write(_tally, b".")


# Before the hook, which would see it. Short writes to the end of a file never mix.
_tally = os.open(os.environ["TRACKER_BENCHMARK_TALLY"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
sys.addaudithook(_count)
