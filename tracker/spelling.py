"""Did-you-mean: the known word that a typed word is a slip of."""

from __future__ import annotations

from collections.abc import Iterable

#: From so many letters on a word may hold one slip, and two.
ONE_SLIP, TWO_SLIPS = 4, 8


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word within a slip or two of `word`, or None.

    Counts letters left out, added, swapped or mistaken: one in a word of 4 to 7 letters, two in a
    longer one, none in a shorter one. An exact match is no slip. Case does not count.
    """
    word = word.casefold()
    allowed = 0 if len(word) < ONE_SLIP else 1 if len(word) < TWO_SLIPS else 2
    alike = [one for one in known if _may_be_near(word, one.casefold(), allowed)]
    if not alike:
        return None
    # Imported here: few words that are not known are so much as like one that is.
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    found = sorted((OSA.distance(word, one.casefold(), score_cutoff=allowed), one) for one in alike)
    return found[0][1] if 0 < found[0][0] <= allowed else None


def _may_be_near(word: str, other: str, allowed: int) -> bool:
    """Whether so few slips could lead from one to the other.

    A slip makes a word a letter longer or shorter at most, and trades one letter for another.
    """
    if not allowed or abs(len(word) - len(other)) > allowed:
        return False
    return len(set(word) ^ set(other)) <= 2 * allowed


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, however far: for short lists, where one must be meant.

    One that contains the typed word, or is contained in it, comes before all others.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    word = word.casefold()

    def unlikeness(one: str) -> tuple[bool, float, str]:
        other = one.casefold()
        return (
            word not in other and other not in word,
            OSA.normalized_distance(word, other),
            one,
        )

    return min(known, key=unlikeness, default=None)
