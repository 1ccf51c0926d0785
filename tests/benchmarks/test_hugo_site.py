"""The Hugo site has the same contacts, and as many pages as it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.benchmarks import generator, hugo_site
from tests.benchmarks.processes import Runner

FINE = b"---\nname: A\ncompany: Acme\n---\nAbout.\n\n## Log\n- 2026-01-01 call (at Beta B.V.): hm\n"


@pytest.mark.parametrize(
    "data",
    [
        FINE,
        b"\xef\xbb\xbf" + FINE.replace(b"\n", b"\r\n"),
        b"",
        b"no front matter\n",
        b"---\nbirthday: 1999-02-30\n---\n",
    ],
)
def test_what_hugo_can_read_stays_as_it_is(data: bytes) -> None:
    assert hugo_site.mend(data) == data


@pytest.mark.parametrize(
    "data",
    [
        b"---\nname: A\nnever closed\n",
        b"---\nname: A\n<<<<<<< HEAD\nrole: Lead\n=======\nrole: Head\n>>>>>>> x\n---\n",
        "---\nname: José\n---\n".encode("latin-1"),
        b"---\njust words\n---\n",
    ],
)
def test_what_hugo_cannot_read_is_left_out(data: bytes) -> None:
    assert hugo_site.mend(data) is None


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_of_a_key_that_stands_twice_the_first_stays(end: bytes) -> None:
    twice = b"---\nname: A\nname: B\nrole: C\nrole: D\n---\nbody\n".replace(b"\n", end)
    once = b"---\nname: A\nrole: C\n---\nbody\n".replace(b"\n", end)
    assert hugo_site.mend(twice) == once


def test_companies_are_those_of_front_matter_and_log() -> None:
    assert hugo_site.companies(FINE) == ["Acme"]
    assert hugo_site.companies(b"") == []
    assert list(hugo_site.mentions(FINE)) == ["Beta B.V."]
    log = b"### 2026-01-02 10:00 interview (video, for Engineer at Acme, round 1)\n(at home)\n"
    assert list(hugo_site.mentions(log)) == ["Acme"]
    assert list(hugo_site.mentions(b"- 2026-01-02 call: met (at Acme)\n")) == []


def test_the_site_has_the_files_byte_for_byte(tmp_path: Path) -> None:
    root, site = tmp_path / "w", tmp_path / "site"
    (root / "contacts" / "jobs").mkdir(parents=True)
    (root / "contacts" / "a.md").write_bytes(FINE)
    (root / "contacts" / "jobs" / "b.md").write_bytes(FINE.replace(b"Acme", b"ACME"))
    (root / "contacts" / "c.md").write_bytes(b"---\nname: C\n")
    (root / "contacts" / "d.md").write_bytes(b"---\nname: D\nname: E\n---\n")
    assert hugo_site.make(root, site) == hugo_site.Made(3, 2, mended=1, left_out=1)
    content = site / "content"
    assert (content / "contacts" / "jobs" / "b.md").read_bytes() == FINE.replace(b"Acme", b"ACME")
    term = (content / "company" / "beta-b-v" / "_index.md").read_text(encoding="utf-8")
    people = "people:\n- /contacts/a.md\n- /contacts/jobs/b.md\n"
    assert term == f"---\n{people}title: Beta B.V.\n---\n"
    assert not (content / "company" / "acme").exists()


def test_hugo_makes_each_page(tmp_path: Path) -> None:
    hugo = shutil.which("hugo")
    if hugo is None:
        pytest.skip("needs hugo, and there is none on the PATH")
    root, site = tmp_path / "w", tmp_path / "site"
    # The first so many have a file that is left out, and one that is mended.
    generator.write(root, 60)
    made = hugo_site.make(root, site)
    assert made.contacts + made.left_out == 60 + len(("me",))
    runner = Runner(tmp_path / "cache")
    runner.forget()
    runner.run(hugo_site.command(hugo, site), expected=(0,))
    assert hugo_site.count(site) == (made.contacts, made.companies)
    public = site / hugo_site.PAGES
    everyone = (public / "contacts.html").read_text(encoding="utf-8")
    assert everyone.count('<th scope="row">') == made.contacts
    assert not list(public.rglob("*.xml"))
    hugo_site.clean(site)
    assert not public.exists()
