"""Instants as text, in the one form that the vault keeps: ISO 8601, UTC, seconds, Z."""

from datetime import UTC, datetime


def instant_text(at: datetime) -> str:
    """E.g. "2026-11-21T08:30:00Z"; sorts as time does."""
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def instant_of(text: str) -> datetime:
    """The instant, with its zone; ValueError for anything that is not one."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at.astimezone(UTC)
