"""When Python looks for objects that hold each other: not while thousands are being made.

What a build makes holds nothing that holds it, and looking through all of it, again and again as it
grows, took a quarter of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no such objects within; what is left at the end is set aside for good."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
