"""The agenda of every day from that of the build on: what the page's script arranges it from.

Nothing of it is worked out again in the browser but what the day decides. Fields that say nothing
are left out. Days are ISO texts, which sort as the days do; links are pairs of text and address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from tracker.agenda import Bucket, LooseEnd, bucket_of, is_ahead, is_over, last_day_ahead
from tracker.config import Config
from tracker.contact.kinds import Channel
from tracker.counts import added_up
from tracker.drafts.log_line import log_lines
from tracker.drafts.words import Words
from tracker.records import OpportunityKey
from tracker.report.sent import sent_by_day
from tracker.rules.followup import Derived, Event, FollowUp
from tracker.rules.selectors import behind_from
from tracker.views.agenda_items import DAYS_AHEAD
from tracker.views.agenda_page import NOTHING_ELSE, TITLES, WHOLE_CARDS, before
from tracker.views.agenda_parts import event_view, open_end_view
from tracker.views.directory import Directory
from tracker.views.followups import (
    CHANNELS,
    FollowUpView,
    channel,
    data_view,
    is_elsewhere,
    own_company,
    task_of,
)
from tracker.views.frame import AGENDA, Link
from tracker.views.last_said import sayings
from tracker.views.scripts import script_data
from tracker.views.words import clock, day
from tracker.zones import find_zone

#: The one name to which the script with the data assigns its one value.
NAME = "trackerAgenda"

#: A value of JSON.
Json: TypeAlias = Any


class DataParts(NamedTuple):
    """What some contacts have on the agenda on any day: each item its JSON, in UTF-8.

    `people` are by `Person.key`, each with all that is open for them. `sent` is what goes out to
    them: how much on each day, from the week before on.
    """

    people: tuple[bytes, ...]
    events: tuple[bytes, ...]
    open_ends: tuple[bytes, ...]
    sent: Mapping[date, int]


def data_parts(
    directory: Directory,
    derived: Derived,
    loose_ends: Iterable[LooseEnd],
    words: Mapping[str, Words] = {},
) -> DataParts:
    """What the contacts of a directory have on the agenda from its day on.

    `loose_ends` are those of their openings, whoever brings them up. `words` are those for their
    follow-ups, by id.
    """
    today = directory.today
    by_person: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for one in derived.follow_ups:
        if not is_over(one, today):
            by_person[one.person.key].append(one)
    events = (one for one in derived.events if is_ahead(one, today))
    return DataParts(
        tuple(script_data(_person(directory, found, words)) for found in by_person.values()),
        tuple(script_data(_event(directory, one)) for one in events),
        tuple(script_data(_open_end(directory, one)) for one in loose_ends),
        dict(sent_by_day(directory.book.records, today)),
    )


def agenda_data_script(
    config: Config,
    zone: ZoneInfo,
    today: date,
    parts: Sequence[DataParts],
    *,
    any_contacts: bool,
) -> bytes:
    """The script with the data; `zone` is the reader's own, `today` the day of the build.

    With `as_of` in the settings the agenda stays on that day.
    """
    sent = added_up(part.sent for part in parts)
    about = {
        "built": today.isoformat(),
        "stays": config.as_of is not None,
        "zone": zone.key,
        "callHours": [clock(one) for one in config.call_hours],
        "daysAhead": DAYS_AHEAD,
        "wholeCards": WHOLE_CARDS,
        "anyContacts": any_contacts,
        "sent": {each.isoformat(): sent[each] for each in sorted(sent)},
        "nothingElse": NOTHING_ELSE,
        "history": before(day(config.start)) if config.start is not None else "",
        "channels": {one.value: label for one, label in CHANNELS.items()},
        "sections": [
            {"id": section.value, "title": title, "intro": intro, "empty": empty}
            for section, (title, intro, empty) in TITLES.items()
        ],
    }
    lists = [script_data(about)[:-1]]
    for name, field in ((b"people", "people"), (b"events", "events"), (b"openEnds", "open_ends")):
        # In an order that does not depend on which contacts were worked on together.
        items = b",\n".join(sorted(one for part in parts for one in getattr(part, field)))
        lists.append(b'"%s":[%s]' % (name, items))
    return b"var %s = %s};\n" % (NAME.encode(), b",\n".join(lists))


def _said(**fields: Json) -> dict[str, Json]:
    """The fields that say anything."""
    return {name: value for name, value in fields.items() if value not in (None, "", (), [], {})}


def _link(link: Link | None) -> list[str | None] | None:
    return [link.text, link.href] if link is not None else None


def _person(
    directory: Directory, found: Sequence[FollowUp], words: Mapping[str, Words]
) -> dict[str, Json]:
    """Someone, what was said last as of each day, how they are reached, and what is open."""
    by_opening: defaultdict[OpportunityKey | None, list[FollowUp]] = defaultdict(list)
    for one in found:
        by_opening[one.opportunity].append(one)
    # What has gone cold stays so, and is never shown but as a row.
    if all(bucket_of(one, directory.today) is Bucket.COLD for one in found):
        groups = by_opening.values()
        return {"cards": [_card(directory, group, words, _row_of) for group in groups]}
    first = found[0]
    contact = directory.contact(first.person.contact) if first.person.known else None
    zone = find_zone(contact.timezone) if contact is not None and contact.timezone else None
    ways = {one.channel: channel(directory, one) for one in found if one.channel is not None}
    return _said(
        last=list(_last(directory, first)),
        to={
            way.kind: [_link(one) for one in way.to]
            for way in ways.values()
            if way is not None and way.to
        },
        zone=zone.key if zone is not None and Channel.CALL in ways else None,
        cards=[_card(directory, group, words, _follow_up) for group in by_opening.values()],
    )


def _last(directory: Directory, one: FollowUp) -> Iterator[dict[str, Json]]:
    """What was said last, latest first: the first that lies behind on a day is that day's."""
    for since, said in sayings(directory, one.person):
        yield _said(
            since=since.isoformat(),
            day=said.day.iso,
            kind=said.kind,
            way=said.way,
            text=said.text,
            source=_link(said.source),
        )
        if since <= directory.today:
            return


def _card(
    directory: Directory,
    group: Sequence[FollowUp],
    words: Mapping[str, Words],
    item: Callable[[Directory, FollowUp, Mapping[str, Words]], dict[str, Json]],
) -> dict[str, Json]:
    """What is open for somebody about one opportunity; `heads` are headed by what leads it."""
    heads: list[dict[str, Json]] = []
    items = []
    for one in group:
        head = _head(directory, one)
        if head not in heads:
            heads.append(head)
        place = heads.index(head)
        items.append(item(directory, one, words) | ({"head": place} if place else {}))
    return {"heads": heads, "items": items}


def _head(directory: Directory, one: FollowUp) -> dict[str, Json]:
    own, elsewhere = own_company(directory, one), is_elsewhere(directory, one)
    return _said(
        who=_link(directory.person_link(AGENDA, one.person)),
        own=_link(directory.company_link(AGENDA, own)) if own and elsewhere else None,
        elsewhere=elsewhere or None,
        company=_link(directory.company_link(AGENDA, one.company)) if one.company else None,
        position=one.position,
        named=None
        if one.person.known
        else _link(directory.contact_link(AGENDA, one.person.contact)),
    )


def _row_of(directory: Directory, one: FollowUp, words: Mapping[str, Words]) -> dict[str, Json]:
    """All that decides where a follow-up is, and what is shown of it in a row."""
    return _said(
        id=one.id,
        what=task_of(one) or one.title,
        appears=one.appears.isoformat(),
        due=one.due.isoformat(),
        deadline=one.deadline.isoformat(),
        lapses=one.lapses.isoformat() if one.lapses else None,
        ends=one.ends.isoformat() if one.ends else None,
        waits=one.waits or None,
        yields=one.yields or None,
        log=_log(directory, one, words),
    )


def _follow_up(directory: Directory, one: FollowUp, words: Mapping[str, Words]) -> dict[str, Json]:
    view = data_view(directory, AGENDA, one)
    return _row_of(directory, one, words) | _said(
        whom=view.whom,
        attempt=view.attempt,
        reason=view.reason,
        how=view.channel.kind if view.channel and not view.channel.note else None,
        note=view.channel.note if view.channel else None,
        source=_link(view.source),
        links=[_link(each) for each in _links(view)],
    )


def _links(view: FollowUpView) -> Iterator[Link]:
    """Where to go from a follow-up: in the order in which its card shows them."""
    if view.draft_link is not None:
        yield view.draft_link
    if view.sheet is not None:
        yield view.sheet


def _log(directory: Directory, one: FollowUp, words: Mapping[str, Words]) -> str:
    """The entry that says that it was done, without its date; empty where none does.

    It is the draft's own, since a message may say what it is logged as.
    """
    if one.id in words:
        lines = words[one.id].own.log
    else:
        owner = directory.contact(one.person.contact)
        if owner is None:
            return ""
        lines = log_lines(one, directory.rules.get(one.rule), owner, one.channel, None)
    return lines[0].rest if lines else ""


def _event(directory: Directory, one: Event) -> dict[str, Json]:
    view = event_view(directory, one)
    return _said(
        until=last_day_ahead(one).isoformat(),
        at=one.time.isoformat() if one.time else None,
        path=one.place.path,
        line=one.place.line,
        who=_link(view.who),
        others=[_link(each) for each in view.others],
        company=_link(view.company),
        position=view.position,
        kind=view.kind,
        channel=view.channel,
        day=view.day.iso,
        time=view.time,
        text=view.text,
        source=_link(view.source),
        sheet=_link(view.sheet),
    )


def _open_end(directory: Directory, one: LooseEnd) -> dict[str, Json]:
    view, opening = open_end_view(directory, one.opportunity), one.opportunity
    last = []
    for record in reversed(opening.records):
        since = behind_from(record.entry)
        last.append([since.isoformat(), record.entry.day.isoformat()])
        if since <= directory.today:
            break
    return _said(
        since=one.since.isoformat() if one.since else None,
        company=_link(view.company),
        position=view.position,
        key=[opening.key.where, opening.key.position],
        stage=view.stage,
        people=[_link(each) for each in view.people],
        last=last,
    )
