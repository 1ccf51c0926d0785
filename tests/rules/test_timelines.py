"""Whole stories, lived day by day: what the agenda shows each morning, given what was typed so far.

A sketch's entry is typed on its own day, or on the day before it in `<…>`. A story's mornings have
a line for each that differs from the one before: `!` overdue, `*` due, `~` waiting for them, `.`
upcoming, `x` cold, then the rule and `WHO` or `WHO/POSITION`. Nothing behind the day: a clear
morning. Closing an opening that has gone stale is upcoming all along, and left out until it is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pytest

from tests.rules.workspace import World, day, lists, short, sketch, unfolded, who
from tracker.agenda import Bucket
from tracker.rules.followup import FollowUp

SIGNS = {
    Bucket.OVERDUE: "!",
    Bucket.DUE: "*",
    Bucket.WAITING: "~",
    Bucket.UPCOMING: ".",
    Bucket.COLD: "x",
}


@dataclass(frozen=True)
class Story:
    """What is typed, from when to when it is read, and what every morning shows."""

    text: str
    first: str
    last: str
    mornings: str


STORIES = {
    # Six weeks: an application, a screening, an interview with three people, an offer.
    "job search": Story(
        """
mia @ Acme / Engineer | relationship: hiring-manager >
    <10-20> 10-27 14:00 interview (in person, with Luis and Ana Silva);
    10-28 thank-you (email); 10-28 thank-you (letter, to Ana Silva)
rob @ Acme | relationship: recruiter > 10-05 applied (email); 10-05 reply (automatic);
    10-14 status-check (email); 10-15 reply; <10-15> 10-16 10:00 screening (call);
    10-17 thank-you; 10-20 reply; 11-03 call (voicemail); 11-03 email;
    11-09 offer (reply by 11-13); 11-12 accepted (call)
luis @ Acme > 10-29 thank-you (email)
rita @ Old Firm | relationship: reference > 10-23 reference-alert (call, for Engineer at Acme);
    11-17 call
""",
        "10-05",
        "12-31",
        """
10-06 ~status-check-application rob/Engineer
10-14 *status-check-application rob/Engineer
10-15 ~status-check-application rob/Engineer
10-16 *prepare-interview rob/Engineer, .thank-you-interview rob/Engineer,
    ~status-check-interview rob/Engineer
10-17 *thank-you-interview rob/Engineer, ~status-check-interview rob/Engineer
10-18 ~status-check-interview rob/Engineer
10-21 .alert-references rita/Engineer
10-22 .alert-references rita/Engineer, .prepare-interview mia/Engineer
10-23 *alert-references rita/Engineer, .prepare-interview mia/Engineer
10-24 .prepare-interview mia/Engineer
10-26 *prepare-interview mia/Engineer
10-27 *prepare-interview mia/Engineer, .thank-you-interview mia/Engineer,
    .thank-you-interview luis/Engineer, .thank-you-interview Ana Silva/Engineer,
    ~status-check-interview rob/Engineer
10-28 *thank-you-interview mia/Engineer, *thank-you-interview luis/Engineer,
    *thank-you-interview Ana Silva/Engineer, ~status-check-interview rob/Engineer
10-29 *thank-you-interview luis/Engineer, ~status-check-interview rob/Engineer
10-30 ~status-check-interview rob/Engineer
11-03 *status-check-interview rob/Engineer
11-04 ~status-check-interview rob/Engineer
11-10 .respond-to-offer rob/Engineer
11-12 *respond-to-offer rob/Engineer
11-13 .thank-references rita/Engineer
11-17 *thank-references rita/Engineer
11-18
""",
    ),
    # An interview, a rejection, a gracious answer, a word in between, and a new try in January.
    "rejection": Story(
        """
bea @ Beta / Analyst > <09-28> 10-01 interview; 10-01 thank-you; 10-06 rejection (email);
    10-08 email: thanked them; 11-20 email; 2027-01-05 call
""",
        "09-28",
        "2027-04-30",
        """
09-29 .prepare-interview bea/Analyst
09-30 *prepare-interview bea/Analyst
10-01 *prepare-interview bea/Analyst, .thank-you-interview bea/Analyst,
    ~status-check-interview bea/Analyst
10-02 ~status-check-interview bea/Analyst
10-07 *answer-rejection bea/Analyst
10-09
12-28 .reconnect-after-rejection bea/Analyst
2027-01-04 *reconnect-after-rejection bea/Analyst
2027-01-06
""",
    ),
    # Nobody answers, nothing is done about it: late, then cold, never twice, never gone.
    "silence": Story(
        "cy @ Ceta / Clerk > 11-02 applied; 11-11 status-check; 11-20 call (voicemail)",
        "11-02",
        "2027-02-28",
        """
11-03 ~status-check-application cy/Clerk
11-11 *status-check-application cy/Clerk
11-12 ~status-check-application cy/Clerk
11-20 *status-check-application cy/Clerk
11-21
12-20 *close-stale cy/Clerk
12-22 xclose-stale cy/Clerk
""",
    ),
    # One person, three openings elsewhere: each has its own life.
    "agency": Story(
        """
ada @ TopJobs | relationship: agency > 11-02 applied (for Driver at Iota);
    11-02 applied (for Porter at Kappa); 11-04 applied (for Cook at Bistro);
    11-06 reply (for Porter at Kappa); <11-06> 11-10 screening (call, for Porter at Kappa);
    11-10 thank-you (for Porter at Kappa); 11-11 status-check (for Driver at Iota);
    11-12 rejection (for Driver at Iota);
    11-13 email (for Driver at Iota): asked to be kept in mind;
    11-13 status-check (for Cook at Bistro); 11-17 call (for Porter at Kappa, reply by 11-20);
    11-19 withdrawn (for Cook at Bistro); 11-23 offer (for Porter at Kappa);
    11-25 accepted (for Porter at Kappa)
""",
        "11-02",
        "12-31",
        """
11-03 ~status-check-application ada/Driver, ~status-check-application ada/Porter
11-05 ~status-check-application ada/Driver, ~status-check-application ada/Porter,
    ~status-check-application ada/Cook
11-07 .prepare-interview ada/Porter, ~status-check-application ada/Driver,
    ~status-check-application ada/Cook
11-09 *prepare-interview ada/Porter, ~status-check-application ada/Driver,
    ~status-check-application ada/Cook
11-10 *prepare-interview ada/Porter, .thank-you-interview ada/Porter,
    ~status-check-interview ada/Porter, ~status-check-application ada/Driver,
    ~status-check-application ada/Cook
11-11 *status-check-application ada/Driver, ~status-check-interview ada/Porter,
    ~status-check-application ada/Cook
11-12 ~status-check-application ada/Driver, ~status-check-interview ada/Porter,
    ~status-check-application ada/Cook
11-13 *answer-rejection ada/Driver, *status-check-application ada/Cook,
    ~status-check-interview ada/Porter
11-14 ~status-check-application ada/Cook, ~status-check-interview ada/Porter
11-17 ~status-check-application ada/Cook, *status-check-interview ada/Porter
11-18 ~status-check-application ada/Cook, ~status-check-promise ada/Porter
11-20 ~status-check-promise ada/Porter
11-24 .respond-to-offer ada/Porter
11-25 *respond-to-offer ada/Porter
11-26
""",
    ),
    # Three cards from a fair: one writes first, one never answers, one is almost forgotten.
    "trade fair": Story(
        """
kai > 11-12 met: at the fair; 11-13 email (in); 11-14 email
lea > 11-12 met: at the fair; 11-13 email; 11-20 call (voicemail)
max > 11-12 met: at the fair; 11-18 email; 11-24 reply (needs answer); 11-25 email
""",
        "11-12",
        "12-31",
        """
11-13 *follow-up-new-contact kai, *follow-up-new-contact lea, *follow-up-new-contact max
11-14 *answer-inbound kai, .follow-up-new-contact lea, *follow-up-new-contact max
11-15 .follow-up-new-contact lea, *follow-up-new-contact max
11-17 .follow-up-new-contact lea, !follow-up-new-contact max
11-19 .follow-up-new-contact lea, .follow-up-new-contact max
11-20 *follow-up-new-contact lea, .follow-up-new-contact max
11-21 .follow-up-new-contact max
11-25 *answer-inbound max
11-26
""",
    ),
    # A year with a customer: from the first question to a rhythm of one's own.
    "customer": Story(
        """
cara | relationship: customer > 01-05 inquiry; 01-06 quote; 01-09 call; 01-12 purchase;
    01-13 thank-you (letter); 01-20 call; 02-23 email; 03-20 purchase; 03-21 thank-you;
    03-27 call; 04-27 call; 05-18 purchase; 05-19 thank-you; 05-26 email; 08-31 inquiry;
    09-02 email; 09-07 purchase; 09-08 thank-you; 09-14 call (voicemail); 09-15 call;
    11-23 letter
""",
        "01-05",
        "12-31",
        """
01-06 *answer-inbound cara
01-07 ~follow-up-quote cara
01-09 *follow-up-quote cara
01-10
01-13 *thank-you-purchase cara, .check-in-purchase cara
01-14 .check-in-purchase cara
01-19 *check-in-purchase cara
01-21
02-12 .keep-in-touch cara
02-19 *keep-in-touch cara
02-24
03-18 .keep-in-touch cara
03-21 *thank-you-purchase cara, .check-in-purchase cara
03-22 .check-in-purchase cara
03-27 *check-in-purchase cara
03-28
04-19 .keep-in-touch cara
04-26 *keep-in-touch cara
04-28
05-19 *thank-you-purchase cara, .check-in-purchase cara
05-20 .check-in-purchase cara
05-25 *check-in-purchase cara
05-27
07-21 .keep-in-touch cara
07-28 *keep-in-touch cara
08-29 !keep-in-touch cara
09-01 *answer-inbound cara
09-02 !answer-inbound cara
09-03
09-08 *thank-you-purchase cara, .check-in-purchase cara
09-09 .check-in-purchase cara
09-14 *check-in-purchase cara
09-16
11-14 .keep-in-touch cara
11-21 *keep-in-touch cara
11-24
""",
    ),
    # Two processes at once, and the better one wins.
    "two offers": Story(
        """
dan @ Delta / Pilot > 11-02 applied; 11-05 reply; <11-05> 11-10 interview; 11-11 thank-you;
    11-12 offer (reply by 11-20); 11-18 accepted
eve @ Eta / Guide > 11-03 applied; 11-06 reply; <11-06> 11-17 interview; 11-18 thank-you;
    11-19 withdrawn
""",
        "11-02",
        "12-31",
        """
11-03 ~status-check-application dan/Pilot
11-04 ~status-check-application dan/Pilot, ~status-check-application eve/Guide
11-06 .prepare-interview dan/Pilot, ~status-check-application eve/Guide
11-07 .prepare-interview dan/Pilot
11-09 *prepare-interview dan/Pilot
11-10 *prepare-interview dan/Pilot, .thank-you-interview dan/Pilot,
    ~status-check-interview dan/Pilot
11-11 *thank-you-interview dan/Pilot, ~status-check-interview dan/Pilot
11-12 .prepare-interview eve/Guide, ~status-check-interview dan/Pilot
11-13 .prepare-interview eve/Guide, .respond-to-offer dan/Pilot
11-16 *prepare-interview eve/Guide, .respond-to-offer dan/Pilot
11-17 *prepare-interview eve/Guide, .thank-you-interview eve/Guide,
    ~status-check-interview eve/Guide, .respond-to-offer dan/Pilot
11-18 *thank-you-interview eve/Guide, ~status-check-interview eve/Guide, .respond-to-offer dan/Pilot
11-19 *withdraw-elsewhere eve/Guide
11-20
""",
    ),
}


def days_of(story: Story) -> list[date]:
    first, last = day(story.first), day(story.last)
    return [first + timedelta(number) for number in range((last - first).days + 1)]


@cache
def world_by(text: str, typed: date) -> World:
    """All that was typed up to and including a day."""
    return sketch(text, typed_by=typed)


def seen(story: Story, today: date, typed: date) -> Iterator[tuple[Bucket, FollowUp]]:
    """What the agenda of a day shows, given what was typed by then."""
    agenda = world_by(story.text, typed).on(today.isoformat())
    for bucket, found in lists(agenda).items():
        for one in found:
            if one.rule != "close-stale" or bucket is not Bucket.UPCOMING:
                yield bucket, one


def morning(story: Story, today: date) -> list[tuple[Bucket, FollowUp]]:
    return list(seen(story, today, today - timedelta(1)))


def evening(story: Story, today: date) -> list[tuple[Bucket, FollowUp]]:
    return list(seen(story, today, today))


def line(found: list[tuple[Bucket, FollowUp]]) -> frozenset[str]:
    return frozenset(
        f"{SIGNS[bucket]}{one.rule} {who(one)}{f'/{one.position}' if one.position else ''}"
        for bucket, one in found
    )


stories = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())


@stories
def test_every_morning(story: Story) -> None:
    expected: dict[str, frozenset[str]] = {}
    for text in unfolded(story.mornings):
        morning_of, _, rest = text.partition(" ")
        expected[morning_of] = frozenset(filter(None, rest.split(", ")))
    found: dict[str, frozenset[str]] = {}
    before: frozenset[str] = frozenset()
    for today in days_of(story):
        now = line(morning(story, today))
        if now != before:
            found[short(today)] = before = now
    assert found == expected


@stories
def test_nothing_that_was_done_comes_back(story: Story) -> None:
    """What was settled, or tried to the end, never shows again, that evening or later."""
    gone: set[str] = set()
    for today in days_of(story):
        closed = {one.id for one in world_by(story.text, today).derived.closed}
        assert gone <= closed, today
        gone |= closed
        assert not gone & {one.id for _, one in evening(story, today)}, today


@stories
def test_nothing_is_asked_twice(story: Story) -> None:
    """Never two cards of one rule for one person and opening; never a chase beside an answer."""
    for today in days_of(story):
        for found in (morning(story, today), evening(story, today)):
            asked = [(one.rule, who(one), one.opportunity) for _, one in found]
            assert len(asked) == len(set(asked)), today
            # Nobody is asked where things stand by two rules at once.
            checks = [
                (who(one), one.opportunity)
                for bucket, one in found
                if one.rule.startswith("status-check") and bucket is not Bucket.COLD
            ]
            assert len(checks) == len(set(checks)), today


@stories
def test_nothing_is_late_without_having_been_due(story: Story) -> None:
    stood: dict[str, list[Bucket]] = {}
    for today in days_of(story):
        for bucket, one in morning(story, today):
            stood.setdefault(one.id, []).append(bucket)
    for key, buckets in stood.items():
        if Bucket.OVERDUE in buckets:
            assert Bucket.DUE in buckets[: buckets.index(Bucket.OVERDUE)], key
        if Bucket.COLD in buckets and "close-stale" not in key:
            assert Bucket.OVERDUE in buckets[: buckets.index(Bucket.COLD)], key


@stories
def test_no_open_opening_is_forgotten(story: Story) -> None:
    """Until it has gone stale, an opening that was applied for always has a next step."""
    for today in days_of(story):
        agenda = world_by(story.text, today).on(today.isoformat())
        stale = {one.opportunity for one in agenda.cold if one.rule == "close-stale"}
        for one in agenda.no_next_step:
            assert one.key in stale or not one.records, today


@stories
def test_nobody_hears_from_you_about_what_is_over(story: Story) -> None:
    """After an outcome no rule chases, prepares or thanks for that opening any more."""
    after = {"answer-rejection", "reconnect-after-rejection", "thank-references"}
    for today in days_of(story):
        made = world_by(story.text, today)
        over = {one.key for one in made.derived.opportunities if one.outcome is not None}
        for _, one in evening(story, today):
            assert one.opportunity not in over or one.rule in after, (today, one.id)
