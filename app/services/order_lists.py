"""An order's list: each record decided by the rules today, what may go listed, what may not left out with reasons."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.domain.decisions import decide
from app.domain.evidence import HeldBack, canonical
from app.domain.ledger import RecordFacts, commitment
from app.domain.orders import Order
from app.domain.retention import Basis, Decision, Facts, Reason
from app.domain.words import Disposition, OrderState
from app.errors import Refused
from app.jobs import Progress
from app.services.session import Session
from app.storage.orders import Line
from app.storage.selection import Chosen
from app.storage.unit_of_work import UnitOfWork

IN_ORDER = "in-order"
SENT_BACK = "sent_back"
"""Marks, among its figures, an order that came back from its execution to be prepared again."""

_STEP = 1000


@dataclass(frozen=True, slots=True)
class Blocked:
    """A chosen record that may not be destroyed, and why; `uid` in hex, `until` the last day of keeping if known."""

    uid: str
    reasons: tuple[Reason, ...]
    until: date | None


@dataclass(slots=True)
class Listing:
    """What became of the chosen records; `again` is the order sent back that they are to be listed in once more."""

    lines: list[Line] = field(default_factory=list)
    blocked: list[Blocked] = field(default_factory=list)
    again: Order | None = None

    def held_back(self) -> list[HeldBack]:
        """The blocked records counted by their first reason, most first."""
        counts = Counter((one.reasons[0], one.until) for one in self.blocked)
        return [HeldBack(reason, records, until) for (reason, until), records in counts.most_common()]

    def refusal(self) -> Refused:
        """Why there is no order where nothing may be listed."""
        reasons = tuple(one.reason for one in self.held_back())
        if not reasons:
            return Refused("nothing-left-to-destroy")
        if orders := open_orders(self.held_back()):
            return Refused("in-open-orders", orders=", ".join(orders), blocked=len(self.blocked))
        return Refused("nothing-to-destroy", reasons=reasons, blocked=len(self.blocked))


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

    def choose_again(self) -> Order | None:
        """The order that was sent back and waits to be prepared again, where all of it is chosen."""
        orders = self._uow.orders
        drafts = (one for one in orders.all() if one.state is OrderState.DRAFT)
        back = (one for one in drafts if orders.figures(one.id).get(SENT_BACK))
        return next((one for one in back if self._uow.selection.covers(one.id)), None)

    def list(self, order_id: int, progress: Progress, *, due: bool = False, anew: bool = False) -> Listing:
        """What of the chosen records may be destroyed today; the order's own list claims nothing from itself.

        What a hand-over that is under way or another order lists stays with it. `due`: only what has to go; of the rest
        only what would have to if it were not held or listed there.
        `anew`: the list is drawn up anew, so that what any other draft lists stays with it.
        """
        listing = Listing()
        claimed = {
            **_by_uid("in-transfer", self._uow.transfers.claimed()),
            **_by_uid(IN_ORDER, self._uow.orders.claimed(order_id, drafts=anew)),
        }
        for seen, chosen in enumerate(self._uow.selection.rows()):
            if seen and seen % _STEP == 0:
                progress.advance(_STEP)
            decision = self._decision(chosen.facts)
            if due and not self._is_due(chosen.facts):
                continue
            reason = claimed.get(chosen.uid)
            if reason is not None:
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


def _by_uid(code: str, claimed: Mapping[bytes, str]) -> dict[bytes, Reason]:
    """Why each of these records stays where it is listed: the number says in what."""
    said = {number: Reason(code, (("order", number),)) for number in set(claimed.values())}
    return {uid: said[number] for uid, number in claimed.items()}


def open_orders(held_back: Sequence[HeldBack]) -> tuple[str, ...]:
    """The open orders that hold the records back, where nothing else does; else none."""
    if any(one.reason.code != IN_ORDER for one in held_back):
        return ()
    return tuple(sorted({str(dict(one.reason.params)["order"]) for one in held_back}))


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
