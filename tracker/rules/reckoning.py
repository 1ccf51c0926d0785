"""When a follow-up is due: its days, and the sum that a person can check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tracker.contact.kinds import Kind
from tracker.records import Record
from tracker.rules.context import Context
from tracker.rules.followup import Try
from tracker.rules.reasons import Sum, reason_for, with_snooze
from tracker.rules.rule import Rule
from tracker.rules.timing import Base, Days, Timing, counted, lifted
from tracker.rules.triggers import Trigger
from tracker.workdays import Duration

# Looked up once: that takes Python longer than to compare them.
_REQUEST = Kind.REFERENCE_REQUEST
_AFTER_DUE, _AFTER_LAST_ENTRY = Base.DUE, Base.LAST_ENTRY


class Reckoning(NamedTuple):
    """The days of a follow-up, why they are these, and the tries made on the way."""

    days: Days
    reason: str
    tries: tuple[Try, ...]


class _Span(NamedTuple):
    """A due date with its deadline, and what the due date was reckoned from."""

    due: date
    deadline: date
    sum: Sum


def reckon(
    rule: Rule, trigger: Trigger, tries: Sequence[Record], snooze: date | None, context: Context
) -> Reckoning:
    """Work out the days of one follow-up after these tries of yours, oldest first."""
    due, deadline, reckoned = span = _first_span(rule, trigger, context)
    appears = trigger.day
    made: tuple[Try, ...] = ()
    if tries:
        (due, deadline, reckoned), made = _after_tries(rule, trigger, tries, span, context)
        appears = made[-1].day
    elif rule.appears is not None:
        appears = counted(rule.appears, trigger.day, due, due, context.calendar)
    until = None if rule.fixed else snooze
    days = lifted((appears, due, deadline), until, rule.lapses, context.calendar)
    reason = reason_for(rule, trigger.record.entry, reckoned)
    return Reckoning(days, with_snooze(reason, due, until) if until else reason, made)


def first_due(rule: Rule, trigger: Trigger, context: Context) -> date:
    """When it is due before any try, and whatever has been snoozed."""
    return _first_sum(rule, trigger, context)[0]


def _first_span(rule: Rule, trigger: Trigger, context: Context) -> _Span:
    due, reckoned = _first_sum(rule, trigger, context)
    if reckoned.promised is not None and rule.due_before_reply_by is not None:
        deadline = reckoned.promised
    else:
        deadline = _deadline(rule, trigger, due, context)
    return _Span(due, max(due, deadline), reckoned)


def _first_sum(rule: Rule, trigger: Trigger, context: Context) -> tuple[date, Sum]:
    calendar = context.calendar
    timing = _for_kind(trigger, rule.due, rule.due_for_request)
    last_entry = (trigger.opening.last_day if trigger.opening else None) or trigger.day
    promised = context.promised_by(trigger.records)
    if promised is None:
        due = counted(timing, trigger.day, trigger.day, last_entry, calendar)
        return due, Sum(timing, last_entry)
    if rule.due_before_reply_by is not None:
        due = calendar.subtract(promised, rule.due_before_reply_by)
        at_once = due < trigger.day
        return max(due, trigger.day), Sum(timing, last_entry, promised, at_once=at_once)
    if rule.due_after_reply_by is not None:
        due = calendar.add(promised, rule.due_after_reply_by)
        return due, Sum(timing, last_entry, promised)
    due = counted(timing, trigger.day, trigger.day, last_entry, calendar)
    if promised > due and timing.base is _AFTER_LAST_ENTRY:
        # A month of silence is no answer yet where they named a later day themselves.
        return promised, Sum(timing, last_entry, promised)
    return due, Sum(timing, last_entry)


def _after_tries(
    rule: Rule, trigger: Trigger, tries: Sequence[Record], span: _Span, context: Context
) -> tuple[_Span, tuple[Try, ...]]:
    """Move the span on with each try: due again after it, with the same distance to its deadline.

    A try made early, before the day they had named, say, brings nothing forward.
    """
    assert rule.again is not None  # noqa: S101  # else there would be no tries
    made: list[Try] = []
    distance = Duration((span.deadline - span.due).days)
    for record in tries:
        day = record.entry.day
        made.append(Try(day, span.deadline))
        again = context.calendar.add(day, rule.again)
        if again < span.due:
            continue
        if _for_kind(trigger, rule.deadline, rule.deadline_for_request).base is _AFTER_DUE:
            deadline = _deadline(rule, trigger, again, context)
        else:
            deadline = context.calendar.add(again, distance)
            deadline = context.calendar.next_working_day(deadline)
        span = _Span(again, deadline, span.sum._replace(last_try=day))
    return span, tuple(made)


def _deadline(rule: Rule, trigger: Trigger, due: date, context: Context) -> date:
    """The last day in time; one reached by counting moves to the next working day."""
    timing = _for_kind(trigger, rule.deadline, rule.deadline_for_request)
    day = counted(timing, trigger.day, due, due, context.calendar)
    # Not so the trigger's own day, or the day before which it is due.
    if timing.base is _AFTER_DUE or timing.duration != _AT_ONCE:
        return context.calendar.next_working_day(day)
    return day


_AT_ONCE = Duration(0)


def _for_kind(trigger: Trigger, plain: Timing, for_request: Timing | None) -> Timing:
    """The timing for this kind of trigger: a reference-request may have its own."""
    if for_request is None or trigger.record.entry.kind is not _REQUEST:
        return plain
    return for_request
