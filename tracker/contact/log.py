"""The body of a contact file: its log, and what stands beside it.

The log is the section headed `Log`, at any level. Its entries are list items, or sub-headings, that
begin with an ISO date; all that stands below an entry's first line belongs to it. What is not an
entry is kept and shown, and said in a warning where an entry may have been meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.contact import log_problems as say
from tracker.contact.block_parse import blocks_of
from tracker.contact.blocks import Block, ListItem
from tracker.contact.brackets import has_open_bracket
from tracker.contact.chronology import in_order
from tracker.contact.entry import read_entry
from tracker.contact.model import Detail, LogEntry, Place, Task
from tracker.contact.starts import Start, dated_column, start_of_heading, start_of_item
from tracker.diagnostics import Diagnostic, Severity

#: More entries than a life of work fills; beyond it a file is taken for something else.
MOST_ENTRIES = 5_000

#: Pieces of prose with at most one blank line between them are one.
_NEAR = 2

#: No list of attributes goes on over more lines.
_MOST_LINES = 10

_DETAIL = re.compile(r"(?:\*\*|__)?([^\W\d_][\w '’-]{0,30}?)(?:\*\*|__)?:(?:\*\*|__)?\s+(\S.*)")
_DATE_WITHIN = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_ITEM_START = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s|$)")


class Log(NamedTuple):
    """What the body of a file holds. The pieces of prose come with the line they begin on."""

    about: tuple[tuple[int, str], ...]
    prose: tuple[tuple[int, str], ...]
    entries: tuple[LogEntry, ...]
    tasks: tuple[Task, ...]


@dataclass(slots=True)
class _HeadingEntry:
    """A dated heading, and the blocks below it that belong to it."""

    start: Start
    level: int
    end: int
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Walks over the blocks of a body and files each where it belongs."""

    path: str
    lines: Sequence[str]
    first_line: int
    about: list[tuple[int, str]] = field(default_factory=list)
    prose: list[tuple[int, int]] = field(default_factory=list)
    entries: list[LogEntry] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    log_level: int | None = None
    heading: _HeadingEntry | None = None
    items: dict[int, ListItem] = field(default_factory=dict)
    bare: set[int] = field(default_factory=set)

    def read(self, blocks: Sequence[Block]) -> None:
        """Walk over all of them."""
        self.items = {item.begin: item for block in blocks for item in block.all_items}
        self.bare = {at for block in blocks for at in block.bare}
        about_from: int | None = 0
        for block in blocks:
            if block.heading_level is not None:
                was_about = self.log_level is None
                self._read_heading(block, block.heading_level)
                if was_about and self.log_level is not None:
                    self._keep_about(about_from or 0, block.begin)
                    about_from = None
                elif not was_about and self.log_level is None:
                    about_from = block.begin
            elif self.log_level is None:
                starts = [start_of_item(one, self.lines) for one in block.all_items]
                self._warn_outside(start for start in starts if start.is_dated)
            elif block.items:
                self._read_items(block)
            else:
                self._read_log_prose(block)
        self._end_heading_entry()
        if about_from is not None:
            self._keep_about(about_from, len(self.lines))

    def _read_heading(self, block: Block, level: int) -> None:
        title = block.title.strip()
        start = start_of_heading(block.begin, self.lines)
        if self.log_level is not None and level <= self.log_level:
            self._end_heading_entry()
            self.log_level = None
        if title.rstrip(":").strip().casefold() == "log":
            self._end_heading_entry()
            self.log_level = level if self.log_level is None else self.log_level
        elif self.log_level is None:
            self._warn_outside([start] if start.is_dated else [])
        elif start.is_dated:
            self._end_heading_entry()
            self.heading = _HeadingEntry(start, level, block.end)
        elif self.heading is not None and level > self.heading.level:
            self.heading.spans.append((block.begin, block.end))
        else:
            self._end_heading_entry()
            place = self._place(start.at, start.column)
            self._say(say.other_date(place, start.text, "heading"))
            if _DATE_WITHIN.search(start.text):
                self._say(say.date_not_first(place))
            self._keep(block.begin, block.end)

    def _end_heading_entry(self) -> None:
        if self.heading is None:
            return
        heading, self.heading = self.heading, None
        begin = heading.spans[0][0] if heading.spans else heading.end
        end = heading.spans[-1][1] if heading.spans else heading.end
        self._add_entry(heading.start, self.lines[begin:end], begin)

    def _read_items(self, block: Block) -> None:
        for item in block.items:
            start = start_of_item(item, self.lines)
            if start.is_dated:
                self._end_heading_entry()
                self._read_item_entry(item, start)
                self._warn_inside(item.begin + 1, item.end)
            elif self.heading is not None:
                self.heading.spans.append((item.begin, item.end))
                self._warn_inside(item.begin, item.end)
            else:
                place = self._place(item.begin, start.column)
                self._say(
                    say.other_date(place, start.text, "item")
                    or say.undated_item(self._place(item.begin, start.box_column), start.box)
                )
                self._warn_inside(item.begin + 1, item.end)
                self._keep(item.begin, item.end)

    def _read_item_entry(self, item: ListItem, start: Start) -> None:
        if item.end == item.begin + 1:
            if self._add_entry(start, (), item.end) is None:
                self._keep(item.begin, item.end)
            return
        below = self.lines[item.begin + 1 : item.end]
        text = start.text
        used = 0
        if has_open_bracket(text):
            joined = text
            for count, line in enumerate(below[:_MOST_LINES], 1):
                if not line.strip() or _ITEM_START.match(line):
                    break
                joined = f"{joined}\n{line.rstrip()}"
                if not has_open_bracket(joined):
                    text, used = joined, count
                    break
        body = item.body(self.lines)[used:]
        start = start._replace(text=text)
        if self._add_entry(start, body, item.begin + 1 + used) is None:
            self._keep(item.begin, item.end)

    def _read_log_prose(self, block: Block) -> None:
        self._warn_inside(block.begin, block.end)
        if self.heading is not None:
            self.heading.spans.append((block.begin, block.end))
            return
        for at in block.bare:
            line = self.lines[at]
            if dated_column(line) is None:
                column = len(line) - len(line.lstrip())
                self._say(say.other_date(self._place(at, column), line.strip(), "line"))
        self._keep(block.begin, block.end)

    def _add_entry(self, start: Start, body: Sequence[str], body_at: int) -> LogEntry | None:
        place = self._place(start.at, start.column)
        text = "\n".join(body).strip("\n")
        details = tuple(self._details(body_at, body_at + len(body))) if text else ()
        entry, problems = read_entry(start.text, place, text, details)
        if problems:
            # A task may say in any words what is to be done.
            left_out = Severity.HINT if start.is_open_task else None
            self.problems += [one for one in problems if one.severity is not left_out]
        if entry is None:
            return None
        if start.is_open_task:
            self.tasks.append(Task(entry))
        else:
            self.entries.append(entry)
        return entry

    def _details(self, begin: int, end: int) -> Iterator[Detail]:
        """The items `- label: text` within these lines; a text may go on below its first line."""
        for at in range(begin, end):
            if at not in self.items or not self.lines[at].lstrip().startswith(("-", "*", "+")):
                continue
            match = _DETAIL.match(start_of_item(self.items[at], self.lines).text)
            if match is None:
                continue
            text = [match[2].strip()]
            for line in self.lines[at + 1 : self.items[at].end]:
                if not line.strip() or _ITEM_START.match(line):
                    break
                text.append(line.strip())
            yield Detail(match[1].strip().casefold(), " ".join(text), self.first_line + at)

    def _warn_outside(self, starts: Iterable[Start]) -> None:
        for start in starts:
            self._say(say.outside_log(self._place(start.at, start.column)))

    def _warn_inside(self, begin: int, end: int) -> None:
        """Warn of dated items and lines that are part of something else."""
        for at in range(begin, end):
            if at in self.items:
                start = start_of_item(self.items[at], self.lines)
                if start.is_dated:
                    self._say(say.nested_entry(self._place(at, start.column)))
            elif at in self.bare:
                column = dated_column(self.lines[at])
                if column is not None:
                    self._say(say.not_a_list_item(self._place(at, column)))

    def _keep_about(self, begin: int, end: int) -> None:
        while begin < end and not self.lines[begin].strip():
            begin += 1
        if text := "\n".join(self.lines[begin:end]).rstrip():
            self.about.append((self.first_line + begin, text))

    def _keep(self, begin: int, end: int) -> None:
        """Keep lines of the log that are no entry, in one piece with what stands above them."""
        while end > begin and not self.lines[end - 1].strip():
            end -= 1
        between = self.lines[self.prose[-1][1] : begin] if self.prose else ()
        # A line between them that is not blank is an entry, which is shown as one.
        if self.prose and len(between) < _NEAR and not "".join(between).strip():
            begin = self.prose.pop()[0]
        if begin < end:
            self.prose.append((begin, end))

    def pieces_of_prose(self) -> Iterator[tuple[int, str]]:
        """What of the log is no entry, each piece with the line where it begins."""
        for begin, end in self.prose:
            yield self.first_line + begin, "\n".join(self.lines[begin:end])

    def _place(self, at: int, column: int) -> Place:
        return Place(self.path, self.first_line + at, column + 1)

    def _say(self, problem: Diagnostic | None) -> None:
        if problem is not None:
            self.problems.append(problem)


def read_log(path: str, body: str, first_line: int) -> tuple[Log | None, tuple[Diagnostic, ...]]:
    """Read the body of a file, which begins on `first_line` of it.

    None where it holds more than `MOST_ENTRIES` entries: an error says so.
    """
    lines = body.split("\n")
    blocks, problems = blocks_of(path, body, lines, first_line)
    reader = _Reader(path, lines, first_line, problems=list(problems))
    reader.read(blocks)
    entries = [*reader.entries, *(task.entry for task in reader.tasks)]
    if len(entries) > MOST_ENTRIES:
        first = sorted(entry.place.line for entry in entries)[MOST_ENTRIES]
        return None, (say.too_many_entries(Place(path, first), MOST_ENTRIES),)
    log = Log(
        tuple(reader.about),
        tuple(reader.pieces_of_prose()),
        in_order(reader.entries),
        tuple(reader.tasks),
    )
    return log, say.limited(reader.problems)
