"""The agenda as JSON-ready values: the stable form that `agenda --json` and the site share."""

from __future__ import annotations

import json

from tracker.agenda import Agenda
from tracker.opportunities import Opportunity
from tracker.rules.followup import Event, FollowUp


def agenda_json_text(agenda: Agenda) -> str:
    """The agenda as the JSON text that is printed and published, with a line break at its end."""
    return json.dumps(agenda_to_json(agenda), ensure_ascii=False, indent=2) + "\n"


def agenda_to_json(agenda: Agenda) -> dict[str, object]:
    """Dates as ISO text, times as `HH:MM`, what is missing as None; keys in their stable order."""
    return {
        "today": agenda.today.isoformat(),
        "overdue": [_follow_up(one) for one in agenda.overdue],
        "due": [_follow_up(one) for one in agenda.due],
        "upcoming": [_follow_up(one) for one in agenda.upcoming],
        "waiting": [_follow_up(one) for one in agenda.waiting],
        "cold": [_follow_up(one) for one in agenda.cold],
        "no_next_step": [_opportunity(one) for one in agenda.no_next_step],
        "events": [_event(one) for one in agenda.events],
    }


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
