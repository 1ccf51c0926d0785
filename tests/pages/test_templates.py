"""A lint of the shipped templates: what keeps typed content from acting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker import views
from tracker.templates import shipped_templates

TEMPLATES = sorted(shipped_templates().rglob("*.html"))
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def mistakes(text: str) -> list[str]:
    """What a template must not do, each named."""
    text = COMMENT.sub("", text)
    found = [
        f"turns escaping off: {one}"
        for one in re.findall(r"\|\s*safe\b|autoescape\s+false|Markup\(|\|\s*xmlattr", text)
    ]
    # Each expression becomes one plain sign, each statement nothing, so that tags can be read.
    html = re.sub(
        r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "¤", text, flags=re.DOTALL), flags=re.DOTALL
    )
    for tag in re.findall(r"<[a-zA-Z¤][^<>]*>", html):
        attributes = re.sub(r"\s[a-zA-Z][a-zA-Z0-9-]*=\"[^\"]*\"", "", tag)
        if "=" in attributes:
            found.append(f"unquoted attribute: {tag}")
        if re.search(r"\son\w+\s*=", tag, re.IGNORECASE):
            found.append(f"inline handler: {tag}")
        if re.search(r"\sstyle\s*=", tag, re.IGNORECASE):
            found.append(f"inline style: {tag}")
        if re.search(r"(href|src|action|url)\s*=\s*\"javascript:", tag, re.IGNORECASE):
            found.append(f"script in an address: {tag}")
    found += [
        f"inline element: {one}"
        for one in re.findall(r"<(?:script(?![^>]*\ssrc=)|style)\b[^>]*>", html)
    ]
    return found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_lets_content_act(template: Path) -> None:
    assert mistakes(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("{{ page.about|safe }}", "turns escaping off: |safe"),
        ("{{ page.about | safe }}", "turns escaping off: | safe"),
        ("{% autoescape false %}x{% endautoescape %}", "turns escaping off: autoescape false"),
        ("<a href={{ x }}>", "unquoted attribute: <a href=¤>"),
        ("<a class='x'>", "unquoted attribute: <a class='x'>"),
        ('<a onclick="x">', 'inline handler: <a onclick="x">'),
        ('<p style="color:red">', 'inline style: <p style="color:red">'),
        ("<script>x</script>", "inline element: <script>"),
        ("<style>x</style>", "inline element: <style>"),
        ('<a href="javascript:x">', 'script in an address: <a href="javascript:x">'),
    ],
)
def test_the_lint_finds_each_mistake(text: str, mistake: str) -> None:
    assert mistake in mistakes(text)


def test_there_are_templates_to_lint() -> None:
    assert {"base.html", "agenda.html", "contact.html"} <= {one.name for one in TEMPLATES}


def test_markdown_enters_through_one_door() -> None:
    folder = Path(views.__file__).parent.parent
    users = {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*.py")
        if re.search(r"\bMarkup\(|Markup\.", file.read_text(encoding="utf-8"))
    }
    assert users == {"views/prose.py"}


def test_the_stylesheet_loads_nothing_and_knows_dark_print_and_reduced_motion() -> None:
    css = (shipped_templates() / "assets" / "style.css").read_text(encoding="utf-8")
    assert "url(" not in css
    assert "@import" not in css
    for query in ("prefers-color-scheme: dark", "media print", "prefers-reduced-motion"):
        assert query in css
    used = set(re.findall(r"var\((--[\w-]+)\)", css))
    assert used <= set(re.findall(r"(--[\w-]+):", css))
