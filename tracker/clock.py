"""The day and the zone of this machine: the one place that asks the clock and the environment."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.config import Config
from tracker.zones import find_zone

#: What may name the system's zone where TZ does not, the surest first: both are Unix customs.
LOCALTIME = Path("/etc/localtime")
TIMEZONE = Path("/etc/timezone")


def today(zone: ZoneInfo) -> date:
    """The day it is in a zone, now."""
    return datetime.now(zone).date()


def your_zone(config: Config) -> ZoneInfo:
    """The zone that the settings name, or else the system's."""
    return (find_zone(config.timezone) if config.timezone else None) or system_zone()


def system_zone(
    environ: Mapping[str, str] | None = None,
    localtime: Path = LOCALTIME,
    timezone: Path = TIMEZONE,
) -> ZoneInfo:
    """The zone of the TZ variable, else of the system's settings, else of the clock's offset.

    UTC where nothing answers. `environ` is the process's unless given.
    """
    variable = (os.environ if environ is None else environ).get("TZ")
    named = variable.removeprefix(":") if variable is not None else None
    if named == "":
        return ZoneInfo("UTC")
    if named is not None:
        return _zone_of_path(named) or _zone_of_offset()
    return _zone_of_system(localtime, timezone) or _zone_of_offset()


def _zone_of_path(name: str) -> ZoneInfo | None:
    """The zone of a name, or of a file in a zone database such as `/usr/share/zoneinfo/…`."""
    return find_zone(name.replace("\\", "/").rpartition("zoneinfo/")[2])


def _zone_of_system(localtime: Path, timezone: Path) -> ZoneInfo | None:
    zone = _zone_of_path(os.path.realpath(localtime))
    if zone is not None:
        return zone
    try:
        # Where /etc/localtime is a copy, not a link, Debian keeps the name in a file of its own.
        named = find_zone(timezone.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        named = None
    if named is not None:
        return named
    try:
        rules = localtime.read_bytes()
        # Nothing names it, so its rules do: another zone has to be known for another.
        name = f"localtime {blake2b(rules, digest_size=16).hexdigest()}"
        return ZoneInfo.from_file(BytesIO(rules), key=name)
    except (OSError, ValueError):
        return None


def _zone_of_offset(seconds: int | None = None) -> ZoneInfo:
    """A zone as far from UTC as this machine's clock is now: at least the day is then right.

    For Windows, and for a TZ that spells out its rules, neither of which names a zone.
    """
    offset = time.localtime().tm_gmtoff if seconds is None else seconds
    hours, rest = divmod(offset, 3600)
    # POSIX counts westwards: Etc/GMT-2 is two hours ahead of UTC.
    name = f"Etc/GMT{-hours:+d}" if offset and not rest else "UTC"
    return find_zone(name) or ZoneInfo("UTC")
