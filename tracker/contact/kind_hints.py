"""Which kind to suggest for prose that names one further on: rather none than a wrong one."""

from __future__ import annotations

from tracker.contact.kind_words import kinds_within
from tracker.contact.kinds import SIDES, Kind, Side
from tracker.contact.vocabulary import QUALIFIER_PHRASES, words_of

_OUTCOMES = frozenset(
    {Kind.REJECTION, Kind.ACCEPTED, Kind.DECLINED, Kind.WITHDRAWN, Kind.NO_RESPONSE}
)
#: Outcomes that are yours, and that people say of customers as well: `Gus accepted the proposal`.
_OF_YOURS = frozenset({Kind.ACCEPTED, Kind.DECLINED, Kind.WITHDRAWN})
_YOU = frozenset({"i", "we"})
_OTHERS = frozenset({"they", "she", "he", "who"})
#: What was asked for or wanted has not happened. The second say by themselves that it was not you.
_ASKED = frozenset({"asked", "requested", "wanted", "needed", "like", "want", "need", "ask"})
_ASKS = frozenset({"asks", "requests", "wants", "needs", "likes", "wishes"})
#: Before a kind: it was not, or it was spoken of.
_NOT = frozenset({"no", "not", "never", "without"})
_OF = frozenset({"about", "after", "before", "regarding", "until", "whether", "if"})
_BETWEEN = frozenset({"any", "get", "have", "getting"})


def kind_suggested(head: str, begin: int) -> Kind | None:
    """The kind that prose in the head of an entry most likely means; None where none is sure.

    `begin` is where its first word stands that is no qualifier. An outcome counts before anything
    else; of several kinds that are none, neither.
    """
    found = {_meant(kind, head, at) for kind, at in kinds_within(head, begin)} - {None}
    likely = found & _OUTCOMES or found
    if len(likely) != 1:
        return None
    kind = likely.pop()
    # Not said by whom: no word of it is yours.
    is_unsure = kind in _OF_YOURS and _YOU.isdisjoint(words_of(head))
    return None if is_unsure else kind


def _meant(kind: Kind, head: str, at: int) -> Kind | None:
    """The kind that is meant where one is named at a place in a head, if any."""
    before = [one.strip("\"'“”‘’.,;:!?*()[]") for one in words_of(head[:at].replace("’", "'"))]
    if _is_set_aside(before):
        return None
    is_yours = not _YOU.isdisjoint(before)
    asked = next((number for number, one in enumerate(before) if one in _ASKED | _ASKS), None)
    if asked is not None:
        is_theirs = not is_yours and (asked > 0 or before[asked] in _ASKS)
        return Kind.INQUIRY if kind is Kind.QUOTE and is_theirs else None
    if (
        SIDES[kind] is Side.YOU
        and kind not in _OF_YOURS
        and not is_yours
        and not _OTHERS.isdisjoint(before)
    ):
        return None
    return kind


def _is_set_aside(before: list[str]) -> bool:
    """Whether the words before a kind say that it was not, or that it was only spoken of."""
    for word in reversed(before):
        if word in _NOT or word in _OF or word.endswith("n't"):
            return True
        if (word,) not in QUALIFIER_PHRASES and word not in _BETWEEN:
            return False
    return False
