"""The days on which the periods of a sheet's records begin, and on which they end, by any rule."""

from collections.abc import Sequence
from datetime import date

from app.domain.classification import Sheet, clock_over
from app.domain.clocks import Clock, trigger_of
from app.domain.decisions import retain_until
from app.domain.doubts import GOING
from app.domain.retention import RulePack
from app.services.origins import purpose_over
from app.storage.batches import StoredSheet

SAMPLE = 200  # records of a sheet that show what its columns hold


def sheet_of(stored: StoredSheet, sample: tuple[tuple[str, ...], ...]) -> Sheet:
    """What is known of an imported sheet, with these of its records as a sample."""
    plan = stored.plan
    return Sheet(plan.name, stored.batch.file_name, plan.kind, plan.columns, sample, plan.titles)


class SheetDates:
    """Reads them from the rows of one sheet."""

    def __init__(self, stored: StoredSheet, sheet: Sheet, pack: RulePack) -> None:
        self._sheet = sheet
        self._pack = pack
        self._going = frozenset(rule.id for rule in pack.rules if rule.effect in GOING)
        self._any_date = frozenset(rule.id for rule in pack.rules if rule.any_date)
        # PI-MIN's date is the first day on which the purpose is over; the import names the last one that it serves.
        self._purpose_over = purpose_over(stored.batch.origin)
        self._clocks: dict[str, Clock | None] = {}
        self._last_days: dict[tuple[str | None, date | None], date | None] = {}

    def clock(self, rule: str) -> Clock | None:
        """The clock of a rule over this sheet; KeyError for a rule that the pack has not."""
        if rule not in self._clocks:
            self._clocks[rule] = clock_over(self._pack.rule(rule), self._sheet)
        return self._clocks[rule]

    def trigger(
        self, rule: str | None, clock: Clock | None, cells: Sequence[str], event_date: date | None
    ) -> date | None:
        """The day that starts a row's period by this clock; without one what the import knows of the row."""
        if clock is not None:
            return trigger_of(clock.read(cells))
        if rule in self._going:
            return self._purpose_over
        return event_date if rule in self._any_date else None

    def last_day(self, rule: str | None, trigger: date | None) -> date | None:
        """The last day of keeping; None where none is known or none ends."""
        if (rule, trigger) not in self._last_days:
            self._last_days[rule, trigger] = retain_until(rule, trigger, self._pack)
        return self._last_days[rule, trigger]
