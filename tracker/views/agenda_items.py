"""What the contacts have on the agenda: cards of follow-ups, events, and what has no next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from functools import lru_cache
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from tracker.agenda import Bucket
from tracker.records import OpportunityKey
from tracker.views.followups import FollowUpView
from tracker.views.frame import Link
from tracker.views.last_said import LastSaid
from tracker.views.words import Day
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
    """What some contacts have on the agenda.

    `sent` is what goes out to them: how much on each day, from the week before on.
    """

    cards: tuple[PlacedCard[_Card], ...]
    events: tuple[PlacedEvent[_Event], ...]
    open_ends: tuple[PlacedEnd[_End], ...]
    sent: Mapping[date, int]

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
            self.sent,
        )


#: An agenda's parts as views.
AgendaViews: TypeAlias = AgendaParts[Card, EventView, OpenEnd]


@lru_cache(maxsize=4)
def horizon(today: date) -> date:
    """The last of the days ahead."""
    return Calendar().add(today, Duration(DAYS_AHEAD))
