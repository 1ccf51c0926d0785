"""The same contacts give the same bytes: on another day's hashes, in another zone, anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import generator

ROOT = Path(__file__).parent.parent

#: What differs from one machine to the next. An ASCII locale shows where a file is read or written
#: in whatever encoding the machine prefers.
HERE = {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"}
ELSEWHERE = {
    "PYTHONHASHSEED": "2",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "tr_TR.UTF-8",
    "LANGUAGE": "tr",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}


def tracker(*args: str | Path, cwd: Path, **environment: str) -> bytes:
    """Run a command as a process of its own; what it printed."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
    process = subprocess.run(
        [sys.executable, "-m", "tracker", *map(str, args)],
        cwd=cwd,
        env=kept | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    # 1: problems were found, and the site was built all the same.
    assert process.returncode in {0, 1}, process.stderr.decode()
    return process.stdout


def files(folder: Path) -> dict[str, bytes]:
    found = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


def workspace_files() -> dict[str, bytes]:
    """The repository's own workspace, and nothing else of the repository."""
    contacts = {f"contacts/{path}": data for path, data in files(ROOT / "contacts").items()}
    return {"tracker.toml": (ROOT / "tracker.toml").read_bytes()} | contacts


def write(folder: Path, contents: dict[str, bytes]) -> Path:
    for path, data in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the samples, built here."""
    output = tmp_path_factory.mktemp("first") / "site"
    tracker("build", "--output", output, cwd=ROOT, **HERE)
    return output


def test_another_process_zone_locale_and_folder_give_the_same_bytes(
    first: Path, tmp_path: Path
) -> None:
    output = tmp_path / "elsewhere" / "a site"
    tracker("build", "--root", ROOT, "--output", output, cwd=tmp_path, **ELSEWHERE)
    assert files(output) == files(first)


def test_a_copy_of_the_workspace_gives_the_same_bytes(first: Path, tmp_path: Path) -> None:
    # Written the other way round: a folder lists its files in an order of its own.
    contents = dict(reversed(workspace_files().items()))
    copy = write(tmp_path / "Kopie für später", contents)
    tracker("build", cwd=copy, PYTHONHASHSEED="3", TZ="Asia/Kolkata")
    assert files(copy / "output") == files(first)
    again = tracker("build", cwd=copy, PYTHONHASHSEED="4", TZ="UTC").decode()
    assert " 0 written" in again


def test_many_contacts_with_mistakes_give_the_same_bytes(tmp_path: Path) -> None:
    sites = []
    for name, environment in (("one", HERE), ("two", ELSEWHERE)):
        root = tmp_path / name
        generator.write(root, 80)
        tracker("build", "--root", root, cwd=tmp_path, **environment)
        sites.append(files(root / "output"))
    assert sites[0] == sites[1]
    assert b"error" in sites[0]["problems.html"]


def test_what_would_differ_is_seen(first: Path, tmp_path: Path) -> None:
    # On another day the pages do differ: the comparison is none of a site with itself.
    output = tmp_path / "site"
    tracker("build", "--today", "2026-11-23", "--output", output, cwd=ROOT, **HERE)
    assert files(output) != files(first)


def test_the_sites_json_is_the_terminals(first: Path) -> None:
    printed = tracker("agenda", "--json", cwd=ROOT, **HERE | {"PYTHONUTF8": "1"}).decode()
    published = (first / "agenda.json").read_text(encoding="utf-8")
    assert json.loads(printed) == json.loads(published)
    assert printed.splitlines() == published.splitlines()
