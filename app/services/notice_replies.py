"""What comes of a notice: letters delivered or returned, receipt lists read in, consents, objections, proof files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from app.domain.audit import Detail
from app.domain.notices import Consent, Method, checked_text, letter_number
from app.domain.permissions import Action
from app.domain.records import RecordQuery
from app.domain.words import NoticeKind
from app.errors import Refused, UserError
from app.formats.table_files import open_table_file
from app.services.notices import NoticeService, NoticeStatus, found_notice
from app.services.proof_files import ProofFile, sealed_proof
from app.services.receipt_lists import ListedReply, read_receipts
from app.services.session import Session
from app.storage.notices import StoredNotice
from app.storage.replies import LetterKey
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import disk_errors


@dataclass(frozen=True, slots=True)
class Received:
    """What a receipt list told: rows that were entered, and those that fit no letter, by their row numbers."""

    status: NoticeStatus
    entered: int
    unknown_rows: tuple[int, ...]


class ReplyService:
    """Enters what customers answered; every entry is one unit of work."""

    def __init__(self, session: Session, notices: NoticeService) -> None:
        self._session = session
        self._notices = notices

    def delivered(
        self,
        number: str,
        method: Method,
        on: date,
        *,
        customers: Sequence[str] = (),
        evidence: Path | None = None,
    ) -> NoticeStatus:
        """Say how letters fared: those of these customers (id, own number or letter number), else all that are open.

        What was returned is told by the public notice. A proof file is kept sealed with the letters that it shows.
        Raises UserError ("notice-not-found", "letter-not-found", "file-not-found", "notice-day-ahead"),
        Refused("nothing-to-deliver").
        """
        self._require_past(on)
        with sealed_proof(self._session, evidence) as proof, self._session.write() as uow:
            notice = found_notice(uow, number)
            chosen = [key.letter for key in self._keys(uow, notice, customers)]
            letters = chosen or uow.replies.open_letters(notice.id)
            if not letters:
                raise Refused("nothing-to-deliver", notice=number)
            self._deliver(uow, [(letter, method, on) for letter in letters])
            detail: Detail = {"letters": len(letters), "method": method, "on": on.isoformat()}
            self._log(uow, "notice.deliver", notice, {**detail, "entered_later": on < self._session.clock.today()})
            self._prove(uow, notice, "delivery", proof, letters)
            uow.commit()
        return self._notices.status(number)

    def received(self, number: str, path: Path) -> Received:
        """Read a receipt list: letter, customer id, number, phone or name, with method or status, day and consent.

        The file itself is not kept; its hash is logged. Rows that fit no letter are told, and change nothing.
        Raises UserError("notice-day-ahead"), Damaged ("receipts-unreadable", or where the file can't be read).
        """
        self._session.require(Action.NOTICE)
        with open_table_file(path) as table:
            replies = read_receipts(table, path.name)
        with disk_errors(path), path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        for reply in replies:
            self._require_past(reply.on)
        with self._session.write() as uow:
            notice = found_notice(uow, number)
            known = _Known(notice.number, uow.replies.letter_keys(notice.id))
            found = [(known.find(reply.names), reply) for reply in replies]
            fitting = [(key.letter, reply) for key, reply in found if key is not None]
            unknown = tuple(reply.row for key, reply in found if key is None)
            self._enter(uow, notice, fitting)
            detail: Detail = {"rows": len(fitting), "unknown": len(unknown), "sha256": digest}
            self._log(uow, "notice.receipts", notice, detail)
            uow.commit()
        return Received(self._notices.status(number), len(fitting), unknown)

    def consented(
        self, number: str, consent: Consent, on: date, *, customers: Sequence[str], evidence: Path | None = None
    ) -> NoticeStatus:
        """Say what customers answered to a provision (PIPL 23): a yes, or a no which also takes a yes back.

        Raises UserError ("notice-not-found", "letter-not-found", "nobody-named"), Refused("notice-asks-no-consent").
        """
        self._require_past(on)
        if not customers:
            raise UserError("nobody-named")
        with sealed_proof(self._session, evidence) as proof, self._session.write() as uow:
            notice = found_notice(uow, number)
            _require_asking(notice)
            letters = [key.letter for key in self._keys(uow, notice, customers)]
            uow.replies.consent((letter, consent, on) for letter in letters)
            self._log(uow, "notice.consent", notice, {"letters": len(letters), "consent": consent})
            self._prove(uow, notice, "consent", proof, letters)
            uow.commit()
        return self._notices.status(number)

    def prove_publication(self, number: str, evidence: Path) -> NoticeStatus:
        """Keep a proof that the public notice was up, e.g. a photograph of it; it shows no customer and stays."""
        self._session.require(Action.NOTICE)
        with sealed_proof(self._session, evidence) as proof, self._session.write() as uow:
            self._prove(uow, found_notice(uow, number), "publication", proof, ())
            uow.commit()
        return self._notices.status(number)

    def objected(self, number: str, customer: str, text: str, on: date) -> str:
        """Enter a customer's objection: all of the customer's records are frozen; the hold's number.

        Raises UserError ("notice-not-found", "letter-not-found", "notice-text-…"), Refused("role-forbids").
        """
        session, now = self._session, self._session.clock.now()
        session.require(Action.HOLD)
        self._require_past(on)
        said = checked_text("--text", text, needed=True)
        with session.write() as uow:
            notice = found_notice(uow, number)
            key = self._keys(uow, notice, [customer])[0]
            assert key.customer is not None
            records = uow.records.ids(RecordQuery(customer=key.uid))
            hold = uow.holds.add(f"{number}: {said}", records, now, session.operator.name, None)
            uow.replies.object(notice.id, key.customer, (on, said), int(hold.id), now, session.operator.name)
            uow.audit.append("hold.add", hold.id, {"records": hold.records}, session.operator.name, now)
            self._log(uow, "notice.objection", notice, {"hold": hold.id, "records": hold.records})
            uow.commit()
        return hold.id

    def _keys(self, uow: UnitOfWork, notice: StoredNotice, customers: Sequence[str]) -> list[LetterKey]:
        """The letters of those who are named; UserError("letter-not-found")."""
        if not customers:
            return []
        known = _Known(notice.number, uow.replies.letter_keys(notice.id))
        found = []
        for at, name in enumerate(customers, start=1):
            key = known.find([name])
            if key is None or key.customer is None:
                raise UserError("letter-not-found", notice=notice.number, place=at)
            found.append(key)
        return found

    def _enter(self, uow: UnitOfWork, notice: StoredNotice, replies: Sequence[tuple[int, ListedReply]]) -> None:
        today = self._session.clock.today()
        told = [(letter, reply.method, reply.on or today) for letter, reply in replies if reply.method is not None]
        self._deliver(uow, told)
        answers = [(letter, reply.consent, reply.on or today) for letter, reply in replies if reply.consent is not None]
        if answers:
            _require_asking(notice)
            uow.replies.consent(answers)

    def _deliver(self, uow: UnitOfWork, letters: Iterable[tuple[int, Method, date]]) -> None:
        uow.replies.deliver(letters, self._session.clock.now(), self._session.operator.name)

    def _prove(
        self, uow: UnitOfWork, notice: StoredNotice, about: str, proof: ProofFile | None, letters: Sequence[int]
    ) -> None:
        if proof is None:
            return
        session = self._session
        now, who = session.clock.now(), session.operator.name
        uow.replies.add_proof(notice.id, about, proof.enter(session, uow), letters, now, who)
        self._log(uow, "notice.proof", notice, {"about": about, "sha256": proof.blob.sha256, "letters": len(letters)})

    def _require_past(self, on: date | None) -> None:
        """What has not happened yet can't be entered."""
        self._session.require(Action.NOTICE)
        if on is not None and on > self._session.clock.today():
            raise UserError("notice-day-ahead", on=on.isoformat())

    def _log(self, uow: UnitOfWork, action: str, notice: StoredNotice, detail: Detail) -> None:
        uow.audit.append(action, notice.number, detail, self._session.operator.name, self._session.clock.now())


class _Known:
    """A notice's letters by all that a list can name them by; a name that two of them have names none."""

    def __init__(self, notice: str, keys: Iterable[LetterKey]) -> None:
        self._found: dict[str, LetterKey | None] = {}
        for key in keys:
            printed = letter_number(notice, key.number)
            names = (printed, str(key.number), key.uid, key.code, key.phone, key.email, key.name)
            for plain in {name.lower() for name in names} - {""}:
                self._found[plain] = None if plain in self._found else key

    def find(self, names: Sequence[str]) -> LetterKey | None:
        """The letter by the first of these names that is known."""
        found = (self._found.get(name.strip().lower()) for name in names)
        return next((key for key in found if key is not None), None)


def _require_asking(notice: StoredNotice) -> None:
    if notice.kind is not NoticeKind.PROVISION:
        raise Refused("notice-asks-no-consent", notice=notice.number)
