"""The pipeline: every opening, and every customer's business, by how far it got."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from tracker.agenda import Agenda, Bucket, bucket_of, event_order, follow_up_order
from tracker.counts import count
from tracker.opportunities import BUSINESS_STAGES, STAGES, Opportunity, Stage
from tracker.records import OpportunityKey, Record
from tracker.report.standings import Standing, sooner
from tracker.rules.followup import Event, FollowUp
from tracker.views.directory import Directory
from tracker.views.followups import brief_title
from tracker.views.frame import PIPELINE, Frame, Link
from tracker.views.shown import Shown
from tracker.views.timeline import kind_words
from tracker.views.words import Day, away, clock, day, timeliness

#: So many tiles of a column stand open: what is most urgent. The others are folded away.
TILES_OPEN = 12

#: The two tracks: the stages of each in the order they are reached, and what it is called.
_WORK, _BUSINESS = "work", "business"
_TRACKS = {
    _WORK: ("Looking for work", (Stage.LEAD, *STAGES.values(), Stage.CLOSED)),
    _BUSINESS: ("Business", (Stage.LEAD, *BUSINESS_STAGES.values())),
}

_CLOSED = Stage.CLOSED.value.capitalize()


class Step(NamedTuple):
    """What comes next: a follow-up in a section of the agenda, or an event (`section` is empty).

    `deadline` and `day` are the same for an event.
    """

    title: str
    section: str
    timing: str
    day: Day
    deadline: Day
    time: str


class Tile(NamedTuple):
    """One opening, or the business with one customer.

    `title` is the position, or the customer. `last` and `kind` are of the last entry. `step` is
    what comes next, None where nothing does. `outcome` is empty while it is open; `furthest` says
    how far it got before. `stuck` is whether nothing at all is planned for an opening that is open.
    """

    title: Link
    company: Link | None
    people: tuple[Link, ...]
    kind: str
    last: Day | None
    step: Step | None
    stuck: bool
    outcome: str
    ended: Day | None
    furthest: str


class PlacedTile(NamedTuple):
    """A tile, the column it stands in (`work-applied`), and what sorts it there."""

    column: str
    key: tuple[int, str, OpportunityKey]
    tile: Shown[Tile]


class Column(NamedTuple):
    """A stage, with what stands there: `tiles` are shown, `more` is folded away.

    `id` is its track and stage (`work-applied`).
    """

    id: str
    title: str
    tiles: tuple[Shown[Tile], ...]
    more: tuple[Shown[Tile], ...]

    @property
    def total(self) -> int:
        """How many tiles there are."""
        return len(self.tiles) + len(self.more)


class Track(NamedTuple):
    """The columns of one of the two ways in which people come: `id` is `work` or `business`.

    `columns` are its stages in the order they are reached, also those in which nothing stands.
    """

    id: str
    title: str
    columns: tuple[Column, ...]


class PipelinePage(NamedTuple):
    """The pipeline. `tracks` are its boards; one in which nothing stands is left out."""

    frame: Frame
    summary: str
    tracks: tuple[Track, ...]


def pipeline_page(frame: Frame, parts: Iterable[Sequence[PlacedTile]]) -> PipelinePage:
    """The pipeline, made of what each part of the contacts has in it."""
    by_column: defaultdict[str, list[PlacedTile]] = defaultdict(list)
    for part in parts:
        for one in part:
            by_column[one.column].append(one)
    tracks = []
    for track, (title, stages) in _TRACKS.items():
        columns = tuple(_column(track, stage, by_column) for stage in stages)
        if any(one.total for one in columns):
            tracks.append(Track(track, title, columns))
    return PipelinePage(frame, _summary(tracks), tuple(tracks))


def _column(track: str, stage: Stage, by_column: Mapping[str, list[PlacedTile]]) -> Column:
    name = f"{track}-{stage.value}"
    placed = sorted(by_column.get(name, ()), key=attrgetter("key"))
    tiles = tuple(one.tile for one in placed)
    return Column(name, stage.value.capitalize(), tiles[:TILES_OPEN], tiles[TILES_OPEN:])


def _summary(tracks: Iterable[Track]) -> str:
    said = []
    for track in tracks:
        still = sum(one.total for one in track.columns if one.title != _CLOSED)
        said.append(
            f"{count(still, 'opportunity', 'opportunities')} open"
            if track.id == _WORK
            else f"business with {count(still, 'customer')}, or people who may become one"
        )
    text = " · ".join(said)
    return f"{text[:1].upper()}{text[1:]}"


def pipeline_tiles(
    directory: Directory, standings: Iterable[Standing], openings: Agenda
) -> Iterator[PlacedTile]:
    """What the contacts of a directory have in the pipeline.

    `openings` is the agenda with all that concerns their openings, whoever it is about.
    """
    stuck = {one.key for one in openings.no_next_step}
    for one in standings:
        found = one.next_step
        step = step_view(directory, found) if found is not None else None
        company = directory.company_link(PIPELINE, one.company) if one.company else None
        tile = Tile(
            Link(one.position or "No position named"),
            company,
            _people(directory, one.contacts),
            *_last_of(directory, one.last_entry),
            step if one.is_open else None,
            one.key in stuck,
            one.outcome.value.capitalize() if one.outcome else "",
            day(one.since) if one.outcome else None,
            one.furthest.value if one.outcome else "",
        )
        order = -one.since.toordinal() if one.outcome else _order(step)
        yield PlacedTile(work_column(one.stage), (order, one.company or "", one.key), tile)
    yield from _business(directory, openings)


def _business(directory: Directory, openings: Agenda) -> Iterator[PlacedTile]:
    if not directory.book.business:
        return
    events: dict[str, Event] = {}
    for event in sorted(openings.events, key=event_order):
        if event.opportunity is None:
            events.setdefault(event.record.owner, event)
    for one in directory.book.business:
        follow_up = min(_follow_ups(directory, one), key=follow_up_order, default=None)
        ahead = (events[each] for each in one.contacts if each in events)
        found = sooner(follow_up, min(ahead, key=event_order, default=None), one.contacts)
        step = step_view(directory, found) if found is not None else None
        people = _people(directory, one.contacts)
        company = directory.company_link(PIPELINE, one.company) if one.company else None
        title, others = (company, people) if company else (people[0], people[1:])
        tile = Tile(
            title, None, others, *last_of_business(directory, one), step,
            stuck=False, outcome="", ended=None, furthest="",
        )  # fmt: skip
        key = _order(step), business_title(directory, one), one.key
        yield PlacedTile(business_column(one.stage), key, tile)


def work_column(stage: Stage) -> str:
    """The column in which an opening stands."""
    return f"{_WORK}-{stage.value}"


def business_column(stage: Stage) -> str:
    """The column in which business stands."""
    return f"{_BUSINESS}-{stage.value}"


def business_title(directory: Directory, one: Opportunity) -> str:
    """The company, or the person, with whom there is business: what sorts it among its like."""
    return one.company or directory.contact_link(PIPELINE, one.contacts[0]).text


def _follow_ups(directory: Directory, one: Opportunity) -> Iterator[FollowUp]:
    """What is on for the people of a customer, but for what concerns an opening there."""
    for contact in one.contacts:
        for placed in directory.on.get(contact, ()):
            if placed.follow_up.opportunity is None and placed.section is not Bucket.COLD:
                yield placed.follow_up


def _people(directory: Directory, contacts: Iterable[str]) -> tuple[Link, ...]:
    return tuple(directory.contact_link(PIPELINE, one) for one in contacts)


def last_of_opening(directory: Directory, one: Opportunity) -> tuple[str, Day | None]:
    """The kind and the day of the last entry about an opening, as on its tile."""
    past = (each for each in reversed(one.records) if each.entry.day <= directory.today)
    return _last_of(directory, next(past, None))


def last_of_business(directory: Directory, one: Opportunity) -> tuple[str, Day | None]:
    """The kind and the day of the last entry with a customer."""
    past = (each for each in reversed(one.records) if directory.has_happened(each.entry))
    return _last_of(directory, next(past, None))


def _last_of(directory: Directory, record: Record | None) -> tuple[str, Day | None]:
    """The kind and the day of the last entry, where there is one that lies behind."""
    if record is None or not directory.has_happened(record.entry):
        return "", None
    return kind_words(record.entry), day(record.entry.day)


def _order(step: Step | None) -> int:
    """The soonest first; last what has no next step."""
    return int(step.day.iso.replace("-", "")) if step else 99_999_999


def step_view(directory: Directory, one: FollowUp | Event) -> Step:
    """A next step as seen on the directory's day."""
    today = directory.today
    if isinstance(one, Event):
        time = clock(one.time) if one.time and not one.theirs else ""
        when = day(one.own_day)
        return Step(kind_words(one.record.entry), "", away(one.own_day, today), when, when, time)
    section = bucket_of(one, today)
    return Step(
        brief_title(one),
        section.value if section else "",
        timeliness(one.due, one.deadline, today),
        day(one.due),
        day(one.deadline),
        "",
    )
