"""Follow-ups that are settled, or are not, against what their user may expect: each is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tracker.book import ContactBook
from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Place
from tracker.diagnostics import Diagnostic, Severity
from tracker.rules.followup import Closing, Derived
from tracker.rules.rule import Rule
from tracker.workdays import written

_THANKS = re.compile(r"(?:to\s+)?(?:say\s+)?thank(?:s|ed|ing)?\b", re.IGNORECASE)
_THANKED_BY = {
    Kind.EMAIL: Channel.EMAIL,
    Kind.LETTER: Channel.LETTER,
    Kind.CALL: Channel.CALL,
}


def settling_hints(
    derived: Derived, book: ContactBook, rules: Sequence[Rule]
) -> tuple[Diagnostic, ...]:
    """All hints of this kind, each once, in the order of their places."""
    return tuple(sorted({*settled_tasks(derived), *unsettled_thanks(derived, book, rules)}))


def settled_tasks(derived: Derived) -> Iterator[Diagnostic]:
    """A hint for every open task, and every `next_follow_up`, that a contact has settled.

    Any contact on its day or later does, one that is only planned included.
    """
    for one in derived.closed:
        by = one.closed_by
        if one.rule != "manual" or one.closing is not Closing.DONE or by is None:
            continue
        is_task = one.trigger is not None and one.trigger.entry.raw != ""
        what = "this task" if is_task else "`next_follow_up`"
        done = f"{by.entry.kind.replace('-', ' ')} of {written(by.entry.day)}"
        where = f"{by.entry.place.path}:{by.entry.place.line}"
        yield _hint(
            one.place,
            "settled-task",
            f"The {done} ({where}) settles {what}: it is off the agenda.",
            "Tick it, `- [x]`, or give it a later day."
            if is_task
            else "Take it out, or give it a later date.",
        )


def unsettled_thanks(
    derived: Derived, book: ContactBook, rules: Iterable[Rule]
) -> Iterator[Diagnostic]:
    """A hint for every message that says thanks while a thank-you is still asked for."""
    thanking = {rule.name for rule in rules if Kind.THANK_YOU in rule.until}
    for one in derived.follow_ups:
        if one.rule not in thanking:
            continue
        for record in book.timelines.get(one.person.key, ()):
            entry = record.entry
            channel = _THANKED_BY.get(entry.kind)
            if channel and entry.from_you and entry.day >= one.began and _THANKS.match(entry.text):
                yield _hint(
                    entry.place,
                    "thank-you-in-text",
                    f"The text says thanks, but counts as `{entry.kind}`: a thank-you is still "
                    "on the agenda.",
                    f"Write `thank-you ({channel})`.",
                )


def _hint(place: Place, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place.path, place.line, place.column, Severity.HINT, code, message, hint)
