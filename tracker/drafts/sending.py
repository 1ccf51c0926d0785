"""A draft on its way: as a link that opens the mail client, and as a file that it opens.

Both are told nothing that an address could smuggle in: what is no plain address goes nowhere.
"""

from __future__ import annotations

import re
from base64 import encodebytes
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
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

_LINE_END = "\r\n"
#: Headers that are the same in every message: whole messages of the library, which understands each
#: of their parts anew, take five times as long.
_UNSENT = b"X-Unsent: 1\r\n"
_PLAIN_TEXT = (
    b'Content-Type: text/plain; charset="utf-8"\r\n'
    b"Content-Transfer-Encoding: base64\r\n"
    b"MIME-Version: 1.0\r\n\r\n"
)
#: A subject that needs no encoding, and leaves room for its name on a line of 78 (RFC 5322).
_AS_IT_IS = re.compile(r"[!-~](?:[ -~]{0,65}[!-~])?")


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
    head = [_UNSENT]
    if is_address(sender):
        head.append(_header("From", "", sender, is_plain=is_plain))
    head += [
        _header("To", sound(" ".join(draft.name.split())), draft.address, is_plain=is_plain),
        _subject(subject_of(draft)),
    ]
    if date is not None:
        head.append(f"Date: {_datetime(date)}{_LINE_END}".encode())
    body = encodebytes(_crlf(f"{body_of(draft)}\n").encode())
    return b"".join([*head, _PLAIN_TEXT, body.replace(b"\n", b"\r\n")])


# Yours is the same in all of them, and whoever gets several has one of their own.
@lru_cache(maxsize=1_024)
def _header(field: str, name: str, address: str, *, is_plain: bool) -> bytes:
    """A header that holds an address, quoted and folded by the standard library."""
    # Here and below: it takes longer to import than the terminal's agenda can spare.
    from email.headerregistry import Address  # noqa: PLC0415
    from email.policy import SMTP, SMTPUTF8  # noqa: PLC0415

    policy = SMTP if is_plain else SMTPUTF8
    local, _, host = address.rpartition("@")
    value = Address(display_name=name, username=local, domain=host)
    return policy.fold_binary(*policy.header_store_parse(field, value))


def _subject(text: str) -> bytes:
    if _AS_IT_IS.fullmatch(text) and "=?" not in text:
        return f"Subject: {text}\r\n".encode()
    from email.header import Header  # noqa: PLC0415

    header = Header(text, "utf-8", header_name="Subject")
    return f"Subject: {header.encode(linesep=_LINE_END)}{_LINE_END}".encode()


def _datetime(date: datetime) -> str:
    from email.utils import format_datetime  # noqa: PLC0415

    return format_datetime(date)


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


def sound(text: str) -> str:
    """The text without what no message can carry: half characters and controls."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", whole)


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")
