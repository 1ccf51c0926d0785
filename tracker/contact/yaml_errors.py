"""What a YAML syntax error means to the person who typed the line, and what to type instead.

PyYAML's two readers (libyaml and pure Python) word the same error differently; each cause below is
told by what both have in common and by the text around the mark.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from tracker.diagnostics import Diagnostic, Severity

_PAIR = re.compile(r"\s*(?:- +)*(?P<key>[^\s:#'\"\[{][^:]*?) *:[ \t]+(?P<value>\S.*?)\s*")

#: No line that a person typed is longer, and the pattern above is for such lines only: on hostile
#: ones it would take the square of their length.
_LONGEST_LINE = 400

#: A hint that repeats a longer value is harder to read than the rule itself.
_LONGEST_HINT = 60

_CLOSING = {"[": "]", "{": "}"}


class _Fault(NamedTuple):
    """A syntax error with what surrounds it. Lines and columns are from 0, within the text."""

    lines: tuple[str, ...]
    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int

    @property
    def typed(self) -> str:
        """The line at fault."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def sign(self) -> str:
        """The character at the mark, or nothing at a line's end."""
        return self.typed[self.column : self.column + 1]

    @property
    def opening(self) -> str:
        """The character where that began which could not be finished."""
        line = self.lines[self.context_line] if self.context_line < len(self.lines) else ""
        return line[self.context_column : self.context_column + 1]

    @property
    def at_end(self) -> bool:
        """Whether nothing but blanks follows the mark."""
        rest = (self.typed[self.column :], *self.lines[self.line + 1 :])
        return not "".join(rest).strip()


class _Cause(NamedTuple):
    message: str
    hint: str
    line: int
    column: int


def explain(error: Exception, text: str, path: str, first_line: int) -> Diagnostic:
    """The problem behind a YAML error, at its line in the file and its column."""
    fault = _fault(error, text)
    cause = next(filter(None, (look(fault) for look in _CAUSES)), None)
    if cause is None:
        cause = _Cause(
            f"YAML cannot read this: {fault.problem or 'not YAML'}.",
            "Put values with unusual characters between double quotes.",
            fault.line,
            fault.column,
        )
    return Diagnostic(
        path,
        first_line + cause.line,
        cause.column + 1,
        Severity.ERROR,
        "yaml-syntax",
        cause.message,
        cause.hint,
    )


def _fault(error: Exception, text: str) -> _Fault:
    lines = tuple(text.split("\n"))
    problem, context = str(error).partition("\n")[0], ""
    mark = context_mark = None
    if isinstance(error, yaml.MarkedYAMLError):
        problem, context = error.problem or "", error.context or ""
        mark, context_mark = error.problem_mark, error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if context_mark is None:
        return _Fault(lines, problem, context, line, column, line, column)
    return _Fault(lines, problem, context, line, column, context_mark.line, context_mark.column)


def _tab(fault: _Fault) -> _Cause | None:
    indent = fault.typed[: len(fault.typed) - len(fault.typed.lstrip())]
    if fault.sign != "\t" and "\t" not in indent:
        return None
    column = indent.index("\t") if "\t" in indent else fault.column
    message = "A tab stands where YAML takes only spaces."
    return _Cause(message, "Replace the tab by spaces.", fault.line, column)


def _open_quote(fault: _Fault) -> _Cause | None:
    if "quoted scalar" not in fault.context and "double-quoted" not in fault.context:
        return None
    if "escape" in fault.problem or "hexadecimal" in fault.problem:
        message = "A backslash between double quotes begins an escape, and this is none."
        hint = "Put the text between single quotes, or leave the quotes out."
        return _Cause(message, hint, fault.line, fault.column)
    message = f"The quote {fault.opening} that opens here is never closed."
    hint = f"Write a second {fault.opening} where the text ends."
    return _Cause(message, hint, fault.context_line, fault.context_column)


def _colon_in_value(fault: _Fault) -> _Cause | None:
    if not fault.problem.startswith("mapping values are not allowed"):
        return None
    before = fault.typed[: fault.column]
    if not re.search(r":[ \t]", before):
        message = "This line is indented further than the keys around it."
        hint = "Begin it in the same column as they do."
        return _Cause(message, hint, fault.line, len(before) - len(before.lstrip()))
    message = "A colon and a space inside an unquoted value look like another key."
    return _Cause(message, _quote_hint(fault.typed), fault.line, fault.column)


def _list_on_key_line(fault: _Fault) -> _Cause | None:
    if "sequence entries are not allowed" not in fault.problem:
        return None
    message = "A list with hyphens cannot begin on the line of its key."
    hint = "Begin it on the next line, or write it in brackets: [one, two]."
    return _Cause(message, hint, fault.line, fault.column)


def _special_beginning(fault: _Fault) -> _Cause | None:
    """A value whose first character means something else to YAML."""
    line, column, sign = fault.line, fault.column, fault.sign
    if re.search(r"scanning (?:an? )?(?:alias|anchor|tag|block scalar)", fault.context):
        line, column, sign = fault.context_line, fault.context_column, fault.opening
    elif not re.search(
        r"cannot start any token|node content|mapping keys are not allowed", fault.problem
    ):
        return None
    typed = fault.lines[line] if line < len(fault.lines) else ""
    if not sign:
        return None
    subject = "value" if typed[:column].strip() else "line"
    shown = "a backtick" if sign == "`" else f"`{sign}`"
    message = f"A {subject} cannot begin with {shown} unless it is in quotes."
    return _Cause(message, _quote_hint(typed), line, column)


def _open_bracket(fault: _Fault) -> _Cause | None:
    if "flow" not in fault.context or fault.opening not in _CLOSING:
        return None
    closing = _CLOSING[fault.opening]
    if fault.at_end:
        message = f"The bracket `{fault.opening}` that opens here is never closed."
        hint = f"Write `{closing}` where it ends, or put a text that begins so in quotes."
        return _Cause(message, hint, fault.context_line, fault.context_column)
    message = f"A comma or the closing `{closing}` is missing before this."
    hint = "Write commas between the parts, and quotes around a part that holds one."
    return _Cause(message, hint, fault.line, fault.column)


def _more_after_value(fault: _Fault) -> _Cause | None:
    """`"Dana" Whitfield` and `[draft] X`: the value was over before the text was."""
    pair = _pair(fault.typed)
    if "block" not in fault.context or pair is None or fault.column <= pair.start("value"):
        return None
    first = pair["value"][0]
    what = {"[": "bracket", "{": "bracket", '"': "quote", "'": "quote", "*": "alias"}.get(first)
    if what is None:
        return None
    if what == "alias":
        message = "A value cannot begin with `*` unless it is in quotes."
    else:
        message = f"Text follows the closing {what} of this value."
    return _Cause(message, _quote_hint(fault.typed), fault.line, fault.column)


def _no_pair(fault: _Fault) -> _Cause | None:
    if "could not find expected ':'" in fault.problem:
        message = "This line is not a `key: value` pair."
        hint = "Write a key, a colon and a space before the text."
        return _Cause(message, hint, fault.context_line, fault.context_column)
    if fault.sign == ":" and not fault.typed[: fault.column].strip():
        message = "A key is missing before this colon."
        return _Cause(message, "Write `key: value`.", fault.line, fault.column)
    return None


def _new_document(fault: _Fault) -> _Cause | None:
    if "<document start>" not in fault.problem:
        return None
    above = fault.lines[: fault.line]
    for number, line in enumerate(above):
        if line.startswith("%"):
            message = "Front matter takes no YAML directives (`%YAML`, `%TAG`)."
            return _Cause(message, "Delete this line.", number, 0)
        if line.rstrip() == "...":
            message = "`...` ends the YAML, and more follows."
            return _Cause(message, "Delete this line.", number, 0)
    message = "This line begins further to the left than the keys above it."
    return _Cause(message, "Begin all keys in the first column.", fault.line, fault.column)


def _pair(line: str) -> re.Match[str] | None:
    return _PAIR.fullmatch(line) if len(line) <= _LONGEST_LINE else None


def _quote_hint(typed: str) -> str:
    """How to write the line's value in quotes."""
    pair = _pair(typed)
    if pair is None or len(pair["value"]) > _LONGEST_HINT:
        return "Put the whole value between double quotes."
    value = pair["value"]
    if value[0] in "'\"" and value[-1] == value[0] and len(value) > 1:
        value = value[1:-1]
    needs_single = '"' in value or "\\" in value
    quoted = "'" + value.replace("'", "''") + "'" if needs_single else f'"{value}"'
    return f"Write `{pair['key']}: {quoted}`."


#: Looked at in this order; the first that answers is the cause.
_CAUSES = (
    _tab,
    _open_quote,
    _colon_in_value,
    _list_on_key_line,
    _special_beginning,
    _open_bracket,
    _more_after_value,
    _no_pair,
    _new_document,
)
