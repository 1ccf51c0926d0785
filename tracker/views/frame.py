"""What all pages share: links, the frame round the content, and the site's menu."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from tracker.config import Config
from tracker.slugs import page_href
from tracker.views.words import Day, day


class Link(NamedTuple):
    """A text that may lead somewhere.

    `href` is None where it leads nowhere. `external` links leave the site for the web.
    """

    text: str
    href: str | None = None
    external: bool = False


class NavItem(NamedTuple):
    """One item of the menu; `current` is whether it is this very page.

    `href` is its address from this page. `minor` is whether a phone, whose menu has room for one
    line, shows it at the foot instead.
    """

    label: str
    href: str
    current: bool
    minor: bool = False


class Frame(NamedTuple):
    """The head, menu and foot of one page.

    `path` is the page's own inside the site; `root` leads from it to the site's folder (empty, or
    `../` as often as needed), and so stands before every address of your own. `title` is the
    page's. `today` is the day the page was built for; `as_of` whether `tracker.toml` holds the
    workspace on that day, and `stays` whether it names one at all: such pages do not follow the
    reader's day. `zone` is the name of the zone in which that day begins. `nav` is the menu. What
    was logged before `start` is history; it is None where everything counts.
    """

    path: str
    title: str
    root: str
    today: Day
    as_of: bool
    zone: str
    nav: tuple[NavItem, ...]
    start: Day | None = None
    stays: bool = False


class Page(Protocol):
    """What every page's view has."""

    @property
    def frame(self) -> Frame:
        """The page's head, menu and foot, and its path."""


AGENDA = "agenda.html"
PIPELINE = "pipeline.html"
CALENDAR = "calendar.html"
CONTACTS = "contacts.html"
REFERENCES = "references.html"
REPORT = "report.html"
WORK_SEARCH = "work-search.html"
PROBLEMS = "problems.html"

#: The scripts with what pages show on later days: a page from a folder may read no other files.
AGENDA_DATA = "agenda-data.js"
CONTACTS_DATA = "contacts-data.js"
PIPELINE_DATA = "pipeline-data.js"
CALENDAR_DATA = "calendar-data.js"

_MENU = (
    ("Agenda", AGENDA),
    ("Pipeline", PIPELINE),
    ("Calendar", CALENDAR),
    ("Contacts", CONTACTS),
    ("References", REFERENCES),
    ("Report", REPORT),
    ("Work search", WORK_SEARCH),
    ("Problems", PROBLEMS),
)
_MINOR = frozenset({REFERENCES, WORK_SEARCH})
_IN_MENU = frozenset(path for _, path in _MENU)


def frame_of(path: str, title: str, config: Config, zone: ZoneInfo, today: date) -> Frame:
    """The frame of the page at a path, by the settings. `zone` is the reader's own."""
    root = root_of(path)
    return Frame(
        path,
        title,
        root,
        day(today),
        config.as_of == today,
        zone.key,
        _nav(root, path if path in _IN_MENU else ""),
        day(config.start) if config.start else None,
        config.as_of is not None,
    )


@lru_cache(maxsize=256)
def _nav(root: str, current: str) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(label, root + _address(to), to == current, to in _MINOR) for label, to in _MENU
    )


# The same few pages are linked from everywhere.
_address = lru_cache(maxsize=16_384)(page_href)


def root_of(path: str) -> str:
    """What leads from a page to the site's folder: empty, or `../` as often as needed."""
    return "../" * path.count("/")


def relative(at: str, to: str, fragment: str = "") -> str:
    """The address of one page as seen from another: both are paths inside the site."""
    address = root_of(at) + _address(to)
    return f"{address}#{fragment}" if fragment else address


def seen_from(root: str, link: Link) -> Link:
    """A link out of the site's folder, from a page whose `root` leads there."""
    return Link(link.text, root + link.href) if root and link.href is not None else link
