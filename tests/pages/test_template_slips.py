"""What in the user's own templates would show nowhere: names of files, and names of blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.blocks import PAGES, all_blocks
from tests.pages.test_site import override
from tracker.diagnostics import Diagnostic, Severity
from tracker.template_slips import near_misses, template_slips
from tracker.templates import shipped_templates

EXTENDS = '{% extends "shipped/agenda.html" %}'


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("contct.html", "contact.html"),
        ("Agenda.html", "agenda.html"),
        ("report.htm", "report.html"),
        ("timeline.html", "parts/timeline.html"),
        ("parts/timline.html", "parts/timeline.html"),
        ("parts/agenda.html", "agenda.html"),
        ("contact.html", None),
        ("parts/text.html", None),
        ("_contct.html", None),
        ("_own/contct.html", None),
        ("mine/contct.html", None),
        ("assets/contct.html", None),
        ("contct.html.bak", None),
        ("letterhead.html", None),
        ("messages/thank-you-intervew.md", "messages/thank-you-interview.md"),
        ("messages/Manual.call.nl.md", "messages/manual.call.nl.md"),
        ("messages/manual.nl.md", None),
        ("messages/send-the-portfolio.md", None),
        ("messages/_manul.md", None),
        ("custom.css", None),
        ("style.css", None),
        ("costum.css", "custom.css"),
        ("colours.css", "custom.css"),
        ("styl.css", "style.css"),
        ("Style.CSS", "style.css"),
        ("_mine.css", None),
        ("assets/mine.css", None),
    ],
)
def test_an_override_whose_name_is_a_slip_is_known(
    tmp_path: Path, name: str, meant: str | None
) -> None:
    folder = override(tmp_path, name, "x")
    assert list(near_misses(folder)) == ([(name, meant)] if meant else [])


def test_a_slip_of_what_is_overridden_already_is_a_file_of_your_own(tmp_path: Path) -> None:
    override(tmp_path, "contact.html", "x")
    assert list(near_misses(override(tmp_path, "contct.html", "x"))) == []


def test_a_stylesheet_with_a_name_of_its_own_is_fine_beside_one_that_is_known(
    tmp_path: Path,
) -> None:
    override(tmp_path, "custom.css", "x")
    assert list(near_misses(override(tmp_path, "notes.css", "x"))) == []


def lost(folder: Path) -> list[tuple[str, int, int, str]]:
    """The blocks that show nowhere: where, and what to type instead."""
    found = template_slips(folder, "site_templates")
    assert {one.code for one in found} <= {"unknown-block"}
    return [(one.path, one.line, one.column, one.hint) for one in found]


def test_a_slip_of_a_block_is_a_diagnostic(tmp_path: Path) -> None:
    text = '{% extends "shipped/report.html" %}\n\n  {%- block figrues %}x{% endblock %}'
    folder = override(tmp_path, "report.html", text)
    assert template_slips(folder, "site_templates") == (
        Diagnostic(
            "site_templates/report.html",
            3,
            13,
            Severity.WARNING,
            "unknown-block",
            "There is no block `figrues` in `shipped/report.html`, so that it shows nowhere",
            "Did you mean `figures`?",
        ),
    )


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("ask-referal", "Did you mean `ask-referral`?"),
        ("something-of-mine", "Its file would be `messages/something-of-mine.md`."),
    ],
)
def test_a_message_that_is_not_there_is_told_though_nobody_needs_it_today(
    tmp_path: Path, named: str, hint: str
) -> None:
    text = f"---\nsubject: Hi\nalso: accept-offer, {named}\n---\nHi\nalso: not-this-one\n"
    folder = override(tmp_path, "messages/respond-to-offer.md", text)
    assert template_slips(folder, "site_templates") == (
        Diagnostic(
            "site_templates/messages/respond-to-offer.md",
            3,
            21,
            Severity.WARNING,
            "unknown-message",
            f"There is no message `{named}`, so that it is not offered",
            hint,
        ),
    )


@pytest.mark.parametrize("text", ["---\nalso: mine\n---\nHi", "Hi\nalso: nothing", "---\nalso:"])
def test_a_message_of_your_own_may_be_named(tmp_path: Path, text: str) -> None:
    override(tmp_path, "messages/mine.call.md", "Hi")
    folder = override(tmp_path, "messages/manual.md", text)
    assert template_slips(folder, "site_templates") == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{EXTENDS}{{% block main %}}{{% block mian %}}x{{% endblock %}}{{% endblock %}}",
        f"{EXTENDS}{{# {{% block mian %}}x{{% endblock %}} #}}",
        f"{EXTENDS}{{% block main %}}{{% raw %}}{{% block mian %}}{{% endraw %}}{{% endblock %}}",
        f"{EXTENDS}{{% block mian %}}x{{% endblock %}}{{{{ self.mian() }}}}",
        "{% block mian %}x{% endblock %}",
        '{% extends "nowhere.html" %}{% block mian %}x{% endblock %}',
        '{% extends "agenda.html" %}{% block mian %}x{% endblock %}',
        "{% extends page.frame.path %}{% block mian %}x{% endblock %}",
        "{% extends 'shipped/agenda.html' -%}\n{%+ block main +%}x{%- endblock main -%}",
    ],
)
def test_what_shows_somewhere_or_is_an_error_anyway_is_none(tmp_path: Path, text: str) -> None:
    assert lost(override(tmp_path, "agenda.html", text)) == []


def test_a_page_of_your_own_frame_has_the_blocks_of_both(tmp_path: Path) -> None:
    inside = "{% block main %}{% block mine %}{% endblock %}{% endblock %}"
    override(tmp_path, "_frame.html", f'{{% extends "shipped/base.html" %}}{inside}')
    blocks = "{% block mine %}x{% endblock %}\n{% block min %}x{% endblock %}"
    text = f'{{% extends "_frame.html" %}}\n{blocks}'
    found = lost(override(tmp_path, "agenda.html", text))
    known = "foot, head, kind, main, mine, title, top"
    assert found == [("site_templates/agenda.html", 3, 10, f"Its blocks are: {known}.")]


def test_every_block_of_every_template_is_known(tmp_path: Path) -> None:
    for template in PAGES:
        blocks = "".join(f"{{% block {one} %}}x{{% endblock %}}\n" for one in all_blocks(template))
        override(tmp_path, template, f'{{% extends "shipped/{template}" %}}\n{blocks}')
    assert lost(tmp_path / "site_templates") == []
    assert lost(shipped_templates()) == []


def test_what_cannot_be_read_is_no_slip(tmp_path: Path) -> None:
    folder = override(tmp_path, "agenda.html", "")
    (folder / "agenda.html").write_bytes(
        b"{% extends 'base.html' %}{% block x %}\xff{% endblock %}"
    )
    assert lost(folder) == []
