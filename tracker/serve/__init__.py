"""The site at `http://127.0.0.1`, for `tracker watch`: what is on the disk, and news of changes.

It answers this machine alone, and of this machine only what asks for it by its own name. It serves
files of the site and nothing else, and never changes one: the script that reloads a page is put in
on its way out.
"""

from __future__ import annotations

from tracker.serve.live import Announcement
from tracker.serve.server import USUAL_PORT, ServeError, SiteServer

__all__ = ["USUAL_PORT", "Announcement", "ServeError", "SiteServer"]
