"""Small workspaces in a shorthand, and what follows from them, in a shorthand too.

A sketch has a line for each contact, `ID @ COMPANY / POSITION | FIELD: VALUE > ENTRY; ENTRY`:

    dana @ Acme / Engineer | prefers: call > 11-12 interview; 11-13 thank-you
    rita | relationship: reference

Every part but the id may be left out; the name is the id in capitals (`dana`, Dana). A line that is
indented by four spaces goes on with the one above. Days without a year are days of 2026. An entry
that begins with `[ ]` is a task; one that begins with `<11-02>` was typed on that day, which only
the tests that live through a log look at.

A card is what a follow-up comes to: `WHO APPEARS DUE DEADLINE LAPSES ENDS`, the year left out where
it is 2026, `-` for none, and `#2` behind it from the second attempt on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.agenda import Agenda, Bucket, arrange
from tracker.book import ContactBook, compile_book
from tracker.config import Config
from tracker.config_reader import load_config
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic, Severity
from tracker.files import SourceFile
from tracker.rules.derive import derive
from tracker.rules.followup import Derived, FollowUp
from tracker.rules.load import load_rules

_SHORT_DAY = re.compile(r"(?<![\d-])(\d\d-\d\d)(?![\d-])")
_TYPED = re.compile(r"<([\d-]+)>\s*")

#: The rules whose follow-ups wait for somebody else's word until they are due.
WAITING = frozenset(
    {"status-check-interview", "status-check-application", "status-check-promise"}
    | {"follow-up-request", "follow-up-quote"}
)


@dataclass(frozen=True, slots=True)
class World:
    """A workspace, compiled and derived."""

    config: Config
    book: ContactBook
    derived: Derived
    problems: tuple[Diagnostic, ...]

    def of(self, *rules: str) -> tuple[FollowUp, ...]:
        """The open follow-ups of these rules."""
        return tuple(one for one in self.derived.follow_ups if one.rule in rules)

    def cards(self, *rules: str) -> str:
        """The cards of a rule's open follow-ups, earliest first."""
        found = sorted(self.of(*rules), key=lambda one: (one.began, one.due, who(one)))
        return ", ".join(card(one) for one in found)

    def on(self, today: str) -> Agenda:
        """The agenda of a day."""
        return arrange(self.derived, day(today))

    def codes(self) -> set[str]:
        """The codes of all problems but hints."""
        return {one.code for one in self.problems if one.severity is not Severity.HINT}


def world(files: Mapping[str, str], toml: str = "") -> World:
    """Compile whole files, by their path below `contacts/`."""
    config, problems = load_config(toml)
    rules, wrong_rules = load_rules(config)
    assert not problems + wrong_rules, problems + wrong_rules
    contacts, found = [], list[Diagnostic]()
    for path, text in files.items():
        contact, wrong = read_contact(SourceFile(f"contacts/{path}", text.encode()))
        assert contact is not None, wrong
        contacts.append(contact)
        found += wrong
    book, wrong = compile_book(contacts)
    return World(config, book, derive(book, config, rules), (*found, *wrong))


def sketch(text: str, toml: str = "", typed_by: date | None = None) -> World:
    """Compile a sketch. `typed_by` leaves out what was typed later; without it all is there.

    The sketch must be good: an error in it is a mistake in the test.
    """
    files = dict(_file(line, typed_by) for line in unfolded(text))
    made = world(files, long_days(toml))
    wrong = [one for one in made.problems if one.severity is Severity.ERROR]
    assert not wrong, wrong
    return made


def unfolded(text: str) -> list[str]:
    """The lines of a text, each with the indented ones below it."""
    return [line.strip() for line in text.replace("\n    ", " ").splitlines() if line.strip()]


def _file(line: str, typed_by: date | None) -> tuple[str, str]:
    head, _, log = line.partition(" > ")
    who_where, *fields = (part.strip() for part in head.split(" | "))
    name, _, where = who_where.partition(" @ ")
    company, _, position = where.partition(" / ")
    front = {"name": name.strip().replace("-", " ").title()}
    front |= {"company": company} if company else {}
    front |= {"position": position} if position else {}
    front |= dict(one.split(": ", 1) for one in fields)
    entries = [one.strip() for one in log.split(";") if one.strip()]
    lines = [
        "---",
        *(f"{key}: {value}" for key, value in front.items()),
        "---",
        "## Log",
        *(f"- {_TYPED.sub('', one)}" for one in entries if _typed_in_time(one, typed_by)),
    ]
    return f"{name.strip()}.md", long_days("\n".join(lines)) + "\n"


def _typed_in_time(entry: str, typed_by: date | None) -> bool:
    if typed_by is None:
        return True
    found = _TYPED.match(entry)
    # A task cannot be typed on its own day and be of use: it says when it was typed.
    typed = found[1] if found else entry.split(maxsplit=1)[0]
    return day(typed) <= typed_by


def long_days(text: str) -> str:
    """Give days without a year the year 2026."""
    return _SHORT_DAY.sub(r"2026-\1", text)


def day(text: str) -> date:
    """A day, of 2026 where it has no year."""
    return date.fromisoformat(long_days(text))


def short(one: date | None) -> str:
    """A day as cards show it."""
    return "-" if one is None else one.isoformat().removeprefix("2026-")


def who(one: FollowUp) -> str:
    """Whom to reach: the id of their file, else their name."""
    return one.person.contact if one.person.known else one.name


def card(one: FollowUp) -> str:
    """A follow-up's dates on one line."""
    dates = (one.appears, one.due, one.deadline, one.lapses, one.ends)
    attempt = f" #{one.attempt}" if one.attempt > 1 else ""
    return " ".join((who(one), *map(short, dates))) + attempt


def lists(agenda: Agenda) -> dict[Bucket, tuple[FollowUp, ...]]:
    """The lists of an agenda by their bucket."""
    return {
        Bucket.OVERDUE: agenda.overdue,
        Bucket.DUE: agenda.due,
        Bucket.UPCOMING: agenda.upcoming,
        Bucket.WAITING: agenda.waiting,
        Bucket.COLD: agenda.cold,
    }


def shown(agenda: Agenda) -> dict[str, Bucket]:
    """Where each follow-up stands that day, by id; none stands twice."""
    every = [(one.id, bucket) for bucket, some in lists(agenda).items() for one in some]
    assert len(every) == len(dict(every)), every
    return dict(every)


def ids(follow_ups: Iterable[FollowUp]) -> list[str]:
    """Their ids, in their order."""
    return [one.id for one in follow_ups]
