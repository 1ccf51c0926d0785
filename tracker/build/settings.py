"""What `tracker.toml` and the command line decide, before any contact is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker import clock
from tracker.config import Config
from tracker.diagnostics import Diagnostic, errors
from tracker.disk import TEMPLATES, read_settings
from tracker.disk.cache import Cache
from tracker.disk.packing import digest_of
from tracker.rules.rule import Rule

#: The years whose public holidays are kept with the settings, around the day: a log that reaches
#: further is as right, and takes the fifteenth of a second that the library needs to start.
_YEARS_BACK, _YEARS_AHEAD = 5, 2


class SettingsError(Exception):
    """The settings cannot be used; `problems` says why, all of them."""

    def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
        """Keep the problems, at least one of them an error."""
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """All that decides what contacts come to, beside the contacts.

    `today` is the day to look at them from, `zone` the reader's own. `problems` are what is odd in
    `tracker.toml`, but no error. `text` is what it says.
    """

    root: Path
    text: str
    config: Config
    rules: tuple[Rule, ...]
    zone: ZoneInfo
    today: date
    problems: tuple[Diagnostic, ...]

    @property
    def overrides(self) -> Path | None:
        """The folder of the user's own templates, None where there is none."""
        folder = self.root / TEMPLATES
        return folder if folder.is_dir() else None


def load_settings(root: Path) -> tuple[Config, tuple[Rule, ...], tuple[Diagnostic, ...]]:
    """Read `tracker.toml` and the rules in force; the third holds what is odd, but no error.

    Raises `SettingsError` with all that is wrong in it.
    """
    text, problems = read_settings(root)
    return understood(text, problems)


def understood(
    text: str, problems: tuple[Diagnostic, ...] = ()
) -> tuple[Config, tuple[Rule, ...], tuple[Diagnostic, ...]]:
    """What the text of `tracker.toml` says, as `load_settings`. Raises `SettingsError`."""
    # Imported here: settings that have not changed need not be understood again.
    from tracker.config_reader import load_config  # noqa: PLC0415
    from tracker.rules.load import load_rules  # noqa: PLC0415

    config, mistakes = load_config(text)
    rules, rule_mistakes = load_rules(config)
    problems = tuple(sorted({*problems, *mistakes, *rule_mistakes}, key=in_place))
    if errors(problems):
        raise SettingsError(problems)
    return config, rules, problems


def settings_of(root: Path, today: date | None = None, cache: Cache | None = None) -> Settings:
    """The settings of a workspace, as seen on a day.

    That is `today`, else the settings' `as_of`, else the clock's in your zone. A cache remembers
    what a text was understood as. Raises `SettingsError`.
    """
    text, problems = read_settings(root)
    mark = digest_of(text.encode(errors="surrogatepass"))
    known = cache.value("settings text", mark) if cache is not None and not problems else None
    config, rules, problems = understood(text, problems) if known is None else known
    zone = clock.your_zone(config)
    today = today or config.as_of or clock.today(zone)
    if known is None and cache is not None:
        years = range(today.year - _YEARS_BACK, today.year + _YEARS_AHEAD + 1)
        config = replace(config, calendar=config.calendar.foresee(years))
        cache.keep_value("settings text", (config, rules, problems), mark)
    return Settings(root, text, config, rules, zone, today, problems)


def in_place(problem: Diagnostic) -> tuple[str, int, int, str, str]:
    """The order of problems: by file, line and column."""
    return problem.path, problem.line, problem.column, problem.code, problem.message
