"""Sentences for files read in or written out."""

TEMPLATES: dict[str, str] = {}
