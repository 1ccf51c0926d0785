"""Your own file: an edit of it renews the pages that show it, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.bench import SETTINGS, TODAY, Done, assert_whole, build, contact, say, write
from tests.building import files, problems
from tracker.build.settings import settings_of
from tracker.build.site import Site
from tracker.disk import MANIFEST
from tracker.disk.cache import Cache

ME = """---
name: Robin Vermeer
role: Baker
phone: +31 6 5550 0142
email: robin@vermeer.example
address: Vliet 1, Delft
---
Hello.

## Pitch
I rise early.

### Cook
I rise earlier than bakers do.

## Qualifications
### Cook
- Ten years of soup

### Guide
- Knows all the bridges
"""
CALLS = "phone: +31 20 555 0100\nprefers: call"
COOK = "calls/ann/prepare-interview-2026-11-26.html"
GUIDE = "calls/gus/status-check-application-2026-11-10.html"
SHOP = "calls/cas/keep-in-touch-2026-11-02.html"
OWN = "contacts/me.html"
#: What says who you are at its end.
SIGNED = {
    *(f"contacts/{one}.html" for one in ("ann", "bob", "cas", "gus")),
    "mail/ann/status-check-interview-2026-11-26.eml",
    "mail/ann/thank-you-interview-2026-11-26.eml",
    "mail/bob/follow-up-new-contact-2026-11-17.eml",
}
QUALIFIED = {"Ten years": "contacts/ann.html", "all the bridges": "contacts/gus.html"}


@pytest.fixture
def desk(root: Path) -> Path:
    """Somebody to be interviewed by, to ask, to keep in touch with, and to leave alone."""
    write(root, "me", ME)
    say(root, "ann", "2026-11-26 10:00 interview (video)")
    front = f"name: Gus Gray\ncompany: Gondola\nposition: Guide\n{CALLS}"
    write(root, "gus", contact(front, "- 2026-11-10 applied\n"))
    front = f"name: Cas Cole\ncompany: Corner Shop\nkeep_in_touch: 3 weeks\n{CALLS}"
    write(root, "cas", contact(front, "- 2026-11-02 call: about the bill\n"))
    build(root)
    assert all((root / "output" / one).is_file() for one in (COOK, GUIDE, SHOP))
    return root


class Shown:
    """What of a site is on disk otherwise than when it was looked at last."""

    def __init__(self, desk: Path) -> None:
        """Look at it for the first time."""
        self._folder = desk / "output"
        self._seen = files(self._folder)

    def changed(self) -> set[str]:
        """Pages and other files that are new, or that say something else."""
        before, self._seen = self._seen, files(self._folder)
        return {
            path
            for path, data in self._seen.items()
            if before.get(path) != data and path != MANIFEST
        }


def sheets(changed: set[str]) -> set[str]:
    return {one for one in changed if one.startswith("calls/")}


EDITS = {
    "the pitch in general": ("I rise early.", "I rise late.", {GUIDE}),
    "the pitch for a position": ("earlier than bakers", "with the birds", {COOK}),
    "what qualifies for a position": ("Ten years", "Eleven years", {COOK}),
    "what qualifies for another": ("all the bridges", "most bridges", {GUIDE}),
    "the number": ("5550 0142", "5550 0143", {COOK, GUIDE, SHOP}),
    "the name": ("Vermeer\n", "van der Meer\n", {COOK, GUIDE, SHOP}),
    "what no other page shows": ("Hello.", "Good morning.", set()),
}


@pytest.mark.parametrize(("before", "after", "renewed"), EDITS.values(), ids=EDITS)
def test_an_edit_renews_what_shows_it(
    desk: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, renewed: set[str]
) -> None:
    done, shown = Done(monkeypatch), Shown(desk)
    assert before in ME
    write(desk, "me", ME.replace(before, after))
    built = build(desk)
    assert OWN in done.own_pages
    assert "contacts/dee.html" not in done.own_pages
    # A circle is made again as a whole; of its pages those are written that came out otherwise.
    changed = shown.changed()
    assert sheets(changed) == renewed
    # What qualifies you helps to fill a gap; messages, and the report, end with or have your name.
    # At the head of the work-search log stand both your name and your number.
    report = {"report.html"} if before.startswith("Vermeer") else set()
    log = {"work-search.html"} if report or "5550" in before else set()
    assert log <= changed
    helped = {page for word, page in QUALIFIED.items() if before == word}
    others = changed - sheets(changed) - {OWN} - report - log
    assert others == (SIGNED if log else helped)
    assert built.published.written == len(changed)
    assert done.read == ["contacts/me.md"]
    assert_whole(desk)


def test_somebody_elses_entry_renews_no_sheet(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = Done(monkeypatch)
    say(desk, "dee", "2026-11-19 email: about the weather")
    build(desk)
    assert done.own_pages == {"contacts/dee.html"}
    assert_whole(desk)


def test_a_file_of_your_own_comes_and_goes(desk: Path) -> None:
    shown = Shown(desk)
    (desk / "contacts" / "me.md").unlink()
    build(desk)
    changed = shown.changed()
    assert sheets(changed) == {COOK, GUIDE, SHOP}
    assert changed >= SIGNED
    assert_whole(desk)
    write(desk, "me", ME)
    build(desk)
    assert shown.changed() == changed | {OWN}
    assert_whole(desk)


def test_while_watching(desk: Path) -> None:
    site = Site(desk / "output", Cache(None))
    settings = settings_of(desk, TODAY)
    site.build(settings)
    shown = Shown(desk)

    def look(*renewed: str) -> None:
        site.build(settings, look=False)
        assert sheets(shown.changed()) == set(renewed)
        assert_whole(desk)

    # Somebody who showed nothing of you asks for your pitch, and for another one.
    write(desk, "dee", contact(f"name: Dee Dunn\n{CALLS}", "- 2026-11-19 met: at the fair\n"))
    look("calls/dee/follow-up-new-contact-2026-11-19.html")
    write(desk, "me", ME.replace("I rise early.", "I rise late."))
    look(GUIDE, "calls/dee/follow-up-new-contact-2026-11-19.html")
    write(desk, "me", ME)
    look(GUIDE, "calls/dee/follow-up-new-contact-2026-11-19.html")
    front = f"name: Dee Dunn\nposition: Cook\n{CALLS}"
    write(desk, "dee", contact(front, "- 2026-11-10 applied\n"))
    look("calls/dee/status-check-application-2026-11-10.html")
    write(desk, "me", ME.replace("Ten years", "Twelve years"))
    look(COOK, "calls/dee/status-check-application-2026-11-10.html")


def test_a_reference_is_told_of_the_position_of_an_interview_elsewhere(desk: Path) -> None:
    front = f"name: Rex Roe\ncompany: Elsewhere\nrelationship: reference\n{CALLS}"
    write(desk, "rex", contact(front))
    build(desk)
    alert = "calls/rex/alert-references-2026-11-26.html"
    text = (desk / "output" / alert).read_text(encoding="utf-8")
    assert "Ten years of soup" in text
    assert "earlier than bakers" not in text
    shown = Shown(desk)
    write(desk, "me", ME.replace("Ten years", "Twelve years"))
    build(desk)
    earlier = alert.replace("11-26", "11-12")
    assert sheets(shown.changed()) == {COOK, alert, earlier}
    assert_whole(desk)


def test_a_zone_of_yours_that_is_not_in_use_is_hinted_at(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/Denver")
    in_amsterdam = ME.replace("role:", "timezone: Europe/Amsterdam\nrole:")
    settings = desk / "tracker.toml"

    def said() -> list[str]:
        build(desk)
        assert_whole(desk)
        found = [one for one in problems(desk) if one.code == "other-timezone"]
        shown = (desk / "output/problems.html").read_text(encoding="utf-8")
        assert ("Your own zone is" in shown) is bool(found)
        return [f"{one.path}:{one.line}:{one.column} {one.message} {one.hint}" for one in found]

    assert said() == []
    write(desk, "me", in_amsterdam)
    begins = "contacts/me.md:3:1 Your own zone is Europe/Amsterdam here, but hours are shown"
    ends = 'Write `timezone = "Europe/Amsterdam"` below `[calendar]` in tracker.toml.'
    assert said() == [f"{begins} in UTC, tracker.toml's. {ends}"]
    settings.write_text("as_of = 2026-11-20\n", encoding="utf-8")
    assert said() == [f"{begins} in America/Denver, this computer's. {ends}"]
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    assert said() == []
    monkeypatch.setenv("TZ", "America/Denver")
    assert len(said()) == 1
    settings.write_text(SETTINGS.replace("UTC", "Europe/Amsterdam"), encoding="utf-8")
    assert said() == []
    write(desk, "me", ME)
    assert said() == []
