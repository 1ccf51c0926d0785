"""The words that front matter fields take, with their synonyms: closed lists, as data."""

from __future__ import annotations

from tracker.contact.kinds import Channel

#: Names that some systems have and others lack, or that are no place.
NO_PLACES = frozenset({"localtime", "posixrules", "Factory"})

CHANNELS = {
    "call": Channel.CALL,
    "phone": Channel.CALL,
    "telephone": Channel.CALL,
    "phone call": Channel.CALL,
    "email": Channel.EMAIL,
    "e-mail": Channel.EMAIL,
    "mail": Channel.EMAIL,
    "letter": Channel.LETTER,
    "post": Channel.LETTER,
    "note": Channel.LETTER,
    "handwritten note": Channel.LETTER,
}
NEVER_BY = frozenset(
    [
        "text",
        "texts",
        "texting",
        "sms",
        "imessage",
        "message",
        "whatsapp",
        "signal",
        "telegram",
        "wechat",
        "messenger",
        "dm",
        "social",
        "linkedin",
        "facebook",
        "instagram",
        "twitter",
        "x",
        "bluesky",
        "mastodon",
        "slack",
    ]
) | {"text message", "social media"}

YES_NO = {
    **dict.fromkeys(("yes", "true", "on"), True),
    **dict.fromkeys(("no", "false", "off"), False),
}
OFTEN = {
    "daily": "1 day",
    "weekly": "1 week",
    "fortnightly": "2 weeks",
    "monthly": "1 month",
    "quarterly": "3 months",
    "yearly": "1 year",
    "annually": "1 year",
}

#: Relationships that rules and pages know, or that are common. Others are as good.
RELATIONSHIPS = (
    "recruiter",
    "hiring-manager",
    "interviewer",
    "reference",
    "referrer",
    "agency",
    "headhunter",
    "agent",
    "customer",
    "client",
    "buyer",
    "prospect",
    "lead",
    "supplier",
    "partner",
    "colleague",
    "mentor",
    "friend",
    "family",
    "alumni",
    "peer",
)

#: What says behind a label that there is no such number.
NO_NUMBER = frozenset({"none", "no"})
