"""All contacts at once, in one process, with nothing remembered: what every build must come to.

The same stages as `tracker.build` puts them together, without its circles, its cache and its crew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.building import publish, read_sources
from tests.site_views import SiteViews, render_site, site_views
from tracker import clock
from tracker.agenda import Agenda, arrange
from tracker.book import ContactBook, compile_book
from tracker.build.settings import in_place, load_settings
from tracker.checks import misspelt_relationships, other_zone
from tracker.config import Config
from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic
from tracker.disk import TEMPLATES, Published
from tracker.files import SourceFile
from tracker.messages import Messages
from tracker.outbox import words_for
from tracker.report import figures
from tracker.rules.derive import derive
from tracker.rules.followup import Derived
from tracker.rules.rule import Rule
from tracker.rules.settled import settling_hints
from tracker.rules.your_days import on_your_days
from tracker.slugs import collisions


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
    derived = on_your_days(derive(book, config, rules), book, zone)

    settled = settling_hints(derived, book, rules)

    zones = other_zone(book.me, config, zone)

    found = sorted(
        (*problems, *unread, *misread, *clashes, *unlinked, *unused, *settled, *zones),
        key=in_place,
    )
    return Workspace(root, config, zone, today, rules, book, derived, tuple(found))


def build_site(workspace: Workspace, output: Path) -> BuildResult:
    """Make every page and publish them in `output`.

    Nothing there is touched before every page is made. Raises `tracker.render.TemplateError` where
    a template cannot be used, and `tracker.disk.PublishError` where the folder cannot be written,
    or is not Tracker's.
    """
    artifacts = render_site(views_of(workspace), overrides_of(workspace))
    return BuildResult(workspace.agenda, output, publish(output, artifacts))


def overrides_of(workspace: Workspace) -> Path | None:
    """The folder of the workspace's own templates."""
    folder = workspace.root / TEMPLATES
    return folder if folder.is_dir() else None


def views_of(workspace: Workspace) -> SiteViews:
    """The views of every page."""
    agenda = workspace.agenda
    messages = Messages(overrides_of(workspace))
    report = figures(workspace.book, workspace.derived, agenda)
    return site_views(
        workspace.book,
        workspace.derived,
        agenda,
        report,
        workspace.config,
        workspace.zone,
        workspace.problems,
        workspace.rules,
        partial(words_for, messages=messages),
    )


def _read_contacts(sources: Iterable[SourceFile]) -> tuple[list[Contact], list[Diagnostic]]:
    """Read each file once. What goes wrong in one never reaches another."""
    contacts: list[Contact] = []
    problems: list[Diagnostic] = []
    for source in sources:
        contact, found = read_contact(source)
        problems.extend(found)
        if contact is not None:
            contacts.append(contact)
    return contacts, problems
