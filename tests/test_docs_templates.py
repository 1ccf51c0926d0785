"""`docs/templates.md` shows every block and every type that templates get, as they are.

`pytest tests/test_docs_templates.py --update-golden` writes them into it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from tests import view_reference
from tests.blocks import all_blocks
from tests.pages.sample_site import sample_world
from tests.pages.test_site import override, render
from tests.site_views import SiteViews
from tests.view_reference import PAGE_TYPES, View, grouped, reachable, unexplained
from tracker.template_slips import template_slips
from tracker.templates import shipped_templates

PATH = Path(__file__).parent.parent / "docs" / "templates.md"
EVERY_VIEW = reachable(*PAGE_TYPES.values())


def doc() -> str:
    return PATH.read_text(encoding="utf-8")


def between(part: str) -> tuple[int, int]:
    """Where what is generated of a part stands in the documentation."""
    text, begin = doc(), f"<!-- {part}: begin -->"
    return text.index(begin) + len(begin), text.index(f"<!-- {part}: end -->")


@pytest.mark.parametrize(
    ("part", "generated"),
    [("blocks", view_reference.blocks), ("views", view_reference.reference)],
    ids=["blocks", "views"],
)
def test_the_documentation_is_as_the_code(
    part: str, generated: Callable[[], str], request: pytest.FixtureRequest
) -> None:
    begin, end = between(part)
    wanted = f"\n{generated()}\n"
    if request.config.getoption("--update-golden"):
        text = doc()
        PATH.write_text(f"{text[:begin]}{wanted}{text[end:]}", encoding="utf-8")
        begin, end = between(part)
    hint = "`pytest tests/test_docs_templates.py --update-golden` writes it"
    assert doc()[begin:end] == wanted, hint


@cache
def common() -> frozenset[str]:
    """The fields that mean the same wherever they are."""
    found = re.search(r"^\| field \| means \|\n\|---\|---\|\n((?:\|.*\n)+)", doc(), re.MULTILINE)
    assert found
    firsts = (line.split("|")[1] for line in found[1].splitlines())
    return frozenset(name for one in firsts for name in re.findall(r"`(\w+)`", one))


@pytest.mark.parametrize("view", EVERY_VIEW, ids=lambda one: one.__name__)
def test_every_field_is_explained(view: View) -> None:
    assert unexplained(view, common()) == []


def test_what_is_said_to_be_in_common_is() -> None:
    fields = {name for one in EVERY_VIEW for name in view_reference.hints(one)}
    assert common() <= fields


def test_every_view_stands_there_once() -> None:
    shown = [one for some in grouped().values() for one in some]
    assert len(shown) == len(set(shown))
    assert set(shown) == set(EVERY_VIEW)
    assert len(shown) > 50
    names = [one.__name__ for one in shown]
    assert len(names) == len(set(names))


def test_every_link_within_the_page_leads_somewhere() -> None:
    headings = re.findall(r"^#+ (.+)$", doc(), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", doc())) <= anchors
    assert len(anchors) == len(headings)


def one_of_each(site: SiteViews) -> dict[str, object]:
    """A page of each template."""
    several: dict[str, Sequence[object]] = {
        "contact.html": site.people,
        "company.html": site.companies,
        "call.html": site.sheets,
        "letter.html": site.letters,
    }
    names = PAGE_TYPES.keys() - several.keys()
    alone = {name: getattr(site, name.removesuffix(".html").replace("-", "_")) for name in names}
    return alone | {name: some[0] for name, some in several.items()}


def test_the_type_of_each_page_is_the_one_it_gets() -> None:
    found = one_of_each(sample_world().views())
    assert {name: type(page) for name, page in found.items()} == dict(PAGE_TYPES)


def test_every_shipped_file_is_named() -> None:
    shipped = {one.name for one in shipped_templates().glob("*.*")}
    shipped |= {one.name for one in (shipped_templates() / "assets").iterdir()}
    assert {one for one in shipped if f"{one}`" not in doc()} == set()


def examples() -> list[str]:
    return re.findall(r"```html\n(.*?)```", doc(), re.DOTALL)


def test_the_example_of_one_block_has_three_lines_and_works(tmp_path: Path) -> None:
    [example] = [one for one in examples() if "Smile" in one]
    assert len(example.splitlines()) == 3
    site = render(overrides=override(tmp_path, "agenda.html", example))
    assert "<p>Smile, and dial.</p>" in site["agenda.html"]
    assert "Dana Whitfield" in site["agenda.html"]


@pytest.mark.parametrize(
    ("name", "page", "shows"),
    [
        ("contact.html", "contacts/acme/dana.html", "Mind the hour in America/Los_Angeles."),
        ("parts/card.html", "agenda.html", '<li class="event">'),
        ("contacts.html", "contacts.html", '<script src="assets/mine.js" defer></script>'),
    ],
)
def test_the_other_examples_work(tmp_path: Path, name: str, page: str, shows: str) -> None:
    [example] = [one for one in examples() if f"shipped/{name}" in one]
    folder = override(tmp_path, name, example)
    site = render(overrides=folder)
    found = site[page] if page in site else "".join(site.values())
    assert shows in found
    assert template_slips(folder, "site_templates") == ()


def test_every_block_that_is_spoken_of_is_there() -> None:
    known = {block for name in (*PAGE_TYPES, "base.html") for block in all_blocks(name)}
    spoken = set(re.findall(r"\{% block (\w+) %\}", doc()))
    assert spoken - known == {"mian"}
