"""What the search box finds, as the script that the browser loads for it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from tests.pages.sample_site import contact, entry, sample_world, world
from tracker.contact.kinds import Kind
from tracker.contact.model import Contact, Task
from tracker.views.finding import findable, search_data


def data_of(*people: Contact, me: Contact | None = None) -> list[list[Any]]:
    """What a browser reads in the script for these people."""
    script = search_data(findable(world(people, me=me).directory())).data.decode()
    begin, end = "var trackerFindable = ", ";\n"
    assert script.startswith(begin)
    assert script.endswith(end)
    found = json.loads(script[len(begin) : -len(end)])
    assert isinstance(found, list)
    return found


def test_a_contact_is_one_line_with_all_that_is_found() -> None:
    path = "contacts/x.md"
    x = contact(
        "x",
        "Ex",
        aliases=("Why",),
        position="Clerk",
        about=((3, "A note."),),
        log_prose=((8, "Between."),),
        entries=(
            entry(9, date(2026, 11, 1), Kind.CALL, "first", path=path, position="Clerk"),
            entry(10, date(2026, 11, 2), Kind.CALL, "", path=path, position="Cook"),
            entry(11, date(2026, 11, 3), Kind.CALL, "last", path=path, body="- open: what?"),
        ),
        tasks=(Task(entry(12, date(2026, 12, 1), Kind.CALL, "ask", path=path)),),
    )
    assert data_of(x) == [
        [
            *("contacts/x.html", "Ex", "", ""),
            *(["Why"], ["Clerk", "Cook"], [], [], []),
            [
                ["about", "", "A note."],
                ["timeline", "", "Between."],
                ["L12", "2026-12-01", "ask"],
                ["L11", "2026-11-03", "last\n- open: what?"],
                ["L10", "2026-11-02", "2026-11-02 call: "],
                ["L9", "2026-11-01", "first\nfor Clerk"],
            ],
        ]
    ]


def test_what_stands_in_brackets_is_found_at_its_entry() -> None:
    path = "contacts/x.md"
    first, *others = (
        entry(
            9,
            date(2026, 11, 3),
            Kind.INTERVIEW,
            "went well",
            path=path,
            position="Planner",
            at_company="VDL",
            people=("An Peeters", "Joris"),
            body="- open: pay",
        ),
        entry(10, date(2026, 11, 2), Kind.EMAIL, "my CV", path=path, recipients=("HR",)),
        # What has no text is there as it was typed, with its brackets.
        entry(11, date(2026, 11, 1), Kind.MEETING, "", path=path, people=("Mei",)),
    )
    [found] = data_of(contact("x", "Ex", entries=(first, *others)))
    assert found[9] == [
        ["L9", "2026-11-03", "went well\n- open: pay\nfor Planner at VDL, with An Peeters, Joris"],
        ["L10", "2026-11-02", "my CV\nto HR"],
        ["L11", "2026-11-01", others[1].raw],
    ]


def test_your_own_file_is_not_in_it_and_the_order_is_that_of_the_ids() -> None:
    found = data_of(contact("b", "Ann"), contact("a", "Ben"), me=contact("me", "You"))
    assert [one[1] for one in found] == ["Ben", "Ann"]
    assert data_of() == []


def test_every_contact_is_in_it_with_the_page_it_has() -> None:
    views = sample_world().views()
    text = views.search_data.data.decode()
    pages = {one.frame.path for one in views.people} - {"contacts/me.html"}
    assert pages == {json.loads(line.rstrip(","))[0] for line in text.splitlines()[1:-1]}


def test_nothing_that_was_typed_ends_the_script() -> None:
    bad = "</script><!--\u2028\u2029\\\"'`${x}\ud800"
    x = contact("x", bad, company=bad, tags=(bad,), about=((1, bad),))
    [one] = findable(world((x,)).directory())
    assert not {b"<", "\u2028".encode(), "\u2029".encode(), b"\n"} & {
        one.line[at : at + size] for size in (1, 3) for at in range(len(one.line))
    }
    assert json.loads(one.line)[1] == bad.replace("\ud800", "?")
