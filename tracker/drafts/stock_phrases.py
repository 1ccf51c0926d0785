"""Phrases that everybody writes, and nobody reads: a closed list, each with what to say instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_SAY_WHY = (
    "Say what you are writing about: the day, what was said, and what you would like to know."
)
_SAY_IT = "Say the thing itself; it needs no announcement."
_NO_EXCUSE = "Ask plainly: a short, friendly question is no trouble to anyone."
_BE_EXACT = "Say what exactly, in your own words."
_CLOSE = "Ask for the one thing that you would like them to do, or thank them."

#: What is advised against by those who read such mail all day (Boomerang, Grammarly, HubSpot and
#: the career centres that docs/messages.md names), gathered by Tracker.
STOCK_PHRASES: dict[str, str] = {
    "just checking in": _SAY_WHY,
    "just checking": _SAY_WHY,
    "checking in to see": _SAY_WHY,
    "just following up": _SAY_WHY,
    "just wanted to follow up": _SAY_WHY,
    "i am following up": _SAY_WHY,
    "i'm following up": _SAY_WHY,
    "just a quick follow-up": _SAY_WHY,
    "touching base": _SAY_WHY,
    "touch base": _SAY_WHY,
    "circling back": _SAY_WHY,
    "circle back": _SAY_WHY,
    "loop back": _SAY_WHY,
    "per my last email": _SAY_WHY,
    "as per my last": _SAY_WHY,
    "any update on this": _SAY_WHY,
    "bumping this": _SAY_WHY,
    "bump this": _SAY_WHY,
    "friendly reminder": _SAY_WHY,
    "gentle reminder": _SAY_WHY,
    "i hope this email finds you well": _SAY_IT,
    "i hope this e-mail finds you well": _SAY_IT,
    "hope this finds you well": _SAY_IT,
    "i hope you are well": _SAY_IT,
    "hope you're doing well": _SAY_IT,
    "hope all is well": _SAY_IT,
    "i am writing to": _SAY_IT,
    "i'm writing to": _SAY_IT,
    "i wanted to reach out": _SAY_IT,
    "just reaching out": _SAY_IT,
    "reaching out to": _SAY_IT,
    "to whom it may concern": "Find out who reads it, and write to them by name.",
    "dear sir or madam": "Find out who reads it, and write to them by name.",
    "sorry to bother you": _NO_EXCUSE,
    "i know you are busy": _NO_EXCUSE,
    "i know you're busy": _NO_EXCUSE,
    "pick your brain": "Ask the question that you would ask.",
    "at your earliest convenience": "Name a day, or ask which one suits them.",
    "think outside the box": _BE_EXACT,
    "hit the ground running": _BE_EXACT,
    "team player": _BE_EXACT,
    "hard worker": _BE_EXACT,
    "win-win": _BE_EXACT,
    "synergy": _BE_EXACT,
    "low-hanging fruit": _BE_EXACT,
    "perfect fit": _BE_EXACT,
    "passionate about": _BE_EXACT,
    "please do not hesitate": _CLOSE,
    "don't hesitate to": _CLOSE,
    "feel free to reach out": _CLOSE,
    "thanks in advance": "Thank them when they have done it.",
    "thank you in advance": "Thank them when they have done it.",
    "i look forward to hearing from you": _CLOSE,
    "looking forward to hearing from you": _CLOSE,
}


def stock_phrases_in(text: str) -> Iterator[tuple[str, str]]:
    """The stock phrases of a text as it has them, each once, with what to say instead.

    Of two that overlap the longer one.
    """
    plain = text.replace("’", "'")
    # Hardly a message has any: to look for them as words takes five times as long.
    spoken = " ".join(plain.lower().split())
    if not any(one in spoken for one in STOCK_PHRASES):
        return
    seen: set[str] = set()
    for found in _pattern().finditer(plain):
        phrase = " ".join(found[0].split())
        if phrase.casefold() not in seen:
            seen.add(phrase.casefold())
            yield phrase, STOCK_PHRASES[phrase.casefold()]


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(STOCK_PHRASES, key=len, reverse=True)
    phrases = (r"\s+".join(map(re.escape, one.split())) for one in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)
