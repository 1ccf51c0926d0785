"""Tracker: contacts as text, and whom to contact next."""

__version__ = "0.1.0"
