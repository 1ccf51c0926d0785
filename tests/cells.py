"""Cells of the CSV files, as they were before they were kept from being formulas."""

from __future__ import annotations

from tracker.spreadsheet import inert


def as_it_was(cell: str) -> str:
    """The text that `inert` was given."""
    return cell[1:] if cell.startswith("'") and inert(cell) != cell else cell
