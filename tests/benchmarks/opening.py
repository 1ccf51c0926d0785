"""How soon the agenda can be read: `python -m tests.benchmarks.opening`. Needs Chromium.

Builds the sites of generated workspaces, and opens each one's agenda from its folder: on the day it
was built for, and ten days later, when it arranges itself anew. Beside it a page with a single
sentence is opened by the same browser: what that takes is the browser's own. Times are medians, in
milliseconds from the beginning of the navigation; *readable* is the first contentful paint,
*settled* the end of the scripts, after which keys and clocks work. Ten days later the agenda is
*arranged* once what is on it then stands in the page.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from tests.benchmarks.generator import write
from tests.benchmarks.stories import TODAY
from tests.building import build
from tests.chromium import find, find_whole, launched

NUMBERS = (100, 1_000, 5_000)
TURNS = 15
DAYS_LATER = 10

BARE = "<!doctype html><meta charset=utf-8><title>Bare</title><p>Nothing is late.</p>"

#: The browser's clock, but for the day.
ANOTHER_DAY = """
(() => {
  const Real = Date;
  const ahead = %d - Real.now();
  window.Date = class extends Real {
    constructor(...given) {
      if (given.length) { super(...given); } else { super(Real.now() + ahead); }
    }
    static now() { return Real.now() + ahead; }
  };
  addEventListener("tracker:arranged", () => { window.arranged = performance.now(); }, true);
})()
"""

#: The paint is told a moment after it: whoever asks before is told then.
TIMES = """() => new Promise((done) => {
  new PerformanceObserver((seen, observer) => {
    const paint = seen.getEntriesByName("first-contentful-paint")[0];
    if (paint) {
      observer.disconnect();
      const [navigation] = performance.getEntriesByType("navigation");
      done([paint.startTime, navigation.domContentLoadedEventEnd, window.arranged || 0]);
    }
  }).observe({ type: "paint", buffered: true });
})"""


class Opening(NamedTuple):
    """How soon a page is there, in milliseconds."""

    readable: float
    settled: float
    arranged: float


def main(numbers: Sequence[int] = NUMBERS) -> int:
    """Measure, and print a table."""
    chromium = find_whole() or find()
    if chromium is None:
        sys.stderr.write("needs Chromium, and there is none on the PATH\n")
        return 1
    head = (
        *("contacts", "`agenda.html`", "compressed", "`agenda-data.js`", "readable", "settled"),
        *("later: readable", "arranged", "a bare page: readable"),
    )
    sys.stdout.write(f"| {' | '.join(head)} |\n|{' ---: |' * len(head)}\n")
    with launched(chromium) as browser:
        for number in numbers:
            with tempfile.TemporaryDirectory() as folder:
                sys.stdout.write(_row(number, _site(Path(folder), number), browser))
    return 0


def _site(folder: Path, number: int) -> Path:
    workspace, site = folder / "workspace", folder / "site"
    write(workspace, number)
    # A page that is held on its day does not arrange itself.
    settings = workspace / "tracker.toml"
    text = settings.read_text(encoding="utf-8").replace(f"as_of = {TODAY}\n", "")
    settings.write_text(text, encoding="utf-8")
    build(workspace, site, today=TODAY)
    (site / "bare.html").write_text(BARE, encoding="utf-8")
    return site


def _row(number: int, site: Path, browser: Browser) -> str:
    agenda, bare = site / "agenda.html", site / "bare.html"
    tabs = {days: _tab(browser, days) for days in (0, DAYS_LATER)}
    found: dict[str, list[Opening]] = {"now": [], "later": [], "bare": []}
    # In turns: what else the machine does meanwhile is shared by all. The first is for the browser,
    # which reads the letters of its fonts then.
    for _ in range(TURNS + 1):
        found["now"].append(_opened(tabs[0], agenda))
        found["later"].append(_opened(tabs[DAYS_LATER], agenda, is_later=True))
        found["bare"].append(_opened(tabs[0], bare))
    now, later, plain = (
        Opening(*map(statistics.median, zip(*some[1:], strict=True))) for some in found.values()
    )
    page = agenda.read_bytes()
    data = (site / "agenda-data.js").stat().st_size
    sizes = " | ".join(
        f"{one / 1000:,.0f} KB" for one in (len(page), len(gzip.compress(page)), data)
    )
    times = (now.readable, now.settled, later.readable, later.arranged, plain.readable)
    return f"| {number:,} | {sizes} | {' | '.join(f'{one:.0f} ms' for one in times)} |\n"


def _tab(browser: Browser, days: int) -> Page:
    """A tab of a browser whose day is so many after that of the build."""
    tab = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    noon = datetime.combine(TODAY + timedelta(days), time(12), UTC)
    tab.add_init_script(ANOTHER_DAY % (noon.timestamp() * 1000))
    return tab


def _opened(tab: Page, page: Path, *, is_later: bool = False) -> Opening:
    tab.goto(page.as_uri())
    if is_later:
        tab.wait_for_function("() => window.arranged")
    return Opening(*tab.evaluate(TIMES))


if __name__ == "__main__":
    sys.exit(main([int(one) for one in sys.argv[1:]] or NUMBERS))
