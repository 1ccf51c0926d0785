"""Pages on their way out: the script that reloads them, and leave for it to run."""

from __future__ import annotations

import html
import re

#: Where the script is for pages: no file of the site, in which no folder can be called `-`.
SCRIPT = "-/live.js"

_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_META = re.compile(r"""<meta\b(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")

_SELF = "'self'"
_NONE = "'none'"


def with_script(page: bytes, boot: str, version: int) -> bytes:
    """A page of HTML with the script in its head, and its security policy widened for that.

    `boot` and `version` say as of when the page is: the script compares them with the news.
    """
    # Latin-1 gives every byte back as it was, in whatever encoding the page is.
    text = page.decode("latin-1")
    tag = f'<script src="/{SCRIPT}" defer data-boot="{boot}" data-version="{version}"></script>\n'
    end = _HEAD_END.search(text)
    at = end.start() if end else len(text)
    changed = _META.sub(_widened_meta, text[:at]) + tag + text[at:]
    return changed.encode("latin-1", "xmlcharrefreplace")


def widened(policy: str) -> str:
    """A content security policy that also lets the site's own scripts run and ask the server."""
    directives: dict[str, list[str]] = {}
    for one in policy.split(";"):
        words = one.split()
        if words:
            # Of two of the same name, browsers obey the first.
            directives.setdefault(words[0].lower(), words[1:])
    for name in ("script-src", "connect-src"):
        _allow(directives, name, directives.get("default-src"))
    # Where a policy has this one, a page's scripts obey it and not `script-src`.
    _allow(directives, "script-src-elem", None)
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def _allow(directives: dict[str, list[str]], name: str, otherwise: list[str] | None) -> None:
    """Add the site itself to a directive, or to a new one that goes on from `otherwise`.

    Where nothing forbids, nothing is added: a list of one would forbid the rest.
    """
    sources = directives.get(name, otherwise)
    if sources is None:
        return
    # Beside any other source, `none` means nothing.
    kept = [one for one in sources if one.lower() != _NONE]
    directives[name] = kept if _SELF in map(str.lower, kept) else [*kept, _SELF]


def _widened_meta(tag: re.Match[str]) -> str:
    """The `meta` element as it is, or with a wider policy if it is one."""
    content = None
    is_policy = False
    for one in _ATTRIBUTE.finditer(tag[0]):
        name, value = one[1].lower(), html.unescape(one[2] or one[3] or one[4] or "")
        if name == "http-equiv":
            is_policy = value.strip().lower() == "content-security-policy"
        elif name == "content" and content is None:
            content = one.span(), value
    if not is_policy or content is None:
        return tag[0]
    (start, end), policy = content
    value = html.escape(widened(policy), quote=False).replace('"', "&quot;")
    return f'{tag[0][:start]}content="{value}"{tag[0][end:]}'
