"""What is made of a circle, once it is known what the others tell it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from tracker.agenda import Agenda, arrange, follow_up_order
from tracker.agenda_json import json_parts
from tracker.book import ContactBook, limited_by_file
from tracker.build.parts import Outside, SitePart, TextPart
from tracker.build.results import Buckets
from tracker.build.settings import Settings, in_place
from tracker.checks import other_zone
from tracker.contact.model import Contact
from tracker.diagnostics import Diagnostic
from tracker.disk import Publication, Staged
from tracker.report.details import MissingDetail, by_name, own_gaps, people_gaps
from tracker.rules.derive import with_ids
from tracker.rules.followup import Derived, FollowUp
from tracker.rules.settled import settling_hints
from tracker.views.agenda_lines import agenda_texts
from tracker.views.agenda_parts import agenda_parts
from tracker.views.directory import Directory
from tracker.views.gather import gather

if TYPE_CHECKING:
    # The terminal's agenda needs neither pages nor Jinja.
    from tracker.build.pages import Pages


class FinishedCircle(NamedTuple):
    """A circle with its problems, and what was made of it for the pages of all.

    `staged` are its own pages on their way.
    """

    problems: tuple[Diagnostic, ...]
    text: TextPart | None
    site: SitePart | None
    staged: tuple[Staged, ...]


class Wanted(NamedTuple):
    """What is to be made of circles: pages, or text for the terminal, or only their problems."""

    text: bool
    site: bool


@dataclass(frozen=True, slots=True)
class CircleWork:
    """A circle at work: its files' problems, its contacts linked, and what follows from them."""

    problems: tuple[Diagnostic, ...]
    book: ContactBook
    unlinked: frozenset[Diagnostic]
    derived: Derived | None = None


class Finisher:
    """What makes of circles what is wanted of them."""

    def __init__(
        self,
        settings: Settings,
        publication: Publication | None,
        pages: Callable[[], Pages] | None,
    ) -> None:
        """As a `Workshop` is set up."""
        self._settings, self._publication, self._pages = settings, publication, pages

    def finished(
        self,
        work: CircleWork,
        outside: Outside,
        wanted: Wanted,
        incoming: Sequence[Sequence[FollowUp]],
        me: Contact | None,
    ) -> FinishedCircle:
        """A circle that was derived, with what is wanted of it.

        `incoming` is what follows in other circles, some of it for people of this one. `me` is what
        pages may show of you.
        """
        assert work.derived is not None  # noqa: S101 - restored, or derived before
        settings, today = self._settings, self._settings.today
        adopted = [
            one for found in incoming for one in found if one.person.contact in work.book.by_id
        ]
        derived = about_people_of(work.book, work.derived, adopted)
        hints = settling_hints(derived, work.book, settings.rules)
        zones = other_zone(work.book.me, settings.config, settings.zone)
        unlinked = limited_by_file({*work.unlinked, *outside.far})
        problems = tuple(sorted((*work.problems, *unlinked, *hints, *zones), key=in_place))
        if not (wanted.text or wanted.site):
            return FinishedCircle(problems, None, None, ())
        # An opening has a next step also where it concerns someone of another circle.
        openings = arrange(work.derived, today)
        agenda = replace(arrange(derived, today), no_next_step=openings.no_next_step)
        gaps = (*_own_gaps(work.book), *sorted(people_gaps(work.book.contacts), key=by_name))
        directory = gather(
            work.book,
            derived,
            agenda,
            (*gaps, *outside.gaps),
            settings.config,
            settings.zone,
            problems,
            settings.rules,
            outside.links,
            me,
        )
        text = site = None
        staged: tuple[Staged, ...] = ()
        if wanted.text:
            text = TextPart(
                agenda_texts(agenda_parts(directory, agenda)), json_parts(agenda), _counted(agenda)
            )
        if wanted.site:
            site, staged = self._site(
                directory, derived, agenda, work.derived, (*gaps, *outside.gaps)
            )
        return FinishedCircle(problems, text, site, staged)

    def _site(
        self,
        directory: Directory,
        derived: Derived,
        agenda: Agenda,
        own: Derived,
        gaps: tuple[MissingDetail, ...],
    ) -> tuple[SitePart, tuple[Staged, ...]]:
        """Make and stage the pages of a circle; what it has on the pages of all.

        `own` is all that follows from its logs, whoever it is about.
        """
        assert self._publication is not None  # noqa: S101 - whoever wants a site gives one,
        assert self._pages is not None  # noqa: S101 - and what makes its pages
        part, artifacts = self._pages().circle(directory, derived, agenda, own, gaps)
        staged = tuple(self._publication.stage(one) for one in artifacts)
        paths = tuple(one.path for one in staged)
        return part._replace(buckets=_counted(agenda), pages=paths), staged


def about_people_of(book: ContactBook, derived: Derived, adopted: Sequence[FollowUp]) -> Derived:
    """What follows for the people of a circle, wherever it was set off.

    Ids are given out again where some came from elsewhere: they count in the order of the files.
    """
    own = [
        one for one in (*derived.follow_ups, *derived.closed) if one.person.contact in book.by_id
    ]
    if not adopted and len(own) == len(derived.follow_ups) + len(derived.closed):
        return derived
    named = sorted(with_ids((*own, *adopted)), key=follow_up_order)
    return replace(
        derived,
        follow_ups=tuple(one for one in named if one.closing is None),
        closed=tuple(one for one in named if one.closing is not None),
    )


def _own_gaps(book: ContactBook) -> tuple[MissingDetail, ...]:
    """What is missing of your own details, in the circle that you are."""
    return tuple(own_gaps(book.me)) if book.me is not None else ()


def _counted(agenda: Agenda) -> Buckets:
    return Buckets(
        len(agenda.overdue),
        len(agenda.due),
        len(agenda.upcoming),
        len(agenda.waiting),
        len(agenda.cold),
    )
