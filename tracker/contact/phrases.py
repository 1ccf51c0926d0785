"""Known phrases among the words of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from tracker.contact.vocabulary import Phrase

#: Phrases by their first word, the longest first: most words begin none.
Phrases: TypeAlias = Mapping[str, Sequence[Phrase]]


def by_first_word(phrases: Iterable[Phrase]) -> Phrases:
    """Known phrases, ready for `longest_at`."""
    found: dict[str, list[Phrase]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


_WORD = re.compile(r"[^\s\-_–—:]+")
#: What may stand around a word and is no part of it.
EDGES = "\"'“”‘’.,;!?*()[]"


class Word(NamedTuple):
    """One word of a text, without case and edges, and where it stands."""

    text: str
    begin: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """The words of a text; hyphens, underscores, dashes and colons part them as blanks do."""
    for match in _WORD.finditer(text):
        if word := match[0].casefold().strip(EDGES).replace("’", "'"):
            yield Word(word, match.start(), match.end())


def phrase_at(words: Sequence[Word], at: int, count: int) -> Phrase:
    """So many words from `at` on."""
    return tuple(word.text for word in words[at : at + count])


def longest_at(phrases: Phrases, words: Sequence[Word], at: int) -> int:
    """How many words from `at` on make the longest known phrase; 0 for none."""
    if at >= len(words):
        return 0
    for phrase in phrases.get(words[at].text, ()):
        if phrase == phrase_at(words, at, len(phrase)):
            return len(phrase)
    return 0
