"""When Python looks for objects that hold each other: not while thousands are being made.

What a build makes holds nothing that holds it, and looking through all of it, again and again as it
grows, took a quarter of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(*, for_good: bool = True) -> Iterator[None]:
    """Look for no such objects within.

    `for_good` is whether to set aside for good what is left at the end: whoever does this again and
    again would never be rid of what they no longer need.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if for_good:
                gc.freeze()
            gc.enable()
