"""Customers' slips: given out before a destruction, held against its certificate afterwards by anybody."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.checks import Check
from app.domain.findings import found
from app.domain.ledger import Ledger
from app.domain.permissions import Action
from app.domain.slips import Inclusion, Slip, inclusions, slips_of
from app.errors import UserError
from app.services.session import Session


@dataclass(frozen=True, slots=True)
class CustomerSlips:
    """The slips of one customer: its id as the contract gives it ("" for records of nobody), and its slips' texts."""

    customer: str
    records: int
    slips: tuple[str, ...]


class SlipService:
    """Reads ids and salts while the records are there; afterwards nobody has them but those who were given them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_records(self, record_ids: Iterable[int]) -> tuple[CustomerSlips, ...]:
        """The slips of these records (their row numbers), by customer; giving them out is logged.

        Raises Refused("role-forbids").
        """
        self._session.require(Action.NOTICE)
        with self._session.write() as uow:
            by_customer = uow.slips.of_records(record_ids)
            uids = uow.slips.customers(one for one in by_customer if one is not None)
            made = tuple(
                CustomerSlips(
                    uids.get(customer, b"").hex() if customer is not None else "",
                    len(records),
                    tuple(slip.text for slip in slips_of(self._session.vault_id, records)),
                )
                for customer, records in by_customer.items()
            )
            detail = {"customers": len(made), "records": sum(one.records for one in made)}
            who, now = self._session.operator.name, self._session.clock.now()
            uow.audit.append("slips.make", self._session.vault_id, detail, who, now)
            uow.commit()
        return made

    def of_order(self, number: str) -> tuple[CustomerSlips, ...]:
        """The slips of an order's records that are still there; UserError("order-not-found")."""
        self._session.require(Action.NOTICE)
        with self._session.read() as uow:
            order = uow.orders.find(number)
            if order is None:
                raise UserError("order-not-found", order=number)
            ids = uow.slips.of_order(order.id)
        return self.of_records(ids)


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
