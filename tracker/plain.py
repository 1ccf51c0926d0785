"""Text that is safe to show in a terminal, whatever stands in a contact file."""

from __future__ import annotations

import re

#: Escape sequences whole (colours, titles, links), so that no half of one is left to read.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[PX^_].*?(?:\x1b\\|\x9c|\Z)"
    r"|\x1b[ -/]*[0-~]?",
    re.DOTALL,
)
#: Control characters, and those that turn the direction of the text around them.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

#: Of these, what JSON may have as it is.
_NOT_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """The text on one line, without anything that a terminal would obey."""
    text = re.sub(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+", " ", _ESCAPES.sub("", text))
    return _CONTROLS.sub("", text)


def clean_json(text: str) -> str:
    """The same JSON, with every character that a terminal would obey written as an escape."""
    return _NOT_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
