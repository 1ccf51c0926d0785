"""Problems as values: what is wrong, where, and how to mend it.

Every stage returns its problems beside its result; nothing that a person typed raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.frozen import swift


class Severity(StrEnum):
    """How much a problem matters: an error fails `check`, a warning fails `check --strict`."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@swift
@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One problem in one place.

    `path` is relative to the workspace's root, with forward slashes. `line` and `column` count
    from 1. `code` is stable across releases. `hint` says what to type instead, or is empty.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """The line that `tracker check` prints."""
        return f"{self.path}:{self.line}:{self.column}: {self.severity}[{self.code}] {self.message}"


def errors(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Those that count as errors."""
    return tuple(one for one in diagnostics if one.severity is Severity.ERROR)
