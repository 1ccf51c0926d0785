"""The work-search log: every activity with its date, company, position, contact, method and result.

What an office that pays unemployment benefits asks for, week by week, as a page and as CSV. Which
entries are in it, and what came of them, says `tracker.report.work_search`; here are its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.contact.kinds import APPOINTMENTS, Attempt, Channel, Direction, Kind
from tracker.contact.model import Contact, LogEntry
from tracker.files import Artifact
from tracker.records import Order, Person, Record, same
from tracker.report.work_search import Activity, Following, activities
from tracker.spreadsheet import BYTE_ORDER_MARK, csv_line
from tracker.views.directory import Directory, anchor_of
from tracker.views.frame import WORK_SEARCH, Frame, Link, relative
from tracker.views.shown import Shown
from tracker.views.words import Day, day, short_day
from tracker.workdays import shifted, written

#: The file with all activities, beside the page.
CSV = "work-search.csv"

COLUMNS = ("Date", "Company", "Position", "Contact", "Method", "Result")

#: What stands in a cell of which the log says nothing, so that it is not taken for forgotten.
NOTHING = "–"

_KINDS = {
    Kind.APPLIED: "Application",
    Kind.SCREENING: "Screening",
    Kind.INTERVIEW: "Interview",
    Kind.MEETING: "Meeting",
    Kind.MET: "First meeting",
    Kind.STATUS_CHECK: "Status check",
    Kind.REFERRAL_REQUEST: "Referral request",
    Kind.CALL: "Call",
    Kind.EMAIL: "E-mail",
    Kind.LETTER: "Letter",
    Kind.MESSAGE: "Message",
}
_BY = {
    Channel.CALL: "by phone",
    Channel.EMAIL: "by e-mail",
    Channel.LETTER: "by letter",
    Channel.VIDEO: "by video",
    Channel.IN_PERSON: "in person",
    Channel.ONLINE: "online",
    Channel.TEXT: "by text message",
    Channel.SOCIAL: "on social media",
}
#: What the kind says already, alone or with a channel.
_WHOLE: dict[tuple[Kind, Channel | None], str] = {
    (Kind.CALL, None): "Phone call",
    (Kind.CALL, Channel.CALL): "Phone call",
    (Kind.CALL, Channel.VIDEO): "Video call",
    (Kind.EMAIL, None): "E-mail",
    (Kind.EMAIL, Channel.EMAIL): "E-mail",
    (Kind.LETTER, None): "Letter",
    (Kind.LETTER, Channel.LETTER): "Letter",
    (Kind.MESSAGE, Channel.TEXT): "Text message",
}
_ATTEMPTS = {
    Attempt.VOICEMAIL: "Nobody reached (voicemail)",
    Attempt.NO_ANSWER: "Nobody reached (no answer)",
    Attempt.BOUNCED: "Not delivered (it came back)",
}
#: What came next, before its day.
_NEWS = {
    Kind.INTERVIEW: "Interview",
    Kind.SCREENING: "Screening",
    Kind.MEETING: "Meeting",
    Kind.MET: "Met",
    Kind.CALL: "Call",
    Kind.REPLY: "Reply",
    Kind.OFFER: "Offer",
    Kind.REJECTION: "Rejected",
    Kind.REFERRAL: "Referred",
    Kind.REFERENCE_REQUEST: "References asked for",
    Kind.INQUIRY: "Inquiry from them",
    Kind.EMAIL: "E-mail from them",
    Kind.LETTER: "Letter from them",
    Kind.MESSAGE: "Message from them",
    Kind.ACCEPTED: "Job accepted",
    Kind.DECLINED: "Offer declined",
    Kind.WITHDRAWN: "Withdrawn",
    Kind.NO_RESPONSE: "No answer, given up",
}
#: What an entry of both sides came to by itself.
_HELD = {Kind.CALL: "Spoke with them", Kind.MET: "Met", Kind.MEETING: "Took place"}


class ActivityView(NamedTuple):
    """One activity, as its row says it.

    `who` leads to the entry, `beside` is what stands behind the name; `ways` are how to reach them.
    `method` is by which way you did it, `result` what came of it, both in words.
    """

    day: Day
    company: str
    position: str
    who: Link
    beside: str
    ways: tuple[str, ...]
    method: str
    result: str


class PlacedActivity(NamedTuple):
    """An activity on the page of all: what sorts it there, its row, and its line of CSV."""

    key: Order
    row: Shown[ActivityView]
    line: str


class Claimant(NamedTuple):
    """You, as the head of the log names you: your `name` and `address`, empty without one.

    `ways` are the numbers and addresses at which you can be reached.
    """

    name: str
    address: str
    ways: tuple[str, ...]


class WorkSearchPart(NamedTuple):
    """What some contacts have in the log; `claimant` is you, where your file is among theirs."""

    activities: tuple[PlacedActivity, ...] = ()
    claimant: Claimant | None = None


class Week(NamedTuple):
    """A week from Monday to Sunday. `sum` says how many activities it has, `rows` are these."""

    title: str
    sum: str
    rows: tuple[Shown[ActivityView], ...]


class WorkSearchPage(NamedTuple):
    """The work-search log, oldest week first.

    `claimant` is None where there are no details of your own, `first` and `last` where nothing is
    in the log. `sum` says how many activities the `weeks` have together, and `columns` head their
    rows. `csv` leads to the same as CSV. `zone` is your own: it tells the browser which day it is.
    """

    frame: Frame
    claimant: Claimant | None
    first: Day | None
    last: Day | None
    sum: str
    columns: tuple[str, ...]
    weeks: tuple[Week, ...]
    csv: str
    zone: str


def work_search_part(directory: Directory) -> WorkSearchPart:
    """What the contacts of a directory have in the log."""
    me = directory.book.me
    found = activities(directory.book, directory.today)
    return WorkSearchPart(
        tuple(_placed(directory, one) for one in found), _claimant(me) if me else None
    )


def work_search_page(
    frame: Frame, zone: ZoneInfo, parts: Iterable[WorkSearchPart]
) -> WorkSearchPage:
    """The log, made of what each part of the contacts has in it."""
    placed: list[PlacedActivity] = []
    claimant = None
    for part in parts:
        placed += part.activities
        claimant = claimant or part.claimant
    placed.sort(key=attrgetter("key"))
    weeks: dict[int, list[Shown[ActivityView]]] = {}
    for one in placed:
        weeks.setdefault(_week(one.key), []).append(one.row)
    return WorkSearchPage(
        frame,
        claimant,
        _day(placed[0]) if placed else None,
        _day(placed[-1]) if placed else None,
        _sum(len(placed)),
        COLUMNS,
        tuple(Week(_title(week), _sum(len(rows)), tuple(rows)) for week, rows in weeks.items()),
        CSV,
        zone.key,
    )


def work_search_csv(parts: Sequence[WorkSearchPart]) -> Artifact:
    """All of the log as CSV."""
    placed = sorted((one for part in parts for one in part.activities), key=attrgetter("key"))
    lines = (BYTE_ORDER_MARK, csv_line(COLUMNS), *(one.line for one in placed))
    return Artifact(CSV, "".join(lines).encode(errors="replace"))


def _week(key: Order) -> int:
    """A number that grows by one each Monday."""
    return (key[0] - 1) // 7


def _title(week: int) -> str:
    monday = date.min + timedelta(days=7 * week)
    sunday = shifted(monday, 6)
    begin = short_day(monday) if monday.year == sunday.year else written(monday)
    return f"{begin} – {written(sunday)}"


def _sum(number: int) -> str:
    return "1 activity" if number == 1 else f"{number:,} activities"


def _day(placed: PlacedActivity) -> Day:
    return day(date.fromordinal(placed.key[0]))


def _claimant(me: Contact) -> Claimant:
    return Claimant(_on_one_line(me.name), _postal(me), _numbers(me))


def _placed(directory: Directory, one: Activity) -> PlacedActivity:
    view = _view(directory, one)
    contact = "; ".join((f"{view.who.text}{view.beside}", *view.ways))
    cells = (view.day.iso, view.company, view.position, contact, view.method, view.result)
    return PlacedActivity(one.record.order, view, csv_line(cells))


def _view(directory: Directory, one: Activity) -> ActivityView:
    record, entry = one.record, one.record.entry
    owner = directory.book.by_id[record.owner]
    first, *others = record.people or (Person(owner.id, owner.name),)
    whose = directory.contact(first.contact)
    company = (one.opening.company if one.opening else whose.company if whose else None) or ""
    page = directory.pages.get(record.owner)
    name = _on_one_line(first.name)
    return ActivityView(
        day(entry.day),
        _on_one_line(company) or NOTHING,
        _on_one_line((one.opening.position or "not named") if one.opening else NOTHING),
        Link(name, relative(WORK_SEARCH, page, anchor_of(entry.place)) if page else None),
        _beside(whose if first.known else None, company, others),
        _ways(whose, is_their_own=first.known),
        method_words(entry),
        result_words(record, one.following, is_about_opening=one.opening is not None),
    )


def _beside(contact: Contact | None, company: str, others: Sequence[Person]) -> str:
    """Their role, where they work if that is elsewhere, and who else was there."""
    said = ""
    if contact is not None and contact.role:
        said += f", {contact.role}"
    if contact is not None and contact.company and same(contact.company) != same(company):
        said += f" at {contact.company}" if contact.role else f", {contact.company}"
    if others:
        said += f", with {', '.join(one.name for one in others)}"
    return f", {_on_one_line(said[1:])}" if said.startswith(",") else ""


def _ways(contact: Contact | None, *, is_their_own: bool) -> tuple[str, ...]:
    """A number, an e-mail address and where letters go: offices take what leads to the employer.

    Of whom somebody else's file names, only what is their company's as well.
    """
    found: list[str] = []
    if contact is not None:
        found += _numbers(contact) if is_their_own else ()
        found.append(_postal(contact))
        if not any(found):
            found.append(_on_one_line(contact.website or ""))
    return tuple(filter(None, found)) or ("how to reach them is not noted",)


def _numbers(contact: Contact) -> tuple[str, ...]:
    found = [one.number for one in contact.phone[:1]] + list(contact.email[:1])
    return tuple(_on_one_line(one) for one in found)


def _postal(contact: Contact) -> str:
    lines = (_on_one_line(one).rstrip(",") for one in (contact.address or "").splitlines())
    return ", ".join(filter(None, lines))


def _on_one_line(text: str) -> str:
    """A text as the page and the file say it alike: a browser shows no other blanks."""
    return " ".join(text.split())


def method_words(entry: LogEntry) -> str:
    """What was done, and by which means, as far as the entry says."""
    return _method(entry.kind, _channel(entry), entry.round)


def _channel(entry: LogEntry) -> Channel | None:
    """The channel of an entry; what nobody picks up, or ends on a machine, is a telephone."""
    if entry.channel is None and entry.attempt in {Attempt.VOICEMAIL, Attempt.NO_ANSWER}:
        return Channel.CALL
    return entry.channel


@lru_cache
def _method(kind: Kind, channel: Channel | None, number: int | None) -> str:
    whole = _WHOLE.get((kind, channel))
    if whole:
        return whole
    what = _KINDS.get(kind, "Contact") + (f" (round {number})" if number else "")
    return f"{what}, {_BY[channel] if channel else 'method not noted'}"


def result_words(record: Record, following: Following, *, is_about_opening: bool) -> str:
    """What came of an activity: what the log has after it, and no more."""
    entry = record.entry
    if entry.kind in APPOINTMENTS and following.no_show:
        return "One side did not turn up"
    news, missed = _news(following), _told(following.missed)
    soon = missed if following.again else news or missed
    if entry.attempt is not None:
        tried = _ATTEMPTS[entry.attempt]
        return f"{tried}; {_lower(soon)}" if soon else tried
    held = _HELD.get(entry.kind)
    if not is_about_opening:
        # What somebody says next need have nothing to do with what you said long before.
        if held:
            return held
        return soon or ("No answer" if following.again else _waiting(entry, following))
    if entry.kind is Kind.CALL:
        return f"Spoke with them; {_lower(news)}" if news else "Spoke with them"
    if entry.kind is Kind.APPLIED and following.ending not in {None, following.next}:
        news = f"{news}; {_lower(_told(following.ending))}"
    return news or held or missed or _waiting(entry, following)


def _news(following: Following) -> str:
    if following.next is None:
        return ""
    return _told(following.next, is_only_set=following.is_only_set)


def _told(record: Record | None, *, is_only_set: bool = False) -> str:
    """`Interview on Tue 24 Nov 2026`."""
    if record is None:
        return ""
    entry = record.entry
    if entry.attempt is not None:
        tried = "Voicemail" if entry.attempt is Attempt.VOICEMAIL else "Missed call"
        return f"{tried} from them on {written(entry.day)}"
    what = _NEWS.get(entry.kind, "Word from them")
    if entry.kind is Kind.CALL and entry.direction is Direction.IN:
        what = "Call from them"
    return f"{what} {'set for' if is_only_set else 'on'} {written(entry.day)}"


def _waiting(entry: LogEntry, following: Following) -> str:
    if entry.kind in APPOINTMENTS:
        return "Took place; no answer yet"
    if entry.needs_answer is False:
        return "No answer needed"
    if following.receipt is not None:
        return f"Receipt on {written(following.receipt)}; no answer yet"
    return "No answer yet"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
