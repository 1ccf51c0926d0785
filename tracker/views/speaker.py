"""You, on a call: who you are, and what you say of yourself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tracker.book import BUSINESS
from tracker.contact.kinds import Channel
from tracker.contact.model import Contact
from tracker.drafts.own import INTRODUCTIONS
from tracker.drafts.pitch import NOTHING, Pitch, pitch_of
from tracker.positions import REFERENCE
from tracker.views.directory import Directory
from tracker.views.excerpt import excerpt
from tracker.views.followups import addresses

#: What a page has room for: so many qualifications of so many characters; and of a pitch as many
#: characters as take a minute and a half to say, at some 150 words of six letters a minute.
QUALIFICATIONS, LONGEST_QUALIFICATION, LONGEST_PITCH = 5, 140, 1_350

#: The call in which a reference is told what they may vouch for.
_VOUCHED = "alert-references"


class Speaker(NamedTuple):
    """Your `name`, `details` that you may be asked to spell out, and what to say of yourself.

    `pitch` and `qualifications` are paragraphs of plain text. `missing` says what your file lacks
    for this call; it is empty where nothing is.
    """

    name: str
    details: tuple[str, ...]
    pitch: tuple[str, ...]
    qualifications: tuple[str, ...]
    missing: str


def speaker(
    directory: Directory, contact: Contact, position: str | None, rule: str | None = None
) -> Speaker:
    """You, on the phone with somebody about a position, by a rule; None: in an interview.

    Nobody introduces themselves to somebody who vouches for them, or who has bought from them; but
    a reference is told what there is to vouch for.
    """
    me = directory.you
    if me is None:
        return Speaker("", (), (), (), "Write contacts/me.md: your name, your details, your pitch.")
    kin = {REFERENCE, *BUSINESS}
    introduces = kin.isdisjoint(contact.relationship) and (
        rule is None or position is not None or rule in INTRODUCTIONS
    )
    applies = introduces or (position is not None and rule == _VOUCHED)
    said = pitch_of(me, position) if applies else NOTHING
    details = (*addresses(me, Channel.CALL), *addresses(me, Channel.EMAIL)[:1])
    return Speaker(
        me.name,
        tuple(one.text for one in details),
        tuple(_paragraphs(said.text)) if introduces else (),
        tuple(
            excerpt(one, LONGEST_QUALIFICATION)
            for one in islice(said.qualifications, QUALIFICATIONS)
        ),
        " ".join(_missing(said, position, introduces=introduces)) if applies else "",
    )


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a pitch, cut where it is too long to be said."""
    left = LONGEST_PITCH
    for paragraph in filter(None, text.split("\n\n")):
        yield excerpt(paragraph, left)
        left -= len(paragraph)
        if left <= 0:
            return


def _missing(said: Pitch, position: str | None, *, introduces: bool) -> Iterator[str]:
    if introduces and not said.text:
        yield "Your contacts/me.md has no pitch yet: write it under a heading “Pitch”."
    if position and not said.qualifications:
        yield (
            f"It says nothing of what qualifies you as {position}: a heading of that name below"
            " “Qualifications” does."
        )
