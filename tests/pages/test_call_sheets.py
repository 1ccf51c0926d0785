"""Call sheets: what is on them, where they are linked, and that no day changes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests import whole
from tests.benchmarks import generator
from tests.pages.inert import read_page
from tracker.agenda import Agenda
from tracker.contact.entry import read_entry
from tracker.contact.model import Contact, Place
from tracker.drafts.own import asks_of
from tracker.drafts.pitch import Pitch, pitch_of
from tracker.render import Renderer
from tracker.views.agenda_parts import agenda_parts
from tracker.views.call_sheet import CallSheet, call_sheets
from tracker.views.contact_page import contact_page
from tracker.views.directory import Directory
from tracker.views.frame import Frame
from tracker.views.gather import gather
from tracker.views.timeline import Timelines
from tracker.views.words import Day

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
RENDERER = Renderer(None)

ME = """---
name: Robin Vermeer
phone: {mobile: +31 6 5550 0142}
email: robin@vermeer.example
---
## Pitch
I *rise* early.

## Qualifications
### Cook
- Ten years of soup
"""
DANA = """---
name: Dana Whitfield
company: Acme
role: Chef
position: Cook
phone: {work: +1 415 555 0199, mobile: +1 415 555 0100}
timezone: America/Los_Angeles
prefers: call
---
Pronounced *WIT-field*.

## Log
- 2026-11-02 applied (email)
- 2026-11-10 09:00 interview (video, with Luis Ortega): about knives
  - open: whose knives?
  - clarify: I can make stock
  - promised: a recipe
  - ask: how many covers?
- 2026-11-12 thank-you (email)
- 2026-12-02 11:00 interview (in person, round 2): bring an apron
  - ask: who does the washing-up?
"""
LUIS = """---
name: Luis Ortega
company: Acme
phone: +1 415 555 0198
---
"""


def lay(root: Path, **files: str) -> Path:
    (root / "contacts").mkdir(parents=True, exist_ok=True)
    (root / "tracker.toml").write_text('[calendar]\ntimezone = "Europe/Amsterdam"\n', "utf-8")
    for name, text in files.items():
        (root / "contacts" / f"{name}.md").write_text(text, encoding="utf-8")
    return root


def directory(root: Path, today: date = TODAY) -> Directory:
    one = whole.load_workspace(root, today)
    return gather(
        one.book, one.derived, one.agenda, (), one.config, one.zone, one.problems, one.rules
    )


def sheets(root: Path, today: date = TODAY) -> dict[str, CallSheet]:
    return {one.frame.path: one for one in call_sheets(directory(root, today))}


def texts(sheet: CallSheet) -> str:
    return read_page(RENDERER.page("call.html", sheet).data.decode()).text


STATUS = "calls/dana/status-check-interview-2026-11-10.html"
PREPARE = "calls/dana/prepare-interview-2026-12-02.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    # Without the second interview, which answers the first.
    return lay(tmp_path / "one", me=ME, dana=DANA[: DANA.index("- 2026-12-02")], luis=LUIS)


@pytest.fixture
def ahead(tmp_path: Path) -> Path:
    return lay(tmp_path / "two", me=ME, dana=DANA, luis=LUIS)


def test_a_call(root: Path) -> None:
    sheet = sheets(root)[STATUS]
    them, times = sheet.them, sheet.times
    assert (them.who.text, them.pronounced, them.role) == ("Dana Whitfield", "WIT-field", "Chef")
    assert them.who.href == "../../contacts/dana.html"
    assert (them.position, them.at) == ("Cook", None)
    assert [one.href for one in them.numbers] == ["tel:+14155550100", "tel:+14155550199"]
    assert sheet.appointment is None
    assert times is not None
    assert (times.zone, times.opens, times.closes) == ("America/Los_Angeles", "09:00", "17:30")
    assert times.hours.theirs == "09:00–17:30"
    assert times.hours.yours.startswith("18:00")
    assert sheet.you.name == "Robin Vermeer"
    assert sheet.you.details == ("+31 6 5550 0142 (mobile)", "robin@vermeer.example")
    assert sheet.you.pitch == ("I rise early.",)
    assert sheet.you.qualifications == ("Ten years of soup",)
    assert sheet.you.missing == ""
    assert [(one.kind, one.text) for one in sheet.log.said] == [
        ("Thank-you", ""),
        ("Interview", "about knives"),
        ("Applied", ""),
    ]
    assert sheet.log.said[1].people == ("Dana Whitfield", "Luis Ortega")
    assert [(one.label, one.text) for one in sheet.log.loose_ends] == [
        ("Open", "whose knives?"),
        ("To clear up", "I can make stock"),
        ("Promised", "a recipe"),
    ]
    assert sheet.log.questions[0] == "how many covers?"
    assert len(sheet.log.questions) > 1
    assert [(one.label, one.entry) for one in sheet.endings] == [
        ("Reached them", "call: …"),
        ("Voicemail", "status-check (call, voicemail)"),
        ("No answer", "status-check (call, no answer)"),
    ]
    said = texts(sheet)
    for word in ("Ask for", "say WIT-field", "quiet place", "practised aloud", "- DATE call: …"):
        assert word in said
    page = RENDERER.page("call.html", sheet).data.decode()
    hours = next(one for one in read_page(page).named("p") if one.get("class") == "hours")
    assert (hours["data-zone"], hours["data-opens"]) == ("America/Los_Angeles", "09:00")


def test_an_interview(ahead: Path) -> None:
    sheet = sheets(ahead)[PREPARE]
    assert sheet.times is None
    assert sheet.appointment is not None
    assert (sheet.appointment.time, sheet.appointment.where) == ("11:00", "in person")
    # A private note is no title.
    assert (sheet.title, sheet.task, sheet.noted) == ("Interview", "", "bring an apron")
    page = RENDERER.page("call.html", sheet).data.decode()
    assert '<p class="purpose">Interview</p>' in page
    assert '<p class="meta">Of this interview</p>\n<p class="said">bring an apron</p>' in page
    assert sheet.you.pitch == ("I rise early.",)
    assert [one.kind for one in sheet.log.said] == ["Thank-you", "Interview", "Applied"]
    # What was noted below it is what one prepares with.
    assert sheet.log.questions[:2] == ("who does the washing-up?", "how many covers?")
    assert [one.entry for one in sheet.endings] == [
        "11:00 interview (in person, round 2): …",
        "11:00 interview (cancelled, in person, round 2)",
        "no-show",
    ]
    assert {one.day for one in sheet.endings} == {"2026-12-02"}
    assert "DATE" not in texts(sheet)


def test_an_interview_behind_needs_no_sheet(ahead: Path) -> None:
    assert PREPARE in sheets(ahead, date(2026, 12, 2))
    assert PREPARE not in sheets(ahead, date(2026, 12, 3))


def test_a_sheet_is_linked_beside_what_it_is_for(root: Path, ahead: Path) -> None:
    found = directory(root)
    cards = [one.card for one in agenda_parts(found, _agenda(root)).cards]
    [link] = [one.lead.sheet for one in cards if one.lead.sheet]
    assert link.href == STATUS
    page = contact_page(found, Timelines(found), found.book.by_id["dana"])
    assert [one.sheet.href for one in page.follow_ups if one.sheet] == [f"../{STATUS}"]

    found = directory(ahead)
    [event] = agenda_parts(found, _agenda(ahead)).events
    assert event.event.sheet is not None
    assert event.event.sheet.href == PREPARE
    page = contact_page(found, Timelines(found), found.book.by_id["dana"])
    assert [one.sheet.href for one in page.timeline if one.sheet] == [f"../{PREPARE}"]
    assert f"../{PREPARE}" in [one.sheet.href for one in page.ahead if one.sheet]


def _agenda(root: Path) -> Agenda:
    return whole.load_workspace(root, TODAY).agenda


def test_without_your_own_file_it_says_what_to_write(root: Path) -> None:
    (root / "contacts" / "me.md").unlink()
    sheet = sheets(root)[STATUS]
    assert sheet.you.missing == "Write contacts/me.md: your name, your details, your pitch."
    (root / "contacts" / "me.md").write_text("---\nname: Robin\n---\n", encoding="utf-8")
    assert "no pitch yet" in sheets(root)[STATUS].you.missing
    assert "qualifies you as Cook" in sheets(root)[STATUS].you.missing


@pytest.mark.parametrize("relationship", ["customer", "reference"])
def test_nobody_introduces_themselves_to_those_who_know_them(
    tmp_path: Path, relationship: str
) -> None:
    gus = (
        f"---\nname: Gus\nrelationship: {relationship}\nphone: 0612345678\nprefers: call\n"
        "keep_in_touch: 1 week\n---\n## Log\n- 2026-11-02 call: about soup\n"
    )
    [sheet] = sheets(lay(tmp_path, me=ME, gus=gus)).values()
    assert (sheet.you.pitch, sheet.you.qualifications, sheet.you.missing) == ((), (), "")
    assert "practised aloud" not in texts(sheet)
    assert "their zone is not known" in texts(sheet)


def test_two_interviews_of_a_day_have_a_sheet_each(tmp_path: Path) -> None:
    log = "- 2026-12-02 09:00 interview (call)\n- 2026-12-02 14:00 interview (video)\n"
    made = sheets(lay(tmp_path, dana=DANA[: DANA.index("- 2026-12-02")] + log))
    first, second = (one for path, one in sorted(made.items()) if "prepare" in path)
    assert {first.frame.path, second.frame.path} == {PREPARE, PREPARE.replace("02.", "02-2.")}
    found = [one.appointment.time for one in (first, second) if one.appointment is not None]
    assert sorted(found) == ["09:00", "14:00"]
    assert sum("Nobody answered" in texts(one) for one in (first, second)) == 1


REFERENCE = """---
name: Harriet Vogel
relationship: reference
phone: 0612345678
prefers: call
---
## Log
- 2026-10-20 reference-alert (call, for Baker at Beta): she will be home
- 2026-11-03 reference-alert (call, for Cook at Acme): Dana may ring
  - promised: flowers
- 2026-11-04 thank-you (email, for Cook at Acme): for her patience
- 2026-11-05 call (for Cook at Acme): they rang her
"""


def test_what_was_said_to_a_reference_is_told_to_nobody_else(tmp_path: Path) -> None:
    made = sheets(lay(tmp_path, dana=DANA, harriet=REFERENCE))
    sheet = made[PREPARE]
    assert [(one.kind, one.whose) for one in sheet.log.said] == [
        ("Thank-you", ""),
        ("Interview", ""),
        ("Call", "Harriet Vogel"),
    ]
    assert "flowers" not in texts(sheet)
    assert "in the file of Harriet Vogel" in texts(sheet)


def test_a_reference_is_told_of_another_opening_than_last_time(tmp_path: Path) -> None:
    log = REFERENCE[: REFERENCE.index("- 2026-11-03")]
    made = sheets(lay(tmp_path, dana=DANA, harriet=log))
    sheet = next(one for path, one in made.items() if path.startswith("calls/harriet/alert"))
    assert [(one.kind, one.text) for one in sheet.log.said] == [
        ("Reference alerted", "she will be home")
    ]
    assert "nothing that was said before" not in texts(sheet)


def test_what_lies_ahead_was_not_said(tmp_path: Path) -> None:
    gus = (
        "---\nname: Gus\nphone: 0612345678\nprefers: call\nkeep_in_touch: 1 week\n---\n## Log\n"
        "- 2026-11-02 call: about soup\n- 2026-11-03 email (in): about bread\n"
        "- [ ] 2026-12-01 call: about salt\n"
    )
    found = sheets(lay(tmp_path, gus=gus))
    sheet = found["calls/gus/answer-inbound-2026-11-03.html"]
    assert [one.text for one in sheet.log.said] == ["about bread", "about soup"]
    assert found["calls/gus/manual-2026-12-01.html"].task == "Call: about salt"


def test_what_is_dated_ahead_is_not_told_as_past(tmp_path: Path) -> None:
    gus = (
        "---\nname: Gus\nphone: 0612345678\nprefers: call\n---\n## Log\n"
        "- 2026-11-27 call (in): they'll ring me\n- [ ] 2026-11-30 call: about salt\n"
    )
    [sheet] = (one for path, one in sheets(lay(tmp_path, gus=gus)).items() if "manual" in path)
    assert [one.text for one in sheet.log.said] == ["they'll ring me"]
    page = RENDERER.page("call.html", sheet).data.decode()
    assert "Last time" not in page
    assert "What you noted" in page


def test_no_day_changes_a_sheet(ahead: Path, root: Path) -> None:
    for folder in (ahead, root, ROOT):
        on_one, on_another = (sheets(folder, day) for day in (TODAY, date(2026, 11, 23)))
        both = on_one.keys() & on_another.keys()
        assert both
        for path in both:
            assert undated(on_one[path]) == undated(on_another[path]), path


def undated(sheet: CallSheet) -> CallSheet:
    """The sheet without its frame, which names the day it was built for."""
    return sheet._replace(frame=Frame("", "", "", Day("", ""), as_of=False, zone="", nav=()))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CallSheet]:
    """The sheets of all samples, and of three hundred other contacts."""
    root = tmp_path_factory.mktemp("many")
    generator.write(root, 300)
    return {f"{folder.name} {path}": one for folder in (ROOT, root) for path, one in
            sheets(folder).items()}  # fmt: skip


def test_every_ending_reads_back(many: dict[str, CallSheet]) -> None:
    assert len(many) > 100
    for path, sheet in many.items():
        assert sheet.endings, path
        for one in sheet.endings:
            entry, problems = read_entry(f"{one.day or TODAY} {one.entry}", Place("x.md", 1))
            assert entry is not None
            assert problems == (), (path, one.entry)
            assert entry.kind.value in one.entry


def test_every_sheet_is_complete(many: dict[str, CallSheet]) -> None:
    for path, sheet in many.items():
        assert sheet.them.who.href, path
        assert (sheet.times is None) is not (sheet.appointment is None), path
        if sheet.times is not None:
            assert sheet.them.numbers, path
        for left_over in ("{{", "{%", "None", "()"):
            assert left_over not in texts(sheet), path


def test_sheets_ask_no_more_of_you_than_they_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()

    def noting(me: Contact | None, position: str | None = None) -> Pitch:
        asked.add(position or "")
        return pitch_of(me, position)

    monkeypatch.setattr("tracker.views.speaker.pitch_of", noting)
    generator.write(tmp_path, 300)
    for root in (ROOT, lay(tmp_path, me=ME)):
        for day in (TODAY, date(2026, 10, 1)):
            asked.clear()
            derived = whole.load_workspace(root, day).derived
            assert sheets(root, day)
            assert asked
            # Otherwise an edit of your file would leave them as they were.
            assert asked <= set(asks_of(derived.follow_ups, derived.events) or ())
