"""Runs one command, and writes what it took to a file descriptor.

`python -I -S launch.py DESCRIPTOR CORE COMMAND…`; CORE is a processor's number, or `-` for any. It
writes seconds by the clock, seconds of the processor, peak memory in the system's unit, and the
exit code. The last two but one are of the command and all the children it waited for: their sum,
and the largest one. It is a process of its own, and imports next to nothing, since the system
counts as a command's memory what its parent had when it started it: so the least that can be
measured is a bare Python's.
"""

from __future__ import annotations

import os
import sys
import time


def main(arguments: list[str]) -> None:
    """Run the command."""
    descriptor, core, *command = arguments
    report = int(descriptor)
    os.set_inheritable(report, False)  # noqa: FBT003 - the function's own signature
    if core != "-":
        os.sched_setaffinity(0, {int(core)})
    began = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    taken = time.perf_counter() - began
    busy = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    os.write(report, f"{taken} {busy} {usage.ru_maxrss} {code}".encode())


if __name__ == "__main__":
    main(sys.argv[1:])
