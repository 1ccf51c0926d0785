"""Replies: whether they came, and how long they took.

A *wait* is one silence of theirs in one opportunity. It begins with the first entry that leaves the
next word to them: something of yours that asks (an application, a status check, a request, a quote,
a message not marked `no answer needed`), or an interview or screening, after which they owe a
word. It ends with the first entry after it that counts as *anything from them*: a reply, a call
that reached them, an invitation that was held, a rejection too. What you send into a running wait
is a reminder, and begins no wait of its own: their time counts from the first asking. A wait
belongs to the stage that the opportunity had reached when it began.

Three cases keep the figures honest. A wait that only a scheduled event will end has been answered,
on a day that nobody logged: it counts as answered, and its days are not counted. One that your own
outcome cut short (withdrawn, declined, given up on) stays unanswered. One that is still running
today is unanswered, and `waiting` says how many of the unanswered ones these are. Days are calendar
days; a reply on the same day took 0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from tracker.contact.kinds import Kind, Side
from tracker.contact.model import LogEntry
from tracker.opportunities import OUTCOMES, STAGES, Opportunity, Stage
from tracker.records import OpportunityKey, Record
from tracker.rules.selectors import is_from_them, is_outcome
from tracker.workdays import median

#: Entries of yours that ask for a word.
_ASKING = frozenset(
    {
        Kind.APPLIED,
        Kind.STATUS_CHECK,
        Kind.REFERRAL_REQUEST,
        Kind.QUOTE,
        Kind.EMAIL,
        Kind.LETTER,
        Kind.MESSAGE,
    }
)
#: Entries of both sides after which the next word is theirs.
_THEIR_TURN = frozenset({Kind.INTERVIEW, Kind.SCREENING})

_EARLIEST_FIRST = tuple(Stage)

# Looked up once: that takes Python longer than to compare them.
_LEAD, _YOU = Stage.LEAD, Side.YOU


#: The last day of each span by which waits are counted together, in calendar days; what takes
#: longer is in one more. A week, two and thirty days are when `rules.toml` has you ask where an
#: interview led, ask once more, and let go, each with its source. The first week is told apart,
#: since most that come at all come in it: by the next day, and within half a working week.
SPANS = (1, 3, 7, 14, 30)


class Wait(NamedTuple):
    """One silence of theirs: from what you asked to their first word.

    `answer` is None while it runs, or where it ended without a word; `given_up` tells these two
    apart. `days` is how long it took, None without an answer, or where the answer still lies ahead.
    """

    opportunity: OpportunityKey
    company: str | None
    position: str | None
    stage: Stage
    asked: Record
    answer: Record | None
    days: int | None
    given_up: bool

    @property
    def answered(self) -> bool:
        """Whether their word came, or will."""
        return self.answer is not None

    @property
    def running(self) -> bool:
        """Whether you are still waiting today."""
        return self.answer is None and not self.given_up


class Silence(NamedTuple):
    """A wait as the figures count it.

    `days` is how long it took, or has taken up to now where it is running; None where the answer
    lies ahead, and where it was given up.
    """

    company: str | None
    stage: Stage
    answered: bool
    running: bool
    days: int | None


class ReplyFigures(NamedTuple):
    """Replies of one company, at one stage, or of all (`label` is then empty).

    `waiting` is the part of `unanswered` that is still running. `median`, `shortest` and `longest`
    are calendar days over the answers that have come, None without any; the median is the lower
    whole day.
    """

    label: str
    answered: int
    unanswered: int
    waiting: int
    median: int | None
    shortest: int | None
    longest: int | None


class Span(NamedTuple):
    """So many calendar days, from `first` to `last` (None: or more).

    `answered` waits took as long, and `waiting` ones have run for as long up to now.
    """

    first: int
    last: int | None
    answered: int
    waiting: int


class Replies(NamedTuple):
    """How they answered: in all, by company (by name), and by stage (earliest first).

    `by_days` is by the time waited, the shortest first; answers that still lie ahead are not in it,
    nor what was given up. `longer_than_any` is how many of those that are still running have run
    for longer than any answer took, 0 where none has come. `waits` are all, the latest asked first.
    """

    total: ReplyFigures
    by_company: tuple[ReplyFigures, ...]
    by_stage: tuple[ReplyFigures, ...]
    by_days: tuple[Span, ...]
    longer_than_any: int
    waits: tuple[Wait, ...]


_NO_REPLIES = Replies(ReplyFigures("", 0, 0, 0, None, None, None), (), (), (), 0, ())


def replies(opportunities: Iterable[Opportunity], today: date) -> Replies:
    """Measure every wait that began up to today."""
    waits = [wait for one in opportunities for wait in _waits(one, today)]
    waits.sort(key=lambda one: one.asked.order, reverse=True)
    return measured(silences(waits, today))._replace(waits=tuple(waits))


def silences(waits: Iterable[Wait], today: date) -> tuple[Silence, ...]:
    """What the figures need to know of some waits."""
    return tuple(
        Silence(
            one.company,
            one.stage,
            one.answered,
            one.running,
            (today - one.asked.entry.day).days if one.running else one.days,
        )
        for one in waits
    )


def measured(found: Iterable[Silence], *, companies: bool = True) -> Replies:
    """The figures of some waits, from as many parts as you like; without the waits themselves.

    `companies` is whether to measure each company's, too.
    """
    waits = list(found)
    if not waits:
        return _NO_REPLIES
    total = _figures("", waits)
    longest = total.longest
    return Replies(
        total,
        _grouped(waits, lambda wait: wait.company or "", lambda name: (name.casefold(), name))
        if companies
        else (),
        _grouped(waits, lambda wait: wait.stage.value, _stage_order),
        _spans(waits),
        0
        if longest is None
        else sum(one.running and one.days is not None and one.days > longest for one in waits),
        (),
    )


def _spans(waits: Iterable[Silence]) -> tuple[Span, ...]:
    answered, waiting = [0] * (len(SPANS) + 1), [0] * (len(SPANS) + 1)
    for wait in waits:
        if wait.days is not None:
            (answered if wait.answered else waiting)[bisect_left(SPANS, wait.days)] += 1
    firsts, lasts = (0, *(last + 1 for last in SPANS)), (*SPANS, None)
    return tuple(map(Span, firsts, lasts, answered, waiting))


def _stage_order(label: str) -> int:
    return _EARLIEST_FIRST.index(Stage(label))


def _grouped(
    waits: Iterable[Silence],
    label: Callable[[Silence], str],
    order: Callable[[str], int | tuple[str, str]],
) -> tuple[ReplyFigures, ...]:
    groups: dict[str, list[Silence]] = {}
    for wait in waits:
        groups.setdefault(label(wait), []).append(wait)
    # Without a label there is nothing to group by: a person on their own is in the total.
    return tuple(_figures(name, groups[name]) for name in sorted(filter(None, groups), key=order))


def _figures(label: str, waits: list[Silence]) -> ReplyFigures:
    days = [wait.days for wait in waits if wait.answered and wait.days is not None]
    answered = sum(wait.answered for wait in waits)
    return ReplyFigures(
        label,
        answered=answered,
        unanswered=len(waits) - answered,
        waiting=sum(wait.running for wait in waits),
        median=median(days) if days else None,
        shortest=min(days, default=None),
        longest=max(days, default=None),
    )


def _waits(opportunity: Opportunity, today: date) -> list[Wait]:
    found: list[Wait] = []
    asked: Record | None = None
    asked_at = stage = _LEAD
    over = False

    def wait(asked: Record, ending: _Ending) -> Wait:
        return Wait(
            opportunity.key,
            opportunity.company,
            opportunity.position,
            asked_at,
            asked,
            ending.answer,
            ending.days,
            ending.given_up,
        )

    for record in opportunity.records:
        entry = record.entry
        if entry.day > today and asked is None:
            break
        if asked is not None:
            ending = _ended(asked, record, today)
            if ending is not None:
                found.append(wait(asked, ending))
                asked = None
        if entry.kind in STAGES and entry.took_place:
            over = False
            stage = max(stage, STAGES[entry.kind], key=_EARLIEST_FIRST.index)
        elif entry.kind in OUTCOMES and entry.took_place:
            stage, over = _LEAD, True
        if asked is None and not over and entry.day <= today and _asks(entry):
            asked, asked_at = record, stage
    return found if asked is None else [*found, wait(asked, _STILL_RUNNING)]


def _asks(entry: LogEntry) -> bool:
    """Whether the entry leaves the next word to them."""
    if not entry.took_place or entry.needs_answer is False:
        return False
    if entry.kind in _THEIR_TURN:
        return True
    return entry.side is _YOU and entry.kind in _ASKING


class _Ending(NamedTuple):
    """How a wait ended: by an answer, which took so many days, or given up."""

    answer: Record | None = None
    days: int | None = None
    given_up: bool = False


_STILL_RUNNING = _Ending()
_GIVEN_UP = _Ending(given_up=True)


def _ended(asked: Record, record: Record, today: date) -> _Ending | None:
    """How that entry ended a wait; None where it goes on."""
    entry = record.entry
    if is_from_them(entry):
        known = (entry.day - asked.entry.day).days if entry.day <= today else None
        return _Ending(record, known)
    return _GIVEN_UP if entry.day <= today and is_outcome(entry) else None
