"""The end of a whole vault 整库销毁: signed by everybody, then key slots, database and attachments are destroyed."""

import secrets
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from app.domain.audit import consistency_proof
from app.domain.documents import DocumentKey, Renderer
from app.domain.endings import METHOD, EndingEvidence, Extent, ending_hash, require_endable, require_ender
from app.domain.evidence import SurvivingCopy
from app.domain.instants import instant_text
from app.domain.orders import GONE
from app.domain.permissions import Action
from app.domain.words import Role
from app.errors import Damaged, Refused, UserError
from app.services.audit import sign_checkpoint
from app.services.certification import VAULT_END, ending_attachments
from app.services.documents import DocumentService
from app.services.execution import found_again
from app.services.issuing import Issued
from app.services.order_signatures import signed_by
from app.services.own_certificates import document_key, page_signer
from app.services.session import Session
from app.services.settings import WITNESS, SettingService
from app.storage.firm import FirmKey
from app.storage.orders import OrderSignature
from app.storage.unit_of_work import UnitOfWork
from app.vault import ending
from app.vault.disk import output_folder, staging_beside, write_parts
from app.vault.folder import VaultFolder
from app.vault.lock import VaultLock
from app.vault.signing import Signer, fingerprint, verify

PREFIX = "ZKZ"


@dataclass(frozen=True, slots=True)
class EndStatus:
    """Where the end of the vault stands; `missing` are the roles that have still to sign what is so today."""

    extent: Extent
    signed: tuple[tuple[Role, str], ...]
    missing: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """The vault is gone; `documents` are its papers, written out before."""

    certificate: Issued
    documents: tuple[str, ...]
    files: int
    bytes: int


class EndingService:
    """Each signs what became of everything in the vault; a change of that needs signing again."""

    def __init__(self, session: Session, renderer: Renderer | None) -> None:
        self._session = session
        self._renderer = renderer
        self._settings = SettingService(session)

    def status(self) -> EndStatus:
        """Where it stands; nothing is required of the vault yet."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return self._status(uow)

    def sign(self, signer: Signer, role: Role | None = None) -> EndStatus:
        """Sign that the vault ends, in this role, by default in the first that is missing.

        Raises Refused ("vault-holds-records", "orders-open", "role-forbids", "own-ending", "ending-signed").
        """
        one_person = self._session.is_one_person()
        with self._session.write() as uow:
            status = self._status(uow)
            require_endable(status.extent)
            if not status.missing:
                raise Refused("ending-signed")
            role = role or status.missing[0]
            handler = dict(status.signed).get(Role.HANDLER, "")
            require_ender(signer.name, role, handler, uow.operators.all(), one_person=one_person)
            data, now = self._statement(uow, status.extent), self._session.clock.now()
            uow.endings.sign(OrderSignature(role, signer.name, now, data, signer.sign(data), signer.public))
            detail = {"role": str(role), "hash": data.hex(), "key": fingerprint(signer.public)}
            uow.audit.append("vault.end-sign", self._session.vault_id, detail, signer.name, now)
            status = self._status(uow)
            uow.commit()
        return status

    def withdraw(self) -> EndStatus:
        """Drop the signatures; the vault goes on."""
        session = self._session
        session.require(Action.WITHDRAW)
        with session.write() as uow:
            uow.endings.withdraw()
            uow.audit.append("vault.end-withdraw", session.vault_id, {}, session.operator.name, session.clock.now())
            status = self._status(uow)
            uow.commit()
        return status

    def execute(self, out: Path, confirmation: str, *, language: str = "zh") -> Ended:
        """Write out every paper, then destroy the vault; its certificate appears in `out` once all of it is gone.

        `confirmation` is the firm's name, typed by whoever does it. Refusals leave the session open; afterwards it is
        closed, whatever happens. Raises UserError("confirmation-differs"), Refused ("ending-not-signed",
        "vault-holds-records", "orders-open", "folder-inside-vault", "vault-holds-foreign"),
        Damaged("vault-end-incomplete"), NotUnlocked("vault-in-use"), EnvironmentProblem.
        """
        session = self._session
        session.require(Action.EXECUTE)
        if self._renderer is None:
            raise RuntimeError("a certificate needs the renderer")
        if out.resolve().is_relative_to(session.folder.path.resolve()):
            raise Refused("folder-inside-vault", folder=out.name)
        if confirmation.strip() != session.firm.name:
            raise UserError("confirmation-differs", firm=session.firm.name)
        papers = DocumentService(session)
        self._require_ready()
        ending.require_own(session.folder)
        out = output_folder(out)
        written = tuple(papers.export(one.number, out).file for one in papers.all())
        evidence, key, signing = self._last_words()
        folder = session.folder
        session.close()
        target = out / f"{evidence.number}-{evidence.id[:8]}.pdf"
        # What is weighed and certified must be what goes: nobody may open the vault in between.
        with VaultLock(folder.path).held(session.operator.name, instant_text(session.clock.now())):
            weight = ending.weigh(folder)
            evidence = replace(evidence, files=weight.files, bytes=weight.bytes)
            attachments = ending_attachments(evidence, key.private_der)
            pdf = self._renderer.ending_certificate(evidence, attachments, language, signing)
            staging = staging_beside(target)
            write_parts(staging, [pdf])
            ending.begin(folder, staging, target)
        ending.finish(folder.path)
        issued = Issued(evidence.id, evidence.number, VAULT_END, str(target), sha256(pdf).hexdigest())
        return Ended(issued, written, weight.files, weight.bytes)

    def _require_ready(self) -> None:
        with self._session.read() as uow:
            status = self._status(uow)
            require_endable(status.extent)
            if status.missing:
                raise Refused("ending-not-signed", roles=", ".join(status.missing))
            data = self._statement(uow, status.extent)
            if not all(verify(one.public_key, one.signature, data) for one in uow.endings.signatures()):
                raise Damaged("ending-altered")

    def _status(self, uow: UnitOfWork) -> EndStatus:
        extent = uow.endings.extent()
        data = self._statement(uow, extent)
        signed = tuple((one.role, one.operator) for one in uow.endings.signatures() if one.signed == data)
        wanted = [Role.HANDLER, Role.APPROVER]
        wanted += [Role.WITNESS] if self._settings.is_on(WITNESS) else []
        return EndStatus(extent, signed, tuple(role for role in wanted if role not in dict(signed)))

    def _statement(self, uow: UnitOfWork, extent: Extent) -> bytes:
        vault_id, uscc = self._session.vault_id, uow.firm.get().uscc
        return ending_hash(vault_id, uscc, extent.destroyed, extent.transferred, extent.ledger_root)

    def _last_words(self) -> tuple[EndingEvidence, FirmKey, DocumentKey]:
        """The evidence but for what is weighed at the very end, with the log's last event and checkpoint."""
        session = self._session
        now = session.clock.now()
        with session.write() as uow:
            extent, signatures = uow.endings.extent(), uow.endings.signatures()
            previous = next((one for one, _ in reversed(uow.audit.checkpoints())), None)
            uow.audit.append("vault.end", session.vault_id, {}, session.operator.name, now)
            proof = consistency_proof(uow.audit.hashes(), previous.size) if previous else []
            copies = [found_again(copy) for copy in uow.copies.all()]
            key, signing = uow.firm.key(), document_key(uow, now)
            evidence = EndingEvidence(
                id=secrets.token_hex(16),
                number=uow.documents.next_number(PREFIX, session.clock.today().year),
                issued_at=now,
                vault_id=session.vault_id,
                firm=uow.firm.get(),
                ending_hash=self._statement(uow, extent).hex(),
                records_destroyed=extent.destroyed,
                records_transferred=extent.transferred,
                ledger_root=extent.ledger_root,
                method=METHOD,
                files=0,
                bytes=0,
                slots=len(session.header.slots),
                documents=tuple(one.fact for one in uow.documents.all()),
                surviving_copies=tuple(
                    SurvivingCopy(one.kind, one.file, one.made_at, one.records, one.expires_on, one.status)
                    for one in copies
                    if one.status not in GONE
                ),
                signatures=tuple(signed_by(one) for one in signatures),
                one_person=len({one.operator for one in signatures}) < len(signatures),
                program_version=session.program_version,
                checkpoint=sign_checkpoint(uow, session),
                firm_key=fingerprint(key.public_der),
                previous=previous,
                consistency=tuple(part.hex() for part in proof),
                page_signer=page_signer(uow, now),
            )
            uow.commit()
        return evidence, key, signing


def undo_end(session: Session) -> None:
    """At opening: what an end that was not begun left behind goes."""
    if not session.read_only:
        ending.undo(VaultFolder(session.folder.path))
