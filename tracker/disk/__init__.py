"""The file system, at the core's edge: finding a workspace, reading it, publishing the site."""

from __future__ import annotations

from tracker.disk.manifest import MANIFEST
from tracker.disk.publishing import Published, PublishError, publish
from tracker.disk.scan import (
    LARGEST_FILE,
    SETTINGS_FILE,
    find_root,
    read_settings,
    read_sources,
)
from tracker.slugs import CONTACTS, contact_id

__all__ = [
    "CONTACTS",
    "LARGEST_FILE",
    "MANIFEST",
    "SETTINGS_FILE",
    "PublishError",
    "Published",
    "contact_id",
    "find_root",
    "publish",
    "read_settings",
    "read_sources",
]
