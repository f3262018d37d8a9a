"""Sentences for the steps of long work."""

TEMPLATES: dict[str, str] = {}
