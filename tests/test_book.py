"""All contacts together: who is meant by a name, whose timeline it shows on, what joins what."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.book import ContactBook, compile_book
from tracker.contact.kinds import SHARED, Kind
from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic, Severity
from tracker.files import SourceFile
from tracker.opportunities import Outcome, Stage
from tracker.records import OpportunityKey

DANA = "name: Dana Whitfield\naliases: [DW, Danny]\ncompany: Acme\nposition: Platform Engineer"
LUIS = "name: Luis Ortega\ncompany: Acme"
MEI = "name: Mei-Ling Tsao\naliases: Mei\ncompany: Acme"
ME = "name: Marisol Brandt\naliases: Mari"


def book_of(**files: str) -> tuple[ContactBook, tuple[Diagnostic, ...]]:
    """A book of files given as front matter, a blank line, and the lines of the log."""
    contacts: list[Contact] = []
    for name, text in files.items():
        front, _, log = text.partition("\n\n")
        data = f"---\n{front}\n---\n## Log\n{log}\n".encode()
        contact, problems = read_contact(SourceFile(f"contacts/{name}.md", data))
        assert contact is not None
        assert problems == ()
        contacts.append(contact)
    return compile_book(contacts)


def silent(**files: str) -> ContactBook:
    book, problems = book_of(**files)
    assert problems == ()
    return book


def people(book: ContactBook, at: int = 0) -> list[str]:
    """For whom an entry counts; `?` is before those without a file."""
    found = book.records[at].people
    return [person.name if person.known else f"?{person.name}" for person in found]


def logged(kind: str = "interview", said: str = "") -> str:
    return f"{DANA}\n\n- 2026-11-12 {kind}{said}"


# --- names ---


@pytest.mark.parametrize(
    "said",
    [
        " (with Luis Ortega)",
        " (with luis  ortega)",
        " (with LUIS ORTEGA, video)",
        " with Luis Ortega",
        " with luis ortega, on video: fine",
        " with Luis Ortega for an hour",
        ' (with "Luis Ortega")',
        " (with Luis Ortega, with Luis Ortega)",
    ],
)
def test_a_name_whatever_its_case(said: str) -> None:
    book = silent(dana=logged(said=said), luis=LUIS)
    assert people(book) == ["Dana Whitfield", "Luis Ortega"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (" (with Mei)", ["Mei-Ling Tsao"]),
        (" (with mei and Luis Ortega)", ["Mei-Ling Tsao", "Luis Ortega"]),
        (" with Mei and Luis Ortega about robots", ["Mei-Ling Tsao", "Luis Ortega"]),
        (" with Mei, Luis Ortega & somebody", ["Mei-Ling Tsao", "Luis Ortega"]),
        (" with Mei-Ling Tsao", ["Mei-Ling Tsao"]),
        (" with the whole team", []),
        (" with somebody and Mei", []),
        (" with Mei &Luis Ortega ,Sam Ito", ["Mei-Ling Tsao", "Luis Ortega"]),
        (" with Mei, and Luis Ortega", ["Mei-Ling Tsao"]),
        (" (with Sam Ito)", ["?Sam Ito"]),
        (" (with Sam Ito and Mei)", ["?Sam Ito", "Mei-Ling Tsao"]),
        (" (with me)", []),
        (" (with Mari and Mei)", ["Mei-Ling Tsao"]),
        (" (with Marisol Brandt)", []),
        (" (with DW)", []),
        (" (with Danny)", []),
        (" (with Dana)", []),
    ],
)
def test_names_aliases_strangers_and_you(said: str, expected: list[str]) -> None:
    book = silent(dana=logged(said=said), luis=LUIS, mei=MEI, me=ME)
    assert people(book) == ["Dana Whitfield", *expected]


def test_to_is_them_and_not_the_owner_of_the_file() -> None:
    book = silent(dana=logged("thank-you", " (email, to Luis Ortega and Sam Ito)"), luis=LUIS)
    assert people(book) == ["Luis Ortega", "?Sam Ito"]
    assert set(book.timelines) == {"luis", "name:sam ito\nacme"}
    book = silent(dana=logged("email", " (to Luis Ortega)"), luis=LUIS)
    assert people(book) == ["Luis Ortega"]
    assert [record.owner for record in book.timelines["luis"]] == ["dana"]


@pytest.mark.parametrize("said", [" (with Sam)", " (to Sam)", " with Sam"])
def test_a_name_that_two_people_bear(said: str) -> None:
    first, second = "name: Sam Ito\naliases: Sam", "name: Sam Abbott\naliases: [Sam]"
    book, (problem,) = book_of(dana=logged(said=said), ito=first, abbott=second)
    assert people(book)[1:] == []
    assert (problem.severity, problem.code) == (Severity.ERROR, "ambiguous-name")
    assert problem.message.casefold() == (
        "`sam` can be 2 people: `contacts/abbott.md` and `contacts/ito.md`."
    )
    assert problem.hint == "Write the full name, or give one of them an alias of their own."
    line = f"- 2026-11-12 interview{said}"
    assert (problem.path, problem.line) == ("contacts/dana.md", 8)
    assert problem.column == line.index("Sam") + 1


@pytest.mark.parametrize(
    "typed",
    ["Luis Ortga", "Lius Ortega", "Luis Ortegas", "Louis Ortega", "LuisOrtega", "Mei-Lin Tsao"],
)
def test_a_slip_in_a_name(typed: str) -> None:
    book, (problem,) = book_of(dana=logged(said=f" (video, with {typed})"), luis=LUIS, mei=MEI)
    assert people(book) == ["Dana Whitfield", f"?{typed}"]
    assert str(problem) == (
        "contacts/dana.md:8:37: warning[unknown-name] "
        f"Nobody is called `{typed}`: taken for someone without a file."
    )
    meant = "Mei-Ling Tsao" if typed.startswith("M") else "Luis Ortega"
    assert problem.hint == f"Did you mean `{meant}`?"


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Anna", "Anne"),
        ("Joan", "John"),
        ("Jane Abbott", "June Abbott"),
        ("Sam Ito", "Sam Oto"),
        ("Luis Ortega", "Elena Ortega"),
        ("Team", "team lead"),
        ("Mark Reed", "Mary Reed"),
    ],
)
def test_other_people_are_no_slips(known: str, typed: str) -> None:
    book = silent(dana=logged(said=f" (with {typed})"), other=f"name: {known}")
    assert people(book) == ["Dana Whitfield", f"?{typed}"]


def test_a_slip_on_the_second_line_of_an_entry() -> None:
    _, (problem,) = book_of(dana=logged(said=" (video,\n    with Luis Ortga)"), luis=LUIS)
    assert (problem.line, problem.column) == (9, 10)


# --- timelines ---


@pytest.mark.parametrize("kind", list(Kind))
def test_which_kinds_count_for_everyone_named(kind: Kind) -> None:
    shared = {Kind.INTERVIEW, Kind.SCREENING, Kind.MEETING, Kind.THANK_YOU}
    assert shared == SHARED
    front, _, _ = DANA.partition("\nposition")
    text = f"{front}\n\n- 2026-11-12 {kind} (with Luis Ortega)"
    book, problems = book_of(dana=text, luis=LUIS)
    assert [one for one in problems if one.severity is not Severity.HINT] == []
    expected = {"dana", "luis"} if kind in shared else {"dana"}
    assert set(book.timelines) == expected
    assert [record.entry.kind for record in book.files["dana"]] == [kind]
    assert "luis" not in book.files


def test_timelines_are_oldest_first_across_files() -> None:
    book = silent(
        dana=f"{DANA}\n\n- 2026-11-13 interview (with Luis Ortega)\n- 2026-11-11 applied",
        luis=f"{LUIS}\n\n- 2026-11-12 call\n- 2026-11-14 email",
    )
    assert [record.entry.day.day for record in book.timelines["luis"]] == [12, 13, 14]
    assert [record.entry.day.day for record in book.timelines["dana"]] == [11, 13]
    assert [record.order for record in book.records] == sorted(one.order for one in book.records)


def test_you_are_no_contact() -> None:
    book = silent(me=ME, dana=logged())
    assert book.me is not None
    assert [contact.id for contact in book.contacts] == ["dana"]
    assert set(book.by_id) == set(book.files) == {"dana"}


def test_the_log_of_your_own_file_does_not_vanish_without_a_word() -> None:
    text = f"{ME}\nnext_follow_up: 2026-12-05\n\n- 2026-11-12 call\n- [ ] 2026-12-01 call: ask"
    book, problems = book_of(me=text, dana=DANA)
    assert (book.records, book.tasks) == ((), ())
    assert [str(one) for one in problems] == [
        f"contacts/me.md:{line}: warning[log-in-me] "
        "This entry stands in your own file: it counts for nobody."
        for line in ("7:3", "8:7")
    ]
    assert {one.hint for one in problems} == {"Move it to the file of the contact it is about."}


def test_of_one_sort_of_problem_the_first_hundred_of_a_file() -> None:
    log = "\n".join(["- 2026-11-12 call"] * 150)
    _, problems = book_of(me=f"{ME}\n\n{log}", dana=logged(said=" (with Luis Ortga)"), luis=LUIS)
    assert [one.code for one in problems] == ["unknown-name", *["log-in-me"] * 100]
    assert problems[-1].message.endswith("nobody. And 50 more like it below.")


def test_tasks_and_manual_days() -> None:
    text = f"{DANA}\nnext_follow_up: 2026-12-05\n\n- [ ] 2026-12-01 call: ask"
    book = silent(dana=text)
    assert book.records == ()
    assert [(task.entry.day, record.owner) for task, record in book.tasks] == [
        (date(2026, 12, 1), "dana"),
        (date(2026, 12, 5), "dana"),
    ]
    assert book.tasks[1][0].entry.place.line == 6


# --- openings ---


def openings(book: ContactBook) -> dict[tuple[str, str], list[str]]:
    """The kinds in the history of each opening."""
    return {
        (one.key.where, one.key.position): [record.entry.kind.value for record in one.records]
        for one in book.opportunities
    }


ACME = ("acme", "platform engineer")


def test_one_history_from_all_files() -> None:
    book = silent(
        dana=f"{DANA}\n\n- 2026-11-12 interview (with Luis Ortega)",
        luis=f"{LUIS}\n\n- 2026-11-10 applied (for PLATFORM  engineer)\n- 2026-11-14 reply",
        trudy=(
            "name: Trudy\ncompany: Search\nrelationship: recruiter\n\n"
            "- 2026-11-11 screening (for Platform Engineer at ACME)\n- 2026-11-15 call"
        ),
        gerda=(
            "name: Gerda\nrelationship: reference\n\n"
            "- 2026-11-13 reference-alert (for Platform Engineer)"
        ),
    )
    assert openings(book) == {
        ACME: ["applied", "screening", "interview", "reference-alert", "reply", "call"]
    }
    (one,) = book.opportunities
    assert (one.company, one.position) == ("Acme", "Platform Engineer")
    assert one.contacts == ("dana", "luis", "trudy")
    assert (one.stage, one.furthest, one.outcome) == (Stage.INTERVIEW, Stage.INTERVIEW, None)


@pytest.mark.parametrize("kind", ["note", "met", "purchase", "quote"])
def test_what_never_joins_unless_it_names_a_position(kind: str) -> None:
    book = silent(dana=DANA, luis=f"{LUIS}\n\n- 2026-11-12 {kind}")
    assert book.records[0].opportunity is None
    book = silent(dana=DANA, luis=f"{LUIS}\n\n- 2026-11-12 {kind} (for Platform Engineer)")
    assert book.records[0].opportunity == OpportunityKey(*ACME)


def test_several_openings_at_a_company() -> None:
    files = {
        "dana": f"{DANA}\n\n- 2026-11-01 applied",
        "mei": f"{MEI}\nposition: Data Engineer\n\n- 2026-11-01 applied\n- 2026-11-10 rejection",
        "luis": f"{LUIS}\n\n- 2026-11-05 reply\n- 2026-11-12 reply",
    }
    book, (problem,) = book_of(**files)
    joined = [record.opportunity for record in book.files["luis"]]
    assert joined == [None, OpportunityKey(*ACME)]
    assert (problem.severity, problem.code) == (Severity.WARNING, "which-opportunity")
    assert (problem.path, problem.line, problem.column) == ("contacts/luis.md", 6, 3)
    assert problem.message == (
        "This entry can belong to 2 opportunities and joins none:"
        " `Data Engineer`, `Platform Engineer`."
    )
    assert problem.hint == "Say which one: `(for Data Engineer)`."


def test_a_message_lists_five_openings() -> None:
    named = "\n".join(f"- 2026-11-01 email (for Role {at % 7} at Acme)" for at in range(14))
    agent = f"name: Luis\nrelationship: agent\n\n{named}\n- 2026-11-12 reply"
    _, (problem,) = book_of(luis=agent)
    assert problem.message == (
        "This entry can belong to 7 opportunities and joins none: "
        "`Role 0`, `Role 1`, `Role 2`, `Role 3`, `Role 4` and 2 more."
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (" for Platform Engineer: hi", ACME),
        (" for platform engineer, round two", ACME),
        (" for Platform Engineering", None),
        (" for a change", None),
        (" for Platform Engineer at Acme", ACME),
    ],
)
def test_an_unbracketed_position(said: str, expected: tuple[str, str] | None) -> None:
    agent = f"name: Luis\ncompany: Search\nrelationship: agent\n\n- 2026-11-12 reply{said}"
    book = silent(dana=DANA, luis=agent)
    assert book.records[0].opportunity == (OpportunityKey(*expected) if expected else None)


@pytest.mark.parametrize(
    ("said", "relationship", "expected"),
    [
        ("Engineer at Acme", "friend", ("acme", "engineer")),
        ("Engineer at Beta", "friend", ("beta", "engineer")),
        ("Engineer at Beta", "agent", ("beta", "engineer")),
        ("Engineer", "friend", None),
        ("Engineer", "agent", None),
        ("Engineer II, round two", "friend", None),
        ("Engineer II, round two", "agent", ("beta", "engineer ii")),
        ("Engineer IIb", "agent", None),
    ],
)
def test_an_unbracketed_position_at_several_companies(
    said: str, relationship: str, expected: tuple[str, str] | None
) -> None:
    luis = f"name: Luis\nrelationship: {relationship}\n\n- 2026-11-12 reply for {said}"
    book = silent(
        ann="name: Ann\ncompany: Acme\nposition: Engineer",
        ben="name: Ben\ncompany: Beta\nposition: Engineer",
        cas="name: Cas\ncompany: Beta\nposition: Engineer II",
        luis=luis,
    )
    assert book.records[0].opportunity == (OpportunityKey(*expected) if expected else None)


def test_people_without_a_company_have_openings_of_their_own() -> None:
    book = silent(
        bert="name: Bert\nposition: Gardener\n\n- 2026-11-12 applied",
        gus="name: Gus\nposition: Gardener\n\n- 2026-11-12 applied",
    )
    assert set(openings(book)) == {("person:bert", "gardener"), ("person:gus", "gardener")}


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Senior Platfrom Engineer", "Senior Platform Engineer"),
        ("Senior Platform Enginer", "Senior Platform Engineer"),
        ("Senior Platform-Engineer", "Senior Platform Engineer"),
        ("Front end Developer", "Frontend Developer"),
        ("Product Managers", "Product Manager"),
    ],
)
def test_a_slip_in_a_position(typed: str, known: str) -> None:
    text = "name: Dana\ncompany: Acme\nposition: {}\n\n- 2026-11-12 applied (online, for {})"
    book, (problem,) = book_of(dana=text.format(known, typed))
    assert str(problem) == (
        "contacts/dana.md:7:35: warning[unknown-position] "
        f"`{typed}` is taken for another opportunity than `{known}`."
    )
    assert problem.hint == f"Did you mean `{known}`?"
    assert len(book.opportunities) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Engineer II", "Engineer III"),
        ("Engineer 1", "Engineer 2"),
        ("Team54 Lead", "Team55 Lead"),
        ("Junior Developer", "Senior Developer"),
        ("Data Engineer", "Data Analyst"),
        ("Engineer", "Lead Engineer"),
    ],
)
def test_other_positions_are_no_slips(one: str, other: str) -> None:
    text = f"name: Dana\ncompany: Acme\nposition: {one}\n\n- 2026-11-12 applied (for {other})"
    assert len(silent(dana=text).opportunities) == 2


def test_the_position_that_most_entries_name_is_the_known_one() -> None:
    log = "\n".join(
        f"- 2026-11-{day} email (for {name} at Acme)"
        for day, name in ((10, "Platfrom Lead"), (11, "Platform Lead"), (12, "Platform Lead"))
    )
    _, (problem,) = book_of(trudy=f"name: Trudy\ncompany: Search\n\n{log}")
    assert problem.hint == "Did you mean `Platform Lead`?"
    assert problem.line == 6
    # The same two names at two companies are two openings.
    log = log.replace("Platfrom Lead at Acme", "Platfrom Lead at Beta")
    silent(trudy=f"name: Trudy\ncompany: Search\n\n{log}")


def test_a_slip_of_another_companys_position_is_none() -> None:
    silent(
        dana=DANA,
        gus="name: Gus\ncompany: Beta\n\n- 2026-11-12 applied (for Platfrom Engineer)",
    )


# --- stages and outcomes ---


@pytest.mark.parametrize(
    ("log", "stage", "furthest", "outcome"),
    [
        ("", Stage.LEAD, Stage.LEAD, None),
        ("11-02 call", Stage.LEAD, Stage.LEAD, None),
        ("11-02 applied", Stage.APPLIED, Stage.APPLIED, None),
        ("11-02 applied; 11-12 screening", Stage.SCREENING, Stage.SCREENING, None),
        ("11-02 interview; 11-12 screening", Stage.INTERVIEW, Stage.INTERVIEW, None),
        ("12-02 interview; 11-12 applied", Stage.INTERVIEW, Stage.INTERVIEW, None),
        ("11-02 applied; 11-12 interview (cancelled)", Stage.APPLIED, Stage.APPLIED, None),
        ("11-02 interview; 11-12 offer", Stage.OFFER, Stage.OFFER, None),
        ("11-02 interview; 11-12 rejection", Stage.CLOSED, Stage.INTERVIEW, Outcome.REJECTED),
        ("11-02 offer; 11-12 accepted", Stage.CLOSED, Stage.OFFER, Outcome.HIRED),
        ("11-02 offer; 11-12 declined", Stage.CLOSED, Stage.OFFER, Outcome.DECLINED),
        ("11-02 applied; 11-12 withdrew", Stage.CLOSED, Stage.APPLIED, Outcome.WITHDRAWN),
        ("11-02 applied; 11-12 no response", Stage.CLOSED, Stage.APPLIED, Outcome.NO_RESPONSE),
        ("11-02 interview; 11-10 rejection; 11-12 applied", Stage.APPLIED, Stage.INTERVIEW, None),
    ],
)
def test_how_far_it_got_and_how_it_ended(
    log: str, stage: Stage, furthest: Stage, outcome: Outcome | None
) -> None:
    lines = "\n".join(f"- 2026-{one}" for one in log.split("; ") if one)
    (one,) = silent(dana=f"{DANA}\n\n{lines}").opportunities
    assert (one.stage, one.furthest, one.outcome) == (stage, furthest, outcome)
