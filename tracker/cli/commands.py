"""The commands, each with its line in `tracker --help`.

A table, so that the help needs none of the commands' own modules.
"""

from __future__ import annotations

#: A command's name is that of its module in this package, which holds it as `command`.
COMMANDS = {
    "agenda": "Show today's agenda in the terminal.",
    "build": "Build the site: agenda, calendar, report, everyone's page.",
    "check": "Show what is wrong in the contact files, and where.",
    "draft": "Write the message for a follow-up, ready to be sent.",
    "init": "Make a new workspace.",
    "rules": "Show every follow-up rule in force, and where it comes from.",
    "watch": "Keep the site in step with every edit, and serve it here.",
}


def examples(*commands: str) -> str:
    """Examples for the end of a help; the sign before them keeps click from joining the lines."""
    return "\b\nExamples:\n" + "\n".join(f"  {one}" for one in commands)
