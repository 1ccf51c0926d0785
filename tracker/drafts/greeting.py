"""What somebody is called in a greeting, by what their file says of their name.

Nobody's name can be understood by rules: these are few and closed (`docs/messages.md` lists them),
and where they may be wrong it is said, so that `greeting` in the file settles it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.records import same


class Called(NamedTuple):
    """The words behind `Dear`, and whether there is no doubt about them."""

    words: str
    is_sure: bool = True


#: What is said to a team, a firm, or somebody whose name is not known.
ALL = "all"

#: Titles that stand before a surname, by how they are written in a greeting.
_COURTESY = {
    each.casefold(): each
    for each in (
        *("Mr", "Mrs", "Ms", "Mx", "Miss", "Sir", "Dame", "Frau", "Herr", "Mevrouw", "Meneer"),
        *("Madame", "Monsieur", "Mademoiselle", "Señor", "Señora", "Signor", "Signora"),
    )
} | {"mevr": "Mevrouw", "mw": "Mevrouw", "dhr": "Meneer", "mme": "Madame", "mlle": "Mademoiselle"}
#: Titles that are dropped before a first name, and stay before a surname alone.
_ACADEMIC = {"dr": "Dr", "prof": "Professor", "professor": "Professor", "rev": "Reverend"} | (
    dict.fromkeys(("ir", "ing", "drs", "bc", "dipl-ing", "mag"), "")
)
#: What may begin a surname; with a capital it may be a first name as well (Van Morrison).
_PARTICLES = frozenset(
    {"de", "den", "der", "des", "del", "di", "da", "do", "dos", "du", "la", "le", "van", "von"}
    | {"vom", "zu", "zum", "zur", "ten", "ter", "te", "'t", "’t", "el", "al", "bin", "bint", "af"}
)
#: Likewise, and what may begin the name of a house as well (La Scala).
_BIG_PARTICLES = frozenset(
    {"De", "Den", "Der", "Di", "Da", "Du", "Van", "Von", "Ten", "Ter"}
    | {"Het", "Die", "Das", "La", "Le", "Los", "Las", "El"}
)
#: Words of teams and offices, and of people whose name is not known.
_TEAMS = frozenset(
    {"team", "support", "helpdesk", "desk", "department", "dept", "office", "panel", "hr", "staff"}
    | {"recruitment", "recruiting", "careers", "committee", "reception", "service", "services"}
    | {"admissions", "afdeling", "abteilung", "klantenservice", "kundendienst", "receptie"}
    | {"manager", "recruiter", "interviewer", "owner", "landlord", "somebody", "someone", "nobody"}
)
_ARTICLES = frozenset({"the", "an", "a", "our", "my", "their", "het", "een", "onze", "some"})
#: Legal forms that no name has in it: behind the first word, wherever they stand.
_CLEAR_FORMS = frozenset({"gmbh", "mbh", "inc", "ltd", "limited", "llc", "llp", "plc", "pty"})
#: Legal forms, as the last word; those of the second list only so spelled, as they are names too.
_FORMS = _CLEAR_FORMS | frozenset(
    {"bv", "nv", "vof", "ug", "ohg", "gbr", "kgaa", "sarl", "sas", "srl", "spa", "oy", "oyj", "aps"}
    | {"corp", "corporation", "company", "incorporated", "kft", "ev", "pllc", "pte", "pvt", "ltda"}
    | {"lda", "bvba", "sprl", "doo", "sro"}
)
_CAPITAL_FORMS = frozenset(
    {"AG", "KG", "SA", "AB", "AS", "SE", "CV", "SL", "LP", "KK", "A/S", "eK", "eG"}
)
#: What stands behind `&` in the name of a firm.
_KIN = frozenset(
    {"zonen", "zoon", "zn", "sons", "son", "söhne", "daughters", "dochters", "partners", "co"}
    | {"company", "associates", "cie", "fils", "figli", "hijos"}
)
#: Words of shops, houses and offices. Some are surnames too, of very few: with one it is a guess.
_TRADES = frozenset(
    {"gallery", "galleries", "galerie", "studio", "studios", "atelier", "shop", "shops"}
    | {"bookshop", "workshop", "store", "stores", "bookstore", "boutique", "bakery", "brewery"}
    | {"winery", "pharmacy", "florist", "florists", "salon", "bistro", "brasserie", "café"}
    | {"cafe", "hotel", "restaurant", "trattoria", "museum", "theatre", "theater", "library"}
    | {"school", "college", "university", "universität", "universiteit", "institute", "academy"}
    | {"clinic", "klinik", "hospital", "foundation", "stichting", "association", "society"}
    | {"council", "gemeente", "bank", "insurance", "agency", "agentur", "kanzlei", "advocaten"}
    | {"makelaars", "consultants", "consulting", "partners", "associates", "brothers", "bros"}
    | {"gebr", "gebroeders", "group", "holding", "holdings", "enterprises", "industries"}
    | {"ventures", "capital", "properties", "realty", "solutions", "systems", "software"}
    | {"technologies", "technology", "labs", "media", "design", "designs", "logistics"}
    | {"robotics", "motors", "airlines", "construction", "plumbing", "roofing", "landscaping"}
    | {"catering", "cleaning", "supply", "supplies", "trading", "imports", "press", "books"}
    | {"publishing", "publishers", "verlag", "uitgeverij", "drukkerij", "farm", "farms"}
    | {"boekhandel", "buchhandlung", "bakkerij", "bäckerei", "werkstatt"}
)

_TITLES = frozenset({*_COURTESY, *_ACADEMIC})
#: Capitals so few may be initials that somebody goes by, or a firm: AJ, IBM.
_SHORT = 3
#: A word by itself tells of no firm: it may be anybody's first name.
_FEWEST = 2

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_LETTERS = re.compile(r"[^\W\d_]+")
_AND = re.compile(r"\s+(?:and|en|und|et|&|\+)\s+", re.IGNORECASE)
_INITIALS = re.compile(r"[^\W\d_]\.?|(?:[^\W\d_]+\.-?){1,5}")


def called(name: str, company: str = "") -> Called:
    """What somebody of this name is called; `company` is theirs, where it is known.

    A first name where there is one; with a title before it (`Mr Patel`) the surname; the whole name
    where it begins with initials or with a particle; `all` for firms, teams and the like.
    """
    words = name.split()
    if not words or _is_firm(name, words) or (company and _is_same_house(name, company)):
        return Called(ALL)
    if _may_be_firm(_IN_BRACKETS.sub(" ", name).split()):
        return Called(ALL, is_sure=False)
    several = _AND.split(name)
    if len(several) > 1:
        return _several(name, several)
    last, comma, first = name.partition(",")
    return _one((f"{first} {last}" if comma else name).split())


def _is_firm(name: str, words: list[str]) -> bool:
    bare = [_bare(one) for one in words]
    if bare[0] in _ARTICLES and words[0].islower():
        return True
    if not _TEAMS.isdisjoint(bare) or (_AND.search(name) and bare[-1] in _KIN):
        return True
    end = words[-1].replace(".", "")
    if len(words) > 1 and (bare[-1] in _FORMS or end in _CAPITAL_FORMS or _is_co(words[-1])):
        return True
    return not _CLEAR_FORMS.isdisjoint(bare[1:])


def _is_co(word: str) -> bool:
    """Whether a word is short for a company: without its dot `Co` is a surname as well."""
    return word.casefold() == "co."


def _is_same_house(name: str, company: str) -> bool:
    """Whether a name is the company's own, but for its article."""
    return same(name).removeprefix("the ") == same(company).removeprefix("the ")


def _may_be_firm(words: Sequence[str]) -> bool:
    """Whether a name is more likely a firm's than a person's: The Anh is one of few."""
    bare = [_bare(one) for one in words]
    if len(words) < _FEWEST or bare[0] in _TITLES:
        return False
    return bare[0] == "the" or not _TRADES.isdisjoint(bare)


def _bare(word: str) -> str:
    return word.casefold().replace(".", "").strip(",;:()")


def _several(name: str, parts: list[str]) -> Called:
    """Ann and Bob Lee are Ann and Bob; of a title before one of them nothing is taken away."""
    if any(_bare(one.split()[0]) in _COURTESY for one in parts if one.split()):
        return Called(name, is_sure=False)
    found = [_one(one.split()) for one in parts if one.strip()]
    # Two bare words may be a couple as well as a firm.
    has_surname = any(len(one.split()) > 1 for one in parts)
    *others, end = [one.words for one in found]
    together = f"{', '.join(others)} and {end}" if others else end
    return Called(together, has_surname and all(one.is_sure for one in found))


def _one(words: list[str]) -> Called:
    """What one person is called."""
    titles: list[str] = []
    while len(words) > 1 and _bare(words[0]) in _TITLES:
        titles.append(_bare(words.pop(0)))
    whole = " ".join(words)
    courtesy = next((_COURTESY[one] for one in titles if one in _COURTESY), "")
    if courtesy:
        surname = _surname(words)
        return Called(f"{courtesy} {_proper(surname)}", surname == whole)
    first = words[0]
    if len(words) == 1:
        title = next((_ACADEMIC[one] for one in titles if _ACADEMIC[one]), "")
        word = _proper(first)
        return Called(f"{title} {word}" if title else word, not titles and word == first)
    if _INITIALS.fullmatch(first):
        return Called(whole, is_sure=False)
    if first in _PARTICLES or first in _BIG_PARTICLES or _bare(words[-1]) == "co":
        return Called(whole, is_sure=False)
    word = _proper(first, whole)
    return Called(word, word == first)


def _surname(words: list[str]) -> str:
    """The surname of a name behind a title: from its particle on, or its last word."""
    at = next((n for n, one in enumerate(words) if one in _PARTICLES), len(words) - 1)
    return " ".join(words[at:])


def _proper(name: str, whole: str = "") -> str:
    """A name with its capitals, where it was typed with none or with nothing else.

    `whole` is the name that it is a part of: a part may be capitals by itself (`JD Salinger`).
    """
    is_shouted = (whole or name).isupper() and len(name) > _SHORT
    if " " in name or not (name.islower() or is_shouted):
        return name
    return _LETTERS.sub(lambda one: one[0][0].upper() + one[0][1:].lower(), name)
