"""The rendered site as a whole: its links, its structure, and what a user can override."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.pages.inert import faults, read_page
from tests.pages.sample_site import TODAY, World, contact, entry, sample_world, world
from tests.site_views import render_site
from tracker.agenda_json import agenda_json_text, json_parts
from tracker.contact.kinds import Kind
from tracker.render import TemplateError

Site = dict[str, str]


def render(made: World | None = None, overrides: Path | None = None) -> Site:
    views = (made or sample_world()).views()
    return {one.path: one.data.decode() for one in render_site(views, overrides)}


def pages(site: Site) -> Site:
    return {path: text for path, text in site.items() if path.endswith(".html")}


def broken_links(site: Site) -> list[str]:
    ids = {path: set(read_page(text).ids) for path, text in pages(site).items()}
    found = []
    for path, text in pages(site).items():
        for href in read_page(text).hrefs:
            url = urlsplit(href)
            if url.scheme:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(url.path)))
            target = path if not url.path else target
            if target not in site or (url.fragment and url.fragment not in ids[target]):
                found.append(f"{path}: {href}")
    return found


def odd_names() -> World:
    """Ids and companies that are hard on links: signs, scripts, folders within folders."""
    ids = ("a b", "c#d", "e?f", "50%", "é/ü/陳", "x:y", "con", "index")
    return world(
        tuple(
            contact(
                one,
                f"Person {one}",
                company=f"{one} & Sons",
                entries=(entry(7, date(2026, 11, 2), Kind.CALL, path=f"contacts/{one}.md"),),
            )
            for one in ids
        )
    )


@pytest.mark.parametrize("make", [sample_world, world, odd_names])
def test_every_link_and_fragment_inside_the_site_leads_somewhere(make: Callable[[], World]) -> None:
    assert broken_links(render(make())) == []


def test_a_broken_link_would_be_found() -> None:
    site = render()
    site["agenda.html"] = (
        site["agenda.html"].replace("#L12", "#L99").replace('dana.html#L24"', 'dana.html#L99"')
    )
    assert any("#L99" in one for one in broken_links(site))


def test_the_pages_are_those_promised() -> None:
    assert set(render()) == {
        "agenda-data.js",
        "calendar-data.js",
        "contacts-data.js",
        "pipeline-data.js",
        "agenda.html",
        "agenda.ics",
        "agenda.json",
        "assets/agenda.js",
        "assets/arrange.js",
        "assets/calendar.js",
        "assets/calling.js",
        "assets/contacts.js",
        "assets/days.js",
        "assets/clipboard.js",
        "assets/drafts.js",
        "assets/filter.js",
        "assets/fresh.js",
        "assets/icon.svg",
        "assets/keys.js",
        "assets/person.js",
        "assets/pieces.js",
        "assets/pipeline.js",
        "assets/search-engine.js",
        "assets/search-words.js",
        "assets/search.js",
        "assets/sort.js",
        "assets/style.css",
        "assets/work-search.js",
        "calendar.html",
        "pipeline.html",
        "calls/dana/manual-2026-12-01.html",
        "calls/dana/prepare-interview-2026-11-24.html",
        "calls/dana/status-check-application-2026-11-18.html",
        "calls/priya/follow-up-request-2026-11-24.html",
        "companies/acme-robotics.html",
        "companies/globex.html",
        "companies/northwind.html",
        "contacts.html",
        "contacts/agencies/luis.html",
        "contacts/dana.html",
        "contacts/me.html",
        "contacts/mei.html",
        "contacts/omar.html",
        "contacts/priya.html",
        "index.html",
        "letters/agencies/luis/thank-you-interview-2026-11-13.html",
        "mail/agencies/luis/thank-you-interview-2026-11-13.eml",
        "mail/mei/answer-rejection-2026-11-20.eml",
        "mail/mei/reconnect-after-rejection-2027-02-17.eml",
        "problems.html",
        "references.html",
        "report.html",
        "search-data.js",
        "work-search.csv",
        "work-search.html",
    }


@pytest.mark.parametrize("make", [sample_world, world])
def test_every_page_is_sound(make: Callable[[], World]) -> None:
    for path, text in pages(render(make())).items():
        page = read_page(text)
        assert faults(text) == [], path
        assert len(page.ids) == len(set(page.ids)), path
        assert page.headings.count(1) == 1, path
        assert page.headings[0] == 1, path
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(below <= above + 1 for above, below in steps), (path, page.headings)
        assert {"header", "nav", "main", "footer"} <= {tag for tag, _ in page.elements}, path
        labels = [one["aria-labelledby"] for one in page.named("section")]
        assert set(labels) <= set(page.ids), path


@pytest.mark.parametrize(
    ("path", "current"),
    [("agenda.html", "agenda.html"), ("report.html", "report.html"), ("contacts/dana.html", None)],
)
def test_the_menu_says_where_one_is(path: str, current: str | None) -> None:
    page = read_page(render()[path])
    marked = [one["href"] for one in page.named("a") if one.get("aria-current") == "page"]
    assert marked == ([current] if current else [])


def test_every_page_says_for_which_day_it_was_built_and_how_to_leave_as_of() -> None:
    for path, text in pages(render()).items():
        page = read_page(text)
        assert "Built for Fri 20 Nov 2026" in page.text, path
        assert "As of Fri 20 Nov 2026" in page.text, path
        assert "Remove it to see today" in page.text, path
    free = pages(render(world()))
    assert not any("As of" in read_page(text).text for text in free.values())


def test_relative_words_carry_the_dates_they_come_from() -> None:
    page = read_page(render()["agenda.html"])
    timings = [one for _, one in page.elements if "timing" in (one.get("class") or "").split()]
    assert len(timings) == 10  # an event and nine follow-ups, one of them a row
    dated = [
        one
        for one in timings
        if one.get("data-day") or (one.get("data-due") and one.get("data-deadline"))
    ]
    assert len(dated) == 9


def test_the_json_artifact_is_what_the_command_prints() -> None:
    assert render()["agenda.json"] == agenda_json_text(TODAY, [json_parts(sample_world().agenda)])


def test_index_leads_to_the_agenda() -> None:
    index = read_page(render()["index.html"])
    assert any(one.get("content") == "0; url=agenda.html" for one in index.named("meta"))
    assert "agenda.html" in index.hrefs


def test_empty_pages_teach() -> None:
    site = render(world())
    assert "name: Dana Whitfield" in read_page(site["agenda.html"]).text
    assert "No contacts yet" in read_page(site["contacts.html"]).text
    assert "No problems" in read_page(site["problems.html"]).text


def test_two_renderings_are_the_same() -> None:
    assert render() == render()


def override(tmp_path: Path, name: str, text: str) -> Path:
    file = tmp_path / "site_templates" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return tmp_path / "site_templates"


def test_a_page_can_be_overridden_by_one_block(tmp_path: Path) -> None:
    folder = override(
        tmp_path,
        "problems.html",
        '{% extends "shipped/problems.html" %}'
        "{% block main %}<h1>Mine</h1>{{ super() }}{% endblock %}",
    )
    site = render(overrides=folder)
    assert "<h1>Mine</h1>" in site["problems.html"]
    assert "contacts/broken.md" in site["problems.html"]
    assert "Mine" not in site["agenda.html"]


def test_a_stylesheet_can_be_overridden_and_files_added(tmp_path: Path) -> None:
    override(tmp_path, "assets/mine.css", "b {}")
    override(tmp_path, "assets/.DS_Store", "x")
    folder = override(tmp_path, "assets/style.css", "a {}")
    site = render(overrides=folder)
    assert site["assets/style.css"] == "a {}"
    assert site["assets/mine.css"] == "b {}"
    assert "assets/.DS_Store" not in site


def test_files_behind_links_are_added_each_once(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    (pictures / "of").mkdir(parents=True)
    (pictures / "of/us.svg").write_text("<svg/>", encoding="utf-8")
    (pictures / "again").symlink_to(pictures)
    folder = override(tmp_path, "assets/mine.css", "b {}")
    (folder / "assets/pictures").symlink_to(pictures)
    site = render(overrides=folder)
    assert site["assets/pictures/of/us.svg"] == "<svg/>"
    assert not [one for one in site if "again" in one]


def test_a_stylesheet_is_overridden_by_its_name_alone_too(tmp_path: Path) -> None:
    folder = override(tmp_path, "style.css", "a {}")
    override(tmp_path, "icon.svg", "<svg/>")
    override(tmp_path, "other.css", "c {}")
    site = render(overrides=folder)
    assert (site["assets/style.css"], site["assets/icon.svg"]) == ("a {}", "<svg/>")
    assert not {"style.css", "other.css", "assets/other.css"} & set(site)
    override(tmp_path, "assets/style.css", "b {}")
    assert render(overrides=folder)["assets/style.css"] == "b {}"


@pytest.mark.parametrize("place", ["custom.css", "assets/custom.css"])
def test_a_stylesheet_of_your_own_comes_after_the_shipped_one_on_every_page(
    tmp_path: Path, place: str
) -> None:
    shipped = render()
    site = render(overrides=override(tmp_path, place, "a {}"))
    assert site.pop("assets/custom.css") == "a {}"
    assert site.keys() == shipped.keys()
    assert site["assets/style.css"] == shipped["assets/style.css"]
    for path, text in pages(site).items():
        root = "../" * path.count("/")
        line = f'<link rel="stylesheet" href="{root}assets/custom.css">\n'
        assert text.replace(line, "", 1) == shipped[path]
        assert text.index("assets/style.css") < text.index(line)


def test_the_stylesheet_of_your_own_in_assets_counts(tmp_path: Path) -> None:
    override(tmp_path, "custom.css", "a {}")
    folder = override(tmp_path, "assets/custom.css", "b {}")
    assert render(overrides=folder)["assets/custom.css"] == "b {}"


def test_overrides_are_escaped_like_the_shipped_ones(tmp_path: Path) -> None:
    folder = override(tmp_path, "contact.html", "{{ page.name }}|{{ page.id }}")
    made = world((contact("x", "<b>&"),))
    assert render(made, folder)["contacts/x.html"] == "&lt;b&gt;&amp;|x"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("one\n{% if %}", 2, "Expected an expression"),
        ("one\n\n{{ page.nothing }}", 3, "nothing"),
        ("one\n{% for row in page.rows %}{{ row }}{% endfor %}", 2, "rows"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("one\n{% include 'none.html' %}", 2, "there is no template `none.html`"),
        ("one\n{% frob %}", 2, "frob"),
    ],
)
def test_a_template_that_cannot_be_used_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    folder = override(tmp_path, "agenda.html", text)
    with pytest.raises(TemplateError) as caught:
        render(overrides=folder)
    error = caught.value
    assert (error.template, error.line) == ("agenda.html", line)
    assert said in error.message
    assert error.path == str(folder / "agenda.html")
    assert str(error) == f"{error.path}:{line}: {error.message}"


def test_a_template_that_extends_itself_is_told_what_to_extend(tmp_path: Path) -> None:
    folder = override(tmp_path, "agenda.html", '{% extends "agenda.html" %}')
    with pytest.raises(TemplateError, match=r"circle: .* `shipped/agenda\.html`"):
        render(overrides=folder)


def test_an_error_in_an_included_part_names_the_part(tmp_path: Path) -> None:
    folder = override(
        tmp_path, "parts/problems.html", "{% macro problems(x) %}\n{{ x.y.z }}\n{% endmacro %}"
    )
    with pytest.raises(TemplateError) as caught:
        render(overrides=folder)
    assert caught.value.path == str(folder / "parts/problems.html")
    assert caught.value.line == 2


def test_a_template_that_is_no_text_is_named(tmp_path: Path) -> None:
    folder = override(tmp_path, "agenda.html", "")
    (folder / "agenda.html").write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateError, match="UTF-8"):
        render(overrides=folder)
