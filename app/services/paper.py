"""The register of paper files: entered, corrected, taken out again, and labelled."""

import secrets
from dataclasses import replace
from pathlib import Path

from app.domain.documents import Renderer
from app.domain.paper import LONGEST, LabelEvidence, PaperEntry, PaperFile, fault
from app.domain.permissions import Action, may
from app.errors import UserError
from app.services.attachments import owner_of
from app.services.deliveries import delivered, require_free
from app.services.masking import masked_name
from app.services.session import Session
from app.storage.attachments import Attachment
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import write_parts


class PaperService:
    """One entry is one unit of work. Whoever sees records masked sees the customers' names here masked too."""

    def __init__(self, session: Session, renderer: Renderer | None) -> None:
        self._session = session
        self._renderer = renderer

    def all(self) -> tuple[PaperFile, ...]:
        """The register, by place, box and volume."""
        session = self._session
        session.require(Action.READ)
        masked = not may(session.operator.role, Action.LOOK_UP, one_person=session.is_one_person())
        with session.read() as uow:
            return tuple(_shown(uow, one, masked=masked) for one in uow.attachments.papers())

    def add(self, entry: PaperEntry) -> PaperFile:
        """Enter a paper file. Raises UserError ("paper-…", "record-not-found", "customer-not-found")."""
        self._session.require(Action.ATTACH)
        _require_sound(entry)
        blank = Attachment(
            uid=secrets.token_bytes(16), customer_id=None, record_id=None, name="", media_type="", size=0, sha256="",
            blob=None, key=None, pages=None, text_found="", paper_location="",
            added_at=self._session.clock.now(), added_by=self._session.operator.name,
        )  # fmt: skip
        with self._session.write() as uow:
            made = _filled(uow, blank, entry)
            uow.attachments.add(made)
            return self._done(uow, "paper.add", made)

    def change(self, paper_id: str, entry: PaperEntry) -> PaperFile:
        """Correct an entry; what it said before is not kept. Raises as `add`, and UserError("paper-not-found")."""
        self._session.require(Action.ATTACH)
        _require_sound(entry)
        with self._session.write() as uow:
            made = _filled(uow, _found(uow, paper_id), entry)
            uow.attachments.change_paper(made)
            return self._done(uow, "paper.change", made)

    def remove(self, paper_id: str) -> None:
        """Take an entry out that was a mistake; paper that is destroyed goes by an order.

        Raises UserError("paper-not-found").
        """
        self._session.require(Action.ATTACH)
        with self._session.write() as uow:
            gone = _found(uow, paper_id)
            uow.attachments.remove_paper(gone.uid)
            self._done(uow, "paper.remove", gone)

    def labels(self, out: Path, *, paper_ids: tuple[str, ...] = (), language: str = "zh") -> int:
        """Write labels to print and stick on, for these files or all, as a PDF; how many.

        Raises UserError ("paper-none", "paper-not-found", "bad-suffix", "target-exists").
        """
        self._session.require(Action.ATTACH)
        if self._renderer is None:
            raise RuntimeError("labels need the renderer")
        if out.suffix.lower() != ".pdf":
            raise UserError("bad-suffix", file=out.name, suffixes=".pdf")
        out = out.absolute()
        require_free(out)
        with self._session.read() as uow:
            wanted = [_found(uow, one) for one in paper_ids] or list(uow.attachments.papers())
            files = tuple(_shown(uow, one, masked=True) for one in wanted)
        if not files:
            raise UserError("paper-none")
        session = self._session
        shown = LabelEvidence(session.firm.name, files, session.clock.now(), session.program_version)
        content = self._renderer.labels(shown, language)
        with delivered(self._session, out) as (delivery,), self._session.write() as uow:
            write_parts(delivery.staging, [content])
            uow.deliveries.owe(delivery, out)
            operator, now = self._session.operator.name, self._session.clock.now()
            uow.audit.append("paper.labels", "", {"files": len(files)}, operator, now)
            uow.commit()
        return len(files)

    def _done(self, uow: UnitOfWork, action: str, paper: Attachment) -> PaperFile:
        uow.audit.append(action, paper.uid.hex(), {}, self._session.operator.name, self._session.clock.now())
        shown = _shown(uow, paper, masked=False)
        uow.commit()
        return shown


def _require_sound(entry: PaperEntry) -> None:
    wrong = fault(entry)
    if wrong is not None:
        raise UserError(wrong[1], field=wrong[0], longest=LONGEST)


def _found(uow: UnitOfWork, paper_id: str) -> Attachment:
    try:
        one = uow.attachments.find(bytes.fromhex(paper_id))
    except ValueError:
        one = None
    if one is None or one.blob is not None:
        raise UserError("paper-not-found", paper=paper_id)
    return one


def _filled(uow: UnitOfWork, paper: Attachment, entry: PaperEntry) -> Attachment:
    customer_id, record_id = owner_of(uow, entry.customer, entry.record)
    return replace(
        paper, customer_id=customer_id, record_id=record_id, name=entry.title.strip(), pages=entry.pages,
        paper_location=entry.place.strip(), box=entry.box.strip(), volume=entry.volume.strip(),
        period_from=entry.period_from, period_to=entry.period_to,
    )  # fmt: skip


def _shown(uow: UnitOfWork, paper: Attachment, *, masked: bool) -> PaperFile:
    customer, record = uow.attachments.owner(paper)
    name = uow.attachments.owner_name(paper)
    entry = PaperEntry(
        paper.paper_location, paper.name, paper.box, paper.volume, paper.pages, paper.period_from, paper.period_to,
        customer, record,
    )  # fmt: skip
    shown = masked_name(name) if masked else name
    return PaperFile(paper.uid.hex(), entry, shown, paper.added_at.isoformat(), paper.added_by)
