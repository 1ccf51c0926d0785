"""What is to be brought up to date, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from tracker.build.compare import Look
from tracker.build.finishing import FinishedCircle, Wanted
from tracker.build.grouping import Grouped
from tracker.build.memory import CircleRecord, Shared
from tracker.build.parts import FileRecord
from tracker.build.settings import Settings
from tracker.diagnostics import Diagnostic
from tracker.disk import Publication, Scanned

if TYPE_CHECKING:
    # The terminal's agenda needs neither pages nor Jinja.
    from tracker.build.pages import Pages


class Refreshed(NamedTuple):
    """What a refresh found and made.

    `files` and `circles` are all of them as they are now; `finished` are those that something was
    made of, `renewed` those that are to be remembered anew, `gone` those that are no more.
    `changed` are the paths of files that are not as they were, `problems` those of everything;
    `outgoing` is what follows in circles for people of others, closed: as far as it was worked out,
    or needed.
    """

    scanned: Scanned
    files: dict[str, FileRecord]
    grouped: Grouped
    circles: dict[str, CircleRecord]
    shared: Shared
    finished: dict[str, FinishedCircle]
    renewed: frozenset[str]
    gone: frozenset[str]
    changed: tuple[str, ...]
    problems: tuple[Diagnostic, ...]
    outgoing: Mapping[str, bytes]


class RefreshTask(NamedTuple):
    """What to refresh, and what for.

    `is_current` says of a circle, by its name and stamp, whether what is wanted of it is there
    already; None: of every circle that does not change it is. `key` stands for the settings;
    `pages` is as for a `Workshop`. `seen` is what there is, where somebody has looked already.
    """

    settings: Settings
    key: bytes
    wanted: Wanted
    is_current: Callable[[str, bytes], bool] | None
    publication: Publication | None = None
    pages: Callable[[], Pages] | None = None
    seen: Look | None = None
