"""Customers' slips: given out before a destruction, held against its certificate afterwards by anybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.domain.checks import Check
from app.domain.documents import Renderer
from app.domain.findings import found
from app.domain.ledger import Ledger
from app.domain.permissions import Action
from app.domain.slips import Inclusion, Slip, SlipSheet, SlipSheets, inclusions, slips_of
from app.errors import UserError
from app.services.deliveries import delivered
from app.services.masking import masked_name
from app.services.scan_reports import require_pdf
from app.services.session import Session
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import write_parts


@dataclass(frozen=True, slots=True)
class CustomerSlips:
    """The slips of one customer: its id as the contract gives it ("" for records of nobody), and its slips' texts."""

    customer: str
    records: int
    slips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenSlips:
    """Slips on paper: the file, whose slips they are, and how many records they stand for."""

    file: str
    customers: int
    records: int


class SlipService:
    """Reads ids and salts while the records are there; afterwards nobody has them but those who were given them."""

    def __init__(self, session: Session, renderer: Renderer | None) -> None:
        self._session = session
        self._renderer = renderer

    def of_records(self, record_ids: Iterable[int]) -> tuple[CustomerSlips, ...]:
        """The slips of these records (their row numbers), by customer; giving them out is logged.

        Raises Refused("role-forbids").
        """
        self._session.require(Action.NOTICE)
        with self._session.write() as uow:
            sheets = self._sheets(uow, record_ids)
            uow.commit()
        return tuple(CustomerSlips(one.customer, one.records, tuple(slip.text for slip in one.slips)) for one in sheets)

    def of_order(self, number: str) -> tuple[CustomerSlips, ...]:
        """The slips of an order's records that are still there; UserError("order-not-found")."""
        return self.of_records(self.records_of(number))

    def records_of(self, number: str) -> list[int]:
        """The row numbers of an order's records that are still there; UserError("order-not-found")."""
        self._session.require(Action.NOTICE)
        with self._session.read() as uow:
            order = uow.orders.find(number)
            if order is None:
                raise UserError("order-not-found", order=number)
            return uow.slips.of_order(order.id)

    def write(self, record_ids: Iterable[int], out: Path, *, language: str = "zh") -> WrittenSlips:
        """Print these records' slips into a PDF, a page or more a customer; it is logged.

        Raises Refused("role-forbids"), UserError ("bad-suffix", "target-exists", "folder-not-found", "no-slips").
        """
        self._session.require(Action.NOTICE)
        if self._renderer is None:
            raise RuntimeError("slips on paper need the renderer")
        out = out.absolute()
        require_pdf(out)
        session = self._session
        with delivered(session, out) as (paper,), session.write() as uow:
            sheets = self._sheets(uow, record_ids)
            if not sheets:
                raise UserError("no-slips")
            firm, now = uow.firm.get().name, session.clock.now()
            evidence = SlipSheets(firm, session.vault_id, now, session.program_version, sheets)
            write_parts(paper.staging, [self._renderer.slip_sheets(evidence, language)])
            uow.deliveries.owe(paper, out)
            uow.commit()
        return WrittenSlips(str(out), len(sheets), sum(one.records for one in sheets))

    def _sheets(self, uow: UnitOfWork, record_ids: Iterable[int]) -> tuple[SlipSheet, ...]:
        """The slips by customer; that they are given out is entered in this unit of work."""
        session = self._session
        by_customer = uow.slips.of_records(record_ids)
        known = uow.slips.customers(one for one in by_customer if one is not None)
        made = []
        for customer, records in by_customer.items():
            uid, name = known.get(customer, (b"", "")) if customer is not None else (b"", "")
            made.append(SlipSheet(uid.hex(), masked_name(name), len(records), slips_of(session.vault_id, records)))
        detail = {"customers": len(made), "records": sum(one.records for one in made)}
        uow.audit.append("slips.make", session.vault_id, detail, session.operator.name, session.clock.now())
        return tuple(made)


def slip_check(slip: Slip, ledger: Ledger) -> Check:
    """What a destruction's ledger, checked before, says of a slip."""
    records = len(slip.records)
    if slip.vault_id != ledger.vault_id:
        return found("slip", False, "slip-of-another-vault", records=records)
    every = inclusions(slip, ledger)
    proved = sum(one.proved for one in every)
    code = _code(every, proved)
    return found("slip", code == "slip-proved", code, records=records, proved=proved)


def _code(every: tuple[Inclusion, ...], proved: int) -> str:
    if any(one.listed and not one.proved for one in every):
        return "slip-wrong"
    if proved == len(every):
        return "slip-proved"
    return "slip-partly" if proved else "slip-not-in-it"
