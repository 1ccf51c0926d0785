"""One company or person, spelled two ways."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.book import ContactBook
from tracker.contact.model import Place
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


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name that looks like a slip of another: `rare` stands at `place`, `usual` elsewhere.

    `contact` is the id of the file with the rare one.
    """

    rare: str
    usual: str
    is_person: bool
    contact: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Use:
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


def spelled_two_ways(book: ContactBook) -> tuple[Spelling, ...]:
    """Every spelling that looks like a slip of a more frequent one; companies first."""
    companies = _by_spelling(_companies(book))
    people = _by_spelling(_people(book))
    return (
        *_spellings(companies, {text: company_letters(text) for text in companies}, person=False),
        *_spellings(people, {text: letters(text) for text in people}, person=True),
    )


def _companies(book: ContactBook) -> Iterator[_Use]:
    for contact in book.contacts:
        if contact.company:
            yield _Use(contact.company, contact.id, contact.place("company"), firm=True)
        for entry in contact.entries:
            if entry.at_company:
                yield _Use(entry.at_company, contact.id, entry.place, firm=False)


def _people(book: ContactBook) -> Iterator[_Use]:
    for contact in book.contacts:
        yield _Use(contact.name, contact.id, contact.place("name"), firm=True)
        for alias in contact.aliases:
            yield _Use(alias, contact.id, contact.place("aliases"), firm=True)
        if contact.introduced_by:
            place = contact.place("introduced_by")
            yield _Use(contact.introduced_by, contact.id, place, firm=False)
        for entry in contact.entries:
            for name in (*entry.people, *entry.recipients):
                yield _Use(name, contact.id, entry.place, firm=False)


def _by_spelling(uses: Iterable[_Use]) -> dict[str, list[_Use]]:
    found: dict[str, list[_Use]] = {}
    for use in uses:
        found.setdefault(" ".join(use.text.split()), []).append(use)
    return found


def _spellings(
    uses: dict[str, list[_Use]], reduced: dict[str, str], *, person: bool
) -> Iterator[Spelling]:
    groups: dict[str, list[str]] = {}
    for text in sorted(uses, key=lambda text: _weight(text, uses[text])):
        if reduced[text]:
            groups.setdefault(reduced[text], []).append(text)
    for usual, *rare in groups.values():
        for text in rare:
            if not _settled(uses[text], uses[usual]):
                yield _spelling(uses[text][0], usual, person=person)
    firm = {one for one, texts in groups.items() if any(use.firm for use in uses[texts[0]])}
    # Two people with files of their own may well be called alike; a name that only an entry
    # mentions, and that is one letter off, is a slip. Two such companies are one at any rate.
    asked = [one for one in groups if one not in firm] if person else list(groups)
    for slip, meant in sorted(_slips(asked, firm if person else set(groups))):
        pair = sorted(
            (groups[slip][0], groups[meant][0]), key=lambda text: _weight(text, uses[text])
        )
        yield _spelling(uses[pair[1]][0], pair[0], person=person)


def _weight(text: str, uses: list[_Use]) -> tuple[int, int, str]:
    """Sorts the spelling that is meant before its slips: the one most files use."""
    return -sum(use.firm for use in uses), -len(uses), text


def _settled(rare: list[_Use], usual: list[_Use]) -> bool:
    """Whether two spellings of the same letters need no word.

    Someone's name beside an alias of their own is meant so; a name in passing may be typed without
    capitals.
    """
    if all(use.firm for use in rare):
        return {use.contact for use in rare} == {use.contact for use in usual if use.firm}
    return same(rare[0].text) == same(usual[0].text)


def _spelling(use: _Use, usual: str, *, person: bool) -> Spelling:
    return Spelling(" ".join(use.text.split()), usual, person, use.contact, use.place)


def _slips(words: Iterable[str], known: set[str]) -> set[tuple[str, str]]:
    """Pairs that differ by a letter or two, each pair once.

    The same measure as `tracker.spelling.closest`, for many words against many: by length, so that
    most pairs are never compared.
    """
    # Imported here: only the report needs it.
    from rapidfuzz.distance import OSA  # noqa: PLC0415
    from rapidfuzz.process import extract  # noqa: PLC0415

    by_length: dict[int, list[str]] = {}
    for one in sorted(known):
        by_length.setdefault(len(one), []).append(one)
    found: set[tuple[str, str]] = set()
    for word in words:
        for length in range(len(word) - 2, len(word) + 3):
            allowed = _allowed(min(length, len(word)))
            if length not in by_length or abs(length - len(word)) > allowed:
                continue
            near = extract(
                word, by_length[length], scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
            for other, distance, _ in near:
                if distance and _digits(word) == _digits(other) and (other, word) not in found:
                    found.add((word, other))
    return found


def _allowed(length: int) -> int:
    return 0 if length < ONE_SLIP else 1 if length < TWO_SLIPS else 2


def _digits(text: str) -> str:
    """Studio 54 is not Studio 55."""
    return "".join(filter(str.isdecimal, text))
