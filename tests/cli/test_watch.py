"""`tracker watch` as a process of its own: what it says, what it serves, and how it ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.endurance.commands import (
    News,
    Watch,
    clean_site,
    command,
    difference,
    environment,
    run,
    site_of,
    watch,
)
from tests.endurance.waiting import PATIENCE, until
from tracker.disk import MANIFEST
from tracker.disk.made import STAGING

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are other ones on Windows")

SETTINGS = 'as_of = 2026-11-20\n[calendar]\ntimezone = "UTC"\n'
BROKEN = "---\nname: Ada\ncompany: [\n"
ANY_PORT = ("--port", "0")
RESULT = r"\d+ pages?(, \d+ removed,)? in [\d.,]+ m?s"


def text(name: str, said: str = "about prices") -> str:
    return f"---\nname: {name}\ncompany: Acme\n---\n\n## Log\n- 2026-11-19 met: {said}\n"


def write(root: Path, path: str, content: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(content, encoding="utf-8")


def write_over(root: Path, path: str, content: str) -> None:
    """Save as a whole: at no moment is the file empty, and each save is one change."""
    beside = root / ".saved-beside"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    beside.write_text(content, encoding="utf-8")
    beside.replace(root / path)


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    root = tmp_path / "work"
    write(root, "tracker.toml", SETTINGS)
    for name in ("Ada", "Bob"):
        write(root, f"contacts/{name.lower()}.md", text(name))
    return root


def said_of(watching: Watch, name: str, times: int = 1) -> str:
    """What is said of a change, as soon as that has been said so often."""

    def found(rebuilds: list[str]) -> list[str]:
        return [one for one in rebuilds if one.startswith(name)]

    watching.until(lambda rebuilds: len(found(rebuilds)) >= times)
    return found(watching.rebuilds)[-1]


def test_every_edit_is_said_in_a_line_and_the_site_is_that_of_a_clean_build(root: Path) -> None:
    with watch(root, *ANY_PORT) as watching:
        assert re.fullmatch(r"\d\d:\d\d:\d\d {2}\d+ pages in [\d.]+ m?s", watching.lines[0])
        assert re.fullmatch(
            r"Serving http://127\.0\.0\.1:\d+/ \(Ctrl-C ends\)",
            watching.lines[1],
        )
        write(root, "contacts/ada.md", text("Ada", "about paint"))
        said = said_of(watching, "contacts/ada.md: ")
        assert re.fullmatch(f"contacts/ada.md: {RESULT}", said)
        assert "about paint" in watching.get("contacts/ada.html")[1]

        write(root, "contacts/team/cy.md", text("Cy"))
        said_of(watching, "contacts/team/cy.md: ")
        (root / "contacts/team").rename(root / "contacts/crew")
        assert " removed" in said_of(watching, "contacts/crew/cy.md and 1 more: ")

        write(root, "site_templates/style.css", "body { color: teal }\n")
        said_of(watching, "settings, templates or the day: 1 page in ")
        assert watching.get("assets/style.css") == (200, "body { color: teal }\n")

        template = Path(__file__).parents[2] / "site_templates/contacts.html"
        page = template.read_text(encoding="utf-8")
        page = page.replace("{% endblock %}", "<!-- mine -->{% endblock %}")
        write(root, "site_templates/contacts.html", page)
        said_of(watching, "settings, templates or the day: ", 2)
        assert "<!-- mine -->" in watching.get("contacts.html")[1]

        write(root, "tracker.toml", SETTINGS.replace("11-20", "12-24"))
        said_of(watching, "settings, templates or the day: ", 3)
        assert "24 Dec 2026" in watching.get("agenda.html")[1]

        (root / "contacts/bob.md").unlink()
        assert " 1 removed" in said_of(watching, "contacts/bob.md: ")
        # The first line, and one for each edit.
        assert len(watching.rebuilds) == 8
        assert watching.end() == 0
        assert watching.errors == ""
    found = site_of(root / "output")
    assert difference(found, clean_site(root)) == []


def test_a_broken_contact_is_said_and_its_last_good_page_stays(root: Path) -> None:
    with watch(root, *ANY_PORT) as watching, News(watching) as news:
        news.next()
        write(root, "contacts/ada.md", BROKEN)
        said = said_of(watching, "contacts/ada.md: ")
        assert re.fullmatch(
            rf"contacts/ada.md: {RESULT}; contacts/ada.md:\d+:\d+: error\[[a-z-]+\] .*", said
        )
        event = news.next()
        assert [one.split(":")[0] for one in event["problems"]] == ["contacts/ada.md"]
        status, page = watching.get("contacts/ada.html")
        assert (status, "about prices" in page) == (200, True)

        write(root, "contacts/bob.md", text("Bob", "about paint"))
        said = said_of(watching, "contacts/bob.md: ")
        # What was said once is not said with every edit of another file.
        assert re.fullmatch(f"contacts/bob.md: {RESULT}; 1 error remains", said)
        assert "about paint" in watching.get("contacts/bob.html")[1]
        assert "contacts/ada.md" in watching.get("problems.html")[1]

        write(root, "contacts/ada.md", text("Ada", "about glue"))
        said = said_of(watching, "contacts/ada.md: ", 2)
        assert re.fullmatch(f"contacts/ada.md: {RESULT}; no errors any more", said)
        assert "about glue" in watching.get("contacts/ada.html")[1]
        event = news.next() and news.next()
        assert event["problems"] == []
        assert watching.end() == 0
    assert difference(site_of(root / "output"), clean_site(root)) == []


@pytest.mark.parametrize(
    ("path", "wrong", "says"),
    [
        ("tracker.toml", SETTINGS + "as_of = [\n", "error[settings-syntax] "),
        ("site_templates/agenda.html", "{% broken", "site_templates/agenda.html:1: "),
    ],
    ids=["settings", "template"],
)
def test_what_breaks_the_whole_site_is_said_once_and_the_last_site_stands(
    root: Path, path: str, wrong: str, says: str
) -> None:
    before = (root / path).read_text(encoding="utf-8") if (root / path).exists() else None
    with watch(root, *ANY_PORT) as watching, News(watching) as news:
        assert news.next()["problems"] == []
        last = site_of(root / "output")
        write_over(root, path, wrong)
        watching.until(lambda rebuilds: any(says in one for one in rebuilds))
        assert watching.rebuilds[-1].endswith(" (the last site stands)")
        event = news.next()
        assert says in event["problems"][0]
        write_over(root, "contacts/ada.md", text("Ada", "meanwhile"))
        # Whatever else is saved meanwhile is seen, and waits: a change of the failure is said next.
        write_over(root, path, wrong + "\n{% more")
        assert difference(site_of(root / "output"), last) == []
        assert watching.get("contacts/ada.html")[0] == 200

        if before is None:
            (root / path).unlink()
        else:
            write_over(root, path, before)
        said_of(watching, "contacts/ada.md: ")
        assert "meanwhile" in watching.get("contacts/ada.html")[1]
        assert len([one for one in watching.rebuilds if says in one]) <= 2
        while event["problems"]:
            event = news.next()
        assert watching.end() == 0
    assert difference(site_of(root / "output"), clean_site(root)) == []


def test_a_block_that_shows_nowhere_is_said_once_and_again_after_it_was_mended(root: Path) -> None:
    page, begin = "site_templates/agenda.html", '{% extends "shipped/agenda.html" %}'
    slip, right = (f"{begin}{{% block {one} %}}x{{% endblock %}}" for one in ("mian", "main"))
    with watch(root, *ANY_PORT) as watching:
        for number, content in enumerate((slip, f"{slip}\n", right, slip), start=1):
            write_over(root, page, content)
            said_of(watching, "settings, templates or the day: ", number)
        write_over(root, "contacts/ada.md", text("Ada", "after all that"))
        said_of(watching, "contacts/ada.md: ")
        assert watching.errors.count("warning[unknown-block]") == 2
        assert watching.end() == 0


def test_a_failure_that_is_undone_is_taken_back(root: Path) -> None:
    with watch(root, *ANY_PORT) as watching, News(watching) as news:
        assert news.next()["problems"] == []
        for times in (1, 2):
            write_over(root, "tracker.toml", "as_of = [\n")
            watching.until(
                lambda rebuilds, times=times: (  # type: ignore[misc] # mypy: no default for it
                    sum("error" in one for one in rebuilds) == times
                )
            )
            assert len(news.next()["problems"]) == 1
            write_over(root, "tracker.toml", SETTINGS)
            watching.until(
                lambda rebuilds, times=times: (  # type: ignore[misc] # mypy: no default for it
                    sum("nothing to write" in one for one in rebuilds) == times
                )
            )
            assert news.next()["problems"] == []


def test_it_begins_with_a_workspace_that_is_broken(root: Path) -> None:
    write(root, "tracker.toml", "as_of = [\n")
    with watch(root, "--no-serve") as watching:
        assert "error[settings-syntax]" in watching.lines[0]
        write_over(root, "tracker.toml", SETTINGS)
        watching.until(lambda rebuilds: len(rebuilds) == 2)
        assert difference(site_of(root / "output"), clean_site(root)) == []


def test_it_can_do_without_a_server_and_without_events(root: Path, tmp_path: Path) -> None:
    site = tmp_path / "elsewhere/site"
    with watch(root, "--no-serve", "--poll", "--output", site, "--today", "2026-12-24") as watching:
        assert len(watching.lines) == 1
        write(root, "contacts/ada.md", text("Ada", "about paint"))
        said_of(watching, "contacts/ada.md: ")
        assert watching.end() == 0
        assert watching.errors == ""
        assert not any("Serving" in one for one in watching.lines)
    assert not (root / "output").exists()
    page = (site / "agenda.html").read_text(encoding="utf-8")
    assert "24 Dec 2026" in page
    assert "about paint" in (site / "contacts/ada.html").read_text(encoding="utf-8")


def test_a_port_that_is_taken_is_an_error_that_says_what_to_do(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run("watch", "--root", root, "--port", port)
    assert result.returncode == 2
    assert result.stdout == ""
    assert f"Port {port} is taken" in result.stderr
    assert "`--port 0`" in result.stderr
    assert not (root / "output").exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=lambda one: one.name)
def test_it_ends_when_it_is_told_to(root: Path, how: signal.Signals) -> None:
    with watch(root, *ANY_PORT) as watching, News(watching) as news:
        news.next()
        assert watching.end(how) == 0
        assert watching.errors == ""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=lambda one: one.name)
def test_it_ends_in_the_middle_of_the_first_build(root: Path, how: signal.Signals) -> None:
    for number in range(60):
        write(root, f"contacts/many/{number}.md", text(f"Name {number}"))
    watching = Watch(root, *ANY_PORT)
    try:
        staged = f"{STAGING}*/[0-9]*"
        assert until(lambda: watching.ended or any((root / "output").glob(staged)))
        assert watching.end(how) == 0
        assert watching.errors == ""
    finally:
        watching.close()
    assert not any((root / "output").glob(f"{STAGING}*"))


def test_control_characters_never_reach_the_terminal(root: Path) -> None:
    with watch(root, "--no-serve") as watching:
        write(root, "contacts/\x1b[31mred\x07.md", text("Red\x1b[2J"))
        watching.until(lambda rebuilds: any("red" in one for one in rebuilds))
        write(root, "contacts/\x1b]0;evil\x07.md", BROKEN)
        watching.until(lambda rebuilds: len(rebuilds) == 3)
        write(root, "tracker.toml", 'as_of = "\x1b[31m\u202e"\n')
        watching.until(lambda rebuilds: any("last site" in one for one in rebuilds))
        assert watching.end() == 0
        said = "\n".join(watching.lines) + watching.errors
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)


def test_a_reader_that_stops_reading_ends_it_without_a_traceback(root: Path) -> None:
    with subprocess.Popen(
        command("watch", "--root", root, "--no-serve"),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        write(root, "contacts/ada.md", text("Ada", "about paint"))
        complaints = process.stderr.read()
        assert process.wait(PATIENCE) == 141
    assert complaints == b""


def test_a_site_that_is_deleted_is_made_again_as_a_whole(root: Path) -> None:
    with watch(root, "--no-serve") as watching:
        shutil.rmtree(root / "output")
        said_of(watching, "the site's folder: ")
        assert difference(site_of(root / "output"), clean_site(root)) == []
        # Deleted and edited at once.
        shutil.rmtree(root / "output")
        write(root, "contacts/ada.md", text("Ada", "about paint"))
        said_of(watching, "contacts/ada.md: ")
        assert until((root / "output" / MANIFEST).exists)
        assert watching.end() == 0
    assert difference(site_of(root / "output"), clean_site(root)) == []


def test_a_workspace_that_is_deleted_stays_deleted_until_it_comes_back(root: Path) -> None:
    """Nothing is built into what somebody is deleting; the watch goes on, and says so once."""
    aside = root.with_name("aside")
    shutil.copytree(root, aside)
    with watch(root, *ANY_PORT) as watching:
        root.rename(root.with_name("deleted"))
        watching.until(lambda rebuilds: any("gone" in one for one in rebuilds))
        assert not root.exists()
        aside.rename(root)
        write_over(root, "contacts/ada.md", text("Ada", "about paint"))
        said_of(watching, "contacts/ada.md: ")
        assert sum("gone" in one for one in watching.rebuilds) == 1
        assert "about paint" in watching.get("contacts/ada.html")[1]
        assert watching.end() == 0
        assert watching.errors == ""
    assert difference(site_of(root / "output"), clean_site(root)) == []
