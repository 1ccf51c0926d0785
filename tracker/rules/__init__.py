"""Follow-up rules: what they say (`rules.toml`), how they are read, and what they yield.

Nothing in this package knows what day it is.
"""
