"""The lists of `words.toml`: what the invented people are called, and what they say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

_WORDS: dict[str, list[Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)

FIRST_NAMES: list[str] = _WORDS["first_names"]
LAST_NAMES: list[str] = _WORDS["last_names"]
COMPANY_HEADS: list[str] = _WORDS["company_heads"]
COMPANY_TAILS: list[str] = _WORDS["company_tails"]
POSITIONS: list[str] = _WORDS["positions"]
ZONES: list[str] = _WORDS["zones"]
STREETS: list[str] = _WORDS["streets"]
CITIES: list[str] = _WORDS["cities"]
TAGS: list[str] = _WORDS["tags"]
LANGUAGES: list[str] = _WORDS["languages"]
SUBJECTS: list[str] = _WORDS["subjects"]
SAYINGS: list[str] = _WORDS["sayings"]
PROSE: list[str] = _WORDS["prose"]
ABOUT: list[str] = _WORDS["about"]
BODIES: list[str] = _WORDS["bodies"]
DETAILS: list[list[str]] = _WORDS["details"]
