"""Drafts on a contact's page: what is shown, and what leaves it, in a real browser too."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from tests.building import build
from tests.chromium import Heard, OpenContext
from tests.pages.inert import read_page
from tests.whole import load_workspace
from tracker.build.drafting import DraftDesk
from tracker.build.settings import settings_of
from tracker.build.stages import Stages
from tracker.cli import main
from tracker.disk.cache import Cache
from tracker.drafts.draft import Draft
from tracker.drafts.sending import body_of, subject_of
from tracker.messages import Messages
from tracker.outbox import words_for
from tracker.serve import SiteServer
from tracker.views.directory import Directory
from tracker.views.draft_view import draft_view
from tracker.views.gather import gather

ROOT = Path(__file__).parents[2]
RENATA = "jobs/renata-quiroga"
SUNNIVA = "jobs/sunniva-berg"
MEI = "acme/mei-ling-tsao"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("samples") / "site"
    build(ROOT, output)
    return output


@pytest.fixture(scope="module")
def directory() -> Directory:
    made = load_workspace(ROOT)
    return gather(made.book, made.derived, made.agenda, (), made.config, made.zone, (), made.rules)


@pytest.fixture(scope="module")
def drafts(directory: Directory) -> Mapping[str, Draft]:
    return {key: words.own for key, words in words_for(directory, Messages(None)).items()}


def page_of(site: Path, contact: str) -> str:
    return (site / "contacts" / f"{contact}.html").read_text(encoding="utf-8")


def test_everything_that_is_open_has_its_draft_and_the_agenda_leads_to_it(
    site: Path, directory: Directory, drafts: Mapping[str, Draft]
) -> None:
    assert {one.id for one in directory.to_do()} == drafts.keys()
    agenda = read_page((site / "agenda.html").read_text(encoding="utf-8"))
    links = [one for one in agenda.hrefs if "#draft-" in one]
    follow_ups = [attributes for _, attributes in agenda.elements if "data-id" in attributes]
    assert len(links) == len(follow_ups) > 30
    for link in links:
        path, _, fragment = link.partition("#")
        assert fragment in read_page((site / unquote(path)).read_text(encoding="utf-8")).ids


def test_what_yields_to_something_else_has_its_draft_for_the_day_on_which_it_comes_back(
    tmp_path: Path,
) -> None:
    # Nobody is asked to keep in touch while a task is on; once it is over, the agenda leads there.
    workspace(
        tmp_path,
        "- 2026-06-01 call: about boats",
        "- [ ] 2026-11-20 call: ask for the key",
        front="keep_in_touch: 1 month\n",
    )
    build(tmp_path, today=date(2026, 11, 20))
    output = tmp_path / "output"
    agenda = read_page((output / "agenda.html").read_text(encoding="utf-8"))
    data = (output / "agenda-data.js").read_text(encoding="utf-8")
    assert not [one for one in agenda.hrefs if "keep-in-touch" in one]
    linked = set(re.findall(r'"contacts/dana\.html#(draft-[^"]+)"', data))
    assert len(linked) == 2
    page = page_of(output, "dana")
    assert linked <= set(read_page(page).ids)
    assert page.count("shown when nothing else is on") == 1


def test_only_the_most_urgent_is_unfolded(site: Path) -> None:
    for page in (site / "contacts").rglob("*.html"):
        shown = read_page(page.read_text(encoding="utf-8")).named("details")
        folds = ["open" in one for one in shown if one.get("class") == "draft"]
        assert sum(folds) <= 1
        assert not any(folds[1:])


def test_a_draft_stands_on_the_page_as_it_is_sent(
    directory: Directory, drafts: Mapping[str, Draft]
) -> None:
    words = words_for(directory, Messages(None))
    for one in directory.to_do():
        view = draft_view(directory, f"contacts/{one.person.contact}.html", one, words[one.id])
        assert "".join(bit.text for bit in view.body) == body_of(drafts[one.id])
        assert "".join(bit.text for bit in view.subject) == subject_of(drafts[one.id])
        assert sum(bit.is_gap for bit in (*view.subject, *view.body)) == view.gaps
        if view.mail:
            fields = parse_qs(urlsplit(view.mail).query, keep_blank_values=True)
            assert fields["body"] == [body_of(drafts[one.id]).replace("\n", "\r\n")]


def test_the_terminal_says_the_same(directory: Directory, drafts: Mapping[str, Draft]) -> None:
    desk = DraftDesk(settings_of(ROOT), Cache(None), Stages(), None)
    for one in directory.to_do():
        assert desk.draft(one) == drafts[one.id]


def test_what_is_private_stands_beside_a_message_and_never_in_it(site: Path) -> None:
    page = page_of(site, RENATA)
    noted = "somebody from inside"
    assert noted in re.findall(r'<dl class="reminders">.*?</dl>', page, re.DOTALL)[0]
    for message in re.findall(r'<div class="message"[^>]*>(.*?)</div>', page, re.DOTALL):
        assert noted not in message
    for link in re.findall(r'href="(mailto:[^"]*)"', page):
        assert noted not in unquote(link)
    for mail in (site / "mail" / RENATA).iterdir():
        content = message_from_bytes(mail.read_bytes(), policy=policy.default).get_content()
        assert noted not in content


def test_a_file_to_open_says_what_the_page_says(site: Path, drafts: Mapping[str, Draft]) -> None:
    draft = drafts[f"{RENATA}/answer-rejection/2026-11-19"]
    path = site / "mail" / RENATA / "answer-rejection-2026-11-19.eml"
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert mail["X-Unsent"] == "1"
    assert mail["Subject"] == subject_of(draft)
    assert mail["To"] == "Renata Quiroga <renata.quiroga@larkspur.example>"
    assert mail.get_content().replace("\r\n", "\n") == f"{body_of(draft)}\n"


def test_a_decision_has_a_draft_for_each_way(site: Path) -> None:
    page = read_page(page_of(site, SUNNIVA))
    assert "Accept offer: talking points" in page.text
    assert "Decline offer: talking points" in page.text
    assert (
        "tracker draft jobs/sunniva-berg/respond-to-offer/2026-11-18 --template accept-offer"
        in (" ".join(page.text.split()))
    )


def test_no_page_has_an_id_twice(site: Path) -> None:
    for page in site.rglob("*.html"):
        ids = read_page(page.read_text(encoding="utf-8")).ids
        assert len(ids) == len(set(ids)), page


def test_two_offers_on_one_day_keep_their_messages_apart(tmp_path: Path) -> None:
    offers = [f"- 2026-11-18 offer (email, for {one}): come" for one in ("Cook", "Baker")]
    root = workspace(tmp_path, *offers, front="email: d@acme.example\n")
    build(root, today=date(2026, 11, 20))
    page = read_page(page_of(root / "output", "dana"))
    assert sum("-or-accept-offer" in one and one.endswith("-text") for one in page.ids) == 2
    assert len(page.ids) == len(set(page.ids))
    copied = [one["data-copy"] for one in page.named("button") if "data-copy" in one]
    assert len(copied) == len(set(copied))
    assert set(copied) <= set(page.ids)


def test_the_command_runs_whatever_the_id_begins_with(tmp_path: Path) -> None:
    front = "email: d@acme.example\nphone: +1 415 555 0100\n"
    root = workspace(tmp_path, "- 2026-11-18 offer (email): come", front=front)
    (root / "contacts" / "dana.md").rename(root / "contacts" / "-dana.md")
    (root / "tracker.toml").write_text("as_of = 2026-11-20\n", encoding="utf-8")
    build(root)
    page = (root / "output" / "contacts" / "-dana.html").read_text(encoding="utf-8")
    commands = re.findall(r"In a terminal: <code>tracker (.*?)</code>", page)
    assert len(commands) == 3
    commands += re.findall(r"<code>tracker (draft --channel .*?)</code>", page)
    assert len(commands) == 4
    for one in commands:
        ran = CliRunner().invoke(main, ["--root", str(root), *shlex.split(one)])
        assert ran.exit_code == 0, ran.output


def test_a_letter_has_both_addresses_its_day_and_a_place_to_sign(site: Path) -> None:
    page = (site / "letters" / MEI / "thank-you-interview-2026-11-18.html").read_text("utf-8")
    text = read_page(page).text
    order = (
        *("Marisol Brandt", "1482 Larimer Alley", "Friday 20 November 2026", "Mei-Ling Tsao"),
        *("Acme Robotics", "1 Foundry Way", "Dear Mei-Ling,", "Yours sincerely,", "Marisol Brandt"),
        "+1 303 555 0142",
    )
    at = text.index("kept nowhere")
    for one in order:
        at = text.index(one, at) + 1
    assert 'class="sign"' in page


def test_a_letter_is_a_field_to_type_in_and_says_so(site: Path) -> None:
    page = (site / "letters" / MEI / "thank-you-interview-2026-11-18.html").read_text("utf-8")
    (field,) = [one for _, one in read_page(page).elements if "contenteditable" in one]
    assert field["role"] == "textbox"
    assert field["aria-multiline"] == "true"
    assert field["aria-label"] == "The letter"


def test_each_button_that_copies_a_line_says_which(site: Path) -> None:
    page = read_page(page_of(site, SUNNIVA))
    buttons = [one for one in page.named("button") if "-log-" in (one.get("data-copy") or "")]
    drafts: dict[str, list[str | None]] = {}
    for one in buttons:
        of_draft = (one["data-copy"] or "").rpartition("-log-")[0]
        drafts.setdefault(of_draft, []).append(one.get("aria-label"))
    assert ["reached", "voicemail", "no answer"] in [
        [(one or "").removeprefix("Copy the line for ") for one in labels]
        for labels in drafts.values()
    ]
    assert all(None not in one and len(set(one)) == len(one) for one in drafts.values())


def workspace(root: Path, *lines: str, front: str = "") -> Path:
    contacts = root / "contacts"
    contacts.mkdir(parents=True)
    log = "\n".join(lines)
    (contacts / "dana.md").write_text(
        f"---\nname: Dana Whitfield\n{front}---\n## Log\n{log}\n", encoding="utf-8"
    )
    me = "---\nname: Marisol Brandt\nemail: marisol@brandt.example\naddress: Larimer Alley\n---\n"
    (contacts / "me.md").write_text(me, encoding="utf-8")
    return root


def test_a_message_too_long_for_a_link_says_so(tmp_path: Path) -> None:
    root = workspace(tmp_path, "- 2026-11-19 met: at the fair", front="email: d@acme.example\n")
    messages = root / "site_templates" / "messages"
    messages.mkdir(parents=True)
    (messages / "follow-up-new-contact.md").write_text("é" * 400, encoding="utf-8")
    build(root, today=date(2026, 11, 20))
    page = page_of(root / "output", "dana")
    assert "mailto:d@acme.example?" not in page
    assert "too long for a link" in page
    assert "Copy the message" in page
    assert (root / "output/mail/dana/follow-up-new-contact-2026-11-19.eml").is_file()


def test_an_address_that_names_others_goes_nowhere(tmp_path: Path) -> None:
    front = "email: 'a@b.example?bcc=x@evil.example'\n"
    root = workspace(tmp_path, "- 2026-11-19 met: at the fair", front=front)
    build(root, today=date(2026, 11, 20))
    page = page_of(root / "output", "dana")
    # It is no address to begin with, and what a link could be made of is gone with it.
    assert "Find their e-mail address" in page
    assert not (root / "output/mail").exists()
    assert not [one for one in read_page(page).hrefs if "bcc" in one or "mailto" in one]


def test_whom_only_a_file_names_is_shown_there(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, "- 2026-11-19 interview (video, with Ruth Okafor)", front="company: Acme\n"
    )
    build(root, today=date(2026, 11, 20))
    page = read_page(page_of(root / "output", "dana"))
    assert "Ruth Okafor" in page.text
    assert "thank-you (to Ruth Okafor)" in page.text
    assert "Dear Ruth," in page.text


def test_the_day_of_a_line_is_that_of_the_build_and_a_script_may_know_better(
    tmp_path: Path,
) -> None:
    root = workspace(tmp_path, "- 2026-11-19 met: at the fair", front="email: d@acme.example\n")
    build(root, today=date(2026, 11, 20))
    assert '<span data-today="iso">2026-11-20</span> email' in page_of(root / "output", "dana")
    # Held on a day by the settings, that is the day.
    (root / "tracker.toml").write_text("as_of = 2026-11-21\n", encoding="utf-8")
    build(root)
    assert "- <span>2026-11-21</span> email" in page_of(root / "output", "dana")


# In the browser


@pytest.fixture
def page(open_context: OpenContext) -> Page:
    """A page that may say what is on the clipboard."""
    return open_context(permissions=["clipboard-read", "clipboard-write"]).new_page()


#: What somebody would paste, who has copied something.
PASTED = "navigator.clipboard.readText()"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
CLOSED = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
NO_COMMAND = f"{CLOSED} document.execCommand = () => false;"


def copy(page: Page, what: str, number: int = 0) -> None:
    page.evaluate("document.querySelector('.copied').textContent = ''")
    page.locator(f'button[data-what="{what}"]').nth(number).click()
    expect(page.locator(".copied").first).not_to_be_empty()


@pytest.mark.browser
@pytest.mark.parametrize("before", ["", CLOSED, "fallback"], ids=["clipboard", "refused", "none"])
def test_the_buttons_copy_exactly_the_draft(
    site: Path, page: Page, heard: Heard, drafts: Mapping[str, Draft], before: str
) -> None:
    draft = drafts[f"{RENATA}/answer-rejection/2026-11-19"]
    page.goto((site / "contacts" / f"{RENATA}.html").as_uri())
    if before == "fallback":
        # What the page sees is a browser without a clipboard; what the test reads is the real one.
        page.evaluate("window.real = navigator.clipboard; 0")
        page.evaluate(f"{NO_CLIPBOARD} 0")
    elif before:
        page.evaluate(f"{before} 0")
    pasted = "window.real.readText()" if before == "fallback" else PASTED
    copy(page, "The message")
    assert page.evaluate(pasted) == body_of(draft)
    assert page.evaluate("document.querySelector('.copied').textContent") == (
        "The message is on your clipboard."
    )
    copy(page, "The subject")
    assert page.evaluate(pasted) == subject_of(draft)
    copy(page, "The line for the log")
    assert page.evaluate(pasted) == "- 2026-11-20 thank-you (email)"
    folder = site.as_uri()
    asked = {one.removeprefix(f"{folder}/") for one in heard.asked}
    own = {f"contacts/{RENATA}.html", "assets/style.css"}
    own |= {f"assets/{one}.js" for one in ("clipboard", "days", "drafts", "fresh", "search")}
    # A browser asks for an icon once.
    assert asked - {"assets/icon.svg"} == own


@pytest.mark.browser
def test_where_nothing_can_be_copied_the_text_is_selected(
    site: Path, page: Page, drafts: Mapping[str, Draft]
) -> None:
    page.goto((site / "contacts" / f"{RENATA}.html").as_uri())
    page.evaluate(f"{NO_COMMAND} 0")
    copy(page, "The message")
    assert "is selected" in page.evaluate("document.querySelector('.copied').textContent")
    draft = drafts[f"{RENATA}/answer-rejection/2026-11-19"]
    assert page.evaluate("getSelection().toString()").strip() == body_of(draft).strip()


@pytest.mark.browser
def test_a_link_unfolds_the_draft_it_leads_to(site: Path, page: Page) -> None:
    address = (site / "contacts" / f"{RENATA}.html").as_uri()
    fold = "document.getElementById('draft-reconnect-after-rejection-2026-11-19').open"
    page.goto(address)
    assert page.evaluate(fold) is False
    page.evaluate("location.hash = '#draft-reconnect-after-rejection-2026-11-19'; 0")
    page.wait_for_function(f"() => {fold}")
    assert page.evaluate(f"{fold.removesuffix('.open')}.getBoundingClientRect().height") > 100
    page.goto("about:blank")
    page.goto(f"{address}#draft-reconnect-after-rejection-2026-11-19")
    assert page.evaluate(fold) is True


@pytest.mark.browser
def test_the_day_is_that_on_which_one_looks(page: Page, tmp_path: Path) -> None:
    front = "email: d@acme.example\naddress: 1 Foundry Way\nprefers: letter\n"
    root = workspace(tmp_path, "- 2026-11-19 interview (video)", front=front)
    build(root, today=date(2026, 11, 20))
    page.clock.install(time=datetime(2026, 11, 21, 12, tzinfo=UTC))
    page.goto((root / "output/contacts/dana.html").as_uri())
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    assert page.evaluate("document.querySelector('[data-today]').textContent") == today
    copy(page, "The line for the log")
    assert page.evaluate(PASTED) == f"- {today} thank-you (letter)"
    page.goto((root / "output/letters/dana/thank-you-interview-2026-11-19.html").as_uri())
    in_words = page.evaluate(
        "new Date().toLocaleDateString('en-GB',"
        " {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'}).replace(',', '')"
    )
    assert page.evaluate("document.querySelector('.letter-date').textContent") == in_words
    # Whoever posts it tomorrow dates it so, and may copy the line for the log before or after.
    page.evaluate("document.querySelector('.letter-date').textContent = 'Monday'; 0")
    page.evaluate("document.querySelector('code [data-today]').textContent = '2020-01-01'; 0")
    copy(page, "The line for the log")
    assert page.evaluate(PASTED) == f"- {today} thank-you (letter)"
    assert page.evaluate("document.querySelector('.letter-date').textContent") == "Monday"


@pytest.mark.browser
def test_without_a_script_there_are_no_buttons(
    site: Path, open_context: OpenContext, drafts: Mapping[str, Draft]
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto((site / "contacts" / f"{RENATA}.html").as_uri())
    shown = "[...document.querySelectorAll('button')].filter(one => one.offsetHeight).length"
    assert page.evaluate(shown) == 0
    draft = drafts[f"{RENATA}/answer-rejection/2026-11-19"]
    assert page.evaluate("document.querySelector('.message').textContent") == body_of(draft)


@pytest.mark.browser
def test_over_http_as_well(
    site: Path, page: Page, heard: Heard, drafts: Mapping[str, Draft]
) -> None:
    server = SiteServer(site, 0)
    server.start()
    try:
        page.goto(f"{server.url}contacts/{RENATA}.html")
        copy(page, "The message")
        draft = drafts[f"{RENATA}/answer-rejection/2026-11-19"]
        assert page.evaluate(PASTED) == body_of(draft)
        assert all(one.startswith(server.url) for one in heard.asked)
    finally:
        server.stop()
