"""What there is to know beside a draft, whichever template it was written from."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.contact.kinds import Channel
from tracker.contact.model import Contact
from tracker.drafts.choice import tags_of
from tracker.drafts.gathering import called_in
from tracker.drafts.wording import listed
from tracker.rules.followup import FollowUp

_ADDRESSES = {
    Channel.EMAIL: "e-mail address",
    Channel.CALL: "phone number",
    Channel.LETTER: "postal address",
}


def address_notes(one: FollowUp, by: Channel | None, address: str) -> Iterator[str]:
    """That it is not known where to send it, or whom to call."""
    wanted = one.channels if by is None else (by,)
    if wanted and not address:
        missing = listed([_ADDRESSES[each] for each in wanted if each in _ADDRESSES], "or")
        yield f"No {missing} of theirs is known: find one."


def task_notes(one: FollowUp) -> Iterator[str]:
    """How else a task of your own is settled: an entry before its day does not."""
    task = one.trigger.entry if one.rule == "manual" and one.trigger is not None else None
    if task is not None and task.raw:
        where = f"{task.place.path}, line {task.place.line}"
        yield f"Ticking it off does the same, and early as well: `- [x]` in {where}."


def language_notes(by: Channel | None, language: str, name: str) -> Iterator[str]:
    """That the template of this name is not in their language; talking points need not be."""
    tags = [f".{one}" for one in tags_of(language)]
    if by is not Channel.CALL and tags and tags[-1] != ".en" and not name.endswith(tuple(tags)):
        yield f"They speak `{language}`: write {name}{tags[-1]}.md once, and it is used for them."


def greeting_notes(one: FollowUp, contact: Contact | None) -> Iterator[str]:
    """That they may be called otherwise, where their name alone does not tell."""
    found = called_in(one, contact)
    if not found.is_sure:
        where = f"in {contact.path}" if contact is not None else "in a file of their own"
        yield f"“{found.words}” is a guess: `greeting:` {where} says what they are called."
