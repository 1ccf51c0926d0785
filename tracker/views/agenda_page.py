"""The agenda: the page to open every morning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, time
from functools import lru_cache, partial
from operator import attrgetter
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from tracker.agenda import Agenda, Bucket, event_order, opening_order
from tracker.contact.kinds import Attempt, Side
from tracker.contact.model import LogEntry
from tracker.counts import count
from tracker.markdown import to_text
from tracker.opportunities import Opportunity
from tracker.records import OpportunityKey, Person
from tracker.rules.followup import Event, FollowUp
from tracker.rules.selectors import behind_from
from tracker.views.directory import Directory, Placed
from tracker.views.followups import FollowUpView, is_elsewhere, own_company, placed_view
from tracker.views.frame import AGENDA, Frame, Link
from tracker.views.timeline import CHANNEL_WORDS, kind_words, time_words, way_words
from tracker.views.words import Day, away, day
from tracker.workdays import Calendar, Duration

#: How the items of the agenda are shown: as views, as HTML, or as lines of text.
_Card = TypeVar("_Card")
_Event = TypeVar("_Event")
_End = TypeVar("_End")
_OtherCard = TypeVar("_OtherCard")
_OtherEvent = TypeVar("_OtherEvent")
_OtherEnd = TypeVar("_OtherEnd")

#: How far the agenda looks ahead; what lies beyond is folded away under “Later”.
DAYS_AHEAD = 14
#: So many cards of a section are shown whole; of any more a line, so that the page stays light: all
#: there is to know stands on their contacts' pages. More than anybody gets done in a day.
WHOLE_CARDS = 10
#: Longest excerpt of what was said last, in characters.
EXCERPT = 240


class LastSaid(NamedTuple):
    """The last thing that passed between you: its day, kind, direction, text and line."""

    day: Day
    kind: str
    way: str
    text: str
    source: Link


class Card(NamedTuple):
    """All follow-ups of one person about one opportunity.

    `lead` is the one to look at first, `rest` what else is near, `later` what is due beyond the
    days ahead. `last` is what passed between you last, None where nothing did. `named_in` is the
    file that names someone who has none, None for all others. `company` and `position` are those
    that it is about; `elsewhere` is whether they work at another company, `own`, which is None
    where they do not.
    """

    who: Link
    company: Link | None
    position: str
    own: Link | None
    elsewhere: bool
    section: str
    lead: FollowUpView
    rest: tuple[FollowUpView, ...]
    later: tuple[FollowUpView, ...]
    last: LastSaid | None
    named_in: Link | None

    @property
    def others(self) -> int:
        """How many follow-ups there are beside the one that heads it."""
        return len(self.rest) + len(self.later)


class CardSection(NamedTuple, Generic[_Card]):
    """A part of the agenda.

    `id` is its name (`overdue`, `due`, `upcoming`, `waiting`, `cold`), also in classes and links.
    `intro` is said below its title, `empty` where nothing is in it; each may be empty. `cards` are
    shown whole, of `more` a row each, and so of `later`, which is what is due beyond the days
    ahead. `folds` is whether `more` is folded away as well.
    """

    id: str
    title: str
    intro: str
    empty: str
    cards: tuple[_Card, ...]
    more: tuple[_Card, ...] = ()
    later: tuple[_Card, ...] = ()

    @property
    def total(self) -> int:
        """How many cards there are."""
        return len(self.cards) + len(self.more) + len(self.later)

    @property
    def folds(self) -> bool:
        """Whether it has gone cold, and is out of sight until somebody asks for it."""
        return self.id == Bucket.COLD


class EventView(NamedTuple):
    """An interview, a call or a meeting ahead.

    `others` are all besides `who` for whom it counts. `channel` is how it takes place, and which
    round it is, as far as that is known; it may be empty. `away` says how far off it is on the day
    of the build (`in 3 days`). `text` is what was noted, cut. `sheet` leads to the call sheet of an
    interview, and is None for anything else.
    """

    who: Link
    others: tuple[Link, ...]
    company: Link | None
    position: str
    kind: str
    channel: str
    day: Day
    away: str
    time: str
    text: str
    source: Link
    sheet: Link | None


class OpenEnd(NamedTuple):
    """An opportunity for which nothing is planned. `stage` is how far it is, in a word."""

    company: Link | None
    position: str
    stage: str
    people: tuple[Link, ...]
    last: Day | None


class PlacedCard(NamedTuple, Generic[_Card]):
    """A card and its place on the agenda: `key` sorts it among all, `far` folds it away."""

    key: tuple[bool, bool, date, str, str]
    section: str
    far: bool
    card: _Card

    @property
    def is_folded(self) -> bool:
        """Whether it is only ever shown as a row."""
        return self.section == Bucket.COLD or (self.far and self.section == Bucket.UPCOMING)


class PlacedEvent(NamedTuple, Generic[_Event]):
    """An event and its place on the agenda."""

    key: tuple[date, time, str, str, int]
    event: _Event


class PlacedEnd(NamedTuple, Generic[_End]):
    """An opportunity without a next step and its place on the agenda."""

    key: tuple[str, str, OpportunityKey]
    end: _End


class AgendaParts(NamedTuple, Generic[_Card, _Event, _End]):
    """What some contacts have on the agenda."""

    cards: tuple[PlacedCard[_Card], ...]
    events: tuple[PlacedEvent[_Event], ...]
    open_ends: tuple[PlacedEnd[_End], ...]

    def made(
        self,
        card: Callable[[PlacedCard[_Card]], _OtherCard],
        event: Callable[[_Event], _OtherEvent],
        end: Callable[[_End], _OtherEnd],
    ) -> AgendaParts[_OtherCard, _OtherEvent, _OtherEnd]:
        """The same parts, with each item made into something else that shows it."""
        return AgendaParts(
            tuple(PlacedCard(one.key, one.section, one.far, card(one)) for one in self.cards),
            tuple(PlacedEvent(one.key, event(one.event)) for one in self.events),
            tuple(PlacedEnd(one.key, end(one.end)) for one in self.open_ends),
        )


#: An agenda's parts as views.
AgendaViews: TypeAlias = AgendaParts[Card, EventView, OpenEnd]


class AgendaPage(NamedTuple, Generic[_Card, _Event, _End]):
    """The agenda.

    `summary` says in a line what is on. `sections` are its parts in their order; one in which
    nothing is, and of which there is nothing to say, is left out. `events` are those of the days
    ahead, `later_events` those beyond, `open_ends` what has no next step. `any_contacts` is whether
    anyone is there at all. `days_ahead` is how many days count as near.
    """

    frame: Frame
    summary: str
    sections: tuple[CardSection[_Card], ...]
    events: tuple[_Event, ...]
    later_events: tuple[_Event, ...]
    open_ends: tuple[_End, ...]
    any_contacts: bool
    days_ahead: int = DAYS_AHEAD


#: Each section's title, what is said below it, and what where nothing is in it.
TITLES = {
    Bucket.OVERDUE: ("Overdue", "Still worth doing: a late word is better than none.", ""),
    Bucket.DUE: (
        "Due now",
        "",
        "Nothing needs doing today. What you log today plans what comes next.",
    ),
    Bucket.UPCOMING: (
        "Coming up",
        "",
        "Nothing is planned for the days ahead. A task such as “- [ ] 2026-12-01 call” plans it.",
    ),
    Bucket.WAITING: ("Waiting to hear", "Their turn. You will be told when it is time to ask.", ""),
    Bucket.COLD: (
        "Gone quiet",
        "It has been a while. Pick these up again, or close them with an entry.",
        "",
    ),
}


#: What stands under “Coming up” where that is empty and anything else is not.
NOTHING_ELSE = "Nothing else is coming up. A task such as “- [ ] 2026-12-01 call” plans it."


def agenda_page(
    frame: Frame,
    today: date,
    parts: Sequence[AgendaParts[_Card, _Event, _End]],
    *,
    any_contacts: bool,
) -> AgendaPage[_Card, _Event, _End]:
    """The agenda as seen on a day, made of what each part of the contacts has on it."""
    last = horizon(today)
    cards = sorted((one for part in parts for one in part.cards), key=attrgetter("key"))
    events = sorted((one for part in parts for one in part.events), key=attrgetter("key"))
    open_ends = sorted((one for part in parts for one in part.open_ends), key=attrgetter("key"))
    sections = _sections(cards, frame.start, is_empty=not cards and not events)
    soon = sum(one.key[0] <= last for one in events)
    return AgendaPage(
        frame,
        _summary(sections, sum(one.key[0] == today for one in events)),
        sections,
        tuple(one.event for one in events[:soon]),
        tuple(one.event for one in events[soon:]),
        tuple(one.end for one in open_ends),
        any_contacts=any_contacts,
    )


def agenda_parts(directory: Directory, agenda: Agenda) -> AgendaViews:
    """What the contacts of a directory have on the agenda, as seen on its own day."""
    return AgendaParts(
        tuple(_cards(directory)),
        tuple(PlacedEvent(event_order(one), event_view(directory, one)) for one in agenda.events),
        tuple(
            PlacedEnd(opening_order(one), open_end_view(directory, one))
            for one in agenda.no_next_step
        ),
    )


def _summary(sections: Iterable[CardSection[_Card]], events_today: int) -> str:
    cards = {one.id: one.total for one in sections}
    overdue, due = cards.get(Bucket.OVERDUE, 0), cards.get(Bucket.DUE, 0)
    said = []
    # Cards, as the sections below count them: there may be several follow-ups on each.
    if overdue:
        said.append(f"{count(overdue, 'card')} overdue")
    if due:
        said.append(f"{due:,} due now" if overdue else f"{count(due, 'card')} due now")
    if events_today:
        said.append(f"{count(events_today, 'event')} today")
    return f"{', '.join(said)}." if said else "Nothing is late, and nothing is due."


def _sections(
    cards: Sequence[PlacedCard[_Card]], start: Day | None, *, is_empty: bool
) -> tuple[CardSection[_Card], ...]:
    by_section: defaultdict[tuple[str, bool], list[_Card]] = defaultdict(list)
    for one in cards:
        by_section[one.section, one.is_folded].append(one.card)
    sections = []
    for section, (title, intro, empty) in TITLES.items():
        if section is Bucket.UPCOMING and not is_empty:
            # Events lie ahead, or what a card of another section names beside what heads it.
            empty = NOTHING_ELSE  # noqa: PLW2901 - the same, and true
        if section is Bucket.DUE and start is not None and not cards:
            empty = f"{empty} {before(start)}"  # noqa: PLW2901 - the same, and more
        near, folded = (tuple(by_section[section.value, folds]) for folds in (False, True))
        whole, more = near[:WHOLE_CARDS], near[WHOLE_CARDS:]
        if section is Bucket.COLD:
            more, folded = folded, ()
        if near or more or folded or empty:
            sections.append(CardSection(section.value, title, intro, empty, whole, more, folded))
    return tuple(sections)


def before(start: Day) -> str:
    """Why what was logged before the first day asks for nothing."""
    return f"Entries before {start.text} are history (“start” in tracker.toml)."


def _is_far(directory: Directory, one: FollowUpView) -> bool:
    """Whether it only becomes due beyond the days ahead."""
    return one.due.iso > horizon(directory.today).isoformat()


def _cards(directory: Directory) -> Iterator[PlacedCard[Card]]:
    """One card for each person and opportunity, by the deadline of what heads it."""
    groups: defaultdict[tuple[str, OpportunityKey | None], list[Placed]] = defaultdict(list)
    for key, placed in directory.on.items():
        for one in placed:
            groups[key, one.follow_up.opportunity].append(one)
    for group in groups.values():
        group.sort(key=partial(_urgency, directory))
        card = _card(directory, group)
        urgency = _urgency(directory, group[0])
        yield PlacedCard(urgency, card.section, _is_far(directory, card.lead), card)


def _urgency(directory: Directory, placed: Placed) -> tuple[bool, bool, date, str, str]:
    """The earliest deadline first; then what is far off, and last what is past its turn."""
    one = placed.follow_up
    far = one.due > horizon(directory.today)
    return placed.section is Bucket.COLD, far, one.deadline, one.name, one.id


@lru_cache(maxsize=4)
def horizon(today: date) -> date:
    """The last of the days ahead."""
    return Calendar().add(today, Duration(DAYS_AHEAD))


def _card(directory: Directory, group: list[Placed]) -> Card:
    first = group[0].follow_up
    order = list(Bucket)
    lead, *others = (placed_view(directory, AGENDA, one) for one in group)
    # How to reach them is said once for all that is done in the same way.
    rest = [one._replace(channel=None) if one.channel == lead.channel else one for one in others]
    own = own_company(directory, first)
    elsewhere = is_elsewhere(directory, first)
    return Card(
        own=directory.company_link(AGENDA, own) if own and elsewhere else None,
        elsewhere=elsewhere,
        who=directory.person_link(AGENDA, first.person),
        company=directory.company_link(AGENDA, first.company) if first.company else None,
        position=first.position or "",
        section=min((one.section for one in group), key=order.index).value,
        lead=lead,
        rest=tuple(one for one in rest if not _is_far(directory, one)),
        later=tuple(one for one in rest if _is_far(directory, one)),
        last=_last_said(directory, first),
        named_in=None
        if first.person.known
        else directory.contact_link(AGENDA, first.person.contact),
    )


def _last_said(directory: Directory, one: FollowUp) -> LastSaid | None:
    found = sayings(directory, one.person)
    return next((said for since, said in found if since <= directory.today), None)


def sayings(directory: Directory, person: Person) -> Iterator[tuple[date, LastSaid]]:
    """What passed between you and somebody, latest first, with the day from which it lies behind.

    That is each as of its day, or the day after for an appointment.
    """
    for record in reversed(directory.book.timelines.get(person.key, ())):
        entry = record.entry
        if was_said(entry):
            attempt = entry.attempt.value if entry.attempt else ""
            yield (
                behind_from(entry),
                LastSaid(
                    day(entry.day),
                    kind_words(entry),
                    ", ".join(filter(None, (way_words(entry), attempt))),
                    excerpt(entry.text or entry.body),
                    directory.source_link(AGENDA, entry.place),
                ),
            )


def was_said(entry: LogEntry) -> bool:
    """Whether something passed between you: a contact, or at least a voicemail."""
    return entry.is_contact or (
        entry.attempt is Attempt.VOICEMAIL and not entry.cancelled and entry.side is not Side.NOBODY
    )


def excerpt(text: str, longest: int = EXCERPT) -> str:
    """The beginning of a text without its marks, cut between words; `longest` in characters."""
    plain = to_text(text)
    if len(plain) <= longest:
        return plain
    return f"{plain[:longest].rsplit(' ', 1)[0]} …"


def event_view(directory: Directory, one: Event) -> EventView:
    """An event ahead, as seen on the directory's day."""
    entry = one.record.entry
    channel = entry.channel
    tells_more = channel is not None and channel.value != entry.kind.value
    by = CHANNEL_WORDS.get(channel, channel.value) if channel and tells_more else ""
    return EventView(
        who=directory.contact_link(AGENDA, one.contact, one.name),
        others=tuple(directory.person_link(AGENDA, each) for each in one.record.people[1:]),
        company=directory.company_link(AGENDA, one.company) if one.company else None,
        position=one.position or "",
        kind=kind_words(entry),
        channel=", ".join(filter(None, (by, f"round {entry.round}" if entry.round else ""))),
        day=day(one.day),
        away=away(one.day, directory.today),
        time=time_words(directory, one.contact, entry),
        text=excerpt(entry.text),
        source=directory.source_link(AGENDA, one.place),
        sheet=directory.interview_link(AGENDA, one.record),
    )


def open_end_view(directory: Directory, one: Opportunity) -> OpenEnd:
    """An opportunity for which nothing is planned, as seen on the directory's day."""
    last = directory.last_day(reversed(one.records))
    return OpenEnd(
        directory.company_link(AGENDA, one.company) if one.company else None,
        one.position or "",
        one.stage.value.capitalize(),
        tuple(directory.contact_link(AGENDA, each) for each in one.contacts),
        day(last) if last else None,
    )
