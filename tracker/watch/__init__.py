"""Watching a workspace: when to look at its files again, and the loop that does."""
