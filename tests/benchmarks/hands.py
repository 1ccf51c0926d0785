"""How people type: every file in a hand of its own, with its spellings, its order and its slips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from textwrap import indent

from tests.benchmarks.stories import Moment, Person
from tests.benchmarks.words import (
    ABOUT,
    BODIES,
    CITIES,
    DETAILS,
    LANGUAGES,
    SAYINGS,
    STREETS,
    SUBJECTS,
    TAGS,
    ZONES,
)

#: Ways to type a kind, the plain one left out.
SPELLINGS = {
    "email": ("emailed", "e-mail", "sent email", "mail"),
    "letter": ("wrote a letter", "card", "handwritten note"),
    "message": ("messaged",),
    "call": ("called", "phoned", "phone call", "quick call", "rang"),
    "applied": ("sent application", "application"),
    "thank-you": ("thank you note", "thanks", "sent thank-you", "thank you"),
    "status-check": ("status check", "followed up", "nudged", "checked in"),
    "referral-request": ("asked for a referral", "asked for an introduction"),
    "reference-alert": ("alerted", "reference alert"),
    "quote": ("sent a quote", "proposal", "estimate"),
    "accepted": ("accepted the offer",),
    "declined": ("turned down", "declined the offer"),
    "withdrawn": ("withdrew", "withdrew application"),
    "reply": ("replied", "they replied", "heard back", "response"),
    "inquiry": ("enquiry", "inquired"),
    "offer": ("job offer",),
    "rejection": ("rejected", "turned me down"),
    "referral": ("introduced", "intro"),
    "reference-request": ("asked for references", "references requested"),
    "purchase": ("bought", "order", "ordered"),
    "screening": ("phone screen", "screen"),
    "interview": ("interviewed", "second interview", "panel interview", "had an interview"),
    "meeting": ("coffee", "lunch", "met up for a meeting", "visit"),
    "note": ("memo",),
    "no-response": ("ghosted", "gave up"),
    "no-show": ("did not show up",),
}


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Hand:
    """One person's habits, drawn once for a file."""

    rng: Random
    careful: bool
    bullet: str
    heading: str

    @classmethod
    def drawn(cls, rng: Random) -> Hand:
        """Somebody's hand."""
        return cls(
            rng,
            careful=rng.random() < 0.6,
            bullet=rng.choice("--*"),
            heading=rng.choice(("## Log", "## Log", "# Log", "## log:")),
        )

    def maybe(self, probability: float) -> bool:
        """Whether this time."""
        return self.rng.random() < probability

    def say(self, sentences: Sequence[str]) -> str:
        """One of the sentences, about something."""
        about = self.rng.sample(SUBJECTS, 2)
        return self.rng.choice(sentences).format(a=about[0], b=about[1], who="a friend")


def file_text(person: Person, rng: Random) -> str:
    """The whole file, as its owner would have typed it."""
    hand = Hand.drawn(rng)
    front = "".join(f"{line}\n" for line in _front(person, hand))
    about = f"{hand.say(ABOUT)}\n\n" if hand.maybe(0.7) else ""
    return f"---\n{front}---\n{about}{hand.heading}\n{_log(person, hand)}"


def _log(person: Person, hand: Hand) -> str:
    moments = [(one, not one.task and _is_long(one, hand)) for one in person.moments]
    items = [_item(one, hand) for one, long in moments if not long]
    if hand.maybe(0.1):
        items.reverse()
    elif len(items) > 3 and hand.maybe(0.05):
        items[1], items[2] = items[2], items[1]
    # What has a heading stands below the list, or it would take in the items after it.
    return "".join(items) + "".join(_section(one, hand) for one, long in moments if long)


def _is_long(moment: Moment, hand: Hand) -> bool:
    return hand.maybe(0.35 if moment.kind in {"interview", "meeting", "screening"} else 0.03)


def _section(moment: Moment, hand: Hand) -> str:
    body = hand.say(BODIES).rstrip("\n")
    details = _details(hand) if hand.maybe(0.5) else ""
    return f"\n### {_line(moment, hand, text='')}\n{body}\n" + (details and f"\n{details}")


def _item(moment: Moment, hand: Hand) -> str:
    box = "[ ] " if moment.task else "[x] " if hand.maybe(0.03) else ""
    said = "" if moment.kind == "no-show" else hand.say(SAYINGS)
    item = f"{hand.bullet} {box}{_line(moment, hand, said)}\n"
    if hand.maybe(0.12):
        item += indent(_details(hand), "  ")
    elif hand.maybe(0.05):
        item += f"\n{indent(hand.say(BODIES), '  ')}"
    return item


def _details(hand: Hand) -> str:
    chosen = hand.rng.sample(DETAILS, hand.rng.randint(1, 2))
    return "".join(f"- {label}: {hand.say((text,))}\n" for label, text in chosen)


def _line(moment: Moment, hand: Hand, text: str) -> str:
    kind, marks = moment.kind, list(moment.marks)
    if not hand.careful and hand.maybe(0.5):
        kind = hand.rng.choice(SPELLINGS.get(kind, (kind,)))
    if not hand.careful and marks[:1] == ["video"] and kind in {"interview", "meeting"}:
        kind = f"{hand.rng.choice(('video', 'zoom'))} {kind}"
        del marks[0]
    line = f"{moment.day} "
    if hand.maybe(0.03):
        line += f"{_WEEKDAYS[moment.day.weekday()]} "
    line += f"{moment.time} " if moment.time else ""
    if marks[-1:] and marks[-1].startswith("with ") and not hand.careful:
        line += f"{kind} {marks.pop()}" + (f" ({', '.join(marks)})" if marks else "")
    else:
        line += kind + (f" ({', '.join(marks)})" if marks else "")
    return f"{line}: {text}" if text else line


def _front(person: Person, hand: Hand) -> list[str]:
    """Front matter: what every contact has, and every other field now and then."""
    rng = hand.rng
    first, _, last = person.name.casefold().partition(" ")
    ascii_first = "".join(one for one in first if one.isascii() and one.isalpha()) or "info"
    firm = (person.company or last).casefold()
    site = "".join(one for one in firm if one.isascii() and one.isalnum()) or "home"
    lines = [f"name: {person.name}"]
    lines += [f"company: {person.company}"] if person.company else []
    lines += [f"role: {person.role}"] if person.role else []
    relationship = person.relationship
    if relationship and hand.maybe(0.05):
        relationship = f"[{relationship}, peer]"
    lines += [f"relationship: {relationship}"] if relationship else []
    lines += [f'position: "{person.position}"'] if person.position else []
    address = f"{ascii_first}@{site}.example"
    if hand.maybe(0.1):
        lines.append(f"email: [{address}, {ascii_first}@mail.example]")
    elif hand.maybe(0.9):
        lines.append(f"email: {address}")
    if hand.maybe(0.85):
        lines += _phone(hand)
    optional: tuple[tuple[float, Callable[[], str]], ...] = (
        (0.4, lambda: f"address: {_address(rng)}"),
        (0.7, lambda: f"timezone: {rng.choice(ZONES)}"),
        (0.5, lambda: f"prefers: {rng.choice(('call', 'email', 'letter', 'phone'))}"),
        (0.2, lambda: f"keep_in_touch: {rng.choice(_RHYTHMS)}"),
        (0.3, lambda: f"tags: [{', '.join(rng.sample(TAGS, 2))}]"),
        (0.1, lambda: f"tags:\n  - {rng.choice(TAGS)}"),
        (
            0.1,
            lambda: (
                f"aliases: [{_short(person.name)}]\npronounced: {_short(person.name).upper()}"
                f"\ngreeting: {_short(person.name)}"
            ),
        ),
        (0.2, lambda: f"website: https://{site}.example"),
        (0.2, lambda: f"linkedin: https://linkedin.example/in/{ascii_first}"),
        (0.15, lambda: f"birthday: {_birthday(rng)}"),
        (0.2, lambda: f"met: {rng.choice(('spring fair', 'Python evening', 'at the market'))}"),
        (0.1, lambda: "introduced_by: a friend of a friend"),
        (0.2, lambda: f"language: {rng.choice(LANGUAGES)}"),
        (0.02, lambda: "snooze: 2026-12-07"),
        (0.04, lambda: f"status: {rng.choice(('active', 'paused', 'closed'))}"),
        (0.02, lambda: "do_not_contact: yes"),
        (0.04, lambda: f"next_follow_up: 2026-11-{rng.randint(10, 30)}"),
        (0.05, lambda: f"last_contact: 2026-0{rng.randint(1, 9)}-11  # letters are in the box"),
        (0.05, lambda: f"shoe_size: {rng.randint(36, 47)}"),
    )
    typed = {line.partition(":")[0] for line in lines}
    for probability, field in optional:
        if hand.maybe(probability):
            line = field()
            key = line.partition(":")[0]
            if key not in typed:
                typed.add(key)
                lines.append(line)
    return lines


_RHYTHMS = ("3 months", "6 weeks / 3 months", "30 days", "1 year", "never")


def _short(name: str) -> str:
    first, *_, last = name.split()
    return f"{first[:4]} {last}"


def _address(rng: Random) -> str:
    return f"{rng.randint(1, 180)} {rng.choice(STREETS)}, {rng.choice(CITIES)}"


def _birthday(rng: Random) -> str:
    day = f"{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return rng.choice((day, f"19{rng.randint(50, 99)}-{day}"))


def _phone(hand: Hand) -> list[str]:
    number = f"+1 415 555 {hand.rng.randint(100, 199):04}"
    other = f"0{hand.rng.randint(10, 99)} {hand.rng.randint(100_0000, 999_9999)}"
    return hand.rng.choice(
        (
            [f"phone: {number}"],
            [f"phone: {{mobile: {number}, work: {other}}}"],
            ["phone:", f"  - {number}", f"  - {other}"],
            ["phone:", f"  mobile: {number}"],
        )
    )
