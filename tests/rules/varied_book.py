"""A book in which every rule speaks, for the tests that look at all of its days."""

from __future__ import annotations

TOML = """
start = 2026-01-05
[calendar]
holidays = ["NL", 2026-12-24]
[keep_in_touch]
mentor = "6 weeks / 3 months"
[rules.send-the-portfolio]
on = ["met"]
until = ["letter"]
due = "3 days"
deadline = "5 days"
channels = ["letter"]
why = "Designers hire from portfolios."
"""

BOOK = """
dana @ Acme / Engineer | email: d@a.example > 11-02 applied (reply by 11-16);
    11-12 14:30 interview (with Luis Ortega and Ana Silva); 11-19 status-check;
    [ ] 12-01 call: the start date
luis-ortega @ Acme > 11-13 reply (reply by 11-20); 11-16 thank-you
rob @ Acme | relationship: recruiter | prefers: call | phone: +1 415 555 0100 > 10-30 inquiry;
    10-30 call
bob @ Beta / Cook > 09-01 applied; 09-08 screening; 09-15 interview (with Eve Hart); 09-24 rejection
eva @ Gamma / Baker > 10-05 applied; 10-14 email; 10-23 email
fay @ Delta / Pilot > 11-20 offer (reply by 11-28); 11-24 accepted
gil @ Epsilon / Nurse > 11-03 applied; 11-10 interview
hal @ Zeta / Clerk | snooze: 12-10 > 11-05 applied; 11-06 reply (reply by 11-13)
ida @ Eta / Guide > 12-20 interview; 12-23 interview (round 2)
jan @ Theta / Tutor > 11-09 offer
ada @ TopJobs | relationship: agency > 10-12 applied (for Driver at Iota);
    10-20 screening (for Driver at Iota); 10-21 applied (for Porter at Kappa);
    11-02 reply (for Porter at Kappa, needs answer)
rita @ Old Firm | relationship: reference > 09-10 reference-alert (for Cook at Beta); 09-20 call
sam | relationship: reference | keep_in_touch: 1 month > 11-09 reference-alert
uma @ Lambda / Judge > 11-18 reference-request
kai > 11-14 met: at the fair
lea > 11-14 met; 11-16 email; 11-23 call (voicemail)
mia | relationship: mentor > 08-31 call; 10-01 referral-request
ned > 10-10 referral; 11-01 thank-you
ole > 10-10 referral
pia | relationship: customer > 03-31 purchase; 05-30 purchase; 08-28 purchase; 08-30 thank-you
quy | relationship: customer > 11-06 purchase
ray | relationship: prospect > 11-03 inquiry; 11-05 quote; 11-10 call (voicemail)
sue | relationship: customer | last_contact: 2025-12-01
tom | next_follow_up: 12-26 | keep_in_touch: 10 days > 11-28 email (in)
val | status: paused | keep_in_touch: 1 week > 11-02 inquiry
wim | keep_in_touch: 7 days > 11-27 message (in, social)
yan @ Mu / Smith > 11-09 applied; 11-18 email
xia > 2025-12-20 inquiry; 11-30 call (in, no answer); 11-30 email (automatic)
"""
