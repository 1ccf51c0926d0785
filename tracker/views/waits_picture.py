"""The picture of how long answers took: a line of bars for each span of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.counts import count
from tracker.report import Replies, Span
from tracker.views.picture import (
    DIGIT,
    WIDTH,
    Bar,
    Key,
    Look,
    Picture,
    PictureLine,
    Words,
    length_of,
)
from tracker.views.tables import Cells, Table, number_cell, table, text_cell
from tracker.views.words import listing

# Where they are, and how large, in units of the picture.
_NAMES = 96  # where the bars begin, to the right of “15–30 days”
_THICK = 12  # a bar
_BETWEEN = 2  # the two bars of a line
_APART = 14  # lines
_DROP = 4.5  # from the middle of a word to its base line

_A_WEEK = 7


def waits_picture(replies: Replies) -> Picture | None:
    """How long answers took, and for how long others have been waited for; None without any."""
    spans = replies.by_days
    answered, waiting = sum(one.answered for one in spans), sum(one.waiting for one in spans)
    if not answered + waiting:
        return None
    most = max(max(one.answered, one.waiting) for one in spans)
    full = WIDTH - _NAMES - DIGIT * len(f"{most:,}") - 6
    line = _THICK + (_THICK + _BETWEEN if answered and waiting else 0)
    bars: list[Bar] = []
    words: list[Words] = []
    for at, span in enumerate(spans):
        middle = (at + 0.5) * (line + _APART)
        words.append(Words("name", _NAMES - 8, middle + _DROP, "end", _span_name(span)))
        series = ((Look.SOLID, span.answered), (Look.DASHED, span.waiting))
        found = [(look, number) for look, number in series if number]
        # A bar that is alone stands on the line of its name.
        y = middle - (len(found) * (_THICK + _BETWEEN) - _BETWEEN) / 2
        for look, number in found:
            length = length_of(number, most, full)
            end = _NAMES + length + 5
            bars.append(Bar(look, _NAMES, y, length, _THICK))
            words.append(Words("number", end, y + _THICK / 2 + _DROP, "start", f"{number:,}"))
            y += _THICK + _BETWEEN
    height = len(spans) * (line + _APART)
    keys: list[Key] = []
    if answered:
        keys.append(Key(Look.SOLID, f"{count(answered, 'answer')}, after so many days"))
    if waiting:
        keys.append(Key(Look.DASHED, f"{waiting:,} still awaited, for so many days"))
    return Picture(
        "waits",
        "How long answers took, and how long you have been waiting",
        _waits_described(spans),
        _waits_say(replies, answered),
        _waits_left_out(replies, answered),
        WIDTH,
        height,
        (PictureLine("base", _NAMES, 0, _NAMES, height),),
        tuple(bars),
        tuple(words),
        tuple(keys),
        _waits_table(spans),
    )


def _span_name(span: Span) -> str:
    if span.last is None:
        return f"over {count(span.first - 1, 'day')}"
    if not span.first:
        return f"up to {count(span.last, 'day')}"
    return f"{span.first}–{span.last} days"


def _waits_described(spans: Sequence[Span]) -> str:
    def part(label: str, name: str) -> str:
        found = [
            f"{_span_name(one)}: {getattr(one, name):,}" for one in spans if getattr(one, name)
        ]
        return f"{label} – {', '.join(found) or 'none'}."

    took = part("Answers, by the days they took", "answered")
    return f"{took} {part('Still awaited, by the days so far', 'waiting')}"


def _waits_say(replies: Replies, answered: int) -> str:
    total = replies.total
    said = []
    if answered:
        soon = sum(
            one.answered for one in replies.by_days if one.last is not None and one.last <= _A_WEEK
        )
        said.append(f"{soon:,} of {count(answered, 'answer')} came within a week.")
    if replies.longer_than_any:
        verb = "has" if replies.longer_than_any == 1 else "have"
        said.append(
            f"{replies.longer_than_any:,} of the {total.waiting:,} that you wait for {verb} been"
            " silent for longer than any answer took."
        )
    return " ".join(said)


def _waits_left_out(replies: Replies, answered: int) -> str:
    total = replies.total
    left_out = []
    ended = total.unanswered - total.waiting
    if ended:
        left_out.append(f"{ended:,} that ended without a word")
    if total.answered > answered:
        left_out.append(f"{total.answered - answered:,} answered by a date that lies ahead")
    return f"Not in the picture: {listing(left_out)}." if left_out else ""


def _waits_table(spans: Iterable[Span]) -> Table:
    rows = tuple(
        Cells((text_cell(_span_name(one)), number_cell(one.answered), number_cell(one.waiting)))
        for one in spans
    )
    return table("By the time waited", ("Waited", "Answered", "Still awaited"), rows)
