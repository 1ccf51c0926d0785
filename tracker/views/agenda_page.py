"""The agenda: the page to open every morning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar

from tracker.agenda import Bucket
from tracker.counts import added_up, count
from tracker.diagnostics import Diagnostic, Severity
from tracker.report.sent import sent_lately
from tracker.views.agenda_items import DAYS_AHEAD, AgendaParts, PlacedCard, horizon
from tracker.views.frame import Frame
from tracker.views.words import Day

#: How the items of the agenda are shown: as views, as HTML, or as lines of text.
_Card = TypeVar("_Card")
_Event = TypeVar("_Event")
_End = TypeVar("_End")

#: So many cards of a section are shown whole; of any more a line, so that the page stays light: all
#: there is to know stands on their contacts' pages. More than anybody gets done in a day.
WHOLE_CARDS = 10


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


class AgendaPage(NamedTuple, Generic[_Card, _Event, _End]):
    """The agenda.

    `summary` says in a line what is on, `sent` how often you wrote or called this week and last,
    empty where you did in neither. `sections` are its parts in their order; one in which
    nothing is, and of which there is nothing to say, is left out. `events` are those of the days
    ahead, `later_events` those beyond, `open_ends` what has no next step. `any_contacts` is whether
    anyone is there at all. `unread` says how many errors keep something that you wrote away, empty
    where none does. `days_ahead` is how many days count as near.
    """

    frame: Frame
    summary: str
    sections: tuple[CardSection[_Card], ...]
    events: tuple[_Event, ...]
    later_events: tuple[_Event, ...]
    open_ends: tuple[_End, ...]
    any_contacts: bool
    unread: str = ""
    days_ahead: int = DAYS_AHEAD
    sent: str = ""


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
    problems: Iterable[Diagnostic] = (),
) -> AgendaPage[_Card, _Event, _End]:
    """The agenda as seen on a day, made of what each part of the contacts has on it.

    `problems` are all that were found in files.
    """
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
        unread=_unread(problems),
        sent=_sent(*sent_lately(added_up(part.sent for part in parts), today)),
    )


def _unread(problems: Iterable[Diagnostic]) -> str:
    errors = sum(one.severity is Severity.ERROR for one in problems)
    return count(errors, "error") if errors else ""


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


def _sent(this_week: int, last_week: int) -> str:
    if not this_week:
        return f"Last week you wrote or called {_times(last_week)}." if last_week else ""
    last = f", last week {last_week:,}" if last_week else ""
    return f"This week you wrote or called {_times(this_week)}{last}."


def _times(number: int) -> str:
    return "once" if number == 1 else count(number, "time")


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
