"""Where pages say that follow-ups and tiles go: where those of each later day have them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from tests.rules.varied_book import BOOK, TOML
from tests.rules.workspace import World, day, sketch
from tracker.agenda import Bucket, arrange, is_over, loose_ends
from tracker.report.standings import standings
from tracker.rules.load import shipped_rules
from tracker.views.course import STATES
from tracker.views.directory import Directory
from tracker.views.followups import FollowUpView, ahead_view, placed_view
from tracker.views.gather import gather
from tracker.views.later import later_parts
from tracker.views.moves import NOT_YET, OVER, moves_of
from tracker.views.pipeline_page import Tile, pipeline_tiles

TODAY = day("11-20")
AT = "contacts/x.html"

#: With interviews ahead: what prepares for them ends with its deadline.
AHEAD = """
nia @ Kilo / Cook > 12-03 10:00 interview
ola @ Lima / Baker > 11-02 applied; 11-25 interview; 12-09 interview
pam @ Mike / Clerk > 12-03 10:00 interview; 12-10 15:30 meeting
zoe | relationship: customer > 11-27 meeting
"""


def directory(made: World, today: date = TODAY) -> Directory:
    agenda = arrange(made.derived, today)
    zone = ZoneInfo("Europe/Amsterdam")
    return gather(
        made.book, made.derived, agenda, (), made.config, zone, made.problems, shipped_rules()
    )


def views(made: Directory, contact: str) -> list[tuple[str, FollowUpView]]:
    """All that is open for a contact, by its id, as its page has it today."""
    moves = moves_of(made, AT, contact)
    on = [(one.follow_up, placed_view(made, AT, one)) for one in made.on_for(contact)]
    on += [(one, ahead_view(made, AT, one)) for one in made.ahead_for(contact)]
    return [(one.id, moves.of(view, one)) for one, view in on]


def test_it_is_where_the_agenda_of_each_day_has_it() -> None:
    made = sketch(BOOK + AHEAD, TOML)
    here = directory(made)
    by_id = {one.id: one for one in made.derived.follow_ups}
    said = dict(pair for one in made.book.contacts for pair in views(here, one.id))
    assert len(said) > 20
    said_over = said_ahead = 0
    for ago in range(400):
        today = TODAY + timedelta(days=ago)
        agenda = arrange(made.derived, today)
        on = {one.id: bucket.value for bucket in Bucket for one in getattr(agenda, bucket.value)}
        for one, view in said.items():
            words = view.moves.split()
            places = dict(zip(words[::2], words[1::2], strict=True))
            assert list(places) == sorted(places)
            since = max(each for each in places if each <= today.isoformat())
            hidden = OVER if is_over(by_id[one], today) else NOT_YET
            assert places[since] == on.get(one, hidden), (one, today)
            said_over += places[since] == OVER
            said_ahead += places[since] == NOT_YET
            assert (view.section == "") is (places[min(places)] == NOT_YET)
            # Shown in the other list as well, where it goes there.
            goes = set(places.values())
            other = NOT_YET in goes if view.section else bool(goes - {NOT_YET, OVER})
            assert (view.other is not None) is other
    assert said_over
    assert said_ahead


def test_its_ranks_are_those_of_each_days_page() -> None:
    made = sketch(BOOK + AHEAD, TOML)
    here = directory(made)
    seen = 0
    for ago in range(0, 150, 15):
        then = directory(made, TODAY + timedelta(days=ago))
        for contact in made.book.contacts:
            ranks = {
                one: tuple(map(int, view.ranks.split())) for one, view in views(here, contact.id)
            }
            on = [one.follow_up for one in then.on_for(contact.id)]
            on.sort(key=lambda one: (one.deadline, one.id))
            ahead = then.ahead_for(contact.id)
            assert [one.id for one in on] == sorted(
                (one.id for one in on), key=lambda one: ranks[one][0]
            )
            assert [one.id for one in ahead] == sorted(
                (one.id for one in ahead), key=lambda one: ranks[one][1]
            )
            seen += len(ahead) > 1
    assert seen


def test_a_tile_has_the_step_of_each_days_pipeline() -> None:
    made = sketch(BOOK + AHEAD, TOML)
    ends = tuple(loose_ends(made.derived))
    later = {
        (one.column, one.key): json.loads(one.data)
        for one in later_parts(directory(made), made.derived, made.derived, ends).tiles
    }
    columns = {column for column, _ in later}
    assert {"work-applied", "work-interview", "business-lead"} <= columns
    events = 0
    for since in range(0, 150, 3):
        today = TODAY + timedelta(days=since)
        agenda = arrange(made.derived, today)
        found = pipeline_tiles(
            directory(made, today), standings(made.derived.opportunities, agenda), agenda
        )
        for placed in found:
            tile = placed.tile
            assert isinstance(tile, Tile)
            if (placed.column, placed.key[1:]) not in later:
                assert tile.outcome
                continue
            steps, course, _, *stuck = later[placed.column, placed.key[1:]]
            at = max(each for each in range(0, len(course), 3) if course[each] <= since)
            step, state = course[at + 1 : at + 3]
            shown = None
            if step != -1:
                title, when, *rest = steps[step]
                time = rest[1] if len(rest) > 1 else ""
                section = STATES[state]
                events += section == "event"
                day_of_it = (TODAY + timedelta(days=when)).isoformat()
                shown = title, day_of_it, "" if section == "event" else section, time
            assert shown == (
                (tile.step.title, tile.step.day.iso, tile.step.section, tile.step.time)
                if tile.step
                else None
            )
            assert tile.stuck is bool(stuck and stuck[0] <= since)
    assert events
