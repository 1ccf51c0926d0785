"""Each check of a draft fires on what it is for, and not on what is right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drafts.desk import ME, desk_of, file
from tests.rules.workspace import world
from tracker.contact.kinds import Channel
from tracker.drafts.draft import Check, Draft, Finding
from tracker.drafts.draft_checks import MOST_WORDS
from tracker.drafts.repeats import with_repeats
from tracker.drafts.stock_phrases import STOCK_PHRASES, stock_phrases_in
from tracker.messages import Messages

DANA = "name: Dana Whitfield\ncompany: Acme Robotics\nposition: Engineer\nemail: dana@acme.example"
LOG = "- 2026-11-12 interview (video): asked about migrations and rollbacks"

#: A message in which nothing is to be mended.
GOOD = "Dear Dana,\n\nThank you for Thursday. Your migrations at Acme Robotics stayed with me."

Write = Callable[..., Draft]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a message for an interview from a template of one's own."""

    def written(
        body: str = GOOD,
        subject: str = "Thank you",
        channel: Channel = Channel.EMAIL,
        log: str = LOG,
        me: str | None = ME,
        front: str = DANA,
    ) -> Draft:
        folder = tmp_path / "messages"
        folder.mkdir(exist_ok=True)
        text = f"---\nsubject: {subject}\n---\n{body}\n\n{{{{ signature }}}}\n"
        for name in (
            "thank-you-interview",
            "thank-you-interview.call",
            "thank-you-interview.letter",
        ):
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        more = "\nphone: +1 415 555 0100\naddress: 1 Foundry Way"
        made = world({"dana.md": file(front + more, log)})
        desk = desk_of(made, me, own=tmp_path)
        return desk.draft("thank-you-interview", "dana", channel)

    return written


def found(draft: Draft, check: Check) -> list[Finding]:
    return [one for one in draft.findings if one.check is check]


def test_nothing_is_found_in_what_is_right(write: Write) -> None:
    assert write().findings == ()
    assert write(channel=Channel.LETTER).findings == ()
    assert write(channel=Channel.CALL).findings == ()


def test_every_finding_says_how_to_mend_it(write: Write) -> None:
    bad = "Dear Dana, just checking in. {{ gap('Why you?') }} " + "word " * 300 + "at Acme Robotic."
    draft = write(bad, me="---\nname: Marisol\n---\n")
    assert {one.check for one in draft.findings} == set(Check) - {Check.SAME_TEXT}
    for one in draft.findings:
        assert one.message.endswith("."), one
        assert one.fix, one


# Gaps


def test_gaps_are_found_in_body_and_subject(write: Write) -> None:
    (one,) = found(write(GOOD + " {{ gap('Why you?') }}"), Check.GAPS)
    assert one.message == "1 gap is left to fill."
    assert "Why you?" in one.fix
    (two,) = found(
        write(GOOD + " {{ gap('Why you?') }}", subject="{{ gap('About what?') }}"), Check.GAPS
    )
    assert two.message == "2 gaps are left to fill."
    assert not found(write(GOOD + " [not a gap]"), Check.GAPS)


# A detail of the last conversation


@pytest.mark.parametrize(
    ("body", "fires"),
    [
        ("Dear Dana,\n\nThank you for the interview. I liked it.", True),
        ("Dear Dana,\n\nThank you for Thursday 12 November.", True),
        ("Dear Dana,\n\nYour rollbacks stayed with me.", False),
        ("Dear Dana,\n\nRollbacks!", False),
        # The gap asks for it, and has what was noted beside it.
        ("Dear Dana,\n\n{{ gap('What was said?', trigger.text) }}", False),
        ("Dear Dana,\n\n{{ gap('What was said?') }}", True),
    ],
)
def test_a_detail_is_missed(write: Write, body: str, fires: bool) -> None:  # noqa: FBT001
    assert bool(found(write(body), Check.NO_DETAIL)) is fires


def test_a_log_that_says_no_more_is_said(write: Write) -> None:
    (one,) = found(write("Thank you, Dana.", log="- 2026-11-12 interview (video)"), Check.NO_DETAIL)
    assert "your log says no more" in one.message
    # Nothing in it that could be looked for.
    assert not found(write("Thank you, Dana.", log="- 2026-11-12 interview: fine"), Check.NO_DETAIL)


def test_details_below_an_entry_count(write: Write) -> None:
    log = "- 2026-11-12 interview\n  - promised: my checklist"
    assert not found(write("My checklist is with this.", log=log), Check.NO_DETAIL)


# Length


@pytest.mark.parametrize("channel", list(MOST_WORDS))
def test_length_counts_words_by_channel(write: Write, channel: Channel) -> None:
    most = MOST_WORDS[channel]
    start = "migrations "
    assert not found(write(start + "word " * (most - 1), channel=channel), Check.TOO_LONG)
    (one,) = found(write(start + "word " * most, channel=channel), Check.TOO_LONG)
    assert f"{most + 1} words" in one.message


# Stock phrases


@pytest.mark.parametrize("phrase", list(STOCK_PHRASES))
def test_every_stock_phrase_is_found(phrase: str) -> None:
    shown = phrase.replace(" ", "\n", 1).upper()
    assert [found for found, _ in stock_phrases_in(f"Dear Dana, {shown}, and so on.")] == [
        phrase.upper()
    ]
    assert list(stock_phrases_in(f"x{phrase}x")) == []


def test_a_stock_phrase_is_found_and_a_plain_one_is_not(write: Write) -> None:
    (one,) = found(write(GOOD + " I am just checking in."), Check.STOCK_PHRASE)
    assert one.message == "“just checking in” is a stock phrase."
    assert one.fix.startswith("Say what you are writing about")
    typed = found(write(GOOD + " I hope you’re well; I know you’re busy."), Check.STOCK_PHRASE)
    assert len(typed) == 1
    assert not found(
        write(GOOD + " I checked in at the hotel and touched the base."), Check.STOCK_PHRASE
    )


def test_no_shipped_message_has_one() -> None:
    folder = Path(__file__).parents[2] / "site_templates" / "messages"
    files = sorted(folder.glob("*.md"))
    assert len(files) > 50
    said = {one.name: list(stock_phrases_in(one.read_text(encoding="utf-8"))) for one in files}
    assert {name: phrases for name, phrases in said.items() if phrases} == {}


# Your own details


def test_your_details_are_missed(write: Write) -> None:
    assert found(write(me=None), Check.YOUR_DETAILS)[0].message.startswith(
        "There is no contacts/me.md"
    )
    bare = "---\nname: Marisol Brandt\nemail: m@b.example\n---\n"
    messages = [one.message for one in found(write(me=bare), Check.YOUR_DETAILS)]
    assert messages == [
        "Your own details lack a mobile number.",
        "Your own details lack a landline number.",
        "Your own details lack a home address.",
    ]
    assert not found(write(), Check.YOUR_DETAILS)


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("{mobile: 0612345678, landline: none}", []),
        ("{landline: 0201234567, Cell: no}", []),
        ("{mobile: 0612345678}", ["Your own details lack a landline number."]),
        # What a number is, is asked in the report, once: it is there to be called.
        ("0612345678", []),
        ("[0612345678, 0201234567]", []),
    ],
)
def test_a_number_that_you_do_not_have_is_said_once_and_a_label_in_no_draft(
    write: Write, phone: str, said: list[str]
) -> None:
    me = f"---\nname: Marisol Brandt\nemail: m@b.example\naddress: A 1\nphone: {phone}\n---\n"
    draft = write(me=me)
    assert [one.message for one in found(draft, Check.YOUR_DETAILS)] == said
    assert "none" not in draft.signature
    assert "(no)" not in draft.signature


def test_strangers_need_no_home_address() -> None:
    made = world({"kai.md": file("name: Kai\nemail: k@x.example", "- 2026-11-14 met: at the fair")})
    desk = desk_of(made, ME.replace("address: 1482 Larimer Alley, Denver CO 80205\n", ""))
    assert not found(desk.draft("follow-up-new-contact"), Check.YOUR_DETAILS)
    assert found(desk.draft("follow-up-new-contact", channel=Channel.LETTER), Check.YOUR_DETAILS)
    told = desk_of(made).draft("follow-up-new-contact")
    assert "Larimer" not in told.signature
    assert (
        "Larimer" in desk_of(made).draft("follow-up-new-contact", channel=Channel.LETTER).signature
    )


@pytest.mark.parametrize(
    ("front", "gets_it"),
    [
        ("company: Acme", True),
        ("company: ACME", True),
        ("company: Elsewhere", False),
        ("tags: fair", False),
        ("company: Elsewhere\nrelationship: recruiter", True),
        ("company: Elsewhere\nrelationship: hiring manager", True),
        ("company: Acme\nrelationship: friend", False),
    ],
)
def test_only_who_may_hire_gets_the_home_address(front: str, gets_it: bool) -> None:  # noqa: FBT001
    log = "- 2026-11-14 referral-request (email, for Cook at Acme): who hires there?"
    made = world({"kai.md": file(f"name: Kai\nemail: k@x.example\n{front}", log)})
    draft = desk_of(made).draft("follow-up-request")
    assert ("Larimer" in draft.signature) is gets_it


# Names


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Dear Dana Whitefield, your migrations.", ["Whitefield"]),
        ("Dear Dnaa, your migrations.", ["Dnaa"]),
        ("The migrations at Acme Robotic.", ["Robotic"]),
        ("The migrations at ACME Robotics.", ["ACME Robotics"]),
        ("Dear Dana Whitfield, your migrations at Acme Robotics.", []),
        # What begins a sentence, or is no name, is no slip.
        ("Data, migrations. Dare I say it? Acre by acre, robotics is fun.", []),
        ("Thank you, Luis Ortega, for the migrations.", []),
    ],
)
def test_a_name_is_spelled_as_in_the_file(write: Write, text: str, wrong: list[str]) -> None:
    messages = [one.message for one in found(write(text), Check.SPELLING)]
    assert [message.split("”")[0].removeprefix("“") for message in messages] == wrong


@pytest.mark.parametrize(
    ("company", "position", "text"),
    [
        ("Acme Robotics", "Robotic Engineer", "About the Robotic Engineer position: migrations."),
        ("Engineers Ltd", "Platform Engineer", "The position of Platform Engineer: migrations."),
        ("Analytica", "Analytics Lead", "You look for an Analytics Lead, with migrations."),
        ("IT", "Cook", "Thank you. It was good to hear of migrations."),
        ("NEXT", "Cook", "Migrations!\n\nNext week is fine. Next, rollbacks."),
        ("acme", "Cook", "Migrations. Acme by acme."),
        ("Novembre", "Cook", "We spoke on Wednesday 18 November about migrations."),
        ("Sundae", "Cook", "Is Sunday fine, to speak of migrations?"),
    ],
)
def test_words_of_their_own_are_no_slips(
    write: Write, company: str, position: str, text: str
) -> None:
    front = f"name: Dana Whitfield\ncompany: {company}\nposition: {position}\nemail: d@x.example"
    assert not found(write(text, front=front), Check.SPELLING)


def test_what_somebody_is_called_is_no_slip_of_their_name(write: Write) -> None:
    front = "name: Ottoline Bakker\ngreeting: Otoline\nemail: d@x.example"
    text = "Hello Otoline, and so, Otoline, to the migrations."
    assert not found(write(text, front=front), Check.SPELLING)
    assert found(write(text, front=front.replace("greeting: Otoline\n", "")), Check.SPELLING)


@pytest.mark.parametrize(
    ("company", "text", "wrong"),
    [
        ("IT", "Migrations at It, then.", "It"),
        ("NEXT", "I liked what Next does: migrations.", "Next"),
        ("Acme Robotics", "ACME Robotics is where I heard of migrations.", "ACME Robotics"),
        ("Novembre", "Migrations at Novembr are fun.", "Novembr"),
    ],
)
def test_slips_beside_such_words_are_found(
    write: Write, company: str, text: str, wrong: str
) -> None:
    front = f"name: Dana Whitfield\ncompany: {company}\nposition: Cook\nemail: d@x.example"
    (one,) = found(write(text, front=front), Check.SPELLING)
    assert one.message == f"“{wrong}” is spelled “{company}” in their file."


def test_other_names_in_play_are_no_slips(write: Write) -> None:
    log = "- 2026-11-12 interview (with Dina Whitfeld): migrations"
    assert not found(write("I met you and Dina Whitfeld: migrations.", log=log), Check.SPELLING)


# The same text


def both(bodies: dict[str, str], log: str = "", own: Path | None = None) -> tuple[Draft, ...]:
    files = {
        "dana.md": file(DANA, f"{LOG.replace('(video)', '(video, with Luis Ortega)')}\n{log}"),
        "luis.md": file("name: Luis Ortega\ncompany: ACME robotics\nemail: l@acme.example"),
    }
    desk = desk_of(world(files), own=own)
    drafts = [desk.draft("thank-you-interview", who) for who in ("dana", "luis")]
    if bodies:
        drafts = [
            Draft(
                **{
                    **{name: getattr(one, name) for name in Draft.__slots__},
                    "body": (bodies[one.contact] + "\n\n" + one.signature,),
                }
            )
            for one in drafts
        ]
    return with_repeats(drafts, desk.scene.book)


SAME = (
    "I have been thinking about our conversation ever since. What you build is what I want to do."
)


def test_the_same_text_to_two_people_of_a_company_is_found() -> None:
    dana, luis = both({"dana": f"Dear Dana,\n\n{SAME}", "luis": f"Dear Luis,\n\n{SAME}"})
    (one,) = found(dana, Check.SAME_TEXT)
    assert "the draft for Luis Ortega" in one.message
    assert "the draft for Dana Whitfield" in found(luis, Check.SAME_TEXT)[0].message


def test_different_texts_are_not() -> None:
    other = (
        "The gripper on your desk made my day. I would start with the lease renewal, and ask you."
    )
    drafts = both({"dana": f"Dear Dana,\n\n{SAME}", "luis": f"Dear Luis,\n\n{other}"})
    assert not [one for draft in drafts for one in found(draft, Check.SAME_TEXT)]


def test_what_the_log_has_of_what_you_sent_counts() -> None:
    quoted = f"- 2026-11-13 email (to Luis Ortega)\n\n  {SAME}\n"
    drafts = both(
        {"dana": SAME, "luis": "Something else altogether, for you alone to read."}, quoted
    )
    (one,) = found(drafts[0], Check.SAME_TEXT)
    assert "what you wrote to Luis Ortega on Friday 13 November" in one.message


def test_two_interviewers_get_texts_of_their_own() -> None:
    dana, luis = both({})
    assert dana.template == luis.template
    assert dana.body != luis.body
    assert not found(dana, Check.SAME_TEXT)
    assert not found(luis, Check.SAME_TEXT)


def test_four_interviewers_in_letters_as_well(tmp_path: Path) -> None:
    log = "- 2026-11-12 interview (with Luis Ortega and Ana Silva and Bo Hart): migrations"
    files = {
        f"{who}.md": file(
            f"name: {name}\ncompany: Acme\naddress: 1 Main St\nprefers: letter",
            log if who == "dana" else "",
        )
        for who, name in (
            ("dana", "Dana Roe"),
            ("luis", "Luis Ortega"),
            ("ana", "Ana Silva"),
            ("bo", "Bo Hart"),
        )
    }
    desk = desk_of(world(files))
    for channel in (Channel.LETTER, Channel.EMAIL):
        drafts = [
            desk.draft("thank-you-interview", who, channel) for who in ("dana", "luis", "ana", "bo")
        ]
        assert len({one.body for one in drafts}) == 4
        judged = with_repeats(drafts, desk.scene.book)
        assert not [one for draft in judged for one in found(draft, Check.SAME_TEXT)]
    assert Messages(tmp_path).names == desk.messages.names
