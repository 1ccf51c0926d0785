"""The same contacts as a site that Hugo builds, to measure a cold build beside.

`python -m tests.benchmarks.hugo_site WORKSPACE SITE` makes it, `hugo --source SITE` builds it. It
has a page for each contact and each company, a list of all contacts, and a list of companies. Each
choice is one that Tracker could not complain about, or one in Hugo's favour:

- The contact files go in byte for byte, their front matter as typed. Hugo stops at the first file
  whose front matter it cannot read, and Tracker must not, so such files are mended where a key
  stands twice (the first stays, as in Tracker), and left out otherwise; `Made` counts both.
- Companies are a taxonomy, Hugo's own and fastest way. Tracker also has pages for companies that
  are only named in a log (`applied (at Acme)`), which no taxonomy finds: those are given to Hugo
  as a file each that names its people, so that there are as many pages.
- A company's page has its people and all that is logged of them, as Tracker's has. Hugo renders a
  body once and keeps it, so that the second use is nearly free.
- `uglyURLs` gives each page a file, as Tracker does, and not a folder with a file; no feeds,
  sitemap or robots.txt, no aliases (in these files `aliases` are nicknames), no Git, no minifying,
  no assets to process, and the same style sheet beside the pages.
- The layouts (`hugo/`) have Tracker's frame around what Hugo knows, without a theme. So that the
  pages have about Tracker's size, each list item has the mark-up of an entry of Tracker's, and each
  contact a card of its, both with the same words everywhere: bytes to write, nothing to work out.
- Hugo does less: no follow-ups, agenda, report, calling hours; it neither understands the log nor
  checks anything. What it does not know it need not do.
- Nothing is kept from one build to the next: no `public`, no `resources`, a new `--cacheDir`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).with_name("hugo")
ASSETS = Path(__file__).parents[2] / "site_templates" / "assets"

#: Where Hugo puts the pages, in the site's folder.
PAGES = "public"

#: Front matter with its fences, as Hugo finds it.
_FRONT = re.compile(
    rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE
)

#: A company in an entry's attributes: `(at Acme)`, `(video, for Engineer at Acme, round 2)`.
_ATTRIBUTES = re.compile(r"^(?:[-*] |### )(?:[^(:\n]|:(?=\d))*\(([^()\n]*)\)", re.MULTILINE)
_AT = re.compile(r"(?:^|\s)at (.+)")


@dataclass(frozen=True, slots=True)
class Made:
    """What the site should have, and what became of the files that Hugo cannot read."""

    contacts: int
    companies: int
    mended: int
    left_out: int


def make(workspace: Path, site: Path) -> Made:
    """Make a Hugo site of a workspace's contacts in a new folder."""
    shutil.copytree(HERE, site)
    shutil.copytree(ASSETS, site / "static" / "assets")
    source = workspace / "contacts"
    contacts = mended = left_out = 0
    terms: set[str] = set()
    named: dict[str, tuple[str, list[str]]] = {}
    for path in sorted(source.rglob("*.md")):
        data = path.read_bytes()
        readable = mend(data)
        if readable is None:
            left_out += 1
            continue
        contacts += 1
        mended += readable != data
        inside = path.relative_to(source)
        target = site / "content" / "contacts" / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(readable)
        terms.update(map(key, companies(readable)))
        for company in set(mentions(readable)):
            named.setdefault(key(company), (company, []))[1].append(
                f"/contacts/{inside.as_posix()}"
            )
    only_named = {one: found for one, found in named.items() if one not in terms}
    for one, (company, people) in only_named.items():
        folder = site / "content" / "company" / one
        folder.mkdir(parents=True)
        front = yaml.safe_dump({"title": company, "people": people}, allow_unicode=True)
        (folder / "_index.md").write_text(f"---\n{front}---\n", encoding="utf-8")
    return Made(contacts, len(terms) + len(only_named), mended, left_out)


def mend(data: bytes) -> bytes | None:
    """A file as Hugo can read it, where that takes no more than to remove a key's second value."""
    text = data.removeprefix(b"\xef\xbb\xbf")
    if not text.startswith(b"---"):
        return data  # no front matter: all of it is the body
    found = _FRONT.match(data)
    if found is None:
        return None
    try:
        again = list(_repeated(found[1].decode()))
    except (yaml.YAMLError, ValueError):
        return None
    if not again:
        return data
    lines = found[1].splitlines(keepends=True)
    kept = b"".join(line for number, line in enumerate(lines) if number not in again)
    return data[: found.start(1)] + kept + data[found.end(1) :]


def _repeated(front: str) -> Iterator[int]:
    """The lines, from 0, of keys that stood before. Raises ValueError for what is no mapping."""
    node = yaml.compose(front, Loader=yaml.CSafeLoader)
    if not isinstance(node, yaml.MappingNode):
        message = "front matter that is no mapping"
        raise ValueError(message)  # noqa: TRY004 - what is wrong is the text, not the call
    seen = set()
    for one, value in node.value:
        if one.value in seen:
            yield from range(one.start_mark.line, value.end_mark.line + 1)
        seen.add(one.value)


def companies(data: bytes) -> list[str]:
    """The companies that a contact's front matter names."""
    found = _FRONT.match(data)
    front = yaml.load(found[1], Loader=yaml.CBaseLoader) if found else {}  # noqa: S506 - texts only
    company = front.get("company")
    return [company] if isinstance(company, str) else company or []


def mentions(data: bytes) -> Iterator[str]:
    """The companies that a contact's log names."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    for attributes in _ATTRIBUTES.findall(text):
        for one in attributes.split(","):
            if found := _AT.search(one):
                yield found[1].strip()


def key(company: str) -> str:
    """What two spellings of a company have in common, fit for a folder's name."""
    return "-".join(re.findall(r"\w+", company.casefold()))


def command(hugo: str, site: Path) -> tuple[str, ...]:
    """The command that builds the site, with its cache in the site's own folder."""
    where = ("--source", str(site), "--cacheDir", str(site / "cache"))
    return (hugo, *where, "--noBuildLock", "--quiet")


def clean(site: Path) -> None:
    """Leave nothing that a build has made."""
    for name in (PAGES, "resources", "cache"):
        shutil.rmtree(site / name, ignore_errors=True)


def count(site: Path) -> tuple[int, int]:
    """How many pages of contacts and of companies a build has made."""
    made = site / PAGES
    contacts = sum(1 for _ in (made / "contacts").rglob("*.html"))
    return contacts, sum(1 for _ in (made / "company").rglob("*.html"))


def main(arguments: list[str]) -> int:
    """Make a site where the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("workspace", type=Path, metavar="WORKSPACE")
    parser.add_argument("site", type=Path, metavar="SITE", help="a folder that is not there yet")
    options = parser.parse_args(arguments)
    sys.stdout.write(f"{make(options.workspace, options.site)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
