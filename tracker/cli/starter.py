"""The files of a new workspace, as texts that teach."""

from __future__ import annotations

from datetime import date

_SETTINGS = """\
# The settings of this workspace. Every line is optional: leave one out and its default holds.

# Entries before this day are history. They are shown and counted, but ask nothing of you.
start = {today}

# Look at the workspace as on another day. For a single look, use `tracker agenda --today DATE`.
# as_of = {today}

[calendar]
# Your time zone; without it, your system's. Call hours are shown in theirs and in yours.
# timezone = "Europe/Amsterdam"
# working_days = ["mon", "tue", "wed", "thu", "fri"]
# Countries, regions and single days: business days skip them.
# holidays = ["NL", "US-CA", {christmas_eve}]
# When a call is welcome, at the clock of the one who is called.
# call_hours = ["09:00", "17:30"]

# How often to be in touch, by the relationship in a contact's file: "ideal", or
# "ideal / at most". `keep_in_touch` in the file itself comes first.
[keep_in_touch]
# customer = "30 days"
# mentor = "6 weeks / 3 months"

# When the calendar feed, `agenda.ics`, rings: on the day something is due, and before an event.
[alarms]
# follow_ups = "08:30"
# events = "30 minutes"

# Every follow-up rule can be changed, or switched off with `enabled = false`; `tracker rules`
# shows them all. To thank on the day of the interview itself:
# [rules.thank-you-interview]
# due = "same day"

# A rule of your own needs a name, what sets it off, and what settles it:
# [rules.send-the-portfolio]
# on = ["met"]
# until = ["email", "letter"]
# due = "3 days"
# deadline = "5 days"
# channels = ["letter"]
# why = "Designers hire from portfolios."
"""

_PEOPLE = """\
`contacts/me.md` is you, and `contacts/_example.md` an example to copy. `tracker.toml` has the
settings. These files hold other people's details: keep them private.
"""
_INVENTED = """\
Everybody in `contacts/` is invented, `contacts/me.md` too. `tracker.toml` has the settings. Change
what you like, and see what the agenda makes of it; `tracker init my-contacts` starts a folder of
your own.
"""

_ME = """\
---
# You. These are shown on your own page: what people need to reach you. Fill in what you have and
# take the `#` away. The report says what is still missing.
name: Your Name
# email: you@example.org
# phone: {mobile: +31 6 1234 5678, home: +31 20 123 4567}
# address: 1 Your Street, 1234 AB Your Town
# timezone: Europe/Amsterdam
# website: https://you.example.org
---

## Pitch
Who you are, what you do well, and what you are looking for: three sentences that you have said
aloud until they sound like you.
"""

_EXAMPLE = """\
---
# An example to copy. Files whose name begins with `_` are skipped. Only `name` is required.
name: Dana Whitfield
company: Acme Robotics
role: Engineering Manager
relationship: hiring-manager
position: Senior Platform Engineer
email: dana@acme.example
phone: {{mobile: +1 415 555 0100}}
timezone: America/Los_Angeles
prefers: call
---
Met through Luis. Pronounced *WIT-field*.

## Log
- {applied} applied (email, reply by {reply_by}): sent CV and the robotics write-up
- {interview} 14:30 interview (video, with Luis Ortega): asked about migrations
  - open: when they decide
- [ ] {task} call: ask about the start date
"""

_IGNORED = """\
# The generated site: `tracker build` makes it anew.
/output/
"""

_README = """\
# My contacts

Each file under `contacts/` is a person. What happened goes into the log in their file, a line for
each time:

    - {today} interview (video, with Luis Ortega): asked about migrations

From that, Tracker works out who is owed a word, and by when.

| command | does |
|---|---|
| `tracker build --open` | makes the site in `output/` and opens the agenda |
| `tracker watch --open` | the same, and keeps it in step with every edit |
| `tracker agenda` | shows the agenda in the terminal |
| `tracker check` | shows what it could not read, and where |
| `tracker rules` | shows the rules, and where each comes from |

{people}"""


def starter_files(today: date) -> dict[str, str]:
    """The files of an empty workspace that begins on a day: texts by path."""
    return {
        "tracker.toml": _SETTINGS.format(today=today, christmas_eve=date(today.year, 12, 24)),
        "contacts/me.md": _ME,
        "contacts/_example.md": _EXAMPLE.format(
            applied=_days(today, -10),
            reply_by=_days(today, 4),
            interview=today,
            task=_days(today, 11),
        ),
        **_files_beside(today, _PEOPLE),
    }


def files_beside_samples(today: date) -> dict[str, str]:
    """What goes beside the sample contacts: texts by path."""
    return _files_beside(today, _INVENTED)


def _files_beside(today: date, people: str) -> dict[str, str]:
    return {".gitignore": _IGNORED, "README.md": _README.format(today=today, people=people)}


def _days(day: date, days: int) -> date:
    """So many days on, as far as the calendar goes."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
