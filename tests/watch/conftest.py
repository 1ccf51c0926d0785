"""What the tests of watching share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """A workspace with two contacts."""
    root = tmp_path / "work"
    (root / "contacts").mkdir(parents=True)
    (root / "contacts/a.md").write_text("a, as it was", encoding="utf-8")
    (root / "contacts/b.md").write_text("b, as it was", encoding="utf-8")
    return root
