"""What to mend in a draft before it is sent: each check is plain arithmetic on its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.contact.kinds import Channel
from tracker.counts import count
from tracker.drafts.draft import Check, Finding, Gap, Passage, text_of
from tracker.drafts.facts import MessageFacts, Talk
from tracker.drafts.stock_phrases import stock_phrases_in
from tracker.spelling import closest

#: The most words by each channel. Mail of 50 to 125 words is answered most (Boomerang, “7 Tips for
#: Getting More Responses to Your Emails”, 2016, 40 million e-mails); 200 is Tracker's choice.
#: A letter fills one side of a sheet by hand, at about nine words a line. Talking points are read
#: off in two minutes, at the 150 words a minute of calm speech.
MOST_WORDS = {Channel.EMAIL: 200, Channel.LETTER: 250, Channel.CALL: 300}

#: What stands before a word that begins no sentence and no quotation.
_WITHIN = re.compile(r"[\w,;] ")
#: Such a word that may be a name: no small letter begins it.
_INSIDE = re.compile(r"(?<=[\w,;] )[^\W_a-z][^\W_]*(?:['’-][^\W_]+)*")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

#: Names that every message may have.
_CALENDAR_WORDS = """
    January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
"""
_CALENDAR = frozenset(_CALENDAR_WORDS.split())

#: A word that is shared by chance is short: from so many letters on it says what was spoken of.
_TELLING = 5
#: Longer words that every other note holds, and so tell of nothing in particular.
_COMMON_WORDS = """
    about after again answer asked because before being call called could email first friday
    going great interview letter liked likes little meant message monday never other people please
    position question really should something still talked their there these thing things think
    thanked thursday today tomorrow told tuesday until wants wednesday where which while whole will
    would write wrote yesterday
"""
_COMMON = frozenset(_COMMON_WORDS.split())


class Written(NamedTuple):
    """A message as its template wrote it: subject, body, and notes for the writer."""

    subject: tuple[Passage, ...]
    body: tuple[Passage, ...]
    notes: tuple[str, ...]


def check(
    written: Written, facts: MessageFacts, missing: Sequence[tuple[str, str]]
) -> tuple[Finding, ...]:
    """All that is to be mended, but for what only shows beside other messages.

    `missing` is what your own details lack: each as a sentence, and what to type.
    """
    words = "\n".join(_own_words((*written.subject, *written.body)))
    # What stands in your signature is not a word of the message.
    said = words.replace(facts.you.signature, "") if facts.you.signature else words
    return (
        *_gaps(written),
        *_detail(written, said, facts),
        *_length(text_of(written.body).replace(facts.you.signature, ""), facts),
        *_phrases(said),
        *(Finding(Check.YOUR_DETAILS, message, fix) for message, fix in missing),
        *_spelling(said, facts),
    )


def _own_words(passages: Sequence[Passage]) -> Iterator[str]:
    return (one for one in passages if isinstance(one, str))


def words_of(text: str) -> list[str]:
    """The words of a text, without case."""
    return _WORD.findall(text.casefold())


def _gaps(written: Written) -> Iterator[Finding]:
    found = [one for one in (*written.subject, *written.body) if isinstance(one, Gap)]
    if found:
        questions = " ".join(f"“{one.question}”" for one in found)
        yield Finding(
            Check.GAPS,
            f"{count(len(found), 'gap is', 'gaps are')} left to fill.",
            f"Answer in your own words: {questions}",
        )


def _detail(written: Written, said: str, facts: MessageFacts) -> Iterator[Finding]:
    """Whether anything was said of the last conversation, or of what the message is about.

    A gap that reminds the writer of it asks for it already.
    """
    # What happened elsewhere, such as an offer that you accepted, is no conversation with them.
    about = facts.trigger
    if about is not None and facts.outcome and not about.with_them and not facts.them.is_reference:
        about = None
    talks = [one for one in (facts.last, about) if one is not None]
    if not talks or not facts.channel:
        return
    reminders = " ".join(one.reminder for one in written.body if isinstance(one, Gap))
    words = {*words_of(said), *words_of(reminders)}
    if any(not _telling(one).isdisjoint(words) for one in talks):
        return
    talk = talks[0]
    what = f"the {talk.noun} of {talk.day}"
    if not any(one.text for one in talks):
        yield Finding(
            Check.NO_DETAIL,
            f"Nothing in it reminds them of {what}, of which your log says no more.",
            "Write into it, and into the log, one thing that was said.",
        )
    elif any(_telling(one) for one in talks):
        yield Finding(
            Check.NO_DETAIL,
            f"Nothing in it reminds them of what was said: {what}.",
            "Name one thing that was said: your log has it.",
        )


def _telling(talk: Talk) -> set[str]:
    """The words of what was noted that say what a conversation was about."""
    noted = " ".join((talk.text, *talk.open, *talk.promised, *talk.clarify))
    return {one for one in words_of(noted) if len(one) >= _TELLING and one not in _COMMON}


def _length(body: str, facts: MessageFacts) -> Iterator[Finding]:
    by = Channel(facts.channel) if facts.channel else Channel.EMAIL
    number, most = len(words_of(body)), MOST_WORDS[by]
    if number > most:
        what = {Channel.EMAIL: "an e-mail", Channel.LETTER: "a letter"}.get(by, "a call")
        yield Finding(
            Check.TOO_LONG,
            f"It has {number} words, and {what} is best kept within {most}.",
            "Keep what only you can say, and leave out the rest.",
        )


def _phrases(said: str) -> Iterator[Finding]:
    for phrase, instead in stock_phrases_in(said):
        yield Finding(Check.STOCK_PHRASE, f"“{phrase}” is a stock phrase.", instead)


def _spelling(said: str, facts: MessageFacts) -> Iterator[Finding]:
    """Their name, or a company, that is nearly what their file says."""
    known = {facts.them.name, facts.them.company, facts.company} - {""}
    spelled = {word for name in known for word in _WORD.findall(name)}
    every = {one.casefold() for one in spelled}
    found: dict[str, str] = {}
    for match in _INSIDE.finditer(said):
        word = match[0]
        # A name begins with a capital, and so does a sentence, whatever it begins with.
        if word in found or not word[0].isupper() or word.casefold() in every:
            continue
        meant = closest(word, (one for one in spelled if one[:1].casefold() == word[0].casefold()))
        if meant is not None and word not in _CALENDAR and word not in _others(facts):
            found[word] = next(one for one in spelled if one == meant)
    for wrong, right in found.items():
        yield _misspelt(wrong, right)
    plain = said.casefold()
    for name in sorted(one for one in known if one.casefold() in plain):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", said, re.IGNORECASE):
            written = match[0]
            begins = not _WITHIN.fullmatch(said, max(match.start() - 2, 0), match.start())
            if begins and written in {name.capitalize(), name[:1].upper() + name[1:]}:
                # A sentence begins with a capital, whether it begins with a name or with a word.
                continue
            if written != name and written[:1].isupper():
                yield _misspelt(written, name)
                break


def _misspelt(wrong: str, right: str) -> Finding:
    return Finding(
        Check.SPELLING,
        f"“{wrong}” is spelled “{right}” in their file.",
        f"Write “{right}”, or mend the file if that is what is wrong.",
    )


def _others(facts: MessageFacts) -> set[str]:
    """The words of other names in play: what they are called, positions, yours, others there."""
    names = [facts.you.name, facts.you.company, facts.them.introduced_by, *facts.employers]
    names += (facts.them.first, facts.position, facts.them.role, facts.you.role)
    for talk in (facts.trigger, facts.last):
        names += talk.others if talk is not None else ()
    return {word for name in names for word in _WORD.findall(name)}
