"""When forms and entries that the firm keeps about itself may be deleted."""

from datetime import date

from app.domain.keeping import is_over
from app.errors import Refused


def require_over(number: str, keep_until: date, today: date) -> None:
    """Raise Refused("still-kept") up to the last day of keeping, that day included."""
    if not is_over(keep_until, today):
        raise Refused("still-kept", number=number, until=keep_until.isoformat())
