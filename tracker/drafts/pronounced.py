"""How a name is said: what somebody wrote down about it, and nothing that is guessed."""

from __future__ import annotations

import re

from tracker.contact.model import Contact

#: A sentence that begins with the word, and what it sets apart: `Pronounced *WIT-field*`. No name
#: takes more than eighty characters to spell out.
_SENTENCE = re.compile(
    r"\bPronounced:?\s+(?:as\s+|like\s+)?"
    r"(?:(?P<mark>\*\*|\*|__|_|`|\")(?P<marked>[^*_`\"\n]{1,80})(?P=mark)|“(?P<quoted>[^”\n]{1,80})”)"
)


def pronounced(contact: Contact) -> str:
    """How a contact's name is said: their `pronounced`, else the first such sentence about them.

    Empty where neither is there.
    """
    if contact.pronounced:
        return contact.pronounced
    for _, text in contact.about:
        found = _SENTENCE.search(text)
        if found:
            return " ".join((found["marked"] or found["quoted"]).split())
    return ""
