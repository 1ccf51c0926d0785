from __future__ import annotations

from datetime import time

import pytest

from tracker.watch.lines import rebuild_line
from tracker.watch.loop import Rebuild

AT = time(14, 3, 22, 999_999)
A = "contacts/a.md"


@pytest.mark.parametrize(
    ("rebuild", "said"),
    [
        (Rebuild(("contacts/dana.md",), 3, 0, 0.0412), "contacts/dana.md: 3 pages in 41 ms"),
        (Rebuild((A, "b", "c", "d", "e"), 12, 1, 0.12), f"{A} and 4 more: 12 pages, 1 removed,"),
        (Rebuild((A,), 1, 0, 0.0001), f"{A}: 1 page in 1 ms"),
        (Rebuild((A,), 0, 1, 0.009), f"{A}: 1 page removed in 9 ms"),
        (Rebuild((A, "b"), 0, 2, 0.9994), f"{A} and 1 more: 2 pages removed in 999 ms"),
        (Rebuild((A,), 1234, 0, 0.9996), f"{A}: 1,234 pages in 1.0 s"),
        (Rebuild((A,), 1234, 0, 12.345), f"{A}: 1,234 pages in 12.3 s"),
        (Rebuild((A,), 0, 0, 0.01), f"{A}: nothing to write"),
        (Rebuild((), 0, 0, 0.01), "nothing to write"),
        (Rebuild((), 4, 0, 0.01), "4 pages in 10 ms"),
        (Rebuild((A,), 0, 0, 0.01, failure="It is\n  broken."), f"{A}: It is broken."),
        (Rebuild((), 0, 0, 0.0, failure="It is broken."), "It is broken."),
    ],
)
def test_a_rebuild_is_one_line(rebuild: Rebuild, said: str) -> None:
    line = rebuild_line(rebuild, AT)
    assert line.startswith(f"14:03:22  {said}")
    assert len(line.splitlines()) == 1


def test_the_whole_line() -> None:
    rebuild = Rebuild(("contacts/a.md", "b", "c", "d", "e"), 12, 1, 0.12)
    said = "14:03:22  contacts/a.md and 4 more: 12 pages, 1 removed, in 120 ms"
    assert rebuild_line(rebuild, AT) == said


@pytest.mark.parametrize(
    ("problems", "known", "said"),
    [
        ((), (), ""),
        ((), ("x",), "; no errors any more"),
        (("x",), ("x",), "; 1 error remains"),
        (("x",) * 1_200, ("x", "y"), "; 1,200 errors remain"),
        (("x",), (), "; x"),
        (("x", "y"), (), "; x (and 1 more)"),
        (("x", "y"), ("x",), "; y (and 1 more)"),
    ],
)
def test_how_many_errors_there_are(
    problems: tuple[str, ...], known: tuple[str, ...], said: str
) -> None:
    rebuild = Rebuild((A,), 1, 0, 0.01, problems)
    assert rebuild_line(rebuild, AT, known) == f"14:03:22  {A}: 1 page in 10 ms{said}"
