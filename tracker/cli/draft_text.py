"""A draft as lines for a terminal: the message, and what is for its writer's eyes alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import click

from tracker.contact.kinds import Channel
from tracker.drafts.draft import Draft, text_of
from tracker.drafts.signature import text_of_letter
from tracker.drafts.wording import spoken_day
from tracker.plain import clean

_BY = {Channel.EMAIL: "Mail", Channel.CALL: "Call", Channel.LETTER: "Letter"}


def message_lines(draft: Draft, today: date) -> Iterator[str]:
    """The message, each paragraph on a line of its own; a letter with its head and its day."""
    if draft.letterhead is not None:
        yield from map(clean, draft.letterhead.sender)
        yield ""
        yield f"{spoken_day(today, today)} {today.year}"
        yield ""
        yield from map(clean, draft.letterhead.recipient)
        if draft.subject:
            yield ""
    else:
        label = _BY[draft.channel] if draft.channel is not None else "To"
        where = f" – {clean(draft.address)}" if draft.address else ""
        yield f"{label}: {clean(draft.name)}{where}"
    if draft.subject:
        yield f"Subject: {clean(text_of(draft.subject))}"
    yield ""
    is_letter = draft.letterhead is not None
    body = text_of_letter(draft) if is_letter else text_of(draft.body)
    yield from (clean(line) for line in body.split("\n"))


def writers_lines(draft: Draft, also: Iterable[str], today: date) -> Iterator[str]:
    """What is left to say, notes, what to mend, what may be said instead, and the log lines."""
    yield ""
    if draft.gaps:
        yield _heading("Left to say")
        for gap in draft.gaps:
            yield f"  [{clean(gap.question)}]"
            yield from (f"      {clean(line)}" for line in gap.reminder.split("\n") if line)
    mending = [one for one in draft.findings if not (one.check == "gaps" and draft.gaps)]
    if mending:
        yield _heading("To mend")
        yield from (f"  {clean(one.message)} {clean(one.fix)}" for one in mending)
    if draft.notes:
        yield _heading("Notes")
        yield from (f"  {clean(one)}" for one in draft.notes)
    others = list(also)
    if others:
        yield _heading("Or write instead")
        yield from (f"  --template {clean(one)}" for one in others)
    if draft.log:
        yield _heading(f"Then add to {clean(draft.log[0].path)}")
        for line in draft.log:
            about = ", ".join(one for one in (line.label, line.does(today)) if one)
            yield f"  {clean(line.on(today))}    {click.style(f'({about})', dim=True)}"


def _heading(text: str) -> str:
    return click.style(text, bold=True)
