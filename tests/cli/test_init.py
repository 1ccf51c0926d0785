"""A new workspace: complete, right from the first day, and never over anything of yours."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker.cli import main

SAMPLES_DAY = date(2026, 11, 20)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in args])


def files(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file()
    }


def test_a_new_workspace_is_sound_and_starts_today(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    result = run("--today", "2026-11-20", "init", folder)
    assert result.exit_code == 0
    assert "tracker build --open" in result.stdout
    assert set(files(folder)) == {
        ".gitignore",
        "README.md",
        "contacts/_example.md",
        "contacts/me.md",
        "tracker.toml",
    }
    assert "start = 2026-11-20\n" in (folder / "tracker.toml").read_text(encoding="utf-8")
    assert run("check", "--strict", "--root", folder).exit_code == 0
    assert run("build", "--root", folder).exit_code == 0
    assert (folder / "output" / "agenda.html").is_file()


def test_every_line_of_the_new_settings_works_once_its_mark_is_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run("init", folder).exit_code == 0
    settings = (folder / "tracker.toml").read_text(encoding="utf-8")
    switched_on = re.sub(r"^# (?=\[|[a-z_]+ = )", "", settings, flags=re.MULTILINE)
    assert switched_on.count("[rules.") == 2
    (folder / "tracker.toml").write_text(switched_on, encoding="utf-8")
    assert run("rules", "--root", folder).exit_code == 0


def test_the_example_and_your_own_details_are_sound_once_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    folder = tmp_path / "mine"
    assert run("init", folder).exit_code == 0
    contacts = folder / "contacts"
    (contacts / "_example.md").rename(contacts / "dana.md")
    me = (contacts / "me.md").read_text(encoding="utf-8")
    filled = re.sub(r"^# (?=[a-z]+: )", "", me, flags=re.MULTILINE)
    assert "\nphone: {" in filled
    (contacts / "me.md").write_text(filled, encoding="utf-8")
    result = run("check", "--strict", "--root", folder)
    assert (result.exit_code, result.stdout) == (0, "")


def test_init_in_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init").exit_code == 0
    assert (tmp_path / "contacts" / "me.md").is_file()


def test_init_takes_its_folder_from_root_too(tmp_path: Path) -> None:
    assert run("--root", tmp_path / "a", "init").exit_code == 0
    assert (tmp_path / "a" / "tracker.toml").is_file()
    assert run("--root", tmp_path / "b", "init", tmp_path / "c").exit_code == 2
    assert not (tmp_path / "b").exists()
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize("flags", [[], ["--sample"]])
@pytest.mark.parametrize("there", ["tracker.toml", "contacts/bo.md", "contacts/friends/bo.md"])
def test_a_workspace_is_refused(tmp_path: Path, there: str, flags: list[str]) -> None:
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    result = run("init", tmp_path, *flags)
    assert result.exit_code == 2
    assert "Nothing was changed" in result.stderr
    assert files(tmp_path) == {there: b"mine"}


def test_a_file_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "contacts").write_text("mine", encoding="utf-8")
    assert run("init", tmp_path).exit_code == 2
    assert run("init", tmp_path / "contacts").exit_code == 2
    assert files(tmp_path) == {"contacts": b"mine"}


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("*.pyc\n", encoding="utf-8")
    (tmp_path / "contacts").mkdir()
    result = run("init", tmp_path)
    assert result.exit_code == 0
    assert "Left as it was: README.md" in result.stdout
    assert "Add /output/ to .gitignore" in result.stdout
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "*.pyc\n"


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "README.md").symlink_to(outside)
    assert run("init", folder).exit_code == 0
    assert not outside.exists()


@pytest.mark.parametrize("days", range(-3, 11))
def test_the_samples_are_dated_around_any_day(tmp_path: Path, days: int) -> None:
    today = SAMPLES_DAY + timedelta(days=days)
    folder = tmp_path / "try-it"
    assert run("--today", today.isoformat(), "init", "--sample", folder).exit_code == 0
    settings = (folder / "tracker.toml").read_text(encoding="utf-8")
    assert not re.search(r"^as_of", settings, re.MULTILINE)
    moved = SAMPLES_DAY + timedelta(weeks=days // 7)
    original = run("agenda", "--json", "--root", Path(__file__).parents[2])
    shifted = run("agenda", "--json", "--root", folder, "--today", moved.isoformat())
    assert (len(shifted.stdout) > 1000, shifted.exit_code) == (True, original.exit_code)
    before, after = json.loads(original.stdout), json.loads(shifted.stdout)
    assert sum(len(after[one]) for one in ("overdue", "due", "waiting")) > 0
    if moved == SAMPLES_DAY:
        assert after == before


@pytest.mark.parametrize("flags", [[], ["--sample"]])
@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_a_workspace_begins_on_the_first_and_the_last_day_there_are(
    tmp_path: Path, today: str, flags: list[str]
) -> None:
    folder = tmp_path / "mine"
    assert run("--today", today, "init", folder, *flags).exit_code == 0
    for command in ("agenda", "build", "check"):
        assert run(command, "--root", folder, "--today", today).exit_code in {0, 1}


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-11-20", None),
        ("2026-11-22", "Fri 20 Nov 2026"),
        ("2026-11-26", "Fri 20 Nov 2026"),
        ("2026-11-27", None),
        ("2026-11-16", "Fri 13 Nov 2026"),
        # Before the first Friday there is, the samples stay where they were written: ahead.
        ("0001-01-01", None),
    ],
)
def test_the_samples_say_up_to_which_day_their_story_is_told(
    tmp_path: Path, today: str, told: str | None
) -> None:
    folder = tmp_path / "try it"
    said = run("--today", today, "init", "--sample", folder).stdout
    assert ("their story is told up to" in said) == (told is not None)
    if told is not None:
        command = re.search(
            rf"told up to {told}, .*: `tracker (agenda --today [\d-]+)` shows", said
        )
        assert command is not None
        shown = run(*command[1].split(), "--root", folder).stdout
        assert shown.startswith(f"Agenda for {told}\n")
        assert "Thank them for the interview" in shown


def test_only_the_samples_have_a_story(tmp_path: Path) -> None:
    assert "story" not in run("init", tmp_path / "mine").stdout


@pytest.mark.parametrize("flags", [[], ["--sample"]])
def test_what_is_written_for_you_fits_a_screen(tmp_path: Path, flags: list[str]) -> None:
    assert run("init", tmp_path, *flags).exit_code == 0
    for name in ("README.md", ".gitignore"):
        lines = (tmp_path / name).read_text(encoding="utf-8").splitlines()
        assert max(map(len, lines)) <= 100, name


def test_the_samples_are_sound(tmp_path: Path) -> None:
    folder = tmp_path / "try-it"
    assert run("init", "--sample", folder).exit_code == 0
    written = files(folder)
    assert len([one for one in written if one.startswith("contacts/")]) > 20
    assert run("check", "--root", folder).exit_code == 0
    assert run("build", "--root", folder).exit_code == 0


def test_what_lies_before_the_first_day_is_said_to_be_history(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run("--today", "2026-11-20", "init", folder).exit_code == 0
    log = "---\nname: {}\n---\n\n## Log\n- {} interview\n"
    (folder / "contacts" / "old.md").write_text(log.format("Old", "2026-11-12"), encoding="utf-8")
    (folder / "contacts" / "none.md").write_text("---\nname: None\n---\n", encoding="utf-8")
    today = ("--today", "2026-11-20")
    assert run(*today, "build", "--root", folder).exit_code == 0
    said = "Entries before Fri 20 Nov 2026 are history"
    assert said in (folder / "output/agenda.html").read_text(encoding="utf-8")
    assert said in run(*today, "agenda", "--root", folder).stdout
    dated = 'Entries before <time datetime="2026-11-20">Fri 20 Nov 2026</time> are history'
    assert dated in (folder / "output/contacts/old.html").read_text(encoding="utf-8")
    assert "are history" not in (folder / "output/contacts/none.html").read_text(encoding="utf-8")
    # With anything on the agenda it goes without saying.
    (folder / "contacts" / "new.md").write_text(log.format("New", "2026-11-20"), encoding="utf-8")
    assert "are history" not in run(*today, "agenda", "--root", folder).stdout
