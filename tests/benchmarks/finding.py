"""How long the search box takes: `python -m tests.benchmarks.finding`. Needs Chromium.

Builds the site of a generated workspace, opens its agenda from the folder, and measures there:
from the first look at the box until something is found, and from each text that is typed until its
results stand in the page and are laid out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.generator import write
from tests.building import build
from tests.chromium import find, find_whole, launched

NUMBERS = (1_000, 5_000)

#: A letter, a beginning, names, slips, a number, words of logs, several words, and nothing.
TYPED = (
    *("a", "e", "ad", "ada", "bristlecone", "bristlecnoe", "migratoin", "the", "last year"),
    *("robot third floor", "555 0108", "+14155550108", "vip", "barros bristlecone", "zzzzzz"),
)
TURNS = 5

FIRST = """new Promise((done) => {
  const begin = performance.now(), box = document.querySelector(".find-box");
  new MutationObserver(() => {
    if (document.querySelector("#find-list a")) done(performance.now() - begin);
  }).observe(box.parentNode, { childList: true, subtree: true });
  box.focus(); box.value = "ada"; box.dispatchEvent(new Event("input"));
})"""
READY = "new Promise((done) => setTimeout(done, 2000))"
EACH = """(typed) => { const box = document.querySelector(".find-box");
  return typed.map((text) => {
    const begin = performance.now();
    box.value = text; box.dispatchEvent(new Event("input")); document.body.offsetHeight;
    return performance.now() - begin;
  });
}"""


def main(numbers: Sequence[int] = NUMBERS) -> int:
    """Measure, and print a table."""
    chromium = find_whole() or find()
    if chromium is None:
        sys.stderr.write("needs Chromium, and there is none on the PATH\n")
        return 1
    head = ("contacts", "`search-data.js`", "first results", "a search, median", "the slowest")
    sys.stdout.write(f"| {' | '.join(head)} |\n|{' ---: |' * len(head)}\n")
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "workspace"
            write(root, number)
            build(root, root / "output")
            sys.stdout.write(_row(number, root / "output", chromium))
    return 0


def _row(number: int, site: Path, chromium: str) -> str:
    firsts, found = [], []
    with launched(chromium) as browser:
        page = browser.new_page()
        for _ in range(TURNS):
            page.goto((site / "agenda.html").as_uri())
            firsts.append(float(page.evaluate(FIRST)))
            page.evaluate(READY)
            found += [float(one) for one in page.evaluate(EACH, TYPED)]
    size = (site / "search-data.js").stat().st_size / 1e6
    first, median = statistics.median(firsts), statistics.median(found)
    return (
        f"| {number:,} | {size:.1f} MB | {first:.0f} ms | {median:.1f} ms | {max(found):.1f} ms |\n"
    )


if __name__ == "__main__":
    sys.exit(main([int(one) for one in sys.argv[1:]] or NUMBERS))
