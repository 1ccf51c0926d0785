"""Watching is timed right: against a stand-in that copies contacts to pages, quickly or never."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks import watching
from tests.benchmarks.processes import Runner

ENTRY = "## Log\n- 2026-01-01 call: hm\n"

#: Copies each contact to its page and all of them to the agenda, whenever one has changed.
STAND_IN = """\
import pathlib, sys
root, output = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
(output / "contacts").mkdir(parents=True, exist_ok=True)
before = None
while True:
    try:
        texts = {one.stem: one.read_text() for one in (root / "contacts").glob("*.md")}
    except FileNotFoundError:
        continue
    if texts != before:
        for name, text in texts.items():
            (output / "contacts" / f"{name}.html").write_text(text)
        card = '<h3><a href="contacts/%s.html">x</a></h3> %s'
        cards = (card % both for both in texts.items())
        (output / "agenda.html").write_text("".join(cards))
        before = texts
        print("built", flush=True)
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("EDITS", 2), ("WARM_UP", 0), ("IDLE", 0), ("QUIET", 0), ("END", 30)):
        monkeypatch.setattr(watching, name, value)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    contacts = tmp_path / "w" / "contacts"
    contacts.mkdir(parents=True)
    for name in ("a", "b"):
        (contacts / f"{name}.md").write_text(ENTRY, encoding="utf-8")
    (contacts / "prose.md").write_text("no entry\n", encoding="utf-8")
    return tmp_path / "w"


def stand_in(monkeypatch: pytest.MonkeyPatch, root: Path, text: str) -> None:
    # tracker("--root", ROOT, "watch", "--output", OUTPUT, …)
    def command(*arguments: str) -> tuple[str, ...]:
        return sys.executable, "-c", text, str(root), arguments[4]

    monkeypatch.setattr(watching, "tracker", command)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_edits_are_timed_and_undone_and_the_watch_is_ended(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever runs the tests in the background has them, and all they start, ignore Ctrl-C.
    heeds = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    work = f"try:\n    exec({STAND_IN!r})\nexcept KeyboardInterrupt:\n    raise SystemExit(130)\n"
    stand_in(monkeypatch, root, heeds + work)
    found = watching.watch(Runner(tmp_path), root, tmp_path / "site")
    assert [one.options for one in found] == ["--port 0", "--no-serve"]
    assert [one.how for one in found[0].latencies] == ["in place", "renamed over"]
    for one in found:
        assert {(len(edits.both), edits.lost) for edits in one.latencies} == {(2, 0)}
        assert one.ended_well
        assert one.memory is not None
        assert one.memory.peak > 0
    assert (root / "contacts" / "a.md").read_text(encoding="utf-8") == ENTRY


def test_an_edit_that_no_page_shows_is_lost(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "PATIENCE", 0)
    agenda = '<h3><a href="contacts/a.html">x</a></h3>'
    (tmp_path / "agenda.html").write_text(agenda, encoding="utf-8")
    found = watching.edit(root, tmp_path, "in place", rename=False)
    assert (found.both, found.lost) == ([], 1)


def test_an_edit_that_settles_all_takes_the_card_away() -> None:
    card = b'<h3><a href="contacts/a.html">x</a></h3>'
    assert watching.shows(b"the word", b"word")
    assert not watching.shows(b"</html>", b"word")
    assert not watching.shows(card + b"</html>", b"word", "contacts/a.html")
    assert watching.shows(card + b"word", b"word", "contacts/a.html")
    assert watching.shows(b"</html>", b"word", "contacts/a.html")
    # Still being written.
    assert not watching.shows(b"<html>", b"word", "contacts/a.html")


def test_only_contacts_with_a_card_and_an_open_log_are_edited(tmp_path: Path, root: Path) -> None:
    names = ("prose", "b", "gone", "a", "b")
    cards = "".join(f'<h3><a href="contacts/{one}.html">x</a></h3>' for one in names)
    (tmp_path / "agenda.html").write_text(f'<a href="contacts/c.html">{cards}', encoding="utf-8")
    assert watching.carded(root, tmp_path) == ["contacts/b", "contacts/a"]
    (tmp_path / "agenda.html").write_text("", encoding="utf-8")
    with pytest.raises(RuntimeError, match="no contact on the agenda"):
        watching.carded(root, tmp_path)


def test_a_watch_that_ends_at_once_says_why(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, root, "raise SystemExit('broken')")
    with pytest.raises(RuntimeError, match=r"said nothing\nbroken"):
        watching.watch(Runner(tmp_path), root, tmp_path / "site")
