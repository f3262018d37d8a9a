"""Sentences for destruction orders."""

TEMPLATES: dict[str, str] = {}
