"""What passes between the stages of a build: what is known of a file, a circle, and its pages.

All of it is frozen and small, so that it can be kept from one build to the next and sent from one
process to another. What is large (contacts, records, follow-ups) stays where it was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from tracker.agenda_json import JsonParts
from tracker.build.results import Buckets
from tracker.calendar_file import FeedPart
from tracker.checks import Run
from tracker.circles import Ties
from tracker.contact.model import Contact
from tracker.diagnostics import Diagnostic
from tracker.disk import Fingerprint
from tracker.drafts.own import Asks
from tracker.report.details import MissingDetail
from tracker.report.replies import Silence
from tracker.report.sent import Going
from tracker.report.spellings import Uses
from tracker.report.timeliness import Counted
from tracker.rules.wider import Wider
from tracker.views.agenda_data import DataParts
from tracker.views.agenda_items import AgendaParts
from tracker.views.agenda_lines import AgendaTexts
from tracker.views.calendar_items import PlacedItem
from tracker.views.contacts_page import PlacedRow
from tracker.views.directory import Links
from tracker.views.finding import Findable
from tracker.views.later import LaterParts
from tracker.views.pipeline_page import PlacedTile
from tracker.views.references_page import PlacedReference
from tracker.views.report_rows import ReportRows
from tracker.views.shown import Pieces
from tracker.views.work_search_rows import WorkSearchPart


class Reading(NamedTuple):
    """What one file came to: its problems, and what ties its contact to others.

    `ties` and `uses` are None where there is no contact in it, `me` in every file but your own.
    """

    path: str
    problems: tuple[Diagnostic, ...]
    ties: Ties | None = None
    uses: Uses | None = None
    me: Contact | None = None


class FileRecord(NamedTuple):
    """A file as it was read. `fingerprint` is None where it may have changed since unnoticed."""

    path: str
    fingerprint: Fingerprint | None
    digest: bytes
    reading: Reading


class Linked(NamedTuple):
    """What others need to know of a circle once its contacts are linked.

    `companies` are by their name without case, as they are spelled first; `leans` is whether
    anything here may depend on what all circles share.
    """

    companies: tuple[tuple[str, str], ...]
    leans: bool
    wider: Wider
    runs: tuple[Run, ...]


class Outgoing(NamedTuple):
    """The people of other circles whom something concerns that follows in this one, by their ids.

    `mark` stands for what that is. `asks` is what the pages of the circle's own people may ask of
    you, `their_asks` what the pages of those others may because of it.
    """

    people: tuple[str, ...] = ()
    mark: bytes = b""
    asks: Asks = None
    their_asks: Asks = None


class Outside(NamedTuple):
    """All that a circle is told of the others before its pages can be made.

    `adopted` are the circles in which something follows for its people, by name, each with the mark
    of that. `gaps` is what the report finds by comparing all names, `far` are the entries that lie
    years after everyone else's. `me` stands for all that its pages may show of you, empty where
    they show nothing.
    """

    adopted: tuple[tuple[str, bytes], ...]
    links: Links
    gaps: tuple[MissingDetail, ...]
    far: tuple[Diagnostic, ...]
    me: bytes


class TextPart(NamedTuple):
    """What a circle has on the agenda of a day, as text for a terminal and as JSON."""

    agenda: AgendaTexts
    json: JsonParts
    buckets: Buckets


class Tallies(NamedTuple):
    """What a circle adds to the figures of the report.

    Plain mappings: to take up ten thousand `Counter`s takes as long as all else of their circles.
    """

    silences: tuple[Silence, ...]
    made: Mapping[Counted, int]
    sent: Mapping[Going, int]


class SitePart(NamedTuple):
    """What a circle has on the pages of all contacts on a day, as HTML, and the paths of its own.

    `problems` are pieces of the page of problems, by the file's path.
    """

    agenda: AgendaParts[Pieces, Markup, Markup]
    tiles: tuple[PlacedTile, ...]
    days: tuple[PlacedItem, ...]
    rows: tuple[PlacedRow, ...]
    findable: tuple[Findable, ...]
    references: tuple[PlacedReference, ...]
    report: ReportRows
    work_search: WorkSearchPart
    tallies: Tallies
    problems: Mapping[str, Markup]
    json: JsonParts
    data: DataParts
    later: LaterParts
    feed: FeedPart
    buckets: Buckets
    pages: tuple[str, ...]
