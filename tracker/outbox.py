"""The words for everything that some contacts' pages show to do, written all at once.

They are held against each other, since people at one company compare what they were sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tracker.agenda import follow_up_order
from tracker.contact.kinds import Channel
from tracker.contact.model import Contact
from tracker.drafts.choice import message_for
from tracker.drafts.draft import Draft
from tracker.drafts.facts import Scene
from tracker.drafts.gathering import owner_of
from tracker.drafts.repeats import with_repeats
from tracker.drafts.words import Words
from tracker.messages import Messages
from tracker.rules.followup import FollowUp
from tracker.views.directory import Directory

#: What settles a rule whose follow-up only a decision of yours can answer.
_DECISIONS = frozenset({"accepted", "declined"})


def words_for(directory: Directory, messages: Messages) -> Mapping[str, Words]:
    """The words for each follow-up that the pages of a directory's contacts show, by its id.

    Raises `tracker.render.TemplateError` where a message template cannot be used.
    """
    shown = sorted(directory.to_do(), key=follow_up_order)
    if not shown:
        return {}
    rules = tuple(directory.rules.values())
    scene = Scene(directory.book, directory.you, directory.config, rules)
    by_rule: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for one in shown:
        by_rule[one.rule].append(one)
    return {
        one.id: _words(one, own, messages, scene)
        for some in by_rule.values()
        for one, own in zip(some, _held_together(some, messages, scene), strict=True)
    }


def _held_together(some: Sequence[FollowUp], messages: Messages, scene: Scene) -> tuple[Draft, ...]:
    """The drafts of follow-ups of one rule."""
    drafts = tuple(messages.draft(one, scene) for one in some)
    return with_repeats(drafts, scene.book)


def _words(one: FollowUp, own: Draft, messages: Messages, scene: Scene) -> Words:
    also = messages.instead_of(own)
    rule = next((each for each in scene.rules if each.name == one.rule), None)
    decides = rule is not None and bool(rule.until) and _DECISIONS.issuperset(rule.until)
    return Words(
        own,
        next(_by_hand(one, owner_of(one, scene), messages, scene), None),
        tuple(messages.draft(one, scene, template=name) for name in also) if decides else (),
        () if decides else also,
    )


def _by_hand(
    one: FollowUp, contact: Contact | None, messages: Messages, scene: Scene
) -> Iterator[Draft]:
    """A letter, where it is not one already and there is a template for one."""
    if one.channel is None or one.channel is Channel.LETTER or Channel.LETTER not in one.channels:
        return
    if contact is None or not one.person.known or not contact.address:
        return
    if f"{message_for(one, contact)}.letter" in messages.names:
        yield messages.draft(one, scene, Channel.LETTER)
