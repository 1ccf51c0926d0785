"""The list of contacts narrowed by stage and sorted, as its address says."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.building import build
from tracker.opportunities import Stage

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the samples' list."""
    output = tmp_path_factory.mktemp("list") / "site"
    build(ROOT, output)
    return (output / "contacts.html").as_uri()


def cells(page: Page, label: str) -> list[str]:
    """What the rows that are shown say in a column."""
    rows = page.locator("table.people tbody tr").filter(visible=True)
    found: list[str] = rows.locator(f"[data-label='{label}']").evaluate_all(
        "all => all.map((one) => one.querySelector('time')?.dateTime ?? one.textContent.trim())"
    )
    return found


def test_stages_are_offered_in_their_order(page: Page, listed: str) -> None:
    page.goto(listed)
    offered = page.locator("#filter-stage option").all_inner_texts()
    names = [one.partition(" (")[0] for one in offered[1:]]
    assert names == [one.value for one in Stage if one.value in names]
    assert {"applied", "interview", "closed", "customer"} <= set(names)


def test_only_those_of_a_stage_are_shown(page: Page, listed: str) -> None:
    page.goto(listed)
    expected = [one for one in cells(page, "Stage") if "interview" in one.split(", ")]
    page.locator("#filter-stage").select_option("interview")
    assert cells(page, "Stage") == expected
    assert 0 < len(expected) < 31
    assert page.url == f"{listed}#stage=interview"
    page.goto("about:blank")
    page.goto(f"{listed}#stage=interview")
    assert cells(page, "Stage") == expected


def test_the_order_is_kept_in_the_address(page: Page, listed: str) -> None:
    page.goto(listed)
    as_built = cells(page, "Company")
    heading = page.get_by_role("button", name="Last contact")
    heading.click()
    assert page.url == f"{listed}#sort=last-contact"
    heading.click()
    assert page.url == f"{listed}#sort=-last-contact"
    page.goto("about:blank")
    page.goto(f"{listed}#stage=customer&sort=-last-contact")
    days = cells(page, "Last contact")
    assert days == sorted(days, reverse=True)
    assert set(cells(page, "Stage")) == {"customer"}
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("button", name="Name").click()
    assert page.url == listed
    assert cells(page, "Company") == as_built


def test_stages_are_sorted_by_their_order(page: Page, listed: str) -> None:
    page.goto(f"{listed}#sort=stage")
    places = [one.value for one in Stage]
    found = [places.index(one.partition(",")[0]) for one in cells(page, "Stage") if one]
    assert found == sorted(found)
    # Whoever has none comes last.
    assert cells(page, "Stage")[len(found) :] == [""] * (31 - len(found))


def test_an_order_that_no_column_has_changes_nothing(page: Page, listed: str) -> None:
    page.goto(listed)
    as_built = cells(page, "Company")
    page.goto("about:blank")
    page.goto(f"{listed}#sort=nonsense")
    assert cells(page, "Company") == as_built


def test_a_company_is_the_same_whatever_its_case(page: Page, tmp_path: Path) -> None:
    (tmp_path / "contacts").mkdir()
    for name, company in (("Ann", "Acme"), ("Ben", "'ACME '"), ("Cy", "Other")):
        text = f"---\nname: {name}\ncompany: {company}\n---\n"
        (tmp_path / "contacts" / f"{name}.md").write_text(text, encoding="utf-8")
    build(tmp_path)
    address = (tmp_path / "output/contacts.html").as_uri()
    page.goto(f"{address}#company=acme")
    assert page.locator("#filter-company option").all_inner_texts() == [
        "all", "Acme (2)", "Other (1)",
    ]  # fmt: skip
    assert len(cells(page, "Company")) == 2
    assert page.locator(".filtered").inner_text() == "2 of 3 contacts"
