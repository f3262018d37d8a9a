"""When what the firm keeps about itself, forms and entries of registers, need not be kept any longer."""

from datetime import date


def is_over(keep_until: date | None, today: date) -> bool:
    """Whether the last day of keeping is past; never while there is none yet."""
    return keep_until is not None and keep_until < today
