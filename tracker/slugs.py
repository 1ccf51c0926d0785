"""File names of pages: from a contact's id or a company's name to a path any file system holds."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from urllib.parse import quote

from tracker.diagnostics import Diagnostic, Severity

#: The folder of the contact files, and of their pages in the site.
CONTACTS = "contacts"

#: Bytes of UTF-8 a part of a path may have. File systems hold 255; Windows' whole path holds 260.
LONGEST_PART = 120

#: Device names that Windows keeps for itself, with any extension
#: (learn.microsoft.com/windows/win32/fileio/naming-a-file).
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"}
)
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_PAGE_NAME = re.compile(r"\.(?:html|eml)_*$", re.IGNORECASE)
_HASHED = re.compile(r"-[0-9a-f]{8}$")


def contact_id(path: str) -> str:
    """A contact's id: its path under `contacts/` without `.md`, composed (NFC).

    A Mac may hand out `José` in two code points more than was typed; the id is the same.
    """
    inside = unicodedata.normalize("NFC", path).removeprefix(f"{CONTACTS}/")
    return inside[:-3] if inside.casefold().endswith(".md") else inside


def page_slug(contact: str) -> str:
    """The path of a contact's page without `contacts/` and `.html`: the id itself.

    Only what some file system cannot hold is replaced, part by part.
    """
    *folders, name = unicodedata.normalize("NFC", contact).split("/")
    # A page's name goes on with `.html`, so a dot or a space may end it (`Sammy Davis Jr.`).
    return "/".join([*(_part(re.sub(r"[. ]+$", _hyphens, one)) for one in folders), _part(name)])


def page_path(contact: str) -> str:
    """The path of a contact's page in the site: `contacts/<id>.html`."""
    return f"{CONTACTS}/{page_slug(contact)}.html"


def follow_up_path(folder: str, contact: str, name: str, suffix: str = ".html") -> str:
    """The path of a page of its own for one follow-up: `calls/<contact's id>/<name>.html`.

    `name` tells it apart from all others of the contact (rule, day and number). A folder whose name
    is a page's (`ann.html/`) gets a mark, so that none ever takes the place of a page.
    """
    folders = [_PAGE_NAME.sub(r"\g<0>_", one) for one in page_slug(contact).split("/")]
    return "/".join([folder, *folders, f"{follow_up_slug(name)}{suffix}"])


def follow_up_slug(name: str) -> str:
    """What tells a follow-up apart from all others of its contact, as a part of a path."""
    own = _part(name.replace("/", "-"))
    if folded(own) != name:
        # Somebody's own rules may be called anything: `send` and `Send` are two of them.
        own = _part(f"{own}-{_short_hash(name)}")
    return own


def page_href(path: str) -> str:
    """A path as a link's address: percent-encoded, but for its slashes."""
    return quote(path, safe="/")


def collisions(paths: Iterable[str]) -> tuple[Diagnostic, ...]:
    """An error for each contact file whose page would take the place of an earlier file's page.

    `paths` are those of the files, from the root. Pages are compared as a file system that ignores
    case and accents' encoding would (Windows, macOS). A page also takes the place of a folder of
    the same name (`ann.html/bob.md` beside `ann.md`).
    """
    pages: dict[str, str] = {}
    folders: dict[str, str] = {}
    found: list[Diagnostic] = []
    for path in sorted(paths):
        page = folded(page_path(contact_id(path)))
        above = [page[: match.start()] for match in re.finditer("/", page)]
        taken = next((pages[one] for one in (page, *above) if one in pages), folders.get(page))
        if taken is None:
            pages[page] = path
            folders.update((one, path) for one in above if one not in folders)
        else:
            found.append(_same_page(path, taken))
    return tuple(found)


def _same_page(path: str, taken: str) -> Diagnostic:
    return Diagnostic(
        path,
        1,
        1,
        Severity.ERROR,
        "same-page",
        f"The page of this file would take the place of the page of {taken}.",
        "Give one of the two files another name.",
    )


def company_slugs(names: Iterable[str]) -> Mapping[str, str]:
    """For each company's name, its page's name without `companies/` and `.html`.

    Lower-case, letters of all scripts kept, words joined by hyphens. Names that differ in case or
    spacing alone are one company and share one. A name with other signs in it (`C++`, `C#`) ends
    in a short hash of itself. So the slug depends on that name alone, but for one case: of names
    that differ in their separators alone, those with any but single spaces get a hash as well.
    """
    plain: defaultdict[str, set[str]] = defaultdict(set)
    slugs: dict[str, str] = {}
    typed = {name: _one_name(name) for name in names}
    for name in set(typed.values()):
        words = re.sub(r"[\s_-]+", "-", "".join(map(_letter_or_hyphen, name))).strip("-")
        slugs[name] = _part(words)
        if "\0" in words or not words or _HASHED.search(words):
            readable = re.sub(r"[\0-]+", "-", words).strip("-")
            slugs[name] = _part(f"{readable}-{_short_hash(name)}".strip("-"))
        else:
            plain[folded(slugs[name])].add(name)
    for alike in plain.values():
        _, *others = sorted(alike, key=lambda one: (one.replace(" ", "-") != slugs[one], one))
        slugs.update((one, _part(f"{slugs[one]}-{_short_hash(one)}")) for one in others)
    return {name: slugs[one] for name, one in typed.items()}


def _one_name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name.lower()).split())


def _letter_or_hyphen(sign: str) -> str:
    """A letter, mark or digit as it is, a separator as a hyphen, anything else as NUL."""
    category = unicodedata.category(sign)
    if category[0] in "LMN":
        return sign
    return "-" if category in {"Zs", "Pd", "Pc"} else "\0"


def _part(part: str) -> str:
    """One part of a path, with what some file system cannot hold replaced."""
    part = _FORBIDDEN.sub("-", part) or "-"
    stem, dot, rest = part.partition(".")
    if stem.rstrip().casefold() in _RESERVED:
        part = f"{stem.rstrip()}_{dot}{rest}"
    encoded = part.encode()
    if len(encoded) <= LONGEST_PART:
        return part
    return f"{encoded[: LONGEST_PART - 9].decode(errors='ignore')}-{_short_hash(part)}"


def _hyphens(match: re.Match[str]) -> str:
    return "-" * len(match[0])


def folded(path: str) -> str:
    """A path as a file system compares it that ignores case and accents' encoding."""
    return unicodedata.normalize("NFC", path.casefold())


def _short_hash(text: str) -> str:
    """Eight hexadecimal digits: enough to tell the names of one address book apart."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]
