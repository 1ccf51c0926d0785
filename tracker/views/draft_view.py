"""The draft of a follow-up, ready to show: its words, what is left to do, and how to send it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from tracker.contact.kinds import Channel
from tracker.drafts.draft import Check, Draft, Gap, LogLine, Passage
from tracker.drafts.sending import is_mail, mail_link, sound
from tracker.drafts.words import Words
from tracker.rules.followup import FollowUp
from tracker.slugs import follow_up_path
from tracker.views.directory import Directory, draft_anchor
from tracker.views.frame import Link, relative
from tracker.views.sheets import name_of
from tracker.views.words import Piece, pieces

#: The folders of the files to open in a mail client, and of the letters to print.
MAIL, LETTERS = "mail", "letters"

_TITLES: Mapping[Channel | None, str] = {
    Channel.EMAIL: "Draft of an e-mail",
    Channel.CALL: "Talking points",
    Channel.LETTER: "Draft of a letter",
}


class Bit(NamedTuple):
    """A piece of a message: words, or, where `is_gap`, a gap as its question in square brackets."""

    text: str
    is_gap: bool


class Reminder(NamedTuple):
    """What helps to fill a gap, for the writer's eyes alone.

    `question` is the gap's, `lines` are your notes, one each.
    """

    question: str
    lines: tuple[str, ...]


class Mending(NamedTuple):
    """Something to mend: `message` says what, `fix` how."""

    message: tuple[Piece, ...]
    fix: tuple[Piece, ...]


class LogChoice(NamedTuple):
    """A line for the log but for its day.

    `label` is the ending that it is for, empty where there is only one; `effect` is what the line
    does, and `rest` what stands behind the day.
    """

    label: str
    effect: str
    rest: str


class DraftView(NamedTuple):
    """A draft, and the ways to send it.

    `anchor` is its id on the page, `kind` its channel or `none`. `title` says what it is. `to` is
    where it goes, empty where that is not known. `subject` is empty but for an e-mail, `body` is
    the message. `gaps` is how many there are, `reminders` is what helps to fill them, `mending`
    what is left to mend, and `notes` are good to know. `log_file` is the file that the lines of
    `log` belong in.

    `mail` is a `mailto:` address, and where it is None `mail_note` may say why. `eml` leads to the
    message as a file, `letter` to the page to print; each is None where there is none. `command`
    writes it in a terminal, `options` are those for other words. `instead` are drafts to choose
    from.
    """

    anchor: str
    kind: str
    title: str
    to: str
    subject: tuple[Bit, ...]
    body: tuple[Bit, ...]
    gaps: int
    reminders: tuple[Reminder, ...]
    mending: tuple[Mending, ...]
    notes: tuple[tuple[Piece, ...], ...]
    log: tuple[LogChoice, ...]
    log_file: str
    mail: str | None
    mail_note: tuple[Piece, ...]
    eml: Link | None
    letter: Link | None
    command: str
    options: tuple[str, ...]
    instead: tuple[DraftView, ...] = ()


def draft_view(directory: Directory, at: str, one: FollowUp, words: Words) -> DraftView:
    """The words for a follow-up as the page at a path shows them."""
    anchor = draft_anchor(one)
    letter = _letter_link(at, letter_path(one), words.by_hand) if words.by_hand else None
    own = _view(directory, at, one, words.own, anchor)
    return own._replace(
        letter=own.letter or letter,
        options=tuple(_options(directory, one, words)),
        instead=tuple(
            _view(directory, at, one, each, draft_anchor(one, _stem(each)))
            for each in words.instead
        ),
    )


def _view(directory: Directory, at: str, one: FollowUp, draft: Draft, anchor: str) -> DraftView:
    """A draft: the follow-up's own, or, with another anchor, one of those to choose from."""
    is_choice = anchor != draft_anchor(one)
    choice = draft if is_choice else None
    link = mail_link(draft) if draft.channel is Channel.EMAIL and draft.address else None
    is_letter = draft.letterhead is not None
    return DraftView(
        anchor=anchor,
        kind=draft.channel.value if draft.channel is not None else "none",
        title=_title(draft, is_choice=is_choice),
        to=draft.address,
        subject=bits(draft.subject),
        body=bits(draft.body),
        gaps=len(draft.gaps),
        reminders=tuple(reminders(draft)),
        mending=tuple(mending(draft)),
        notes=tuple(pieces(note) for note in draft.notes),
        log=tuple(log_choice(line, directory.today) for line in draft.log),
        log_file=draft.log[0].path if draft.log else "",
        mail=link.href if link is not None else None,
        mail_note=pieces(link.note) if link is not None else (),
        eml=Link("As a file", relative(at, mail_path(one, choice))) if is_mail(draft) else None,
        letter=_letter_link(at, letter_path(one, choice)) if is_letter else None,
        command=_command(one, choice),
        options=(),
    )


def _title(draft: Draft, *, is_choice: bool) -> str:
    title = _TITLES.get(draft.channel, "Draft")
    return f"{_stem(draft).replace('-', ' ').capitalize()}: {title.lower()}" if is_choice else title


def _letter_link(at: str, page: str, by_hand: Draft | None = None) -> Link:
    return Link("Or write a letter" if by_hand else "Print the letter", relative(at, page))


def bits(passages: Iterable[Passage]) -> tuple[Bit, ...]:
    """A message in pieces; all of them one after the other are what is sent, byte for byte."""
    return tuple(
        Bit(f"[{sound(one.question)}]", is_gap=True)
        if isinstance(one, Gap)
        else Bit(sound(one), is_gap=False)
        for one in passages
    )


def reminders(draft: Draft) -> Iterator[Reminder]:
    """What helps to fill the gaps of a draft."""
    for one in draft.gaps:
        if one.reminder:
            yield Reminder(one.question, tuple(one.reminder.split("\n")))


def mending(draft: Draft) -> Iterator[Mending]:
    """What is to be mended; the gaps speak for themselves."""
    for one in draft.findings:
        if one.check is not Check.GAPS:
            yield Mending(pieces(one.message), pieces(one.fix))


def log_choice(line: LogLine, today: date) -> LogChoice:
    """A line for the log, ready to show on a page that is built for a day."""
    return LogChoice(line.label.capitalize(), line.does(today), line.rest)


def mail_path(one: FollowUp, variant: Draft | None = None) -> str:
    """The path of the file to open in a mail client."""
    return follow_up_path(MAIL, one.person.contact, _name(one, variant), ".eml")


def letter_path(one: FollowUp, variant: Draft | None = None) -> str:
    """The path of the page to print."""
    return follow_up_path(LETTERS, one.person.contact, _name(one, variant))


def letter_of(words: Words) -> Draft | None:
    """The letter among the words for a follow-up."""
    return words.own if words.own.letterhead is not None else words.by_hand


def _name(one: FollowUp, variant: Draft | None) -> str:
    return f"{name_of(one)}-{_stem(variant)}" if variant is not None else name_of(one)


def _stem(draft: Draft) -> str:
    """The name of its message, without channel and language."""
    return draft.template.partition(".")[0]


def _command(one: FollowUp, variant: Draft | None) -> str:
    chosen = f"--template {shlex.quote(_stem(variant))}" if variant is not None else ""
    return _typed(one, chosen)


def _typed(one: FollowUp, option: str = "") -> str:
    """The command for a follow-up, with an option."""
    found = shlex.quote(one.id)
    # An id may look like an option: behind `--` nothing is one.
    words = (option, "--", found) if _looks_like_an_option(one) else (found, option)
    return " ".join(filter(None, ("tracker draft", *words)))


def _looks_like_an_option(one: FollowUp) -> bool:
    return one.id.startswith("-")


def _options(directory: Directory, one: FollowUp, words: Words) -> Iterator[str]:
    """What else may be said, and how else, for as far as addresses are known.

    Options to add to the command, or whole commands where nothing can be added to it.
    """
    found = _other_words(directory, one, words)
    yield from (_typed(one, each) for each in found) if _looks_like_an_option(one) else found


def _other_words(directory: Directory, one: FollowUp, words: Words) -> Iterator[str]:
    contact = directory.contact(one.person.contact) if one.person.known else None
    if contact is not None:
        known = {
            Channel.CALL: bool(contact.phone),
            Channel.EMAIL: bool(contact.email),
            Channel.LETTER: bool(contact.address) and words.by_hand is None,
        }
        for channel in one.channels:
            if channel is not one.channel and known.get(channel):
                yield f"--channel {channel.value}"
    yield from (f"--template {shlex.quote(name)}" for name in words.also)
