"""Sites that several tests of pages open on later days."""

from __future__ import annotations

import shutil

import pytest

from tests.benchmarks import generator
from tests.pages.built_once import ROOT, Made, made_of


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("samples")
    shutil.copytree(ROOT / "contacts", root / "contacts")
    shutil.copy(ROOT / "tracker.toml", root)
    return made_of(root)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Made:
    root = tmp_path_factory.mktemp("invented") / "root"
    generator.main([str(root), "--contacts", "300"])
    return made_of(root)
