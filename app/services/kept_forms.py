"""When forms and entries that the firm keeps about itself may be deleted."""

from datetime import date

from app.errors import Refused


def require_over(number: str, keep_until: date, today: date) -> None:
    """Raise Refused("still-kept") up to the last day of keeping, that day included."""
    if today <= keep_until:
        raise Refused("still-kept", number=number, until=keep_until.isoformat())
