"""Every local link and picture in the documentation leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\]\(([^)#\s]+)")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_local_links_lead_somewhere(page: Path) -> None:
    fences = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
    links = LINK.findall(re.sub(r"`[^`\n]*`", "", fences.sub("", page.read_text("utf-8"))))
    local = [link for link in links if ":" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []
