"""Circles, worked out one by one, come to what all contacts at once come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules import workspace
from tests.rules.varied_book import BOOK
from tracker.book import compile_book, compile_circle, limited_by_file
from tracker.build.finishing import about_people_of
from tracker.checks import far_ahead, runs_of
from tracker.circles import Circle, circles_of, everyone, surroundings_of, ties_of
from tracker.config_reader import load_config
from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.files import SourceFile
from tracker.rules.derive import derive
from tracker.rules.followup import FollowUp
from tracker.rules.load import load_rules
from tracker.rules.wider import NOTHING, leans_on, together, wider_of

FIRST = ("Anna", "Anne", "Dana", "Daniel", "Luis")
LAST = ("Ortega", "Ortego", "Silva", "Whitfield")
COMPANIES = ("Acme", "acme", "Beta Works", "Gamma", "Beta")
POSITIONS = ("Engineer", "Engineer II", "Cook", "Senior Cook", "Engineers")
KINDS = (
    *("applied", "screening", "interview", "offer", "accepted", "rejection", "declined"),
    *("reference-alert", "reference-request", "referral", "email", "email (in)", "call", "note"),
    *("inquiry", "purchase", "met", "thank-you", "status-check"),
)
NAMES = st.one_of(
    st.builds("{} {}".format, st.sampled_from(FIRST), st.sampled_from(LAST)),
    st.sampled_from((*FIRST, "Robin Vermeer", "Robin", "me", "Luiz Ortega", "Nobody Atall")),
)
PLACES = st.sampled_from(COMPANIES)
OPENINGS = st.sampled_from(POSITIONS)
BRACKETS = st.one_of(
    st.builds("with {}".format, NAMES),
    st.builds("to {}".format, NAMES),
    st.builds("with {} and {}".format, NAMES, NAMES),
    st.builds("for {}".format, OPENINGS),
    st.builds("for {} at {}".format, OPENINGS, PLACES),
    st.sampled_from(("cancelled", "reply by 2026-11-20", "needs answer")),
)
LOOSE = st.one_of(
    st.just(""),
    st.builds(" with {}".format, NAMES),
    st.builds(" with {} and {}".format, NAMES, NAMES),
    st.builds(" for {}".format, OPENINGS),
    st.builds(" for {} at {}".format, OPENINGS, PLACES),
    st.just(": thank you"),
)
DAYS = st.one_of(
    st.dates(date(2026, 10, 1), date(2026, 12, 5)), st.sampled_from([date(2026, 11, 12)])
)


@st.composite
def entries(draw: st.DrawFn) -> str:
    task = draw(st.sampled_from(("", "", "", "", "[ ] ")))
    brackets = ", ".join(draw(st.lists(BRACKETS, max_size=2)))
    kind = draw(st.sampled_from(KINDS))
    inside = f" ({brackets})" if brackets else ""
    return f"- {task}{draw(DAYS)} {kind}{inside}{draw(LOOSE)}"


@st.composite
def files(draw: st.DrawFn) -> str:
    lines = ["---", f"name: {draw(NAMES)}"]
    optional = {
        "company": PLACES,
        "position": OPENINGS,
        "aliases": NAMES,
        "introduced_by": NAMES,
        "relationship": st.sampled_from(
            ("reference", "recruiter", "agency", "customer", "mentor", "[agent, reference]")
        ),
        "status": st.sampled_from(("active", "paused")),
        "snooze": st.just("2026-11-30"),
        "next_follow_up": st.just("2026-11-25"),
        "keep_in_touch": st.just("2 weeks"),
    }
    odds = {"company": 4, "position": 3, "aliases": 3, "relationship": 5, "introduced_by": 2}
    for key, value in optional.items():
        if draw(st.integers(0, 9)) < odds.get(key, 1) * (2 if key == "company" else 1):
            lines.append(f"{key}: {draw(value)}")
    return "\n".join([*lines, "---", "## Log", *draw(st.lists(entries(), max_size=6)), ""])


BOOKS = st.lists(files(), min_size=1, max_size=9)


def contacts_of(texts: Iterable[tuple[str, str]]) -> list[Contact]:
    read = [read_contact(SourceFile(path, text.encode()))[0] for path, text in texts]
    return [one for one in read if one is not None]


def named(texts: Iterable[str], *, me: bool) -> list[Contact]:
    paths = ["contacts/me.md"] if me else []
    paths += [f"contacts/{number % 3}/p{number}.md" for number in range(20)]
    return contacts_of(zip(paths, texts, strict=False))


def hold(contacts: list[Contact]) -> tuple[Circle, ...]:
    """Assert that circles come to what all come to; the circles."""
    config, _ = load_config("start = 2026-01-01")
    rules, _ = load_rules(config)
    whole, problems = compile_book(contacts)
    derived = derive(whole, config, rules)
    by_id = {one.id: one for one in contacts}
    ties = [ties_of(one) for one in contacts]
    circles = circles_of(ties, everyone(ties))
    assert sorted(one for circle in circles for one in circle.members) == sorted(by_id)
    linked = [
        compile_circle(
            [by_id[one] for one in circle.members],
            circle.surroundings.names,
            circle.surroundings.positions,
        )
        for circle in circles
    ]
    books = [book for book, _ in linked]
    found = set().union(*(problem for _, problem in linked))
    runs = [run for book in books for run in runs_of(book.records)]
    assert limited_by_file({*found, *far_ahead(runs)}) == problems
    records = [one for book in books for one in book.records]
    assert sorted(records, key=lambda one: one.order) == list(whole.records)
    openings = [one for book in books for one in book.opportunities]
    assert sorted(openings, key=lambda one: one.key) == list(whole.opportunities)
    business = [one for book in books for one in book.business]
    assert sorted(business, key=lambda one: one.key) == list(whole.business)
    tasks = [task for book in books for task in book.tasks]
    assert sorted(tasks, key=lambda one: one[1].order) == list(whole.tasks)
    for each in ("timelines", "files"):
        parts: dict[str, object] = {}
        for book in books:
            assert parts.keys().isdisjoint(getattr(book, each))
            parts |= getattr(book, each)
        assert parts == getattr(whole, each)

    wider = together(wider_of(book, rules) for book in books)
    own = [
        derive(book, config, rules, wider if leans_on(book, rules) else NOTHING) for book in books
    ]
    owner = {one: at for at, circle in enumerate(circles) for one in circle.members}
    adopted: dict[int, list[FollowUp]] = defaultdict(list)
    for at, some in enumerate(own):
        for follow_up in (*some.follow_ups, *some.closed):
            to = owner[follow_up.person.contact]
            if to != at:
                adopted[to].append(follow_up)
    settled = [
        about_people_of(book, some, adopted[at])
        for at, (book, some) in enumerate(zip(books, own, strict=True))
    ]
    for kind in ("follow_ups", "closed", "events"):
        made = [one for some in settled for one in getattr(some, kind)]
        assert sorted(map(repr, made)) == sorted(map(repr, getattr(derived, kind)))
    assert frozenset().union(*(some.resting for some in settled)) == derived.resting
    return circles


@given(BOOKS)
def test_circles_come_to_what_all_contacts_come_to(texts: list[str]) -> None:
    hold(named(texts, me=False))


@given(BOOKS)
def test_and_with_you_among_them(texts: list[str]) -> None:
    hold(named(texts, me=True))


def sketch(text: str) -> list[Contact]:
    found = [workspace._file(line, None) for line in workspace.unfolded(text)]
    return contacts_of((f"contacts/{path}", content) for path, content in found)


def test_a_book_in_which_every_rule_speaks() -> None:
    circles = hold(sketch(BOOK))
    assert len(circles) > 15


ONE_OR_TWO = {
    "a company": ("ann @ Acme\nbob @ acme", 1),
    "two companies": ("ann @ Acme\nbob @ Beta", 2),
    "none at all": ("ann\nbob", 2),
    "with": ("ann > 11-02 call (with Bob)\nbob", 1),
    "with, loosely": ("ann > 11-02 call with Bob about it\nbob", 1),
    "to": ("ann > 11-02 email (to Bob)\nbob", 1),
    "an alias": ("ann > 11-02 call (with Bobby)\nbob | aliases: Bobby", 1),
    "a name that two bear": ("ann > 11-02 call (with Al)\nbob | aliases: Al\ncas | aliases: Al", 3),
    "a slip": ("ann > 11-02 call (with Robbert)\nbob | aliases: Robert", 2),
    "an opening elsewhere": ("ann > 11-02 applied (for Cook at Beta)\nbob @ Beta", 1),
    "a reference's": (
        "ann @ Old | relationship: reference > 11-02 call (for Cook)\nbob @ Beta / Cook",
        1,
    ),
    "a recruiter's, loosely": (
        "ann @ Old | relationship: recruiter > 11-02 call for Cook\nbob @ Beta / Cook",
        1,
    ),
    "anybody else's, loosely": ("ann @ Old > 11-02 call for Cook\nbob @ Beta / Cook", 2),
    "an alert": ("ann @ Old > 11-02 reference-alert (for Cook)\nbob @ Beta / Cook", 1),
    "introduced by": ("ann | introduced_by: Bob\nbob", 2),
    "over a third": ("ann > 11-02 call (with Bob)\nbob @ Acme\ncas @ Acme", 1),
    "you": ("me @ Acme > 11-02 call (with Bob)\nbob @ Acme", 2),
}


@pytest.mark.parametrize(("text", "number"), ONE_OR_TWO.values(), ids=ONE_OR_TWO)
def test_what_ties_two_contacts(text: str, number: int) -> None:
    assert len(hold(sketch(text))) == number


def test_several_openings_ended_by_one_offer_are_numbered_as_in_all() -> None:
    circles = hold(
        sketch(
            "ann @ Acme / Cook > 11-02 applied; 11-20 accepted\n"
            "bob | relationship: recruiter > 11-01 applied (for Baker at Beta);"
            " 11-01 applied (for Guide at Gamma); 11-01 applied (for Pilot at Delta)"
        )
    )
    assert len(circles) == 2


def test_so_are_those_of_openings_in_circles_of_their_own() -> None:
    # A reference takes no part in an opening: all of these lead to whoever made the offer.
    circles = hold(
        sketch(
            "ann @ Acme / Cook > 11-02 applied; 11-20 accepted\n"
            "bob | relationship: reference > 11-01 applied\n"
            "cas | relationship: reference > 11-01 applied (for Baker at Beta)"
        )
    )
    assert len(circles) == 3


@given(BOOKS, BOOKS)
def test_surroundings_with_the_same_mark_are_the_same(one: list[str], other: list[str]) -> None:
    first, second = (
        everyone([ties_of(each) for each in named(some, me=True)]) for some in (one, other)
    )
    asking = [ties_of(each) for each in named(one, me=True)]
    before, after = surroundings_of(asking, first), surroundings_of(asking, second)
    assert (before.mark == after.mark) == (before == after)


def test_a_mark_differs_wherever_an_answer_does() -> None:
    asking = "ann @ Old | relationship: reference | introduced_by: Bob > 11-02 call (with Bob);"
    asking += "11-03 call with Cas; 11-04 call (for Cook); 11-05 call (with Roberto, to Me)"
    others = [
        "bob",
        "bobby | aliases: Bob",
        "bob\nbobby | aliases: Bob",
        "cas",
        "rob | aliases: Robert",
        "eve @ Beta / Cook",
        "eve @ Gamma / Cook",
        "eve @ Gamma / Cook\neva @ Beta / Cook",
        "me | aliases: Bob",
        "zoe @ Zeta / Guide",
    ]
    marks = []
    for other in ["", *others]:
        ties = [ties_of(one) for one in sketch(f"{asking}\n{other}")]
        ann = [one for one in ties if one.id == "ann"]
        marks.append(surroundings_of(ann, everyone(ties)).mark)
    assert len(set(marks)) == len(others)
    # What nobody asked for is no answer.
    assert marks[0] == marks[-1]
