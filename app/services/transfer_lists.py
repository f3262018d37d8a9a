"""Which of the chosen records may go to a recipient today, and why the others may not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.cases import basis_text
from app.domain.decisions import decide
from app.domain.retention import Decision, Facts, Reason
from app.domain.transfers import Basis
from app.domain.words import Disposition, State
from app.services.packing import Chosen
from app.services.session import Session
from app.storage.records import Line
from app.storage.unit_of_work import UnitOfWork

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Withheld:
    """A chosen record that does not go along, and why; `uid` in hex."""

    uid: str
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class TransferList:
    """What may go, with what was decided over it, and what may not."""

    chosen: Chosen = field(default_factory=Chosen)
    withheld: list[Withheld] = field(default_factory=list)


class TransferLister:
    """Decides over records for one hand-over, in one unit of work."""

    def __init__(self, session: Session, uow: UnitOfWork, basis: Basis, transfer: int = 0) -> None:
        self._uow = uow
        self._firm = uow.firm.get()
        self._today = session.clock.today()
        self._pack = session.pack
        self._known: dict[Facts, Decision] = {}
        self._orders = {uid.hex(): number for uid, number in uow.orders.claimed(0).items()}
        self._transfers = {uid.hex(): number for uid, number in uow.transfers.claimed(transfer).items()}
        self._consenting = uow.replies.consenting() if basis is Basis.PROVISION else None

    def list(self, ids: Sequence[int], *, meant: bool) -> TransferList:
        """Decide over these records; unless they were `meant` one by one, only those that have to go are looked at."""
        found = TransferList()
        for start in range(0, len(ids), _AT_ONCE):
            for line in self._uow.records.lines(ids[start : start + _AT_ONCE]):
                decision = self._decision(line.facts)
                if not meant and decision.disposition is not Disposition.TRANSFER and not line.facts.holds:
                    continue
                reasons = tuple(self._against(line, decision))
                if reasons:
                    found.withheld.append(Withheld(line.uid, reasons))
                else:
                    found.chosen.take(line, decision)
        return found

    def _decision(self, facts: Facts) -> Decision:
        found = self._known.get(facts)
        if found is None:
            found = self._known[facts] = decide(facts, self._firm, self._today, self._pack)
        return found

    def _against(self, line: Line, decision: Decision) -> Iterable[Reason]:
        """Why this record stays; nothing where it may go."""
        facts = line.facts
        if facts.state is State.TRANSFERRED:
            yield Reason("transferred-already")
        elif facts.holds or not decision.decided or facts.kind is None:
            yield from decision.reasons[:1] or (Reason("not-classified"),)
        elif facts.state is State.RESTRICTED or decision.disposition is Disposition.RESTRICT:
            yield Reason("restricted-stays")
        elif stays := [reason for reason in decision.reasons if reason.code == "custody-split"]:
            yield from stays
        elif line.uid in self._orders:
            yield Reason("in-order", (("order", self._orders[line.uid]),))
        elif line.uid in self._transfers:
            yield Reason("in-transfer", (("order", self._transfers[line.uid]),))
        elif self._consenting is not None and facts.personal and line.customer not in self._consenting:
            yield Reason("no-consent", (("basis", basis_text(self._pack.duty("provision"))),))
