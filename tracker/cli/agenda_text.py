"""The agenda page as lines of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

import click

from tracker.cli.output import clean
from tracker.views.agenda_page import AgendaPage, Card, CardSection, EventView, OpenEnd
from tracker.views.followups import CallHours, ChannelView, FollowUpView
from tracker.views.frame import Link
from tracker.views.words import Day

_COLOURS = {"overdue": "red", "due": "yellow", "upcoming": "green"}
#: A line is never squeezed narrower than this, whatever the terminal says.
_NARROWEST = 30


def agenda_lines(page: AgendaPage, width: int | None, note: str = "") -> Iterator[str]:
    """All lines of the agenda, wrapped to `width` columns, or not at all where it is None."""
    text = _Text(width)
    heading = f"Agenda for {page.frame.today.text}"
    yield click.style(heading, bold=True) + (f" ({note})" if note else "")
    yield from text.lines(page.summary)
    for section in page.sections:
        yield from _section(text, section, page.days_ahead)
    yield from _events(text, page)
    yield from _open_ends(text, page.open_ends)


class _Text:
    """Lays out lines of one width."""

    def __init__(self, width: int | None) -> None:
        self.width = width

    def lines(self, said: str, indent: int = 0, **style: bool | str) -> Iterator[str]:
        """One paragraph; the lines that follow its first are set in a little further."""
        said = clean(said)
        if not said:
            return
        margin = " " * indent
        wrapped = [margin + said]
        if self.width is not None:
            wrapped = textwrap.wrap(
                said,
                max(self.width, indent + _NARROWEST),
                initial_indent=margin,
                subsequent_indent=margin + "  ",
                break_on_hyphens=False,
            )
        for line in wrapped:
            yield click.style(line, **style) if style else line  # type: ignore[arg-type]

    def heading(self, title: str, number: int, colour: str | None) -> Iterator[str]:
        """A section's title, with how many there are."""
        yield ""
        yield click.style(f"{clean(title)} ({number})", fg=colour, bold=True)


def _section(text: _Text, section: CardSection, days_ahead: int) -> Iterator[str]:
    yield from text.heading(section.title, section.total, _COLOURS.get(section.id))
    if not section.total:
        yield from text.lines(section.empty, 2)
    for card in section.cards:
        yield from _card(text, card)
    if section.later:
        days = [card.lead.due for card in section.later]
        alone = None if section.cards else days_ahead
        yield from text.lines(_beyond(days, "due", alone), 2)


def _beyond(days: Sequence[Day], verb: str, days_ahead: int | None) -> str:
    """What is folded away, by its days; `days_ahead` where nothing nearer stands above it."""
    first = min(days, key=lambda one: one.iso).text
    when = f"the first {verb} {first}" if len(days) > 1 else f"{verb} {first}"
    if days_ahead is None:
        return f"Later: {len(days)} more, {when}."
    return f"Nothing in the next {days_ahead} days. Later: {len(days)}, {when}."


def _card(text: _Text, card: Card) -> Iterator[str]:
    yield from text.lines(_title(card.who, card.company, card.position), 2, bold=True)
    yield from _follow_up(text, card.lead)
    if card.last is not None:
        last = card.last
        what = f"{last.kind} ({last.way})" if last.way else last.kind
        yield from text.lines(f"Last: {last.day.text}, {what}{_after(': ', last.text)}", 4)
    for one in card.rest:
        yield from text.lines(f"Also: {_what(one)}. {one.reason}", 4)
    yield from text.lines(card.lead.source.text, 4, dim=True)


def _follow_up(text: _Text, one: FollowUpView) -> Iterator[str]:
    yield from text.lines(_what(one), 4)
    yield from text.lines(one.reason, 4)
    if one.channel is not None:
        yield from text.lines(_how(one.channel), 4)


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


def _events(text: _Text, page: AgendaPage) -> Iterator[str]:
    if not page.events and not page.later_events:
        return
    yield from text.heading("Events", len(page.events) + len(page.later_events), "blue")
    for event in page.events:
        yield from _event(text, event)
    if page.later_events:
        days = [event.day for event in page.later_events]
        yield from text.lines(_beyond(days, "on", None if page.events else page.days_ahead), 2)


def _event(text: _Text, event: EventView) -> Iterator[str]:
    kind = f"{event.kind} ({event.channel})" if event.channel else event.kind
    when = f"{event.day.text}{_after(', ', event.time)}, {event.away}"
    who = _title(event.who, event.company, event.position)
    yield from text.lines(f"{when}: {kind}, {who}", 2)
    yield from text.lines(event.text, 4)
    yield from text.lines(event.source.text, 4, dim=True)


def _open_ends(text: _Text, open_ends: Iterable[OpenEnd]) -> Iterator[str]:
    open_ends = tuple(open_ends)
    if not open_ends:
        return
    yield from text.heading("No next step", len(open_ends), "magenta")
    for one in open_ends:
        where = " · ".join(filter(None, (one.position, one.company.text if one.company else "")))
        people = ", ".join(person.text for person in one.people)
        last = f", last entry {one.last.text}" if one.last else ""
        yield from text.lines(f"{where} ({one.stage.lower()}{last}): {people}", 2)


def _title(who: Link, company: Link | None, position: str) -> str:
    return " · ".join(filter(None, (who.text, company.text if company else "", position)))


def _after(mark: str, said: str) -> str:
    """The text with a mark before it, where there is a text."""
    return f"{mark}{said}" if said else ""
