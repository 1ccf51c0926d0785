"""Every rule as a table: when it fires and with which days, and what keeps it silent.

The days are counted by hand from what the documentation says, on this calendar (weekends in
brackets): 2026-11-12 is a Thursday, 13 a Friday, (14, 15), 16 a Monday, 19 and 26 are Thursdays;
2026-12-01 is a Tuesday, 2027-01-01 a Friday.
"""

from __future__ import annotations

import pytest

from tests.rules.workspace import WAITING, card, sketch, world

D = "dana @ Acme / Engineer"
#: A person without a company or an opening.
ANN = "ann"
RITA = "rita @ Old Firm | relationship: reference"
ALERTED = f"{RITA} > 11-05 reference-alert (for Engineer at Acme)"


def rows(rule: str, table: dict[str, str]) -> list[tuple[str, str, str]]:
    """The rows of one rule: a sketch, and the cards it comes to."""
    return [(rule, text, cards) for text, cards in table.items()]


FIRES = [
    *rows(
        "thank-you-interview",
        {
            # Who, first day shown, due, deadline, lapses, ends: the day the status check is due.
            f"{D} > 11-10 interview": "dana 11-10 11-11 11-12 12-12 11-17",
            f"{D} > 11-10 screening (call)": "dana 11-10 11-11 11-12 12-12 11-17",
            # A deadline on a Saturday or Sunday moves to Monday, a due date on Saturday does not.
            f"{D} > 11-12 interview": "dana 11-12 11-13 11-16 12-16 11-19",
            f"{D} > 11-13 interview": "dana 11-13 11-14 11-16 12-16 11-20",
            # The status check waits for the day they named: 2 business days after Fri 27 Nov.
            f"{D} > 11-10 interview (reply by 11-27)": "dana 11-10 11-11 11-12 12-12 12-01",
            # Everyone met, in a file of their own or not.
            f"{D} > 11-10 interview (with Luis and Ana Silva) \n luis @ Acme": (
                "Ana Silva 11-10 11-11 11-12 12-12 11-17, dana 11-10 11-11 11-12 12-12 11-17,"
                " luis 11-10 11-11 11-12 12-12 11-17"
            ),
            # The next interview of the same person replaces it; another person's does not.
            f"{D} > 11-10 interview; 11-12 interview": (
                "dana 11-10 11-11 11-12 12-12 11-12, dana 11-12 11-13 11-16 12-16 11-19"
            ),
            f"{D} > 11-10 interview \n luis @ Acme / Engineer > 11-11 interview": (
                "dana 11-10 11-11 11-12 12-12 11-17, luis 11-11 11-12 11-13 12-13 11-18"
            ),
            # No position, no company: still somebody to thank.
            "dana @ Acme > 11-10 interview": "dana 11-10 11-11 11-12 12-12 11-17",
            f"{ANN} > 11-10 interview": "ann 11-10 11-11 11-12 12-12 11-17",
            f"{D} > 11-10 interview (cancelled)": "",
            f"{D} > 11-10 meeting; 11-10 met; 11-10 call": "",
            f"{D} > 11-10 no-show: nobody came to the interview": "",
        },
    ),
    *rows(
        "status-check-interview",
        {
            # Thursday + 5 business days is the next Thursday.
            f"{D} > 11-12 interview": "dana 11-12 11-19 11-24 12-24 -",
            f"{D} > 11-12 screening": "dana 11-12 11-19 11-24 12-24 -",
            f"{D} > 11-14 interview": "dana 11-14 11-20 11-25 12-25 -",
            f"{D} > 11-12 interview (reply by 11-27)": "dana 11-12 12-01 12-04 2027-01-03 -",
            f"{D} > 11-12 interview (reply by Friday)": "dana 11-12 11-17 11-20 12-20 -",
            f"{D} > 11-12 interview (reply within 1 week)": "dana 11-12 11-23 11-26 12-26 -",
            # One about the opening, however many were met, and the latest round's only.
            f"{D} > 11-12 interview (with Luis) \n luis @ Acme": "dana 11-12 11-19 11-24 12-24 -",
            f"{D} > 11-12 09:00 interview; 11-12 14:00 interview": "dana 11-12 11-19 11-24 12-24 -",
            f"{D} > 11-10 interview; 11-12 interview": "dana 11-12 11-19 11-24 12-24 -",
            # A round planned for later is news from them.
            f"{D} > 11-10 interview; 11-30 interview": "dana 11-30 12-07 12-10 2027-01-09 -",
            f"{D} > 11-12 interview (cancelled)": "",
        },
    ),
    *rows(
        "status-check-application",
        {
            f"{D} > 11-02 applied": "dana 11-02 11-11 11-16 12-16 -",
            f"{D} > 11-02 applied (reply by 11-13)": "dana 11-02 11-17 11-20 12-20 -",
            f"{D} > 11-07 applied": "dana 11-07 11-17 11-20 12-20 -",
            f"{D} > 11-02 applied; 11-09 applied": (
                # Applying again is a try of the first, too, which ends that day.
                "dana 11-09 11-18 11-23 12-23 11-09 #2, dana 11-09 11-18 11-23 12-23 -"
            ),
            f"{D} > 11-02 applied (cancelled)": "",
            f"{D} > 11-02 email": "",
        },
    ),
    *rows(
        "status-check-promise",
        {
            f"{D} > 11-09 reply (reply by 11-13)": "dana 11-09 11-17 11-20 12-20 -",
            f"{D} > 11-09 call (reply by 11-13)": "dana 11-09 11-17 11-20 12-20 -",
            f"{D} > 11-09 email (in, reply within 4 days)": "dana 11-09 11-17 11-20 12-20 -",
            f"{D} > 11-09 meeting (reply by 11-13)": "dana 11-09 11-17 11-20 12-20 -",
            f"{ANN} > 11-09 email (in, reply by 11-13)": "ann 11-09 11-17 11-20 12-20 -",
            # What they said earlier that day is nothing later.
            f"{D} > 11-09 call; 11-09 reply (reply by 11-13)": "dana 11-09 11-17 11-20 12-20 -",
            # Theirs are inbound; an interview, an application and an offer have rules of their own.
            f"{D} > 11-09 email (reply by 11-13)": "",
            f"{D} > 11-09 applied (reply by 11-13)": "",
            f"{D} > 11-09 interview (reply by 11-13)": "",
            f"{D} > 11-09 screening (reply by 11-13)": "",
            f"{D} > 11-09 offer (reply by 11-13)": "",
            f"{D} > 11-09 reply (automatic, reply by 11-13)": "",
            f"{D} > 11-09 call (in, voicemail, reply by 11-13)": "",
            f"{D} > 11-09 reply": "",
        },
    ),
    *rows(
        "close-stale",
        {
            # Cold as soon as it is due. 30 days after Thu 12 Nov is a Saturday.
            f"{D} > 11-02 applied": "dana 11-02 12-02 12-02 12-02 -",
            f"{D} > 11-12 interview": "dana 11-12 12-12 12-14 12-14 -",
            # The opening's last entry counts, in whichever file, planned ones too.
            f"{D} > 11-02 applied; 11-05 email": "dana 11-02 12-05 12-07 12-07 -",
            f"{D} > 11-02 applied \n luis @ Acme > 11-10 call": "dana 11-02 12-10 12-10 12-10 -",
            f"{D} > 11-02 applied; 11-12 interview": (
                "dana 11-02 12-12 12-14 12-14 11-12, dana 11-12 12-12 12-14 12-14 -"
            ),
            f"{D} > 11-02 applied (cancelled)": "",
            f"{D} > 11-02 email; 11-03 reply": "",
        },
    ),
    *rows(
        "prepare-interview",
        {
            f"{D} > 11-12 interview": "dana 11-09 11-11 11-12 - -",
            f"{D} > 11-16 screening": "dana 11-11 11-13 11-16 - -",
            # The day itself is not counted to: it stays on its Saturday.
            f"{D} > 11-14 interview": "dana 11-11 11-13 11-14 - -",
            f"{ANN} > 11-12 interview": "ann 11-09 11-11 11-12 - -",
            f"{D} > 11-12 interview; 11-13 interview": (
                "dana 11-09 11-11 11-12 - -, dana 11-10 11-12 11-13 - -"
            ),
            f"{D} > 11-12 interview (cancelled)": "",
            f"{D} > 11-12 meeting": "",
        },
    ),
    *rows(
        "alert-references",
        {
            f"{RITA} \n {D} > 11-12 interview": "rita 11-03 11-10 11-12 12-12 -",
            f"{RITA} \n {D} > 11-16 interview": "rita 11-05 11-12 11-16 12-16 -",
            f"{RITA} \n sam | relationship: [mentor, Reference] \n {D} > 11-12 interview": (
                "rita 11-03 11-10 11-12 12-12 -, sam 11-03 11-10 11-12 12-12 -"
            ),
            f"{RITA} \n {D} > 11-12 screening": "",
            f"{RITA} \n {D} > 11-12 interview (cancelled)": "",
            f"{RITA} \n {D} > 11-12 interview; 11-13 rejection": "",
            f"{RITA} \n {D} > 11-12 interview; 11-13 no-response": "",
            f"{D} > 11-12 interview": "",
        },
    ),
    *rows(
        "thank-references",
        {
            f"{ALERTED} \n {D} > 11-12 interview; {end}": "rita 11-19 11-24 11-26 12-26 -"
            for end in (
                "11-19 accepted",
                "11-19 declined",
                "11-19 rejection",
                "11-19 withdrawn",
                "11-19 no-response",
            )
        }
        | {
            f"{RITA} \n {D} > 11-12 interview; 11-19 rejection": "",
            f"{RITA} > 11-05 reference-alert (for Cook at Bistro) \n {D} > 11-12 interview;"
            " 11-19 rejection": "",
            f"{ALERTED} \n {D} > 11-12 interview": "",
        },
    ),
    *rows(
        "answer-rejection",
        {
            f"{D} > 11-12 rejection": "dana 11-12 11-13 11-16 12-16 -",
            f"{ANN} > 11-12 rejection": "ann 11-12 11-13 11-16 12-16 -",
            f"{D} > 11-12 rejection (automatic)": "",
            f"{D} > 11-12 withdrawn": "",
            f"{D} > 11-12 no-response": "",
        },
    ),
    *rows(
        "reconnect-after-rejection",
        {
            f"{D} > 11-05 interview; 11-12 rejection": (
                "dana 2027-02-03 2027-02-10 2027-02-24 2027-03-26 -"
            ),
            f"{D} > 11-05 screening; 11-12 rejection": (
                "dana 2027-02-03 2027-02-10 2027-02-24 2027-03-26 -"
            ),
            f"{D} > 11-05 applied; 11-12 rejection": "",
            f"{D} > 11-05 interview (cancelled); 11-12 rejection": "",
            f"{D} | keep_in_touch: 6 months > 11-05 interview; 11-12 rejection": "",
            f"{D} | keep_in_touch: never > 11-05 interview; 11-12 rejection": "",
        },
    ),
    *rows(
        "withdraw-elsewhere",
        {
            f"{D} > 11-12 accepted \n bob @ Beta / Cook > 11-02 applied": (
                "bob 11-12 11-13 11-17 12-17 -"
            ),
            f"{D} > 11-12 accepted \n bob @ Acme / Cook > 11-02 applied": (
                "bob 11-12 11-13 11-17 12-17 -"
            ),
            f"{D} > 11-12 accepted \n bob @ Beta / Cook": "",
            f"{D} > 11-12 accepted \n bob @ Beta / Cook > 11-02 applied; 11-09 rejection": "",
            f"{D} > 11-02 applied; 11-12 accepted": "",
            f"{D} > 11-12 declined \n bob @ Beta / Cook > 11-02 applied": "",
            # What you apply for in another year has nothing to withdraw from.
            f"{D} > 11-12 accepted \n bob @ Beta / Cook > 2027-06-01 applied": "",
        },
    ),
    *rows(
        "respond-to-offer",
        {
            f"{D} > 11-12 offer": "dana 11-12 11-16 11-17 12-17 -",
            f"{D} > 11-12 offer (reply by 11-20)": "dana 11-12 11-19 11-20 12-20 -",
            f"{D} > 11-12 offer (reply by 11-23)": "dana 11-12 11-20 11-23 12-23 -",
            # A day they named is not counted to: it stays on its Saturday.
            f"{D} > 11-12 offer (reply by 11-21)": "dana 11-12 11-20 11-21 12-21 -",
            f"{D} > 11-12 offer; 11-13 offer": (
                "dana 11-12 11-16 11-17 12-17 11-13, dana 11-13 11-17 11-18 12-18 -"
            ),
            f"{D} > 11-12 reply": "",
        },
    ),
    *rows(
        "answer-inbound",
        {
            f"{ANN} > 11-12 inquiry": "ann 11-12 11-12 11-13 12-13 -",
            f"{ANN} > 11-12 email (in)": "ann 11-12 11-12 11-13 12-13 -",
            f"{ANN} > 11-12 letter (in)": "ann 11-12 11-12 11-13 12-13 -",
            f"{ANN} > 11-12 message (in, social)": "ann 11-12 11-12 11-13 12-13 -",
            f"{ANN} > 11-12 call (in, voicemail)": "ann 11-12 11-12 11-13 12-13 -",
            f"{ANN} > 11-12 call (in, no answer)": "ann 11-12 11-12 11-13 12-13 -",
            f"{ANN} > 11-12 reply (needs answer)": "ann 11-12 11-12 11-13 12-13 -",
            # On a Saturday it is due that day, and late only after Monday.
            f"{ANN} > 11-14 inquiry": "ann 11-14 11-14 11-16 12-16 -",
            f"{ANN} > 11-13 inquiry": "ann 11-13 11-13 11-16 12-16 -",
            # The earliest unanswered one stays.
            f"{ANN} > 11-10 inquiry; 11-12 email (in)": "ann 11-10 11-10 11-11 12-11 -",
            f"{ANN} > 11-10 inquiry; 11-11 email; 11-12 inquiry": "ann 11-12 11-12 11-13 12-13 -",
            f"{ANN} > 11-12 inquiry (no answer needed)": "",
            f"{ANN} > 11-12 email (in, no answer needed)": "",
            f"{ANN} > 11-12 email (in, automatic)": "",
            f"{ANN} > 11-12 email": "",
            f"{ANN} > 11-12 call (in)": "",
            f"{ANN} > 11-12 call (voicemail)": "",
            f"{ANN} > 11-12 reply": "",
        },
    ),
    *rows(
        "follow-up-new-contact",
        {
            f"{ANN} > 11-12 met": "ann 11-12 11-13 11-16 12-16 -",
            # Due on Monday for a Friday, Saturday or Sunday; the deadline a business day later.
            f"{ANN} > 11-13 met": "ann 11-13 11-16 11-17 12-17 -",
            f"{ANN} > 11-14 met": "ann 11-14 11-16 11-17 12-17 -",
            f"{ANN} > 11-15 met": "ann 11-15 11-16 11-17 12-17 -",
            f"{ANN} > 11-12 met (cancelled)": "",
            f"{ANN} > 11-12 meeting": "",
        },
    ),
    *rows(
        "follow-up-request",
        {
            f"{ANN} > 11-12 referral-request": "ann 11-12 11-19 11-24 12-24 -",
            f"{ANN} > 11-12 referral-request (reply by 11-27)": (
                "ann 11-12 12-01 12-04 2027-01-03 -"
            ),
            f"{ANN} > 11-12 email": "",
        },
    ),
    *rows(
        "thank-referral",
        {
            f"{ANN} > 11-12 referral": "ann 11-12 11-13 11-16 12-16 -",
            f"{ANN} > 11-12 referral-request": "",
        },
    ),
    *rows(
        "thank-you-purchase",
        {
            f"{ANN} > 11-12 purchase": "ann 11-12 11-13 11-16 12-16 -",
            f"{ANN} > 11-10 purchase; 11-11 purchase": (
                "ann 11-10 11-11 11-12 12-12 11-11, ann 11-11 11-12 11-13 12-13 -"
            ),
            f"{ANN} > 11-12 purchase; 11-12 purchase": "ann 11-12 11-13 11-16 12-16 -",
            f"{ANN} > 11-12 purchase (cancelled)": "",
            f"{ANN} > 11-12 quote": "",
        },
    ),
    *rows(
        "check-in-purchase",
        {
            # 10 days after Thursday 12 November is a Sunday.
            f"{ANN} > 11-12 purchase": "ann 11-12 11-19 11-23 12-23 -",
            f"{ANN} > 11-10 purchase": "ann 11-10 11-17 11-20 12-20 -",
        },
    ),
    *rows(
        "follow-up-quote",
        {
            f"{ANN} > 11-12 quote": "ann 11-12 11-17 11-19 12-19 -",
            f"{ANN} > 11-12 quote (reply by 11-27)": "ann 11-12 12-01 12-03 2027-01-02 -",
            f"{ANN} > 11-12 quote; 11-13 quote": (
                "ann 11-13 11-20 11-24 12-24 11-13 #2, ann 11-13 11-18 11-20 12-20 -"
            ),
            f"{ANN} > 11-12 quote (cancelled)": "",
        },
    ),
    *rows(
        "keep-in-touch",
        {
            # 92 days, and 138; 42 days, and three months; 7 days, and 10 (10.5 rounded down).
            "ann | keep_in_touch: 3 months > 11-12 email": (
                "ann 2027-02-05 2027-02-12 2027-03-30 2027-04-29 -"
            ),
            "ann | keep_in_touch: 6 weeks / 3 months > 11-12 email": (
                "ann 12-17 12-24 2027-02-12 2027-03-14 -"
            ),
            "ann | keep_in_touch: 7 days > 11-12 email": "ann 11-12 11-19 11-23 12-23 -",
            "ann | keep_in_touch: 10 days > 11-12 email": "ann 11-15 11-22 11-27 12-27 -",
            # Months clamp: a month after 31 January is 28 February, 28 days; 42 days is a Saturday.
            "ann | keep_in_touch: 1 month > 01-31 call": "ann 02-21 02-28 03-16 04-15 -",
            # The relationship's default, the customer's own rhythm, the contact's own word.
            "ann | relationship: customer > 11-12 email": "ann 12-05 12-12 12-28 2027-01-27 -",
            "ann | relationship: customer > 07-01 purchase; 08-20 purchase": (
                "ann 09-12 09-19 10-05 11-04 -"
            ),
            # Gaps of 30 and 50 days: every 40; of 10, 20 and 60: every 20; of 2 and 4: every 7.
            "ann | relationship: customer > 06-01 purchase; 07-01 purchase; 08-20 purchase": (
                "ann 09-22 09-29 10-19 11-18 -"
            ),
            "ann | relationship: customer > 06-01 purchase; 06-11 purchase; 07-01 purchase;"
            " 08-30 purchase": "ann 09-12 09-19 09-29 10-29 -",
            "ann | relationship: customer > 11-06 purchase; 11-08 purchase; 11-12 purchase": (
                "ann 11-12 11-19 11-23 12-23 -"
            ),
            # Two on one day are one purchase day.
            "ann | relationship: customer > 06-01 purchase; 06-01 purchase; 07-01 purchase": (
                "ann 07-24 07-31 08-17 09-16 -"
            ),
            "ann | relationship: customer | keep_in_touch: 10 days > 06-01 purchase;"
            " 07-01 purchase; 11-12 purchase": "ann 11-15 11-22 11-27 12-27 -",
            # The last contact is the latest: the log's or, where that is later, `last_contact`.
            "ann | keep_in_touch: 10 days > 11-01 email; 11-12 reply": (
                "ann 11-15 11-22 11-27 12-27 -"
            ),
            "ann | keep_in_touch: 10 days | last_contact: 11-12": "ann 11-15 11-22 11-27 12-27 -",
            "ann | keep_in_touch: 10 days | last_contact: 11-12 > 11-01 email": (
                "ann 11-15 11-22 11-27 12-27 -"
            ),
            "ann | keep_in_touch: 10 days | last_contact: 11-01 > 11-12 email": (
                "ann 11-15 11-22 11-27 12-27 -"
            ),
            # What reached nobody is no contact.
            "ann | keep_in_touch: 10 days > 11-12 email; 11-14 call (voicemail); 11-15 note;"
            " 11-16 reply (automatic); 11-17 meeting (cancelled)": "ann 11-15 11-22 11-27 12-27 -",
            "ann | keep_in_touch: 10 days > 11-12 call (no answer)": "",
            "ann | keep_in_touch: 10 days": "",
            "ann | relationship: customer | keep_in_touch: never > 11-12 email": "",
            "ann > 11-12 email": "",
        },
    ),
    *rows(
        "manual",
        {
            f"{ANN} > [ ] 12-01 call: the start date": "ann 11-24 12-01 12-01 12-31 -",
            # A day you wrote down is not counted to: it stays on its Saturday.
            f"{ANN} > [ ] 11-14 email": "ann 11-07 11-14 11-14 12-14 -",
            "ann | next_follow_up: 12-01": "ann 11-24 12-01 12-01 12-31 -",
            f"{ANN} > [x] 12-01 call": "",
            # Each task stands by itself: nothing replaces what you wrote down.
            f"{ANN} > [ ] 12-01 call; [ ] 12-08 email": (
                "ann 11-24 12-01 12-01 12-31 -, ann 12-01 12-08 12-08 2027-01-07 -"
            ),
        },
    ),
]


@pytest.mark.parametrize(("rule", "text", "cards"), FIRES)
def test_when_a_rule_fires(rule: str, text: str, cards: str) -> None:
    assert sketch(text).cards(rule) == cards


CLOSED_BY = {
    ("thank-you-interview", "dana @ Acme / Engineer > 11-10 interview"): {
        "11-10 thank-you": True,
        "11-11 thank-you (letter)": True,
        "2027-03-01 thank-you": True,
        "11-09 thank-you": False,
        "11-11 thank-you (cancelled)": False,
        "11-11 thank-you (email, bounced)": False,
        "11-11 email": False,
        "11-11 call": False,
        "11-11 reply": False,
        "11-11 status-check": False,
        "11-11 thank-you (to Somebody Else)": False,
        "11-11 rejection": True,
    },
    ("status-check-interview", "dana @ Acme / Engineer > 11-10 interview"): {
        "11-10 reply": True,
        "11-11 reply": True,
        "11-11 email (in)": True,
        "11-11 message (in)": True,
        "11-11 call": True,
        "11-11 meeting": True,
        "11-11 met": True,
        "11-11 offer": True,
        "11-11 reference-request": True,
        "11-09 reply": False,
        "11-11 reply (automatic)": False,
        "11-11 email (in, automatic)": False,
        "11-11 call (in, voicemail)": False,
        "11-11 meeting (cancelled)": False,
        "11-11 note": False,
        "11-11 no-show": False,
        "11-11 thank-you": False,
        "11-11 spoke about this and that": False,
        "11-11 no-response": True,
        "11-11 withdrawn": True,
    },
    ("status-check-application", "dana @ Acme / Engineer > 11-02 applied"): {
        "11-02 reply": True,
        "11-02 reply (automatic)": False,
        "11-20 interview": True,
        "11-05 screening": True,
        "11-05 rejection": True,
        "11-05 call": True,
        "11-05 call (voicemail)": False,
        "11-05 email": False,
        "11-05 referral-request": False,
        "11-05 accepted": True,
    },
    ("status-check-promise", "dana @ Acme / Engineer > 11-09 reply (reply by 11-13)"): {
        "11-10 reply": True,
        "11-13 call": True,
        "11-20 interview": True,
        "11-08 reply": False,
        "11-10 email": False,
        "11-10 reply (automatic)": False,
        "11-10 rejection": True,
    },
    ("close-stale", "dana @ Acme / Engineer > 11-02 applied"): {
        "11-05 accepted": True,
        "11-05 declined": True,
        "11-05 rejection": True,
        "11-05 withdrawn": True,
        "11-05 no-response": True,
        "11-02 rejection": True,
        "11-05 offer": False,
        "11-05 reply": False,
        "11-05 no-show": False,
    },
    (
        "alert-references",
        "dana @ Acme / Engineer > 11-12 interview \n rita | relationship: reference",
    ): {
        "10-13 reference-alert": True,
        "10-12 reference-alert": False,
        "11-05 reference-alert (for Engineer at Acme)": True,
        "11-05 reference-alert (for engineer at ACME)": True,
        "11-05 reference-alert (for Cook at Bistro)": False,
        "11-05 reference-alert (call, voicemail)": False,
        "11-05 reference-alert (cancelled)": False,
        "11-05 call": False,
    },
    (
        "thank-references",
        f"{D} > 11-12 interview; 11-19 rejection \n {ALERTED}",
    ): {
        "11-19 call": True,
        "11-20 email": True,
        "11-20 thank-you": True,
        "11-20 email (in)": True,
        "11-20 had her on the line": True,
        "11-18 call": False,
        "11-20 call (voicemail)": False,
        "11-20 note": False,
        "11-20 email (in, automatic)": False,
    },
    ("answer-rejection", "dana @ Acme / Engineer > 11-12 rejection"): {
        "11-12 email": True,
        "11-13 thank-you": True,
        "11-13 call": True,
        "11-13 letter": True,
        "11-11 email": False,
        "11-13 call (voicemail)": False,
        "11-13 email (bounced)": False,
        "11-13 reply": False,
        "11-13 note": False,
    },
    ("reconnect-after-rejection", "dana @ Acme / Engineer > 11-05 interview; 11-12 rejection"): {
        # 60 days after 12 November is 11 January.
        "2027-01-11 email": True,
        "2027-02-10 reply": True,
        "2027-01-10 email": False,
        "11-13 thank-you": False,
        "2027-02-01 call (voicemail)": False,
        "2027-02-01 note": False,
    },
    (
        "withdraw-elsewhere",
        "dana @ Acme / Engineer > 11-12 accepted \n bob @ Beta / Cook > 11-02 applied",
    ): {
        "11-12 withdrawn": True,
        "11-13 withdrawn": True,
        "11-13 rejection": True,
        "11-13 no-response": True,
        "11-13 email": False,
        "11-13 reply": False,
    },
    ("respond-to-offer", "dana @ Acme / Engineer > 11-12 offer"): {
        "11-12 accepted": True,
        "11-16 declined": True,
        "11-16 withdrawn": True,
        "11-16 rejection: they took it back": True,
        "11-13 call": False,
        "11-13 thank-you": False,
        "11-13 email": False,
    },
    ("answer-inbound", "ann > 11-12 inquiry"): {
        "11-12 email": True,
        "11-13 call": True,
        "11-13 quote": True,
        "11-13 meeting": True,
        "11-13 thank-you": True,
        "11-11 email": False,
        "11-12 call (voicemail)": False,
        "11-12 email (bounced)": False,
        "11-12 email (automatic)": False,
        "11-13 reply": False,
        "11-13 note": False,
        "11-13 looked at the site": False,
    },
    ("follow-up-new-contact", "ann > 11-12 met"): {
        "11-12 email (in)": True,
        "11-16 reply": True,
        "11-16 call": True,
        "11-16 meeting": True,
        "11-13 thank-you": False,
        "11-13 call (in, voicemail)": False,
        "11-11 reply": False,
    },
    ("follow-up-request", "ann > 11-12 referral-request"): {
        "11-12 reply": True,
        "11-13 referral": True,
        "11-13 call": True,
        "11-13 email": False,
        "11-13 reply (automatic)": False,
    },
    ("thank-referral", "ann > 11-12 referral"): {
        "11-12 thank-you": True,
        "11-13 thank-you (call)": True,
        "11-13 email": False,
        "11-13 call": False,
        "11-13 reply": False,
    },
    ("thank-you-purchase", "ann > 11-12 purchase"): {
        "11-12 thank-you": True,
        "11-13 thank-you (letter)": True,
        "11-13 email": False,
        "11-13 reply": False,
    },
    ("check-in-purchase", "ann > 11-12 purchase"): {
        "11-12 call": True,
        "11-13 email": True,
        "11-13 reply": True,
        "11-20 wrote about the lamp": True,
        "11-15 purchase": True,
        "11-13 thank-you": False,
        "11-13 call (voicemail)": False,
        "11-13 note": False,
        "11-11 email": False,
    },
    ("follow-up-quote", "ann > 11-12 quote"): {
        "11-12 reply": True,
        "11-13 purchase": True,
        "11-13 inquiry": True,
        "11-13 call": True,
        "11-13 email": False,
        "11-13 call (in, voicemail)": False,
    },
    ("manual", "ann > [ ] 12-01 call: the start date"): {
        "12-01 email": True,
        "12-02 reply": True,
        "12-05 met": True,
        "11-30 call": False,
        "12-01 call (voicemail)": False,
        "12-01 note": False,
        "12-01 email (in, automatic)": False,
    },
    ("manual", "ann | next_follow_up: 12-01 > 11-01 email"): {
        "12-01 email": True,
        "11-30 email": False,
        "12-01 call (no answer)": False,
    },
}


@pytest.mark.parametrize(
    ("rule", "text", "entry", "closes"),
    [
        pytest.param(rule, text, entry, closes, id=f"{rule}: {'' if closes else 'not '}by {entry}")
        for (rule, text), entries in CLOSED_BY.items()
        for entry, closes in entries.items()
    ],
)
def test_what_closes_it(rule: str, text: str, entry: str, *, closes: bool) -> None:
    began = {one.began for one in sketch(text).of(rule)}
    assert len(began) == 1
    separator = "; " if " > " in text.splitlines()[-1] else " > "
    after = sketch(f"{text}{separator}{entry}")
    still_open = {one.began for one in after.of(rule)} & began
    assert (not still_open) == closes
    if closes:
        assert began <= {one.began for one in after.derived.closed if one.rule == rule}


@pytest.mark.parametrize("status", ["status: paused", "status: closed", "do_not_contact: true"])
@pytest.mark.parametrize(
    ("front", "log"),
    [
        ("@ Acme / Engineer", "11-02 applied; 11-12 interview (reply by 11-20); 11-13 offer"),
        ("@ Acme / Engineer", "11-05 interview; 11-12 rejection"),
        ("| keep_in_touch: 1 month", "11-12 met; 11-13 referral; 11-14 inquiry; [ ] 12-01 call"),
        ("| relationship: customer", "11-12 purchase; 11-13 quote; 11-14 referral-request"),
        ("| next_follow_up: 12-01", "11-12 email (in)"),
    ],
)
def test_people_at_rest_get_nothing(status: str, front: str, log: str) -> None:
    assert sketch(f"ann {front} > {log}").derived.follow_ups
    assert sketch(f"ann {front} | {status} > {log}").derived.follow_ups == ()


def test_a_reference_at_rest_is_not_alerted() -> None:
    assert (
        sketch(f"{RITA} | status: paused \n {D} > 11-12 interview").cards("alert-references") == ""
    )


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("thank-you-interview", "interview"),
        ("status-check-interview", "screening"),
        ("prepare-interview", "interview"),
        ("close-stale", "applied"),
        ("status-check-application", "applied"),
        ("status-check-promise", "reply (reply by 11-20)"),
        ("answer-rejection", "rejection"),
        ("respond-to-offer", "offer"),
        ("answer-inbound", "inquiry"),
        ("follow-up-new-contact", "met"),
        ("follow-up-request", "referral-request"),
        ("thank-referral", "referral"),
        ("thank-you-purchase", "purchase"),
        ("check-in-purchase", "purchase"),
        ("follow-up-quote", "quote"),
    ],
)
def test_history_before_start_triggers_nothing(rule: str, kind: str) -> None:
    start = "start = 2026-11-10"
    assert sketch(f"{D} > 11-09 {kind}", start).cards(rule) == ""
    assert len(sketch(f"{D} > 11-10 {kind}", start).of(rule)) == 1


def test_history_still_counts_as_contact_and_as_an_interview_before_the_rejection() -> None:
    text = f"{D} > 11-02 interview; 11-12 rejection"
    assert sketch(text, "start = 2026-11-10").cards("reconnect-after-rejection") == (
        "dana 2027-02-03 2027-02-10 2027-02-24 2027-03-26 -"
    )
    text = "ann | keep_in_touch: 10 days > 11-12 email"
    assert sketch(text, "start = 2026-11-15").cards("keep-in-touch") == (
        "ann 11-15 11-22 11-27 12-27 -"
    )


def test_a_follow_up_says_all_that_is_promised() -> None:
    log = (
        "---\nname: Dana Whitfield\ncompany: Acme\nposition: Engineer\nemail: d@acme.example\n---\n"
    )
    log += "## Log\n- 2026-11-12 interview: asked about migrations\n"
    (one,) = world({"hiring/dana.md": log}).of("thank-you-interview")
    assert card(one) == "hiring/dana 11-12 11-13 11-16 12-16 11-19"
    assert one.id == "hiring/dana/thank-you-interview/2026-11-12"
    assert (one.name, one.company, one.position) == ("Dana Whitfield", "Acme", "Engineer")
    assert (one.place.path, one.place.line) == ("contacts/hiring/dana.md", 8)
    assert (one.attempt, one.channel, one.waits) == (1, "email", False)
    assert one.trigger is not None
    assert one.trigger.entry.text == "asked about migrations"
    assert "Interview on Thu 12 Nov 2026 + 1 day" in one.reason


@pytest.mark.parametrize("rule", sorted({rule for rule, _, _ in FIRES}))
def test_which_rules_wait_for_them(rule: str) -> None:
    texts = [text for name, text, cards in FIRES if name == rule and cards]
    found = [one for text in texts for one in sketch(text).of(rule)]
    assert found
    assert {one.waits for one in found} == {rule in WAITING}


HOLIDAYS = "[calendar]\nholidays = [2026-11-16, 2026-11-26]"


@pytest.mark.parametrize(
    ("rule", "text", "cards"),
    [
        ("thank-you-interview", f"{D} > 11-13 interview", "dana 11-13 11-14 11-17 12-17 11-23"),
        ("status-check-interview", f"{D} > 11-12 interview", "dana 11-12 11-20 11-25 12-25 -"),
        ("status-check-interview", f"{D} > 11-18 interview", "dana 11-18 11-25 12-01 12-31 -"),
        # 10 days after 16 November is the second holiday; 7 days before it is none.
        ("check-in-purchase", "ann > 11-16 purchase", "ann 11-16 11-23 11-27 12-27 -"),
        ("check-in-purchase", "ann > 11-19 purchase", "ann 11-19 11-26 11-30 12-30 -"),
        ("answer-inbound", "ann > 11-13 inquiry", "ann 11-13 11-13 11-17 12-17 -"),
        ("prepare-interview", f"{D} > 11-17 interview", "dana 11-11 11-13 11-17 - -"),
        ("manual", "ann > [ ] 11-16 email", "ann 11-09 11-16 11-16 12-16 -"),
        (
            "respond-to-offer",
            f"{D} > 11-12 offer (reply by 11-16)",
            "dana 11-12 11-13 11-16 12-16 -",
        ),
    ],
)
def test_business_days_skip_holidays(rule: str, text: str, cards: str) -> None:
    assert sketch(text, HOLIDAYS).cards(rule) == cards


@pytest.mark.parametrize(
    ("days", "cards"),
    [
        # Sunday to Thursday: Friday and Saturday are off.
        ('["sun", "mon", "tue", "wed", "thu"]', "dana 11-12 11-19 11-24 12-24 -"),
        # Tuesday and Thursday only: 17, 19, 24, 26, 1 December; then 3, 8, 10.
        ('["tue", "thu"]', "dana 11-12 12-01 12-10 2027-01-09 -"),
    ],
)
def test_working_days_are_yours(days: str, cards: str) -> None:
    toml = f"[calendar]\nworking_days = {days}"
    assert sketch(f"{D} > 11-12 interview", toml).cards("status-check-interview") == cards


@pytest.mark.parametrize(
    "log",
    [
        "11-12 09:00 screening; 11-12 14:00 interview",
        "11-12 09:00 interview; 11-12 14:00 interview (with Ana Silva)",
    ],
)
def test_each_event_of_a_day_is_prepared(log: str) -> None:
    assert sketch(f"{D} > {log}").cards("prepare-interview") == (
        "dana 11-09 11-11 11-12 - -, dana 11-09 11-11 11-12 - -"
    )
