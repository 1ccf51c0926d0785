"""Drafts of small workspaces, and of the samples, for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.rules.workspace import World, world
from tests.rules.workspace import who as who_is
from tracker.build.settings import load_settings
from tracker.config_reader import load_config
from tracker.contact.kinds import Channel
from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.disk import TEMPLATES
from tracker.drafts.draft import Draft
from tracker.drafts.facts import Scene
from tracker.files import SourceFile
from tracker.messages import Messages
from tracker.rules.followup import FollowUp
from tracker.rules.load import load_rules
from tracker.rules.rule import Rule

ROOT = Path(__file__).parents[2]

ME = """\
---
name: Marisol Brandt
company: Brandt Web Care
email: marisol@brandt.example
phone: {mobile: +1 303 555 0142, landline: +1 720 555 0118}
address: 1482 Larimer Alley, Denver CO 80205
---
## Pitch
I make the pager go quiet.
## Qualifications
### Engineer
- Moved 140 services
"""


def contact(text: str, path: str = "contacts/me.md") -> Contact:
    found, problems = read_contact(SourceFile(path, text.encode()))
    assert found is not None, problems
    return found


def rules_of(toml: str = "") -> tuple[Rule, ...]:
    config, _ = load_config(toml)
    rules, _ = load_rules(config)
    return rules


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace and what messages may say of it."""

    made: World
    scene: Scene
    messages: Messages

    def one(self, rule: str, who: str = "") -> FollowUp:
        """The only open follow-up of a rule, for that person where one is given."""
        (found,) = (one for one in self.made.of(rule) if who in {"", who_is(one)})
        return found

    def draft(
        self, rule: str, who: str = "", channel: Channel | None = None, template: str | None = None
    ) -> Draft:
        return self.messages.draft(self.one(rule, who), self.scene, channel, template)


def desk_of(made: World, me: str | None = ME, toml: str = "", own: Path | None = None) -> Desk:
    """A desk for a compiled workspace; `own` is a folder of templates of the user's."""
    mine = contact(me) if me is not None else None
    return Desk(made, Scene(made.book, mine, made.config, rules_of(toml)), Messages(own))


def file(front: str, log: str = "", about: str = "") -> str:
    return f"---\n{front}\n---\n{about}\n## Log\n{log}\n"


@cache
def samples() -> Desk:
    """The repository's own contacts."""
    files = {
        path.relative_to(ROOT / "contacts").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "contacts").rglob("*.md"))
    }
    toml = (ROOT / "tracker.toml").read_text(encoding="utf-8")
    made = world(files, toml)
    config, rules, _ = load_settings(ROOT)
    own = ROOT / TEMPLATES
    assert own.is_dir()
    return Desk(made, Scene(made.book, made.book.me, config, rules), Messages(None))
