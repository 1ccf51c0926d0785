"""Which kind the words at the head of a log entry name, and what else they say.

The kind is the first known kind or synonym, after words that only qualify it or name its channel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tracker.contact.kind_slips import qualifier_meant, slip_at
from tracker.contact.kinds import APPOINTMENTS, TWO_WAY, Attempt, Channel, Direction, Kind
from tracker.contact.phrases import Word, by_first_word, longest_at, phrase_at, words_in
from tracker.contact.vocabulary import (
    ATTEMPT_OF_PHRASE,
    ATTEMPT_PHRASES,
    CANCELLED_PHRASES,
    CHANNEL_OF_PHRASE,
    CHANNEL_PHRASES,
    DIRECTION_OF_PHRASE,
    KIND_PHRASES,
    LONGEST_PHRASE,
    NO_KIND_PHRASES,
    NOT_YET,
    PREPOSITIONS,
    QUALIFIER_PHRASES,
    RECEIVED,
    SPOKEN_REPLIES,
    SUBJECTS,
    TO_YOU,
    WEAK_KINDS,
    WEAK_PHRASES,
    WITH_BACK,
    words_of,
)

_KINDS = by_first_word(KIND_PHRASES)
_NO_KINDS = by_first_word(NO_KIND_PHRASES)
_CHANNELS = by_first_word(CHANNEL_PHRASES)
_QUALIFIERS = by_first_word(QUALIFIER_PHRASES)
_ATTEMPTS = by_first_word(ATTEMPT_PHRASES)
_CANCELLED = by_first_word(CANCELLED_PHRASES)


class KindWords(NamedTuple):
    """What the words at the head of an entry say.

    `kind` is None for prose. `begin` is where the first word that is no qualifier stands (the
    length of the head where there is none), `end` where the words that were read as the kind end.
    `slip_of` is the kind that the first word is a slip of. Where a qualifier is misspelt, `meant`
    is the one that it was read as, and `misspelt` where it stands.
    """

    kind: Kind | None
    begin: int
    end: int
    channel: Channel | None = None
    direction: Direction | None = None
    attempt: Attempt | None = None
    cancelled: bool = False
    slip_of: str | None = None
    slip: str = ""
    meant: str | None = None
    misspelt: tuple[int, int] = (0, 0)


def find_kind(head: str) -> KindWords:
    """Read the head of an entry: what follows the date and time, up to a colon."""
    bare = head.rstrip(" ")
    found = _find_kind(bare)
    is_over = found.kind is None and found.begin == len(bare)
    return found._replace(begin=len(head)) if is_over else found


# A log says the same few things again and again, with their brackets taken out: half the heads of
# a file have been read before.
@lru_cache(maxsize=4096)
def _find_kind(head: str) -> KindWords:
    words = list(words_in(head))
    at, channel, direction, cancelled = 0, None, None, False
    received = False
    while at < len(words):
        kinds = longest_at(_KINDS, words, at)
        channels = longest_at(_CHANNELS, words, at)
        qualifiers = longest_at(_QUALIFIERS, words, at)
        if longest_at(_NO_KINDS, words, at) > kinds:
            break
        if kinds and kinds >= max(channels, qualifiers):
            kind, phrase = KIND_PHRASES[phrase_at(words, at, kinds)]
            if not _gives_way(kind, phrase, words, at + kinds):
                if received and kind in APPOINTMENTS:
                    break
                if kind in WEAK_KINDS and (stronger := _slip_of_stronger(head, words, at + kinds)):
                    return stronger
                found = KindWords(
                    kind,
                    words[at].begin,
                    words[at + kinds - 1].end,
                    CHANNEL_OF_PHRASE.get(phrase, channel),
                    direction or DIRECTION_OF_PHRASE.get(phrase),
                    ATTEMPT_OF_PHRASE.get(phrase),
                    cancelled,
                )
                return _read_after(found, phrase, words, at + kinds)
            channel = CHANNEL_OF_PHRASE.get(phrase) or CHANNEL_PHRASES.get(
                phrase_at(words, at, kinds), channel
            )
            direction = direction or DIRECTION_OF_PHRASE.get(phrase)
            at += kinds
        elif channels and channels >= qualifiers:
            channel = CHANNEL_PHRASES[phrase_at(words, at, channels)]
            at += channels
        elif qualifiers:
            qualifier = " ".join(phrase_at(words, at, qualifiers))
            received = received or qualifier in RECEIVED
            direction = direction or SUBJECTS.get(qualifier)
            at += qualifiers
        elif not cancelled and (step := longest_at(_CANCELLED, words, at)):
            cancelled = True
            at += step
        else:
            break
    return _prose(head, words, at, channel)


def _prose(head: str, words: Sequence[Word], at: int, channel: Channel | None) -> KindWords:
    """What there is to say of a head in which no kind was found up to a word, unless by a slip."""
    # Who sent a thing says nothing about who acted, where nothing says what was done.
    begin = words[at].begin if at < len(words) else len(head)
    slip_of, slip = slip_at(head, words, at)
    if slip_of is None and at < len(words) and (read := _with_qualifier_mended(head, words[at])):
        return read
    return KindWords(None, begin, 0, channel, slip_of=slip_of, slip=slip)


def _with_qualifier_mended(head: str, word: Word) -> KindWords | None:
    """What a head says where a word is taken for the qualifier that it is a slip of.

    None where it is none, or where it leads to no kind all the same.
    """
    meant = qualifier_meant(word.text)
    found = _find_kind(f"{head[: word.begin]}{meant}{head[word.end :]}") if meant else None
    if found is None or found.kind is None or found.meant is not None:
        return None
    longer = len(meant or "") - (word.end - word.begin)
    begin = found.begin - longer if found.begin > word.begin else word.begin
    return found._replace(
        begin=begin, end=found.end - longer, meant=meant, misspelt=(word.begin, word.end)
    )


def kinds_within(head: str, begin: int) -> Iterator[tuple[Kind, int]]:
    """The kinds that are named further on in prose that begins at `begin`, each with its place.

    Channels and the like are left aside, and so is prose that begins with a kind all the same.
    """
    words = list(words_in(head[begin:]))
    for at, word in enumerate(words):
        count = longest_at(_KINDS, words, at)
        if count and at == 0:
            return
        if count and longest_at(_NO_KINDS, words, at) <= count:
            kind, phrase = KIND_PHRASES[phrase_at(words, at, count)]
            if kind not in {*WEAK_KINDS, Kind.CONTACT} and phrase not in WEAK_PHRASES:
                yield kind, begin + word.begin


def ends_in_attempt(text: str) -> Attempt | None:
    """The attempt that ends a sentence about a call: `Dana twice, no answer`.

    A single word counts after a comma only: `about her voicemail` is no attempt.
    """
    words = list(words_in(text))
    for count in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        attempt = ATTEMPT_PHRASES.get(phrase_at(words, len(words) - count, count))
        before = text[: words[-count].begin].rstrip(" \t\"'“”‘’*()[]")
        if attempt and (count > 1 or not before or before.endswith((",", ";", ".", "-", "–", "—"))):
            return attempt
    return None


def attempt_of(text: str) -> Attempt | None:
    """The attempt that a whole text names, or None."""
    return ATTEMPT_PHRASES.get(words_of(text.strip(" .!")))


def _gives_way(kind: Kind, phrase: str, words: Sequence[Word], at: int) -> bool:
    """Whether a stronger kind follows at once: `emailed thank-you`, `follow-up call`."""
    weak_phrase = phrase in WEAK_PHRASES
    if not weak_phrase and kind not in WEAK_KINDS:
        return False
    while at < len(words):
        count = longest_at(_KINDS, words, at)
        if count:
            follower, follower_phrase = KIND_PHRASES[phrase_at(words, at, count)]
            stronger = weak_phrase or follower not in WEAK_KINDS
            is_kind = longest_at(_NO_KINDS, words, at) <= count
            return stronger and is_kind and follower_phrase not in WEAK_PHRASES
        step = longest_at(_QUALIFIERS, words, at) or longest_at(_CHANNELS, words, at)
        if not step or words[at].text in SUBJECTS:
            break
        at += step
    return False


def _read_after(found: KindWords, phrase: str, words: Sequence[Word], at: int) -> KindWords:
    """Take in what directly follows the kind: a channel, an attempt, `from` or `to`."""
    if found.kind is Kind.NO_RESPONSE and at < len(words) and words[at].text in NOT_YET:
        return KindWords(None, found.begin, 0)
    if phrase in WITH_BACK and at < len(words) and words[at].text == "back":
        found = found._replace(end=words[at].end)
        at += 1
    found, at = _read_cancelled(found, words, at)
    count = longest_at(_CHANNELS, words, at)
    if not count and at < len(words) and words[at].text in PREPOSITIONS:
        count = longest_at(_CHANNELS, words, at + 1)
        at += 1 if count else 0
    if count and found.kind not in WEAK_KINDS and found.channel is None:
        channel = CHANNEL_PHRASES[phrase_at(words, at, count)]
        at += count
        found = found._replace(channel=channel, end=words[at - 1].end)
    if count := longest_at(_ATTEMPTS, words, at):
        attempt = ATTEMPT_PHRASES[phrase_at(words, at, count)]
        at += count
        found = found._replace(attempt=attempt, end=words[at - 1].end)
    found, at = _read_cancelled(found, words, at)
    if found.direction is None and at < len(words):
        found = found._replace(direction=_direction_after(found, phrase, words, at))
    return found


def _read_cancelled(found: KindWords, words: Sequence[Word], at: int) -> tuple[KindWords, int]:
    count = longest_at(_CANCELLED, words, at)
    if not count:
        return found, at
    return found._replace(cancelled=True, end=words[at + count - 1].end), at + count


def _direction_after(
    found: KindWords, phrase: str, words: Sequence[Word], at: int
) -> Direction | None:
    """Which way it went by the word after the kind: `email from Dana`, `replied to her`."""
    follower = words[at].text
    if found.kind in TWO_WAY:
        after = {"from": Direction.IN, "received": Direction.IN, "to": Direction.OUT}
        return after.get(follower)
    to_others = at + 1 < len(words) and words[at + 1].text not in TO_YOU
    return Direction.OUT if phrase in SPOKEN_REPLIES and follower == "to" and to_others else None


def _slip_of_stronger(head: str, words: Sequence[Word], at: int) -> KindWords | None:
    """What `phone interveiw` is: the slip of a kind that a channel leads to."""
    slip_of, slip = slip_at(head, words, at)
    if slip_of is None or Kind(slip_of) in WEAK_KINDS:
        return None
    return KindWords(None, words[at].begin, 0, slip_of=slip_of, slip=slip)
