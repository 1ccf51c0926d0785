"""The types of front matter fields: each a pure function from the text that was typed to its value.

A text that is no such value gives a `Complaint` in its place; some values come with one beside
them. Where the text stood is not known here.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from tracker.contact.dates import EXAMPLE, explain_date, parse_iso_date
from tracker.contact.field_words import (
    CHANNELS,
    NEVER_BY,
    NO_PLACES,
    OFTEN,
    RELATIONSHIPS,
    YES_NO,
)
from tracker.contact.kinds import APPROVED, Channel
from tracker.contact.model import Status
from tracker.diagnostics import Severity
from tracker.links import FEWEST_DIGITS
from tracker.setting_types import normal_relationship
from tracker.spelling import closest
from tracker.workdays import Interval, parse_duration, parse_interval

T = TypeVar("T")


class Complaint(NamedTuple):
    """What is wrong with a text.

    The message is what follows the field's name and a colon, without a full stop; or a whole
    sentence where it is about no known field.
    """

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


class Read(NamedTuple, Generic[T]):
    """A value, or None where the text is none, and what there is to say about it."""

    value: T | None
    complaint: Complaint | None = None


class KeepInTouch(Enum):
    """The one answer to `keep_in_touch` that is no interval."""

    NEVER = "never"


#: Local parts and whole addresses of e-mail may be this long (RFC 5321, section 4.5.3.1).
LONGEST_LOCAL_PART, LONGEST_ADDRESS = 64, 254

#: What messages repeat of a text.
LONGEST_SHOWN = 60

_HOSTILE_IN_EMAIL = re.compile(r"""[\s?&<>"(),:;\[\]\\`]""")
_DOMAIN_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_ZONE = re.compile(r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_MONTH_AND_DAY = re.compile(r"(?:--)?(\d{2}-\d{2})", re.ASCII)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)


def shown(text: str) -> str:
    """The text as messages repeat it: on one line, in backticks, not too long."""
    words = " ".join(text.split())
    return f"`{words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN] + '…'}`"


def line_of_text(text: str) -> Read[str]:
    """Any text, on one line."""
    return Read(" ".join(part.strip() for part in text.strip().split("\n")))


def lines_of_text(text: str) -> Read[str]:
    """Any text, its lines kept."""
    return Read("\n".join(part.rstrip() for part in text.strip().split("\n")))


def email(text: str) -> Read[str]:
    """One bare e-mail address: conservatively, since it ends up in links and headers."""
    text = text.strip()
    if _is_email(text):
        return Read(text)
    hint = "Write the bare address, such as name@company.example."
    parts = re.split(r"[\s,;<>]+", text[: 2 * LONGEST_ADDRESS])
    inside = [part for part in parts if _is_email(part)]
    if len(inside) == 1:
        hint = f"Write the bare address: {inside[0]}."
    elif inside:
        hint = f"Write several as a list: [{', '.join(inside)}]."
    return Read(None, Complaint("bad-email", f"{shown(text)} is not an e-mail address", hint))


def _is_email(text: str) -> bool:
    local, at, domain = text.partition("@")
    labels = domain.split(".")
    return (
        bool(at)
        and 0 < len(local) <= LONGEST_LOCAL_PART
        and len(text) <= LONGEST_ADDRESS
        and not _HOSTILE_IN_EMAIL.search(text)
        and len(labels) > 1
        and all(_DOMAIN_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdigit()
    )


def phone(text: str) -> Read[str]:
    """A phone number, kept as typed: anything with some digits in it."""
    text = " ".join(text.split())
    if sum(character.isdecimal() for character in text) >= FEWEST_DIGITS:
        return Read(text)
    hint = "Write its digits, such as +1 415 555 0100."
    return Read(None, Complaint("bad-phone", f"{shown(text)} is not a phone number", hint))


def timezone(text: str) -> Read[str]:
    """An IANA time zone, in its own spelling; a blank counts as an underscore."""
    name = "_".join(text.split())
    if _is_zone(name):
        return Read(name)
    by_name = _zones()
    if known := by_name.get(name.casefold()):
        return Read(known)
    hint = "Write its region and city, such as Europe/Amsterdam."
    cities = [
        known for known in by_name.values() if known.casefold().endswith(f"/{name}".casefold())
    ]
    if near := next(iter(cities), None) or closest(name[:LONGEST_SHOWN], by_name.values()):
        hint = f"Did you mean `{near}`?"
    return Read(None, Complaint("unknown-timezone", f"{shown(text)} is not a time zone", hint))


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}


@lru_cache(maxsize=1024)
def _is_zone(name: str) -> bool:
    if not _ZONE.fullmatch(name) or name in NO_PLACES or name.startswith(("posix/", "right/")):
        return False
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # A folder of zones (`Europe`), a name too long for a file, or simply none.
        return False
    return True


def channel(text: str) -> Read[Channel]:
    """How they like to hear from you: by call, e-mail or letter."""
    word = " ".join(text.casefold().replace("_", " ").split())
    if found := CHANNELS.get(word):
        return Read(found)
    options = ", ".join(APPROVED[:-1]) + f" or {APPROVED[-1]}"
    if word in NEVER_BY:
        message = f"{shown(text)} is no way to follow up: never by text or social media"
        return Read(None, Complaint("no-text-or-social", message, f"Write {options}."))
    near = closest(word, CHANNELS)
    hint = f"Did you mean `{CHANNELS[near]}`?" if near else f"Write {options}."
    return Read(None, Complaint("unknown-channel", f"{shown(text)} is not {options}", hint))


def keep_in_touch(text: str) -> Read[Interval | KeepInTouch]:
    """An interval, `ideal / at most`, or never."""
    words = " ".join(text.casefold().split())
    if words in {"never", "no"}:
        return Read(KeepInTouch.NEVER)
    if interval := parse_interval(words):
        return Read(interval)
    meant = OFTEN.get(words) or words.removeprefix("every ")
    parts = [parse_duration(part) for part in words.split("/")]
    if "/" in words and all(part and part.count for part in parts):
        hint = "Write the shorter one first: the ideal, then the longest, as in 6 weeks / 3 months."
    elif parse_interval(meant):
        hint = f"Write {meant}."
    else:
        hint = "Write a length of time such as 3 months or 6 weeks / 3 months, or never."
    return Read(None, Complaint("bad-interval", f"{shown(text)} is not how often", hint))


def day(text: str) -> Read[date]:
    """One ISO date."""
    text = text.strip()
    if found := parse_iso_date(text):
        return Read(found)
    message, hint = explain_date(text)
    return Read(None, Complaint("bad-date", message, hint))


def birthday(text: str) -> Read[str]:
    """An ISO date, or month and day alone (`11-18`), as typed."""
    text = text.strip()
    match = _MONTH_AND_DAY.fullmatch(text)
    # 2000 was a leap year: 29 February is a birthday.
    if parse_iso_date(f"2000-{match[1]}" if match else text):
        return Read(text)
    message, hint = explain_date(f"2000-{match[1]}" if match else text)
    if match:
        message = f"there is no such day as {shown(text)}"
        hint = hint.replace("2000-", "")
    if hint == EXAMPLE:
        hint = EXAMPLE.removesuffix(".") + ", or without the year: 11-18."
    return Read(None, Complaint("bad-date", message, hint))


def status(text: str) -> Read[Status]:
    """`active`, `paused` or `closed`."""
    word = text.strip().casefold()
    if word in set(Status):
        return Read(Status(word))
    near = closest(word, Status)
    hint = f"Did you mean `{near}`?" if near else "Write one of these three."
    message = f"{shown(text)} is not active, paused or closed"
    return Read(None, Complaint("unknown-status", message, hint))


def do_not_contact(text: str) -> Read[bool]:
    """Yes or no. What is neither counts as yes: leaving someone alone can be mended."""
    found = YES_NO.get(text.strip().casefold())
    if found is not None:
        return Read(found)
    message = f"{shown(text)} is not yes or no; until then they are not contacted"
    return Read(value=True, complaint=Complaint("bad-yes-no", message, "Write yes or no."))


def language(text: str) -> Read[str]:
    """A language tag (BCP 47) by its shape: `en`, `pt-BR`."""
    tag = text.strip().replace("_", "-")
    if _LANGUAGE.fullmatch(tag):
        return Read(tag)
    hint = "Write a tag such as en, nl or pt-BR."
    return Read(None, Complaint("bad-language", f"{shown(text)} is not a language tag", hint))


def link(text: str) -> Read[str]:
    """A web address, kept as typed; pages link to it only where it is one."""
    value = line_of_text(text).value or ""
    # Browsers drop blanks and controls inside a scheme.
    bare = "".join(value.split())
    match = _SCHEME.match(bare)
    if match and match[1].casefold() not in {"http", "https"}:
        message = f"{shown(match[0])} does not begin a web address; pages will not link to it"
    elif bare.startswith(("//", "\\\\")):
        message = f"{shown(value)} does not say how to reach it; pages will not link to it"
    else:
        return Read(value)
    hint = "Write an address that begins with https://."
    return Read(value, Complaint("unsafe-link", message, hint, Severity.WARNING))


def relationship(text: str) -> Read[str]:
    """One relationship, in small letters with hyphens; a slip of a well-known one is named."""
    word = normal_relationship(text)
    if word in RELATIONSHIPS:
        return Read(word)
    near = closest(word, RELATIONSHIPS)
    if near is None:
        return Read(word)
    message = f"{shown(text)} looks like a slip of `{near}`"
    hint = f"Did you mean `{near}`?"
    return Read(word, Complaint("unknown-relationship", message, hint, Severity.WARNING))
