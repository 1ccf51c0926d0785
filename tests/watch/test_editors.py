"""Every way in which an editor saves a file is seen, once, and only when it is done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.watch.desk import at_work

SAVES = 5


def in_place(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        half = len(text) // 2
        file.write(text[:half])
        file.flush()
        file.write(text[half:])


def vs_code(path: Path, text: str) -> None:
    with path.open("r+", encoding="utf-8") as file:
        file.truncate(0)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def rename_over(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def rename_a_hidden_file_over(path: Path, text: str) -> None:
    # As GNOME's editor, and rsync, do.
    temporary = path.with_name(".goutputstream-X1Y2Z3")
    temporary.write_text(text, encoding="utf-8")
    temporary.chmod(0o644)
    temporary.replace(path)


def vim(path: Path, text: str) -> None:
    swap = path.with_name(f".{path.name}.swp")
    swap.write_text("swap", encoding="utf-8")
    probe = path.with_name("4913")
    probe.touch()
    probe.unlink()
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    in_place(path, text)
    path.chmod(0o644)
    backup.unlink()
    swap.unlink()


def emacs(path: Path, text: str) -> None:
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("someone@somewhere.1234:5678")
    shutil.copy2(path, path.with_name(f"{path.name}~"))
    in_place(path, text)
    lock.unlink()


def temporary_elsewhere(path: Path, text: str) -> None:
    folder = path.parents[1] / "temporary"
    folder.mkdir(exist_ok=True)
    rename_me = folder / "k3j2h1"
    rename_me.write_text(text, encoding="utf-8")
    rename_me.replace(path)


def jetbrains(path: Path, text: str) -> None:
    new = path.with_name(f"{path.name}___jb_tmp___")
    old = path.with_name(f"{path.name}___jb_old___")
    new.write_text(text, encoding="utf-8")
    path.rename(old)
    new.rename(path)
    old.unlink()


def delete_and_write(path: Path, text: str) -> None:
    path.unlink()
    in_place(path, text)


@pytest.mark.parametrize(
    "save",
    [
        in_place,
        vs_code,
        rename_over,
        rename_a_hidden_file_over,
        vim,
        emacs,
        temporary_elsewhere,
        jetbrains,
        delete_and_write,
    ],
)
def test_a_save_is_one_rebuild(root: Path, save: Callable[[Path, str], None]) -> None:
    with at_work(root) as desk:
        for number in range(SAVES):
            text = f"save {number}\n" * (number + 1) * 100
            save(desk.contacts / "a.md", text)
            assert desk.settle() == (("contacts/a.md",),)
            assert desk.builder.content("contacts/a.md") == text
        desk.hear_all()


@pytest.mark.parametrize("save", [in_place, rename_over, vim, temporary_elsewhere, jetbrains])
def test_a_save_in_real_time_is_seen(root: Path, save: Callable[[Path, str], None]) -> None:
    with at_work(root, is_clock_real=True) as desk:
        for number in range(SAVES):
            save(desk.contacts / "a.md", f"save {number}")
            desk.wait_for("contacts/a.md", f"save {number}")


def test_saving_several_files_at_once_is_one_rebuild(root: Path) -> None:
    with at_work(root) as desk:
        vim(desk.contacts / "a.md", "a")
        jetbrains(desk.contacts / "b.md", "b")
        assert desk.settle() == (("contacts/a.md", "contacts/b.md"),)
