"""The report's pictures: what they show is what the tables say, and nothing of it sticks out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tests.pages.sample_site import sample_world
from tests.site_views import render_site
from tracker.contact.kinds import Kind
from tracker.opportunities import Stage
from tracker.report import Replies, Sent, SentWeek
from tracker.report.replies import Silence, measured
from tracker.report.sent import Going, sent_of
from tracker.views.picture import DIGIT, WIDTH, Look, Picture
from tracker.views.report_page import ReportPage
from tracker.views.tables import Table
from tracker.views.waits_picture import waits_picture
from tracker.views.weeks_picture import WEEKS_SHOWN, weeks_picture

TODAY = date(2026, 11, 20)

#: The tallest letters, above the line that they stand on.
LETTER = 10.0

Numbers = list[list[int]]


def replies(answered: Iterable[int | None] = (), waiting: Iterable[int] = ()) -> Replies:
    """Answers that took so many days (None: which lie ahead), and waits that run for so many."""
    done = [Silence("Acme", Stage.APPLIED, answered=True, running=False, days=a) for a in answered]
    still = [Silence("Acme", Stage.APPLIED, answered=False, running=True, days=w) for w in waiting]
    return measured([*done, *still])


def given_up(number: int) -> list[Silence]:
    return [Silence(None, Stage.APPLIED, answered=False, running=False, days=None)] * number


def sent(*weeks: dict[Kind, int], today: date = TODAY) -> Sent:
    """What went out in some weeks, the earliest first and this one last."""
    this = (today.toordinal() - 1) // 7
    return sent_of(
        {
            Going(this - ago, kind, attempt=False): number
            for ago, week in enumerate(reversed(weeks))
            for kind, number in week.items()
        },
        today,
    )


def numbers(table: Table) -> Numbers:
    """The numbers of a table, row by row."""
    return [
        [int(cell.text[0].text.replace(",", "")) for cell in row if cell.number]
        for row in table.rows
        if not isinstance(row, Markup)
    ]


def shown(picture: Picture) -> list[int]:
    """The numbers on the bars, from left to right or from the top."""
    return [int(one.text.replace(",", "")) for one in picture.words if one.role == "number"]


def lengths(picture: Picture, look: Look) -> list[float]:
    return [one.width for one in picture.bars if one.look is look]


def placed(picture: Picture, role: str) -> list[tuple[str, float, float, str]]:
    """The words of a role, each with the place and the end or middle that it has there."""
    return [(one.text, one.x, one.y, one.anchor) for one in picture.words if one.role == role]


def holds(picture: Picture) -> None:
    """Whether everything of a picture lies within it, and its numbers on nothing else."""
    for bar in picture.bars:
        assert bar.width > 0
        assert bar.height > 0
        assert bar.x >= 0
        assert bar.y >= 0
        assert bar.x + bar.width <= picture.width
        assert bar.y + bar.height <= picture.height
    taken: list[tuple[float, float, float]] = []
    for one in picture.words:
        wide = DIGIT * len(one.text) * (1 if one.role == "number" else 0.88)
        begins = one.x - {"start": 0.0, "middle": wide / 2, "end": wide}[one.anchor]
        assert begins >= 0
        assert begins + wide <= picture.width
        assert LETTER <= one.y <= picture.height
        for left, right, y in taken:
            assert begins >= right or begins + wide <= left or abs(one.y - y) >= LETTER, one
        taken.append((begins, begins + wide, one.y))
    # In tenths of a unit, so that pages do not hold what nobody can see.
    places = [each for one in picture.bars for each in one[1:]]
    places += [each for one in picture.words for each in (one.x, one.y)]
    places += [each for one in picture.lines for each in one[1:]]
    assert places == [round(each, 1) for each in places]
    assert all(0 <= one.x1 <= one.x2 <= picture.width for one in picture.lines)


# How long answers took


def test_each_span_has_a_line_of_its_own_from_the_shortest_to_the_longest() -> None:
    found = waits_picture(replies([0, 1, 3, 7, 7, None], [2, 31, 400]))
    assert found
    assert [one.text for one in found.words if one.role == "name"] == [
        "up to 1 day",
        "2–3 days",
        "4–7 days",
        "8–14 days",
        "15–30 days",
        "over 30 days",
    ]
    assert numbers(found.table) == [[2, 0], [1, 1], [2, 0], [0, 0], [0, 0], [0, 2]]
    assert shown(found) == [2, 1, 1, 2, 2]
    assert [(one.look, one.text) for one in found.legend] == [
        (Look.SOLID, "5 answers, after so many days"),
        (Look.DASHED, "3 still awaited, for so many days"),
    ]
    assert found.description == (
        "Answers, by the days they took – up to 1 day: 2, 2–3 days: 1, 4–7 days: 2."
        " Still awaited, by the days so far – 2–3 days: 1, over 30 days: 2."
    )
    holds(found)


def test_bars_stand_beside_the_middle_of_their_name_and_end_before_their_number() -> None:
    found = waits_picture(replies([0, 2, 5, 5, 5], [3, 3, 40]))
    assert found
    assert (found.width, found.height) == (360, 240)
    assert found.lines == (("base", 96, 0, 96, 240),)
    assert found.bars == (
        (Look.SOLID, 96, 14.0, 83.5, 12),
        (Look.SOLID, 96, 47.0, 83.5, 12),
        (Look.DASHED, 96, 61.0, 167.0, 12),
        (Look.SOLID, 96, 94.0, 250.5, 12),
        (Look.DASHED, 96, 214.0, 83.5, 12),
    )
    assert placed(found, "name") == [
        ("up to 1 day", 88, 24.5, "end"),
        ("2–3 days", 88, 64.5, "end"),
        ("4–7 days", 88, 104.5, "end"),
        ("8–14 days", 88, 144.5, "end"),
        ("15–30 days", 88, 184.5, "end"),
        ("over 30 days", 88, 224.5, "end"),
    ]
    assert placed(found, "number") == [
        ("1", 184.5, 24.5, "start"),
        ("1", 184.5, 57.5, "start"),
        ("2", 268.0, 71.5, "start"),
        ("3", 351.5, 104.5, "start"),
        ("1", 184.5, 224.5, "start"),
    ]


def test_a_sentence_says_what_is_to_be_seen() -> None:
    found = waits_picture(replies([1, 7, 9], [2, 10, 40]))
    assert found
    assert found.says == (
        "2 of 3 answers came within a week."
        " 2 of the 3 that you wait for have been silent for longer than any answer took."
    )
    one = waits_picture(replies([9], [9, 10]))
    assert one
    assert one.says == (
        "0 of 1 answer came within a week."
        " 1 of the 2 that you wait for has been silent for longer than any answer took."
    )


def test_what_is_not_in_it_is_counted_beside_it() -> None:
    silences = [
        Silence("Acme", Stage.APPLIED, answered=True, running=False, days=4),
        Silence("Acme", Stage.APPLIED, answered=True, running=False, days=None),
        *given_up(3),
        Silence("Acme", Stage.APPLIED, answered=False, running=True, days=2),
    ]
    found = waits_picture(measured(silences))
    assert found
    assert found.aside == (
        "Not in the picture: 3 that ended without a word and 1 answered by a date that lies ahead."
    )
    whole = waits_picture(replies([4]))
    assert whole
    assert whole.aside == ""


def test_of_one_kind_alone_there_is_one_look_and_less_height() -> None:
    both, answered, waiting = (
        waits_picture(one) for one in (replies([3], [3]), replies([3]), replies((), [3]))
    )
    assert both
    assert answered
    assert waiting
    assert (answered.height, waiting.height, both.height) == (156, 156, 240)
    assert [one.look for one in answered.legend] == [one.look for one in answered.bars]
    assert [one.look for one in waiting.legend] == [one.look for one in waiting.bars]
    assert (answered.legend[0].look, waiting.legend[0].look) == (Look.SOLID, Look.DASHED)
    assert waiting.says == ""
    assert answered.description.endswith("Still awaited, by the days so far – none.")
    assert waiting.description.startswith("Answers, by the days they took – none.")


@pytest.mark.parametrize("nothing", [replies(), replies([None]), measured(given_up(2))])
def test_without_days_there_is_no_picture_of_them(nothing: Replies) -> None:
    assert waits_picture(nothing) is None


def test_one_beside_thousands_is_still_seen() -> None:
    found = waits_picture(replies([5] * 5_000, [40]))
    assert found
    assert lengths(found, Look.DASHED)[0] >= 2
    assert shown(found) == [5_000, 1]
    holds(found)


@given(
    st.lists(st.integers(0, 99) | st.none(), max_size=60),
    st.lists(st.integers(0, 99), max_size=60),
    st.integers(1, 3_000),
)
def test_the_lines_say_what_the_table_says(
    answered: list[int | None], waiting: list[int], times: int
) -> None:
    found = waits_picture(replies(answered, waiting * times if len(waiting) < 4 else waiting))
    known = [one for one in answered if one is not None]
    assert (found is None) == (not known and not waiting)
    if found is None:
        return
    holds(found)
    rows = numbers(found.table)
    assert sum(row[0] for row in rows) == len(known)
    assert shown(found) == [one for row in rows for one in row if one]
    for column, look in enumerate((Look.SOLID, Look.DASHED)):
        counted = [row[column] for row in rows if row[column]]
        drawn = lengths(found, look)
        assert len(drawn) == len(counted)
        assert sorted(drawn) == [
            drawn[at] for at in sorted(range(len(drawn)), key=counted.__getitem__)
        ]


# What went out each week


def test_weeks_are_columns_of_applications_calls_and_all_else() -> None:
    found = weeks_picture(
        sent(
            {Kind.APPLIED: 2, Kind.EMAIL: 1},
            {},
            {Kind.CALL: 1, Kind.EMAIL: 2, Kind.THANK_YOU: 1},
        )
    )
    assert found
    assert found.table.columns == (
        "Week from",
        "Applications",
        "Calls",
        "Messages and others",
        "All",
    )
    assert numbers(found.table) == [[0, 1, 3, 4], [0, 0, 0, 0], [2, 0, 1, 3]]
    assert shown(found) == [3, 4]
    assert [(one.look, one.text) for one in found.legend] == [
        (Look.SOLID, "2 applications"),
        (Look.HATCHED, "1 call"),
        (Look.LIGHT, "4 messages and others"),
    ]
    assert [one.text for one in found.words if one.role == "name"] == ["2 Nov", "9 Nov", "16 Nov"]
    assert found.description == (
        "2 applications, 1 call and 4 messages and others. The most in a week were 4, in that from"
        " Mon 16 Nov 2026; this week 4 so far."
    )
    holds(found)


def test_many_weeks_name_the_months_that_begin_in_them() -> None:
    found = weeks_picture(sent(*({Kind.EMAIL: 1} for _ in range(30))))
    assert found
    assert found.title == "What went out in each of the last 20 weeks"
    assert len(found.bars) == len(found.table.rows) == WEEKS_SHOWN
    assert [one.text for one in found.words if one.role == "name"] == ["Aug", "Sep", "Oct", "Nov"]
    assert found.says == "Since Mon 6 Jul 2026. This week is not over yet."


def test_bars_stand_on_each_other_in_the_middle_of_their_week() -> None:
    found = weeks_picture(
        sent(
            {Kind.APPLIED: 1, Kind.EMAIL: 2},
            {Kind.CALL: 3, Kind.APPLIED: 3},
            {},
            {Kind.QUOTE: 3},
        )
    )
    assert found
    assert (found.width, found.height) == (360, 150)
    assert found.lines == (("base", 0, 116, 180, 116), ("now", 140.4, 117.5, 174.6, 117.5))
    assert found.bars == (
        (Look.SOLID, 5.4, 100.0, 34.2, 16.0),
        (Look.LIGHT, 5.4, 68.0, 34.2, 32.0),
        (Look.SOLID, 50.4, 68.0, 34.2, 48.0),
        (Look.HATCHED, 50.4, 20.0, 34.2, 48.0),
        (Look.LIGHT, 140.4, 68.0, 34.2, 48.0),
    )
    assert placed(found, "number") == [
        ("3", 22.5, 64.0, "middle"),
        ("6", 67.5, 16.0, "middle"),
        ("3", 157.5, 64.0, "middle"),
    ]
    assert placed(found, "name") == [
        ("26 Oct", 22.5, 130, "middle"),
        ("2 Nov", 67.5, 130, "middle"),
        ("9 Nov", 112.5, 130, "middle"),
        ("16 Nov", 157.5, 130, "middle"),
    ]
    assert placed(found, "now") == [("this week", 174.6, 145, "end")]


def test_of_two_weeks_the_words_for_this_one_begin_with_its_bar() -> None:
    found = weeks_picture(sent({Kind.EMAIL: 1_000}, {Kind.EMAIL: 2}))
    assert found
    assert found.bars == (
        (Look.LIGHT, 5.4, 20.0, 34.2, 96.0),
        # Little as it is, it can be seen.
        (Look.LIGHT, 50.4, 114.0, 34.2, 2.0),
    )
    assert placed(found, "now") == [("this week", 50.4, 145, "start")]
    holds(found)


def test_a_month_is_named_where_its_first_week_begins() -> None:
    # The 1st of November was a Sunday, and that of February a Monday.
    found = weeks_picture(sent(*({Kind.EMAIL: 1} for _ in range(15)), today=date(2027, 2, 4)))
    assert found
    assert placed(found, "name") == [
        ("Nov", 2.9, 130, "start"),
        ("Dec", 122.9, 130, "start"),
        ("Jan", 218.9, 130, "start"),
        ("Feb", 357.1, 130, "end"),
    ]
    assert (found.bars[0].x, found.bars[5].x) == (2.9, 122.9)
    holds(found)


@pytest.mark.parametrize(("weeks", "names"), [(8, "28 Sep"), (9, "Oct")])
def test_so_many_weeks_have_room_for_their_days(weeks: int, names: str) -> None:
    found = weeks_picture(sent(*({Kind.EMAIL: 1} for _ in range(weeks))))
    assert found
    assert found.lines[0].x2 == WIDTH
    assert next(one.text for one in found.words if one.role == "name") == names


@pytest.mark.parametrize("number", range(2, WEEKS_SHOWN + 1))
def test_the_mark_of_this_week_is_as_wide_as_its_bar(number: int) -> None:
    found = weeks_picture(sent(*({Kind.EMAIL: 1} for _ in range(number))))
    assert found
    mark, bar = found.lines[1], found.bars[-1]
    assert (mark.x1, mark.x2) == (bar.x, round(bar.x + bar.width, 1))
    holds(found)


def test_this_week_is_marked_at_the_end() -> None:
    found = weeks_picture(sent({Kind.EMAIL: 1}, {}, {}))
    assert found
    mark = next(one for one in found.lines if one.role == "now")
    (now,) = (one for one in found.words if one.role == "now")
    assert (now.text, now.anchor, now.x) == ("this week", "end", mark.x2)
    assert mark.x1 > found.bars[0].x + found.bars[0].width
    assert shown(found) == [1]


def test_numbers_too_long_to_stand_on_every_bar_stand_on_the_fullest_and_on_this() -> None:
    weeks = [{Kind.EMAIL: 100 + at} for at in range(WEEKS_SHOWN)]
    weeks[7] = {Kind.EMAIL: 12_345}
    found = weeks_picture(sent(*weeks))
    assert found
    assert shown(found) == [12_345, 119]
    holds(found)
    weeks[7], weeks[-2] = weeks[-2], weeks[7]
    found = weeks_picture(sent(*weeks))
    assert found
    assert shown(found) == [12_345]
    holds(found)


@pytest.mark.parametrize(
    ("weeks", "number", "all_numbered"), [(16, 100, True), (17, 100, False), (8, 12_345, True)]
)
def test_a_number_stands_on_every_bar_where_it_has_room(
    weeks: int, number: int, *, all_numbered: bool
) -> None:
    found = weeks_picture(sent(*({Kind.EMAIL: number} for _ in range(weeks))))
    assert found
    # Of the fullest it is the latest.
    assert len(shown(found)) == (weeks if all_numbered else 1)
    assert placed(found, "number")[-1][1] > WIDTH - 30


@pytest.mark.parametrize(("ago", "expected"), [(4, [12_345]), (5, [12_345, 9])])
def test_the_fullest_and_this_are_both_numbered_where_they_are_not_too_close(
    ago: int, expected: list[int]
) -> None:
    weeks = [{Kind.EMAIL: 9} for _ in range(WEEKS_SHOWN)]
    weeks[-1 - ago] = {Kind.EMAIL: 12_345}
    found = weeks_picture(sent(*weeks))
    assert found
    assert shown(found) == expected
    holds(found)


def test_a_number_reaches_over_no_edge() -> None:
    # Of six letters, half is just the room that there is in eight weeks.
    found = weeks_picture(sent(*({Kind.EMAIL: 12_345} for _ in range(8))))
    assert found
    first, *_, last = placed(found, "number")
    assert (first[1], first[3], last[1], last[3]) == (22.5, "middle", 337.5, "middle")
    weeks = [{Kind.EMAIL: 12_345}, *({Kind.EMAIL: 1} for _ in range(18)), {Kind.EMAIL: 1_234}]
    found = weeks_picture(sent(*weeks))
    assert found
    first, last = placed(found, "number")
    assert (first[1], first[3], last[1], last[3]) == (0, "start", 360, "end")


def test_of_weeks_that_are_as_full_the_latest_is_described() -> None:
    found = weeks_picture(sent({Kind.EMAIL: 2}, {Kind.EMAIL: 2}, {Kind.EMAIL: 1}))
    assert found
    assert found.description.endswith(
        "The most in a week were 2, in that from Mon 9 Nov 2026; this week 1 so far."
    )


@pytest.mark.parametrize(
    "nothing",
    [
        sent(),
        sent({Kind.EMAIL: 3}),
        sent({Kind.EMAIL: 3}, *({} for _ in range(WEEKS_SHOWN))),
    ],
    ids=["nothing", "a single week", "nothing lately"],
)
def test_where_nothing_is_to_be_compared_there_is_no_picture(nothing: Sent) -> None:
    assert weeks_picture(nothing) is None


COUNTS = st.integers(0, 9) | st.integers(0, 100_000)
KINDS = st.sampled_from([Kind.APPLIED, Kind.CALL, Kind.EMAIL, Kind.QUOTE])


@given(st.lists(st.dictionaries(KINDS, COUNTS, max_size=4), max_size=30))
def test_the_columns_say_what_the_table_says(weeks: list[dict[Kind, int]]) -> None:
    some = sent(*weeks)
    found = weeks_picture(some)
    if found is None:
        assert len(some.weeks) < 2 or not any(one.total for one in some.weeks[:WEEKS_SHOWN])
        return
    holds(found)
    rows = numbers(found.table)
    totals = [one.total for one in some.weeks[:WEEKS_SHOWN]]
    assert [row[-1] for row in rows] == totals
    assert all(sum(row[:-1]) == row[-1] for row in rows)
    assert len(found.bars) == sum(1 for row in rows for one in row[:-1] if one)
    assert set(shown(found)) <= set(totals)
    # The taller of two columns is the one of which there is more, but for what is too small to see.
    tops = {one.x: min(each.y for each in found.bars if each.x == one.x) for one in found.bars}
    drawn = [tops[x] for x in sorted(tops)]
    counted = [one for one in reversed(totals) if one]
    most = counted.index(max(counted))
    assert drawn[most] <= min(drawn) + 2 * 3


@pytest.mark.parametrize("day", [date.min, date(9999, 12, 27)])
def test_weeks_hold_at_the_ends_of_the_calendar(day: date) -> None:
    weeks = (SentWeek(day, {Kind.EMAIL: 1}, total=1, attempts=0),)
    found = weeks_picture(Sent(weeks * 12, (Kind.EMAIL,), total=12, earlier=0))
    assert found
    holds(found)


# On the page


def page_of(report: ReportPage) -> str:
    site = replace(sample_world().views(), report=report)
    return next(one.data.decode() for one in render_site(site, None) if one.path == "report.html")


@pytest.mark.parametrize("name", ["replies", "sent"])
def test_a_picture_stands_in_its_section_with_its_title_and_the_same_as_a_table(name: str) -> None:
    report = sample_world().views().report
    pictures = {one.id: one.picture for one in report.sections if one.picture}
    assert set(pictures) == {"replies", "sent"}
    picture = pictures[name]
    begins = f'<section aria-labelledby="{name}">'
    section = page_of(report).partition(begins)[2].partition("</section>")[0]
    (drawn,) = re.findall(r'<svg [^>]*role="img".*?</svg>', section, re.DOTALL)
    root = ET.fromstring(drawn)  # noqa: S314 - made here
    assert root.get("viewBox") == f"0 0 {WIDTH} {picture.height}"
    said = {one.get("id"): one.text for one in root.iter() if one.tag in {"title", "desc"}}
    assert [said[one] for one in (root.get("aria-labelledby") or "").split()] == [
        picture.title,
        picture.description,
    ]
    assert len(root.findall("rect")) == len(picture.bars)
    assert [one.text for one in root.findall("text")] == [one.text for one in picture.words]
    assert "style=" not in section
    table = section.partition("<summary>The same as a table</summary>")[2].partition("</table>")[0]
    cells = re.findall(r'<td[^>]* class="number">([^<]*)</td>', table)
    assert [int(one) for one in cells] == [one for row in numbers(picture.table) for one in row]


def test_the_wide_table_of_every_kind_is_folded_away_where_there_is_a_picture() -> None:
    report = sample_world().views().report
    (by_week,) = next(one for one in report.sections if one.id == "sent").tables
    assert by_week.folded == "Each kind of entry, week by week"
    assert f"<summary>{by_week.folded}</summary>" in page_of(report)


def test_without_a_picture_the_table_stands_open() -> None:
    report = sample_world().views().report
    sections = tuple(
        one._replace(picture=None, tables=tuple(each._replace(folded="") for each in one.tables))
        for one in report.sections
    )
    html = page_of(report._replace(sections=sections))
    assert "<svg" not in html
    assert "<details" not in html
