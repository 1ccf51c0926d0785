"""What each command says, to whom, and with which exit code."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.pages.sample_site import TODAY, World, contact, entry, follow_up, sample_world, world
from tracker import __version__
from tracker.cli import INTERNAL_ERROR, INTERRUPTED, main
from tracker.cli.agenda_text import laid_out
from tracker.cli.commands import COMMANDS
from tracker.contact.kinds import Kind
from tracker.records import OpportunityKey, Person
from tracker.views.agenda_lines import agenda_lines, agenda_texts
from tracker.views.agenda_page import agenda_page
from tracker.views.agenda_parts import agenda_parts

DANA = """\
---
name: Dana Whitfield
company: Acme Robotics
position: Engineer
email: dana@acme.example
phone: {mobile: +1 415 555 0100}
prefers: call
timezone: America/Los_Angeles
---

## Log
- 2026-11-12 interview (video): asked about migrations
"""
SETTINGS = 'as_of = 2026-11-20\n[calendar]\ntimezone = "UTC"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    (folder / "contacts").mkdir(parents=True)
    (folder / "contacts" / "dana.md").write_text(DANA, encoding="utf-8")
    (folder / "tracker.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in args])


def broken(root: Path) -> None:
    (root / "contacts" / "broken.md").write_text("---\nname: [\n---\n", encoding="utf-8")


def warned(root: Path) -> None:
    """Add a file with a warning and no error."""
    text = "---\nname: Bo\ncompnay: Birch\n---\n"
    (root / "contacts" / "bo.md").write_text(text, encoding="utf-8")


def spoil_settings(root: Path) -> None:
    (root / "tracker.toml").write_text('[calendar]\ntimezon = "UTC"\n', encoding="utf-8")


# Exit codes, a row each


@pytest.mark.parametrize("command", ["agenda", "build", "check"])
def test_fine_is_0(root: Path, command: str) -> None:
    assert run("--root", root, command).exit_code == 0


@pytest.mark.parametrize("command", ["agenda", "build", "check"])
def test_errors_in_files_are_1(root: Path, command: str) -> None:
    broken(root)
    assert run("--root", root, command).exit_code == 1


@pytest.mark.parametrize("command", ["agenda", "build", "check", "rules"])
def test_settings_are_2_and_the_key_is_named(root: Path, command: str) -> None:
    spoil_settings(root)
    result = run("--root", root, command)
    assert result.exit_code == 2
    assert "tracker.toml:2:1: error[unknown-setting]" in result.output
    assert "did you mean `calendar.timezone`" in result.output
    assert not (root / "output").exists()


@pytest.mark.parametrize(
    "args",
    [
        ["agnda"],
        ["agenda", "--jsn"],
        ["agenda", "more"],
        ["agenda", "--today", "20261120"],
        ["--today", "2026-02-30", "agenda"],
        ["--today", "tomorrow", "agenda"],
        ["--root", "nowhere", "agenda"],
    ],
)
def test_wrong_use_is_2_and_goes_to_stderr(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_a_slip_of_a_command_is_understood() -> None:
    assert "did you mean `agenda`?" in run("agnda").stderr


def test_no_workspace_is_2_and_teaches_init(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("agenda")
    assert result.exit_code == 2
    assert "tracker init" in result.stderr
    given = run("--root", tmp_path, "agenda")
    assert given.exit_code == 2
    assert "tracker init" in given.stderr


def test_a_generated_site_is_no_workspace(root: Path) -> None:
    assert run("build", "--root", root).exit_code == 0
    assert run("agenda", "--root", root / "output").exit_code == 2


def test_a_mistake_of_trackers_own_has_no_traceback_and_its_own_code(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        message = "boom \x1b[31m"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("tracker.build.workshop.derive", fail)
    result = run("--root", root, "agenda")
    assert result.exit_code == INTERNAL_ERROR
    assert "ZeroDivisionError: boom" in result.stderr
    assert "report" in result.stderr
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr
    monkeypatch.setenv("TRACKER_DEBUG", "1")
    assert "Traceback" in run("--root", root, "agenda").stderr


def test_ctrl_c_is_quiet(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tracker.build.workshop.derive", interrupt)
    result = run("--root", root, "agenda")
    assert result.exit_code == INTERRUPTED
    assert result.output.strip() == ""


# The options that go with all


@pytest.mark.parametrize("command", ["agenda", "build", "check", "init", "rules"])
def test_the_common_options_go_before_and_after(command: str) -> None:
    for args in ([command, "--version"], ["--version"], ["--version", command]):
        result = run(*args)
        assert (result.exit_code, result.stdout) == (0, f"tracker {__version__}\n")
    assert "--root DIR" in run(command, "--help").stdout
    assert "--today DATE" in run(command, "--help").stdout


def test_root_and_today_before_or_after_mean_the_same(root: Path) -> None:
    before = run("--root", root, "--today", "2026-11-14", "agenda", "--json")
    after = run("agenda", "--json", "--root", root, "--today", "2026-11-14")
    assert before.stdout == after.stdout
    assert json.loads(after.stdout)["today"] == "2026-11-14"


def test_the_last_one_given_counts(root: Path) -> None:
    result = run("--today", "2026-01-01", "agenda", "--json", "--root", root, "--today=2026-11-14")
    assert json.loads(result.stdout)["today"] == "2026-11-14"


def test_today_beats_as_of(root: Path) -> None:
    assert json.loads(run("agenda", "--json", "--root", root).stdout)["today"] == "2026-11-20"


def test_the_root_is_found_upwards(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "contacts")
    assert json.loads(run("agenda", "--json").stdout)["today"] == "2026-11-20"


@pytest.mark.parametrize("command", list(COMMANDS))
def test_helps_teach(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.stdout.count(f"\n    tracker {command}") >= 2
    described = main.get_command(click.Context(main), command)
    assert described is not None
    assert described.get_short_help_str(100) in run("--help").stdout


@pytest.mark.parametrize("command", ["agenda", "build"])
def test_the_help_says_whose_time_a_profile_shows(command: str) -> None:
    assert "of the first process alone" in " ".join(run(command, "--help").stdout.split())


ENDS_OF_TIME = ("0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31")

EVERYTHING = """\
- 2026-11-02 applied (email, reply by 2026-11-16): sent the CV
- 2026-11-12 14:30 interview (video, theirs): asked about migrations
- 2026-11-13 email (in, needs answer): when can you begin
- 2026-11-14 purchase: two
- 9999-12-31 23:30 interview (theirs): at the end of time
- 0001-01-01 00:30 interview (theirs): at its beginning
- [ ] 9999-12-31 call
- [ ] 0001-01-01 call
"""


@pytest.mark.parametrize("today", ENDS_OF_TIME)
@pytest.mark.parametrize("zones", [("Asia/Tokyo", "UTC"), ("Pacific/Honolulu", "Asia/Tokyo")])
@pytest.mark.parametrize(
    "command", [["agenda"], ["agenda", "--json"], ["build"], ["check"], ["rules"]]
)
def test_every_command_works_on_the_first_and_the_last_day_there_are(
    root: Path, command: list[str], zones: tuple[str, str], today: str
) -> None:
    theirs, yours = zones
    for name, log in (("quiet", ""), ("edge", f"- {today} call\n"), ("busy", EVERYTHING)):
        text = (
            f"---\nname: {name}\nprefers: call\nphone: 0201234567\ntimezone: {theirs}\n"
            f"keep_in_touch: 6 weeks\nlast_contact: {today}\nsnooze: {today}\n---\n## Log\n{log}"
        )
        (root / "contacts" / f"{name}.md").write_text(text, encoding="utf-8")
    settings = f'start = 0001-01-01\n[calendar]\ntimezone = "{yours}"\nholidays = ["NL"]\n'
    (root / "tracker.toml").write_text(settings, encoding="utf-8")
    result = run(*command, "--root", root, "--today", today)
    assert (result.exit_code, "Error: " in result.stderr) == (0, False), result.stderr


# agenda


def test_the_agenda_says_who_why_how_and_when(root: Path) -> None:
    result = run("agenda", "--root", root)
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[0].startswith("Agenda for Fri 20 Nov 2026")
    assert "Dana Whitfield · Acme Robotics · Engineer" in lines
    assert any("+1 415 555 0100" in line and "Los Angeles" in line for line in lines)
    assert any("contacts/dana.md:12" in line for line in lines)
    assert any("asked about migrations" in line for line in lines)
    assert "as_of" in lines[0]
    assert "as_of" not in run("agenda", "--root", root, "--today", "2026-11-20").stdout


@pytest.mark.parametrize("width", [20, 50, 79])
def test_the_agenda_fits_the_terminal(
    root: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.cli.agenda.terminal_width", lambda: width)
    lines = run("agenda", "--root", root).stdout.splitlines()
    assert any("Dana Whitfield" in line for line in lines)
    assert max(map(len, lines[2:])) <= max(width, 34)
    wide = run("agenda", "--root", root).stdout.split()
    monkeypatch.setattr("tracker.cli.agenda.terminal_width", lambda: None)
    assert wide == run("agenda", "--root", root).stdout.split()


def test_the_agenda_is_plain_where_nobody_looks(root: Path) -> None:
    assert "\x1b" not in run("agenda", "--root", root).stdout
    coloured = CliRunner().invoke(main, ["agenda", "--root", str(root)], color=True)
    assert "\x1b[" in coloured.stdout
    silent = CliRunner(env={"NO_COLOR": "1"})
    assert "\x1b" not in silent.invoke(main, ["agenda", "--root", str(root)]).stdout


def test_no_contact_steers_the_terminal(root: Path) -> None:
    hostile = DANA.replace("asked about", "\\e[2J\x9b31m\u202easked about")
    (root / "contacts" / "dana.md").write_text(hostile, encoding="utf-8")
    for command in ("agenda", "check"):
        output = run(command, "--root", root, "--today", "2026-11-13").output
        assert not any(sign in output for sign in ("\x1b", "\x9b", "\u202e"))


@pytest.mark.parametrize("command", ["agenda", "check"])
def test_json_has_nothing_that_a_terminal_obeys(root: Path, command: str) -> None:
    """The name of a file can be anything, and is told as it is: as an escape."""
    name = "odd\x7f\x9b31m\u202e.md"
    fields = "name: Odd\nrelationship: prospect\ntimezone: No/Where"
    text = f"---\n{fields}\n---\n## Log\n- 2026-11-02 email (in): hi\n"
    (root / "contacts" / name).write_text(text, encoding="utf-8")
    result = run(command, "--json", "--root", root, "--today", "2026-11-13")
    assert not any(sign in result.stdout for sign in "\x7f\x9b\u202e")
    assert "odd\\u007f\\u009b31m\\u202e.md" in result.stdout
    assert f"contacts/{name}" in json.dumps(json.loads(result.stdout), ensure_ascii=False)


def test_the_agenda_as_json_is_nothing_but_json(root: Path) -> None:
    broken(root)
    result = run("agenda", "--json", "--root", root)
    assert result.exit_code == 1
    agenda = json.loads(result.stdout)
    assert list(agenda) == [
        "today",
        "overdue",
        "due",
        "upcoming",
        "waiting",
        "cold",
        "no_next_step",
        "events",
    ]
    assert "1 error" in result.stderr


def printed(made: World) -> list[str]:
    """The agenda as it is printed where another program reads."""
    page = agenda_page(
        made.directory().frame("agenda.html", "Agenda"),
        TODAY,
        [agenda_texts(agenda_parts(made.directory(), made.agenda))],
        any_contacts=True,
    )
    return list(laid_out(agenda_lines(page), None))


def test_what_went_out_lately_stands_below_the_summary() -> None:
    summary = "Nothing is late, and nothing is due."
    assert printed(world((contact("dana", "Dana"),)))[1:3] == [summary, ""]
    sent = entry(9, TODAY, Kind.EMAIL, path="contacts/dana.md")
    said = printed(world((contact("dana", "Dana", entries=(sent,)),)))
    assert said[1:3] == [summary, "This week you wrote or called once."]


def upcoming(*days: int) -> World:
    """Dana's follow-ups, one for each opening, due so many days from today."""
    dana = Person("dana", "Dana Whitfield")
    made = [
        follow_up(dana, "x", due, due, opportunity=OpportunityKey("acme", str(number)))
        for number, due in enumerate(TODAY + timedelta(day) for day in days)
    ]
    return world((contact("dana", "Dana Whitfield"),), upcoming=tuple(made))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((2,), None),
        ((30,), "  Nothing in the next 14 days. Later: 1, due Sun 20 Dec 2026."),
        ((40, 30), "  Nothing in the next 14 days. Later: 2, the first due Sun 20 Dec 2026."),
        ((2, 30), "  Later: 1 more, due Sun 20 Dec 2026."),
        ((2, 30, 40), "  Later: 2 more, the first due Sun 20 Dec 2026."),
    ],
)
def test_what_is_far_off_is_counted_with_its_day(days: tuple[int, ...], said: str | None) -> None:
    lines = printed(upcoming(*days))
    assert click.unstyle(lines[-1]) == said or (said is None and "Later" not in "".join(lines))


def test_events_name_everyone_and_the_round(root: Path) -> None:
    path = root / "contacts" / "mae.md"
    log = "- 2026-11-24 interview (video, round 2, with Joris and Hanneke)\n"
    path.write_text(f"---\nname: Mae\ncompany: Beta\n---\n## Log\n{log}", encoding="utf-8")
    said = run("agenda", "--root", root).stdout
    assert "in 4 days: Interview (video, round 2), Mae, Joris and Hanneke · Beta" in said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((30,), "  Nothing in the next 14 days. Later: 1, on Sun 20 Dec 2026."),
        ((4, 30), "  Later: 1 more, on Sun 20 Dec 2026."),
        ((4, 30, 40), "  Later: 2 more, the first on Sun 20 Dec 2026."),
    ],
)
def test_events_far_off_are_counted_with_their_day(days: tuple[int, ...], said: str) -> None:
    made = sample_world()
    events = tuple(replace(made.agenda.events[0], own_day=TODAY + timedelta(day)) for day in days)
    lines = printed(replace(made, agenda=replace(made.agenda, events=events)))
    assert said in [click.unstyle(line) for line in lines]


# check


def test_check_says_where_what_and_how_to_mend_it(root: Path) -> None:
    broken(root)
    result = run("check", "--root", root)
    lines = result.stdout.splitlines()
    form = re.compile(r"contacts/broken\.md:\d+:\d+: (error|warning|hint)\[[a-z-]+\] \S.*")
    assert [line for line in lines if not form.fullmatch(line)] == []
    assert any(": error[" in line for line in lines)
    assert "error" in result.stderr


def test_check_as_json_is_nothing_but_json(root: Path) -> None:
    broken(root)
    result = run("check", "--json", "--root", root)
    problems = json.loads(result.stdout)
    assert result.exit_code == 1
    assert list(problems[0]) == [
        "path",
        "line",
        "column",
        "severity",
        "code",
        "message",
        "hint",
    ]
    assert problems[0]["path"] == "contacts/broken.md"
    assert result.stderr == ""


def test_check_of_broken_settings_is_json_too(root: Path) -> None:
    spoil_settings(root)
    result = run("check", "--json", "--root", root)
    assert result.exit_code == 2
    assert [one["path"] for one in json.loads(result.stdout)] == ["tracker.toml"]


def test_check_without_problems_prints_none(root: Path) -> None:
    assert run("check", "--root", root).stdout == ""
    assert json.loads(run("check", "--json", "--root", root).stdout) == []


def test_strict_counts_warnings(root: Path) -> None:
    warned(root)
    assert run("check", "--root", root).exit_code == 0
    assert run("check", "--strict", "--root", root).exit_code == 1


def test_strict_never_counts_hints(root: Path) -> None:
    text = DANA.replace("interview (video)", "had a long think")
    (root / "contacts" / "dana.md").write_text(text, encoding="utf-8")
    result = run("check", "--strict", "--root", root)
    assert "hint[" in result.stdout
    assert result.exit_code == 0


# build


def test_build_counts_and_says_where_the_agenda_is(root: Path) -> None:
    first = run("build", "--root", root)
    page = root / "output" / "agenda.html"
    assert page.is_file()
    assert str(page.resolve()) in first.stdout
    assert "1 person" in first.stdout
    assert "0 overdue, 1 due, 1 upcoming, 0 waiting, 0 cold" in first.stdout
    assert " 0 unchanged, 0 removed" in first.stdout
    assert "0 written, " in run("build", "--root", root).stdout


def test_build_shows_the_worst_problems_first_and_says_where_the_rest_is(root: Path) -> None:
    broken(root)
    warned(root)
    result = run("build", "--root", root)
    assert "1 file left out" in result.stdout
    assert "tracker check" in result.stderr
    shown = [line for line in result.stderr.splitlines() if "[" in line]
    assert "error[" in shown[0]


def test_build_elsewhere(root: Path, tmp_path: Path) -> None:
    assert run("build", "--root", root, "--output", tmp_path / "site").exit_code == 0
    assert (tmp_path / "site" / "agenda.html").is_file()
    assert not (root / "output").exists()


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (".", "the workspace itself"),
        ("contacts", "contacts/"),
        ("contacts/site", "contacts/"),
        ("contacts/deep/site", "contacts/"),
        ("Contacts/site", "contacts/"),
        ("output/../contacts/site", "contacts/"),
        ("site_templates", "site_templates/"),
        ("site_templates/site", "site_templates/"),
        ("tracker.toml", "tracker.toml"),
        ("tracker.toml/site", "tracker.toml"),
        ("contacts/dana.md", "contacts/"),
        ("notes.txt", "is a file"),
        ("notes.txt/site", "is a file"),
        ("link", "contacts/"),
    ],
)
@pytest.mark.parametrize("settings", [True, False])
def test_build_refuses_a_place_that_is_yours(
    root: Path, where: str, said: str, *, settings: bool
) -> None:
    (root / "notes.txt").write_text("mine", encoding="utf-8")
    (root / "link").symlink_to(root / "contacts" / "site")
    if not settings:
        (root / "tracker.toml").unlink()
    before = {one: one.is_file() and one.read_bytes() for one in sorted(root.rglob("*"))}
    result = run("build", "--root", root, "--output", root / where)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert said in result.stderr
    assert {one: one.is_file() and one.read_bytes() for one in sorted(root.rglob("*"))} == before


@pytest.mark.parametrize("inside", [True, False])
def test_build_writes_through_no_link_that_nobody_asked_for(
    root: Path, tmp_path: Path, *, inside: bool
) -> None:
    target = (root if inside else tmp_path) / "elsewhere"
    target.mkdir()
    (root / "output").symlink_to(target)
    result = run("build", "--root", root)
    assert result.exit_code == 2
    assert "output is a link" in result.stderr
    assert "`--output DIR`" in result.stderr
    assert list(target.iterdir()) == []
    assert run("build", "--root", root, "--output", root / "output").exit_code == 0
    assert (target / "agenda.html").is_file()


def test_build_writes_through_no_link_to_nowhere(root: Path, tmp_path: Path) -> None:
    (root / "output").symlink_to(tmp_path / "nowhere")
    assert run("build", "--root", root).exit_code == 2
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("where", ["output", "site", "deep/down", "contacts-site"])
def test_build_takes_any_other_place(root: Path, where: str) -> None:
    assert run("build", "--root", root, "--output", root / where).exit_code == 0
    assert (root / where / "agenda.html").is_file()


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (OSError(28, "No space left", "some\x1b[31mwhere\n"), "No space left: somewhere "),
        (OSError(28, "No \x1b]0;evil\x07space\nleft"), "No space left"),
        (OSError("no \x1b[2Jspace\x07"), "no space"),
    ],
)
def test_what_the_system_refuses_is_said_in_a_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, refused: OSError, said: str
) -> None:
    def full(*_: object) -> None:
        raise refused

    monkeypatch.setattr("tracker.build.workshop.derive", full)
    result = run("agenda", "--root", root)
    assert result.exit_code == 2
    assert result.stderr == f"Error: {said}\n"


def test_build_opens_the_agenda(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def record(url: str) -> bool:
        opened.append(url)
        return False

    monkeypatch.setattr("webbrowser.open", record)
    result = run("build", "--open", "--root", root)
    assert opened == [(root / "output" / "agenda.html").resolve().as_uri()]
    assert result.exit_code == 0
    assert "No browser" in result.stderr


def test_a_broken_template_is_named(root: Path) -> None:
    (root / "site_templates").mkdir()
    (root / "site_templates" / "agenda.html").write_text("{% if %}", encoding="utf-8")
    result = run("build", "--root", root)
    assert result.exit_code == 2
    assert "agenda.html" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_override_that_takes_no_place_is_said(root: Path) -> None:
    (root / "site_templates").mkdir()
    (root / "site_templates" / "contct.html").write_text("Mine", encoding="utf-8")
    result = run("build", "--root", root)
    assert result.exit_code == 0
    assert result.stderr == (
        "site_templates/contct.html:1:1: warning[unused-template]"
        " This file takes the place of nothing\n"
        "    hint: Did you mean `contact.html`?\n"
    )
    (root / "site_templates" / "contct.html").unlink()
    assert run("build", "--root", root).stderr == ""


def test_a_block_that_shows_nowhere_is_said(root: Path) -> None:
    (root / "site_templates").mkdir()
    page = root / "site_templates" / "agenda.html"
    text = '{% extends "shipped/agenda.html" %}\n{% block mian %}Mine{% endblock %}\n'
    page.write_text(text, encoding="utf-8")
    line = (
        "site_templates/agenda.html:2:10: warning[unknown-block] There is no block `mian` in"
        " `shipped/agenda.html`, so that it shows nowhere\n"
    )
    built = run("build", "--root", root)
    assert built.stderr == f"{line}    hint: Did you mean `main`?\n"
    assert built.exit_code == 0
    assert run("check", "--root", root).stdout == line
    assert run("check", "--root", root).exit_code == 0
    assert run("check", "--strict", "--root", root).exit_code == 1
    [found] = json.loads(run("check", "--json", "--root", root).stdout)
    assert (found["code"], found["line"], found["column"]) == ("unknown-block", 2, 10)
    assert found["hint"] == "Did you mean `main`?"


# rules


def test_rules_say_what_they_do_and_where_they_come_from(root: Path) -> None:
    changed = SETTINGS + (
        '[rules.thank-you-interview]\ndue = "same day"\n'
        "[rules.keep-in-touch]\nenabled = false\n"
        '[rules.send-it]\non = ["met"]\nuntil = ["letter"]\ndue = "3 days"\ndeadline = "5 days"\n'
        'channels = ["letter"]\nwhy = "They asked."\n'
    )
    (root / "tracker.toml").write_text(changed, encoding="utf-8")
    plain = run("rules", "--root", root)
    assert plain.exit_code == 0
    assert "same day (changed in tracker.toml)" in plain.stdout
    assert "send-it (your own)" in plain.stdout
    rules = {one["name"]: one for one in json.loads(run("rules", "--json", "--root", root).stdout)}
    assert len(rules) >= 22
    assert rules["thank-you-interview"]["due"] == "same day"
    assert rules["send-it"]["own"] is True
    for one in rules.values():
        assert one["own"] or (one["why"] and one["source"]), one["name"]
