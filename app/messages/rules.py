"""Sentences for rule packs, classification, holds and plan."""

TEMPLATES: dict[str, str] = {}
