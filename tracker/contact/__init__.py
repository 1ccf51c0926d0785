"""One contact file: from its bytes to a `Contact` and the problems found on the way."""
