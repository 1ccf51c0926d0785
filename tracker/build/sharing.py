"""What circles are told of each other, and what all of them come to together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tracker.book import ME
from tracker.build.compare import Compared
from tracker.build.grouping import Grouped
from tracker.build.memory import CircleRecord, Memory, Shared
from tracker.build.parts import FileRecord, Linked, Outgoing, Outside
from tracker.build.settings import Settings, in_place
from tracker.checks import far_ahead, misspelt_relationships
from tracker.contact.model import Contact
from tracker.diagnostics import Diagnostic
from tracker.disk.packing import digest_of
from tracker.drafts.own import Asks, answer_to, together
from tracker.records import same
from tracker.report.details import MissingDetail, spelling_gaps
from tracker.report.spellings import Uses
from tracker.rules.wider import Wider
from tracker.slugs import company_slugs
from tracker.views.directory import Links
from tracker.views.gather import company_page_path


class Now(NamedTuple):
    """All files and circles as they are now; `linked` says what others need to know of a circle."""

    files: Mapping[str, FileRecord]
    grouped: Grouped
    linked: Callable[[str], Linked]


def shared_of(
    now: Now, compared: Compared, memory: Memory, wider: Wider, *, same_companies: bool
) -> Shared:
    """What all contacts come to together, as far as it may differ from what it was.

    `same_companies` is whether no circle names other companies than before.
    """
    before = memory.shared
    slugs, gaps, near = before.slugs, before.gaps, before.near
    if not same_companies:
        names = {name for each in now.grouped.circles for _, name in now.linked(each).companies}
        slugs = before.slugs if before.slugs.keys() == names else company_slugs(names)
    if _uses_changed(now, compared, memory):
        belonging = (now.files[path] for path in now.grouped.by_path)
        uses = (
            one.reading.uses
            for one in sorted(belonging, key=_id_of)
            if one.reading.uses is not None and _id_of(one) != ME
        )
        gaps, near = spelling_gaps(uses, before.near)
    runs = (run for name in now.grouped.circles for run in now.linked(name).runs)
    return Shared(now.grouped.clashes, tuple(far_ahead(runs)), wider, slugs, near, gaps)


def outside_of(now: Now, shared: Shared, outgoing: Callable[[str], Outgoing]) -> dict[str, Outside]:
    """What each circle is told of the others; `outgoing` says of one whom it concerns."""
    grouped, circles = now.grouped, now.grouped.circles
    owner, by_path = grouped.owner, grouped.by_path
    adopted: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    for origin in circles:
        one = outgoing(origin)
        for name in {owner[person] for person in one.people}:
            adopted[name].append((origin, one.mark))
    gaps: dict[str, list[MissingDetail]] = defaultdict(list)
    for gap in shared.gaps:
        gaps[owner[gap.contact]].append(gap)
    far: dict[str, list[Diagnostic]] = defaultdict(list)
    for problem in shared.far:
        far[by_path[problem.path]].append(problem)
    pages = {name: company_page_path(slug) for name, slug in shared.slugs.items()}
    own = _own_company(now)
    marks = Marks(me_of(now))
    return {
        name: Outside(
            tuple(sorted(adopted[name])) if name in adopted else (),
            Links(
                {
                    key: pages[spelled]
                    for one in (name, *(origin for origin, _ in adopted.get(name, ())))
                    for key, spelled in (own if one == ME else now.linked(one).companies)
                },
                circle.surroundings.introduced,
            ),
            tuple(gaps.get(name, ())),
            tuple(far.get(name, ())),
            marks.of(_asks(outgoing, name, adopted.get(name, ()))),
        )
        for name, circle in circles.items()
    }


def told_again(
    told: Mapping[str, Outside], marks: Marks, outgoing: Callable[[str], Outgoing]
) -> dict[str, Outside]:
    """What circles are told, where nothing has changed but what they themselves ask."""
    return {
        name: one._replace(me=marks.of(_asks(outgoing, name, one.adopted)))
        for name, one in told.items()
    }


def _asks(
    outgoing: Callable[[str], Outgoing], name: str, adopted: Iterable[tuple[str, bytes]]
) -> Asks:
    """What the pages of a circle may ask of you, whatever it is that makes them ask."""
    own, theirs = outgoing(name).asks, [outgoing(origin).their_asks for origin, _ in adopted]
    return together((own, *theirs)) if theirs else own


def me_of(now: Now) -> Contact | None:
    """You, as far as the pages of others show you; None where you have no file."""
    circle = now.grouped.circles.get(ME)
    return now.files[circle.paths[0]].reading.me if circle is not None else None


class Marks:
    """What stands for all that may be shown of you, each worked out once."""

    def __init__(self, me: Contact | None) -> None:
        """Of you, or of nobody."""
        self._me = me
        self._known: dict[Asks, bytes] = {None: b""}

    def of(self, asks: Asks) -> bytes:
        """What stands for the answers to what some pages ask."""
        mark = self._known.get(asks)
        if mark is None:
            said = answer_to(self._me, asks or ()) if self._me is not None else ""
            mark = self._known[asks] = digest_of(said.encode(errors="surrogatepass"))
        return mark


def _own_company(now: Now) -> list[tuple[str, str]]:
    """The company that you are at, where it is anyone else's, as `Linked.companies`."""
    circles = now.grouped.circles
    mine = circles[ME].paths if ME in circles else ()
    ties = now.files[mine[0]].reading.ties if mine else None
    if ties is None or not ties.company:
        return []
    own = same(ties.company)
    return [one for name in circles for one in now.linked(name).companies if one[0] == own]


def problems_of(
    now: Now, settings: Settings, compared: Compared, records: Iterable[CircleRecord]
) -> tuple[Diagnostic, ...]:
    """The problems of everything, in the order of their places."""
    found = [
        *settings.problems,
        *compared.problems,
        *now.grouped.clashes,
        *misspelt_relationships(settings.config, now.grouped.relationships),
    ]
    for path in now.grouped.lone:
        found += now.files[path].reading.problems
    for record in records:
        found += record.problems
    return tuple(sorted(found, key=in_place))


def _uses_changed(now: Now, compared: Compared, memory: Memory) -> bool:
    """Whether any file spells other names than before, or the same ones elsewhere."""
    if compared.gone or now.grouped.clashes != memory.shared.clashes:
        return True
    doubted = {one.place.path for one in memory.shared.gaps}
    for path in compared.touched:
        if path not in memory.files:
            return True
        uses, before = now.files[path].reading.uses, memory.files[path].reading.uses
        if uses != before and (path in doubted or _spelled(uses) != _spelled(before)):
            return True
    return False


def _spelled(uses: Uses | None) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """What of a file's names decides which of them are slips: all but where they stand."""
    if uses is None:
        return ((), ())
    return tuple(
        tuple((one.text, one.firm) for one in some) for some in (uses.companies, uses.people)
    )


def _id_of(record: FileRecord) -> str:
    return record.reading.ties.id if record.reading.ties is not None else ""
