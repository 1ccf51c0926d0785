"""Data in a script of the site's own: JSON that is as inert there as it is in a file."""

from __future__ import annotations

import json

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

#: What JSON may hold as it is and a script not everywhere, or not where it could end one.
_ESCAPES = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def script_data(value: object) -> bytes:
    """A value of JSON as it stands in a script, in UTF-8."""
    return _encoded(value).translate(_ESCAPES).encode(errors="replace")
