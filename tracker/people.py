"""Who is meant: names and aliases in entries, matched to the people they name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.contact.kinds import SHARED
from tracker.contact.model import Contact, LogEntry, Place
from tracker.contact.places import place_in
from tracker.diagnostics import Diagnostic, Severity
from tracker.records import Person, place_of, same
from tracker.spelling import ONE_SLIP, TWO_SLIPS, closest

_AND = re.compile(r",|\band\b|&", re.IGNORECASE)
_EDGES = ".,;:!?'\"()"

#: A lone first name is a slip from so many letters on: Anna, Anne, John and Joan are all people.
_SHORTEST_SLIP = 5

#: A name that follows an unbracketed `with` has no more words.
_MOST_WORDS = 6

#: So many names are looked for behind one of these: nobody meets more people at once, by name.
_MOST_NAMES = 50


class Bearer(NamedTuple):
    """Someone who bears a name: the id of their file, their name as it is spelled, its path."""

    id: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Names:
    """Every name and alias, without case, with the contacts that bear it. `me` are your own.

    `by_length` are the names by how many letters they have. `guesses` remembers what a name that
    nobody bears was a slip of: the same one is often in many entries.
    """

    bearers: Mapping[str, tuple[Bearer, ...]]
    me: frozenset[str]
    by_length: Mapping[int, tuple[str, ...]]
    guesses: dict[str, str | None] = field(default_factory=dict)


def names_of(contact: Contact) -> tuple[str, ...]:
    """A contact's name and aliases, without case, each once and in a fixed order."""
    return tuple(dict.fromkeys(same(one) for one in (contact.name, *contact.aliases)))


def index_names(
    named: Iterable[tuple[Bearer, Sequence[str]]], own: Sequence[str] | None = None
) -> Names:
    """Collect the names and aliases of all contacts, in the order of their ids; `own` are yours."""
    bearers: dict[str, tuple[Bearer, ...]] = {}
    by_length: dict[int, list[str]] = defaultdict(list)
    for bearer, names in named:
        for name in names:
            others = bearers.get(name)
            if others is None:
                by_length[len(name)].append(name)
            bearers[name] = (bearer,) if others is None else (*others, bearer)
    return Names(
        bearers,
        frozenset((*(own or ()), "me", "myself")),
        {length: tuple(some) for length, some in by_length.items()},
    )


def answers(names: Names, asked: Iterable[str], loose: Iterable[str]) -> Names:
    """What all names say about some: a smaller index that answers these questions the same.

    `asked` are names as they stand in brackets, without case; `loose` are texts that follow an
    unbracketed `with`. Nobody else's name is in it, so it only changes when an answer does.
    """
    bearers: dict[str, tuple[Bearer, ...]] = {}
    guesses: dict[str, str | None] = {}
    for name in asked:
        if name in names.bearers:
            bearers[name] = names.bearers[name]
        elif name not in names.me:
            guess = guesses[name] = _meant(name, names)
            if guess is not None:
                bearers[guess] = names.bearers[guess]
    for text in loose:
        for name in _loose_names(text, names):
            bearers[name] = names.bearers[name]
    me = names.me.intersection(asked)
    return Names(bearers, me, {}, guesses)


def names_nobody(entry: LogEntry) -> bool:
    """Whether an entry counts for the file's owner alone, as most do: `people_of` says no more."""
    return not (entry.recipients or entry.people or entry.loose_people)


def people_of(
    entry: LogEntry, owner: Contact, names: Names
) -> tuple[tuple[Person, ...], tuple[Diagnostic, ...]]:
    """For whom an entry counts, in the order they are named, and what is unclear about the names.

    `to` replaces the file's owner. `with` adds people to the kinds that are shared.
    """
    problems: list[Diagnostic] = []
    recipients = _find_all(entry.recipients, entry, owner, names, problems)
    people = recipients if entry.recipients else [Person(owner.id, owner.name)]
    named = _find_all(entry.people, entry, owner, names, problems)
    named += _find_loose(entry, names, problems)
    if entry.kind in SHARED:
        people = people + named
    return tuple({person.key: person for person in people}.values()), tuple(problems)


def _find_all(
    typed: Iterable[str],
    entry: LogEntry,
    owner: Contact,
    names: Names,
    problems: list[Diagnostic],
) -> list[Person]:
    found: list[Person] = []
    for name in typed:
        if same(name) in names.me:
            continue
        bearers = names.bearers.get(same(name), ())
        if len(bearers) > 1:
            problems.append(_ambiguous(name, entry, bearers))
        elif bearers:
            found.append(Person(bearers[0].id, bearers[0].name))
        elif same(name) == same(owner.name).partition(" ")[0]:
            # In her own file, `with Dana` is Dana Whitfield.
            found.append(Person(owner.id, owner.name))
        else:
            spelled = " ".join(name.split())
            found.append(Person(owner.id, spelled, known=False, place=place_of(owner)))
            if guess := _meant(name, names):
                problems.append(_misspelt(name, entry, names.bearers[guess][0]))
    return found


def _meant(name: str, names: Names) -> str | None:
    """The name that a typed one is a slip of: its words are alike but for a letter or two."""
    typed = same(name)
    if typed not in names.guesses:
        names.guesses[typed] = _guess(typed, names)
    return names.guesses[typed]


def _guess(typed: str, names: Names) -> str | None:
    length = len(typed)
    if " " not in typed and length < _SHORTEST_SLIP:
        return None
    slips = 0 if length < ONE_SLIP else 1 if length < TWO_SLIPS else 2
    alike = range(length - slips, length + slips + 1)
    guess = closest(typed, (name for one in alike for name in names.by_length.get(one, ())))
    if guess is None:
        return None
    pairs = [(one, other) for one, other in _side_by_side(typed, guess) if one != other]
    return None if any(_is_another(one, other) for one, other in pairs) else guess


def _is_another(one: str, other: str) -> bool:
    """Whether a short word with another letter in it is another name: Jane and June Abbott."""
    short = min(len(one), len(other)) < _SHORTEST_SLIP
    return short and len(one) == len(other) and sorted(one) != sorted(other)


def _side_by_side(typed: str, known: str) -> list[tuple[str, str]]:
    """The words of two names in pairs; the whole names where one has more words."""
    one, other = typed.split(), known.split()
    return list(zip(one, other, strict=True)) if len(one) == len(other) else [(typed, known)]


def _find_loose(entry: LogEntry, names: Names, problems: list[Diagnostic]) -> list[Person]:
    """The known people at the beginning of what follows an unbracketed `with`."""
    found: list[Person] = []
    for name in _loose_names(entry.loose_people, names) if entry.loose_people else ():
        bearers = names.bearers[name]
        if len(bearers) > 1:
            problems.append(_ambiguous(name, entry, bearers))
        else:
            found.append(Person(bearers[0].id, bearers[0].name))
    return found


def _loose_names(text: str, names: Names) -> Iterator[str]:
    """The known names that a text begins with: one, or several with `and` or commas between."""
    words = text.split()
    at = 0
    for _ in range(_MOST_NAMES):
        name, count = _longest_name(words[at : at + _MOST_WORDS], names)
        if not count:
            break
        yield name
        at += count
        if words[at - 1].endswith(","):
            continue
        link = _AND.match(words[at]) if at < len(words) else None
        if link is None:
            break
        # `&Luis` is a word of its own, as `& Luis` is two.
        words[at] = words[at][link.end() :]
        at += not words[at]


def _longest_name(words: Sequence[str], names: Names) -> tuple[str, int]:
    """The longest known name at the beginning of some words, and how many of them it takes."""
    for count in range(len(words), 0, -1):
        name = same(" ".join(words[:count])).strip(_EDGES)
        if name in names.bearers:
            return name, count
    return "", 0


def _ambiguous(name: str, entry: LogEntry, bearers: tuple[Bearer, ...]) -> Diagnostic:
    at = _place_of(name, entry)
    files = " and ".join(f"`{contact.path}`" for contact in bearers)
    return Diagnostic(
        at.path,
        at.line,
        at.column,
        Severity.ERROR,
        "ambiguous-name",
        f"`{' '.join(name.split())}` can be {len(bearers)} people: {files}.",
        "Write the full name, or give one of them an alias of their own.",
    )


def _misspelt(name: str, entry: LogEntry, guess: Bearer) -> Diagnostic:
    at = _place_of(name, entry)
    return Diagnostic(
        at.path,
        at.line,
        at.column,
        Severity.WARNING,
        "unknown-name",
        f"Nobody is called `{' '.join(name.split())}`: taken for someone without a file.",
        f"Did you mean `{guess.name}`?",
    )


def _place_of(name: str, entry: LogEntry) -> Place:
    """Where a name stands in its entry."""
    words = r"\s+".join(map(re.escape, name.split()))
    found = re.search(words, entry.raw, re.IGNORECASE)
    return place_in(entry.place, entry.raw, found.start() if found else 0)
