"""When a follow-up is due: its days, and the sum that a person can check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.contact.kinds import Kind
from tracker.records import Record
from tracker.rules.context import Context
from tracker.rules.followup import Try
from tracker.rules.reasons import Sum, reason_for, with_snooze
from tracker.rules.rule import Rule
from tracker.rules.timing import Base, Days, Timing, counted, lifted
from tracker.rules.triggers import Trigger
from tracker.workdays import Duration


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The days of a follow-up, why they are these, and the tries made on the way."""

    days: Days
    reason: str
    tries: tuple[Try, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """A due date with its deadline, and what the due date was reckoned from."""

    due: date
    deadline: date
    sum: Sum


def reckon(
    rule: Rule, trigger: Trigger, tries: Sequence[Record], snooze: date | None, context: Context
) -> Reckoning:
    """Work out the days of one follow-up after these tries of yours, oldest first."""
    first = _first_span(rule, trigger, context)
    span, made = _after_tries(rule, trigger, tries, first, context)
    if made:
        appears = made[-1].day
    elif rule.appears is not None:
        appears = counted(rule.appears, trigger.day, span.due, span.due, context.calendar)
    else:
        appears = trigger.day
    until = None if rule.fixed else snooze
    days = lifted(
        Days(appears, span.due, span.deadline, None), until, rule.lapses, context.calendar
    )
    reason = reason_for(rule, trigger.record.entry, span.sum)
    return Reckoning(days, with_snooze(reason, span.due, until), tuple(made))


def first_due(rule: Rule, trigger: Trigger, context: Context) -> date:
    """When it is due before any try, and whatever has been snoozed."""
    return _first_sum(rule, trigger, context)[0]


def _first_span(rule: Rule, trigger: Trigger, context: Context) -> _Span:
    due, reckoned = _first_sum(rule, trigger, context)
    if reckoned.promised is not None and rule.due_before_reply_by is not None:
        deadline = reckoned.promised
    else:
        deadline = _deadline(rule, trigger, due, context)
    return _Span(due, max(deadline, due), reckoned)


def _first_sum(rule: Rule, trigger: Trigger, context: Context) -> tuple[date, Sum]:
    calendar = context.calendar
    timing = _for_kind(trigger, rule.due, rule.due_for_request)
    last_entry = context.last_day(trigger.opportunity, trigger.record)
    promised = context.promised_by(trigger.records)
    plain = Sum(timing, last_entry)
    if promised is not None and rule.due_before_reply_by is not None:
        due = calendar.subtract(promised, rule.due_before_reply_by)
        at_once = due < trigger.day
        return max(due, trigger.day), replace(plain, promised=promised, at_once=at_once)
    if promised is not None and rule.due_after_reply_by is not None:
        due = calendar.add(promised, rule.due_after_reply_by)
        return due, replace(plain, promised=promised)
    due = counted(timing, trigger.day, trigger.day, last_entry, calendar)
    if timing.base is Base.LAST_ENTRY and promised is not None and promised > due:
        # A month of silence is no answer yet where they named a later day themselves.
        return promised, replace(plain, promised=promised)
    return due, plain


def _after_tries(
    rule: Rule, trigger: Trigger, tries: Sequence[Record], span: _Span, context: Context
) -> tuple[_Span, list[Try]]:
    """Move the span on with each try: due again after it, with the same distance to its deadline.

    A try made early, before the day they had named, say, brings nothing forward.
    """
    made: list[Try] = []
    if rule.again is None:
        return span, made
    distance = Duration((span.deadline - span.due).days)
    for record in tries:
        day = record.entry.day
        made.append(Try(day, span.deadline))
        again = context.calendar.add(day, rule.again)
        if again < span.due:
            continue
        if _for_kind(trigger, rule.deadline, rule.deadline_for_request).base is Base.DUE:
            deadline = _deadline(rule, trigger, again, context)
        else:
            deadline = context.calendar.add(again, distance)
            deadline = context.calendar.next_working_day(deadline)
        span = _Span(again, deadline, replace(span.sum, last_try=day))
    return span, made


def _deadline(rule: Rule, trigger: Trigger, due: date, context: Context) -> date:
    """The last day in time; one reached by counting moves to the next working day."""
    timing = _for_kind(trigger, rule.deadline, rule.deadline_for_request)
    day = counted(timing, trigger.day, due, due, context.calendar)
    reached_by_counting = timing.duration != Duration(0) or timing.base is Base.DUE
    return context.calendar.next_working_day(day) if reached_by_counting else day


def _for_kind(trigger: Trigger, plain: Timing, for_request: Timing | None) -> Timing:
    """The timing for this kind of trigger: a reference-request may have its own."""
    is_request = trigger.record.entry.kind is Kind.REFERENCE_REQUEST
    return for_request if is_request and for_request is not None else plain
