"""What pages say to somebody in business, who looks for no work; and what they still say if so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import whole
from tests.building import build
from tests.pages.test_calendar_feed import lay
from tests.pages.test_pipeline_page import TODAY, person
from tests.site_views import SiteViews, site_views
from tracker.render import Renderer
from tracker.report import figures
from tracker.views.report_page import ReportPage, ReportSection

PAM = person("Pam", "2026-11-18 met: at the fair", company="Oil", relationship="prospect")
GUS = person("Gus", "2026-11-02 purchase: two chairs", company="Wood", relationship="customer")
ASK = person("Ida", "2026-11-02 quote: a table", company="Glass")
UNKNOWN = person("Una", "2026-11-02 email: about the weather")
OTHERS = "asked, had a quote, or are called customers or prospects in their files."


def views(root: Path) -> SiteViews:
    one = whole.load_workspace(root, TODAY)
    report = figures(one.book, one.derived, one.agenda)
    return site_views(
        one.book, one.derived, one.agenda, report, one.config, one.zone, (), one.rules
    )


def rows_of(site: SiteViews) -> dict[str, list[tuple[str, str]]]:
    pages = {one.name: one.opportunities for one in site.people}
    pages |= {one.name: one.opportunities for one in site.companies}
    return {name: [(row.title, row.stage) for row in rows] for name, rows in pages.items()}


def section(page: ReportPage, name: str) -> ReportSection:
    return next(one for one in page.sections if one.id == name)


def test_who_may_become_a_customer_has_no_opportunity_without_a_position(tmp_path: Path) -> None:
    assert rows_of(views(lay(tmp_path, pam=PAM, gus=GUS, ask=ASK))) == {
        "Pam": [],
        "Oil": [],
        "Gus": [("Business", "Customer")],
        "Wood": [("Business", "Customer")],
        "Ida": [("Business", "Quote")],
        "Glass": [("Business", "Quote")],
    }


def test_what_you_applied_for_stands_there_without_a_position_too(tmp_path: Path) -> None:
    pam = person("Pam", "2026-11-18 applied", company="Oil", relationship="prospect")
    rows = rows_of(views(lay(tmp_path, pam=pam)))
    assert rows["Pam"] == rows["Oil"] == [("No position named", "Applied")]


SOUGHT = {
    "position": person("Dana", company="Acme", position="Cook"),
    "application": person("Dana", "2026-11-02 applied"),
    "recruiter": person("Dana", relationship="recruiter"),
    "reference": person("Dana", relationship="reference"),
    "referral": person("Dana", "2026-11-02 referral-request"),
}


@pytest.mark.parametrize("trace", ["", *SOUGHT])
def test_the_report_speaks_of_a_search_for_work_where_there_is_one(
    tmp_path: Path, trace: str
) -> None:
    some = {"pam": PAM, "gus": GUS, "una": UNKNOWN}
    if trace:
        some["dana"] = SOUGHT[trace]
    root = lay(tmp_path, **some)
    page = views(root).report
    labels = [one.label for one in page.figures]
    assert any(one.startswith("opportunit") for one in labels) is bool(trace)
    names = [one.id for one in page.sections]
    assert names == [*(["standing", "replies"] if trace else []), "made", "sent", "customers",
                     "missing"]  # fmt: skip
    html = Renderer(None).page("report.html", page).data.decode()
    assert ("unemployment" in html) is bool(trace)
    # Made of what each circle has, it is the same.
    build(root, today=TODAY)
    built = (root / "output/report.html").read_text(encoding="utf-8")
    assert ("unemployment" in built) is bool(trace)


@pytest.mark.parametrize("some", [{}, {"una": UNKNOWN}])
def test_who_has_only_begun_is_told_of_both(tmp_path: Path, some: dict[str, str]) -> None:
    page = views(lay(tmp_path, **some)).report
    assert "begins one" in section(page, "standing").empty
    assert "makes someone a customer" in section(page, "customers").empty


@pytest.mark.parametrize(
    ("some", "lead"),
    [
        ({"gus": GUS}, ""),
        (
            {"gus": GUS, "ask": ASK, "pam": PAM},
            f"1 of 3 bought so far. The others {OTHERS}",
        ),
        (
            {"ask": ASK, "pam": PAM},
            f"Nobody bought so far: they {OTHERS}",
        ),
    ],
)
def test_the_report_says_who_of_the_customers_bought(
    tmp_path: Path, some: dict[str, str], lead: str
) -> None:
    assert section(views(lay(tmp_path, **some)).report, "customers").lead == lead
