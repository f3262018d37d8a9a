"""Sentences for reports and documents."""

TEMPLATES: dict[str, str] = {}
