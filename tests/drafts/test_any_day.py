"""Words that are right on whatever day they are read: drafts know none."""

from __future__ import annotations

import pytest

from tests.drafts.desk import desk_of, file
from tests.rules.workspace import world
from tracker.contact.kinds import Channel
from tracker.drafts.draft import text_of

DANA = """name: Dana Whitfield
company: Acme Robotics
position: Engineer
email: dana@acme.example
phone: +1 415 555 0100"""
NOA = """name: Noa Vos
relationship: reference
company: Elsewhere
email: noa@elsewhere.example
phone: +31 20 555 0100"""


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.CALL])
def test_when_an_offer_is_answered_is_for_you_to_say(channel: Channel) -> None:
    desk = desk_of(world({"dana.md": file(DANA, "- 2026-11-18 offer (reply by 2026-11-23)")}))
    draft = desk.draft("respond-to-offer", channel=channel)
    # The day they named may have gone by.
    assert "23 November" not in text_of(draft.body)
    (gap,) = (one for one in draft.gaps if "you will answer" in one.question)
    assert gap.reminder == "They asked for an answer by Monday 23 November."


def test_nothing_is_said_of_a_day_that_nobody_named() -> None:
    desk = desk_of(world({"dana.md": file(DANA, "- 2026-11-18 offer")}))
    draft = desk.draft("respond-to-offer")
    assert [one.reminder for one in draft.gaps if "you will answer" in one.question] == [""]


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.CALL])
def test_a_reference_is_told_of_an_interview_before_and_after_it(channel: Channel) -> None:
    files = {
        "dana.md": file(DANA, "- 2026-11-26 interview"),
        "noa.md": file(NOA),
    }
    body = text_of(desk_of(world(files)).draft("alert-references", channel=channel).body)
    assert "interview of Thursday 26 November" in body
    assert "around that day or after it" in body
    assert "I have an" not in body


def test_a_day_they_named_is_not_said_to_have_passed() -> None:
    log = "- 2026-11-02 applied (reply by 2026-11-18)"
    desk = desk_of(world({"dana.md": file(DANA, log)}))
    body = text_of(desk.draft("status-check-application", channel=Channel.EMAIL).body)
    assert "Wednesday 18 November" in body
    assert "has passed" not in body


def test_a_note_that_is_dated_ahead_is_not_told_as_past() -> None:
    log = "- 2026-11-27 call (in): they'll ring me\n- [ ] 2026-11-30 call: about salt"
    desk = desk_of(world({"dana.md": file(DANA, log)}))
    points = text_of(desk.draft("manual", channel=Channel.CALL).body)
    assert "- Your note of Friday 27 November: “they'll ring me”" in points
    assert "forgotten" not in text_of(desk.draft("manual", channel=Channel.EMAIL).body)
