"""Sentences for packages, backups, certificates and attachments."""

TEMPLATES: dict[str, str] = {}
