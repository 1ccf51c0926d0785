"""What stands in a workspace, by its name, and where a workspace begins."""

from __future__ import annotations

import os
from pathlib import Path

from tracker.disk.manifest import MANIFEST
from tracker.slugs import CONTACTS

SETTINGS_FILE = "tracker.toml"

#: The folder with the user's own pages and stylesheets, where there is one.
TEMPLATES = "site_templates"


def find_root(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, with a `tracker.toml` or a `contacts` folder.

    A generated site has a `contacts` folder too, and is no workspace.
    """
    start = Path(os.path.abspath(start))  # noqa: PTH100 - resolve() would leave a linked folder
    for folder in (start, *start.parents):
        # os.path, unlike Path on Python 3.11, answers False for a folder it may not look into.
        if os.path.isfile(folder / SETTINGS_FILE):  # noqa: PTH113
            return folder
        is_site = os.path.isfile(folder / MANIFEST)  # noqa: PTH113
        if os.path.isdir(folder / CONTACTS) and not is_site:  # noqa: PTH112
            return folder
    return None
