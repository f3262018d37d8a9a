"""The certificate of a destruction: issued from what was measured and is stored in the vault, never from a wish."""

import secrets
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.domain.appraisals import HANDLERS
from app.domain.audit import Detail, consistency_proof
from app.domain.capacities import GoneCopy, Opinion
from app.domain.documents import Renderer
from app.domain.evidence import DestroyedGroup, DestructionEvidence, Residue, SignedBy, SurvivingCopy
from app.domain.orders import GONE, METHOD, Order, commitment_root, require_move
from app.domain.retention import Basis
from app.domain.words import Kind, OrderState, Sensitivity
from app.services.audit import sign_checkpoint
from app.services.certification import DESTRUCTION, destruction_attachments
from app.services.deliveries import delivered
from app.services.documents import DocumentService
from app.services.issuing import Issued, file_name_of, keep_certificate
from app.services.order_lists import held_back_of
from app.services.order_papers import OrderPapers
from app.services.order_signatures import signed_by
from app.services.own_certificates import document_key, page_signer
from app.services.session import Session
from app.storage.copies import OutsideCopy
from app.storage.unit_of_work import UnitOfWork
from app.vault import generations
from app.vault.disk import output_folder, reached
from app.vault.signing import fingerprint

PREFIX = "XHZ"


class Certifier:
    """Issues the one certificate of an executed order, and finds it again."""

    def __init__(self, session: Session, renderer: Renderer) -> None:
        self._session = session
        self._renderer = renderer

    def issue(self, number: str, out: Path, language: str) -> Issued:
        """Issue the certificate of a verified order into this folder; the order is certified with it, or nothing is.

        Raises EnvironmentProblem; the same call then does it.
        """
        session = self._session
        out = output_folder(out)
        # An old generation whose file was held when it was to go, goes now; while it stays nothing is certified.
        generations.settle(session.folder, session.header)
        with delivered(session, out / "certificate") as (paper,):
            with session.write() as uow:
                order = uow.orders.find(number)
                assert order is not None
                require_move(order, OrderState.CERTIFIED)
                evidence = self._evidence(uow, order)
                pdf = self._pdf(uow, evidence, language)
                target = _unused(out / f"{file_name_of(evidence.firm.name)}-{evidence.number}.pdf")
                issued = keep_certificate(
                    uow, evidence, DESTRUCTION, pdf, staging=paper.staging, target=target, language=language
                )
                reached("certificate.written")
                _certify(uow, order, issued)
                uow.deliveries.owe(paper, target)
                uow.commit()
            reached("certificate.committed")
        return issued

    def again(self, document_id: str, out: Path) -> Issued:
        """The certificate that was issued; written into this folder where it does not lie there."""
        found = DocumentService(self._session).export(document_id, out)
        return Issued(found.id, found.number, found.kind, found.file, found.sha256)

    def _evidence(self, uow: UnitOfWork, order: Order) -> DestructionEvidence:
        session, figures = self._session, uow.orders.figures(order.id)
        now = session.clock.now()
        number = uow.documents.next_number(PREFIX, session.clock.today().year)
        signatures = tuple(signed_by(one) for one in uow.orders.signatures(order.id))
        papers = OrderPapers(session, uow)
        opinions, supervisors = papers.opinions(order), papers.supervisors(order)
        paper = uow.appraisals.paper(order.id)
        ledger = uow.ledger.order(order.number)
        # Nothing but this generation's file may lie there: with it alone the old key was tried.
        alone = set(session.folder.database_files().values()) == {session.generation}
        detail: Detail = {"order": order.number, "records": order.records}
        uow.audit.append("certificate.issue", number, detail, session.operator.name, now)
        previous = next((one for one, _ in reversed(uow.audit.checkpoints())), None)
        proof = consistency_proof(uow.audit.hashes(), previous.size) if previous else []
        assert order.executed_at is not None
        assert order.result is not None
        return DestructionEvidence(
            id=secrets.token_hex(16),
            number=number,
            issued_at=now,
            vault_id=session.vault_id,
            firm=uow.firm.get(),
            order=order.number,
            order_hash=order.hash.hex(),
            prepared_by=order.prepared_by,
            prepared_at=order.prepared_at,
            executed_at=order.executed_at,
            pack_version=order.pack_version,
            program_version=session.program_version,
            records=order.records,
            customers=figures["customers"],
            attachments=figures["attachments"],
            groups=tuple(group_of(one) for one in figures["groups"]),
            held_back=held_back_of(figures["held_back"]),
            method=METHOD,
            result=order.result,
            residue=Residue(**figures["residue"]),
            old_key_refused=bool(figures["old_key_refused"]) and alone,
            surviving_copies=surviving_copies(uow, figures),
            signatures=signatures,
            one_person=_is_several_roles(signatures, opinions),
            checkpoint=sign_checkpoint(uow, session),
            merkle_root=commitment_root(ledger.commitments).hex(),
            firm_key=fingerprint(uow.firm.key().public_der),
            previous=previous,
            consistency=tuple(part.hex() for part in proof),
            opinions=opinions,
            supervisors=supervisors,
            paper=paper,
            paper_left=0 if paper else figures.get("paper_left", 0),
            copies_gone=gone_copies(uow, figures),
            page_signer=page_signer(uow, now),
        )

    def _pdf(self, uow: UnitOfWork, evidence: DestructionEvidence, language: str) -> bytes:
        key = uow.firm.key()
        attachments = destruction_attachments(evidence, uow.ledger.order(evidence.order), key.private_der)
        signing = document_key(uow, evidence.issued_at)
        return self._renderer.destruction_certificate(evidence, attachments, language, signing)


def _is_several_roles(signatures: tuple[SignedBy, ...], opinions: tuple[Opinion, ...]) -> bool:
    """Whether one person stands in several roles, or appraised as head and as handler."""
    roles = {(one.operator, str(one.role)) for one in signatures}
    ranks = {(one.operator, one.capacity in HANDLERS) for one in opinions}
    return any(len({name for name, _ in pairs}) < len(pairs) for pairs in (roles, ranks))


def surviving_copies(uow: UnitOfWork, figures: dict[str, Any]) -> tuple[SurvivingCopy, ...]:
    """The copies that hold the order's records and are not proved to be gone by now."""
    return tuple(
        SurvivingCopy(copy.kind, copy.file, copy.made_at, records, copy.expires_on, status)
        for copy, records, status in _copies(uow, figures)
        if status not in GONE
    )


def gone_copies(uow: UnitOfWork, figures: dict[str, Any]) -> tuple[GoneCopy, ...]:
    """The copies that held them and are proved gone, with what proves it."""
    proofs = uow.copies.proofs()
    found = []
    for copy, records, status in _copies(uow, figures):
        if status in GONE and copy.id in proofs:
            on, how, proof = proofs[copy.id]
            found.append(GoneCopy(copy.kind, copy.file, records, status, on, how, proof))
    return tuple(found)


def _copies(uow: UnitOfWork, figures: dict[str, Any]) -> list[tuple[OutsideCopy, int, str]]:
    """The copies as they stood at execution, and those that were proved gone since."""
    known = {copy.id: copy for copy in uow.copies.all()}
    return [
        (known[one["id"]], one["records"], now if (now := known[one["id"]].status) in GONE else one["status"])
        for one in figures["copies"]
    ]


def _certify(uow: UnitOfWork, order: Order, issued: Issued) -> None:
    uow.orders.put_figures(order.id, uow.orders.figures(order.id) | {"certificate": issued.id})
    uow.orders.save(replace(order, state=OrderState.CERTIFIED))


def group_of(stored: dict[str, Any]) -> DestroyedGroup:
    """A group out of an order's stored figures."""
    return DestroyedGroup(
        Kind(stored["kind"]),
        Sensitivity(stored["sensitivity"]),
        stored["rule"],
        tuple(Basis(one["law"], one["article"]) for one in stored["basis"]),
        stored["records"],
        stored["first_year"],
        stored["last_year"],
    )


def _unused(target: Path) -> Path:
    """The target, or with a number after its name where something else lies there: nothing is overwritten."""
    number, free = 1, target
    while free.exists():
        number += 1
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return free
