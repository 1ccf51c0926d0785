"""A page is changed by one block: each block of each shipped template does what it is there for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.blocks import PAGES, all_blocks, own_blocks
from tests.pages.sample_site import sample_world, world
from tests.site_views import SiteViews
from tests.whole import load_workspace, views_of
from tracker.render import Renderer
from tracker.templates import shipped_templates
from tracker.views.frame import Page

ROOT = Path(__file__).parents[2]
CHANGE = """\
{{% extends "shipped/{template}" %}}
{{% block {block} %}}Well met.
{{{{ super() }}}}{{% endblock %}}
"""
#: So many pages of a template are looked at: enough to have all there can be on them.
FEW = 12
EVERY = [(template, block) for template in PAGES for block in all_blocks(template)]


def by_template(site: SiteViews) -> Iterator[tuple[str, Page]]:
    """Every page of a site with the name of its template."""
    yield "agenda.html", site.agenda
    yield "base.html", site.index
    yield "calendar.html", site.calendar
    yield "contacts.html", site.contacts
    yield "index.html", site.index
    yield "pipeline.html", site.pipeline
    yield "problems.html", site.problems
    yield "references.html", site.references
    yield "report.html", site.report
    yield "work-search.html", site.work_search
    yield from (("contact.html", one) for one in site.people)
    yield from (("company.html", one) for one in site.companies)
    yield from (("call.html", one) for one in site.sheets)
    yield from (("letter.html", one) for one in site.letters)


@cache
def pages() -> Mapping[str, Sequence[Page]]:
    """Pages that have something of everything between them, and those of a site with nothing."""
    found: dict[str, list[Page]] = {}
    for site in (views_of(load_workspace(ROOT)), sample_world().views(), world().views()):
        for template, page in by_template(site):
            found.setdefault(template, []).append(page)
    return {template: some[:FEW] + some[-1:] for template, some in found.items()}


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where templates stay compiled from one test to the next."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(scope="module")
def shipped(compiled: Path) -> Renderer:
    return Renderer(None, compiled)


def rendered(renderer: Renderer, template: str, page: Page) -> str:
    return renderer.page(template, page).data.decode()


@pytest.mark.parametrize(("template", "block"), EVERY, ids=lambda one: one.removesuffix(".html"))
def test_each_block_can_be_added_to(
    tmp_path: Path, compiled: Path, shipped: Renderer, template: str, block: str
) -> None:
    text = CHANGE.format(template=template, block=block)
    (tmp_path / template).write_text(text, encoding="utf-8")
    own = Renderer(tmp_path, compiled)
    added = 0
    for page in pages()[template]:
        made = rendered(own, template, page)
        added += made.count("Well met.\n")
        # Nothing else about the page is another.
        assert made.replace("Well met.\n", "") == rendered(shipped, template, page)
    assert added, "no page shows it"


def test_every_page_has_the_blocks_that_one_looks_for() -> None:
    assert {"title", "head", "kind", "top", "main", "foot"} == set(own_blocks("base.html"))
    without = {"base.html", "index.html"}
    for template in PAGES:
        if template not in without:
            assert {"kind", "main", "intro"} <= set(own_blocks(template)), template


def test_what_a_page_says_stands_in_blocks() -> None:
    for template in PAGES:
        text = (shipped_templates() / template).read_text(encoding="utf-8")
        for at in (one.start() for one in re.finditer(r"<h2\b", text)):
            before = text[:at]
            depth = len(re.findall(r"\{% block", before)) - len(re.findall(r"\{% endblock", before))
            assert depth >= 2 or template == "index.html", (template, text[at : at + 60])
