"""What a closure still has to do, with dates: derived from its evidence; shared by PDF and workbook."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from app.domain.evidence import ClosureEvidence
from app.domain.words import Disposition, OrderState
from app.i18n import N_
from reports.language import Language

_COPY = N_("The copy {file} still holds records: once it is needed no more, destroy it and enter what proves it.")
_FINISHED = (OrderState.CERTIFIED, OrderState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """One thing to do; `by` is its day, None where it has none yet."""

    by: date | None
    what: str
    records: int | None


def open_ends(evidence: ClosureEvidence, language: Language) -> list[OpenEnd]:
    """What waits for an act first, then what waits for a day, soonest first."""
    found = [*_decisions(evidence, language), *_periods(evidence, language), *_orders(evidence, language)]
    found += [
        OpenEnd(copy.expires_on, language.t(_COPY, file=copy.file), copy.records)
        for copy in evidence.copies
        if copy.status == "exists"
    ]
    return sorted(found, key=lambda end: (end.by is not None, end.by or date.max, end.what))


def _decisions(evidence: ClosureEvidence, language: Language) -> list[OpenEnd]:
    t = language.t
    undecided = sum(fact.records for fact in evidence.dispositions if not fact.decided)
    counts = {
        word: sum(
            fact.records - fact.held for fact in evidence.dispositions if fact.decided and fact.disposition is word
        )
        for word in (Disposition.DESTROY, Disposition.TRANSFER)
    }
    found = [
        (None, undecided, t("Undecided records: a person has to decide.")),
        (evidence.today, counts[Disposition.DESTROY], t("Records that are due for destruction now.")),
        (None, counts[Disposition.TRANSFER], t("Records that are to be handed over and are not yet.")),
        (_frozen_until(evidence), evidence.records_held, t("Frozen records: they stay until the hold is released.")),
    ]
    return [OpenEnd(by, what, records) for by, records, what in found if records]


def _frozen_until(evidence: ClosureEvidence) -> date | None:
    """The last day on which a freeze is expected to end; None where one has no day."""
    days = [one.until for one in evidence.story.holds if one.released_on is None]
    return max((day for day in days if day), default=None) if all(days) else None


def _periods(evidence: ClosureEvidence, language: Language) -> list[OpenEnd]:
    """Records that are kept: by the last day of keeping."""
    texts = {
        Disposition.KEEP: language.t(
            "Records that are kept: the retention period ends; then appraise and decide again."
        ),
        Disposition.ARCHIVE: language.t("Archived records: the retention period ends; then appraise and decide again."),
        Disposition.RESTRICT: language.t(
            "Records that may only be stored: the retention period ends; then destroy them."
        ),
    }
    kept: dict[tuple[Disposition, date], int] = defaultdict(int)
    for fact in evidence.dispositions:
        if fact.decided and fact.disposition in texts and fact.retain_until:
            kept[fact.disposition, fact.retain_until] += fact.records
    return [OpenEnd(until, texts[word], records) for (word, until), records in kept.items()]


def _orders(evidence: ClosureEvidence, language: Language) -> list[OpenEnd]:
    return [
        OpenEnd(
            None,
            language.t(
                "Order {number} is not finished: {state}.", number=order.number, state=language.order_state(order.state)
            ),
            order.records,
        )
        for order in evidence.orders
        if order.state not in _FINISHED
    ]
