"""Which message a follow-up calls for, where its rule alone does not tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tracker.book import BUSINESS
from tracker.contact.kinds import APPROVED, Channel, Kind
from tracker.contact.model import Contact
from tracker.drafts.facts import Scene
from tracker.drafts.wording import listed
from tracker.rules.followup import FollowUp, changed
from tracker.rules.rule import About, Rule
from tracker.rules.selectors import any_of

#: What of theirs is answered otherwise than a mail: by its kind.
_ANSWERS = {
    Kind.INQUIRY: "answer-inquiry",
    Kind.MESSAGE: "move-conversation",
    Kind.CALL: "return-call",
}

#: What messages that no rule is named after speak of.
_SPEAKS_OF: Mapping[str, tuple[str, ...]] = {
    "accept-offer": ("offer",),
    "decline-offer": ("offer",),
    "answer-inquiry": ("inquiry",),
    "move-conversation": ("message (in)",),
    "return-call": ("call (in, voicemail)",),
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


class NoOccasionError(ValueError):
    """A message was asked for that speaks of something which the log does not have."""


def for_message(one: FollowUp, stem: str, own: str, scene: Scene) -> FollowUp:
    """A follow-up as the message of that name may speak of it, where `own` is its own message.

    What another one speaks of may be an older entry: to accept an offer while asking for something
    else. Raises `NoOccasionError` where the log has none.
    """
    words = _words_needed(stem, scene.rules)
    if stem == own or not words:
        return one
    picks = any_of(words)
    if one.trigger is not None and picks(one.trigger.entry):
        return one
    about = one.opportunity
    theirs = scene.book.timelines.get(one.person.key, ())
    found = [each for each in theirs if about is None or each.opportunity in {about, None}]
    if about is not None:
        # Somebody else there may have told you of it.
        found += [each for each in scene.book.records if each.opportunity == about]
    found = [each for each in found if picks(each.entry)]
    if found:
        return changed(one, trigger=max(found, key=lambda record: record.order))
    wanted = listed((f"`{word}`" for word in words), "or")
    message = f"`{stem}` speaks of {wanted}, and the log has none for {one.name}: add that first."
    raise NoOccasionError(message)


def _words_needed(stem: str, rules: Iterable[Rule]) -> tuple[str, ...]:
    """What an entry must be for a message to speak of it, in a rule's words; nothing for any."""
    if stem in _SPEAKS_OF:
        return _SPEAKS_OF[stem]
    rule = next((each for each in rules if each.name == stem), None)
    return rule.on if rule is not None and rule.about is not About.ELSEWHERE else ()


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
