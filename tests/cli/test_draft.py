"""`tracker draft`, called as a command."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result

from tracker.cli import main
from tracker.cli.draft import command as draft_command
from tracker.contact.reader import read_contact
from tracker.files import SourceFile

ROOT = Path(__file__).parents[2]

DANA = """\
---
name: Dana Whitfield
company: Acme Robotics
position: Engineer
email: dana@acme.example
phone: {mobile: +1 415 555 0100}
address: 1 Foundry Way, Oakland
prefers: email
---

## Log
- 2026-11-19 interview (video, with Luis Ortega): asked about migrations
"""
ME = "---\nname: Marisol Brandt\nemail: marisol@brandt.example\n---\n"
SETTINGS = 'as_of = 2026-11-20\n[calendar]\ntimezone = "UTC"\n'
THANKS = "acme/dana/thank-you-interview/2026-11-19"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    (folder / "contacts" / "acme").mkdir(parents=True)
    (folder / "contacts" / "acme" / "dana.md").write_text(DANA, encoding="utf-8")
    (folder / "contacts" / "me.md").write_text(ME, encoding="utf-8")
    (folder / "tracker.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been opened."""
    found: list[str] = []

    def open_link(link: str) -> bool:
        found.append(link)
        return True

    def open_file(path: str) -> int:
        found.append(path)
        return 0

    monkeypatch.setattr("webbrowser.open", open_link)
    monkeypatch.setattr(click, "launch", open_file)
    return found


def run(root: Path, *args: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "draft", *map(str, args)])


def test_the_message_goes_to_stdout_and_the_rest_to_stderr(root: Path) -> None:
    done = run(root, THANKS)
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "Mail: Dana Whitfield – dana@acme.example\n"
        "Subject: Thank you for Thursday 19 November – Engineer\n\nDear Dana,\n\n"
    )
    assert done.stdout.endswith("Marisol Brandt\nmarisol@brandt.example\n")
    assert "migrations" not in done.stdout
    for said in (
        "Left to say\n  [What Dana said that you still think about, and why]\n",
        "      You noted: “asked about migrations”\n",
        "To mend\n  Your own details lack a mobile number.",
        "Notes\n  Send it within a day",
        "Then add to contacts/acme/dana.md\n  - 2026-11-20 thank-you (email)    (settles it)\n",
    ):
        assert said in done.stderr


def test_the_log_line_is_read_by_the_parser(root: Path) -> None:
    (line,) = (one for one in run(root, THANKS).stderr.splitlines() if one.startswith("  - 2026"))
    text = f"{DANA}{line.partition('    (')[0].strip()}\n"
    contact, problems = read_contact(SourceFile("contacts/acme/dana.md", text.encode()))
    assert contact is not None
    assert not problems
    assert [one.kind.value for one in contact.entries] == ["interview", "thank-you"]


@pytest.mark.parametrize(
    "typed", [THANKS, "acme/dana/thank", "acme/dana/THANK-you-interview/2026-11-19"]
)
def test_the_beginning_of_an_id_is_enough(root: Path, typed: str) -> None:
    alone = DANA.replace(", with Luis Ortega", "")
    (root / "contacts" / "acme" / "dana.md").write_text(alone, encoding="utf-8")
    assert run(root, typed).stdout == run(root, THANKS).stdout


def test_where_several_fit_they_are_named(root: Path) -> None:
    done = run(root, "acme/")
    assert done.exit_code == 2
    assert "`acme/` may be 4 follow-ups:" in done.stderr
    assert f"  {THANKS}    Thank them for the interview: Dana Whitfield\n" in done.stderr


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("dana", f"Did you mean one of these?\n  {THANKS}"),
        ("luis ortega", "acme/dana/thank-you-interview/2026-11-19/2"),
        ("nobody", "`tracker agenda --json` has the ids of all that are on."),
        ("", "may be"),
    ],
)
def test_what_is_unknown_is_said_kindly(root: Path, typed: str, said: str) -> None:
    done = run(root, typed)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_of_several_it_is_the_one_that_is_due(root: Path) -> None:
    alone = DANA.replace(", with Luis Ortega", "")
    (root / "contacts" / "acme" / "dana.md").write_text(alone, encoding="utf-8")
    assert run(root, "acme/dana").stdout == run(root, THANKS).stdout


def commands() -> list[str]:
    """Every example in the help and in the documentation."""
    texts = [draft_command.epilog or "", (ROOT / "docs" / "messages.md").read_text("utf-8")]
    found = [line.partition("#")[0] for text in texts for line in text.splitlines()]
    return [one.strip() for one in found if one.strip().startswith("tracker draft ")]


@pytest.mark.parametrize("line", commands())
def test_the_examples_are_those_of_the_samples(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["--root", str(ROOT), *line.split()[1:]])
    assert done.exit_code == 0, done.output
    assert len(opened) == ("--open" in line)


def test_what_is_settled_is_said(root: Path) -> None:
    file = root / "contacts" / "acme" / "dana.md"
    file.write_text(f"{DANA}- 2026-11-20 thank-you (email)\n", encoding="utf-8")
    done = run(root, THANKS)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"`{THANKS}` has been settled, on 2026-11-20." in done.stderr


def test_ids_are_those_of_the_agenda(root: Path) -> None:
    shown = CliRunner().invoke(main, ["--root", str(root), "agenda", "--json"])
    agenda = json.loads(shown.stdout)
    ids = [one["id"] for bucket in ("overdue", "due", "upcoming") for one in agenda[bucket]]
    assert THANKS in ids
    for each in ids:
        assert run(root, each).exit_code == 0


def test_another_channel(root: Path) -> None:
    letter = run(root, THANKS, "--channel", "letter")
    assert letter.stdout.startswith(
        "Marisol Brandt\n\nFriday 20 November 2026\n\nDana Whitfield\nAcme Robotics\n"
        "1 Foundry Way, Oakland\n\nDear Dana,\n"
    )
    assert "thank-you (letter)" in letter.stderr
    call = run(root, THANKS, "--channel", "call")
    assert call.stdout.startswith("Call: Dana Whitfield – +1 415 555 0100\n\n- Open with: “Hello")
    for line in (
        "- 2026-11-20 thank-you (call)    (reached, settles it)",
        "- 2026-11-20 thank-you (call, voicemail)    (voicemail, is on record)",
        "- 2026-11-20 thank-you (call, no answer)    (no answer, is on record)",
    ):
        assert line in call.stderr
    text = run(root, THANKS, "--channel", "text")
    assert text.exit_code == 2


def test_a_letter_names_you_at_its_head_and_below_it_once(root: Path) -> None:
    me = ME.replace("---\n", "---\naddress: 1482 Larimer Alley\nwebsite: brandt.example\n", 1)
    (root / "contacts" / "me.md").write_text(me, encoding="utf-8")
    letter = run(root, THANKS, "--channel", "letter").stdout
    assert letter.startswith("Marisol Brandt\n1482 Larimer Alley\n\nFriday")
    assert letter.endswith(
        "Yours sincerely,\nMarisol Brandt\nmarisol@brandt.example\nbrandt.example\n"
    )
    assert letter.count("Larimer") == 1
    (root / "contacts" / "me.md").unlink()
    assert run(root, THANKS, "--channel", "letter").stdout.endswith("once for all]\n")


def test_another_template(root: Path) -> None:
    done = run(root, THANKS, "--template", "ask-referral")
    assert "Subject: A small favour" in done.stdout
    wrong = run(root, THANKS, "--template", "ask-referal")
    assert wrong.exit_code == 2
    assert "Did you mean `ask-referral`?" in wrong.stderr


def test_an_offer_that_nobody_made_is_not_accepted(root: Path) -> None:
    done = run(root, THANKS, "--template", "accept-offer")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "`accept-offer` speaks of `offer`, and the log has none for Dana" in done.stderr


def test_two_follow_ups_of_one_reference_are_told_apart(root: Path) -> None:
    noa = (
        "---\nname: Noa Vos\ncompany: Elsewhere\nrelationship: reference\nemail: n@x.example\n---\n"
    )
    (root / "contacts" / "noa.md").write_text(noa, encoding="utf-8")
    dana = DANA.replace("2026-11-19 interview", "2026-11-24 interview")
    (root / "contacts" / "acme" / "dana.md").write_text(dana, encoding="utf-8")
    kim = dana.replace("Acme Robotics", "Halden").replace("Dana Whitfield", "Kim Lee")
    (root / "contacts" / "kim.md").write_text(kim, encoding="utf-8")
    said = run(root, "noa").stderr
    assert "Noa Vos, Elsewhere, about Engineer at Acme Robotics\n" in said
    assert "Noa Vos, Elsewhere, about Engineer at Halden\n" in said


def test_the_head_of_a_letter_stands_apart_from_its_subject(root: Path) -> None:
    file = root / "contacts" / "acme" / "dana.md"
    file.write_text(f"{DANA}- 2026-11-20 offer (email)\n", encoding="utf-8")
    said = run(root, "acme/dana/respond-to-offer", "--channel", "letter").stdout
    assert "\n1 Foundry Way, Oakland\n\nSubject: Your offer" in said


def test_what_is_not_due_yet_is_said(root: Path) -> None:
    file = root / "contacts" / "acme" / "dana.md"
    file.write_text(f"{DANA}- [ ] 2026-12-19 call: about the start\n", encoding="utf-8")
    early = run(root, "acme/dana/manual")
    assert "Not due before Sat 19 Dec 2026.\n" in early.stderr
    assert "Not due" not in early.stdout
    assert "from Sat 19 Dec 2026 on; until then `- [x]` ticks the task off)" in early.stderr
    assert "Not due" not in run(root, THANKS).stderr


@pytest.mark.parametrize(
    "args", [("--channel", "email"), ("--channel", "letter"), ("--open",), ("--eml", "none/x.eml")]
)
def test_talking_points_become_no_message(
    root: Path, args: tuple[str, ...], opened: list[str]
) -> None:
    done = run(root, THANKS, "--template", "thank-you-interview.call", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "`thank-you-interview.call` goes by call, not by" in done.stderr
    assert "`thank-you-interview`" in done.stderr
    assert opened == []


def test_a_template_for_one_channel_goes_by_it(root: Path) -> None:
    for args in ((), ("--channel", "call")):
        done = run(root, THANKS, "--template", "thank-you-interview.call", *args)
        assert done.stdout.startswith("Call: Dana Whitfield")
        assert "thank-you (call)" in done.stderr
    letter = run(root, THANKS, "--template", "thank-you-interview.letter")
    assert "thank-you (letter)" in letter.stderr


def test_what_may_be_written_instead_is_named(root: Path) -> None:
    file = root / "contacts" / "acme" / "dana.md"
    file.write_text(f"{DANA}- 2026-11-20 offer (email)\n", encoding="utf-8")
    done = run(root, "acme/dana/respond-to-offer")
    assert (
        "Or write instead\n  --template accept-offer\n  --template decline-offer\n" in done.stderr
    )


def test_an_eml_is_written_as_the_message(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "dana.eml"
    done = run(root, THANKS, "--eml", file)
    assert done.exit_code == 0
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert message["From"] == "marisol@brandt.example"
    assert message["To"] == "Dana Whitfield <dana@acme.example>"
    assert message.get_content().replace("\r\n", "\n") in done.stdout
    before = file.read_bytes()
    assert run(root, THANKS, "--eml", file).exit_code == 0
    assert file.read_bytes() == before


def test_a_mail_that_is_there_already_is_left_alone(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "dana.eml"
    file.write_bytes(b"X-Unsent: 1\r\n\r\nHello Dana, in my own words\r\n")
    done = run(root, THANKS, "--eml", file)
    assert done.exit_code == 2
    assert "is there already, with other words" in done.stderr
    assert file.read_bytes().endswith(b"in my own words\r\n")


def test_a_link_that_leads_nowhere_is_called_one(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "dana.eml"
    file.symlink_to(tmp_path / "gone" / "dana.eml")
    done = run(root, THANKS, "--eml", file)
    assert done.exit_code == 2
    assert f"{file} is a link that leads nowhere: remove it, or give another name." in done.stderr
    assert file.is_symlink()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--eml", "contacts/acme/dana.md"), "let its name end in `.eml`"),
        (("--channel", "letter", "--eml", "x.eml"), "`--channel email` makes one"),
        (("--channel", "call", "--open"), "`--channel email` makes one"),
        (("--eml", "none/x.eml"), "cannot be written"),
    ],
)
def test_what_cannot_be_a_mail_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(root)
    done = run(root, THANKS, *args)
    assert done.exit_code == 2
    assert said in done.stderr
    assert (root / "contacts" / "acme" / "dana.md").read_text(encoding="utf-8") == DANA


def test_the_mail_client_is_opened(root: Path, opened: list[str]) -> None:
    assert run(root, THANKS, "--open").exit_code == 0
    (link,) = opened
    assert link.startswith("mailto:dana@acme.example?subject=Thank%20you")


def test_what_is_too_long_for_a_link_is_opened_as_a_file(
    root: Path, tmp_path: Path, opened: list[str]
) -> None:
    too_long(root)
    assert run(root, THANKS, "--open", "--eml", tmp_path / "a.eml").exit_code == 0
    assert opened == [str(tmp_path / "a.eml")]
    done = run(root, THANKS, "--open")
    assert done.exit_code == 0
    assert Path(opened[1]).read_bytes() == (tmp_path / "a.eml").read_bytes()
    # A desktop may say that it opened it, and show nothing.
    assert opened[1] in done.stderr
    assert "copy the message, or use `--eml FILE`" in done.stderr
    Path(opened[1]).unlink()


def too_long(root: Path) -> None:
    own = root / "site_templates" / "messages"
    own.mkdir(parents=True)
    text = f"---\nsubject: Long\n---\n{'word ' * 500}\n"
    (own / "thank-you-interview.md").write_text(text, encoding="utf-8")


def test_where_nothing_opens_files_it_is_said_and_none_is_left(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_long(root)
    scrap = tmp_path / "scrap"
    scrap.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scrap))
    monkeypatch.setattr(click, "launch", lambda _: 1)
    done = run(root, THANKS, "--open")
    assert "too long for a link, and nothing here opens mail" in done.stderr
    assert "`--eml FILE`" in done.stderr
    assert list(scrap.iterdir()) == []
    done = run(root, THANKS, "--open", "--eml", tmp_path / "a.eml")
    assert f"it is in {tmp_path / 'a.eml'}" in done.stderr
    assert (tmp_path / "a.eml").is_file()
    assert list(scrap.iterdir()) == []


def test_a_mistake_in_a_template_is_said(root: Path) -> None:
    own = root / "site_templates" / "messages"
    own.mkdir(parents=True)
    (own / "thank-you-interview.md").write_text("Dear\n{{ nobody }}\n", encoding="utf-8")
    done = run(root, THANKS)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "thank-you-interview.md:2: 'nobody' is undefined" in done.stderr


def test_errors_in_files_are_1_and_the_draft_is_written_all_the_same(root: Path) -> None:
    (root / "contacts" / "broken.md").write_text("---\nname: [\n---\n", encoding="utf-8")
    done = run(root, THANKS)
    assert done.exit_code == 1
    assert done.stdout.startswith("Mail: Dana")
    assert done.stderr.endswith("\n1 error in the contact files: see `tracker check`.\n")
    assert "tracker check" not in done.stdout


def test_nothing_that_a_terminal_obeys_is_printed(root: Path) -> None:
    hostile = DANA.replace("Dana Whitfield", '"Dana \\e[31mRed"')
    (root / "contacts" / "acme" / "dana.md").write_text(hostile, encoding="utf-8")
    done = run(root, "acme/dana/thank")
    assert "\x1b" not in done.stdout + done.stderr


def test_a_shell_completes_ids(root: Path) -> None:
    complete = ShellComplete(main, {}, "tracker", "_TRACKER_COMPLETE")
    found = complete.get_completions(["--root", str(root), "draft"], "acme/dana/th")
    assert [one.value for one in found] == [THANKS, f"{THANKS}/2"]
    assert found[0].help == "Thank them for the interview: Dana Whitfield"
    nowhere = complete.get_completions(["--root", str(root / "none"), "draft"], "acme")
    assert nowhere == []
