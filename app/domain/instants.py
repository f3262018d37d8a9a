"""Instants and days as text, in the one form that the vault keeps: ISO 8601, instants in UTC, seconds, Z."""

from datetime import UTC, date, datetime

FORM = "%Y-%m-%d %H:%M"
"""How people type and read an instant, in the computer's time."""


def instant_text(at: datetime) -> str:
    """E.g. "2026-11-21T08:30:00Z"; sorts as time does."""
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def instant_of(text: str) -> datetime:
    """The instant, with its zone; ValueError for anything that is not one."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at.astimezone(UTC)


def day_text(day: date | None) -> str | None:
    """E.g. "2026-11-21", None for no day."""
    return day.isoformat() if day else None


def day_of(text: str | None) -> date | None:
    """The day, None where nothing is kept; ValueError for anything that is not one."""
    return date.fromisoformat(text) if text else None


def local_instant(text: str) -> datetime:
    """What a person typed, as 2026-11-21 14:30 in the computer's time; ValueError for anything else."""
    return datetime.strptime(text.strip(), FORM).astimezone()
