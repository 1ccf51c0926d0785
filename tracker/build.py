"""The one orchestrator: from the files of a workspace to a published site, top to bottom.

Every stage hands its result and its problems on. Settings are few and trusted: a mistake in them
stops everything. Contact files are many and typed in a hurry: a mistake in one costs only what
could not be read of it.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker import clock
from tracker.agenda import Agenda, arrange
from tracker.book import ContactBook, compile_book
from tracker.checks import misspelt_relationships
from tracker.config import Config, load_config
from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic, Severity, errors
from tracker.disk import Published, publish, read_settings, read_sources
from tracker.files import SourceFile
from tracker.rules.derive import derive
from tracker.rules.followup import Derived
from tracker.rules.load import load_rules
from tracker.rules.rule import Rule
from tracker.rules.settled import settling_hints
from tracker.slugs import collisions

#: The folder with the user's own pages and stylesheets, where there is one.
TEMPLATES = "site_templates"


class SettingsError(Exception):
    """The settings cannot be used; `problems` says why, all of them."""

    def __init__(self, problems: tuple[Diagnostic, ...]) -> None:
        """Keep the problems, at least one of them an error."""
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace as read: all that a command needs, and every problem found on the way.

    `today` is the day to look at it from, `zone` the reader's own. `problems` are in the order of
    path, line and column.
    """

    root: Path
    config: Config
    zone: ZoneInfo
    today: date
    rules: tuple[Rule, ...]
    book: ContactBook
    derived: Derived
    problems: tuple[Diagnostic, ...]

    @property
    def agenda(self) -> Agenda:
        """What is on today, arranged anew on each call."""
        return arrange(self.derived, self.today)


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: the agenda it shows, where, and what it wrote."""

    agenda: Agenda
    output: Path
    published: Published

    @property
    def agenda_page(self) -> Path:
        """The page to open every morning."""
        return self.output / "agenda.html"


def load_settings(root: Path) -> tuple[Config, tuple[Rule, ...], tuple[Diagnostic, ...]]:
    """Read `tracker.toml` and the rules in force; the third holds what is odd, but no error.

    Raises `SettingsError` with all that is wrong in it.
    """
    text, problems = read_settings(root)
    config, mistakes = load_config(text)
    rules, rule_mistakes = load_rules(config)
    problems = tuple(sorted({*problems, *mistakes, *rule_mistakes}, key=_place))
    if errors(problems):
        raise SettingsError(problems)
    return config, rules, problems


def load_workspace(root: Path, today_override: date | None = None) -> Workspace:
    """Read a workspace and work out what follows from it.

    The day is `today_override`, else the settings' `as_of`, else the clock's in your zone. Raises
    `SettingsError`.
    """
    config, rules, problems = load_settings(root)
    zone = clock.your_zone(config)
    today = today_override or config.as_of or clock.today(zone)

    sources, unread = read_sources(root)
    contacts, misread = _read_contacts(sources)
    clashes = collisions(source.path for source in sources)
    without_page = {clash.path for clash in clashes}
    book, unlinked = compile_book(one for one in contacts if one.path not in without_page)
    unused = misspelt_relationships(
        config, {one for contact in book.contacts for one in contact.relationship}
    )
    derived = derive(book, config, rules)

    settled = settling_hints(derived, book, rules)

    found = sorted(
        (*problems, *unread, *misread, *clashes, *unlinked, *unused, *settled), key=_place
    )
    return Workspace(root, config, zone, today, rules, book, derived, tuple(found))


def build_site(workspace: Workspace, output: Path) -> BuildResult:
    """Make every page and publish them in `output`.

    Nothing there is touched before every page is made. Raises `tracker.render.TemplateError` where
    a template cannot be used, and `tracker.disk.PublishError` where the folder cannot be written,
    or is not Tracker's.
    """
    # Imported here: reading, checking and the terminal's agenda need neither pages nor Jinja.
    from tracker.render import render_site  # noqa: PLC0415
    from tracker.report import figures  # noqa: PLC0415
    from tracker.views import site_views  # noqa: PLC0415

    agenda = workspace.agenda
    report = figures(workspace.book, workspace.derived, agenda)
    site = site_views(
        workspace.book,
        workspace.derived,
        agenda,
        report,
        workspace.config,
        workspace.zone,
        workspace.problems,
    )
    overrides = workspace.root / TEMPLATES
    artifacts = render_site(site, overrides if overrides.is_dir() else None)
    return BuildResult(agenda, output, publish(output, artifacts))


def _read_contacts(sources: Iterable[SourceFile]) -> tuple[list[Contact], list[Diagnostic]]:
    """Read each file once. What goes wrong in one never reaches another."""
    contacts: list[Contact] = []
    problems: list[Diagnostic] = []
    for source in sources:
        try:
            contact, found = read_contact(source)
        except Exception as bug:  # noqa: BLE001 - whatever it is, the other files are read
            problems.append(_internal_error(source.path, bug))
            continue
        problems.extend(found)
        if contact is not None:
            contacts.append(contact)
    return contacts, problems


def _internal_error(path: str, bug: Exception) -> Diagnostic:
    last = traceback.extract_tb(bug.__traceback__)[-1:]
    where = f", {Path(last[0].filename).name} line {last[0].lineno}" if last else ""
    return Diagnostic(
        path,
        1,
        1,
        Severity.ERROR,
        "internal-error",
        f"Tracker itself failed on this file ({type(bug).__name__}{where}).",
        "This is a mistake in Tracker, not in your file: please report it, with the file if it"
        " holds nothing private. Every other contact was read.",
    )


def _place(problem: Diagnostic) -> tuple[str, int, int, str, str]:
    return problem.path, problem.line, problem.column, problem.code, problem.message
