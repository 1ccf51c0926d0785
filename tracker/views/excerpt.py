"""The beginning of a text."""

from __future__ import annotations

from tracker.markdown import to_text

#: Longest excerpt of what was said last, in characters.
EXCERPT = 240


def excerpt(text: str, longest: int = EXCERPT) -> str:
    """The beginning of a text without its marks, cut between words; `longest` in characters."""
    plain = to_text(text)
    if len(plain) <= longest:
        return plain
    return f"{plain[:longest].rsplit(' ', 1)[0]} …"
