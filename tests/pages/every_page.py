"""A site with a page of every kind: the samples, a broken file, and names that are hard to show."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.building import build

ROOT = Path(__file__).parents[2]

#: A page of every kind that a site has, by what it is.
KINDS: Mapping[str, str] = {
    "index": "index.html",
    "agenda": "agenda.html",
    "pipeline": "pipeline.html",
    "calendar": "calendar.html",
    "contacts": "contacts.html",
    "references": "references.html",
    "report": "report.html",
    "work-search log": "work-search.html",
    "problems": "problems.html",
    "contact": "contacts/acme/dana-whitfield.html",
    "contact with much to do": "contacts/agencies/imogen-hartley.html",
    "you": "contacts/me.html",
    "company": "companies/acme-robotics.html",
    "call sheet": "calls/jobs/colm-devaney",
    "letter": "letters/acme/mei-ling-tsao",
    "broken": "contacts/broken.html",
    "long": "contacts/long.html",
    "arabic": "contacts/arabic.html",
    "chinese": "contacts/chinese.html",
}

#: The pages of all, which a site has without a single contact too.
OF_ALL = tuple(list(KINDS.values())[:9])

_LONG = "Wolfeschlegelsteinhausenbergerdorff " * 4
_MORE = {
    "broken": """---
name: Bo
email: bo at example
---
## Log
- 2026-11-31 call: the day that never was
- 2026-11-12 interveiw
""",
    "long": f"""---
name: {_LONG}
company: {"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2}
role: {"Principal " * 20}
position: {"Senior Staff Engineer of Everything " * 6}
email: {"a" * 60}@{"b" * 60}.example
tags: [{"x" * 80}, one, two, three, four, five, six]
---
# {"A long heading " * 12}
## Log
- 2026-11-12 interview (video): {"https://example.com/" + "path/" * 60}
- 2026-11-13 call: `{"code" * 80}`
""",
    "arabic": """---
name: ليلى حداد
company: شركة النور للبرمجيات
role: مديرة الهندسة
position: مهندس منصات
email: layla@nour.example
---
التقينا في المعرض.
## Log
- 2026-11-17 interview (video): سألت عن الترحيل
- [ ] 2026-11-20 اتصل بها
""",
    "chinese": """---
name: 山田太郎
company: 東京ロボット株式会社
role: 採用担当
position: シニアエンジニア
phone: +81 3 5550 0100
timezone: Asia/Tokyo
---
## Log
- 2026-11-18 call: 来週またお電話します
- [ ] 2026-11-20 call: 面接の日程
""",
}


def write_workspace(root: Path) -> None:
    """The samples, and contacts whose pages are hard to lay out."""
    shutil.copytree(ROOT / "contacts", root / "contacts")
    shutil.copy(ROOT / "tracker.toml", root)
    for name, text in _MORE.items():
        (root / "contacts" / f"{name}.md").write_text(text, encoding="utf-8")


def build_every_page(root: Path) -> Path:
    """The site of such a workspace."""
    write_workspace(root)
    build(root)
    return root / "output"


def page_of(site: Path, kind: str) -> Path:
    """The page of a kind; the first of its folder, where it names one."""
    place = site / KINDS[kind]
    return min(place.glob("*.html")) if place.is_dir() else place


def pages_of(site: Path) -> Iterator[Path]:
    """All pages of a site."""
    return site.rglob("*.html")
