"""The file system, at the core's edge: finding a workspace, reading it, publishing the site."""

from __future__ import annotations

from tracker.disk.made import PublishError
from tracker.disk.manifest import MANIFEST
from tracker.disk.publishing import (
    Publication,
    Published,
    Staged,
    publish,
)
from tracker.disk.scan import (
    LARGEST_FILE,
    SETTINGS_FILE,
    Fingerprint,
    FoundFile,
    Scanned,
    find_root,
    read_settings,
    read_source,
    read_sources,
    scan,
)
from tracker.disk.stamps import Stamp, published_stamps, stamp_of
from tracker.slugs import CONTACTS, contact_id

__all__ = [
    "CONTACTS",
    "LARGEST_FILE",
    "MANIFEST",
    "SETTINGS_FILE",
    "Fingerprint",
    "FoundFile",
    "Publication",
    "PublishError",
    "Published",
    "Scanned",
    "Staged",
    "Stamp",
    "contact_id",
    "find_root",
    "publish",
    "published_stamps",
    "read_settings",
    "read_source",
    "read_sources",
    "scan",
    "stamp_of",
]
