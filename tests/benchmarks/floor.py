"""The least that any build must do: read the same files, and write the same pages as plain copies.

`python floor.py ROOT SITE TARGET` reads every file of ROOT/contacts, then copies each of SITE to
TARGET, which must not exist; without the last two it only reads. It imports next to nothing, since
it stands for the floor below which no program in Python can go.
"""

from __future__ import annotations

import os
import sys


def read(folder: str) -> int:
    """Read every file below a folder; how many bytes."""
    total = 0
    for here, _, names in os.walk(folder):
        for name in names:
            with open(f"{here}/{name}", "rb") as file:  # noqa: PTH123 - pathlib costs an import
                total += len(file.read())
    return total


def copy(site: str, target: str) -> int:
    """Write every file below `site` again below `target`; how many bytes."""
    total = 0
    for here, _, names in os.walk(site):
        there = target + here[len(site) :]
        os.mkdir(there)  # noqa: PTH102
        for name in names:
            with open(f"{here}/{name}", "rb") as file:  # noqa: PTH123
                data = file.read()
            with open(f"{there}/{name}", "wb") as file:  # noqa: PTH123
                total += file.write(data)
    return total


if __name__ == "__main__":
    read(sys.argv[1] + "/contacts")
    if sys.argv[2:]:
        copy(sys.argv[2], sys.argv[3])
