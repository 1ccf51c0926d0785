"""The site in a real browser: from a folder and over http, with nothing refused or missed."""

from __future__ import annotations

import re
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.pages.sample_site import sample_world
from tracker.render import render_site

pytestmark = pytest.mark.browser

#: A script that says what the browser made of the page.
PROBE = """
addEventListener("load", function () {
  var style = getComputedStyle(document.body);
  var said = document.createElement("pre");
  said.id = "probe";
  var card = getComputedStyle(document.querySelector(".card"));
  said.textContent = [style.marginTop, card.borderLeftWidth,
    document.documentElement.scrollWidth <= innerWidth].join(" ");
  document.body.appendChild(said);
});
"""

#: What the agenda asks for beside its page.
AGENDA_FILES = {
    "/agenda-data.js",
    "/assets/agenda.js",
    "/assets/arrange.js",
    "/assets/calling.js",
    "/assets/days.js",
    "/assets/icon.svg",
    "/assets/clipboard.js",
    "/assets/keys.js",
    "/assets/search.js",
    "/assets/style.css",
}


class Quiet(SimpleHTTPRequestHandler):
    """Keeps what was asked for in `server.asked`, and says nothing."""

    def log_message(self, *_: object) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site, and pages of it with a script: among its files, or in the page itself."""
    folder = tmp_path_factory.mktemp("site")
    for one in render_site(sample_world().views(), None):
        file = folder / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.data)
    (folder / "assets" / "probe.js").write_text(PROBE, encoding="utf-8")
    page = (folder / "agenda.html").read_text(encoding="utf-8")
    for name, script in (
        ("measured.html", '<script src="assets/probe.js"></script>'),
        ("scripted.html", f"<script>{PROBE}</script><p onclick='alert(1)'></p>"),
    ):
        text = page.replace("</body>", f"{script}</body>")
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def http(site: Path) -> Iterator[tuple[str, list[str]]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", server.asked  # type: ignore[attr-defined]
    server.shutdown()
    thread.join()
    server.server_close()


def dump(chromium: str, url: str, profile: Path, width: int = 1280) -> tuple[str, list[str]]:
    """The page as the browser holds it after loading, and what it wrote to its console."""
    done = subprocess.run(
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--enable-logging=stderr", f"--user-data-dir={profile}",
            f"--window-size={width},900", "--virtual-time-budget=2000", "--dump-dom", url,
        ],
        capture_output=True, text=True, timeout=90, check=True,
    )  # fmt: skip
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


@pytest.mark.parametrize(
    "page",
    ["agenda.html", "contacts/agencies/luis.html", "report.html", "problems.html", "contacts.html"],
)
def test_pages_open_from_a_folder_without_a_word_on_the_console(
    chromium: str, site: Path, tmp_path: Path, page: str
) -> None:
    dom, console = dump(chromium, (site / page).as_uri(), tmp_path)
    assert "<h1>" in dom
    assert console == []


@pytest.mark.parametrize("width", [500, 1280])
def test_the_stylesheet_applies_from_a_folder(
    chromium: str, site: Path, tmp_path: Path, width: int
) -> None:
    dom, _ = dump(chromium, (site / "measured.html").as_uri(), tmp_path, width)
    assert probed(dom) == "0px 5px true"


def test_no_script_runs_that_is_written_into_a_page(
    chromium: str, site: Path, tmp_path: Path
) -> None:
    dom, console = dump(chromium, (site / "scripted.html").as_uri(), tmp_path)
    assert "<h1>" in dom
    assert probed(dom) == "the probe did not run"
    assert console
    assert all("Content Security Policy" in line for line in console)


def test_the_same_over_http_with_no_request_but_for_the_sites_own_files(
    chromium: str, http: tuple[str, list[str]], tmp_path: Path
) -> None:
    base, asked = http
    dom, _ = dump(chromium, f"{base}/scripted.html", tmp_path)
    assert probed(dom) == "the probe did not run"
    assert set(asked) <= {"/scripted.html", *AGENDA_FILES}
    assert "/assets/style.css" in asked


def test_the_agenda_over_http_asks_for_the_sites_own_scripts_and_no_more(
    chromium: str, http: tuple[str, list[str]], tmp_path: Path
) -> None:
    base, asked = http
    dom, console = dump(chromium, f"{base}/agenda.html", tmp_path)
    assert "<h1>" in dom
    assert console == []
    # Browsers need not ask for an icon.
    assert {"/agenda.html", *AGENDA_FILES} - set(asked) <= {"/assets/icon.svg"}
    assert set(asked) <= {"/agenda.html", *AGENDA_FILES}


def test_index_leads_on_to_the_agenda(chromium: str, site: Path, tmp_path: Path) -> None:
    dom, _ = dump(chromium, (site / "index.html").as_uri(), tmp_path)
    assert "Due now" in dom


def probed(dom: str) -> str:
    found = re.search(r'<pre id="probe">([^<]*)</pre>', dom)
    return found[1] if found else "the probe did not run"
