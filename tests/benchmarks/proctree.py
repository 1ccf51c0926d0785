"""A running process and its children as Linux shows them in /proc; nothing elsewhere."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")

_KIB = 1024

_LINE = re.compile(r"^(VmHWM|VmRSS):\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of a process and its children: the most that one of them had, and all of them now.

    What processes share is counted in each.
    """

    peak: int
    now: int


def tree(pid: int) -> list[int]:
    """A process and all below it, itself first; empty where it is gone or there is no /proc."""
    found = []
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        try:
            tasks = list((PROC / str(one) / "task").iterdir())
            for task in tasks:
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
        found.append(one)
    return found


def memory(pid: int) -> Memory | None:
    """The memory of a process and all below it; None where that cannot be known."""
    lines = [parse_memory(_text(one, "status")) for one in tree(pid)]
    if not lines:
        return None
    return Memory(max(peak for peak, _ in lines), sum(now for _, now in lines))


def parse_memory(status: str) -> tuple[int, int]:
    """The peak and the present bytes of one process, from its `status`."""
    found = {name: int(number) * _KIB for name, number in _LINE.findall(status)}
    return found.get("VmHWM", 0), found.get("VmRSS", 0)


def ticks(pid: int) -> float | None:
    """Seconds of processor time of a process and all below it; None where that cannot be known."""
    found = [parse_ticks(_text(one, "stat")) for one in tree(pid)]
    return sum(found) / os.sysconf("SC_CLK_TCK") if found else None


def parse_ticks(stat: str) -> int:
    """Ticks of one process and of its children that have ended, from its `stat`; 0 if gone."""
    # The name, in parentheses, may hold anything; the third field stands after the last of them.
    fields = stat.rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))


def _text(pid: int, name: str) -> str:
    try:
        return (PROC / str(pid) / name).read_text(errors="replace")
    except OSError:
        return ""
