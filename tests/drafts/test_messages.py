"""Message templates: which one is chosen, what it may say, and what is said of a mistake in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.drafts.desk import Desk, desk_of, file, samples
from tests.rules.workspace import world
from tracker.contact.kinds import Channel
from tracker.drafts.choice import NoOccasionError
from tracker.drafts.draft import Draft, Gap, Letterhead, text_of
from tracker.message_template import parts_of, understood
from tracker.messages import Messages
from tracker.render import TemplateError
from tracker.rules.followup import Try

DANA = """name: Dana Whitfield
company: Acme Robotics
position: Engineer
email: dana@acme.example
phone: {work: +1 415 555 0199, mobile: +1 415 555 0100}
address: 1 Foundry Way, Oakland CA 94607"""
LOG = "- 2026-11-12 interview (video, with Luis Ortega): asked about migrations"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "messages").mkdir()
    return tmp_path


def put(own: Path, name: str, text: str) -> None:
    (own / "messages" / f"{name}.md").write_text(text, encoding="utf-8")


def desk(own: Path | None = None, front: str = DANA, log: str = LOG, toml: str = "") -> Desk:
    return desk_of(world({"dana.md": file(front, log)}, toml), toml=toml, own=own)


def thanks(own: Path | None = None, front: str = DANA, channel: Channel | None = None) -> Draft:
    return desk(own, front).draft("thank-you-interview", "dana", channel)


def body(draft: Draft) -> str:
    return text_of(draft.body)


# Which template


@pytest.mark.parametrize(
    ("channel", "template"),
    [
        (None, "thank-you-interview"),
        (Channel.EMAIL, "thank-you-interview"),
        (Channel.LETTER, "thank-you-interview.letter"),
        (Channel.CALL, "thank-you-interview.call"),
    ],
)
def test_the_channel_chooses(channel: Channel | None, template: str) -> None:
    assert thanks(channel=channel).template == template


def test_a_file_of_the_same_name_takes_the_place(own: Path) -> None:
    put(own, "thank-you-interview", "---\nsubject: Hi\n---\nThanks, {{ them.first }}!\n")
    draft = thanks(own)
    assert (text_of(draft.subject), body(draft)) == ("Hi", "Thanks, Dana!")
    assert thanks(own, channel=Channel.LETTER).template == "thank-you-interview.letter"
    assert "Thanks, Dana!" not in body(thanks(own, channel=Channel.LETTER))


@pytest.mark.parametrize(
    ("language", "there", "channel", "chosen"),
    [
        ("nl", ["nl"], None, "nl"),
        ("nl-BE", ["nl"], None, "nl"),
        ("nl-BE", ["nl", "nl-be"], None, "nl-be"),
        ("nl", ["nl"], Channel.LETTER, "nl"),
        ("nl", ["nl", "letter.nl"], Channel.LETTER, "letter.nl"),
        ("fr", ["nl"], None, ""),
        ("en-GB", ["nl"], None, ""),
        # A call is spoken from talking points, whatever the language.
        ("nl", ["nl"], Channel.CALL, "call"),
        ("nl", ["nl", "call.nl"], Channel.CALL, "call.nl"),
    ],
)
def test_the_language_chooses(
    own: Path, language: str, there: list[str], channel: Channel | None, chosen: str
) -> None:
    for one in there:
        put(own, f"thank-you-interview.{one}", "---\nsubject: Bedankt\n---\nDag {{ them.first }}\n")
    draft = thanks(own, f"{DANA}\nlanguage: {language}", channel)
    assert draft.template == f"thank-you-interview{'.' if chosen else ''}{chosen}"
    said = [note for note in draft.notes if "They speak" in note]
    assert bool(said) is (language == "fr")
    if said:
        assert "thank-you-interview.fr.md" in said[0]


def test_a_later_attempt_has_a_template_of_its_own(own: Path) -> None:
    made = desk(own, log="- 2026-11-02 applied")
    one = made.one("status-check-application")
    again = replace(one, attempt=2, tries=(Try(date(2026, 11, 11), one.deadline),))
    names = [
        made.messages.draft(each, made.scene, channel).template
        for each in (one, again)
        for channel in (Channel.EMAIL, Channel.CALL)
    ]
    assert names == [
        "status-check-application",
        "status-check-application.call",
        "status-check-application-2",
        "status-check-application.call",
    ]
    assert "Wednesday 11 November" in body(made.messages.draft(again, made.scene, Channel.EMAIL))


OWN_RULE = """
[rules.send-the-portfolio]
on = ["met"]
until = ["letter"]
due = "3 days"
channels = ["letter"]
why = "Designers hire from portfolios."
"""


def test_a_rule_of_the_users_own_has_the_general_message(own: Path) -> None:
    made = desk(own, log="- 2026-11-14 met: at the fair", toml=OWN_RULE)
    draft = made.draft("send-the-portfolio")
    assert draft.template == "general"
    assert any("site_templates/messages/" in note for note in draft.notes)
    put(own, "send-the-portfolio", "Here it is, {{ them.first }}.\n")
    made = desk(own, log="- 2026-11-14 met: at the fair", toml=OWN_RULE)
    assert body(made.draft("send-the-portfolio")) == "Here it is, Dana."


@pytest.mark.parametrize(
    ("log", "rule", "template"),
    [
        ("- 2026-11-18 message (in, social): hi", "answer-inbound", "move-conversation"),
        ("- 2026-11-18 message (in, text): hi", "answer-inbound", "move-conversation"),
        ("- 2026-11-18 call (in, voicemail): ring me", "answer-inbound", "return-call"),
        ("- 2026-11-18 inquiry: can you?", "answer-inbound", "answer-inquiry"),
        ("- 2026-11-18 email (in): can you?", "answer-inbound", "answer-inbound"),
    ],
)
def test_what_came_in_chooses(log: str, rule: str, template: str) -> None:
    draft = desk(log=log).draft(rule)
    assert draft.template.removesuffix(".call") == template


@pytest.mark.parametrize(
    ("left_out", "asked"),
    [
        ("", "Ask: “Shall I write to you at dana@acme.example? I am at marisol@brandt.example.”"),
        ("email", "Ask: “Where shall I write to you? I am at marisol@brandt.example.”"),
    ],
)
def test_a_call_asks_for_no_address_that_their_file_has(left_out: str, asked: str) -> None:
    front = "\n".join(one for one in DANA.split("\n") if not left_out or left_out not in one)
    made = desk(front=front, log="- 2026-11-18 message (in, social): hi")
    assert asked in body(made.draft("answer-inbound", channel=Channel.CALL))


@pytest.mark.parametrize(
    ("template", "known", "not_known"),
    [
        (None, "and may I give them 0199?”", "and at which number?”"),
        (
            "ask-reference.call",
            "“May they ring you at 0199, and when is a good time for you?”",
            "“At which number, and when is a good time for you?”",
        ),
    ],
)
def test_nor_for_a_number(template: str | None, known: str, not_known: str) -> None:
    log = "- 2026-11-24 interview (for Engineer at Acme)"
    for phone, asked in (("phone: 0199", known), ("email: r@x.example", not_known)):
        ref = f"name: Ruth Okafor\nrelationship: reference\n{phone}"
        made = desk_of(world({"dana.md": file(DANA, log), "ruth.md": file(ref)}))
        said = body(made.draft("alert-references", "ruth", Channel.CALL, template))
        assert asked in said


def test_a_conversation_is_never_answered_where_it_came_from() -> None:
    for one in samples().made.derived.follow_ups:
        draft = samples().messages.draft(one, samples().scene)
        assert draft.channel in {None, Channel.CALL, Channel.EMAIL, Channel.LETTER}
    with pytest.raises(ValueError, match="no message goes by social"):
        thanks(channel=Channel.SOCIAL)


def test_customers_are_kept_in_touch_with_as_such() -> None:
    log = "- 2026-08-18 purchase: yen prices"
    assert (
        desk(front="name: Mae\nrelationship: customer\nemail: m@x.example", log=log)
        .draft("keep-in-touch")
        .template
        == "repeat-buyer"
    )
    friend = desk(
        front="name: Mae\nkeep_in_touch: 1 month\nemail: m@x.example", log="- 2026-08-18 call"
    )
    assert friend.draft("keep-in-touch").template == "keep-in-touch"


def test_an_offer_can_be_accepted_or_declined() -> None:
    made = desk(log="- 2026-11-18 offer (reply by 2026-11-23): 148,000")
    drafts = made.messages.drafts(made.one("respond-to-offer"), made.scene)
    names = [one.template.removesuffix(".call") for one in drafts]
    assert names == ["respond-to-offer", "accept-offer", "decline-offer"]
    assert [one.log[0].rest for one in drafts] == ["call", "accepted (call)", "declined (call)"]
    assert (
        made.draft("respond-to-offer", template="accept-offer", channel=Channel.LETTER).log[0].rest
        == "accepted (letter)"
    )


def test_what_another_message_speaks_of_is_in_the_log() -> None:
    made = desk(log=f"- 2026-11-05 offer: 148,000\n{LOG}")
    draft = made.draft("thank-you-interview", "dana", Channel.EMAIL, "accept-offer")
    assert "your offer of Thursday 5 November" in body(draft)
    assert [line.rest for line in draft.log] == ["accepted (email)"]
    assert draft.gaps[0].reminder == "You noted: “148,000”"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("accept-offer", "`offer`"),
        ("decline-offer", "`offer`"),
        ("thank-you-purchase", "`purchase`"),
        ("thank-references", "`an outcome`"),
        ("return-call", "`call (in, voicemail)`"),
        ("status-check-application", "`applied`"),
    ],
)
def test_and_is_not_made_up(template: str, words: str) -> None:
    with pytest.raises(NoOccasionError) as wrong:
        desk().draft("thank-you-interview", "dana", template=template)
    assert str(wrong.value) == (
        f"`{template}` speaks of {words}, and the log has none for Dana Whitfield: add that first."
    )


def test_nor_taken_from_somebody_else() -> None:
    files = {
        "dana.md": file(DANA, LOG),
        "kim.md": file("name: Kim\nrelationship: recruiter", "- 2026-11-05 offer"),
    }
    with pytest.raises(NoOccasionError):
        desk_of(world(files)).draft("thank-you-interview", "dana", template="accept-offer")
    files["kim.md"] = file("name: Kim\ncompany: Acme Robotics", "- 2026-11-05 offer (for Engineer)")
    draft = desk_of(world(files)).draft("thank-you-interview", "dana", None, "accept-offer")
    assert "your offer of Thursday 5 November" in body(draft)


def test_a_team_is_not_called_by_name() -> None:
    log = "- 2026-11-12 interview (with the panel)"
    draft = desk(log=log).draft("thank-you-interview", "the panel", Channel.EMAIL)
    assert body(draft).startswith("Dear all,\n")
    assert draft.gaps[0].question == "What they said that you still think about, and why"


def test_a_decision_is_logged_whatever_it_is_said_beside() -> None:
    made = desk(log="- 2026-11-05 offer\n- 2026-12-01 interview")
    draft = made.draft("prepare-interview", template="decline-offer", channel=Channel.EMAIL)
    assert [line.rest for line in draft.log] == ["declined (email)"]


# What it says


def test_the_address_is_the_one_it_goes_to() -> None:
    assert thanks().address == "dana@acme.example"
    assert thanks(channel=Channel.CALL).address == "+1 415 555 0100"
    letter = thanks(channel=Channel.LETTER)
    assert letter.address == "1 Foundry Way, Oakland CA 94607"
    assert letter.letterhead == Letterhead(
        ("Marisol Brandt", "1482 Larimer Alley, Denver CO 80205"),
        ("Dana Whitfield", "Acme Robotics", "1 Foundry Way, Oakland CA 94607"),
        "Marisol Brandt",
    )
    assert thanks().letterhead is None
    nowhere = thanks(front="name: Dana Whitfield\ncompany: Acme\nposition: Engineer")
    assert (nowhere.channel, nowhere.address) == (None, "")
    (missing,) = (note for note in nowhere.notes if "is known" in note)
    assert missing.startswith("No e-mail address")
    called = thanks(front="name: Dana Whitfield\nposition: Engineer", channel=Channel.CALL)
    assert "No phone number of theirs is known: find one." in called.notes


def test_private_notes_are_reminders_and_never_words(own: Path) -> None:
    text = (
        "{{ gap('What was said?', trigger.text, trigger.open) }} "
        "{{ gap('Why?', yours=['a', 'b']) }}"
    )
    put(own, "thank-you-interview", text)
    draft = thanks(own)
    first, second = draft.gaps
    assert first == Gap("What was said?", "You noted: “asked about migrations”")
    assert second.reminder == "Your own file says: a; b"
    assert body(draft) == "[What was said?] [Why?]"
    for each in samples().made.derived.follow_ups:
        for made in samples().messages.drafts(each, samples().scene):
            note = each.trigger.entry.text if each.trigger else ""
            if note and made.channel is not Channel.CALL and each.rule != "manual":
                assert note not in body(made), made.template


def test_how_you_met_is_quoted_and_documented_so() -> None:
    front = "name: Kai Roe\nemail: k@x.example\nmet: at the Delft meetup"
    made = desk_of(world({"kai.md": file(front, "- 2026-11-14 met: talks too much")}))
    draft = made.draft("follow-up-new-contact")
    assert "at the Delft meetup" in text_of(draft.subject)
    assert "at the Delft meetup" in body(draft)
    assert "talks" not in body(draft)
    docs = Path(__file__).parents[2] / "docs"
    row = (docs / "format.md").read_text(encoding="utf-8").split("| `met` | where")[1]
    assert "quotes it to them" in row.splitlines()[0]
    assert "`met` (*where or how you met*) stands word for word" in (
        (docs / "messages.md").read_text(encoding="utf-8")
    )


def test_talking_points_quote_them() -> None:
    log = f"{LOG}\n  - clarify: the CAP question\n  - promised: my checklist"
    draft = desk(log=log).draft("thank-you-interview", "dana", Channel.CALL)
    assert "the CAP question" in body(draft)
    assert draft.subject == ()


def test_paragraphs_are_single_lines_and_items_are_kept(own: Path) -> None:
    text = """---
subject: "A: b"
---
One line
and another{% if position %} with more{% endif %}


{% if position %}
Second
{% endif %}

- an item
  that goes on
- another
{{ greeting }}
{{ signature }}
"""
    put(own, "thank-you-interview", text)
    draft = thanks(own)
    assert text_of(draft.subject) == "A: b"
    assert body(draft).removesuffix(draft.signature) == (
        "One line and another with more\n\nSecond\n\n- an item that goes on\n- another Dear Dana,\n"
    )
    assert draft.signature.startswith("Marisol Brandt\n+1 303 555 0142 (mobile)")


def test_content_is_no_template_and_no_markup(own: Path) -> None:
    put(own, "thank-you-interview", "{{ them.name }} & <b> {{ company }}")
    hostile = (
        'name: "{{ 7 * 7 }} {% raw %}"\ncompany: "<script> & {{ you }}"\n'
        "position: X\nemail: a@b.example"
    )
    assert body(desk(own, hostile).draft("thank-you-interview", "dana")) == (
        "{{ 7 * 7 }} {% raw %} & <b> <script> & {{ you }}"
    )


def test_you_without_a_file_are_asked_for() -> None:
    made = desk()
    scene = replace(made.scene, me=None)
    draft = made.messages.draft(made.one("thank-you-interview", "dana"), scene)
    assert "contacts/me.md" in draft.gaps[-1].question
    assert draft.signature == ""


@pytest.mark.parametrize(
    ("log", "theirs", "yours", "said"),
    [
        ("15:00 interview", "America/New_York", "America/Denver", "17:00 your time"),
        ("15:00 interview (theirs)", "America/New_York", "America/Denver", "15:00 your time"),
        ("15:00 interview", "America/Denver", "America/Denver", "15:00"),
        ("15:00 interview (theirs)", "America/Denver", "America/Denver", "15:00"),
        (
            "22:00 interview",
            "Asia/Tokyo",
            "America/Denver",
            "14:00 on Wednesday 2 December your time",
        ),
        ("15:00 interview", "America/New_York", "", "15:00 my time"),
        ("15:00 interview", "", "America/Denver", "15:00"),
        ("15:00 interview (theirs)", "", "", "15:00 your time"),
    ],
)
def test_an_appointment_is_told_by_their_clock(
    log: str, theirs: str, yours: str, said: str
) -> None:
    front = DANA + (f"\ntimezone: {theirs}" if theirs else "")
    toml = f'[calendar]\ntimezone = "{yours}"\n' if yours else ""
    draft = desk(front=front, log=f"- 2026-12-01 {log}", toml=toml).draft("prepare-interview")
    assert f" at {said}." in body(draft)


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.LETTER])
@pytest.mark.parametrize("number", range(4))
def test_a_thank_you_is_for_no_more_than_is_known(channel: Channel, number: int) -> None:
    people = [f"Person {letter}" for letter in "ABCD"]
    made = desk(log=f"- 2026-11-12 interview (with {', with '.join(people[1:])}): it went badly")
    one = made.one("thank-you-interview", "dana")
    (first, *others) = one.trigger.people if one.trigger is not None else ()
    one = replace(one, person=(first, *others)[number])
    said = body(made.messages.draft(one, made.scene, channel))
    assert said.count(" since") + said.count("Since ") <= 1
    for praise in ("kind of conversation", "learnt", "remember the chair", "care that you took"):
        assert praise not in said


@pytest.mark.parametrize("relationship", ["recruiter", "agency", "hiring-manager"])
def test_an_agent_is_written_to_about_their_client(relationship: str) -> None:
    log = "- 2026-10-01 applied (for Cook at Halden)"
    front = f"name: Ida\ncompany: Northgate\nrelationship: {relationship}\nemail: i@x.example"
    said = body(desk(front=front, log=log).draft("close-stale"))
    is_agent = relationship != "hiring-manager"
    assert ("your client's plans" in said) is is_agent
    assert ("your plans" in said) is not is_agent
    assert "the position of Cook at Halden" in said


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("with Luis Ortega", "Luis Ortega gets a note of their own"),
        ("with Luis Ortega and Ann Lee", "Luis Ortega and Ann Lee get a note of their own"),
    ],
)
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.LETTER])
def test_each_of_several_gets_a_note(who: str, said: str, channel: Channel) -> None:
    made = desk(log=f"- 2026-11-12 interview ({who})")
    notes = made.draft("thank-you-interview", "dana", channel).notes
    assert any(note.startswith(said) for note in notes), notes


# Mistakes


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Dear {{ nobody }}", 1, "'nobody' is undefined"),
        ("---\nsubject: Hi\n---\nDear\n{{ them.nickname }}", 5, "nickname"),
        ("---\nsubject: Hi\n---\n{% if %}", 4, "Expected an expression"),
        ("---\nsubjet: Hi\n---\n", 2, "`subjet: Hi` is no line of its front matter"),
        ("---\nsubject: a\nsubject: b\n---\n", 3, "`subject: b`"),
        ("---\nsubject: Hi\n", 1, "never closed"),
        ("---\nlog: thankyou\n---\n", 2, "`thankyou` is not a kind of entry"),
        ("---\nsubject: {{ x }}\n---\n", 2, "'x' is undefined"),
        ("---\nalso: b, ask-referral.call\n---\n", 2, "is for one channel"),
        ("{% include 'messages/none.md' %}", 1, "there is no template"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ them.__init__.__globals__ }}", 1, "unsafe"),
    ],
)
def test_a_mistake_is_said_with_its_place(own: Path, text: str, line: int, message: str) -> None:
    put(own, "thank-you-interview", text)
    with pytest.raises(TemplateError) as wrong:
        thanks(own)
    assert (wrong.value.line, wrong.value.template) == (line, "messages/thank-you-interview.md")
    assert message in wrong.value.message
    assert wrong.value.path == str(own / "messages" / "thank-you-interview.md")


def test_a_message_that_is_not_there_is_not_offered_instead(own: Path) -> None:
    put(own, "thank-you-interview", "---\nalso: ask-referral, ask-referal\n---\nHi\n")
    made = desk(own, log="- 2026-11-18 interview (video): all of it")
    draft = Messages(own).draft(made.one("thank-you-interview"), made.scene)
    assert Messages(own).instead_of(draft) == ("ask-referral",)


def test_what_is_not_utf_8_is_said(own: Path) -> None:
    (own / "messages" / "thank-you-interview.md").write_bytes(b"Caf\xe9")
    with pytest.raises(TemplateError, match="UTF-8"):
        thanks(own)


def test_front_matter_keeps_its_lines() -> None:
    source, about = understood(
        "---\nsubject: A\n# why\nnotes:\n  - one\n  - two\nalso: b, c\n---\nX\n", "a", None
    )
    assert source.split("\n")[8].startswith("X")
    assert about.also == ("b", "c")
    assert parts_of("only text") == {"body": "only text"}


def test_a_shipped_message_can_be_extended(own: Path) -> None:
    put(
        own,
        "thank-you-interview",
        '{% extends "shipped/messages/thank-you-interview.md" %}\n'
        "{% block subject %}Thanks{% endblock %}\n",
    )
    draft = thanks(own)
    assert text_of(draft.subject) == "Thanks"
    assert body(draft) == body(thanks())


def test_talking_points_are_for_calls_alone() -> None:
    made = desk()
    one = made.one("thank-you-interview", "dana")
    draft = made.messages.draft(one, made.scene, template="thank-you-interview.call")
    assert draft.channel is Channel.CALL
    with pytest.raises(ValueError, match="no message goes by email"):
        made.messages.draft(one, made.scene, Channel.EMAIL, "thank-you-interview.call")


ACCEPT = "shipped/messages/accept-offer.md"


def offer(own: Path, template: str, channel: Channel = Channel.EMAIL, language: str = "") -> Draft:
    front = f"{DANA}\nlanguage: {language}" if language else DANA
    made = desk(own, front=front, log="- 2026-11-18 offer (email): come")
    return made.draft("respond-to-offer", "dana", channel, template)


@pytest.mark.parametrize(
    "text",
    [
        f'{{% extends "{ACCEPT}" %}}',
        f'---\nsubject: Yes\n---\n{{% extends "{ACCEPT}" %}}\n',
        f"---\nnotes:\n  - mine\n---\n{{# why #}}\n\n{{%- extends '{ACCEPT}' -%}}\n",
    ],
)
def test_what_extends_is_logged_as_what_it_extends(own: Path, text: str) -> None:
    put(own, "accept-offer", text)
    draft = offer(own, "accept-offer")
    assert [one.rest for one in draft.log] == ["accepted (email)"]
    assert body(draft) == body(offer(own.parent / "none", "accept-offer"))
    assert text_of(draft.subject) == ("Yes" if "Yes" in text else text_of(draft.subject))
    assert ("mine" in draft.notes) == ("mine" in text)


def test_front_matter_stands_for_that_of_what_is_extended_key_by_key(own: Path) -> None:
    put(
        own,
        "respond-to-offer",
        "---\nsubject: Mine, {{ them.first }}\nalso: accept-offer\n---\n"
        '{% extends "shipped/messages/respond-to-offer.md" %}\n'
        "{% block body %}{{ super() }}\n\nP.S. {{ them.name }}{% endblock %}",
    )
    made = desk(own, log="- 2026-11-18 offer (email): come")
    one = made.one("respond-to-offer")
    shipped, mine = (
        Messages(folder).draft(one, made.scene, Channel.EMAIL) for folder in (None, own)
    )
    assert text_of(mine.subject) == "Mine, Dana"
    assert mine.notes == shipped.notes
    assert body(mine) == f"{body(shipped)}\n\nP.S. Dana Whitfield"
    assert mine.log == shipped.log
    assert Messages(None).instead_of(shipped) == ("accept-offer", "decline-offer")
    assert Messages(own).instead_of(mine) == ("accept-offer",)
    put(own, "respond-to-offer", '---\nalso:\n---\n{% extends "shipped/messages/manual.md" %}')
    assert Messages(own).instead_of(mine) == ()


@pytest.mark.parametrize(
    ("name", "channel", "language"),
    [
        ("accept-offer.nl", Channel.EMAIL, "nl"),
        ("accept-offer.call", Channel.CALL, ""),
        ("accept-offer.call.nl", Channel.CALL, "nl"),
        ("accept-offer.letter", Channel.LETTER, ""),
    ],
)
def test_a_variant_is_logged_as_its_message(
    own: Path, name: str, channel: Channel, language: str
) -> None:
    put(own, name, "Ja, {{ them.first }}.")
    draft = offer(own, "accept-offer", channel, language)
    assert draft.template == name
    assert draft.log[0].rest == f"accepted ({channel.value})"


def test_a_mistake_below_front_matter_that_extends_keeps_its_line(own: Path) -> None:
    put(
        own,
        "accept-offer",
        f'---\nsubject: "{{{{ x }}}}"\n---\n{{% extends "{ACCEPT}" %}}\n',
    )
    with pytest.raises(TemplateError) as wrong:
        offer(own, "accept-offer")
    assert (wrong.value.line, wrong.value.template) == (2, "messages/accept-offer.md")
    put(own, "accept-offer", "---\nlog: accepted\n---\n\n{% extends 'shipped/none.md' %}\n")
    with pytest.raises(TemplateError) as wrong:
        offer(own, "accept-offer")
    assert wrong.value.line == 5


def test_templates_are_kept_compiled(own: Path) -> None:
    compiled = own / "compiled"
    compiled.mkdir()
    made = desk(own)
    for _ in range(2):
        messages = Messages(own, compiled)
        assert messages.draft(made.one("thank-you-interview", "dana"), made.scene) == thanks(own)
    assert len(list(compiled.iterdir())) == 1


# To whom


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.CALL, Channel.LETTER])
@pytest.mark.parametrize(
    ("relationship", "log", "is_business"),
    [
        ("hiring-manager", "- 2026-11-02 applied", False),
        ("customer", "- 2026-11-02 call", True),
        ("prospect", "- 2026-11-02 quote: twelve chairs", True),
        ("friend", "- 2026-11-02 quote: twelve chairs", True),
        ("friend", "- 2026-11-02 quote (cancelled)", False),
    ],
)
def test_a_customer_who_declines_is_no_employer(
    relationship: str, log: str, channel: Channel, *, is_business: bool
) -> None:
    gus = (
        f"name: Gus Pappas\ncompany: Pappas\nrelationship: {relationship}\n"
        "email: gus@pappas.example\nphone: 0612345678\naddress: 1 Quay"
    )
    log = f"{log}\n- 2026-11-12 rejection: too dear"
    said = body(desk(front=gus, log=log).draft("answer-rejection", channel=channel))
    for word in ("would have made it work", "next time"):
        assert (word in said) is is_business
    for word in ("whoever joins you", "the one you chose", "opens up", "a person like me"):
        assert not (is_business and word in said)
    assert ("Monday 2 November" in said) is ("quote:" in log)
