"""Messages of the workspace's own: an edit of one renews all that shows it, and nothing else."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.build.bench import assert_whole, build, contact, say, write
from tests.building import files
from tracker.disk import MANIFEST
from tracker.render import TemplateError

WORDS = (
    "---\nsubject: About {{ trigger.day }}\n---\n{{ greeting }}\n\nOn we go.\n\n{{ signature }}\n"
)
RULE = """
[rules.send-the-menu]
on = ["met"]
until = ["letter"]
due = "3 days"
deadline = "5 days"
channels = ["email"]
"""
PAGE, MAIL = "contacts/bob.html", "mail/bob/follow-up-new-contact-2026-11-17.eml"


def override(root: Path, name: str, text: str) -> Path:
    path = root / "site_templates" / "messages" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


class Shown:
    """What of a site is otherwise than when it was looked at last."""

    def __init__(self, root: Path) -> None:
        """Look at it for the first time."""
        self._folder = root / "output"
        self._seen = files(self._folder)

    def changed(self) -> set[str]:
        """Files that came, went or say something else."""
        before, self._seen = self._seen, files(self._folder)
        every = before.keys() | self._seen.keys()
        return {one for one in every if before.get(one) != self._seen.get(one)} - {MANIFEST}


def test_a_message_of_your_own_comes_changes_and_goes(root: Path) -> None:
    build(root)
    shown = Shown(root)
    path = override(root, "follow-up-new-contact.md", WORDS)
    build(root)
    assert shown.changed() == {PAGE, MAIL}
    assert "On we go." in (root / "output" / PAGE).read_text(encoding="utf-8")
    mail = message_from_bytes((root / "output" / MAIL).read_bytes(), policy=policy.default)
    assert "On we go." in mail.get_content()
    assert_whole(root)
    path.write_text(WORDS.replace("On we go.", "Off we go."), encoding="utf-8")
    build(root)
    assert shown.changed() == {PAGE, MAIL}
    assert_whole(root)
    path.unlink()
    build(root)
    assert shown.changed() == {PAGE, MAIL}
    assert_whole(root)


def test_a_language_that_somebody_speaks(root: Path) -> None:
    build(root)
    shown = Shown(root)
    override(root, "follow-up-new-contact.nl.md", WORDS.replace("On we go.", "Komt goed."))
    build(root)
    assert shown.changed() == set()
    front = "name: Bob Burns\ncompany: Acme\nemail: bob@acme.example\nlanguage: nl"
    write(root, "bob", contact(front, "- 2026-11-17 met: at the fair\n"))
    build(root)
    assert shown.changed() >= {PAGE, MAIL}
    assert "Komt goed." in (root / "output" / PAGE).read_text(encoding="utf-8")
    assert_whole(root)


def test_a_piece_that_messages_share(root: Path) -> None:
    override(
        root,
        "follow-up-new-contact.md",
        WORDS.replace("On we go.", '{% include "messages/_x.md" %}'),
    )
    override(root, "_x.md", "Once upon a time.")
    build(root)
    shown = Shown(root)
    override(root, "_x.md", "Happily ever after.")
    build(root)
    assert shown.changed() == {PAGE, MAIL}
    assert_whole(root)


def test_a_rule_of_your_own_and_its_message(root: Path) -> None:
    settings = root / "tracker.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + RULE, encoding="utf-8")
    build(root)
    shown = Shown(root)
    mail = "mail/bob/send-the-menu-2026-11-17.eml"
    assert (root / "output" / mail).is_file()
    override(root, "send-the-menu.md", WORDS)
    build(root)
    assert shown.changed() == {PAGE, mail}
    assert_whole(root)


def test_one_that_breaks_and_is_mended(root: Path) -> None:
    build(root)
    shown = Shown(root)
    path = override(root, "follow-up-new-contact.md", WORDS + "{{ them.shoe_size }}\n")
    for _ in range(2):
        with pytest.raises(TemplateError, match="shoe_size") as raised:
            build(root)
        assert (raised.value.path, raised.value.line) == (str(path), 9)
    say(root, "cas", "2026-11-19 email")
    with pytest.raises(TemplateError):
        build(root)
    assert shown.changed() == set()
    path.write_text(WORDS, encoding="utf-8")
    build(root)
    assert shown.changed() >= {PAGE, MAIL, "contacts/cas.html"}
    assert_whole(root)


def test_the_same_words_to_two_at_one_company_are_found(root: Path) -> None:
    override(
        root,
        "follow-up-new-contact.md",
        WORDS.replace("On we go.", "What a fair that was, and what fine weather we had for it."),
    )
    say(root, "ann", "2026-11-17 met: at the fair")
    build(root)
    for one, other in (("ann", "Bob Burns"), ("bob", "Ann Abel")):
        page = (root / "output" / "contacts" / f"{one}.html").read_text(encoding="utf-8")
        assert f"It says the same as the draft for {other}" in page
    assert_whole(root)
