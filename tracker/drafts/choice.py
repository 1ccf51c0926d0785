"""Which message a follow-up calls for, where its rule alone does not tell."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.book import BUSINESS
from tracker.contact.kinds import APPROVED, Channel, Kind
from tracker.contact.model import Contact
from tracker.rules.followup import FollowUp

#: What of theirs is answered otherwise than a mail: by its kind.
_ANSWERS = {
    Kind.INQUIRY: "answer-inquiry",
    Kind.MESSAGE: "move-conversation",
    Kind.CALL: "return-call",
}


def message_for(one: FollowUp, contact: Contact | None) -> str:
    """The name of the message for a follow-up, without channel, attempt and language.

    `contact` is the file of the person to reach. An inquiry is answered as such, a message by text
    or social media by moving the conversation, and a customer is kept in touch with as one.
    """
    if one.rule == "answer-inbound" and one.trigger is not None:
        return _ANSWERS.get(one.trigger.entry.kind, one.template)
    if one.rule == "keep-in-touch" and contact is not None:
        is_customer = not BUSINESS.isdisjoint(contact.relationship)
        return "repeat-buyer" if is_customer else one.template
    return one.template


def names_for(stem: str, attempt: int, by: Channel | None, language: str) -> Iterator[str]:
    """The names that the template of a message may have, the one that fits best first.

    What is written for a later attempt, for the channel and in their language comes before what is
    not. Of these the language counts most, since they read it; but a call is spoken from talking
    points before all.
    """
    stems = [stem] if attempt == 1 else [f"{stem}-2", stem]
    variants = [f".{by.value}", ""] if by is not None else [""]
    rounds = [[one] for one in variants] if by is Channel.CALL else [variants]
    tags = [*(f".{one}" for one in tags_of(language)), ""]
    for some in rounds:
        for tag in tags:
            for each in stems:
                yield from (f"{each}{variant}{tag}" for variant in some)


def channel_of(template: str) -> Channel | None:
    """The channel that a template's name says it is for: that of a call for `NAME.call.nl`."""
    variants = template.split(".")[1:]
    return next((one for one in APPROVED if one.value in variants), None)


def tags_of(language: str) -> list[str]:
    """What a template's name may end in for a language tag: `pt-br` and `pt` for `pt-BR`."""
    tag = language.casefold()
    return list(dict.fromkeys((tag, tag.partition("-")[0]))) if tag else []
