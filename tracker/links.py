"""Which addresses may become links: one judge for Markdown and for fields alike.

Contact files are not trusted, so a link is only made of what cannot run, call out or deceive.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

#: Tabs, line breaks and other control characters: browsers drop some of them inside a scheme.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SCHEME = re.compile(r"([^/?#]*?):(.*)", re.DOTALL)
_WEB = re.compile(r"https?://[^/?#\s\\]+[^\s\\]*", re.IGNORECASE)
_HOST = re.compile(r"[^\s/?#@:\\]+\.[^\s/?#@:\\.]{2,}(?::\d+)?(?:[/?#][^\s\\]*)?")
_MAIL = re.compile(r"mailto:[^\s?&<>\"\\]+@[^\s?&<>\"\\]+", re.IGNORECASE)
_TEL = re.compile(r"tel:\+?[\d().*#%-]+(?:;ext=\d+)?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<number>\+?[\d\s().\-/\u2010-\u2015\u00a0]+?)(?:\s*(?:extension|ext\.?|x|#)\s*(?P<ext>\d{1,8}))?",
    re.IGNORECASE,
)
#: Fewer digits than the shortest emergency number is no telephone number.
FEWEST_DIGITS = 3

#: Links that are kept: a contact's own stand on their page twice, and on the agenda.
KEPT = 16_384


def safe_url(url: str) -> str | None:
    """The address, fit for an `href`, or None where it may not become a link.

    Allowed are `http`, `https`, `mailto` without headers, `tel`, and addresses relative to the
    page. Control characters are taken out first. An address that leaves the site without saying
    so (`//host`, also with backslashes) is refused.
    """
    url = _CONTROL.sub("", url).strip()
    if not url or url.replace("\\", "/").startswith("//"):
        return None
    match = _SCHEME.match(url)
    if match is None:
        return None if "\\" in url else url
    allowed = {"http": _WEB, "https": _WEB, "mailto": _MAIL, "tel": _TEL}.get(match[1].lower())
    if allowed is None or not allowed.fullmatch(url):
        return None
    if allowed is _MAIL and re.search(r"%(?:0[ad]|3f)", url, re.IGNORECASE):
        return None
    return url


def is_external(url: str) -> bool:
    """Whether following it leaves the site for the web."""
    return _WEB.match(url) is not None


def web_link(text: str) -> str | None:
    """The address that a `website` field means: `acme.example` needs no `https://`."""
    text = _CONTROL.sub("", text).strip()
    if _HOST.fullmatch(text):
        return f"https://{text}"
    return text if safe_url(text) and is_external(text) else None


def linkedin_link(text: str) -> str | None:
    """The page that a `linkedin` field means: an address, `in/name`, or the name alone."""
    text = _CONTROL.sub("", text).strip()
    handle = re.fullmatch(r"@?(?:/?in/)?([\w-]{2,100})/?", text)
    if handle:
        return f"https://www.linkedin.com/in/{quote(handle[1])}"
    return web_link(text)


@lru_cache(maxsize=KEPT)
def mail_link(address: str) -> str | None:
    """The `mailto:` link to one address; what could add a header or a recipient is encoded."""
    address = _CONTROL.sub("", address).strip()
    local, at, host = address.rpartition("@")
    if not (local and at and host):
        return None
    return f"mailto:{quote(local, safe='')}@{quote(host, safe='')}"


@lru_cache(maxsize=KEPT)
def tel_link(number: str) -> str | None:
    """The `tel:` link that dials a number as typed, or None where it cannot be dialled as such.

    `(0)` after a country code is left out, since it is only dialled within the country.
    """
    match = _NUMBER.fullmatch(_CONTROL.sub("", number).strip())
    if match is None:
        return None
    typed = match["number"]
    if typed.startswith("+"):
        typed = typed.replace("(0)", "")
    digits = re.sub(r"\D", "", typed)
    if len(digits) < FEWEST_DIGITS:
        return None
    plus = "+" if typed.startswith("+") else ""
    ext = f";ext={match['ext']}" if match["ext"] else ""
    return f"tel:{plus}{digits}{ext}"
