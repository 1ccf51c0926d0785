"""You, as far as the pages of others show you, and what of it each of them may ask for.

Your own file is a circle by itself, but your name, your details and your pitch stand on pages of
many others. What a circle may ask for follows from its logs, whatever the day; so that an edit of
your file is a matter of those circles alone to whom it gives another answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Contact
from tracker.drafts.pitch import pitch_of
from tracker.rules.followup import Event, FollowUp

#: What has a call sheet whatever its channel: one prepares for it.
INTERVIEWS = frozenset({Kind.INTERVIEW, Kind.SCREENING})

#: Calls in which one introduces oneself though they may be about no opening.
INTRODUCTIONS = frozenset({"follow-up-new-contact", "follow-up-request"})

#: The positions for which pages ask what you say of yourself, sorted, `""` for none in particular;
#: None where they show nothing of you at all.
Asks: TypeAlias = "tuple[str, ...] | None"


def is_called(one: FollowUp) -> bool:
    """Whether a follow-up is a call to somebody whose number is known."""
    return one.channel is Channel.CALL


def asks_of(follow_ups: Iterable[FollowUp], events: Iterable[Event]) -> Asks:
    """What the pages about some follow-ups and events may ask of you on any day."""
    # A message template may say all that there is about you, whatever its rule.
    found = {one.position or "" for one in follow_ups}
    found |= {one.position or "" for one in events if one.kind in INTERVIEWS}
    return tuple(sorted(found)) or None


def together(asks: Iterable[Asks]) -> Asks:
    """What several ask, as one."""
    found = [one for one in asks if one is not None]
    return tuple(sorted({position for one in found for position in one})) if found else None


def shown_of(me: Contact) -> Contact:
    """Yourself without all that stands on no page but your own: the log, and where things stand."""
    return Contact(
        me.id,
        me.path,
        me.name,
        company=me.company,
        role=me.role,
        email=me.email,
        phone=me.phone,
        address=me.address,
        timezone=me.timezone,
        website=me.website,
        linkedin=me.linkedin,
        language=me.language,
        about=tuple((0, text) for _, text in me.about),
    )


def answer_to(shown: Contact, asks: tuple[str, ...]) -> str:
    """A text that two of `shown_of` share only where they give the same answers.

    So pages must ask `pitch_of` for no other positions.
    """
    answers = [pitch_of(shown, position or None) for position in asks]
    fields = (
        shown.name,
        shown.company,
        shown.role,
        shown.email,
        shown.phone,
        shown.address,
        shown.timezone,
        shown.website,
        shown.linkedin,
        shown.language,
    )
    return repr((fields, answers))
