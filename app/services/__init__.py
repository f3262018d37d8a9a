"""Use cases: one public method each, in one unit of work."""
