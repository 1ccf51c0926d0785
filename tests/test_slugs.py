"""File names of pages: verbatim where a file system allows it, and one page to each."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.slugs import (
    LONGEST_PART,
    collisions,
    company_slugs,
    contact_id,
    folded,
    follow_up_path,
    page_href,
    page_path,
    page_slug,
)

COMPOSED, DECOMPOSED = "Jos\u00e9", "Jose\u0301"

texts = st.text(min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("path", "contact"),
    [
        ("contacts/me.md", "me"),
        ("contacts/Acme/Dana Whitfield.MD", "Acme/Dana Whitfield"),
        (f"contacts/{DECOMPOSED}.md", COMPOSED),
        ("contacts/contacts/x.md", "contacts/x"),
        ("contacts/a.md.md", "a.md"),
    ],
)
def test_ids(path: str, contact: str) -> None:
    assert contact_id(path) == contact


@pytest.mark.parametrize(
    "ordinary",
    [
        "me",
        "acme/dana-whitfield",
        "Dana Whitfield",
        COMPOSED,
        "C++ & C# (50%)",
        "o'neil, s. {jr}",
        "王小明",
        "a/b/c/d",
        "Sammy Davis Jr.",
        "index",
        "console",
        "com10",
        "-dash-",
    ],
)
def test_an_ordinary_id_is_its_own_page(ordinary: str) -> None:
    assert page_slug(ordinary) == ordinary
    assert page_path(ordinary) == f"contacts/{ordinary}.html"


@pytest.mark.parametrize(
    ("contact", "slug"),
    [
        ("a:b", "a-b"),
        ('<a> "b" | c? *', "-a- -b- - c- -"),
        ("a\\b", "a-b"),
        ("tab\there", "tab-here"),
        ("bell\x07", "bell-"),
        ("folder./x", "folder-/x"),
        ("folder .. /x", "folder----/x"),
        ("../x", "--/x"),
        ("", "-"),
        ("con", "con_"),
        ("CON", "CON_"),
        ("aux.old", "aux_.old"),
        ("Nul /lpt1/x", "Nul-/lpt1_/x"),
        ("com¹", "com¹_"),
        (DECOMPOSED, COMPOSED),
    ],
)
def test_only_what_some_file_system_cannot_hold_is_replaced(contact: str, slug: str) -> None:
    assert page_slug(contact) == slug


def test_an_over_long_part_is_cut_and_told_apart_from_others() -> None:
    one, other = "é" * 100 + "1", "é" * 100 + "2"
    slugs = {page_slug(one), page_slug(other)}
    assert len(slugs) == 2
    for slug in slugs:
        assert len(slug.encode()) <= LONGEST_PART
        assert slug.startswith("é" * 50)
    assert page_slug("x" * LONGEST_PART) == "x" * LONGEST_PART


@given(texts)
def test_any_id_gives_a_path_that_windows_could_hold(contact: str) -> None:
    for part in page_path(contact).split("/"):
        assert part
        assert not part.endswith((".", " "))
        assert not set(part) & set('<>:"\\|?*\0\n\x1f')
        assert len(part.encode()) <= 255
        assert part.partition(".")[0].rstrip().casefold() not in {"con", "nul", "com1", "aux"}


@given(texts)
def test_a_link_leads_to_the_page(contact: str) -> None:
    path = page_path(contact)
    assert unquote(page_href(path)) == path
    assert page_href(path).isascii()


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("contacts/C++ & C#?.html", "contacts/C%2B%2B%20%26%20C%23%3F.html"),
        ("contacts/50%.html", "contacts/50%25.html"),
        (f"contacts/{COMPOSED}.html", "contacts/Jos%C3%A9.html"),
        ("javascript:x.html", "javascript%3Ax.html"),
    ],
)
def test_links_are_percent_encoded(path: str, href: str) -> None:
    assert page_href(path) == href


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("contacts/Ann.md", "contacts/ann.md"),
        ("contacts/ann.MD", "contacts/ann.md"),
        ("contacts/GROSS.md", "contacts/groß.md"),
        (f"contacts/{DECOMPOSED}.md", f"contacts/{COMPOSED}.md"),
        ("contacts/a-b.md", "contacts/a:b.md"),
        ("contacts/con.md", "contacts/con_.md"),
        ("contacts/A/x.md", "contacts/a/x.md"),
        ("contacts/ann.html/bob.md", "contacts/ann.md"),
    ],
)
def test_two_files_with_one_page_are_an_error_on_the_second(first: str, second: str) -> None:
    [problem] = collisions([second, first, "contacts/other.md"])
    assert str(problem) == (
        f"{second}:1:1: error[same-page] The page of this file would take the place of the page of "
        f"{first}."
    )
    assert problem.hint == "Give one of the two files another name."


def test_a_third_file_of_the_same_page_is_an_error_too() -> None:
    found = collisions(["contacts/ANN.md", "contacts/Ann.md", "contacts/ann.md"])
    assert [one.path for one in found] == ["contacts/Ann.md", "contacts/ann.md"]


def test_files_that_are_merely_alike_are_no_error() -> None:
    assert collisions(["contacts/a b.md", "contacts/a-b.md", "contacts/a/b.md"]) == ()
    assert collisions(["contacts/ann/bob.md", "contacts/ann.md"]) == ()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Acme Robotics", "acme-robotics"),
        ("  Acme   Robotics ", "acme-robotics"),
        ("ACME robotics", "acme-robotics"),
        ("Hewlett-Packard", "hewlett-packard"),
        ("Møller & Søn", "møller-søn-"),
        ("株式会社", "株式会社"),
        ("हिन्दी", "हिन्दी"),
        ("C++", "c-"),
        ("C#", "c-"),
        ("con", "con_"),
        ("../../etc", "etc-"),
        ("Acme deadbeef", "acme-deadbeef-"),
    ],
)
def test_a_companys_slug_is_readable(name: str, slug: str) -> None:
    found = company_slugs([name])[name]
    if slug.endswith("-"):
        stem, _, short_hash = found.rpartition("-")
        assert f"{stem}-" == slug
        assert len(short_hash) == 8
        assert set(short_hash) <= set("0123456789abcdef")
    else:
        assert found == slug


def test_companies_that_differ_in_signs_alone_have_pages_of_their_own() -> None:
    names = ["C", "C++", "C#", "c-", "!!!", "???", "Acme, Inc.", "Acme Inc", "Acme-Inc"]
    slugs = company_slugs(names)
    assert len({folded(one) for one in slugs.values()}) == len(names)
    assert slugs["C"] == "c"
    assert slugs["Acme Inc"] == "acme-inc"


def test_names_of_one_company_in_different_case_share_a_page() -> None:
    slugs = company_slugs(["Acme", "ACME", "acme "])
    assert set(slugs.values()) == {"acme"}


def same_company(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name.lower()).split())


@given(st.lists(texts, max_size=8, unique_by=same_company))
def test_companies_never_share_a_page(names: list[str]) -> None:
    slugs = company_slugs(names)
    assert slugs.keys() == set(names)
    assert len({folded(one) for one in slugs.values()}) == len(names)
    for slug in slugs.values():
        assert slug == page_slug(slug)
        assert "/" not in slug


@given(st.text(alphabet="aB+#& é", min_size=1, max_size=8), st.lists(texts, max_size=5))
def test_a_companys_slug_does_not_depend_on_the_others(name: str, others: list[str]) -> None:
    assert company_slugs([name])[name] == company_slugs([*others, name])[name]


@given(st.lists(texts, max_size=6, unique=True), st.lists(texts, max_size=6, unique=True))
def test_pages_of_follow_ups_never_share_a_path(ids: list[str], names: list[str]) -> None:
    ids = [one for one in ids if not collisions([f"contacts/{each}.md" for each in ids])]
    paths = [follow_up_path("calls", one, name) for one in ids for name in names]
    assert len({folded(path) for path in paths}) == len(paths)
    # Nor does any stand where another one's folder is.
    pages = {folded(path) for path in paths}
    assert not any(
        folded(path[:at]) in pages for path in paths for at, sign in enumerate(path) if sign == "/"
    )


def test_the_path_of_a_follow_ups_page() -> None:
    path = follow_up_path("calls", "acme/dana", "thank-you-2026-11-12")
    assert path == "calls/acme/dana/thank-you-2026-11-12.html"
    mail = follow_up_path("mail", "acme/dana", "thank-you-2026-11-12", ".eml")
    assert mail == "mail/acme/dana/thank-you-2026-11-12.eml"
    # A folder that is called as a page is, and a rule that is called as no file can be.
    assert follow_up_path("calls", "a/x.html", "y") == "calls/a/x.html_/y.html"
    assert follow_up_path("calls", "a/x.html_", "y") == "calls/a/x.html__/y.html"
    one, other = (follow_up_path("calls", "a", name) for name in ("b/c", "b-c"))
    assert one != other == "calls/a/b-c.html"
