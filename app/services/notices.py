"""Notices to customers: prepared as letters, posters and texts, published, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from app.detect.children import is_under_14
from app.domain.audit import Detail
from app.domain.documents import Renderer
from app.domain.notice_texts import unsaid
from app.domain.notices import (
    DUTIES,
    Addressee,
    Counts,
    NoticeFacts,
    Particulars,
    Period,
    checked_text,
    given_on,
    period_of,
)
from app.domain.permissions import Action
from app.domain.records import PERSONAL, RecordQuery
from app.domain.slips import SlipRecord, slips_of
from app.domain.words import Kind, NoticeKind, PiType, State
from app.errors import Refused, UserError
from app.jobs import Progress
from app.services.calendar import PublishedCalendar
from app.services.deliveries import delivered, require_free
from app.services.firm_papers import with_papers
from app.services.notice_files import NAMING, POSTER_A4, NoticeFiles, names
from app.services.own_certificates import document_key
from app.services.planning import PlanningService
from app.services.session import Session
from app.storage.copies import EXISTS, OutsideCopy
from app.storage.documents import StoredDocument
from app.storage.notices import Letter, Recipient, StoredNotice
from app.storage.replies import Objection, StoredProof
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import output_folder, reached

PUBLIC_NOTICE = "public-notice"
COPY = "letters"


@dataclass(frozen=True, slots=True)
class NoticeStatus:
    """Where a notice stands. `period` is None until it is published; `given_on` the day everybody counts as told."""

    notice: str
    kind: NoticeKind
    particulars: Particulars
    prepared_on: date
    prepared_by: str
    period: Period | None
    entered_later: bool
    counts: Counts
    given_on: date | None
    unsaid: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def result(self) -> dict[str, object]:
        """The JSON object of the notice commands."""
        period, counts = self.period, self.counts
        return {
            "notice": self.notice,
            "kind": self.kind,
            "letters": counts.letters,
            "public_from": period.public_from if period else None,
            "public_until": period.public_until if period else None,
            "gate_opens_on": period.opens_on if period else None,
            "provisional": period.provisional if period else False,
            "entered_later": self.entered_later,
            "delivered": counts.delivered,
            "undeliverable": counts.returned,
            "open": counts.open,
            "consents": counts.consented,
            "refusals": counts.refused,
            "objections": counts.objections,
            "given_on": self.given_on,
            "recipient": self.particulars.recipient,
            "general_words": list(self.unsaid),
            "files": list(self.files),
        }


class NoticeService:
    """Prepares and publishes notices, and tells of them; what customers answer is app/services/notice_replies.py."""

    def __init__(
        self,
        session: Session,
        planning: PlanningService,
        renderer: Renderer | None,
    ) -> None:
        self._session = session
        self._planning = planning
        self._renderer = renderer
        self._calendar = PublishedCalendar()

    def prepare(
        self,
        kind: NoticeKind,
        said: Particulars,
        out: Path,
        *,
        record_ids: Sequence[int] | None = None,
        order: str | None = None,
        language: str = "zh",
        progress: Progress | None = None,
    ) -> NoticeStatus:
        """Write the letters, posters and texts of a notice into the folder `out`, and keep to whom they go.

        About these records, or those of a destruction order; by default about what the kind concerns: for a
        destruction the records that are due, where there are any, else all with personal information that are not
        handed over. The letters hold personal data in the clear: they are listed as a copy and logged.
        Raises UserError ("notice-text-…", "order-not-found", "target-exists", "not-a-folder"),
        Refused("nobody-to-tell"), Cancelled.
        """
        session = self._session
        session.require(Action.NOTICE)
        said = _checked(said)
        if self._renderer is None:
            raise RuntimeError("letters need the renderer")
        progress = progress or Progress()
        out = output_folder(out)
        chosen = record_ids if record_ids is not None or order else self._concerned(kind)
        with session.read() as uow:
            number = uow.notices.next_number(session.clock.today().year)
        targets = tuple(out / name for name in names(number, language))
        for target in targets:
            require_free(target)
        with delivered(session, *targets) as staged, session.write() as uow:
            self._choose(uow, chosen, order)
            facts, to, recipients = self._evidence(uow, kind, said, number)
            facts = with_papers(facts, uow.firm_papers.letterhead(), uow.firm_papers.notice(kind, language))
            signing = document_key(uow, facts.prepared_at)
            posters = [self._renderer.poster(facts, paper, language, signing) for paper in ("A4", "A3")]
            NoticeFiles(self._renderer, facts, to, language, signing).write(staged, posters, progress)
            reached("notice.written")
            self._enter(uow, facts, recipients, targets, language, posters[0])
            for one, target in zip(staged, targets, strict=True):
                uow.deliveries.owe(one, target)
            progress.cancel.close()
            uow.commit()
        reached("notice.placed")
        return self.status(number, unsaid=unsaid(facts), files=tuple(map(str, targets)))

    def publish(self, number: str, on: date) -> NoticeStatus:
        """Say that the public notice went up on a day; a day that is over is taken, and logged as entered later.

        The same day again is answered the same. Raises UserError ("notice-not-found", "notice-published-ahead"),
        Refused("notice-published-already").
        """
        session = self._session
        session.require(Action.NOTICE)
        today, now = session.clock.today(), session.clock.now()
        if on > today:
            raise UserError("notice-published-ahead", on=on.isoformat())
        with session.write() as uow:
            notice = found_notice(uow, number)
            if notice.published_on not in (None, on):
                assert notice.published_on is not None
                raise Refused("notice-published-already", notice=number, on=notice.published_on.isoformat())
            if notice.published_on is None:
                uow.notices.publish(notice.id, on, now, session.operator.name)
                detail: Detail = {"kind": notice.kind, "on": on.isoformat(), "entered_later": on < today}
                uow.audit.append("notice.publish", number, detail, session.operator.name, now)
                uow.commit()
        return self.status(number)

    def status(self, number: str, *, unsaid: tuple[str, ...] = (), files: tuple[str, ...] = ()) -> NoticeStatus:
        """Where a notice stands; UserError("notice-not-found")."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return self._status(uow, found_notice(uow, number), unsaid, files)

    def all(self) -> tuple[NoticeStatus, ...]:
        """All notices, oldest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return tuple(self._status(uow, notice) for notice in uow.notices.all())

    def contact_of(self, recipient: str) -> str:
        """How the last notice says that this recipient is reached, "" where none names it."""
        with self._session.read() as uow:
            said = (one.particulars for one in reversed(uow.notices.all()))
            return next((one.contact for one in said if one.recipient == " ".join(recipient.split())), "")

    def letters(self, number: str) -> tuple[Letter, ...]:
        """The letters of a notice by number, with the customers' names."""
        self._session.require(Action.LOOK_UP)
        with self._session.read() as uow:
            return tuple(uow.notices.letters(found_notice(uow, number).id))

    def replies(self, number: str) -> tuple[tuple[Objection, ...], tuple[StoredProof, ...]]:
        """What came in against a notice, and the proof files that are kept of it."""
        self._session.require(Action.LOOK_UP)
        with self._session.read() as uow:
            notice = found_notice(uow, number)
            return uow.replies.objections(notice.id), uow.replies.proofs(notice.id)

    def _concerned(self, kind: NoticeKind) -> Sequence[int] | None:
        due = self._planning.due() if kind is NoticeKind.DESTRUCTION else ()
        return due or None

    def _choose(self, uow: UnitOfWork, chosen: Sequence[int] | None, order: str | None) -> None:
        if order is not None:
            found = uow.orders.find(order)
            if found is None:
                raise UserError("order-not-found", order=order)
            uow.selection.choose_listed(found.id)
        elif chosen is not None:
            uow.selection.choose(chosen)
        else:
            gone = set(uow.records.ids(RecordQuery(state=State.TRANSFERRED)))
            uow.selection.choose(one for one in uow.records.ids(RecordQuery()) if one not in gone)

    def _evidence(
        self, uow: UnitOfWork, kind: NoticeKind, said: Particulars, number: str
    ) -> tuple[NoticeFacts, list[Addressee], list[Recipient]]:
        recipients = uow.notices.recipients()
        if not recipients:
            raise Refused("nobody-to-tell")
        types = {sheet: self._types(uow, sheet) for sheet in {one for who in recipients for one in who.sheets}}
        slips = self._slips(uow) if kind is NoticeKind.DESTRUCTION else {}
        today = self._session.clock.today()
        to = [
            _addressee(at, one, types, slips.get(one.id, ()), today, self._session.vault_id)
            for at, one in enumerate(recipients, start=1)
        ]
        kinds = {one for who in recipients for one in who.kinds}
        found = frozenset[PiType]().union(*types.values())
        facts = NoticeFacts(
            number=number,
            kind=kind,
            firm=uow.firm.get(),
            particulars=said,
            prepared_at=self._session.clock.now(),
            types=tuple(one for one in PiType if one in found),
            kinds=tuple(one for one in Kind if one in kinds),
            basis=self._session.pack.duty(DUTIES[kind]),
            sensitive=uow.notices.are_sensitive(),
            minors=any(one.is_child for one in to),
            letters=len(to),
            program_version=self._session.program_version,
        )
        return facts, to, recipients

    def _types(self, uow: UnitOfWork, sheet: int) -> frozenset[PiType]:
        return frozenset(one.type for one in uow.batches.sheet(sheet).plan.columns if one.type in PERSONAL)

    def _slips(self, uow: UnitOfWork) -> dict[int | None, list[SlipRecord]]:
        return uow.slips.of_records(chosen.id for chosen in uow.selection.rows())

    def _enter(
        self,
        uow: UnitOfWork,
        facts: NoticeFacts,
        recipients: Sequence[Recipient],
        targets: Sequence[Path],
        language: str,
        poster: bytes,
    ) -> None:
        session, now = self._session, facts.prepared_at
        stored = StoredNotice(0, facts.number, facts.kind, facts.particulars, now, session.operator.name, None, None)
        uow.notices.add(stored, (one.id for one in recipients))
        uids = uow.notices.chosen_uids()
        for target in (targets[one] for one in NAMING):
            uow.copies.add(
                OutsideCopy(
                    id=0, kind=COPY, file=target.name, made_at=now, made_by=session.operator.name, sha256="",
                    records=len(uids), masked=False, expires_on=None, status=EXISTS, last_record=None,
                    folder=str(target.parent),
                ),
                uids,
            )  # fmt: skip
        document = StoredDocument(
            id=token_hex(16), number=facts.number, kind=PUBLIC_NOTICE, issued_at=now,
            file_name=targets[POSTER_A4].name, sha256=sha256(poster).hexdigest(), language=language,
            media_type="application/pdf",
        )  # fmt: skip
        uow.documents.add(document, poster)
        detail: Detail = {"kind": facts.kind, "letters": facts.letters, "records": len(uids)}
        uow.audit.append("notice.prepare", facts.number, detail, session.operator.name, now)

    def _status(
        self, uow: UnitOfWork, notice: StoredNotice, unsaid: tuple[str, ...] = (), files: tuple[str, ...] = ()
    ) -> NoticeStatus:
        counts = uow.notices.counts(notice.id)
        published = notice.published_on
        entered = notice.published_at.astimezone().date() if notice.published_at else None
        return NoticeStatus(
            notice=notice.number,
            kind=notice.kind,
            particulars=notice.particulars,
            prepared_on=notice.prepared_at.astimezone().date(),
            prepared_by=notice.prepared_by,
            period=period_of(notice.kind, published, self._calendar) if published else None,
            entered_later=bool(published and entered and published < entered),
            counts=counts,
            given_on=given_on(published, counts.letters, uow.notices.delivery_days(notice.id)),
            unsaid=unsaid,
            files=files,
        )


def found_notice(uow: UnitOfWork, number: str) -> StoredNotice:
    """The notice of this number; UserError("notice-not-found")."""
    found = uow.notices.find(number)
    if found is None:
        raise UserError("notice-not-found", notice=number)
    return found


def _checked(said: Particulars) -> Particulars:
    return Particulars(
        recipient=checked_text("--recipient", said.recipient, needed=True),
        contact=checked_text("--contact", said.contact, needed=True),
        purpose=checked_text("--purpose", said.purpose),
        processing=checked_text("--processing", said.processing),
        cause=checked_text("--cause", said.cause),
        harm=checked_text("--harm", said.harm),
        measures=checked_text("--measures", said.measures),
        advice=checked_text("--advice", said.advice),
        ends_on=said.ends_on,
    )


def _addressee(
    number: int,
    one: Recipient,
    types: dict[int, frozenset[PiType]],
    records: Sequence[SlipRecord],
    today: date,
    vault_id: str,
) -> Addressee:
    found = frozenset[PiType]().union(*(types[sheet] for sheet in one.sheets))
    born = date.fromisoformat(one.birth_date) if one.birth_date else None
    return Addressee(
        number=number,
        customer=one.uid,
        name=one.name or one.org,
        address=one.address,
        phone=one.phone,
        email=one.email,
        code=one.code,
        records=one.records,
        types=tuple(kind for kind in PiType if kind in found),
        kinds=one.kinds,
        slips=slips_of(vault_id, records),
        is_child=born is not None and is_under_14(born, today),
    )
