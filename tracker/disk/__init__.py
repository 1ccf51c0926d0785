"""The file system, at the core's edge: finding a workspace, reading it, publishing the site."""

from __future__ import annotations

from tracker.disk.made import PublishError
from tracker.disk.manifest import MANIFEST
from tracker.disk.publishing import Publication, Published, Staged
from tracker.disk.scan import (
    Fingerprint,
    Scanned,
    read_settings,
    read_source,
    scan,
)
from tracker.disk.stamps import Stamp, published_stamps, stamp_of
from tracker.disk.workspace import SETTINGS_FILE, TEMPLATES, find_root
from tracker.slugs import CONTACTS

__all__ = [
    "CONTACTS",
    "MANIFEST",
    "SETTINGS_FILE",
    "TEMPLATES",
    "Fingerprint",
    "Publication",
    "PublishError",
    "Published",
    "Scanned",
    "Staged",
    "Stamp",
    "find_root",
    "published_stamps",
    "read_settings",
    "read_source",
    "scan",
    "stamp_of",
]
