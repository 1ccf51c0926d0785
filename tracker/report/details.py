"""Missing details: what you would look for in vain when you want to reach someone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from tracker.book import ContactBook
from tracker.contact.kinds import Channel
from tracker.contact.model import Contact, Place
from tracker.report.spellings import NONE_NEAR, NearNames, Spelling, Uses, spelled_two_ways, uses_of

#: How people label a number that they carry with them, and one that stays where it is.
_MOBILE = frozenset({"mobile", "mob", "cell", "cellphone", "cellular", "gsm", "handy"})
_LANDLINE = frozenset(
    {"home", "landline", "land line", "fixed", "house", "work", "office", "main", "desk"}
)


class Missing(StrEnum):
    """What is missing; stable, for templates to sort and to mark."""

    PHONE = "phone"
    ADDRESS = "address"
    EMAIL = "email"
    ANY_WAY = "any way to reach them"
    COMPANY_SPELLING = "company spelling"
    PERSON_SPELLING = "person spelling"
    ME = "me"
    MY_MOBILE = "my mobile"
    MY_LANDLINE = "my landline"
    MY_LABELS = "my labels"
    MY_EMAIL = "my email"
    MY_ADDRESS = "my address"


_OWN = (
    *(Missing.ME, Missing.MY_MOBILE, Missing.MY_LANDLINE, Missing.MY_LABELS),
    *(Missing.MY_EMAIL, Missing.MY_ADDRESS),
)
_SPELLINGS = (Missing.COMPANY_SPELLING, Missing.PERSON_SPELLING)


class MissingDetail(NamedTuple):
    """One missing or doubtful detail.

    `contact` is the id of the file to mend, `me` for your own, `name` whose it is. `message` says
    what is missing, `advice` what to type, `place` where.
    """

    missing: Missing
    contact: str
    name: str
    message: str
    advice: str
    place: Place


def missing_details(book: ContactBook) -> tuple[MissingDetail, ...]:
    """Everything missing: your own first, then people by name, then spellings."""
    spellings, _ = spelling_gaps(uses_of(one) for one in book.contacts)
    return (*own_gaps(book.me), *sorted(people_gaps(book.contacts), key=by_name), *spellings)


def people_gaps(contacts: Iterable[Contact]) -> Iterator[MissingDetail]:
    """What is missing to reach some people, as far as they may be reached at all."""
    return (gap for contact in contacts if contact.active for gap in _of(contact))


def gap_order(gap: MissingDetail) -> tuple[int, str, str, str]:
    """The order of all that is missing: your own details, people by name, then spellings."""
    if gap.missing in _OWN:
        return 0, f"{_OWN.index(gap.missing)}", "", ""
    if gap.missing in _SPELLINGS:
        return 2, gap.missing, gap.name, gap.message
    return 1, *by_name(gap)


def by_name(gap: MissingDetail) -> tuple[str, str, Missing]:
    """The order of what is missing of people."""
    return gap.name.casefold(), gap.contact, gap.missing


def _of(contact: Contact) -> Iterator[MissingDetail]:
    def gap(missing: Missing, key: str, message: str, advice: str) -> MissingDetail:
        place = contact.place(key)
        return MissingDetail(missing, contact.id, contact.name, message, advice, place)

    if not contact.email and not contact.phone:
        yield gap(
            Missing.ANY_WAY,
            "name",
            "No e-mail address and no phone number.",
            "Write `email:` or `phone:`, or find someone who can introduce you.",
        )
    if contact.prefers is Channel.CALL and not contact.phone:
        message = "Prefers a call, and there is no phone number."
        yield gap(Missing.PHONE, "prefers", message, "Write `phone:` and the number.")
    if contact.prefers is Channel.LETTER and not contact.address:
        message = "Prefers a letter, and there is no address."
        yield gap(Missing.ADDRESS, "prefers", message, "Write `address:` and the postal address.")
    if contact.prefers is Channel.EMAIL and not contact.email:
        message = "Prefers e-mail, and there is no e-mail address."
        yield gap(Missing.EMAIL, "prefers", message, "Write `email:` and the address.")


def own_gaps(me: Contact | None) -> Iterator[MissingDetail]:
    """What is missing of your own details, or that they are missing as a whole."""
    if me is None:
        yield MissingDetail(
            Missing.ME,
            "me",
            "You",
            "There is no contacts/me.md with your own details.",
            "Write contacts/me.md like any contact: what people need to reach you.",
            Place("contacts/me.md", 1),
        )
        return
    wanted = (
        (
            Missing.MY_MOBILE,
            "phone",
            _is_said(me, _MOBILE),
            "mobile number",
            "Write `phone: {mobile: …, home: …}`.",
        ),
        (
            Missing.MY_LANDLINE,
            "phone",
            _is_said(me, _LANDLINE),
            "landline number",
            "Write `phone: {mobile: …, home: …}`, or `landline: none` where there is none.",
        ),
        (
            Missing.MY_EMAIL,
            "email",
            bool(me.email),
            "e-mail address",
            "Write `email:` and one that you read every day.",
        ),
        (
            Missing.MY_ADDRESS,
            "address",
            bool(me.address),
            "home address",
            "Write `address:` and your postal address.",
        ),
    )
    one_number = len(me.phone) == 1 and not me.phone[0].label and not me.no_phone
    if one_number:
        yield MissingDetail(
            Missing.MY_LABELS,
            "me",
            me.name,
            "Your own details do not say whether your number is a mobile or a landline number.",
            "Write `phone: {mobile: …, home: …}`, or `phone: {mobile: …, landline: none}`.",
            me.place("phone"),
        )
    for lacking, key, present, what, advice in wanted:
        if not present and not (one_number and key == "phone"):
            missing, message = lacking, f"Your own details lack a {what}."
            if key == "phone" and any(not one.label for one in me.phone):
                missing = Missing.MY_LABELS
                message = f"Your own details do not say which number is your {what}."
            if what.startswith("e-mail"):
                message = f"Your own details lack an {what}."
            yield MissingDetail(missing, "me", me.name, message, advice, me.place(key))


def _is_said(me: Contact, labels: frozenset[str]) -> bool:
    """Whether there is a number with one of these labels, or it is said that there is none."""
    said = (*(one.label for one in me.phone), *me.no_phone)
    return any(" ".join(one.casefold().replace("-", " ").split()) in labels for one in said)


def spelling_gaps(
    uses: Iterable[Uses], before: NearNames = NONE_NEAR
) -> tuple[tuple[MissingDetail, ...], NearNames]:
    """Names that are spelled two ways in the files of all contacts, which come by their ids.

    `before` as in `spelled_two_ways`.
    """
    found, near = spelled_two_ways(uses, before)
    return tuple(sorted((_spelling_gap(one) for one in found), key=gap_order)), near


def _spelling_gap(found: Spelling) -> MissingDetail:
    missing = Missing.PERSON_SPELLING if found.is_person else Missing.COMPANY_SPELLING
    what = "person" if found.is_person else "company"
    advice = "Spell it the same everywhere"
    advice += "; if they are two people, nothing is wrong." if found.is_person else "."
    return MissingDetail(
        missing,
        found.contact,
        found.rare,
        f"“{found.rare}” and “{found.usual}” look like one {what}.",
        advice,
        found.place,
    )
