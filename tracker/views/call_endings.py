"""How a call or an interview can end, and what to write in the log then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Contact, LogEntry
from tracker.drafts import interview_lines
from tracker.drafts.log_line import log_lines
from tracker.rules.followup import FollowUp
from tracker.views.directory import Directory

_LABELS = {"reached": "Reached them", "voicemail": "Voicemail", "no answer": "No answer"}
_OFFER = "respond-to-offer"


class Ending(NamedTuple):
    """How it ended (`label`), and the `entry` to write, which stands behind its `day`.

    `day` is empty where it is the day of the call. `below` is what may stand below it.
    """

    label: str
    day: str
    entry: str
    below: tuple[str, ...] = ()


_BELOW = ("promised: …", "open: …")


def endings_of_call(directory: Directory, one: FollowUp, contact: Contact) -> Iterator[Ending]:
    """The endings of a call: each entry does in the log what it says."""
    rule = directory.rules.get(one.rule)
    if one.rule == _OFFER:
        for kind, label in ((Kind.ACCEPTED, "You accepted"), (Kind.DECLINED, "You declined")):
            for line in log_lines(one, rule, contact, Channel.CALL, kind)[:1]:
                yield Ending(label, "", f"{line.rest}: …")
    for line in log_lines(one, rule, contact, Channel.CALL, None):
        is_reached = line.label == "reached"
        yield Ending(
            _LABELS.get(line.label, line.label.capitalize()),
            "",
            f"{line.rest}: …" if is_reached else line.rest,
            below=_BELOW if is_reached else (),
        )


def endings_of_interview(entry: LogEntry) -> Iterator[Ending]:
    """The endings of an interview, whose entry stands in the log already."""
    day = entry.day.isoformat()
    yield Ending(
        "It took place",
        day,
        f"{interview_lines.as_it_was(entry)}: …",
        ("promised: …", "open: …", "clarify: …"),
    )
    yield Ending("It was called off", day, interview_lines.called_off(entry))
    if interview_lines.is_by_phone(entry):
        yield Ending("Nobody answered", day, interview_lines.not_reached(entry))
    yield Ending("They did not come", day, interview_lines.no_show(entry))
