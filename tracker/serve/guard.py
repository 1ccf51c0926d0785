"""Who may ask, and for what: the doors of the server, before anything is looked up.

The attack to think of is DNS rebinding: a page on the web lets its own name point to 127.0.0.1, and
its scripts then count as being of the same origin as the site. The browser still says under which
name it asks, so a name that is not this machine's is refused, with 403.
"""

from __future__ import annotations

import re
from email.message import Message

#: The names that a page of the site has. The last is for browsers that are told to use IPv6.
_NAMES = ("127.0.0.1", "localhost", "[::1]")
_HTTP_PORT = 80

#: What a browser says of a request from the site itself, and of one that a person typed.
_NEAR = frozenset({"same-origin", "none"})

_BROKEN_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
#: Windows reads a backslash as a slash and a colon as a drive or a stream; no page's name has them.
_NEVER_IN_A_NAME = re.compile(r"[\\:\x00-\x1f\x7f-\x9f]")


class BadTargetError(Exception):
    """The path asked for is none: it is written wrongly, or it is not one of this server."""


class NotServedError(Exception):
    """The path is well written, and this server would never have a file there."""


def allowed_hosts(port: int) -> frozenset[str]:
    """What a request may call this server: its names, each with its port."""
    hosts = {f"{name}:{port}" for name in _NAMES}
    return frozenset(hosts | set(_NAMES) if port == _HTTP_PORT else hosts)


def is_by_name(headers: Message, port: int) -> bool:
    """Whether a request asks for this server by its own name, from a page that has it too."""
    hosts = allowed_hosts(port)
    named = headers.get_all("Host", [])
    if len(named) != 1 or named[0].lower() not in hosts:
        return False
    origins = headers.get_all("Origin", [])
    allowed = {f"http://{host}" for host in hosts}
    return len(origins) <= 1 and all(one.lower() in allowed for one in origins)


def is_from_here(headers: Message, *, may_be_linked: bool) -> bool:
    """Whether a request comes from the site's own pages, from a person, or from no browser.

    `may_be_linked`: whether a link on another site may lead here, as to a page it may.
    """
    # `same-site` are the other ports of this machine, and with them other people's pages.
    if _NEAR.issuperset(headers.get_all("Sec-Fetch-Site", [])):
        return True
    # A frame or a picture could tell another site which contacts there are.
    return (
        may_be_linked
        and headers.get_all("Sec-Fetch-Mode") == ["navigate"]
        and headers.get_all("Sec-Fetch-Dest") == ["document"]
    )


def site_path(target: str) -> str:
    """The path of the file that a request's target names, from the site's folder.

    Percent escapes are decoded once: what then still looks like one is part of a name. `index.html`
    for the root. Raises BadTargetError and NotServedError.
    """
    written, _, _ = target.partition("?")
    if not written.startswith("/") or not written.isascii() or "#" in written:
        raise BadTargetError
    if _BROKEN_ESCAPE.search(written):
        raise BadTargetError
    if written == "/":
        return "index.html"
    segments = [_decoded(one) for one in written[1:].split("/")]
    # A name that begins with a dot is the publisher's own, `..`, or none of the site's.
    if not all(segments) or any(one.startswith(".") for one in segments):
        raise NotServedError
    if any("/" in one or _NEVER_IN_A_NAME.search(one) for one in segments):
        raise NotServedError
    # Windows drops these, and would open another file than was asked for.
    if any(one.endswith((".", " ")) for one in segments):
        raise NotServedError
    return "/".join(segments)


def _decoded(segment: str) -> str:
    try:
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), segment).encode("latin-1").decode()
    except UnicodeDecodeError:
        raise BadTargetError from None
