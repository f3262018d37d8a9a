"""Archiving: records that must be kept go into one sealed package, with a certificate; in the vault they are marked."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.audit import Detail
from app.domain.decisions import decide
from app.domain.documents import Renderer
from app.domain.evidence import ArchiveEvidence
from app.domain.permissions import Action
from app.domain.records import RecordQuery
from app.domain.retention import Decision, Facts, Reason
from app.domain.words import Disposition, Kind, State
from app.errors import Refused
from app.jobs import Progress
from app.services.audit import sign_checkpoint
from app.services.certification import ARCHIVE, archive_attachments
from app.services.deliveries import delivered, require_free
from app.services.issuing import Issued, file_name_of, keep_certificate
from app.services.own_certificates import document_key, page_signer
from app.services.packing import Chosen, Packing, read_back
from app.services.sealing import PACKAGE, Sealed
from app.services.session import Session
from app.storage.copies import EXISTS, OutsideCopy
from app.storage.deliveries import Delivery
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import output_folder, reached
from app.vault.signing import fingerprint

PREFIX = "GDZ"
_MARKED = {Disposition.ARCHIVE: State.ARCHIVED, Disposition.RESTRICT: State.RESTRICTED}
_DONE = {State.ARCHIVED, State.RESTRICTED, State.TRANSFERRED}
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Records that were asked for and are not archived, and why."""

    reason: Reason
    records: int


@dataclass(frozen=True, slots=True)
class Archived:
    """A package that was written and read back, and its certificate."""

    package: str
    records: int
    certificate: Issued
    left_out: tuple[LeftOut, ...]


class ArchiveService:
    """Writes archive packages."""

    def __init__(self, session: Session, renderer: Renderer | None) -> None:
        self._session = session
        self._renderer = renderer

    def write(
        self,
        out: Path,
        *,
        record_ids: Sequence[int] | None = None,
        search: str | None = None,
        kind: Kind | None = None,
        language: str = "zh",
        progress: Progress | None = None,
    ) -> Archived:
        """Archive the records asked for, by default all, whose decision today says archive or restrict.

        The package and its certificate are in `out` when this returns, and the records are marked. What is archived
        already, held, undecided or due for destruction is left out.
        Raises Refused("nothing-to-archive"), UserError ("target-exists", "not-a-folder"), EnvironmentProblem,
        Cancelled.
        """
        self._session.require(Action.ARCHIVE)
        if self._renderer is None:
            raise RuntimeError("archiving needs the renderer")
        progress = progress or Progress()
        out = output_folder(out)
        with self._session.read() as uow:
            ids = record_ids if record_ids is not None else uow.records.ids(RecordQuery(search=search or "", kind=kind))
        with delivered(self._session, out / "package", out / "certificate") as deliveries:
            archived = self._archive(ids, out, deliveries, language, progress)
        reached("archive.placed")
        return archived

    def _archive(
        self, ids: Sequence[int], out: Path, deliveries: tuple[Delivery, ...], language: str, progress: Progress
    ) -> Archived:
        package, paper = deliveries
        with self._session.write() as uow:
            chosen, left_out = self._choose(uow, ids)
            if not chosen.decisions:
                raise Refused("nothing-to-archive", records=len(ids))
            number = uow.documents.next_number(PREFIX, self._session.clock.today().year)
            firm = file_name_of(uow.firm.get().name)
            targets = out / f"{firm}-{number}.qdpkg", out / f"{firm}-{number}.pdf"
            for target in targets:
                require_free(target)
            packing = Packing(self._session, uow, chosen, number, language)
            sealed = packing.seal(package.staging, progress)
            reached("archive.sealed")
            read_back(package.staging, sealed, progress)
            reached("archive.verified")
            self._mark(uow, chosen, number, targets[0], sealed)
            evidence = self._evidence(uow, chosen, packing, number, targets[0].name, sealed)
            issued = self._issue(uow, evidence, paper.staging, targets[1], language)
            uow.deliveries.owe(package, targets[0])
            uow.deliveries.owe(paper, targets[1])
            progress.cancel.close()
            uow.commit()
        reached("archive.committed")
        return Archived(str(targets[0]), len(chosen.decisions), issued, left_out)

    def _choose(self, uow: UnitOfWork, ids: Sequence[int]) -> tuple[Chosen, tuple[LeftOut, ...]]:
        """The records whose decision says archive or restrict; equal facts are decided once."""
        firm, today, pack = uow.firm.get(), self._session.clock.today(), self._session.pack
        known: dict[Facts, Decision] = {}
        chosen = Chosen()
        left_out: Counter[Reason] = Counter()
        for start in range(0, len(ids), _AT_ONCE):
            for line in uow.records.lines(ids[start : start + _AT_ONCE]):
                decision = known.get(line.facts)
                if decision is None:
                    decision = known.setdefault(line.facts, decide(line.facts, firm, today, pack))
                if line.facts.state in _DONE:
                    left_out[Reason("already-archived")] += 1
                elif decision.disposition not in _MARKED:
                    left_out[decision.reasons[0]] += 1
                else:
                    chosen.take(line, decision)
        return chosen, tuple(LeftOut(reason, count) for reason, count in left_out.most_common())

    def _mark(self, uow: UnitOfWork, chosen: Chosen, number: str, package: Path, sealed: Sealed) -> None:
        session, now = self._session, self._session.clock.now()
        uow.archives.mark((one, _MARKED[decision.disposition]) for one, decision in chosen.decisions.items())
        uow.copies.add(
            OutsideCopy(
                id=0, kind=PACKAGE, file=package.name, made_at=now, made_by=session.operator.name,
                sha256=sealed.written.sha256, records=len(chosen.decisions), masked=False, expires_on=None,
                status=EXISTS, last_record=None, folder=str(package.parent),
            ),
            chosen.uids,
        )  # fmt: skip
        detail: Detail = {"records": len(chosen.decisions), "sha256": sealed.written.sha256}
        uow.audit.append("archive.write", number, detail, session.operator.name, now)

    def _evidence(
        self, uow: UnitOfWork, chosen: Chosen, packing: Packing, number: str, name: str, sealed: Sealed
    ) -> ArchiveEvidence:
        session = self._session
        return ArchiveEvidence(
            id=secrets.token_hex(16),
            number=number,
            issued_at=session.clock.now(),
            vault_id=session.vault_id,
            firm=uow.firm.get(),
            package=name,
            package_sha256=sealed.written.sha256,
            package_bytes=sealed.written.bytes,
            records=len(chosen.decisions),
            customers=len(chosen.customers),
            attachments=packing.attachments,
            groups=chosen.groups(),
            made_by=session.operator.name,
            pack_version=session.pack.version,
            program_version=session.program_version,
            checkpoint=sign_checkpoint(uow, session),
            firm_key=fingerprint(uow.firm.key().public_der),
            page_signer=page_signer(uow, session.clock.now()),
        )

    def _issue(self, uow: UnitOfWork, evidence: ArchiveEvidence, staging: Path, target: Path, language: str) -> Issued:
        assert self._renderer is not None
        key = uow.firm.key()
        attachments = archive_attachments(evidence, key.private_der)
        signing = document_key(uow, evidence.issued_at)
        pdf = self._renderer.archive_certificate(evidence, attachments, language, signing)
        return keep_certificate(uow, evidence, ARCHIVE, pdf, staging=staging, target=target, language=language)
