"""Sites that are built on one day, to be opened on others."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from tests.building import build
from tests.whole import Workspace, load_workspace

ROOT = Path(__file__).parents[2]
#: The samples' day, on which these sites are built.
BUILT = date(2026, 11, 20)
LATER = [BUILT + timedelta(days) for days in range(1, 61)]


class Made(NamedTuple):
    """A site in its folder, and the workspace that it was built from."""

    output: Path
    workspace: Workspace


def made_of(root: Path) -> Made:
    settings = root / "tracker.toml"
    text = settings.read_text(encoding="utf-8")
    # Neither stays on its day.
    settings.write_text(re.sub(r"(?m)^as_of.*\n", "", text), encoding="utf-8")
    build(root, today=BUILT)
    return Made(root / "output", load_workspace(root, BUILT))


def moment(day: date, hour: str = "12:00") -> str:
    """An expression for a moment of a day in the zone of the page, in milliseconds."""
    return f"trackerDays.momentOf(document.body.dataset.zone, '{day}', '{hour}')"
