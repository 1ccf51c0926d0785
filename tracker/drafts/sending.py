"""A draft on its way: as a link that opens the mail client, and as a file that it opens.

Both are told nothing that an address could smuggle in: what is no plain address goes nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from urllib.parse import quote

from tracker.contact.kinds import Channel
from tracker.drafts.draft import Draft, text_of

#: Browsers and Windows cut addresses of programs near 2,000 characters: what is cut there is lost.
LONGEST_LINK = 1_800

#: What RFC 6068 lets stand in an address as it is, beside letters and digits.
_PLAIN_IN_ADDRESS = "!$'*+-._~"
_ADDRESS = re.compile(
    r"[^\s@<>\"(),:;\[\]\\?&%\x00-\x1f\x7f]+@[^\s@<>\"(),:;\[\]\\?&%/\x00-\x1f\x7f]+"
)


@dataclass(frozen=True, slots=True)
class MailLink:
    """A `mailto:` address for a draft; `href` is None where there is none, and `note` says why."""

    href: str | None
    note: str = ""


def is_address(text: str) -> bool:
    """Whether a text is one bare e-mail address, and nothing that a mail client reads more into."""
    return _ADDRESS.fullmatch(text) is not None


def is_mail(draft: Draft) -> bool:
    """Whether a draft goes to an address that a mail client takes for one, and for nothing else."""
    return not _not_mail(draft)


def mail_link(draft: Draft) -> MailLink:
    """The link that opens a draft in the mail client (RFC 6068): UTF-8 in percents, CRLF."""
    problem = _not_mail(draft)
    if problem:
        return MailLink(None, problem)
    local, _, host = draft.address.rpartition("@")
    to = f"{quote(local, safe=_PLAIN_IN_ADDRESS)}@{quote(host, safe='.-')}"
    subject, body = (quote(one, safe="") for one in (subject_of(draft), _crlf(body_of(draft))))
    href = f"mailto:{to}?subject={subject}&body={body}"
    if len(href) > LONGEST_LINK:
        return MailLink(
            None,
            "The message is too long for a link that every mail client opens: copy it, or open the"
            " `.eml` file.",
        )
    return MailLink(href)


def eml(draft: Draft, sender: str = "", date: datetime | None = None) -> bytes | None:
    """A draft as a message that mail clients open ready to be sent; None where it is no mail.

    `sender` is your own address, `date` is left to the mail client where it is not given. The same
    draft gives the same bytes.
    """
    if _not_mail(draft):
        return None
    # An address in letters beyond ASCII can only be written as it is (RFC 6532).
    is_plain = draft.address.isascii() and sender.isascii()
    message = EmailMessage(policy=SMTP if is_plain else SMTPUTF8)
    message["X-Unsent"] = "1"
    if is_address(sender):
        message["From"] = _as_address("", sender)
    message["To"] = _as_address(draft.name, draft.address)
    message["Subject"] = subject_of(draft)
    if date is not None:
        message["Date"] = format_datetime(date)
    message.set_content(body_of(draft) + "\n", charset="utf-8", cte="base64")
    return message.as_bytes()


def subject_of(draft: Draft) -> str:
    """The subject as one line of plain text."""
    return sound(" ".join(text_of(draft.subject).split()))


def body_of(draft: Draft) -> str:
    """The body as plain text, with line feeds between its lines."""
    return sound(text_of(draft.body))


def _not_mail(draft: Draft) -> str:
    """Why a draft cannot go by mail; empty where it can."""
    if draft.channel is not Channel.EMAIL:
        return "It goes by another way than mail."
    if not draft.address:
        return "Their file has no e-mail address."
    if not is_address(draft.address):
        return (
            "What their file has is no plain e-mail address: copy the message, and mend the file."
        )
    return ""


def _as_address(name: str, address: str) -> Address:
    local, _, host = address.rpartition("@")
    return Address(display_name=sound(" ".join(name.split())), username=local, domain=host)


def sound(text: str) -> str:
    """The text without what no message can carry: half characters and controls."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", whole)


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")
