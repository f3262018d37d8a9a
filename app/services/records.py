"""Records for lists and for looking at one: what they are, whose, and what may happen to them today."""

import dataclasses
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.audit import Detail
from app.domain.decisions import decide
from app.domain.evidence import plain
from app.domain.permissions import Action, may
from app.domain.records import Column, RecordQuery
from app.domain.retention import Decision, Facts
from app.domain.words import Disposition, Kind, PiType, Sensitivity, State
from app.errors import Refused, UserError
from app.services.masking import masked_cell, masked_name, masked_title, masked_titles
from app.services.session import Session
from app.storage.batches import StoredSheet
from app.storage.histories import HistoryEntry
from app.storage.records import Line, bytes_of
from app.storage.stubs import Stub
from app.storage.unit_of_work import UnitOfWork

__all__ = ["FieldValue", "RecordDetail", "RecordPage", "RecordQuery", "RecordRow", "RecordService"]


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a list. `customer` is the id that attachments are put to; `disposition` is today's decision.

    `id` is the record's number for `window` and for selections, 0 for a destroyed one.
    """

    id: int
    uid: str
    customer: str
    customer_name: str
    kind: Kind | None
    sensitivity: Sensitivity | None
    state: State
    rule: str | None
    retain_until: date | None
    disposition: Disposition
    title: str
    event_date: date | None
    held: bool
    decided: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Part of a list: `total` counts all that the query finds, `locked` what a search leaves out under the lock."""

    total: int
    records: tuple[RecordRow, ...]
    locked: int = 0


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One filled cell of a record: its name in the sheet, its text, and what kind of information it is.

    `before` is what the cell was in the file, "" where it was not cleaned; a cell that cleaning emptied has no text.
    """

    name: str
    text: str
    type: PiType
    sensitivity: Sensitivity
    before: str = ""


@dataclass(frozen=True, slots=True)
class RecordDetail:
    """One record whole; `masked` says whether its fields are starred out. A destroyed one has no fields."""

    row: RecordRow
    file: str
    sheet: str
    row_number: int
    fields: tuple[FieldValue, ...]
    history: tuple[HistoryEntry, ...]
    decision: Decision | None
    masked: bool

    def result(self, reasons: Sequence[str]) -> dict[str, object]:
        """The JSON object of `show`; `reasons` are the decision's in the reader's words."""
        head = {name: value for name, value in dataclasses.asdict(self.row).items() if name != "id"}
        decision = None
        if self.decision is not None:
            decision = {**dataclasses.asdict(self.decision), "reasons": list(reasons)}
        found = plain(
            {
                **head,
                "file": self.file or None,
                "sheet": self.sheet or None,
                "row": self.row_number or None,
                "masked": self.masked,
                "fields": {field.name: field.text for field in self.fields if field.text},
                "originals": {field.name: field.before for field in self.fields if field.before},
                "history": [dataclasses.asdict(entry) for entry in self.history],
                "decision": decision,
            }
        )
        assert isinstance(found, dict)
        return found


class RecordService:
    """Lists, windows and single records. Every method reads one snapshot; `show` alone writes, into the log."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self, query: RecordQuery) -> RecordPage:
        """A page of a list, newest first unless the query sorts; destroyed records only where it asks for that state.

        A search that brings up several people's records under the statutory lock leaves those out. Raises
        UserError("bad-sort"), Refused("locked-search") where nothing else is found.
        """
        self._session.require(Action.READ)
        with self._session.read() as uow:
            if query.state is State.DESTROYED:
                total, stubs = uow.stubs.page(query)
                return RecordPage(total, tuple(map(_stub_row, stubs)))
            locked = self._locked(uow, query)
            query = self._allowed(query, spares_locked=bool(locked))
            ids = uow.records.ids(query)
            # With a limit the page is not the whole: then only is it counted.
            total = len(ids) if query.limit is None else uow.records.count(query)
            if locked and not total:
                raise Refused("locked-search", records=locked)
            return RecordPage(total, self._rows(uow, ids), locked)

    def ids(self, query: RecordQuery) -> "array[int]":
        """The numbers of all records of a list in its order: 8 bytes each, read once, in a worker.

        Raises UserError("bad-sort"), and Cancelled where the file under it is replaced meanwhile.
        """
        self._session.require(Action.READ)
        with self._session.read() as uow:
            locked = self._locked(uow, query)
            return uow.records.ids(self._allowed(query, spares_locked=bool(locked)))

    def locked(self, query: RecordQuery) -> int:
        """How many records a search leaves out because they may only be stored (PIPL 47(2)).

        They are left out where the search brings up several people's; one person's may be looked up.
        """
        with self._session.read() as uow:
            return self._locked(uow, query)

    def _locked(self, uow: UnitOfWork, query: RecordQuery) -> int:
        if not query.search.strip() or query.customer is not None:
            return 0
        if query.state not in (None, State.RESTRICTED):
            return 0
        found, owners = uow.records.locked(self._allowed(query))
        return found if owners > 1 else 0

    def window(self, ids: Sequence[int], *, masked: bool = False) -> tuple[RecordRow, ...]:
        """The rows of these numbers in this order, `masked` as anybody may see them; one that is gone is left out."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return self._rows(uow, ids, masked=masked)

    def peek(self, uid: str) -> RecordDetail:
        """One record with its fields masked, as anybody may see it. Raises UserError("unknown-record")."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return self._detail(uow, uid, masked=True)

    def show(self, uid: str) -> RecordDetail:
        """One record whole, masked for who may only read; the look-up is logged.

        Where it can't be logged, in a vault that is open for reading only, it is masked too. Raises
        UserError("unknown-record").
        """
        session = self._session
        if session.read_only:
            return self.peek(uid)
        session.require(Action.READ)
        masked = self._is_masked()
        with session.write() as uow:
            found = self._detail(uow, uid, masked=masked)
            detail: Detail = {"masked": masked}
            uow.audit.append("record.show", found.row.uid, detail, session.operator.name, session.clock.now())
            uow.commit()
        return found

    def resolve(self, uids: Sequence[str] = (), search: str | None = None) -> tuple[int, ...]:
        """The numbers of the records that a command or a selection means; destroyed ones are left out.

        Raises UserError ("unknown-record", "nothing-selected" where neither an id nor a search is given).
        """
        if not uids and not (search or "").strip():
            raise UserError("nothing-selected")
        with self._session.read() as uow:
            found = [self._number(uow, uid) for uid in uids]
            if search is not None and search.strip():
                found += uow.records.ids(RecordQuery(search=search))
        return tuple(dict.fromkeys(number for number in found if number is not None))

    def _is_masked(self) -> bool:
        """Whether the operator sees records with names and numbers starred out only."""
        session = self._session
        return not may(session.operator.role, Action.LOOK_UP, one_person=session.is_one_person())

    def _allowed(self, query: RecordQuery, *, spares_locked: bool = False) -> RecordQuery:
        """The query as this operator may ask it: what it sees masked it can't find out digit by digit."""
        asked = dataclasses.replace(query, spares_locked=spares_locked)
        return dataclasses.replace(asked, whole_words=True) if query.search and self._is_masked() else asked

    def _number(self, uow: UnitOfWork, uid: str) -> int | None:
        number = uow.records.find(bytes_of(uid))
        if number is None and uow.stubs.find(bytes_of(uid)) is None:
            raise UserError("unknown-record", uid=uid)
        return number

    def _rows(self, uow: UnitOfWork, ids: Sequence[int], *, masked: bool = False) -> tuple[RecordRow, ...]:
        deciding = _Deciding(self._session, uow)
        hidden = masked or not may(self._session.operator.role, Action.LOOK_UP, one_person=deciding.one_person)
        lines = uow.records.lines(ids)
        titles = [line.title for line in lines]
        shown = zip(lines, masked_titles(titles) if hidden else titles, strict=True)
        return tuple(_row(line, title, deciding.decision(line.facts), masked=hidden) for line, title in shown)

    def _detail(self, uow: UnitOfWork, uid: str, *, masked: bool) -> RecordDetail:
        key = bytes_of(uid)
        number = uow.records.find(key)
        if number is None:
            return _destroyed(uow, uid)
        line = uow.records.lines([number])[0]
        sheet = uow.batches.sheet(line.sheet_id)
        decision = _Deciding(self._session, uow).decision(line.facts)
        fields = _fields(sheet, uow.records.content(number), uow.originals.of(number), masked=masked)
        history = uow.histories.of_record(key)
        title = masked_title(line.title) if masked else line.title
        row = _row(line, title, decision, masked=masked)
        return RecordDetail(
            row, sheet.batch.file_name, sheet.plan.name, line.row_number, fields, history, decision, masked
        )


class _Deciding:
    """Decisions of today, one for equal facts."""

    def __init__(self, session: Session, uow: UnitOfWork) -> None:
        self._firm, self._today, self._pack = uow.firm.get(), session.clock.today(), session.pack
        self._made: dict[Facts, Decision] = {}
        self.one_person = session.is_one_person()

    def decision(self, facts: Facts) -> Decision:
        made = self._made.get(facts)
        if made is None:
            made = self._made[facts] = decide(facts, self._firm, self._today, self._pack)
        return made


def _row(line: Line, title: str, decision: Decision, *, masked: bool) -> RecordRow:
    facts = line.facts
    return RecordRow(
        id=line.id,
        uid=line.uid,
        customer=line.customer,
        customer_name=masked_name(line.customer_name) if masked else line.customer_name,
        kind=facts.kind,
        sensitivity=facts.sensitivity,
        state=facts.state,
        rule=facts.rule,
        retain_until=decision.retain_until,
        disposition=decision.disposition,
        title=title,
        event_date=line.event_date,
        held=bool(facts.holds),
        decided=decision.decided,
    )


def _stub_row(stub: Stub) -> RecordRow:
    return RecordRow(
        id=0,
        uid=stub.uid,
        customer="",
        customer_name="",
        kind=stub.kind,
        sensitivity=stub.sensitivity,
        state=State.DESTROYED,
        rule=stub.rule,
        retain_until=stub.retain_until,
        disposition=Disposition.DESTROY,
        title="",
        event_date=None,
        held=False,
        decided=True,
    )


def _destroyed(uow: UnitOfWork, uid: str) -> RecordDetail:
    stub = uow.stubs.find(bytes_of(uid))
    if stub is None:
        raise UserError("unknown-record", uid=uid)
    return RecordDetail(_stub_row(stub), "", "", 0, (), uow.histories.of_record(bytes_of(uid)), None, masked=False)


def _fields(
    sheet: StoredSheet, content: Sequence[str], originals: Mapping[int, str], *, masked: bool
) -> tuple[FieldValue, ...]:
    def shown(column: Column, text: str) -> str:
        return masked_cell(column, text) if masked and text else text

    cells = zip(sheet.plan.heads(), sheet.plan.columns, content, strict=False)
    return tuple(
        FieldValue(head, shown(column, text), column.type, column.sensitivity, shown(column, originals.get(at, "")))
        for at, (head, column, text) in enumerate(cells)
        if text or at in originals
    )
