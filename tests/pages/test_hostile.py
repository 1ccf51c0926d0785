"""Whatever a contact file says, in whichever field: no page of it acts, loads or breaks out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time

import pytest

from tests.pages.inert import faults, is_own_script, read_page
from tests.pages.sample_site import TODAY, contact, entry, follow_up, sample_world, world
from tests.pages.test_markdown import HOSTILE
from tests.site_views import SiteViews, render_site
from tracker.contact.kinds import Channel, Kind
from tracker.contact.model import Detail, Phone, Place, Task
from tracker.diagnostics import Diagnostic, Severity
from tracker.opportunities import Stage
from tracker.records import OpportunityKey, Person, same
from tracker.views.agenda_data import NAME
from tracker.views.frame import AGENDA_DATA

FIELD_PAYLOADS = (
    "javascript:alert(1)",
    "//evil.example",
    'https://a.example/" onclick="alert(1)',
    "a@b.example?bcc=c@d.example",
    "</title><script>alert(1)</script>",
    "--></style><base href=//evil.example>",
    "x' autofocus onfocus='alert(1)",
    "dana/../../../etc/passwd",
)


def hostile_site(bad: str) -> SiteViews:
    """A site with the same payload in every place where someone can type."""
    path = "contacts/x.md"
    person = Person("x", bad)
    nobody = Person("x", f"{bad} too", known=False)
    key = OpportunityKey(same(bad), same(bad))
    logged = entry(
        20,
        date(2026, 11, 2),
        Kind.INTERVIEW,
        bad,
        path=path,
        body=bad,
        details=(Detail("open", bad, 21), Detail("ask", bad, 21)),
        time=time(9),
        theirs=True,
        channel=Channel.VIDEO,
        people=(bad,),
        position=bad,
        at_company=bad,
    )
    free = entry(21, date(2026, 11, 3), Kind.CONTACT, "", path=path)
    alert = entry(23, date(2026, 11, 4), Kind.REFERENCE_ALERT, bad, path=path)
    task = Task(entry(22, TODAY, Kind.CALL, bad, path=path))
    x = contact(
        "x", bad, aliases=(bad,), company=bad, role=bad, relationship=(bad, "reference"),
        position=bad, pronounced=bad, greeting=bad,
        email=(bad,), phone=(Phone(bad, bad), Phone("+31 6 1234", bad)), address=bad, timezone=bad,
        prefers=Channel.CALL, tags=(bad,), website=bad, linkedin=bad, birthday=bad, met=bad,
        introduced_by=bad, language=bad, other={bad: bad, "list": (bad, {bad: (bad,)}), "none": ()},
        about=((5, bad),), log_prose=((6, bad),), entries=(logged, replace(free, raw=bad), alert),
        tasks=(task,),
    )  # fmt: skip
    named = contact(f"odd/{bad.replace('/', '-')[:40]}", "Odd", introduced_by=bad)
    made = world(
        (named, x),
        me=contact("me", bad, email=(bad,), about=((1, f"## Pitch\n{bad}"),)),
        opportunities=((key, Stage.INTERVIEW, None),),
        joins={("x", 20): key, ("x", 23): key},
        shared={("x", 20): (nobody,)},
        due=(
            follow_up(person, "thank-you-interview", TODAY, TODAY, company=bad, position=bad,
                      opportunity=key, reason=bad, title=bad, advice=bad, id=bad,
                      place=Place(path, 20), channel=Channel.EMAIL, channels=(Channel.EMAIL,)),
            follow_up(person, "manual", TODAY, TODAY, place=Place(path, 22), channel=Channel.CALL,
                      channels=(Channel.CALL,)),
            follow_up(nobody, "status-check", TODAY, TODAY, channels=(Channel.LETTER,)),
        ),
        ahead=(follow_up(person, "later", date(2026, 12, 9), date(2026, 12, 9), title=bad),),
        closed=(follow_up(person, "gone", TODAY, TODAY, title=bad, closed=TODAY),),
        problems=(
            Diagnostic(path, 1, 1, Severity.ERROR, "bad", bad, bad),
            Diagnostic(f"contacts/{bad}.md", 1, 1, Severity.WARNING, "bad", bad, bad),
        ),
    )  # fmt: skip
    return replace(made, has_words=True).views()


@pytest.mark.parametrize("bad", [*HOSTILE, *FIELD_PAYLOADS])
def test_no_page_acts(bad: str) -> None:
    pages = [one for one in render_site(hostile_site(bad), None) if one.path.endswith(".html")]
    assert len(pages) >= 9
    for page in pages:
        html = page.data.decode()
        assert faults(html) == [], page.path
        ids = read_page(html).ids
        assert len(ids) == len(set(ids)), page.path


@pytest.mark.parametrize("bad", [*HOSTILE, *FIELD_PAYLOADS, "\u2028", "</script><!--"])
def test_the_data_of_the_agenda_is_one_value_and_ends_no_script(bad: str) -> None:
    (script,) = [one for one in render_site(hostile_site(bad), None) if one.path == AGENDA_DATA]
    text = script.data.decode()
    assert "<" not in text
    assert not {"\u2028", "\u2029"} & set(text)
    before, value = text.removesuffix(";\n").split(" = ", 1)
    assert before == f"var {NAME}"
    assert len(json.loads(value)["people"]) == 2


def test_what_was_typed_is_shown_as_typed() -> None:
    bad = '"><script>alert(1)</script>'
    pages = {
        one.path: one.data.decode()
        for one in render_site(hostile_site(bad), None)
        if one.path.endswith("html")
    }
    assert read_page(pages["contacts/x.html"]).text.count(bad) > 20
    assert bad in read_page(pages["agenda.html"]).text
    assert bad in read_page(pages["report.html"]).text
    assert bad in read_page(pages["problems.html"]).text
    assert read_page(pages["references.html"]).text.count(bad) > 5
    sheet = next(text for path, text in pages.items() if path.startswith("calls/"))
    assert read_page(sheet).text.count(bad) > 10


def test_no_page_loads_anything_but_the_sites_own_files() -> None:
    for page in render_site(sample_world().views(), None):
        if page.path.endswith(".html"):
            parsed = read_page(page.data.decode())
            up = "../" * page.path.count("/")
            assert [one["href"] for one in parsed.named("link")] == [
                f"{up}assets/icon.svg",
                f"{up}assets/style.css",
            ]
            assert parsed.named("script")[0]["src"] == f"{up}assets/search.js"
            policy = next(
                one["content"]
                for one in parsed.named("meta")
                if "http-equiv" in one and "default-src" in (one["content"] or "")
            )
            scripts = parsed.named("script")
            assert all(is_own_script(one) for one in scripts)
            sources = {(one["src"] or "").removeprefix(up) for one in scripts}
            # A script runs only where there is what it keeps up, or something to copy.
            later = {name for one in scripts for name in (one.get("data-later") or "").split()}
            assert ("agenda-data.js" in later) == (page.path == "agenda.html")
            is_sheet = page.path.startswith("calls/")
            assert ("assets/calling.js" in sources) == (page.path == "agenda.html" or is_sheet)
            assert ("assets/drafts.js" in sources) == bool(parsed.named("button"))
            assert policy == (
                "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
                "base-uri 'none'; form-action 'none'"
            )
