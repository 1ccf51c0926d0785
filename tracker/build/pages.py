"""The pages of a circle, and what it has on the pages of all, through the templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from markupsafe import Markup

from tracker.agenda import Agenda, arrange, loose_ends
from tracker.agenda_json import json_parts
from tracker.build.parts import SitePart, Tallies
from tracker.build.results import Buckets
from tracker.files import Artifact
from tracker.render import Renderer
from tracker.report.customers import customers
from tracker.report.details import Gap
from tracker.report.replies import measured, replies, silences
from tracker.report.sent import tally_sent
from tracker.report.standings import standings
from tracker.report.timeliness import Fate, judge, tally
from tracker.rules.followup import Derived
from tracker.views.agenda_data import data_parts
from tracker.views.agenda_page import Card, PlacedCard
from tracker.views.directory import Directory
from tracker.views.frame import Page
from tracker.views.problems_page import problem_views
from tracker.views.prose import joined
from tracker.views.report_page import (
    COMPANY_COLUMNS,
    CUSTOMER_COLUMNS,
    GAP_COLUMNS,
    LATE_COLUMNS,
    STANDING_COLUMNS,
    Listed,
    PlacedRow,
    ReportRows,
)
from tracker.views.shown import Pieces
from tracker.views.site import circle_views

#: The HTML of what nobody sees.
_NOTHING = joined(())


class Pages:
    """Makes pages of circles."""

    def __init__(self, overrides: Path | None, compiled: Path | None) -> None:
        """Use the user's templates, None for none; `compiled` as for a `Renderer`."""
        self.renderer = Renderer(overrides, compiled)

    def circle(
        self,
        directory: Directory,
        derived: Derived,
        agenda: Agenda,
        own: Derived,
        gaps: tuple[Gap, ...],
    ) -> tuple[SitePart, Iterator[Artifact]]:
        """What a circle has on the pages of all, and its own pages, made as they are asked for.

        `own` is what follows from the circle's logs: all that concerns its openings, whoever it is
        about.
        Raises `tracker.render.TemplateError`.
        """
        book, today = directory.book, agenda.today
        judged = judge(derived, agenda)
        silent = silences(replies(derived.opportunities, today).waits)
        listed = Listed(
            standings(derived.opportunities, arrange(own, today)),
            measured(silent).by_company,
            tuple(one.follow_up for one in judged if one.fate is Fate.LATE),
            customers(book, today),
            gaps,
        )
        views = circle_views(directory, agenda, listed)
        piece = self.renderer.piece
        part = SitePart(
            views.agenda.made(self._card, piece, piece),
            tuple(one._replace(row=piece(one.row, True)) for one in views.rows),  # noqa: FBT003
            tuple(one._replace(reference=piece(one.reference)) for one in views.references),
            self._report(views.report),
            Tallies(
                silent,
                dict(tally(judged)),
                dict(tally_sent(book.records, today)),
            ),
            {path: piece(problem_views(found)) for path, found in directory.problems.items()},
            json_parts(agenda),
            data_parts(directory, derived, loose_ends(own)),
            Buckets(),
            (),
        )
        return part, self._pages(views.people, views.companies, views.sheets)

    def _card(self, one: PlacedCard[Card]) -> Pieces:
        # Nobody sees the whole of what is folded away: it need not be made, nor kept.
        whole = _NOTHING if one.is_folded else self.renderer.piece(one.card)
        return Pieces(whole, self.renderer.row(one.card))

    def _pages(
        self, people: Iterable[Page], companies: Iterable[Page], sheets: Iterable[Page]
    ) -> Iterator[Artifact]:
        for person in people:
            yield self.renderer.page("contact.html", person)
        for company in companies:
            yield self.renderer.page("company.html", company)
        for sheet in sheets:
            yield self.renderer.page("call.html", sheet)

    def _report(self, rows: ReportRows) -> ReportRows:
        def made(found: Iterable[PlacedRow], columns: tuple[str, ...]) -> tuple[PlacedRow, ...]:
            return tuple(one._replace(row=self._row(one, columns)) for one in found)

        return ReportRows(
            made(rows.still_open, STANDING_COLUMNS),
            made(rows.ended, STANDING_COLUMNS),
            made(rows.by_company, COMPANY_COLUMNS),
            made(rows.late, LATE_COLUMNS),
            made(rows.customers, CUSTOMER_COLUMNS),
            made(rows.missing, GAP_COLUMNS),
        )

    def _row(self, one: PlacedRow, columns: tuple[str, ...]) -> Markup:
        return self.renderer.piece(one.row, columns)
