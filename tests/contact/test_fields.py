"""Front matter to a contact: each key's type, what it takes, and what it says of the rest."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.contact.dates import explain_date, parse_iso_date, suggest_dates
from tracker.contact.document import read_document
from tracker.contact.fields import FIELDS, decode_contact, name_from_id
from tracker.contact.kinds import Channel
from tracker.contact.model import Contact, Phone, Place, Status
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic, Severity
from tracker.files import SourceFile
from tracker.workdays import Duration, Interval, Unit

PATH = "contacts/clients/dana-whitfield.md"


def decode(yaml_text: str) -> tuple[Contact, tuple[Diagnostic, ...]]:
    document, problems = read_document(SourceFile(PATH, f"---\n{yaml_text}\n---\n".encode()))
    assert problems == ()
    contact, found = decode_contact("clients/dana-whitfield", document)
    assert all(one.path == PATH and one.hint for one in found)
    return contact, found


def value(line: str, key: str | None = None) -> object:
    """What one line below the name becomes; it must be without a problem."""
    contact, found = decode(f"name: Dana\n{line}")
    assert found == ()
    return getattr(contact, key or line.partition(":")[0])


def complaint(line: str) -> tuple[int, str, str, str]:
    """The one problem of a line below the name: column, code, message and hint."""
    _, found = decode(f"name: Dana\n{line}")
    assert len(found) == 1, found
    assert found[0].line == 3
    return found[0].column, found[0].code, found[0].message, found[0].hint


def test_a_whole_contact() -> None:
    contact, found = decode(
        """\
name: Dana Whitfield
aliases: Dee
company: Acme Robotics
role: Engineering Manager
relationship: hiring-manager      # one or a list
position: Senior Platform Engineer
email: dana@acme.example
phone: {mobile: +1 415 555 0100, work: 0415 555 0199}
address: 1 Foundry Way, Oakland CA 94607
timezone: America/Los_Angeles
prefers: call
keep_in_touch: 6 weeks / 3 months
tags: [robotics, python]
website: https://acme.example/dana
linkedin: in/dana
birthday: --11-18
pronounced: WIT-field
greeting: Ms Whitfield
met: at PyCon
introduced_by: Luis Ortega
language: en-US
snooze: 2026-11-25
status: paused
do_not_contact: no
next_follow_up: 2026-12-01
last_contact: 2026-11-02
pets: [cat, {dog: Rex}]"""
    )
    assert found == ()
    assert {key: place.line for key, place in contact.places.items()} == {
        key: number for number, key in enumerate(FIELDS_IN_ORDER, 2)
    }
    assert contact == Contact(
        id="clients/dana-whitfield",
        path=PATH,
        name="Dana Whitfield",
        aliases=("Dee",),
        company="Acme Robotics",
        role="Engineering Manager",
        relationship=("hiring-manager",),
        position="Senior Platform Engineer",
        email=("dana@acme.example",),
        phone=(Phone("+1 415 555 0100", "mobile"), Phone("0415 555 0199", "work")),
        address="1 Foundry Way, Oakland CA 94607",
        timezone="America/Los_Angeles",
        prefers=Channel.CALL,
        keep_in_touch=Interval(Duration(6, Unit.WEEKS), Duration(3, Unit.MONTHS)),
        tags=("robotics", "python"),
        website="https://acme.example/dana",
        linkedin="in/dana",
        birthday="--11-18",
        pronounced="WIT-field",
        greeting="Ms Whitfield",
        met="at PyCon",
        introduced_by="Luis Ortega",
        language="en-US",
        snooze=date(2026, 11, 25),
        status=Status.PAUSED,
        next_follow_up=date(2026, 12, 1),
        last_contact=date(2026, 11, 2),
        other={"pets": ("cat", {"dog": "Rex"})},
        places=contact.places,
    )


#: In the order that the contact above has them.
FIELDS_IN_ORDER = (
    *("name", "aliases", "company", "role", "relationship", "position", "email", "phone"),
    *("address", "timezone", "prefers", "keep_in_touch", "tags", "website", "linkedin"),
    *(
        "birthday",
        "pronounced",
        "greeting",
        "met",
        "introduced_by",
        "language",
        "snooze",
        "status",
        "do_not_contact",
    ),
    *("next_follow_up", "last_contact"),
)


def test_every_known_key_is_in_the_example() -> None:
    assert sorted(FIELDS) == sorted(FIELDS_IN_ORDER)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("company: 0123", "0123"),
        ("company: no", "no"),
        ("company: Null", "Null"),
        ("role: 12:30", "12:30"),
        ("role: >\n  Head of\n  Robots\n", "Head of Robots"),
        ("role: |\n  Head of\n  Robots\n", "Head of Robots"),
        ("address: |\n  1 Foundry Way  \n  Oakland\n", "1 Foundry Way\nOakland"),
        ("aliases: Dee, D.", ("Dee, D.",)),
        ("aliases: [Dee, 'null', Null, Dee]", ("Dee", "null", "Null")),
        ("tags: a, b ,c", ("a", "b", "c")),
        ("tags: ['a, b', C, a]", ("a", "b", "C")),
        ("relationship: Hiring Manager", ("hiring-manager",)),
        ("relationship: recruiter, past_client", ("recruiter", "past-client")),
        ("relationship: [Reference, friend]", ("reference", "friend")),
        ("email: [a@b.example, c.d+e@f-g.example]", ("a@b.example", "c.d+e@f-g.example")),
        ("email: {work: a@b.example, home: c@d.example}", ("a@b.example", "c@d.example")),
        ("email: o'brien@bücher.example", ("o'brien@bücher.example",)),
        ("phone: 0612345678", (Phone("0612345678"),)),
        ("phone: 112", (Phone("112"),)),
        ("phone: [0612345678, +31 20 1]", (Phone("0612345678"), Phone("+31 20 1"))),
        ("phone: [{mobile: '1 234'}, 5678]", (Phone("1 234", "mobile"), Phone("5678"))),
        ("phone: {mobile: 123, landline: none, work: No}", (Phone("123", "mobile"),)),
        ("phone: {home: [123, 456], work: ~}", (Phone("123", "home"), Phone("456", "home"))),
        ("timezone: Europe/Amsterdam", "Europe/Amsterdam"),
        ("timezone: america/los angeles", "America/Los_Angeles"),
        ("timezone: UTC", "UTC"),
        ("prefers: Phone", Channel.CALL),
        ("prefers: E-mail", Channel.EMAIL),
        ("prefers: mail", Channel.EMAIL),
        ("prefers: post", Channel.LETTER),
        ("keep_in_touch: 3 months", Interval(Duration(3, Unit.MONTHS))),
        ("birthday: 1980-02-29", "1980-02-29"),
        ("birthday: 02-29", "02-29"),
        ("status: Closed", Status.CLOSED),
        ("do_not_contact: YES", True),
        ("do_not_contact: on", True),
        ("do_not_contact: False", False),
        ("language: nl", "nl"),
        ("language: pt_BR", "pt-BR"),
        ("website: acme.example:8080/x", "acme.example:8080/x"),
        ("website: HTTPS://acme.example", "HTTPS://acme.example"),
        ("snooze: '2026-11-18'", date(2026, 11, 18)),
    ],
)
def test_values(line: str, expected: object) -> None:
    assert value(line) == expected


@pytest.mark.parametrize("never", ["never", "No", "'no'"])
def test_never_keep_in_touch(never: str) -> None:
    contact, found = decode(f"name: Dana\nkeep_in_touch: {never}")
    assert found == ()
    assert (contact.keep_in_touch, contact.never_keep_in_touch) == (None, True)


@pytest.mark.parametrize("key", [key for key in FIELDS if key != "name"])
@pytest.mark.parametrize("nothing", ["", " ~", ' ""', " []", " {}", " [~, '']"])
def test_an_empty_value_counts_as_not_given(key: str, nothing: str) -> None:
    assert value(f"{key}:{nothing}", key) == getattr(Contact("x", "x", "x"), key)


@pytest.mark.parametrize("key", ["email", "phone", "snooze", "status", "tags", "do_not_contact"])
def test_null_is_nothing_but_where_any_text_is_a_value(key: str) -> None:
    assert value(f"{key}: null", key) == getattr(Contact("x", "x", "x"), key)


EMAIL_HINT = "Write the bare address, such as name@company.example."
INTERVAL_HINT = "Write a length of time such as 3 months or 6 weeks / 3 months, or never."
BRACKET_HINT = "A text that begins with a bracket or holds a colon and a blank belongs in quotes."
COMPLAINTS = [
    ("email: a@b?bcc=x", 8, "bad-email", "`email`: `a@b?bcc=x` is not an e-mail address.",
     EMAIL_HINT),
    ("email: a@b.example?bcc=x@y.example", 8, "bad-email",
     "`email`: `a@b.example?bcc=x@y.example` is not an e-mail address.",
     EMAIL_HINT),
    ("email: ö Dana <a@b.example>", 8, "bad-email",
     "`email`: `ö Dana <a@b.example>` is not an e-mail address.",
     "Write the bare address: a@b.example."),
    ("email: a@b.example, c@d.example", 8, "bad-email",
     "`email`: `a@b.example, c@d.example` is not an e-mail address.",
     "Write several as a list: [a@b.example, c@d.example]."),
    ("email: {work: a@localhost}", 15, "bad-email",
     "`email`: `a@localhost` is not an e-mail address.", EMAIL_HINT),
    ("phone: 'ask Luis'", 8, "bad-phone", "`phone`: `ask Luis` is not a phone number.",
     "Write its digits, such as +1 415 555 0100."),
    ("phone: {ö: 123, mobile:+1 415 555}", 17, "missing-blank",
     "`phone`: `mobile:+1 415 555` lacks a blank after its colon.",
     "Write mobile: +1 415 555."),
    ("company: [Acme]", 10, "expected-text",
     "`company`: this is a list, and it takes text.", BRACKET_HINT),
    ("address: {street: x}", 10, "expected-text",
     "`address`: this is a map, and it takes text.", BRACKET_HINT),
    ("tags: [a, {b: c}]", 11, "expected-text",
     "`tags`: this is a map, and it takes one text or a list of texts.", BRACKET_HINT),
    ("timezone: Europe/Amsterdm", 11, "unknown-timezone",
     "`timezone`: `Europe/Amsterdm` is not a time zone.", "Did you mean `Europe/Amsterdam`?"),
    ("timezone: los angeles", 11, "unknown-timezone",
     "`timezone`: `los angeles` is not a time zone.", "Did you mean `America/Los_Angeles`?"),
    ("timezone: ../../etc/passwd", 11, "unknown-timezone",
     "`timezone`: `../../etc/passwd` is not a time zone.",
     "Write its region and city, such as Europe/Amsterdam."),
    ("timezone: Europe", 11, "unknown-timezone", "`timezone`: `Europe` is not a time zone.",
     "Write its region and city, such as Europe/Amsterdam."),
    ("prefers: WhatsApp", 10, "no-text-or-social",
     "`prefers`: `WhatsApp` is no way to follow up: never by text or social media.",
     "Write call, email or letter."),
    ("prefers: emial", 10, "unknown-channel", "`prefers`: `emial` is not call, email or letter.",
     "Did you mean `email`?"),
    ("prefers: pigeon", 10, "unknown-channel", "`prefers`: `pigeon` is not call, email or letter.",
     "Write call, email or letter."),
    ("keep_in_touch: often", 16, "bad-interval", "`keep_in_touch`: `often` is not how often.",
     INTERVAL_HINT),
    ("keep_in_touch: Quarterly", 16, "bad-interval",
     "`keep_in_touch`: `Quarterly` is not how often.", "Write 3 months."),
    ("keep_in_touch: every 6 weeks", 16, "bad-interval",
     "`keep_in_touch`: `every 6 weeks` is not how often.", "Write 6 weeks."),
    ("keep_in_touch: 3 months / 6 weeks", 16, "bad-interval",
     "`keep_in_touch`: `3 months / 6 weeks` is not how often.",
     "Write the shorter one first: the ideal, then the longest, as in 6 weeks / 3 months."),
    ("snooze: 2026-02-30", 9, "bad-date", "`snooze`: there is no such day as `2026-02-30`.",
     "The last day of that month is 2026-02-28."),
    ("snooze: 0000-01-01", 9, "bad-date", "`snooze`: there is no such day as `0000-01-01`.",
     "Write the year, the month and the day, such as 2026-11-18."),
    ("last_contact: 18 Nov", 15, "bad-date",
     "`last_contact`: `18 Nov` is not a date such as 2026-11-18.",
     "Write the year, the month and the day, such as 2026-11-18."),
    ("next_follow_up: 11/18/2026", 17, "bad-date",
     "`next_follow_up`: `11/18/2026` is not a date such as 2026-11-18.", "Write 2026-11-18."),
    ("snooze: 2026-11-25 14:30", 9, "bad-date",
     "`snooze`: `2026-11-25 14:30` is not a date such as 2026-11-18.",
     "Write the date alone: 2026-11-25."),
    ("birthday: 02-30", 11, "bad-date", "`birthday`: there is no such day as `02-30`.",
     "The last day of that month is 02-29."),
    ("birthday: --11-31", 11, "bad-date", "`birthday`: there is no such day as `--11-31`.",
     "The last day of that month is 11-30."),
    ("birthday: 1980-02-30", 11, "bad-date", "`birthday`: there is no such day as `1980-02-30`.",
     "The last day of that month is 1980-02-29."),
    ("birthday: 13-01", 11, "bad-date", "`birthday`: there is no such day as `13-01`.",
     "Write the year, the month and the day, such as 2026-11-18, or without the year: 11-18."),
    ("birthday: 3 March", 11, "bad-date",
     "`birthday`: `3 March` is not a date such as 2026-11-18.",
     "Write the year, the month and the day, such as 2026-11-18, or without the year: 11-18."),
    ("birthday: 3 March 1980", 11, "bad-date",
     "`birthday`: `3 March 1980` is not a date such as 2026-11-18.", "Write 1980-03-03."),
    ("status: pausd", 9, "unknown-status", "`status`: `pausd` is not active, paused or closed.",
     "Did you mean `paused`?"),
    ("language: Dutch", 11, "bad-language", "`language`: `Dutch` is not a language tag.",
     "Write a tag such as en, nl or pt-BR."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "column", "code", "message", "hint"), COMPLAINTS)
def test_a_value_that_is_none_is_an_error_and_dropped(
    line: str, column: int, code: str, message: str, hint: str
) -> None:
    assert complaint(line) == (column, code, message, hint)
    contact, (problem,) = decode(f"name: Dana\n{line}")
    assert problem.severity is Severity.ERROR
    key = line.partition(":")[0]
    kept = {"phone": (Phone("123", "ö"),) if "mobile" in line else (), "tags": ("a",)}
    assert getattr(contact, key) == kept.get(key, getattr(Contact("x", "x", "x"), key))
    assert contact.places[key] == Place(PATH, 3, 1)


def test_one_bad_address_leaves_the_others() -> None:
    contact, (problem,) = decode("name: Dana\nemail:\n  - a@b.example\n  - a@b?bcc=x\n")
    assert contact.email == ("a@b.example",)
    assert (problem.line, problem.column) == (5, 5)


@pytest.mark.parametrize(
    "address",
    ["a b@c.example", "a@b@c.example", "@b.example", "a@", "a@.example", "a@b..example",
     "a@-b.example", "a@b.7", "a;b@c.example", "a\\\\b@c.example", "x" * 65 + "@b.example",
     "a@" + "b." * 130 + "c", "a@b.example%0ABcc:x", "a`b@c.example", "a[b]@c.example"],
)  # fmt: skip
def test_no_address_that_could_do_harm(address: str) -> None:
    contact, (problem,) = decode(f'name: Dana\nemail: "{address}"')
    assert contact.email == ()
    assert problem.code == "bad-email"


def test_what_is_neither_yes_nor_no_leaves_them_alone() -> None:
    contact, (problem,) = decode("name: Dana\ndo_not_contact: since May")
    assert contact.do_not_contact is True
    assert str(problem) == (
        f"{PATH}:3:17: error[bad-yes-no] `do_not_contact`: `since May` is not yes or no; "
        "until then they are not contacted."
    )


def test_a_broken_do_not_contact_leaves_them_alone() -> None:
    document, problems = read_document(
        SourceFile(PATH, b"---\nname: Dana\nDo not contact: @home\n---\n")
    )
    contact, found = decode_contact("dana", document)
    assert [one.code for one in (*problems, *found)] == ["yaml-syntax"]
    assert contact.do_not_contact is True


@pytest.mark.parametrize(
    ("typed", "scheme"),
    [
        ("javascript:alert(1)", "`javascript:`"),
        ("JaVa\\tScript:alert(1)", "`JaVaScript:`"),
        ("data:text/html,x", "`data:`"),
        ("ftp://x.example", "`ftp:`"),
    ],
)
@pytest.mark.parametrize("key", ["website", "linkedin"])
def test_a_link_that_pages_will_not_follow_is_warned_of(key: str, typed: str, scheme: str) -> None:
    contact, (problem,) = decode(f'name: Dana\n{key}: "{typed}"')
    assert getattr(contact, key)
    assert (problem.severity, problem.code) == (Severity.WARNING, "unsafe-link")
    assert problem.message == (
        f"`{key}`: {scheme} does not begin a web address; pages will not link to it."
    )


def test_a_link_without_a_scheme_but_with_a_host() -> None:
    _, code, message, _ = complaint("website: //evil.example")
    assert code == "unsafe-link"
    assert message.startswith("`website`: `//evil.example` does not say how")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("custmer", "customer"), ("refrence", "reference"), ("recruter", "recruiter"),
     ("Hiring_Manger", "hiring-manager"), ("references", "reference")],
)  # fmt: skip
def test_a_slip_of_a_relationship_is_a_warning_and_kept(typed: str, meant: str) -> None:
    contact, (problem,) = decode(f"name: Dana\nrelationship: [friend, {typed}]")
    assert contact.relationship == ("friend", typed.casefold().replace("_", "-"))
    assert (problem.severity, problem.code, problem.column) == (
        Severity.WARNING, "unknown-relationship", 24,
    )  # fmt: skip
    assert problem.message == (f"`relationship`: `{typed}` looks like a slip of `{meant}`.")
    assert problem.hint == f"Did you mean `{meant}`?"


@pytest.mark.parametrize(
    ("typed", "key"),
    [("E-mail", "email"), ("EMAIL", "email"), ("Do not contact", "do_not_contact"),
     ("Next-Follow-Up", "next_follow_up"), ("time zone", "timezone"),
     ("keepInTouch", "keep_in_touch")],
)  # fmt: skip
def test_keys_in_another_spelling_are_known(typed: str, key: str) -> None:
    contact, found = decode(f"name: Dana\n{typed}:")
    assert found == ()
    assert contact.places[key] == Place(PATH, 3, 1)
    assert contact.other == {}


def test_of_two_spellings_the_exact_one_counts() -> None:
    contact, (problem,) = decode("Name: Dan\nname: Dana")
    assert (contact.name, contact.other) == ("Dana", {"Name": "Dan"})
    assert str(problem) == (
        f"{PATH}:2:1: warning[repeated-key] "
        "`Name` is the same key as `name` on line 3, which counts."
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("compnay", "company"), ("Compnay", "company"), ("next-folow-up", "next_follow_up"),
     ("tag", "tags"), ("phones", "phone"), ("rol\u00eb", "role")],
)  # fmt: skip
def test_a_near_miss_of_a_key_is_a_warning_and_kept(typed: str, meant: str) -> None:
    contact, (problem,) = decode(f"name: Dana\n{typed}: [0123, no]")
    assert contact.other == {typed: ("0123", "no")}
    assert str(problem) == (
        f"{PATH}:3:1: warning[unknown-key] "
        f"`{typed}` is not a key that Tracker knows; it is kept as typed."
    )
    assert problem.hint == f"Did you mean `{meant}`?"


@pytest.mark.parametrize("key", ["content", "handler", "self", "pets", "shirt size", "2nd"])
def test_other_keys_are_kept_without_a_word(key: str) -> None:
    contact, found = decode(f"name: Dana\n{key}: {{a: [1_000, ~], b: 'x'}}")
    assert found == ()
    assert contact.other == {key: {"a": ("1_000", "~"), "b": "x"}}
    assert key not in contact.places


@pytest.mark.parametrize(
    ("yaml_text", "line", "message"),
    [
        ("company: Acme", 2, "The name is missing."),
        ("", 2, "The name is missing."),
        ("company: Acme\nname:", 3, "The name is empty."),
        ("name: '  '", 2, "The name is empty."),
        ("name: ~", 2, "The name is empty."),
    ],
)
def test_without_a_name_the_file_gives_one(yaml_text: str, line: int, message: str) -> None:
    contact, (problem,) = decode(yaml_text)
    assert contact.name == "Dana Whitfield"
    assert str(problem) == f"{PATH}:{line}:1: error[missing-name] {message}"


def test_a_name_that_is_no_text_is_one_error() -> None:
    contact, (problem,) = decode("name: [Dana, Whitfield]")
    assert contact.name == "Dana Whitfield"
    assert problem.code == "expected-text"


@pytest.mark.parametrize("typed", ["name Zoë", "name:Dana", "Name = Dana", "full_name Dana"])
def test_a_name_without_its_colon_is_one_error(typed: str) -> None:
    _, problems = read_contact(SourceFile(PATH, f"---\ncompany: Acme\n{typed}\n---\n".encode()))
    twice = ["missing-name", "front-matter-text"]
    assert [one.code for one in problems] == (twice if "full" in typed else twice[1:])


def test_a_name_that_yaml_cannot_read_is_one_error() -> None:
    document, problems = read_document(SourceFile(PATH, b'---\nname: "Dana\nrole: x\n---\n'))
    contact, found = decode_contact("clients/dana-whitfield", document)
    assert [one.code for one in (*problems, *found)] == ["yaml-syntax"]
    assert (contact.name, contact.role) == ("Dana Whitfield", "x")


@pytest.mark.parametrize(
    ("contact_id", "name"),
    [("dana", "Dana"), ("x/dana-whitfield", "Dana Whitfield"),
     ("ana_MARIA.lópez", "Ana MARIA López"),
     ("--", "--"), ("2026-11-18", "2026 11 18")],
)  # fmt: skip
def test_names_of_files(contact_id: str, name: str) -> None:
    assert name_from_id(contact_id) == name


def test_five_mistakes_are_five_problems_in_order() -> None:
    _, found = decode(
        "name: Dana\nsnooze: 18 Nov\nemail: a@b\ncompnay: Acme\ntimezone: Mars\nstatus: gone"
    )
    assert [(one.line, one.column, one.severity, one.code) for one in found] == [
        (3, 9, Severity.ERROR, "bad-date"),
        (4, 8, Severity.ERROR, "bad-email"),
        (5, 1, Severity.WARNING, "unknown-key"),
        (6, 11, Severity.ERROR, "unknown-timezone"),
        (7, 9, Severity.ERROR, "unknown-status"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-18", date(2026, 11, 18)),
        ("0001-01-01", date(1, 1, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-02-29", None),
        ("0000-01-01", None),
        ("2026-13-01", None),
        ("2026-1-5", None),
        ("20261118", None),
        (" 2026-11-18", None),
        ("2026-11-18\n", None),
        ("2026-11-18T00:00", None),
        ("２０２６-11-18", None),  # noqa: RUF001 - wide digits are not ASCII ones
        ("", None),
    ],
)
def test_iso_dates_and_nothing_else(text: str, expected: date | None) -> None:
    assert parse_iso_date(text) == expected


NOVEMBER = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18 Nov 2026", [NOVEMBER]),
        ("18th november, 2026", [NOVEMBER]),
        ("Nov. 18, 2026", [NOVEMBER]),
        ("Wed, Nov 18 2026", [NOVEMBER]),
        ("18-Nov-2026", [NOVEMBER]),
        ("11/18/2026", [NOVEMBER]),
        ("18.11.2026", [NOVEMBER]),
        ("2026/11/18", [NOVEMBER]),
        ("20261118", [NOVEMBER]),
        ("2026-11-18T14:30", [NOVEMBER]),
        ("3/4/2026", [date(2026, 4, 3), date(2026, 3, 4)]),
        ("31/31/2026", []),
        ("18 Nov", []),
        ("18 Foo 2026", []),
        ("tomorrow", []),
        ("9" * 5000, []),
    ],
)
def test_dates_that_people_type(text: str, expected: list[date]) -> None:
    assert sorted(suggest_dates(text)) == sorted(expected)


def test_a_hint_for_a_date_that_can_be_two() -> None:
    assert explain_date("3/4/2026") == (
        "`3/4/2026` is not a date such as 2026-11-18",
        "Write 2026-03-04 or 2026-04-03.",
    )
