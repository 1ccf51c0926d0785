"""Call sheets and letters on paper: one page, A4 or Letter; a sheet however much the files say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, PdfMargins

from tests.building import build

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]

#: In millimetres, and as PDF counts them: 72 points an inch.
PAPERS = {"A4": (595, 842), "letter": (612, 792)}

#: What Chromium leaves free on each side, where somebody prints and changes nothing.
MARGIN: PdfMargins = {"top": "1cm", "right": "1cm", "bottom": "1cm", "left": "1cm"}

LONG = "They asked about everything there is to ask, and then about the rest of it. "
ME = f"""---
name: Marisol Brandt
phone: {{mobile: +1 303 555 0142, landline: +1 720 555 0118, office: +1 720 555 0119}}
email: marisol@brandt.example
address: 1482 Larimer Alley, Denver CO 80205
website: https://brandt.example
linkedin: https://linkedin.example/in/marisol-brandt
---
## Pitch
{LONG * 60}

## Qualifications
### Senior Platform Engineer
{"".join(f"- {LONG * 5}{chr(10)}" for _ in range(20))}
"""
DETAILS = "".join(
    f"  - {label}: {LONG * 6}\n" for label in ("open", "clarify", "promised", "ask") * 5
)
DANA = f"""---
name: Dana Whitfield
company: Acme Robotics and Several Daughters of the Very Long Name
role: Engineering Manager, Platform, Tools and Everything Else
position: Senior Platform Engineer
phone: {{mobile: +1 415 555 0100, work: +1 415 555 0199, desk: +1 415 555 0198}}
address: 1 Foundry Way, Oakland CA 94607
timezone: Asia/Tokyo
prefers: call
pronounced: WIT-field
---
## Log
- 2026-11-02 applied: {LONG * 20}
- 2026-11-10 interview (video, with Luis Ortega and Mei Tsao, round 1): {LONG * 40}
{DETAILS}
- 2026-11-18 email: {LONG * 40}
- 2026-11-19 offer (call): {LONG * 40}
- 2026-11-26 14:30 interview (call, with Luis Ortega and Mei Tsao, theirs, round 2): {LONG * 9}
{DETAILS}
- [ ] 2026-11-30 call: {LONG * 3}
"""


#: As long as a letter may be before it is said to be too long, to somebody with a long address.
WORDS = "\n\n".join(" ".join(["word"] * 50) for _ in range(4))
LETTER = f"---\n---\n{{{{ greeting }}}}\n\n{WORDS}\n\nYours sincerely,\n{{{{ signature }}}}\n"
LOU = """---
name: Lou Ada Featherstonehaugh-Cholmondeley
company: The Very Long Name Company and Sons, Purveyors of Names
position: Senior Platform Engineer
address: |
  The Old Mill
  Second Floor, Room 214
  17 Upper Sheep Street
  Bicester
  Oxfordshire OX26 6JF
  United Kingdom
prefers: letter
---
## Log
- 2026-11-18 interview (video)
"""


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    """The size of each page of a PDF that Chromium wrote, in points.

    Its page objects stand in the open; only what is drawn on them is compressed.
    """
    objects = re.findall(rb"\d+ 0 obj\s*<<(.*?)endobj", pdf, re.DOTALL)
    pages = [one for one in objects if re.search(rb"/Type\s*/Page\b", one)]
    # Of many pages a part is counted by itself as well.
    counted = [int(one) for one in re.findall(rb"/Type\s*/Pages\s[^>]*/Count\s+(\d+)", pdf)]
    assert max(counted) == len(pages)
    boxes = [re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", one) for one in pages]
    return [(round(float(box[1])), round(float(box[2]))) for box in boxes if box is not None]


def printed(page: Page, file: Path) -> bytes:
    """A page of the site as Chromium prints it, on the paper that its style asks for."""
    page.goto(file.as_uri())
    return page.pdf(prefer_css_page_size=True, margin=MARGIN)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Two sites on each paper: the repository's own contacts, and files that say a great deal."""
    long = tmp_path_factory.mktemp("long")
    (long / "contacts").mkdir()
    (long / "contacts" / "me.md").write_text(ME, encoding="utf-8")
    (long / "contacts" / "dana.md").write_text(DANA, encoding="utf-8")
    (long / "contacts" / "lou.md").write_text(LOU, encoding="utf-8")
    messages = long / "site_templates" / "messages"
    messages.mkdir(parents=True)
    (messages / "thank-you-interview.letter.md").write_text(LETTER, encoding="utf-8")
    (long / "tracker.toml").write_text("as_of = 2026-11-20\n", encoding="utf-8")
    found = {}
    for paper in PAPERS:
        for name, root in (("long", long), ("samples", ROOT)):
            output = tmp_path_factory.mktemp("sites") / f"{name}-{paper}"
            build(root, output)
            style = output / "assets" / "style.css"
            # The command line has no choice of paper; a stylesheet has.
            style.write_bytes(style.read_bytes() + f"@page {{ size: {paper}; }}\n".encode())
            found[f"{name} {paper}"] = output
    return found


SHEETS = {
    "a call": "samples calls/jobs/sunniva-berg/respond-to-offer-2026-11-18.html",
    "an interview": "samples calls/agencies/imogen-hartley/prepare-interview-2026-11-24.html",
    "a long call": "long calls/dana/respond-to-offer-2026-11-19.html",
    "a long task": "long calls/dana/manual-2026-11-30.html",
    "a long interview": "long calls/dana/prepare-interview-2026-11-26.html",
}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_a_call_sheet_prints_to_one_page(
    page: Page, sites: Mapping[str, Path], paper: str, sheet: str
) -> None:
    name, _, path = sheet.partition(" ")
    pdf = printed(page, sites[f"{name} {paper}"] / path)
    assert pages_of(pdf) == [PAPERS[paper]]


LETTERS = {
    "a thank-you": "samples letters/acme/mei-ling-tsao/thank-you-interview-2026-11-18.html",
    "one instead of mail": "samples letters/jobs/renata-quiroga/answer-rejection-2026-11-19.html",
    "a long one": "long letters/lou/thank-you-interview-2026-11-18.html",
}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_letter_prints_to_one_page(
    page: Page, sites: Mapping[str, Path], paper: str, letter: str
) -> None:
    name, _, path = letter.partition(" ")
    pdf = printed(page, sites[f"{name} {paper}"] / path)
    assert pages_of(pdf) == [PAPERS[paper]]


def test_a_letter_of_more_than_a_page_is_not_cut(page: Page, sites: Mapping[str, Path]) -> None:
    letter = sites["long A4"] / "letters" / "lou" / "thank-you-interview-2026-11-18.html"
    text = letter.read_text(encoding="utf-8")
    longer = letter.with_name("longer.html")
    longer.write_text(text.replace("Yours sincerely", f"{LONG * 60} Yours"), encoding="utf-8")
    assert len(pages_of(printed(page, longer))) == 2


def test_pages_are_counted(page: Page, sites: Mapping[str, Path]) -> None:
    pdf = printed(page, sites["samples A4"] / "agenda.html")
    assert len(pages_of(pdf)) > 1
