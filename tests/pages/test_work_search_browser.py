"""The work-search log in a browser: two days, kept in the address, to print and to take away."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.building import build
from tests.chromium import OpenContext

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.browser

#: A formula, a name that begins like one, quotes, and all sorts of blanks and brackets.
HOSTILE = """---
name: "=HYPERLINK(\\"https://evil.example\\",\\"Dana\\")"
company: "+Acme, <b>&amp; Sons"
role: "a \\"chef\\""
position: "@Cook"
phone: +1 415 555 0100
email: dana@acme.example
---
## Log
- 2026-10-31 applied (online)
- 2026-11-01 call
- 2026-11-02 interview (video)
"""

#: Words as long as those of Dutch and German openings, and of names of companies.
LONG_WORDS = """---
name: Femke Bakker
company: Installatiebedrijf Vermeulen
position: Onderhoudsmonteur
phone: +31 10 555 0100
email: f.bakker@vermeulen.example
---
## Log
- 2026-10-30 applied (online)
- 2026-11-01 status-check (call, voicemail)
- 2026-11-04 missed call
"""

#: The words that stand on more than one line, but in the column of addresses.
BROKEN = """() => {
  const broken = [];
  const cells = ".log thead th, .log td:not(:nth-child(4)), .log tbody time";
  for (const cell of document.querySelectorAll(cells)) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/[^\\s-]+/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        const lines = new Set(Array.from(range.getClientRects(), one => Math.round(one.top)));
        if (lines.size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites `samples`, `hostile`, of hostile names, and `long-words`."""
    folder = tmp_path_factory.mktemp("logs")
    build(ROOT, folder / "samples")
    root = folder / "root"
    (root / "contacts").mkdir(parents=True)
    (root / "tracker.toml").write_text("as_of = 2026-11-20\n", encoding="utf-8")
    (root / "contacts" / "dana.md").write_text(HOSTILE, encoding="utf-8")
    build(root, folder / "hostile")
    (root / "contacts" / "dana.md").write_text(LONG_WORDS, encoding="utf-8")
    build(root, folder / "long-words")
    return folder


def address(sites: Path, site: str = "samples", behind: str = "") -> str:
    return (sites / site / "work-search.html").as_uri() + behind


def days(page: Page) -> list[str]:
    """The days of the rows that are shown, in their order."""
    found = page.eval_on_selector_all(
        ".log tbody time", "all => all.map((one) => one.getAttribute('datetime'))"
    )
    return [str(one) for one in found]


def weeks(page: Page) -> list[str]:
    return page.locator(".log .week").all_inner_texts()


def taken(page: Page) -> tuple[str, bytes]:
    """The CSV that the page makes: its name, and what is in it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of what is shown").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("site", ["samples", "hostile"])
def test_all_of_it_is_the_same_file_as_that_of_the_build(
    page: Page, sites: Path, site: str
) -> None:
    page.goto(address(sites, site))
    name, data = taken(page)
    assert name == "work-search.csv"
    assert data == (sites / site / "work-search.csv").read_bytes()
    # Sorted into weeks anew, it still is.
    page.get_by_label("Weeks begin on").select_option("Sunday")
    assert taken(page) == (name, data)


def test_two_days_choose_what_is_shown_and_stand_in_the_address(page: Page, sites: Path) -> None:
    page.goto(address(sites))
    every = days(page)
    assert every == sorted(every)
    expect(page.get_by_role("status").first).to_have_text(f"All {len(every)} activities")
    page.get_by_label("From").fill("2026-11-04")
    page.get_by_label("To", exact=True).fill("2026-11-10")
    chosen = [one for one in every if "2026-11-04" <= one <= "2026-11-10"]
    assert days(page) == chosen
    assert page.url.endswith("work-search.html#from=2026-11-04&to=2026-11-10")
    said = f"{len(chosen)} of {len(every)} activities"
    expect(page.get_by_role("status").first).to_have_text(said)
    assert page.inner_text("#period") == "Wed 4 Nov 2026 to Tue 10 Nov 2026"
    assert page.inner_text("#sum") == f"{len(chosen)} activities"
    assert [one.split("\t")[0].split("  ")[0][:27] for one in weeks(page)] == [
        "Mon 2 Nov – Sun 8 Nov 2026 ",
        "Mon 9 Nov – Sun 15 Nov 2026",
    ]
    name, data = taken(page)
    assert name == "work-search-2026-11-04-to-2026-11-10.csv"
    everything = (sites / "samples" / "work-search.csv").read_bytes().splitlines(keepends=True)
    assert data.splitlines(keepends=True) == [
        everything[0],
        *(one for one in everything[1:] if one[1:11].decode() in chosen),
    ]


def test_an_address_that_was_kept_shows_the_same_again(page: Page, sites: Path) -> None:
    page.goto(address(sites, behind="#from=2026-11-01&to=2026-11-14&weeks=sunday"))
    assert page.get_by_label("From").input_value() == "2026-11-01"
    assert [one[:27].strip() for one in weeks(page)] == [
        "Sun 1 Nov – Sat 7 Nov 2026",
        "Sun 8 Nov – Sat 14 Nov 2026",
    ]
    # Another address of this page, as from a bookmark; then one that leads to a place in it.
    page.evaluate("location.hash = 'from=2026-11-18'")
    page.wait_for_function("document.getElementById('log-weeks').value === 'monday'")
    assert set(days(page)) == {"2026-11-18"}
    page.evaluate("location.hash = 'main'")
    page.wait_for_function("location.hash === '#from=2026-11-18'")
    page.evaluate("location.hash = 'from=never&to='")
    page.wait_for_function("document.getElementById('log-from').value === ''")
    expect(page.get_by_role("status").first).to_contain_text("All ")


@pytest.mark.parametrize(
    ("preset", "begin", "end"),
    [
        ("This week", "2026-11-16", "2026-11-22"),
        ("Last week", "2026-11-09", "2026-11-15"),
        ("Last 4 weeks", "2026-10-19", "2026-11-15"),
        ("This month", "2026-11-01", "2026-11-30"),
        ("Last month", "2026-10-01", "2026-10-31"),
        ("All", "", ""),
    ],
)
def test_buttons_for_the_days_that_are_asked_for_most(
    page: Page, sites: Path, preset: str, begin: str, end: str
) -> None:
    # The samples are held on Friday, the 20th of November.
    page.goto(address(sites, behind="#from=2026-11-04"))
    page.get_by_role("button", name=preset, exact=True).click()
    assert page.get_by_label("From").input_value() == begin
    assert page.get_by_label("To", exact=True).input_value() == end


def test_the_last_week_of_an_office_that_counts_from_sunday(page: Page, sites: Path) -> None:
    page.goto(address(sites, behind="#weeks=sunday"))
    page.get_by_role("button", name="Last week").click()
    assert page.url.endswith("#from=2026-11-08&to=2026-11-14&weeks=sunday")


def test_where_nothing_is_between_two_days_it_says_so(page: Page, sites: Path) -> None:
    page.goto(address(sites, behind="#from=2020-01-01&to=2020-02-01"))
    assert days(page) == []
    expect(page.get_by_role("status").first).to_contain_text("None of ")
    assert page.inner_text("#sum") == "0 activities"
    page.get_by_label("To", exact=True).fill("2019-01-01")
    expect(page.get_by_role("status").first).to_contain_text("The first day comes after the last")


@pytest.mark.parametrize(
    ("behind", "period"),
    [
        # The samples are of the 12th of August to the 18th of November.
        ("#from=2026-11-09&to=2026-11-02", "none: the first day comes after the last"),
        ("#to=2020-01-01", "up to Wed 1 Jan 2020"),
        ("#from=2030-01-01", "from Tue 1 Jan 2030 on"),
        ("#from=2020-01-01&to=2020-02-01", "Wed 1 Jan 2020 to Sat 1 Feb 2020"),
    ],
)
def test_a_period_with_nothing_in_it_is_one_that_can_be(
    page: Page, sites: Path, behind: str, period: str
) -> None:
    page.goto(address(sites, behind=behind))
    page.emulate_media(media="print")
    expect(page.locator("#period")).to_have_text(period)
    expect(page.locator("#period")).to_be_visible()
    expect(page.locator(".log")).to_be_hidden()
    expect(page.locator("#sum")).to_have_text("0 activities")
    page.emulate_media(media="screen")
    expect(page.locator(".log")).to_be_hidden()
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.locator("#period")).to_have_text("Wed 12 Aug 2026 to Wed 18 Nov 2026")
    expect(page.locator(".log")).to_be_visible()


@pytest.mark.parametrize(
    ("behind", "period"),
    [
        ("#from=2026-11-04", "Wed 4 Nov 2026 to Wed 18 Nov 2026"),
        ("#to=2026-11-04", "Wed 12 Aug 2026 to Wed 4 Nov 2026"),
    ],
)
def test_one_day_leaves_the_other_to_the_rows(
    page: Page, sites: Path, behind: str, period: str
) -> None:
    page.goto(address(sites, behind=behind))
    expect(page.locator("#period")).to_have_text(period)


def test_today_is_the_readers_own_where_nothing_holds_it(page: Page, sites: Path) -> None:
    site = sites / "samples"
    text = (site / "work-search.html").read_text(encoding="utf-8")
    held = ' data-day="2026-11-20"'
    assert held in text
    (site / "free.html").write_text(text.replace(held, ""), encoding="utf-8")
    page.clock.install(time="2026-12-09T12:00:00Z")
    page.goto((site / "free.html").as_uri())
    page.get_by_role("button", name="Last week").click()
    assert page.get_by_label("From").input_value() == "2026-11-30"


def test_without_javascript_everything_is_there(open_context: OpenContext, sites: Path) -> None:
    page = open_context(java_script_enabled=False, accept_downloads=True).new_page()
    page.goto(address(sites))
    assert page.get_by_role("button").count() == 0
    assert page.locator(".log tbody tr:not(.week)").count() > 30
    assert page.locator(".log .week").count() > 10
    with page.expect_download() as download:
        page.get_by_role("link", name="All of it as CSV").click()
    assert download.value.suggested_filename == "work-search.csv"


def test_on_paper_it_is_the_record_alone(page: Page, sites: Path) -> None:
    page.goto(address(sites))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})
    for gone in (".top", ".filters", ".take", ".foot", ".as-of"):
        assert page.locator(gone).first.is_hidden(), gone
    expect(page.get_by_text("Signature")).to_be_visible()
    expect(page.locator(".claim")).to_contain_text("Marisol Brandt")
    expect(page.get_by_text("As of Fri 20 Nov 2026", exact=True)).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.get_by_text("As of Fri 20 Nov 2026", exact=True)).to_be_hidden()
    page.emulate_media(media="print")
    # A table at the width of a page, not the blocks of a phone; its headings repeat.
    assert page.eval_on_selector(".log thead", "(one) => getComputedStyle(one).display") == (
        "table-header-group"
    )
    assert page.eval_on_selector(".log td", "(one) => getComputedStyle(one).display") == (
        "table-cell"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 700


@pytest.mark.parametrize("site", ["samples", "long-words"])
@pytest.mark.parametrize(("medium", "width"), [("screen", 1280), ("screen", 1000), ("print", 718)])
def test_no_word_is_broken(
    open_context: OpenContext, sites: Path, site: str, medium: str, width: int
) -> None:
    """718 pixels are what A4 has between margins of a centimetre."""
    page = open_context(viewport={"width": width, "height": 900}).new_page()
    page.emulate_media(media="print" if medium == "print" else "screen")
    page.goto(address(sites, site))
    assert page.evaluate(BROKEN) == []
