"""Slips: the kind, or the qualifier, that a misspelt word is meant as."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tracker.contact.phrases import EDGES, Word, phrase_at
from tracker.contact.vocabulary import (
    ENDINGS,
    NO_SLIPS,
    NO_SLIPS_OF_QUALIFIERS,
    SLIPS_OF,
    SLIPS_OF_QUALIFIERS,
    Phrase,
)
from tracker.spelling import closest

#: The shortest first word that is taken for a slip, and the shortest kind that it may be one of.
_SHORTEST_SLIP, _SHORTEST_SLIPPED = 4, 5


def qualifier_meant(word: str) -> str | None:
    """The qualifier that a word is a slip of, or None."""
    if word in NO_SLIPS_OF_QUALIFIERS:
        return None
    guess = closest(word, SLIPS_OF_QUALIFIERS)
    return guess if guess and word.removeprefix(guess) not in ENDINGS else None


def slip_at(head: str, words: Sequence[Word], at: int) -> tuple[str | None, str]:
    """The kind that the first word, or the first two, are a slip of, and these as typed."""
    for count in (2, 1):
        if len(words) < at + count or words[at].text in NO_SLIPS:
            continue
        guess = _slip_of(phrase_at(words, at, count))
        if guess:
            return guess, head[words[at].begin : words[at + count - 1].end].strip(EDGES)
    return None, ""


# Logs say the same few words after `call` and `email`: each is compared with all kinds once.
@lru_cache(maxsize=4096)
def _slip_of(phrase: Phrase) -> str | None:
    typed = " ".join(phrase)
    if len(typed) < _SHORTEST_SLIP:
        return None
    known = [
        kind
        for kind in SLIPS_OF
        if kind.count("-") == len(phrase) - 1 and max(len(typed), len(kind)) >= _SHORTEST_SLIPPED
    ]
    guess = closest(typed.replace(" ", "-"), known)
    return guess if guess and typed.removeprefix(guess) not in ENDINGS else None
