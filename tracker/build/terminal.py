"""What the terminal asks for: the agenda of a day, and the problems."""

from __future__ import annotations

from tracker.agenda_json import agenda_json_text
from tracker.book import ME
from tracker.build.assemble import agenda_text
from tracker.build.desk import Desk, fresh_of, mark_of_part
from tracker.build.finishing import Wanted
from tracker.build.memory import TEXT, from_shelves, to_shelves
from tracker.build.parts import TextPart
from tracker.build.quick import keep_last, mark_of
from tracker.build.results import Seen, in_short
from tracker.build.settings import Settings
from tracker.build.sight import Sight
from tracker.build.stages import Stages
from tracker.diagnostics import Diagnostic
from tracker.disk.cache import Cache
from tracker.views.agenda_lines import agenda_lines


def see_agenda(
    settings: Settings, cache: Cache, stages: Stages, sight: Sight | None = None
) -> Seen:
    """Work out the agenda of the settings' day; `sight` is a look that somebody took already."""
    desk = Desk(cache, stages)
    context = mark_of(settings)
    with stages.stage("recall"):
        kept: dict[str, tuple[bytes, TextPart]] = from_shelves(cache, TEXT)

    def is_current(name: str, stamp: bytes) -> bool:
        return name in kept and kept[name][0] == mark_of_part(stamp, context)

    refreshed = desk.refresh(
        settings, Wanted(text=True, site=False), is_current, seen=desk.seen(sight)
    )
    with stages.stage("assemble"):
        parts = {name: kept[name] for name in refreshed.circles if name in kept}
        for name, one in refreshed.finished.items():
            assert one.text is not None  # noqa: S101 - it is what was wanted
            parts[name] = mark_of_part(refreshed.circles[name].stamp, context), one.text
        texts = [part for _, part in parts.values()]
        page = agenda_text(settings, texts, any_contacts=bool(refreshed.circles.keys() - {ME}))
        seen = Seen(
            tuple(agenda_lines(page)),
            agenda_json_text(settings.today, [part.json for part in texts]),
            in_short(refreshed.problems),
        )
    with stages.stage("remember"):
        desk.keep(settings, refreshed)
        changed = refreshed.finished.keys() | refreshed.gone
        to_shelves(cache, TEXT, parts, changed, parts.__getitem__)
        fresh, scanned = fresh_of(refreshed), refreshed.scanned
        keep_last(cache, "agenda", context, settings.root, scanned, fresh, seen)
        cache.save()
    return seen


def find_problems(
    settings: Settings, cache: Cache, stages: Stages, sight: Sight | None = None
) -> tuple[Diagnostic, ...]:
    """Find all problems, in the order of their places; `sight` as for `see_agenda`."""
    desk = Desk(cache, stages)
    wanted = Wanted(text=False, site=False)
    refreshed = desk.refresh(settings, wanted, lambda _name, _stamp: True, seen=desk.seen(sight))
    with stages.stage("remember"):
        desk.keep(settings, refreshed)
        fresh, scanned, problems = fresh_of(refreshed), refreshed.scanned, refreshed.problems
        mark = mark_of(settings)
        keep_last(cache, "problems", mark, settings.root, scanned, fresh, problems)
        cache.save()
    return problems
