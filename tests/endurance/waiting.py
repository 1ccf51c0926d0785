"""Waiting for what another process does: by looking, until a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Seconds until a test gives up: far longer than anything takes, on any machine.
PATIENCE = 60.0
#: Seconds between two looks.
_PAUSE = 0.004


def until(holds: Callable[[], object], patience: float = PATIENCE) -> bool:
    """Look again and again until something holds; False after so many seconds without."""
    latest = time.monotonic() + patience
    while not holds():
        if time.monotonic() > latest:
            return False
        time.sleep(_PAUSE)
    return True
