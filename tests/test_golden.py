"""The site of the repository's own contacts, kept to be compared: what a change does to the pages
is read as a diff, and kept with `pytest tests/test_golden.py --update-golden`.

Kept whole are the pages that show the most; of the others their hash, in the MANIFEST.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest

from tests.building import build

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "site"
MANIFEST = "MANIFEST"

KEPT = (
    "agenda.html",
    "agenda.ics",
    "agenda.json",
    "calendar.html",
    "calls/agencies/imogen-hartley/prepare-interview-2026-11-24.html",
    "calls/jobs/sunniva-berg/respond-to-offer-2026-11-18.html",
    "companies/acme-robotics.html",
    "contacts.html",
    "contacts/acme/dana-whitfield.html",
    "contacts/agencies/imogen-hartley.html",
    "contacts/customers/gus-pappas.html",
    "index.html",
    "pipeline.html",
    "problems.html",
    "references.html",
    "report.html",
    "search-data.js",
    "work-search.csv",
    "work-search.html",
)

#: How much of a difference is shown: its beginning tells what it is.
LINES_SHOWN = 60

Site = Mapping[str, bytes]


def files(folder: Path) -> dict[str, bytes]:
    found = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def golden_files(site: Site) -> dict[str, bytes]:
    """What is kept of a site: some pages, and a list of them all."""
    return {MANIFEST: manifest(site).encode()} | {path: site[path] for path in KEPT if path in site}


def manifest(site: Site) -> str:
    """Every path with a short hash; stylesheet and pictures, which come as they are, without."""
    lines = []
    for path, data in sorted(site.items()):
        digest = "-" if path.startswith("assets/") else hashlib.sha256(data).hexdigest()[:12]
        lines.append(f"{digest:12} {path}\n")
    return "".join(lines)


def differences(path: str, golden: Site, now: Site) -> str:
    """The beginning of the difference that a change makes to a file; empty where it makes none."""
    before, after = (site.get(path, b"").decode() for site in (golden, now))
    if before == after and (path in golden) == (path in now):
        return ""
    lines = list(
        unified_diff(
            before.splitlines(),
            after.splitlines(),
            f"golden/{path}" if path in golden else "(nothing)",
            f"built/{path}" if path in now else "(nothing)",
            lineterm="",
            n=1,
        )
    ) or [f"{path}: the ends of its lines differ"]
    left = len(lines) - LINES_SHOWN
    more = [f"… and {left} lines more"] if left > 0 else []
    return "\n".join([*islice(lines, LINES_SHOWN), *more])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Site:
    """What is to be compared of the site as it is built now; kept first, where that was asked."""
    output = tmp_path_factory.mktemp("golden") / "site"
    build(ROOT, output)
    now = golden_files(files(output))
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, data in now.items():
            target = GOLDEN / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return now


@pytest.mark.parametrize("path", [*KEPT, MANIFEST])
def test_the_samples_build_what_was_reviewed(path: str, built: Site) -> None:
    found = differences(path, files(GOLDEN), built)
    if found:
        hint = "Look through it; `pytest tests/test_golden.py --update-golden` keeps it."
        pytest.fail(f"{found}\n{hint}", pytrace=False)


def test_what_is_kept_is_built(built: Site) -> None:
    assert set(built) == {*KEPT, MANIFEST}
    assert set(files(GOLDEN)) == set(built)


def test_nothing_of_this_machine_is_in_it(built: Site) -> None:
    # Paths are relative to the workspace: otherwise nobody else could compare.
    assert [path for path, data in built.items() if str(ROOT).encode() in data] == []


def test_a_difference_is_shown_from_its_beginning() -> None:
    golden = {"a": b"one\ntwo\n", "gone": b"x\n"}
    now = {"a": b"one\nthree\n", "new": b"".join(b"%d\n" % number for number in range(200))}
    assert differences("a", golden, golden) == ""
    assert differences("a", golden, now).splitlines()[-3:] == [" one", "-two", "+three"]
    assert differences("gone", golden, now).splitlines()[-1] == "-x"
    shown = differences("new", golden, now).splitlines()
    assert len(shown) == LINES_SHOWN + 1
    assert shown[-1] == "… and 143 lines more"
    assert differences("a", golden, {"a": b"one\r\ntwo\r\n"}) == "a: the ends of its lines differ"
    assert differences("empty", {}, {"empty": b""}) != ""
    assert "b" * 3 in manifest({"b" * 3: b"1"})
    assert manifest({"a": b"1"}) != manifest({"a": b"2"})
    assert manifest({"assets/a": b"1"}) == manifest({"assets/a": b"2"})
