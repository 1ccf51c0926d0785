"""The log line of a draft does in a real log what it says that it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.drafts.desk import ROOT, Desk, desk_of, samples
from tests.rules.varied_book import BOOK, TOML
from tests.rules.workspace import long_days, sketch, unfolded, world
from tracker.book import compile_book
from tracker.config import Config
from tracker.contact.kinds import Channel
from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic
from tracker.drafts.draft import Effect, LogLine
from tracker.drafts.log_line import log_lines
from tracker.files import SourceFile
from tracker.rules.derive import derive
from tracker.rules.followup import Closing, FollowUp
from tracker.rules.rule import Rule

ADDRESSES = "email: {0}@x.example | phone: +1 415 555 0100 | address: 1 Main Street"


def texts_of(folder: Path) -> dict[str, str]:
    return {
        f"contacts/{one.relative_to(folder).as_posix()}": one.read_text(encoding="utf-8")
        for one in sorted(folder.rglob("*.md"))
    }


def reached(book: str) -> str:
    """A book in which everybody can be reached in every way."""
    lines = []
    for line in unfolded(book):
        head, mark, log = line.partition(" > ")
        for field in ADDRESSES.format(head.split()[0]).split(" | "):
            if field.partition(":")[0] not in head:
                head += f" | {field}"
        lines.append(f"{head}{mark}{log}")
    return "\n".join(lines)


@cache
def varied() -> tuple[Desk, dict[str, str]]:
    from tests.rules.workspace import _file  # noqa: PLC0415 - the text behind a sketch

    book = reached(BOOK)
    files = dict(_file(line, None) for line in unfolded(book))
    made = sketch(book, TOML)
    return (
        desk_of(made, toml=long_days(TOML)),
        {f"contacts/{path}": text for path, text in files.items()},
    )


def with_line(text: str, line: str) -> str:
    """A file with a line more at the top of its log."""
    if "## Log\n" in text:
        return text.replace("## Log\n", f"## Log\n{line}\n", 1)
    return f"{text}\n## Log\n{line}\n"


@cache
def read_one(path: str, text: str) -> tuple[Contact, tuple[Diagnostic, ...]]:
    contact, wrong = read_contact(SourceFile(path, text.encode()))
    assert contact is not None
    return contact, wrong


def read_all(
    texts: dict[str, str], config: Config, rules: tuple[Rule, ...]
) -> tuple[list[FollowUp], list[FollowUp], set[Diagnostic]]:
    contacts, problems = [], set[Diagnostic]()
    for path, text in texts.items():
        contact, wrong = read_one(path, text)
        contacts.append(contact)
        problems |= set(wrong)
    book, found = compile_book(contacts)
    derived = derive(book, config, rules)
    return list(derived.follow_ups), list(derived.closed), problems | set(found)


def what_came_of(
    desk: Desk,
    texts: dict[str, str],
    one: FollowUp,
    line: LogLine,
    day: date,
    before: frozenset[tuple[str, str]],
) -> tuple[FollowUp | None, FollowUp | None]:
    """The follow-up as it is open afterwards, and as it is closed; nothing new is wrong."""
    changed = texts | {line.path: with_line(texts[line.path], line.on(day))}
    follow_ups, closed, after = read_all(changed, desk.scene.config, desk.scene.rules)
    said = {(each.code, each.path) for each in after} - before
    assert not [code for code, path in said if path == line.path and code not in QUIET], (
        line,
        said,
    )
    same = [each for each in follow_ups if is_same(each, one)]
    done = [each for each in closed if is_same(each, one)]
    return (same[0] if same else None, done[0] if done else None)


#: What may be said of a good line: that a task is settled is news, not a mistake.
QUIET = {"settled-task", "thank-you-in-text", "which-opportunity"}


def is_same(one: FollowUp, other: FollowUp) -> bool:
    """Whether two are one, though an id may have moved on."""
    return (
        (one.rule, one.person, one.began, one.opportunity)
        == (other.rule, other.person, other.began, other.opportunity)
        and (one.trigger and one.trigger.entry.raw) == (other.trigger and other.trigger.entry.raw)
    )  # fmt: skip


def lines_of(desk: Desk, *, every: bool) -> Iterator[tuple[FollowUp, LogLine]]:
    """Every line of every follow-up, each once."""
    for one in desk.made.derived.follow_ups:
        drafts = [*desk.messages.drafts(one, desk.scene)]
        if every:
            drafts += [desk.messages.draft(one, desk.scene, each) for each in one.channels]
        rule = next(each for each in desk.scene.rules if each.name == one.rule)
        assert bool(drafts[0].log) == bool(rule.until), one.id
        for line in dict.fromkeys(line for draft in drafts for line in draft.log):
            yield one, line


def check(desk: Desk, texts: dict[str, str], *, every: bool) -> set[str]:
    """Add each line to its file, and see that it does what it says; the rules that were seen."""
    problems = read_all(texts, desk.scene.config, desk.scene.rules)[2]
    before = frozenset((each.code, each.path) for each in problems)
    rules = set()
    for one, line in lines_of(desk, every=every):
        rules.add(one.rule)
        day = max(one.due, one.began)
        opened, closed = what_came_of(desk, texts, one, line, day, before)
        where = (one.id, line)
        if line.since is not None and line.effect is not Effect.NOTES:
            early = what_came_of(desk, texts, one, line, line.since - timedelta(1), before)[0]
            assert early is not None, where
            assert early.attempt == one.attempt, where
        if line.effect is Effect.SETTLES:
            assert opened is None, where
        elif line.effect is Effect.TRY and one.attempt == one.attempts:
            assert opened is None, where
            assert closed is not None, where
            assert closed.closing is Closing.EXHAUSTED, where
        else:
            tries = int(line.effect is Effect.TRY)
            assert opened is not None, where
            assert opened.attempt == one.attempt + tries, where
    return rules


def test_every_line_of_the_samples() -> None:
    assert len(check(samples(), texts_of(ROOT / "contacts"), every=False)) > 15


def test_every_line_of_every_rule_by_every_channel() -> None:
    desk, texts = varied()
    rules = {rule.name for rule in desk.scene.rules if rule.until}
    assert check(desk, texts, every=True) == rules


@pytest.mark.parametrize(
    ("rule", "who", "channel", "rest"),
    [
        ("thank-you-interview", "gil", Channel.EMAIL, ["thank-you (email)"]),
        ("thank-you-interview", "Ana Silva", Channel.EMAIL, ["thank-you (email, to Ana Silva)"]),
        (
            "status-check-application",
            "yan",
            Channel.CALL,
            ["call", "status-check (call, voicemail)", "status-check (call, no answer)"],
        ),
        ("withdraw-elsewhere", "yan", Channel.EMAIL, ["withdrawn (email)"]),
        (
            "alert-references",
            "rita",
            Channel.EMAIL,
            ["reference-alert (email, for Nurse at Epsilon)"],
        ),
        ("thank-referral", "ole", Channel.LETTER, ["thank-you (letter)"]),
        ("close-stale", "gil", None, ["no-response"]),
        ("prepare-interview", "ida", None, []),
        ("send-the-portfolio", "kai", None, ["letter"]),
        ("check-in-purchase", "quy", None, ["call", "call (voicemail)", "call (no answer)"]),
    ],
)
def test_what_is_logged(rule: str, who: str, channel: Channel | None, rest: list[str]) -> None:
    desk, _ = varied()
    found = [one for one in desk.made.of(rule) if who in {one.person.contact, one.name}]
    assert found, [one.person.contact for one in desk.made.of(rule)]
    draft = desk.messages.draft(found[0], desk.scene, channel)
    assert [line.rest for line in draft.log] == rest


NAMES = st.text(
    st.characters(
        min_codepoint=32,
        max_codepoint=0x2FF,
        exclude_categories=["Cc", "Cf"],
        exclude_characters="“”„«»:",
    ),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split()))


@given(position=NAMES, company=NAMES)
def test_any_position_and_company_are_read_back(position: str, company: str) -> None:
    assume(position.strip(" .,;()[]\"'&+/-") and company.strip(" .,;()[]\"'&+/-"))
    assume(position.count('"') == company.count('"') == 0)
    desk, _ = varied()
    one = next(one for one in desk.made.of("alert-references"))
    one = replace(one, position=position, company=company)
    owner = desk.scene.book.by_id[one.person.contact]
    rule = next(each for each in desk.scene.rules if each.name == one.rule)
    for line in log_lines(one, rule, owner, Channel.EMAIL, None):
        text = f"---\nname: Rita\n---\n## Log\n{line.on(one.due)}\n"
        contact, problems = read_contact(SourceFile("contacts/rita.md", text.encode()))
        assert contact is not None
        assert [each for each in problems if each.code != "far-ahead"] == []
        (entry,) = contact.entries
        assert (entry.position, entry.at_company) == (position, company)


def test_the_day_is_whoever_shows_its() -> None:
    line = LogLine("contacts/dana.md", "thank-you (email)", Effect.SETTLES)
    assert line.on(date(2026, 11, 20)) == "- 2026-11-20 thank-you (email)"
    assert line.on(date(2026, 11, 20) + timedelta(1)).startswith("- 2026-11-21 ")


def test_what_is_logged_before_the_day_of_a_task_does_not_settle_it() -> None:
    text = "---\nname: Kim\nemail: k@x.example\n---\n## Log\n- [ ] 2026-11-28 ask for the start\n"
    (line,) = desk_of(world({"kim.md": text})).draft("manual").log
    assert line.does(date(2026, 11, 28)) == line.does(date(2026, 12, 1)) == "settles it"
    assert line.does(date(2026, 11, 27)) == (
        "is on record, and settles it from Sat 28 Nov 2026 on; until then "
        "`- [x]` ticks the task off"
    )


def test_someone_without_an_address_is_logged_all_the_same() -> None:
    desk = desk_of(world({"kim.md": "---\nname: Kim\n---\n## Log\n- 2026-11-14 met\n"}))
    draft = desk.draft("follow-up-new-contact")
    assert draft.channel is None
    assert [line.rest for line in draft.log] == ["email"]
