"""What to ask on a call: a few questions that are never out of place, by what the call is for.

Tracker's choice, from the usual counsel on interviews and calls: ask for the next step and its day,
and for what they would like to know. The user's own (`- ask: …`) come before these.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.contact.kinds import Kind

#: For an interview of each kind.
_INTERVIEWS: Mapping[Kind, tuple[str, ...]] = {
    Kind.SCREENING: (
        "What matters most to you in whoever takes this position?",
        "Who decides, and what are the steps until then?",
        "By when will I hear, and from whom?",
    ),
    Kind.INTERVIEW: (
        "What should be different after my first three months?",
        "With whom would I work most closely, and how?",
        "Is there anything that makes you hesitate, and that I could clear up now?",
        "What is the next step, and by when will I hear?",
    ),
}

_STATUS = (
    "How far are you, and when will you decide?",
    "Is there anything you would like to see from me, or to hear again?",
)
_THANKS = ("Is there anything I said that you would like to hear more about?",)

#: By the name of the rule.
_BY_RULE: Mapping[str, tuple[str, ...]] = {
    "thank-you-interview": _THANKS,
    "status-check-interview": _STATUS,
    "status-check-application": ("Did my application arrive, and is it complete?", *_STATUS),
    "status-check-promise": _STATUS,
    "alert-references": (
        "May I name you for this one, and at which number are you reached best?",
        "What would you say if they ask for a weakness of mine?",
        "Is there anything you need from me, such as the advertisement or my CV?",
    ),
    "thank-references": ("Were you called, and what did they want to know?",),
    "answer-rejection": (
        "What would have made the difference?",
        "May I stay in touch, and do you know anybody who is looking?",
    ),
    "reconnect-after-rejection": (
        "How is the team doing?",
        "Is anything opening up, with you or with somebody you know?",
    ),
    "respond-to-offer": (
        "On which day would I begin?",
        "May I have all of it in writing before I sign?",
    ),
    "answer-inbound": ("What do you need, and by when?", "Who else should I speak to?"),
    "follow-up-new-contact": (
        "What are you working on at the moment?",
        "Is there anything I can do for you?",
    ),
    "follow-up-request": ("Is there anything that would make it easier for you?",),
    "thank-referral": ("Is there anything I should know before I write to them?",),
    "thank-you-purchase": ("Did everything arrive as you expected?",),
    "check-in-purchase": (
        "How are you getting on with it?",
        "Is anything not as you would like it?",
    ),
    "follow-up-quote": (
        "Is anything in the quote unclear, or missing?",
        "Who decides, and by when?",
    ),
    "keep-in-touch": (
        "How are you, and what keeps you busy?",
        "Is there anything I can do for you?",
    ),
}
_ANY = ("What is the next step, and by when?",)


def questions_for_interview(kind: Kind) -> tuple[str, ...]:
    """What to ask in an interview or a screening."""
    return _INTERVIEWS.get(kind, _ANY)


def questions_for_rule(rule: str) -> tuple[str, ...]:
    """What to ask on a call that a rule asks for; a rule of the user's own gets what always fits.

    Withdrawing asks nothing.
    """
    return () if rule == "withdraw-elsewhere" else _BY_RULE.get(rule, _ANY)
