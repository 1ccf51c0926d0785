"""What pages may ask of you, and what stands for the answers."""

from __future__ import annotations

from dataclasses import replace

from tests.pages.sample_site import TODAY, contact, follow_up
from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Contact, Phone
from tracker.drafts.own import answer_to, asks_of, shown_of, together
from tracker.records import Person, Record
from tracker.rules.followup import Event

ANN = Person("ann", "Ann")
ABOUT = "Hi.\n\n## Pitch\nEarly.\n\n## Qualifications\n### Cook\n- Soup\n\n### Guide\n- Bridges"
ME = contact(
    "me", "Robin", phone=(Phone("+31 6 1"),), email=("r@example.org",), about=((9, ABOUT),)
)


def call(rule: str, position: str | None = None, channel: Channel = Channel.CALL) -> object:
    return follow_up(ANN, rule, TODAY, TODAY, position=position, channel=channel)


def asked(*found: object, events: tuple[Event, ...] = ()) -> object:
    return asks_of(found, events)  # type: ignore[arg-type]  # made above


def event(kind: Kind, position: str | None) -> Event:
    record = Record(None, "ann", (ANN,), None, (1, "ann", 0, 0))  # type: ignore[arg-type]  # unasked
    return Event("ann", "Ann", None, position, None, kind, TODAY, None, False, None, record, TODAY)  # type: ignore[arg-type]  # noqa: FBT003


def test_what_is_to_be_done_asks_and_so_does_an_interview() -> None:
    assert asked() is None
    assert asked(events=(event(Kind.CALL, "Cook"),)) is None
    assert asked(call("manual", "Cook", Channel.EMAIL), events=(event(Kind.CALL, "Guide"),)) == (
        "Cook",
    )
    assert asked(call("keep-in-touch")) == ("",)
    assert asked(call("manual", "Guide"), call("keep-in-touch", "Cook")) == ("Cook", "Guide")
    assert asked(events=(event(Kind.INTERVIEW, "Cook"),)) == ("Cook",)
    assert asked(events=(event(Kind.SCREENING, None),)) == ("",)


def test_several_ask_together() -> None:
    assert together([]) is None
    assert together([None, None]) is None
    assert together([None, ("Cook",)]) == ("Cook",)
    assert together([("Cook",), None, ("", "Cook")]) == ("", "Cook")


def answer(me: Contact, *asks: str) -> str:
    return answer_to(shown_of(me), asks)


def edited(before: str, after: str) -> Contact:
    return replace(ME, about=((12, ABOUT.replace(before, after)),))


def test_an_answer_differs_where_something_shown_does() -> None:
    assert answer(ME, "Cook") == answer(edited("Hi.", "Hello there.\n\n"), "Cook")
    assert answer(ME, "Cook") != answer(edited("Soup", "Stew"), "Cook")
    assert answer(ME, "Guide") == answer(edited("Soup", "Stew"), "Guide")
    assert answer(ME, "Cook") != answer(edited("Early", "Late"), "Cook")
    assert answer(ME) == answer(edited("Early", "Late"))
    for change in (
        {"name": "Robin V"},
        {"phone": ()},
        {"no_phone": ("landline",)},
        {"email": ("x@example.org",)},
        {"address": "Vliet 1"},
        {"company": "Own"},
        {"role": "Baker"},
        {"website": "robin.example"},
        {"linkedin": "in/robin"},
        {"timezone": "Europe/Amsterdam"},
        {"language": "nl"},
    ):
        assert answer(ME) != answer(replace(ME, **change)), change


def test_what_no_other_page_shows_is_left_out() -> None:
    assert shown_of(replace(ME, tags=("x",), other={"a": "b"}, places={})) == shown_of(ME)
