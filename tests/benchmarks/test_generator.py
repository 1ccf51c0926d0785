"""What is measured is believable: the same every time, read without a hitch, every rule at work."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest

from tests.benchmarks import floor, generator
from tests.whole import Workspace, build_site, load_workspace
from tracker.contact.fields import FIELDS
from tracker.contact.kinds import Kind
from tracker.diagnostics import Severity, errors

ROOT = Path(__file__).parents[2]


def files(folder: Path) -> dict[str, bytes]:
    found = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in found}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of 300 generated contacts."""
    root = tmp_path_factory.mktemp("large")
    generator.write(root, 300)
    return load_workspace(root)


def test_the_same_seed_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "tests.benchmarks.generator", "--contacts", "60")
    for name, hash_seed in (("one", "1"), ("two", "2")):
        subprocess.run(
            [*command, str(tmp_path / name)],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"},
            check=True,
            capture_output=True,
        )
    assert files(tmp_path / "one") == files(tmp_path / "two") == dict(generator.workspace(60))


def test_another_seed_gives_other_files() -> None:
    assert dict(generator.workspace(30, seed=1)) != dict(generator.workspace(30, seed=2))


def test_a_bigger_workspace_begins_with_the_smaller_one() -> None:
    smaller, bigger = dict(generator.workspace(100)), dict(generator.workspace(140))
    assert smaller.items() < bigger.items()


def test_every_contact_is_a_file_of_its_own() -> None:
    paths = [path for path, _ in generator.workspace(8_000)]
    assert len({path.casefold() for path in paths}) == len(paths) == 8_000 + len(("toml", "me"))


def test_the_generator_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit):
        generator.main([str(tmp_path), "--contacts", "5"])
    assert files(tmp_path) == {"mine.txt": b"mine"}


def test_thirty_contacts_build(tmp_path: Path) -> None:
    generator.write(tmp_path / "w", 30)
    workspace = load_workspace(tmp_path / "w")
    assert [one for one in workspace.problems if one.code == "internal-error"] == []
    build_site(workspace, tmp_path / "site")
    site = files(tmp_path / "site")
    assert len([one for one in site if one.startswith("contacts/")]) == 31


def test_the_floor_reads_and_copies_all(tmp_path: Path) -> None:
    generator.write(tmp_path / "w", 10)
    wanted = files(tmp_path / "w" / "contacts")
    assert floor.read(str(tmp_path / "w" / "contacts")) == sum(map(len, wanted.values()))
    floor.copy(str(tmp_path / "w"), str(tmp_path / "copy"))
    assert files(tmp_path / "copy") == files(tmp_path / "w")


def test_every_rule_has_somebody_to_remind_you_of(large: Workspace) -> None:
    firing = Counter(one.rule for one in large.derived.follow_ups)
    assert {rule.name for rule in large.rules} - firing.keys() == set()


def test_every_bucket_of_the_agenda_is_in_use(large: Workspace) -> None:
    agenda = large.agenda
    lists = {field.name: getattr(agenda, field.name) for field in fields(agenda)} | {"today": [0]}
    assert [name for name, items in lists.items() if not items] == []


def test_every_kind_of_entry_and_every_field_occurs(large: Workspace) -> None:
    kinds = {record.entry.kind for record in large.book.records}
    assert set(Kind) - kinds == set()
    keys = {key for one in large.book.contacts for key in one.places}
    assert FIELDS.keys() - keys == set()


def test_logs_are_as_long_as_promised(large: Workspace) -> None:
    lengths = [len(one.entries) + len(one.tasks) for one in large.book.contacts]
    assert 3 <= min(lengths) <= 5
    assert 20 <= max(lengths) <= 26
    assert any(one.body for record in large.book.records for one in (record.entry,))


def test_some_files_are_broken_and_most_are_not(large: Workspace) -> None:
    severities = Counter(one.severity for one in large.problems)
    assert set(severities) == set(Severity)
    broken = {one.path for one in errors(large.problems)}
    assert 3 <= len(broken) <= 15
