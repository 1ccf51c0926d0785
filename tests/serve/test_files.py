"""What is served: the files of the site as they are, through no link, and whole."""

from __future__ import annotations

import os
import threading
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.serve.talk import PAGE, PATIENCE, ask, port_of, write
from tracker.serve import Announcement, SiteServer

links = pytest.mark.skipif(os.name == "nt", reason="needs leave to make links")


def test_a_page_is_served_with_its_script(server: SiteServer, site: Path) -> None:
    answer = ask(server)
    assert answer.status == 200
    assert answer.text.replace("José", "") != answer.text
    assert '<script src="/-/live.js" defer data-boot="' in answer.text
    assert (site / "agenda.html").read_text(encoding="utf-8") == PAGE


def test_the_root_is_the_index(shared: SiteServer) -> None:
    assert ask(shared, "/").body == ask(shared, "/index.html").body


def test_a_name_may_hold_any_letter(shared: SiteServer) -> None:
    assert ask(shared, "/contacts/acme/Jos%C3%A9%20100%25.html").status == 200
    assert ask(shared, "/~.html?x=1").status == 200


def test_the_script_is_served(shared: SiteServer) -> None:
    answer = ask(shared, "/-/live.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "EventSource" in answer.text


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.HTML", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("a.vcf", "text/vcard; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.json", "application/json"),
        ("a.png", "image/png"),
        ("a.ico", "image/x-icon"),
        ("a.woff2", "font/woff2"),
        ("a.htm", "application/octet-stream"),
        ("a.xml", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_each_kind_is_named_and_nothing_is_guessed(
    server: SiteServer, site: Path, name: str, kind: str
) -> None:
    write(site, name, "<p>x")
    answer = ask(server, f"/{name}")
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.body == b"<p>x" or kind.startswith("text/html")


@pytest.mark.parametrize(
    "target", ["/agenda.html", "/assets/style.css", "/no.html", "/.x", "/-/live.js"]
)
def test_every_answer_carries_the_headers(shared: SiteServer, target: str) -> None:
    headers = ask(shared, target).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Server" not in headers
    assert "Last-Modified" not in headers


@pytest.mark.parametrize(
    "target", ["/agenda.html", "/assets/style.css", "/no.html", "/.x", "/-/live.js"]
)
def test_head_is_get_without_the_body(shared: SiteServer, target: str) -> None:
    full, head = ask(shared, target), ask(shared, target, method="HEAD")
    assert head.body == b""
    assert head.status == full.status
    assert sorted(head.headers.items()) == sorted(full.headers.items())
    assert head.headers["Content-Length"] == str(len(full.body))


def test_one_connection_asks_many_times(shared: SiteServer) -> None:
    connection = HTTPConnection("127.0.0.1", port_of(shared), timeout=PATIENCE)
    sizes = set()
    for method in ("GET", "HEAD", "GET"):
        connection.request(method, "/no-such-page.html")
        sizes.add(len(connection.getresponse().read()))
    connection.close()
    assert len(sizes) == 2
    assert 0 in sizes


def test_a_missing_page_waits_for_its_return(shared: SiteServer) -> None:
    answer = ask(shared, "/contacts/acme/gone.html")
    assert answer.status == 404
    assert "No such page" in answer.text
    assert '<script src="/-/live.js"' in answer.text


@links
@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("is_folder", [True, False])
def test_no_link_is_followed(
    server: SiteServer,
    site: Path,
    inside: bool,  # noqa: FBT001
    is_folder: bool,  # noqa: FBT001
) -> None:
    outside = site.parent / "other"
    write(outside, "page.html", "a secret")
    write(site, "folder/page.html", "a page")
    home = site / "folder" if inside else outside
    link = site / "link"
    link.symlink_to(home if is_folder else home / "page.html")
    answer = ask(server, "/link/page.html" if is_folder else "/link")
    assert answer.status == 404
    assert "a secret" not in answer.text
    assert "a page" not in answer.text
    server.announce(Announcement(1), reload=True, kept={"link": b"x", "link/page.html": b"x"})
    assert ask(server, "/link").status == 404


@links
def test_a_link_that_leads_nowhere_or_round_is_no_page(server: SiteServer, site: Path) -> None:
    (site / "nowhere.html").symlink_to("not-there")
    (site / "round.html").symlink_to("round.html")
    assert ask(server, "/nowhere.html").status == 404
    assert ask(server, "/round.html").status == 404


@links
def test_the_site_itself_may_be_reached_through_a_link(site: Path) -> None:
    link = site.parent / "link"
    link.symlink_to(site)
    server = SiteServer(link, 0)
    server.start()
    try:
        assert ask(server).status == 200
    finally:
        server.stop()


@links
def test_a_site_that_has_become_a_link_is_not_followed(server: SiteServer, site: Path) -> None:
    site.rename(site.parent / "moved")
    write(site.parent / "other", "agenda.html", "a secret")
    site.symlink_to(site.parent / "other")
    assert ask(server).status == 404


@links
@pytest.mark.parametrize("changed", ["folder", "page", "pipe"])
def test_what_changes_between_the_look_and_the_opening_is_not_read(
    server: SiteServer, site: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    other = site.parent / "other"
    write(other, "page.html", "a secret")
    write(site, "folder/page.html", "a page")
    really_open = os.open

    def change_and_open(path: Path, flags: int) -> int:
        if changed == "folder":
            (site / "folder").rename(site / "old")
            (site / "folder").symlink_to(other)
        else:
            path.unlink()
        if changed == "page":
            path.symlink_to(other / "page.html")
        if changed == "pipe":
            os.mkfifo(path)
        return really_open(path, flags)

    monkeypatch.setattr("tracker.serve.files.os.open", change_and_open)
    answer = ask(server, "/folder/page.html")
    assert answer.status == 404
    assert "secret" not in answer.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_no_page_and_holds_nobody_up(server: SiteServer, site: Path) -> None:
    os.mkfifo(site / "pipe.html")
    assert ask(server, "/pipe.html").status == 404


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_what_cannot_be_read_is_no_page(server: SiteServer, site: Path) -> None:
    (site / "agenda.html").chmod(0)
    assert ask(server).status == 404


def test_a_site_may_come_later(tmp_path: Path) -> None:
    server = SiteServer(tmp_path / "later", 0)
    server.start()
    try:
        assert ask(server).status == 404
        write(tmp_path / "later", "agenda.html", PAGE)
        assert ask(server).status == 200
    finally:
        server.stop()


def test_kept_pages_stand_in_for_missing_ones(server: SiteServer, site: Path) -> None:
    page = PAGE.replace("José", "Ann").encode()
    kept = {"contacts/ann.html": page, "agenda.html": page, ".x.html": page, "../x.html": page}
    server.announce(Announcement(1, ("ann.md: broken",)), reload=False, kept=kept)
    answer = ask(server, "/contacts/ann.html")
    assert answer.status == 200
    assert "Agenda for Ann" in answer.text
    assert '<script src="/-/live.js"' in answer.text
    assert "José" in ask(server).text
    assert ask(server, "/.x.html").status == 404
    assert ask(server, "/../x.html").status == 404

    (site / "agenda.html").unlink()
    assert "Ann" in ask(server).text

    kept.clear()
    assert ask(server, "/contacts/ann.html").status == 200
    server.announce(Announcement(2), reload=True)
    assert ask(server, "/contacts/ann.html").status == 404


def test_a_page_replaced_while_it_is_fetched_is_never_torn(server: SiteServer, site: Path) -> None:
    # Long and short in turn, and each of one letter.
    pages = [bytes([65 + turn % 26]) * (200_000 if turn % 2 else 1_000) for turn in range(200)]
    write(site, "big.txt", pages[0])
    is_over = threading.Event()
    found: set[bytes] = set()
    torn: list[object] = []

    def fetch() -> None:
        try:
            while not is_over.is_set():
                answer = ask(server, "/big.txt")
                assert answer.status == 200
                assert len(answer.body) in {1_000, 200_000}
                assert answer.body == answer.body[:1] * len(answer.body)
                found.add(answer.body[:1])
        except BaseException as problem:  # noqa: BLE001 - told by the test, not by a thread
            torn.append(problem)

    readers = [threading.Thread(target=fetch) for _ in range(3)]
    for one in readers:
        one.start()
    for page in pages:
        write(site, "big.txt", page)
    is_over.set()
    for one in readers:
        one.join(PATIENCE)
    assert torn == []
    assert found
