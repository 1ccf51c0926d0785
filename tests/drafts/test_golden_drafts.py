"""A draft of every rule in the samples, by each of its channels, kept to be read: what a change
does to the words is a diff, and kept with `pytest tests/drafts/test_golden_drafts.py
--update-golden`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from tests.drafts.desk import samples
from tests.test_golden import differences
from tracker.drafts.draft import Draft, text_of
from tracker.rules.followup import FollowUp, Try
from tracker.rules.load import shipped_rules

GOLDEN = Path(__file__).parents[1] / "golden" / "drafts"


#: What one of a rule's messages does not show: those it has for other people and occasions.
ELSE = (
    ("jobs/nadia-petrov", "answer-inbound"),
    ("customers/wendell-price", "answer-inbound"),
    ("customers/rosco-delaney", "answer-inbound"),
    ("network/ambrose-tull", "keep-in-touch"),
)


def follow_ups() -> Iterator[FollowUp]:
    """Of every rule one, open where there is one; and its second attempt, where it has one."""
    derived = samples().made.derived
    for rule in samples().scene.rules:
        found = [one for one in (*derived.follow_ups, *derived.closed) if one.rule == rule.name]
        # What is due on the samples' own day says most, and stands near the end.
        first = next((one for one in found if one.closing is None and one.channel), found[-1])
        yield replace(first, attempt=1, tries=())
        if rule.attempts > 1:
            tried = Try(first.due, first.deadline)
            yield replace(first, attempt=2, tries=(tried,), due=first.due + timedelta(7))


@cache
def golden_drafts() -> dict[str, bytes]:
    """Every draft that is kept, by the name of its file."""
    desk = samples()
    found: dict[str, bytes] = {}
    for one in follow_ups():
        drafts = [*desk.messages.drafts(one, desk.scene)]
        drafts += [desk.messages.draft(one, desk.scene, channel) for channel in one.channels]
        for name in desk.messages.instead_of(drafts[0]):
            drafts += [desk.messages.draft(one, desk.scene, by, name) for by in one.channels]
        again = "-2" if one.attempt > 1 else ""
        for draft in drafts:
            stem = draft.template.partition(".")[0].removesuffix("-2")
            name = one.rule if stem == one.rule else f"{one.rule}.{stem}"
            by = draft.channel.value if draft.channel else "nothing"
            found[f"{name}{again}.{by}.txt"] = shown(draft).encode()
    for who, rule in ELSE:
        (one,) = (one for one in desk.made.of(rule) if one.person.contact == who)
        for by in one.channels:
            draft = desk.messages.draft(one, desk.scene, by)
            stem = draft.template.partition(".")[0]
            found[f"{rule}.{stem}.{by.value}.txt"] = shown(draft).encode()
    return found


def shown(draft: Draft) -> str:
    """A draft with all that stands beside it."""
    lines = [
        f"id: {draft.follow_up}",
        f"template: {draft.template}",
        f"to: {draft.name} – {draft.address.replace(chr(10), ' / ') or 'no address'}",
    ]
    if draft.subject:
        lines.append(f"subject: {text_of(draft.subject)}")
    lines += ["", text_of(draft.body), ""]
    for gap in draft.gaps:
        lines += [
            f"gap: {gap.question}",
            *(f"     {one}" for one in gap.reminder.split("\n") if one),
        ]
    lines += [f"note: {one}" for one in draft.notes]
    lines += [f"{one.check}: {one.message}" for one in draft.findings]
    lines += [
        f"log: {one.rest}  ({one.effect}{', ' if one.label else ''}{one.label})"
        for one in draft.log
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module", autouse=True)
def kept(request: pytest.FixtureRequest) -> None:
    """Keep what is written now, where that was asked."""
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        GOLDEN.mkdir(parents=True)
        for path, data in golden_drafts().items():
            (GOLDEN / path).write_bytes(data)


def reviewed() -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in sorted(GOLDEN.glob("*.txt"))}


def test_the_samples_are_written_what_was_read_aloud() -> None:
    golden, now = reviewed(), golden_drafts()
    changed = [differences(path, golden, now) for path in sorted({*golden, *now})]
    found = [one for one in changed if one]
    if found:
        hint = "Read it aloud; `pytest tests/drafts --update-golden` keeps it."
        pytest.fail(
            "\n".join([*islice(found, 5), f"{len(found)} drafts differ.", hint]), pytrace=False
        )


def test_every_rule_has_one_by_each_of_its_channels() -> None:
    names = set(golden_drafts())
    for rule in shipped_rules():
        for channel in rule.channels:
            attempts = ("", "-2") if rule.attempts > 1 else ("",)
            for again in attempts:
                fitting = [
                    one
                    for one in names
                    if one.startswith(rule.name) and one.endswith(f"{again}.{channel.value}.txt")
                ]
                assert fitting, (rule.name, channel, again)
