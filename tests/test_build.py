"""The orchestrator: files in, a site out, and no mistake costs more than it must."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.building import build, problems
from tests.whole import load_workspace
from tracker.build.results import Built
from tracker.build.settings import SettingsError, load_settings, settings_of
from tracker.contact.model import Contact
from tracker.contact.reader import read_contact
from tracker.diagnostics import Diagnostic, Severity, errors
from tracker.disk import PublishError
from tracker.files import SourceFile
from tracker.render import TemplateError

TODAY = date(2026, 11, 20)

DANA = """\
---
name: Dana Whitfield
company: Acme Robotics
position: Engineer
email: dana@acme.example
---

## Log
- 2026-11-18 interview (video): asked about migrations
"""
LUIS = """\
---
name: Luis Ortega
company: Acme Robotics
email: luis@acme.example
---

## Log
- 2026-11-19 met: at the fair
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, {"contacts/dana.md": DANA, "contacts/luis.md": LUIS})
    write(tmp_path, {"tracker.toml": 'as_of = 2026-11-20\n[calendar]\ntimezone = "UTC"\n'})
    return tmp_path


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def built(root: Path, today: date | None = None) -> Built:
    return build(root, today=today)


def site(root: Path) -> dict[str, bytes]:
    output = root / "output"
    return {
        one.relative_to(output).as_posix(): one.read_bytes()
        for one in output.rglob("*")
        if one.is_file()
    }


def codes(problems: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in errors(problems)]


def test_a_workspace_becomes_a_site(root: Path) -> None:
    result = built(root)
    pages = site(root)
    for page in (
        "index.html",
        "agenda.html",
        "report.html",
        "contacts.html",
        "problems.html",
        "agenda.ics",
        "calendar.html",
        "pipeline.html",
        "agenda.json",
        "contacts/dana.html",
        "contacts/luis.html",
    ):
        assert page in pages
    assert b"Dana Whitfield" in pages["agenda.html"]
    assert (result.people, result.left_out) == (2, 0)
    agenda = json.loads(pages["agenda.json"])
    assert {one["rule"] for one in agenda["due"]} >= {"thank-you-interview"}
    assert result.buckets == tuple(len(agenda[one]) for one in result.buckets._fields)


def test_two_builds_are_the_same_and_the_second_writes_nothing(root: Path) -> None:
    first = built(root)
    before = site(root)
    second = built(root)
    assert site(root) == before
    assert second.published.written == 0
    assert second.published.removed == 0
    assert second.published.unchanged == first.published.written


def test_a_page_goes_with_its_contact(root: Path) -> None:
    built(root)
    (root / "contacts" / "luis.md").unlink()
    assert built(root).published.removed > 0
    assert "contacts/luis.html" not in site(root)


def test_the_day_is_the_one_asked_for_then_the_settings_then_the_clocks(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.clock.today", lambda _: date(2030, 1, 1))
    assert settings_of(root, date(2026, 12, 1)).today == date(2026, 12, 1)
    assert settings_of(root).today == TODAY
    (root / "tracker.toml").unlink()
    assert settings_of(root).today == date(2030, 1, 1)


def test_what_follows_from_the_logs_does_not_depend_on_the_day(root: Path) -> None:
    days = (date(1999, 1, 1), TODAY, date(2040, 1, 1))
    derived = [load_workspace(root, day).derived for day in days]
    assert derived[0] == derived[1] == derived[2]
    assert derived[0].follow_ups


def test_a_broken_file_costs_nobody_elses_page(root: Path) -> None:
    write(root, {"contacts/broken.md": "---\nname: [\n---\n", "contacts/latin.md": ""})
    (root / "contacts" / "latin.md").write_bytes(b"---\nname: Jos\xe9\n---\n")
    assert [path for path, _ in codes(problems(root))] == [
        "contacts/broken.md",
        "contacts/latin.md",
    ]
    result = built(root)
    assert (result.people, result.left_out) == (2, 2)
    pages = site(root)
    assert {"contacts/dana.html", "contacts/luis.html"} <= set(pages)
    assert b"contacts/broken.md" in pages["problems.html"]


def test_a_mistake_of_trackers_own_on_one_file_is_a_problem_of_that_file(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(source: SourceFile) -> tuple[Contact | None, tuple[Diagnostic, ...]]:
        if source.path.endswith("luis.md"):
            message = "boom"
            raise RecursionError(message)
        return read_contact(source)

    monkeypatch.setattr("tracker.build.workshop.read_contact", failing)
    (problem,) = errors(problems(root))
    assert (problem.path, problem.line, problem.column) == ("contacts/luis.md", 1, 1)
    assert problem.code == "internal-error"
    assert "RecursionError" in problem.message
    assert "report it" in problem.hint
    assert built(root).people == 1
    pages = site(root)
    assert "contacts/dana.html" in pages
    assert b"internal-error" in pages["problems.html"]


def test_each_file_is_read_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def counting(source: SourceFile) -> tuple[Contact | None, tuple[Diagnostic, ...]]:
        seen.append(source.path)
        return read_contact(source)

    monkeypatch.setattr("tracker.build.workshop.read_contact", counting)
    built(root)
    assert seen == ["contacts/dana.md", "contacts/luis.md"]


def test_two_files_for_one_page_are_an_error_and_the_first_has_it(root: Path) -> None:
    write(root, {"contacts/a b.md": DANA, "contacts/a:b.md": LUIS, "contacts/a?b.md": LUIS})
    assert ("contacts/a?b.md", "same-page") in codes(problems(root))
    built(root)
    pages = site(root)
    assert b"Luis" in pages["contacts/a-b.html"]
    assert b"contacts/a:b.md" in pages["contacts/a-b.html"]


def test_problems_are_in_the_order_of_their_places(root: Path) -> None:
    write(
        root,
        {
            "contacts/a.md": "---\nnam: X\nemail: nowhere\nprefers: pigeon\n---\n",
            "contacts/z.md": "no front matter\n",
        },
    )
    found = problems(root)
    places = [(one.path, one.line, one.column) for one in found]
    assert places == sorted(places)
    assert {"contacts/a.md", "contacts/z.md"} <= {one.path for one in found}


@pytest.mark.parametrize(
    "settings",
    [
        "as_of = tomorrow\n",
        'tiemzone = "UTC"\n',
        '[calendar]\ntimezone = "Europe/Amsterdm"\n',
        "[calendar]\nworking_days = []\n",
        '[rules.thank-you-interview]\ndue = "soon"\n',
        '[rules.thank-you-interveiw]\ndue = "2 days"\n',
        '[rules.thank-you-interview]\ndue = "9 days"\ndeadline = "2 days"\n',
    ],
)
def test_mistakes_in_the_settings_stop_everything(root: Path, settings: str) -> None:
    write(root, {"tracker.toml": settings})
    with pytest.raises(SettingsError) as raised:
        settings_of(root)
    assert errors(raised.value.problems)
    assert {one.path for one in raised.value.problems} == {"tracker.toml"}


def test_all_mistakes_in_the_settings_are_reported_once(root: Path) -> None:
    settings = 'as_off = 2026-01-01\n[rules.thank-you-interview]\ndue = "soon"\n'
    write(root, {"tracker.toml": settings})
    with pytest.raises(SettingsError) as raised:
        load_settings(root)
    assert [one.line for one in raised.value.problems] == [1, 3]
    assert all(one.severity is Severity.ERROR for one in raised.value.problems)


def test_settings_that_are_no_text_stop_everything(root: Path) -> None:
    (root / "tracker.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(SettingsError) as raised:
        load_settings(root)
    assert [one.code for one in raised.value.problems] == ["encoding"]


def test_a_folder_that_tracker_did_not_make_is_left_alone(root: Path) -> None:
    write(root, {"output/thesis.txt": "years of work"})
    with pytest.raises(PublishError):
        built(root)
    assert site(root) == {"thesis.txt": b"years of work"}


def test_a_template_that_does_not_work_leaves_the_last_site(root: Path) -> None:
    built(root)
    before = site(root)
    write(root, {"site_templates/agenda.html": "{% if %}"})
    with pytest.raises(TemplateError):
        built(root)
    assert site(root) == before


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nsubject: Hello\n---\n{{ greeting }}\n\n{{ nobody.knows }}\n", 6),
        ("---\nsubjct: Hello\n---\n{{ greeting }}\n", 2),
        ("---\nsubject: {% if %}\n---\n{{ greeting }}\n", 2),
        ("---\nsubject: Hello\n", 1),
    ],
    ids=["a name that is none", "a key that is none", "a broken tag", "never closed"],
)
def test_a_message_that_does_not_work_is_named_and_leaves_the_last_site(
    root: Path, text: str, line: int
) -> None:
    built(root)
    before = site(root)
    write(root, {"site_templates/messages/thank-you-interview.md": text})
    with pytest.raises(TemplateError) as raised:
        built(root)
    assert raised.value.line == line
    assert raised.value.path == str(root / "site_templates/messages/thank-you-interview.md")
    assert site(root) == before


def test_a_workspace_without_contacts_is_a_site_too(tmp_path: Path) -> None:
    (tmp_path / "contacts").mkdir()
    built(tmp_path, TODAY)
    assert "agenda.html" in site(tmp_path)


def test_me_is_no_contact(root: Path) -> None:
    write(root, {"contacts/me.md": "---\nname: Me\n---\n"})
    workspace = load_workspace(root)
    assert workspace.book.me is not None
    assert [one.id for one in workspace.book.contacts] == ["dana", "luis"]
