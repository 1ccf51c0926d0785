"""Your contact details, as a message ends with them; a letter has some of them at its head."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from tracker.contact.model import Contact, Phone
from tracker.drafts.draft import Draft, Passage, text_of
from tracker.report.details import Missing, own_gaps

#: What keeps no message from being answered: a number without a label is there to be called.
_NEVER = frozenset({Missing.MY_LABELS})
#: The same where the home address is not shown.
_HOME = _NEVER | {Missing.MY_ADDRESS}


class Audience(StrEnum):
    """How much of your details somebody gets."""

    COMPLETE = "complete"  # employers, agencies, and whoever gets a letter
    WITHOUT_HOME = "without home"  # everybody else: your home address is no business of theirs


def signature_of(me: Contact, audience: Audience, *, in_business: bool = False) -> str:
    """Your name and details, a line each; what your file does not have is left out.

    To a customer, `in_business`, your company stands below your name.
    """
    return "\n".join(_lines(me, audience, in_business=in_business))


def _lines(me: Contact, audience: Audience, *, in_business: bool) -> Iterator[str]:
    yield me.name
    if in_business and me.company:
        yield me.company
    numbers = [_number(one) for one in me.phone]
    if numbers:
        yield " · ".join(numbers)
    if me.email:
        yield me.email[0]
    if audience is Audience.COMPLETE and me.address:
        yield from me.address.split("\n")
    yield from (one for one in (me.website, me.linkedin) if one)


def _number(phone: Phone) -> str:
    return f"{phone.number} ({phone.label})" if phone.label else phone.number


def unsigned(letter: Draft) -> tuple[Passage, ...]:
    """The body of a letter without the signature, which stands below the place to sign."""
    *before, last = letter.body or ("",)
    if isinstance(last, str) and letter.signature:
        last = last.rstrip().removesuffix(letter.signature).rstrip()
    return (*before, last)


def below_signature(letter: Draft) -> tuple[str, ...]:
    """Your details below the place to sign, but for those that stand at the letter's head."""
    head = letter.letterhead.sender if letter.letterhead is not None else ()
    return tuple(one for one in letter.signature.split("\n") if one and one not in head)


def text_of_letter(letter: Draft) -> str:
    """The whole text below a letter's head, signed with your name."""
    signed = letter.letterhead.signed if letter.letterhead is not None else ""
    if not letter.signature or not signed:
        return text_of(letter.body)
    return "\n".join((text_of(unsigned(letter)), signed, *below_signature(letter)))


def missing_of(me: Contact | None, audience: Audience) -> tuple[tuple[str, str], ...]:
    """What your details lack for somebody: each as a sentence, and what to type."""
    left_out = _HOME if audience is Audience.WITHOUT_HOME else _NEVER
    return tuple((one.message, one.advice) for one in own_gaps(me) if one.missing not in left_out)
