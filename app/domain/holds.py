"""Holds: what freezes records against destruction and transfer, and until when it is expected to."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """A freeze with its reason; `records` counts those that it is on.

    It stands until somebody lifts it. `until` only says when it is expected to be over: nothing is set free by the
    mere passing of a day that somebody guessed.
    """

    id: str
    reason: str
    records: int
    placed_at: datetime
    placed_by: str
    until: date | None = None
    released_at: datetime | None = None
    released_by: str | None = None

    @property
    def is_standing(self) -> bool:
        return self.released_at is None
