"""The agenda as JSON: the stable form that `agenda --json` and the site share."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from tracker.agenda import Agenda, event_order, follow_up_order, opening_order
from tracker.opportunities import Opportunity
from tracker.rules.followup import Event, FollowUp

#: A text, a number or None as JSON.
_encoded = json.JSONEncoder(ensure_ascii=False).encode


class JsonPart(NamedTuple):
    """One item of the agenda's JSON, ready to be printed, and what sorts it in its list."""

    key: tuple[Any, ...]
    text: str


class JsonParts(NamedTuple):
    """What some contacts have in each list of the agenda's JSON."""

    overdue: tuple[JsonPart, ...]
    due: tuple[JsonPart, ...]
    upcoming: tuple[JsonPart, ...]
    waiting: tuple[JsonPart, ...]
    cold: tuple[JsonPart, ...]
    no_next_step: tuple[JsonPart, ...]
    events: tuple[JsonPart, ...]


def json_parts(agenda: Agenda) -> JsonParts:
    """The items of an agenda, each as the text that stands for it."""

    def follow_ups(found: Iterable[FollowUp]) -> tuple[JsonPart, ...]:
        return tuple(JsonPart(follow_up_order(one), _text(_follow_up(one))) for one in found)

    return JsonParts(
        follow_ups(agenda.overdue),
        follow_ups(agenda.due),
        follow_ups(agenda.upcoming),
        follow_ups(agenda.waiting),
        follow_ups(agenda.cold),
        tuple(
            JsonPart(opening_order(one), _text(_opportunity(one))) for one in agenda.no_next_step
        ),
        tuple(JsonPart(event_order(one), _text(_event(one))) for one in agenda.events),
    )


def agenda_json_text(today: date, parts: Sequence[JsonParts]) -> str:
    """The agenda as the JSON text that is printed and published, with a line break at its end.

    Dates are ISO text, times `HH:MM`, and what is missing is null. The same text as `json.dumps`
    with an indent of 2 would make.
    """
    lists = [f'  "today": "{today.isoformat()}"']
    for name in JsonParts._fields:
        items = sorted(one for part in parts for one in getattr(part, name))
        inside = ",\n".join(one.text for one in items)
        lists.append(f'  "{name}": [\n{inside}\n  ]' if items else f'  "{name}": []')
    return "{\n" + ",\n".join(lists) + "\n}\n"


def _text(item: dict[str, object]) -> str:
    """One item, set in as deep as the items of the lists are."""
    fields = ",\n".join(f'      "{key}": {_value(value)}' for key, value in item.items())
    return f"    {{\n{fields}\n    }}"


def _value(value: object) -> str:
    """A value of an item's field: a text, a number, None, or a list of texts.

    Written out here: with an indent, `json` does in Python, value by value, what it does in C
    without one.
    """
    if isinstance(value, list):
        texts = ",\n".join(f"        {_encoded(one)}" for one in value)
        return f"[\n{texts}\n      ]" if value else "[]"
    return _encoded(value)


def _follow_up(one: FollowUp) -> dict[str, object]:
    return {
        "id": one.id,
        "contact": one.person.contact,
        "name": one.name,
        "company": one.company,
        "position": one.position,
        "rule": one.rule,
        "attempt": one.attempt,
        "appears": one.appears.isoformat(),
        "due": one.due.isoformat(),
        "deadline": one.deadline.isoformat(),
        "lapses": one.lapses.isoformat() if one.lapses else None,
        "ends": one.ends.isoformat() if one.ends else None,
        "channel": one.channel.value if one.channel else None,
        "reason": one.reason,
        "path": one.place.path,
        "line": one.place.line,
    }


def _event(one: Event) -> dict[str, object]:
    return {
        "contact": one.contact,
        "name": one.name,
        "company": one.company,
        "position": one.position,
        "kind": one.kind.value,
        "date": one.day.isoformat(),
        "time": f"{one.time:%H:%M}" if one.time else None,
        "path": one.place.path,
        "line": one.place.line,
    }


def _opportunity(one: Opportunity) -> dict[str, object]:
    return {
        "company": one.company,
        "position": one.position,
        "stage": one.stage.value,
        "contacts": list(one.contacts),
    }
