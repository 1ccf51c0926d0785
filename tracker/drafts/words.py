"""All words that are offered for one follow-up."""

from __future__ import annotations

from typing import NamedTuple

from tracker.drafts.draft import Draft


class Words(NamedTuple):
    """The draft of a follow-up, and what may be sent in its place.

    `by_hand` is a letter, where one serves as well and their postal address is known. `instead` are
    drafts between which only a decision can choose, such as accepting and declining. `also` are the
    names of other message templates that may be used.
    """

    own: Draft
    by_hand: Draft | None = None
    instead: tuple[Draft, ...] = ()
    also: tuple[str, ...] = ()
