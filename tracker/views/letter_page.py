"""A letter on a page of its own, to be printed and signed; and the messages that become files.

A letter has its day from whoever prints it: the page says the one that it was built for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tracker.drafts.draft import Draft
from tracker.drafts.sending import is_mail
from tracker.drafts.words import Words
from tracker.rules.followup import FollowUp
from tracker.views.directory import Directory, draft_anchor
from tracker.views.draft_view import (
    Bit,
    LogChoice,
    Mending,
    Reminder,
    bits,
    letter_of,
    letter_path,
    log_choice,
    mail_path,
    mending,
    reminders,
)
from tracker.views.frame import Frame, Link, relative
from tracker.views.words import Piece, pieces


class LetterPage(NamedTuple):
    """One letter, and beside it what its writer needs to know.

    `name` is whom it goes to. `sender` and `recipient` are the two addresses, line by line. `date`
    is the day of the build in words. `body` ends above the place to sign, `signed` and `details`
    stand below it: your name, and what of your details the head does not have. `draft` leads back
    to where the draft is shown. `reminders`, `mending`, `notes`, `log` and `log_file` are those of
    the draft.
    """

    frame: Frame
    name: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    date: str
    body: tuple[Bit, ...]
    signed: str
    details: tuple[str, ...]
    reminders: tuple[Reminder, ...]
    mending: tuple[Mending, ...]
    notes: tuple[tuple[Piece, ...], ...]
    log: tuple[LogChoice, ...]
    log_file: str
    draft: Link


class MailFile(NamedTuple):
    """A message to be opened in a mail client: where it is, and whose address it comes from."""

    path: str
    draft: Draft
    sender: str


def letter_pages(directory: Directory, words: Mapping[str, Words]) -> Iterator[LetterPage]:
    """The letters among the words for what the contacts of a directory have to do."""
    for one in directory.to_do():
        found = words.get(one.id)
        if found is None:
            continue
        letter = letter_of(found)
        if letter is not None:
            yield _letter(directory, one, letter, letter_path(one))
        for each in found.instead:
            if each.letterhead is not None:
                yield _letter(directory, one, each, letter_path(one, each))


def mail_files(directory: Directory, words: Mapping[str, Words]) -> Iterator[MailFile]:
    """The messages that go by mail."""
    sender = directory.you.email[0] if directory.you is not None and directory.you.email else ""
    for one in directory.to_do():
        found = words.get(one.id)
        if found is None:
            continue
        if is_mail(found.own):
            yield MailFile(mail_path(one), found.own, sender)
        for each in found.instead:
            if is_mail(each):
                yield MailFile(mail_path(one, each), each, sender)


def _letter(directory: Directory, one: FollowUp, letter: Draft, at: str) -> LetterPage:
    # The terminal's agenda has no letters, and need not wait for what they are worded with.
    from tracker.drafts.signature import below_signature, unsigned  # noqa: PLC0415
    from tracker.drafts.wording import spoken_day  # noqa: PLC0415

    head = letter.letterhead
    assert head is not None  # noqa: S101 - that is what makes it a letter
    today = directory.today
    page = directory.pages[one.person.contact]
    return LetterPage(
        directory.frame(at, f"Letter to {letter.name}"),
        letter.name,
        head.sender,
        head.recipient,
        f"{spoken_day(today, today)} {today.year}",
        bits(unsigned(letter)),
        head.signed,
        below_signature(letter),
        tuple(reminders(letter)),
        tuple(mending(letter)),
        tuple(pieces(note) for note in letter.notes),
        tuple(log_choice(line, today) for line in letter.log),
        letter.log[0].path if letter.log else "",
        Link("Draft", relative(at, page, draft_anchor(one))),
    )
