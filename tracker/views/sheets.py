"""Which follow-ups and interviews have a call sheet, and where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from tracker.agenda import is_ahead, is_over
from tracker.drafts.own import INTERVIEWS, is_called
from tracker.records import Order
from tracker.rules.followup import Derived, Event, FollowUp, plain_id
from tracker.slugs import follow_up_path

#: The folder of all call sheets.
CALLS = "calls"

#: The rule that reminds of an interview: what it makes leads to the sheet of the interview itself.
PREPARE = "prepare-interview"


class Sheets(NamedTuple):
    """The paths of call sheets: by the ids of follow-ups, and by the records of interviews.

    `calls` are the follow-ups by call, `interviews` the screenings and interviews ahead.
    """

    calls: tuple[FollowUp, ...]
    interviews: tuple[Event, ...]
    of_follow_ups: Mapping[str, str]
    of_records: Mapping[Order, str]


def sheets_of(derived: Derived, today: date) -> Sheets:
    """The call sheets of some contacts. The day only decides which of them are no longer needed."""
    calls = tuple(
        one
        for one in derived.follow_ups
        if is_called(one) and one.rule != PREPARE and not is_over(one, today)
    )
    paths = {one.id: follow_up_path(CALLS, one.person.contact, name_of(one)) for one in calls}
    interviews = tuple(one for one in derived.events if one.kind in INTERVIEWS)
    named = dict(_interview_paths(interviews))
    # Until its preparation is off the agenda too, which goes by the day that was typed.
    ahead = tuple(one for one in interviews if is_ahead(one, today) or one.day >= today)
    of_records = {one.record.order: named[one.record.order] for one in ahead}
    for one in derived.follow_ups:
        if one.rule == PREPARE and one.trigger is not None and one.trigger.order in of_records:
            paths[one.id] = of_records[one.trigger.order]
    return Sheets(calls, ahead, paths, of_records)


def name_of(one: FollowUp) -> str:
    """What tells a follow-up apart from all others of its contact: rule, day, and number."""
    number = one.id.removeprefix(plain_id(one.person.contact, one.rule, one.began))
    return f"{one.rule}-{one.began.isoformat()}{number.replace('/', '-')}"


def _interview_paths(interviews: Iterable[Event]) -> Iterator[tuple[Order, str]]:
    """A path for each interview, numbered where several are of one contact and day."""
    seen: Counter[tuple[str, date]] = Counter()
    for one in sorted(interviews, key=lambda one: (one.place.path, one.place.line)):
        mark = one.contact, one.day
        seen[mark] += 1
        number = f"-{seen[mark]}" if seen[mark] > 1 else ""
        name = f"{PREPARE}-{one.day.isoformat()}{number}"
        yield one.record.order, follow_up_path(CALLS, one.contact, name)
