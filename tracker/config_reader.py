"""`tracker.toml`: settings with a default for each, every mistake named.

Pure: a text comes in, a `Config` and its problems go out. Who reads the file is `disk`'s business,
what `[rules.*]` tables mean is the rules'.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import TypeVar

from tracker import setting_types as types
from tracker.config import CALL_HOURS, Alarms, Config, Table
from tracker.diagnostics import Diagnostic, Severity
from tracker.setting_places import KeyPath, Position, place_of
from tracker.setting_types import Mistake
from tracker.spelling import nearest
from tracker.toml_places import key_places
from tracker.workdays import Calendar, Interval

#: The settings, by the table they stand in.
SETTINGS = ("as_of", "start", "calendar", "keep_in_touch", "alarms", "rules")
CALENDAR_SETTINGS = ("timezone", "working_days", "holidays", "call_hours")
ALARM_SETTINGS = ("follow_ups", "events")

_Value = TypeVar("_Value")


def load_config(text: str, path: str = "tracker.toml") -> tuple[Config, tuple[Diagnostic, ...]]:
    """Read the settings. A mistake leaves that setting's default and is an error in the second.

    `path` is what the errors call the file. All mistakes are reported together, in file order; only
    a text that is no TOML stops at the first.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        return Config(), (_syntax_error(text, path, str(problem)),)
    except (RecursionError, ValueError):
        # Thousands of brackets, or a number of thousands of digits.
        return Config(), (_syntax_error(text, path, "Nested too deep, or a number too long"),)
    reader = _Reader(path, key_places(text))
    config = reader.read(settings)
    return config, tuple(sorted(reader.problems, key=lambda one: (one.line, one.column)))


def _syntax_error(text: str, path: str, said: str) -> Diagnostic:
    match = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", said, re.DOTALL)
    if match:
        said, line, column = match[1], int(match[2]), int(match[3])
    else:
        said = said.removesuffix(" (at end of document)")
        lines = text.split("\n")
        line, column = len(lines), len(lines[-1]) + 1
    return Diagnostic(
        path,
        line,
        column,
        Severity.ERROR,
        "settings-syntax",
        f"This is not TOML: {said[:1].lower()}{said[1:]}.",
        'Write each setting as `name = value`, texts in quotes: timezone = "Europe/Amsterdam".',
    )


class _Reader:
    """Reads one parsed file; collects the problems on the way."""

    def __init__(self, path: str, places: Mapping[KeyPath, Position]) -> None:
        self.path = path
        self.places = places
        self.problems: list[Diagnostic] = []

    def read(self, settings: Table) -> Config:
        """The settings of the whole file."""
        self._check_known(settings, SETTINGS, ())
        default = Config()
        calendar = self._table(settings, "calendar")
        self._check_known(calendar, CALENDAR_SETTINGS, ("calendar",))

        def setting(name: str, read: Callable[[object], _Value], otherwise: _Value) -> _Value:
            return self._value(calendar, ("calendar", name), read, otherwise)

        rules = self._table(settings, "rules")
        places, dates = setting(
            "holidays", types.holidays, (default.calendar.places, default.calendar.dates)
        )
        return Config(
            as_of=self._value(settings, ("as_of",), types.day, None),
            start=self._value(settings, ("start",), types.day, None),
            timezone=setting("timezone", types.timezone, None),
            calendar=Calendar(
                setting("working_days", types.working_days, default.calendar.working_days),
                places,
                dates,
            ),
            call_hours=setting("call_hours", types.call_hours, CALL_HOURS),
            keep_in_touch=self._keep_in_touch(settings, default.keep_in_touch),
            alarms=self._alarms(settings),
            rules={name: self._table(rules, name, ("rules",)) for name in rules},
            places=self.places,
        )

    def _problem(self, keys: KeyPath, code: str, mistake: Mistake) -> None:
        line, column = place_of(self.places, keys)
        self.problems.append(
            Diagnostic(self.path, line, column, Severity.ERROR, code, mistake.message, mistake.hint)
        )

    def _value(
        self,
        table: Table,
        keys: KeyPath,
        read: Callable[[object], _Value],
        otherwise: _Value,
    ) -> _Value:
        if keys[-1] not in table:
            return otherwise
        try:
            return read(table[keys[-1]])
        except Mistake as mistake:
            for one in mistake.parts or (mistake,):
                named = Mistake(f"`{_dotted(keys)}` {one.message}", one.hint)
                self._problem(keys, "invalid-setting", named)
            return otherwise

    def _table(self, parent: Table, name: str, above: KeyPath = ()) -> Table:
        def read(value: object) -> Table:
            if not isinstance(value, dict):
                header = _dotted((*above, name))
                message = f"must be a table, not {types.kind(value)}."
                raise Mistake(
                    message, f"Write [{header}] on a line of its own, its settings below."
                )
            return value

        return self._value(parent, (*above, name), read, {})

    def _check_known(self, table: Table, known: tuple[str, ...], above: KeyPath) -> None:
        where = f" in [{_dotted(above)}]" if above else ""
        for name in table:
            if name in known:
                continue
            message = f"Unknown setting `{_dotted((*above, name))}`"
            if not above and name in CALENDAR_SETTINGS:
                message += f": did you mean `calendar.{name}`? It stands below [calendar]."
            elif near := nearest(name, known):
                message += f": did you mean `{_dotted((*above, near))}`?"
            hint = f"Known settings{where}: {', '.join(known)}."
            self._problem((*above, name), "unknown-setting", Mistake(message, hint))

    def _alarms(self, settings: Table) -> Alarms:
        table = self._table(settings, "alarms")
        self._check_known(table, ALARM_SETTINGS, ("alarms",))
        return Alarms(
            self._value(table, ("alarms", "follow_ups"), types.time_of_day, None),
            self._value(table, ("alarms", "events"), types.time_before, None),
        )

    def _keep_in_touch(
        self, settings: Table, default: Mapping[str, Interval]
    ) -> Mapping[str, Interval]:
        """The intervals by relationship over the default ones; `never` takes one away."""
        found: dict[str, Interval | None] = dict(default)
        typed: dict[str, str] = {}
        table = self._table(settings, "keep_in_touch")
        for name in table:
            keys = ("keep_in_touch", name)
            relationship = types.normal_relationship(name)
            if relationship in typed:
                message = f"`{_dotted(keys)}` is the same relationship as `{typed[relationship]}`."
                self._problem(keys, "invalid-setting", Mistake(message, "Keep one of the two."))
                continue
            typed[relationship] = name
            before = found.get(relationship)
            found[relationship] = self._value(table, keys, types.interval, before)
        return {name: interval for name, interval in found.items() if interval is not None}


def _dotted(keys: KeyPath) -> str:
    """Keys as TOML spells them, quoted where it asks for that."""
    return ".".join(key if re.fullmatch(r"[\w-]+", key, re.ASCII) else f'"{key}"' for key in keys)
