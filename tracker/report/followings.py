"""What came after each activity of the work-search log: their next word, and how it ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from tracker.contact.kinds import APPOINTMENTS, DECISIONS, Kind, Side
from tracker.contact.model import LogEntry
from tracker.opportunities import OUTCOMES
from tracker.records import Order, Record
from tracker.rules.selectors import behind_from, is_from_them, is_outcome


class Following(NamedTuple):
    """What came after an entry, as far as the log says.

    `next` is the next thing from them, or what you ended it with; `is_only_set` is whether it is an
    appointment that lies ahead, or to which one of you did not turn up. `ending` is how it ended:
    the last outcome before you applied anew, `is_renewed` whether you applied again before that.
    `missed` is when they called and did not reach you, and `receipt` when a machine confirmed it,
    before anything else of yours or theirs. `again` is whether you did something more before
    `next`, or with no `next` at all.
    """

    next: Record | None = None
    is_only_set: bool = False
    ending: Record | None = None
    missed: Record | None = None
    receipt: date | None = None
    again: bool = False
    is_renewed: bool = False


class LoggedSteps(NamedTuple):
    """What is known of all entries, to say of each of your activities what came after it.

    `steps` are the activities, by each of their entries; `missed` are appointments that did not
    take place.
    """

    steps: Mapping[Order, tuple[Record, ...]]
    missed: Collection[Order]
    today: date

    def followings(self, records: Sequence[Record]) -> dict[Order, Following]:
        """What came after each activity, by its first entry. From the last one back."""
        found: dict[Order, Following] = {}
        state = Following()
        for some in reversed(stretches_of(records)):
            is_of_several = len({one.owner for one in some}) > 1
            last = state
            for one in reversed(some):
                step = self.steps.get(one.order)
                if step and step[0].order not in found:
                    came = self._before(last, _after(step, some)) if is_of_several else state
                    found[step[0].order] = came
                state = self._before_one(state, one)
        return found

    def _before(self, state: Following, records: Sequence[Record]) -> Following:
        for one in reversed(records):
            state = self._before_one(state, one)
        return state

    def _before_one(self, state: Following, record: Record) -> Following:
        """What came after whatever stands before an entry."""
        if record.order in self.steps:
            state = state._replace(missed=None, receipt=None, again=True)
        entry = record.entry
        if behind_from(entry) > self.today:
            # A day that both have agreed on is news; what you plan alone is none.
            new = state._replace(next=record, is_only_set=True, missed=None, again=False)
            return new if entry.kind in APPOINTMENTS and entry.took_place else state
        is_told = _is_told_by_machine(entry)
        if entry.automatic and not is_told:
            is_theirs = entry.side is Side.THEY and not entry.cancelled
            return state._replace(receipt=entry.day) if is_theirs else state
        if is_outcome(entry) or (is_told and entry.kind in OUTCOMES):
            ending = record if state.ending is None or state.is_renewed else state.ending
            return Following(next=record, ending=ending)
        if is_from_them(entry) or is_told:
            is_only_set = record.order in self.missed
            return Following(record, is_only_set, state.ending, is_renewed=state.is_renewed)
        if entry.kind is Kind.APPLIED and entry.took_place:
            return state._replace(is_renewed=True)
        return state._replace(missed=record) if _tried_by_them(entry) else state


def _after(step: Sequence[Record], day: Iterable[Record]) -> list[Record]:
    """What came after an activity on its own day: the rest of its files, and answers in others."""
    last = {one.owner: one.order for one in step}
    return [
        one
        for one in day
        if (one.order > last[one.owner] if one.owner in last else _is_answer(one.entry))
    ]


def _tried_by_them(entry: LogEntry) -> bool:
    """Whether they called, and did not reach you."""
    return entry.side is Side.THEY and entry.attempt is not None and not entry.cancelled


def _is_told_by_machine(entry: LogEntry) -> bool:
    """Whether a machine sent what they decided: no receipt, though it leaves the opening open."""
    is_sent = entry.automatic and not entry.cancelled and entry.attempt is None
    return is_sent and entry.side is Side.THEY and entry.kind in DECISIONS


def stretches_of(records: Sequence[Record]) -> Sequence[Sequence[Record]]:
    """The entries as they went, oldest first: all of one file at once, of several by days."""
    if len({one.owner for one in records}) == 1:
        return (records,)
    return [_as_it_went(list(some)) for _, some in groupby(records, _day)]


def _day(record: Record) -> int:
    return record.order[0]


def _as_it_went(day: list[Record]) -> list[Record]:
    """The entries of one day: an answer at the end of a file is after all that you did that day.

    The files do not say which was first, and their names must not.
    """
    if len(day) == 1:
        return day
    acted = {one.owner: one.order for one in day if _is_yours(one.entry)}
    return sorted(
        day, key=lambda one: (one.owner not in acted or one.order > acted[one.owner], one.order)
    )


def _is_answer(entry: LogEntry) -> bool:
    """Whether it is theirs alone, or ends an opening."""
    return entry.side is Side.THEY or is_outcome(entry)


def _is_yours(entry: LogEntry) -> bool:
    return entry.side in {Side.YOU, Side.BOTH} and not is_outcome(entry)
