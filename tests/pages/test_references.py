"""The ledger of references: for what they were named, and what they are owed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests import whole
from tests.pages.inert import read_page
from tests.pages.test_call_sheets import directory, lay
from tracker.render import Renderer
from tracker.views.agenda_items import Card
from tracker.views.agenda_parts import agenda_parts
from tracker.views.frame import REFERENCES
from tracker.views.references_page import ReferenceView, reference_views, references_page

ACME = """---
name: Dana Whitfield
company: Acme
position: Cook
email: dana@acme.example
---
## Log
- 2026-10-01 applied
- 2026-10-20 interview (video)
- 2026-11-03 rejection (email)
"""
BETA = """---
name: Luis Ortega
company: Beta
position: Baker
email: luis@beta.example
---
## Log
- 2026-11-01 applied
- 2026-11-23 10:00 interview (video)
"""
HARRIET = """---
name: Harriet Vogel
company: Pinyon
relationship: reference
phone: +1 303 555 0177
prefers: call
---
## Log
"""
ALERTS = """- 2026-10-12 reference-alert (call): a few may ring
- 2026-10-15 reference-alert (call, for Cook at Acme): soup
- 2026-10-18 reference-alert (email, for Cook at Acme): and bread
- 2026-10-22 thank-you (letter, for Cook at Acme)
- 2026-10-31 reference-alert (call, voicemail, for Baker at Beta)
"""


def views(root: Path, today: date = date(2026, 11, 20)) -> dict[str, ReferenceView]:
    found = reference_views(directory(root, today))
    return {
        one.reference.who.text: one.reference
        for one in found
        if isinstance(one.reference, ReferenceView)
    }


def cards(root: Path) -> list[Card]:
    """The cards of the agenda, in no order."""
    agenda = whole.load_workspace(root, date(2026, 11, 20)).agenda
    return [one.card for one in agenda_parts(directory(root), agenda).cards]


def test_a_card_tells_what_it_is_about_from_where_they_work(tmp_path: Path) -> None:
    root = lay(tmp_path, dana=ACME, harriet=HARRIET + ALERTS)
    [card] = [one for one in cards(root) if one.elsewhere]
    page = Renderer(None).piece(card)
    assert '<p class="where"><a href="companies/pinyon.html">Pinyon</a></p>' in page
    assert '<p class="where">about Cook at <a href="companies/acme.html">Acme</a></p>' in page


def test_what_somebody_was_named_for(tmp_path: Path) -> None:
    root = lay(tmp_path, dana=ACME, luis=BETA, harriet=HARRIET + ALERTS)
    one = views(root)["Harriet Vogel"]
    assert (one.times, one.marked) == ("told 3 times, of 1 opportunity", True)
    assert one.last is not None
    assert one.last.iso == "2026-10-18"
    cook, general = one.named
    assert (general.position, general.company, general.outcome) == ("", None, "")
    assert cook.position == "Cook"
    assert cook.company is not None
    assert cook.company.href == "companies/acme.html"
    assert [alert.iso for alert in cook.alerts] == ["2026-10-18", "2026-10-15"]
    assert cook.outcome == "rejected"
    assert cook.ended is not None
    assert cook.ended.iso == "2026-11-03"
    assert cook.thanked is not None
    assert cook.thanked.iso == "2026-10-22"
    assert (cook.told, cook.owed) == (None, True)
    assert {(owed.title, owed.position) for owed in one.owed} == {
        ("Tell your reference how it ended, with thanks", "Cook"),
        ("Alert your reference", "Baker"),
    }
    assert all(owed.sheet is not None for owed in one.owed)
    made = directory(root)
    listed = references_page(made.frame(REFERENCES, "References"), reference_views(made))
    page = Renderer(None).page("references.html", listed).data.decode()
    assert "about Cook at <a href" in page
    assert {(one.position, one.own.text) for one in cards(root) if one.own} == {
        ("Cook", "Pinyon"),
        ("Baker", "Pinyon"),
    }


def test_who_was_told_how_it_ended(tmp_path: Path) -> None:
    log = f"{ALERTS}- 2026-11-05 call: told her, and thanked her\n"
    root = lay(tmp_path, dana=ACME, harriet=HARRIET + log)
    cook, _ = views(root)["Harriet Vogel"].named
    assert cook.told is not None
    assert (cook.told.iso, cook.owed) == ("2026-11-05", False)
    # On the day before, nobody had told her yet.
    cook, _ = views(root, date(2026, 11, 4))["Harriet Vogel"].named
    assert cook.told is None


def test_who_is_no_reference_by_their_file(tmp_path: Path) -> None:
    tom = "---\nname: Tom\n---\n## Log\n- 2026-11-02 reference-alert (call, for Cook at Acme)\n"
    found = views(lay(tmp_path, dana=ACME, tom=tom))
    assert list(found) == ["Tom"]
    assert not found["Tom"].marked
    page = references_page(directory(tmp_path).frame(REFERENCES, "x"), reference_views(
        directory(tmp_path)))  # fmt: skip
    text = read_page(Renderer(None).page("references.html", page).data.decode()).text
    assert "nothing reminds you to alert them" in text
    assert "1 reference" in text


def test_what_lies_ahead_does_not_count(tmp_path: Path) -> None:
    log = "- 2026-12-01 reference-alert (call)\n"
    one = views(lay(tmp_path, harriet=HARRIET + log))["Harriet Vogel"]
    assert (one.times, one.last, one.named) == ("", None, ())


def test_nobody_vouches_for_you_yet(tmp_path: Path) -> None:
    lay(tmp_path, dana=ACME)
    frame = directory(tmp_path).frame(REFERENCES, "References")
    page = references_page(frame, reference_views(directory(tmp_path)))
    assert page.summary == "0 references"
    text = read_page(Renderer(None).page("references.html", page).data.decode()).text
    assert "relationship: reference" in text
    assert "reference-alert" in text
