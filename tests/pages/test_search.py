"""The search box, the filters and the tables, in a real browser and from a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import Heard, OpenContext, contexts, loading
from tests.pages.sample_site import contact, entry, sample_world, world
from tests.site_views import render_site
from tracker.contact.kinds import Kind
from tracker.contact.model import Contact, Phone
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
def ready(browser: Browser, site: Path) -> Iterator[Page]:
    """A page deep in the site whose box has all that there is to find."""
    with contexts(browser, Heard()) as open_context:
        page = open_context().new_page()
        page.goto((site / "contacts" / "dana.html").as_uri())
        page.keyboard.press("/")
        type_in(page, "dana")
        page.wait_for_selector("#find-list a")
        page.evaluate("new Promise((done) => setTimeout(done, 0))")
        yield page


def type_in(page: Page, text: str) -> None:
    """Have the box hold a text, as if it had been typed."""
    page.locator(".find-box").fill(text)


def names(page: Page) -> list[str]:
    found = page.evaluate(
        "Array.from(document.querySelectorAll('#find-list .find-name'), (one) => one.textContent)"
    )
    assert isinstance(found, list)
    return found


def focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.tagName"))


@pytest.mark.parametrize(("typed", "expected"), FOUND)
def test_it_finds(ready: Page, typed: str, expected: list[str]) -> None:
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
    ready: Page, site: Path, typed: str, place: str, marked: str, href: str
) -> None:
    type_in(ready, typed)
    first = ready.evaluate("""(() => { const one = document.querySelector("#find-list a"); return [
      Array.from(one.querySelectorAll(".find-place"), (each) => each.textContent).join(),
      Array.from(one.querySelectorAll("mark"), (each) => each.textContent).join("|"),
      one.href ]; })()""")
    assert first == [place, marked, f"{site.as_uri()}/{href}"]


def test_all_pages_have_the_box_and_load_nothing_for_it(
    page: Page, heard: Heard, site: Path
) -> None:
    for name in ("agenda.html", "contacts.html", "report.html", "contacts/a/b #1.html"):
        page.goto((site / name).as_uri())
        assert page.evaluate("document.querySelector('.find-box').offsetWidth > 0")
    asked = [one.rpartition("/")[2] for one in heard.asked]
    assert "search.js" in asked
    assert "search-data.js" not in asked
    assert "search-engine.js" not in asked
    page.keyboard.press("/")
    page.wait_for_selector("script[src$='search-data.js']", state="attached")


def test_it_finds_in_what_is_served_and_asks_for_nothing_else(
    page: Page, heard: Heard, site: Path
) -> None:
    server = SiteServer(site, 0)
    server.start()
    try:
        page.goto(f"{server.url}contacts/dana.html")
        page.keyboard.press("/")
        page.keyboard.insert_text("migratoin")
        page.wait_for_selector("#find-list a")
        found = page.evaluate("document.querySelector('#find-list a').href")
        assert found == f"{server.url}contacts/dana.html#L10"
        assert [one for one in heard.asked if not one.startswith(server.url)] == []
        heard.check()
    finally:
        page.close()
        server.stop()


def test_by_keyboard_alone(page: Page, site: Path) -> None:
    page.goto((site / "contacts" / "dana.html").as_uri())
    for _ in range(2):
        page.keyboard.press("Tab")
    page.evaluate("window.before = document.activeElement, 0")
    page.keyboard.press("/")
    assert focus(page) == "INPUT"
    assert page.evaluate("document.querySelector('.find-box').value") == ""
    page.keyboard.insert_text("acm")
    page.wait_for_function("() => document.querySelectorAll('#find-list a').length === 2")
    assert role_state(page) == ["true", None]
    page.keyboard.press("ArrowDown")
    assert role_state(page) == ["true", "find-1"]
    page.keyboard.press("ArrowDown")
    assert role_state(page) == ["true", "find-2"]
    assert page.evaluate("document.querySelectorAll('[aria-selected=\"true\"]').length") == 1
    page.keyboard.press("ArrowDown")
    assert role_state(page) == ["true", None]
    page.keyboard.press("ArrowUp")
    assert role_state(page) == ["true", "find-2"]
    assert focus(page) == "INPUT"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === window.before")
    assert role_state(page) == ["false", None]
    assert page.evaluate("document.querySelector('.find-box').value") == ""
    page.keyboard.press("/")
    page.keyboard.insert_text("angst")
    page.wait_for_function("() => document.querySelector('#find-list a')")
    with loading(page):
        page.keyboard.press("Enter")
    assert str(page.evaluate("location.href")).endswith("/contacts/soren.html")


def role_state(page: Page) -> object:
    return page.evaluate(
        "['aria-expanded', 'aria-activedescendant'].map("
        "(one) => document.querySelector('[role=combobox]').getAttribute(one))"
    )


def test_how_many_there_are_is_said_to_a_screen_reader(page: Page, site: Path) -> None:
    page.goto((site / "agenda.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.insert_text("acme")
    page.wait_for_function(
        "() => document.querySelector('.find [aria-live]').textContent.startsWith('2 contacts')"
    )
    page.keyboard.insert_text("xyzzyx")
    page.wait_for_function(
        "() => document.querySelector('.find [aria-live]').textContent === 'Nobody found.'"
    )


def test_the_key_is_left_alone_where_somebody_types_and_where_it_is_switched_off(
    page: Page, site: Path
) -> None:
    page.goto((site / "contacts.html").as_uri())
    page.evaluate("document.querySelector('#filter-tag').focus()")
    page.keyboard.press("/")
    assert focus(page) == "SELECT"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.evaluate("document.querySelector('.find-switch').click()")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert focus(page) == "MAIN"
    page.goto((site / "agenda.html").as_uri())
    page.keyboard.press("/")
    assert focus(page) == "BODY"
    page.evaluate("localStorage.removeItem('tracker-keys')")


def test_what_contacts_say_is_shown_and_does_nothing(page: Page, site: Path) -> None:
    page.goto((site / "agenda.html").as_uri())
    page.evaluate("window.hits = 0, window.hit = () => { window.hits++ }, 0")
    page.keyboard.press("/")
    page.keyboard.insert_text("mallory script")
    page.wait_for_function("() => document.querySelector('#find-list a')")
    assert page.evaluate("document.querySelector('.find img, #find-list script')") is None
    assert "<img src=x onerror=hit()>" in names(page)[0]
    assert page.evaluate("trackerFindable.length") == len(PEOPLE)
    assert page.evaluate("window.hits") == 0
    data = (site / "search-data.js").read_bytes()
    assert b"<" not in data
    assert "\u2028" not in data.decode()
    assert "\u2029" not in data.decode()


def test_where_there_is_nothing_to_load_the_box_says_so(
    page: Page, heard: Heard, site: Path, tmp_path: Path
) -> None:
    for one in ("agenda.html", "assets/search.js", "assets/style.css", "assets/icon.svg"):
        (tmp_path / one).parent.mkdir(exist_ok=True)
        (tmp_path / one).write_bytes((site / one).read_bytes())
    page.goto((tmp_path / "agenda.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.insert_text("dana")
    expect(page.locator(".find-note").first).to_contain_text("could not be loaded")
    assert {*heard.take_errors()} == {"Failed to load resource: net::ERR_FILE_NOT_FOUND"}


def test_without_scripts_there_is_no_box(open_context: OpenContext, site: Path) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto((site / "contacts.html").as_uri())
    assert page.locator(".find").evaluate("(one) => getComputedStyle(one).display") == "none"


def shown(page: Page) -> list[str]:
    found = page.evaluate("""Array.from(document.querySelectorAll(".people tbody tr"))
      .filter((one) => one.offsetHeight).map((one) => one.querySelector("th a").textContent)""")
    assert isinstance(found, list)
    return found


def test_filters_are_in_the_address_and_said(page: Page, site: Path) -> None:
    address = (site / "contacts.html").as_uri()
    page.goto(address)
    assert len(shown(page)) == len(PEOPLE)
    page.locator("#filter-tag").select_option("python")
    assert shown(page) == ["Dana Whitfield", "Zoë Müller-Łukasz"]
    assert page.evaluate("document.querySelector('.filtered').textContent") == "2 of 13 contacts"
    assert page.evaluate("location.href") == f"{address}#tag=python"
    with loading(page):
        page.reload()
    assert shown(page) == ["Dana Whitfield", "Zoë Müller-Łukasz"]
    # The way to the content takes the place of the filters in the address for a moment only.
    page.evaluate(
        "new Promise((d) => { addEventListener('hashchange', d); location.hash = 'main' })"
    )
    page.wait_for_function("() => location.hash === '#tag=python'")
    assert shown(page) == ["Dana Whitfield", "Zoë Müller-Łukasz"]
    page.evaluate("document.querySelector('.filters button').click()")
    assert len(shown(page)) == len(PEOPLE)
    assert page.evaluate("location.href") == address


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
    page: Page, site: Path, address: str, expected: list[str], said: str
) -> None:
    page.goto(f"{(site / 'contacts.html').as_uri()}#{address}")
    assert shown(page) == expected
    assert page.evaluate("document.querySelector('.filtered').textContent") == said


def test_tables_are_sorted_by_their_headings(page: Page, site: Path) -> None:
    page.goto((site / "contacts.html").as_uri())

    def press(heading: str) -> list[object]:
        page.evaluate(f"""Array.from(document.querySelectorAll(".people .sort"))
          .find((one) => one.textContent === {json.dumps(heading)}).click()""")
        sorts = "Array.from(document.querySelectorAll('.people [aria-sort]'), (one) => "
        sorts += "[one.textContent, one.getAttribute('aria-sort')].join(' '))"
        found = page.evaluate(sorts)
        assert isinstance(found, list)
        return found

    assert press("Company") == ["Company ascending"]
    first = shown(page)
    assert first[0].startswith("Mallory") or first[:2] == ["Dana Whitfield", "Søren Ångström"]
    assert press("Company") == ["Company descending"]
    # Those without a company come last either way.
    with_company = sum(bool(one.company) for one in PEOPLE)
    assert set(first[with_company:]) == set(shown(page)[with_company:])
    assert press("Last contact") == ["Last contact ascending"]
    assert press("Last contact") == ["Last contact descending"]
    assert shown(page)[0] == "Dana Whitfield"


def test_every_table_of_the_report_is_sorted_by_days_numbers_and_words(
    page: Page, tmp_path: Path
) -> None:
    for one in render_site(sample_world().views(), None):
        if one.path == "report.html" or one.path.startswith("assets/"):
            (tmp_path / one.path).parent.mkdir(exist_ok=True)
            (tmp_path / one.path).write_bytes(one.data)
    page.goto((tmp_path / "report.html").as_uri())
    checked = page.evaluate("""(() => {
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
    page = (site / "problems.html").read_text(encoding="utf-8")
    assert page.count("<script") == 1
    assert len((shipped_templates() / "assets" / "search.js").read_bytes()) < 12_000
