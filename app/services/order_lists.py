"""An order's list: each record decided by the rules today, what may go listed, what may not left out with reasons."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.domain.decisions import decide
from app.domain.evidence import HeldBack, canonical
from app.domain.ledger import RecordFacts, commitment
from app.domain.retention import Basis, Decision, Facts, Reason
from app.domain.words import Disposition
from app.jobs import Progress
from app.services.session import Session
from app.storage.orders import Line
from app.storage.selection import Chosen
from app.storage.unit_of_work import UnitOfWork

_STEP = 1000


@dataclass(frozen=True, slots=True)
class Blocked:
    """A chosen record that may not be destroyed, and why; `uid` in hex, `until` the last day of keeping if known."""

    uid: str
    reasons: tuple[Reason, ...]
    until: date | None


@dataclass(slots=True)
class Listing:
    """What became of the chosen records."""

    lines: list[Line] = field(default_factory=list)
    blocked: list[Blocked] = field(default_factory=list)

    def held_back(self) -> list[HeldBack]:
        """The blocked records counted by their first reason, most first."""
        counts = Counter((one.reasons[0], one.until) for one in self.blocked)
        return [HeldBack(reason, records, until) for (reason, until), records in counts.most_common()]


class Lister:
    """Decides over the records chosen in a unit of work (uow.selection)."""

    def __init__(self, session: Session, uow: UnitOfWork) -> None:
        self._uow = uow
        self._firm = uow.firm.get()
        self._today = session.clock.today()
        self._pack = session.pack
        self._known: dict[Facts, Decision] = {}
        self._basis: dict[tuple[Basis, ...], str] = {}

    def choose(self, record_ids: Iterable[int] | None) -> int:
        """Choose these records, or all for None; how many there are."""
        selection = self._uow.selection
        return selection.choose_all() if record_ids is None else selection.choose(record_ids)

    def list(self, order_id: int, progress: Progress, *, due: bool = False) -> Listing:
        """What of the chosen records may be destroyed today; the order's own list claims nothing from itself.

        `due`: only what has to go; of the rest only what would have to if it were not held or in another order.
        """
        listing = Listing()
        claimed = self._uow.orders.claimed(order_id)
        for seen, chosen in enumerate(self._uow.selection.rows()):
            if seen and seen % _STEP == 0:
                progress.advance(_STEP)
            decision = self._decision(chosen.facts)
            if due and not self._is_due(chosen.facts):
                continue
            order = claimed.get(chosen.uid)
            if order is not None:
                reason = Reason("in-order", (("order", order),))
                listing.blocked.append(Blocked(chosen.uid.hex(), (reason,), decision.retain_until))
            elif decision.destroyable:
                listing.lines.append(self._line(chosen, decision))
            else:
                listing.blocked.append(Blocked(chosen.uid.hex(), decision.reasons, decision.retain_until))
        return listing

    def _decision(self, facts: Facts) -> Decision:
        found = self._known.get(facts)
        if found is None:
            found = self._known[facts] = decide(facts, self._firm, self._today, self._pack)
        return found

    def _line(self, chosen: Chosen, decision: Decision) -> Line:
        facts = chosen.facts
        assert facts.kind is not None
        assert facts.sensitivity is not None
        basis = self._basis.get(decision.basis)
        if basis is None:
            basis = self._basis[decision.basis] = canonical(decision.basis).decode()
        frozen = RecordFacts(
            facts.kind, facts.sensitivity, facts.rule, chosen.created_on, facts.trigger_date, decision.retain_until
        )
        return Line(
            chosen.uid,
            facts.kind,
            facts.sensitivity,
            facts.rule,
            _text(facts.trigger_date),
            _text(decision.retain_until),
            basis,
            commitment(chosen.uid, chosen.salt, frozen),
        )

    def _is_due(self, facts: Facts) -> bool:
        decision = self._decision(replace(facts, holds=0) if facts.holds else facts)
        return decision.destroyable and decision.disposition is Disposition.DESTROY


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def held_back_of(stored: Iterable[dict[str, Any]]) -> tuple[HeldBack, ...]:
    """What an order left out, out of its stored figures."""
    return tuple(
        HeldBack(
            Reason(one["reason"]["code"], tuple((name, value) for name, value in one["reason"]["params"])),
            one["records"],
            date.fromisoformat(one["until"]) if one["until"] else None,
        )
        for one in stored
    )
