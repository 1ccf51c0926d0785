"""The search box, the filters and the tables, in a real browser and from a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.pages.sample_site import contact, entry, sample_world, world
from tests.serve.cdp import Browser, Tab, browser
from tracker.contact.kinds import Kind
from tracker.contact.model import Contact, Phone
from tracker.render import render_site
from tracker.serve import SiteServer
from tracker.templates import shipped_templates

pytestmark = pytest.mark.browser

BAD = "</script><img src=x onerror=hit()>\u2028\u2029'\"`${hit()}\\"

#: 050 123 4567 in Arabic digits.
ARABIC = "\u0660\u0665\u0660 \u0661\u0662\u0663 \u0664\u0665\u0666\u0667"


def someone(contact_id: str, name: str, *said: str, **more: object) -> Contact:
    """A contact with a log of these texts, one a day, the newest last."""
    path = f"contacts/{contact_id}.md"
    entries = tuple(
        entry(10 + at, date(2026, 11, 2 + at), Kind.CALL, text, path=path)
        for at, text in enumerate(said)
    )
    return contact(contact_id, name, entries=entries, **more)


PEOPLE = (
    someone(
        "dana",
        "Dana Whitfield",
        "asked about migrations; I fumbled the *CAP* question",
        "a raft of ideas",
        company="Acme Robotics",
        role="Engineering Manager",
        position="Senior Platform Engineer",
        aliases=("Dee",),
        relationship=("hiring-manager",),
        email=("dana@acme.example",),
        phone=(Phone("+1 415 555 0199", "mobile"), Phone("0044 20 7946 0000", "work")),
        tags=("robotics", "python"),
        about=((3, "Cares about on-call load."),),
    ),
    someone("zoe", "Zoë Müller-Łukasz", "Straße", company="Crème Brûlée", tags=("python",)),
    someone("sean", "Seán O’Brien", phone=(Phone("06 12 34 56 78"),), relationship=("customer",)),
    someone("soren", "Søren Ångström", company="Acme Robotics", role="Welder"),
    someone("taro", "山田太郎", "来週、移行について話す", company="東京ロボット"),
    someone("akiko", "カオリ ﾔﾏﾀﾞ"),
    someone("minjun", "김민준", company="한국전자"),
    someone("miriam", "מרים כהן", "פגישה ראשונה", company="חברת הדוגמה"),
    someone("ahmad", "أَحْمَد الحربي", "مكالمة قصيرة", phone=(Phone(ARABIC),)),
    someone("nina", "Нина Ёлкина", "ждёт ответа"),
    someone("eleni", "Ελένη Παπαδάκης"),
    someone("bad", f"Mallory {BAD}", BAD, company=BAD, role=BAD, tags=(BAD,), email=(BAD,)),
    someone("a/b #1", "Odd Path", "to be seen"),
)

FOUND: tuple[tuple[str, list[str]], ...] = (
    # Names, from their beginning or within, without case and accents
    ("dana", ["Dana Whitfield"]),
    ("WHITF", ["Dana Whitfield"]),
    ("itfiel", ["Dana Whitfield"]),
    ("whitfield dana", ["Dana Whitfield"]),
    ("zoe", ["Zoë Müller-Łukasz"]),
    ("ZOË", ["Zoë Müller-Łukasz"]),
    ("zoe\u0308", ["Zoë Müller-Łukasz"]),
    ("muller lukasz", ["Zoë Müller-Łukasz"]),
    ("creme brulee", ["Zoë Müller-Łukasz"]),
    ("strasse", ["Zoë Müller-Łukasz"]),
    ("obrien", ["Seán O’Brien"]),
    ("o'brien sean", ["Seán O’Brien"]),
    ("soren angstrom", ["Søren Ångström"]),
    ("елкина", ["Нина Ёлкина"]),
    ("ελενη παπαδακησ", ["Ελένη Παπαδάκης"]),
    # Slips: one letter wrong, missing, too many, or two swapped; two in longer words
    ("dnaa", ["Dana Whitfield"]),
    ("whitfeild", ["Dana Whitfield"]),
    ("wihtfield", ["Dana Whitfield"]),
    ("wihtfeild", ["Dana Whitfield"]),
    ("adna", ["Dana Whitfield"]),
    # Whoever has the word as it was typed comes first.
    ("seen", ["Odd Path", "Seán O’Brien", "Dana Whitfield"]),
    ("migratoin", ["Dana Whitfield"]),
    ("enginering manger", ["Dana Whitfield"]),
    ("angstorm", ["Søren Ångström"]),
    ("xyzzyx", []),
    ("dnx", []),
    # Other fields, and several words wherever they stand
    ("dee", ["Dana Whitfield"]),
    ("acme", ["Dana Whitfield", "Søren Ångström"]),
    ("acme raft", ["Dana Whitfield"]),
    ("acme welder", ["Søren Ångström"]),
    ("senior platform", ["Dana Whitfield"]),
    ("python", ["Dana Whitfield", "Zoë Müller-Łukasz"]),
    ("dana@acme.example", ["Dana Whitfield"]),
    ("on-call", ["Dana Whitfield"]),
    # Numbers, however they are spaced, and with another country's code or none
    ("415 555 0199", ["Dana Whitfield"]),
    ("(415) 555-0199", ["Dana Whitfield"]),
    ("4155550199", ["Dana Whitfield"]),
    ("0415 5550199", ["Dana Whitfield"]),
    ("+1 415.555.0199", ["Dana Whitfield"]),
    ("5501", ["Dana Whitfield"]),
    ("+44 20 79460000", ["Dana Whitfield"]),
    ("020 7946 0000", ["Dana Whitfield"]),
    ("+33612345678", ["Seán O’Brien"]),
    ("0501234567", ["أَحْمَد الحربي"]),
    ("dana 0199", ["Dana Whitfield"]),
    ("999 999", []),
    # Scripts without spaces, without case, and from right to left
    ("山", ["山田太郎"]),
    ("太郎", ["山田太郎"]),
    ("ロボット", ["山田太郎"]),
    ("移行", ["山田太郎"]),
    ("ヤマダ", ["カオリ ﾔﾏﾀﾞ"]),
    ("김민", ["김민준"]),
    ("한국", ["김민준"]),
    ("כהן", ["מרים כהן"]),
    ("ראשונה", ["מרים כהן"]),
    ("احمد", ["أَحْمَد الحربي"]),
    ("الحربي", ["أَحْمَد الحربي"]),
    ("ждет", ["Нина Ёлкина"]),
    # Signs alone are no words
    ("—", []),
    ("</script>", ["Mallory"]),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for one in render_site(world(PEOPLE).views(), None):
        file = folder / one.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.data)
    return folder


@pytest.fixture(scope="module")
def driven(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(chromium, tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.fixture
def tab(driven: Browser) -> Iterator[Tab]:
    one = Tab(driven)
    yield one
    assert one.errors() == []
    assert [each for each in one.asked() if not each.startswith("file:")] == []
    one.close()


@pytest.fixture(scope="module")
def ready(driven: Browser, site: Path) -> Tab:
    """A page deep in the site whose box has all that there is to find."""
    tab = Tab(driven)
    tab.open((site / "contacts" / "dana.html").as_uri())
    tab.press("/")
    type_in(tab, "dana")
    tab.until("document.querySelector('#find-list a')")
    tab.ask("new Promise((done) => setTimeout(done, 0))")
    return tab


def type_in(tab: Tab, text: str) -> None:
    """Have the box hold a text, as if it had been typed."""
    tab.ask(
        f"""(() => {{ const box = document.querySelector(".find-box");
        box.value = {json.dumps(text)}; box.dispatchEvent(new Event("input")); }})()"""
    )


def names(tab: Tab) -> list[str]:
    found = tab.ask(
        "Array.from(document.querySelectorAll('#find-list .find-name'), (one) => one.textContent)"
    )
    assert isinstance(found, list)
    return found


def focus(tab: Tab) -> str:
    return str(tab.ask("document.activeElement.tagName"))


@pytest.mark.parametrize(("typed", "expected"), FOUND)
def test_it_finds(ready: Tab, typed: str, expected: list[str]) -> None:
    type_in(ready, typed)
    found = names(ready)
    assert [one.split(" <")[0] if one.startswith("Mallory") else one for one in found] == expected


@pytest.mark.parametrize(
    ("typed", "place", "marked", "href"),
    [
        ("migratoin", "Log, Mon 2 Nov 2026: asked about migrations; I fumbled the CAP question",
         "migrations", "contacts/dana.html#L10"),
        ("raft", "Log, Tue 3 Nov 2026: a raft of ideas", "raft", "contacts/dana.html#L11"),
        ("on-call", "Note: Cares about on-call load.", "on|call", "contacts/dana.html#about"),
        ("4155550199", "Phone: +1 415 555 0199", "415 555 0199", "contacts/dana.html"),
        ("dee", "Also known as: Dee", "Dee", "contacts/dana.html"),
        ("robotics python", "Tag: python", "Robotics|python", "contacts/dana.html"),
        ("移行", "Log, Mon 2 Nov 2026: 来週、移行について話す", "移行", "contacts/taro.html#L10"),
        ("lukasz", "", "Łukasz", "contacts/zoe.html"),
        ("seen", "Log, Mon 2 Nov 2026: to be seen", "seen", "contacts/a/b%20%231.html#L10"),
    ],
)  # fmt: skip
def test_a_result_says_where_it_was_found_and_leads_there(
    ready: Tab, site: Path, typed: str, place: str, marked: str, href: str
) -> None:
    type_in(ready, typed)
    first = ready.ask("""(() => { const one = document.querySelector("#find-list a"); return [
      Array.from(one.querySelectorAll(".find-place"), (each) => each.textContent).join(),
      Array.from(one.querySelectorAll("mark"), (each) => each.textContent).join("|"),
      one.href ]; })()""")
    assert first == [place, marked, f"{site.as_uri()}/{href}"]


def test_all_pages_have_the_box_and_load_nothing_for_it(tab: Tab, site: Path) -> None:
    for page in ("agenda.html", "contacts.html", "report.html", "contacts/a/b #1.html"):
        tab.open((site / page).as_uri())
        assert tab.ask("document.querySelector('.find-box').offsetWidth > 0")
    asked = [one.rpartition("/")[2] for one in tab.asked()]
    assert "search.js" in asked
    assert "search-data.js" not in asked
    assert "search-engine.js" not in asked
    tab.press("/")
    tab.until("document.querySelectorAll('script[src$=\"search-data.js\"]').length")


def test_it_finds_in_what_is_served_and_asks_for_nothing_else(driven: Browser, site: Path) -> None:
    server = SiteServer(site, 0)
    server.start()
    tab = Tab(driven)
    tab.open(f"{server.url}contacts/dana.html")
    tab.press("/")
    tab.type("migratoin")
    tab.until("document.querySelector('#find-list a')")
    assert tab.ask("document.querySelector('#find-list a').href") == (
        f"{server.url}contacts/dana.html#L10"
    )
    assert [one for one in tab.asked() if not one.startswith(server.url)] == []
    assert tab.errors() == []
    tab.close()
    server.stop()


def test_by_keyboard_alone(tab: Tab, site: Path) -> None:
    tab.open((site / "contacts" / "dana.html").as_uri())
    for _ in range(2):
        tab.press("Tab")
    tab.ask("window.before = document.activeElement, 0")
    tab.press("/")
    assert focus(tab) == "INPUT"
    assert tab.ask("document.querySelector('.find-box').value") == ""
    tab.type("acm")
    tab.until("document.querySelectorAll('#find-list a').length === 2")
    assert role_state(tab) == ["true", None]
    tab.press("ArrowDown")
    assert role_state(tab) == ["true", "find-1"]
    tab.press("ArrowDown")
    assert role_state(tab) == ["true", "find-2"]
    assert tab.ask("document.querySelectorAll('[aria-selected=\"true\"]').length") == 1
    tab.press("ArrowDown")
    assert role_state(tab) == ["true", None]
    tab.press("ArrowUp")
    assert role_state(tab) == ["true", "find-2"]
    assert focus(tab) == "INPUT"
    tab.press("Escape")
    assert tab.ask("document.activeElement === window.before")
    assert role_state(tab) == ["false", None]
    assert tab.ask("document.querySelector('.find-box').value") == ""
    tab.press("/")
    tab.type("angst")
    tab.until("document.querySelector('#find-list a')")
    with tab.loading():
        tab.press("Enter")
    assert str(tab.ask("location.href")).endswith("/contacts/soren.html")


def role_state(tab: Tab) -> object:
    return tab.ask(
        "['aria-expanded', 'aria-activedescendant'].map("
        "(one) => document.querySelector('[role=combobox]').getAttribute(one))"
    )


def test_how_many_there_are_is_said_to_a_screen_reader(tab: Tab, site: Path) -> None:
    tab.open((site / "agenda.html").as_uri())
    tab.press("/")
    tab.type("acme")
    tab.until("document.querySelector('.find [aria-live]').textContent.startsWith('2 contacts')")
    tab.type("xyzzyx")
    tab.until("document.querySelector('.find [aria-live]').textContent === 'Nobody found.'")


def test_the_key_is_left_alone_where_somebody_types_and_where_it_is_switched_off(
    tab: Tab, site: Path
) -> None:
    tab.open((site / "contacts.html").as_uri())
    tab.ask("document.querySelector('#filter-tag').focus()")
    tab.press("/")
    assert focus(tab) == "SELECT"
    tab.ask("document.activeElement.blur()")
    tab.press("/")
    tab.ask("document.querySelector('.find-switch').click()")
    tab.press("Escape")
    tab.press("/")
    assert focus(tab) == "MAIN"
    tab.open((site / "agenda.html").as_uri())
    tab.press("/")
    assert focus(tab) == "BODY"
    tab.ask("localStorage.removeItem('tracker-keys')")


def test_what_contacts_say_is_shown_and_does_nothing(tab: Tab, site: Path) -> None:
    tab.open((site / "agenda.html").as_uri())
    tab.ask("window.hits = 0, window.hit = () => { window.hits++ }, 0")
    tab.press("/")
    tab.type("mallory script")
    tab.until("document.querySelector('#find-list a')")
    assert tab.ask("document.querySelector('.find img, #find-list script')") is None
    assert "<img src=x onerror=hit()>" in names(tab)[0]
    assert tab.ask("trackerContacts.length") == len(PEOPLE)
    assert tab.ask("window.hits") == 0
    data = (site / "search-data.js").read_bytes()
    assert b"<" not in data
    assert "\u2028" not in data.decode()
    assert "\u2029" not in data.decode()


def test_where_there_is_nothing_to_load_the_box_says_so(
    driven: Browser, site: Path, tmp_path: Path
) -> None:
    for one in ("agenda.html", "assets/search.js", "assets/style.css", "assets/icon.svg"):
        (tmp_path / one).parent.mkdir(exist_ok=True)
        (tmp_path / one).write_bytes((site / one).read_bytes())
    tab = Tab(driven)
    tab.open((tmp_path / "agenda.html").as_uri())
    tab.press("/")
    tab.type("dana")
    tab.until("document.querySelector('.find-note').textContent.includes('could not be loaded')")
    tab.close()


def test_without_scripts_there_is_no_box(tab: Tab, site: Path) -> None:
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    tab.open((site / "contacts.html").as_uri())
    tab.call("DOM.enable")
    tab.call("CSS.enable")
    root = tab.call("DOM.getDocument", depth=-1)["root"]["nodeId"]
    found = tab.call("DOM.querySelector", nodeId=root, selector=".find")["nodeId"]
    computed = tab.call("CSS.getComputedStyleForNode", nodeId=found)["computedStyle"]
    assert {one["name"]: one["value"] for one in computed}["display"] == "none"
    tab.call("Emulation.setScriptExecutionDisabled", value=False)


def shown(tab: Tab) -> list[str]:
    found = tab.ask("""Array.from(document.querySelectorAll(".people tbody tr"))
      .filter((one) => one.offsetHeight).map((one) => one.querySelector("th a").textContent)""")
    assert isinstance(found, list)
    return found


def test_filters_are_in_the_address_and_said(tab: Tab, site: Path) -> None:
    page = (site / "contacts.html").as_uri()
    tab.open(page)
    assert len(shown(tab)) == len(PEOPLE)
    tab.ask("""(() => { const one = document.getElementById("filter-tag"); one.value = "python";
      one.dispatchEvent(new Event("change")); })()""")
    assert shown(tab) == ["Dana Whitfield", "Zoë Müller-Łukasz"]
    assert tab.ask("document.querySelector('.filtered').textContent") == "2 of 13 contacts"
    assert tab.ask("location.href") == f"{page}#tag=python"
    with tab.loading():
        tab.call("Page.reload")
    assert shown(tab) == ["Dana Whitfield", "Zoë Müller-Łukasz"]
    # The way to the content takes the place of the filters in the address for a moment only.
    tab.ask("new Promise((d) => { addEventListener('hashchange', d); location.hash = 'main' })")
    tab.until("location.hash === '#tag=python'")
    assert shown(tab) == ["Dana Whitfield", "Zoë Müller-Łukasz"]
    tab.ask("document.querySelector('.filters button').click()")
    assert len(shown(tab)) == len(PEOPLE)
    assert tab.ask("location.href") == page


@pytest.mark.parametrize(
    ("address", "expected", "said"),
    [
        ("relationship=customer", ["Seán O’Brien"], "1 of 13 contacts"),
        ("company=Acme+Robotics&tag=python", ["Dana Whitfield"], "1 of 13 contacts"),
        ("tag=gone", [], "None of 13 contacts is like that."),
        ("late=yes", [], "None of 13 contacts is like that."),
        ("company=%E6%9D%B1%E4%BA%AC%E3%83%AD%E3%83%9C%E3%83%83%E3%83%88", ["山田太郎"],
         "1 of 13 contacts"),
    ],
)  # fmt: skip
def test_an_address_is_opened_with_its_filters(
    tab: Tab, site: Path, address: str, expected: list[str], said: str
) -> None:
    tab.open(f"{(site / 'contacts.html').as_uri()}#{address}")
    assert shown(tab) == expected
    assert tab.ask("document.querySelector('.filtered').textContent") == said


def test_tables_are_sorted_by_their_headings(tab: Tab, site: Path) -> None:
    tab.open((site / "contacts.html").as_uri())

    def press(heading: str) -> list[object]:
        tab.ask(f"""Array.from(document.querySelectorAll(".people .sort"))
          .find((one) => one.textContent === {json.dumps(heading)}).click()""")
        sorts = "Array.from(document.querySelectorAll('.people [aria-sort]'), (one) => "
        sorts += "[one.textContent, one.getAttribute('aria-sort')].join(' '))"
        found = tab.ask(sorts)
        assert isinstance(found, list)
        return found

    assert press("Company") == ["Company ascending"]
    first = shown(tab)
    assert first[0].startswith("Mallory") or first[:2] == ["Dana Whitfield", "Søren Ångström"]
    assert press("Company") == ["Company descending"]
    # Those without a company come last either way.
    with_company = sum(bool(one.company) for one in PEOPLE)
    assert set(first[with_company:]) == set(shown(tab)[with_company:])
    assert press("Last contact") == ["Last contact ascending"]
    assert press("Last contact") == ["Last contact descending"]
    assert shown(tab)[0] == "Dana Whitfield"


def test_every_table_of_the_report_is_sorted_by_days_numbers_and_words(
    tab: Tab, tmp_path: Path
) -> None:
    for one in render_site(sample_world().views(), None):
        if one.path == "report.html" or one.path.startswith("assets/"):
            (tmp_path / one.path).parent.mkdir(exist_ok=True)
            (tmp_path / one.path).write_bytes(one.data)
    tab.open((tmp_path / "report.html").as_uri())
    checked = tab.ask("""(() => {
      const wrong = []; let checked = 0;
      for (const table of document.querySelectorAll("table.sortable")) {
        const heads = Array.from(table.tHead.rows[0].cells);
        heads.forEach((head, column) => [1, -1].forEach((way) => {
          head.querySelector("button").click();
          const marked = heads.filter((one) => one.hasAttribute("aria-sort"));
          const said = way > 0 ? "ascending" : "descending";
          if (marked.length !== 1 || head.getAttribute("aria-sort") !== said) wrong.push("sort");
          const keys = Array.from(table.tBodies[0].rows, (row) => {
            const cell = row.cells[column], time = cell.querySelector("time");
            if (time) return Date.parse(time.dateTime);
            return cell.matches(".number") && cell.textContent !== "–"
              ? parseFloat(cell.textContent.replace(/,/g, "")) : null;
          }).filter((key) => key !== null);
          checked += keys.length;
          keys.forEach((key, at) => { if (at && (key - keys[at - 1]) * way < 0) wrong.push(key); });
        }));
      }
      return [wrong, checked > 10];
    })()""")
    assert checked == [[], True]


def test_a_page_costs_little_more_for_all_that(site: Path) -> None:
    # A line of markup and the script; what is looked through comes only when it is asked for.
    page = (site / "pipeline.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1
    assert len((shipped_templates() / "assets" / "search.js").read_bytes()) < 12_000
