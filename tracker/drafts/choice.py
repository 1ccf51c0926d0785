"""Which message a follow-up calls for, where its rule alone does not tell."""

from __future__ import annotations

from tracker.book import BUSINESS
from tracker.contact.kinds import Kind
from tracker.contact.model import Contact
from tracker.rules.followup import FollowUp

#: What of theirs is answered otherwise than a mail: by its kind.
_ANSWERS = {
    Kind.INQUIRY: "answer-inquiry",
    Kind.MESSAGE: "move-conversation",
    Kind.CALL: "return-call",
}


def message_for(one: FollowUp, contact: Contact | None) -> str:
    """The name of the message for a follow-up, without channel, attempt and language.

    `contact` is the file of the person to reach. An inquiry is answered as such, a message by text
    or social media by moving the conversation, and a customer is kept in touch with as one.
    """
    if one.rule == "answer-inbound" and one.trigger is not None:
        return _ANSWERS.get(one.trigger.entry.kind, one.template)
    if one.rule == "keep-in-touch" and contact is not None:
        is_customer = not BUSINESS.isdisjoint(contact.relationship)
        return "repeat-buyer" if is_customer else one.template
    return one.template
