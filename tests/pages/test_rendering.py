"""What is taken out of Jinja's hands for speed: every page is the same without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from markupsafe import Markup, escape

from tests.pages.sample_site import sample_world
from tests.pages.test_hostile import FIELD_PAYLOADS, hostile_site
from tests.pages.test_markdown import HOSTILE
from tests.site_views import SiteViews, render_site
from tracker import jinja
from tracker.contact.model import Place
from tracker.render import Renderer, TemplateError
from tracker.views.frame import Link

BAD = "<b class='x' id=\"y\">&amp;</b>"


class Text(str):
    """A text of another type."""

    __slots__ = ()


class Html:
    """What says itself how it looks as HTML."""

    def __html__(self) -> str:
        return "<i>"

    def __str__(self) -> str:
        return "not this"


@pytest.fixture
def plain_jinja(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Templates that are compiled as by a version of Jinja that escapes by another name."""
    with monkeypatch.context() as patch:
        patch.setattr(jinja, "escape", Markup.escape)
        yield


def rendered(site: SiteViews) -> dict[str, bytes]:
    return {one.path: one.data for one in render_site(site, None)}


@pytest.mark.parametrize(
    "value",
    [
        *HOSTILE,
        *FIELD_PAYLOADS,
        "",
        "plain",
        BAD,
        Text(BAD),
        Markup("<b>&amp;</b>"),
        Html(),
        7,
        None,
    ],
)
def test_a_value_is_written_as_it_is_escaped(
    value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert str(jinja.as_written(value)) == str(escape(value))
    # Where `markupsafe` has no quick way.
    monkeypatch.setattr(jinja, "_escape_text", escape)
    assert str(jinja.as_written(value)) == str(escape(value))


def test_what_is_not_defined_is_not_written() -> None:
    with pytest.raises(jinja2.UndefinedError):
        jinja.as_written(jinja2.StrictUndefined(name="nobody"))


@pytest.mark.parametrize("bad", [BAD, *FIELD_PAYLOADS])
def test_every_page_is_the_same_by_plain_jinja(bad: str, request: pytest.FixtureRequest) -> None:
    sites = (hostile_site(bad), sample_world().views())
    quick = [rendered(site) for site in sites]
    request.getfixturevalue("plain_jinja")
    assert [rendered(site) for site in sites] == quick


@pytest.mark.usefixtures("plain_jinja")
def test_an_unknown_jinja_keeps_its_own_escape() -> None:
    template = jinja.environment(None, None).get_template("contact.html")
    assert template.root_render_func.__globals__["escape"] is escape


#: What templates of the user's may do with what is typed.
WAYS = (
    "{{ bad }}{{ 1 + 1 }}{{ none }}{{ good }}{{ html }}",
    "<a title='{{ bad }}'>{{ bad ~ good }}{{ good ~ bad }}{{ '<' ~ good }}</a>",
    "{% set kept %}{{ bad }}<p>{% endset %}{{ kept }}{{ kept ~ bad }}{{ kept|length }}",
    "{% filter upper %}{{ bad }}{% endfilter %}{{ bad|upper }}{{ good|replace('<', bad) }}",
    """{% macro say(one, two='<') %}{{ one }}{{ two }}<br>{% endmacro %}
    {{ say(bad) }}{{ say(good, bad) }}{{ say(two=bad, one=2) }}{{ say(bad)|upper }}
    {{ say(bad) ~ bad }}{% for one in [bad, good] %}{{ loop.index }}{{ say(one) }}{% endfor %}""",
    "{% macro all() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ all(bad, good, a=bad) }}",
    """{% macro round() %}<p>{{ caller(bad) }}</p>{% endmacro %}
    {% call(one) round() %}{{ one }}{{ bad }}{% endcall %}""",
    """{% macro say(one) %}{{ one }}{{ bad }}{% endmacro %}{{ say(bad) }}
    {% autoescape false %}{{ bad }}{{ say(bad) }}{{ say(bad)|e }}{% endautoescape %}
    {% autoescape yes %}{{ bad }}{{ say(bad) }}{% set kept %}{{ bad }}{% endset %}{{ kept }}
    {% endautoescape %}{% autoescape not yes %}{{ bad }}{{ say(bad) }}{% endautoescape %}""",
    "{{ [bad, good]|join(', ') }}{{ [bad, good]|join(good) }}{{ {'a': bad}|xmlattr }}",
    "{{ nothing is defined }}{{ nothing|default(bad) }}{{ {'a': bad}.a }}{{ bad.upper() }}",
    "{{ '%s'|format(bad) }}{{ good % bad }}{{ bad|e }}{{ bad|e|e }}{{ bad|safe }}",
    "{% for key, value in {'<': bad}.items() recursive %}{{ key }}{{ value }}{% endfor %}",
)


@pytest.mark.parametrize("template", WAYS)
def test_whatever_a_template_of_yours_does_comes_out_as_by_plain_jinja(template: str) -> None:
    values: dict[str, Any] = {"bad": BAD, "good": Markup("<u>%s</u>"), "html": Html(), "yes": True}
    plain = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    quick = jinja.environment(None, None)
    expected = plain.from_string(template).render(values)
    assert quick.from_string(template).render(values) == expected


@pytest.mark.parametrize("template", ["{{ page.nothing }}", "{{ nothing }}", "{{ nothing() }}"])
def test_what_is_not_there_is_an_error(template: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"\n{template}\n", encoding="utf-8")
    site = sample_world().views()
    with pytest.raises(TemplateError, match=r"undefined|no field") as caught:
        Renderer(tmp_path).page("index.html", site.index)
    assert (caught.value.line, caught.value.path) == (2, str(tmp_path / "index.html"))


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ link.txet }}", "`Link` has no field `txet`: did you mean `text`?"),
        (
            "{{ link.colour }}",
            "`Link` has no field `colour`: it has `text`, `href`, `external`",
        ),
        # A dataclass with slots; and what is no view.
        ("{{ place.lien }}", "`Place` has no field `lien`: did you mean `line`?"),
        ("{{ 'x'.txet }}", "'str object' has no attribute 'txet'"),
        ("{{ link['txet'] }}", "`Link` has no field `txet`: did you mean `text`?"),
        ("{{ txet }}", "'txet' is undefined"),
    ],
)
def test_a_slip_of_a_field_is_told_from_the_nearest(template: str, said: str) -> None:
    values = {"link": Link("a", "b"), "place": Place("contacts/x.md", 1)}
    plain = jinja.text_environment(None, None, lambda loader: loader)
    for made in (jinja.environment(None, None), plain):
        with pytest.raises(jinja2.UndefinedError) as caught:
            made.from_string(template).render(values)
        assert str(caught.value) == said


def test_compiled_templates_are_those_of_plain_jinja(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    site = hostile_site(BAD)

    def pages(compiled: Path | None) -> list[bytes]:
        renderer = Renderer(None, compiled)
        return [renderer.page("contact.html", one).data for one in site.people]

    without = pages(None)
    assert pages(tmp_path) == without
    kept = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert pages(tmp_path) == without
    request.getfixturevalue("plain_jinja")
    assert pages(tmp_path) == without
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == kept


@pytest.mark.parametrize("left", [0, 5, 30])
def test_a_compiled_template_that_is_damaged_is_compiled_again(left: int, tmp_path: Path) -> None:
    site = sample_world().views()
    page = Renderer(None, tmp_path).page("index.html", site.index)
    kept = list(tmp_path.iterdir())
    assert kept
    for one in kept:
        one.write_bytes(one.read_bytes()[:left])
    assert Renderer(None, tmp_path).page("index.html", site.index) == page
