"""The clock, as a part that tests replace."""

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Says what time it is; the program asks nobody else."""

    def now(self) -> datetime:
        """The instant, in UTC with its zone."""
        ...

    def today(self) -> date:
        """The calendar day where the user sits: legal periods are counted in it."""
        ...


class SystemClock:
    """The computer's clock. Documents say that it is the computer's."""

    def now(self) -> datetime:
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        return datetime.now().astimezone().date()
