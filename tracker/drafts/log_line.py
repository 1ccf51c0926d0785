"""The log entry that says that a message was sent, in the grammar of `docs/format.md`.

It is exactly what settles the follow-up, or counts as a try for it, once it stands in the contact's
file: `tests/drafts/test_log_line.py` adds each of them and looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tracker.contact.brackets import QUOTES
from tracker.contact.kinds import SIDES, Attempt, Channel, Kind, Side
from tracker.contact.model import Contact, LogEntry, Place
from tracker.drafts.draft import Effect, LogLine
from tracker.opportunities import OUTCOMES
from tracker.records import same
from tracker.rules.followup import FollowUp
from tracker.rules.rule import About, Rule
from tracker.rules.selectors import any_of, is_try

#: The kind that says no more than by which channel you were in touch.
_PLAIN = {Channel.CALL: Kind.CALL, Channel.EMAIL: Kind.EMAIL, Channel.LETTER: Kind.LETTER}

#: What says it better than the channel alone, where a rule asks for anything of yours.
_THANKING = frozenset({"answer-rejection", "thank-references"})

#: What no rule needs to wait for: it is logged wherever it is said.
_DECISIONS = frozenset({Kind.ACCEPTED, Kind.DECLINED})

_ANSWERED_BY_THEM = "anything from them"

#: What takes a part of its own between brackets, or a second meaning there.
_NEEDS_QUOTES = re.compile(r"[,;()\[\]]|\bat\b|\band\b|&|\+", re.IGNORECASE)


def log_lines(
    one: FollowUp, rule: Rule | None, owner: Contact, channel: Channel | None, kind: Kind | None
) -> tuple[LogLine, ...]:
    """The lines to choose from once a follow-up's message is out: three for a call, else one.

    `rule` is the follow-up's own. `owner` is the contact to whose file they are added: theirs, or
    the one that names them. `kind` is what the message's template says it is logged as, None where
    the rule decides; a mere `contact` is logged as the e-mail, the letter or the call that it is.
    There are none for what nothing in a log settles, such as preparing.
    """
    return tuple(_lines(one, rule, owner, channel, kind))


def _lines(
    one: FollowUp, rule: Rule | None, owner: Contact, channel: Channel | None, kind: Kind | None
) -> Iterator[LogLine]:
    if rule is None or not (rule.until or kind in _DECISIONS):
        return
    # An entry before its day settles no task.
    since = one.began if rule.about is About.TASK else None
    is_task = since is not None and one.trigger is not None

    def line(logged: Kind, by: Channel | None, attempt: Attempt | None, label: str) -> LogLine:
        rest = _entry(logged, one, owner, by, attempt)
        return LogLine(owner.path, rest, _effect(logged, attempt, rule), label, since, is_task)

    if kind is None and not rule.channels:
        # There is nothing to send: what settles it is to be told that it has ended.
        yield line(Kind.NO_RESPONSE, None, None, "")
        return
    by = channel or (one.channels[0] if one.channels else Channel.EMAIL)
    plain = _PLAIN.get(by, Kind.EMAIL)
    wanted = plain if kind is Kind.CONTACT else kind or _kind(one, rule, plain)
    if channel is not Channel.CALL:
        yield line(wanted, channel, None, "")
        return
    # Whoever was reached has spoken: that is an answer, whatever it was that you asked.
    is_answer = _ANSWERED_BY_THEM in rule.until and kind is None
    yield line(Kind.CALL if is_answer else wanted, channel, None, "reached")
    # Nobody accepts an offer, or withdraws, to a machine.
    tried = Kind.CALL if wanted in OUTCOMES else wanted
    for attempt in (Attempt.VOICEMAIL, Attempt.NO_ANSWER):
        yield line(tried, channel, attempt, attempt.value)


def _effect(kind: Kind, attempt: Attempt | None, rule: Rule) -> Effect:
    """What such an entry does to a follow-up of a rule, by the rules' own judges."""
    side = Side.YOU if attempt is not None and kind is Kind.CALL else SIDES[kind]
    entry = LogEntry(Place("", 1), date.min, kind, "", side=side, attempt=attempt)
    if any_of(rule.until)(entry):
        return Effect.SETTLES
    return Effect.TRY if rule.again is not None and is_try(entry) else Effect.NOTES


def _kind(one: FollowUp, rule: Rule, plain: Kind) -> Kind:
    """What to log a message as, so that it does what its rule asks for; `plain` says the least."""
    if rule.about is About.ELSEWHERE:
        return Kind.WITHDRAWN
    if rule.about is About.TASK:
        planned = one.trigger.entry.kind if one.trigger is not None else plain
        return planned if planned in _STRONGER else plain
    if rule.name in _THANKING:
        return Kind.THANK_YOU
    if rule.waits and rule.about is About.OPPORTUNITY and _ANSWERED_BY_THEM in rule.until:
        return Kind.STATUS_CHECK
    yours = [Kind(word) for word in rule.until if word in _YOURS]
    return plain if plain in yours or not yours else yours[0]


#: The kinds that you can log of yourself and that end nothing: to accept or to decline is a
#: decision, and no template but its own takes it.
_YOURS = frozenset(
    kind
    for kind, side in SIDES.items()
    if side in {Side.YOU, Side.BOTH} and kind not in OUTCOMES and kind is not Kind.MESSAGE
)
#: Those of them that say more than by which channel you were in touch.
_STRONGER = frozenset(one for one in _YOURS if SIDES[one] is Side.YOU) - {*_PLAIN.values()}


def _entry(
    kind: Kind, one: FollowUp, owner: Contact, channel: Channel | None, attempt: Attempt | None
) -> str:
    """An entry without its date: `thank-you (email, for Build Engineer at Acme)`."""
    attributes = []
    if channel is not None and _PLAIN.get(channel) is not kind:
        attributes.append(channel.value)
    if attempt is not None:
        attributes.append(attempt.value)
    if not one.person.known:
        attributes.append(f"to {quoted(one.person.name)}")
    opening = _opening(one, owner)
    if opening:
        attributes.append(opening)
    return f"{kind.value} ({', '.join(attributes)})" if attributes else kind.value


def _opening(one: FollowUp, owner: Contact) -> str:
    """`for POSITION at COMPANY` where the file would take the entry for another opening's."""
    if not one.position:
        return ""
    elsewhere = one.company is not None and same(one.company) != same(owner.company or "")
    if not elsewhere and same(one.position) == same(owner.position or ""):
        return ""
    at = f" at {quoted(one.company)}" if elsewhere and one.company else ""
    return f"for {quoted(one.position)}{at}"


def quoted(name: str) -> str:
    """A name as it stands between brackets, in quotes where these protect something in it."""
    has_quotes = any(mark in name for pair in QUOTES.items() for mark in pair)
    if not has_quotes and not _NEEDS_QUOTES.search(name):
        return name
    for opening, closing in QUOTES.items():
        if opening not in name and closing not in name:
            return f"{opening}{name}{closing}"
    return name
