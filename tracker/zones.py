"""Time zones by name: a name that a person typed to the zone, or to the one they meant."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from tracker.spelling import closest

#: Names in a zone database that are no place: what this very machine happens to be set to.
_NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})


# zoneinfo keeps zones itself, but goes through its folders again for what is none.
@lru_cache(maxsize=1_024)
def find_zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name such as `Europe/Amsterdam`, or None where there is none.

    Any text is safe: zoneinfo itself refuses names that lead out of its folders.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # Not found; absolute, with `..` or no zone file; a folder (`America`) or far too long.
        return None


def same_clock(one: ZoneInfo, other: ZoneInfo) -> bool:
    """Whether clocks show the same in two zones all year round, whatever the zones are called."""
    if one.key == other.key:
        return True
    # A year with the rules of today; no zone's summer time falls between the first days of months.
    days = [datetime(2026, month, 1) for month in range(1, 13)]  # noqa: DTZ001 - of each zone
    return all(one.utcoffset(day) == other.utcoffset(day) for day in days)


def nearest_zone(name: str) -> str | None:
    """The known name that an unknown one is a slip of, by its whole or by its city, or None."""
    zones = sorted(available_timezones() - _NO_PLACE)
    typed = name.strip().replace(" ", "_")
    cities = {zone.rpartition("/")[2]: zone for zone in reversed(zones)}
    for known in ({zone: zone for zone in zones}, cities):
        for word in (typed, typed.rpartition("/")[2]):
            exact = next((one for one in known if one.casefold() == word.casefold()), None)
            found = exact or closest(word, known)
            if found:
                return known[found]
    return None
