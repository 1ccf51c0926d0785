"""What is to be bound after a refresh, and what a build came to."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.book import ME
from tracker.build.assemble import Everyone
from tracker.build.binding import Order, Part
from tracker.build.desk import mark_of_part
from tracker.build.memory import Entry
from tracker.build.results import Buckets, Built, in_short
from tracker.build.task import Refreshed
from tracker.diagnostics import Severity, errors
from tracker.disk import Published


def order_of(refreshed: Refreshed, before: Mapping[str, Entry], context: bytes) -> Order:
    """What is to be bound after a refresh; `before` are the circles on the last site."""
    new = {}
    for name, one in refreshed.finished.items():
        assert one.site is not None  # noqa: S101 - it is what was wanted
        new[name] = Part(mark_of_part(refreshed.circles[name].stamp, context), one.site)
    everyone = Everyone(
        refreshed.problems,
        frozenset(refreshed.grouped.by_path),
        sum(len(one.linked.companies) for one in refreshed.circles.values()),
        ME in refreshed.circles,
    )
    marks = {
        name: new[name].mark if name in new else before[name].mark
        for name in sorted(refreshed.circles)
    }
    return Order(everyone, marks, new, refreshed.gone)


def built_of(refreshed: Refreshed, buckets: Buckets, published: Published) -> Built:
    """What a build came to, by its refresh."""
    with_page = refreshed.grouped.by_path.keys()
    lost = {
        one.path
        for one in refreshed.problems
        if one.severity is Severity.ERROR and one.path.casefold().endswith(".md")
    }
    return Built(
        len(with_page) - (ME in refreshed.circles),
        len(lost - with_page),
        buckets,
        in_short(refreshed.problems),
        published,
        refreshed.changed,
        errors(refreshed.problems),
    )
