"""The writing of one message: its template's parts as texts, with the gaps that they leave."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from tracker.drafts.draft import Gap, Passage
from tracker.drafts.draft_checks import Written
from tracker.drafts.facts import MessageFacts
from tracker.drafts.wording import listed
from tracker.message_template import NOTE

#: A gap's number between two of these stands for it until the message is cut there. No contact file
#: can hold one: control characters are read as blanks.
_MARK = "\x00"
_GAP = re.compile(f"{_MARK}(\\d+){_MARK}")
#: What a message ends with, likewise: its lines stay as they are.
_SIGNATURE = "\x01"

#: What begins a line of its own, where other lines go on with the one above them.
_OWN_LINE = ("- ", _SIGNATURE)

_ASK_FOR_DETAILS = "Your name and contact details: write them in contacts/me.md, once for all"

_FACTS = tuple(one.name for one in fields(MessageFacts))


class Writing:
    """One message in the writing: collects the gaps that its template leaves."""

    def __init__(
        self, render: Callable[[dict[str, Any]], Mapping[str, str]], facts: MessageFacts
    ) -> None:
        """Write of these facts; `render` gives the parts of the template with some variables."""
        self.render, self.facts = render, facts
        self.gaps: list[Gap] = []

    def done(self) -> Written:
        """Write it."""
        facts = self.facts
        context = {one: getattr(facts, one) for one in _FACTS}
        if not facts.you.name:
            context["you"] = replace(facts.you, name=self.gap("Your name"))
        context |= {
            "gap": self.gap,
            "noted": _noted,
            "vary": self.vary,
            "listed": listed,
            "signature": _SIGNATURE,
        }
        blocks = self.render(context)
        signature = facts.you.signature or self.gap(_ASK_FOR_DETAILS)
        body = _unwrapped(blocks.get("body", "")).replace(_SIGNATURE, signature)
        notes = (" ".join(each.split()) for each in blocks.get("notes", "").split(NOTE))
        return Written(
            tuple(self._passages(" ".join(blocks.get("subject", "").split()))),
            tuple(self._passages(body)),
            tuple(_GAP.sub("…", each) for each in notes if each),
        )

    def gap(
        self,
        question: str,
        *noted: str | Sequence[str],
        yours: Sequence[str] = (),
        know: str = "",
    ) -> str:
        """What stands for a gap while a template is rendered; see `Gap`.

        `noted` are private notes, `yours` is what your own file says, to answer it from. `know` is
        a sentence that helps, as it stands.
        """
        own = f"Your own file says: {'; '.join(yours)}" if yours else ""
        reminders = [know, _noted(*noted), own]
        reminder = "\n".join(one for one in reminders if one)
        self.gaps.append(Gap(" ".join(question.split()), reminder))
        return f"{_MARK}{len(self.gaps) - 1}{_MARK}"

    def vary(self, *texts: str) -> str:
        """One of several ways to say it, another for each person at the same table."""
        return texts[self.facts.number % len(texts)]

    def _passages(self, text: str) -> Iterator[Passage]:
        at = 0
        for found in _GAP.finditer(text):
            if before := text[at : found.start()]:
                yield before
            yield self.gaps[int(found[1])]
            at = found.end()
        if rest := text[at:]:
            yield rest


def _noted(*noted: str | Sequence[str]) -> str:
    """Private notes as a reminder: `You noted: “…”; “…”`; nothing where there are none."""
    texts: list[str] = []
    for each in noted:
        texts += [each] if isinstance(each, str) else each
    found = dict.fromkeys(text for text in texts if text)
    return f"You noted: {'; '.join(f'“{text}”' for text in found)}" if found else ""


def _unwrapped(text: str) -> str:
    """Paragraphs as one line each, as a mail client wants them; items and the signature stay."""
    paragraphs = (_lines(each) for each in re.split(r"\n[ \t]*\n", text.strip()))
    return "\n\n".join("\n".join(each) for each in paragraphs if each)


def _lines(paragraph: str) -> list[str]:
    found: list[str] = []
    for line in filter(None, (" ".join(each.split(" ")).strip() for each in paragraph.split("\n"))):
        single = re.sub(r" {2,}", " ", line)
        if found and not single.startswith(_OWN_LINE):
            found[-1] = f"{found[-1]} {single}"
        else:
            found.append(single)
    return found
