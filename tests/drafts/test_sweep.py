"""Over all samples, and a thousand invented contacts: every draft is whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from tests.benchmarks.generator import workspace
from tests.drafts.desk import Desk, samples
from tests.rules.workspace import World
from tracker.book import ME, compile_book, compile_circle
from tracker.circles import circles_of, everyone, ties_of
from tracker.config_reader import load_config
from tracker.contact.kinds import APPROVED, Channel
from tracker.contact.reader import read_contact
from tracker.drafts.draft import Draft, Gap, text_of
from tracker.drafts.facts import Scene
from tracker.drafts.repeats import with_repeats
from tracker.files import SourceFile
from tracker.messages import Messages
from tracker.rules.derive import derive
from tracker.rules.load import load_rules

#: What no message has: braces, values that were none, blanks where a word is missing.
SLIPS = re.compile(
    r"\{\{|\}\}|\{%|%\}|\bNone\b|\bUndefined\b|[\x00-\x09\x0b-\x1f]|  | [,.;:?!](?=\s|$)|\( | \)"
    r"|,,|\.\.(?!\.)|“”|‘’|\bthe the\b|\ba a\b|\n{3}| $|^ ",
    re.MULTILINE,
)


@cache
def thousand() -> Desk:
    files = dict(workspace(1000))
    config, _ = load_config(files.pop("tracker.toml").decode())
    rules, _ = load_rules(config)
    contacts = []
    for path, data in files.items():
        contact, _ = read_contact(SourceFile(path, data))
        if contact is not None:
            contacts.append(contact)
    book, _ = compile_book(contacts)
    made = World(config, book, derive(book, config, rules), ())
    assert book.me is not None
    assert book.me.id == ME
    return Desk(made, Scene(book, book.me, config, rules), Messages(None))


def every_draft(desk: Desk, *, channels: bool) -> Iterator[Draft]:
    for one in desk.made.derived.follow_ups:
        yield from desk.messages.drafts(one, desk.scene)
        for channel in one.channels if channels else ():
            yield desk.messages.draft(one, desk.scene, channel)


def check(draft: Draft) -> None:
    where = (draft.follow_up, draft.template)
    assert draft.channel is None or draft.channel in APPROVED, where
    spoken = draft.channel is Channel.CALL
    for passages in (draft.subject, draft.body):
        text = text_of(passages)
        # What somebody noted is quoted as it was typed.
        plain = re.sub(r"“[^”]*”", "“…”", text) if spoken else text
        slip = SLIPS.search(plain)
        assert slip is None, (*where, slip, plain[max(0, slip.start() - 40) : slip.end() + 40])
        assert all(isinstance(one, Gap) or one for one in passages), where
    assert draft.body, where
    assert spoken or draft.subject or draft.channel is Channel.LETTER, where
    # Every gap is a question that stands on its own.
    for gap in draft.gaps:
        assert gap.question[0].isupper(), (*where, gap)
        assert not re.search(r"[\x00-\x1f]", gap.question), (*where, gap)
    assert {one.check.value for one in draft.findings} <= ALLOWED, (*where, draft.findings)
    for note in draft.notes:
        assert note.strip() == note != "", where


#: A shipped template may leave gaps, and your own file may lack a number; it has no other fault.
ALLOWED = {"gaps", "your-details", "no-detail"}


@pytest.mark.parametrize("desk", [samples, thousand], ids=["samples", "thousand"])
def test_every_draft_is_whole(desk: Callable[[], Desk]) -> None:
    made = desk()
    count = 0
    for draft in every_draft(made, channels=True):
        check(draft)
        count += 1
    assert count > 100


def test_without_your_own_file_your_name_is_a_gap() -> None:
    desk = samples()
    scene = Scene(desk.scene.book, None, desk.scene.config, desk.scene.rules)
    for one in desk.made.derived.follow_ups:
        for draft in desk.messages.drafts(one, scene):
            text = text_of(draft.body)
            assert "“,”" not in text
            assert not re.search(r"this is[ .,]*[”.]|it is \.", text), text
            assert draft.gaps


@pytest.mark.parametrize("desk", [samples, thousand], ids=["samples", "thousand"])
def test_a_circle_knows_enough_for_its_peoples_drafts(desk: Callable[[], Desk]) -> None:
    """A build makes the drafts of each circle by itself, knowing no other."""
    made = desk()
    book, scene = made.scene.book, made.scene
    follow_ups = made.made.derived.follow_ups
    ties = [ties_of(one) for one in book.contacts]
    apart: list[Draft] = []
    for circle in circles_of(ties, everyone(ties)):
        around = circle.surroundings
        own, _ = compile_circle(
            (book.by_id[one] for one in circle.members), around.names, around.positions
        )
        theirs = [one for one in follow_ups if one.person.contact in circle.members]
        alone = replace(scene, book=own)
        apart += with_repeats([made.messages.draft(one, alone) for one in theirs], own)
    together = with_repeats([made.messages.draft(one, scene) for one in follow_ups], book)
    assert sorted(apart, key=by_id) == sorted(together, key=by_id)


def by_id(draft: Draft) -> str:
    return draft.follow_up
