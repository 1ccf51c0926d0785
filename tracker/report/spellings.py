"""One company or person, spelled two ways."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from tracker.contact.model import Contact, Place
from tracker.records import same
from tracker.spelling import ONE_SLIP, TWO_SLIPS

#: Endings that say how a company is owned, and that people leave out when they talk.
_LEGAL_FORMS = frozenset(
    {
        "ab",
        "ag",
        "aps",
        "as",
        "bv",
        "co",
        "company",
        "corp",
        "corporation",
        "gmbh",
        "inc",
        "incorporated",
        "kg",
        "limited",
        "llc",
        "llp",
        "ltd",
        "nv",
        "oy",
        "oyj",
        "plc",
        "pty",
        "sa",
        "sarl",
        "sas",
        "se",
        "spa",
        "srl",
    }
)
_NOT_A_LETTER = re.compile(r"[\W_]+")


class Spelling(NamedTuple):
    """A name that looks like a slip of another: `rare` stands at `place`, `usual` elsewhere.

    `contact` is the id of the file with the rare one.
    """

    rare: str
    usual: str
    is_person: bool
    contact: str
    place: Place


class Use(NamedTuple):
    """One spelling at one place.

    `firm` is whether a file is about it: its own name, alias or company. A name in an entry is only
    typed in passing.
    """

    text: str
    contact: str
    place: Place
    firm: bool


def letters(text: str) -> str:
    """What is left of a name without case, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return _NOT_A_LETTER.sub("", kept)


def company_letters(text: str) -> str:
    """The same, without an ending such as `Inc.` or `B.V.`, unless nothing else is there."""
    words = text.replace(".", "").replace(",", " ").split()
    while len(words) > 1 and letters(words[-1]) in _LEGAL_FORMS:
        words.pop()
    return letters(" ".join(words))


class Near(NamedTuple):
    """Words (of letters alone) that are near each other: each of `asked` against each of `known`.

    `pairs` hold a word of `asked` and the one it is near.
    """

    asked: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()


class NearNames(NamedTuple):
    """The names of companies, and those of people, that are near each other.

    Comparing them all is the one thing in the report that grows faster than the contacts: what was
    found once is handed in again, and only new names are compared.
    """

    companies: Near = Near()
    people: Near = Near()


NONE_NEAR = NearNames()


def spelled_two_ways(
    uses: Iterable[Uses], before: NearNames = NONE_NEAR
) -> tuple[tuple[Spelling, ...], NearNames]:
    """Every spelling that looks like a slip of a more frequent one; companies first.

    The uses are those of all contacts, by their ids. `before` is what the second came to at some
    other time: it changes how long this takes, and nothing else.
    """
    all_uses = list(uses)
    companies = _by_spelling(use for one in all_uses for use in one.companies)
    people = _by_spelling(use for one in all_uses for use in one.people)
    firms = {text: company_letters(text) for text in companies}
    names = {text: letters(text) for text in people}
    near_companies = _near(_asked(companies, firms, person=False), before.companies)
    near_people = _near(_asked(people, names, person=True), before.people)
    return (
        *_spellings(companies, firms, near_companies, person=False),
        *_spellings(people, names, near_people, person=True),
    ), NearNames(near_companies, near_people)


class Uses(NamedTuple):
    """The companies and the people that a contact's file spells, in its order."""

    companies: tuple[Use, ...]
    people: tuple[Use, ...]


def uses_of(contact: Contact) -> Uses:
    """Every name that a contact's file spells."""
    return Uses(tuple(_companies(contact)), tuple(_people(contact)))


def _companies(contact: Contact) -> Iterator[Use]:
    if contact.company:
        yield _use(contact.company, contact, contact.place("company"), firm=True)
    for entry in contact.entries:
        if entry.at_company:
            yield _use(entry.at_company, contact, entry.place, firm=False)


def _people(contact: Contact) -> Iterator[Use]:
    yield _use(contact.name, contact, contact.place("name"), firm=True)
    for alias in contact.aliases:
        yield _use(alias, contact, contact.place("aliases"), firm=True)
    if contact.introduced_by:
        yield _use(contact.introduced_by, contact, contact.place("introduced_by"), firm=False)
    for entry in contact.entries:
        for name in (*entry.people, *entry.recipients):
            yield _use(name, contact, entry.place, firm=False)


def _use(text: str, contact: Contact, place: Place, *, firm: bool) -> Use:
    return Use(" ".join(text.split()), contact.id, place, firm)


def _by_spelling(uses: Iterable[Use]) -> dict[str, list[Use]]:
    found: dict[str, list[Use]] = {}
    for use in uses:
        found.setdefault(use.text, []).append(use)
    return found


def _groups(uses: dict[str, list[Use]], reduced: dict[str, str]) -> dict[str, list[str]]:
    """Spellings by their letters, the one that is meant first."""
    groups: dict[str, list[str]] = {}
    for text in sorted(uses, key=lambda text: _weight(text, uses[text])):
        if reduced[text]:
            groups.setdefault(reduced[text], []).append(text)
    return groups


def _asked(
    uses: dict[str, list[Use]], reduced: dict[str, str], *, person: bool
) -> tuple[frozenset[str], frozenset[str]]:
    """Which words are asked about, and which ones they may be slips of."""
    groups = _groups(uses, reduced)
    if not person:
        return frozenset(groups), frozenset(groups)
    # Two people with files of their own may well be called alike; a name that only an entry
    # mentions, and that is one letter off, is a slip. Two such companies are one at any rate.
    firm = {one for one, texts in groups.items() if any(use.firm for use in uses[texts[0]])}
    return frozenset(groups.keys() - firm), frozenset(firm)


def _spellings(
    uses: dict[str, list[Use]], reduced: dict[str, str], near: Near, *, person: bool
) -> Iterator[Spelling]:
    groups = _groups(uses, reduced)
    for usual, *rare in groups.values():
        for text in rare:
            if not _settled(uses[text], uses[usual]):
                yield _spelling(uses[text][0], usual, person=person)
    rank = {one: at for at, one in enumerate(groups)}
    # Of two that may each be the slip, the more frequent one comes first.
    pairs = {
        (one, other) if other not in near.asked or rank[one] < rank[other] else (other, one)
        for one, other in near.pairs
    }
    for slip, meant in sorted(pairs):
        pair = sorted(
            (groups[slip][0], groups[meant][0]), key=lambda text: _weight(text, uses[text])
        )
        yield _spelling(uses[pair[1]][0], pair[0], person=person)


def _weight(text: str, uses: list[Use]) -> tuple[int, int, str]:
    """Sorts the spelling that is meant before its slips: the one most files use."""
    return -sum(use.firm for use in uses), -len(uses), text


def _settled(rare: list[Use], usual: list[Use]) -> bool:
    """Whether two spellings of the same letters need no word.

    Someone's name beside an alias of their own is meant so; a name in passing may be typed without
    capitals.
    """
    if all(use.firm for use in rare):
        return {use.contact for use in rare} == {use.contact for use in usual if use.firm}
    return same(rare[0].text) == same(usual[0].text)


def _spelling(use: Use, usual: str, *, person: bool) -> Spelling:
    return Spelling(use.text, usual, person, use.contact, use.place)


def _near(words: tuple[frozenset[str], frozenset[str]], before: Near) -> Near:
    """The same as comparing all these words, but for those that were compared before."""
    asked, known = words
    kept = {pair for pair in before.pairs if pair[0] in asked and pair[1] in known}
    new = _slips(asked - before.asked, known) | _slips(asked & before.asked, known - before.known)
    return Near(asked, known, frozenset(kept | new))


def _slips(words: Collection[str], known: Collection[str]) -> set[tuple[str, str]]:
    """Pairs that differ by a letter or two.

    The same measure as `tracker.spelling.closest`, for many words against many: by length, so that
    most pairs are never compared.
    """
    if not words or not known:
        return set()
    # Imported here: only the report needs it.
    from rapidfuzz.distance import OSA  # noqa: PLC0415
    from rapidfuzz.process import extract  # noqa: PLC0415

    by_length: dict[int, list[str]] = {}
    for one in sorted(known):
        by_length.setdefault(len(one), []).append(one)
    # Where all are compared with all, each pair is found from its shorter word.
    is_mutual = words == known
    found: set[tuple[str, str]] = set()
    for word in words:
        for length in range(len(word) - (0 if is_mutual else 2), len(word) + 3):
            allowed = _allowed(min(length, len(word)))
            if length not in by_length or abs(length - len(word)) > allowed:
                continue
            others = by_length[length]
            if is_mutual and length == len(word):
                others = others[bisect_right(others, word) :]
            near = extract(word, others, scorer=OSA.distance, score_cutoff=allowed, limit=None)
            for other, distance, _ in near:
                if distance and _digits(word) == _digits(other):
                    found.add((word, other))
    return found


def _allowed(length: int) -> int:
    return 0 if length < ONE_SLIP else 1 if length < TWO_SLIPS else 2


def _digits(text: str) -> str:
    """Studio 54 is not Studio 55."""
    return "".join(filter(str.isdecimal, text))
