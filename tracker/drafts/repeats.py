"""The same text to two people at one company: they compare, and then it was meant for neither.

A draft is held against the other drafts for the people there, and against what your log has of what
you sent them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tracker.book import ContactBook
from tracker.contact.kinds import Channel, Side
from tracker.drafts.draft import Check, Draft, Finding
from tracker.drafts.wording import spoken_day
from tracker.records import place_of

#: Two messages are the same text where sentences that they share make up this much of the shorter
#: one. Half of it is more than manners: a greeting, a wish and a thank-you are a third at most.
SAME = 0.5

#: A sentence of fewer words ("Thank you, Dana.") is anybody's.
FEWEST_WORDS = 6

_SENTENCE = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
_WORD = re.compile(r"\w+")


class _Said(NamedTuple):
    """What somebody was told, or will be: who, what it is called, and its sentences' lengths."""

    person: str
    what: str
    sentences: Mapping[str, int]


def with_repeats(drafts: Sequence[Draft], book: ContactBook) -> tuple[Draft, ...]:
    """The drafts, each with a finding where it says the same as another to somebody else there.

    `drafts` are those of the people of whole companies, `book` holds these. Talking points are
    spoken, and compared with nothing.
    """
    places = {one.id: place_of(one) for one in book.contacts if one.company}
    said: dict[str, list[_Said]] = defaultdict(list)
    for draft in drafts:
        place = places.get(draft.contact)
        if place is not None and draft.channel is not Channel.CALL:
            said[place].append(_Said(draft.name, f"the draft for {draft.name}", _of(draft)))
    if said:
        for place, sent in _sent(book, places):
            if place in said:
                said[place].append(sent)
    return tuple(
        _judged(draft, said.get(places.get(draft.contact, ""), ()))
        if draft.channel is not Channel.CALL
        else draft
        for draft in drafts
    )


def _judged(draft: Draft, others: Iterable[_Said]) -> Draft:
    sentences = _of(draft)
    for other in others:
        if other.person != draft.name and _alike(sentences, other.sentences) >= SAME:
            finding = Finding(
                Check.SAME_TEXT,
                f"It says the same as {other.what}, and the two of them compare.",
                "Say what only this one of them said, or can do for you.",
            )
            return replace(draft, findings=(*draft.findings, finding))
    return draft


def _sent(book: ContactBook, places: Mapping[str, str]) -> Iterator[tuple[str, _Said]]:
    """What the logs of a company's people have of your messages to them, word for word."""
    for record in book.records:
        entry, place = record.entry, places.get(record.owner)
        if place is None or entry.side is not Side.YOU or not entry.took_place:
            continue
        sentences = _sentences(f"{entry.text}\n{entry.body}", ())
        if sentences and record.people:
            name = record.people[0].name
            what = f"what you wrote to {name} on {spoken_day(entry.day, entry.day)}"
            yield place, _Said(name, what, sentences)


def _of(draft: Draft) -> Mapping[str, int]:
    words = "\n".join(one for one in draft.body if isinstance(one, str))
    words = words.removesuffix(draft.signature)
    return _sentences(words, _WORD.findall(draft.name.casefold()))


def _sentences(text: str, names: Iterable[str]) -> Mapping[str, int]:
    """The sentences of a text as their words, without names, and how many words each has."""
    left_out = frozenset(names)
    found = {}
    for sentence in _SENTENCE.split(text.casefold()):
        words = [word for word in _WORD.findall(sentence) if word not in left_out]
        if len(words) >= FEWEST_WORDS:
            found[" ".join(words)] = len(words)
    return found


def _alike(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """How much of the shorter text is in the longer one, from 0 to 1."""
    shorter, longer = sorted((one, other), key=lambda each: sum(each.values()))
    total = sum(shorter.values())
    shared = sum(count for words, count in shorter.items() if words in longer)
    return shared / total if total else 0.0
