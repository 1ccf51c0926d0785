"""The rules in force: those of `rules.toml`, as `tracker.toml` changes them, and the user's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from tracker.config import Config
from tracker.diagnostics import Diagnostic, Severity
from tracker.rules.rule import About, Rule
from tracker.rules.timing import Almanac, Base, Timing, counted
from tracker.rules.values import READERS, Refused, own_about
from tracker.spelling import nearest
from tracker.workdays import Calendar

_SETTINGS = "tracker.toml"
#: Seven days in a row, one on each day of the week.
_A_WEEK = tuple(date(2024, 1, day) for day in range(1, 8))


#: What `tracker.toml` may change of a rule, where the rule has it.
_CHANGEABLE = (
    "enabled",
    "due",
    "deadline",
    "again",
    "attempts",
    "channels",
    "appears",
    "lapses",
    "title",
    "why",
    "due_after_reply_by",
    "due_before_reply_by",
    "due_for_request",
    "deadline_for_request",
)
#: Of these, what only a rule that has it can change.
_WHERE_PRESENT = frozenset(
    {"due_after_reply_by", "due_before_reply_by", "due_for_request", "deadline_for_request"}
)
#: What follows from something else than the rule's own numbers, by what the rule is about.
_FIXED = {
    About.RHYTHM: {"due", "deadline", "again", "attempts"},
    About.TASK: {"due", "deadline", "again", "attempts"},
    About.EVENT: {"again", "attempts"},
    About.REFERENCE: {"again", "attempts"},
    About.ALERTED: {"again", "attempts"},
    About.ELSEWHERE: {"again", "attempts"},
}
#: What a rule of one's own is made of; `on`, `until` and `due` it must have.
_OWN = (
    "enabled",
    "on",
    "until",
    "due",
    "deadline",
    "channels",
    "why",
    "title",
    "about",
    "again",
    "attempts",
    "waits",
    "appears",
    "lapses",
    "due_after_reply_by",
    "survives_outcome",
)
_REQUIRED = ("on", "until", "due")


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules as they come, in the order of their file."""
    text = (files(__package__) / "rules.toml").read_text(encoding="utf-8")
    return tuple(
        Rule(name=name, **{key: READERS[key](value) for key, value in table.items()})
        for name, table in tomllib.loads(text).items()
    )


@dataclass(slots=True)
class _Loader:
    """Applies the `[rules.*]` tables to the shipped rules, and collects every mistake."""

    config: Config
    problems: list[Diagnostic] = field(default_factory=list)

    def say(self, keys: tuple[str, ...], code: str, message: str, hint: str) -> None:
        """Say what is wrong with a setting."""
        line, column = self.config.place("rules", *keys)
        self.problems.append(
            Diagnostic(_SETTINGS, line, column, Severity.ERROR, code, message, hint)
        )

    def changed(self, rule: Rule, table: Mapping[str, object]) -> Rule:
        """A shipped rule as a table changes it."""
        allowed = [
            key
            for key in _CHANGEABLE
            if key not in _FIXED.get(rule.about, set())
            and (key not in _WHERE_PRESENT or getattr(rule, key) is not None)
        ]
        values = self.read(rule.name, table, allowed)
        for key in ("due", "deadline"):
            if key in values:
                values[key] = _on_the_same_base(values[key], getattr(rule, key))
        if "again" in values and "attempts" not in values and rule.attempts == 1:
            values["attempts"] = 2
        result = replace(rule, **values, changed=tuple(sorted(values)))
        self.check_attempts(result)
        self.check_order(result)
        return result

    def own(self, name: str, table: Mapping[str, object]) -> Rule | None:
        """A rule of the user's own; None where it says too little."""
        values = self.read(name, table, _OWN)
        missing = [key for key in _REQUIRED if key not in table]
        for key in missing:
            self.say(
                (name,),
                "missing-setting",
                f"`rules.{name}` has no `{key}`.",
                f"A rule of your own needs {', '.join(f'`{one}`' for one in _REQUIRED)}.",
            )
        if missing or not set(_REQUIRED) <= set(values):
            return None
        if "about" in table and "about" not in values:
            return None
        title = name.replace("-", " ").replace("_", " ").capitalize()
        defaults: dict[str, Any] = {
            "title": title,
            "why": title + ".",
            "source": "Your own rule, in tracker.toml.",
            "about": About.PERSON,
            "attempts": 2 if "again" in values else 1,
        }
        result = Rule(name=name, **{**defaults, **values}, own=True)
        self.check_attempts(result)
        self.check_order(result)
        return result

    def read(
        self, name: str, table: Mapping[str, object], allowed: Sequence[str]
    ) -> dict[str, Any]:
        """What can be read of a table, by setting."""
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in allowed:
                self.say_unknown(name, key, allowed)
                continue
            read = own_about(value) if key == "about" else READERS[key](value)
            if not isinstance(read, Refused):
                values[key] = read
                continue
            self.say(
                (name, key),
                "invalid-setting",
                f"`rules.{name}.{key}` must be {read.expected}, not {_shown(value)}.",
                read.hint,
            )
        return values

    def say_unknown(self, name: str, key: str, allowed: Sequence[str]) -> None:
        """Say that a setting is none here, and which ones are."""
        if key in READERS:
            message = f"`rules.{name}.{key}` cannot be changed."
        else:
            guess = nearest(key, allowed)
            message = f"Unknown setting `rules.{name}.{key}`: did you mean `{guess}`?"
        listed = ", ".join(allowed)
        self.say((name, key), "unknown-setting", message, f"Known settings here: {listed}.")

    def check_attempts(self, rule: Rule) -> None:
        """More than one attempt means nothing without the time between them."""
        if rule.attempts > 1 and rule.again is None:
            self.say(
                (rule.name, "attempts"),
                "attempts-without-again",
                f"`rules.{rule.name}.attempts` is {rule.attempts}, but the rule has no `again`.",
                'Say after how long: `again = "5 business days"`.',
            )

    def check_order(self, rule: Rule) -> None:
        """A deadline that mostly falls before the due date is a mistake, not a wish."""
        calendar = Almanac(Calendar(working_days=self.config.calendar.working_days))
        early = 0
        for day in _A_WEEK:
            due = counted(rule.due, day, day, day, calendar)
            deadline = counted(rule.deadline, day, due, day, calendar)
            early += calendar.next_working_day(deadline) < due
        if early * 2 > len(_A_WEEK):
            key = "deadline" if "deadline" in self.config.rules.get(rule.name, {}) else "due"
            self.say(
                (rule.name, key),
                "deadline-before-due",
                f"`rules.{rule.name}`: the deadline ({rule.deadline}) comes before the due date "
                f"({rule.due}).",
                "Make `deadline` as long as `due` or longer, or `due + …`.",
            )


def _on_the_same_base(typed: Timing, shipped: Timing) -> Timing:
    """A plain length of time changes the number of a rule that counts back, not its direction."""
    if typed.base is Base.TRIGGER and shipped.base in {Base.BEFORE_TRIGGER, Base.LAST_ENTRY}:
        return Timing(typed.duration, shipped.base)
    return typed


def _shown(value: object) -> str:
    """A value as a person typed it, near enough to find it again."""
    match value:
        case str():
            return f"`{value}`"
        case bool():
            return f"`{str(value).lower()}`"
        case list():
            return f"`[{', '.join(_shown(one).strip('`') for one in value)}]`"
        case dict():
            return "a table"
        case _:
            return f"`{value}`"


def load_rules(config: Config) -> tuple[tuple[Rule, ...], tuple[Diagnostic, ...]]:
    """The rules in force under these settings, switched-off ones included, and every mistake."""
    loader = _Loader(config)
    shipped = {rule.name: rule for rule in shipped_rules()}
    rules = {
        name: loader.changed(rule, config.rules[name]) if name in config.rules else rule
        for name, rule in shipped.items()
    }
    for name, table in config.rules.items():
        if name in shipped:
            continue
        if not {"on", "until"} & set(table):
            loader.say(
                (name,),
                "unknown-rule",
                f"Unknown rule `rules.{name}`: did you mean `{nearest(name, shipped)}`?",
                "A rule of your own needs `on`, `until` and `due`.",
            )
            continue
        own = loader.own(name, table)
        if own is not None:
            rules[name] = own
    return tuple(rules.values()), tuple(sorted(loader.problems))
