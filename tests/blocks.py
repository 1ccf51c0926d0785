"""The blocks of the shipped page templates, read from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from jinja2 import Environment, nodes

from tracker.templates import shipped_templates

#: The page templates; what stands in `parts/` has no blocks.
PAGES = sorted(one.name for one in shipped_templates().glob("*.html"))


def tree(name: str) -> nodes.Template:
    """A shipped template, parsed."""
    text = (shipped_templates() / name).read_text(encoding="utf-8")
    return Environment(autoescape=True).parse(text)


@cache
def own_blocks(name: str) -> Mapping[str, tuple[str, ...]]:
    """The blocks that a template has itself, in their order, each with those it stands in."""
    return dict(_below(tree(name), ()))


def _below(node: nodes.Node, within: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in node.iter_child_nodes():
        if isinstance(one, nodes.Block):
            yield one.name, within
            yield from _below(one, (*within, one.name))
        else:
            yield from _below(one, within)


def all_blocks(name: str) -> tuple[str, ...]:
    """The blocks that an override of a template can change, those of the frame first."""
    return tuple(dict.fromkeys((*own_blocks("base.html"), *own_blocks(name))))
