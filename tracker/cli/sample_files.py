"""Where the sample contacts are, and what they say around a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import tracker
from tracker.cli.output import Failure
from tracker.cli.starter import files_beside_samples
from tracker.samples import as_of_day, shift_dates, weeks_between, without_as_of


def sample_files(today: date) -> tuple[dict[str, str], date]:
    """The files of a workspace with the samples, dated around a day, and the day of their story.

    Texts by path; the story's day is `today` or up to 6 days earlier, where the calendar has it.
    Raises `Failure` where the samples were not installed.
    """
    contacts, settings_file = _sample_places()
    settings = settings_file.read_text(encoding="utf-8")
    as_of = as_of_day(settings)
    weeks = weeks_between(as_of, today) if as_of else 0
    settings = shift_dates(settings, weeks)
    files = {"tracker.toml": without_as_of(settings)}
    for path in sorted(contacts.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        files[f"contacts/{path.relative_to(contacts).as_posix()}"] = shift_dates(text, weeks)
    return {**files, **files_beside_samples(today)}, as_of_day(settings) or today


def _sample_places() -> tuple[Path, Path]:
    """The samples' folder and settings: in the package, or beside it in a checkout."""
    package = Path(tracker.__file__).parent
    checkout = package.parent
    for contacts, settings in (
        (package / "sample_contacts", package / "sample_contacts.toml"),
        (checkout / "contacts", checkout / "tracker.toml"),
    ):
        if contacts.is_dir() and settings.is_file():
            return contacts, settings
    message = "The sample contacts were not installed with this copy of Tracker."
    raise Failure(message)
