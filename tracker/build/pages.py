"""The pages of a circle, and what it has on the pages of all, through the templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from markupsafe import Markup

from tracker.agenda import Agenda, arrange, loose_ends
from tracker.agenda_json import json_parts
from tracker.build.parts import SitePart, Tallies
from tracker.build.results import Buckets
from tracker.calendar_file import feed_part
from tracker.files import Artifact
from tracker.messages import Messages
from tracker.outbox import words_for
from tracker.render import Renderer, render_own_pages
from tracker.report.customers import customers
from tracker.report.details import MissingDetail
from tracker.report.replies import measured, replies, silences
from tracker.report.sent import tally_sent
from tracker.report.standings import standings
from tracker.report.timeliness import Fate, judge, tally
from tracker.rules.followup import Derived
from tracker.views.agenda_data import data_parts
from tracker.views.agenda_items import Card, PlacedCard
from tracker.views.calendar_feed import feed_years
from tracker.views.directory import Directory
from tracker.views.later import later_parts
from tracker.views.problems_page import problem_views
from tracker.views.prose import joined
from tracker.views.report_rows import (
    COMPANY_COLUMNS,
    CUSTOMER_COLUMNS,
    GAP_COLUMNS,
    LATE_COLUMNS,
    STANDING_COLUMNS,
    Listed,
    ReportRow,
    ReportRows,
)
from tracker.views.shown import Pieces
from tracker.views.site import circle_views
from tracker.views.work_search_rows import WorkSearchPart

#: The HTML of what nobody sees.
_NOTHING = joined(())


class Pages:
    """Makes pages of circles."""

    def __init__(self, overrides: Path | None, compiled: Path | None) -> None:
        """Use the user's templates, None for none; `compiled` as for a `Renderer`."""
        self.renderer = Renderer(overrides, compiled)
        self._messages = Messages(overrides, compiled)

    def circle(
        self,
        directory: Directory,
        derived: Derived,
        agenda: Agenda,
        own: Derived,
        gaps: tuple[MissingDetail, ...],
    ) -> tuple[SitePart, Iterator[Artifact]]:
        """What a circle has on the pages of all, and its own pages, made as they are asked for.

        `own` is what follows from the circle's logs: all that concerns its openings, whoever it is
        about.
        Raises `tracker.render.TemplateError`.
        """
        book, today = directory.book, agenda.today
        judged = judge(derived, agenda)
        silent = silences(replies(derived.opportunities, today).waits, today)
        openings = arrange(own, today)
        ends = tuple(loose_ends(own))
        listed = Listed(
            standings(derived.opportunities, openings),
            measured(silent).by_company,
            tuple(one.follow_up for one in judged if one.fate is Fate.LATE),
            customers(book, today),
            gaps,
        )
        words = words_for(directory, self._messages)
        views = circle_views(directory, derived, agenda, openings, listed, words)
        piece = self.renderer.piece
        part = SitePart(
            views.agenda.made(self._card, piece, piece),
            tuple(one._replace(tile=piece(one.tile)) for one in views.tiles),
            tuple(one._replace(item=piece(one.item)) for one in views.days),
            tuple(one._replace(row=piece(one.row, True)) for one in views.rows),  # noqa: FBT003
            views.findable,
            tuple(one._replace(reference=piece(one.reference)) for one in views.references),
            self._report(views.report),
            self._work_search(views.work_search),
            Tallies(
                silent,
                dict(tally(judged)),
                dict(tally_sent(book.records, today)),
            ),
            {path: piece(problem_views(found)) for path, found in directory.problems.items()},
            json_parts(agenda),
            data_parts(directory, derived, ends, words),
            later_parts(directory, derived, own, ends),
            feed_part(views.feed, feed_years(today)),
            Buckets(),
            (),
        )
        return part, render_own_pages(self.renderer, views)

    def _card(self, one: PlacedCard[Card]) -> Pieces:
        # Nobody sees the whole of what is folded away: it need not be made, nor kept.
        whole = _NOTHING if one.is_folded else self.renderer.piece(one.card)
        return Pieces(whole, self.renderer.row(one.card))

    def _report(self, rows: ReportRows) -> ReportRows:
        def made(found: Iterable[ReportRow], columns: tuple[str, ...]) -> tuple[ReportRow, ...]:
            return tuple(one._replace(row=self._row(one, columns)) for one in found)

        return ReportRows(
            made(rows.still_open, STANDING_COLUMNS),
            made(rows.ended, STANDING_COLUMNS),
            made(rows.by_company, COMPANY_COLUMNS),
            made(rows.late, LATE_COLUMNS),
            made(rows.customers, CUSTOMER_COLUMNS),
            made(rows.missing, GAP_COLUMNS),
            rows.of_the_search,
        )

    def _work_search(self, part: WorkSearchPart) -> WorkSearchPart:
        piece = self.renderer.piece
        return part._replace(
            activities=tuple(one._replace(row=piece(one.row)) for one in part.activities)
        )

    def _row(self, one: ReportRow, columns: tuple[str, ...]) -> Markup:
        return self.renderer.piece(one.row, columns)
