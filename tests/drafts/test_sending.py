"""What a draft becomes on its way is read back by the standard library as exactly the draft."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.drafts.desk import samples
from tracker.contact.kinds import Channel
from tracker.drafts.draft import Draft, Gap
from tracker.drafts.sending import LONGEST_LINK, body_of, eml, is_address, mail_link, subject_of

#: What a person may type, and what a message can carry.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\x85"),
    max_size=80,
)
BODIES = st.lists(TEXTS.map(str.strip), max_size=5).map("\n".join).map(str.strip)


def draft(
    subject: str = "A subject",
    body: str = "A body",
    address: str = "dana@acme.example",
    name: str = "Dana Whitfield",
    channel: Channel | None = Channel.EMAIL,
) -> Draft:
    return Draft(
        follow_up="dana/manual/2026-11-20",
        contact="dana",
        template="manual",
        channel=channel,
        name=name,
        address=address,
        subject=(subject,),
        body=(body,),
        notes=(),
        findings=(),
        log=(),
    )


def parsed(link: str) -> tuple[str, dict[str, str]]:
    """A `mailto:` link as the standard library reads it: the address and the fields."""
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    # RFC 6068: a plus stands for itself, so it must have been encoded.
    fields = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True))
    return unquote(parts.path), fields


def opened(mail: bytes) -> EmailMessage:
    message = message_from_bytes(mail, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def body_in(message: EmailMessage) -> str:
    content: str = message.get_content()
    return content.replace("\r\n", "\n").removesuffix("\n")


@given(subject=TEXTS, body=BODIES)
@example(subject="Zieliński & co: “quotes”, 100 % + more?", body="Dear Zoë,\n\na=b&c=d\n+1 #5\n")
@example(subject="?body=x&bcc=a@b.example", body="&bcc=a@b.example%0D%0ABcc: x")
def test_a_link_is_read_back_as_the_draft(subject: str, body: str) -> None:
    one = draft(subject, body)
    link = mail_link(one).href
    if link is None:
        return
    assert link.isascii()
    assert "+" not in link
    to, fields = parsed(link)
    assert to == "dana@acme.example"
    assert fields == {"subject": subject_of(one), "body": body_of(one).replace("\n", "\r\n")}
    assert body_of(one) == body


@given(subject=TEXTS, body=BODIES, name=TEXTS)
@example(subject="Zieliński & co: “quotes”", body="Dear Zoë,\n\nFrom here on.\n.\n", name="Zoë")
@example(subject="a", body="b", name='O\'Hara, "Bo" <x@y.example>')
@example(subject="=?utf-8?b?eA==?=", body="b", name="")
@example(subject="x" * 80 + " ö" * 40, body="b" * 1200, name="森下明子")
def test_a_file_is_read_back_as_the_draft(subject: str, body: str, name: str) -> None:
    one = draft(subject, body, name=name)
    mail = eml(one, "marisol@brandt.example")
    assert mail is not None
    message = opened(mail)
    assert body_in(message) == body
    assert message["X-Unsent"] == "1"
    assert set(message.keys()) == {
        "X-Unsent",
        "From",
        "To",
        "Subject",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert [each.addr_spec for each in message["To"].addresses] == ["dana@acme.example"]
    assert [each.addr_spec for each in message["From"].addresses] == ["marisol@brandt.example"]


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Thank you for Friday – Cloud Engineer", "Grant Abara"),
        ("Über “Äpfel” & Birnen: 100 %", "Tomasz Zieliński"),
        ("A very long subject that goes on and on, " * 4, "森下明子"),
        ('"quoted", with commas; and a semicolon', "Dr. Jane O'Hara, PhD"),
    ],
)
def test_names_and_subjects_come_back_whole(subject: str, name: str) -> None:
    mail = eml(draft(subject, name=name))
    assert mail is not None
    message = opened(mail)
    assert message["Subject"] == " ".join(subject.split())
    assert [each.display_name for each in message["To"].addresses] == [name]
    assert message["From"] is None


@pytest.mark.parametrize(
    "address",
    [
        "a@b?bcc=x",
        "a@b.example?bcc=x@y.example",
        "a@b.example&cc=x@y.example",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example%0d%0aBcc: c@d.example",
        "Dana <a@b.example>",
        "a b@c.example",
        "a@b@c.example",
        "a@b.example/../x",
        "",
        "dana",
        "@b.example",
        "a@",
        # Half a character.
        "a\ud800@b.example",
        "a@b\udfff.example",
    ],
)
def test_a_hostile_address_goes_nowhere(address: str) -> None:
    one = draft(address=address)
    link = mail_link(one)
    assert link.href is None
    assert link.note
    assert eml(one) is None


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_whatever_stands_for_an_address_adds_nobody(address: str) -> None:
    one = draft(address=address)
    link, mail = mail_link(one).href, eml(one)
    assert (link is None) is (mail is None)
    if link is None or mail is None:
        return
    to, fields = parsed(link)
    assert to == address
    assert set(fields) == {"subject", "body"}
    message = opened(mail)
    assert len(message["To"].addresses) == 1
    assert "Bcc" not in message
    assert body_in(message) == "A body"


def test_addresses_as_people_have_them() -> None:
    for address in ("o'hara+jobs@sub.acme.example", "zoë@bücher.example", "a.b-c_d@x-y.example"):
        assert is_address(address)
        link = mail_link(draft(address=address)).href
        assert link is not None
        assert parsed(link)[0] == address
        mail = eml(draft("Über", address=address, name="Zoë"))
        assert mail is not None
        assert f"<{address}>".encode() in mail
        # As text: of bytes beyond ASCII in an address the standard library makes nothing.
        message = message_from_string(mail.decode(), policy=policy.SMTPUTF8)
        assert message["To"].addresses[0].addr_spec == address
        assert message["Subject"] == "Über"


def test_a_link_that_would_be_cut_says_so() -> None:
    assert mail_link(draft(body="x" * 1_700)).href is not None
    for body in ("x" * 1_800, "ö" * 400):
        link = mail_link(draft(body=body))
        assert link.href is None
        assert "copy it" in link.note
    longest = draft(body="")
    room = LONGEST_LINK - len(mail_link(longest).href or "")
    assert mail_link(draft(body="x" * room)).href is not None
    assert mail_link(draft(body="x" * (room + 1))).href is None


def test_what_is_no_mail_has_no_link() -> None:
    for channel in (Channel.CALL, Channel.LETTER, None):
        one = draft(channel=channel)
        assert mail_link(one).href is None
        assert eml(one) is None


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert eml(draft()) == eml(draft())
    mail = eml(draft(), date=datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert mail is not None
    assert opened(mail)["Date"] == "Fri, 20 Nov 2026 09:00:00 +0000"


def test_a_sender_that_is_no_address_is_left_to_the_client() -> None:
    for sender in ("", "x\r\nBcc: y@z.example", "me", "a\ud800@b.example"):
        mail = eml(draft(), sender)
        assert mail is not None
        assert "From" not in opened(mail)


def test_a_gap_is_sent_as_its_question_and_never_with_its_reminder() -> None:
    one = draft()
    one = Draft(
        **{
            **{name: getattr(one, name) for name in one.__slots__},
            "body": ("Dear Dana, ", Gap("Why you?", "You noted: “she was rude”")),
        }
    )
    assert body_of(one) == "Dear Dana, [Why you?]"
    assert b"rude" not in (eml(one) or b"")
    assert "rude" not in (mail_link(one).href or "")


def test_every_mail_of_the_samples_comes_back_whole() -> None:
    desk = samples()
    seen = 0
    for one in desk.made.derived.follow_ups:
        made = desk.messages.draft(one, desk.scene, Channel.EMAIL)
        mail, link = eml(made, "marisol@brandt.example"), mail_link(made)
        if mail is None:
            assert not made.address
            continue
        seen += 1
        message = opened(mail)
        assert body_in(message) == body_of(made)
        assert message["Subject"] == subject_of(made)
        if link.href is not None:
            to, fields = parsed(link.href)
            assert to == made.address
            assert fields["body"].replace("\r\n", "\n") == body_of(made)
    assert seen > 30
