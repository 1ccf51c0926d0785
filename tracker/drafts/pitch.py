"""Your pitch and your qualifications, out of your own file.

The headings `Pitch` and `Qualifications` are looked for in `contacts/me.md`, at any level, with a
heading below either for each position that has words of its own:

    ## Pitch
    ### Data Lead
    ## Qualifications
    ### Senior Platform Engineer

A heading named after a position may as well stand above the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tracker.contact.model import Contact
from tracker.markdown import to_text
from tracker.records import same

PITCH = frozenset({"pitch", "my pitch", "elevator pitch"})
QUALIFICATIONS = frozenset({"qualifications", "my qualifications"})

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(.*)")
_WORD = re.compile(r"\w+")

#: A position and a heading that share fewer words than this, and are not the same, are different
#: positions: every other one is some kind of engineer.
FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Pitch:
    """What you say of yourself for a position, as plain text.

    `text` is what you say aloud, in paragraphs with a blank line between them; empty where your
    file has none. `qualifications` are single sentences. `pitch_for` and `qualified_for` are the
    headings that they stand under, as typed, where these name a position; empty where they are the
    general ones.
    """

    text: str = ""
    qualifications: tuple[str, ...] = ()
    pitch_for: str = ""
    qualified_for: str = ""


NOTHING = Pitch()


class _Section(NamedTuple):
    """The lines below a heading, up to the next one, and the headings that lead to it."""

    path: tuple[str, ...]
    lines: tuple[str, ...]


def pitch_of(me: Contact | None, position: str | None = None) -> Pitch:
    """Your pitch and qualifications for a position.

    Those under a heading of that name, whatever its case; else under the heading that has the most
    words in common with it, where all words of the shorter one are in the longer one; else the
    general ones. What your file does not have stays empty: nothing is taken from another position.
    """
    if me is None:
        return NOTHING
    return _pitch_in(tuple(text for _, text in me.about), position or "")


@lru_cache(maxsize=256)
def _pitch_in(about: tuple[str, ...], position: str) -> Pitch:
    sections = _sections("\n\n".join(about).split("\n"))
    pitch_for, spoken = _best(sections, PITCH, position)
    qualified_for, listed = _best(sections, QUALIFICATIONS, position)
    text = "\n\n".join(_paragraphs(spoken))
    return Pitch(text, tuple(_paragraphs(listed)), pitch_for, qualified_for)


def _best(
    sections: Sequence[_Section], topics: frozenset[str], position: str
) -> tuple[str, Sequence[str]]:
    """The heading's name and the lines for a position: its own, or the nearest, or the general."""
    best: tuple[float, str, Sequence[str]] = (-1, "", ())
    for section in sections:
        for name in _named(section, topics) or ():
            likeness = _likeness(name, position) if name else 0
            if likeness > best[0] and _has_words(section.lines):
                best = likeness, name, section.lines
    return best[1], best[2]


def _named(section: _Section, topics: frozenset[str]) -> tuple[str, ...] | None:
    """The positions that a section of a topic is for: "" for none in particular.

    None where it is of another topic.
    """
    at = next((at for at, title in enumerate(section.path) if same(title) in topics), None)
    if at is None:
        return None
    below = section.path[at + 1 :]
    if below:
        return (_position(below[0]),)
    above = section.path[at - 1 : at]
    # Whatever stands above the two headings may be a position, or only the title of the file.
    return (*(_position(title) for title in above), "")


def _position(title: str) -> str:
    """The position that a heading names: `For Build Engineer` is for that one."""
    return re.sub(r"(?i)^(?:for|as)\s+(?:an?\s+)?", "", title.strip())


def _likeness(name: str, position: str) -> float:
    """How well a heading fits a position: below 0 not at all."""
    if same(name) == same(position):
        return float("inf")
    one, other = (frozenset(_WORD.findall(text.casefold())) for text in (name, position))
    shared = one & other
    if len(shared) < FEWEST_WORDS or shared not in (one, other):
        return -1
    return len(shared) / len(one | other)


def _sections(lines: Iterable[str]) -> list[_Section]:
    """Cut Markdown at its headings. What stands in a fenced block of code is no heading."""
    found: list[_Section] = []
    path: list[tuple[int, str]] = []
    here: list[str] = []
    fence = ""

    def end() -> None:
        found.append(_Section(tuple(title for _, title in path), tuple(here)))
        here.clear()

    for line in lines:
        opened = _FENCE.match(line)
        if fence:
            fence = "" if opened and opened[1].startswith(fence) else fence
            here.append(line)
            continue
        if opened:
            fence = opened[1]
            here.append(line)
            continue
        level, title = _heading(line, here)
        if not level:
            here.append(line)
            continue
        end()
        path = [*(one for one in path if one[0] < level), (level, to_text(title))]
    end()
    return found


def _heading(line: str, here: list[str]) -> tuple[int, str]:
    """The level and the title of a heading; 0 for any other line. Takes an underlined one back."""
    if match := _HEADING.fullmatch(line):
        return len(match[1]), match[2] or ""
    underline = _UNDERLINE.fullmatch(line)
    if underline and here and here[-1].strip() and not _ITEM.match(here[-1]):
        # The line above it was taken for text.
        return (1 if underline[1][0] == "=" else 2), here.pop().strip()
    return 0, ""


def _has_words(lines: Iterable[str]) -> bool:
    return any(line.strip() for line in lines)


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Paragraphs and items of lists, each as one line of plain text."""
    words: list[str] = []
    for line in (*lines, ""):
        item = _ITEM.match(line)
        if item or not line.strip():
            if words:
                yield to_text(" ".join(words))
            words = []
        if item:
            words = [item[1]]
        elif line.strip():
            words.append(line.strip())
