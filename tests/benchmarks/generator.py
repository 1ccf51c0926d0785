"""Writes a workspace of many invented contacts, the same bytes for the same seed and number.

A bigger workspace begins with the files of a smaller one. Run it from the repository's root:
`python -m tests.benchmarks.generator DIR --contacts 1000`.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from tests.benchmarks.hands import file_text
from tests.benchmarks.stories import TODAY, Person, fill, teller_of
from tests.benchmarks.words import COMPANY_HEADS, COMPANY_TAILS, FIRST_NAMES, LAST_NAMES

SEED = 2026

#: One file in so many has a mistake that costs something, and one an oddity that costs nothing.
BROKEN, ODD = 30, 30

SETTINGS = f"""\
as_of = {TODAY}
start = 2024-01-01
[calendar]
timezone = "Europe/Amsterdam"
holidays = ["NL", 2026-12-24]
[keep_in_touch]
customer = "30 days"
mentor = "8 weeks / 4 months"
"""

ME = """\
---
name: Robin Vermeer
email: robin@vermeer.example
phone: {mobile: +31 6 5550 0142, landline: +31 20 555 0118}
address: Prinsengracht 1, 1015 DK Amsterdam
timezone: Europe/Amsterdam
---
## Pitch
Hello, my name is Robin Vermeer. I am the person who makes the pager go quiet.
"""


def workspace(contacts: int, seed: int = SEED) -> Iterator[tuple[str, bytes]]:
    """The files of a workspace, path and bytes: settings, your own, and so many contacts."""
    yield "tracker.toml", SETTINGS.encode()
    yield "contacts/me.md", ME.encode()
    shuffled = _chance(f"{seed} names")
    first, last, heads, tails = (
        shuffled.sample(names, len(names))
        for names in (FIRST_NAMES, LAST_NAMES, COMPANY_HEADS, COMPANY_TAILS)
    )
    made = number = 0
    while made < contacts:
        rng = _chance(f"{seed} company {number}")
        company = f"{_of(heads, number)} {_of(tails, number)}"
        company += _again(number, heads, tails)
        teller, size = teller_of(number, rng)
        people = [
            Person(f"{_of(first, at)} {_of(last, at)}{_again(at, first, last)}", company, role=role)
            for at, role in zip(range(made, made + size), _ROLES, strict=False)
        ]
        if size == 1 and teller.__name__ in {"network", "prospect"} and rng.random() < 0.3:
            people[0].company = None
        teller(people, rng, number)
        for person in people[: contacts - made]:
            rng = _chance(f"{seed} file {made}")
            fill(person, rng)
            text = file_text(person, rng)
            yield f"contacts/{_folder(teller.__name__)}{_slug(person.name)}.md", _typed(text, rng)
            made += 1
        number += 1


def _chance(seed: str) -> Random:
    # A text as seed gives the same numbers in every version of Python.
    return Random(seed)  # noqa: S311 - nothing here is a secret


_ROLES = ("Talent Partner", "Staff Engineer", "Principal Engineer", "Team Lead", "Director")


def _of(names: list[str], number: int) -> str:
    return names[number % len(names)]


def _again(number: int, some: list[str], others: list[str]) -> str:
    """Tells the second of a name from the first; the lists' lengths have no divisor in common."""
    times = number // (len(some) * len(others))
    return f" {'I' * (times + 1)}" if times else ""


def _folder(story: str) -> str:
    return {"job": "jobs/", "agency": "jobs/agencies/", "customer": "shop/"}.get(story, "")


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("Ø", "O"))
    return "-".join(
        "".join(one for one in word.casefold() if one.isascii() and one.isalnum())
        for word in plain.split()
    )


def _typed(text: str, rng: Random) -> bytes:
    """The bytes on disk, now and then with a mistake, or as another editor saves them."""
    if rng.randrange(BROKEN) == 0:
        return rng.choice(MISTAKES)(text)
    if rng.randrange(ODD) == 0:
        return rng.choice(
            (
                text.replace("\n", "\r\n").encode(),
                b"\xef\xbb\xbf" + text.encode(),
                text.rstrip("\n").encode(),
            )
        )
    return text.encode()


def _last_line(line: str) -> Callable[[str], bytes]:
    return lambda text: f"{text}{line}\n".encode()


def _top_line(line: str) -> Callable[[str], bytes]:
    return lambda text: text.replace("---\n", f"---\n{line}\n", 1).encode()


#: What goes wrong in files that people type; the first five cost more than a line.
MISTAKES: tuple[Callable[[str], bytes], ...] = (
    lambda text: text.replace("\n---\n", "\n", 1).encode(),
    lambda text: f"{text}Café\n".encode("latin-1", "replace"),
    lambda text: text.replace(
        "\n---\n", "\n<<<<<<< HEAD\nrole: Lead\n=======\nrole: Head\n>>>>>>> theirs\n---\n", 1
    ).encode(),
    lambda text: text[4:].encode(),
    lambda _: b"",
    _top_line("name: Somebody Else"),
    _top_line("compnay: Acme"),
    _top_line("birthday: 1999-02-30"),
    _top_line("timezone: Europe/Amsterdm"),
    _top_line("email: robin at vermeer"),
    _last_line("- 2026-02-30 call: the day after"),
    _last_line("- 2026-11-03 interveiw (video): went well"),
    _last_line("- 2026-11-03 call (rounnd 2): fine"),
    _last_line("- Nov 18 call: no year"),
    _last_line("- called, no idea when"),
)


def write(folder: Path, contacts: int, seed: int = SEED) -> int:
    """Write the workspace into a folder, and answer how many bytes its files have."""
    total = 0
    for path, data in workspace(contacts, seed):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        total += target.write_bytes(data)
    return total


def main(arguments: list[str]) -> int:
    """Write a workspace where the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument("--contacts", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    if options.folder.is_dir() and any(options.folder.iterdir()):
        parser.error(f"{options.folder} is not empty, and nothing in it shall be overwritten")
    size = write(options.folder, options.contacts, options.seed)
    sys.stdout.write(f"{options.contacts:,} contacts, {size:,} bytes in {options.folder}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
