"""Markdown that a person typed, as HTML that is safe to place inside a page.

Raw HTML is shown as text, links are judged by `links.safe_url`, images become links, and nothing
carries an id, a class or a style. Nothing here raises, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from tracker.contact.blocks import LONGEST_BLOCK
from tracker.links import is_external, safe_url

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

#: Characters without which a line of text means the same with and without Markdown.
_MARKED = re.compile(r"[\\`*_\[\]<>&!~\n\r\t\x00]|  ")

#: A line that begins no block and holds no mark: a letter first, blanks only one by one and inside.
#: Nothing here takes back what it took: a text that does not fit costs no more than its length.
_LINE = r"[^\W\d_][^\\`*_\[\]<>&~\s\x00]*+(?: [^\\`*_\[\]<>&~\s\x00]++)*+"
_ITEMS = rf"- {_LINE}(?:\n(?:  |- ){_LINE})*+"
_BLOCK = rf"(?:{_LINE}(?:\n{_LINE})*+(?:\n{_ITEMS})?+|{_ITEMS})"
#: Paragraphs and bulleted lists of such lines: most of what people type below an entry.
_PLAIN = re.compile(rf"\n*+{_BLOCK}(?:\n\n++{_BLOCK})*+\n*+")

#: Texts whose HTML is kept: an entry stands on the pages of its people and of their company, and
#: between the two may come those of everybody else.
MEMORY = 1 << 16

#: Where an image's token says that it stands in a link.
_LINKED = "linked"


def to_html(text: str, *, below: int = 2) -> str:
    """Render blocks. Their headings stand below a page's heading of level `below`, step by step."""
    if not text.strip():
        return ""
    if _PLAIN.fullmatch(text):
        html = _plain_html(text)
        if html is not None:
            return html
    try:
        return str(_parser().render(text, {"below": below}))
    except Exception:  # noqa: BLE001 - a slip in a parser must not cost anyone a page
        return f"<pre>{escape(text)}</pre>\n"


def to_inline_html(text: str) -> str:
    """Render one line: emphasis, code and links, but no blocks."""
    if not _MARKED.search(text):
        return escape(text)
    if len(text.encode(errors="replace")) > LONGEST_BLOCK:
        return escape(text)
    try:
        return str(_parser().renderInline(text, {}))
    except Exception:  # noqa: BLE001 - as above
        return escape(text)


def _plain_html(text: str) -> str | None:
    """What the parser makes of a `_PLAIN` text; None where it takes two lists to be one."""
    found: list[str] = []
    after_list = False
    # As the parser escapes: an apostrophe is left alone.
    safe = escape(text.strip("\n"), quote=False).replace('"', "&quot;")
    for block in re.split(r"\n\n+", safe):
        paragraph, *items = f"\n{block}".split("\n- ")
        if paragraph:
            found.append(f"<p>{paragraph[1:]}</p>\n")
        elif after_list:
            return None
        if items:
            tight = "</li>\n<li>".join(items).replace("\n  ", "\n")
            found.append(f"<ul>\n<li>{tight}</li>\n</ul>\n")
        after_list = bool(items)
    return "".join(found)


@lru_cache(maxsize=MEMORY)
def to_text(text: str) -> str:
    """One line without its marks: what a person would read aloud."""
    if not _MARKED.search(text) or len(text.encode(errors="replace")) > LONGEST_BLOCK:
        return " ".join(text.split())
    try:
        tokens = _parser().parseInline(text, {})
    except Exception:  # noqa: BLE001 - as above
        return " ".join(text.split())
    pieces = (piece for token in tokens for piece in token.children or ())
    spoken = "".join(
        piece.content or ("" if piece.nesting else " ") if piece.type != "image" else piece.content
        for piece in pieces
    )
    return " ".join(spoken.split())


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Imported here: half of the commands never show any Markdown, and it costs 0.1 s.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"html": False})
    parser.enable(["table", "strikethrough"])
    # A subclass cannot be handed in: the parser offers its judge of links as an attribute only.
    setattr(parser, "validateLink", lambda url: safe_url(url) is not None)  # noqa: B010
    parser.core.ruler.at("inline", _inline)
    parser.core.ruler.push("tame", _tame)
    parser.add_render_rule("image", _image)
    parser.add_render_rule("link_open", _link_open)
    return parser


def _inline(state: StateCore) -> None:
    """Read the inline text of every block, but take a plain or an overlong one as it stands."""
    from markdown_it.token import Token  # noqa: PLC0415

    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        plain = not _MARKED.search(token.content)
        if plain or len(token.content.encode(errors="replace")) > LONGEST_BLOCK:
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _tame(state: StateCore) -> None:
    """Lower the headings, and drop what would style the content or name it.

    Headings step down one by one, whatever was typed: who finds their way by them takes a level
    that was left out for a heading that they missed.
    """
    below = int(state.env.get("below", 2))
    above: list[int] = []
    for token in state.tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1])
            while above and above[-1] >= typed:
                above.pop()
            above.append(typed)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, below + len(above))}"
        elif token.type == "fence":
            token.info = ""  # its language would become a class
        elif token.type == "inline":
            _mark_linked_images(token.children or ())
        if token.attrs:
            token.attrs = {key: value for key, value in token.attrs.items() if key == "start"}


def _mark_linked_images(tokens: Iterable[Token]) -> None:
    """Note on each image whether it stands in a link: there it cannot become one itself."""
    linked = False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            linked = token.type == "link_open"
        elif token.type == "image":
            token.meta[_LINKED] = linked


def _link_open(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    _env: MutableMapping[str, Any],
) -> str:
    return _opening(str(tokens[index].attrs.get("href", "")), tokens[index].attrs.get("title"))


def _opening(href: str, title: object = None) -> str:
    about = f' title="{escape(str(title))}"' if title else ""
    rel = ' rel="noopener noreferrer"' if is_external(href) else ""
    return f'<a href="{escape(href)}"{about}{rel}>'


def _image(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    """A picture as a link to it: showing it would tell its sender that it was looked at."""
    token = tokens[index]
    src = str(token.attrs.get("src", ""))
    alt = renderer.renderInlineAsText(token.children or [], options, env) or src
    label = f"image: {escape(alt)}"
    if token.meta[_LINKED] or safe_url(src) is None:
        return label
    return f"{_opening(src)}{label}</a>"
