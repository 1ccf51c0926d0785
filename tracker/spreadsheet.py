"""Lines for spreadsheet programs: CSV (RFC 4180) whose cells are text, and never a formula.

`assets/work-search.js` writes the same lines in the browser; `tests/pages/test_work_search_page.py`
holds the two equal.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable

#: What a spreadsheet program may take for the beginning of a formula, or for what only leads up to
#: one: https://owasp.org/www-community/attacks/CSV_Injection. The wide forms of the four signs
#: count in some of these programs as the signs themselves.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")

#: What tells Excel that the file is UTF-8; without it, names come out in another alphabet. All
#: other programs pass over it.
BYTE_ORDER_MARK = "\ufeff"


class _Lines(list[str]):
    """What a writer of the `csv` module has written."""

    write = list.append


def csv_line(cells: Iterable[str]) -> str:
    """One line with these cells, all in quotes, with its line end."""
    lines = _Lines()
    csv.writer(lines, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(inert, cells))
    return "".join(lines)


def inert(cell: str) -> str:
    """The text with an apostrophe in front where a program might work it out as a formula.

    Where there are apostrophes in front of such a text already, they get one more: so one less
    gives back any text as it was.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell
