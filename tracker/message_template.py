"""Message templates as files: a little front matter, and the words of the message below it.

    ---
    subject: Thank you for our {{ trigger.noun }}
    notes:
      - Send it today.
    log: thank-you
    also: ask-referral
    ---
    {{ greeting }}

    Thank you for …

Subject, notes and message are templates, each a block of one, so that a mistake is found in its own
line of the file. A file without front matter is a template as it stands: a piece that others
include, or one that extends a shipped message block by block. One that extends another may have
front matter as well, which stands for that of the other key by key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from jinja2 import BaseLoader, Environment, TemplateSyntaxError

from tracker.contact.kinds import Kind
from tracker.drafts.choice import channel_of

#: Stand around the name of each part, and before each note. No contact file can hold them, nor
#: anything that is read of one: control characters are read as blanks. Neither is a blank to Jinja,
#: which takes blanks away before a tag.
PART, NOTE = "\x02", "\x03"

_KEY = re.compile(r"([a-z]+):[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_TAGS = re.compile(r"\s*(?:\{%(?:(?!%\}).)*%\}\s*)+")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_EXTENDS = re.compile(r"\{%[-+]?\s*extends\b\s*(?:([\"'])(.+?)\1\s*[-+]?%\})?")
#: What comes to nothing, and is no tag.
_NOTHING = "{{ '' }}"
_TEXTS = ("subject", "notes")
_KEYS = ("subject", "notes", "log", "also")


class MessageFrontMatter(NamedTuple):
    """What a template says of itself beside its words.

    `log` is the kind of entry that says that it was sent. `also` are the names of templates that
    may be used in its place. Each is None where it says nothing of it. `extends` is the template
    that it extends, empty where it extends none.
    """

    log: Kind | None = None
    also: tuple[str, ...] | None = None
    extends: str = ""


class MessageLoader(BaseLoader):
    """Loads message templates as Jinja reads them; remembers what each says of itself."""

    def __init__(self, files: BaseLoader) -> None:
        """Load what another loader finds."""
        self._files = files
        self.about: dict[str, MessageFrontMatter] = {}

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The source of a template, its front matter made blocks; each line stays in its place."""
        source, path, up_to_date = self._files.get_source(environment, template)
        source, self.about[template] = understood(source, template, path)
        return source, path, up_to_date

    def said_by(self, environment: Environment, templates: Iterable[str]) -> MessageFrontMatter:
        """What the first of some templates says of itself.

        What it leaves open is said by the one that it extends, and then by the others likewise.
        Raises as Jinja does for a template that is not there or cannot be read.
        """
        chain = [one for each in templates for one in self._extended(environment, each)]
        log = next((one.log for one in chain if one.log is not None), None)
        also = next((one.also for one in chain if one.also is not None), None)
        return MessageFrontMatter(log, also)

    def _extended(self, environment: Environment, template: str) -> Iterator[MessageFrontMatter]:
        """What a template says of itself, then what those say that it extends."""
        seen: set[str] = set()
        while template and template not in seen:
            seen.add(template)
            if template not in self.about:
                self.get_source(environment, template)
            yield self.about[template]
            template = self.about[template].extends


def understood(source: str, name: str, path: str | None) -> tuple[str, MessageFrontMatter]:
    """A template's source as Jinja reads it, and what it says of itself.

    Raises `jinja2.TemplateSyntaxError` for front matter that is none.
    """
    lines = [_whole(line) for line in source.removeprefix("\ufeff").splitlines()]
    if not lines or lines[0] != "---":
        found = _EXTENDS.search(_COMMENT.sub("", source))
        return "\n".join(lines), MessageFrontMatter(extends=(found and found[2]) or "")
    reading = _Reading(name, path)
    for number, line in enumerate(lines[1:], 2):
        if line == "---":
            body = "\n".join(lines[number:])
            if found := _EXTENDS.search(_COMMENT.sub("", body)):
                # Jinja writes out what stands before the tag, but for blocks in what never holds.
                about = reading.about._replace(extends=found[2] or "")
                return f"{{% if false %}}{reading.end()}{{% endif %}}\n{body}", about
            return f"{reading.end(whole=True)}{_part('body')}\n{body}{_END}", reading.about
        reading.read(line, number)
    message = "the front matter is never closed: end it with a line `---`"
    raise TemplateSyntaxError(message, 1, name, path)


def _whole(line: str) -> str:
    """A line that keeps its end.

    Jinja drops the line break behind a tag. That is welcome behind a line of nothing but tags, but
    behind words it would join two paragraphs.
    """
    line = line.rstrip()
    return f"{line}{_NOTHING}" if line.endswith("%}") and not _TAGS.fullmatch(line) else line


class _Reading:
    """The front matter of one file, line by line."""

    def __init__(self, name: str, path: str | None) -> None:
        self.name, self.path = name, path
        # The line of the first `---`.
        self.lines = [""]
        self.seen: set[str] = set()
        self.in_notes = False
        self.about = MessageFrontMatter()

    def read(self, line: str, number: int) -> None:
        """Take in one line."""
        item = _ITEM.fullmatch(line)
        if self.in_notes and item:
            self.lines.append(f"{NOTE}{item[1]}")
            return
        if not line or line.startswith("#"):
            self.lines.append("")
            return
        key = _KEY.fullmatch(line)
        if key is None or key[1] not in _KEYS or key[1] in self.seen:
            known = ", ".join(f"`{one}`" for one in _KEYS)
            message = f"`{line}` is no line of its front matter, which may have each of {known}"
            raise TemplateSyntaxError(message, number, self.name, self.path)
        self.seen.add(key[1])
        self.lines.append(self._opened(key[1], key[2], number))

    def _opened(self, key: str, value: str, number: int) -> str:
        """The line that stands for a key and its value."""
        before = self._closed()
        match key:
            case "subject":
                return f"{before}{_part(key)}{_bare(value)}{_END}"
            case "notes":
                self.in_notes = True
                return f"{before}{_part(key)}"
            case "log":
                if value not in {kind.value for kind in Kind}:
                    message = f"`{value}` is not a kind of entry"
                    raise TemplateSyntaxError(message, number, self.name, self.path)
                self.about = self.about._replace(log=Kind(value))
            case _:
                names = tuple(one.strip() for one in value.strip("[]").split(",") if one.strip())
                for one in names:
                    if channel_of(one) is not None:
                        message = f"`{one}` is for one channel: name the message, without it"
                        raise TemplateSyntaxError(message, number, self.name, self.path)
                self.about = self.about._replace(also=tuple(dict.fromkeys(names)))
        return before

    def _closed(self) -> str:
        was_open, self.in_notes = self.in_notes, False
        return _END if was_open else ""

    def end(self, *, whole: bool = False) -> str:
        """What stands for all of it, as many lines as it had; `whole` adds the parts it lacks."""
        parts = _TEXTS if whole else ()
        missing = "".join(f"{_part(key)}{_END}" for key in parts if key not in self.seen)
        self.lines.append(f"{self._closed()}{missing}")
        return "\n".join(self.lines)


_END = "{% endblock %}"


def _part(key: str) -> str:
    """The beginning of a part, and of the block that it is."""
    return f"{PART}{key}{PART}{{% block {key} %}}"


def parts_of(text: str) -> dict[str, str]:
    """What a template came to, by its parts: `subject`, `notes` and `body`.

    All of it is the body where its source had no front matter.
    """
    before, *parts = text.split(PART)
    return dict(zip(parts[::2], parts[1::2], strict=True)) if parts else {"body": before}


def _bare(value: str) -> str:
    """A value without the quotes that YAML would need around a colon."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
