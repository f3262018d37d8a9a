"""What is destroyed outside the vault: paper files of an order, and copies that others hold (PIPL, article 21)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from app.domain.capacities import CopyEnd, PaperItem
from app.domain.orders import EXECUTED
from app.domain.permissions import Action
from app.domain.words import OrderState
from app.errors import Refused, UserError
from app.services.lasting_texts import names_a_customer
from app.services.order_papers import OrderPapers
from app.services.session import Session
from app.storage.copies import EXISTS, OutsideCopy
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import disk_errors

PROCESSOR = "processor"
LARGEST_PROOF = 20 * 1024 * 1024
ASKED = "asked"


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A copy outside the vault as it is known: `proved_on` is None where nothing proves it gone."""

    id: int
    kind: str
    file: str
    made_at: str
    records: int
    status: str
    proved_on: date | None
    how: str
    proof: str


@dataclass(frozen=True, slots=True)
class OrderOutside:
    """What of an order's records lies outside the vault.

    `paper` is recorded as destroyed, `paper_files` are those that the register still has of these records; each copy's
    `records` are the order's. Paper can be recorded while `takes_paper`.
    """

    order: str
    takes_paper: bool
    paper: tuple[PaperItem, ...]
    paper_files: int
    copies: tuple[KnownCopy, ...]


class OutsideService:
    """Records what people did and what they were sent; the program itself reaches none of it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record_paper(self, number: str, item: PaperItem, photos: Sequence[Path] = ()) -> PaperItem:
        """Record paper files destroyed with an order; photos and slips are kept in the vault by their SHA-256.

        It stays on the certificate, so nobody may be named in it; who did it may be. Raises UserError
        ("order-not-found", "file-not-found", "proof-too-large", "paper-not-counted", "day-to-come",
        "paper-names-somebody"), Refused ("order-withdrawn", "order-certified").
        """
        self._session.require(Action.EXECUTE)
        if item.volumes < 1:
            raise UserError("paper-not-counted")
        self._require_past(item.destroyed_on)
        proofs = [_proof(path) for path in photos]
        item = replace(item, photos=tuple(digest for digest, _, _ in proofs))
        now, operator = self._session.clock.now(), self._session.operator.name
        with self._session.write() as uow:
            papers = OrderPapers(self._session, uow)
            order = papers.order(number)
            if order.state is OrderState.WITHDRAWN:
                raise Refused("order-withdrawn", order=number)
            if order.state is OrderState.CERTIFIED:
                raise Refused("order-certified", order=number)
            if names_a_customer(uow, (item.name, item.file_number, item.volume, item.place, item.amount, item.note)):
                raise UserError("paper-names-somebody")
            self._keep(uow, proofs)
            uow.appraisals.add_paper(order.id, item, now, operator)
            papers.log("order.paper", order, {"volumes": item.volumes, "photos": len(proofs)})
            uow.commit()
        return item

    def of_order(self, number: str) -> OrderOutside:
        """What lies outside the vault of an order's records; UserError("order-not-found")."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            order = OrderPapers(self._session, uow).order(number)
            proofs = uow.copies.proofs()
            if order.state in EXECUTED:
                known = {copy.id: copy for copy in uow.copies.all()}
                held = [(known[one["id"]], one["records"]) for one in uow.orders.figures(order.id)["copies"]]
            else:
                held = list(uow.copies.holding(order.id))
            return OrderOutside(
                order=order.number,
                takes_paper=order.state not in (OrderState.WITHDRAWN, OrderState.CERTIFIED),
                paper=uow.appraisals.paper(order.id),
                paper_files=uow.appraisals.paper_files(order.id),
                copies=tuple(replace(_known(copy, proofs.get(copy.id)), records=records) for copy, records in held),
            )

    def add_copy(self, holder: str, record_ids: Sequence[int] | None = None, *, asked: bool = False) -> KnownCopy:
        """Record that somebody (a SaaS, a bookkeeping firm, an SMS service) holds these records, or all of them.

        `asked`: its holder has been asked to delete it. Raises UserError ("holder-missing", "copy-of-nothing").
        """
        session = self._session
        session.require(Action.EXECUTE)
        if not holder.strip():
            raise UserError("holder-missing")
        with session.write() as uow:
            uids = None
            if record_ids is not None:
                uids = [one.uid for records in uow.slips.of_records(record_ids).values() for one in records]
                if not uids:
                    raise UserError("copy-of-nothing")
            count = len(uids) if uids is not None else uow.tables.count("record")
            copy = OutsideCopy(
                id=0, kind=PROCESSOR, file=holder.strip(), made_at=session.clock.now(), made_by=session.operator.name,
                sha256="", records=count, masked=False, expires_on=None, status=ASKED if asked else EXISTS,
                last_record=None if uids is not None else uow.tables.last_id("record"),
            )  # fmt: skip
            number = uow.copies.add(copy, uids or ())
            detail = {"records": count, "asked": asked}
            uow.audit.append("copy.add", f"copy {number}", detail, session.operator.name, session.clock.now())
            uow.commit()
        return next(one for one in self.copies() if one.id == number)

    def prove_gone(self, copy_id: int, on: date, how: CopyEnd, proof: Path | None = None) -> KnownCopy:
        """Record that a copy is gone: returned or deleted with what its holder sent, or destroyed by ourselves.

        Raises UserError ("copy-not-found", "proof-missing", "file-not-found", "proof-too-large", "day-to-come"),
        Refused("copy-still-there") for a file that lies where it was made.
        """
        session = self._session
        session.require(Action.EXECUTE)
        self._require_past(on)
        with session.write() as uow:
            copy = next((one for one in uow.copies.all() if one.id == copy_id), None)
            if copy is None:
                raise UserError("copy-not-found", copy=copy_id)
            if copy.kind == PROCESSOR and proof is None:
                raise UserError("proof-missing", file=copy.file)
            if copy.folder and (Path(copy.folder) / copy.file).exists():
                raise Refused("copy-still-there", file=copy.file)
            proofs = [_proof(proof)] if proof is not None else []
            self._keep(uow, proofs)
            digest = proofs[0][0] if proofs else ""
            uow.copies.set_status(copy_id, how)
            uow.copies.prove(copy_id, on, how, digest, session.clock.now(), session.operator.name)
            detail = {"how": how, "on": on.isoformat(), "proof": digest}
            uow.audit.append("copy.gone", f"copy {copy_id}", detail, session.operator.name, session.clock.now())
            uow.commit()
        return next(one for one in self.copies() if one.id == copy_id)

    def copies(self) -> tuple[KnownCopy, ...]:
        """Every copy outside the vault that is known, oldest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            proofs = uow.copies.proofs()
            return tuple(_known(one, proofs.get(one.id)) for one in uow.copies.all())

    def _require_past(self, day: date) -> None:
        if day > self._session.clock.today():
            raise UserError("day-to-come", day=day.isoformat())

    def _keep(self, uow: UnitOfWork, proofs: Sequence[tuple[str, str, bytes]]) -> None:
        for digest, name, content in proofs:
            uow.copies.keep_proof(digest, name, content, self._session.clock.now())


def _known(copy: OutsideCopy, proof: tuple[date, str, str] | None) -> KnownCopy:
    on, how, digest = proof or (None, "", "")
    made = copy.made_at.date().isoformat()
    return KnownCopy(copy.id, copy.kind, copy.file, made, copy.records, copy.status, on, how, digest)


def _proof(path: Path) -> tuple[str, str, bytes]:
    """SHA-256 (hex), ending and content of what proves it; its name may name somebody, so it is not kept."""
    if not path.is_file():
        raise UserError("file-not-found", file=path.name)
    with disk_errors(path):
        if path.stat().st_size > LARGEST_PROOF:
            raise UserError("proof-too-large", file=path.name, limit=LARGEST_PROOF >> 20)
        content = path.read_bytes()
    digest = sha256(content).hexdigest()
    return digest, f"{digest[:12]}{path.suffix.lower()[:8]}", content
