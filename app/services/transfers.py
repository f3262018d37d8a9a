"""Handing records to a recipient: prepared as a list, executed as a sealed package, accepted with a signed sheet."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.domain.audit import Detail
from app.domain.documents import Renderer
from app.domain.labels import label
from app.domain.notices import checked_text
from app.domain.permissions import Action
from app.domain.plan import Gate
from app.domain.records import RecordQuery
from app.domain.retention import Reason
from app.domain.transfer_evidence import TransferEvidence
from app.domain.transfers import TransferState, basis_of
from app.domain.words import Role, State
from app.errors import Refused, UserError
from app.jobs import Progress
from app.services.audit import sign_checkpoint
from app.services.certification import TRANSFER, transfer_attachments
from app.services.deliveries import delivered, require_free
from app.services.documents import DocumentService
from app.services.issuing import Issued, file_name_of, keep_certificate
from app.services.own_certificates import document_key, page_signer
from app.services.packing import Packing, read_back
from app.services.proof_files import sealed_proof
from app.services.sealing import Sealed
from app.services.session import Session
from app.services.transfer_gates import Ground, ground_of
from app.services.transfer_lists import TransferList, TransferLister, Withheld
from app.storage.copies import EXISTS, OutsideCopy
from app.storage.deliveries import Delivery
from app.storage.transfers import Transfer
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import output_folder, reached
from app.vault.keys import Kdf, new_key
from app.vault.secret import Secret
from app.vault.signing import fingerprint
from app.vault.slots import Slot, new_slot

PREFIX = "YJZ"
COPY = "transfer"
WAITING = "{number}: {recipient}"
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # no letter that is taken for another one
_GROUPS, _GROUP = 5, 5


@dataclass(frozen=True, slots=True)
class TransferStatus:
    """Where a hand-over stands. `code` opens the package for the recipient; None before and after."""

    transfer: Transfer
    gates: tuple[Gate, ...]
    withheld: tuple[Withheld, ...] = ()
    package: str | None = None
    certificate: Issued | None = None


class TransferService:
    """All that can be done with hand-overs; each method is one use case."""

    def __init__(self, session: Session, renderer: Renderer | None, kdf: Kdf) -> None:
        self._session = session
        self._renderer = renderer
        self._kdf = kdf

    def prepare(
        self,
        recipient: str,
        contact: str,
        *,
        record_ids: Sequence[int] | None = None,
        opinion: str = "",
        masked: bool = False,
    ) -> TransferStatus:
        """A new hand-over of these records, by default of all that have to go to the taker by the plan.

        What is frozen, stored only, undecided, in an order or (PIPL 23) without its customer's consent is left out.
        `opinion`: the lawyer's written reason to see a succession where the closure alone is none.
        Raises UserError("notice-text-…"), Refused ("nothing-to-transfer" with the reasons, "transfer-names-nothing"
        where the plan hands nothing over by itself, with what may go once it is named).
        """
        session = self._session
        session.require(Action.TRANSFER)
        to = checked_text("--recipient", recipient, needed=True)
        reach = checked_text("--contact", contact, needed=True)
        why = checked_text("--opinion", opinion)
        with session.write() as uow:
            basis = basis_of(uow.firm.get().closure, opinion=bool(why))
            ids = record_ids if record_ids is not None else uow.records.ids(RecordQuery())
            lister = TransferLister(session, uow, basis)
            listed = lister.list(ids, meant=record_ids is not None)
            if record_ids is None and not listed.chosen.decisions:
                raise _to_choose(lister.list(ids, meant=True), len(ids))
            _require_some(listed, len(ids))
            now = session.clock.now()
            number = uow.transfers.next_number(session.clock.today().year)
            transfer = Transfer(
                0, number, TransferState.PREPARED, to, reach, basis, why, masked, session.pack.version, now,
                session.operator.name, len(listed.chosen.decisions),
            )  # fmt: skip
            uow.transfers.add(transfer, listed.chosen.uids)
            self._log(uow, "transfer.prepare", number, {"records": transfer.records, "basis": basis, "masked": masked})
            uow.commit()
        return replace(self.status(number), withheld=tuple(listed.withheld))

    def execute(
        self, number: str, out: Path, *, language: str = "zh", progress: Progress | None = None
    ) -> TransferStatus:
        """Write the sealed package and its certificate into `out`; the records are handed over from then on.

        They stay frozen here until the recipient has signed. Of an executed one it answers the same again.
        Raises UserError ("transfer-not-found", "not-a-folder"), Refused ("gate-closed" with the reason,
        "transfer-other-recipient", "nothing-to-transfer", "transfer-withdrawn"), EnvironmentProblem, Cancelled; nothing
        is handed over then.
        """
        session = self._session
        session.require(Action.TRANSFER)
        if self._renderer is None:
            raise RuntimeError("a hand-over needs the renderer")
        out = output_folder(out)
        with session.read() as uow:
            transfer = found_transfer(uow, number)
        if transfer.state is TransferState.WITHDRAWN:
            raise Refused("transfer-withdrawn", order=number)
        if transfer.state is not TransferState.PREPARED:
            assert transfer.certificate is not None
            DocumentService(session).export(transfer.certificate, out)
            return self.status(number)
        with delivered(session, out / "package", out / "certificate") as deliveries:
            listed = self._execute(transfer, out, deliveries, language, progress or Progress())
        reached("transfer.placed")
        return replace(self.status(number), withheld=tuple(listed.withheld))

    def accept(self, number: str, by: str, on: date, evidence: Path | None = None) -> TransferStatus:
        """Enter that the recipient has signed for it: who, when, and the signed sheet as a proof.

        Raises UserError ("transfer-not-found", "notice-day-ahead", "notice-text-…", "file-not-found"),
        Refused("transfer-not-executed"). Accepting again answers the same.
        """
        session, now = self._session, self._session.clock.now()
        session.require(Action.TRANSFER)
        who = checked_text("--by", by, needed=True)
        if on > session.clock.today():
            raise UserError("notice-day-ahead", on=on.isoformat())
        with session.read() as uow:
            transfer = found_transfer(uow, number)
        if transfer.state is TransferState.ACCEPTED:
            return self.status(number)
        if transfer.state is not TransferState.EXECUTED:
            raise Refused("transfer-not-executed", order=number)
        with sealed_proof(session, evidence) as proof, session.write() as uow:
            digest = proof.blob.sha256 if proof else None
            uow.transfers.save(
                replace(
                    transfer, state=TransferState.ACCEPTED, accepted_on=on, accepted_by=who, code=None,
                    waiting_hold=None, receipt_sha256=digest,
                )
            )  # fmt: skip
            if proof is not None:
                uow.transfers.attach_receipt(transfer.id, proof.enter(session, uow))
            if transfer.waiting_hold is not None:
                uow.holds.release(transfer.waiting_hold, now, session.operator.name)
            self._log(uow, "transfer.accept", number, {"on": on.isoformat(), "sha256": digest})
            uow.commit()
        return self.status(number)

    def withdraw(self, number: str) -> TransferStatus:
        """Give up a hand-over that was not executed; twice is fine. Refused("transfer-executed-already")."""
        session = self._session
        session.require(Action.TRANSFER)
        with session.write() as uow:
            transfer = found_transfer(uow, number)
            if transfer.state in (TransferState.EXECUTED, TransferState.ACCEPTED):
                raise Refused("transfer-executed-already", order=number)
            if transfer.state is TransferState.PREPARED:
                uow.transfers.save(replace(transfer, state=TransferState.WITHDRAWN))
                self._log(uow, "transfer.withdraw", number, {})
                uow.commit()
        return self.status(number)

    def status(self, number: str) -> TransferStatus:
        """Where a hand-over stands; UserError("transfer-not-found")."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return self._status(uow, found_transfer(uow, number))

    def all(self) -> tuple[TransferStatus, ...]:
        """All hand-overs, oldest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return tuple(self._status(uow, transfer) for transfer in uow.transfers.all())

    def _status(self, uow: UnitOfWork, transfer: Transfer) -> TransferStatus:
        gates = ground_of(self._session, uow, transfer).gates if transfer.state is TransferState.PREPARED else ()
        copy = next((one for one in uow.copies.all() if one.kind == COPY and one.file == transfer.package), None)
        stored = uow.documents.find(transfer.certificate) if transfer.certificate else None
        issued = None
        if stored is not None and copy is not None:
            file = str(Path(copy.folder) / stored.file_name)
            issued = Issued(stored.id, stored.number, stored.kind, file, stored.sha256)
        package = str(Path(copy.folder) / copy.file) if copy else None
        return TransferStatus(transfer, gates, package=package, certificate=issued)

    def _execute(
        self, transfer: Transfer, out: Path, deliveries: tuple[Delivery, ...], language: str, progress: Progress
    ) -> TransferList:
        package, paper = deliveries
        with self._session.write() as uow:
            transfer = found_transfer(uow, transfer.number)
            ground = ground_of(self._session, uow, transfer)
            ground.require_open(transfer)
            lister = TransferLister(self._session, uow, transfer.basis, transfer.id)
            listed = lister.list(uow.transfers.record_ids(transfer.id), meant=True)
            _require_some(listed, transfer.records)
            number = uow.documents.next_number(PREFIX, self._session.clock.today().year)
            firm = file_name_of(uow.firm.get().name)
            targets = out / f"{firm}-{number}.qdpkg", out / f"{firm}-{number}.pdf"
            for target in targets:
                require_free(target)
            code = _new_code()
            packing = Packing(
                self._session, uow, listed.chosen, number, language, masked=transfer.masked,
                others=[self._slot(transfer.recipient, code)],
            )  # fmt: skip
            sealed = packing.seal(package.staging, progress)
            reached("transfer.sealed")
            read_back(package.staging, sealed, progress)
            evidence = self._evidence(uow, transfer, listed, packing, ground, (number, targets[0].name), sealed)
            self._issue(uow, evidence, paper.staging, targets[1], language)
            self._hand_over(uow, transfer, listed, evidence, targets[0], code)
            uow.deliveries.owe(package, targets[0])
            uow.deliveries.owe(paper, targets[1])
            progress.cancel.close()
            uow.commit()
        reached("transfer.committed")
        return listed

    def _slot(self, recipient: str, code: str) -> Slot:
        """What opens the package for its recipient, who has no part in the vault."""
        session = self._session
        return new_slot(
            recipient, Role.VIEWER, Secret(code), kdf=self._kdf, vault_id=session.vault_id,
            generation=session.generation, key=new_key(),
        )[0]  # fmt: skip

    def _hand_over(
        self,
        uow: UnitOfWork,
        transfer: Transfer,
        listed: TransferList,
        evidence: TransferEvidence,
        file: Path,
        code: str,
    ) -> None:
        """The records' state, what freezes them here until it is signed for, and the copy that is out."""
        session, now, chosen = self._session, evidence.issued_at, listed.chosen
        uow.archives.mark((one, State.TRANSFERRED) for one in chosen.decisions)
        reason = WAITING.format(number=transfer.number, recipient=transfer.recipient)
        hold = uow.holds.add(reason, chosen.decisions, now, session.operator.name, None)
        uow.copies.add(
            OutsideCopy(
                id=0, kind=COPY, file=file.name, made_at=now, made_by=session.operator.name,
                sha256=evidence.package_sha256, records=evidence.records, masked=transfer.masked, expires_on=None,
                status=EXISTS, last_record=None, folder=str(file.parent),
            ),
            chosen.uids,
        )  # fmt: skip
        uow.transfers.replace_list(transfer.id, chosen.uids)
        uow.transfers.save(
            replace(
                transfer, state=TransferState.EXECUTED, records=evidence.records, executed_at=now, package=file.name,
                package_sha256=evidence.package_sha256, certificate=evidence.id, waiting_hold=int(hold.id), code=code,
            )
        )  # fmt: skip
        detail: Detail = {"records": evidence.records, "masked": transfer.masked, "sha256": evidence.package_sha256}
        self._log(uow, "transfer.execute", transfer.number, {**detail, "certificate": evidence.number})

    def _evidence(
        self,
        uow: UnitOfWork,
        transfer: Transfer,
        listed: TransferList,
        packing: Packing,
        ground: Ground,
        named: tuple[str, str],
        sealed: Sealed,
    ) -> TransferEvidence:
        session = self._session
        return TransferEvidence(
            id=secrets.token_hex(16),
            number=named[0],
            issued_at=session.clock.now(),
            vault_id=session.vault_id,
            firm=uow.firm.get(),
            order=transfer.number,
            recipient=transfer.recipient,
            contact=transfer.contact,
            basis=transfer.basis,
            opinion=transfer.opinion,
            masked=transfer.masked,
            notice=ground.notice,
            published_on=ground.period.public_from if ground.period else None,
            published_until=ground.period.public_until if ground.period else None,
            assessed_on=ground.assessed_on,
            package=named[1],
            package_sha256=sealed.written.sha256,
            package_bytes=sealed.written.bytes,
            records=len(listed.chosen.decisions),
            customers=len(listed.chosen.customers),
            attachments=packing.attachments,
            groups=listed.chosen.groups(),
            made_by=session.operator.name,
            pack_version=session.pack.version,
            program_version=session.program_version,
            checkpoint=sign_checkpoint(uow, session),
            firm_key=fingerprint(uow.firm.key().public_der),
            page_signer=page_signer(uow, session.clock.now()),
        )

    def _issue(self, uow: UnitOfWork, evidence: TransferEvidence, staging: Path, target: Path, language: str) -> None:
        assert self._renderer is not None
        key = uow.firm.key()
        attachments = transfer_attachments(evidence, key.private_der)
        signing = document_key(uow, evidence.issued_at)
        pdf = self._renderer.transfer_certificate(evidence, attachments, language, signing)
        keep_certificate(uow, evidence, TRANSFER, pdf, staging=staging, target=target, language=language)

    def _log(self, uow: UnitOfWork, action: str, number: str, detail: Detail) -> None:
        uow.audit.append(action, number, detail, self._session.operator.name, self._session.clock.now())


def found_transfer(uow: UnitOfWork, number: str) -> Transfer:
    """The hand-over of this number; UserError("transfer-not-found")."""
    found = uow.transfers.find(number)
    if found is None:
        raise UserError("transfer-not-found", order=number)
    return found


def _require_some(listed: TransferList, asked: int) -> None:
    if listed.chosen.decisions:
        return
    counts = Counter(one.reasons[0] for one in listed.withheld)
    reasons: tuple[Reason, ...] = tuple(reason for reason, _ in counts.most_common())
    raise Refused("nothing-to-transfer", reasons=reasons, records=asked)


def _to_choose(listed: TransferList, asked: int) -> Refused:
    """Where the plan hands nothing over by itself: which records may go once they are named, by kind, and why not."""
    free = Counter(listed.chosen.kinds.values())
    against = Counter(one.reasons[0] for one in listed.withheld)
    counted = [
        Reason("transfer-candidates", (("group", label(kind)), ("option", kind), ("count", str(count))))
        for kind, count in free.most_common()
    ]
    reasons = (*counted, *(reason for reason, _ in against.most_common()))
    code = "transfer-names-nothing" if free else "nothing-to-transfer"
    return Refused(code, reasons=reasons, records=asked, free=sum(free.values()))


def _new_code() -> str:
    """What opens the package: 25 letters and digits of 31, some 120 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)
