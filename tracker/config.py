"""The settings of a workspace, as a value; how they are typed is `config_reader`'s business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TypeAlias

from tracker.setting_places import KeyPath, Position, place_of
from tracker.workdays import Calendar, Duration, Interval, Unit

#: Office hours in which a call is welcome, unless the settings say otherwise.
CALL_HOURS = (time(9), time(17, 30))

Table: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Alarms:
    """When the calendar feed rings; None for never.

    `follow_ups` is the time of the day on which one is due, `events` how long before one begins.
    """

    follow_ups: time | None = None
    events: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a workspace.

    `as_of` replaces today; entries before `start` trigger nothing. `timezone` is an IANA name, or
    None for the system's. `keep_in_touch` is by relationship. `rules` holds the `[rules.*]` tables
    as typed: what they mean is the rules' own business, and `place` says where they stand.
    """

    as_of: date | None = None
    start: date | None = None
    timezone: str | None = None
    calendar: Calendar = field(default_factory=Calendar)
    call_hours: tuple[time, time] = CALL_HOURS
    keep_in_touch: Mapping[str, Interval] = field(
        default_factory=lambda: {"customer": Interval(Duration(30, Unit.DAYS))}
    )
    alarms: Alarms = Alarms()
    rules: Mapping[str, Table] = field(default_factory=dict)
    places: Mapping[KeyPath, Position] = field(default_factory=dict, compare=False)

    def place(self, *keys: str) -> Position:
        """Line and column of a setting in its file, such as `place("rules", "my-rule", "due")`."""
        return place_of(self.places, keys)
