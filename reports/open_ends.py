"""What a closure still has to do, with dates: derived from its evidence; shared by PDF and workbook."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from app.domain.evidence import ClosureEvidence
from app.domain.words import Disposition, OrderState
from reports.language import Language

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
        OpenEnd(copy.expires_on, language.t("The copy {file} still holds records.", file=copy.file), copy.records)
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
        (undecided, t("Undecided records: a person has to decide.")),
        (counts[Disposition.DESTROY], t("Records due for destruction that have not been destroyed yet.")),
        (counts[Disposition.TRANSFER], t("Records that are to be handed over and are not yet.")),
        (evidence.records_held, t("Frozen records: they stay until the hold is released.")),
    ]
    return [OpenEnd(None, what, records) for records, what in found if records]


def _periods(evidence: ClosureEvidence, language: Language) -> list[OpenEnd]:
    """Records that are kept: by the last day of keeping."""
    kept: dict[tuple[Disposition, date], int] = defaultdict(int)
    for fact in evidence.dispositions:
        keeping = fact.disposition in (Disposition.ARCHIVE, Disposition.RESTRICT)
        if fact.decided and keeping and fact.retain_until:
            kept[fact.disposition, fact.retain_until] += fact.records
    texts = {
        Disposition.ARCHIVE: language.t("Archived records: the retention period ends; then appraise and decide again."),
        Disposition.RESTRICT: language.t(
            "Records that may only be stored: the retention period ends; then destroy them."
        ),
    }
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
