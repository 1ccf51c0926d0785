"""The agenda as lines of text, for a terminal: each says how far it is set in, and how it looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from tracker.plain import clean
from tracker.views.agenda_items import AgendaParts, AgendaViews, Card, EventView, OpenEnd
from tracker.views.agenda_page import AgendaPage, CardSection
from tracker.views.followups import CallHours, ChannelView, FollowUpView
from tracker.views.frame import Link
from tracker.views.lines import Line
from tracker.views.words import Day, listing

_COLOURS = {"overdue": "red", "due": "yellow", "upcoming": "green"}


class DatedLines(NamedTuple):
    """The lines of a card or an event, and the day that it is due, or takes place."""

    lines: tuple[Line, ...]
    day: Day


Lines: TypeAlias = tuple[Line, ...]
AgendaTexts: TypeAlias = AgendaParts[DatedLines, DatedLines, Lines]
AgendaText: TypeAlias = AgendaPage[DatedLines, DatedLines, Lines]


def agenda_texts(views: AgendaViews) -> AgendaTexts:
    """What some contacts have on the agenda, as lines."""
    return views.made(
        lambda one: DatedLines(tuple(_card(one.card)), one.card.lead.due),
        lambda event: DatedLines(tuple(_event(event)), event.day),
        lambda end: tuple(_open_end(end)),
    )


def agenda_lines(page: AgendaText) -> Iterator[Line]:
    """All lines of the agenda, its heading first."""
    yield Line(f"Agenda for {page.frame.today.text}", bold=True)
    yield from _line(page.summary)
    yield from _line(page.sent)
    for section in page.sections:
        yield from _section(section, page.days_ahead)
    yield from _events(page)
    if page.open_ends:
        yield from _heading("No next step", len(page.open_ends), "magenta")
        for end in page.open_ends:
            yield from end


def _line(said: str, indent: int = 0, *, bold: bool = False, dim: bool = False) -> Iterator[Line]:
    said = clean(said)
    if said:
        yield Line(said, indent, bold, dim)


def _heading(title: str, number: int, colour: str) -> Iterator[Line]:
    """A section's title, with how many there are."""
    yield Line("")
    yield Line(f"{clean(title)} ({number})", bold=True, colour=colour)


def _section(section: CardSection[DatedLines], days_ahead: int) -> Iterator[Line]:
    yield from _heading(section.title, section.total, _COLOURS.get(section.id, ""))
    if not section.total:
        yield from _line(section.empty, 2)
    for card in (*section.cards, *section.more):
        yield from card.lines
    if section.later:
        days = [card.day for card in section.later]
        yield from _line(_beyond(days, "due", None if section.cards else days_ahead), 2)


def _beyond(days: Sequence[Day], verb: str, days_ahead: int | None) -> str:
    """What is folded away, by its days; `days_ahead` where nothing nearer stands above it."""
    first = min(days, key=lambda one: one.iso).text
    when = f"the first {verb} {first}" if len(days) > 1 else f"{verb} {first}"
    if days_ahead is None:
        return f"Later: {len(days)} more, {when}."
    return f"Nothing in the next {days_ahead} days. Later: {len(days)}, {when}."


def _card(card: Card) -> Iterator[Line]:
    if card.elsewhere and card.company is not None:
        at = f"{card.position} at {card.company.text}" if card.position else card.company.text
        yield from _line(_title(card.who, card.own, f"about {at}"), 2, bold=True)
    else:
        yield from _line(_title(card.who, card.company, card.position), 2, bold=True)
    yield from _follow_up(card.lead)
    if card.last is not None:
        last = card.last
        what = f"{last.kind} ({last.way})" if last.way else last.kind
        yield from _line(f"Last: {last.day.text}, {what}{_after(': ', last.text)}", 4)
    for one in card.rest:
        yield from _line(f"Also: {_what(one)}. {one.reason}", 4)
    yield from _line(card.lead.source.text, 4, dim=True)


def _follow_up(one: FollowUpView) -> Iterator[Line]:
    yield from _line(_what(one), 4)
    yield from _line(one.reason, 4)
    if one.channel is not None:
        yield from _line(_how(one.channel), 4)


def _what(one: FollowUpView) -> str:
    """What to do, and how late or how soon: `Thank them · 3 days late, by Sat 14 Nov 2026`."""
    attempt = f" ({one.attempt})" if one.attempt else ""
    return f"{one.title}{_after(': ', one.task)}{attempt} · {one.timing}, by {one.deadline.text}"


def _how(channel: ChannelView) -> str:
    if not channel.label:
        return channel.note
    said = f"{channel.label}: {' or '.join(one.text for one in channel.to)}"
    return f"{said}, {_when(channel.hours)}" if channel.hours else said


def _when(hours: CallHours) -> str:
    said = f"{hours.day.text} {hours.theirs}"
    if hours.place:
        said += f" in {hours.place}"
    return f"{said}, {hours.yours} at your clock" if hours.yours else said


def _events(page: AgendaText) -> Iterator[Line]:
    if not page.events and not page.later_events:
        return
    yield from _heading("Events", len(page.events) + len(page.later_events), "blue")
    for event in page.events:
        yield from event.lines
    if page.later_events:
        days = [event.day for event in page.later_events]
        yield from _line(_beyond(days, "on", None if page.events else page.days_ahead), 2)


def _event(event: EventView) -> Iterator[Line]:
    kind = f"{event.kind} ({event.channel})" if event.channel else event.kind
    when = f"{event.day.text}{_after(', ', event.time)}, {event.away}"
    everyone = Link(listing([event.who.text, *(one.text for one in event.others)]))
    who = _title(everyone, event.company, event.position)
    yield from _line(f"{when}: {kind}, {who}", 2)
    yield from _line(event.text, 4)
    yield from _line(event.source.text, 4, dim=True)


def _open_end(one: OpenEnd) -> Iterator[Line]:
    where = " · ".join(filter(None, (one.position, one.company.text if one.company else "")))
    people = ", ".join(person.text for person in one.people)
    last = f", last entry {one.last.text}" if one.last else ""
    yield from _line(f"{where} ({one.stage.lower()}{last}): {people}", 2)


def _title(who: Link, company: Link | None, position: str) -> str:
    return " · ".join(filter(None, (who.text, company.text if company else "", position)))


def _after(mark: str, said: str) -> str:
    """The text with a mark before it, where there is a text."""
    return f"{mark}{said}" if said else ""
