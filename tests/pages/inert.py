"""Reads a page as a browser would, and says what in it could act."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote, urlsplit

#: Every element that our pages and rendered Markdown use. None of them runs or embeds anything, but
#: for `script`, of which only our own are allowed.
ELEMENTS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "link",
        "body",
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "blockquote",
        "br",
        "button",
        "caption",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "kbd",
        "li",
        "main",
        "mark",
        "nav",
        "noscript",
        "ol",
        "p",
        "pre",
        "s",
        "script",
        "template",
        "section",
        "small",
        "span",
        "strong",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
        "figure",
        "figcaption",
        "svg",
        "desc",
        "defs",
        "pattern",
        "rect",
        "line",
        "text",
    ]
)
#: What a link to a mail client may say beside its recipient.
MAIL_KEYS: tuple[list[str], ...] = ([], ["subject", "body"])
VOID = frozenset({"meta", "link", "br", "hr"})
ATTRIBUTES = frozenset(
    [
        "href",
        "rel",
        "class",
        "id",
        "lang",
        "charset",
        "content",
        "name",
        "http-equiv",
        "type",
        "datetime",
        "title",
        "role",
        "tabindex",
        "start",
        "scope",
        "colspan",
        "aria-label",
        "aria-multiline",
        "aria-labelledby",
        "aria-current",
        "data-id",
        "data-due",
        "data-deadline",
        "data-day",
        "data-label",
        "data-behind",
        "data-built",
        "data-from",
        "data-later",
        "data-moves",
        "data-over",
        "data-ranks",
        "data-until",
        "data-order",
        "data-zone",
        "data-yours",
        "data-opens",
        "data-closes",
        "data-today",
        "data-sort",
        "open",
        "hidden",
        "download",
        "aria-live",
        "data-copy",
        "data-what",
        "contenteditable",
        "spellcheck",
        "aria-hidden",
        "viewbox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "fill",
        "text-anchor",
        "patternunits",
        "patterntransform",
    ]
)
#: What a picture is filled with beside its stylesheet's colours: a pattern of the same page.
PATTERN = re.compile(r"url\(#[a-z-]+\)")
#: The scripts of the site, by their addresses from its folder.
SCRIPTS = frozenset(
    [
        "agenda-data.js",
        "assets/agenda.js",
        "assets/arrange.js",
        "assets/calling.js",
        "assets/days.js",
        "assets/clipboard.js",
        "assets/drafts.js",
        "assets/filter.js",
        "assets/fresh.js",
        "assets/keys.js",
        "assets/pieces.js",
        "assets/search.js",
        "assets/sort.js",
        "assets/work-search.js",
    ]
)
#: The attribute that names the scripts which one of them loads on a later day, and these.
LATER = "data-later"
LATER_SCRIPTS = frozenset(
    [
        "assets/pieces.js",
        *(f"{name}-data.js" for name in ("agenda", "contacts", "pipeline", "calendar")),
        *(f"assets/{name}.js" for name in ("arrange", "agenda", "contacts", "person")),
        *(f"assets/{name}.js" for name in ("pipeline", "calendar")),
    ]
)


@dataclass
class Page(HTMLParser):
    """The elements, addresses, ids, headings and text of one page."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)
    text: str = ""
    scripted: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripted += data
        self.text += data

    def unknown_decl(self, data: str) -> None:
        self.unclosed.append(data)

    @property
    def ids(self) -> list[str]:
        return [one["id"] or "" for _, one in self.elements if "id" in one]

    @property
    def hrefs(self) -> list[str]:
        return [one["href"] or "" for _, one in self.elements if "href" in one]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def headings(self) -> list[int]:
        return [
            int(tag[1]) for tag, _ in self.elements if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
        ]


def read_page(html: str) -> Page:
    """Parse a page, or a piece of one."""
    page = Page()
    page.feed(html)
    page.close()
    return page


def is_own_script(attributes: dict[str, str | None]) -> bool:
    """Whether it is a script of the site, run when the page is there, and nothing more."""
    source = re.sub(r"^(\.\./)+", "", attributes.get("src") or "")
    later = (attributes.get(LATER) or "").split()
    return (
        attributes.keys() - {LATER} == {"src", "defer"}
        and source in SCRIPTS
        and LATER_SCRIPTS.issuperset(later)
    )


def _is_mail(href: str) -> bool:
    """Whether a link to a mail client has one recipient, and no more to it than what is sent."""
    url = urlsplit(href)
    keys = [key for key, _ in parse_qsl(url.query, keep_blank_values=True)]
    return url.path.count("@") == 1 and "," not in unquote(url.path) and keys in MAIL_KEYS


def faults(html: str) -> list[str]:
    """What could act, load something, or break out of its element; empty for an inert page."""
    page = read_page(html)
    found = [f"</{tag}> closes nothing" for tag in page.unclosed]
    found += [f"<{tag}> is never closed" for tag in page.open]
    found += [f"a script says {page.scripted}"] if page.scripted else []
    for tag, attributes in page.elements:
        if tag not in ELEMENTS:
            found.append(f"<{tag}>")
        if tag == "script":
            found += [] if is_own_script(attributes) else [f"<script {attributes}>"]
            continue
        found += [f"<{tag} {name}>" for name in attributes if name not in ATTRIBUTES]
        if not PATTERN.fullmatch(attributes.get("fill") or "url(#none)"):
            found.append(f"fill {attributes['fill']}")
        href = (attributes.get("href") or "").lower()
        scheme = href.partition(":")[0] if ":" in href.split("/")[0] else ""
        if scheme not in {"", "http", "https", "mailto", "tel"}:
            found.append(f"href {href}")
        if href.startswith("//") or "\\" in href or (scheme == "mailto" and not _is_mail(href)):
            found.append(f"href {href}")
        if tag == "link" and scheme:
            found.append(f"<link href={href}>")
    return found
